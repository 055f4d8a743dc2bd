"""The check index: follows the journal's tail, survives restarts, starts anew after a restore."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.register.desk import Desk, code
from xinyong.check.index import CheckIndex, Position
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.standing import Standing


def standing(number: int) -> Standing:
    since, review_by = date(2026, 1, 1), date(2027, 1, 1)
    return Standing(f"S{number}", "fixed", f"C{number}", "market", since, None, review_by, None, False, "", number)


def test_it_holds_each_listed_subjects_rows_by_code(desk: Desk, tmp_path: Path) -> None:
    index = CheckIndex(tmp_path / "index")
    case = desk.listed(desk.organisation(1))
    desk.listed(code(1), "open")
    desk.organisation(2)
    position = index.follow(desk.office.store, 5)
    assert position == Position(desk.size(), position.sealed, 5) == index.position()
    assert [row.list for row in index.look_up(code(1)).listings] == ["fixed", "open"]
    assert index.look_up(code(2)).listings == []
    desk.do(EndListing(case=case, ending="annulled", document="试撤〔2026〕1号"))
    index.follow(desk.office.store, 6)
    assert [row.ended_on is None for row in index.look_up(code(1)).listings] == [False, True]
    assert index.look_up(code(1)).position.as_of == 6
    index.close()


def test_nothing_new_costs_nothing_and_a_restart_goes_on(desk: Desk, tmp_path: Path) -> None:
    index = CheckIndex(tmp_path / "index")
    desk.listed(desk.organisation(1))
    first = index.follow(desk.office.store, 5)
    assert index.follow(desk.office.store, 9) == first
    index.close()
    again = CheckIndex(tmp_path / "index")
    assert again.position() == first
    assert len(again.look_up(code(1)).listings) == 1
    again.close()


def test_an_erased_case_leaves_the_index(desk: Desk, tmp_path: Path) -> None:
    index = CheckIndex(tmp_path / "index")
    case = desk.listed(desk.organisation(1), ground="minor")
    index.follow(desk.office.store, 1)
    desk.on(date(2028, 9, 1))
    desk.do(EraseCase(case=case))
    index.follow(desk.office.store, 2)
    assert index.look_up(code(1)).listings == []
    index.close()


def test_a_shorter_journal_is_read_all_anew(desk: Desk, tmp_path: Path) -> None:
    index = CheckIndex(tmp_path / "index")
    index.load({code(9): [standing(9)]}, Position(10_000, 10_000, 1))
    assert index.look_up(code(9)).listings == [standing(9)]
    desk.listed(desk.organisation(1))
    index.follow(desk.office.store, 2)
    assert index.look_up(code(9)).listings == []
    assert len(index.look_up(code(1)).listings) == 1
    index.close()
