"""Articles 5 to 7 as they bind hearings and cases that begin nothing in time, attacked rule by rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.register.desk import Desk, MakeDesk
from tests.register.strikes import Strike, attacks
from xinyong.register.approve_step import ApproveStep
from xinyong.register.hold_hearing import HoldHearing, InviteToHearing, RequestHearing
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.object_listing import DecideObjection, OpenObjection


@pytest.fixture
def strike(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Strike:
    return Strike(make_desk, monkeypatch)


@attacks("case_alive")
@pytest.mark.article(7)
def test_a_listing_approved_after_the_time_that_the_notice_states(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.decided(desk.organisation())
    desk.on(date(2026, 7, 27))  # ninety days after the last day to answer, 27 April, and one more
    strike.assert_refused(desk, 7, ApproveListing(case=case), "market-2")


@attacks("step_alive")
@pytest.mark.article(6)
def test_a_step_approved_long_after_it_was_decided(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    desk.do(DecideObjection(case=case, upheld=False, document="试复〔2026〕1号"), "market-3")
    desk.after(days=30)
    strike.assert_refused(desk, 6, ApproveStep(case=case), "market-4")


def asked(desk: Desk, listing: str = "fixed") -> str:
    """A case whose subject asked for a hearing in time; its id."""
    case = desk.noticed(desk.organisation(), listing)
    desk.do(RequestHearing(case=case, received_on=desk.office.today(), document="试听〔2026〕1号"))
    return case


def invitation(case: str, desk: Desk, days: int = 7) -> InviteToHearing:
    """An invitation served today."""
    today = desk.office.today()
    return InviteToHearing(
        case=case, served_on=today, held_on=today + timedelta(days=days), place="试验机关听证室", document="试听通〔2026〕1号"
    )


@attacks("hearing_given")
@pytest.mark.article(5)
def test_a_hearing_asked_for_too_late(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.noticed(desk.organisation())
    desk.after(days=20)
    strike.assert_refused(desk, 5, RequestHearing(case=case, received_on=desk.office.today(), document="试听〔2026〕1号"))


@attacks("invited_in_time")
@pytest.mark.article(5)
def test_an_invitation_that_leaves_no_time_to_prepare(strike: Strike) -> None:
    desk = strike.desk()
    case = asked(desk)
    strike.assert_refused(desk, 5, invitation(case, desk, 6))


@attacks("hearing_as_invited")
@pytest.mark.article(5)
def test_a_hearing_held_before_the_day_announced(strike: Strike) -> None:
    desk = strike.desk()
    case = asked(desk)
    desk.do(invitation(case, desk))
    early = HoldHearing(case=case, held_on=desk.office.today(), document="试笔〔2026〕1号", heard=["agent"])
    strike.assert_refused(desk, 5, early, "market-2")


@attacks("heard_by_another")
@pytest.mark.article(6)
def test_a_hearing_presided_over_by_whoever_opened_the_case(strike: Strike) -> None:
    desk = strike.desk()
    case = asked(desk)
    desk.do(invitation(case, desk))
    desk.after(days=7)
    held = HoldHearing(case=case, held_on=desk.office.today(), document="试笔〔2026〕1号", heard=["agent"])
    strike.assert_refused(desk, 6, held, "market-1")


@attacks("hearing_done")
@pytest.mark.article(5)
def test_a_decision_before_the_hearing_that_was_asked_for(strike: Strike) -> None:
    desk = strike.desk()
    case = asked(desk)
    desk.after(days=20)
    strike.assert_refused(desk, 5, DecideListing(case=case, document="试列〔2026〕1号"))
