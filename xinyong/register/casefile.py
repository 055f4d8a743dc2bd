"""A case: the fold of its events into where its procedure stands.

The stages follow the list's own procedure: proposed → noticed → (answered) → decided → listed →
ended, or dropped. What is computed once (a deadline, a term) is read back from the event that
fixed it and never computed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from xinyong.register import events as ev
from xinyong.subjects.ids import is_person_case

Stage = Literal["none", "proposed", "noticed", "decided", "legacy", "listed", "dropped", "ended"]

DRAFT_DAYS = 30
"""A proposal on which no notice was served lapses after so many days (basis: register, SAFEGUARDS)."""
DROPPED_MONTHS = 24
"""How long a dropped or lapsed case is kept, for its subject and auditors (basis: register)."""


def lapse_of(proposed_on: date) -> date:
    """The first day on which a proposal without notice has lapsed."""
    return proposed_on + timedelta(days=DRAFT_DAYS)


class Pending(NamedTuple):
    """An adverse step that one officer decided and no other has approved yet."""

    decided: ev.StepDecided
    officer: str


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
    legacy: ev.LegacyTaken | None = None
    legacy_decided: ev.LegacyDecided | None = None
    until: date | None = None  # as extended, varied or corrected since
    notified: ev.DecisionNotified | None = None
    pending: Pending | None = None
    suspended: ev.EffectSuspended | None = None
    application: ev.RepairApplied | None = None
    pledge: ev.PledgeMade | None = None
    contest: ev.ContestOpened | None = None
    extended: ev.ListingExtended | None = None
    unpublished: bool = False
    exemptions: tuple[ev.Exempted, ...] = ()
    named: str = ""  # a natural person's name
    answers_for: str = ""  # the organisation's case for which this person answers

    @property
    def person(self) -> bool:
        """Whether the case is on a natural person."""
        return is_person_case(self.case)

    @property
    def begun(self) -> ev.ListingApproved | ev.ListingMirrored | ev.LegacyTaken | None:
        """What began the listing: a decision here, its source, or a list kept before."""
        return self.approval or self.mirrored or self.legacy


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
                proposer=officer, named=event.named, answers_for=event.answers_for,
            )
        case ev.NoticeServed():
            return state._replace(stage="noticed", notice=event)
        case ev.AnswerReceived():
            return state._replace(answer=event)
        case ev.ListingDecided():
            return state._replace(stage="decided", decision=event, decider=officer)
        case ev.ListingApproved():
            return state._replace(
                stage="listed", approval=event, approver=officer, review_by=event.review_by, until=event.until
            )
        case ev.ListingDropped():
            return state._replace(stage="dropped")
        case ev.ObjectionOpened():
            return state._replace(objection=event)
        case ev.ObjectionDecided():
            return state._replace(objection=None, pending=None)
        case ev.ListingReviewed():
            return state._replace(review_by=event.review_by, pending=None)
        case ev.ListingEnded():
            return state._replace(
                stage="ended", ended=event, objection=None, pending=None, suspended=None, application=None, contest=None
            )
        case ev.ListingMirrored():
            return state._replace(
                case=event.case, subject=event.subject, list=event.list, authority=authority, stage="listed",
                mirrored=event, review_by=event.review_by, until=event.until,
            )
        case ev.LegacyDecided():
            return state._replace(
                case=event.case, subject=event.subject, list=event.list, authority=authority, stage="legacy",
                proposer=officer, decider=officer, legacy_decided=event,
            )
        case ev.LegacyTaken():
            return state._replace(
                stage="listed", legacy=event, approver=officer, review_by=event.review_by, until=event.until
            )
    return _later(state, event, officer)


def _later(state: CaseState, event: ev.Event, officer: str) -> CaseState:
    """What happens to a listing after it began."""
    match event:
        case ev.DecisionNotified():
            return state._replace(notified=event)
        case ev.StepDecided():
            return state._replace(pending=Pending(event, officer))
        case ev.StepDeclined():
            return state._replace(pending=None)
        case ev.PublicationSuppressed():
            return state._replace(unpublished=True)
        case ev.EffectSuspended():
            return state._replace(suspended=event)
        case ev.EffectResumed():
            return state._replace(suspended=None, pending=None)
        case ev.RepairApplied():
            return state._replace(application=event)
        case ev.RepairDecided():
            return state._replace(application=None, pending=None)
        case ev.PledgeMade():
            return state._replace(pledge=event)
        case ev.PledgeEnded():
            waits = state.pending if state.pending and state.pending.decided.step != "pledge-breach" else None
            return state._replace(pledge=None, pending=waits)
        case ev.ContestOpened():
            return state._replace(contest=event)
        case ev.ContestDecided():
            return state._replace(contest=None, until=event.until or state.until)
        case ev.ListingCorrected():
            return state._replace(until=event.until or state.until)
        case ev.Exempted():
            return state._replace(exemptions=(*state.exemptions, event))
        case ev.ListingExtended():
            return state._replace(until=event.until, extended=event, pending=None)
        case ev.ListingRestored():
            return state._replace(stage="listed", ended=None, pending=None)
    return state
