"""An adverse step on a listing takes two officers: one decides it, another approves it (Article 6).

Between the two nothing has changed for the subject. The step's module says what must hold when it is
decided; what follows (``approve_step``) asks again on the day of the approval.
"""

from __future__ import annotations

from xinyong.register import articles
from xinyong.register.casefile import CaseState
from xinyong.register.core import Context, Decided
from xinyong.register.events import StepDecided

PENDING = ("待审批的决定", "a decision that waits for approval")


def step_decided(
    state: CaseState, step: str, document: str, context: Context, extension: str = "", months: int = 0,
    capacity: str = "", ending: str = "",
) -> list[Decided]:
    """Event: ``listing.step-decided``, without effect. One step at a time waits for its approval."""
    articles.document_named(document)
    articles.not_open(state.waits(context.today), *PENDING)
    event = StepDecided(
        case=state.case, subject=state.subject, list=state.list, step=step, document=document, extension=extension,
        months=months, decided_on=context.today, capacity=capacity, ending=ending,
    )
    return [Decided(event, context.today)]
