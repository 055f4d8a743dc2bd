"""One simulated institution: the real register and the model book side by side, driven by one seeded random source."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from xinyong.errors import CallerError, XinyongError
from xinyong.journal.officers import Signer
from xinyong.journal.port import Receipt
from xinyong.lab.institution import rules, rules_hearing, rules_honours, rules_later, rules_persons, rules_steps
from xinyong.lab.institution.book import RULES, Acting, Book, Case
from xinyong.lab.institution.register import KILL_POINTS, KillPoint, SimulatedRegister
from xinyong.lab.institution.tally import Found, Tally, Violation
from xinyong.law.model import Rulebook
from xinyong.office.clock import day_of
from xinyong.register.core import Command
from xinyong.register.erase import EraseCase
from xinyong.register.file_status import FileStatus
from xinyong.register.grant_honour import ProposeHonour
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.propose_person import ProposePersonListing
from xinyong.register.take_over import TakeOver

MODULES = (rules_hearing, rules_honours, rules_later, rules_persons, rules_steps)
assert all(each.rule is rules.rule for each in MODULES), "the rules of all modules are in one registry"

CANARY = "金丝雀-canary-"
"""Stands in every document: found in any file of the register it would show that something lies there in the clear."""
GRACE_MS = 60_000
OPENS = (ProposeListing, ProposePersonListing, TakeOver, ProposeHonour, FileStatus)
"""Commands that open a case, which the move that gives them enters in the book."""
UNSEALED = 50  # entries that may wait for a seal where no listing waits for it


class Enough(Exception):
    """So many violations were found that the run stops."""


class Appointment(NamedTuple):
    """Something that happens on a day: ``order`` keeps those of one day in the order they were made."""

    day: date
    order: int
    act: Callable[[], None]

    def __lt__(self, other: tuple[Any, ...]) -> bool:
        return tuple(self[:2]) < tuple(other[:2])


class World:
    """A register, its book, its calendar of appointments and its chance."""

    def __init__(
        self, folder: Path, rulebook: Rulebook, authorities: list[str], start: date, tally: Tally, seed: str
    ) -> None:
        self.folder = folder
        self.rulebook = rulebook
        self.tally = tally
        self.chance = random.Random(seed)  # noqa: S311 - it decides what is tried, and guards nothing
        self.register = SimulatedRegister(folder / "home", rulebook, start, authorities)
        self.book = Book(rulebook)
        self.day = start
        self.skew = timedelta()
        self.size = self.sealed = self.register.size()
        self.recorded_at = self.register.clock()
        self.begun = -1  # the newest entry that began a listing
        self.canaries = 0
        self.watch: Callable[[Case], None] = lambda case: None  # set by the watch
        self._diary: list[Appointment] = []
        self._ends: list[tuple[date, int, Case]] = []
        self._orders = 0
        self._second = 0

    # --- time ------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The day that the register goes by: the clock's, never before the newest entry's."""
        return day_of(max(self.register.clock(), self.recorded_at), self.register.zone)

    @property
    def clock_back(self) -> bool:
        """Whether the clock stands clearly before the newest entry."""
        return self.register.clock() < self.recorded_at - GRACE_MS

    def appoint(self, day: date, act: Callable[[], None]) -> None:
        """Have something happen on the day, or today when it is past."""
        self._orders += 1
        heapq.heappush(self._diary, Appointment(max(day, self.day), self._orders, act))

    def live(self, until: date | None = None) -> None:
        """Live through the appointments, in order."""
        while self._diary and (until is None or self._diary[0].day <= until):
            next_one = heapq.heappop(self._diary)
            self.move_to(next_one.day)
            next_one.act()

    def live_until(self, day: date) -> bool:
        """Live up to the day; whether any appointment is left after it."""
        self.live(day)
        return bool(self._diary)

    def next_end(self) -> date | None:
        """The next day on which the clock ends something."""
        return self._ends[0][0] if self._ends else None

    def move_to(self, day: date) -> None:
        """Let time pass to the day; whatever the clock ends on the way must be clear on the very next check."""
        if day > self.day:
            if self.begun >= self.sealed or self.size - self.sealed > UNSEALED:
                self.seal()
            self.day, self._second = day, 0
        self._second += 1
        self.set_clock()
        while self._ends and self._ends[0][0] <= self.today:
            end, _, case = heapq.heappop(self._ends)
            if self.skew:
                self.ends_on(end, case)
                break
            if case.stage == "listed" and not case.running(self.today) and case.ends() == end:
                self.tally.ended["term" if case.until == end else "lapsed"] += 1
                self.watch(case)

    def set_clock(self) -> None:
        """The machine's clock, right or wrong."""
        self.register.set_day(self.day, self._second, self.skew)

    def ends_on(self, day: date, case: Case) -> None:
        """Look at the case again when the clock ends it."""
        heapq.heappush(self._ends, (max(day, self.day + timedelta(days=1)), case.number, case))

    # --- acting ------------------------------------------------------------------------------------

    def document(self, what: str) -> str:
        """A document's number, which must never lie in the clear."""
        self.canaries += 1
        return f"{CANARY}{what}〔{self.today.year}〕{self.canaries}号"

    def attempt(
        self,
        move: str,
        case: Case,
        command: Command,
        officer: str,
        *,
        signer: Signer | None = None,
        kill: KillPoint | None = None,
    ) -> list[Any] | None:
        """Try a command: it goes through exactly where the book says so. Its events, None when it was refused.

        ``signer``: a credential that is not the officer's enrolled one. ``kill``: the process dies over it.
        """
        why = self.why_not(command, officer) if signer is None else "credential revoked"
        acting = self.acting(officer)
        desk = self.tally.steps
        try:
            if kill is not None:
                events = self._killed(case, command, officer, kill, why)
            else:
                events = self.note(self.register.decide(desk, command, signer or self.register.signers[officer]))
        except CallerError as error:
            events = None
            article = f"Article {error.article}" if error.article else error.code
            self.tally.refusals[article] += 1
            self._trace(move, case, f"refused ({article})")
            if not why:
                self.found("refused", case, f"{type(command).__name__}: {error.detail.en}")
        except XinyongError as error:
            events = None
            self._trace(move, case, f"fault {error.code}")
            self.found("fault", case, f"{type(command).__name__}: {error.detail.en}")
        else:
            self._trace(move, case, "+".join(self._kinds(events or [])) or "nothing")
            self._went_through(case, command, acting, events, why)
        self.watch(case)
        return events

    def raced(self, case: Case, move: str, outcome: str) -> None:
        """Trace a step that was not one attempt."""
        self._trace(move, case, outcome)

    def enter(self, case: Case, command: Command, officer: str, receipts: list[Receipt]) -> None:
        """Enter what went through outside ``attempt``."""
        acting = self.acting(officer)
        self._went_through(case, command, acting, self.note(receipts), self.why_not(command, officer))

    def why_not(self, command: Command, officer: str) -> str:
        """Why the book says that the command must be refused ("" when it must go through)."""
        return self.book.why_not(command, self.acting(officer), self.clock_back)

    def acting(self, officer: str) -> Acting:
        """The officer, the authority and the register's day."""
        return Acting(officer, self.register.authority_of[officer], self.today)

    def _went_through(self, case: Case, command: Command, acting: Acting, events: list[Any] | None, why: str) -> None:
        if not events:
            return
        own, others = self._shared_out(case, command, events)
        if why:
            self.found("allowed", case, f"{type(command).__name__} went through: {why}")
        before = case.stage, case.suspended
        self.book.beside = []
        try:
            differs = RULES[type(command)].follows(self.book, command, acting, own)
            rules_honours.aftermath(self.book, case, before, acting)
        except (KeyError, AssertionError) as error:
            differs = f"the book cannot follow: {error!r}"
        due = [(tag, each.id) for tag, each in self.book.beside]
        if sorted(due) != sorted(others):
            differs = differs or f"on other cases it entered {sorted(others)}, not {sorted(due)}"
        if differs:
            self.found("differs", case, f"{type(command).__name__}: {differs}")
        if case.rebound:
            case.rebound, case.binds = False, case.entries[-1]
            case.restored = case.binds if before[0] == "ended" else case.restored
            self.begun = case.binds
        if case.stage != before[0]:
            self._changed(case)
        elif case.stage == "listed":
            self.will_end(case)
        for tag, each in self.book.beside:
            self.tally.ended[tag.removesuffix("/1")] += 1
            self.will_end(each)
            self.watch(each)

    def _shared_out(self, case: Case, command: Command, events: list[Any]) -> tuple[list[Any], list[tuple[str, str]]]:
        """Each event's number to the case that it is about; the case's own events, and what was entered on others."""
        own: list[Any] = []
        others: list[tuple[str, str]] = []
        belongs = isinstance(command, OPENS) or (hasattr(command, "case") and not isinstance(command, EraseCase))
        for seq, event in enumerate(events, self.size - len(events)):
            about = self.book.cases.get(getattr(event, "case", ""), case)
            if about is not case:
                about.entries.append(seq)
                others.append((self._kinds([event])[0], about.id))
                continue
            own.append(event)
            if belongs:
                case.entries.append(seq)
        return own, others

    def _changed(self, case: Case) -> None:
        case.tries = 0
        if case.stage == "listed" and case.begun < 0:
            case.begun = self.begun = case.entries[-1]
            self.tally.listings += 1
            self.tally.lists[case.list] += 1
        elif case.stage in ("ended", "dropped", "declined"):
            self.tally.ended[case.ending if case.stage == "ended" else case.stage] += 1
        self.will_end(case)

    def will_end(self, case: Case) -> None:
        """Remember the day on which the clock will end the listing."""
        end = case.ends()
        if case.stage == "listed" and end is not None:
            self.ends_on(end, case)

    def _killed(self, case: Case, command: Command, officer: str, point: KillPoint, why: str) -> list[Any] | None:
        before = self.size
        self.register.killed(command, self.register.signers[officer], point)
        now = self.register.size()
        expected = point in ("recorded", "witnessed") and not why
        if (now > before) != expected:
            self.found("lost", case, f"killed at {point}: {now - before} entries are there")
        events = self.register.events(list(range(before, now)))
        self.size = now
        self.recorded_at = max(self.recorded_at, self.register.clock()) if now > before else self.recorded_at
        self.tally.faults[f"killed {point}"] += 1
        return events

    def note(self, receipts: list[Receipt]) -> list[Any]:
        """The events of what was recorded: its numbers follow on the last, and its time does not go back."""
        seqs = [receipt.seq for receipt in receipts]
        if seqs != list(range(self.size, self.size + len(seqs))):
            self.found("numbers", None, f"entries {seqs} after {self.size}")
        for receipt in receipts:
            if receipt.recorded_at < self.recorded_at:
                self.found("time", None, f"entry {receipt.seq} was recorded before the one before it")
            self.recorded_at = max(self.recorded_at, receipt.recorded_at)
        self.size += len(seqs)
        return self.register.events(seqs)

    def catch_up(self) -> int:
        """How many entries a file brought in, which gives no receipts; they are as old as the clock."""
        before, self.size = self.size, self.register.size()
        if self.size > before:
            self.recorded_at = max(self.recorded_at, self.register.clock())
        return self.size - before

    def seal(self) -> None:
        """Seal what was recorded: adverse beginnings take effect."""
        if self.sealed < self.size:
            self.register.desks[0].store.seal()
            self.sealed = self.size

    # --- telling -------------------------------------------------------------------------------------

    def found(self, kind: Found, case: Case | None, detail: str) -> None:
        """Something that must never be."""
        moves = tuple(case.moves[-8:]) if case is not None else tuple(self.tally.last)
        number = case.number if case is not None else -1
        self.tally.violations.append(
            Violation(kind, self.tally.seed, self.tally.steps, self.day, number, detail, moves)
        )
        if len(self.tally.violations) >= self.tally.most:
            raise Enough

    def fault(self, name: str) -> None:
        """Count a fault that was injected."""
        self.tally.faults[name] += 1

    def _trace(self, move: str, case: Case, outcome: str) -> None:
        self.tally.steps += 1
        self.tally.moves[move] += 1
        case.steps += 1
        case.tries += 1
        line = f"{self.today} case {case.number} {case.list} {move}: {outcome}"
        case.moves.append(line)
        self.tally.trace(line)

    @staticmethod
    def _kinds(events: list[Any]) -> list[str]:
        return [str(type(event).__struct_config__.tag) for event in events if event is not None]

    def kill_point(self) -> KillPoint:
        """Where a process dies."""
        return self.chance.choice(KILL_POINTS)
