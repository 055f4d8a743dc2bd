"""PostgreSQL for tests: one server for each worker.

``XINYONG_TEST_STORE=postgresql`` makes every register that ``xinyong.office.found`` opens in the tests lie there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

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
