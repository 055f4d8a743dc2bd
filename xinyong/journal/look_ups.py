"""The log of look-ups about persons: sealed to the person, readable by nobody else, in the key store (Articles 13, 14).

Whoever is asked about has a slot, whether or not the register holds anything on that person: a random id, found by the
person's number through the same keyed map. A slot has a key of its own, which wraps the key of each look-up. So the
same work is done for somebody of whom nothing is held, and whoever has these tables without the number learns neither
whose a slot is nor what a look-up says. A row that is forgotten keeps its number and its salted commitment, so that
what the journal says of a batch (``look-ups.sealed/1``) can be checked for good.

It is the one exception to "nothing else writes" (SAFEGUARDS), and part of the key store so that a look-up, a person's
erasure and a backup's short retention are one file's matter in either store.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from xinyong.errors import JournalDamaged, RegisterFault, Text
from xinyong.journal.keyfile import key_damaged
from xinyong.journal.merkle import Frontier, leaf_hash
from xinyong.journal.subject_keys import SubjectKeys
from xinyong.subjects.ids import is_slot_id, slot_id
from xinyong.subjects.sealing import RANDOM_BYTES, WrappingKey, open_checked, seal_many

SLOTS = "look-up"
"""The class under which a person's slot stands in the map; its code is the person's own keyed digest there."""
_LIVE = "SELECT n, slot, sealed, wrapped, leaf FROM look_up WHERE length(sealed) > 0"
_GONE = "UPDATE look_up SET slot = '', expires = '', sealed = x'', wrapped = x'', mark = ? WHERE n = ?"


class Batch(NamedTuple):
    """Look-ups first ≤ n ≤ last, and the root of their commitments (RFC 6962), hex."""

    first: int
    last: int
    digest: str


class LookUpLog(SubjectKeys):
    """The part of the key store that keeps who was asked about."""

    def note_look_up(self, identifier: str, code: str, plain: bytes, expires: date, today: date) -> int:
        """Keep one look-up about the person with this number, durably when it returns; its number in the log.

        ``plain`` has the same length for everybody. What has expired by ``today`` is destroyed in passing.
        """
        with self._write() as db:
            self._expire(db, today)
            slot = self.slot_of(identifier, code)
            if slot is None:
                slot = slot_id(os.urandom(16))
                self.assign(SLOTS, {self.lookup(identifier, code): slot})
            key = WrappingKey(self.ensure_subject_key(slot))
            n = int(db.execute("SELECT coalesce(max(n), 0) + 1 FROM look_up").fetchone()[0])
            (made,) = seal_many([plain], key, [_bound(n, slot)], os.urandom(RANDOM_BYTES))
            day = expires.isoformat()
            row = (n, slot, day, made.sealed, made.wrapped, made.commitment, self._mark(n, slot, day, made.commitment))
            db.execute("INSERT INTO look_up VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return n

    def slot_of(self, identifier: str, code: str) -> str | None:
        """The slot of the person with this number; None where nobody ever asked, or all of it is forgotten."""
        return self.subject_for(SLOTS, self.lookup(identifier, code))

    def look_ups_of(self, identifier: str, code: str, today: date) -> list[bytes]:
        """Every look-up kept about the person, oldest first. Raises JournalDamaged for one that does not open."""
        slot = self.slot_of(identifier, code)
        if slot is None:
            return []
        query = _LIVE + " AND slot = ? AND expires > ? ORDER BY n"
        rows = self._connections.get().execute(query, (slot, today.isoformat())).fetchall()
        return [plain for _, plain in self._opened(rows)]

    def claim_transaction(
        self, authority: str, transaction: str, identifier: str, code: str, until: date, today: date
    ) -> bool:
        """Whether this transaction of the authority is about this person: False where it was about another before.

        Neither the reference nor the person can be read from what is kept, nor one joined to the other without both.
        """
        reference = self._keyed("transaction", authority, transaction)
        person = self._keyed("transacted", reference.hex(), self.lookup(identifier, code))
        with self._write() as db:
            db.execute("DELETE FROM asked_for WHERE expires <= ?", (today.isoformat(),))
            known = db.execute("SELECT person FROM asked_for WHERE reference = ?", (reference,)).fetchone()
            if known is None:
                day = until.isoformat()
                mark = self._keyed("asked-for", reference.hex(), person.hex(), day)
                db.execute("INSERT INTO asked_for VALUES (?, ?, ?, ?)", (reference, person, day, mark))
        return known is None or known[0] == person

    def expire_look_ups(self, today: date) -> int:
        """Destroy what has expired; how many. Also done whenever one is noted."""
        with self._write() as db:
            gone = self._expire(db, today)
        if gone:
            self._connections.truncate()
        return gone

    def _expire(self, db: sqlite3.Connection, today: date) -> int:
        due = "SELECT n, slot, leaf FROM look_up WHERE length(sealed) > 0 AND expires <= ?"
        rows = db.execute(due, (today.isoformat(),)).fetchall()
        self._blank(db, [(n, leaf) for n, _, leaf in rows])
        left = "SELECT 1 FROM look_up WHERE length(sealed) > 0 AND slot = ? LIMIT 1"
        slots = {slot for _, slot, _ in rows}
        self._forget_subjects([slot for slot in sorted(slots) if db.execute(left, (slot,)).fetchone() is None])
        return len(rows)

    def _blank(self, db: sqlite3.Connection, rows: Sequence[tuple[int, bytes]]) -> None:
        """Leave number and commitment, and a mark that says it was done here and not by another hand."""
        db.executemany(_GONE, [(self._mark(n, "", "", leaf), n) for n, leaf in rows])

    def _mark(self, n: int, slot: str, expires: str, leaf: bytes) -> bytes:
        return self._keyed("row", str(n), slot, expires, leaf.hex())

    def _forget_subjects(self, subjects: Iterable[str]) -> None:
        """With a person go the look-ups about that person."""
        gone = list(subjects)
        with self._write() as db:
            slots = [slot for subject in gone for slot in self._slots(db, subject)]
            super()._forget_subjects([*gone, *slots])
            for slot in (*gone, *slots):
                of_slot = "SELECT n, leaf FROM look_up WHERE length(sealed) > 0 AND slot = ?"
                self._blank(db, db.execute(of_slot, (slot,)).fetchall())
            # No row has to say "destroyed, not lost" of a slot, but where an entry was sealed under it.
            unsealed = "NOT EXISTS (SELECT 1 FROM data_key WHERE data_key.subject = ?)"
            bare = f"DELETE FROM subject_key WHERE subject = ? AND {unsealed}"
            db.executemany(bare, [(slot, slot) for slot in (*gone, *slots) if is_slot_id(slot)])

    def _slots(self, db: sqlite3.Connection, subject: str) -> Iterator[str]:
        for (lookup,) in db.execute("SELECT lookup FROM identifier WHERE subject = ?", (subject,)).fetchall():
            slot = self.subject_for(SLOTS, lookup)
            if slot is not None:
                yield slot

    # --- what the journal says of it ---------------------------------------------------------

    def batch_after(self, last: int) -> Batch | None:
        """All look-ups after ``last`` as one batch; None where there are none."""
        rows = self._connections.get().execute("SELECT n, leaf FROM look_up WHERE n > ? ORDER BY n", (last,)).fetchall()
        return Batch(last + 1, rows[-1][0], _root([leaf for _, leaf in rows])) if rows else None

    def verify_look_ups(self) -> int:
        """Open every look-up that is kept and check every mark; how many rows. Raises JournalDamaged."""
        db = self._connections.get()
        count = 0
        for n, slot, expires, length, leaf, mark in db.execute(
            "SELECT n, slot, expires, length(sealed), leaf, mark FROM look_up ORDER BY n"
        ):
            count += 1
            if n != count or bool(length) != bool(slot) or mark != self._mark(n, slot, expires, leaf):
                raise _damaged(count)
        for _ in self._opened(db.execute(_LIVE + " ORDER BY n").fetchall()):
            pass
        for reference, person, expires, mark in db.execute("SELECT reference, person, expires, mark FROM asked_for"):
            if mark != self._keyed("asked-for", reference.hex(), person.hex(), expires):
                raise key_damaged("asked_for")
        return count

    def verify_batches(self, batches: Iterable[Batch]) -> None:
        """Compare the log with what the journal says of it. Raises JournalDamaged for a look-up hidden or changed."""
        db = self._connections.get()
        for batch in batches:
            between = "SELECT leaf FROM look_up WHERE n >= ? AND n <= ? ORDER BY n"
            leaves = [row[0] for row in db.execute(between, (batch.first, batch.last))]
            if len(leaves) != batch.last - batch.first + 1 or _root(leaves) != batch.digest:
                raise _damaged(batch.first)

    def sealed_under(self, subject: str) -> list[int]:
        """Every entry whose body this person's key (or slot) opens: all that the journal holds on that person."""
        query = "SELECT seq FROM data_key WHERE subject = ? ORDER BY seq"
        return [row[0] for row in self._connections.get().execute(query, (subject,))]

    def _opened(self, rows: Sequence[tuple[int, str, bytes, bytes, bytes]]) -> Iterator[tuple[int, bytes]]:
        for n, slot, sealed, wrapped, leaf in rows:
            key = self._subject_key(slot)
            if key is None:
                raise _damaged(n)
            try:
                yield n, open_checked(sealed, WrappingKey(key).unwrap(wrapped, _bound(n, slot)), leaf)
            except RegisterFault:
                raise _damaged(n) from None

    def _keyed(self, *parts: str) -> bytes:
        content = "\x00".join(("xinyong/look-up/1", *parts)).encode()
        return blake2b(content, key=self._secrets["lookup"], digest_size=16).digest()


def _bound(n: int, slot: str) -> bytes:
    return b"look-up" + n.to_bytes(8) + slot.encode()


def _root(leaves: Sequence[bytes]) -> str:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf_hash(leaf))
    return frontier.root().hex()


def _damaged(n: int) -> JournalDamaged:
    return JournalDamaged(
        Text(f"第{n}条查询记录已损坏或与日志不符。", f"Look-up {n} is damaged, or not what the journal says."),
        code="look-up-damaged", where=f"keys.db look_up {n}", article=15,
        todo=Text("请从密钥备份恢复。", "Restore the key store from its backup."),
    )
