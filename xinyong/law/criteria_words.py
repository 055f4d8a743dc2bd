"""How a clause of a criterion reads in a decision document, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xinyong.errors import Text
from xinyong.law.model import Fact

_WANTED = {
    "flag": Text("true 或 false", "true or false"),
    "date": Text("日期 YYYY-MM-DD", "a date, YYYY-MM-DD"),
    "money": Text("非负整数，以最小货币单位计", "a whole number ≥ 0, in minor units of the currency"),
    "count": Text("非负整数", "a whole number ≥ 0"),
    "days": Text("非负整数（天）", "a whole number of days ≥ 0"),
    "code": Text("文字", "text"),
}
_HOLDS = {
    True: Text("成立", "holds"),
    False: Text("不成立", "does not hold"),
    None: Text("未知", "unknown"),
}
_YES, _NO, _NOT_STATED = Text("是", "yes"), Text("否", "no"), Text("未载明", "not stated")
_COMPARE = {
    "at_least": Text("不低于", "is at least"),
    "at_most": Text("不高于", "is at most"),
    "more_than": Text("超过", "is more than"),
    "before": Text("早于", "is before"),
    "on_or_after": Text("不早于", "is on or after"),
}


def _money(value: int) -> str:
    return f"{value // 100:,}.{value % 100:02d}"


_ALIKE: dict[str, Callable[[Any], str]] = {"money": _money, "date": date.isoformat, "count": str, "days": str}
"""Types whose values both languages write alike."""


def wanted(fact: Fact) -> Text:
    """What a fact's value must look like."""
    if fact.type == "code" and fact.options:
        return Text(f"下列之一：{'、'.join(fact.options)}", f"one of {', '.join(fact.options)}")
    return _WANTED[fact.type]


def option(fact: Fact, code: str) -> Text:
    """What an option of a coded fact means; the code itself where the rulebook gives it no title."""
    title = fact.option_titles.get(code)
    return title.text if title else Text(code, code)


def value_text(fact: Fact, value: Any) -> Text:
    """A fact's value as a person reads it; money in major units with two decimals."""
    if value is None:
        return _NOT_STATED
    if fact.type == "flag":
        return _YES if value else _NO
    if fact.type == "code":
        return option(fact, str(value))
    shown = _ALIKE[fact.type](value)
    return Text(shown, shown)


Teller = Callable[[Any, bool | None], Text]
"""A clause's line from what was stated for it (a tuple where it has several facts) and its outcome."""


def teller(
    op: str, names: tuple[str, ...], operand: Any, negated: bool, cite: str, declared: Mapping[str, Fact]
) -> Teller:
    """What tells ``clause: what was stated — holds / does not hold / unknown (cite)``.

    Made once for a compiled criterion: whatever does not depend on what is stated is said here.
    """
    facts = tuple(declared[name] for name in names)
    said = clause(op, list(facts), operand)
    if negated:
        said = Text(f"并非：{said.zh}", f"not: {said.en}")
    before = Text(f"{said.zh}：", f"{said.en}: ")
    source = Text(f"（{cite}）", f" ({cite})") if cite else Text("", "")
    after = {holds: Text(f"——{word.zh}{source.zh}", f" — {word.en}{source.en}") for holds, word in _HOLDS.items()}
    if all(fact.type in _ALIKE for fact in facts) and len(facts) <= 2:
        return _of_one(facts[0], before, after) if len(facts) == 1 else _of_two(facts, before, after)
    return _of_any(facts, before, after)


def few(names: tuple[str, ...], declared: Mapping[str, Fact]) -> bool:
    """Whether only a few different things can be stated for a clause: a flag, or one of a fact's options."""
    return len(names) == 1 and (declared[names[0]].type == "flag" or bool(declared[names[0]].options))


def _of_any(facts: tuple[Fact, ...], before: Text, after: dict[bool | None, Text]) -> Teller:
    def tell(stated: Any, holds: bool | None) -> Text:
        values = stated if len(facts) > 1 else (stated,)
        shown = [value_text(fact, value) for fact, value in zip(facts, values, strict=True)]
        ending = after[holds]
        return Text(
            f"{before.zh}{'、'.join([each.zh for each in shown])}{ending.zh}",
            f"{before.en}{', '.join([each.en for each in shown])}{ending.en}",
        )

    return tell


def _of_one(fact: Fact, before: Text, after: dict[bool | None, Text]) -> Teller:
    """A value that both languages write alike."""
    (zh, en), show, general = before, _ALIKE[fact.type], _of_any((fact,), before, after)

    def tell(stated: Any, holds: bool | None) -> Text:
        if stated is None:
            return general(stated, holds)
        shown, (zh_after, en_after) = show(stated), after[holds]
        return Text(f"{zh}{shown}{zh_after}", f"{en}{shown}{en_after}")

    return tell


def _of_two(facts: tuple[Fact, ...], before: Text, after: dict[bool | None, Text]) -> Teller:
    """Two such values."""
    (zh, en), general = before, _of_any(facts, before, after)
    show_one, show_two = (_ALIKE[fact.type] for fact in facts)

    def tell(stated: Any, holds: bool | None) -> Text:
        one, two = stated
        if one is None or two is None:
            return general(stated, holds)
        first, second, (zh_after, en_after) = show_one(one), show_two(two), after[holds]
        return Text(f"{zh}{first}、{second}{zh_after}", f"{en}{first}, {second}{en_after}")

    return tell


def clause(op: str, facts: list[Fact], operand: Any) -> Text:
    """One clause of a criterion in words: its facts' titles, the options' meanings, money in major units."""
    zh, en = facts[0].title.zh, facts[0].title.en
    if op == "flag":
        return Text(zh, en)
    if op in ("equals", "in"):
        meant = [option(facts[0], code) for code in operand]
        listed = Text("".join(f"“{one.zh}”" for one in meant), ", ".join(f"“{one.en}”" for one in meant))
        if len(meant) == 1:
            return Text(f"{zh}为{listed.zh}", f"{en} is {listed.en}")
        return Text(f"{zh}属于{listed.zh}之一", f"{en} is one of {listed.en}")
    if op == "within":
        unit, amount = operand
        span = Text(f"{amount}{'日' if unit == 'days' else '个月'}", f"{amount} {unit}")
        other = facts[1].title
        return Text(f"{zh}在{other.zh}之前{span.zh}内", f"{en} is within {span.en} before {other.en}")
    if op == "count_at_least":
        return Text(
            f"下列至少{operand}项：{'、'.join(fact.title.zh for fact in facts)}",
            f"at least {operand} of: {'; '.join(fact.title.en for fact in facts)}",
        )
    verb = _COMPARE[op]
    if len(facts) == 2:
        other = facts[1].title
        share = Text(f"{other.zh}的{operand}%", f"{operand}% of {other.en}") if operand is not None else other.text
        return Text(f"{zh}{verb.zh}{share.zh}", f"{en} {verb.en} {share.en}")
    limit = value_text(facts[0], operand)
    return Text(f"{zh}{verb.zh}{limit.zh}", f"{en} {verb.en} {limit.en}")
