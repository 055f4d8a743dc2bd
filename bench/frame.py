"""The frame of all measures: how one is declared, what it returns, how its figures are shown and kept.

A figure alone says more about the machine than about the code. So a measure takes, in the same
run, a *floor*: the least that anybody would have to do (the same rows by a bare ``executemany``,
an interpreter that only starts), and what is promised is the ratio to it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

Sense = Literal["more", "less"]


class Figure(NamedTuple):
    """One measured value. ``better`` tells whether more (a rate) or less (a time, a size) of it is good.

    ``floor`` is the same quantity measured for the bare minimum in the same run. ``at_least`` is the promised ratio
    to it (1 = as good as the floor, 0.5 = half as good); ``limit`` a promised bound on the value itself, in ``unit``.
    """

    what: str
    value: float
    unit: str
    better: Sense
    floor: float | None = None
    at_least: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How near the floor the value comes: 1 is as good as the floor, whatever is being measured."""
        if self.floor is None or not self.floor or not self.value:
            return None
        return self.value / self.floor if self.better == "more" else self.floor / self.value

    @property
    def kept(self) -> bool | None:
        """Whether what was promised is kept; None where nothing was."""
        if self.at_least is None and self.limit is None:
            return None
        near = self.at_least is None or (self.ratio is not None and self.ratio >= self.at_least)
        if self.limit is None:
            return near
        return near and (self.value >= self.limit if self.better == "more" else self.value <= self.limit)


class Run(NamedTuple):
    """What a measure gets: a scratch folder of its own, and whether to take a small size only."""

    folder: Path
    quick: bool

    def size(self, full: int, quick: int) -> int:
        """The number of rows to take in this run."""
        return quick if self.quick else full


class Measure(NamedTuple):
    """A declared measure. ``about`` is its function's docstring."""

    name: str
    about: str
    take: Callable[[Run], list[Figure]]


MEASURES: dict[str, Measure] = {}


def measure(name: str) -> Callable[[Callable[[Run], list[Figure]]], Callable[[Run], list[Figure]]]:
    """Declare a measure under ``name``; its docstring says what is measured and what the floor is."""

    def declare(take: Callable[[Run], list[Figure]]) -> Callable[[Run], list[Figure]]:
        if name in MEASURES:
            raise ValueError(f"two measures are named {name}")
        if not take.__doc__:
            raise ValueError(f"the measure {name} does not say what it measures")
        MEASURES[name] = Measure(name, " ".join(take.__doc__.split()), take)
        return take

    return declare


def seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """Median wall-clock seconds of ``work`` over ``times`` runs."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def shown(value: float) -> str:
    """A number with three or four significant digits and thousands apart."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
