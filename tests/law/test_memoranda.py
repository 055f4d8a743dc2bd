"""What law makes of a memorandum's items, and that a memorandum adds nothing to what a check reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from xinyong.law.compile import all_rules
from xinyong.law.loading import load
from xinyong.law.memoranda import Basis, Memorandum, MemorandumItem
from xinyong.law.model import Rulebook, Words
from xinyong.law.rules_memoranda import newest, weigh, weighed

BASE = Path(__file__).parent / "base"
DAY = date(2022, 1, 1)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(BASE)


def pact(book: Rulebook, **given: Any) -> tuple[Memorandum, MemorandumItem]:
    """The base's memorandum with its first item, which law carries, changed."""
    assert isinstance(book.memoranda, list)
    memorandum = msgspec.structs.replace(book.memoranda[0], **given.pop("memorandum", {}))
    return memorandum, msgspec.structs.replace(memorandum.items[0], **given)


def basis(cite: str) -> list[Basis]:
    return [Basis(cite=cite, verified=True, source="T")]


REFUSED: dict[str, tuple[dict[str, Any], int]] = {
    "family": ({"bears_on": "family"}, 10),
    "associates": ({"bears_on": "associates"}, 10),
    "other-ground": ({"bears_on": "convicted"}, 1),
    "beyond-the-list": ({"measure": ""}, 2),
    "compels": ({"measure": "lending", "implementer": "lenders", "effect": "prohibited"}, 12),
    "harsher": ({"effect": "prohibited"}, 2),
    "not-the-implementer": ({"implementer": "hotels"}, 2),
    "beyond-the-item": ({"actions": ["travel.rail"]}, 2),
    "no-instrument": ({"rests_on": []}, 1),
    "no-longer-in-force": ({"rests_on": basis("old-order#3")}, 1),
    "rank-too-low": ({"measure": "ban", "rests_on": basis("order#3")}, 1),
    "not-the-lists-law": ({"measure": "ban"}, 2),
    "no-list": ({"memorandum": {"lists": []}}, 2),
}


@pytest.mark.article(1, 2, 10, 12)
@pytest.mark.parametrize("code", REFUSED)
def test_an_item_is_refused_with_its_reason(book: Rulebook, code: str) -> None:
    given, article = REFUSED[code]
    memorandum, item = pact(book, **given)
    found = weigh(book, memorandum, item, DAY)
    assert (found.carried, found.code, found.article) == (False, code, article)
    assert found.why.zh != found.why.en and found.cites == ()


def test_what_the_lists_own_law_gives_is_carried_and_cites_that_law(book: Rulebook) -> None:
    memorandum, item = pact(book)
    found = weigh(book, memorandum, item, DAY)
    assert found.carried and found.cites == ("order#12",)
    assert not weigh(book, memorandum, item, date(2014, 6, 1)).carried, "before the list had any law"


@pytest.mark.article(1)
@pytest.mark.parametrize("rest", ["bill#1", "chronicle#1", "policy#2", "nowhere#1"])
def test_a_draft_history_or_the_memorandum_itself_carries_nothing(book: Rulebook, rest: str) -> None:
    memorandum, item = pact(book, rests_on=basis(rest))
    assert weigh(book, memorandum, item, DAY).code == "no-instrument"


@pytest.mark.article(2)
@pytest.mark.parametrize("name", ["cn", str(BASE)])
def test_no_memorandum_reaches_the_compiled_table(name: str) -> None:
    book = load(name)
    without = msgspec.structs.replace(book, memoranda=msgspec.UNSET)
    assert list(all_rules(book)) == list(all_rules(without))


def test_every_carried_item_of_chinas_memoranda_is_a_rule_of_its_list() -> None:
    cn = load("cn")
    assert isinstance(cn.memoranda, list)
    rules = {(rule.list, rule.measure, rule.action) for rule in all_rules(cn)}
    for memorandum in cn.memoranda:
        for item, outcome in weighed(cn, memorandum):
            assert outcome.carried == item.carried
            if outcome.carried:
                given = [{(listing, item.measure, act) for act in item.actions} for listing in memorandum.lists]
                assert any(wanted <= rules for wanted in given)
    assert newest(cn) <= date(2026, 4, 1)


def test_words_in_both_languages() -> None:
    cn = load("cn")
    assert isinstance(cn.memoranda, list)
    for memorandum in cn.memoranda:
        for item in memorandum.items:
            assert isinstance(item.title, Words) and item.title.zh != item.title.en
