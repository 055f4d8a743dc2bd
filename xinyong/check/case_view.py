"""A case as it stood on a day and was known on another, under the law of that day.

Two times are kept apart: ``at`` is the day asked about, by which the law is chosen too; ``known`` says what was
recorded by then. The grounds are weighed twice: as the law of ``at`` alone has them, and as the law that governs a
decision of that day (the day of the conduct, or milder law since: Article 1). Like every question about the past it
is for the subject, the deciding authority, courts and auditors (Article 14).
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from xinyong.check.asking import check, reasons_on
from xinyong.check.verdict import Reason, Words
from xinyong.errors import CallerError, NotFound, Text
from xinyong.journal.port import Entry, Reading
from xinyong.law.force import choose, explain_version, on, version_on
from xinyong.law.model import ListVersion, Rulebook
from xinyong.office import Office
from xinyong.office.clock import day_of
from xinyong.register import events as ev
from xinyong.register.casefile import CaseState, fold, overdue_on
from xinyong.register.stages import no_such_case


class Stated(msgspec.Struct, frozen=True):
    """A fact of the case and its document."""

    fact: str
    value: bool | int | str
    document: str


class Weighed(msgspec.Struct, frozen=True):
    """The case's facts under one version of the list's law: ``outcome`` is met, not-met or unknown."""

    since: date  # of the version
    cite: str
    outcome: str
    reasons: list[Words]


class Governing(msgspec.Struct, frozen=True):
    """The law that a decision of the day would go by, and why; ``since`` is None where it lets nothing be listed."""

    why: Words
    milder: bool = False
    since: date | None = None
    term_months: int | None = None
    term_days: int | None = None


class Deadline(msgspec.Struct, frozen=True, omit_defaults=True):
    """A last day (``None``: as long as the listing lasts), and whether it rests on an unpublished calendar.

    ``after``: it counts from service of the decision (``service``) or of the answer to that remedy; no day before.
    """

    what: str
    day: date | None
    provisional: bool = False
    cite: str = ""
    after: str = ""


# Named here because a field called ``list`` hides the type of that name inside its class body.
Facts = list[Stated]
Deadlines = list[Deadline]
Follows = list[Reason]


class CaseView(msgspec.Struct, frozen=True):
    """A case on a day. ``follows``: what each action met with that day because of it."""

    case: str
    list: str
    title: Words
    authority: str
    code: str
    at: date
    known: date
    stage: str
    conduct_on: date | None
    ground: str
    facts: Facts
    under_law_of_day: Weighed | None
    governing: Governing | None
    since: date | None
    until: date | None
    review_by: date | None
    ended_on: date | None
    ending: str
    objection_open: bool
    deadlines: Deadlines
    follows: Follows
    entries: int  # of the case that were known and had happened


def view(office: Office, case: str, at: date | None = None, known: date | None = None) -> CaseView:
    """The case (its id, or the number of one of its entries) on ``at``, as known on ``known``; both today unless said.

    Raises NotFound where there is no such case or nothing of it was known yet, or its content is erased.
    """
    today = office.today()
    day, then = at or today, known or today
    with office.store.reading() as reading:
        id = _case_of(reading, case)
        seqs = [row["seq"] for row in reading.rows("case_entry", order="seq", id=id)]
        told = [entry for entry in map(reading.entry, seqs) if day_of(entry.recorded_at, office.zone) <= then]
        whole = _fold(told)
        if not whole.list:
            raise _nothing()
        happened = [entry for entry in told if _day(entry, office) <= day]
        subject = reading.get("organisation", whole.subject)
    code = str(subject["code"]) if subject else ""
    state = _fold(happened)
    rulebook = office.rulebook
    listing = rulebook.lists[whole.list]
    version = version_on(listing.versions, day)
    begun = state.approval or state.mirrored
    return CaseView(
        case=id, list=whole.list, title=Words(listing.title.zh, listing.title.en), authority=whole.authority, code=code,
        at=day, known=then, stage=state.stage_on(day), conduct_on=whole.conduct_on, ground=whole.ground,
        facts=[Stated(each.fact, each.value, each.document) for each in whole.facts],
        under_law_of_day=_weighed(version, whole) if version is not None and whole.ground else None,
        governing=_governing(rulebook, whole, day) if whole.ground else None,
        since=begun.since if begun else None, until=begun.until if begun else None, review_by=state.review_by,
        ended_on=state.ended.ended_on if state.ended else None, ending=state.ended.ending if state.ended else "",
        objection_open=state.objection is not None, deadlines=_deadlines(state),
        follows=_follows(office, rulebook, whole, code, day, known) if begun else [], entries=len(happened),
    )


def case_of(office: Office, case: str) -> str:
    """The id of a case named by its id or by the number of one of its entries; NotFound where there is none."""
    with office.store.reading() as reading:
        return _case_of(reading, case)


_LONGEST_SEQ = 15


def _case_of(reading: Reading, case: str) -> str:
    if case.isascii() and case.isdigit():
        rows = reading.rows("case_entry", limit=1, seq=int(case)) if len(case) <= _LONGEST_SEQ else []
        if not rows:
            raise no_such_case()  # the same words as for an entry of a person's case (Article 11)
        return str(rows[0]["id"])
    return case


def _nothing() -> NotFound:
    return NotFound(
        Text("没有该案，或当时尚无记载，或已删除。", "There is no such case, nothing of it was known then, or it is erased."),
        field="case",
    )


def _fold(entries: list[Entry]) -> CaseState:
    return fold((entry.event, entry.authority, entry.officer) for entry in entries if entry.event is not None)


def _day(entry: Entry, office: Office) -> date:
    """The day on which the thing happened: a case begins when it was opened, not with the conduct it is about."""
    recorded = day_of(entry.recorded_at, office.zone)
    if isinstance(entry.event, ev.ListingProposed):
        return entry.event.proposed_on or recorded
    if isinstance(entry.event, ev.ListingMirrored):
        return recorded
    return entry.effective_from or recorded


def _weighed(version: ListVersion, state: CaseState) -> Weighed | None:
    """The facts under this version: those it asks for; each ground of its own that could meet them."""
    asked = {fact.id for fact in version.facts}
    facts = {stated.fact: stated.value for stated in state.facts if stated.fact in asked}
    own = next((each.id for each in version.grounds if state.ground in (each.id, *each.succeeds)), "")
    try:
        found = explain_version(state.list, version, facts, ground=own)
    except CallerError:  # a fact of that name had another type then
        return None
    reasons = [reason for _, outcome in [*found.grounds, *found.excluded] for reason in outcome.reasons]
    return Weighed(version.since, version.cite, found.word, [Words(each.zh, each.en) for each in reasons])


def _governing(rulebook: Rulebook, state: CaseState, day: date) -> Governing:
    assert state.conduct_on is not None, "a case with a ground states its conduct"
    facts = {stated.fact: stated.value for stated in state.facts}
    try:
        law = choose(rulebook, state.list, state.conduct_on, day, ground=state.ground, facts=facts)
    except CallerError as refusal:
        return Governing(Words(refusal.detail.zh, refusal.detail.en))
    own = next((each.term for each in law.version.grounds if each.id == state.ground), None)
    term = own or law.version.term
    return Governing(Words(law.why.zh, law.why.en), law.milder, law.version.since, term.months, term.days)


def _deadlines(state: CaseState) -> list[Deadline]:
    """Every last day as it was computed once, in the entry that fixed it."""
    found: list[Deadline] = []
    if state.notice is not None:
        found.append(Deadline("answer", state.notice.answer_by, state.notice.provisional))
    if state.invited is not None and state.heard is None:
        found.append(Deadline("hearing", state.invited.held_on))
    if state.stage in ("noticed", "decided") and state.notice is not None:
        found.append(Deadline("decide", overdue_on(state.notice) - timedelta(days=1), state.notice.provisional))
    if state.approval is not None:
        if state.notified is not None:
            found += [Deadline(r.remedy, r.until, r.provisional, r.cite, r.after) for r in state.notified.remedies]
        else:  # no time runs before service
            found += [Deadline(r.remedy, None, cite=r.cite, after=r.after or (r.until and "service") or "")
                      for r in state.approval.remedies]
        if state.approval.repair_from is not None:
            found.append(Deadline("repair-from", state.approval.repair_from))
    if state.objection is not None:
        found.append(Deadline("objection-decided-by", state.objection.decide_by, state.objection.provisional))
    if state.application is not None:
        found.append(Deadline("repair-decided-by", state.application.decide_by, state.application.provisional))
    if state.suspended is not None and state.suspended.decide_by is not None:
        found.append(Deadline("settled-by", state.suspended.decide_by, state.suspended.provisional))
    if state.review_by is not None:
        found.append(Deadline("review", state.review_by))
    return found


def _follows(
    office: Office, rulebook: Rulebook, state: CaseState, code: str, day: date, known: date | None
) -> list[Reason]:
    """What the case meant that day: the reasons that a check of each action gives for it."""
    version = on(rulebook, day).list(state.list)
    actions = sorted({action for applied in (version.measures if version else []) for action in applied.actions})
    found: dict[str, Reason] = {}
    for action in actions:
        reasons = (
            check(office, code, action, "case", at=day, known=known, history=True).reasons if code
            else reasons_on(office, state.subject, action, day, known)
        )
        for reason in reasons:
            if reason.case == state.case:
                found.setdefault(f"{reason.measure} {action}", reason)
    return list(found.values())
