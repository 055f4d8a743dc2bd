"""End a listing on one of the grounds its law knows. Relief: one officer suffices, effect at commit.

Ends by term need no decision: the clock alone ends them (Article 7).
"""

from __future__ import annotations

from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingEnded
from xinyong.register.honours import NEVER_RIGHTFUL, honours_returned
from xinyong.register.retention import retained_until


class EndListing(Command):
    case: str
    ending: str  # one of the list's endings
    document: str


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
        document=command.document, retain_until=retained_until(state, context.today),
    )
    never = command.ending in NEVER_RIGHTFUL
    returned = honours_returned(state.case, state.subject, state.list, context) if never else []
    return [Decided(event, context.today), *returned]
