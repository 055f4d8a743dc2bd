"""Backups bring back everything but the forgotten, and never a number twice."""

from __future__ import annotations

import functools
import random
import shutil
from pathlib import Path

import pytest

from tests.journal.killing import killed_at, sampled
from tests.journal.support import MASTER, close, create, erasure, found, organisation, record, reopen
from xinyong.errors import BadInput, JournalDamaged, OperatorError
from xinyong.journal.backup import backup, unpacked
from xinyong.journal.keystore import KeyStore
from xinyong.journal.restore import restore, supply_tail
from xinyong.journal.sqlite import SqliteStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "register"
    made.mkdir()
    store = create(made)
    found(store)
    with store.writing() as writing:
        writing.append([organisation(1), record(1), record(2)])
    store.seal()
    close(store)
    return made


def _back_up(folder: Path, name: str) -> Path:
    store = reopen(folder)
    out = folder.parent / name
    backup(store, out)
    close(store)
    return out


def _write(folder: Path, *numbers: int, seal: bool = True) -> None:
    store = reopen(folder)
    for number in numbers:
        with store.writing() as writing:
            writing.append([organisation(number)])
    if seal:
        store.seal()
    close(store)


def _lose(folder: Path, *, keys: bool = False, witness: bool = False) -> None:
    for path in folder.glob("register.*"):
        path.unlink()
    if keys:
        for path in folder.glob("keys.db*"):
            path.unlink()
    if witness:
        (folder / "checkpoint.last").unlink()


def _restore(folder: Path, archive: Path, **more: object) -> dict[str, int]:
    open_store = functools.partial(reopen, folder, settling=True)
    return restore(archive, folder, folder / "keys.db", open_store, **more)  # type: ignore[arg-type]


def _verified(folder: Path) -> dict[str, int]:
    store = reopen(folder)
    figures = store.verify()
    close(store)
    return figures


@pytest.mark.parametrize("keys_too", [False, True])
def test_a_backup_brings_everything_back(folder: Path, keys_too: bool) -> None:
    archive = _back_up(folder, "full")
    before = _verified(folder)["root"]
    _lose(folder, keys=keys_too)
    keys = archive.with_name("full.keys") if keys_too else None
    assert _restore(folder, archive, keys_archive=keys) == {"entries": 5, "behind": 0, "erased_again": 0}
    assert _verified(folder)["root"] == before
    _write(folder, 9)
    assert _verified(folder)["entries"] == 6


def test_what_was_erased_since_does_not_come_back(folder: Path) -> None:
    archive = _back_up(folder, "old")
    store = reopen(folder)
    with store.writing() as writing:
        writing.append([record(3, "SOMEBODY")])
        writing.append([erasure(3)])
        writing.erase([3])
    store.seal()
    close(store)
    newer = _back_up(folder, "new")
    wrapped_again = shutil.copy(archive.with_name("old.keys"), folder.parent / "copy.keys")
    _lose(folder, keys=True)
    answer = _restore(folder, archive, keys_archive=Path(wrapped_again))
    assert answer == {"entries": 5, "behind": 2, "erased_again": 1}
    store = reopen(folder)
    with store.reading() as reading:
        assert reading.entry(3).event is None
        assert reading.get("record", 3) is None
        assert reading.entry(4).event == record(2).event
    assert store.keys.data_key(3) is None
    close(store)
    store = reopen(folder)
    assert supply_tail(store, newer) == {"supplied": 2, "behind": 0}
    with store.reading() as reading:
        assert reading.entry(3).event is None
        assert reading.size() == 7
    close(store)


def test_an_older_backup_is_read_only_until_its_tail_is_supplied(folder: Path) -> None:
    archive = _back_up(folder, "old")
    _write(folder, 10, 11, 12)
    newer = _back_up(folder, "new")
    root = _verified(folder)["root"]
    _lose(folder)
    assert _restore(folder, archive)["behind"] == 3
    store = reopen(folder)
    with pytest.raises(OperatorError), store.writing():
        pytest.fail("an acknowledged number would be given out again")
    with pytest.raises(OperatorError):
        store.seal()
    with pytest.raises(JournalDamaged):
        supply_tail(store, archive)
    assert supply_tail(store, newer) == {"supplied": 3, "behind": 0}
    with pytest.raises(BadInput):
        supply_tail(store, newer)  # there is no more to supply
    assert store.verify()["root"] == root
    with store.writing() as writing:
        assert writing.append([organisation(20)])[0].seq == 8
    close(store)


def test_entries_recorded_but_not_sealed_are_missed_too(folder: Path) -> None:
    archive = _back_up(folder, "old")
    _write(folder, 10, 11, seal=False)
    _lose(folder)
    # The first of the two is known from the keys written for the second.
    assert _restore(folder, archive)["behind"] == 1


def test_a_tail_that_stops_before_the_checkpoint_is_refused(folder: Path) -> None:
    archive = _back_up(folder, "old")
    _write(folder, 10, seal=False)
    middle = _back_up(folder, "middle")
    _write(folder, 11)
    _lose(folder)
    _restore(folder, archive)
    store = reopen(folder)
    with pytest.raises(JournalDamaged):
        supply_tail(store, middle)
    assert store.behind == 2
    close(store)


def test_a_backup_of_another_history_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    _write(other, 50)
    archive = _back_up(other, "other-archive")
    _write(folder, 60)
    _lose(folder)
    with pytest.raises(JournalDamaged) as caught:
        _restore(folder, archive)
    assert caught.value.code == "restore-refused"
    assert not (folder / "register.db").exists(), "nothing of it stays"


def test_a_backup_ahead_of_the_last_checkpoint_is_refused(folder: Path) -> None:
    old = (folder / "checkpoint.last").read_bytes()
    _write(folder, 10)
    archive = _back_up(folder, "new")
    (folder / "checkpoint.last").write_bytes(old)
    _lose(folder)
    with pytest.raises(JournalDamaged):
        _restore(folder, archive)


def test_a_restore_cut_short_serves_nothing_and_can_be_run_again(folder: Path) -> None:
    archive = _back_up(folder, "full")
    _lose(folder)

    def dies() -> SqliteStore:
        raise KeyboardInterrupt

    (folder / "register.restoring").write_bytes(b"")
    (folder / "register.db").write_bytes(b"half")
    with pytest.raises(OperatorError) as caught:
        reopen(folder)
    assert caught.value.code == "restore-unfinished"
    with pytest.raises(KeyboardInterrupt):
        restore(archive, folder, folder / "keys.db", dies)
    assert _restore(folder, archive)["behind"] == 0
    assert not (folder / "register.restoring").exists()
    assert _verified(folder)["entries"] == 5


def test_without_a_checkpoint_somebody_must_bring_one(folder: Path) -> None:
    archive = _back_up(folder, "full")
    note = (folder / "checkpoint.last").read_text("utf-8")
    _lose(folder, witness=True)
    with pytest.raises(OperatorError) as caught:
        _restore(folder, archive)
    assert caught.value.code == "no-witness"
    assert _restore(folder, archive, checkpoint=note)["behind"] == 0
    assert (folder / "checkpoint.last").read_text("utf-8") == note


def test_what_is_in_the_way_or_missing_is_said(folder: Path) -> None:
    archive = _back_up(folder, "full")
    with pytest.raises(OperatorError):
        _restore(folder, archive)
    with pytest.raises(OperatorError):
        _back_up(folder, "full")
    _lose(folder, keys=True)
    with pytest.raises(OperatorError):
        _restore(folder, archive)
    bad = folder.parent / "bad"
    bad.write_bytes(b"no archive")
    with pytest.raises(BadInput):
        _restore(folder, bad, keys_archive=archive.with_name("full.keys"))
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    bad.write_bytes(data)
    with pytest.raises((BadInput, JournalDamaged)):
        _restore(folder, bad, keys_archive=archive.with_name("full.keys"))
    assert not (folder / "register.db").exists()
    assert not (folder / "keys.db").exists()


def test_the_archive_of_keys_opens_with_the_master_key_alone(folder: Path) -> None:
    archive = _back_up(folder, "full")
    keys = KeyStore.open(archive.with_name("full.keys"), MASTER)
    assert keys.highest() == 4
    keys.close()
    assert MASTER not in archive.read_bytes() + archive.with_name("full.keys").read_bytes()
    assert archive.stat().st_mode & 0o077 == 0


def test_a_backup_is_consistent_while_the_register_is_written_to(folder: Path) -> None:
    store = reopen(folder)
    with store.writing() as writing:
        writing.append([organisation(30)])
        answer = backup(store, folder.parent / "during")
    assert answer["entries"] == 5
    store.seal()
    close(store)
    _lose(folder)
    assert _restore(folder, folder.parent / "during")["behind"] == 1


# --- keys that are newer than those restored ----------------------------------------------------


def _behind_with_old_keys(folder: Path) -> tuple[Path, str]:
    """A register restored from old archive and old keys; the newer archive, and the root it is to have again."""
    archive = _back_up(folder, "old")
    store = reopen(folder)
    with store.writing() as writing:
        writing.append([organisation(10), record(10, "SOMEBODY")])
    store.keys.assign("resident", {"980101199005010071": "SOMEBODY"})
    store.keys.rotate_kek()
    with store.writing() as writing:
        writing.append([erasure(3)])
        writing.erase([3])
    store.seal()
    close(store)
    newer = _back_up(folder, "new")
    root = str(_verified(folder)["root"])
    _lose(folder, keys=True)
    _restore(folder, archive, keys_archive=archive.with_name("old.keys"))
    return newer, root


def _supply(folder: Path, newer: Path) -> dict[str, int]:
    store = reopen(folder)
    try:
        return supply_tail(store, newer, newer.with_name("new.keys"))
    finally:
        close(store)


def test_a_tail_brings_its_keys(folder: Path) -> None:
    newer, root = _behind_with_old_keys(folder)
    assert _supply(folder, newer) == {"supplied": 3, "behind": 0}
    store = reopen(folder)
    assert store.verify()["root"] == root
    with store.reading() as reading:
        assert reading.entry(6).event == record(10).event
    assert store.keys.data_key(3) is None
    assert store.keys.subject_for("resident", "980101199005010071") == "SOMEBODY"
    close(store)


def test_keys_of_another_register_or_an_earlier_day_are_not_taken(folder: Path, tmp_path: Path) -> None:
    newer, _ = _behind_with_old_keys(folder)
    keys = newer.with_name("new.keys")
    good = keys.read_bytes()
    other = tmp_path / "other"
    other.mkdir()
    close(create(other))
    for wrong in ((other / "keys.db").read_bytes(), good[: len(good) // 2]):
        keys.write_bytes(wrong)
        with pytest.raises((OperatorError, JournalDamaged, BadInput)):
            _supply(folder, newer)
    keys.write_bytes(good)
    assert _supply(folder, newer)["behind"] == 0
    with pytest.raises(BadInput):
        _supply(folder, newer)  # nothing is lacking: no key is exchanged


def test_killed_while_keys_and_tail_are_supplied_it_can_be_done_again(folder: Path, rng: random.Random) -> None:
    newer, root = _behind_with_old_keys(folder)
    before = folder.with_name("before")
    shutil.copytree(folder, before)
    points = killed_at(lambda: _supply(folder, newer), 0)
    for point in sampled(points, 15, rng.randrange(points)):
        shutil.rmtree(folder)
        shutil.copytree(before, folder)
        assert killed_at(lambda: _supply(folder, newer), point) == 0
        store = reopen(folder)
        behind = store.behind
        close(store)
        if behind:
            assert _supply(folder, newer)["behind"] == 0
        assert _verified(folder)["root"] == root, point
        assert not list(folder.glob(".xinyong-backup-*")) or behind == 0


def test_killed_during_a_backup_there_is_a_whole_one_or_none(folder: Path, rng: random.Random) -> None:
    def once(name: str) -> None:
        store = reopen(folder)
        backup(store, folder.parent / name)
        close(store)

    points = killed_at(lambda: once("whole"), 0)
    for point in sampled(points, 15, rng.randrange(points)):
        assert killed_at(lambda point=point: once(f"at{point}"), point) == 0  # type: ignore[misc]
        out = folder.parent / f"at{point}"
        if out.exists():
            with unpacked(out, folder.parent) as (_, manifest):
                assert manifest.entries == 5
        keys = out.with_name(out.name + ".keys")
        if keys.exists():
            shutil.copy(keys, folder.parent / "copy.keys")
            opened = KeyStore.open(folder.parent / "copy.keys", MASTER)
            assert opened.verify() and opened.highest() == 4
            opened.close()
    once("last")
    assert not list(folder.parent.glob(".xinyong-backup-*")), "what the killed ones left is gone"
