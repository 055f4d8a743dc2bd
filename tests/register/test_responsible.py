"""Responsible persons beside their organisation, and a debtor's employer: each by a decision of its own, or none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.register.book import term
from tests.register.desk import Desk, MakeDesk
from tests.register.people import LIST, OTHER, decided, listed, of_a_person, people_book, people_version, proposal, told
from xinyong.errors import NotFound, Refused
from xinyong.register.approve_step import ApproveStep
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.correct_listing import CorrectListing
from xinyong.register.end_listing import EndListing
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.list_subject import ApproveListing
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.review_listing import ReviewListing
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect
from xinyong.register.tell_employer import TellEmployer

ANSWERING: Any = {"responsible-person": True}
DOCUMENT = "试列〔2026〕8号"


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk(people_book(people_version(responsible_end="act#15", employer_told="act#17")))


def firm(desk: Desk) -> str:
    """An enterprise on the list; its case."""
    return desk.listed(desk.organisation(), LIST, facts=of_a_person())


def answering(desk: Desk, case: str) -> str:
    """A responsible person of that enterprise on the list; the person's case."""
    return listed(desk, facts=of_a_person(**ANSWERING), answers_for=case)


# --- responsible persons -------------------------------------------------------------------------


@pytest.mark.article(10)
def test_a_responsible_person_has_a_case_a_notice_and_a_decision_of_its_own(desk: Desk) -> None:
    organisation = firm(desk)
    case = answering(desk, organisation)
    (link,) = desk.rows("responsible")
    assert link == {"id": case, "answers_for": organisation}
    kinds = [type(desk.at(row["seq"])).__name__ for row in desk.rows("case_entry", id=case)]
    assert kinds == ["ListingProposed", "NoticeServed", "ListingDecided", "ListingApproved"]
    assert len(desk.rows("person_standing")) == len(desk.rows("standing")) == 1


@pytest.mark.article(10)
@pytest.mark.article(11)
def test_the_organisations_verdict_inherits_nothing_and_names_nobody(desk: Desk) -> None:
    organisation = firm(desk)
    code = desk.rows("organisation")[0]["code"]
    before = desk.check(code)
    answering(desk, organisation)
    after = desk.check(code)
    assert [reason.case for reason in after.reasons] == [reason.case for reason in before.reasons] == [organisation]


@pytest.mark.article(10)
def test_only_for_an_organisation_that_this_authority_has_on_that_list(desk: Desk) -> None:
    organisation = firm(desk)
    facts = of_a_person(**ANSWERING)
    assert desk.refusal(proposal(facts=facts)).article == 10
    assert desk.refusal(proposal(answers_for=organisation)).article == 10  # not said to be responsible
    assert desk.refusal(proposal(facts=facts, answers_for=organisation), "tax-1").article == 10
    elsewhere = desk.listed(desk.organisation(2), "fixed")
    assert desk.refusal(proposal(facts=facts, answers_for=elsewhere)).article == 10
    person = listed(desk, OTHER)
    assert isinstance(desk.refusal(proposal(facts=facts, answers_for=person)), NotFound)  # no person for another
    desk.do(EndListing(case=organisation, ending="performed", document=DOCUMENT))
    assert desk.refusal(proposal(facts=facts, answers_for=organisation)).article == 10


@pytest.mark.article(10)
def test_an_organisation_that_left_the_list_meanwhile_takes_the_cause_with_it(desk: Desk) -> None:
    organisation = firm(desk)
    case = decided(desk, facts=of_a_person(**ANSWERING), answers_for=organisation)
    desk.do(EndListing(case=organisation, ending="performed", document=DOCUMENT))
    assert desk.refusal(ApproveListing(case=case), "market-2").article == 10


@pytest.mark.article(7)
def test_it_ends_with_the_organisations_by_the_clock_and_by_decision(desk: Desk) -> None:
    organisation = firm(desk)
    case = answering(desk, organisation)
    (whole,), (own,) = desk.rows("standing"), desk.rows("person_standing")
    assert own["until"] == whole["until"] and own["since"] > whole["since"]
    desk.do(OpenContest(case=organisation, remedy="litigation", opened_on=desk.office.today(), document="试诉1号"))
    desk.do(DecideContest(case=organisation, outcome="annulled", document="试判1号"))
    assert desk.rows("person_standing", id=case)[0]["ended_on"] == desk.office.today()
    seq = desk.rows("case_entry", id=case)[-1]["seq"]
    assert desk.at(seq).ending == "annulled"  # type: ignore[union-attr]
    desk.office.keys.destroy(desk.office.keys.sealed_under(own["subject"]))
    assert desk.at(seq) is None, "what ended with the organisation is sealed by the person's key all the same"


@pytest.mark.article(7)
@pytest.mark.article(10)
def test_an_earlier_end_of_the_organisations_is_its_responsible_persons_too(desk: Desk) -> None:
    organisation = firm(desk)
    case = answering(desk, organisation)
    earlier, varied = date(2027, 12, 1), date(2027, 6, 1)
    desk.do(CorrectListing(case=organisation, reason="clerical-error", document=DOCUMENT, until=earlier))
    assert desk.rows("person_standing", id=case)[0]["until"] == earlier
    desk.do(OpenContest(case=organisation, remedy="litigation", opened_on=desk.office.today(), document="试诉1号"))
    desk.do(DecideContest(case=organisation, outcome="varied", until=varied, document="试判1号"))
    assert desk.rows("person_standing", id=case)[0]["until"] == varied
    assert desk.rows("casefile", id=case)[0]["retain_until"] == date(2029, 6, 1)


@pytest.mark.article(10)
def test_a_responsible_persons_term_is_not_extended_past_the_organisations(desk: Desk) -> None:
    organisation = firm(desk)
    case = answering(desk, organisation)
    told_on = desk.office.today()
    desk.after(days=20)
    longer = ExtendListing(case=case, extension="grave", months=6, served_on=told_on, document=DOCUMENT)
    assert desk.refusal(longer).article == 10
    desk.step(ExtendListing(case=organisation, extension="grave", months=6, served_on=told_on, document=DOCUMENT))
    desk.step(longer)
    (whole,), (own,) = desk.rows("standing"), desk.rows("person_standing")
    assert own["until"] == whole["until"]


@pytest.mark.article(7)
@pytest.mark.article(10)
def test_a_review_renews_it_no_longer_than_the_organisations_and_not_without_it(make_desk: MakeDesk) -> None:
    law = people_version(responsible_end="act#15", term=term(review_months=12), extensions=[])
    desk = make_desk(people_book(law))
    organisation = firm(desk)
    case = answering(desk, organisation)
    desk.after(days=30)
    desk.step(ReviewListing(case=case, document=DOCUMENT))
    (whole,), (own,) = desk.rows("standing"), desk.rows("person_standing")
    assert own["review_by"] == whole["review_by"]
    desk.step(ReviewListing(case=organisation, document=DOCUMENT))
    desk.do(EndListing(case=organisation, ending="performed", document=DOCUMENT))
    assert desk.rows("person_standing", id=case)[0]["ended_on"] == desk.office.today()


@pytest.mark.article(8)
@pytest.mark.article(10)
def test_doubt_whether_the_organisation_is_the_right_one_frees_who_answers_for_it(desk: Desk) -> None:
    organisation = firm(desk)
    case = answering(desk, organisation)
    waiting = decided(desk, OTHER, facts=of_a_person(**ANSWERING), answers_for=organisation)
    desk.do(SuspendEffect(case=organisation, reason="wrong-subject", document=DOCUMENT))
    (whole,), (own,) = desk.rows("standing"), desk.rows("person_standing")
    assert own["suspended"] and own["relief_on"] == whole["relief_on"] is not None
    assert desk.refusal(ApproveListing(case=waiting), "market-2").article == 10
    resume = ResumeEffect(case=case, document=DOCUMENT)
    desk.do(resume, "market-3")
    assert desk.refusal(ApproveStep(case=case), "market-4").article == 10, "not before the organisation's own"
    desk.step(ResumeEffect(case=organisation, document=DOCUMENT))
    desk.do(ApproveStep(case=case), "market-4")
    assert not desk.rows("person_standing", id=case)[0]["suspended"]


@pytest.mark.article(7)
@pytest.mark.article(10)
def test_what_was_repaired_falsely_comes_back_only_beside_the_organisation(desk: Desk) -> None:
    organisation = firm(desk)
    case = answering(desk, organisation)
    desk.after(days=400)
    desk.do(EndListing(case=case, ending="repaired", document=DOCUMENT))
    earlier = date(2028, 1, 1)
    desk.do(CorrectListing(case=organisation, reason="clerical-error", document=DOCUMENT, until=earlier))
    served = desk.office.today()
    desk.after(days=20)
    desk.step(RestoreListing(case=case, served_on=served, document=DOCUMENT))
    assert desk.rows("person_standing", id=case)[0]["until"] == earlier
    desk.do(EndListing(case=case, ending="repaired", document=DOCUMENT))
    served = desk.office.today()
    desk.after(days=20)
    desk.do(RestoreListing(case=case, served_on=served, document=DOCUMENT), "market-3")
    desk.do(EndListing(case=organisation, ending="performed", document=DOCUMENT))
    assert desk.refusal(ApproveStep(case=case), "market-4").article == 10


def test_it_runs_on_where_the_law_does_not_end_it(make_desk: MakeDesk) -> None:
    desk = make_desk(people_book())
    organisation = firm(desk)
    case = answering(desk, organisation)
    desk.do(EndListing(case=organisation, ending="performed", document=DOCUMENT))
    assert desk.rows("person_standing", id=case)[0]["ended_on"] is None


# --- endings of a person's own -------------------------------------------------------------------


@pytest.mark.article(10)
@pytest.mark.parametrize("ending", ["death", "lost-capacity"])
def test_death_and_lost_capacity_end_a_persons_listing_whatever_the_list(desk: Desk, ending: str) -> None:
    desk.do(EndListing(case=listed(desk), ending=ending, document=DOCUMENT))
    assert desk.rows("person_standing")[0]["ended_on"] == desk.office.today()
    assert desk.refusal(EndListing(case=firm(desk), ending=ending, document=DOCUMENT)).article == 2


# --- the employer --------------------------------------------------------------------------------


@pytest.mark.article(6)
def test_telling_an_employer_is_a_decision_of_two_officers_and_once(desk: Desk) -> None:
    case = listed(desk)
    told(desk, case)
    command = TellEmployer(case=case, capacity="state-functionary", document="试告单〔2026〕1号")
    desk.do(command)
    assert isinstance(desk.refusal(ApproveStep(case=case), "market-1"), Refused)
    event = desk.event(ApproveStep(case=case), "market-2")
    assert (event.cite, event.capacity, event.document) == ("act#17", "state-functionary", "试告单〔2026〕1号")
    assert desk.refusal(command).article == 8


@pytest.mark.article(12)
def test_no_employer_is_told_where_the_lists_law_does_not_say_so(make_desk: MakeDesk) -> None:
    desk = make_desk(people_book())
    case = listed(desk)
    told(desk, case)
    refusal = desk.refusal(TellEmployer(case=case, capacity="state-functionary", document=DOCUMENT))
    assert refusal.article == 12 and refusal.instrument


def test_only_a_functionarys_employer_after_the_person_and_while_it_has_effect(desk: Desk) -> None:
    case = listed(desk)
    command = TellEmployer(case=case, capacity="state-functionary", document=DOCUMENT)
    assert desk.refusal(command).article == 5
    told(desk, case)
    assert desk.refusal(TellEmployer(case=case, capacity="accountant", document=DOCUMENT)).article == 2
    desk.do(SuspendEffect(case=case, reason="court-stay", document=DOCUMENT))
    assert desk.refusal(command).article == 8
    assert desk.refusal(TellEmployer(case=firm(desk), capacity="state-functionary", document=DOCUMENT)).article == 10


# --- a warning given before ----------------------------------------------------------------------


@pytest.mark.article(5)
def test_a_warning_counts_as_notice_only_before_the_conduct_and_where_the_law_says_so(make_desk: MakeDesk) -> None:
    import msgspec

    warned = date(2026, 2, 20)
    for warning, conduct, refused in ((True, date(2026, 3, 1), False), (True, date(2026, 2, 1), True),
                                      (msgspec.UNSET, date(2026, 3, 1), True)):  # fmt: skip
        law = people_version()
        desk = make_desk(people_book(people_version(notice=msgspec.structs.replace(law.notice, warning=warning))))
        case = desk.event(proposal(conduct_on=conduct)).case
        notice = desk.notice(case, served_on=warned)
        if refused:
            assert desk.refusal(notice).article == 5
        else:
            assert desk.event(notice).answer_by < desk.office.today()
