"""End a listing on one of the grounds its law knows. Relief: one officer suffices, effect at commit.

Ends by term need no decision: the clock alone ends them (Article 7).
"""

from __future__ import annotations

from datetime import date

from xinyong.law.model import ListVersion
from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingEnded
from xinyong.register.honours import NEVER_RIGHTFUL, honours_returned
from xinyong.register.retention import retained_until


class EndListing(Command):
    case: str
    ending: str  # one of the list's endings
    document: str
    occurred_on: date | None = None  # the day of the event: the law's days to carry it out count from there


def end_listing(command: EndListing, context: Context) -> list[Decided]:
    """Event: ``listing.ended``; annulled or corrected, honours it took away stand again.

    A repair before its earliest day, or barred by law, is refused with the bar.
    """
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.document_named(command.document)
    articles.burden(context.law, state.list)
    version = context.law.list(state.list)  # None where the law ended: it must not keep anybody listed
    articles.ending_in_law(version, state, command.ending)
    if command.ending == "repaired":
        articles.repairable(version, state, context.today)
    event = ListingEnded(
        case=command.case, subject=state.subject, list=state.list, ending=command.ending, ended_on=context.today,
        document=command.document, retain_until=retained_until(state, context.today), occurred_on=command.occurred_on,
        due_by=_due_by(command, version, context),
    )
    never = command.ending in NEVER_RIGHTFUL
    returned = honours_returned(state.case, state.subject, state.list, context) if never else []
    return [Decided(event, context.today), *returned]


def _due_by(command: EndListing, version: ListVersion | None, context: Context) -> date | None:
    """The last day that the law gives to carry the ending out, None where it sets none. Late, it ends all the same."""
    if command.occurred_on is None:
        return None
    articles.not_in_future(command.occurred_on, context.today, "occurred_on")
    endings = version.endings if version else []
    days = next((each.within_working_days for each in endings if each.id == command.ending), None)
    return None if days is None else context.calendar.deadline(command.occurred_on, days)[0]
