"""Tell a listed person's employer: a decision of its own, by two officers, only where the list's law says so.

Publishing and sharing are not this, and no listing brings it along. The person was told first; it is told once.
"""

from __future__ import annotations

from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import EmployerTold, StepDecided
from xinyong.register.steps import step_decided

CAPACITIES = ("state-functionary",)
"""Whose employer the law has told: coded, never where the person works."""
_TOLD = ("告知所在单位", "a decision to tell the employer")


class TellEmployer(Command):
    case: str
    capacity: str  # one of CAPACITIES
    document: str


def tell_employer(command: TellEmployer, context: Context) -> list[Decided]:
    """Event: ``listing.step-decided``; another officer approves."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.one_of(command.capacity, CAPACITIES, "capacity")
    _cite(state, context)
    return step_decided(state, "tell-employer", command.document, context, capacity=command.capacity)


def employer_told(state: CaseState, decided: StepDecided, context: Context) -> list[Decided]:
    """Event: ``listing.employer-told``, under the article that says so."""
    event = EmployerTold(
        case=state.case, subject=state.subject, list=state.list, cite=_cite(state, context),
        capacity=decided.capacity, document=decided.document,
    )
    return [Decided(event, context.today)]


def _cite(state: CaseState, context: Context) -> str:
    articles.has_mandate(context, "list", state.list)
    cite = articles.employer_in_law(context.law.list(state.list), state)
    articles.told_before_others(state)
    articles.not_open(state.suspended, "暂停执行", "a suspension of its effect")
    articles.not_open(state.employer_told, *_TOLD)
    return cite
