"""The journal's store on SQLite: ``register.db`` beside ``keys.db``.

WAL and synchronous FULL: a commit is on disk when it returns. One writer at a time (``turnstile``), readers on
snapshots of their own. Keys are committed before entries (``keystore`` says why); what a crash leaves half done
is settled at the next opening, under the writer's lock.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal

from xinyong.errors import JournalDamaged, OperatorError, RegisterFault, Text
from xinyong.journal import name_index, sealer, tiles
from xinyong.journal.damage import readable
from xinyong.journal.keystore import KeyStore
from xinyong.journal.port import Project
from xinyong.journal.schema import JOURNAL, PROJECTIONS
from xinyong.journal.sql import SQLITE, Runs, quoted, tables_ddl
from xinyong.journal.sqlite_session import SqliteReading, SqliteWriting
from xinyong.journal.turnstile import Turnstile
from xinyong.journal.witness import Witness

APPLICATION_ID = 0x58594A31  # "XYJ1"
CACHE_KIB = 65536  # random ids touch pages all over the indexes: a small cache would read them back each time
CHUNK = 5000  # entries replayed at a time: memory stays flat
INTEGRATE_CHUNK = 4096  # entries integrated in one transaction: a few milliseconds
GRACE_MS = 60_000
RESTORING = ".restoring"  # beside the register from before a restore until it is settled

ROWID_TABLES = frozenset({"organisation"})

# Explicit, because the standard library's own adapter is deprecated: dates are ISO text in the tables.
sqlite3.register_adapter(date, date.isoformat)


def journal_ddl() -> list[str]:
    """CREATE statements of the tables that are the truth."""
    return tables_ddl(SQLITE, JOURNAL)


def projection_ddl() -> list[str]:
    """CREATE statements of the tables that can be rebuilt, and of the name index."""
    return tables_ddl(SQLITE, PROJECTIONS, ROWID_TABLES) + list(name_index.DDL)


class SqliteStore:
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
        self.path = path
        self.keys = keys
        self.project = project
        self.clock = clock
        self.edition = edition
        self.turnstile = Turnstile(path)
        self.witness = Witness(keys.path.with_name("checkpoint.last"))  # apart, as keys are: no backup holds it
        self.erased_log = keys.erased_log
        self._idle: list[sqlite3.Connection] = []
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._writing_thread: int | None = None
        if path.exists() == create and not (create and path.stat().st_size == 0):
            raise _no_register(path, create)
        if path.with_suffix(RESTORING).exists() and not settling:
            raise OperatorError(
                Text("恢复未完成。", "A restore was cut short."), code="restore-unfinished", where=path.name, article=14,
                todo=Text("请重新执行恢复。", "Run the restore again."),
            )
        self.behind = 0
        with readable(path.name):
            if create:
                self._create()
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
            db.execute("COMMIT")
        self._idle.append(db)

    def look_again(self) -> int:
        """After mending: how many acknowledged entries are still missing (``behind``)."""
        self.behind = self._missing()
        if not self.behind:
            self._settle()
        return self.behind

    def _missing(self) -> int:
        """How many acknowledged entries this file lacks: it was restored from an older copy."""
        durable = max(self.keys.durable, self.witness.size())  # read before the head, which only grows
        with self.reading() as reading:
            return max(0, durable - reading.size())

    def _settle(self) -> None:
        """Finish what a crash left half done: orphan keys, and erasures whose keys still exist."""
        with self.reading() as reading:
            size = reading.size()
        if self.keys.highest() < size and not self.keys.doomed():
            return
        with self.turnstile.enter(patient=False), self.reading() as reading:
            # Under the writer's lock: a living writer's keys are durable just before its entries are.
            self.keys.destroy_from(reading.size())
            doomed = self.keys.doomed()
            erased = [seq for seq in doomed if not reading.has_body(seq)]
            self.keys.spare(sorted(set(doomed) - set(erased)))
            self._destroy(erased)

    def _destroy(self, seqs: list[int]) -> None:
        """Carry out an erasure that the register has durably recorded."""
        if seqs:
            self.erased_log.add_entries(seqs)
            self.keys.destroy(seqs)

    @property
    def clock_went_back(self) -> bool:
        """Whether the clock stands more than a minute before the newest entry: then no adverse beginnings."""
        with self.reading() as reading:
            return self.clock() < reading.last_recorded_at() - GRACE_MS

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
    def writing(self, *, patient: bool = False) -> Iterator[SqliteWriting]:
        """The write transaction. ``patient``: a batch, which lets waiting decisions go first.

        Raises OperatorError while the register lacks acknowledged entries (``behind``), RegisterFault when this
        thread is writing already.
        """
        if self.behind:
            raise _behind(self.behind)
        with self.session(patient=patient) as writing:
            yield writing

    @contextmanager
    def session(self, *, patient: bool = False) -> Iterator[SqliteWriting]:
        """As ``writing``, also on a register that lacks entries: for mending it (``backup``), never to append."""
        if self._writing_thread == threading.get_ident():
            raise RegisterFault(
                Text("同一线程不能嵌套写事务。", "A write transaction was opened within another."), code="nested-writing"
            )
        with self.turnstile.enter(patient):
            self._writing_thread = threading.get_ident()
            if self._writer is None:
                self._writer = self.connect()
            try:
                writing = SqliteWriting(self, self._writer)
                yield from self._transaction(self._writer, writing)
                self._destroy(writing.doomed)
            finally:
                self._writing_thread = None

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

    # --- tree and checkpoints -------------------------------------------------------------------

    def integrate(self) -> int:
        """Bring the tree up to the recorded entries; the tree's size."""
        while True:
            with self.writing(patient=True) as writing:
                size = self.integrate_some(writing, INTEGRATE_CHUNK)
                if size == writing.size():
                    return size

    def integrate_some(self, writing: SqliteWriting, most: int) -> int:
        """Integrate at most so many entries within a transaction; the tree's size."""
        size = writing.tree_size()
        leaves = writing.leaves(size, size + most)
        new_size, changed = tiles.append_tiles(writing.tile, size, tiles.leaf_hashes(leaves))
        writing.put_tiles(changed)
        return new_size

    def seal(self) -> str:
        """Integrate, then sign a checkpoint over everything recorded: the newest note.

        Raises JournalDamaged rather than sign a tree that is smaller than, or not an extension of, the last
        one signed (``checkpoint.last``, which no backup ever overwrites).
        """
        self.integrate()
        with self.writing() as writing:
            self.integrate_some(writing, INTEGRATE_CHUNK * 8)
            return sealer.seal(writing, self.keys, self.witness)

    # --- replay -----------------------------------------------------------------------------------

    def rebuild(self) -> int:
        """Drop the projections and replay them from the journal, in one transaction; entries replayed."""
        with self.session() as writing:
            return self.rebuild_within(writing)

    def rebuild_within(self, writing: SqliteWriting) -> int:
        """``rebuild`` as part of a transaction; entries replayed."""
        db = writing.db
        for statement in name_index.DROP:
            db.execute(statement)
        for table in PROJECTIONS:
            db.execute(f"DROP TABLE IF EXISTS {quoted(table.name)}")
        for statement in tables_ddl(SQLITE, PROJECTIONS, ROWID_TABLES):
            db.execute(statement)
        entries = self.replay(writing, db)
        for statement in (*name_index.DDL, name_index.FILL):  # at the end: one sorted pass instead of a trigger a row
            db.execute(statement)
        return entries

    def replay(self, reading: SqliteReading, into: sqlite3.Connection) -> int:
        """Apply the projections of every entry of a snapshot to empty tables; entries replayed."""
        size = reading.size()
        for start in range(0, size, CHUNK):
            runs = Runs(SQLITE)
            for entry in reading.entries(start, min(start + CHUNK, size)):
                if entry.event is not None:
                    runs.add(self.project(entry))
            runs.apply(into.executemany)
        return size

    def verify(self) -> dict[str, Any]:
        """Check everything (``journal.verify``)."""
        from xinyong.journal.verify import verify

        return verify(self)

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
                todo=Text("请从备份恢复登记簿。", "Restore the register from its backup."),
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
        Text(f"找不到登记簿文件 {path.name}。", f"The register's file {path.name} is missing."), where=str(path),
        todo=Text("请检查目录，或用 xinyong restore 恢复。", "Check the folder, or restore it with xinyong restore."),
    )


def _behind(missing: int) -> OperatorError:
    return OperatorError(
        Text(
            f"登记簿缺少已确认的条目（至少 {missing} 条），只能读取：编号一经确认，不再重发。",
            f"The register lacks at least {missing} acknowledged entries and is read-only: a number once "
            "acknowledged is never given out again.",
        ),
        code="register-behind", article=15,
        todo=Text("请补交缺失的条目（xinyong restore --tail）。", "Supply the missing entries (xinyong restore --tail)."),
    )


def _database(error: sqlite3.OperationalError) -> OperatorError | RegisterFault:
    if error.sqlite_errorname in ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_CANTOPEN"):
        return OperatorError(
            Text("写入登记簿失败（磁盘或锁）。", f"The register could not be written: {error}."), code="write-failed",
            todo=Text("请检查磁盘空间与权限后重试。", "Check disk space and permissions, then try again."),
        )
    return RegisterFault(Text("数据库操作失败。", f"A database operation failed: {error}."), code="database")


