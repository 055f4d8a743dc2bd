"""Honours: granted by two on documented facts, lost to an adverse listing and back, refused; neutral statuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.register.book import bent, make_book
from tests.register.desk import START, Desk, MakeDesk, code, facts
from xinyong.errors import NotFound
from xinyong.publication.organisation import organisation_view
from xinyong.register.approve_step import ApproveStep, DeclineStep
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.correct_listing import CorrectListing
from xinyong.register.decline_honour import DeclineHonour
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.events import (
    Erased,
    HonourDeclined,
    HonourLost,
    HonourReturned,
    ListingApproved,
    ListingEnded,
    StatusFiled,
)
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.file_status import FileStatus
from xinyong.register.grant_honour import ApproveHonour, DecideHonour, ProposeHonour
from xinyong.register.list_subject import ApproveListing, DropCase
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect
from xinyong.register.take_over import TakeOver
from xinyong.register.withdraw_honour import WithdrawHonour

ACTION = "award.apply"


def proposal(number: int = 1, **given: Any) -> ProposeHonour:
    parts: dict[str, Any] = {"code": code(number), "list": "praised", "ground": "breach", "facts": facts()}
    return ProposeHonour(**{**parts, **given})


def favoured(desk: Desk, number: int = 1) -> bool:
    verdict: str = desk.check(code(number), ACTION).verdict
    return verdict == "favoured"


def shown(desk: Desk, number: int = 1) -> list[str]:
    desk.office.seal_if_needed()
    view = organisation_view(desk.office, code(number), desk.office.today())
    return [listing.list_id for listing in (*view.listings, *view.statuses)]


# --- granting ------------------------------------------------------------------------------------


@pytest.mark.article(6)
def test_an_honour_takes_two_officers_and_no_notice(desk: Desk) -> None:
    desk.organisation()
    case = desk.event(proposal()).case
    assert not favoured(desk)
    assert desk.refusal(ApproveHonour(case=case), "market-2").code == "wrong-stage"
    desk.do(DecideHonour(case=case, document="x"))
    assert not favoured(desk)
    assert desk.refusal(ApproveHonour(case=case), "market-1").article == 6
    approved = desk.event(ApproveHonour(case=case), "market-2")
    assert (approved.since, approved.until, approved.repair_from) == (START, date(2029, 4, 20), None)
    assert approved.remedies
    assert favoured(desk) and shown(desk) == ["praised"]
    desk.on(date(2029, 4, 20))
    assert not favoured(desk), "the clock alone ends it"


@pytest.mark.article(1)
def test_what_is_unknown_praises_nobody(desk: Desk) -> None:
    desk.organisation()
    stated = [fact for fact in facts() if fact.fact != "broke"]
    assert desk.refusal(proposal(facts=stated)).code == "ground-unknown"
    assert desk.refusal(proposal(facts=facts(broke=False))).code == "ground-not-met"
    assert desk.refusal(proposal(facts=facts(forced=True))).code == "excluded"


@pytest.mark.article(1)
def test_only_the_manager_grants_and_only_an_honour(desk: Desk) -> None:
    desk.organisation()
    assert desk.refusal(proposal(), "tax-1").article == 1
    assert desk.refusal(proposal(list="fixed")).code == "not-an-honour"
    assert desk.refusal(proposal(ground="none")).article == 2
    with pytest.raises(NotFound):
        desk.do(proposal(2))
    conduct = {"ground": "breach", "facts": facts(), "conduct_on": START}
    assert desk.refusal(ProposeListing(code=code(1), list="praised", **conduct)).code == "an-honour"
    assert desk.refusal(TakeOver(code=code(1), list="praised", document="x")).code == "an-honour"


@pytest.mark.article(5)
def test_nothing_adverse_is_granted_without_notice(make_desk: MakeDesk) -> None:
    book = make_book()
    burden = book.lists["fixed"].versions[0].measures
    desk = make_desk(bent("praised", measures=burden))
    desk.organisation()
    case = desk.event(proposal()).case
    assert desk.refusal(DecideHonour(case=case, document="x")).article == 5


@pytest.mark.article(6)
def test_a_proposal_that_nobody_grants_lapses(desk: Desk) -> None:
    desk.organisation()
    waiting, decided = (desk.event(proposal()).case for _ in range(2))
    desk.do(DecideHonour(case=decided, document="x"))
    desk.after(days=30)
    assert desk.refusal(DecideHonour(case=waiting, document="x")).code == "draft-lapsed"
    assert desk.refusal(ApproveHonour(case=decided), "market-2").code == "draft-lapsed"


def test_one_honour_of_a_list_at_a_time_and_a_higher_grade_takes_its_place(desk: Desk) -> None:
    desk.organisation()
    plain = desk.honoured(code(1))
    assert desk.refusal(proposal()).code == "already-listed"
    higher = desk.honoured(code(1), ground="minor")
    ended = desk.at(desk.size() - 2)
    assert isinstance(ended, ListingEnded) and (ended.case, ended.ending) == (plain, "regraded")
    assert [reason.case for reason in desk.check(code(1), ACTION).reasons] == [higher]
    assert desk.refusal(proposal()).code == "already-listed", "a lower grade comes by withdrawal first"


# --- lost to an adverse listing, and back --------------------------------------------------------


def both(desk: Desk) -> tuple[str, str]:
    """An honour, and the adverse listing that takes it away; not sealed yet."""
    honour = desk.honoured(desk.organisation())
    desk.office.seal_if_needed()
    return honour, desk.listed(code(1))


@pytest.mark.article(6)
@pytest.mark.article(8)
def test_an_adverse_listing_takes_the_honour_away_with_its_own_seal(desk: Desk) -> None:
    honour = desk.honoured(desk.organisation())
    desk.office.seal_if_needed()
    case = desk.decided(code(1))
    assert favoured(desk)
    receipts = desk.do(ApproveListing(case=case), "market-2")
    begun, lost = (desk.at(receipt.seq) for receipt in receipts)
    assert isinstance(begun, ListingApproved) and isinstance(lost, HonourLost)
    assert (lost.case, lost.by, lost.cite) == (honour, case, "act#8")
    view = organisation_view(desk.office, code(1), desk.office.today())
    assert [each.list_id for each in view.listings] == ["praised"], "neither has effect before the seal"
    assert not favoured(desk) and shown(desk) == ["fixed"]
    assert desk.refusal(proposal()).code == "black-listed"


@pytest.mark.article(8)
@pytest.mark.parametrize("way", ["objection", "annulled", "corrected", "suit"])
def test_what_was_never_rightful_gives_the_honour_back_to_the_end_it_had(make_desk: MakeDesk, way: str) -> None:
    book = make_book()
    endings = book.lists["fixed"].versions[0].endings
    corrected = [*endings, book.lists["praised"].versions[0].endings[1]]
    desk = make_desk(bent("fixed", endings=corrected))
    honour, case = both(desk)
    assert not favoured(desk)
    match way:
        case "objection":
            desk.do(OpenObjection(case=case, document="x"))
            desk.do(DecideObjection(case=case, upheld=True, document="x"))
        case "suit":
            desk.do(OpenContest(case=case, remedy="litigation", opened_on=desk.office.today(), document="x"))
            desk.do(DecideContest(case=case, outcome="annulled", document="x"))
        case _:
            desk.do(EndListing(case=case, ending=way, document="x"))
    back = desk.at(desk.size() - 1)
    assert isinstance(back, HonourReturned) and (back.case, back.by) == (honour, case)
    assert favoured(desk) and shown(desk) == ["praised"]
    assert desk.check(code(1), ACTION).reasons[0].until == date(2029, 4, 20)


def test_what_ended_rightly_gives_nothing_back(desk: Desk) -> None:
    _, case = both(desk)
    desk.do(EndListing(case=case, ending="performed", document="x"))
    assert not favoured(desk) and shown(desk) == []
    again = desk.honoured(code(1))
    assert [reason.case for reason in desk.check(code(1), ACTION).reasons] == [again], "it is earned anew"


@pytest.mark.article(8)
def test_suspension_gives_it_back_and_resumption_takes_it_with_a_seal(desk: Desk) -> None:
    _, case = both(desk)
    desk.do(SuspendEffect(case=case, reason="wrong-subject", document="x"))
    assert favoured(desk)
    desk.step(ResumeEffect(case=case, document="x"))
    lost = desk.at(desk.size() - 1)
    assert isinstance(lost, HonourLost)
    assert not favoured(desk)
    desk.do(SuspendEffect(case=case, reason="court-stay", document="x"))
    assert favoured(desk)


@pytest.mark.article(8)
def test_relief_that_was_not_settled_in_time_is_for_good(desk: Desk) -> None:
    _, case = both(desk)
    desk.do(SuspendEffect(case=case, reason="wrong-subject", document="x"))
    desk.after(days=30)
    assert favoured(desk)
    assert desk.refusal(ResumeEffect(case=case, document="x"), "market-3").code == "relief-final"


def test_another_rightful_listing_keeps_it_away(desk: Desk) -> None:
    _, case = both(desk)
    other = desk.listed(code(1), "open")
    assert not isinstance(desk.at(desk.size() - 1), HonourLost), "it is lost once"
    desk.do(EndListing(case=case, ending="annulled", document="x"))
    assert not favoured(desk)
    desk.do(EndListing(case=other, ending="annulled", document="x"))
    assert favoured(desk)


def test_an_honour_earned_anew_is_not_joined_by_the_old_one(desk: Desk) -> None:
    _, case = both(desk)
    desk.do(SuspendEffect(case=case, reason="court-stay", document="x"))
    desk.step(ResumeEffect(case=case, document="x"))
    desk.do(OpenContest(case=case, remedy="litigation", opened_on=desk.office.today(), document="x"))
    desk.on(date(2029, 5, 20))  # its own term is over: the old honour's too, by then
    again = desk.honoured(code(1))
    desk.do(DecideContest(case=case, outcome="annulled", document="x"))
    assert [reason.case for reason in desk.check(code(1), ACTION).reasons] == [again]


@pytest.mark.article(8)
def test_a_restored_listing_takes_away_what_was_granted_meanwhile(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    desk.after(days=400)
    desk.do(EndListing(case=case, ending="repaired", document="x"))
    desk.honoured(code(1))
    served = desk.office.today()
    desk.after(days=20)
    desk.step(RestoreListing(case=case, served_on=served, document="x"))
    assert not favoured(desk)


def test_a_list_that_the_honours_law_does_not_name_leaves_it(desk: Desk) -> None:
    desk.honoured(desk.organisation())
    desk.listed(code(1), "milder")
    assert favoured(desk)


# --- taken away by decision ----------------------------------------------------------------------


@pytest.mark.article(5)
@pytest.mark.article(6)
def test_taking_an_honour_away_takes_telling_and_two_officers(desk: Desk) -> None:
    case = desk.honoured(desk.organisation())
    today = desk.office.today()
    withdrawal = WithdrawHonour(case=case, ending="corrected", served_on=today, document="x")
    assert desk.refusal(withdrawal).code == "too-early"
    early = WithdrawHonour(case=case, ending="corrected", served_on=today - timedelta(days=1), document="x")
    assert desk.refusal(early).article == 5
    desk.after(days=20)
    assert desk.refusal(WithdrawHonour(case=case, ending="black-listed", served_on=today, document="x")).article == 2
    desk.do(withdrawal)
    assert favoured(desk)
    assert desk.refusal(ApproveStep(case=case), "market-1").article == 6
    desk.do(DeclineStep(case=case), "market-2")
    desk.do(withdrawal)
    desk.do(ApproveStep(case=case), "market-2")
    assert not favoured(desk)


@pytest.mark.article(6)
def test_no_relief_from_burdens_takes_an_honour_away(desk: Desk) -> None:
    case = desk.honoured(desk.organisation())
    today = desk.office.today()
    desk.do(OpenContest(case=case, remedy="litigation", opened_on=today, document="x"))
    for command in (
        EndListing(case=case, ending="annulled", document="x"),
        SuspendEffect(case=case, reason="authority-stay", document="x"),
        ExemptAction(
            case=case, action=ACTION, until=today + timedelta(days=1), reason="court-order", document="x"
        ),
        CorrectListing(case=case, reason="clerical-error", document="x", until=today + timedelta(days=1)),
        DecideContest(case=case, outcome="annulled", document="x"),
        DecideContest(case=case, outcome="varied", document="x", until=today + timedelta(days=1)),
    ):
        assert desk.refusal(command).code == "not-a-burden"
    desk.do(OpenObjection(case=case, document="x"))
    desk.do(DecideObjection(case=case, upheld=True, document="x"))
    assert favoured(desk)


# --- one may refuse to be praised ----------------------------------------------------------------


@pytest.mark.article(9)
@pytest.mark.article(14)
@pytest.mark.parametrize("stage", ["proposed", "decided", "listed", "lost"])
def test_one_may_refuse_to_be_praised(desk: Desk, stage: str) -> None:
    canary = "canary-of-an-honour"
    desk.organisation()
    case = desk.event(proposal()).case
    if stage != "proposed":
        desk.do(DecideHonour(case=case, document=canary))
    if stage in ("listed", "lost"):
        desk.do(ApproveHonour(case=case), "market-2")
    if stage == "lost":
        desk.listed(code(1))
    before = [row["seq"] for row in desk.rows("case_entry", id=case)]
    assert desk.refusal(DeclineHonour(case=case, document=""), "market-3").article == 1
    assert desk.refusal(DeclineHonour(case=case, document="x"), "tax-1").article == 1
    declined, erased = (desk.at(r.seq) for r in desk.do(DeclineHonour(case=case, document="x"), "market-3"))
    assert isinstance(declined, HonourDeclined) and isinstance(erased, Erased)
    assert erased.targets == before and all(desk.at(seq) is None for seq in before)
    assert not favoured(desk) and shown(desk) == (["fixed"] if stage == "lost" else [])
    assert not desk.rows("standing", list="praised")
    tables = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == tables
    if stage == "lost":
        return
    assert desk.refusal(proposal()).code == "declined"
    desk.event(proposal(application="试申〔2026〕1号"))


@pytest.mark.article(14)
def test_the_wish_itself_is_forgotten_in_time(desk: Desk) -> None:
    case = desk.honoured(desk.organisation())
    desk.do(DeclineHonour(case=case, document="x"))
    assert desk.refusal(EraseCase(case=case)).article == 14
    desk.after(days=731)
    desk.do(EraseCase(case=case))
    assert not desk.rows("casefile", id=case) and not desk.rows("case_entry", id=case)
    desk.event(proposal())


def test_only_an_honour_is_declined(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    assert desk.refusal(DeclineHonour(case=case, document="x")).code == "not-an-honour"
    dropped = desk.event(proposal(2, code=desk.organisation(2))).case
    desk.do(DropCase(case=dropped, reason="ground-not-met"))
    assert desk.refusal(DeclineHonour(case=dropped, document="x")).code == "wrong-stage"


# --- neutral statuses ----------------------------------------------------------------------------


def status(**given: Any) -> FileStatus:
    parts: dict[str, Any] = {"code": code(1), "list": "certified", "document": "试证1号", "since": START}
    return FileStatus(**{**parts, **given})


def test_a_status_is_shown_and_touches_nothing(desk: Desk) -> None:
    desk.organisation()
    before = {action: desk.check(code(1), action).verdict for action in desk.office.rulebook.actions}
    filed = desk.event(status())
    assert isinstance(filed, StatusFiled) and filed.until == date(2029, 4, 20)
    after = {action: desk.check(code(1), action) for action in desk.office.rulebook.actions}
    assert {action: verdict.verdict for action, verdict in after.items()} == before
    assert not [verdict for verdict in after.values() if verdict.reasons]
    assert shown(desk) == ["certified"]
    assert desk.do(status()) == [], "the same certificate is held once"
    desk.event(status(document="试证2号", until=date(2026, 5, 1)))
    desk.on(date(2026, 5, 1))
    assert len(shown(desk)) == 2
    desk.on(date(2026, 5, 2))
    assert len(shown(desk)) == 1, "it ended by its own expiry"
    desk.do(EndListing(case=filed.case, ending="source-ended", document="x"))
    assert shown(desk) == []


@pytest.mark.article(6)
def test_a_filing_alone_never_lists(make_desk: MakeDesk) -> None:
    desk = make_desk(bent("certified", measures=make_book().lists["fixed"].versions[0].measures))
    desk.organisation()
    assert desk.refusal(status()).article == 6
    for listing in ("fixed", "praised"):
        assert desk.refusal(status(list=listing)).code == "not-a-status"
    assert desk.refusal(status(), "tax-1").article == 1
    other = make_desk()
    other.organisation()
    assert other.refusal(status(since=START + timedelta(days=1))).field == "since"
