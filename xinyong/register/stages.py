"""Where a case must stand for a step of its procedure to be taken.

The order of steps is what makes the hearing real (Article 5): a step out of its order is refused,
saying where the case stands and what comes first.
"""

from __future__ import annotations

from typing import TypeVar

from xinyong.errors import NotFound, Text
from xinyong.law.articles import refused
from xinyong.register.casefile import CaseState
from xinyong.register.events import Event

E = TypeVar("E", bound=Event)
_STAGES = {
    "proposed": Text("已提出", "proposed"),
    "noticed": Text("已告知", "notice served"),
    "decided": Text("已决定、待审批", "decided, awaiting approval"),
    "legacy": Text("拟承接、待审批", "to be taken over, awaiting approval"),
    "listed": Text("已列入", "listed"),
    "lost": Text("荣誉已失", "honour lost"),
    "dropped": Text("已终止", "dropped"),
    "lapsed": Text("已逾期失效", "lapsed"),
    "ended": Text("已移出", "ended"),
    "declined": Text("已谢绝", "declined"),
}


def case_at(state: CaseState | None, case: str, *stages: str) -> CaseState:
    """The case, at one of these stages of its procedure."""
    found = _held(state, case)
    if found.stage not in stages:
        raise refused(
            5,
            Text(f"该案处于“{_STAGES[found.stage].zh}”阶段，此步骤须在“{'、'.join(_STAGES[s].zh for s in stages)}”阶段办理。",
                 f"The case stands at “{_STAGES[found.stage].en}”; this step is taken at "
                 f"“{', '.join(_STAGES[s].en for s in stages)}”."),
            field="case", code="wrong-stage",
        )
    return found


def case_before_approval(state: CaseState | None, case: str) -> CaseState:
    """The case, before any listing began."""
    return case_at(state, case, "proposed", "noticed", "decided")


def open_case(state: CaseState | None, case: str) -> CaseState:
    """The case of a listing that began and was not ended by decision."""
    return case_at(state, case, "listed")


def step_waiting(state: CaseState) -> CaseState:
    """The case, with an adverse step that waits for its second officer."""
    if state.pending is None:
        raise NotFound(
            Text("该案没有待审批的决定。", "No decision on this case waits for approval."), field="case", code="none-pending",
        )
    return state


def proposal(found: tuple[Event, str, str] | None, kind: type[E]) -> tuple[E, str, str]:
    """What one officer proposed and nobody confirmed yet: the event, the authority, the officer."""
    if found is None or not isinstance(found[0], kind):
        raise NotFound(
            Text("没有待确认的该项提议。", "No such proposal waits to be confirmed."), field="proposal", code="none-pending",
        )
    return found[0], found[1], found[2]


def no_such_case() -> NotFound:
    """The answer about a case that is not there, erased, or none of the asker's business: one and the same."""
    return NotFound(Text("没有该案，或已删除。", "There is no such case, or it is erased."), field="case")


def _held(state: CaseState | None, case: str) -> CaseState:
    if state is None or state.stage == "none":
        raise no_such_case()
    return state
