"""A credit pledge: the subject's free word on a fixed template, which it may take back; its breach takes two officers.

A pledge lightens nothing and burdens nothing by itself; refusing to give one is not held against anybody.
"""

from __future__ import annotations

from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import PledgeEnded, PledgeMade, StepDecided
from xinyong.register.steps import step_decided

_PLEDGE = ("信用承诺", "a pledge")


class MakePledge(Command):
    case: str
    template: str  # one of articles.PLEDGES
    document: str


class WithdrawPledge(Command):
    case: str
    document: str


class FindBreach(Command):
    case: str
    document: str


def make_pledge(command: MakePledge, context: Context) -> list[Decided]:
    """Event: ``listing.pledge-made``: entered for the subject by an officer of any authority."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.one_of(command.template, articles.PLEDGES, "template")
    articles.document_named(command.document)
    articles.not_open(state.pledge, *_PLEDGE)
    event = PledgeMade(
        case=state.case, subject=state.subject, list=state.list, template=command.template, document=command.document
    )
    return [Decided(event, context.today)]


def withdraw_pledge(command: WithdrawPledge, context: Context) -> list[Decided]:
    """Event: ``listing.pledge-ended``, withdrawn by the subject at any time."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.document_named(command.document)
    articles.is_open(state.pledge, *_PLEDGE)
    return [_ended(state, "withdrawn", command.document, context)]


def find_breach(command: FindBreach, context: Context) -> list[Decided]:
    """Event: ``listing.step-decided``: the pledge was broken; another officer approves the finding."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.is_open(state.pledge, *_PLEDGE)
    return step_decided(state, "pledge-breach", command.document, context)


def breached(state: CaseState, decided: StepDecided, context: Context) -> list[Decided]:
    """Event: ``listing.pledge-ended``, breached."""
    articles.is_open(state.pledge, *_PLEDGE)
    return [_ended(state, "breached", decided.document, context)]


def _ended(state: CaseState, how: str, document: str, context: Context) -> Decided:
    event = PledgeEnded(case=state.case, subject=state.subject, list=state.list, how=how, document=document)
    return Decided(event, context.today)
