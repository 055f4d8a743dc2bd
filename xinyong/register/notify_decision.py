"""Serve the decision, and with it the notice how it is repaired; the remedies' days count from this service."""

from __future__ import annotations

from datetime import date

from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import DecisionNotified, RemedyDay
from xinyong.register.list_subject import remedies
from xinyong.register.serve_notice import METHODS


class NotifyDecision(Command):
    case: str
    served_on: date
    method: str  # one of serve_notice.METHODS
    document: str
    repair_notice: str = ""


def notify_decision(command: NotifyDecision, context: Context) -> list[Decided]:
    """Event: ``listing.notified``, with each remedy's last day counted from service, once."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.one_of(command.method, METHODS, "method")
    articles.document_named(command.document)
    articles.not_in_future(command.served_on, context.today, "served_on")
    articles.service_of_this_decision(state, command.served_on)
    articles.both_papers(state.approval is not None and state.approval.repair_from is not None, command.repair_notice)
    version = context.law.list(state.list)  # None where the law ended: what was fixed at the approval stays
    fixed = state.approval.remedies if state.approval else []
    if version is not None:
        fixed = remedies(version, command.served_on, context)
    return [
        Decided(
            DecisionNotified(
                case=state.case, subject=state.subject, list=state.list, served_on=command.served_on,
                method=command.method, document=command.document, repair_notice=command.repair_notice,
                remedies=[
                    RemedyDay(
                        remedy=each.remedy,
                        until=each.until,
                        cite=each.cite,
                        provisional=each.provisional,
                        after=each.after,
                    )
                    for each in fixed
                ],
            ),
            command.served_on,
        )
    ]
