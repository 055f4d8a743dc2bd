"""Working days, by country. Deadlines are computed here once and stored in the decision.

China's calendar is published a year ahead by the State Council (package ``chinesecalendar``); a
date past the published years is computed on weekends alone and is *provisional*.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from xinyong.errors import OperatorError, Text


class Deadline(NamedTuple):
    """A day, and whether it rests on a calendar not yet published."""

    day: date
    provisional: bool


class WorkingCalendar:
    """Working days of one country."""

    def __init__(self, name: str, is_working: Callable[[date], bool], published_until: date) -> None:
        self.name = name
        self.published_until = published_until
        self._is_working = is_working

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on ``day`` (weekdays alone past the published calendar)."""
        if day > self.published_until:
            return day.weekday() < 5
        return self._is_working(day)

    def deadline(self, start: date, days: int) -> Deadline:
        """The day ``days`` working days after ``start``, which is not counted itself."""
        day = start
        left = days
        while left > 0:
            day += timedelta(days=1)
            if self.is_working_day(day):
                left -= 1
        return Deadline(day, day > self.published_until)

    def last_day(self, day: date) -> Deadline:
        """``day``, or the first working day after it: a time that ends on a holiday ends after it.

        China: Civil Procedure Law (2023), art. 85, which reconsideration (its law of 2023, art. 88) and suits
        against authorities (Administrative Litigation Law, art. 101) follow. Brazil: Lei 9.784/1999, art. 66, § 1.
        """
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return Deadline(day, day > self.published_until)


def _china() -> WorkingCalendar:
    import chinese_calendar
    from chinese_calendar.constants import workdays

    first = date(2004, 1, 1)

    def is_working(day: date) -> bool:
        return bool(chinese_calendar.is_workday(day)) if day >= first else day.weekday() < 5

    return WorkingCalendar("cn", is_working, date(max(d.year for d in workdays), 12, 31))


_BRAZIL_FIXED = {(1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (12, 25)}


def _easter(year: int) -> date:
    """Western Easter (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def _brazil() -> WorkingCalendar:
    """National holidays (Lei 662/1949, Lei 6.802/1980, Lei 14.759/2023) and Good Friday."""

    def is_working(day: date) -> bool:
        if day.weekday() >= 5 or (day.month, day.day) in _BRAZIL_FIXED:
            return False
        if day.year >= 2024 and (day.month, day.day) == (11, 20):
            return False
        return day != _easter(day.year) - timedelta(days=2)

    return WorkingCalendar("br", is_working, date(9999, 12, 31))


_CALENDARS: dict[str, Callable[[], WorkingCalendar]] = {"cn": _china, "br": _brazil}
_loaded: dict[str, WorkingCalendar] = {}


def calendar(name: str) -> WorkingCalendar:
    """The calendar that a rulebook names. ``OperatorError`` when this software has none of that name."""
    if name not in _CALENDARS:
        raise OperatorError(
            Text(f"没有名为“{name}”的工作日历。", f"There is no working calendar “{name}”."),
            todo=Text("取值：" + "、".join(_CALENDARS), "Known: " + ", ".join(_CALENDARS)),
        )
    if name not in _loaded:
        _loaded[name] = _CALENDARS[name]()
    return _loaded[name]
