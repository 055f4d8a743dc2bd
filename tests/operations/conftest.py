"""Registers to operate on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.operations.office import World
from tests.register.desk import desk, make_desk, template
from tools.postgres_server import Server

__all__ = ["desk", "make_desk", "template", "world"]


def _told(tmp_path: Path, server: Server | None = None) -> Iterator[World]:
    outside = tmp_path / "sent"
    outside.mkdir()
    made = World(tmp_path / "home", server)
    made.tell(outside)
    yield made
    made.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A register whose story was told."""
    yield from _told(tmp_path)


@pytest.fixture(scope="session")
def own_server(require_tool: Callable[[str], str]) -> Iterator[Server]:
    """A PostgreSQL server set up as the runbook says, whose every file may be searched."""
    server = Server(require_tool("postgresql"))
    try:
        yield server.create("wal_recycle = off\n").start()
    finally:
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The same story on each store."""
    if request.param == "sqlite":
        monkeypatch.delenv("DATABASE_URL", raising=False)
        yield from _told(tmp_path)
        return
    server = request.getfixturevalue("own_server")
    monkeypatch.setenv("DATABASE_URL", server.url())
    yield from _told(tmp_path, server)
