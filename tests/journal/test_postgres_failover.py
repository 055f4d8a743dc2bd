"""The primary dies in the middle of appends; on the promoted replica nothing acknowledged is missing.

Two real servers. The replica is synchronous, so an append returns only once its entry is on both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from tests.journal.support import Clock, close, found, organisation
from tests.journal.test_postgres import open_store
from tools.postgres_server import Server
from xinyong.errors import OperatorError
from xinyong.journal.postgres import PostgresStore

WRITERS = 3
BEFORE_THE_KILL = 60


class Pair(NamedTuple):
    """A primary and its streaming replica."""

    primary: Server
    replica: Server


@pytest.fixture
def pair(require_tool: Callable[[str], str]) -> Iterator[Pair]:
    programs = require_tool("postgresql")
    primary, replica = Server(programs), Server(programs)
    try:
        primary.create().start()
        replica.copy_of(primary).start()
        primary.configure("synchronous_standby_names = 'replica'\n")
        primary.reload()
        _until(primary, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
        yield Pair(primary, replica)
    finally:
        primary.stop()
        replica.stop()


def _until(server: Server, question: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as link:
        for _ in range(600):
            if link.execute(question).fetchone() == (1,):
                return
            link.execute("SELECT pg_sleep(0.05)")
    pytest.fail(f"never so: {question}")


def test_a_failover_loses_no_acknowledged_entry(pair: Pair, tmp_path: Path) -> None:
    clock = Clock()
    store = open_store(tmp_path, pair.primary.url(), clock, create=True)
    found(store)
    acknowledged: dict[int, int] = {}
    enough = threading.Event()
    writers = [threading.Thread(target=_write, args=(store, number, acknowledged, enough)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    assert enough.wait(60), "the writers never got going"
    store.seal()
    pair.primary.kill()
    for writer in writers:
        writer.join(60)
        assert not writer.is_alive(), "a writer hangs on a dead server"
    close(store)
    assert len(acknowledged) >= BEFORE_THE_KILL

    pair.replica.promote()
    opened = open_store(tmp_path, pair.replica.url(), clock)
    try:
        with opened.reading() as reading:
            size = reading.size()
            for seq, number in acknowledged.items():
                assert reading.entry(seq).event == organisation(number).event
        assert size > max(acknowledged), "an acknowledged number would be given out again"
        assert opened.behind == 0
        assert opened.verify()["entries"] == size
        with opened.writing() as writing:
            receipts = writing.append([organisation(1_000_000), organisation(1_000_001)])
        assert [receipt.seq for receipt in receipts] == [size, size + 1]
        opened.seal()
        assert opened.verify()["entries"] == size + 2
    finally:
        close(opened)


def _write(store: PostgresStore, writer: int, acknowledged: dict[int, int], enough: threading.Event) -> None:
    """Append until the server is gone; every receipt is kept."""
    number = writer * 100_000
    while True:
        number += 1
        try:
            with store.writing() as writing:
                receipts = writing.append([organisation(number)])
        except OperatorError:
            return
        acknowledged[receipts[0].seq] = number
        if len(acknowledged) >= BEFORE_THE_KILL:
            enough.set()


def test_a_replica_that_missed_acknowledged_entries_is_read_only(pair: Pair, tmp_path: Path) -> None:
    """Where the operator let the primary go on without its replica, the loss is seen and no number given twice."""
    store = open_store(tmp_path, pair.primary.url(), Clock(), create=True)
    found(store)
    pair.primary.configure("synchronous_standby_names = ''\n")
    pair.primary.reload()
    pair.replica.halt()
    for number in (1, 2):
        with store.writing() as writing:
            writing.append([organisation(number)])
    store.seal()
    close(store)
    pair.primary.kill()
    pair.replica.start()
    pair.replica.promote()
    opened = open_store(tmp_path, pair.replica.url(), Clock())
    try:
        assert opened.behind == 2
        with pytest.raises(OperatorError) as caught, opened.writing():
            pytest.fail("a number would be given out twice")
        assert caught.value.code == "register-behind"
    finally:
        close(opened)
