"""The operators of criteria as closures: each answers in three values and notes what it saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from xinyong.law.dates import add_months

FactValue = bool | int | str | date
Facts = Mapping[str, FactValue | None]
Kleene = bool | None
Trace = list[tuple[int, Any, Kleene]]
Test = Callable[[Facts, Trace], Kleene]
Make = Callable[[int, tuple[str, ...], Any], Test]


def all_of(tests: tuple[Test, ...]) -> Test:
    """False if one is false, else unknown if one is unknown; every test runs, for its reasons."""

    def test(facts: Facts, trace: Trace) -> Kleene:
        result: Kleene = True
        for child in tests:
            value = child(facts, trace)
            if value is False:
                result = False
            elif value is None and result is True:
                result = None
        return result

    return test


def any_of(tests: tuple[Test, ...]) -> Test:
    """True if one is true, else unknown if one is unknown; every test runs, for its reasons."""

    def test(facts: Facts, trace: Trace) -> Kleene:
        result: Kleene = False
        for child in tests:
            value = child(facts, trace)
            if value is True:
                result = True
            elif value is None and result is False:
                result = None
        return result

    return test


def negation(child: Test) -> Test:
    """The other way round; unknown stays unknown."""

    def test(facts: Facts, trace: Trace) -> Kleene:
        value = child(facts, trace)
        return None if value is None else not value

    return test


def flag(index: int, names: tuple[str, ...], operand: Any) -> Test:
    """The flag itself."""
    name = names[0]

    def test(facts: Facts, trace: Trace) -> Kleene:
        value = facts.get(name)
        trace.append((index, value, value))  # type: ignore[arg-type]  # facts are checked by kind
        return value  # type: ignore[return-value]  # so a flag is one

    return test


def _one(compare: Callable[[Any, Any], bool]) -> Make:
    def make(index: int, names: tuple[str, ...], operand: Any) -> Test:
        name = names[0]

        def test(facts: Facts, trace: Trace) -> Kleene:
            value = facts.get(name)
            result = None if value is None else compare(value, operand)
            trace.append((index, value, result))
            return result

        return test

    return make


def _two(compare: Callable[[Any, Any, Any], bool]) -> Make:
    def make(index: int, names: tuple[str, ...], operand: Any) -> Test:
        first, second = names

        def test(facts: Facts, trace: Trace) -> Kleene:
            a, b = facts.get(first), facts.get(second)
            result = None if a is None or b is None else compare(a, b, operand)
            trace.append((index, (a, b), result))
            return result

        return test

    return make


def counted(index: int, names: tuple[str, ...], operand: Any) -> Test:
    """Whether so many of the flags are true; unknown while the unknown ones could still decide it."""

    def test(facts: Facts, trace: Trace) -> Kleene:
        values = tuple(facts.get(name) for name in names)
        sure = values.count(True)
        result = True if sure >= operand else None if sure + values.count(None) >= operand else False
        trace.append((index, values, result))
        return result

    return test


def _in_time(a: date, b: date, span: tuple[str, int]) -> bool:
    unit, amount = span
    return (b - timedelta(days=amount) if unit == "days" else add_months(b, -amount)) <= a <= b


coded = _one(lambda value, options: value in options)
within = _two(_in_time)
NUMERIC: dict[str, Make] = {
    "at_least": _one(lambda value, limit: value >= limit),
    "at_most": _one(lambda value, limit: value <= limit),
    "more_than": _one(lambda value, limit: value > limit),
}
PERCENT: dict[str, Make] = {  # in whole numbers: a share of money is never rounded
    "at_least": _two(lambda a, b, percent: 100 * a >= percent * b),
    "at_most": _two(lambda a, b, percent: 100 * a <= percent * b),
    "more_than": _two(lambda a, b, percent: 100 * a > percent * b),
}
DATED: dict[str, Make] = {
    "before": _one(lambda value, day: value < day),
    "on_or_after": _one(lambda value, day: value >= day),
}
DATED_OTHER: dict[str, Make] = {
    "before": _two(lambda a, b, _: a < b),
    "on_or_after": _two(lambda a, b, _: a >= b),
}
