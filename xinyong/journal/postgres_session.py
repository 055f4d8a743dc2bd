"""A transaction on the PostgreSQL store: what only PostgreSQL does (``journal.session`` has the rest)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from psycopg import Connection, Cursor

from xinyong.journal import postgres_names
from xinyong.journal.port import Row
from xinyong.journal.postgres_copy import Steps, finish
from xinyong.journal.postgres_link import LOOKING_UP, SCANNING
from xinyong.journal.postgres_rows import COPY_FROM, PostgresRuns, copy_rows
from xinyong.journal.schema import Table
from xinyong.journal.session import JournalReading, JournalWriting
from xinyong.journal.sql import POSTGRESQL, quoted, table_named

if TYPE_CHECKING:
    from xinyong.journal.postgres import PostgresStore

_NAMES = count()  # of server-side cursors

SENT_FROM = 64
"""So many entries wait before they are sent, if the server is free: a COPY has round trips of its own."""
MOST_WAITING = 192
"""No more entries wait than this while as many travel: a decision that waits for the batch's end is soon served."""
ENTRY_AND_BODY = (
    "WITH written AS (INSERT INTO entry (seq, leaf) VALUES (%s, %s))"
    " INSERT INTO body (seq, sealed) VALUES (%s, %s)"
)


@cache
def _said(query: str) -> str:
    return query.replace("?", "%s")


class PostgresReading(JournalReading):
    """A consistent snapshot: a transaction of isolation REPEATABLE READ, read only."""

    dialect = POSTGRESQL
    db: Connection[Any]

    def run(self, query: str, values: Sequence[Any] = ()) -> Cursor[Any]:
        """Run a query; its cursor."""
        return self.db.execute(_said(query), values, binary=True)

    def run_many(self, query: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each of the rows."""
        with self.db.cursor() as cursor:
            cursor.executemany(_said(query), rows)

    def stream(self, query: str) -> Iterator[Sequence[Any]]:
        """Rows of a query by a cursor of the server, dates as ISO text."""
        with self.db.cursor(f"stream_{next(_NAMES)}", scrollable=False) as cursor:
            cursor.itersize = 2000
            with self._scanning():
                cursor.execute(query)  # planned here, run as it is read
            for row in cursor:
                yield tuple(value.isoformat() if isinstance(value, date) else value for value in row)

    def row_of(self, table: Table, values: Sequence[Any]) -> Row:
        """A row by column."""
        return {column: value for (column, _), value in zip(table.columns, values, strict=True)}

    def rows_among(self, table: Table, column: str, values: Sequence[Any]) -> list[Row]:
        """Rows whose ``column`` is one of these distinct values."""
        if not values:
            return []
        columns = quoted(*(name for name, _ in table.columns))
        query = f'SELECT {columns} FROM "{table.name}" WHERE "{column}" = ANY(%s)'
        return [self.row_of(table, row) for row in self.db.execute(query, (list(values),), binary=True)]

    def search_names(self, folded: str, limit: int = 20) -> list[Row]:
        """``organisation`` rows whose folded name contains the folded text, best first (``postgres_names.search``)."""
        known = table_named("organisation")
        with self._scanning():
            return [self.row_of(known, row) for row in postgres_names.search(self.db.execute, folded, limit)]

    @contextmanager
    def _scanning(self) -> Iterator[None]:
        """Let the planner read a whole table where that is cheaper."""
        self.db.execute(SCANNING)
        yield
        self.db.execute(LOOKING_UP)


class PostgresWriting(PostgresReading, JournalWriting):
    """A write transaction that holds the writer's lock: isolation READ COMMITTED, and nobody else writes."""

    store: PostgresStore

    def __init__(self, store: PostgresStore, db: Connection[Any], durable: int | None = None) -> None:
        super().__init__(store, db, durable)
        # A batch appends in slices and looks nothing up between them, so its rows wait, and travel while the next
        # slice is decided; whatever is asked of the database in between finds them written.
        self._waiting = _Waiting()
        self._sending: Steps | None = None

    def run(self, query: str, values: Sequence[Any] = ()) -> Cursor[Any]:
        """Run a query; its cursor. It finds what waited written."""
        self.send_waiting()
        return super().run(query, values)

    def stream(self, query: str) -> Iterator[Sequence[Any]]:
        """Rows of a query by a cursor of the server, dates as ISO text."""
        self.send_waiting()
        return super().stream(query)

    def run_many(self, query: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each of the rows."""
        self.send_waiting()
        super().run_many(query, rows)

    def rows_among(self, table: Table, column: str, values: Sequence[Any]) -> list[Row]:
        """Rows whose ``column`` is one of these distinct values."""
        self.send_waiting()
        return super().rows_among(table, column, values)

    def search_names(self, folded: str, limit: int = 20) -> list[Row]:
        """``organisation`` rows whose folded name contains the folded text, best first."""
        self.send_waiting()
        return super().search_names(folded, limit)

    def size(self) -> int:
        """Number of entries recorded, those of this transaction with them."""
        return self._head if self._head >= 0 else super().size()

    def check_whole(self) -> None:
        """Send what waited; raise RegisterFault where an append failed midway."""
        super().check_whole()
        self.send_waiting()

    def others_wait(self) -> bool:
        """Whether a decision waits for the lock; what waits here goes on its way meanwhile."""
        self._go_on()
        return super().others_wait()

    def send_waiting(self) -> None:
        """Write everything that waited."""
        if self._sending is not None:
            finish(self.db, self._sending)
            self._sending = None
        if self._waiting.leaves:
            waiting, self._waiting = self._waiting, _Waiting()
            finish(self.db, waiting.steps(self.db))

    def give_up(self) -> None:
        """Forget what waited; the connection is then free for whoever shares it, its transaction to be undone."""
        self._waiting = _Waiting()
        self.send_waiting()

    def _go_on(self) -> None:
        """Send what can be sent without waiting for the server."""
        if self._sending is None and len(self._waiting.leaves) >= SENT_FROM:
            self._sending = self._waiting.steps(self.db)
            self._waiting = _Waiting()
        if self._sending is not None and next(self._sending, None) is None:
            self._sending = None

    def runs(self, head: int) -> Any:
        """What gathers the projections' operations."""
        self._go_on()
        return self._waiting.runs

    def write(self, leaves: list[tuple[int, bytes]], bodies: list[tuple[int, bytes]], runs: Any) -> None:
        """Write an append's rows: by COPY, or in one round trip where they are few."""
        waiting = self._waiting
        assert runs is waiting.runs, "nothing was sent between gathering and writing"
        waiting.leaves += leaves
        waiting.bodies += bodies
        if len(waiting.leaves) < COPY_FROM and self._sending is None:
            self._waiting = _Waiting()
            with self.db.pipeline():
                for leaf, body in zip(leaves, bodies, strict=True):
                    self.db.execute(ENTRY_AND_BODY, (*leaf, *body))
                finish(self.db, runs.steps(self.db, leaves[0][0], few=True))
            return
        if len(waiting.leaves) >= MOST_WAITING and self._sending is not None:
            finish(self.db, self._sending)
            self._sending = None
        self._go_on()


class _Waiting:
    """Entries of a transaction that are not sent yet, with their table operations."""

    __slots__ = ("bodies", "leaves", "runs")

    def __init__(self) -> None:
        self.leaves: list[tuple[int, bytes]] = []
        self.bodies: list[tuple[int, bytes]] = []
        self.runs = PostgresRuns()

    def steps(self, db: Connection[Any]) -> Steps:
        """Write them."""
        yield from copy_rows(db, "entry", self.leaves)
        yield from copy_rows(db, "body", self.bodies)
        yield from self.runs.steps(db, self.leaves[0][0])
