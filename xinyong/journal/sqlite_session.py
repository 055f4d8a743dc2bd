"""A transaction on the SQLite store, to read or write: what only SQLite does (``journal.session`` has the rest)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from xinyong.journal import name_index
from xinyong.journal.port import Row
from xinyong.journal.schema import DATE_COLUMNS, Table
from xinyong.journal.session import JournalReading, JournalWriting
from xinyong.journal.sql import SQLITE, Runs, quoted, table_named


class SqliteReading(JournalReading):
    """A consistent snapshot."""

    dialect = SQLITE
    db: sqlite3.Connection

    def run(self, query: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run a query; its cursor."""
        return self.db.execute(query, values)

    def run_many(self, query: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each of the rows."""
        self.db.executemany(query, rows)

    def stream(self, query: str) -> Iterator[Sequence[Any]]:
        """Rows of a query; SQLite hands them out one by one."""
        return iter(self.db.execute(query))

    def row_of(self, table: Table, values: Sequence[Any]) -> Row:
        """A row by column, its dates as dates."""
        row = {column: value for (column, _), value in zip(table.columns, values, strict=True)}
        for column in DATE_COLUMNS[table.name]:
            if row[column] is not None:
                row[column] = date.fromisoformat(row[column])
        return row

    def rows_among(self, table: Table, column: str, values: Sequence[Any]) -> list[Row]:
        """Rows whose ``column`` is one of these distinct values."""
        columns = quoted(*(name for name, _ in table.columns))
        found: list[Row] = []
        for i in range(0, len(values), 500):
            part = values[i : i + 500]
            marks = ",".join("?" * len(part))
            query = f'SELECT {columns} FROM "{table.name}" WHERE "{column}" IN ({marks})'
            found += [self.row_of(table, row) for row in self.db.execute(query, part)]
        return found

    def search_names(self, folded: str, limit: int = 20) -> list[Row]:
        """``organisation`` rows whose folded name contains the folded text, best first (``name_index.search``)."""
        known = table_named("organisation")
        return [self.row_of(known, row) for row in name_index.search(self.db, folded, limit)]


class SqliteWriting(SqliteReading, JournalWriting):
    """A write transaction that holds the writer's lock."""

    def runs(self, head: int) -> Runs:
        """What gathers the projections' operations."""
        return Runs(SQLITE)

    def write(self, leaves: list[tuple[int, bytes]], bodies: list[tuple[int, bytes]], runs: Runs) -> None:
        """Write an append's rows, each table's in runs of one statement."""
        self.db.executemany("INSERT INTO entry VALUES (?, ?)", leaves)
        self.db.executemany("INSERT INTO body VALUES (?, ?)", bodies)
        runs.apply(self.db.executemany)
