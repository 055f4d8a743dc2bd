"""What the Articles and the lists' law expect of each command: written from their texts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xinyong.lab.institution import reckoning as law
from xinyong.lab.institution.book import BEFORE_APPROVAL, DECIDE_DAYS, DRAFT_DAYS, Acting, Book, differs, rule
from xinyong.law.force import DECIDED_HERE
from xinyong.register.amend_record import WithdrawRecord
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.file_record import FileRecord
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.review_listing import ReviewListing
from xinyong.register.serve_notice import ReceiveAnswer, ServeNotice

DROPPED_MONTHS = 24
"""How long a case is kept that was let go."""

# --- up to the listing ---------------------------------------------------------------------------


def _propose(book: Book, command: ProposeListing, acting: Acting) -> str:
    listing = book.rulebook.lists[command.list]
    facts = {stated.fact: stated.value for stated in command.facts}
    if not book.may_decide(acting, command.list) or command.conduct_on > acting.today:
        return "no mandate"
    if listing.kind not in DECIDED_HERE or command.code not in book.kinds:
        return "not decided here"
    if law.suspended(book.rulebook, command.list, command.ground, command.conduct_on):
        return "suspended by an emergency"
    version = law.governing(book.rulebook, command.list, command.conduct_on, acting.today, command.ground, facts)
    if version is None or book.kinds[command.code] not in version.subjects:
        return "no law for it"
    if any(not stated.document for stated in command.facts) or not law.may_list(version, command.ground, facts):
        return "facts"
    return "listed already" if book.listed(command.code, command.list, acting.today) else ""


@rule(ProposeListing, _propose)
def _proposed(book: Book, command: ProposeListing, acting: Acting, events: list[Any]) -> str:
    return ""  # the move that opens a case enters it: it alone knows which


def _serve(book: Book, command: ServeNotice, acting: Acting) -> str:
    case, why = book.at(command, acting, "proposed")
    if case is None:
        return why
    version = book.version(case.list, acting.today)
    if version is None or version.notice is None or not book.may_decide(acting, case.list):
        return "no law for it"
    if not command.document or command.method not in ("delivered", "refused", "public-notice"):
        return "form"
    if case.over(acting.today):
        return "draft lapsed"
    warned = version.notice.warning is True and command.served_on <= case.conduct  # a court's enforcement notice
    return "" if command.served_on <= acting.today and (warned or case.opened <= command.served_on) else "dates"


@rule(ServeNotice, _serve)
def _served(book: Book, command: ServeNotice, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    version = book.version(case.list, acting.today)
    assert version is not None and version.notice is not None
    days = version.notice.answer_days
    if version.notice.working_days:
        case.answer_by = law.working_days_after(command.served_on, days)
    else:
        case.answer_by = law.no_holiday(command.served_on + timedelta(days=days))
    case.stage, case.served = "noticed", command.served_on
    given = version.notice.decide_within_days
    case.decide_by = (
        max(command.served_on, case.opened) + timedelta(days=given) if isinstance(given, int)
        else max(case.answer_by, case.opened) + timedelta(days=DECIDE_DAYS)
    )
    case.retain_until = law.later(case.decide_by + timedelta(days=1), DROPPED_MONTHS)
    provisional = case.answer_by > law.PUBLISHED_UNTIL
    return differs(events[0], answer_by=case.answer_by, provisional=provisional, decide_by=case.decide_by)


def _answer(book: Book, command: ReceiveAnswer, acting: Acting) -> str:
    why = book.at(command, acting, "noticed")[1]
    return why or ("" if command.document and command.received_on <= acting.today else "form")


@rule(ReceiveAnswer, _answer)
def _answered(book: Book, command: ReceiveAnswer, acting: Acting, events: list[Any]) -> str:
    book.cases[command.case].answered = True
    return ""


def _decide(book: Book, command: DecideListing, acting: Acting) -> str:
    case, why = book.at(command, acting, "noticed")
    if case is None:
        return why
    if not book.may_decide(acting, case.list) or not command.document:
        return "no mandate"
    if case.answer_by is None or acting.today <= case.answer_by:
        return "too early"
    if case.asked or case.over(acting.today):
        return "hearing not held" if case.asked else "case lapsed"
    if command.answer_considered not in ("none", "rejected", "partly-accepted"):
        return "answer accepted"
    ignored = (case.answered or case.heard) and command.answer_considered == "none"
    return "answer not considered" if ignored else ""


@rule(DecideListing, _decide)
def _decided(book: Book, command: DecideListing, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.stage, case.decider = "decided", acting.officer
    return ""


def _approve(book: Book, command: ApproveListing, acting: Acting) -> str:
    case, why = book.at(command, acting, "decided")
    if case is None:
        return why
    if not book.may_decide(acting, case.list) or book.version(case.list, acting.today) is None:
        return "no law for it"
    if acting.officer in (case.proposer, case.decider):
        return "same officer"
    if case.answer_by is None or acting.today <= case.answer_by:
        return "too early"
    if case.over(acting.today):
        return "case lapsed"
    if law.governing(book.rulebook, case.list, case.conduct, acting.today, case.ground, case.facts) is None:
        return "no law for it"
    if case.source and not carries_out(book, case.list, case.ground, case.source, case.code, acting.today):
        return "source not in force"
    return "listed already" if book.listed(case.code, case.list, acting.today) else ""


def carries_out(book: Book, listing: str, ground: str, source: str, code: str, day: date) -> bool:
    """Whether the source is a listing of the same one, on a list that this ground carries out, and in force."""
    version, found = book.version(listing, day), book.cases.get(source)
    named = version.carries if version is not None and isinstance(version.carries, list) else []
    if found is None or found.code != code or all((each.list, each.ground) != (found.list, ground) for each in named):
        return False
    return found.running(day) and not found.suspended


@rule(ApproveListing, _approve)
def _approved(book: Book, command: ApproveListing, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    version = book.version(case.list, acting.today)
    rules = law.governing(book.rulebook, case.list, case.conduct, acting.today, case.ground, case.facts)
    assert version is not None
    rules = rules or version
    ground = law.ground_of(rules, case.ground)
    term = ground.term if ground is not None and ground.term is not None else rules.term
    case.until, case.review_by = law.span(term, acting.today)
    case.stage, case.approver, case.since = "listed", acting.officer, acting.today
    case.ends_on = tuple(each.id for each in version.endings)
    case.repair_from = law.later(acting.today, version.repair.after_months) if version.repair.allowed else None
    case.retention = version.retention_months
    last = case.until or case.review_by
    assert last is not None
    case.retain_until = law.later(last, case.retention)
    return differs(
        events[0],
        since=case.since,
        until=case.until,
        review_by=case.review_by,
        repair_from=case.repair_from,
        retention_months=case.retention,
        ends_on=list(case.ends_on),
    )


def _drop(book: Book, command: DropCase, acting: Acting) -> str:
    return book.at(command, acting, *BEFORE_APPROVAL)[1]


@rule(DropCase, _drop)
def _dropped(book: Book, command: DropCase, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    if not case.over(acting.today):  # what the clock ended is kept no longer for a later word
        case.retain_until = law.later(acting.today, DROPPED_MONTHS)
    elif case.draft():
        case.retain_until = law.later(case.opened + timedelta(days=DRAFT_DAYS), DROPPED_MONTHS)
    case.stage = "dropped"
    return differs(events[0], retain_until=case.retain_until)


# --- records that cases rest on ------------------------------------------------------------------


def _file(book: Book, command: FileRecord, acting: Acting) -> str:
    category = law.on(book.rulebook.categories[command.category], acting.today)
    if category is None or not law.mandated(book.rulebook, acting.authority, "file", command.category, acting.today):
        return "no mandate"
    over = law.later(command.decided_on, category.retention_months)
    return "" if command.decided_on <= acting.today < over else "dates"


@rule(FileRecord, _file)
def _filed(book: Book, command: FileRecord, acting: Acting, events: list[Any]) -> str:
    return ""  # the act that files it enters it under its number


def _withdraw(book: Book, command: WithdrawRecord, acting: Acting) -> str:
    owner = book.records.get(command.record)
    return "gone" if owner is None else "" if owner == acting.authority else "another authority"


@rule(WithdrawRecord, _withdraw)
def _withdrawn(book: Book, command: WithdrawRecord, acting: Acting, events: list[Any]) -> str:
    del book.records[command.record]
    return ""


# --- the ways back ---------------------------------------------------------------------------------


def _object(book: Book, command: OpenObjection, acting: Acting) -> str:
    case = book.cases.get(command.case)
    if case is None or case.stage != "listed":
        return "wrong stage"
    return "open already" if case.objection or not command.document else ""


@rule(OpenObjection, _object)
def _objected(book: Book, command: OpenObjection, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.objection = True
    version = book.version(case.list, acting.today)
    own = [each for each in version.remedies if each.id == "objection"] if version else []
    decide_by = None
    if own and isinstance(own[0].decide_days, int):
        decide_by = acting.today + timedelta(days=own[0].decide_days)
    elif own and own[0].decide_working_days is not None:
        decide_by = law.working_days_after(acting.today, own[0].decide_working_days)
    return differs(events[0], decide_by=decide_by)


def _decide_objection(book: Book, command: DecideObjection, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed", "lost")
    if case is None:
        return why
    if not case.objection or not command.document:
        return "none open"
    if command.upheld:
        return ""
    return "same officer" if acting.officer in case.involved() else "step waiting" if case.waits(acting.today) else ""


@rule(DecideObjection, _decide_objection)
def _objection_decided(book: Book, command: DecideObjection, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    if not command.upheld:
        case.pending, case.step = ("objection-rejected", acting.officer, acting.today), command
        return differs(events[0], step="objection-rejected")
    if case.sort == "honour":  # what is wrong about it is withdrawn or declined by its own decision
        case.objection = False
        return differs(events[-1], upheld=True)
    case.end(acting.today, "annulled")
    return differs(events[-1], ending="annulled", ended_on=acting.today, retain_until=case.retain_until)


def _review(book: Book, command: ReviewListing, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    version = book.version(case.list, acting.today)
    if version is None or not book.may_decide(acting, case.list) or not command.document:
        return "no law for it"
    if acting.officer in case.involved():
        return "same officer"
    if case.review_by is None or version.term.review_months is None:
        return "fixed term"
    if case.legacy:
        return "taken over: never renewed"
    return "lapsed" if acting.today >= case.review_by else "step waiting" if case.waits(acting.today) else ""


@rule(ReviewListing, _review)
def _review_decided(book: Book, command: ReviewListing, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.pending, case.step = ("review", acting.officer, acting.today), command
    return differs(events[0], step="review")


def _end(book: Book, command: EndListing, acting: Acting) -> str:
    case, why = book.at(command, acting, "listed")
    if case is None:
        return why
    version = book.version(case.list, acting.today)
    known = {"annulled", *case.ends_on, *(each.id for each in (version.endings if version else []))}
    known |= {"death", "lost-capacity"} if case.person else set()
    if command.ending not in known or not command.document:
        return "no such ending"
    if case.sort == "honour":
        return "not a burden"
    if command.ending != "repaired":
        return ""
    if case.repair_from is None:
        return "" if version is not None and version.repair.allowed else "repair barred"
    return "repair too early" if acting.today < case.repair_from else ""


@rule(EndListing, _end)
def _ended(book: Book, command: EndListing, acting: Acting, events: list[Any]) -> str:
    case = book.cases[command.case]
    case.end(acting.today, command.ending)
    return differs(events[0], ending=command.ending, ended_on=acting.today, retain_until=case.retain_until)


def _erase(book: Book, command: EraseCase, acting: Acting) -> str:
    case = book.cases.get(command.case)
    if case is None or case.stage == "erased":
        return "gone already"
    keep = case.retain_until
    if case.draft():
        keep = law.later(case.opened + timedelta(days=DRAFT_DAYS), DROPPED_MONTHS)
    if keep is None or acting.today < keep:
        return "still kept"
    return "contested" if case.objection or case.contest else ""


@rule(EraseCase, _erase)
def _erased(book: Book, command: EraseCase, acting: Acting, events: list[Any]) -> str:
    case = book.cases.pop(command.case)
    book.by_code[case.code].remove(case)
    book.erased += case.entries
    case.stage = "erased"
    return (
        "" if sorted(events[0].targets) == sorted(case.entries) else f"erased {events[0].targets}, not {case.entries}"
    )
