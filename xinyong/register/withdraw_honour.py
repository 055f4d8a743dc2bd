"""Take an honour away: that burdens its holder, so the holder is told and answers first, and two officers decide.

Red lists' laws name no time to answer; where this one names none, the register's own holds (basis: register;
Articles 5 and 6). The honour stands until the second officer has approved.
"""

from __future__ import annotations

from datetime import date

from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingEnded, StepDecided
from xinyong.register.retention import retained_until
from xinyong.register.serve_notice import time_to_answer
from xinyong.register.steps import step_decided

ANSWER_WORKING_DAYS = 5
"""Time to answer before an honour is withdrawn, where its law names none (basis: register)."""


class WithdrawHonour(Command):
    case: str
    ending: str  # one of the endings of the honour's law
    served_on: date  # when its holder was told that this is intended
    document: str


def withdraw_honour(command: WithdrawHonour, context: Context) -> list[Decided]:
    """Event: ``listing.step-decided``, after the holder was told; another officer approves."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    _may(state, command.ending, context)
    articles.not_in_future(command.served_on, context.today, "served_on")
    version = articles.list_in_law(context.law, state.list)
    if version.notice is not None:
        answer_by, _ = time_to_answer(version.notice, command.served_on, context)
    else:
        answer_by, _ = context.calendar.deadline(command.served_on, ANSWER_WORKING_DAYS)
    since = state.approval.since if state.approval else None
    articles.answered_or_silent(command.served_on, since, answer_by, context.today)
    return step_decided(state, "withdraw-honour", command.document, context, ending=command.ending)


def honour_withdrawn(state: CaseState, decided: StepDecided, context: Context) -> list[Decided]:
    """Event: ``listing.ended``."""
    _may(state, decided.ending, context)
    event = ListingEnded(
        case=state.case, subject=state.subject, list=state.list, ending=decided.ending, ended_on=context.today,
        document=decided.document, retain_until=retained_until(state, context.today),
    )
    return [Decided(event, context.today)]


def _may(state: CaseState, ending: str, context: Context) -> None:
    articles.has_mandate(context, "list", state.list)
    articles.honour_list(context.law, state.list)
    articles.withdrawable(articles.list_in_law(context.law, state.list), ending)
