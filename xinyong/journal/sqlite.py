"""The journal's store on SQLite: ``register.db`` beside ``keys.db``.

WAL and synchronous FULL: a commit is on disk when it returns. One writer at a time (``turnstile``), readers on
snapshots of their own.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

from xinyong.errors import JournalDamaged, OperatorError, RegisterFault, Text
from xinyong.journal import name_index
from xinyong.journal.damage import readable
from xinyong.journal.keystore import KeyStore
from xinyong.journal.port import Project
from xinyong.journal.schema import JOURNAL, PROJECTIONS
from xinyong.journal.sql import SQLITE, Runs, quoted, tables_ddl
from xinyong.journal.sqlite_session import SqliteReading, SqliteWriting
from xinyong.journal.store import RESTORING, JournalStore

APPLICATION_ID = 0x58594A31  # "XYJ1"
CACHE_KIB = 65536  # random ids touch pages all over the indexes: a small cache would read them back each time
SCRUB_WAIT_MS = 500  # how long an erasure waits for readers before it leaves the log to the next one
ROWID_TABLES = frozenset({"organisation"})

# Explicit, because the standard library's own adapter is deprecated: dates are ISO text in the tables.
sqlite3.register_adapter(date, date.isoformat)


def journal_ddl() -> list[str]:
    """CREATE statements of the tables that are the truth."""
    return tables_ddl(SQLITE, JOURNAL)


def projection_ddl() -> list[str]:
    """CREATE statements of the tables that can be rebuilt, and of the name index."""
    return tables_ddl(SQLITE, PROJECTIONS, ROWID_TABLES) + list(name_index.DDL)


def layout() -> int:
    """Which layout the projections have: written into the file, so that one of another version is rebuilt."""
    return crc32("\n".join(projection_ddl()).encode()) & 0x7FFFFFFF


class SqliteStore(JournalStore):
    """A register's journal and projections on SQLite (``journal.port.Store``)."""

    kind: Literal["sqlite", "postgresql"] = "sqlite"
    synchronous = "FULL"

    def __init__(
        self, path: Path, keys: KeyStore, project: Project, clock: Callable[[], int], edition: str = "",
        *, create: bool = False, settling: bool = False,
    ) -> None:
        """Open ``path``; ``clock`` gives milliseconds since 1970 UTC, ``edition`` the digest in force.

        ``create`` lays out a new file; ``settling`` is for ``backup.restore`` alone. Raises OperatorError where the
        file is missing, exists under ``create``, or was restored and never settled: then it may still hold
        what was erased since.
        """
        super().__init__(path, keys, project, clock, edition)
        self._idle: list[sqlite3.Connection] = []
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        if path.exists() == create and not (create and path.stat().st_size == 0):
            raise _no_register(path, create)
        if path.with_suffix(RESTORING).exists() and not settling:
            raise OperatorError(
                Text("恢复未完成。", "A restore was cut short."), code="restore-unfinished", where=path.name, article=14,
                todo=Text("请重新执行恢复。", "Run the restore again."),
            )
        with readable(path.name):
            if create:
                self._create()
            else:
                self._renew_layout()
            self.look_again()

    # --- opening ---------------------------------------------------------------------------

    def connect(self) -> sqlite3.Connection:
        """A new connection with the register's settings."""
        db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, cached_statements=512)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(f"PRAGMA synchronous = {self.synchronous}")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA busy_timeout = 30000")
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        name_index.register_function(db)
        with self._lock:
            self._all.append(db)
        return db

    def _create(self) -> None:
        db = self.connect()
        with self.turnstile.enter(patient=False):
            db.execute("BEGIN IMMEDIATE")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            for statement in journal_ddl() + projection_ddl():
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {layout()}")
            db.execute("COMMIT")
        self._idle.append(db)

    def _renew_layout(self) -> None:
        """Rebuild the projections where another version of the software laid them out: the journal stays as it is."""
        with self.reading() as reading:
            kept = reading.db.execute("PRAGMA user_version").fetchone()[0]
        if kept != layout():
            with self.session() as writing:
                self.rebuild_within(writing)

    # --- sessions ----------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[SqliteReading]:
        """A snapshot for reading; concurrent with a writer."""
        with self._lock:
            db = self._idle.pop() if self._idle else None
        if db is None:
            db = self.connect()
        try:
            db.execute("BEGIN")
            try:
                yield SqliteReading(self, db)
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")
        finally:
            with self._lock:
                self._idle.append(db)

    @contextmanager
    def transaction(self) -> Iterator[SqliteWriting]:
        """The write transaction of a thread that holds the writer's lock."""
        if self._writer is None:
            self._writer = self.connect()
        writing = SqliteWriting(self, self._writer)
        yield from self._transaction(self._writer, writing)

    def _transaction(self, db: sqlite3.Connection, writing: SqliteWriting) -> Iterator[SqliteWriting]:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield writing
            writing.check_whole()
            self.keys.commit()  # first: an entry must never be without its key
            db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._undo(db)
            raise _database(error) from error
        except BaseException:
            self._undo(db)
            raise

    def _undo(self, db: sqlite3.Connection) -> None:
        self.keys.rollback()
        if db.in_transaction:
            db.execute("ROLLBACK")

    # --- replay -----------------------------------------------------------------------------------

    def rebuild_within(self, writing: SqliteWriting) -> int:
        """``rebuild`` as part of a transaction; entries replayed."""
        db = writing.db
        for statement in name_index.DROP:
            db.execute(statement)
        truth = {table.name for table in JOURNAL}
        named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = db.execute(named).fetchall()
        for name in (each[0] for each in tables if each[0] not in truth):
            db.execute(f"DROP TABLE {quoted(name)}")  # also one that this version no longer has
        for statement in tables_ddl(SQLITE, PROJECTIONS, ROWID_TABLES):
            db.execute(statement)

        def take(start: int, ops: list[Any]) -> None:
            runs = Runs(SQLITE)
            runs.add(ops)
            runs.apply(db.executemany)

        entries = self.replay(writing, take)
        for statement in (*name_index.DDL, name_index.FILL):  # at the end: one sorted pass instead of a trigger a row
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {layout()}")
        return entries

    def scrub(self) -> tuple[str, ...]:
        """Leave nothing of what was deleted in the database's files; ``readers`` while one still needs its snapshot.

        Deleted rows are overwritten in place (secure_delete); what is left stands in the write-ahead log, which is
        moved into the file and cut to nothing.
        """
        db = self.connect()
        try:
            db.execute(f"PRAGMA busy_timeout = {SCRUB_WAIT_MS}")
            return ("readers",) if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] else ()
        finally:
            with self._lock:
                self._all.remove(db)
            db.close()

    def take_in(self, writing: SqliteWriting, source: Path) -> int:
        """Nothing to take: the backup's file was put in place."""
        return 0

    def tidy(self) -> None:
        """After each erasure: all of ``scrub``, which costs milliseconds here."""
        self.scrub()

    def check_file(self) -> None:
        """SQLite's integrity check, the tables' definitions, and the name index against the names.

        Raises JournalDamaged. The index check needs the writer's lock for as long as it takes.
        """
        fresh = sqlite3.connect(":memory:", isolation_level=None)
        name_index.register_function(fresh)
        for statement in journal_ddl() + projection_ddl():
            fresh.execute(statement)
        definitions = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
        with self.turnstile.enter(patient=True), self.reading() as reading:
            db = reading.db
            problem = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if problem == "ok" and db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                problem = "application_id"
            if problem == "ok" and db.execute(definitions).fetchall() != fresh.execute(definitions).fetchall():
                problem = "sqlite_schema"
            if problem == "ok":
                problem = name_index.problem(db)
        fresh.close()
        if problem != "ok":
            raise JournalDamaged(
                Text("数据库文件已损坏。", f"The database file is damaged: {problem}."), where="register.db",
                todo=Text("请从备份恢复登记册。", "Restore the register from its backup."),
            )

    def close(self) -> None:
        """Close every connection; the key store is its opener's to close."""
        with self._lock:
            for db in self._all:
                db.close()
            self._all.clear()
            self._idle.clear()
            self._writer = None


def _no_register(path: Path, exists: bool) -> OperatorError:
    if exists:
        return OperatorError(Text(f"{path.name} 已存在。", f"{path.name} exists already."), where=str(path))
    return OperatorError(
        Text(f"找不到登记册文件 {path.name}。", f"The register's file {path.name} is missing."), where=str(path),
        todo=Text("请检查目录，或用 xinyong restore 恢复。", "Check the folder, or restore it with xinyong restore."),
    )


def _database(error: sqlite3.OperationalError) -> OperatorError | RegisterFault:
    if error.sqlite_errorname in ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_CANTOPEN"):
        return OperatorError(
            Text("写入登记册失败（磁盘或锁）。", f"The register could not be written: {error}."), code="write-failed",
            todo=Text("请检查磁盘空间与权限后重试。", "Check disk space and permissions, then try again."),
        )
    return RegisterFault(Text("数据库操作失败。", f"A database operation failed: {error}."), code="database")


