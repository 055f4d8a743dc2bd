"""An erased case takes its letters with it: at once, whatever dies in between, and in a restored backup too."""

from __future__ import annotations

import os
import shutil
import signal
import tarfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.operations.office import World, finds, in_every_encoding
from xinyong.casework.delivery.channels import Inbox, PrintQueue
from xinyong.casework.delivery.courier import Courier
from xinyong.casework.delivery.desk import Desk
from xinyong.errors import OperatorError
from xinyong.office import Office, archives, letters
from xinyong.office.archives import back_up, bring_back
from xinyong.office.dossiers import basis_of, desk_of, document_of, rendered
from xinyong.office.home import Home
from xinyong.office.renewal import rotate_master
from xinyong.register.erase import EraseCase

pytestmark = pytest.mark.article(14)
PARTS = ("issued", "outbox", "attempt", "proof", "inbox", "doomed")


def _post(world: World) -> str:
    """Issue the case's decision, put it into the inbox and the print queue; the case."""
    office = world.office
    with office.store.reading() as reading:
        case = str(reading.rows("casefile")[0]["id"])
    basis = basis_of(office, case, "decision")
    with desk_of(office) as desk:
        issued = desk.issue(document_of(office, basis), basis, office.clock())
        for channel in ("inbox", "print"):
            desk.post(issued.id, channel, office.clock())
        channels: Any = {"inbox": Inbox(desk), "print": PrintQueue(office.home.print_queue)}
        done = Courier(desk, channels, lambda i, lang, form: rendered(office, i, lang, form), office.clock).run()
    assert [each.delivered for each in done] == [True, True]
    assert list(office.home.print_queue.glob("*.pdf"))
    return case


def _traces(case: str) -> dict[str, bytes]:
    return {"case": case.encode(), **in_every_encoding("金丝雀决定")}


def _over(world: World, case: str) -> None:
    with world.office.store.reading() as reading:
        last = reading.get("casefile", case)["retain_until"]
    world.clock.advance(timedelta(days=(last - world.office.today()).days))
    world.reopen()


def _counts(home: Home) -> dict[str, int]:
    with Desk(home.desk_db) as desk:
        return {part: desk._db.execute(f"SELECT count(*) FROM casework_{part}").fetchone()[0] for part in PARTS}


def _gone(home: Home, case: str) -> None:
    assert set(_counts(home).values()) == {0}
    assert not list(home.print_queue.glob("*.pdf"))
    for place in (home.desk_db, home.desk_db.with_name("desk.db-wal"), *home.print_queue.iterdir()):
        data = place.read_bytes() if place.exists() else b""
        assert not any(needle in data for needle in _traces(case).values()), place.name


def test_they_go_with_the_case_at_once(world: World) -> None:
    case = _post(world)
    _over(world, case)
    assert finds(world.home / "print-queue", {"case's number": "金丝雀决定".encode()}), "the manifest names it"
    world.do(EraseCase(case=case))
    _gone(world.office.home, case)


def test_letters_of_other_cases_stay(world: World) -> None:
    case = _post(world)
    before = _counts(world.office.home)
    with world.office.store.reading() as reading:
        letters.sweep(world.office.home, reading, set())
    letters.settle(world.office.home, world.office.store)
    assert _counts(world.office.home) == before
    assert case


POINTS: dict[str, Callable[[Any, Callable[..., Any]], None]] = {
    "noted": lambda patch, then_die: patch.setattr("xinyong.office.office.doom_letters", then_die(letters.doom)),
    "erased": lambda patch, then_die: patch.setattr("xinyong.office.office.forget_letters", then_die(lambda *_: None)),
    "files removed": lambda patch, then_die: patch.setattr(PrintQueue, "remove", then_die(PrintQueue.remove)),
    "desk written": lambda patch, then_die: patch.setattr(Desk, "forget", then_die(Desk.forget)),
}


@pytest.mark.parametrize("point", POINTS)
def test_killed_in_between_the_next_opening_ends_it(
    world: World, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = _post(world)
    _over(world, case)
    before = _counts(world.office.home)
    world.close()
    child = os.fork()
    if child == 0:
        try:
            POINTS[point](monkeypatch, _then_die)
            world.reopen()
            world.do(EraseCase(case=case))
        finally:
            os._exit(7)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it was killed where it should"
    office = world.reopen()
    if point == "noted":  # the case was not erased: neither are its letters
        assert _counts(office.home) == before
        world.do(EraseCase(case=case))
    _gone(office.home, case)
    assert office.store.verify()["erased"]


def _then_die(real: Callable[..., Any]) -> Callable[..., None]:
    def act(*given: Any, **named: Any) -> None:
        real(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    return act


# --- backups ---------------------------------------------------------------------------------


def _restored(world: World, folder: Path, archive: Path) -> Home:
    """The register from its archive, keys and desk, after its disk was lost."""
    world.close()
    world.lose()
    home = Home(folder)
    home.keys_db.parent.mkdir(parents=True, mode=0o700)
    for each in ("master.key", "checkpoint.last", "erased.log"):
        if (world.home / "keys" / each).exists():
            shutil.copy(world.home / "keys" / each, home.keys_db.parent)
    apart = archive.parent / "apart" / archive.name
    bring_back(home, archive, keys=apart.with_name(apart.name + ".keys"), desk=apart.with_name(apart.name + ".desk"))
    return home


def test_the_desk_comes_back_with_its_print_queue(world: World, tmp_path: Path) -> None:
    case = _post(world)
    before = _counts(world.office.home)
    printed = {path.name: path.read_bytes() for path in world.office.home.print_queue.glob("[!.]*")}
    answer = back_up(world.office, tmp_path / "archive", keys=tmp_path / "apart")
    assert answer["desk"].endswith("archive.desk")
    needles = _traces(case)
    for path in (tmp_path / "archive", Path(answer["desk"])):
        data = path.read_bytes()
        found = [name for name, needle in needles.items() if needle in data and name != "case"]
        assert found == [], "the archive holds no letter, and the desk's file is sealed"
    home = _restored(world, tmp_path / "restored", tmp_path / "archive")
    assert _counts(home) == before
    assert {path.name: path.read_bytes() for path in home.print_queue.glob("[!.]*")} == printed


def test_a_letter_that_is_erased_while_it_is_backed_up_is_left_out(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "archive", "w|") as tar:
        archives._add_printed(tar, tmp_path / "D1-print.pdf")
    with tarfile.open(tmp_path / "archive") as tar:
        assert tar.getnames() == []


def test_letters_of_what_was_erased_since_do_not_come_back(world: World, tmp_path: Path) -> None:
    case = _post(world)
    back_up(world.office, tmp_path / "archive", keys=tmp_path / "apart")
    _over(world, case)
    world.do(EraseCase(case=case))
    world.office.seal_if_needed()
    home = _restored(world, tmp_path / "restored", tmp_path / "archive")
    _gone(home, case)
    with Office.open(home.path, clock=world.clock) as office:
        assert office.store.behind


def test_renewing_the_master_key_shuts_older_backups_of_the_desk(world: World, tmp_path: Path) -> None:
    _post(world)
    back_up(world.office, tmp_path / "archive", keys=tmp_path / "apart")
    rotate_master(world.office)
    world.office.seal_if_needed()
    back_up(world.office, tmp_path / "newer", keys=tmp_path / "apart")
    shutil.copy(tmp_path / "apart" / "archive.desk", tmp_path / "apart" / "newer.desk")
    with pytest.raises(OperatorError) as caught:
        _restored(world, tmp_path / "restored", tmp_path / "newer")
    assert caught.value.code == "master-key"
    assert not (tmp_path / "restored" / "register.db").exists()


def test_old_backups_of_keys_go_and_archives_stay(world: World, tmp_path: Path) -> None:
    _post(world)
    apart = tmp_path / "apart"
    back_up(world.office, tmp_path / "one", keys=apart)
    for path in apart.iterdir():
        os.utime(path, (0, 0))
    (apart / "checkpoint.last").write_text("", encoding="utf-8")
    left = apart / ".xinyong-backup-dead"  # what a process that was killed left
    left.mkdir()
    (left / "keys.db").write_bytes(b"keys")
    answer = back_up(world.office, tmp_path / "two", keys=apart, keep_days=7)
    assert answer["removed"] == 2
    assert sorted(path.name for path in apart.iterdir()) == ["checkpoint.last", "two.desk", "two.keys"]
    assert (tmp_path / "one").exists()
    alone = back_up(world.office, tmp_path / "three", with_keys=False)
    assert (alone["keys"], alone["desk"]) == ("", "")
    assert not list(tmp_path.glob("three.*"))
