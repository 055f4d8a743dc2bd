"""Worked cases on natural persons: synthetic registers alone, and a page that shows no name, number or id (Article 11).

The person is made up by the identifier's own synthetic range, stays in the run's memory, and is gone with it. What a
case means is shown as the deciding authority sees it, because nobody else is shown anything of it.
"""

from __future__ import annotations

from datetime import date, timedelta

from tools.worked_case_page import Case
from tools.worked_cases import Desk, asked_action, asks, desk, first_day, registered, run, way_off
from xinyong.errors import Text
from xinyong.lab.examples import conduct_of, decider, example_of, ground_of, stated
from xinyong.law.carrying import carried_lists
from xinyong.law.model import CreditList, Example, Rulebook
from xinyong.register.approve_step import ApproveStep
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.propose_person import ProposePersonListing
from xinyong.register.tell_employer import CAPACITIES, TellEmployer
from xinyong.subjects.resident import RESIDENT

BORN = date(1988, 7, 9)
OF_A_PERSON = Text("自然人", "a natural person")
RESPONSIBLE = "responsible-person"
EXEMPTED = "travel.air"


def proposal(
    here: Desk, listing: CreditList, example: Example, facts: list[StatedFact], *, answers_for: str = "",
    source: str = "", ground: str = "",
) -> ProposePersonListing:
    """A case on the made-up person of the run."""
    version = listing.versions[-1]
    return ProposePersonListing(
        identifier=here.book.manifest.person_identifier, number=RESIDENT.synthetic_born(BORN, 1), name="当事人",
        list=listing.id,
        ground=ground or ground_of(listing.id, version, example), facts=facts,
        conduct_on=conduct_of(version, example, here.office.today()), answers_for=answers_for, source=source,
    )  # fmt: skip


def person_case(book: Rulebook, listing: CreditList) -> Case:
    """The whole life of one listing of a person."""
    version = listing.versions[-1]
    example = example_of(version)
    opened = first_day(book, example)
    authority = decider(book, version, listing.id, opened)
    facts = stated(version, example, opened)
    with desk(book, opened) as here:
        begun = run(here, proposal(here, listing, example, facts), authority, None)
        here.follows(begun.case, version)
        if isinstance(version.employer_told, str):
            _employer_told(here, begun.case, authority)
        if any(EXEMPTED in applied.actions for applied in version.measures):
            _exempted(here, begun.case, authority)
            here.follows(begun.case, version)
        way_off(here, version, begun, authority)
        here.follows(begun.case, version)
        alone = set(version.subjects) == {"person"}
        return Case(
            book, listing, version, example, authority, "", "person", facts, here.steps, "" if alone else "person",
            None if alone else OF_A_PERSON,
        )


def _employer_told(here: Desk, case: str, authority: str) -> None:
    year = here.on(here.office.today() + timedelta(days=7)).year
    here.do(TellEmployer(case=case, capacity=CAPACITIES[0], document=f"虚通〔{year}〕1号"), f"{authority}-1")
    here.do(ApproveStep(case=case), f"{authority}-2")


def _exempted(here: Desk, case: str, authority: str) -> None:
    today = here.on(here.office.today() + timedelta(days=7))
    here.do(
        ExemptAction(
            case=case, action=EXEMPTED, until=today + timedelta(days=3), reason="necessary",
            document=f"虚免〔{today.year}〕1号",
        ),
        f"{authority}-1",
    )


def carried_case(book: Rulebook, listing: CreditList, number: int) -> Case:
    """A listing that carries out another one of the same person, and is without effect the day that one ends.

    ``number``: which of the lists that it may carry out, counted round.
    """
    version = listing.versions[-1]
    sources = carried_lists(version)
    carried = sources[number % len(sources)]
    source = book.lists[carried.list]
    example = example_of(version, carried.ground)
    source_version = source.versions[-1]
    cause = example_of(source_version)
    opened = max(first_day(book, example), first_day(book, cause))
    theirs = decider(book, source_version, source.id, opened)
    authority = decider(book, version, listing.id, opened)
    with desk(book, opened) as here:
        begun = run(here, proposal(here, source, cause, stated(source_version, cause, opened)), theirs, None)
        here.on(here.office.today() + timedelta(days=3))
        facts = stated(version, example, here.office.today())
        own = proposal(here, listing, example, facts, source=begun.case, ground=carried.ground)
        ours = run(here, own, authority, None)
        here.follows(ours.case, version)
        year = here.on(here.office.today() + timedelta(days=60)).year
        ending = "performed" if "performed" in begun.ends_on else "annulled"
        here.do(EndListing(case=begun.case, ending=ending, document=f"虚解〔{year}〕1号"), f"{theirs}-1")
        here.follows(ours.case, version)
        return Case(book, listing, version, example, authority, "", "person", facts, here.steps)


def responsible_case(book: Rulebook, listing: CreditList) -> Case:
    """A responsible person beside an organisation: a decision of its own, which ends with the organisation's."""
    version = listing.versions[-1]
    example = example_of(version)
    opened = first_day(book, example)
    authority = decider(book, version, listing.id, opened)
    asked = asked_action(book, version)
    with desk(book, opened) as here:
        code = registered(here, "enterprise", opened)
        organisation = run(
            here,
            ProposeListing(
                code=code, list=listing.id, ground=ground_of(listing.id, version, example),
                facts=stated(version, example, opened), conduct_on=opened - timedelta(days=30),
            ),
            authority, asks(here, code, asked),
        )  # fmt: skip
        here.on(here.office.today() + timedelta(days=5))
        facts = [
            each if each.fact != RESPONSIBLE else StatedFact(fact=each.fact, value=True, document=each.document)
            for each in stated(version, example, here.office.today())
        ]
        own = proposal(here, listing, example, facts, answers_for=organisation.case)
        begun = run(here, own, authority, None)
        here.follows(begun.case, version)
        year = here.on(here.office.today() + timedelta(days=60)).year
        here.do(EndListing(case=organisation.case, ending="performed", document=f"虚解〔{year}〕1号"), f"{authority}-1")
        here.check(code, asked)
        here.follows(begun.case, version)
        return Case(
            book, listing, version, example, authority, "", "person", facts, here.steps, "responsible",
            Text("单位的责任人员", "an organisation's responsible person"),
        )
