"""PostgreSQL for tests: one server for each worker, a schema for each register.

Ask for the fixture ``database_url`` to get the URI of an empty schema; ``postgres_server`` is the server itself.
``XINYONG_TEST_STORE=postgresql`` makes every register that ``xinyong.office.found`` opens in the tests lie there.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator

import pytest

from tools.postgres_server import Server

_SCHEMAS = itertools.count()


@pytest.fixture(scope="session")
def postgres_server(require_tool: Callable[[str], str]) -> Iterator[Server]:
    """A running PostgreSQL server of this worker's own."""
    server = Server(require_tool("postgresql"))
    try:
        yield server.create().start()
    finally:
        server.stop()


@pytest.fixture(scope="session")
def empty_schema(postgres_server: Server) -> Callable[[], str]:
    """Makes an empty schema and gives the URI that leads to it."""
    import psycopg

    def make() -> str:
        name = f"register_{next(_SCHEMAS)}"
        with psycopg.connect(postgres_server.url(), autocommit=True) as link:
            link.execute(f"CREATE SCHEMA {name}")
        return postgres_server.url(schema=name)

    return make


@pytest.fixture
def database_url(empty_schema: Callable[[], str]) -> str:
    """URI of an empty schema."""
    return empty_schema()


def on_postgresql() -> bool:
    """Whether this run is to put its registers into PostgreSQL."""
    return os.environ.get("XINYONG_TEST_STORE", "sqlite") == "postgresql"
