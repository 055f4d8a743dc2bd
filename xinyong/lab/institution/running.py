"""One run of the simulated institution: a register of cases, and one that mirrors a list."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from xinyong.errors import BadInput, Text
from xinyong.lab.institution import accidents
from xinyong.lab.institution.docket import Docket
from xinyong.lab.institution.files import REGISTRAR, Mirror
from xinyong.lab.institution.institution import Institution
from xinyong.lab.institution.tally import Tally
from xinyong.lab.institution.watch import Watch
from xinyong.lab.institution.world import Enough, World
from xinyong.law.loading import load

LAST_DAY = date(2027, 7, 1)
"""No case is opened from then on: the run's years lie before, so that they cross the law's changes of 2021 to 2026."""
LEAST_YEARS, MOST_YEARS = 2, 9
MIRRORED = ("br", "ceis", "cgu")
MEMORY = Path("/dev/shm")  # noqa: S108 - a register of a trial, gone with the run

Progress = Callable[[int, int], None]


class Result(NamedTuple):
    """What a run counted, over how many simulated days, and how long it took."""

    tally: Tally
    days: int
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            **self.tally.as_dict(),
            "days": self.days,
            "seconds": round(self.seconds, 3),
            "cases_per_s": round(self.tally.cases / self.seconds, 3) if self.seconds else 0.0,
        }


def run(
    seed: int,
    cases: int,
    years: int,
    *,
    folder: Path | None = None,
    progress: Progress | None = None,
    mirrored: bool = True,
    most: int = 10,
) -> Result:
    """Live through ``cases`` cases that are opened over ``years`` years, and on until the last is settled or forgotten.

    ``folder``: where the registers lie (in memory where the machine has such a place, else among temporary files);
    ``mirrored``: whether a second register mirrors a list as well; ``most``: violations after which the run stops.
    The same seed, cases and years give the same ``digest``. Raises BadInput for figures out of range.
    """
    if cases < 1 or not LEAST_YEARS <= years <= MOST_YEARS:
        raise BadInput(
            Text(
                f"案件数至少为1，年数为{LEAST_YEARS}至{MOST_YEARS}。",
                f"At least one case, and {LEAST_YEARS} to {MOST_YEARS} years.",
            ),
            field="years" if cases >= 1 else "cases",
        )
    began = time.perf_counter()
    tally = Tally(seed, most)
    days = 0
    with tempfile.TemporaryDirectory(prefix="xinyong-institution-", dir=folder or _memory()) as name:
        try:
            days = _decided(Path(name) / "decided", tally, cases, years, progress)
            if mirrored:
                days += _mirrored(Path(name) / "mirrored", tally, cases, years)
        except Enough:
            pass
    return Result(tally, days, time.perf_counter() - began)


def _memory() -> Path | None:
    return MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None


def _decided(folder: Path, tally: Tally, cases: int, years: int, progress: Progress | None) -> int:
    book = load("cn")
    docket = Docket(book)
    start = date(LAST_DAY.year - years, LAST_DAY.month, LAST_DAY.day)
    folder.mkdir()
    authorities = list(dict.fromkeys([REGISTRAR, *docket.authorities(), *Docket.asking_of(book).values()]))
    world = World(folder, book, authorities, start, tally, f"decided {tally.seed}")
    try:
        inst = Institution(world, docket, cases, years)
        accidents.plan(inst, cases)
        year = start
        while world.live_until(year):
            if progress is not None:
                progress(min(tally.cases, cases), cases)
            year += timedelta(days=30)
        _last_look(world, inst.watch)
    finally:
        world.register.close()
        tally.entries += world.size
    return (world.day - start).days


def _mirrored(folder: Path, tally: Tally, cases: int, years: int) -> int:
    rulebook, listing, authority = MIRRORED
    start = date(LAST_DAY.year - years, LAST_DAY.month, LAST_DAY.day)
    folder.mkdir()
    world = World(folder, load(rulebook), [authority], start, tally, f"mirrored {tally.seed}")
    try:
        watch = Watch(world)
        mirror = Mirror(world, listing, f"{authority}-1", max(8, cases // 50))
        for _ in range(max(12, cases // 100)):
            world.appoint(start + timedelta(days=world.chance.randrange(365 * years)), mirror.turn)
        world.live()
        _last_look(world, watch)
    finally:
        world.register.close()
        tally.entries += world.size
    return (world.day - start).days


def _last_look(world: World, watch: Watch) -> None:
    """When all is over: the clock alone ends what is left; then the whole register once more."""
    while world.next_end() is not None:
        end = world.next_end()
        assert end is not None
        world.move_to(max(end, world.day))
    watch.whole()
