"""What is expected of honours and neutral statuses: given on their law alone, lost and back, refused freely.

An adverse listing changes honours besides itself. What it changes follows from what the listing has become, whichever
command made it so (``aftermath``): the register must remember it at each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from xinyong.lab.institution import reckoning as law
from xinyong.lab.institution.book import Acting, Book, Case, differs, rule
from xinyong.lab.institution.rules import DROPPED_MONTHS
from xinyong.lab.institution.rules_later import decided_step, document, waits
from xinyong.lab.institution.rules_steps import STEPS, Step
from xinyong.law.model import ListVersion
from xinyong.register.decline_honour import DeclineHonour
from xinyong.register.file_status import FileStatus
from xinyong.register.grant_honour import ApproveHonour, DecideHonour, ProposeHonour
from xinyong.register.withdraw_honour import WithdrawHonour

ANSWER_WORKING_DAYS = 5
"""Time to answer before an honour is withdrawn, where its law names none."""
NEVER_RIGHTFUL = ("annulled", "corrected")

# --- granting ------------------------------------------------------------------------------------------


def _granting(book: Book, acting: Acting, listing: str, code: str, ground: str, facts: dict[str, Any]) -> str:
    """Why the honour must not be given today, to this one, on these facts."""
    version = book.version(listing, acting.today)
    if version is None or any(each.effect != "favoured" for each in version.measures):
        return "no law for it"
    if not _meets(version, ground, facts):
        return "facts"
    if any(each.running(acting.today) and not each.suspended for each in _ending(book, listing, code, acting.today)):
        return "black-listed"
    outranked = _outranked(version, ground)
    return "listed already" if any(each.ground not in outranked for each in _held(book, listing, code, acting)) else ""


def _meets(version: ListVersion, ground: str, facts: dict[str, Any]) -> bool:
    if ground not in [each.id for each in version.grounds] or not law.holds(version, ground, facts):
        return False
    return not any(law.excludes(version, each, facts) for each in version.excluded)


def _outranked(version: ListVersion, ground: str) -> list[str]:
    found = law.ground_of(version, ground)
    return found.outranks if found is not None and isinstance(found.outranks, list) else []


def _held(book: Book, listing: str, code: str, acting: Acting) -> list[Case]:
    return [each for each in book.by_code.get(code, []) if each.list == listing and each.running(acting.today)]


def enders(book: Book, listing: str, day: date) -> set[str]:
    """The lists on which a listing ends an honour of this list, by its law of the day."""
    version = book.version(listing, day)
    named = [each.by for each in version.endings if each.id == "black-listed"] if version else []
    return {name for by in named if isinstance(by, list) for name in by}


def _ending(book: Book, listing: str, code: str, day: date) -> Iterator[Case]:
    named = enders(book, listing, day)
    return (each for each in book.by_code.get(code, []) if each.list in named)


def _refused_praise(book: Book, code: str, listing: str) -> list[int]:
    """The entries by which the subject refused this honour."""
    mine = [each for each in book.by_code.get(code, []) if each.list == listing and each.stage == "declined"]
    return [each.entries[0] for each in mine]


def _propose(book: Book, command: ProposeHonour, acting: Acting) -> str:
    if not book.may_decide(acting, command.list) or book.rulebook.lists[command.list].kind != "red":
        return "no mandate"
    version = book.version(command.list, acting.today)
    if version is None or book.kinds.get(command.code) not in version.subjects:
        return "no law for it"
    if _refused_praise(book, command.code, command.list) and not command.application:
        return "declined"
    facts = {stated.fact: stated.value for stated in command.facts}
    asked = {fact.id for fact in version.facts}
    if not asked.issuperset(facts) or any(not stated.document for stated in command.facts):
        return "facts"
    return _granting(book, acting, command.list, command.code, command.ground, facts)


@rule(ProposeHonour, _propose)
def _proposed(book: Book, command: ProposeHonour, acting: Acting, events: list[Any]) -> str:
    return ""  # the move that opens a case enters it


def _own(book: Book, command: Any, acting: Acting, stage: str) -> tuple[Case | None, str]:
    case, why = book.at(command, acting, stage)
    if case is None or case.sort != "honour" or not book.may_decide(acting, case.list):
        return None, why or "not an honour"
    version = book.version(case.list, acting.today)
    if version is None or any(each.effect != "favoured" for each in version.measures):
        return None, "no law for it"
    return (None, "draft lapsed") if case.over(acting.today) else (case, "")


def _decide(book: Book, command: DecideHonour, acting: Acting) -> str:
    case, why = _own(book, command, acting, "proposed")
    return why if case is None else document(command)


@rule(DecideHonour, _decide)
def _decided(book: Book, command: DecideHonour, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.stage, case.decider = "decided", acting.officer
    return ""


def _approve(book: Book, command: ApproveHonour, acting: Acting) -> str:
    case, why = _own(book, command, acting, "decided")
    if case is None:
        return why
    if acting.officer in (case.proposer, case.decider):
        return "same officer"
    if any(seq > case.entries[0] for seq in _refused_praise(book, case.code, case.list)):
        return "declined since"
    return _granting(book, acting, case.list, case.code, case.ground, case.facts)


@rule(ApproveHonour, _approve)
def _approved(book: Book, command: ApproveHonour, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    version = book.version(case.list, acting.today)
    assert version is not None
    for old in _held(book, case.list, case.code, acting):
        old.end(acting.today, "regraded")
        book.beside.append(("listing.ended/1", old))
    ground = law.ground_of(version, case.ground)
    term = ground.term if ground is not None and ground.term is not None else version.term
    case.until, case.review_by = law.span(term, acting.today)
    case.stage, case.approver, case.since = "listed", acting.officer, acting.today
    case.ends_on, case.retention = tuple(each.id for each in version.endings), version.retention_months
    case.keep()
    return differs(
        events[0], since=case.since, until=case.until, review_by=case.review_by, repair_from=None,
        retention_months=case.retention, ends_on=list(case.ends_on),
    )  # fmt: skip


# --- lost, and back --------------------------------------------------------------------------------------


def aftermath(book: Book, case: Case, before: tuple[str, str], acting: Acting) -> None:
    """What a listing that began, resumed, was suspended or proved wrong changes about honours of its subject."""
    stage, suspended = before
    took, takes = stage == "listed" and not suspended, case.stage == "listed" and not case.suspended
    last = case.ends()
    if takes and not took and (last is None or acting.today < last):
        _take_away(book, case, acting)
    elif (case.stage == "ended" and stage == "listed" and case.ending in NEVER_RIGHTFUL) or (
        case.suspended and not suspended
    ):
        _give_back(book, case, acting)


def _take_away(book: Book, case: Case, acting: Acting) -> None:
    for each in book.by_code[case.code]:
        named = each.sort == "honour" and case.list in enders(book, each.list, acting.today)
        if named and each.stage == "listed" and each.running(acting.today):
            each.stage, each.lost, each.pending, each.step = "lost", each.entries[-1], None, None
            each.retain_until = law.later(acting.today, each.retention)
            book.beside.append(("honour.lost/1", each))


def _give_back(book: Book, case: Case, acting: Acting) -> None:
    """At most one honour of a list stands again: the one granted last."""
    back: dict[str, Case] = {}
    for each in book.by_code[case.code]:
        named = each.stage == "lost" and case.list in enders(book, each.list, acting.today)
        if named and not _held(book, each.list, case.code, acting) and not _kept_away(book, case, each, acting):
            newest = back.setdefault(each.list, each)
            back[each.list] = max(newest, each, key=lambda one: one.begun)
    for each in back.values():
        each.stage, each.lost = "listed", 0
        each.keep()
        book.beside.append(("honour.returned/1", each))


def _kept_away(book: Book, case: Case, honour: Case, acting: Acting) -> bool:
    """Whether another listing has, or rightly had, effect since the honour was granted."""
    for each in _ending(book, honour.list, honour.code, acting.today):
        if each is case or each.begun < 0 or each.suspended or each.ending in NEVER_RIGHTFUL:
            continue
        last, granted = each.ends(), honour.since
        assert granted is not None
        if last is None or last > granted:
            return True
    return False


# --- taken away by decision, and refused -----------------------------------------------------------------


def _withdrawal(book: Book, case: Case, ending: str, acting: Acting) -> str:
    version = book.version(case.list, acting.today)
    if case.sort != "honour" or version is None or not book.may_decide(acting, case.list):
        return "no law for it"
    known = {each.id for each in version.endings} - {"black-listed", "regraded"}
    return "" if ending in known else "no such ending"


def _withdraw(book: Book, command: WithdrawHonour, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    why = _withdrawal(book, case, command.ending, acting)
    if why or case.since is None or not case.since <= command.served_on <= acting.today:
        return why or "dates"
    if acting.today <= law.working_days_after(command.served_on, ANSWER_WORKING_DAYS):
        return "too early"
    return document(command) or waits(case, acting)


@rule(WithdrawHonour, _withdraw)
def _to_withdraw(book: Book, command: WithdrawHonour, acting: Acting, events: list[Any]) -> str:
    return decided_step(book, "withdraw-honour", command, acting, events)


def _withdrawn(book: Book, case: Case, acting: Acting, event: Any) -> str:
    ending = case.step.ending
    case.end(acting.today, ending)
    return differs(event, ending=ending, ended_on=acting.today, retain_until=case.retain_until)


STEPS["withdraw-honour"] = Step(
    lambda book, case, acting: _withdrawal(book, case, case.step.ending, acting), _withdrawn
)


def _decline(book: Book, command: DeclineHonour, acting: Acting) -> str:
    case, why = book.at(command, acting, "proposed", "decided", "listed", "lost", "ended")
    return why or ("" if case is not None and case.sort == "honour" else "not an honour") or document(command)


@rule(DeclineHonour, _decline)
def _declined(book: Book, command: DeclineHonour, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    *gone, wish, _ = case.entries
    case.stage, case.entries, case.ended_on, case.lost = "declined", [wish], None, 0
    case.pending, case.step, case.objection, case.contest = None, None, False, False
    case.retain_until = law.later(acting.today, DROPPED_MONTHS)
    book.erased += gone
    if sorted(events[1].targets) != sorted(gone):
        return f"erased {events[1].targets}, not {gone}"
    return differs(events[0], retain_until=case.retain_until)


# --- statuses ----------------------------------------------------------------------------------------------


def _file(book: Book, command: FileStatus, acting: Acting) -> str:
    version = book.version(command.list, acting.today)
    if not book.may_decide(acting, command.list) or book.rulebook.lists[command.list].kind != "status":
        return "no mandate"
    if version is None or version.measures or book.kinds.get(command.code) not in version.subjects:
        return "no law for it"
    if command.since > acting.today or (command.until is not None and command.until < command.since):
        return "dates"
    last = next(day for day in _lasts(version, command, acting) if day is not None)
    kept = law.later(last, version.retention_months) > acting.today
    return document(command) if kept else "would be forgotten at once"


def _lasts(version: ListVersion, command: FileStatus, acting: Acting) -> tuple[date | None, date | None]:
    """(until, review_by): as certified, never longer than its law's term; else a review."""
    stated = None if command.until is None else command.until + timedelta(days=1)
    if version.term.review_months is not None:
        return (stated, None) if stated is not None else (None, law.later(acting.today, version.term.review_months))
    longest = law.length(version.term, command.since)
    return (longest if stated is None else min(stated, longest)), None


@rule(FileStatus, _file)
def _filed(book: Book, command: FileStatus, acting: Acting, events: list[Any]) -> str:
    version = book.version(command.list, acting.today)
    assert version is not None
    until, review_by = _lasts(version, command, acting)
    return differs(
        events[0], since=command.since, until=until, review_by=review_by, retention_months=version.retention_months
    )
