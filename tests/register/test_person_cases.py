"""A natural person through the whole procedure: every step works, by the case's id alone, and shows nobody anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.register.desk import Desk, MakeDesk
from tests.register.people import ADULT, LIST, MINOR, NAME, OTHER, decided, listed, of_a_person, people_book, proposal
from tests.register.people import proposed as propose
from xinyong.check import asking
from xinyong.errors import CallerError, NotFound, Refused, RegisterFault
from xinyong.journal.port import Draft
from xinyong.register import events as ev
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.core import Command
from xinyong.register.correct_listing import CorrectListing
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.events import StatedFact
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.pledge_credit import FindBreach, MakePledge, WithdrawPledge
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.serve_notice import ReceiveAnswer, ServeNotice
from xinyong.register.standing import Standing, state_on
from xinyong.register.suppress_publication import SuppressPublication
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect
from xinyong.subjects.ids import is_person_case
from xinyong.subjects.resident import RESIDENT

DOCUMENT = "试列〔2026〕8号"
PUBLIC_TABLES = ("organisation", "standing", "exemption", "standing_change", "record", "held", "fingerprint")


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk(people_book())


def state(desk: Desk, case: str) -> str:
    """What the person's listing is today."""
    (row,) = desk.rows("person_standing", id=case)
    return state_on(Standing.of(row), desk.office.today())


def through_everything(desk: Desk) -> str:
    """A person's case by every step that there is, to its end; its id."""
    case = propose(desk)
    desk.do(desk.notice(case, method="refused"))
    desk.do(ReceiveAnswer(case=case, received_on=desk.office.today(), document="试辩〔2026〕1号"))
    desk.after(days=20)
    desk.do(DecideListing(case=case, document=DOCUMENT, answer_considered="rejected"))
    desk.do(ApproveListing(case=case), "market-2")
    today = desk.office.today
    desk.do(NotifyDecision(
        case=case, served_on=today(), method="delivered", document=DOCUMENT, repair_notice="试修〔2026〕1号",
    ))
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"), "tax-1")
    desk.step(DecideObjection(case=case, upheld=False, document="试复〔2026〕1号"))
    desk.do(SuspendEffect(case=case, reason="wrong-subject", document="试停〔2026〕1号"))
    assert state(desk, case) == "suspended"
    desk.step(ResumeEffect(case=case, document="试续〔2026〕1号"), "market-1", "market-2")
    desk.do(SuppressPublication(case=case, reason="privacy", document="试隐〔2026〕1号"))
    desk.do(MakePledge(case=case, template="repair-pledge", document="试诺〔2026〕1号"))
    desk.step(FindBreach(case=case, document="试违〔2026〕1号"), "market-1", "market-2")
    desk.do(MakePledge(case=case, template="repair-pledge", document="试诺〔2026〕2号"))
    desk.do(WithdrawPledge(case=case, document="试撤〔2026〕1号"))
    desk.do(OpenContest(case=case, remedy="litigation", opened_on=today(), document="(2026)虚01行初1号"))
    desk.do(DecideContest(case=case, outcome="varied", until=date(2029, 1, 1), document="(2026)虚01行终1号"))
    desk.do(CorrectListing(case=case, reason="clerical-error", document="试更〔2026〕1号", until=date(2028, 12, 1)))
    desk.do(ExemptAction(
        case=case, action="procurement.bid", until=date(2026, 9, 1), reason="own-money", document="试免〔2026〕1号",
    ))
    served = today()
    desk.after(days=20)
    extend = ExtendListing(case=case, extension="grave", months=6, served_on=served, document="试延〔2026〕1号")
    assert desk.step(extend, "market-1", "market-2").until == date(2029, 6, 1)
    desk.on(date(2027, 9, 1))
    desk.do(ApplyRepair(case=case, received_on=today(), document="试申〔2027〕1号"))
    desk.do(DecideRepair(case=case, granted=True, document="试准〔2027〕1号"))
    assert state(desk, case) == "ended"
    served = today()
    desk.after(days=20)
    desk.step(RestoreListing(case=case, served_on=served, document="试恢〔2027〕1号"), "market-1", "market-2")
    assert state(desk, case) == "in-force"
    desk.do(EndListing(case=case, ending="performed", document="试移〔2027〕1号"))
    return case


def test_every_step_works_for_a_person_and_the_journal_verifies(desk: Desk) -> None:
    case = through_everything(desk)
    assert is_person_case(case)
    desk.office.seal_if_needed()
    desk.office.store.verify()
    before = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == before
    (row,) = desk.rows("person_standing")
    assert row["ended_on"] == desk.office.today() and len(desk.rows("person_exemption")) == 1
    desk.on(date(2029, 12, 1))
    desk.do(EraseCase(case=case), "operator-1")
    for table in ("person_standing", "person_exemption", "casefile", "case_entry", "responsible"):
        assert not desk.rows(table), table


@pytest.mark.article(14)
def test_every_body_of_the_case_is_sealed_by_the_persons_key(desk: Desk) -> None:
    case = through_everything(desk)
    (row,) = desk.rows("casefile", id=case)
    entries = [each["seq"] for each in desk.rows("case_entry", id=case)]
    assert len(entries) > 25 and all(desk.at(seq) is not None for seq in entries)
    desk.office.keys.destroy(desk.office.keys.sealed_under(row["subject"]))
    assert all(desk.at(seq) is None for seq in entries)


@pytest.mark.article(14)
def test_the_journal_itself_refuses_a_body_that_another_key_would_seal(desk: Desk) -> None:
    case = listed(desk)
    noted = ev.ContestOpened(
        case=case, subject=desk.rows("casefile", id=case)[0]["subject"], list=LIST, remedy="litigation",
        document=DOCUMENT, opened_on=desk.office.today(),
    )
    with pytest.raises(RegisterFault) as caught, desk.office.store.writing() as writing:
        writing.append([Draft(noted, "market", "market-1", signer=desk.signer("market-1"))])
    assert caught.value.code == "not-sealed-by-person"


@pytest.mark.article(11)
def test_no_public_table_no_index_and_no_feed_learns_of_a_person(desk: Desk) -> None:
    through_everything(desk)
    listed(desk, OTHER)
    assert len(desk.rows("person_standing")) == 2
    for table in PUBLIC_TABLES:
        assert not desk.rows(table), table
    index = asking.index_of(desk.office)
    index.follow(desk.office.store, desk.clock())
    index.scrub(desk.office.store, desk.clock())
    subjects = {row["subject"] for row in desk.rows("person_standing")}
    for name in (*subjects, ADULT, OTHER):
        assert not index.look_up(name).listings
    with index._env.begin() as txn:
        assert [key for key, _ in txn.cursor()] == [b"\0meta"]


@pytest.mark.article(3)
@pytest.mark.article(11)
def test_no_file_of_the_register_holds_number_name_or_facts(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    facts = [StatedFact(fact=each.fact, value=each.value, document="金丝雀〔2026〕77号") for each in of_a_person()]
    case = listed(desk, facts=facts)
    desk.do(OpenObjection(case=case, document="金丝雀〔2026〕78号"))
    asking.index_of(desk.office).follow(desk.office.store, desk.clock())
    secrets = [ADULT, ADULT[6:14], NAME, "金丝雀", "responsible-person"]
    for table, rows in desk.tables().items():
        for row in rows:
            assert not [each for each in secrets if each in str(row)], table
    desk.office.seal_if_needed()
    desk.office.store.verify()
    desk.close()
    for path in sorted(desk.home.rglob("*")):
        if path.is_file() and path.parent.name != "editions":  # the law itself names the fact
            data = path.read_bytes()
            assert not [each for each in secrets if each.encode() in data], path.name
    assert not [each for each in secrets if each in caplog.text]
    desk.reopen()


@pytest.mark.article(11)
def test_the_command_itself_prints_neither_number_nor_name() -> None:
    assert repr(proposal()) == str(proposal()) == "ProposePersonListing(…)"


def test_the_number_leads_to_the_same_person_and_only_through_the_key_store(desk: Desk) -> None:
    first = propose(desk)
    second = propose(desk, ground="minor")
    third = propose(desk, OTHER)
    subjects = [desk.rows("casefile", id=case)[0]["subject"] for case in (first, second, third)]
    assert subjects[0] == subjects[1] != subjects[2]
    assert desk.office.keys.subject_for("resident", ADULT) == subjects[0]
    desk.office.keys.destroy(desk.office.keys.sealed_under(subjects[0]))
    assert desk.rows("casefile", id=propose(desk))[0]["subject"] not in subjects


# --- who may touch it ----------------------------------------------------------------------------


@pytest.mark.article(13)
@pytest.mark.parametrize("command", [
    lambda case: DropCase(case=case, reason="ground-not-met"),
    lambda case: ServeNotice(case=case, served_on=date(2026, 4, 20), method="delivered", document=DOCUMENT),
    lambda case: DecideListing(case=case, document=DOCUMENT),
    lambda case: EndListing(case=case, ending="performed", document=DOCUMENT),
    lambda case: SuspendEffect(case=case, reason="court-stay", document=DOCUMENT),
    lambda case: EraseCase(case=case),
])  # fmt: skip
def test_to_another_authority_there_is_no_such_case(desk: Desk, command: Callable[[str], Command]) -> None:
    there = desk.refusal(command(propose(desk)), "tax-1")
    nowhere = desk.refusal(command("P" + "A" * 26), "tax-1")
    assert isinstance(there, NotFound) and there.as_dict() == nowhere.as_dict()


@pytest.mark.article(8)
def test_what_a_person_asks_for_any_authority_may_enter(desk: Desk) -> None:
    case = listed(desk)
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"), "tax-1")
    assert desk.rows("person_standing", id=case)[0]["objection"] == 1
    assert isinstance(desk.refusal(DecideObjection(case=case, upheld=True, document=DOCUMENT), "tax-1"), NotFound)


@pytest.mark.article(6)
def test_one_officer_lists_nobody(desk: Desk) -> None:
    case = decided(desk)
    assert desk.refusal(ApproveListing(case=case), "market-1").article == 6
    assert not desk.rows("person_standing")


@pytest.mark.article(5)
def test_nothing_before_notice_and_the_time_to_answer(desk: Desk) -> None:
    case = propose(desk)
    assert desk.refusal(DecideListing(case=case, document=DOCUMENT)).article == 5
    desk.do(desk.notice(case, method="public-notice"))
    assert desk.refusal(DecideListing(case=case, document=DOCUMENT)).article == 5


# --- what is refused -----------------------------------------------------------------------------


def _refused(desk: Desk, **given: Any) -> Refused:
    refusal = desk.refusal(proposal(**given))
    assert isinstance(refusal, Refused) and refusal.field
    _silent(refusal)
    assert desk.office.keys.subject_for("resident", given.get("number", ADULT)) is None
    return refusal


def _silent(refusal: CallerError) -> None:
    """No error repeats who it is about."""
    assert not [each for each in (ADULT, MINOR, NAME) if each in str(refusal.as_dict())]


@pytest.mark.article(10)
def test_minors_never_neither_on_the_day_of_the_conduct_nor_of_the_proposal(desk: Desk) -> None:
    assert _refused(desk, number=MINOR).article == 10
    eighteen = RESIDENT.synthetic_born(date(2008, 3, 2), 1)  # of age on the day after the conduct
    assert _refused(desk, number=eighteen).article == 10
    desk.do(proposal(RESIDENT.synthetic_born(date(2008, 3, 1), 1)))


@pytest.mark.article(10)
def test_a_list_whose_law_asks_for_more_years_gets_them(make_desk: MakeDesk) -> None:
    from tests.register.people import people_version

    desk = make_desk(people_book(people_version(least_age=21)))
    assert _refused(desk, number=RESIDENT.synthetic_born(date(2005, 3, 2), 1)).article == 10
    desk.do(proposal(RESIDENT.synthetic_born(date(2005, 3, 1), 1)))


@pytest.mark.article(10)
def test_a_list_that_does_not_reach_persons(desk: Desk) -> None:
    assert _refused(desk, list="fixed").article == 10


@pytest.mark.article(3)
@pytest.mark.parametrize("fact", ["spouse", "relatives", "religion", "illness", "petitioning", "friends"])
def test_no_never_recorded_fact_and_no_family(desk: Desk, fact: str) -> None:
    facts = [*of_a_person(), StatedFact(fact=fact, value=True, document=DOCUMENT)]
    assert _refused(desk, facts=facts).article == 3


@pytest.mark.article(3)
@pytest.mark.parametrize("written", ["其妻患病1年", "本人无业，多次上访3次", "110101199003070000"])
def test_no_words_about_a_person_in_any_step(desk: Desk, written: str) -> None:
    facts = [StatedFact(fact=each.fact, value=each.value, document=written) for each in of_a_person()]
    assert _refused(desk, facts=facts).article == 3
    case = listed(desk)
    for command in (
        OpenObjection(case=case, document=written), SuspendEffect(case=case, reason=written, document=DOCUMENT),
        CorrectListing(case=case, reason="clerical-error", document=DOCUMENT, decision=written),
        ExemptAction(case=case, action="procurement.bid", until=date(2027, 1, 1), reason="necessary", document=written),
    ):  # fmt: skip
        refusal = desk.refusal(command)
        assert refusal.article == 3 and written not in str(refusal.as_dict())


@pytest.mark.article(7)
def test_nobody_is_listed_twice_at_a_time(desk: Desk) -> None:
    listed(desk)
    assert desk.refusal(proposal()).article == 7
    desk.do(proposal(OTHER))


@pytest.mark.article(1)
def test_excluded_cases_are_not_listed_and_unknown_ones_neither(desk: Desk) -> None:
    assert _refused(desk, facts=of_a_person(forced=True)).article == 1
    unknown = [each for each in of_a_person() if each.fact != "forced"]
    assert _refused(desk, facts=unknown).article == 1


def test_only_made_up_numbers(desk: Desk) -> None:
    for number in ("11010119900501000X", "x", ""):
        refusal = desk.refusal(proposal(number))
        assert not number or number not in str(refusal.as_dict())


# --- time and forgetting -------------------------------------------------------------------------


@pytest.mark.article(7)
def test_the_clock_alone_ends_it(desk: Desk) -> None:
    case = listed(desk)
    (row,) = desk.rows("person_standing")
    assert state(desk, case) == "in-force"
    desk.on(row["until"])
    assert state(desk, case) == "expired"


@pytest.mark.article(14)
def test_an_erased_case_is_gone_from_every_table_and_its_bodies_are_unreadable(desk: Desk) -> None:
    case = listed(desk)
    entries = [each["seq"] for each in desk.rows("case_entry", id=case)]
    assert desk.refusal(EraseCase(case=case)).article == 14
    desk.on(date(2032, 1, 1))
    desk.do(EraseCase(case=case))
    assert all(desk.at(seq) is None for seq in entries)
    for table in ("person_standing", "casefile", "case_entry", "standing_change"):
        assert not desk.rows(table), table
    desk.office.seal_if_needed()
    desk.office.store.verify()
