"""A list's procedure, step by step: what each step fixes, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from tests.register.book import bent, make_book
from tests.register.desk import Desk, MakeDesk, code, facts
from xinyong.check.asking import check
from xinyong.errors import NotFound
from xinyong.register.approve_step import ApproveStep
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.events import StatedFact
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.review_listing import ReviewListing
from xinyong.register.serve_notice import ReceiveAnswer

CONDUCT = date(2026, 3, 1)


def propose(
    listing: str = "fixed", ground: str = "breach", conduct_on: date = CONDUCT, stated: list[StatedFact] | None = None
) -> ProposeListing:
    return ProposeListing(code=code(1), list=listing, ground=ground, facts=stated or facts(), conduct_on=conduct_on)


# --- propose ---------------------------------------------------------------------------------


def test_a_case_holds_its_reasons_and_citations(desk: Desk) -> None:
    desk.organisation()
    event = desk.event(propose())
    assert event.proposed_on == desk.office.today()
    assert event.reasons and all(any(c > "一" for c in line) for line in event.reasons)
    assert event.cites == ["act#5", "act#4"]
    assert desk.rows("casefile")[0]["stage"] == "proposed"
    assert desk.rows("standing") == []
    assert desk.check(code(1)).verdict == "clear"


def test_an_unknown_organisation_is_not_found(desk: Desk) -> None:
    refusal = desk.refusal(propose())
    assert isinstance(refusal, NotFound) and refusal.field == "code" and refusal.todo


def test_a_missing_fact_lists_nobody(desk: Desk) -> None:
    desk.organisation()
    stated = [fact for fact in facts() if fact.fact != "broke"]
    refusal = desk.refusal(propose(stated=stated))
    assert (refusal.article, refusal.code, refusal.instrument) == (1, "ground-unknown", "act#5") and refusal.todo


def test_an_exclusion_that_is_not_ruled_out_lists_nobody(desk: Desk) -> None:
    desk.organisation()
    stated = [fact for fact in facts() if fact.fact != "forced"]
    refusal = desk.refusal(propose(stated=stated))
    assert (refusal.article, refusal.code, refusal.instrument) == (1, "ground-unknown", "act#5") and refusal.todo


def test_a_fact_that_the_list_does_not_ask_for(desk: Desk) -> None:
    desk.organisation()
    stated = [*facts(), StatedFact(fact="turnover", value=True, document="试档〔2026〕1号")]
    refusal = desk.refusal(propose(stated=stated))
    assert (refusal.article, refusal.instrument) == (2, "act#4")


@pytest.mark.article(3)
def test_a_never_recorded_fact_is_refused_and_not_repeated(desk: Desk) -> None:
    desk.organisation()
    stated = [*facts(), StatedFact(fact="party-membership", value=True, document="试档〔2026〕1号")]
    refusal = desk.refusal(propose(stated=stated))
    assert refusal.article == 3
    assert "party" not in str(refusal.as_dict())


def test_a_fact_without_its_document(desk: Desk) -> None:
    desk.organisation()
    stated = [StatedFact(fact=fact.fact, value=fact.value) for fact in facts()]
    refusal = desk.refusal(propose(stated=stated))
    assert refusal.article == 1 and refusal.todo


def test_a_ground_that_the_list_does_not_have(desk: Desk) -> None:
    desk.organisation()
    refusal = desk.refusal(propose(ground="mood"))
    assert refusal.article == 2 and refusal.todo and "breach" in refusal.todo.en


def test_conduct_of_tomorrow(desk: Desk) -> None:
    desk.organisation()
    assert desk.refusal(propose(conduct_on=date(2026, 4, 21))).article == 1


def test_nobody_is_proposed_for_a_list_they_are_on(desk: Desk) -> None:
    desk.listed(desk.organisation())
    refusal = desk.refusal(propose())
    assert (refusal.article, refusal.code) == (7, "already-listed")


def test_after_the_end_a_new_case_is_possible(desk: Desk) -> None:
    desk.listed(desk.organisation(), ground="minor")
    desk.after(days=45)
    assert desk.proposed(code(1))


# --- which law governs -----------------------------------------------------------------------


@pytest.mark.article(1)
@pytest.mark.parametrize(
    ("listing", "conduct_on", "months"),
    [("milder", date(2020, 5, 1), 12), ("milder", date(2026, 3, 1), 12), ("harsher", date(2020, 5, 1), 12),
     ("harsher", date(2026, 3, 1), 60)],
)  # fmt: skip
def test_the_law_of_the_conduct_or_a_milder_later_one(desk: Desk, listing: str, conduct_on: date, months: int) -> None:
    desk.listed(desk.organisation(), listing, conduct_on=conduct_on)
    row = desk.rows("standing")[0]
    assert (row["until"].year - row["since"].year) * 12 + row["until"].month - row["since"].month == months


@pytest.mark.article(1)
def test_a_ground_that_later_law_dropped_lists_nobody(desk: Desk) -> None:
    desk.organisation()
    refusal = desk.refusal(propose("narrower", conduct_on=date(2020, 5, 1)))
    assert (refusal.article, refusal.code) == (1, "ground-has-ended")


@pytest.mark.article(1)
def test_law_does_not_reach_back(desk: Desk) -> None:
    desk.organisation()
    refusal = desk.refusal(propose(conduct_on=date(2009, 12, 31)))
    assert (refusal.article, refusal.code) == (1, "no-law-on-conduct-day")


@pytest.mark.article(1)
def test_a_list_whose_law_ends_during_the_case_lists_nobody(desk: Desk) -> None:
    desk.on(date(2026, 10, 20))
    case = desk.noticed(desk.organisation(), "abolished")
    desk.on(date(2026, 11, 30))
    desk.do(DecideListing(case=case, document="试列〔2026〕1号"))
    desk.on(date(2026, 12, 1))
    assert desk.refusal(ApproveListing(case=case), "market-2").article == 2


# --- notice and answer -----------------------------------------------------------------------


def test_the_last_day_to_answer_is_computed_once(desk: Desk) -> None:
    case = desk.proposed(desk.organisation())
    served = desk.event(desk.notice(case))
    assert (served.answer_by, served.provisional) == (date(2026, 4, 27), False)


def test_calendar_days_where_the_law_counts_so(desk: Desk) -> None:
    case = desk.proposed(desk.organisation(), "open")
    assert desk.event(desk.notice(case)).answer_by == date(2026, 4, 30)


def test_a_deadline_beyond_the_published_calendar_is_provisional(desk: Desk) -> None:
    desk.on(date(2040, 6, 1))
    case = desk.proposed(desk.organisation(), conduct_on=date(2040, 5, 1))
    assert desk.event(desk.notice(case)).provisional


@pytest.mark.article(5)
def test_notice_is_not_served_tomorrow_nor_twice(desk: Desk) -> None:
    case = desk.proposed(desk.organisation())
    assert desk.refusal(desk.notice(case, served_on=date(2026, 4, 21))).field == "served_on"
    desk.do(desk.notice(case))
    assert desk.refusal(desk.notice(case)).code == "wrong-stage"


def test_only_the_listing_authority_serves_notice_and_takes_the_answer(desk: Desk) -> None:
    case = desk.proposed(desk.organisation())
    assert desk.refusal(desk.notice(case), "tax-1").article == 1
    desk.do(desk.notice(case))
    answer = ReceiveAnswer(case=case, received_on=date(2026, 4, 20), document="试答〔2026〕1号")
    assert desk.refusal(answer, "tax-1").article == 1
    assert desk.event(answer).document == "试答〔2026〕1号"


@pytest.mark.article(5)
def test_an_answer_must_be_considered(desk: Desk) -> None:
    case = desk.noticed(desk.organisation())
    desk.do(ReceiveAnswer(case=case, received_on=date(2026, 4, 20), document="试答〔2026〕1号"))
    desk.after(days=20)
    assert desk.refusal(DecideListing(case=case, document="试列〔2026〕1号")).field == "answer_considered"
    accepted = DecideListing(case=case, document="试列〔2026〕1号", answer_considered="accepted")
    assert desk.refusal(accepted).field == "answer_considered"
    unheard = DecideListing(case=case, document="试列〔2026〕1号", answer_considered="shrugged")
    assert desk.refusal(unheard).article == 2
    desk.do(DecideListing(case=case, document="试列〔2026〕1号", answer_considered="rejected"))


# --- decide and approve ----------------------------------------------------------------------


@pytest.mark.article(5)
def test_no_step_before_its_turn(desk: Desk) -> None:
    case = desk.proposed(desk.organisation())
    decide, approve = DecideListing(case=case, document="试列〔2026〕1号"), ApproveListing(case=case)
    for command in (decide, approve, OpenObjection(case=case, document="试异〔2026〕1号"),
                    EndListing(case=case, ending="annulled", document="试移〔2026〕1号")):
        assert desk.refusal(command, "market-2").code == "wrong-stage"
    desk.do(desk.notice(case))
    refusal = desk.refusal(decide)
    assert (refusal.article, refusal.code) == (5, "too-early") and refusal.todo
    assert desk.refusal(approve, "market-2").code == "wrong-stage"


def test_a_case_that_does_not_exist(desk: Desk) -> None:
    for command in (desk.notice("C0"), DecideListing(case="C0", document="x"), ApproveListing(case="C0"),
                    DropCase(case="C0", reason="lapsed"), OpenObjection(case="C0", document="x")):
        assert isinstance(desk.refusal(command), NotFound)


@pytest.mark.article(6, 5)
def test_deciding_has_no_effect_before_approval_and_seal(desk: Desk) -> None:
    case = desk.decided(desk.organisation())
    assert desk.rows("standing") == []
    assert desk.refusal(ApproveListing(case=case), "tax-1").article == 1
    desk.do(ApproveListing(case=case), "market-2")
    assert check(desk.office, code(1), "procurement.bid", "test").verdict == "clear"  # not sealed yet
    assert desk.check(code(1)).verdict == "prohibited"


@pytest.mark.article(7, 8)
def test_approval_fixes_everything_once(desk: Desk) -> None:
    case = desk.decided(desk.organisation())
    approved = desk.event(ApproveListing(case=case), "market-2")
    assert approved.since == date(2026, 5, 10)
    assert (approved.until, approved.review_by) == (date(2029, 5, 10), None)
    assert approved.ends_on == ["repaired", "annulled", "performed"]
    assert approved.repair_from == date(2027, 5, 10)
    assert [(each.remedy, each.until) for each in approved.remedies] == [
        ("objection", date(2026, 6, 9)), ("litigation", date(2026, 11, 10))]  # fmt: skip
    assert approved.decided_by == "market-1"


def test_a_ground_with_a_term_of_its_own(desk: Desk) -> None:
    desk.listed(desk.organisation(), ground="minor")
    row = desk.rows("standing")[0]
    assert (row["until"] - row["since"]).days == 45


def test_an_open_ended_list_is_reviewed(desk: Desk) -> None:
    desk.listed(desk.organisation(), "open")
    row = desk.rows("standing")[0]
    assert (row["until"], row["review_by"]) == (None, date(2028, 5, 10))


@pytest.mark.parametrize("stage", ["proposed", "noticed", "decided"])
def test_one_officer_drops_a_case_before_approval(desk: Desk, stage: str) -> None:
    case = getattr(desk, stage)(desk.organisation())
    assert desk.refusal(DropCase(case=case, reason="whim")).article == 2
    assert desk.refusal(DropCase(case=case, reason="lapsed"), "tax-1").article == 1
    dropped = desk.event(DropCase(case=case, reason="answer-accepted"), "market-1")
    assert dropped.retain_until > desk.office.today()
    assert desk.refusal(ApproveListing(case=case), "market-2").code == "wrong-stage"


# --- object, review, end ---------------------------------------------------------------------


@pytest.mark.article(8)
def test_an_objection_is_flagged_at_once_and_upheld_by_one_officer(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    opened = desk.event(OpenObjection(case=case, document="试异〔2026〕1号"), "tax-1")
    assert opened.decide_by == date(2026, 6, 5)  # the twentieth working day after 10 May (a Sunday)
    assert desk.check(code(1)).reasons[0].objection_open
    desk.do(DecideObjection(case=case, upheld=True, document="试复〔2026〕1号"), "market-1")
    assert desk.check(code(1)).verdict == "clear"
    assert desk.rows("casefile")[0]["stage"] == "ended"


@pytest.mark.article(8)
def test_a_rejected_objection_leaves_the_listing_and_can_be_made_again(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    reject = DecideObjection(case=case, upheld=False, document="试复〔2026〕1号")
    assert desk.refusal(reject, "market-1").article == 6
    assert desk.refusal(reject, "tax-1").article == 1
    desk.do(reject, "market-3")
    assert desk.check(code(1)).reasons[0].objection_open  # one officer's word alone changes nothing
    approve = ApproveStep(case=case)
    assert desk.refusal(approve, "market-3").article == 6
    assert not desk.event(approve, "market-4").upheld
    assert not desk.check(code(1)).reasons[0].objection_open
    desk.do(OpenObjection(case=case, document="试异〔2026〕2号"))


@pytest.mark.article(7)
def test_a_review_renews_and_without_it_the_listing_lapses(desk: Desk) -> None:
    case = desk.listed(desk.organisation(), "open")
    desk.on(date(2028, 5, 1))
    review = ReviewListing(case=case, document="试续〔2028〕1号")
    assert desk.refusal(review, "market-2").article == 6
    desk.step(review)
    desk.on(date(2028, 5, 10))
    assert desk.check(code(1)).verdict == "conditional"
    desk.on(date(2030, 5, 1))
    assert desk.check(code(1)).verdict == "clear"


@pytest.mark.article(7)
def test_a_fixed_term_is_not_renewed(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    refusal = desk.refusal(ReviewListing(case=case, document="试续〔2026〕1号"), "market-3")
    assert (refusal.article, refusal.instrument) == (7, "act#7")


@pytest.mark.article(7)
def test_a_grounds_own_term_is_not_renewed_on_a_reviewed_list(desk: Desk) -> None:
    case = desk.listed(desk.organisation(), "open", ground="minor")
    assert desk.refusal(ReviewListing(case=case, document="试续〔2026〕1号"), "market-3").article == 7


@pytest.mark.article(7)
def test_the_clock_alone_ends_a_listing(desk: Desk) -> None:
    desk.listed(desk.organisation())
    size = desk.size()
    desk.on(date(2029, 5, 9))
    assert desk.check(code(1)).verdict == "prohibited"
    desk.on(date(2029, 5, 10))
    assert desk.check(code(1)).verdict == "clear"
    assert desk.size() == size


def test_repair_on_its_day_and_ending_on_an_event(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    repair = EndListing(case=case, ending="repaired", document="试修〔2027〕1号")
    refusal = desk.refusal(repair)
    assert (refusal.article, refusal.code, refusal.instrument) == (8, "repair-too-early", "act#10")
    desk.on(date(2027, 5, 10))
    assert desk.refusal(repair, "tax-1").article == 1
    desk.do(repair)
    assert desk.check(code(1)).verdict == "clear"


def test_an_ending_event_names_its_document(desk: Desk) -> None:
    case = desk.listed(desk.organisation(), "open")
    refusal = desk.refusal(EndListing(case=case, ending="performed", document=" "))
    assert refusal.field == "document"
    desk.do(EndListing(case=case, ending="performed", document="试履〔2026〕1号"))


@pytest.mark.article(8)
def test_repair_barred_by_law_shows_the_bar(make_desk: MakeDesk) -> None:
    endings = make_book().lists["fixed"].versions[-1].endings
    desk = make_desk(bent("open", endings=endings))
    case = desk.listed(desk.organisation(), "open")
    refusal = desk.refusal(EndListing(case=case, ending="repaired", document="试修〔2026〕1号"))
    assert (refusal.article, refusal.code, refusal.instrument) == (8, "repair-barred", "act#10")


@pytest.mark.article(8)
def test_a_list_whose_law_has_gone_still_lets_go(desk: Desk) -> None:
    first, second = desk.organisation(1), desk.organisation(2)
    cases = [desk.listed(first, "abolished"), desk.listed(second, "abolished")]
    desk.on(date(2026, 12, 2))
    assert desk.check(first).verdict == "clear"
    desk.do(OpenObjection(case=cases[0], document="试异〔2026〕1号"))
    desk.do(EndListing(case=cases[1], ending="performed", document="试履〔2026〕1号"))


@pytest.mark.article(14)
def test_a_late_word_about_an_ended_listing_does_not_prolong_its_keeping(desk: Desk) -> None:
    case = desk.listed(desk.organisation(), ground="minor")
    kept = desk.rows("casefile")[0]["retain_until"]
    desk.after(days=400)
    desk.do(EndListing(case=case, ending="annulled", document="试撤〔2027〕1号"))
    assert desk.rows("casefile")[0]["retain_until"] == kept


def test_a_case_is_not_destroyed_while_an_objection_is_open(desk: Desk) -> None:
    """Its retention has ended, but its subject is still contesting it."""
    case = desk.listed(desk.organisation())
    desk.on(date(2031, 5, 9))  # listed until 10 May 2029, kept 24 months
    desk.do(OpenObjection(case=case, document="试异〔2031〕1号"))
    desk.on(date(2032, 1, 9))
    refusal = desk.refusal(EraseCase(case=case))
    assert (refusal.article, refusal.code) == (8, "objection-open")
    desk.step(DecideObjection(case=case, upheld=False, document="试复〔2032〕1号"))
    desk.do(EraseCase(case=case))
    assert desk.rows("casefile") == []
