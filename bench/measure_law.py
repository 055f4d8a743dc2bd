"""The law: how long a rulebook takes to load, and what it costs to decide facts with reasons."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.frame import Figure, Run, measure, seconds
from xinyong.law.criteria import compile_criterion
from xinyong.law.force import criterion_of, on
from xinyong.law.loading import BUILT_IN, _load, decode, encode, load
from xinyong.law.model import Fact, FactType, Words

LIMIT = 0.3


@measure("law-load")
def law_load(run: Run) -> list[Figure]:
    """Loading the rulebook `cn`: from its YAML files with every check and worked example run (the floor is libyaml
    composing the same files and nothing else), and from an adopted edition's canonical JSON, whose digest is
    recomputed (the floor is reading the file)."""
    times = run.size(9, 3)
    folder = BUILT_IN / "cn"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    edition = run.folder / "edition.json"
    edition.write_bytes(encode(load("cn")))
    return [
        Figure(
            "cn from YAML, checked, examples run",
            seconds(_anew, times=times),
            "s",
            "less",
            seconds(lambda: [yaml.compose(text, Loader=loader) for text in texts], times=times),
            limit=LIMIT,
        ),
        Figure(
            "cn from an adopted edition",
            seconds(lambda: decode(edition.read_bytes()), times=times),
            "s",
            "less",
            seconds(lambda: Path(edition).read_bytes(), times=times),
            limit=LIMIT,
        ),
    ]


def _anew() -> None:
    _load.cache_clear()
    load("cn")


TREE: dict[str, Any] = {
    "all": [
        {"flag": "ordered"},
        {"at_least": {"fact": "arrears", "value": 10_000_00}},
        {
            "any": [
                {"equals": {"fact": "conduct", "value": "hides"}},
                {"not": {"before": {"fact": "paid", "other": "due"}}},
            ]
        },
    ]
}
"""A criterion of middling size: four clauses of four kinds."""


def plain(facts: dict[str, Any]) -> tuple[bool, list[tuple[str, str]]]:
    """The same criterion as somebody would write it by hand, with a line for each clause in both languages."""
    late = not facts["paid"] < facts["due"]
    hides = facts["conduct"] == "hides"
    owed = f"{facts['arrears'] // 100:,}.{facts['arrears'] % 100:02d}"
    reasons = [
        (f"已责令：{facts['ordered']}（act#4）", f"ordered: {facts['ordered']} (act#4)"),
        (f"拖欠不低于10,000.00：{owed}（act#4）", f"arrears is at least 10,000.00: {owed} (act#4)"),
        (f"行为属于隐匿：{facts['conduct']}（act#4）", f"conduct is hides: {facts['conduct']} (act#4)"),
        (
            f"并非：支付早于到期：{facts['paid']}、{facts['due']}（act#4）",
            f"not: paid is before due: {facts['paid']}, {facts['due']} (act#4)",
        ),
    ]
    return facts["ordered"] and facts["arrears"] >= 10_000_00 and (hides or late), reasons


@measure("law-criteria")
def law_criteria(run: Run) -> list[Figure]:
    """Deciding facts: a criterion of four clauses over four kinds of fact, in three values, its reasons rendered in two
    languages (the floor is a plain Python function of the same criterion that answers true or false, with the same
    lines); the same without rendering; and a whole list of `cn`, every ground and exclusion. The first three round
    by round in turns, the best of each."""
    rounds = run.size(50_000, 2_000)
    words = Words(zh="事实", en="fact")
    kinds: dict[str, FactType] = {
        "ordered": "flag", "arrears": "money", "conduct": "code", "paid": "date", "due": "date",
    }  # fmt: skip
    declared = {
        name: Fact(id=name, type=kind, title=words, options=["hides", "refuses"] if kind == "code" else [])
        for name, kind in kinds.items()
    }
    criterion = compile_criterion(TREE, declared, cite="act#4")
    facts: dict[str, Any] = {
        "ordered": True,
        "arrears": 25_000_00,
        "conduct": "refuses",
        "paid": date(2024, 4, 1),
        "due": date(2024, 3, 1),
    }
    version = on(load("cn"), date(2026, 4, 1)).list("samr-serious-violation")
    assert version is not None and criterion.evaluate(facts).value is plain(facts)[0] is True
    whole = [criterion_of(version, ground) for ground in (*version.grounds, *version.excluded)]
    few = max(rounds // 50, 1)

    def rate(work: Any, count: int) -> float:
        return count / seconds(lambda: [work() for _ in range(count)])

    # In turns, and the best of each: whatever was slower was another process's load.
    works = (lambda: criterion.evaluate(facts).reasons, lambda: criterion.evaluate(facts), lambda: plain(facts))
    rates = [[rate(work, rounds // 50) for work in works] for _ in range(75)]
    told, decided, bare = (max(taken) for taken in zip(*rates, strict=True))
    return [
        Figure(
            "criterion with reasons",
            told,
            "per s",
            "more",
            bare,
            at_least=0.5,
        ),
        Figure(
            "criterion, reasons not asked for",
            decided,
            "per s",
            "more",
        ),
        Figure(
            "serious violations of market regulation, all grounds",
            rate(lambda: [c.evaluate({}) for c in whole], few),
            "per s",
            "more",
        ),
    ]
