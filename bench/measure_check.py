"""The question everybody asks: how long the answer takes."""

from __future__ import annotations

import random
import statistics
import time
from datetime import date

from bench.frame import Figure, Run, measure
from bench.registers import fresh
from xinyong.check import check
from xinyong.check.index import CheckIndex, Position
from xinyong.register.standing import Standing
from xinyong.subjects.uscc import USCC


@measure("check")
def check_speed(run: Run) -> list[Figure]:
    """Looking up a subject's ``standing`` in the index, in process, with every subject listed; the floor is a
    Python dict of the same keys. Then a whole check through the office, today's question."""
    subjects = run.size(1_000_000, 20_000)
    since, until = date(2026, 1, 5), date(2029, 1, 5)
    codes = [USCC.synthetic(number) for number in range(subjects)]
    rows = {
        code: [Standing("S", "samr-serious-violation", "C", "samr", since, until, None, None, False, "", number)]
        for number, code in enumerate(codes)
    }
    index = CheckIndex(run.folder / "index")
    index.load(rows, Position(subjects, subjects, 0))
    asked = random.Random(5).sample(codes, min(20_000, subjects))
    figures = [
        Figure("look-up of standing, p50", _p50(index.look_up, asked), "µs", "less", _p50(rows.get, asked), limit=20),
        Figure("look-up of standing, p99", _p50(index.look_up, asked, 0.99), "µs", "less"),
    ]
    index.close()
    with fresh(run.folder / "register") as office:
        office.seal_if_needed()
        few = asked[: run.size(2_000, 200)]
        figures.append(
            Figure("whole check in process, p50",
                   _p50(lambda code: check(office, code, "procurement.bid", "benchmark"), few), "µs", "less")
        )
    return figures


def _p50(ask: object, codes: list[str], share: float = 0.5) -> float:
    assert callable(ask)
    taken = []
    for code in codes:
        begun = time.perf_counter_ns()
        ask(code)
        taken.append((time.perf_counter_ns() - begun) / 1000)
    return statistics.quantiles(taken, n=100)[round(share * 100) - 1]
