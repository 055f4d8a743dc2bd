"""Time limits of remedies: from when each runs, and when it ends."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.register.book import bent, make_book
from tests.register.desk import Desk, MakeDesk, code
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.object_listing import OpenObjection


def listed(desk: Desk) -> str:
    return desk.listed(desk.organisation(), "fixed")


@pytest.mark.article(8)
def test_a_remedy_against_an_answer_has_no_last_day_before_that_answer(make_desk: MakeDesk) -> None:
    """A court's rejection is taken to the court above: ten days from that rejection, not from the listing."""
    own = make_book().lists["fixed"].versions[-1].remedies[0]
    above = msgspec.structs.replace(own, id="reconsideration", within_days=10, follows="objection", decide_days=15)
    desk = make_desk(bent("fixed", remedies=[own, above]))
    case = listed(desk)
    desk.on(date(2026, 5, 20))
    served = desk.event(
        NotifyDecision(
            case=case, served_on=date(2026, 5, 18), method="delivered", document="试送〔2026〕1号",
            repair_notice="试修告〔2026〕1号",
        )
    )  # fmt: skip
    assert [(each.remedy, each.until, each.after) for each in served.remedies] == [
        ("objection", date(2026, 6, 17), ""), ("reconsideration", None, "objection")]  # fmt: skip


def test_a_time_to_answer_in_calendar_days_is_not_counted_in_working_days(make_desk: MakeDesk) -> None:
    own = make_book().lists["fixed"].versions[-1].remedies[0]
    counted = msgspec.structs.replace(own, decide_working_days=None, decide_days=15)
    desk = make_desk(bent("fixed", remedies=[counted]))
    case = listed(desk)
    desk.on(date(2026, 6, 1))
    opened = desk.event(OpenObjection(case=case, document="试异〔2026〕1号"))
    assert (opened.decide_by, opened.provisional) == (date(2026, 6, 16), False)


@pytest.mark.article(8)
def test_remedies_count_from_the_service_of_the_decision(desk: Desk) -> None:
    case = listed(desk)
    desk.on(date(2026, 5, 20))
    serve = NotifyDecision(
        case=case, served_on=date(2026, 5, 18), method="delivered", document="试送〔2026〕1号", repair_notice="试修告〔2026〕1号"
    )
    assert desk.refusal(serve, "tax-1").article == 1
    served = desk.event(serve)
    assert [(each.remedy, each.until) for each in served.remedies] == [
        ("objection", date(2026, 6, 17)), ("litigation", date(2026, 11, 18))]  # fmt: skip
    assert desk.refusal(serve).article == 5  # once
    assert desk.check(code(1)).verdict == "prohibited"


@pytest.mark.article(8)
def test_a_time_that_ends_on_a_holiday_ends_after_it(desk: Desk) -> None:
    """Civil Procedure Law, art. 85. Thirty days end on Saturday 20 June 2026, after the Dragon Boat Festival."""
    case = listed(desk)
    desk.on(date(2026, 5, 25))
    served = desk.event(
        NotifyDecision(
            case=case, served_on=date(2026, 5, 21), method="delivered", document="试送〔2026〕1号",
            repair_notice="试修告〔2026〕1号",
        )
    )  # fmt: skip
    until = {each.remedy: (each.until, each.provisional) for each in served.remedies}
    assert until["objection"] == (date(2026, 6, 22), False)
    assert until["litigation"] == (date(2026, 11, 23), False)  # 21 November is a Saturday


def test_a_time_to_answer_in_calendar_days_ends_on_no_holiday(desk: Desk) -> None:
    case = desk.proposed(desk.organisation(), "open")
    notice = desk.notice(case)
    span = desk.event(notice).answer_by - notice.served_on
    assert span.days == 10
    other = desk.proposed(desk.organisation(), "open")
    desk.on(date(2026, 4, 22))  # ten days later is the May Day holiday, until 5 May
    assert desk.event(desk.notice(other, served_on=date(2026, 4, 22))).answer_by == date(2026, 5, 6)
