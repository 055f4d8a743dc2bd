"""Days, law and catalogue as the simulator reckons them: written again from the law's text, not from the register.

What the register computes with ``law.dates``, ``law.force``, ``law.compile`` and ``casework`` is computed here a second
time in another way, from the rulebook's data alone, so that the two can disagree.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Protocol, TypeVar

import chinese_calendar
from chinese_calendar.constants import workdays

from xinyong.law.force import criterion_of
from xinyong.law.model import Ground, ListVersion, Rulebook, Term

PUBLISHED_UNTIL = date(max(day.year for day in workdays), 12, 31)
"""The last day whose working calendar the State Council has published (as ``chinesecalendar`` has it)."""


class Spanned(Protocol):
    """Anything in force for ``since <= day < until``."""

    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date | None: ...


S = TypeVar("S", bound=Spanned)


def on(things: Iterable[S], day: date) -> S | None:
    """The one in force on the day."""
    found = [each for each in things if each.since <= day and not (each.until is not None and each.until <= day)]
    return found[0] if found else None


def later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def working_day(day: date) -> bool:
    """Whether offices in China work on the day."""
    return day.weekday() < 5 if day > PUBLISHED_UNTIL else bool(chinese_calendar.is_workday(day))


def no_holiday(day: date) -> date:
    """The day, or the first working day after it: a time ends on no holiday."""
    while not working_day(day):
        day += timedelta(days=1)
    return day


@cache
def working_days_after(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``."""
    while count:
        day += timedelta(days=1)
        count -= working_day(day)
    return day


def length(term: Term, start: date) -> date:
    """When a listing of this term ends by the clock; one that ends on an event never does."""
    if term.months is not None:
        return later(start, term.months)
    return date.max if term.days is None else start + timedelta(days=term.days)


def span(term: Term, start: date) -> tuple[date | None, date | None]:
    """(until, review_by) of a listing that begins on ``start``."""
    if term.review_months is not None:
        return None, later(start, term.review_months)
    return length(term, start), None


def ground_of(version: ListVersion, ground: str) -> Ground | None:
    """The version's ground of that name, or the one that took it over."""
    named = [each for each in version.grounds if each.id == ground]
    taken_over = [each for each in version.grounds if ground in each.succeeds]
    return next(iter(named + taken_over), None)


def governing(
    book: Rulebook, listing: str, conduct: date, today: date, ground: str, facts: Mapping[str, Any]
) -> ListVersion | None:
    """The version that governs the grounds: of the conduct's day or a milder later one; None: none lists."""
    versions = book.lists[listing].versions
    best = on(versions, conduct)
    if best is None or on(versions, today) is None or ground_of(best, ground) is None:
        return None
    for version in versions:
        if conduct < version.since <= today:
            if not holds(version, ground, facts, unknown=True):
                return None
            if length(version.term, today) < length(best.term, today):
                best = version
    return best


def holds(version: ListVersion, ground: str, facts: Mapping[str, Any], *, unknown: bool = False) -> bool:
    """Whether the facts meet the ground under the version; ``unknown`` is what a missing fact counts as."""
    found = ground_of(version, ground)
    if found is None:
        return False
    asked = {fact.id for fact in version.facts}
    value = criterion_of(version, found).evaluate({name: value for name, value in facts.items() if name in asked}).value
    return unknown if value is None else value


def may_list(version: ListVersion, ground: str, facts: Mapping[str, Any]) -> bool:
    """Whether the version's law lets these facts ground a listing: all asked for, the ground met, nothing excluded."""
    asked = {fact.id for fact in version.facts}
    if not asked.issuperset(facts) or not holds(version, ground, facts):
        return False
    return not any(excludes(version, each, facts) for each in version.excluded)


def excludes(version: ListVersion, excluded: Ground, facts: Mapping[str, Any]) -> bool:
    """Whether an exclusion of the version's law may apply: what is unknown lists nobody."""
    return criterion_of(version, excluded).evaluate(facts).value is not False


def suspended(book: Rulebook, listing: str, ground: str, day: date) -> bool:
    """Whether an emergency took this ground away for what was done on the day."""
    for overlay in book.overlays or []:
        for item in overlay.items:
            if item.does != "no-listing" or item.list != listing or (item.grounds and ground not in item.grounds):
                continue
            end = item.until or overlay.until or overlay.review_by
            if (item.since or overlay.since) <= day and end is not None and day < end:
                return True
    return False


def mandated(book: Rulebook, authority: str, power: str, scope: str, day: date) -> bool:
    """Whether the law of the day gives the authority this power."""
    given = book.authorities[authority].mandates if authority in book.authorities else []
    return any(
        each.power == power
        and each.scope in (scope, "*")
        and each.since <= day
        and (each.until is None or day < each.until)
        for each in given
    )


def touches(
    book: Rulebook, listing: str, day: date, variant: str = "", begun: date | None = None
) -> dict[str, set[str]]:
    """What a list's law of the day does to a listing: the measures by action, each an item of the national list then.

    ``begun``: the listing's beginning. What law added since binds later listings alone, unless its article says more;
    a beginning that nobody states, and what was imposed elsewhere (``variant``), go by the law of the day.
    """
    version = on(book.lists[listing].versions, day)
    found: dict[str, set[str]] = {}
    for applied in version.measures if version else []:
        national = on(book.measures[applied.measure].versions, day)
        if national is None or (variant and not _given(version, variant, applied.measure)):
            continue
        reaches = variant or begun is None or applied.effect == "favoured" or applied.earlier_listings
        for action in applied.actions:
            if action in national.actions and (reaches or _ever_since(book, listing, action, begun, day)):
                found.setdefault(action, set()).add(applied.measure)
    return found


def _ever_since(book: Rulebook, listing: str, action: str, begun: date | None, day: date) -> bool:
    """Whether the list touched the action on every day from the listing's beginning (or the list's first law) on."""
    versions = book.lists[listing].versions
    first = min(each.since for each in versions)
    start = max(begun or first, first)
    spans: list[Spanned] = [*versions, *(each for measure in book.measures.values() for each in measure.versions)]
    changes = {edge for each in spans for edge in (each.since, each.until) if edge is not None and start < edge <= day}
    return all(_burdened(book, listing, action, each) for each in {start, *changes})


def _burdened(book: Rulebook, listing: str, action: str, day: date) -> bool:
    version = on(book.lists[listing].versions, day)
    return any(
        applied.effect != "favoured"
        and action in applied.actions
        and national is not None
        and action in national.actions
        for applied in (version.measures if version else [])
        for national in [on(book.measures[applied.measure].versions, day)]
    )


def _given(version: ListVersion | None, variant: str, measure: str) -> bool:
    kinds = [each for each in version.sanctions if each.id == variant] if version else []
    return any(not each.measures or measure in each.measures for each in kinds)
