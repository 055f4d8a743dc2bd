"""Criteria: three values, monotone in information, De Morgan, and unknown lists nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.errors import BadInput, RulebookError
from xinyong.law.criteria import Criterion, compile_criterion, evaluate
from xinyong.law.dates import add_months
from xinyong.law.model import Fact, Words

DAY = date(2024, 2, 29)


def _fact(id: str, type: Any, **more: Any) -> Fact:
    return Fact(id=id, type=type, title=Words(zh=f"{id}（中）", en=id), **more)


FACTS = {
    fact.id: fact
    for fact in (
        _fact("a", "flag"), _fact("b", "flag"), _fact("c", "flag"), _fact("m", "money"), _fact("n", "money"),
        _fact("k", "code", options=["x", "y", "z"]), _fact("d", "date"), _fact("e", "date"), _fact("t", "count"),
    )
}  # fmt: skip
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "flag": st.booleans(),
    "money": st.integers(0, 300),
    "count": st.integers(0, 5),
    "code": st.sampled_from(["x", "y", "z"]),
    "date": st.dates(DAY - timedelta(days=400), DAY + timedelta(days=400)),
}
flags = st.sampled_from(["a", "b", "c"])
leaves = st.one_of(
    flags.map(lambda name: {"flag": name}),
    st.sampled_from(["x", "y"]).map(lambda value: {"equals": {"fact": "k", "value": value}}),
    st.lists(st.sampled_from(["x", "y", "z"]), min_size=1).map(lambda values: {"in": {"fact": "k", "values": values}}),
    st.tuples(st.sampled_from(["at_least", "at_most", "more_than"]), st.integers(0, 300)).map(
        lambda pair: {pair[0]: {"fact": "m", "value": pair[1]}}
    ),
    st.tuples(st.sampled_from(["at_least", "at_most", "more_than"]), st.integers(0, 200)).map(
        lambda pair: {pair[0]: {"fact": "m", "percent": pair[1], "of": "n"}}
    ),
    st.sampled_from(["before", "on_or_after"]).map(lambda op: {op: {"fact": "d", "value": DAY}}),
    st.sampled_from(["before", "on_or_after"]).map(lambda op: {op: {"fact": "d", "other": "e"}}),
    st.tuples(st.sampled_from(["days", "months"]), st.integers(1, 14)).map(
        lambda pair: {"within": {"fact": "d", "of": "e", pair[0]: pair[1]}}
    ),
    st.integers(1, 3).map(lambda count: {"count_at_least": {"count": count, "of": ["a", "b", "c"]}}),
)
trees: st.SearchStrategy[dict[str, Any]] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda children: {"all": children}),
        st.lists(inner, min_size=1, max_size=3).map(lambda children: {"any": children}),
        inner.map(lambda child: {"not": child}),
    ),
    max_leaves=8,
)
known = st.fixed_dictionaries({id: VALUES[fact.type] for id, fact in FACTS.items()})
hidden = st.sets(st.sampled_from(sorted(FACTS)))


def _compiled(tree: dict[str, Any]) -> Criterion:
    return compile_criterion(tree, FACTS, cite="law#1")


def plain(tree: dict[str, Any], facts: dict[str, Any]) -> bool:
    """The operators again, two-valued and naive: an oracle for complete facts."""
    (op, body), = tree.items()
    if op == "all":
        return all(plain(child, facts) for child in body)
    if op == "any":
        return any(plain(child, facts) for child in body)
    if op == "not":
        return not plain(body, facts)
    if op == "flag":
        return bool(facts[body])
    if op == "count_at_least":
        return sum(facts[name] for name in body["of"]) >= body["count"]
    value = facts[body["fact"]]
    if op in ("equals", "in"):
        return value in body.get("values", [body.get("value")])
    if op == "within":
        end = facts[body["of"]]
        start = end - timedelta(days=body["days"]) if "days" in body else add_months(end, -body["months"])
        return bool(start <= value <= end)
    limit = body["value"] if "value" in body else facts[body.get("other", body.get("of"))]
    if "percent" in body:
        value, limit = value * 100, limit * body["percent"]
    return bool({"at_least": value >= limit, "at_most": value <= limit, "more_than": value > limit,
                 "before": value < limit, "on_or_after": value >= limit}[op])  # fmt: skip


@given(trees, known)
def test_complete_facts_agree_with_the_plain_reading(tree: dict[str, Any], facts: dict[str, Any]) -> None:
    assert _compiled(tree).evaluate(facts).value is plain(tree, facts)


@given(trees, known, hidden)
def test_knowing_more_never_turns_a_definite_answer(
    tree: dict[str, Any], facts: dict[str, Any], missing: set[str]
) -> None:
    criterion = _compiled(tree)
    before = criterion.evaluate({id: value for id, value in facts.items() if id not in missing}).value
    assert before is None or before is criterion.evaluate(facts).value


@given(trees)
def test_nothing_known_lists_nobody(tree: dict[str, Any]) -> None:
    assert _compiled(tree).evaluate({}).value is None


@given(st.lists(trees, min_size=1, max_size=3), known, hidden)
def test_de_morgan(children: list[dict[str, Any]], facts: dict[str, Any], missing: set[str]) -> None:
    seen = {id: value for id, value in facts.items() if id not in missing}
    one = _compiled({"not": {"all": children}}).evaluate(seen).value
    other = _compiled({"any": [{"not": child} for child in children]}).evaluate(seen).value
    assert one is other


@given(trees, known, hidden)
def test_every_clause_gives_its_reason(tree: dict[str, Any], facts: dict[str, Any], missing: set[str]) -> None:
    criterion = _compiled(tree)
    outcome = criterion.evaluate({id: value for id, value in facts.items() if id not in missing})
    reasons = outcome.reasons
    assert len(reasons) == len(criterion.leaves)
    for reason in reasons:
        assert reason.cite == "law#1"
        assert "law#1" in reason.zh and "law#1" in reason.en
        if reason.holds is None:
            assert None in reason.values
            assert "unknown" in reason.en and "未知" in reason.zh


def test_reasons_read_well() -> None:
    criterion = _compiled(
        {"all": [{"flag": "a"}, {"not": {"flag": "b"}},
                 {"at_least": {"fact": "m", "value": 123456}, "cite": "order#2"}]}
    )
    outcome = criterion.evaluate({"a": True, "m": 200000})
    assert outcome.word == "unknown"
    assert [reason.en for reason in outcome.reasons] == [
        "a: yes — holds (law#1)",
        "not: b: not stated — unknown (law#1)",
        "m is at least 1,234.56: 2,000.00 — holds (order#2)",
    ]
    assert outcome.reasons[0].zh == "a（中）：是——成立（law#1）"


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"a": 1}, "a"), ({"a": "yes"}, "a"), ({"m": True}, "m"), ({"m": -1}, "m"), ({"m": 1.5}, "m"), ({"k": "w"}, "k"),
     ({"d": "30 May"}, "d"), ({"d": 20240101}, "d"), ({"mood": True}, "mood")],
)  # fmt: skip
def test_ill_typed_facts_are_refused(facts: dict[str, Any], field: str) -> None:
    criterion = _compiled({"all": [{"flag": "a"}, {"at_least": {"fact": "m", "value": 1}},
                                   {"equals": {"fact": "k", "value": "x"}},
                                   {"before": {"fact": "d", "value": DAY}}]})  # fmt: skip
    with pytest.raises(BadInput) as caught:
        evaluate(criterion, facts)
    assert caught.value.field == field
    assert caught.value.todo is not None


def test_dates_may_come_as_text() -> None:
    assert _compiled({"before": {"fact": "d", "value": DAY}}).evaluate({"d": "2024-02-28"}).value is True


@pytest.mark.parametrize(
    "tree",
    [
        {}, {"flag": "a", "not": {"flag": "b"}}, {"all": []}, {"any": {"flag": "a"}}, {"flag": ["a"]}, [], "a",
        {"equals": {"fact": "k"}}, {"in": {"fact": "k", "values": []}}, {"at_least": {"fact": "m", "value": -1}},
        {"at_least": {"fact": "m", "value": True}}, {"at_least": {"fact": "m", "percent": 10, "of": "t"}},
        {"before": {"fact": "d", "value": "soon"}}, {"within": {"fact": "d", "of": "e", "days": 0}},
        {"within": {"fact": "d", "of": "e", "days": 1, "months": 1}},
        {"count_at_least": {"count": 4, "of": ["a", "b"]}},
        {"count_at_least": {"count": 1, "of": ["a", "a"]}}, {"flag": "a", "cite": 5}, {"xor": []},
    ],
)  # fmt: skip
def test_a_tree_that_is_no_criterion(tree: Any) -> None:
    with pytest.raises(RulebookError):
        _compiled(tree)
