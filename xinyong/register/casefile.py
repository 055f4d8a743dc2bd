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

Stage = Literal[
    "none", "proposed", "noticed", "decided", "legacy", "listed", "lost", "dropped", "lapsed", "ended", "declined"
]

DRAFT_DAYS = 30
"""A proposal on which no notice was served lapses after so many days (basis: register, SAFEGUARDS)."""
DECIDE_DAYS = 90
"""Time to decide and approve after the last day to answer, where the list's law gives none (basis: register)."""
HEARING_NOTICE_DAYS = 7
"""Days between the invitation and the hearing, where the list's law gives none (basis: register)."""
DROPPED_MONTHS = 24
"""How long a dropped or lapsed case is kept, for its subject and auditors (basis: register)."""


def lapse_of(proposed_on: date) -> date:
    """The first day on which a draft (a proposal without notice, a step without approval) has lapsed."""
    return proposed_on + timedelta(days=DRAFT_DAYS)


def overdue_on(notice: ev.NoticeServed) -> date:
    """The first day on which a case with notice has lapsed: as the notice states it, or by the rule before it did."""
    return (notice.decide_by or notice.answer_by + timedelta(days=DECIDE_DAYS)) + timedelta(days=1)


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
    hearing: ev.HearingRequested | None = None  # asked for, and neither held nor waived
    invited: ev.HearingInvited | None = None
    heard: ev.HearingHeld | None = None
    answer: ev.AnswerReceived | None = None
    decision: ev.ListingDecided | None = None
    decider: str = ""
    approval: ev.ListingApproved | None = None
    approver: str = ""
    objection: ev.ObjectionOpened | None = None
    review_by: date | None = None
    ended: ev.ListingEnded | None = None
    stayed: bool = False  # it had no effect when it was ended
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
    source: str = ""  # the case that it carries out
    employer_told: ev.EmployerTold | None = None
    named: str = ""  # a natural person's name
    answers_for: str = ""  # the organisation's case for which this person answers
    status: ev.StatusFiled | None = None
    lost: ev.HonourLost | None = None

    @property
    def person(self) -> bool:
        """Whether the case is on a natural person."""
        return is_person_case(self.case)

    @property
    def begun(self) -> ev.ListingApproved | ev.ListingMirrored | ev.LegacyTaken | ev.StatusFiled | None:
        """What began the listing: a decision here, its source, a list kept before, or the status's own body."""
        return self.approval or self.mirrored or self.legacy or self.status

    @property
    def lapses_on(self) -> date | None:
        """The first day on which a case that began nothing is over by the clock alone (Article 7)."""
        if self.stage == "proposed" and self.proposed_on is not None:
            return lapse_of(self.proposed_on)
        if self.stage in ("noticed", "decided") and self.notice is not None:
            return overdue_on(self.notice)
        if self.stage == "decided" and self.proposed_on is not None:  # without notice: an honour, which burdens nobody
            return lapse_of(self.proposed_on)
        decided = self.legacy_decided.decided_on if self.stage == "legacy" and self.legacy_decided else None
        return None if decided is None else lapse_of(decided)

    def stage_on(self, day: date) -> Stage:
        """Where it stands on a day: ``lapsed`` where the clock ended it before anything began."""
        over = self.lapses_on
        return "lapsed" if over is not None and day >= over else self.stage

    def waits(self, day: date) -> Pending | None:
        """The adverse step that waits for its second officer, unless it lapsed as drafts do."""
        if self.pending is None or self.pending.decided.decided_on is None:
            return self.pending
        return None if day >= lapse_of(self.pending.decided.decided_on) else self.pending


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
                proposer=officer, source=event.source, named=event.named, answers_for=event.answers_for,
            )
        case ev.NoticeServed():
            return state._replace(stage="noticed", notice=event)
        case ev.AnswerReceived():
            return state._replace(answer=event)
        case ev.HearingRequested():  # a decision made before it was known of falls: it heard nobody
            return state._replace(hearing=event, invited=None, stage="noticed", decision=None, decider="")
        case ev.HearingInvited():
            return state._replace(invited=event)
        case ev.HearingHeld():
            return state._replace(hearing=None, heard=event)
        case ev.HearingWaived():
            return state._replace(hearing=None)
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
                stage="ended", ended=event, stayed=state.suspended is not None, objection=None, pending=None,
                suspended=None, application=None, contest=None,
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
    return _later(state, event, authority, officer)


def _later(state: CaseState, event: ev.Event, authority: str, officer: str) -> CaseState:
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
        case ev.EmployerTold():
            return state._replace(employer_told=event, pending=None)
        case ev.ListingRestored():
            return state._replace(stage="listed", ended=None, stayed=False, pending=None)
    return _honour(state, event, authority)


def _honour(state: CaseState, event: ev.Event, authority: str) -> CaseState:
    """What happens to honours and statuses alone."""
    match event:
        case ev.HonourDeclined():
            return CaseState(
                case=event.case, subject=event.subject, list=event.list, authority=authority, stage="declined"
            )
        case ev.HonourLost():
            return state._replace(stage="lost", lost=event, pending=None)
        case ev.HonourReturned():
            return state._replace(stage="listed", lost=None)
        case ev.StatusFiled():
            return state._replace(
                case=event.case, subject=event.subject, list=event.list, authority=authority, stage="listed",
                status=event, until=event.until, review_by=event.review_by,
            )
    return state
