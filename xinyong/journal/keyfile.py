"""The key store's SQLite file: its tables and its connections, one for each thread."""

from __future__ import annotations

import sqlite3
import threading
from hashlib import blake2b
from pathlib import Path

from xinyong.errors import JournalDamaged, Text

DDL = (
    "CREATE TABLE secret (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE position (name TEXT PRIMARY KEY, value INTEGER NOT NULL, mark BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE data_key (seq INTEGER PRIMARY KEY, subject TEXT NOT NULL, wrapped BLOB NOT NULL) STRICT",
    "CREATE TABLE doomed (seq INTEGER PRIMARY KEY) STRICT",
    "CREATE TABLE subject_key (subject TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE identifier (class TEXT NOT NULL, lookup TEXT NOT NULL, subject TEXT NOT NULL, mark BLOB NOT NULL,"
    " PRIMARY KEY (class, lookup)) STRICT, WITHOUT ROWID",
)
LATER = (  # the log of look-ups (``look_ups``), which files of earlier versions lack
    "CREATE TABLE look_up (n INTEGER PRIMARY KEY, slot TEXT NOT NULL, expires TEXT NOT NULL, sealed BLOB NOT NULL,"
    " wrapped BLOB NOT NULL, leaf BLOB NOT NULL, mark BLOB NOT NULL) STRICT",
    "CREATE TABLE asked_for (reference BLOB PRIMARY KEY, person BLOB NOT NULL, expires TEXT NOT NULL,"
    " mark BLOB NOT NULL) STRICT, WITHOUT ROWID",
)
INDEXES = (
    # The log of look-ups: what is kept of one person, and what is due.
    "CREATE INDEX look_up_slot ON look_up (slot) WHERE length(sealed) > 0",
    "CREATE INDEX look_up_due ON look_up (expires) WHERE length(sealed) > 0",
    "CREATE INDEX asked_for_due ON asked_for (expires)",
    # Whether anything of a person is left must be known at each erasure
    "CREATE INDEX data_key_subject ON data_key (subject) WHERE subject <> ''",
    "CREATE INDEX identifier_subject ON identifier (subject)",
)
APPLICATION_ID = 0x58594B31  # "XYK1"


def settings(db: sqlite3.Connection, synchronous: str = "FULL") -> None:
    """Durable at every commit, freed bytes overwritten."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute(f"PRAGMA synchronous = {synchronous}")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA busy_timeout = 30000")


def create_tables(db: sqlite3.Connection) -> None:
    """Lay out an empty key store."""
    settings(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in DDL:
        db.execute(statement)
    add_what_is_new(db)


def add_what_is_new(db: sqlite3.Connection) -> None:
    """Make the tables and indexes that a file of an earlier version lacks."""
    for statement in LATER + INDEXES:
        what = statement[: len("CREATE TABLE")]
        db.execute(statement.replace(what, f"{what} IF NOT EXISTS", 1))


class Connections:
    """One connection for each thread that asks: SQLite connections are not to be shared."""

    synchronous = "FULL"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def get(self) -> sqlite3.Connection:
        """This thread's connection."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, cached_statements=256)
            settings(db, self.synchronous)
            self._local.db = db
            with self._lock:
                self._all.append(db)
        return db

    def truncate(self) -> bool:
        """Move the write-ahead log into the file and cut it to nothing; False while a reader holds it."""
        db = self.get()
        if db.in_transaction:
            return False
        busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def check(self) -> None:
        """SQLite's own integrity check, and that the tables are the ones laid out above."""
        db = self.get()
        try:
            answer = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            identity = db.execute("PRAGMA application_id").fetchone()[0]
            found = sorted(row[0] for row in db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))
        except sqlite3.DatabaseError as error:
            answer, identity, found = str(error), 0, []
        if answer != "ok" or identity != APPLICATION_ID or found != sorted(DDL + LATER + INDEXES):
            raise JournalDamaged(
                Text("密钥库文件已损坏。", f"The key store's file is damaged: {answer}."), code="key-damaged", where="keys.db",
                todo=Text("请从密钥备份恢复。", "Restore the key store from its backup."),
            )

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            for db in self._all:
                db.close()
            self._all.clear()
        self._local = threading.local()


def mark_of(key: bytes, *parts: str) -> bytes:
    """Keyed checksum that ties a row's columns together, so that one flipped bit shows."""
    return blake2b("\x00".join(parts).encode("utf-8", "surrogatepass"), key=key, digest_size=16).digest()


def key_damaged(where: str) -> JournalDamaged:
    """The error for a row that is not as it was written."""
    return JournalDamaged(
        Text("密钥库中的一行已损坏。", "A row of the key store is damaged."),
        code="key-damaged", where=f"keys.db {where}",
        todo=Text("请从密钥备份恢复。", "Restore the key store from its backup."),
    )
