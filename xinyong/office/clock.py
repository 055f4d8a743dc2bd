"""The one place that reads a clock.

A real register reads the machine's. A synthetic one may be given a simulated clock, so that a
procedure of weeks can be practised in minutes; the journal keeps either monotone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Milliseconds = Callable[[], int]


def wall_clock() -> int:
    """Milliseconds since 1970 UTC by the machine's clock."""
    return time.time_ns() // 1_000_000


class SimulatedClock:
    """A clock that stands still until it is moved; for synthetic registers and tests only."""

    def __init__(self, start: datetime) -> None:
        self._now = int(start.timestamp() * 1000)

    def __call__(self) -> int:
        return self._now

    def advance(self, step: timedelta) -> None:
        """Move on by ``step`` (it may be negative: tests of a clock that goes back)."""
        self._now += int(step.total_seconds() * 1000)

    def set_day(self, day: date, zone: ZoneInfo, hour: int = 9) -> None:
        """Move to ``hour`` o'clock on ``day`` in the register's zone."""
        self._now = int(datetime(day.year, day.month, day.day, hour, tzinfo=zone).timestamp() * 1000)


def day_of(milliseconds: int, zone: ZoneInfo) -> date:
    """The calendar day of a moment in a zone."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(zone).date()
