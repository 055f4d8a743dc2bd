"""A register of PostgreSQL comes back from its archive: whole or not at all, nothing forgotten, no number twice."""

from __future__ import annotations

import functools
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.journal.killing import killed_at, sampled
from tests.journal.support import EDITION, MASTER, Clock, close, erasure, found, organisation, record
from tests.journal.test_postgres import again, change, clock, open_store, schema_of, store
from xinyong.errors import JournalDamaged, OperatorError
from xinyong.journal.backup import backup
from xinyong.journal.keystore import KeyStore
from xinyong.journal.postgres import PostgresStore
from xinyong.journal.restore import restore, supply_tail
from xinyong.register.projection import project

__all__ = ["again", "clock", "store"]
KILLS = 8


class Lost:
    """A register in PostgreSQL that was backed up, went on, erased something, and was lost with its database."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        made = open_store(folder, url, Clock(), create=True)
        found(made)
        with made.writing() as writing:
            writing.append([organisation(1), record(1), record(2), record(3, "SOMEBODY")])
        made.seal()
        self.archive = folder.parent / "archive"
        backup(made, self.archive)
        with made.writing() as writing:
            writing.append([erasure(3, 5)])
            (self.sealed,) = writing.run("SELECT sealed FROM body WHERE seq = 3").fetchone()
            writing.erase([3, 5])
        made.seal()
        self.newer = folder.parent / "newer"
        backup(made, self.newer)
        self.root = made.verify()["root"]
        close(made)
        self.drop()

    def drop(self) -> None:
        """Lose the database."""
        with psycopg.connect(self.url, autocommit=True) as link:
            link.execute(f"DROP SCHEMA IF EXISTS {schema_of(self.folder)} CASCADE")

    def held(self) -> bool:
        """Whether the database holds the register."""
        with psycopg.connect(self.url) as link:
            row = link.execute("SELECT to_regclass(%s) IS NOT NULL", (f"{schema_of(self.folder)}.entry",)).fetchone()
        return row == (True,)

    def restore(self, archive: Path, **more: Any) -> dict[str, Any]:
        """Restore an archive."""
        keys = self.folder / "keys.db"
        opened = functools.partial(self._settling, self.folder, self.url)
        return restore(archive, self.folder, keys, opened, kind="postgresql", **more)

    @staticmethod
    def _settling(folder: Path, url: str) -> PostgresStore:
        keys = KeyStore.open(folder / "keys.db", MASTER)
        schema = schema_of(folder)
        return PostgresStore(
            folder / "register.db", keys, project, Clock(), EDITION, url=url, schema=schema, settling=True
        )

    def lose_keys(self) -> None:
        """Lose the key store too."""
        for path in self.folder.glob("*keys.db*"):
            path.unlink()


@pytest.fixture
def lost(tmp_path: Path, database_url: str) -> Iterator[Lost]:
    folder = tmp_path / "register"
    folder.mkdir()
    made = Lost(folder, database_url)
    yield made
    made.drop()


def test_the_newest_archive_brings_everything_back(lost: Lost) -> None:
    assert lost.restore(lost.newer) == {"entries": 7, "behind": 0, "erased_again": 0}
    opened = open_store(lost.folder, lost.url, Clock())
    figures = opened.verify()
    assert (figures["root"], figures["erased"]) == (lost.root, 2)
    with opened.writing() as writing:
        assert writing.append([organisation(9)])[0].seq == 7
    opened.seal()
    close(opened)


@pytest.mark.article(14)
@pytest.mark.parametrize("keys_too", [False, True])
def test_an_older_archive_forgets_again_and_is_read_only_until_its_tail_comes(lost: Lost, keys_too: bool) -> None:
    keys = lost.archive.with_name("archive.keys")
    if keys_too:
        lost.lose_keys()
    answer = lost.restore(lost.archive, keys_archive=keys if keys_too else None)
    assert answer == {"entries": 6, "behind": 1, "erased_again": 2}
    opened = open_store(lost.folder, lost.url, Clock())
    with opened.reading() as reading:
        assert reading.entry(3).event is None and reading.entry(5).event is None
        assert reading.get("record", 3) is None and reading.get("record", 4) is not None
    assert not opened.keys.anything_left("SOMEBODY")
    with pytest.raises(OperatorError), opened.writing():
        pytest.fail("an acknowledged number would be given out again")
    newer_keys = lost.newer.with_name("newer.keys") if keys_too else None
    assert supply_tail(opened, lost.newer, newer_keys) == {"supplied": 1, "behind": 0}
    assert opened.verify()["root"] == lost.root
    close(opened)


def test_a_database_that_holds_the_register_is_not_overwritten(lost: Lost) -> None:
    lost.restore(lost.newer)
    with pytest.raises(OperatorError) as caught:
        lost.restore(lost.newer)
    assert caught.value.where == "DATABASE_URL"
    opened = open_store(lost.folder, lost.url, Clock())
    assert opened.verify()["root"] == lost.root
    close(opened)


def test_what_disagrees_with_the_last_checkpoint_leaves_no_register(lost: Lost, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "register"
    other.mkdir(parents=True)
    foreign = Lost(other, lost.url)
    shutil.copy(foreign.newer, lost.newer)
    with pytest.raises(JournalDamaged):
        lost.restore(lost.newer)
    assert not lost.held()


def test_killed_at_any_point_there_is_no_register_or_all_of_it(lost: Lost, rng: random.Random) -> None:
    kept = lost.folder.with_name("kept")
    shutil.copytree(lost.folder, kept)
    keys = lost.archive.with_name("archive.keys")
    lost.lose_keys()

    def whole() -> dict[str, Any]:
        return lost.restore(lost.archive, keys_archive=keys)

    points = killed_at(whole, 0)
    assert points > 50
    for point in sampled(points, KILLS, rng.randrange(points)):
        lost.drop()
        lost.lose_keys()
        assert killed_at(whole, point) == 0
        if not lost.held():
            assert whole()["erased_again"] == 2
        opened = open_store(lost.folder, lost.url, Clock())
        with opened.reading() as reading:
            assert reading.size() == 6 and not reading.has_body(3) and not reading.has_body(5)
        assert opened.keys.data_key(3) is None and not opened.keys.anything_left("SOMEBODY"), point
        assert opened.behind == 1
        close(opened)


def test_a_database_restored_from_an_older_copy_forgets_again_and_takes_its_tail(
    store: PostgresStore, again: Callable[[], PostgresStore], tmp_path: Path
) -> None:
    with store.writing() as writing:
        writing.append([organisation(1), record(1), record(2)])
    store.seal()
    change(store, "CREATE TABLE older AS SELECT * FROM body")
    with store.writing() as writing:
        writing.append([erasure(3)])
        writing.erase([3])
    with store.writing() as writing:
        writing.append([organisation(2)])
    store.seal()
    answer = backup(store, tmp_path / "archive")
    assert (answer["entries"], answer["sealed"]) == (7, 7)
    # What a restore of the server to an earlier point in time gives.
    change(store, "DELETE FROM entry WHERE seq >= 5; DELETE FROM body; INSERT INTO body SELECT * FROM older;"
                   "DROP TABLE older; DELETE FROM tile; DELETE FROM checkpoint")
    opened = again()
    assert opened.behind == 2
    with opened.reading() as reading:
        assert not reading.has_body(3)
        assert reading.get("record", 3) is None
        assert reading.get("record", 4) is not None
    assert supply_tail(opened, tmp_path / "archive") == {"supplied": 2, "behind": 0}
    with opened.writing() as writing:
        assert writing.append([organisation(3)])[0].seq == 7
    opened.seal()
    assert opened.verify()["entries"] == 8
