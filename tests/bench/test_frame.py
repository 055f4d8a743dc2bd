"""Figures compare to their floors the right way round, and the page keeps one section a measure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import frame, report
from bench.frame import Figure, Measure

PAIRS = [
    (Figure("rows", 50.0, "rows/s", "more", 100.0, at_least=0.5), 0.5, True),
    (Figure("rows", 49.0, "rows/s", "more", 100.0, at_least=0.5), 0.49, False),
    (Figure("time", 20.0, "ms", "less", 10.0, at_least=0.5), 0.5, True),
    (Figure("time", 21.0, "ms", "less", 10.0, at_least=0.5), 10 / 21, False),
    (Figure("time", 499.0, "ms", "less", 10.0, limit=500), 10 / 499, True),
    (Figure("time", 501.0, "ms", "less", limit=500), None, False),
    (Figure("rate", 9.0, "/s", "more", limit=10), None, False),
    (Figure("size", 9.0, "bytes", "less"), None, None),
    (Figure("rate", 9.0, "/s", "more", at_least=0.5), None, False),  # promised against a floor never taken
]


@pytest.mark.parametrize(("figure", "ratio", "kept"), PAIRS)
def test_ratio_and_promise(figure: Figure, ratio: float | None, kept: bool | None) -> None:
    assert figure.ratio == (None if ratio is None else pytest.approx(ratio))
    assert figure.kept is kept
    assert ("NOT KEPT" in report.verdict(figure)) is (kept is False)


@given(value=st.floats(1e-6, 1e9), floor=st.floats(1e-6, 1e9))
def test_a_ratio_above_one_is_always_better_than_the_floor(value: float, floor: float) -> None:
    more, less = Figure("x", value, "u", "more", floor).ratio, Figure("x", value, "u", "less", floor).ratio
    assert more is not None and less is not None
    assert (more >= 1) == (value >= floor) and (less >= 1) == (value <= floor)


def test_a_measure_says_what_it_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "MEASURES", {})

    def described(run: frame.Run) -> list[Figure]:
        """What it is."""
        return []

    frame.measure("x")(described)
    assert frame.MEASURES["x"].about == "What it is."
    with pytest.raises(ValueError, match="two measures"):
        frame.measure("x")(described)
    described.__doc__ = None
    with pytest.raises(ValueError, match="does not say"):
        frame.measure("y")(described)


def test_a_section_replaces_only_its_older_self(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    about = {name: Measure(name, f"About {name}.", lambda run: []) for name in ("b", "a")}

    def kept(name: str, value: float) -> None:
        figures = [Figure("rate", value, "rows/s", "more", 100.0)]
        report.keep({name: report.section(about[name], figures, date(2026, 4, 1))}, page)

    kept("b", 11.0)
    kept("a", 22.0)
    kept("b", 33.0)
    text = page.read_text(encoding="utf-8")
    assert text.count("## ") == 2 and text.index("## a") < text.index("## b")
    assert "22 rows/s" in text and "33 rows/s" in text and "11 rows/s" not in text
    assert text.startswith(report.INTRODUCTION) and "2026-04-01" in text
