"""How a clause of a criterion reads in a decision document, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

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
    if fact.type == "money":
        shown = f"{value // 100:,}.{value % 100:02d}"
        return Text(shown, shown)
    if fact.type == "code":
        return option(fact, str(value))
    if isinstance(value, date):
        return Text(value.isoformat(), value.isoformat())
    return Text(str(value), str(value))


class Frame(NamedTuple):
    """What of a clause's line does not depend on what was stated: the clause, its facts, its citation."""

    clause: Text
    facts: tuple[Fact, ...]
    endings: dict[bool | None, Text]  # "— holds (cite)", for each of the three values

    def line(self, values: tuple[Any, ...], holds: bool | None) -> Text:
        """``clause: what was stated — holds / does not hold / unknown (cite)``."""
        if len(values) == 1:
            zh, en = value_text(self.facts[0], values[0])
        else:
            stated = [value_text(fact, value) for fact, value in zip(self.facts, values, strict=True)]
            zh, en = "、".join(text.zh for text in stated), ", ".join(text.en for text in stated)
        ending = self.endings[holds]
        return Text(f"{self.clause.zh}：{zh}{ending.zh}", f"{self.clause.en}: {en}{ending.en}")


def frame(
    op: str, names: tuple[str, ...], operand: Any, negated: bool, cite: str, declared: Mapping[str, Fact]
) -> Frame:
    """The frame of a clause's line; made once for a compiled criterion, filled for every decision."""
    facts = tuple(declared[name] for name in names)
    said = clause(op, list(facts), operand)
    if negated:
        said = Text(f"并非：{said.zh}", f"not: {said.en}")
    source = Text(f"（{cite}）", f" ({cite})") if cite else Text("", "")
    endings = {holds: Text(f"——{word.zh}{source.zh}", f" — {word.en}{source.en}") for holds, word in _HOLDS.items()}
    return Frame(said, facts, endings)


def clause(op: str, facts: list[Fact], operand: Any) -> Text:
    """One clause of a criterion in words: its facts' titles, the options' meanings, money in major units."""
    zh, en = facts[0].title.zh, facts[0].title.en
    if op == "flag":
        return Text(zh, en)
    if op in ("equals", "in"):
        meant = [option(facts[0], code) for code in operand]
        return Text(f"{zh}属于{'、'.join(each.zh for each in meant)}", f"{en} is {' or '.join(each.en for each in meant)}")
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
