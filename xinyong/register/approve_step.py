"""Approve, as another officer, an adverse step that one officer decided; or decline it."""

from __future__ import annotations

from collections.abc import Callable

from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import StepDecided, StepDeclined
from xinyong.register.extend_listing import extended
from xinyong.register.object_listing import rejected
from xinyong.register.pledge_credit import breached
from xinyong.register.repair_listing import refused_repair
from xinyong.register.restore_listing import restored
from xinyong.register.review_listing import renewed
from xinyong.register.suspend_listing import resumed
from xinyong.register.tell_employer import employer_told
from xinyong.register.withdraw_honour import honour_withdrawn

Carried = Callable[[CaseState, StepDecided, Context], list[Decided]]
STEPS: dict[str, Carried] = {
    "review": renewed,
    "objection-rejected": rejected,
    "repair-refused": refused_repair,
    "resume": resumed,
    "extend": extended,
    "restore": restored,
    "pledge-breach": breached,
    "tell-employer": employer_told,
    "withdraw-honour": honour_withdrawn,
}


class ApproveStep(Command):
    case: str


class DeclineStep(Command):
    case: str


def approve_step(command: ApproveStep, context: Context) -> list[Decided]:
    """The event of the step that waits, if it may still be taken today."""
    state = _waiting(command.case, context)
    assert state.pending is not None
    articles.second_officer(context.actor.officer, state.pending.officer)
    articles.step_alive(state, context.today)
    return STEPS[state.pending.decided.step](state, state.pending.decided, context)


def decline_step(command: DeclineStep, context: Context) -> list[Decided]:
    """Event: ``listing.step-declined``. Relief: any officer of the authority."""
    state = _waiting(command.case, context)
    assert state.pending is not None
    step = state.pending.decided.step
    return [Decided(StepDeclined(case=state.case, subject=state.subject, list=state.list, step=step), context.today)]


def _waiting(case: str, context: Context) -> CaseState:
    state = stages.case_at(context.known.case(case), case, "listed", "lost", "ended")
    articles.own_act(context.actor.authority, state.authority)
    return stages.step_waiting(state)
