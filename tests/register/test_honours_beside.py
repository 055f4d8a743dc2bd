"""Honours beside more than one listing, suit or wish: what the simulated institution asked and no other test did."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.register.book import bent, make_book
from tests.register.desk import Desk, MakeDesk, code
from tests.register.test_honours import ACTION, both, favoured, proposal
from xinyong.register.approve_step import ApproveStep
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.decline_honour import DeclineHonour
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.grant_honour import ApproveHonour, DecideHonour
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect
from xinyong.register.take_over import ApproveTakeOver, TakeOver


@pytest.mark.article(8)
def test_of_two_honours_of_a_list_the_one_granted_last_stands_again(desk: Desk) -> None:
    honour, case = both(desk)
    desk.after(days=400)
    desk.do(EndListing(case=case, ending="repaired", document="x"))
    again = desk.honoured(code(1))
    served = desk.office.today()
    desk.after(days=20)
    desk.step(RestoreListing(case=case, served_on=served, document="x"))
    desk.do(EndListing(case=case, ending="annulled", document="x"))
    assert honour != again and [reason.case for reason in desk.check(code(1), ACTION).reasons] == [again]


@pytest.mark.article(8)
def test_what_was_stayed_when_it_ended_keeps_no_honour_away(desk: Desk) -> None:
    """The honour stood beside it: a later listing that was never rightful must leave no trace."""
    _, case = both(desk)
    desk.do(SuspendEffect(case=case, reason="court-stay", document="x"))
    desk.do(EndListing(case=case, ending="performed", document="x"))
    assert favoured(desk)
    other = desk.listed(code(1), "open")
    assert not favoured(desk)
    desk.do(EndListing(case=other, ending="annulled", document="x"))
    assert favoured(desk)


@pytest.mark.article(8)
@pytest.mark.article(14)
def test_what_was_contested_before_the_honour_was_lost_is_decided_all_the_same(desk: Desk) -> None:
    """Otherwise its case could never be erased."""
    honour = desk.honoured(desk.organisation())
    desk.do(OpenObjection(case=honour, document="x"))
    desk.do(OpenContest(case=honour, remedy="litigation", opened_on=desk.office.today(), document="x"))
    desk.listed(code(1))
    desk.do(DecideObjection(case=honour, upheld=False, document="x"), "market-3")
    desk.do(ApproveStep(case=honour), "market-2")
    desk.do(DecideContest(case=honour, outcome="abandoned", document="x"))
    assert not favoured(desk)
    desk.on(desk.rows("casefile", id=honour)[0]["retain_until"])
    desk.do(EraseCase(case=honour))


@pytest.mark.article(9)
def test_the_wish_holds_for_what_was_proposed_before_it(desk: Desk) -> None:
    """The simulated institution found that a second case, open when the first was declined, went through."""
    desk.organisation()
    first, second = (desk.event(proposal()).case for _ in range(2))
    desk.do(DecideHonour(case=second, document="x"))
    desk.do(DeclineHonour(case=first, document="x"), "market-3")
    assert desk.refusal(ApproveHonour(case=second), "market-2").code == "declined"
    applied = desk.event(proposal(application="试申〔2026〕1号")).case
    desk.do(DecideHonour(case=applied, document="x"))
    desk.do(ApproveHonour(case=applied), "market-2")
    assert favoured(desk)


# --- what is over takes nothing ------------------------------------------------------------------


@pytest.mark.article(7)
def test_an_old_entry_that_ran_out_before_its_approval_takes_no_honour(desk: Desk) -> None:
    desk.honoured(desk.organisation())
    case = desk.event(TakeOver(code=code(1), list="fixed", document="x", until=date(2026, 4, 25))).case
    desk.after(days=10)
    desk.do(ApproveTakeOver(case=case), "market-2")
    assert favoured(desk)


@pytest.mark.article(7)
def test_a_stay_lifted_after_the_term_ran_out_takes_no_honour(desk: Desk) -> None:
    desk.honoured(desk.organisation())
    case = desk.listed(code(1), ground="minor")
    desk.do(SuspendEffect(case=case, reason="court-stay", document="x"))
    desk.after(days=60)
    desk.step(ResumeEffect(case=case, document="x"))
    assert favoured(desk)


@pytest.mark.article(7)
def test_a_mirrored_sanction_that_is_over_takes_no_honour(make_desk: MakeDesk) -> None:
    *others, black_listed = make_book().lists["praised"].versions[-1].endings
    endings = [*others, msgspec.structs.replace(black_listed, by=["fixed", "suspended"])]
    desk = make_desk(bent("praised", endings=endings))
    desk.honoured(desk.organisation())
    desk.do(desk.mirrored(since=date(2020, 1, 1), until=date(2026, 4, 19)), "source-1")
    assert favoured(desk)
    desk.do(desk.mirrored(since=date(2021, 1, 1), until=date(2026, 4, 20)), "source-1")
    assert not favoured(desk), "its last day is one of its days"
