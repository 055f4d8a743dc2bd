"""The law of a day, the milder later law, what facts come to, the compiled table, the difference."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.errors import BadInput, Refused
from xinyong.law.compile import all_rules, verdict_table
from xinyong.law.difference import diff
from xinyong.law.force import choose, cite_text, explain, grounds_for, in_force, on
from xinyong.law.loading import load
from xinyong.law.model import ListVersion, Rulebook, Term

BASE = Path(__file__).parent / "base"
days = st.dates(date(2009, 1, 1), date(2030, 1, 1))
FACTS = {"violation": "fraud", "fine": 2000000, "grave": True}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(BASE)


def _terms(book: Rulebook, *terms: Term | None, ground: bool = True) -> Rulebook:
    """The demo list with other terms for its two versions; without its ground in the second if asked."""
    listing = book.lists["demo"]
    versions: list[ListVersion] = []
    for version, term in zip(listing.versions, terms, strict=True):
        changed = msgspec.structs.replace(version, term=term or version.term)
        versions.append(changed)
    if not ground:
        versions[1] = msgspec.structs.replace(versions[1], grounds=[])
    return msgspec.structs.replace(book, lists={"demo": msgspec.structs.replace(listing, versions=versions)})


def test_versions_change_on_their_day(book: Rulebook) -> None:
    demo = book.lists["demo"].versions
    assert on(book, date(2014, 12, 31)).list("demo") is None
    assert on(book, date(2020, 12, 31)).list("demo") is demo[0]
    assert on(book, date(2021, 1, 1)).list("demo") is demo[1]
    assert on(book, date(2021, 1, 1)).list("nothing") is None


@given(days)
def test_what_is_in_force_covers_the_day(day: date) -> None:
    law = on(load(BASE), day)
    for version in law.lists.values():
        assert in_force(version, day)
    for kind in ("fine", "demo"):
        window = law.window(kind)
        assert (window is not None) == (day >= date(2015, 1, 1))
    assert bool(law.mandates("regulator")) == (day >= date(2010, 1, 1))
    assert not law.mandates("nobody")


def test_only_binding_instruments_ground(book: Rulebook) -> None:
    law = on(book, date(2016, 1, 1))
    assert law.grounds("order#5")
    assert not law.grounds("bill#5"), "a draft grounds nothing"
    assert not law.grounds("chronicle"), "history grounds nothing"
    assert not law.grounds("old-order"), "repealed"
    assert not law.grounds("unwritten")
    assert not on(book, date(2014, 1, 1)).grounds("order")


def test_citations_read_as_people_cite(book: Rulebook) -> None:
    assert cite_text(book, "order#5") == ("《名单办法》第五条", "Order on the List, art. 5")
    assert cite_text(book, "act") == ("《信用法》", "Credit Act")
    assert cite_text(book, "lost#2").en == "lost, art. 2"


# --- which law governs -----------------------------------------------------------------------


def test_the_milder_later_law_governs(book: Rulebook) -> None:
    """36 months then, 24 now: what was done under the older law gets the shorter term."""
    chosen = choose(book, "demo", date(2020, 5, 1), date(2022, 5, 1))
    assert chosen.milder
    assert chosen.version.term.months == 24


def test_harsher_later_law_does_not_reach_back(book: Rulebook) -> None:
    harsher = _terms(book, Term(cite="order#8", verified=True, source="TEST", months=12), None)
    assert grounds_for(harsher, "demo", date(2020, 5, 1), date(2022, 5, 1)).term.months == 12
    open_ended = _terms(book, None, Term(cite="order#8", verified=True, source="TEST", review_months=6))
    assert not choose(open_ended, "demo", date(2020, 5, 1), date(2022, 5, 1)).milder
    in_days = _terms(book, None, Term(cite="order#8", verified=True, source="TEST", days=180))
    assert choose(in_days, "demo", date(2020, 5, 1), date(2022, 5, 1)).version.term.days == 180


def test_no_law_on_the_day_of_the_conduct(book: Rulebook) -> None:
    with pytest.raises(Refused) as caught:
        grounds_for(book, "demo", date(2014, 1, 1), date(2022, 1, 1))
    assert (caught.value.article, caught.value.code) == (1, "no-law-on-conduct-day")


def test_a_list_that_has_ended(book: Rulebook) -> None:
    demo = book.lists["demo"]
    ended = msgspec.structs.replace(book, lists={"demo": msgspec.structs.replace(demo, versions=demo.versions[:1])})
    with pytest.raises(Refused) as caught:
        grounds_for(ended, "demo", date(2020, 1, 1), date(2022, 1, 1))
    assert caught.value.code == "list-has-ended"


def test_a_ground_that_has_ended(book: Rulebook) -> None:
    with pytest.raises(Refused) as caught:
        grounds_for(book, "demo", date(2020, 1, 1), date(2022, 1, 1), ground="old-ground")
    assert caught.value.code == "ground-has-ended"
    assert grounds_for(book, "demo", date(2020, 1, 1), date(2020, 6, 1), ground="old-ground") is not None


def test_a_ground_that_the_facts_no_longer_meet(book: Rulebook) -> None:
    """The threshold rose: what met the older ground and not the newer lists nobody."""
    less = {**FACTS, "fine": 1500000}
    asked = {"ground": "grave-fraud", "facts": less}
    assert grounds_for(book, "demo", date(2020, 1, 1), date(2020, 6, 1), **asked) is not None  # type: ignore[arg-type]
    with pytest.raises(Refused):
        grounds_for(book, "demo", date(2020, 1, 1), date(2022, 6, 1), **asked)  # type: ignore[arg-type]


@given(days, st.integers(0, 4000))
def test_never_longer_than_the_law_of_the_conduct(conduct: date, later: int) -> None:
    book = load(BASE)
    decided = conduct + timedelta(days=later)
    then = on(book, conduct).list("demo")
    if then is None:
        with pytest.raises(Refused):
            grounds_for(book, "demo", conduct, decided)
    else:
        chosen = grounds_for(book, "demo", conduct, decided)
        assert (chosen.term.months or 0) <= (then.term.months or 0)
        assert chosen.since <= decided


# --- what facts come to ----------------------------------------------------------------------


def test_explain(book: Rulebook) -> None:
    assert explain(book, "demo", FACTS, date(2022, 1, 1)).word == "met"
    assert explain(book, "demo", {**FACTS, "fine": 1500000}, date(2022, 1, 1)).word == "not-met"
    assert explain(book, "demo", {**FACTS, "fine": 1500000}, date(2016, 1, 1)).word == "met"
    assert explain(book, "demo", {"violation": "fraud"}, date(2022, 1, 1)).word == "unknown"


def test_an_exclusion_bars_and_one_unknown_leaves_it_unknown(book: Rulebook) -> None:
    low = explain(book, "demo", {**FACTS, "fine": 500}, date(2022, 1, 1))
    assert low.word == "not-met"
    assert [(ground.id, outcome.word) for ground, outcome in low.excluded] == [("small", "met")]


def test_explain_refuses_what_is_not_law(book: Rulebook) -> None:
    with pytest.raises(Refused):
        explain(book, "demo", FACTS, date(2000, 1, 1))
    with pytest.raises(BadInput):
        explain(book, "demo", {"mood": True}, date(2022, 1, 1))


# --- the compiled table ----------------------------------------------------------------------


def test_rules_are_the_intersection_of_list_and_measure(book: Rulebook) -> None:
    table = {day: {(r.action, r.effect) for r in verdict_table(book, day)["demo"]}
             for day in (date(2016, 1, 1), date(2020, 6, 1), date(2022, 1, 1))}  # fmt: skip
    assert table[date(2016, 1, 1)] == {("procurement.bid", "conditional"), ("licence.apply", "conditional")}
    assert table[date(2020, 6, 1)] == {("procurement.bid", "conditional")}, "the national item shrank"
    assert table[date(2022, 1, 1)] == {("procurement.bid", "conditional")}
    assert verdict_table(book, date(2014, 6, 1)) == {"city": [], "demo": [], "people": [], "ride": []}


@given(days)
def test_a_table_gives_no_more_than_list_and_measure(day: date) -> None:
    book = load(BASE)
    law = on(book, day)
    for listing, rules in verdict_table(book, day).items():
        for rule in rules:
            version, measure = law.list(listing), law.measure(rule.measure)
            assert version is not None and measure is not None
            assert rule.action in measure.actions
            given = [applied for applied in version.measures if applied.measure == rule.measure]
            assert any(rule.action in applied.actions for applied in given)
            assert book.instruments[rule.cite.partition("#")[0]].since <= day


def test_future_rules_are_there_too(book: Rulebook) -> None:
    bids = [rule for rule in all_rules(book) if rule.list == "demo" and rule.action == "procurement.bid"]
    assert [(rule.since, rule.until) for rule in bids] == [
        (date(2015, 1, 1), date(2020, 1, 1)), (date(2020, 1, 1), date(2021, 1, 1)), (date(2021, 1, 1), None),
    ]  # fmt: skip


# --- difference ------------------------------------------------------------------------------


def test_diff_reads_as_a_lawyer_would(book: Rulebook) -> None:
    changes = diff(book, date(2020, 6, 1), date(2021, 6, 1))
    said = [change.text.en for change in changes]
    assert "List “Demo list”: term, months 36 → 24 (Order on the List, art. 8)" in said
    assert "List “Demo list”: ground “Old ground” removed (Order on the List, art. 6)" in said
    assert "List “Demo list”: exclusion “Trifling” added (Order on the List, art. 6)" in said
    assert "List “Demo list”: notice, days to answer 5 → 7 (Order on the List, art. 7)" in said
    assert "名单“示范名单”：期限（月） 36 → 24（《名单办法》第八条）" in [change.text.zh for change in changes]
    term = next(change for change in changes if change.field == "term.months")
    assert (term.before, term.after, term.cite) == (36, 24, "order#8")


def test_diff_tells_what_began_and_ended(book: Rulebook) -> None:
    changes = {(change.kind, change.what, change.id) for change in diff(book, date(2014, 6, 1), date(2016, 6, 1))}
    assert ("began", "list", "demo") in changes
    assert ("ended", "instrument", "old-order") in changes
    assert ("began", "window", "fines") in changes
    assert ("began", "mandate", "regulator:list:demo") in changes


@given(days, days)
def test_diff_is_even_handed(first: date, second: date) -> None:
    book = load(BASE)
    there = {(change.what, change.id, change.field) for change in diff(book, first, second)}
    back = {(change.what, change.id, change.field) for change in diff(book, second, first)}
    assert there == back
    assert diff(book, first, first) == []
