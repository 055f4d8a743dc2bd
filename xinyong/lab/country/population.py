"""The organisations of a synthetic country, one at a time, each from its own substream.

City and branch come from tables of exact quotas, so that an organisation's rank in its city and branch
is known from its number alone: names are unique without a memory of names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import exp, log
from typing import NamedTuple

from xinyong.casework.calendars import calendar
from xinyong.errors import BadInput, Text
from xinyong.lab.country.branches import BRANCHES, Branch
from xinyong.lab.country.geography import CITIES, SIZES, City
from xinyong.lab.country.names import Namer
from xinyong.lab.country.rates import GROWTH
from xinyong.lab.country.seeded import Draw, Substreams, exponential, quotas, shuffled
from xinyong.subjects.uscc import USCC

FIRST_DAY = date(1988, 1, 4)
LIFE_YEARS = {"91": 24.0, "92": 16.0, "93": 20.0}  # mean; others do not die here
REVOKED_SHARE = 0.15  # of those that end: licence revoked; the rest deregister
MOST = 20_000_000  # beyond it the largest branch of the largest city would run out of names
_CITY_SLOTS, _BRANCH_SLOTS = 2_000, 2_000
_DAYS_A_YEAR = 365.25


class Plan(NamedTuple):
    """What a country is made from. ``first`` and ``last`` bound the authorities' acts; ``broken`` is a share."""

    organisations: int
    persons: int
    first: date
    last: date
    seed: int
    broken: float = 0.01

    def checked(self) -> Plan:
        """The plan itself; BadInput when a country cannot be made from it."""
        if not 0 < self.organisations <= MOST or not 0 <= self.persons <= MOST:
            raise BadInput(
                Text(f"组织数须为 1 至 {MOST}，人数不超过 {MOST}。", f"Organisations run from 1 to {MOST:,}, persons to {MOST:,}."),
                field="organisations",
            )
        if self.first <= FIRST_DAY or (self.last - self.first).days < 30 or self.last.year > 2090:
            raise BadInput(
                Text("年份范围无效。", "The range of years is not one."), field="years",
                todo=Text("写成 2021-2025，最早为 1989。", "Write it as 2021-2025, from 1989 on."),
            )
        if not 0 <= self.broken <= 0.5:
            raise BadInput(
                Text("坏行比例须在 0 至 0.5 之间。", "The share of broken rows lies between 0 and 0.5."), field="broken"
            )
        return self


class Organisation(NamedTuple):
    """One made-up organisation as its registration authority knows it. ``ended_on``: None while it stands."""

    number: int
    code: str
    name: str
    branch: Branch
    city: City
    county: int
    registered_on: date
    status: str  # 存续 | 注销 | 吊销
    ended_on: date | None
    near: bool

    @property
    def trade(self) -> str:
        """The group of trades that are supervised alike."""
        return self.branch.trade


class WorkingDays:
    """The nearest working day at or before any day of a span, from one table."""

    def __init__(self, first: date, last: date) -> None:
        known = calendar("cn")
        self._first = first.toordinal()
        self._days: list[date] = []
        before = first
        for ordinal in range(self._first, last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            before = day if known.is_working_day(day) else before
            self._days.append(before)

    def at_or_before(self, ordinal: int) -> date:
        """A working day; the span's ends bound it."""
        return self._days[min(max(ordinal - self._first, 0), len(self._days) - 1)]


class Population:
    """The organisations of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan.checked()
        self.days = WorkingDays(FIRST_DAY, plan.last)
        self._streams = Substreams(plan.seed, "organisation")
        self._namer = Namer(plan.seed)
        tables = Substreams(plan.seed, "tables")
        self._city_quotas = quotas(SIZES, _CITY_SLOTS)
        self._cities = shuffled(_slots(self._city_quotas), tables.of(0))
        self._branch_quotas = quotas([branch.share for branch in BRANCHES], _BRANCH_SLOTS)
        slots = _slots(self._branch_quotas)
        self._branches = [shuffled(slots, tables.of(city.number + 1)) for city in CITIES]
        years = (plan.last - FIRST_DAY).days / _DAYS_A_YEAR
        self._years, self._grown = years, exp(GROWTH * years) - 1

    def __iter__(self) -> Iterator[Organisation]:
        return map(self.organisation, range(self.plan.organisations))

    def organisation(self, number: int) -> Organisation:
        """The ``number``-th organisation: the same for every plan with the same seed and last day."""
        turn, slot = divmod(number, _CITY_SLOTS)
        at, place = self._cities[slot]
        city = CITIES[at]
        turn, slot = divmod(turn * self._city_quotas[at] + place, _BRANCH_SLOTS)
        which, place = self._branches[at][slot]
        rank = turn * self._branch_quotas[which] + place
        branch = BRANCHES[which]
        name = self._namer.name(city, which, rank)
        draw = self._streams.of(number)
        registered, ended = self._life(branch, draw)
        status = "存续" if ended is None else "吊销" if draw() < REVOKED_SHARE else "注销"
        code = USCC.synthetic_of(branch.prefix, number, city.division(name.county))
        return Organisation(number, code, name.name, branch, city, name.county, registered, status, ended, name.near)

    def _life(self, branch: Branch, draw: Draw) -> tuple[date, date | None]:
        """First and last day: registrations grow exponentially, lives end at a constant hazard."""
        begun = FIRST_DAY + timedelta(days=log(1 + draw() * self._grown) / GROWTH * _DAYS_A_YEAR)
        registered = self.days.at_or_before(begun.toordinal())
        mean = LIFE_YEARS.get(branch.prefix)
        if mean is None:
            return registered, None
        lived = int(exponential(mean * _DAYS_A_YEAR, draw())) + 30
        if registered.toordinal() + lived > self.plan.last.toordinal():
            return registered, None
        return registered, self.days.at_or_before(registered.toordinal() + lived)


def _slots(counts: list[int]) -> list[tuple[int, int]]:
    """For each of the items its slots: (item, place among the item's own slots)."""
    return [(item, place) for item, count in enumerate(counts) for place in range(count)]
