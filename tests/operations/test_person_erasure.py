"""Of a person nothing is left once the last of it ends its retention: no word, no key, no digest of the number."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.office import NUMBER, World
from xinyong.journal.tiles import TileTree
from xinyong.office.forgetting import erase_due, remains
from xinyong.register.amend_record import CorrectRecord

pytestmark = pytest.mark.article(14)
FIRST, SECOND = ("(2026)虚01执1号", "20260301"), ("(2026)虚01执2号", "20260410")


def _until(world: World, seq: int) -> None:
    """Go to the day on which a record's retention has ended."""
    with world.office.store.reading() as reading:
        last = reading.get("record", seq)["retain_until"]
    world.clock.advance(timedelta(days=(last - world.office.today()).days))
    world.reopen()


def _root(world: World, size: int) -> bytes:
    with world.office.store.reading() as reading:
        return TileTree(reading.tile, reading.tree_size()).root(size)


def test_the_last_entry_takes_the_person_with_it(either: World, tmp_path: Path) -> None:
    world = either
    first, second = world.persons(tmp_path / "court.csv", FIRST, SECOND)
    amended = world.do(
        CorrectRecord(record=first, changes={"performance": "partly"}, reason="clerical-error", document="虚更〔2026〕2号"),
        "spc-1",
    )
    world.office.seal_if_needed()
    with world.office.store.reading() as reading:
        size = reading.sealed_size()
        subject = reading.get("record", first)["subject"]
    planted, root = world.planted_of_person([first, second]), _root(world, size)
    world.flush()
    assert any("key" in each for each in world.finds(planted.traces)), "the scan would find them"
    assert world.finds(planted.words) == []
    keys = world.office.keys

    _until(world, first)
    erase_due(world.office, world.signer("spc-1"))
    keys = world.office.keys
    assert keys.data_key(first) is None and keys.data_key(amended) is None
    assert keys.anything_left(subject) and keys.subject_for("resident", NUMBER) == subject
    with world.office.store.reading() as reading:
        assert reading.entry(second).event.subject == subject, "the other record is as it was"

    _until(world, second)
    erase_due(world.office, world.signer("spc-1"))
    keys = world.office.keys
    assert not keys.anything_left(subject) and keys.subject_for("resident", NUMBER) is None
    assert remains(world.office) == ()
    assert _root(world, size) == root
    assert world.office.store.verify()["erased"]
    assert world.finds(planted.words | planted.traces) == []
    world.close()
    assert world.finds(planted.words | planted.traces) == []


def test_whoever_was_forgotten_and_is_filed_again_is_somebody_else(world: World, tmp_path: Path) -> None:
    (first,) = world.persons(tmp_path / "one.csv", FIRST)
    with world.office.store.reading() as reading:
        before = reading.get("record", first)["subject"]
    _until(world, first)
    erase_due(world.office, world.signer("spc-1"))
    day = world.office.today().strftime("%Y%m%d")
    (again,) = world.persons(tmp_path / "two.csv", ("(2031)虚01执9号", day))
    with world.office.store.reading() as reading:
        assert reading.get("record", again)["subject"] != before
        assert reading.entry(again).event is not None
    world.office.keys.replay_erasures()  # as after a restore: the new one is not the one that was forgotten
    assert world.office.keys.subject_for("resident", NUMBER) is not None
    assert world.office.store.verify()["erased"]
