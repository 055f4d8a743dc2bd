"""The stores' SQL, made from ``schema.TABLES``: tables, statements, and table operations in runs.

Everything here is common ground of SQLite and PostgreSQL; what differs is a field of ``Dialect``. Column and
table names come from the schema alone, never from outside, and are quoted throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from xinyong.errors import RegisterFault, Text
from xinyong.journal.schema import TABLES, Table
from xinyong.register.entries import Delete, Op, Patch, Put


class Dialect(NamedTuple):
    """What a database says in its own way."""

    name: str
    types: tuple[tuple[str, str], ...]
    mark: str  # parameter placeholder
    clustered: str  # suffix of tables kept in the order of a text key
    plain: str  # suffix of the others


SQLITE = Dialect(
    "sqlite", (("int", "INTEGER"), ("text", "TEXT"), ("blob", "BLOB"), ("date", "TEXT")), "?",
    " STRICT, WITHOUT ROWID", " STRICT",
)
POSTGRESQL = Dialect(
    "postgresql",
    # Collation "C": the same order of text as SQLite's, so that both stores answer alike.
    (("int", "BIGINT"), ("text", 'TEXT COLLATE "C"'), ("blob", "BYTEA"), ("date", "DATE")), "%s", "", "",
)


def quoted(*names: str) -> str:
    """Names as quoted identifiers, joined by commas."""
    return ", ".join(f'"{name}"' for name in names)


def tables_ddl(dialect: Dialect, tables: Iterable[Table], rowid: frozenset[str] = frozenset()) -> list[str]:
    """CREATE statements of tables and indexes. ``rowid``: tables that keep SQLite's row number, for the name index."""
    types = dict(dialect.types)
    statements = []
    for table in tables:
        single = len(table.key) == 1 and dict(table.columns)[table.key[0]] == "int"
        columns = []
        for name, kind in table.columns:
            rule = " PRIMARY KEY" if single and name == table.key[0] else " NOT NULL" if name in table.key else ""
            columns.append(f'"{name}" {types[kind]}{rule}')
        if not single:
            columns.append(f"PRIMARY KEY ({quoted(*table.key)})")
        suffix = dialect.plain if single or table.name in rowid or table.name == "tile" else dialect.clustered
        statements.append(f'CREATE TABLE "{table.name}" ({", ".join(columns)}){suffix}')
        for index in table.indexes:
            name = "_".join((table.name, *index))
            statements.append(f'CREATE INDEX "{name}" ON "{table.name}" ({quoted(*index)})')
    return statements


def table_named(name: str) -> Table:
    """The schema's table. Raises RegisterFault for another name."""
    try:
        return TABLES[name]
    except KeyError:
        raise _no_such(name) from None


def checked(table: Table, columns: Iterable[str]) -> None:
    """Raise RegisterFault for a column that the table does not have."""
    known = {name for name, _ in table.columns}
    for column in columns:
        if column not in known:
            raise _no_such(f"{table.name}.{column}")


def _no_such(name: str) -> RegisterFault:
    return RegisterFault(Text(f"没有名为 {name} 的表或列。", f"There is no table or column {name}."), code="no-such-column")


@cache
def upsert(dialect: Dialect, name: str) -> str:
    """Insert a whole row, or replace the row of the same key."""
    table = table_named(name)
    columns = [column for column, _ in table.columns]
    marks = ", ".join([dialect.mark] * len(columns))
    others = [f'"{column}" = excluded."{column}"' for column in columns if column not in table.key]
    action = f"UPDATE SET {', '.join(others)}" if others else "NOTHING"
    return (
        f'INSERT INTO "{name}" ({quoted(*columns)}) VALUES ({marks})'
        f" ON CONFLICT ({quoted(*table.key)}) DO {action}"
    )


@cache
def update(dialect: Dialect, name: str, columns: tuple[str, ...]) -> str:
    """Set these columns of the row with a key; parameters: values, then the key's."""
    table = table_named(name)
    checked(table, columns)
    sets = ", ".join(f'"{column}" = {dialect.mark}' for column in columns)
    where = " AND ".join(f'"{column}" = {dialect.mark}' for column in table.key)
    return f'UPDATE "{name}" SET {sets} WHERE {where}'


@cache
def delete(dialect: Dialect, name: str, column: str) -> str:
    """Delete the rows whose column has a value."""
    checked(table_named(name), (column,))
    return f'DELETE FROM "{name}" WHERE "{column}" = {dialect.mark}'


@cache
def select(
    dialect: Dialect,
    name: str,
    equals: tuple[str, ...],
    order: str = "",
    limit: bool = False,
    nulls: tuple[str, ...] = (),
) -> str:
    """Rows whose columns equal the parameters and whose ``nulls`` are null, in column order.

    ``order``: a column, ``-column`` to descend.
    """
    table = table_named(name)
    checked(table, [order.lstrip("-")] if order else [])
    columns = quoted(*(column for column, _ in table.columns))
    query = f'SELECT {columns} FROM "{name}"{_where(dialect, table, equals, nulls)}'
    if order:
        query += f' ORDER BY "{order.lstrip("-")}"{" DESC" if order[0] == "-" else ""}'
    return query + (f" LIMIT {dialect.mark}" if limit else "")


@cache
def counted(dialect: Dialect, name: str, equals: tuple[str, ...], nulls: tuple[str, ...] = ()) -> str:
    """The number of such rows."""
    return f'SELECT count(*) FROM "{name}"{_where(dialect, table_named(name), equals, nulls)}'


def _where(dialect: Dialect, table: Table, equals: tuple[str, ...], nulls: tuple[str, ...]) -> str:
    checked(table, (*equals, *nulls))
    terms = [f'"{column}" = {dialect.mark}' for column in equals] + [f'"{column}" IS NULL' for column in nulls]
    return f" WHERE {' AND '.join(terms)}" if terms else ""


class Runs:
    """Table operations gathered into runs of one statement each, for ``executemany``.

    Tables are independent of one another, so only the order *within* a table is kept: a batch of entries that
    each put a row in two tables becomes two runs.
    """

    __slots__ = ("_dialect", "_tables")

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._tables: dict[str, list[tuple[str, list[Any]]]] = {}

    def add(self, ops: Iterable[Op]) -> None:
        """Gather some operations."""
        tables = self._tables
        dialect = self._dialect
        for op in ops:
            name = op[0]
            if type(op) is Put:
                statement = upsert(dialect, name)
                values: Sequence[Any] = op[1]
            elif type(op) is Patch:
                statement = update(dialect, name, tuple(op.values))
                values = (*op.values.values(), *op.key)
            elif type(op) is Delete:
                statement = delete(dialect, name, op.column)
                values = (op.value,)
            else:
                raise TypeError(f"not a table operation: {op!r}")
            runs = tables.get(name)
            if runs is None:
                tables[name] = [(statement, [values])]
            elif runs[-1][0] is statement:
                runs[-1][1].append(values)
            else:
                runs.append((statement, [values]))

    def apply(self, executemany: Callable[[str, Sequence[Any]], Any]) -> None:
        """Run them all, and forget them."""
        for runs in self._tables.values():
            for statement, rows in runs:
                executemany(statement, rows)
        self._tables = {}
