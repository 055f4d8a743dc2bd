"""End a listing on one of the grounds its law knows. Relief: one officer suffices, effect at commit.

Ends by term need no decision: the clock alone ends them (Article 7).
"""

from __future__ import annotations

from datetime import date, timedelta

from xinyong.law.dates import add_months
from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingEnded


class EndListing(Command):
    case: str
    ending: str  # one of the list's endings
    document: str


def end_listing(command: EndListing, context: Context) -> list[Decided]:
    """Event: ``listing.ended``. A repair before its earliest day, or barred by law, is refused with the bar."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.document_named(command.document)
    version = context.law.list(state.list)  # None where the law ended: it must not keep anybody listed
    articles.ending_in_law(version, state, command.ending)
    if command.ending == "repaired":
        articles.repairable(version, state, context.today)
    return [
        Decided(
            ListingEnded(
                case=command.case, subject=state.subject, list=state.list, ending=command.ending,
                ended_on=context.today, document=command.document,
                retain_until=retained_until(state, context.today),
            ),
            context.today,
        )
    ]


def retained_until(state: CaseState, today: date) -> date:
    """Retention counts from the end: what the clock ended before is not kept longer by a later word about it."""
    ends = [day for day in (today, state.until, state.review_by, relief_on(state)) if day is not None]
    return add_months(min(ends), retention_of(state))


def relief_on(state: CaseState) -> date | None:
    """The day on which a suspension that was not settled in time ended the listing, if it is such a one."""
    decide_by = state.suspended.decide_by if state.suspended else None
    return None if decide_by is None else decide_by + timedelta(days=1)


def kept_until(state: CaseState, until: date | None = None) -> date:
    """How long the case is kept if the listing runs on until the clock ends it (``until``: its end from now on)."""
    ends = [day for day in (until or state.until, state.review_by, relief_on(state)) if day is not None]
    return add_months(min(ends), retention_of(state))


def retention_of(state: CaseState) -> int:
    """Months the case is kept after its end, as fixed when it began."""
    assert state.begun is not None, "a listed case was approved, mirrored or taken over"
    return state.begun.retention_months
