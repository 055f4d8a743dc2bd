"""What the Articles expect of hearings: asked for in time, announced, held, or given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from xinyong.lab.institution.book import HEARING_DAYS, Acting, Book, Case, rule
from xinyong.register.hold_hearing import HoldHearing, InviteToHearing, RequestHearing, WaiveHearing


def _told(book: Book, command: Any, acting: Acting, *stages: str) -> tuple[Case | None, str]:
    case, why = book.at(command, acting, *stages)
    if case is None or not case.over(acting.today):
        return case, why
    return None, "case lapsed"


def _request(book: Book, command: RequestHearing, acting: Acting) -> str:
    case, why = _told(book, command, acting, "noticed", "decided")
    if case is None:
        return why
    version = book.version(case.list, acting.today)
    if version is None or version.notice is None or not version.notice.hearing:
        return "no hearing in law"
    if case.served is None or case.answer_by is None or not case.served <= command.received_on <= case.answer_by:
        return "dates"
    if command.received_on > acting.today:
        return "dates"
    return "asked already" if case.asked or case.heard else ""


@rule(RequestHearing, _request)
def _requested(book: Book, command: RequestHearing, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.asked, case.invited_for, case.stage, case.decider = True, None, "noticed", ""
    return ""


def _invite(book: Book, command: InviteToHearing, acting: Acting) -> str:
    case, why = _told(book, command, acting, "noticed")
    if case is None or not case.asked:
        return why or "not asked"
    version = book.version(case.list, acting.today)
    if version is None or version.notice is None:
        return "no law for it"
    given = version.notice.hearing_notice_days
    days = given if isinstance(given, int) else HEARING_DAYS
    return "" if command.served_on + timedelta(days=days) <= command.held_on else "too short"


@rule(InviteToHearing, _invite)
def _invited(book: Book, command: InviteToHearing, acting: Acting, events: list[Any]) -> str:
    book.cases[command.case].invited_for = command.held_on
    return ""


def _hold(book: Book, command: HoldHearing, acting: Acting) -> str:
    case, why = _told(book, command, acting, "noticed")
    if case is None or not case.asked:
        return why or "not asked"
    if acting.officer == case.proposer:
        return "same officer"
    came = case.invited_for is not None and case.invited_for <= command.held_on <= acting.today
    return "" if came else "not as invited"


@rule(HoldHearing, _hold)
def _held(book: Book, command: HoldHearing, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.asked, case.heard = False, True
    return ""


def _waive(book: Book, command: WaiveHearing, acting: Acting) -> str:
    case, why = _told(book, command, acting, "noticed")
    if case is None or not case.asked:
        return why or "not asked"
    came = case.invited_for is not None and acting.today >= case.invited_for
    return "" if command.how == "given-up" or came else "not as invited"


@rule(WaiveHearing, _waive)
def _waived(book: Book, command: WaiveHearing, acting: Acting, events: list[Any]) -> str:
    book.cases[command.case].asked = False
    return ""
