"""``docs/cases``: a worked case for each list that is decided, carried out, granted or filed here, from a real run.

For each list a fresh synthetic register is founded under a simulated clock and the real decisions are taken in it: the
facts are those of the list's own worked example, the days follow from the law's deadlines. Nothing random and no day
of today reaches a page, so that the staleness test can compare. This module has the plain cases of organisations;
``worked_persons``, ``worked_honours`` and ``worked_stories`` have the others; ``worked_pages`` has them all.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from tools import worked_case_words as words
from tools.worked_case_page import Case, Step
from xinyong.casework import calendars
from xinyong.check import asking
from xinyong.check.words import OUTCOMES, verdict_lines
from xinyong.errors import CallerError
from xinyong.journal.officers import load_credential
from xinyong.lab.examples import conduct_of, decider, example_of, ground_of, stated
from xinyong.law.force import cite_text
from xinyong.law.loading import load
from xinyong.law.model import CreditList, Effect, Example, ListVersion, Rulebook
from xinyong.office import Office, found
from xinyong.office.clock import SimulatedClock
from xinyong.office.stores import DATABASE_URL
from xinyong.publication.organisation import SEVERITY
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.events import Event, ListingApproved, ListingMirrored, ListingProposed, NoticeServed
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.mirror_listing import LapseMirrored, MirrorListing
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.propose_person import ProposePersonListing
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.serve_notice import ReceiveAnswer, ServeNotice
from xinyong.subjects import identifiers
from xinyong.subjects.uscc import USCC

PREFIXES = {"enterprise": "91", "social-organisation": "51", "sole-trader": "92", "government-body": "11"}
"""Kinds of organisation a case can be about, the first that the list reaches is taken, and how their codes begin."""
BY_EVENT = {"performed": 45, "duty-done": 45}
"""Endings that a case shows where the list's law knows them, before repair and the clock: so many days later."""
BEYOND = "11"
"""A division outside every regional list's territory."""
FOUNDED = date(2020, 1, 2)
"""Before the day of any case."""
Proposal = ProposeListing | ProposePersonListing
Ask = Callable[[str], None]
"""Asks what a case (its id) means on the day."""
NAMES = {"cn": "虚构示范有限公司", "br": "Empresa Fictícia Ltda", "government-body": "虚构市示范局"}


@cache
def _founded(name: str) -> Path:
    """A register just founded under the rulebook of that name, for every case to copy: founding is the slow part.

    It lies in its folder whatever ``DATABASE_URL`` says: a copy has to be a register of its own.
    """
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    elsewhere = os.environ.pop(DATABASE_URL, None)
    clock = SimulatedClock(datetime(FOUNDED.year, FOUNDED.month, FOUNDED.day, 9, tzinfo=UTC))
    try:
        with found(Path(folder) / "home", "synthetic", load(name), clock=clock) as office:
            return office.home.path
    finally:
        if elsewhere is not None:
            os.environ[DATABASE_URL] = elsewhere


class Desk:
    """A fresh register, acted in on simulated days; every decision becomes steps."""

    def __init__(self, folder: Path, book: Rulebook, opened: date) -> None:
        self.book = book
        self.zone = ZoneInfo(book.manifest.timezone)
        self.clock = SimulatedClock(datetime(opened.year, opened.month, opened.day, 9, tzinfo=self.zone))
        shutil.copytree(_founded(book.manifest.id), folder)
        self.office: Office = Office.open(folder, clock=self.clock)
        self.calendar = calendars.calendar(book.manifest.calendar)
        self.steps: list[Step] = []

    def on(self, day: date) -> date:
        """Nine o'clock of the day, or of the first working day after it."""
        working, _ = self.calendar.deadline(day - timedelta(days=1), 1)
        self.clock.set_day(working, self.zone)
        return working

    def do(self, command: Command, officer: str) -> list[Event]:
        """One decision; its entries become steps."""
        signer = load_credential(self.office.home.credentials / f"{officer}.pem")
        receipts = self.office.decide(command, signer)
        with self.office.store.reading() as reading:
            entries = [reading.entry(receipt.seq) for receipt in receipts]
        events: list[Event] = [entry.event for entry in entries if entry.event is not None]
        today = self.office.today()
        self.steps += [Step(today, officer, words.said(self.book, event), event=event) for event in events]
        return events

    def refused(self, command: Command, officer: str) -> None:
        """A decision that the register refuses: nothing is written, the answer is shown."""
        signer = load_credential(self.office.home.credentials / f"{officer}.pem")
        try:
            self.office.decide(command, signer)
        except CallerError as refusal:
            articles = () if refusal.article is None else (refusal.article,)
            self.steps.append(
                Step(self.office.today(), officer, words.REFUSED, articles, answer=_refusal(self.book, refusal))
            )
            return
        raise AssertionError("the register refuses this")

    def seal(self) -> None:
        """A signed checkpoint over what was recorded."""
        self.office.seal_if_needed()
        self.steps.append(Step(self.office.today(), "", words.SEALED, articles=(6, 15)))

    def check(self, code: str, action: str, place: str = "") -> None:
        """The question as a relying party asks it; the answer as the terminal gives it, without its last line."""
        verdict = asking.check(self.office, code, action, "worked case", place=place)
        answer = tuple(verdict_lines(self.book, verdict))[:-1]
        said = words.asked(self.book, action, place)
        self.steps.append(Step(self.office.today(), "", said, articles=(8, 12), answer=answer))

    def follows(self, case: str, version: ListVersion) -> None:
        """What follows from a person's case on the day, as the deciding authority sees it; shown without an id."""
        with self.office.store.reading() as reading:
            (row,) = reading.rows("casefile", id=case)
        found: dict[tuple[Effect, str], list[str]] = {}
        last = "  nothing follows from it on this day 当日无任何措施"
        for action in sorted({action for applied in version.measures for action in applied.actions}):
            for reason in asking.reasons_on(self.office, row["subject"], action, self.office.today()):
                if reason.case == case:
                    law = "; ".join(str(cite_text(self.book, cite)) for cite in reason.cites)
                    rule = f"{reason.measure_title.en} {reason.measure_title.zh} — {law}"
                    found.setdefault((reason.effect, rule), []).append(action)
                    last = f"  until 至 {reason.until or f'an ending event 终止事由 (review 复核 {reason.review_by})'}"
        strictest = min((effect for effect, _ in found), key=SEVERITY.index, default="clear")
        lines = [f"{OUTCOMES[strictest].en.upper()} {OUTCOMES[strictest].zh} — 当事人"]
        for (effect, rule), touched in found.items():
            lines.append(f"• {rule}: {OUTCOMES[effect].en} {OUTCOMES[effect].zh}")
            lines += [f"    {self.book.actions[each].title.en} {self.book.actions[each].title.zh}" for each in touched]
        lines.append(last)
        self.steps.append(
            Step(self.office.today(), "", words.WITHOUT_A_NAME, articles=(11, 12, 13), answer=tuple(lines))
        )


def _refusal(book: Rulebook, refusal: CallerError) -> tuple[str, ...]:
    law = refusal.instrument
    lines = [f"REFUSED 拒绝 — {refusal.code}", f"  {refusal.detail.en} {refusal.detail.zh}"]
    if law:
        lines.append(f"    law 依据: {cite_text(book, law)}")
    if refusal.todo:
        lines.append(f"    what to do 怎么办: {refusal.todo.en} {refusal.todo.zh}")
    return tuple(lines)


@contextmanager
def desk(book: Rulebook, opened: date) -> Iterator[Desk]:
    """A desk in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        here = Desk(Path(folder) / "home", book, opened)
        try:
            yield here
        finally:
            here.office.close()
            asking.close_index(here.office.home.path)


# --- a decided list ----------------------------------------------------------------------------


def decided_case(book: Rulebook, listing: CreditList) -> Case:
    """The whole life of one listing: opened, told, answered, decided by two, sealed, asked, ended, asked again."""
    version = listing.versions[-1]
    example = example_of(version)
    opened = first_day(book, example)
    authority = decider(book, version, listing.id, opened)
    kind = next(kind for kind in PREFIXES if kind in version.subjects)
    facts = stated(version, example, opened)
    with desk(book, opened) as here:
        code = registered(here, kind, opened)
        conduct = conduct_of(version, example, opened)
        ground = ground_of(listing.id, version, example)
        proposal = ProposeListing(code=code, list=listing.id, ground=ground, facts=facts, conduct_on=conduct)
        asked = asked_action(book, version)
        ask = asks(here, code, asked, listing.territory)
        begun = run(here, proposal, authority, ask)
        if asked:
            here.check(code, asked, listing.territory)
            if listing.territory:
                here.check(code, asked, BEYOND)
        way_off(here, version, begun, authority)
        if asked:
            here.check(code, asked, listing.territory)
        return Case(book, listing, version, example, authority, code, kind, facts, here.steps)


def first_day(book: Rulebook, example: Example) -> date:
    """The example's day, or the first working day after it."""
    return calendars.calendar(book.manifest.calendar).deadline(example.on - timedelta(days=1), 1)[0]


def registered(here: Desk, kind: str, opened: date) -> str:
    """An organisation of this kind, registered by the authority that keeps the registry; its made-up code."""
    registrar = next(a.id for a in here.book.authorities.values() if any(m.power == "register" for m in a.mandates))
    code = USCC.synthetic_of(PREFIXES[kind], 1, "980101")
    here.do(
        RegisterOrganisation(
            identifier="uscc", code=code, name=NAMES.get(kind, NAMES["cn"]), subject_kind=kind, region="980101",
            registered_on=opened - timedelta(days=2000), status="存续",
        ),
        f"{registrar}-1",
    )  # fmt: skip
    return code


def asks(here: Desk, code: str, action: str, place: str = "") -> Ask | None:
    """Asks about an organisation, where its list touches any action."""
    return (lambda _case: here.check(code, action, place)) if action else None


def run(here: Desk, proposal: Proposal, authority: str, ask: Ask | None) -> ListingApproved:
    """From the proposal to the sealed and served decision; ``ask`` before the seal."""
    first, second, year = f"{authority}-1", f"{authority}-2", here.office.today().year
    (case,) = (event.case for event in here.do(proposal, first) if isinstance(event, ListingProposed))
    told = here.on(here.office.today() + timedelta(days=1))
    served = here.do(ServeNotice(case=case, served_on=told, method="delivered", document=f"虚告〔{year}〕1号"), first)
    answer_by = next(event.answer_by for event in served if isinstance(event, NoticeServed))
    answered = min(here.on(told + timedelta(days=1)), answer_by)
    here.do(ReceiveAnswer(case=case, received_on=answered, document=f"虚陈〔{year}〕1号"), first)
    here.on(answer_by + timedelta(days=1))
    here.do(DecideListing(case=case, document=f"虚列〔{year}〕1号", answer_considered="rejected"), first)
    here.on(here.office.today() + timedelta(days=1))
    approval = next(event for event in here.do(ApproveListing(case=case), second) if isinstance(event, ListingApproved))
    if ask is not None:
        ask(case)
    here.seal()
    repair = f"虚修告〔{year}〕1号" if approval.repair_from else ""
    served_on = here.on(here.office.today() + timedelta(days=1))
    here.do(
        NotifyDecision(
            case=case, served_on=served_on, method="delivered", document=f"虚列送〔{year}〕1号", repair_notice=repair
        ),
        first,
    )
    return approval


def asked_action(book: Rulebook, version: ListVersion) -> str:
    """The action that the strictest of the list's measures touches; none where it attaches no effect."""
    touched = [(SEVERITY.index(applied.effect), action) for applied in version.measures for action in applied.actions]
    return min(touched, key=lambda each: each[0])[1] if touched else ""


def way_off(here: Desk, version: ListVersion, begun: ListingApproved, authority: str) -> None:
    """The first way off that the list's law knows: an event, repair on its day, or the clock alone."""
    ends, year = begun.until or begun.review_by, here.office.today().year
    assert ends is not None, "Article 7: it has an end or a review"
    event = next((each for each in BY_EVENT if each in begun.ends_on), "")
    if event:
        here.on(here.office.today() + timedelta(days=BY_EVENT[event]))
        here.do(EndListing(case=begun.case, ending=event, document=f"虚移〔{year}〕1号"), f"{authority}-1")
    elif begun.repair_from and "repaired" in begun.ends_on and begun.repair_from + timedelta(days=30) < ends:
        received = here.on(begun.repair_from + timedelta(days=14))
        here.do(
            ApplyRepair(case=begun.case, received_on=received, document=f"虚修申〔{received.year}〕1号"),
            f"{authority}-1",
        )
        here.on(received + timedelta(days=5))
        here.do(DecideRepair(case=begun.case, granted=True, document=f"虚修〔{received.year}〕1号"), f"{authority}-1")
    else:
        here.clock.set_day(ends, here.zone)
        here.steps.append(Step(ends, "", words.ran_out(begun), articles=(7,)))


# --- a mirrored list, and those that nobody is put on here -------------------------------------------


def mirrored_case(book: Rulebook, listing: CreditList) -> Case:
    """An entry as its source states it, and its end when the source's newest file no longer carries it."""
    version, opened = listing.versions[-1], date(2026, 4, 20)
    sanction = next(each for each in version.sanctions if each.effect == "prohibited")
    authority = next(
        a.id
        for a in book.authorities.values()
        if any(m.power == "mirror" and m.scope == listing.id for m in a.mandates)
    )
    code = identifiers.get(book.manifest.organisation_identifier).synthetic(1)
    with desk(book, opened) as here:
        here.on(opened)
        entry = MirrorListing(
            list=listing.id, code=code, name=NAMES["br"], identifier=book.manifest.organisation_identifier,
            source="Órgão Fictício", sanction=sanction.wordings[0], since=date(2026, 3, 2), until=date(2027, 3, 1),
        )  # fmt: skip
        events = here.do(entry, f"{authority}-1")
        case = next(event.case for event in events if isinstance(event, ListingMirrored))
        here.seal()
        asked = asked_action(book, version)
        here.check(code, asked)
        here.on(date(2026, 9, 1))
        newest = sha256(b"worked case: the source's newest file").hexdigest()
        here.do(LapseMirrored(case=case, file=newest), f"{authority}-2")
        here.check(code, asked)
        return Case(book, listing, version, None, authority, code, "enterprise", [], here.steps)
