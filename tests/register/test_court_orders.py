"""Judgment defaulters, consumption restriction and exit orders under the law of China, on made-up people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.register.desk import START, Desk, MakeDesk, code
from tests.register.people import ADULT, NAME, OTHER
from xinyong.check.asking import reasons_on
from xinyong.errors import NotFound
from xinyong.law.loading import load
from xinyong.law.model import Rulebook
from xinyong.register.approve_step import ApproveStep
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.propose_person import ProposePersonListing
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.review_listing import ReviewListing
from xinyong.register.serve_notice import ServeNotice
from xinyong.register.tell_employer import TellEmployer

DEFAULTERS, RESTRICTION, EXIT = "spc-judgment-defaulters", "spc-consumption-restriction", "spc-exit-order"
CASE = "(2026)虚01执7号"
FIXED = ("obstructs", "evades", "breaks-asset-reporting", "breaks-consumption-order", "rejects-settlement")


@pytest.fixture(scope="module")
def cn() -> Rulebook:
    return load("cn")


@pytest.fixture
def desk(make_desk: MakeDesk, cn: Rulebook) -> Desk:
    desk = make_desk(cn)
    from xinyong.office.founding import enrol_officer

    operator = desk.signer("operator-1")
    for number in (3, 4):
        desk.signers[f"spc-{number}"] = enrol_officer(desk.office, operator, f"spc-{number}", "spc")
    return desk


def facts(desk: Desk, listing: str, **stated: bool) -> list[StatedFact]:
    """Every fact that the list's law asks for, each in a document; false unless stated."""
    version = desk.office.rulebook.lists[listing].versions[-1]
    return [
        StatedFact(fact=each.id, value=stated.get(each.id.replace("-", "_"), False), document=CASE)
        for each in version.facts
    ]


def proposal(desk: Desk, listing: str, ground: str, number: str = ADULT, **given: Any) -> ProposePersonListing:
    stated = given.pop("stated", {})
    parts: dict[str, Any] = {"conduct_on": date(2026, 3, 2), "facts": facts(desk, listing, **stated), **given}
    return ProposePersonListing(number=number, name=NAME, identifier="resident", list=listing, ground=ground, **parts)


def through(desk: Desk, case: str, warned: date | None = None) -> str:
    """From the notice, or the warning given before, to the listing."""
    served = warned or desk.office.today()
    desk.do(ServeNotice(case=case, served_on=served, method="delivered", document=CASE), "spc-1")
    if warned is None:
        desk.after(days=12)
    desk.do(DecideListing(case=case, document="(2026)虚01执7号之一"), "spc-1")
    desk.do(ApproveListing(case=case), "spc-2")
    return case


def defaulter(desk: Desk, ground: str, **given: Any) -> str:
    stated = {"unperformed": True, ground.replace("-", "_"): True, **given}
    command = proposal(desk, DEFAULTERS, ground, stated=stated)
    return through(desk, desk.event(command, "spc-1").case, date(2026, 2, 2))


def firm(desk: Desk, listing: str, ground: str, **stated: bool) -> str:
    desk.do(RegisterOrganisation(identifier="uscc", code=code(1), name="合成试验1号有限公司", subject_kind="enterprise",
                                 region="980100"), "samr-1")  # fmt: skip
    command = ProposeListing(code=code(1), list=listing, ground=ground, facts=facts(desk, listing, **stated),
                             conduct_on=date(2026, 3, 2))  # fmt: skip
    return through(desk, desk.event(command, "spc-1").case)


# --- judgment defaulters -------------------------------------------------------------------------


@pytest.mark.article(5)
@pytest.mark.parametrize("ground", ["able-refuses", *FIXED])
def test_six_grounds_after_the_warning_of_the_enforcement_notice(desk: Desk, ground: str) -> None:
    defaulter(desk, ground)
    (row,) = desk.rows("person_standing")
    two_years = date(START.year + 2, START.month, START.day)
    assert (row["until"], row["review_by"]) == ((two_years, None) if ground in FIXED else (None, two_years))


@pytest.mark.article(1)
@pytest.mark.parametrize("excluded", ["security_given", "seized_assets_suffice", "not_yet_due", "campus_loan_student"])
def test_who_the_law_excludes_is_not_listed(desk: Desk, excluded: str) -> None:
    stated = {"unperformed": True, "able_refuses": True, excluded: True}
    refusal = desk.refusal(proposal(desk, DEFAULTERS, "able-refuses", stated=stated), "spc-1")
    assert refusal.article == 1 and refusal.code == "excluded" and refusal.instrument


@pytest.mark.article(1)
def test_no_finding_of_ability_lists_nobody(desk: Desk) -> None:
    """Cannot is not will not: unless the court found ability, the ground is unknown or not met."""
    assert desk.refusal(proposal(desk, DEFAULTERS, "able-refuses", stated={"unperformed": True}), "spc-1").article == 1
    silent = [each for each in facts(desk, DEFAULTERS, unperformed=True) if each.fact != "able-refuses"]
    refusal = desk.refusal(proposal(desk, DEFAULTERS, "able-refuses", facts=silent), "spc-1")
    assert refusal.code == "ground-unknown"


@pytest.mark.article(7)
@pytest.mark.parametrize(("months", "allowed"), [(11, False), (12, True), (36, True), (37, False)])
def test_extension_by_one_to_three_years_of_a_fixed_term_once(desk: Desk, months: int, allowed: bool) -> None:
    case = defaulter(desk, "obstructs")
    served = desk.office.today()
    desk.after(days=12)
    command = ExtendListing(case=case, extension="grave-or-several", months=months, served_on=served, document=CASE)
    if not allowed:
        assert desk.refusal(command, "spc-1").article == 7
        return
    until = desk.rows("person_standing")[0]["until"]
    assert desk.step(command, "spc-1", "spc-2").until == until.replace(year=until.year + months // 12)
    assert desk.refusal(command, "spc-1").article == 7


@pytest.mark.article(7)
def test_ability_alone_is_reviewed_and_never_extended(desk: Desk) -> None:
    case = defaulter(desk, "able-refuses")
    served = desk.office.today()
    desk.after(days=12)
    command = ExtendListing(case=case, extension="grave-or-several", months=12, served_on=served, document=CASE)
    assert desk.refusal(command, "spc-1").article == 7
    assert desk.step(ReviewListing(case=case, document=CASE), "spc-3", "spc-4").review_by > START + timedelta(days=700)


@pytest.mark.article(8)
def test_early_deletion_on_active_performance_or_correction(desk: Desk) -> None:
    case = defaulter(desk, "evades")
    desk.do(ApplyRepair(case=case, received_on=desk.office.today(), document=CASE), "spc-1")
    desk.do(DecideRepair(case=case, granted=True, document=CASE), "spc-1")
    assert desk.rows("person_standing")[0]["ended_on"] == desk.office.today()


ENDINGS = ("performed", "settled", "creditor-request", "no-assets", "retrial", "non-enforcement", "corrected",
           "annulled", "death", "lost-capacity")  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_way_off_ends_it_the_same_day(desk: Desk, ending: str) -> None:
    case = defaulter(desk, "able-refuses")
    event = desk.event(EndListing(case=case, ending=ending, document=CASE), "spc-1")
    assert event.ended_on == desk.office.today()
    version = desk.office.rulebook.lists[DEFAULTERS].versions[-1]
    assert {each.within_working_days for each in version.endings} == {3}


def test_removal_within_three_working_days_of_the_performance(desk: Desk) -> None:
    case = defaulter(desk, "able-refuses")
    desk.on(date(2026, 5, 11))
    future = EndListing(case=case, ending="performed", document=CASE, occurred_on=date(2026, 5, 12))
    assert desk.refusal(future, "spc-1").article == 1
    friday = EndListing(case=case, ending="performed", document=CASE, occurred_on=date(2026, 5, 8))
    event = desk.event(friday, "spc-1")
    assert (event.ended_on, event.due_by) == (date(2026, 5, 11), date(2026, 5, 12))  # Saturday the 9th is worked


@pytest.mark.article(10)
def test_a_listed_firms_legal_representative_is_not_listed_for_it(desk: Desk) -> None:
    case = firm(desk, DEFAULTERS, "able-refuses", unperformed=True, able_refuses=True)
    stated = {"unperformed": True, "able_refuses": True}
    refusal = desk.refusal(proposal(desk, DEFAULTERS, "able-refuses", stated=stated, answers_for=case), "spc-1")
    assert refusal.article == 10


@pytest.mark.article(12)
def test_a_functionarys_employer_is_told_by_two_officers_under_the_provisions_alone(desk: Desk) -> None:
    case = defaulter(desk, "able-refuses")
    desk.do(NotifyDecision(case=case, served_on=desk.office.today(), method="delivered", document=CASE,
                           repair_notice="虚修1号"), "spc-1")  # fmt: skip
    command = TellEmployer(case=case, capacity="state-functionary", document="虚告单1号")
    assert desk.step(command, "spc-1", "spc-2").cite == "spc-defaulters-2017"
    stated = {"unperformed": True, "court_finds_needed": True}
    order = through(desk, desk.event(proposal(desk, RESTRICTION, "restriction", OTHER, stated=stated), "spc-1").case)
    assert desk.refusal(TellEmployer(case=order, capacity="state-functionary", document=CASE), "spc-1").article == 12


# --- orders --------------------------------------------------------------------------------------


@pytest.mark.article(10)
def test_a_firms_representative_is_restricted_by_an_order_of_its_own_and_freed_with_the_firm(desk: Desk) -> None:
    organisation = firm(desk, RESTRICTION, "restriction", unperformed=True, court_finds_needed=True)
    stated = {"unperformed": True, "court_finds_needed": True, "responsible_person": True}
    command = proposal(desk, RESTRICTION, "restriction", stated=stated, answers_for=organisation)
    case = through(desk, desk.event(command, "spc-1").case)
    subject = desk.rows("person_standing")[0]["subject"]
    desk.office.seal_if_needed()

    def bound(action: str) -> bool:
        return bool(reasons_on(desk.office, subject, action, desk.office.today()))

    assert bound("travel.air") and bound("consumption.private-school-fees") and not bound("travel.exit")
    desk.do(ExemptAction(case=case, action="travel.air", until=desk.office.today() + timedelta(days=3),
                         reason="own-money", document=CASE), "spc-4")  # fmt: skip
    assert not bound("travel.air") and bound("consumption.tourism")
    desk.do(EndListing(case=organisation, ending="performed", document=CASE), "spc-1")
    assert not bound("consumption.tourism")


@pytest.mark.article(7)
@pytest.mark.article(12)
def test_an_exit_order_stands_alone_lapses_in_three_months_and_is_released_on_security(desk: Desk) -> None:
    defaulter(desk, "able-refuses")
    subject = desk.rows("person_standing")[0]["subject"]
    today = desk.office.today()
    assert not reasons_on(desk.office, subject, "travel.exit", today), "no list closes the border"
    stated = {"unperformed": True, "restriction_necessary": True}
    secured = proposal(desk, EXIT, "unperformed", stated={**stated, "security_given": True})
    assert desk.refusal(secured, "spc-1").article == 1
    assert desk.refusal(proposal(desk, EXIT, "unperformed", stated=stated), "sat-1").article == 1
    case = through(desk, desk.event(proposal(desk, EXIT, "unperformed", stated=stated), "spc-1").case)
    (row,) = desk.rows("person_standing", id=case)
    assert row["until"] is None and row["review_by"] <= today + timedelta(days=105)
    asked = reasons_on(desk.office, subject, "travel.exit", desk.office.today())
    assert [reason.case for reason in asked] == [case] and not asked[0].verified
    desk.do(EndListing(case=case, ending="settled", document=CASE), "spc-1")
    assert not reasons_on(desk.office, subject, "travel.exit", desk.office.today())


def test_another_authority_finds_no_court_case(desk: Desk) -> None:
    case = defaulter(desk, "able-refuses")
    assert isinstance(desk.refusal(EndListing(case=case, ending="performed", document=CASE), "sat-1"), NotFound)
    assert isinstance(desk.refusal(ApproveStep(case=case), "samr-1"), NotFound)
