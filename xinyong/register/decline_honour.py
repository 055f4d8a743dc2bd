"""One may refuse to be praised: the subject's own application takes an honour off the register, begun or not.

It is gone from pages, index and feeds at once, and what was recorded of it is destroyed in the same transaction
(basis: register; SAFEGUARDS, Rewards; for persons' awards Shenzhen Regulations 39). Kept is the wish alone, so that
nobody proposes the honour again but upon an application of the subject's own.
"""

from __future__ import annotations

from xinyong.law.dates import add_months
from xinyong.register import articles, stages
from xinyong.register.casefile import DROPPED_MONTHS
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import Erased, HonourDeclined


class DeclineHonour(Command):
    """Entered for the subject by an officer of the authority that grants the honour."""

    case: str
    document: str  # the subject's application


def decline_honour(command: DeclineHonour, context: Context) -> list[Decided]:
    """Events: ``honour.declined`` and ``entries.erased``. One officer suffices: it is the subject's own wish."""
    state = stages.case_at(
        context.known.case(command.case), command.case, "proposed", "decided", "listed", "lost", "ended"
    )
    articles.own_act(context.actor.authority, state.authority)
    articles.honour_list(context.law, state.list)
    articles.document_named(command.document)
    declined = HonourDeclined(
        case=state.case, subject=state.subject, list=state.list, document=command.document,
        retain_until=add_months(context.today, DROPPED_MONTHS),
    )
    erased = Erased(
        targets=context.known.entries_of_case(state.case), subjects=[state.subject], reason="declined"
    )
    return [Decided(declined, context.today), Decided(erased, context.today)]
