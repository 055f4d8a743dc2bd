"""Honours and statuses attacked rule by rule: given against their law, taken away by one, pressed on somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.register.book import bent, make_book
from tests.register.desk import START, Desk, MakeDesk, code, facts
from tests.register.strikes import Strike, attacks
from xinyong.register.decline_honour import DeclineHonour
from xinyong.register.end_listing import EndListing
from xinyong.register.file_status import FileStatus
from xinyong.register.grant_honour import ApproveHonour, DecideHonour, ProposeHonour
from xinyong.register.withdraw_honour import WithdrawHonour

BURDEN = make_book().lists["fixed"].versions[0].measures


@pytest.fixture
def strike(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Strike:
    return Strike(make_desk, monkeypatch)


def proposal(listing: str = "praised") -> ProposeHonour:
    return ProposeHonour(code=code(1), list=listing, ground="breach", facts=facts())


def proposed(desk: Desk) -> str:
    desk.organisation()
    case: str = desk.event(proposal()).case
    return case


@attacks("honour_list")
@pytest.mark.article(2)
def test_an_adverse_list_is_passed_off_as_an_honour(strike: Strike) -> None:
    desk = strike.desk()
    desk.organisation()
    strike.assert_refused(desk, 2, proposal("fixed"))


@attacks("favours_alone")
@pytest.mark.article(5)
def test_an_honour_hides_something_adverse_that_nobody_was_told_of(strike: Strike) -> None:
    desk = strike.desk(bent("praised", measures=BURDEN))
    strike.assert_refused(desk, 5, DecideHonour(case=proposed(desk), document="x"))


@attacks("not_black_listed")
@pytest.mark.article(1)
def test_the_black_listed_are_praised(strike: Strike) -> None:
    desk = strike.desk()
    desk.listed(desk.organisation())
    strike.assert_refused(desk, 1, proposal())


@attacks("not_declined")
@pytest.mark.article(9)
def test_praise_is_pressed_on_who_refused_it(strike: Strike) -> None:
    desk = strike.desk()
    desk.do(DeclineHonour(case=proposed(desk), document="x"))
    strike.assert_refused(desk, 9, proposal())


@attacks("not_declined_since")
@pytest.mark.article(9)
def test_praise_goes_on_in_another_case_after_the_refusal(strike: Strike) -> None:
    desk = strike.desk()
    first = proposed(desk)
    second = desk.event(proposal()).case
    desk.do(DecideHonour(case=second, document="试誉〔2026〕2号"), "market-1")
    desk.do(DeclineHonour(case=first, document="x"))
    strike.assert_refused(desk, 9, ApproveHonour(case=second), "market-2")


@attacks("burden")
@pytest.mark.article(6)
def test_one_officer_ends_an_honour_as_if_to_relieve(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.honoured(desk.organisation())
    strike.assert_refused(desk, 6, EndListing(case=case, ending="annulled", document="x"))


@attacks("withdrawable")
@pytest.mark.article(2)
def test_an_honour_is_withdrawn_as_black_listed_without_any_listing(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.honoured(desk.organisation())
    served = desk.office.today()
    desk.after(days=20)
    strike.assert_refused(desk, 2, WithdrawHonour(case=case, ending="black-listed", served_on=served, document="x"))


@attacks("status_list")
@pytest.mark.article(2)
def test_a_list_is_filled_by_filing_statuses(strike: Strike) -> None:
    desk = strike.desk(bent("fixed", measures=[]))
    desk.organisation()
    strike.assert_refused(desk, 2, FileStatus(code=code(1), list="fixed", document="x", since=START))


@attacks("without_effect")
@pytest.mark.article(6)
def test_a_status_carries_an_effect_by_one_officers_filing(strike: Strike) -> None:
    desk = strike.desk(bent("certified", measures=BURDEN))
    desk.organisation()
    since = START - timedelta(days=1)
    strike.assert_refused(desk, 6, FileStatus(code=code(1), list="certified", document="x", since=since))
