"""Repair: applied for, granted by one and refused by two, revoked where it was got by falsehood."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.register.book import bent, make_book
from tests.register.desk import LISTED, Desk, MakeDesk, code
from xinyong.register.end_listing import EndListing
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.suspend_listing import SuspendEffect


@pytest.mark.article(8, 6)
def test_a_repair_is_applied_for_granted_by_one_and_refused_by_two(make_desk: MakeDesk) -> None:
    repair = make_book().lists["fixed"].versions[-1].repair
    desk = make_desk(bent("fixed", repair=type(repair)(
        cite="act#10", after_months=12, decide_working_days=10, verified=True, source="T")))  # fmt: skip
    case = desk.listed(desk.organisation())
    early = ApplyRepair(case=case, received_on=LISTED, document="试申〔2026〕1号")
    assert desk.refusal(early).code == "repair-too-early"
    decide = DecideRepair(case=case, granted=False, document="试驳〔2027〕1号")
    assert desk.refusal(decide).code == "none-open"
    desk.on(date(2027, 5, 10))
    apply = ApplyRepair(case=case, received_on=date(2027, 5, 10), document="试申〔2027〕1号")
    applied = desk.event(apply, "tax-1")
    assert applied.decide_by == date(2027, 5, 24) and applied.provisional
    assert desk.refusal(apply).code == "open-already"
    assert desk.refusal(decide, "tax-1").article == 1
    assert desk.step(decide).granted is False
    assert desk.check(code(1)).verdict == "prohibited"
    desk.do(apply)
    desk.do(DecideRepair(case=case, granted=True, document="试修〔2027〕1号"))
    assert desk.check(code(1)).verdict == "clear"


@pytest.mark.article(8)
def test_a_repair_ends_the_listing_as_its_law_calls_it(make_desk: MakeDesk) -> None:
    repair = make_book().lists["fixed"].versions[-1].repair
    desk = make_desk(bent("fixed", repair=type(repair)(
        cite="act#10", leads_to="performed", verified=True, source="T"), repair_revocable=msgspec.UNSET))  # fmt: skip
    case = desk.listed(desk.organisation())
    desk.do(ApplyRepair(case=case, received_on=LISTED, document="试申〔2026〕1号"))
    assert desk.event(DecideRepair(case=case, granted=True, document="试修〔2026〕1号")).ending == "performed"
    assert desk.check(code(1)).verdict == "clear"


@pytest.mark.article(8)
def test_barred_repair_says_so_to_who_applies(desk: Desk) -> None:
    case = desk.listed(desk.organisation(), "open")
    refusal = desk.refusal(ApplyRepair(case=case, received_on=LISTED, document="试申〔2026〕1号"))
    assert (refusal.article, refusal.code, refusal.instrument) == (8, "repair-barred", "act#10")


@pytest.mark.article(1, 6, 7)
def test_a_repair_got_by_falsehood_is_revoked_to_the_end_it_had(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    desk.on(date(2027, 5, 10))
    desk.do(EndListing(case=case, ending="repaired", document="试修〔2027〕1号"))
    restore = RestoreListing(case=case, served_on=date(2027, 5, 9), document="试复〔2027〕1号")
    desk.on(date(2027, 6, 10))
    assert desk.refusal(restore).article == 5  # a notice from before the repair told of something else
    event = desk.step(RestoreListing(case=case, served_on=date(2027, 5, 20), document="试复〔2027〕1号"))
    assert event.cite == "act#16"
    assert desk.check(code(1)).verdict == "prohibited"
    desk.on(date(2029, 5, 10))
    assert desk.check(code(1)).verdict == "clear"


def test_what_is_restored_binds_although_it_had_been_stayed_before_its_repair(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    desk.on(date(2027, 5, 10))
    desk.do(SuspendEffect(case=case, reason="court-stay", document="试暂〔2026〕1号"))
    desk.do(EndListing(case=case, ending="repaired", document="试修〔2027〕1号"))
    desk.on(date(2027, 6, 10))
    desk.step(RestoreListing(case=case, served_on=date(2027, 5, 20), document="试复〔2027〕1号"))
    assert desk.check(code(1)).verdict == "prohibited"


def test_what_performance_ended_is_not_restored(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    desk.do(EndListing(case=case, ending="performed", document="试履〔2026〕1号"))
    desk.after(days=30)
    restore = RestoreListing(case=case, served_on=LISTED, document="试复〔2026〕1号")
    assert desk.refusal(restore).article == 1
