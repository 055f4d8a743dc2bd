"""What erasure leaves in a PostgreSQL server's files is dropped where a client may, and named where it may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.journal.support import Clock, close, erasure, found, record
from tests.journal.test_postgres import open_store
from tools.postgres_server import Server
from xinyong.journal.postgres import PostgresStore
from xinyong.journal.postgres_scrub import reached
from xinyong.journal.schema import PROJECTIONS
from xinyong.journal.store import REMAINS
from xinyong.register.projection import project

Open = Callable[[str], PostgresStore]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    made: list[PostgresStore] = []

    def make(url: str) -> PostgresStore:
        made.append(open_store(tmp_path, url, Clock(), create=True))
        found(made[-1])
        return made[-1]

    yield make
    for each in made:
        close(each)


def _erase_one(store: PostgresStore) -> bytes:
    """File a record and erase it; its sealed body."""
    with store.writing() as writing:
        writing.append([record(1)])
        sealed: bytes = writing.run("SELECT sealed FROM body WHERE seq = 2").fetchone()[0]
    with store.writing() as writing:
        writing.append([erasure(2)])
        writing.erase([2])
    return sealed


def _holding(server: Server, needle: bytes) -> list[str]:
    return [str(path.relative_to(server.folder)) for path in server.folder.rglob("*")
            if path.is_file() and needle in path.read_bytes()]


def test_with_the_servers_own_settings_only_its_log_may_hold_it(opened: Open, postgres_server: Server) -> None:
    store = opened(postgres_server.url())
    sealed = _erase_one(store)
    assert _holding(postgres_server, sealed)
    left = store.scrub()
    assert set(left) <= {"log-recycled"}
    where = _holding(postgres_server, sealed)
    assert all(each.startswith("data/pg_wal/") for each in where)
    assert not where or left, "what is left is named"
    assert store.verify()["erased"] == 1


def test_a_snapshot_that_may_look_back_is_named_and_then_it_is_clean(opened: Open, database_url: str) -> None:
    store = opened(database_url)
    with store.reading() as reading:
        reading.size()
        _erase_one(store)
        assert "readers" in store.scrub()
    assert "readers" not in store.scrub()


def test_whoever_may_not_checkpoint_is_told_so(opened: Open, postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.url(), autocommit=True) as link:
        link.execute("DROP ROLE IF EXISTS clerk")
        link.execute("CREATE ROLE clerk LOGIN")
        link.execute("CREATE DATABASE clerks OWNER clerk")
    store = opened(postgres_server.url("clerks").replace("//xinyong@", "//clerk@"))
    _erase_one(store)
    assert store.scrub() == ("log",)
    assert set(store.scrub()) <= set(REMAINS)


def test_the_planner_keeps_no_samples_of_what_may_be_forgotten(opened: Open, database_url: str) -> None:
    store = opened(database_url)
    with store.writing() as writing:
        writing.append([record(number) for number in range(50)])
    with psycopg.connect(database_url, autocommit=True) as link:
        link.execute(f"SET search_path TO {store.schema}")
        link.execute("ANALYZE")
        sampled: Any = link.execute("SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = %s", (store.schema,))
        assert {row[0] for row in sampled} <= {"entry", "organisation", "tile", "checkpoint"}


def test_every_table_with_a_last_day_is_reached() -> None:
    with_a_last_day = {table.name for table in PROJECTIONS
                       if {"retain_until", "lapses_on"} & {name for name, _ in table.columns}}
    assert with_a_last_day <= set(reached(project))
