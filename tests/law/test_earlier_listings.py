"""A measure that came later binds a listing that began before only where its law says so (Article 1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.check.verdict import judge
from xinyong.law.compile import LEVELS, Rule, bound, verdict_table
from xinyong.law.loading import load
from xinyong.law.model import Words
from xinyong.register.standing import Standing

DEFAULTERS = "spc-judgment-defaulters"
NAME = Words(zh="试", en="test")


def standing(listing: str, since: date | None) -> Standing:
    return Standing("o", listing, "c", "court", since, None, None, None, False, "", 0)


def rule(effect: Any, since: date, until: date | None = None, **given: Any) -> Rule:
    return Rule(
        list="l", action="a", effect=effect, full_effect=effect, measure="m", cite="act", list_title=NAME,
        measure_title=NAME, territory="", since=since, until=until, **given,
    )  # fmt: skip


def effect_on(rules: list[Rule], begun: date, day: date, action: str = "a") -> str:
    today = [one for one in bound(rules, date(2013, 1, 1)) if one.since <= day and (not one.until or day < one.until)]
    return judge([standing("l", begun)], {"l": today}, action, day, None)[0]


@pytest.mark.article(1)
def test_a_measure_added_later_does_not_reach_back() -> None:
    rules = [rule("advisory", date(2013, 1, 1), date(2017, 1, 1)), rule("prohibited", date(2020, 1, 1))]
    assert effect_on(rules, date(2015, 1, 1), date(2022, 1, 1)) == "clear"
    assert effect_on(rules, date(2021, 1, 1), date(2022, 1, 1)) == "prohibited"


@pytest.mark.article(1)
def test_a_harsher_effect_leaves_an_earlier_listing_the_milder_one_it_began_with() -> None:
    rules = [
        rule("advisory", date(2013, 1, 1), date(2017, 1, 1)), rule("conditional", date(2017, 1, 1), date(2020, 1, 1)),
        rule("prohibited", date(2020, 1, 1)),
    ]  # fmt: skip
    day = date(2022, 1, 1)
    begun = {2014: "advisory", 2018: "conditional", 2021: "prohibited"}
    assert {year: effect_on(rules, date(year, 6, 1), day) for year in begun} == begun


@pytest.mark.article(1)
def test_a_milder_law_reaches_everybody_and_so_does_one_that_says_it_does() -> None:
    milder = [rule("prohibited", date(2013, 1, 1), date(2020, 1, 1)), rule("conditional", date(2020, 1, 1))]
    assert effect_on(milder, date(2014, 1, 1), date(2022, 1, 1)) == "conditional"
    said = [rule("prohibited", date(2020, 1, 1), earlier_cite="act#9")]
    assert effect_on(said, date(2014, 1, 1), date(2022, 1, 1)) == "prohibited"
    praise = [rule("favoured", date(2020, 1, 1))]
    assert effect_on(praise, date(2014, 1, 1), date(2022, 1, 1)) == "favoured"


spans = st.lists(st.sampled_from([*LEVELS, None]), min_size=1, max_size=7)


@given(spans, st.integers(0, 6), st.integers(0, 6))
def test_a_listing_never_meets_more_than_when_it_began_nor_more_than_today(
    levels: list[Any], begun: int, asked: int
) -> None:
    """Each year one effect or none: what a listing meets is the mildest of all years since it began."""
    last = len(levels) - 1
    begun, asked = sorted((min(begun, last), min(asked, last)))
    rules = [
        rule(level, date(2013 + n, 1, 1), date(2014 + n, 1, 1)) for n, level in enumerate(levels) if level is not None
    ]
    harsh = {None: 0, "advisory": 1, "conditional": 2, "prohibited": 3}
    met = effect_on(rules, date(2013 + begun, 6, 1), date(2013 + asked, 7, 1))
    assert harsh[None if met == "clear" else met] == min(harsh[level] for level in levels[begun : asked + 1])


@pytest.mark.article(1)
def test_judgment_defaulters_of_2014_in_todays_law() -> None:
    """The opinions of 2016 bind later listings; the laws on civil servants and companies reach whoever is listed."""
    cn = load("cn")
    day = date(2026, 5, 1)
    table = verdict_table(cn, day)

    def met(action: str, begun: date) -> str:
        return judge([standing(DEFAULTERS, begun)], table, action, day, None)[0]

    old, new = date(2014, 6, 1), date(2016, 10, 10)
    assert (met("subsidy.apply", old), met("subsidy.apply", new)) == ("clear", "prohibited")
    assert met("office.hold", old) == met("civil-service.enter", old) == "prohibited"
    orders = table["spc-consumption-restriction"]
    assert all(each.binds(old) for each in orders if each.action == "travel.air")
    fast = [each for each in orders if each.action == "travel.rail.high-speed"]
    assert [each.binds(date(2014, 1, 1)) for each in fast] == [False] and fast[0].binds(date(2016, 1, 1))
