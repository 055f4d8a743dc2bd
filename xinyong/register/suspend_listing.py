"""Suspend a listing's effect at once, by one officer; let it have effect again, by two.

A claim that the wrong one is named suspends the same day and is settled within days, or the relief is
for good. A stay (by the authority, on reconsideration, by a court) lasts until it is lifted.
"""

from __future__ import annotations

from datetime import timedelta

from xinyong.law.dates import add_months
from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import EffectResumed, EffectSuspended, StepDecided
from xinyong.register.honours import honours_lost, honours_returned
from xinyong.register.responsible import no_longer_than_organisation
from xinyong.register.retention import kept_until, retention_of
from xinyong.register.steps import step_decided

WRONG_SUBJECT = "wrong-subject"
REASONS = (WRONG_SUBJECT, "authority-stay", "reconsideration-stay", "court-stay")
SETTLE_WORKING_DAYS = 5
"""A claim of the wrong subject not settled by then ends the listing (basis: register; Articles 6 and 8)."""
_SUSPENSION = ("暂停执行", "a suspension")


class SuspendEffect(Command):
    case: str
    reason: str  # one of REASONS
    document: str


class ResumeEffect(Command):
    case: str
    document: str


def suspend_effect(command: SuspendEffect, context: Context) -> list[Decided]:
    """Event: ``listing.suspended``: no effect from this entry on, sealed or not; honours it took away stand again."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.one_of(command.reason, REASONS, "reason")
    articles.document_named(command.document)
    articles.burden(context.law, state.list)
    articles.not_open(state.suspended, *_SUSPENSION)
    decide_by, provisional, keep = None, False, None
    if command.reason == WRONG_SUBJECT:
        decide_by, provisional = context.calendar.deadline(context.today, SETTLE_WORKING_DAYS)
        keep = min(kept_until(state), add_months(decide_by + timedelta(days=1), retention_of(state)))
    return [
        Decided(
            EffectSuspended(
                case=state.case, subject=state.subject, list=state.list, reason=command.reason,
                document=command.document, decide_by=decide_by, provisional=provisional, retain_until=keep,
            ),
            context.today,
        ),
        *honours_returned(state.case, state.subject, state.list, context),
    ]


def resume_effect(command: ResumeEffect, context: Context) -> list[Decided]:
    """Event: ``listing.step-decided``: the claim is unfounded, or the stay is lifted; another officer approves."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.is_open(state.suspended, *_SUSPENSION)
    articles.resumable(state, context.today)
    return step_decided(state, "resume", command.document, context)


def resumed(state: CaseState, decided: StepDecided, context: Context) -> list[Decided]:
    """Event: ``listing.resumed``; it has effect again once sealed, and ends when it would have ended."""
    articles.is_open(state.suspended, *_SUSPENSION)
    articles.resumable(state, context.today)
    version = context.law.list(state.list)
    if version is not None:  # a responsible person's never before the organisation's own
        no_longer_than_organisation(state, (state.until, state.review_by), version, context)
    event = EffectResumed(
        case=state.case, subject=state.subject, list=state.list, document=decided.document,
        retain_until=kept_until(state._replace(suspended=None)),
    )
    ends = (state.until, state.review_by)
    return [Decided(event, context.today), *honours_lost(state.case, state.subject, state.list, context, ends)]
