"""How a whole criterion reads before any facts are stated: for pages of the law and for differences.

``criteria_words.line`` says how one clause came out; here the rule itself is read aloud, as nested
lines or as one sentence, with the facts' titles, the options' meanings and money in major units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xinyong.errors import Text
from xinyong.law.criteria import compile_criterion
from xinyong.law.criteria_words import clause
from xinyong.law.model import Fact

_TOGETHER = {
    "all": Text("同时符合下列各项", "all of the following"),
    "any": Text("符合下列任一项", "any of the following"),
}
_NOT = Text("并非", "not")


def lines(tree: Mapping[str, Any], facts: Mapping[str, Fact], depth: int = 0) -> Iterator[tuple[int, Text]]:
    """The criterion as lines with their depth; a clause that stands on an article of its own names it by id."""
    for op in ("all", "any"):
        if op in tree:
            yield depth, _TOGETHER[op]
            for child in tree[op]:
                yield from lines(child, facts, depth + 1)
            return
    if "not" in tree:
        inner = list(lines(tree["not"], facts, depth))
        first = inner[0][1]
        yield depth, Text(f"{_NOT.zh}：{first.zh}", f"{_NOT.en}: {first.en}")
        yield from inner[1:]
        return
    yield depth, _clause(tree, facts)


def sentence(tree: Mapping[str, Any], facts: Mapping[str, Fact]) -> Text:
    """The criterion in one line: "A and (B or C)"."""
    for op, zh, en in (("all", "且", " and "), ("any", "或者", " or ")):
        if op in tree:
            parts = [_bracketed(child, facts) for child in tree[op]]
            return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))
    if "not" in tree:
        inner = _bracketed(tree["not"], facts)
        return Text(f"{_NOT.zh}{inner.zh}", f"{_NOT.en} {inner.en}")
    return _clause(tree, facts)


def _bracketed(tree: Mapping[str, Any], facts: Mapping[str, Fact]) -> Text:
    said = sentence(tree, facts)
    whole = any(op in tree and len(tree[op]) > 1 for op in ("all", "any"))
    return (
        Text(f"（{said.zh}）", f"({said.en})")
        if whole
        else Text(f"“{said.zh}”", f"“{said.en}”")
        if _leaf(tree)
        else said
    )


def _leaf(tree: Mapping[str, Any]) -> bool:
    return not any(op in tree for op in ("all", "any", "not"))


def _clause(tree: Mapping[str, Any], facts: Mapping[str, Fact]) -> Text:
    leaf = compile_criterion(dict(tree), facts).leaves[0]
    return clause(leaf.op, [facts[name] for name in leaf.facts], leaf.operand)
