"""What the register may keep no longer is found in no file of it, and the journal stands as it did (Article 14)."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.office import ENCODINGS, WORDS, World, code, finds
from xinyong.check import asking
from xinyong.cli.operation import _erase
from xinyong.errors import OperatorError, Refused
from xinyong.journal import notes
from xinyong.journal.backup import backup
from xinyong.journal.keystore import KeyStore
from xinyong.journal.merkle import leaf_hash, verify_consistency, verify_inclusion
from xinyong.journal.proofs import consistency
from xinyong.journal.schema import PROJECTIONS
from xinyong.journal.tiles import TileTree
from xinyong.office import Office, forgetting
from xinyong.office.archives import back_up, bring_back, supply
from xinyong.office.forgetting import command_of, due, erase_due, remains
from xinyong.office.home import Home, read_master
from xinyong.office.renewal import rotate_master


def _pass(world: World) -> None:
    """Let every retention end, and restart as a machine does in such a time."""
    world.clock.advance(timedelta(days=(world.last_retention() - world.office.today()).days))
    world.reopen()


def test_the_scan_would_find_them(either: World, tmp_path: Path) -> None:
    world = either
    planted = world.planted()
    world.flush()
    found = world.finds(planted.traces)
    assert any(each.startswith(("register.db", "data/pg_wal")) and "body" in each for each in found)
    assert world.server is None or any(each.startswith("data/base") and "case id" in each for each in found)
    assert any("keys.db" in each and "key" in each for each in found)
    assert any("index/data.mdb: case id" in each for each in found)
    assert world.finds(planted.words) == [], "plain words stand in no file even before: bodies are sealed"
    with world.office.store.reading() as reading:
        said = repr([entry.event for entry in reading.entries()])
    assert all(word in said for word in WORDS), "every word was recorded"
    control = tmp_path / "control"
    control.mkdir()
    for each in ENCODINGS:
        (control / each).write_bytes(b"..." + "又见金丝雀文号".encode(each))
    assert len(finds(control, planted.words)) >= len(ENCODINGS)


@pytest.mark.article(14)
def test_after_retention_nothing_of_it_is_found_in_any_file(either: World) -> None:
    world = either
    planted = world.planted()
    world.flush()
    with world.office.store.reading() as reading:
        size, before = reading.newest_checkpoint()
        erased = [row["seq"] for row in reading.rows("case_entry")]
    _pass(world)
    office = world.office
    told: list[str] = []
    answer = erase_due(office, world.signer(), lambda each: told.append(each.kind))
    assert sorted(told) == ["case", "record", "waiting-row"]
    assert (answer.decisions, answer.refused) == (3, 0)
    assert due(office) == []
    assert remains(office) == ()
    pages = asking.index_of(office).scrub(office.store, office.clock())
    print(f"erased {answer.entries} entries in {answer.seconds:.3f} s; {pages} index pages overwritten")
    figures = office.store.verify()
    assert figures["erased"] == answer.entries
    assert asking.check(office, code(2), "procurement.bid", "test").verdict == "clear"
    _journal_stands(world, size, before, erased)
    found = world.finds(planted.words | planted.traces)  # while the register is open, with its logs
    world.close()
    assert found == []
    assert world.finds(planted.words | planted.traces) == []


def _journal_stands(world: World, size: int, before: str, erased: list[int]) -> None:
    """The checkpoint signed before verifies, the tree still has its root, erased entries are still proved in it."""
    office = world.office
    key = bytes.fromhex(office.keys.register_key)
    origin = notes.origin_of(office.register_id, office.mode)
    old = notes.verify(before, origin, key)
    with office.store.reading() as reading:
        new_size, note = reading.newest_checkpoint()
        new = notes.verify(note, origin, key)
        tree = TileTree(reading.tile, reading.tree_size())
        assert old.size == size and tree.root(size) == old.root
        path = [bytes.fromhex(value) for value in consistency(reading, size, new_size)]
        verify_consistency(size, new_size, path, old.root, new.root)
        for seq in erased:
            proof = reading.inclusion(seq)
            hashes = [bytes.fromhex(value) for value in proof["hashes"]]
            verify_inclusion(leaf_hash(proof["leaf"].encode()), seq, proof["size"], hashes, new.root)
            assert reading.entry(seq).event is None


@pytest.mark.article(14)
@pytest.mark.parametrize("lost", ["register", "register and keys, old ones are left"])
def test_a_restored_backup_brings_nothing_back(either: World, tmp_path: Path, lost: str) -> None:
    world = either
    planted = world.planted()
    old, newer = tmp_path / "old", tmp_path / "newer"
    back_up(world.office, old)
    _pass(world)
    entries = erase_due(world.office, world.signer()).entries
    back_up(world.office, newer)
    world.office.store.scrub()
    world.close()
    world.lose()
    home = Home(tmp_path / "restored")
    home.keys_db.parent.mkdir(parents=True, mode=0o700)
    for each in ("master.key", "checkpoint.last", "erased.log"):  # what outlives the register's own disk
        shutil.copy(world.home / "keys" / each, home.keys_db.parent)
    keys = world.home / "keys" / "keys.db" if lost == "register" else old.with_name("old.keys")
    answer = bring_back(home, old, keys=keys)
    assert answer["erased_again"] == entries and answer["behind"] > 0
    whole = planted.words | planted.traces
    world.flush()
    assert finds(home.path, whole) == []
    assert world.finds_in_server(whole) == []
    with Office.open(home.path, clock=world.clock) as office:
        with pytest.raises(OperatorError):
            office.store.seal()
        newer_keys = newer.with_name("newer.keys") if "old" in lost else None  # they lack the keys of what came after
        assert supply(office, newer, keys=newer_keys)["behind"] == 0
        assert office.store.verify()["erased"] == entries
    assert finds(home.path, whole) == []
    world.flush()
    assert world.finds_in_server(whole) == []


@pytest.mark.article(14)
def test_a_key_backup_opens_what_was_erased_until_the_master_key_is_renewed(world: World, tmp_path: Path) -> None:
    """Why key backups are kept apart and shortly: an honest limit, and the way to end it."""
    out = tmp_path / "old"
    backup(world.office.store, out)
    kept = out.with_name("old.keys")
    with world.office.store.reading() as reading:
        seq = reading.rows("record")[0]["seq"]
    _pass(world)
    erase_due(world.office, world.signer())
    assert world.office.keys.data_key(seq) is None
    opened = KeyStore.open(kept, read_master(world.office.home))
    assert opened.data_key(seq) is not None
    opened.close()
    rotate_master(world.office)
    with pytest.raises(Exception, match="master key"):
        KeyStore.open(kept, read_master(world.office.home))
    world.reopen()
    assert world.office.store.verify()["erased"]


@pytest.mark.article(14)
def test_nothing_is_erased_before_its_day_or_without_an_officer(world: World) -> None:
    assert {each.kind for each in due(world.office)} == {"waiting-row"}, "the row that waited has lapsed"
    world.clock.advance(timedelta(days=(world.last_retention() - world.office.today()).days - 1))
    before = due(world.office)
    world.clock.advance(timedelta(days=1))
    (last,) = (each for each in due(world.office) if each not in before)
    world.clock.advance(timedelta(days=-1))
    world.reopen()
    with pytest.raises(Refused) as refused:
        world.do(command_of(last))
    assert refused.value.article == 14
    size = world.office.store.verify()["entries"]
    due(world.office)
    assert world.office.store.verify()["entries"] == size


def test_the_command_erases_and_tells_its_cost(world: World) -> None:
    _pass(world)
    answer = _erase(world.office, world.signer())
    assert answer["decisions"] == 3 and answer["index_pages"] > 0
    # A server with settings of its own may use its log's segments again: that is said, and nothing else is left.
    may_remain = {"log-recycled"} if world.office.store.kind == "postgresql" else set()
    assert set(answer["remains"]) <= may_remain and answer["scrubbed"] == (not answer["remains"])
    assert json.loads(json.dumps(answer)) == answer


def test_whatever_has_a_last_day_is_looked_for_when_it_comes() -> None:
    last_days = {(table.name, column) for table in PROJECTIONS for column, _ in table.columns
                 if column in ("retain_until", "lapses_on")}
    last_days.discard(("casefile", "lapses_on"))  # the day a draft lapses; how long it is kept stands beside it
    assert last_days == {(table, column) for _, table, column, _ in forgetting._TABLES}


def test_an_errors_file_holds_refused_rows_alone(world: World) -> None:
    errors = (world.home / "errors.csv").read_bytes()
    assert errors
    assert finds(world.home, {word: word.encode() for word in WORDS}) == []
