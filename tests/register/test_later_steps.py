"""What happens to a listing after it was decided: each step's good way, what it fixes, and what it refuses."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.register.book import bent, make_book, term
from tests.register.desk import LISTED, Desk, MakeDesk, code, facts
from xinyong.check import asking
from xinyong.errors import BadInput, NotFound
from xinyong.publication.organisation import organisation_view
from xinyong.register.approve_step import STEPS, ApproveStep, DeclineStep
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.correct_listing import CorrectListing
from xinyong.register.end_listing import EndListing
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.pledge_credit import FindBreach, MakePledge, WithdrawPledge
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.review_listing import ReviewListing
from xinyong.register.suppress_publication import SuppressPublication
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect
from xinyong.register.take_over import ApproveTakeOver, TakeOver


def listed(desk: Desk, listing: str = "fixed") -> str:
    return desk.listed(desk.organisation(), listing)


def suspend(case: str, reason: str = "wrong-subject") -> SuspendEffect:
    return SuspendEffect(case=case, reason=reason, document="试暂〔2026〕1号")


# --- service of the decision -------------------------------------------------------------------


def test_where_repair_is_barred_the_decision_is_served_alone(desk: Desk) -> None:
    case = listed(desk, "open")
    serve = NotifyDecision(case=case, served_on=LISTED, method="refused", document="试送〔2026〕1号")
    assert desk.event(serve).repair_notice == ""


# --- relief and its end ----------------------------------------------------------------------


@pytest.mark.article(6, 8)
def test_the_wrong_one_is_relieved_the_same_day_by_one_officer(desk: Desk) -> None:
    case = listed(desk)
    assert desk.check(code(1)).verdict == "prohibited"
    assert desk.refusal(suspend(case, "mood")).article == 2
    event = desk.event(suspend(case), "market-1")
    assert event.decide_by == date(2026, 5, 15)  # five working days after 10 May, a Sunday
    unsealed = asking.check(desk.office, code(1), "procurement.bid", "test")
    assert unsealed.verdict == "clear" and any("suspended" in limit.en for limit in unsealed.limits)
    assert desk.refusal(suspend(case)).article == 8
    desk.on(date(2026, 5, 16))
    assert not desk.check(code(1)).limits, "not settled in time, it is over and nothing is flagged"
    assert desk.refusal(ResumeEffect(case=case, document="试查〔2026〕1号")).code == "relief-final"
    assert desk.proposed(code(1)), "it stands in the way of no case against the right one"


@pytest.mark.article(6)
def test_an_unfounded_claim_is_settled_by_two_officers_and_binds_once_sealed(desk: Desk) -> None:
    case = listed(desk)
    kept = desk.rows("casefile")[0]["retain_until"]
    desk.do(suspend(case))
    assert desk.rows("casefile")[0]["retain_until"] < kept
    desk.do(ResumeEffect(case=case, document="试查〔2026〕1号"), "market-3")
    assert desk.check(code(1)).verdict == "clear"
    desk.do(ApproveStep(case=case), "market-4")
    assert asking.check(desk.office, code(1), "procurement.bid", "test").verdict == "clear"  # not sealed yet
    assert desk.check(code(1)).verdict == "prohibited"
    assert desk.rows("casefile")[0]["retain_until"] == kept


@pytest.mark.article(7, 8)
def test_a_stay_lasts_until_lifted_and_a_stayed_listing_is_not_listed_anew(desk: Desk) -> None:
    case = listed(desk)
    assert desk.event(suspend(case, "court-stay")).decide_by is None
    desk.on(date(2027, 5, 10))
    assert desk.check(code(1)).verdict == "clear"
    again = ProposeListing(code=code(1), list="fixed", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1))
    assert desk.refusal(again).code == "already-listed"
    desk.step(ResumeEffect(case=case, document="试查〔2027〕1号"))
    assert desk.check(code(1)).verdict == "prohibited"
    desk.on(date(2029, 5, 10))
    assert desk.check(code(1)).verdict == "clear", "a stay prolongs nothing"


def test_history_tells_the_day_of_a_suspension(desk: Desk) -> None:
    case = listed(desk)
    desk.on(date(2026, 6, 1))
    desk.do(suspend(case, "court-stay"))
    desk.on(date(2026, 7, 1))
    desk.step(ResumeEffect(case=case, document="试查〔2026〕1号"))
    asked = {day: desk.check(code(1), at=day, history=True).verdict for day in
             (date(2026, 5, 20), date(2026, 6, 10), date(2026, 7, 1))}  # fmt: skip
    assert list(asked.values()) == ["prohibited", "clear", "prohibited"]


# --- contests --------------------------------------------------------------------------------


@pytest.mark.article(8)
def test_a_suit_is_flagged_and_annulment_tells_everyone(desk: Desk) -> None:
    case = listed(desk)
    opened = OpenContest(case=case, remedy="litigation", opened_on=LISTED, document="试行初〔2026〕1号")
    assert desk.refusal(DecideContest(case=case, outcome="upheld", document="试判〔2026〕1号")).code == "none-open"
    desk.do(opened, "tax-1")
    assert desk.check(code(1)).reasons[0].objection_open
    assert desk.refusal(opened).code == "open-already"
    receipts = desk.do(DecideContest(case=case, outcome="annulled", document="试判〔2026〕1号"))
    kinds = [type(desk.at(receipt.seq)).__name__ for receipt in receipts]
    assert kinds == ["ContestDecided", "ListingWithdrawn", "ListingEnded"]
    assert desk.check(code(1)).verdict == "clear"


@pytest.mark.article(7, 14)
def test_a_varied_listing_ends_earlier_and_is_forgotten_earlier(desk: Desk) -> None:
    case = listed(desk)
    desk.do(OpenContest(case=case, remedy="reconsideration", opened_on=LISTED, document="试议〔2026〕1号"))
    assert isinstance(desk.refusal(DecideContest(case=case, outcome="varied", document="试议决〔2026〕1号")), BadInput)
    desk.do(DecideContest(case=case, outcome="varied", document="试议决〔2026〕1号", until=date(2027, 1, 1)))
    assert not desk.check(code(1)).reasons[0].objection_open
    assert desk.rows("casefile")[0]["retain_until"] == date(2029, 1, 1)
    desk.on(date(2027, 1, 1))
    assert desk.check(code(1)).verdict == "clear"


@pytest.mark.article(14)
def test_what_is_renewed_while_relief_runs_is_kept_no_longer_for_it(desk: Desk) -> None:
    """The relief may become final before the new review: the earlier end decides how long the case is kept."""
    case = listed(desk, "open")
    kept = desk.at(desk.do(suspend(case))[-1].seq).retain_until
    renewed = desk.step(ReviewListing(case=case, document="试续〔2026〕1号"), "market-3")
    assert renewed.retain_until == kept


@pytest.mark.article(14)
def test_what_is_varied_while_relief_runs_is_kept_no_longer_for_it(desk: Desk) -> None:
    """The relief may become final within days: the earlier end decides how long the case is kept."""
    case = listed(desk)
    relief = desk.do(suspend(case))[-1]
    kept = desk.at(relief.seq).retain_until
    desk.do(OpenContest(case=case, remedy="litigation", opened_on=LISTED, document="试行初〔2026〕1号"))
    decided = desk.do(
        DecideContest(case=case, outcome="varied", document="试判〔2026〕1号", until=date(2028, 1, 1))
    )
    assert desk.at(decided[0].seq).retain_until == kept


def test_particulars_are_corrected_and_never_for_the_worse(desk: Desk) -> None:
    case = listed(desk)
    parts = {"case": case, "reason": "clerical-error", "document": "试更〔2026〕1号"}
    assert isinstance(desk.refusal(CorrectListing(**parts)), BadInput)
    assert desk.refusal(CorrectListing(**parts, until=date(2030, 1, 1))).article == 7
    assert desk.event(CorrectListing(**parts, decision="试列〔2026〕2号")).until is None
    desk.do(CorrectListing(**parts, until=date(2026, 5, 11)))
    desk.on(date(2026, 5, 11))
    assert desk.check(code(1)).verdict == "clear"


# --- exemptions, publication, pledges ----------------------------------------------------------


def test_an_exemption_frees_one_action_until_its_day(desk: Desk) -> None:
    case = listed(desk)
    parts = {"case": case, "until": date(2026, 5, 13), "reason": "necessary", "document": "试免〔2026〕1号"}
    assert desk.refusal(ExemptAction(**parts, action="bond.issue")).article == 2
    desk.do(ExemptAction(**parts, action="procurement.bid"))
    assert desk.check(code(1)).verdict == "clear"
    desk.on(date(2026, 5, 13))
    assert desk.check(code(1)).verdict == "prohibited"


def _shown(desk: Desk) -> list[object]:
    return list(organisation_view(desk.office, code(1), desk.office.today()).listings)


def test_a_protected_case_binds_and_is_not_published(desk: Desk) -> None:
    case = listed(desk)
    desk.office.seal_if_needed()
    hide = SuppressPublication(case=case, reason="trade-secret", document="试密〔2026〕1号")
    assert desk.refusal(SuppressPublication(case=case, reason="shame", document="试密〔2026〕1号")).article == 2
    assert len(_shown(desk)) == 1
    desk.do(hide)
    assert _shown(desk) == []
    assert desk.check(code(1)).verdict == "prohibited"


def test_a_pledge_is_free_withdrawn_at_will_and_found_broken_by_two(desk: Desk) -> None:
    case = listed(desk)
    assert desk.refusal(MakePledge(case=case, template="self-criticism", document="试诺〔2026〕1号")).article == 2
    pledge = MakePledge(case=case, template="repair-pledge", document="试诺〔2026〕1号")
    desk.do(pledge, "tax-1")
    assert desk.event(WithdrawPledge(case=case, document="试撤诺〔2026〕1号"), "tax-1").how == "withdrawn"
    desk.do(pledge)
    assert desk.step(FindBreach(case=case, document="试违〔2026〕1号")).how == "breached"
    assert desk.check(code(1)).verdict == "prohibited", "neither a pledge nor its breach changes what stands"


# --- extension, a list kept before -------------------------------------------------------------


@pytest.mark.article(5, 6, 7)
def test_an_extension_is_told_decided_approved_and_counts_from_the_end(desk: Desk) -> None:
    case = listed(desk)
    desk.on(date(2026, 6, 10))
    parts = {"case": case, "extension": "grave", "months": 12, "document": "试延〔2026〕1号"}
    assert desk.refusal(ExtendListing(**parts, served_on=date(2026, 5, 1))).article == 5  # before there was a listing
    event = desk.step(ExtendListing(**parts, served_on=date(2026, 5, 20)))
    assert (event.until, event.cite) == (date(2030, 5, 10), "act#14")
    assert desk.rows("casefile")[0]["retain_until"] == date(2032, 5, 10)


def test_an_extension_reaches_only_its_grounds(desk: Desk) -> None:
    case = desk.listed(desk.organisation(), ground="minor")
    desk.after(days=20)
    extend = ExtendListing(case=case, extension="grave", months=12, served_on=LISTED, document="试延〔2026〕1号")
    assert desk.refusal(extend).instrument == "act#14"


@pytest.mark.article(5, 7)
def test_an_old_entry_is_never_renewed(desk: Desk) -> None:
    """Not even on a list that others stay on by renewal: it is decided afresh, with notice, or it lapses."""
    case = desk.event(TakeOver(code=desk.organisation(), list="open", document="旧列〔2020〕1号")).case
    desk.event(ApproveTakeOver(case=case), "market-2")
    refusal = desk.refusal(ReviewListing(case=case, document="试续〔2026〕1号"), "market-3")
    assert (refusal.article, refusal.code) == (7, "legacy-lapses")


@pytest.mark.article(1)
def test_who_manages_the_list_no_longer_approves_no_old_entry(make_desk: MakeDesk) -> None:
    change = date(2026, 4, 25)
    (now,) = make_book().lists["fixed"].versions
    before, after = (msgspec.structs.replace(now, until=change),
                     msgspec.structs.replace(now, since=change, managers=["tax"]))
    fixed = msgspec.structs.replace(make_book().lists["fixed"], versions=[before, after])
    desk = make_desk(make_book(lists={**make_book().lists, "fixed": fixed}))
    case = desk.event(TakeOver(code=desk.organisation(), list="fixed", document="旧列〔2020〕1号")).case
    desk.on(change)
    assert desk.refusal(ApproveTakeOver(case=case), "market-2").article == 1


@pytest.mark.article(5, 7)
def test_an_old_entry_keeps_its_own_dates_and_lapses_at_its_review(desk: Desk) -> None:
    organisation = desk.organisation()
    take = TakeOver(code=organisation, list="fixed", document="旧列〔2020〕1号")
    assert isinstance(desk.refusal(TakeOver(code=code(7), list="fixed", document="旧列〔2020〕7号")), NotFound)
    assert desk.refusal(TakeOver(code=organisation, list="suspended", document="旧列〔2020〕1号")).article in (1, 2)
    case = desk.event(take).case
    assert desk.check(organisation).verdict == "clear"
    approve = ApproveTakeOver(case=case)
    assert desk.refusal(approve, "market-1").article == 6
    taken = desk.event(approve, "market-2")
    assert (taken.since, taken.until, taken.review_by) == (None, None, date(2026, 10, 20))
    assert desk.check(organisation).verdict == "prohibited"
    assert len(_shown(desk)) == 1
    assert desk.refusal(ReviewListing(case=case, document="试续〔2026〕1号"), "market-3").article == 7
    desk.on(date(2026, 10, 20))
    assert desk.check(organisation).verdict == "clear"


# --- two officers ------------------------------------------------------------------------------


@pytest.mark.article(6)
def test_one_step_waits_at_a_time_and_a_declined_one_falls(desk: Desk) -> None:
    case = listed(desk, "open")
    assert isinstance(desk.refusal(ApproveStep(case=case), "market-2"), NotFound)
    review = ReviewListing(case=case, document="试续〔2026〕1号")
    desk.do(review, "market-3")
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    reject = DecideObjection(case=case, upheld=False, document="试复〔2026〕1号")
    assert desk.refusal(reject, "market-3").code == "open-already"
    assert desk.refusal(ApproveStep(case=case), "tax-1").article == 1
    desk.do(DeclineStep(case=case), "market-3")
    assert isinstance(desk.refusal(ApproveStep(case=case), "market-4"), NotFound)
    assert not desk.step(reject).upheld
    assert set(STEPS) == {
        "review", "objection-rejected", "repair-refused", "resume", "extend", "restore", "pledge-breach",
        "withdraw-honour", "tell-employer",
    }


@pytest.mark.article(7)
def test_a_review_approved_after_its_day_renews_nothing(desk: Desk) -> None:
    case = listed(desk, "open")
    desk.on(date(2028, 5, 9))
    desk.do(ReviewListing(case=case, document="试续〔2028〕1号"), "market-3")
    desk.on(date(2028, 5, 10))
    assert desk.refusal(ApproveStep(case=case), "market-4").article == 7


def test_every_later_step_replays_to_the_same_tables(desk: Desk) -> None:
    case = listed(desk)
    desk.do(suspend(case, "court-stay"))
    desk.step(ResumeEffect(case=case, document="试查〔2026〕1号"))
    parts = {"case": case, "until": date(2026, 6, 1), "reason": "own-money", "document": "试免〔2026〕1号"}
    desk.do(ExemptAction(**parts, action="procurement.bid"))
    desk.do(EndListing(case=case, ending="performed", document="试履〔2026〕1号"))
    before = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == before
    desk.office.seal_if_needed()
    desk.office.store.verify()


@pytest.mark.article(1)
def test_the_milder_law_is_the_one_that_is_milder_on_this_ground(make_desk: MakeDesk) -> None:
    """The list's own term became longer, that of the ground shorter: it is the ground's that counts."""
    book = make_book()
    grounds = book.lists["harsher"].versions[-1].grounds
    shorter = [msgspec.structs.replace(each, term=term(days=10)) if each.id == "minor" else each for each in grounds]
    desk = make_desk(bent("harsher", grounds=shorter))
    desk.listed(desk.organisation(), "harsher", ground="minor", conduct_on=date(2020, 5, 1))
    row = desk.rows("standing")[0]
    assert (row["until"] - row["since"]).days == 10
