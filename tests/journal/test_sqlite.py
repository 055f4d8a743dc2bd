"""The SQLite store keeps the contract, and what only it must do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journal.contract import StoreContract
from tests.journal.support import Clock, close, create, erasure, found, organisation, record, reopen
from xinyong.errors import JournalDamaged, OperatorError
from xinyong.journal.sqlite import SqliteStore


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqliteStore]:
    made = create(tmp_path, clock)
    found(made)
    yield made
    close(made)


@pytest.fixture
def again(store: SqliteStore, tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Any]]:
    opened: list[SqliteStore] = []

    def open_again() -> SqliteStore:
        close(store)
        opened.append(reopen(tmp_path, clock))
        return opened[-1]

    yield open_again
    for each in opened:
        close(each)


class TestSqlite(StoreContract):
    """The contract on SQLite."""


def test_a_missing_or_present_file_is_told_apart(store: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(OperatorError):
        create(tmp_path)
    with pytest.raises(OperatorError):
        SqliteStore(tmp_path / "other.db", store.keys, store.project, store.clock)


def test_an_unknown_kind_stops_the_reader(store: SqliteStore) -> None:
    with store.writing() as writing:
        writing.append([organisation(1)])
    later = "CAST(replace(CAST(leaf AS TEXT), 'organisation.registered/1', 'organisation.registered/9') AS BLOB)"
    _change(store, f"UPDATE entry SET leaf = {later} WHERE seq = 2")
    with store.reading() as reading, pytest.raises(JournalDamaged) as caught:
        reading.entry(2)
    assert caught.value.code == "unknown-kind"


def test_orphan_keys_are_deleted_at_the_next_opening(store: SqliteStore, again: Callable[[], SqliteStore]) -> None:
    # As if the process died between the two commits: the key is durable, the entry is not.
    store.keys.put_data_keys([(2, b"orphan" * 10), (3, b"orphan" * 10)])
    opened = again()
    assert opened.keys.highest() == 1
    assert opened.verify()["entries"] == 2


def test_an_orphan_key_is_replaced_by_the_entry_that_gets_its_number(store: SqliteStore) -> None:
    store.keys.put_data_keys([(2, b"orphan" * 10)])
    with store.writing() as writing:
        writing.append([organisation(1)])
    assert store.verify()["entries"] == 3


def test_an_erasure_cut_short_after_the_commit_is_finished(
    store: SqliteStore, again: Callable[[], SqliteStore]
) -> None:
    with store.writing() as writing:
        writing.append([record(1)])
    store._destroy = lambda seqs: None  # type: ignore[method-assign]  # the process dies here
    with store.writing() as writing:
        writing.append([erasure(2)])
        writing.erase([2])
    assert store.keys.data_key(2) is not None
    opened = again()
    assert opened.keys.data_key(2) is None
    assert opened.keys.doomed() == []
    assert opened.erased_log.seqs() == {2}
    assert opened.verify()["erased"] == 1


def test_an_erasure_that_was_never_recorded_destroys_nothing(
    store: SqliteStore, again: Callable[[], SqliteStore]
) -> None:
    with store.writing() as writing:
        writing.append([record(1)])
    store.keys.doom([2])  # durable, but the register's transaction never was
    opened = again()
    assert opened.keys.doomed() == []
    assert opened.keys.data_key(2) is not None


def test_a_key_destroyed_leaves_no_bytes_behind(store: SqliteStore, tmp_path: Path) -> None:
    with store.writing() as writing:
        writing.append([record(1), record(2)])
    wrapped = store.keys._connections.get().execute("SELECT wrapped FROM data_key WHERE seq = 2").fetchone()[0]
    assert _anywhere(tmp_path, wrapped)
    with store.writing() as writing:
        writing.append([erasure(2)])
        writing.erase([2])
    assert not _anywhere(tmp_path, wrapped)


def test_no_file_holds_a_body_in_the_clear(store: SqliteStore, tmp_path: Path) -> None:
    with store.writing() as writing:
        writing.append([record(77)])
    assert not _anywhere(tmp_path, b"canary-77")


def test_a_smaller_or_other_tree_is_never_signed(store: SqliteStore) -> None:
    with store.writing() as writing:
        writing.append([organisation(1)])
    store.seal()
    _change(store, "DELETE FROM tile; DELETE FROM checkpoint")
    _change(store, "DELETE FROM entry WHERE seq = 2; DELETE FROM body WHERE seq = 2")
    with pytest.raises(JournalDamaged) as caught:
        store.seal()
    assert caught.value.code == "seal-refused"
    with store.writing() as writing:
        writing.append([organisation(2), organisation(3)])
    with pytest.raises(JournalDamaged) as caught:
        store.seal()
    assert caught.value.code == "seal-refused"


def test_a_register_older_than_its_checkpoint_is_read_only(
    store: SqliteStore, again: Callable[[], SqliteStore]
) -> None:
    with store.writing() as writing:
        writing.append([organisation(1)])
    store.seal()
    _change(store, "DELETE FROM entry WHERE seq = 2")
    opened = again()
    assert opened.behind == 1
    with pytest.raises(OperatorError) as caught, opened.writing():
        pytest.fail("a number would be given out twice")
    assert caught.value.code == "register-behind"
    with opened.reading() as reading:
        assert reading.size() == 2


def test_a_register_older_than_its_keys_is_read_only(store: SqliteStore, again: Callable[[], SqliteStore]) -> None:
    for number in (1, 2):
        with store.writing() as writing:
            writing.append([organisation(number)])
    _change(store, "DELETE FROM entry WHERE seq >= 2")
    opened = again()
    assert opened.behind == 1
    assert opened.keys.highest() == 3, "acknowledged entries' keys are no orphans"


def _change(store: SqliteStore, script: str) -> None:
    db = sqlite3.connect(store.path)
    db.executescript(script)
    db.close()


def _anywhere(folder: Path, needle: bytes) -> bool:
    return any(needle in path.read_bytes() for path in folder.iterdir())
