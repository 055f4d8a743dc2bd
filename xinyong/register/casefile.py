"""A case: the fold of its events into where its procedure stands.

The stages follow the list's own procedure: proposed → noticed → (answered) → decided → listed →
ended, or dropped. What is computed once (a deadline, a term) is read back from the event that
fixed it and never computed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from xinyong.register import events as ev

Stage = Literal["none", "proposed", "noticed", "decided", "listed", "dropped", "ended"]


class CaseState(NamedTuple):
    """Where a case stands after its events, in order."""

    case: str = ""
    subject: str = ""
    list: str = ""
    authority: str = ""
    ground: str = ""
    stage: Stage = "none"
    conduct_on: date | None = None
    proposed_on: date | None = None
    facts: ev.StatedFacts = []
    proposer: str = ""
    notice: ev.NoticeServed | None = None
    answer: ev.AnswerReceived | None = None
    decision: ev.ListingDecided | None = None
    decider: str = ""
    approval: ev.ListingApproved | None = None
    approver: str = ""
    objection: ev.ObjectionOpened | None = None
    review_by: date | None = None
    ended: ev.ListingEnded | None = None
    mirrored: ev.ListingMirrored | None = None


def fold(entries: Iterable[tuple[ev.Event, str, str]]) -> CaseState:
    """Fold ``(event, authority, officer)`` in journal order; entries of other kinds change nothing."""
    state = CaseState()
    for event, authority, officer in entries:
        state = _step(state, event, authority, officer)
    return state


def _step(state: CaseState, event: ev.Event, authority: str, officer: str) -> CaseState:
    match event:
        case ev.ListingProposed():
            return state._replace(
                case=event.case, subject=event.subject, list=event.list, authority=authority, ground=event.ground,
                stage="proposed", conduct_on=event.conduct_on, proposed_on=event.proposed_on, facts=event.facts,
                proposer=officer,
            )
        case ev.NoticeServed():
            return state._replace(stage="noticed", notice=event)
        case ev.AnswerReceived():
            return state._replace(answer=event)
        case ev.ListingDecided():
            return state._replace(stage="decided", decision=event, decider=officer)
        case ev.ListingApproved():
            return state._replace(stage="listed", approval=event, approver=officer, review_by=event.review_by)
        case ev.ListingDropped():
            return state._replace(stage="dropped")
        case ev.ObjectionOpened():
            return state._replace(objection=event)
        case ev.ObjectionDecided():
            return state._replace(objection=None)
        case ev.ListingReviewed():
            return state._replace(review_by=event.review_by)
        case ev.ListingEnded():
            return state._replace(stage="ended", ended=event, objection=None)
        case ev.ListingMirrored():
            return state._replace(
                case=event.case, subject=event.subject, list=event.list, authority=authority, stage="listed",
                mirrored=event, review_by=event.review_by,
            )
    return state
