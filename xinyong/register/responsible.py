"""A responsible person's case beside its organisation's: a decision of its own that lasts no longer (Article 10).

Nothing passes the other way: an organisation's verdict inherits nothing from whom it names, and no person's case leads
to another person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xinyong.law.model import ListVersion
from xinyong.register import articles
from xinyong.register.casefile import CaseState
from xinyong.register.core import Context, Decided
from xinyong.register.end_listing import retained_until
from xinyong.register.events import ListingEnded
from xinyong.subjects.ids import is_person_case

Span = tuple[date | None, date | None]
"""The first day no longer listed, and the day of the review."""


def beside_organisation(state: CaseState, span: Span, version: ListVersion, context: Context) -> Span:
    """The span of a listing that begins; of a responsible person's no longer than the organisation's, where law ends
    it with that. Raises ``Refused`` where the organisation is no longer listed."""
    if not state.answers_for:
        return span
    organisation = context.known.case(state.answers_for)
    articles.responsible_in_law(version, state.list, state.facts, organisation, context)
    if organisation is None or not isinstance(version.responsible_end, str):
        return span
    return _earlier(span[0], organisation.until), _earlier(span[1], organisation.review_by)


def _earlier(one: date | None, other: date | None) -> date | None:
    given = [day for day in (one, other) if day is not None]
    return min(given) if given else None


def ended_with_organisation(decided: Sequence[Decided], context: Context) -> list[Decided]:
    """The ends of responsible persons' listings that follow from their organisations', where law says so."""
    found: list[Decided] = []
    for event in (each.event for each in decided):
        if isinstance(event, ListingEnded) and not is_person_case(event.case):
            for case in context.known.answering_for(event.case):
                found += _ended(context.known.case(case), event, context)
    return found


def _ended(state: CaseState | None, organisation: ListingEnded, context: Context) -> list[Decided]:
    version = context.law.list(state.list) if state else None
    if state is None or state.stage != "listed" or version is None or not isinstance(version.responsible_end, str):
        return []
    event = ListingEnded(
        case=state.case, subject=state.subject, list=state.list, ending=organisation.ending, ended_on=context.today,
        document=organisation.document, retain_until=retained_until(state, context.today),
    )
    return [Decided(event, context.today)]
