"""Erasure down to the files of a PostgreSQL server, as far as a client can ask for it, and what it cannot reach.

A deleted row stays in its page until the table is written anew, a copy of it in the write-ahead log until the segment
is dropped, and samples of columns in the planner's statistics until those are. Keys never lie in the database, so what
is left in such places is unreadable bodies, random ids, dates and keyed digests.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from psycopg import errors

from xinyong.journal.port import Project
from xinyong.journal.postgres_link import LOCK_TIMEOUT_S
from xinyong.journal.schema import Table
from xinyong.journal.sql import quoted
from xinyong.register.entries import Entry
from xinyong.register.events import Erased

PUBLIC = frozenset({"organisation", "entry", "tile", "checkpoint"})
"""Tables that no erasure reaches: the public identity of organisations, and the tree."""
WAIT_S = 2
"""How long a table's readers are waited for: whoever wants to read it stands behind us meanwhile."""


def without_statistics(tables: Iterable[Table]) -> list[str]:
    """Statements that keep the planner from sampling what may have to be forgotten; every look-up has its index."""
    statements = []
    for table in tables:
        if table.name not in PUBLIC:
            columns = ", ".join(f"ALTER COLUMN {quoted(name)} SET STATISTICS 0" for name, _ in table.columns)
            statements.append(f"ALTER TABLE {quoted(table.name)} {columns}")
    return statements


def reached(project: Project) -> list[str]:
    """The tables from which an erasure deletes, as the projection itself says."""
    erased = Erased(targets=[1], cases=["C"], subjects=["S"], reason="retention")
    ops = project(Entry(2, "entries.erased/1", 0, None, "", "", "", 0, erased))
    return ["body", *sorted({op[0] for op in ops})]


def scrub(link: Any, tables: Iterable[str]) -> tuple[str, ...]:
    """Write the tables anew without their deleted rows and drop the log of before: codes of what may hold them still.

    ``link``: a connection outside a transaction.
    """
    # Whatever was deleted until now has a lower number than this transaction.
    until = link.execute("SELECT pg_current_xact_id()::xid::text").fetchone()[0]
    outcomes = [_written_anew(link, table, until) for table in tables]
    clean = all(outcomes)
    return (*(() if clean else ("readers",)), *_log(link), *_elsewhere(link))


def _written_anew(link: Any, table: str, until: str) -> bool:
    """Whether the table now holds no row that was deleted before ``until``."""
    link.execute(f"SET lock_timeout = '{WAIT_S}s'")
    try:
        link.execute(f"VACUUM (FULL, FREEZE) {quoted(table)}")
    except errors.LockNotAvailable:
        return False
    finally:
        link.execute(f"SET lock_timeout = '{LOCK_TIMEOUT_S}s'")
    # A freezing VACUUM sets relfrozenxid to the oldest transaction that anybody may still look back to; rows deleted
    # since then were copied over, because somebody (a reader, a replica, a slot) may need them.
    query = "SELECT age(relfrozenxid) <= age(%s::xid) FROM pg_class WHERE oid = to_regclass(%s)"
    return bool(link.execute(query, (until, quoted(table))).fetchone()[0])


def _log(link: Any) -> tuple[str, ...]:
    """Let the server begin a new segment and drop those of before; what it kept of them."""
    try:
        link.execute("SELECT pg_switch_wal()")
        begun = link.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn() + 1)").fetchone()[0]
        link.execute("CHECKPOINT")
        kept, ahead = link.execute(
            "SELECT count(*) FILTER (WHERE name < %s), count(*) FILTER (WHERE name > %s) FROM pg_ls_waldir()"
            " WHERE name ~ '^[0-9A-F]{24}$'", (begun, begun),
        ).fetchone()
    except errors.InsufficientPrivilege:
        return ("log",)
    recycled = link.execute("SELECT current_setting('wal_recycle')").fetchone()[0] == "on"
    return (("log",) if kept else ()) + (("log-recycled",) if recycled and ahead else ())


def _elsewhere(link: Any) -> tuple[str, ...]:
    """Copies of the log that the server handed out."""
    archived, replicas = link.execute(
        "SELECT current_setting('archive_mode') <> 'off', EXISTS (SELECT 1 FROM pg_stat_replication)"
    ).fetchone()
    return (("archive",) if archived else ()) + (("replicas",) if replicas else ())
