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
from xinyong.register.events import (
    ContestDecided,
    EffectSuspended,
    Event,
    ListingCorrected,
    ListingEnded,
)
from xinyong.register.retention import kept_until, retained_until
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


def no_longer_than_organisation(state: CaseState, span: Span, version: ListVersion, context: Context) -> Span:
    """The span of a listing that is renewed, extended or restored: not past the organisation's, and not without it,
    where law ends it with that. Raises as ``beside_organisation``."""
    bound = isinstance(version.responsible_end, str)
    return beside_organisation(state, span, version, context) if bound else span


def _earlier(one: date | None, other: date | None) -> date | None:
    given = [day for day in (one, other) if day is not None]
    return min(given) if given else None


def follows_organisation(decided: Sequence[Decided], context: Context) -> list[Decided]:
    """What an organisation's relief brings its responsible persons, where law ends theirs with it.

    The same end, no later an end, and no effect while it is doubted that the right organisation is listed.
    """
    found: list[Decided] = []
    for event in (each.event for each in decided):
        if isinstance(event, _RELIEF) and not is_person_case(event.case):
            for case in context.known.answering_for(event.case):
                found += _followed(context.known.case(case), event, context)
    return found


_RELIEF = (ListingEnded, ContestDecided, ListingCorrected, EffectSuspended)


def _followed(state: CaseState | None, event: Event, context: Context) -> list[Decided]:
    version = context.law.list(state.list) if state else None
    if state is None or state.stage != "listed" or version is None or not isinstance(version.responsible_end, str):
        return []
    follows: Event | None = None
    match event:
        case ListingEnded():
            follows = ListingEnded(
                case=state.case, subject=state.subject, list=state.list, ending=event.ending, ended_on=context.today,
                document=event.document, retain_until=retained_until(state, context.today),
            )
        case ContestDecided() | ListingCorrected() if event.until and (not state.until or event.until < state.until):
            follows = ListingCorrected(
                case=state.case, subject=state.subject, list=state.list, reason="source-corrected",
                document=event.document, until=event.until, retain_until=kept_until(state, event.until),
            )
        case EffectSuspended() if event.decide_by and state.suspended is None:
            waiting = state._replace(suspended=event)
            follows = EffectSuspended(
                case=state.case, subject=state.subject, list=state.list, reason=event.reason, document=event.document,
                decide_by=event.decide_by, provisional=event.provisional, retain_until=kept_until(waiting),
            )
    return [] if follows is None else [Decided(follows, context.today)]
