"""Propose a listing of a natural person. Synthetic registers alone; the software proposes nobody.

The number is given here and nowhere else: it leads to a random subject id through the key store's map, and every
later step goes by the case's id. Facts are coded and each cites a document. A responsible person of an organisation
gets a case of its own, with notice and decision of its own, and only where the list's law reaches such persons.
"""

from __future__ import annotations

from datetime import date

from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Context, Decided, PersonCommand
from xinyong.register.events import ListingProposed, StatedFacts
from xinyong.register.persons import birth_of, no_words
from xinyong.register.propose_listing import grounded
from xinyong.subjects.ids import is_person_case


class ProposePersonListing(PersonCommand):
    """``answers_for``: the case of the organisation for which this person is responsible, where that is the cause."""

    list: str
    ground: str
    facts: StatedFacts
    conduct_on: date
    answers_for: str = ""
    source: str = ""  # the case of the same person whose listing it would carry out


def propose_person_listing(command: ProposePersonListing, context: Context) -> list[Decided]:
    """Event: ``listing.proposed``, under the id of a person's case and sealed by the person's key."""
    articles.persons_in_trial_only(context.mode)
    no_words(command)
    born = birth_of(command, context)
    found = grounded(command, "person", context)
    today = articles.list_in_law(context.law, command.list)
    articles.subject_kind_allowed(today, command.list, "person")
    for version in (found.version, today):
        articles.of_age(born, command.conduct_on, version.least_age or articles.FULL_AGE, "conduct_on")
        articles.of_age(born, context.today, version.least_age or articles.FULL_AGE, "number")
    articles.facts_about_a_person(found.version, command.facts)
    articles.responsible_in_law(
        found.version, command.list, command.facts, _answered_for(command.answers_for, context), context
    )
    subject = context.known.person(command.identifier, command.number) or context.new_id("S")
    rows = context.known.listings(subject)
    articles.carries_out(today, command.list, command.ground, command.source, rows, context.today)
    articles.not_already_listed(rows, command.list, context.today)
    event = ListingProposed(
        case=context.new_id("P"), subject=subject, list=command.list, ground=command.ground, facts=command.facts,
        conduct_on=command.conduct_on, proposed_on=context.today, reasons=found.reasons, cites=found.cites,
        named=command.name, answers_for=command.answers_for, source=command.source,
    )
    return [Decided(event, command.conduct_on, subject)]


def _answered_for(case: str, context: Context) -> CaseState | None:
    if not case:
        return None
    state = None if is_person_case(case) else context.known.case(case)
    if state is None:
        raise stages.no_such_case()
    return state
