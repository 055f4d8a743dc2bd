"""The model book: what should be allowed, and what should then stand. It knows no event fold and no predicate.

Each kind of command has a ``Rule``: ``why_not`` says in a word why the Articles or the list's law forbid it (empty:
it must go through), ``follows`` enters it here. The rules stand in ``rules``; a new decision of the register joins the
simulation by a rule (``@rule``) and moves (``moves``) of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from xinyong.lab.institution import reckoning as law
from xinyong.law.model import ListVersion, Rulebook
from xinyong.register.core import Command
from xinyong.register.decisions import ADVERSE

NAME = "虚构某金丝雀"
"""Every person's name, which must never lie in the clear."""
DRAFT_DAYS = 30
"""A proposal without notice, or a step without approval, lapses after so many days."""
DECIDE_DAYS = 90
"""A case with notice lapses so many days after the last day to answer, where its law says nothing."""
HEARING_DAYS = 7
"""Days between an invitation and its hearing, where the law says nothing."""
BEFORE_APPROVAL = ("proposed", "noticed", "decided")


# Named here because a field called ``list`` hides the type of that name inside its class body.
Sort = Literal["burden", "person", "honour", "status"]
SORTS: dict[str, Sort] = {"red": "honour", "status": "status"}
"""What the list's kind makes of its cases; every other kind burdens, an organisation or a person."""
Numbers = list[int]
Lines = list[str]
Exempt = list[tuple[str, date, date]]


@dataclass
class Case:
    """One case as it should stand, and what the simulator means to do with it."""

    number: int
    code: str
    subject_kind: str
    list: str
    authority: str
    ground: str
    facts: dict[str, Any]
    conduct: date
    id: str = ""
    stage: str = "new"
    opened: date = date.min
    proposer: str = ""
    decider: str = ""
    approver: str = ""
    served: date | None = None
    answer_by: date | None = None
    decide_by: date | None = None
    answered: bool = False
    asked: bool = False  # for a hearing, neither held nor given up yet
    invited_for: date | None = None
    heard: bool = False
    since: date | None = None
    until: date | None = None
    review_by: date | None = None
    ends_on: tuple[str, ...] = ()
    repair_from: date | None = None
    retention: int = 0
    ended_on: date | None = None
    ending: str = ""
    objection: bool = False
    pending: tuple[str, str, date] | None = None  # an adverse step, the officer who decided it, and when
    step: Any = None  # the command that decided it
    suspended: str = ""  # why it has no effect for now
    relief_on: date | None = None  # suspended and not resumed by then, it is over
    application: bool = False  # an application for repair is open
    pledge: bool = False
    contest: bool = False
    extended: bool = False
    notified: bool = False
    unpublished: bool = False
    legacy: bool = False  # taken over from a list kept before
    exempt: Exempt = field(default_factory=Exempt)  # (action, since, until)
    binds: int = 0  # the entry that must be sealed before it has effect again
    rebound: bool = False  # the newest entry of it is such a one
    retain_until: date | None = None
    variant: str = ""
    sort: Sort = "burden"
    source: str = ""  # the case that it carries out
    restored: int = 0  # the entry that restored it after a repair
    lost: int = 0  # the entry that took an honour away, from its seal on
    begun: int = -1  # the entry that began the listing
    entries: Numbers = field(default_factory=Numbers)
    record: int = -1  # the filed penalty it rests on
    moves: Lines = field(default_factory=Lines)
    steps: int = 0
    tries: int = 0  # at the stage that it stands at

    def ends(self) -> date | None:
        """The first day on which it no longer stands, as far as is known."""
        days = [day for day in (self.until, self.review_by, self.ended_on, self.relief_on) if day is not None]
        return min(days) if days else None

    def running(self, day: date) -> bool:
        """Whether it stands on the day (sealed or not)."""
        return self.stage in ("listed", "ended") and self._dated(day)

    def _dated(self, day: date) -> bool:
        last = self.ends()
        return (self.since is None or self.since <= day) and (last is None or day < last)

    def effective(self, day: date, sealed: int, action: str) -> bool:
        """Whether it has effect on the action that day: it runs, is sealed, not suspended, and the action not freed.

        What is lost is lost with a seal: until then an honour goes on as before.
        """
        stands = self.running(day) or (self.stage == "lost" and self.lost >= sealed and self._dated(day))
        if not stands or self.suspended or max(self.begun, self.binds) >= sealed:
            return False
        return not any(freed == action and since <= day < until for freed, since, until in self.exempt)

    @property
    def person(self) -> bool:
        """Whether it is on a natural person."""
        return self.subject_kind == "person"

    def label(self, day: date) -> str:
        """Its stage, or ``over`` where the clock ended the listing and no decision did."""
        return "over" if self.stage == "listed" and not self.running(day) else self.stage

    def lapsed(self, day: date) -> bool:
        """Whether the clock ended it by its review day alone."""
        stands = (self.until is None or day < self.until) and (self.ended_on is None or day < self.ended_on)
        return stands and self.review_by is not None and self.review_by <= day

    def over(self, day: date) -> bool:
        """Whether the clock ended the case before anything began."""
        if self.draft():
            return day >= self.opened + timedelta(days=DRAFT_DAYS)
        return self.stage in ("noticed", "decided") and self.decide_by is not None and day > self.decide_by

    def draft(self) -> bool:
        """Whether it is a draft, which nobody was told of; an honour is one until it is granted."""
        return self.stage in ("proposed", "legacy") or (self.stage == "decided" and self.sort == "honour")

    def waits(self, day: date) -> tuple[str, str, date] | None:
        """The step that waits, unless it was not approved within the time of a draft."""
        return None if self.pending is None or day >= self.pending[2] + timedelta(days=DRAFT_DAYS) else self.pending

    def involved(self) -> set[str]:
        """The officers who made the listing."""
        return {self.proposer, self.decider, self.approver} - {""}

    def end(self, day: date, ending: str) -> None:
        """End it by decision: what the clock ended before is not kept longer by a later word about it."""
        by_clock = [each for each in (day, self.until, self.review_by, self.relief_on) if each is not None]
        self.stage, self.ended_on, self.ending, self.objection = "ended", day, ending, False
        self.pending, self.step, self.application, self.contest = None, None, False, False
        self.retain_until = law.later(min(by_clock), self.retention)

    def keep(self) -> date:
        """How long it is kept if it runs on: from the day on which the clock will end it."""
        last = [day for day in (self.until, self.review_by, self.relief_on) if day is not None]
        self.retain_until = law.later(min(last), self.retention)
        return self.retain_until


class Acting(NamedTuple):
    """Who acts, and on which day."""

    officer: str
    authority: str
    today: date


WhyNot = Callable[["Book", Any, Acting], str]
Follows = Callable[["Book", Any, Acting, list[Any]], str]


class Rule(NamedTuple):
    """``why_not`` as above; ``follows`` enters it and returns in what an event differs from the model, if any."""

    why_not: WhyNot
    follows: Follows


RULES: dict[type[Command], Rule] = {}


def rule(command: type[Command], why_not: WhyNot) -> Callable[[Follows], Follows]:
    """Register what the model expects of a command."""

    def keep(follows: Follows) -> Follows:
        RULES[command] = Rule(why_not, follows)
        return follows

    return keep


class Book:
    """Every case by its register's id, every code's cases, and what has been erased."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.cases: dict[str, Case] = {}
        self.by_code: dict[str, list[Case]] = {}
        self.kinds: dict[str, str] = {}  # registered codes
        self.erased: list[int] = []
        self.records: dict[int, str] = {}  # filed and not withdrawn: whose
        self.beside: list[tuple[str, Case]] = []  # what the last command must have entered on other cases

    def why_not(self, command: Command, acting: Acting, clock_back: bool) -> str:
        """Why the command must be refused; "" when it must go through."""
        if clock_back and type(command) in ADVERSE:
            return "clock went back"
        return RULES[type(command)].why_not(self, command, acting)

    def version(self, listing: str, day: date) -> ListVersion | None:
        """The list's law of the day."""
        return law.on(self.rulebook.lists[listing].versions, day)

    def may_decide(self, acting: Acting, listing: str) -> bool:
        """Whether the authority may decide the list on the day."""
        return law.mandated(self.rulebook, acting.authority, "list", listing, acting.today)

    def listed(self, code: str, listing: str, day: date) -> bool:
        """Whether the code stands on the list."""
        return any(
            case.list == listing and case.running(day) and not (case.source and self.carried_over(case, day))
            for case in self.by_code.get(code, [])
        )

    def carried_over(self, case: Case, day: date) -> bool:
        """Whether what it carries out is over, or was and began again: then so is it, with no act of its own."""
        source = self.cases.get(case.source)
        return source is None or not source.running(day) or source.restored > case.begun

    def effective(self, case: Case, day: date, sealed: int, action: str) -> bool:
        """Whether the case has effect on the action: by itself, and by its source where it carries one out."""
        if not case.effective(day, sealed, action):
            return False
        return not case.source or (
            not self.carried_over(case, day) and self.cases[case.source].effective(day, sealed, action)
        )

    def add(self, case: Case) -> None:
        """Enter a case under the id that the register gave it."""
        self.cases[case.id] = case
        self.by_code.setdefault(case.code, []).append(case)

    def at(self, command: Any, acting: Acting, *stages: str) -> tuple[Case | None, str]:
        """The case, where it stands at one of these stages and is the authority's own."""
        case = self.cases.get(command.case)
        if case is None or case.stage not in stages:
            return None, "wrong stage"
        return (case, "") if case.authority == acting.authority else (None, "another authority")


def differs(event: Any, **expected: Any) -> str:
    """In what the event's fields are not what the model computed."""
    found = {name: getattr(event, name, "absent") for name in expected}
    return "; ".join(
        f"{name} is {found[name]}, not {expected[name]}" for name in expected if found[name] != expected[name]
    )
