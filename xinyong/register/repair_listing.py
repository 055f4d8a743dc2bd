"""Apply for credit repair, and decide it: granting is relief by one officer, refusing takes two (Articles 6 and 8)."""

from __future__ import annotations

from datetime import date

from xinyong.law.model import ListVersion
from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingEnded, RepairApplied, RepairDecided, StepDecided
from xinyong.register.retention import retained_until
from xinyong.register.steps import step_decided

_APPLICATION = ("信用修复申请", "an application for repair")


class ApplyRepair(Command):
    """Entered for the subject by an officer of any authority; ``document`` names what it submitted."""

    case: str
    received_on: date
    document: str


class DecideRepair(Command):
    case: str
    granted: bool
    document: str


def apply_repair(command: ApplyRepair, context: Context) -> list[Decided]:
    """Event: ``listing.repair-applied``, with the day by which it must be decided; refused with why if too early."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.document_named(command.document)
    articles.not_in_future(command.received_on, context.today, "received_on")
    articles.not_open(state.application, *_APPLICATION)
    version = context.law.list(state.list)
    articles.repairable(version, state, context.today)
    articles.repaired_here(version, _ending(version))
    articles.ending_in_law(version, state, _ending(version))
    days = version.repair.decide_working_days if version else None
    decide_by, provisional = (None, False) if days is None else context.calendar.deadline(command.received_on, days)
    return [
        Decided(
            RepairApplied(
                case=state.case, subject=state.subject, list=state.list, document=command.document,
                received_on=command.received_on, decide_by=decide_by, provisional=provisional,
            ),
            command.received_on,
        )
    ]


def decide_repair(command: DecideRepair, context: Context) -> list[Decided]:
    """Events: granted, ``listing.repair-decided`` and ``listing.ended`` the same day; refused, a step to approve."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.document_named(command.document)
    articles.is_open(state.application, *_APPLICATION)
    if not command.granted:
        return step_decided(state, "repair-refused", command.document, context)
    return [
        _answered(state, True, command.document, context),
        Decided(
            ListingEnded(
                case=state.case, subject=state.subject, list=state.list, ending=_ending(context.law.list(state.list)),
                ended_on=context.today, document=command.document, retain_until=retained_until(state, context.today),
            ),
            context.today,
        ),
    ]


def refused_repair(state: CaseState, decided: StepDecided, context: Context) -> list[Decided]:
    """Event: ``listing.repair-decided``, refused; the subject may apply again."""
    articles.is_open(state.application, *_APPLICATION)
    return [_answered(state, False, decided.document, context)]


def _ending(version: ListVersion | None) -> str:
    """What the list's law calls the end that repair brings about."""
    return version.repair.ending if version else "repaired"


def _answered(state: CaseState, granted: bool, document: str, context: Context) -> Decided:
    event = RepairDecided(case=state.case, subject=state.subject, list=state.list, granted=granted, document=document)
    return Decided(event, context.today)
