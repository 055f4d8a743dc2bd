"""The key store: everything whose destruction is forgetting, in one SQLite file apart (``keys.db``).

The master key (``custody``: a file or a token) wraps one key-encryption key; that wraps organisations' data keys,
subjects' keys and the register's own secrets; a subject's key wraps the data keys of that person's bodies. Destroying a
row here makes a body unreadable wherever a copy of it lies (Article 14). The map from identifiers to random
subject ids stands here too: public codes as they are, persons' numbers under a keyed hash.

Order of commits. A data key is durable *before* the entry it opens: a crash in between leaves an orphan key,
which is deleted at the next opening; the other order could leave an acknowledged body that nobody can open. Erasure
goes the other way: the seqs are first noted in ``doomed`` with the transaction that erases, and destroyed
after the register's commit, so that a crash never destroys what no entry says was erased.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from xinyong.errors import JournalDamaged, OperatorError, RegisterFault, Text
from xinyong.journal.custody import ON_TOKEN, KeyCustody, custody_of
from xinyong.journal.damage import readable
from xinyong.journal.keyfile import Connections, add_what_is_new, create_tables, key_damaged, mark_of
from xinyong.journal.look_ups import LookUpLog
from xinyong.journal.signing import CURRENT, SIGNING_SECRETS, SigningKeys
from xinyong.journal.subject_keys import SubjectKeys
from xinyong.journal.witness import ErasedLog
from xinyong.subjects.sealing import NONCE_BYTES, WrappingKey
from xinyong.subjects.sealing import unwrap as _unwrap

SECRETS = ("fingerprint", "lookup", "mark")
KeyRow = tuple[int, str, bytes]
"""(seq, subject whose key wraps it or "", wrapped data key)"""


class KeyStore(LookUpLog, SigningKeys):
    """Keys and identifiers. One instance serves many threads; each has a connection of its own."""

    def __init__(self, path: Path, master: bytes | KeyCustody) -> None:
        if not path.exists():
            raise OperatorError(
                Text(f"找不到密钥库 {path.name}。", f"The key store {path.name} is missing."),
                where=str(path),
                todo=Text("请把密钥库恢复到登记册目录。", "Restore the key store into the register's folder."),
            )
        self.path = path
        self._custody = custody_of(master)
        self.custodies = tuple
        self.erased_log = ErasedLog(path.with_name("erased.log"))
        self._connections = Connections(path)
        self._generation = -1
        self._secrets: dict[str, bytes] = {}
        with readable(path.name):
            add_what_is_new(self._connections.get())
            self._load()

    @classmethod
    def create(cls, path: Path, master: bytes | KeyCustody) -> KeyStore:
        """Make a new key store with fresh secrets. Raises OperatorError where one exists."""
        if path.exists():
            raise OperatorError(Text(f"密钥库 {path.name} 已存在。", f"The key store {path.name} exists."), where=str(path))
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        db = sqlite3.connect(path, isolation_level=None)
        create_tables(db)
        kek, custody = secrets.token_bytes(32), custody_of(master)
        values = {name: secrets.token_bytes(32) for name in SECRETS}
        kept = custody.new_signing()
        values[CURRENT + ON_TOKEN if kept.on_token else CURRENT] = kept.value
        rows = [("kek", custody.wrap(kek))]
        rows += [(name, _wrap(value, kek, name.encode())) for name, value in values.items()]
        marked = [(name, 0, mark_of(values["mark"], "position", name, "0")) for name in ("durable", "generation")]
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO secret VALUES (?, ?)", rows)
        db.executemany("INSERT INTO position VALUES (?, ?, ?)", marked)
        db.execute("COMMIT")
        db.close()
        return cls(path, custody)

    @classmethod
    def open(cls, path: Path, master: bytes | KeyCustody) -> KeyStore:
        """Open an existing key store. Raises OperatorError: missing, or the master key is another's."""
        return cls(path, master)

    def close(self) -> None:
        """Close every thread's connection."""
        self._connections.close()

    # --- transactions: the store holds one open over a whole decision ----------------------

    def begin(self) -> None:
        """Open this thread's write transaction (once; later writes join it)."""
        db = self._connections.get()
        if not db.in_transaction:
            db.execute("BEGIN IMMEDIATE")
            self.refresh()

    def commit(self) -> None:
        """Make this thread's open transaction, if any, durable."""
        db = self._connections.get()
        if db.in_transaction:
            db.execute("COMMIT")

    def rollback(self) -> None:
        """Undo this thread's open transaction, if any."""
        db = self._connections.get()
        if db.in_transaction:
            db.execute("ROLLBACK")

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        db = self._connections.get()
        if db.in_transaction:
            yield db
            return
        self.begin()
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise

    # --- data keys -------------------------------------------------------------------------

    def wrapper(self, subject: str = "") -> WrappingKey:
        """What wraps data keys: the subject's key, or the key-encryption key for organisations.

        Call it after ``begin``, which sees a rotation made by another process. Raises RegisterFault where the
        subject's key was destroyed.
        """
        return WrappingKey(self.ensure_subject_key(subject)) if subject else self._kek

    def put_data_keys(self, rows: Sequence[tuple[int, bytes] | KeyRow]) -> None:
        """Store wrapped data keys: (seq, wrapped) or (seq, subject, wrapped).

        An orphan of a writer that died before its register commit is replaced: the caller holds the
        register's lock, so a number that it hands out belongs to no recorded entry.
        """
        with self._write() as db:
            whole = [row if len(row) == 3 else (row[0], "", row[1]) for row in rows]
            db.executemany("INSERT OR REPLACE INTO data_key VALUES (?, ?, ?)", whole)

    def data_key(self, seq: int) -> bytes | None:
        """The data key of an entry's body; None once it, or its subject's key, was destroyed."""
        return self.data_keys([seq]).get(seq)

    def data_keys(self, seqs: Iterable[int]) -> dict[int, bytes]:
        """Data keys by seq; destroyed ones are left out. Raises JournalDamaged for one that does not open."""
        wanted = list(seqs)
        found: list[KeyRow] = []
        db = self._connections.get()
        for i in range(0, len(wanted), 500):
            part = wanted[i : i + 500]
            marks = ",".join("?" * len(part))
            found += db.execute(f"SELECT seq, subject, wrapped FROM data_key WHERE seq IN ({marks})", part).fetchall()
        return self._open_rows(found)

    def data_keys_between(self, start: int, stop: int) -> dict[int, bytes]:
        """Data keys of entries start ≤ seq < stop, as ``data_keys``."""
        query = "SELECT seq, subject, wrapped FROM data_key WHERE seq >= ? AND seq < ?"
        return self._open_rows(self._connections.get().execute(query, (start, stop)).fetchall())

    def _open_rows(self, rows: Sequence[KeyRow]) -> dict[int, bytes]:
        try:
            return self._unwrapped(rows)
        except RegisterFault:
            self._load()  # another process may have rotated the keys since
        try:
            db = self._connections.get()
            again = "SELECT seq, subject, wrapped FROM data_key WHERE seq = ?"
            return self._unwrapped([fresh for row in rows for fresh in db.execute(again, (row[0],))])
        except RegisterFault as error:
            raise JournalDamaged(error.detail, code="key-damaged", where=error.where or "keys.db data_key") from None

    def _unwrapped(self, rows: Sequence[KeyRow]) -> dict[int, bytes]:
        kek = self._kek
        keys: dict[int, bytes] = {}
        for seq, subject, wrapped in rows:
            wrapper: WrappingKey | None = kek
            if subject:
                key = self._subject_key(subject)
                wrapper = WrappingKey(key) if key else None
            if wrapper is None:
                continue  # the subject's key was destroyed: forgotten
            try:
                keys[seq] = wrapper.unwrap(wrapped, seq.to_bytes(8))
            except RegisterFault as error:
                error.where = f"keys.db data_key {seq}"
                raise
        return keys

    def forgotten(self, seq: int) -> bool:
        """Whether this body's key is kept but its subject's was destroyed."""
        query = "SELECT length(s.wrapped) FROM data_key d JOIN subject_key s ON s.subject = d.subject WHERE d.seq = ?"
        return self._connections.get().execute(query, (seq,)).fetchone() == (0,)

    def doom(self, seqs: Sequence[int]) -> None:
        """Note that these keys are to be destroyed once the register's transaction is durable."""
        with self._write() as db:
            db.executemany("INSERT OR IGNORE INTO doomed VALUES (?)", [(seq,) for seq in seqs])

    def doomed(self) -> list[int]:
        """Keys noted for destruction and not destroyed yet."""
        return [row[0] for row in self._connections.get().execute("SELECT seq FROM doomed ORDER BY seq")]

    def spare(self, seqs: Sequence[int]) -> None:
        """Take seqs off the note again: the transaction that would have erased them never was."""
        with self._write() as db:
            db.executemany("DELETE FROM doomed WHERE seq = ?", [(seq,) for seq in seqs])

    def destroy(self, seqs: Sequence[int]) -> None:
        """Destroy data keys: rows overwritten with zeros (secure_delete) and the write-ahead log cut to nothing.

        With the last of a person's goes that person's key and number (``subject_keys``).
        """
        if not seqs:
            return
        with self._write() as db:
            people = self._people_of(seqs)
            db.executemany("DELETE FROM data_key WHERE seq = ?", [(seq,) for seq in seqs])
            self._forget_finished(people)
        if self._connections.truncate():
            self.spare(seqs)

    def destroy_from(self, head: int) -> int:
        """Delete orphan keys at and above ``head``: their entries were never recorded. How many."""
        with self._write() as db:
            of_people = "SELECT DISTINCT subject FROM data_key WHERE seq >= ? AND subject <> ''"
            people = [row[0] for row in db.execute(of_people, (head,))]
            deleted = db.execute("DELETE FROM data_key WHERE seq >= ?", (head,)).rowcount
            # The number goes, but no look-up: an entry that was never recorded is no reason to forget who asked before.
            SubjectKeys._forget_subjects(self, [person for person in people if not self.anything_left(person)])
        return deleted

    def highest(self) -> int:
        """The highest seq that has a data key; −1 for none."""
        row = self._connections.get().execute("SELECT max(seq) FROM data_key").fetchone()
        return -1 if row[0] is None else int(row[0])

    def keyed(self, start: int = 0) -> Iterator[int]:
        """Every seq ≥ start that has a data key, in order."""
        for row in self._connections.get().execute("SELECT seq FROM data_key WHERE seq >= ? ORDER BY seq", (start,)):
            yield row[0]

    # --- how far the register is known to be durable ------------------------------------------

    @property
    def durable(self) -> int:
        """Number of entries that the register had durably recorded when keys were last written."""
        return self._position("durable")

    def note_durable(self, size: int) -> None:
        """Keep ``size`` with the transaction in hand (never lowered)."""
        with self._write() as db:
            if size > self.durable:
                mark = mark_of(self._secrets["mark"], "position", "durable", str(size))
                db.execute("UPDATE position SET value = ?, mark = ? WHERE name = 'durable'", (size, mark))

    def _position(self, name: str) -> int:
        row = self._connections.get().execute("SELECT value FROM position WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise key_damaged(f"position {name}")
        return int(row[0])

    def revived(self) -> list[int]:
        """Keys held though the log of erasures names their entries: this file is, or comes from, an older copy."""
        query = "SELECT seq FROM data_key WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq"
        erased = json.dumps(sorted(self.erased_log.seqs()))
        return [row[0] for row in self._connections.get().execute(query, (erased,))]

    def replay_erasures(self) -> None:
        """Destroy again what was revived; with the last of a person's keys that person's key and number."""
        revived = self.revived()
        self.doom(revived)
        self.destroy(revived)

    # --- secrets --------------------------------------------------------------------------------

    def fingerprint(self, content: bytes) -> str:
        """Keyed BLAKE2b (RFC 7693) of a row's content, 32 hex digits: says "already held" and confirms no guess."""
        return blake2b(content, key=self._secrets["fingerprint"], digest_size=16).hexdigest()

    def rotate_kek(self) -> None:
        """A new key-encryption key: everything it wraps is wrapped anew, in one transaction."""
        with self._write() as db:
            old, new = self._secrets["kek"], secrets.token_bytes(32)
            names = [("kek", self._custody.wrap(new))]
            rest = [(name, value) for name, value in self._secrets.items() if name != "kek"]
            names += [(name, _wrap(value, new, name.encode())) for name, value in rest]
            db.executemany("UPDATE secret SET wrapped = ?2 WHERE name = ?1", names)
            people = db.execute("SELECT subject, wrapped FROM subject_key WHERE length(wrapped) > 0").fetchall()
            rewrapped = [(_wrap(_unwrap(w, old, s.encode()), new, s.encode()), s) for s, w in people]
            db.executemany("UPDATE subject_key SET wrapped = ? WHERE subject = ?", rewrapped)
            last = -1
            while rows := db.execute(
                "SELECT seq, wrapped FROM data_key WHERE seq > ? AND subject = '' ORDER BY seq LIMIT 10000", (last,)
            ).fetchall():
                again = [(_wrap(self._kek.unwrap(w, seq.to_bytes(8)), new, seq.to_bytes(8)), seq) for seq, w in rows]
                db.executemany("UPDATE data_key SET wrapped = ? WHERE seq = ?", again)
                last = rows[-1][0]
            self._next_generation(db)
        self._load()
        self._connections.truncate()

    def refresh(self) -> None:
        """See what another process rotated meanwhile."""
        if self._position("generation") != self._generation:
            self._load()

    def _next_generation(self, db: sqlite3.Connection) -> None:
        generation = self._position("generation") + 1
        mark = mark_of(self._secrets["mark"], "position", "generation", str(generation))
        db.execute("UPDATE position SET value = ?, mark = ? WHERE name = 'generation'", (generation, mark))

    def _load(self) -> None:
        """Read and open the secrets."""
        db = self._connections.get()
        try:
            rows = dict(db.execute("SELECT name, wrapped FROM secret").fetchall())
            kek = self._unwrapped_kek(rows.pop("kek", b""))
        except RegisterFault:
            raise OperatorError(
                Text("主密钥打不开密钥库。", "The master key does not open the key store."),
                code="master-key",
                where=self.path.name,
                todo=Text("请使用与该密钥库配套的主密钥。", "Use the master key that belongs to this key store."),
            ) from None
        values = {"kek": kek}
        signing = sorted(SIGNING_SECRETS & rows.keys())
        if CURRENT not in signing and CURRENT + ON_TOKEN not in signing:
            raise key_damaged("secret signing")
        for name in (*SECRETS, *signing):
            try:
                values[name] = _unwrap(rows.pop(name, b""), kek, name.encode())
            except RegisterFault:
                raise key_damaged(f"secret {name}") from None
        if rows:
            raise key_damaged("secret")
        self._secrets = values
        self._kek = WrappingKey(kek)
        self._generation = self._position("generation")

    # --- verification -----------------------------------------------------------------------------

    def verify(self) -> dict[str, int]:
        """Open every subject key and check every mark (data keys are opened with their bodies).

        Returns counts; raises JournalDamaged naming the first row that is not as it was written.
        """
        db = self._connections.get()
        self._connections.check()
        self._load()
        for name, value, mark in db.execute("SELECT name, value, mark FROM position"):
            if not hmac.compare_digest(mark, mark_of(self._secrets["mark"], "position", name, str(value))):
                raise key_damaged(f"position {name}")
        people = 0
        for subject, wrapped in db.execute("SELECT subject, wrapped FROM subject_key"):
            people += 1
            try:
                if wrapped:
                    _unwrap(wrapped, self._secrets["kek"], subject.encode())
            except RegisterFault:
                raise key_damaged("subject_key") from None
        look_ups = self.verify_look_ups()
        return {"subject_keys": people, "identifiers": self.check_identifiers(), "look_ups": look_ups}


def _wrap(key: bytes, kek: bytes, aad: bytes) -> bytes:
    return WrappingKey(kek).wrap(key, aad, os.urandom(NONCE_BYTES))
