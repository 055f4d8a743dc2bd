"""An independent model of a list's procedure: what should be allowed, and what should then stand.

Written from the Articles and the law of the tests, not from the code: it knows no event, no projection and
no predicate. The stateful test compares the real register with it after every step.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar

NEW_LAW = date(2021, 9, 1)
CALENDAR_DAYS = {"open": 10}  # time to answer in calendar days; other lists count five working days
KEPT, DROPPED = 24, 24  # months
DRAFT_DAYS = 30
DECIDE_DAYS = 90  # after the last day to answer
HEARING_DAYS = 7  # between the invitation and the hearing
REPAIR_AFTER = {"fixed": 12, "milder": 12, "harsher": 12}
ENDINGS = {"fixed": ("repaired", "annulled", "performed"), "milder": ("repaired", "annulled", "performed"),
           "harsher": ("repaired", "annulled", "performed"), "open": ("performed", "annulled")}  # fmt: skip


def later(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def no_holiday(day: date) -> date:
    """The day, or the first working day after it."""
    while not chinese_calendar.is_workday(day) if day.year <= 2026 else day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def span(listing: str, ground: str, conduct: date, since: date) -> tuple[date | None, date | None]:
    """(until, review_by) of a listing that begins on ``since``."""
    if ground == "minor":  # a term of its own, whatever the list's
        return since + timedelta(days=45), None
    if listing == "open":
        return None, later(since, 24)
    months = {"fixed": 36, "milder": 12, "harsher": 12 if conduct < NEW_LAW else 60}[listing]
    return later(since, months), None


@dataclass
class Case:
    """One case as it should stand."""

    id: str
    code: str
    list: str
    authority: str
    stage: str = "proposed"
    ground: str = ""
    conduct: date = date.min
    opened: date = date.min
    proposer: str = ""
    decider: str = ""
    approver: str = ""
    served: date = date.min
    answer_by: date | None = None
    answered: bool = False
    asked: bool = False  # for a hearing that was neither held nor given up
    invited_for: date | None = None
    heard: bool = False
    since: date | None = None
    until: date | None = None
    review_by: date | None = None
    ended_on: date | None = None
    ended_by: str = ""
    objection: bool = False
    repair_from: date | None = None
    retain_until: date | None = None
    seqs: list[int] = field(default_factory=list)
    fingerprint: tuple[object, ...] = ()
    pending: tuple[str, str, date] | None = None  # an adverse step, the officer who decided it, and when
    suspended: bool = False
    settle_by: date | None = None
    contested: bool = False
    applied: bool = False
    pledged: bool = False
    notified: bool = False
    extended: bool = False
    months: int = 0  # of the extension that waits
    exempt_until: date | None = None
    hidden: bool = False

    def over(self, day: date) -> bool:
        """Whether the clock ended a case that began nothing."""
        if self.stage == "proposed":
            return day >= self.opened + timedelta(days=DRAFT_DAYS)
        if self.stage in ("noticed", "decided"):
            assert self.answer_by
            return day > self.answer_by + timedelta(days=DECIDE_DAYS)
        return False

    def waits(self, day: date) -> tuple[str, str, date] | None:
        """The step that waits, unless nobody approved it in time."""
        lapsed = self.pending is not None and day >= self.pending[2] + timedelta(days=DRAFT_DAYS)
        return None if lapsed else self.pending

    @property
    def relieved_on(self) -> date | None:
        """The first day after a claim of the wrong one was not settled."""
        return self.settle_by + timedelta(days=1) if self.suspended and self.settle_by else None

    def running(self, day: date) -> bool:
        """Whether it has effect on the day."""
        return self.stands(day) and not self.suspended

    def stands(self, day: date) -> bool:
        """Whether it is neither over nor yet to come, with effect or without."""
        if self.stage not in ("listed", "ended") or (self.since is not None and day < self.since):
            return False
        return all(end is None or day < end for end in (self.until, self.review_by, self.ended_on, self.relieved_on))

    def lapsed(self, day: date) -> bool:
        """Whether the clock ended it, and no decision."""
        return self.ended_on is None and any(end is not None and end <= day for end in (self.until, self.review_by))

    def end(self, today: date, why: str) -> None:
        """End it by decision."""
        ends = [day for day in (today, self.until, self.review_by, self.relieved_on) if day is not None]
        self.stage, self.ended_on, self.ended_by, self.objection = "ended", today, why, False
        self.pending, self.suspended, self.contested, self.applied = None, False, False, False
        self.retain_until = later(min(ends), KEPT)

    def last(self) -> date:
        """The day on which it ends or lapses if nothing more is decided."""
        return min(day for day in (self.until, self.review_by) if day is not None)

    def row(self) -> tuple[object, ...]:
        """Its standing row."""
        return (self.code, self.list, self.id, self.since, self.until, self.review_by, self.ended_on, self.objection,
                self.suspended, self.contested)
