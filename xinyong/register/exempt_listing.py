"""Free a subject for one action until a day, although the listing stands. One officer, at any hour.

The reason is coded and says nothing of illness, family or faith (Article 3).
"""

from __future__ import annotations

from datetime import date

from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import Exempted

REASONS = ("necessary", "own-money", "public-interest", "court-order")


class ExemptAction(Command):
    case: str
    action: str  # of the rulebook's actions that the list touches
    until: date  # first day no longer exempt
    reason: str  # one of REASONS
    document: str


def exempt_action(command: ExemptAction, context: Context) -> list[Decided]:
    """Event: ``listing.exempted``, with effect at once."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.burden(context.law, state.list)
    version = context.law.list(state.list)
    touched = {action for measure in version.measures for action in measure.actions} if version else set()
    articles.one_of(command.action, sorted(touched), "action")
    articles.one_of(command.reason, REASONS, "reason")
    articles.document_named(command.document)
    articles.dated(command.until, context.today)
    event = Exempted(
        case=state.case, subject=state.subject, list=state.list, action=command.action, since=context.today,
        until=command.until, reason=command.reason, document=command.document,
    )
    return [Decided(event, context.today)]
