"""What is expected of later steps of a listing: service of the decision, relief, repair, pledges and contests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xinyong.lab.institution import reckoning as law
from xinyong.lab.institution.book import Acting, Book, Case, differs, rule
from xinyong.law.model import ListVersion, Remedy
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.correct_listing import CorrectListing
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.pledge_credit import MakePledge, WithdrawPledge
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.suppress_publication import SuppressPublication
from xinyong.register.suspend_listing import SuspendEffect

SETTLE_WORKING_DAYS = 5
"""A claim that the wrong one is named is settled within so many working days, or the relief is for good."""
METHODS = ("delivered", "refused", "public-notice")


def decided_step(book: Book, step: str, command: Any, acting: Acting, events: list[Any]) -> str:
    """Enter an adverse step that one officer decided."""
    case = book.cases[command.case]
    case.pending, case.step = (step, acting.officer, acting.today), command
    return differs(events[0], step=step)


def document(command: Any) -> str:
    """Whether no document is named."""
    return "" if command.document else "no document"


def waits(case: Case | None, acting: Acting) -> str:
    """Whether another adverse step waits for its approval."""
    return "step waiting" if case is not None and case.waits(acting.today) else ""


# --- the decision is served --------------------------------------------------------------------------


def _notify(book: Book, command: NotifyDecision, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    if command.method not in METHODS or not command.document:
        return "form"
    if case.notified or case.legacy or case.sort == "status":
        return "not decided here, or served already"
    if case.since is None or not case.since <= command.served_on <= acting.today:
        return "dates"
    return "half of the papers" if case.repair_from is not None and not command.repair_notice else ""


@rule(NotifyDecision, _notify)
def _notified(book: Book, command: NotifyDecision, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.notified = True
    version = book.version(case.list, acting.today)
    if version is None:
        return ""
    last = {each.id: _last_day(each, command.served_on) for each in version.remedies}
    told = {each.remedy: each.until for each in events[0].remedies}
    return "" if told == last else f"the remedies' last days are {told}, not {last}"


def _last_day(remedy: Remedy, served: date) -> date | None:
    if isinstance(remedy.follows, str):
        return None  # it runs from the answer to another
    if remedy.within_months is not None:
        return law.no_holiday(law.later(served, remedy.within_months))
    return None if remedy.within_days is None else law.no_holiday(served + timedelta(days=remedy.within_days))


def _suppress(book: Book, command: SuppressPublication, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    return why or document(command) or ("done already" if case is not None and case.unpublished else "")


@rule(SuppressPublication, _suppress)
def _suppressed(book: Book, command: SuppressPublication, acting: Acting, events: list[Any]) -> str:
    book.cases[command.case].unpublished = True
    return ""


# --- relief ------------------------------------------------------------------------------------------


def _suspend(book: Book, command: SuspendEffect, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is not None and case.sort == "honour":
        return "not a burden"
    return why or document(command) or ("suspended already" if case is not None and case.suspended else "")


@rule(SuspendEffect, _suspend)
def _suspended(book: Book, command: SuspendEffect, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.suspended = command.reason
    if command.reason != "wrong-subject":
        return differs(events[0], decide_by=None)
    decide_by = law.working_days_after(acting.today, SETTLE_WORKING_DAYS)
    case.relief_on = decide_by + timedelta(days=1)
    return differs(
        events[0], decide_by=decide_by, provisional=decide_by > law.PUBLISHED_UNTIL, retain_until=case.keep()
    )


def final(case: Case, today: date) -> bool:
    """Whether the relief of a wrong subject is for good."""
    return case.relief_on is not None and today >= case.relief_on


def _exempt(book: Book, command: ExemptAction, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    version = book.version(case.list, acting.today)
    touched = {action for each in version.measures for action in each.actions} if version else set()
    if case.sort == "honour" or command.action not in touched or command.until <= acting.today:
        return "nothing to free"
    return document(command)


@rule(ExemptAction, _exempt)
def _exempted(book: Book, command: ExemptAction, acting: Acting, events: list[Any]) -> str:
    book.cases[command.case].exempt.append((command.action, acting.today, command.until))
    return differs(events[0], since=acting.today, until=command.until)


def _later_end(case: Case, until: date | None) -> bool:
    return until is not None and case.until is not None and until > case.until


def _correct(book: Book, command: CorrectListing, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    if not command.decision and command.until is None:
        return "nothing corrected"
    if case.sort == "honour" and command.until is not None:
        return "not a burden"
    return "a longer term" if _later_end(case, command.until) else document(command)


@rule(CorrectListing, _correct)
def _corrected(book: Book, command: CorrectListing, acting: Acting, events: list[Any]) -> str:
    return _shortened(book.cases[command.case], command.until, events[0])


def _shortened(case: Case, until: date | None, event: Any) -> str:
    if until is None:
        return ""
    case.until = until
    return differs(event, until=until, retain_until=case.keep())


# --- repair and pledges --------------------------------------------------------------------------------


def _apply(book: Book, command: ApplyRepair, acting: Acting) -> str:
    case = book.cases.get(command.case)
    if case is None or case.stage != "listed":
        return "wrong stage"
    if not command.document or command.received_on > acting.today or case.application:
        return "form, or open already"
    version = book.version(case.list, acting.today)
    endings = {*case.ends_on, *(each.id for each in (version.endings if version else []))}
    if case.repair_from is None:
        barred = version is None or not version.repair.allowed
    else:
        barred = acting.today < case.repair_from
    ending = _repaired(version)
    return "repair barred or too early" if barred or ending == "source-ended" or ending not in endings else ""


def _repaired(version: ListVersion | None) -> str:
    """What the list's law calls the end that repair brings about."""
    named = version.repair.leads_to if version else None
    return named if isinstance(named, str) else "repaired"


@rule(ApplyRepair, _apply)
def _applied(book: Book, command: ApplyRepair, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.application = True
    version = book.version(case.list, acting.today)
    days = version.repair.decide_working_days if version else None
    return differs(events[0], decide_by=None if days is None else law.working_days_after(command.received_on, days))


def _decide_repair(book: Book, command: DecideRepair, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    if not case.application:
        return "none open"
    return document(command) or ("" if command.granted else waits(case, acting))


@rule(DecideRepair, _decide_repair)
def _repair_decided(book: Book, command: DecideRepair, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    if not command.granted:
        return decided_step(book, "repair-refused", command, acting, events)
    ending = _repaired(book.version(case.list, acting.today))
    case.end(acting.today, ending)
    return differs(events[-1], ending=ending, ended_on=acting.today, retain_until=case.retain_until)


def _pledge(book: Book, command: MakePledge, acting: Acting) -> str:
    case = book.cases.get(command.case)
    if case is None or case.stage != "listed":
        return "wrong stage"
    return "made already" if case.pledge else document(command)


@rule(MakePledge, _pledge)
def _pledged(book: Book, command: MakePledge, acting: Acting, events: list[Any]) -> str:
    book.cases[command.case].pledge = True
    return ""


def _take_back(book: Book, command: WithdrawPledge, acting: Acting) -> str:
    case = book.cases.get(command.case)
    if case is None or case.stage != "listed":
        return "wrong stage"
    return document(command) if case.pledge else "none made"


@rule(WithdrawPledge, _take_back)
def _taken_back(book: Book, command: WithdrawPledge, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.pledge = False
    if case.pending is not None and case.pending[0] == "pledge-breach":
        case.pending = case.step = None
    return differs(events[0], how="withdrawn")


# --- contests ------------------------------------------------------------------------------------------


def _contest(book: Book, command: OpenContest, acting: Acting) -> str:
    case = book.cases.get(command.case)
    if case is None or case.stage != "listed":
        return "wrong stage"
    return "open already" if case.contest or command.opened_on > acting.today else document(command)


@rule(OpenContest, _contest)
def _contested(book: Book, command: OpenContest, acting: Acting, events: list[Any]) -> str:
    book.cases[command.case].contest = True
    return ""


def _decide_contest(book: Book, command: DecideContest, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed", "lost")
    if case is None:
        return why
    if not case.contest or (command.outcome == "varied") != (command.until is not None):
        return "none open, or no new end"
    if case.sort == "honour" and command.outcome in ("varied", "annulled"):
        return "not a burden"
    return "a longer term" if _later_end(case, command.until) else document(command)


@rule(DecideContest, _decide_contest)
def _contest_decided(book: Book, command: DecideContest, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.contest = False
    if command.outcome != "annulled":
        return _shortened(case, command.until, events[0])
    case.end(acting.today, "annulled")
    return differs(events[-1], ending="annulled", ended_on=acting.today, retain_until=case.retain_until)
