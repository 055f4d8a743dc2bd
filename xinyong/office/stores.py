"""Which database a register lies in: SQLite in its own folder, or PostgreSQL when ``DATABASE_URL`` says so.

That is decided once, at founding, and written into ``register.json``. The URL may hold a password: it stays in the
environment and is written nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from xinyong.errors import OperatorError, Text
from xinyong.journal.keystore import KeyStore
from xinyong.journal.sqlite import SqliteStore
from xinyong.journal.store import JournalStore
from xinyong.register.projection import project

DATABASE_URL = "DATABASE_URL"
SCHEMES = ("postgresql://", "postgres://")
Kind = Literal["sqlite", "postgresql"]


def kind_to_found() -> Kind:
    """Where a register founded now will lie. Raises OperatorError for a ``DATABASE_URL`` of another database."""
    return "postgresql" if _url() else "sqlite"


def schema_of(register: str) -> str:
    """The schema that holds a register in PostgreSQL."""
    return f"xinyong_{register}"


def open_store(
    path: Path, kind: Kind, schema: str, keys: KeyStore, clock: Callable[[], int], edition: str, *,
    create: bool = False, settling: bool = False,
) -> JournalStore:
    """The register's store. ``path``: its ``register.db``, beside which either store keeps its lock files.

    ``settling``: for a restore. Raises OperatorError where the register lies in PostgreSQL and ``DATABASE_URL`` is not
    set, and as the stores do.
    """
    if kind == "sqlite":
        return SqliteStore(path, keys, project, clock, edition, create=create, settling=settling)
    from xinyong.journal.postgres import PostgresStore

    url = _url()
    if not url:
        raise OperatorError(
            Text("本登记册存于 PostgreSQL，但未设置 DATABASE_URL。",
                 "This register lies in PostgreSQL, and DATABASE_URL is not set."),
            code="no-database-url", field=DATABASE_URL,
            todo=Text("设置 DATABASE_URL=postgresql://用户@主机/数据库 后重试。",
                      "Set DATABASE_URL=postgresql://user@host/database and try again."),
        )
    return PostgresStore(
        path, keys, project, clock, edition, url=url, schema=schema, create=create, settling=settling
    )


def _url() -> str:
    url = os.environ.get(DATABASE_URL, "")
    if url and not url.startswith(SCHEMES):
        raise OperatorError(
            Text("DATABASE_URL 不是 PostgreSQL 地址。", "DATABASE_URL is not the address of a PostgreSQL database."),
            field=DATABASE_URL,
            todo=Text("写作 postgresql://用户@主机/数据库，或取消该变量以使用 SQLite。",
                      "Write postgresql://user@host/database, or unset it to use SQLite."),
        )
    return url
