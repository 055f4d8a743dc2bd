"""PostgreSQL for tests: one server for each worker.

``XINYONG_TEST_STORE=postgresql`` makes every register that ``xinyong.office.found`` opens in the tests lie there.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.postgres_server import Server


@pytest.fixture(scope="session")
def postgres_server(require_tool: Callable[[str], str]) -> Iterator[Server]:
    """A running PostgreSQL server of this worker's own."""
    server = Server(require_tool("postgresql"))
    try:
        yield server.create().start()
    finally:
        server.stop()


@pytest.fixture(scope="session")
def database_url(postgres_server: Server) -> str:
    """URI of a database in which every register makes a schema of its own."""
    return postgres_server.url()


def on_postgresql() -> bool:
    """Whether this run is to put its registers into PostgreSQL."""
    return os.environ.get("XINYONG_TEST_STORE", "sqlite") == "postgresql"


@pytest.fixture(scope="session", autouse=True)
def _registers_in_postgresql(request: pytest.FixtureRequest) -> None:
    """Under ``XINYONG_TEST_STORE=postgresql``, registers that tests found lie in this worker's server."""
    if on_postgresql():
        os.environ["DATABASE_URL"] = request.getfixturevalue("database_url")
    else:
        os.environ.pop("DATABASE_URL", None)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, _registers_in_postgresql: None) -> Path:
    """A synthetic register under the Chinese law, closed: copy it (``copy_register``), never write in it."""
    from xinyong.law.loading import load
    from xinyong.office import found

    home = tmp_path_factory.mktemp("founded") / "home"
    found(home, "synthetic", load("cn")).close()
    return home


def copy_register(source: Path, target: Path) -> Path:
    """Copy a closed register: its folder, and in PostgreSQL its schema too."""
    shutil.copytree(source, target)
    about = target / "register.json"
    facts = json.loads(about.read_bytes())
    if facts["store"] == "postgresql":
        schema = f"copy_{uuid.uuid4().hex[:16]}"
        _copy_schema(facts["schema"], schema)
        about.write_text(json.dumps({**facts, "schema": schema}), encoding="utf-8")
    return target


def _copy_schema(source: str, target: str) -> None:
    import psycopg

    from xinyong.journal.postgres import journal_ddl, projection_ddl
    from xinyong.journal.schema import TABLES

    with psycopg.connect(os.environ["DATABASE_URL"]) as link:
        link.execute(f"CREATE SCHEMA {target}")
        link.execute(f"SET search_path TO {target}")
        for statement in journal_ddl() + projection_ddl():
            link.execute(statement)
        for table in TABLES:
            link.execute(f'INSERT INTO {target}."{table}" SELECT * FROM {source}."{table}"')
