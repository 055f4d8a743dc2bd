"""Attacks on the predicates that guard records about natural persons, and the second officer of a move."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.register.book import make_book, words
from tests.register.desk import Desk, MakeDesk, code
from tests.register.people import listed, of_a_person, people_book, people_version, proposal, told
from tests.register.strikes import Strike, attacks
from xinyong.law.model import Fact, Rulebook
from xinyong.register.events import StatedFact
from xinyong.register.file_person_record import FilePersonRecord
from xinyong.register.look_ups import ProposeDisclosure, SealLookUps
from xinyong.register.subjects_change import ApproveMove, ProposeMove
from xinyong.register.tell_employer import TellEmployer
from xinyong.subjects.ids import slot_id
from xinyong.subjects.resident import RESIDENT


@pytest.fixture
def strike(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Strike:
    return Strike(make_desk, monkeypatch)


ADULT, MINOR = RESIDENT.synthetic_born(date(1990, 5, 1), 7), RESIDENT.synthetic_born(date(2009, 5, 1), 7)


def book() -> Rulebook:
    """The law of the tests, with an identifier of persons and a category that is open to them."""
    law = make_book()
    open_to = msgspec.structs.replace(law.categories["acts"][0], publicity_person="authorised")
    return make_book(
        manifest=msgspec.structs.replace(law.manifest, person_identifier="resident"),
        categories={**law.categories, "acts": [open_to]},
    )


def filing(number: str = ADULT, **given: Any) -> FilePersonRecord:
    parts: dict[str, Any] = {
        "number": number, "name": "虚某某", "category": "acts", "form": "court-enforcement", "identifier": "resident",
        "document": "(2026)虚01执1号", "decided_on": date(2026, 4, 1), "content": {"performance": "none"},
    }
    return FilePersonRecord(**{**parts, **given})


def move(desk: Desk) -> int:
    """A record on the wrong organisation, its move proposed by the first officer; its number."""
    desk.organisation(1)
    desk.organisation(2)
    seq = desk.do(desk.record(1))[-1].seq
    desk.do(ProposeMove(record=seq, code=code(2), reason="misattributed", document="试更〔2026〕1号"))
    return seq


@attacks("persons_in_trial_only")
@pytest.mark.article(11)
def test_a_real_register_takes_no_filed_persons(strike: Strike) -> None:
    desk = strike.desk(book())
    desk.office.mode = "real"
    strike.assert_refused(desk, 11, filing())


@attacks("person_in_category")
@pytest.mark.article(2)
def test_a_category_closed_to_persons_takes_none(strike: Strike) -> None:
    desk = strike.desk(make_book(manifest=book().manifest))
    strike.assert_refused(desk, 2, filing())


@attacks("of_age")
@pytest.mark.article(10)
def test_minors_never(strike: Strike) -> None:
    strike.assert_refused(strike.desk(book()), 10, filing(MINOR))


@attacks("coded_only")
@pytest.mark.article(3)
def test_no_words_about_a_person(strike: Strike) -> None:
    strike.assert_refused(strike.desk(book()), 3, filing(content={"performance": "欠款未还"}))


@attacks("nothing_of_a_person")
@pytest.mark.article(3)
def test_a_document_about_a_person_tells_of_a_belief(strike: Strike) -> None:
    strike.assert_refused(strike.desk(book()), 3, filing(document="信佛〔2026〕1号"))


@attacks("facts_about_a_person")
@pytest.mark.article(9)
def test_no_number_about_a_person_among_the_facts(strike: Strike) -> None:
    law = people_version()
    counted = Fact(id="times", type="count", title=words("times"))
    desk = strike.desk(people_book(people_version(facts=[*law.facts, counted])))
    stated = [*of_a_person(), StatedFact(fact="times", value=3, document="试罚〔2026〕1号")]
    strike.assert_refused(desk, 9, proposal(facts=stated))


@attacks("responsible_in_law")
@pytest.mark.article(10)
def test_no_responsible_person_where_the_law_names_none(strike: Strike) -> None:
    desk = strike.desk(people_book(people_version(responsible_persons="")))
    case = desk.listed(desk.organisation(), "people", facts=of_a_person())
    answering = of_a_person(**{"responsible-person": True})
    strike.assert_refused(desk, 10, proposal(facts=answering, answers_for=case))


@attacks("employer_in_law")
@pytest.mark.article(12)
def test_no_employer_is_told_where_no_law_says_so(strike: Strike) -> None:
    desk = strike.desk(people_book())
    case = told(desk, listed(desk))
    strike.assert_refused(desk, 12, TellEmployer(case=case, capacity="state-functionary", document="试告单1号"))


@attacks("told_before_others")
@pytest.mark.article(5)
def test_nobody_is_told_before_the_person(strike: Strike) -> None:
    desk = strike.desk(people_book(people_version(employer_told="act#17")))
    strike.assert_refused(desk, 5, TellEmployer(case=listed(desk), capacity="state-functionary", document="试告单1号"))


@attacks("second_officer")
@pytest.mark.article(6)
def test_one_officer_alone_burdens_nobody(strike: Strike) -> None:
    desk = strike.desk()
    strike.assert_refused(desk, 6, ApproveMove(record=move(desk)))


# --- 13 Sight, 15 Account: the log of look-ups -----------------------------------------------


@attacks("may_disclose")
@pytest.mark.article(13)
def test_the_deciding_authority_reads_who_looked(strike: Strike) -> None:
    propose = ProposeDisclosure(slot=slot_id(bytes(16)), reason="audit", document="试审〔2026〕1号")
    strike.assert_refused(strike.desk(), 13, propose)


@attacks("log_goes_on")
@pytest.mark.article(13, 15)
def test_a_look_up_is_left_out_of_what_the_journal_says(strike: Strike) -> None:
    strike.assert_refused(strike.desk(), 15, SealLookUps(first=2, last=2, digest="0" * 64), "operator-1")
