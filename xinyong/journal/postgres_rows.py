"""Rows into PostgreSQL: COPY for many, one statement for a few, and table operations in runs of either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from psycopg import Connection

from xinyong.journal import postgres_names
from xinyong.journal.postgres_copy import Steps, copying, encoded
from xinyong.journal.schema import TABLES, Table
from xinyong.journal.sql import POSTGRESQL, delete, quoted, table_named, update
from xinyong.register.entries import Delete, Op, Patch, Put

COPY_FROM = 16
"""So many rows and more go by COPY: below, its own round trips cost more than they save."""

_CAST = {"int": "int8", "text": "text", "blob": "bytea", "date": "date"}
_FOLDED = [name for name, _ in TABLES["organisation"].columns].index("folded")
PUT = ""
"""Stands for the statement of a run of whole rows."""


def copy_rows(db: Connection[Any], name: str, rows: Iterable[Sequence[Any]]) -> Steps:
    """Write new rows of a table by binary COPY. A row of ``organisation`` ends in its list of terms."""
    table = table_named(name)
    columns = [column for column, _ in table.columns]
    kinds = [kind for _, kind in table.columns]
    if name == "organisation":
        columns.append(postgres_names.COLUMN)
        kinds.append("terms")
    return copying(db, f'COPY "{name}" ({quoted(*columns)}) FROM STDIN (FORMAT BINARY)', encoded(kinds, rows))


@cache
def _upsert(name: str) -> str:
    """Insert a whole row, or replace the row of the same key."""
    table = table_named(name)
    columns = [column for column, _ in table.columns]
    marks = ["%s"] * len(columns)
    if name == "organisation":
        columns.append(postgres_names.COLUMN)
        marks.append("%s::tsvector")
    others = [f'"{column}" = excluded."{column}"' for column in columns if column not in table.key]
    action = f"UPDATE SET {', '.join(others)}" if others else "NOTHING"
    return (
        f'INSERT INTO "{name}" ({quoted(*columns)}) VALUES ({", ".join(marks)})'
        f" ON CONFLICT ({quoted(*table.key)}) DO {action}"
    )


@cache
def _probe(name: str) -> str:
    """Which of these keys are there already; a parameter (a list) for each column of the key."""
    table = table_named(name)
    kinds = dict(table.columns)
    lists = ", ".join(f"%s::{_CAST[kinds[column]]}[]" for column in table.key)
    named = ", ".join(f'held."{column}"' for column in table.key)
    return (
        f'SELECT {named} FROM unnest({lists}) AS sought({quoted(*table.key)})'
        f' JOIN "{name}" AS held USING ({quoted(*table.key)})'
    )


def put_rows(db: Connection[Any], name: str, rows: list[tuple[Any, ...]], head: int, few: bool = False) -> Steps:
    """Insert or replace whole rows, the later one where two have the same key.

    ``head``: the number of the append's first entry. A row whose key bears a number from there on is new, so
    nothing needs to be asked. ON CONFLICT cannot be said in a COPY, so other keys are looked up first.
    ``few``: without COPY, which a pipeline cannot carry.
    """
    if few or len(rows) < COPY_FROM:
        _each(db, _upsert(name), _for_statement(name, rows))
        return
    table = table_named(name)
    places = [i for i, (column, _) in enumerate(table.columns) if column in table.key]
    by_key = {tuple(row[i] for i in places): row for row in rows}
    held: set[tuple[Any, ...]] = set()
    if not _numbered(table, by_key, head):
        # In the order of the table's columns, which is the key's own for every table of the schema.
        held = set(db.execute(_probe(name), [list(values) for values in zip(*by_key, strict=True)]).fetchall())
    fresh = [row for key, row in by_key.items() if key not in held] if held else by_key.values()
    yield from copy_rows(db, name, fresh)
    if held:
        _each(db, _upsert(name), _for_statement(name, [row for key, row in by_key.items() if key in held]))


def _numbered(table: Table, keys: Iterable[tuple[Any, ...]], head: int) -> bool:
    if "seq" not in table.key:
        return False
    place = [column for column, _ in table.columns if column in table.key].index("seq")
    return all(key[place] >= head for key in keys)


def _for_statement(name: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    if name != "organisation":
        return rows
    return [(*row[:-1], postgres_names.as_tsvector(row[-1])) for row in rows]


def _each(db: Connection[Any], statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """A statement for each of the rows, sent in one go where there are several."""
    if len(rows) == 1:
        db.execute(statement, rows[0])
    elif rows:
        with db.cursor() as cursor:
            cursor.executemany(statement, rows)


class PostgresRuns:
    """Table operations gathered into runs (as ``sql.Runs``): of whole rows, or of one statement."""

    __slots__ = ("_tables",)

    def __init__(self) -> None:
        self._tables: dict[str, list[tuple[str, list[Any]]]] = {}

    def add(self, ops: Iterable[Op]) -> None:
        """Gather some operations."""
        tables = self._tables
        for op in ops:
            name = op[0]
            values: Sequence[Any]
            if type(op) is Put:
                statement = PUT
                values = op[1] if name != "organisation" else (*op[1], postgres_names.grams(op[1][_FOLDED]))
            elif type(op) is Patch:
                statement, values = _patch(op)
            elif type(op) is Delete:
                statement, values = delete(POSTGRESQL, name, op.column), (op.value,)
            else:
                raise TypeError(f"not a table operation: {op!r}")
            runs = tables.get(name)
            if runs is None:
                tables[name] = [(statement, [values])]
            elif runs[-1][0] is statement:
                runs[-1][1].append(values)
            else:
                runs.append((statement, [values]))

    def steps(self, db: Connection[Any], head: int, few: bool = False) -> Steps:
        """Run them all; ``head`` and ``few`` as in ``put_rows``. With ``few`` nothing is yielded."""
        for name, runs in self._tables.items():
            table_named(name)
            for statement, rows in runs:
                if statement is PUT:
                    yield from put_rows(db, name, rows, head, few)
                else:
                    _each(db, statement, rows)


def _patch(op: Patch) -> tuple[str, Sequence[Any]]:
    statement = update(POSTGRESQL, op.table, tuple(op.values))
    values = (*op.values.values(), *op.key)
    if op.table != "organisation" or "folded" not in op.values:
        return statement, values
    terms = postgres_names.as_tsvector(postgres_names.grams(op.values["folded"]))
    return _with_terms(statement), (terms, *values)


@cache
def _with_terms(statement: str) -> str:
    return statement.replace(" SET ", f' SET "{postgres_names.COLUMN}" = %s::tsvector, ', 1)
