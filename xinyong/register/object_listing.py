"""Object to a listing, and decide the objection. An open objection is flagged on every answer (Article 8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xinyong.law.model import Remedy
from xinyong.law.remedies import find
from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingEnded, ListingWithdrawn, ObjectionDecided, ObjectionOpened, StepDecided
from xinyong.register.honours import honours_returned
from xinyong.register.retention import retained_until
from xinyong.register.steps import step_decided


class OpenObjection(Command):
    """Lodged by the subject or on its behalf; ``document`` names what it submitted."""

    case: str
    document: str


class DecideObjection(Command):
    case: str
    upheld: bool
    document: str


def open_objection(command: OpenObjection, context: Context) -> list[Decided]:
    """Event: ``listing.objection-opened``, with the day by which it must be decided."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.document_named(command.document)
    articles.no_open_objection(state)
    version = context.law.list(state.list)  # None where the law ended: the subject may object all the same
    decide_by, provisional = _decide_by(find(version, "objection"), context)
    return [
        Decided(
            ObjectionOpened(
                case=command.case, subject=state.subject, list=state.list, document=command.document,
                decide_by=decide_by, provisional=provisional,
            ),
            context.today,
        )
    ]


def _decide_by(remedy: Remedy | None, context: Context) -> tuple[date | None, bool]:
    if remedy is None:
        return None, False
    if isinstance(remedy.decide_days, int):
        return context.today + timedelta(days=remedy.decide_days), False
    days = remedy.decide_working_days
    return (None, False) if days is None else context.calendar.deadline(context.today, days)


def decide_objection(command: DecideObjection, context: Context) -> list[Decided]:
    """Events: upheld, ``listing.objection-decided`` and the listing's end the same day; rejected, a step to approve.

    Upheld against an honour it ends nothing: what is right about it is corrected, withdrawn or declined by its own
    decision; and it is decided even where the honour was lost meanwhile. Upholding is relief: one officer suffices.
    Rejecting is adverse: the deciding officer took no part in the listing, and another approves.
    """
    state = stages.case_at(context.known.case(command.case), command.case, "listed", "lost")
    articles.own_act(context.actor.authority, state.authority)
    articles.document_named(command.document)
    articles.objection_is_open(state)
    if not command.upheld:
        articles.fresh_eyes(context.actor.officer, state, context.known)
        return step_decided(state, "objection-rejected", command.document, context)
    honour = context.law.rulebook.lists[state.list].kind == "red" if state.list in context.law.rulebook.lists else False
    ended = [] if honour else withdrawn(state, "objection-upheld", command.document, context)
    return [_answered(state, True, command.document, context), *ended]


def rejected(state: CaseState, decided: StepDecided, context: Context) -> list[Decided]:
    """Event: ``listing.objection-decided``, rejected."""
    articles.objection_is_open(state)
    return [_answered(state, False, decided.document, context)]


def _answered(state: CaseState, upheld: bool, document: str, context: Context) -> Decided:
    event = ObjectionDecided(case=state.case, subject=state.subject, list=state.list, upheld=upheld, document=document)
    return Decided(event, context.today)


def withdrawn(state: CaseState, reason: str, document: str, context: Context) -> list[Decided]:
    """Events: ``listing.withdrawn``, by which everyone who was told is told, and ``listing.ended`` as annulled.

    Honours that it took away stand again.
    """
    of: dict[str, Any] = {"case": state.case, "subject": state.subject, "list": state.list, "document": document}
    return [
        Decided(ListingWithdrawn(**of, reason=reason), context.today),
        Decided(
            ListingEnded(
                **of, ending="annulled", ended_on=context.today, retain_until=retained_until(state, context.today)
            ),
            context.today,
        ),
        *honours_returned(state.case, state.subject, state.list, context),
    ]
