"""The PostgreSQL store keeps the contract, and what only it must do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journal.contract import StoreContract
from tests.journal.support import EDITION, MASTER, Clock, close, found
from xinyong.journal.keystore import KeyStore
from xinyong.journal.postgres import PostgresStore
from xinyong.register.projection import project


@pytest.fixture
def clock() -> Clock:
    return Clock()


def schema_of(folder: Path) -> str:
    """A schema's name for the register of a folder."""
    return "r" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def open_store(folder: Path, url: str, clock: Clock, *, create: bool = False) -> PostgresStore:
    """The register of ``folder``, its tables in the database of ``url``."""
    keys = (KeyStore.create if create else KeyStore.open)(folder / "keys.db", MASTER)
    return PostgresStore(folder / "register.db", keys, project, clock, EDITION, url=url, schema=schema_of(folder), create=create)


@pytest.fixture
def store(tmp_path: Path, clock: Clock, database_url: str) -> Iterator[PostgresStore]:
    made = open_store(tmp_path, database_url, clock, create=True)
    found(made)
    yield made
    close(made)


@pytest.fixture
def again(store: PostgresStore, tmp_path: Path, clock: Clock, database_url: str) -> Iterator[Callable[[], Any]]:
    opened: list[PostgresStore] = []

    def open_again() -> PostgresStore:
        close(store)
        opened.append(open_store(tmp_path, database_url, clock))
        return opened[-1]

    yield open_again
    for each in opened:
        close(each)


class TestPostgres(StoreContract):
    """The contract on PostgreSQL."""
