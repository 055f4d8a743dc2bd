"""What is expected of adverse steps on a listing, which one officer decides and another approves; and of old lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from xinyong.lab.institution import reckoning as law
from xinyong.lab.institution.book import Acting, Book, Case, differs, rule
from xinyong.lab.institution.rules_later import decided_step, document, final, waits
from xinyong.law.force import DECIDED_HERE
from xinyong.law.model import ListVersion, Revocation
from xinyong.register.approve_step import ApproveStep, DeclineStep
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.pledge_credit import FindBreach
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.suspend_listing import ResumeEffect
from xinyong.register.take_over import ApproveTakeOver, TakeOver

LEGACY_REVIEW_MONTHS = 6
"""What was taken over is decided afresh within so many months, or it lapses."""

# --- longer, and again ---------------------------------------------------------------------------------


def _extend(book: Book, command: ExtendListing, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    return (
        _not_extendable(book, case, command, acting)
        or _untold(book, case, command.served_on, None if case.legacy else case.since, acting)
        or document(command)
        or waits(case, acting)
    )


def _not_extendable(book: Book, case: Case, command: ExtendListing, acting: Acting) -> str:
    version = book.version(case.list, acting.today)
    if version is None or not book.may_decide(acting, case.list):
        return "no law for it"
    if case.extended or case.until is None or acting.today >= case.until:
        return "extended already, or over"
    given = version.extensions if isinstance(version.extensions, list) else []
    able = [
        each
        for each in given
        if each.id == command.extension
        and (not each.grounds or case.ground in each.grounds)
        and each.least_months <= command.months <= each.most_months
    ]
    return "" if able else "no such extension"


def _untold(book: Book, case: Case, served: date, earliest: date | None, acting: Acting) -> str:
    """A further burden has a notice of its own, after its cause, and the time to answer."""
    version = book.version(case.list, acting.today)
    if version is None or version.notice is None or served > acting.today:
        return "no notice"
    if earliest is not None and served < earliest:
        return "another notice"
    days = version.notice.answer_days
    own = version.notice.working_days
    last = law.working_days_after(served, days) if own else law.no_holiday(served + timedelta(days=days))
    return "too early" if acting.today <= last else ""


def _restore(book: Book, command: RestoreListing, acting: Acting) -> str:
    case, why = book.at(command, acting, "ended")
    if case is None:
        return why
    return (
        _not_restorable(book, case, acting)
        or _untold(book, case, command.served_on, case.ended_on, acting)
        or document(command)
        or waits(case, acting)
    )


def _not_restorable(book: Book, case: Case, acting: Acting) -> str:
    version = book.version(case.list, acting.today)
    if version is None or not book.may_decide(acting, case.list):
        return "no law for it"
    over = any(day is not None and acting.today >= day for day in (case.until, case.review_by))
    if case.ending != "repaired" or over or not isinstance(version.repair_revocable, Revocation):
        return "not to be restored"
    return ""


# --- adverse steps: decided by one, approved by another ------------------------------------------------


def _resume(book: Book, command: ResumeEffect, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    if not case.suspended or final(case, acting.today):
        return "nothing to lift"
    return document(command) or waits(case, acting)


def _breach(book: Book, command: FindBreach, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    return (document(command) or waits(case, acting)) if case.pledge else "none made"


for _command, _why, _name in (
    (ResumeEffect, _resume, "resume"),
    (FindBreach, _breach, "pledge-breach"),
    (ExtendListing, _extend, "extend"),
    (RestoreListing, _restore, "restore"),
):

    @rule(_command, _why)
    def _step(book: Book, command: Any, acting: Acting, events: list[Any], name: str = _name) -> str:
        return decided_step(book, name, command, acting, events)


def _version_of(book: Book, case: Case, acting: Acting) -> ListVersion | None:
    return book.version(case.list, acting.today) if book.may_decide(acting, case.list) else None


def _review_fails(book: Book, case: Case, acting: Acting) -> str:
    version = _version_of(book, case, acting)
    if version is None or version.term.review_months is None:
        return "no law for it"
    return "lapsed" if case.review_by is None or acting.today >= case.review_by else ""


def _reviewed(book: Book, case: Case, acting: Acting, event: Any) -> str:
    version = book.version(case.list, acting.today)
    assert version is not None and version.term.review_months is not None
    case.review_by = law.later(acting.today, version.term.review_months)
    return differs(event, review_by=case.review_by, retain_until=case.keep())


def _rejected(book: Book, case: Case, acting: Acting, event: Any) -> str:
    case.objection = False
    return differs(event, upheld=False)


def _repair_refused(book: Book, case: Case, acting: Acting, event: Any) -> str:
    case.application = False
    return differs(event, granted=False)


def _resumed(book: Book, case: Case, acting: Acting, event: Any) -> str:
    case.suspended, case.relief_on, case.rebound = "", None, True
    return differs(event, retain_until=case.keep())


def _breached(book: Book, case: Case, acting: Acting, event: Any) -> str:
    case.pledge = False
    return differs(event, how="breached")


def _extended(book: Book, case: Case, acting: Acting, event: Any) -> str:
    assert case.until is not None
    case.until, case.extended = law.later(case.until, case.step.months), True
    return differs(event, until=case.until, retain_until=case.keep())


def _restored(book: Book, case: Case, acting: Acting, event: Any) -> str:
    case.stage, case.ended_on, case.ending, case.rebound = "listed", None, "", True
    case.suspended, case.relief_on = "", None
    return differs(event, retain_until=case.keep())


class Step(NamedTuple):
    """Why a step must not be approved today, and what its approval changes."""

    fails: Callable[[Book, Case, Acting], str]
    follows: Callable[[Book, Case, Acting, Any], str]


STEPS: dict[str, Step] = {
    "review": Step(_review_fails, _reviewed),
    "objection-rejected": Step(lambda book, case, acting: "" if case.objection else "none open", _rejected),
    "repair-refused": Step(lambda book, case, acting: "" if case.application else "none open", _repair_refused),
    "resume": Step(
        lambda book, case, acting: "" if case.suspended and not final(case, acting.today) else "final", _resumed
    ),
    "pledge-breach": Step(lambda book, case, acting: "" if case.pledge else "none made", _breached),
    "extend": Step(lambda book, case, acting: _not_extendable(book, case, case.step, acting), _extended),
    "restore": Step(
        lambda book, case, acting: (
            _not_restorable(book, case, acting)
            or ("listed already" if book.listed(case.code, case.list, acting.today) else "")
        ),
        _restored,
    ),
}


def _approve_step(book: Book, command: ApproveStep, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed", "lost", "ended")
    if case is None or case.pending is None:
        return why or "none waiting"
    step, officer, _ = case.pending
    if acting.officer == officer:
        return "same officer"
    return STEPS[step].fails(book, case, acting) if case.waits(acting.today) else "step lapsed"


@rule(ApproveStep, _approve_step)
def _step_approved(book: Book, command: ApproveStep, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    assert case.pending is not None
    said = STEPS[case.pending[0]].follows(book, case, acting, events[0])
    case.pending = case.step = None
    return said


def _decline(book: Book, command: DeclineStep, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed", "lost", "ended")
    return why or ("" if case is not None and case.pending else "none waiting")


@rule(DeclineStep, _decline)
def _declined(book: Book, command: DeclineStep, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.pending = case.step = None
    return ""


# --- lists kept before ---------------------------------------------------------------------------------


def _take_over(book: Book, command: TakeOver, acting: Acting) -> str:
    listing, version = book.rulebook.lists[command.list], book.version(command.list, acting.today)
    if not book.may_decide(acting, command.list) or listing.kind not in DECIDED_HERE or version is None:
        return "no law for it"
    ahead = command.since is not None and command.since > acting.today
    if ahead or (command.until is not None and command.until <= acting.today):
        return "dates"
    if book.kinds.get(command.code, "person") not in set(version.subjects) - {"person"}:
        return "no such subject"
    return "listed already" if book.listed(command.code, command.list, acting.today) else document(command)


@rule(TakeOver, _take_over)
def _to_be_taken(book: Book, command: TakeOver, acting: Acting, events: list[Any]) -> str:
    return differs(events[0], since=command.since, until=command.until, decided_on=acting.today)


def _approve_take_over(book: Book, command: ApproveTakeOver, acting: Acting) -> str:
    case, why = book.at(command, acting, "legacy")
    if case is None:
        return why
    if book.version(case.list, acting.today) is None or not book.may_decide(acting, case.list):
        return "no law for it"
    if acting.officer == case.decider or case.over(acting.today):
        return "same officer" if acting.officer == case.decider else "draft lapsed"
    return "listed already" if book.listed(case.code, case.list, acting.today) else ""


@rule(ApproveTakeOver, _approve_take_over)
def _taken_over(book: Book, command: ApproveTakeOver, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    version = book.version(case.list, acting.today)
    assert version is not None
    case.stage, case.approver = "listed", acting.officer
    case.review_by = law.later(acting.today, LEGACY_REVIEW_MONTHS)
    case.ends_on, case.retention = tuple(each.id for each in version.endings), version.retention_months
    case.keep()
    return differs(events[0], since=case.since, until=case.until, review_by=case.review_by)
