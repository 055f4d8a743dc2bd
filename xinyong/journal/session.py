"""A transaction on a store, to read or write (``journal.port.Reading`` and ``Writing``): what the databases share.

Queries stand here in SQLite's way (``?``); ``run`` says them in the database's own. What differs, writing many
rows above all, is left to ``sqlite_session`` and ``postgres_session``.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xinyong.errors import NotFound, Refused, RegisterFault, Text
from xinyong.journal import codec, tiles
from xinyong.journal.codec import Header
from xinyong.journal.port import Draft, Receipt, Row
from xinyong.journal.proofs import inclusion
from xinyong.journal.schema import Table
from xinyong.journal.sql import Dialect, Runs, checked, counted, quoted, select, table_named, upsert
from xinyong.register.entries import Entry
from xinyong.subjects.ids import is_person_case
from xinyong.subjects.sealing import RANDOM_BYTES, Sealed, seal_many

if TYPE_CHECKING:
    from xinyong.journal.store import JournalStore

CHUNK = 2000  # entries read at a time
KEPT = frozenset({
    "register.opened/1", "register.countersigned/1", "officer.enrolled/1", "mandate.granted/1", "edition.adopted/1",
    "entries.erased/1", "register.key-rotated/1", "officer.revoked/1", "mandate.revoked/1", "mandate.proposed/1",
    "edition.proposed/1", "authority.succession-proposed/1", "authority.succeeded/1", "officer.replacement-proposed/1",
    "officer.credential-replaced/1", "look-ups.sealed/1",
})
"""Kinds never erased: without them signatures, mandates and erasures could not be accounted for (Article 15)."""


class JournalReading(ABC):
    """A consistent snapshot."""

    dialect: Dialect

    def __init__(self, store: JournalStore, db: Any) -> None:
        self.store = store
        self.db = db

    # --- what each database does in its own way ------------------------------------------------

    @abstractmethod
    def run(self, query: str, values: Sequence[Any] = ()) -> Any:
        """Run a query written with ``?``; its cursor."""

    @abstractmethod
    def run_many(self, query: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement written with ``?`` for each of the rows."""

    @abstractmethod
    def stream(self, query: str) -> Iterator[Sequence[Any]]:
        """Rows of a query of any length, in bounded memory, as SQLite gives them (dates as ISO text)."""

    @abstractmethod
    def row_of(self, table: Table, values: Sequence[Any]) -> Row:
        """A row by column."""

    @abstractmethod
    def rows_among(self, table: Table, column: str, values: Sequence[Any]) -> list[Row]:
        """Rows whose ``column`` is one of these distinct values."""

    @abstractmethod
    def search_names(self, folded: str, limit: int = 20) -> list[Row]:
        """``organisation`` rows whose folded name contains the folded text, best first."""

    # --- entries -----------------------------------------------------------------------------

    def size(self) -> int:
        """Number of entries recorded."""
        row = self.run("SELECT max(seq) FROM entry").fetchone()
        return 0 if row[0] is None else int(row[0]) + 1

    def sealed_size(self) -> int:
        """Size of the newest signed checkpoint; 0 for none."""
        newest = self.newest_checkpoint()
        return newest[0] if newest else 0

    def header(self, seq: int) -> Header:
        """The header of one entry; NotFound beyond the end."""
        row = self.run("SELECT leaf FROM entry WHERE seq = ?", (seq,)).fetchone()
        if row is None:
            raise NotFound(Text(f"没有编号为 {seq} 的条目。", f"There is no entry number {seq}."), code="no-entry")
        return codec.header_of(seq, row[0])

    def entry(self, seq: int) -> Entry:
        """One entry with its body opened; NotFound beyond the end."""
        header = self.header(seq)
        row = self.run("SELECT sealed FROM body WHERE seq = ?", (seq,)).fetchone()
        key = self.store.keys.data_key(seq) if row else None
        return codec.entry_of(header, codec.open_body(header, row[0], key) if key else None)

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """Entries in order. A body whose key was destroyed reads as erased."""
        for header, sealed, key in self.sealed_entries(start, self.size() if stop is None else stop):
            event = codec.open_body(header, sealed, key) if sealed is not None and key is not None else None
            yield codec.entry_of(header, event)

    def sealed_entries(self, start: int, stop: int) -> Iterator[tuple[Header, bytes | None, bytes | None]]:
        """(header, sealed body, data key) in order; the last two are None once erased."""
        query = (
            "SELECT e.seq, e.leaf, b.sealed FROM entry e LEFT JOIN body b ON b.seq = e.seq"
            " WHERE e.seq >= ? AND e.seq < ? ORDER BY e.seq"
        )
        for first in range(start, stop, CHUNK):
            last = min(first + CHUNK, stop)
            rows = self.run(query, (first, last)).fetchall()
            keys = self.store.keys.data_keys_between(first, last)
            expected = first
            for seq, leaf, sealed in rows:
                if seq != expected:
                    raise codec.damaged(expected, "日志条目缺失。", "The entry is missing from the journal.")
                expected += 1
                yield codec.header_of(seq, leaf), sealed, keys.get(seq)

    def has_body(self, seq: int) -> bool:
        """Whether a body is kept for this entry."""
        return self.run("SELECT 1 FROM body WHERE seq = ?", (seq,)).fetchone() is not None

    def last_recorded_at(self) -> int:
        """When the newest entry was recorded (ms); 0 for none."""
        size = self.size()
        return self.header(size - 1).recorded_at if size else 0

    # --- projections ---------------------------------------------------------------------------

    def get(self, table: str, *key: Any) -> Row | None:
        """The row with this primary key."""
        known = table_named(table)
        row = self.run(select(self.dialect, table, known.key), key).fetchone()
        return self.row_of(known, row) if row is not None else None

    def rows(self, table: str, *, order: str = "", limit: int = 0, **equals: Any) -> list[Row]:
        """Rows whose columns equal the given values. ``order``: a column, ``-column`` to descend."""
        known = table_named(table)
        wanted, nulls = _parted(equals)
        query = select(self.dialect, table, tuple(wanted), order, bool(limit), nulls)
        return [self.row_of(known, row) for row in self.run(query, [*wanted.values(), *([limit] if limit else [])])]

    def rows_in(self, table: str, column: str, values: Sequence[Any]) -> list[Row]:
        """Rows whose ``column`` is one of ``values`` (any number of them)."""
        known = table_named(table)
        checked(known, (column,))
        return self.rows_among(known, column, list(dict.fromkeys(values)))

    def before(self, table: str, column: str, limit_value: Any, limit: int = 1000) -> list[Row]:
        """Rows whose ``column`` is not null and less than ``limit_value``, in its order."""
        known = table_named(table)
        checked(known, (column,))
        columns = quoted(*(name for name, _ in known.columns))
        query = f'SELECT {columns} FROM "{table}" WHERE "{column}" < ? ORDER BY "{column}" LIMIT ?'
        return [self.row_of(known, row) for row in self.run(query, (limit_value, limit))]

    def since(self, table: str, column: str, start: Any) -> list[Row]:
        """Rows whose ``column`` is ``start`` or more, in its order."""
        known = table_named(table)
        checked(known, (column,))
        columns = quoted(*(name for name, _ in known.columns))
        query = f'SELECT {columns} FROM "{table}" WHERE "{column}" >= ? ORDER BY "{column}"'
        return [self.row_of(known, row) for row in self.run(query, (start,))]

    def count(self, table: str, **equals: Any) -> int:
        """Number of such rows."""
        wanted, nulls = _parted(equals)
        return int(self.run(counted(self.dialect, table, tuple(wanted), nulls), tuple(wanted.values())).fetchone()[0])

    # --- tree ------------------------------------------------------------------------------------

    def leaves(self, start: int, stop: int) -> Iterator[bytes]:
        """Leaves start ≤ seq < stop, in order."""
        query = "SELECT leaf FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq"
        return (row[0] for row in self.run(query, (start, stop)))

    def tile(self, level: int, number: int) -> bytes | None:
        """One tile's hashes."""
        row = self.run("SELECT hashes FROM tile WHERE level = ? AND number = ?", (level, number)).fetchone()
        return row[0] if row else None

    def tree_size(self) -> int:
        """Number of entries integrated."""
        row = self.run(
            "SELECT number, length(hashes) FROM tile WHERE level = 0 ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return row[0] * tiles.WIDTH + row[1] // 32 if row else 0

    def newest_checkpoint(self) -> tuple[int, str] | None:
        """(size, note) of the newest checkpoint."""
        row = self.run("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else None

    def leaf(self, seq: int) -> bytes:
        """The leaf as it was hashed; NotFound beyond the end."""
        row = self.run("SELECT leaf FROM entry WHERE seq = ?", (seq,)).fetchone()
        if row is None:
            raise NotFound(Text(f"没有编号为 {seq} 的条目。", f"There is no entry number {seq}."), code="no-entry")
        leaf: bytes = row[0]
        return leaf

    def inclusion(self, seq: int) -> dict[str, Any]:
        """Proof that entry ``seq`` is in the newest checkpoint (``proofs.inclusion``)."""
        return inclusion(self, seq)


class JournalWriting(JournalReading):
    """A write transaction that holds the writer's lock."""

    def __init__(self, store: JournalStore, db: Any, durable: int | None = None) -> None:
        """``durable``: entries that are durable already, where the transaction holds more than its own."""
        super().__init__(store, db)
        self.doomed: list[int] = []
        self._durable = durable
        self._head = -1
        self._last = 0
        self._broken = False

    @abstractmethod
    def runs(self, head: int) -> Runs:
        """What gathers the projections' operations of an append at ``head``."""

    @abstractmethod
    def write(self, leaves: list[tuple[int, bytes]], bodies: list[tuple[int, bytes]], runs: Runs) -> None:
        """Write an append's rows."""

    def append(self, drafts: Sequence[Draft]) -> list[Receipt]:
        """Number, seal and store the entries and apply their projections, all or nothing.

        Raises RegisterFault for a draft that nobody signed and that follows from no signed entry.
        """
        if not drafts:
            return []
        store = self.store
        if self._head < 0:
            self._head = self.size()
            self._last = self.header(self._head - 1).recorded_at if self._head else 0
            store.keys.begin()
            store.keys.note_durable(self._head if self._durable is None else self._durable)
        self._broken = True  # until every table has it
        now = max(self._last, store.clock())
        head = self._head
        runs = self.runs(head)
        bodies, key_rows = self._seal(drafts, head)
        leaves = self._leaves(drafts, bodies, head, now, runs)
        store.keys.put_data_keys(key_rows)
        self.write(leaves, [(head + i, body[0]) for i, body in enumerate(bodies)], runs)
        self._head = head + len(drafts)
        self._last = now
        self._broken = False
        return [Receipt(seq, now) for seq in range(head, self._head)]

    def _seal(self, drafts: Sequence[Draft], head: int) -> tuple[list[Sealed], list[tuple[int, str, bytes]]]:
        """Sealed bodies in order, and the rows of their keys."""
        encode = codec.encode
        keys = self.store.keys
        plains = [encode(draft.event) for draft in drafts]
        aads = [seq.to_bytes(8) for seq in range(head, head + len(drafts))]
        random = os.urandom(RANDOM_BYTES * len(drafts))
        people = [draft.person for draft in drafts]
        if not any(people):
            bodies = seal_many(plains, keys.wrapper(), aads, random)
        else:
            wrappers = {person: keys.wrapper(person) for person in set(people)}
            bodies = []
            for i, person in enumerate(people):
                share = random[i * RANDOM_BYTES : (i + 1) * RANDOM_BYTES]
                bodies += seal_many(plains[i : i + 1], wrappers[person], aads[i : i + 1], share)
        return bodies, [(head + i, person, bodies[i][1]) for i, person in enumerate(people)]

    def _leaves(
        self, drafts: Sequence[Draft], bodies: Sequence[Sealed], head: int, now: int, runs: Runs
    ) -> list[tuple[int, bytes]]:
        """The rows of the leaves; gathers the projections' operations on the way."""
        encode, kind_of, add, project = codec.encode, codec.KIND_OF, runs.add, self.store.project
        edition = self.store.edition
        rows: list[tuple[int, bytes]] = []
        seq = head
        for draft, body in zip(drafts, bodies, strict=True):
            event, authority, officer, effective_from, person, cause, signer = draft
            kind = kind_of[type(event)]
            if not person and is_person_case(getattr(event, "case", "")):
                raise _unsealed(seq, kind)
            committed = body[2]
            if signer is not None:
                if signer.officer != officer:
                    raise _unsigned(seq, kind)
                signature = signer.sign_entry(kind, authority, committed).hex()
            elif 0 < cause < seq:
                signature = ""
            else:
                raise _unsigned(seq, kind)
            leaf = encode(Header(
                seq, kind, now, effective_from, edition, authority, officer, cause, committed.hex(), signature
            ))
            rows.append((seq, leaf))
            add(project(Entry(seq, kind, now, effective_from, edition, authority, officer, cause, event)))
            seq += 1
        return rows

    def erase(self, seqs: Sequence[int]) -> None:
        """Delete bodies now; their keys are destroyed once the transaction is durable.

        Raises Refused for kinds that account for others (``KEPT``), NotFound for an unknown number.
        """
        for seq in seqs:
            kind = self.header(seq).kind
            if kind in KEPT:
                raise Refused(
                    Text(f"条目 {seq}（{kind}）是问责依据，不得删除。",
                         f"Entry {seq} ({kind}) accounts for others and is not erased."),
                    code="kept-for-account", article=15,
                )
        self.store.keys.begin()
        self.store.keys.doom(seqs)
        self.run_many("DELETE FROM body WHERE seq = ?", [(seq,) for seq in seqs])
        self.doomed += seqs

    def others_wait(self) -> bool:
        """Whether a decision waits for the lock."""
        return self.store.turnstile.others_wait()

    def put_tiles(self, changed: Iterable[tiles.Tile]) -> None:
        """Store tiles, over their older partial selves."""
        self.run_many(upsert(self.dialect, "tile"), list(changed))

    def put_checkpoint(self, size: int, note: str) -> None:
        """Store a signed checkpoint."""
        self.run("INSERT INTO checkpoint VALUES (?, ?)", (size, note))

    def check_whole(self) -> None:
        """Raise RegisterFault where an append failed midway: then nothing of this transaction may commit."""
        if self._broken:
            raise RegisterFault(
                Text("写入中途失败，整个事务撤销。", "An append failed midway; the whole transaction is undone."),
                code="append-failed",
            )


def _parted(equals: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The columns with a value, and those that are to be null: an index finds both, not ``IS NOT DISTINCT FROM``."""
    if None not in equals.values():
        return equals, ()
    return {c: v for c, v in equals.items() if v is not None}, tuple(c for c, v in equals.items() if v is None)


def _unsealed(seq: int, kind: str) -> RegisterFault:
    return RegisterFault(
        Text(f"条目 {seq}（{kind}）属于自然人的案件，未用其本人的密钥封存。",
             f"Entry {seq} ({kind}) is of a person's case and not sealed by that person's key."),
        code="not-sealed-by-person", article=14,
    )


def _unsigned(seq: int, kind: str) -> RegisterFault:
    return RegisterFault(
        Text(f"条目 {seq}（{kind}）没有经办人签名，也没有已签名的起因。",
             f"Entry {seq} ({kind}) is signed by nobody and follows from no signed entry."),
        code="unsigned-entry", article=15,
    )
