"""The journal's store on PostgreSQL. Keys stay in ``keys.db``, in the register's folder.

One writer at a time: the register's turnstile in its folder lets decisions pass batches, and an advisory lock in the
database keeps out a writer of any other folder or machine. Readers stand on snapshots (REPEATABLE READ). Decisions
that wait in this process share a commit (``Group``). Each register has a schema of its own.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import psycopg
from psycopg import sql

from xinyong.errors import JournalDamaged, OperatorError, Text
from xinyong.journal import postgres_names, postgres_scrub
from xinyong.journal.keystore import KeyStore
from xinyong.journal.port import Project
from xinyong.journal.postgres_copy import finish
from xinyong.journal.postgres_link import Link, Links, commit, told
from xinyong.journal.postgres_rows import PostgresRuns, copy_rows
from xinyong.journal.postgres_session import PostgresReading, PostgresWriting
from xinyong.journal.schema import JOURNAL, PROJECTIONS
from xinyong.journal.sql import POSTGRESQL, quoted, tables_ddl
from xinyong.journal.store import CHUNK, JournalStore

WRITER = "SELECT pg_advisory_xact_lock(1482246705, hashtext(current_schema()))"  # 0x58594A31: "XYJ1"
MOST_MEMBERS = 64
MOST_GROUP_S = 0.010
"""A group takes no more decisions after this long: half of what a waiting decision may be made to wait."""
HELD = "SELECT to_regclass(quote_ident(%s) || '.entry') IS NOT NULL"


def projection_ddl() -> list[str]:
    """CREATE statements of the tables that can be rebuilt, and of the name index."""
    statements = tables_ddl(POSTGRESQL, PROJECTIONS)
    column = f'ALTER TABLE "organisation" ADD COLUMN "{postgres_names.COLUMN}" TSVECTOR NOT NULL'
    return [*statements, column, postgres_names.DDL, *postgres_scrub.without_statistics(PROJECTIONS)]


def journal_ddl() -> list[str]:
    """CREATE statements of the tables that are the truth."""
    return [*tables_ddl(POSTGRESQL, JOURNAL), *postgres_scrub.without_statistics(JOURNAL)]


class Group:
    """A transaction that several decisions share, each under a savepoint of its own."""

    def __init__(self, link: Link, held: ExitStack, durable: int) -> None:
        self.link = link
        self.held = held  # the writer's lock
        self.durable = durable
        self.began = time.monotonic()
        self.members = 0
        self.done = threading.Event()
        self.error: BaseException | None = None

    def takes_more(self) -> bool:
        """Whether another decision may join."""
        return self.members < MOST_MEMBERS and time.monotonic() - self.began < MOST_GROUP_S and not self.link.closed


class PostgresStore(JournalStore):
    """A register's journal and projections on PostgreSQL (``journal.port.Store``)."""

    kind: Literal["sqlite", "postgresql"] = "postgresql"

    def __init__(
        self, path: Path, keys: KeyStore, project: Project, clock: Callable[[], int], edition: str = "",
        *, url: str, schema: str, create: bool = False, settling: bool = False,
    ) -> None:
        """Open the register in the database of ``url`` (libpq's connection URI); ``path`` as in ``JournalStore``.

        ``create`` lays out the schema and its tables; ``settling`` is for ``restore``, which does so later.
        Raises OperatorError where the database cannot be reached or its settings break what is promised, holds no
        register, or holds one already under ``create``.
        """
        super().__init__(path, keys, project, clock, edition)
        self.schema = schema
        self._links = Links(url, schema)
        self._turn = threading.Lock()  # the decision whose turn it is in this process
        self._counting = threading.Lock()
        self._queued = 0
        self._group: Group | None = None
        if settling:
            return
        try:
            self._lay_out() if create else self._find()
            if self.look_again() and not create:
                with self.session() as writing:  # restored from an older copy: what was erased since must not return
                    self.forget_again(writing)
        except BaseException:
            self._links.close()
            raise

    # --- opening ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        with self.turnstile.enter(patient=False), told(), self._links.one("BEGIN") as link:
            self._lay_out_within(link)
            commit(link)

    def _lay_out_within(self, link: psycopg.Connection[Any]) -> None:
        link.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(self.schema)))
        link.execute(WRITER)
        if link.execute(HELD, (self.schema,)).fetchone() != (False,):
            raise OperatorError(
                Text(f"该数据库中已有登记册 {self.schema}。", f"The database holds the register {self.schema} already."),
                where="DATABASE_URL", todo=Text("换一个数据库。", "Choose another database."),
            )
        for statement in journal_ddl() + projection_ddl():
            link.execute(statement)

    def _find(self) -> None:
        with told(), self._links.one("BEGIN") as link:
            if link.execute(HELD, (self.schema,)).fetchone() != (True,):
                raise OperatorError(
                    Text(f"该数据库中没有登记册 {self.schema}。", f"The database does not hold the register {self.schema}."),
                    where="DATABASE_URL",
                    todo=Text("检查 DATABASE_URL 所指的数据库。", "Check the database that DATABASE_URL names."),
                )

    # --- sessions ----------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[PostgresReading]:
        """A snapshot for reading; concurrent with a writer."""
        with told(), self._links.one("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as link:
            yield PostgresReading(self, link)

    @contextmanager
    def writing(self, *, patient: bool = False) -> Iterator[PostgresWriting]:
        """The write transaction. A decision joins those that wait with it; ``patient``: a batch, on its own.

        Raises as ``JournalStore.writing``; OperatorError also where the commit of the decisions it shared failed.
        """
        self.refuse_behind()
        if patient:
            with self.session(patient=True) as writing:
                yield writing
            return
        with self.this_thread_writes():
            yield from self._join()

    @contextmanager
    def transaction(self) -> Iterator[PostgresWriting]:
        """The write transaction of a thread that holds the writer's lock in the folder; takes that in the database."""
        with told(), self._links.one("BEGIN") as link:
            try:
                link.execute(WRITER)
                writing = PostgresWriting(self, link)
                yield writing
                writing.check_whole()
                self.keys.commit()  # first: an entry must never be without its key
                commit(link)
            except BaseException:
                self.keys.rollback()
                raise

    # --- decisions that share a commit -----------------------------------------------------------

    def _join(self) -> Iterator[PostgresWriting]:
        with self._counting:
            self._queued += 1
        self._turn.acquire()
        with self._counting:
            self._queued -= 1
        try:
            with told():
                group = self._group or self._begin()
                self._group = group
                try:
                    writing = PostgresWriting(self, group.link, group.durable)
                    yield from self._member(group, writing)
                finally:
                    if not (self._queued and group.members and group.takes_more()):
                        self._finish(group)
        finally:
            self._turn.release()
        self._await(group)
        if group.error is not None:
            raise group.error
        if writing.doomed:
            with self.turnstile.enter(patient=False):  # nobody writes about a person who is being forgotten
                self._destroy(writing.doomed)

    def _begin(self) -> Group:
        held = ExitStack()
        try:
            held.enter_context(self.turnstile.enter(patient=False))
            link = held.enter_context(self._links.one("BEGIN"))
            link.execute(WRITER)
            return Group(link, held, PostgresReading(self, link).size())
        except BaseException:
            held.close()
            raise

    def _member(self, group: Group, writing: PostgresWriting) -> Iterator[PostgresWriting]:
        """One decision of a group: its keys are durable, and its rows written, or nothing of it is."""
        link = group.link
        try:
            link.execute("SAVEPOINT decision")
            yield writing
            writing.check_whole()
            link.execute("RELEASE SAVEPOINT decision")
            self.keys.commit()  # before the entries: an entry must never be without its key
            group.members += 1
        except BaseException:
            self.keys.rollback()
            with suppress(psycopg.Error):
                writing.give_up()
                link.execute("ROLLBACK TO SAVEPOINT decision")
            raise

    def _finish(self, group: Group) -> None:
        """Commit for all members; whoever waits in ``_await`` is told."""
        self._group = None
        try:
            if group.members:
                with told():
                    commit(group.link)
        except BaseException as error:
            group.error = error
        finally:
            group.held.close()
            group.done.set()

    def _await(self, group: Group) -> None:
        """Wait for the commit. Should the decision that was to follow never have come, this one finishes the group."""
        while not group.done.wait(0.05):
            if self._turn.acquire(blocking=False):
                try:
                    if self._group is group:
                        self._finish(group)
                finally:
                    self._turn.release()

    # --- replay -----------------------------------------------------------------------------------

    def rebuild_within(self, writing: PostgresWriting) -> int:
        """``rebuild`` as part of a transaction; entries replayed.

        Rows are deleted one by one, so that readers keep their snapshots: to them a dropped or truncated table
        is empty at once. Only tables that are not as they should be are dropped, and readers wait meanwhile.
        """
        link = writing.db
        if _definitions(link):
            for table in PROJECTIONS:
                link.execute(f"DROP TABLE IF EXISTS {quoted(table.name)}")
            for statement in projection_ddl():
                link.execute(statement)
        else:
            for table in PROJECTIONS:
                link.execute(f"DELETE FROM {quoted(table.name)}")

        def take(start: int, ops: list[Any]) -> None:
            runs = PostgresRuns()
            runs.add(ops)
            finish(link, runs.steps(link, start))

        return self.replay(writing, take)

    def take_in(self, writing: PostgresWriting, source: Path) -> int:
        """Lay the register out and copy a backup's journal in; what was erased since never enters the database.

        Raises OperatorError where the database holds the register already.
        """
        self._lay_out_within(writing.db)
        erased = self.erased_log.seqs()
        with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as archive:
            for table in JOURNAL:
                columns = quoted(*(name for name, _ in table.columns))
                rows = archive.execute(f"SELECT {columns} FROM {quoted(table.name)} ORDER BY {quoted(*table.key)}")
                kept = (row for row in rows if table.name != "body" or row[0] not in erased)
                while part := list(islice(kept, CHUNK)):
                    finish(writing.db, copy_rows(writing.db, table.name, part))
            return sum(seq in erased for (seq,) in archive.execute("SELECT seq FROM body"))

    def scrub(self) -> tuple[str, ...]:
        """Write the tables that erasures reach anew, and let the server drop its log (``postgres_scrub``).

        Takes each table for itself while it is written: seconds for a million rows. Never within a transaction.
        """
        with told(), self._links.one("SELECT 1") as link:
            return postgres_scrub.scrub(link, postgres_scrub.reached(self.project))

    def tidy(self) -> None:
        """After each erasure: nothing, since writing a table anew is not cheap. ``erase due`` ends with ``scrub``."""

    def check_file(self) -> None:
        """The tables' definitions, valid indexes, and every name's search terms. Raises JournalDamaged.

        Pages are the server's to check (data checksums, ``pg_amcheck``).
        """
        with self.reading() as reading:
            problem = _definitions(reading.db) or self._terms(reading)
        if problem:
            raise JournalDamaged(
                Text("数据库中的表与本软件所建的不同。", f"The database is not as it was laid out: {problem}."),
                where="DATABASE_URL", todo=Text("执行 rebuild，或从备份恢复。", "Rebuild, or restore from the backup."),
            )

    def _terms(self, reading: PostgresReading) -> str:
        query = f'SELECT folded, tsvector_to_array("{postgres_names.COLUMN}") FROM "organisation"'
        for folded, terms in reading.stream(query):
            if sorted(terms) != postgres_names.grams(folded):
                return "organisation: search terms of a name"
        return ""

    def close(self) -> None:
        """Close every connection; the key store is its opener's to close."""
        self._links.close()


_KINDS = {"int": "bigint", "text": "text", "blob": "bytea", "date": "date"}


def _definitions(link: Any) -> str:
    """"" or what differs: columns with types in order, primary keys and indexes, by name."""
    found = link.execute(
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY c.relname, a.attnum"
    ).fetchall()
    indexes = link.execute(
        "SELECT c.relname, i.indisprimary, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE c.relnamespace = current_schema()::regnamespace"
    ).fetchall()
    expected = [(t.name, name, _KINDS[kind]) for t in JOURNAL + PROJECTIONS for name, kind in t.columns]
    expected.append(("organisation", postgres_names.COLUMN, "tsvector"))
    for table in JOURNAL + PROJECTIONS:
        if [row for row in found if row[0] == table.name] != [row for row in expected if row[0] == table.name]:
            return f"table {table.name}"
        for index in (f"{table.name}_pkey", *("_".join((table.name, *columns)) for columns in table.indexes)):
            if not any(name == index and valid for name, _, valid in indexes):
                return f"index {index}"
    return "" if any(name == f"organisation_{postgres_names.COLUMN}" for name, _, _ in indexes) else "the name index"
