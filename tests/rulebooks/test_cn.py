"""The rulebook ``cn`` says what its instruments say, and names where it read them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xinyong.law.carrying import carried_lists
from xinyong.law.force import explain_version, in_force
from xinyong.law.loading import load
from xinyong.law.model import CreditList, ListVersion, Rulebook
from xinyong.law.rules_book import walk

SOURCES = Path(__file__).parents[2] / "docs" / "law-sources.md"


@pytest.fixture(scope="module")
def cn() -> Rulebook:
    return load("cn")


def on(value: CreditList, day: str) -> ListVersion | None:
    return next((version for version in value.versions if in_force(version, date.fromisoformat(day))), None)


@pytest.mark.parametrize("name", ["cn", "br"])
def test_every_source_is_named_in_the_list_of_sources(name: str) -> None:
    page = SOURCES.read_text(encoding="utf-8")
    named = set(re.findall(r"[\w.:-]+", page))
    for _, item in walk_all(load(name)):
        for key in re.split(r",\s*", getattr(item, "source", "") or "K"):
            assert key in named, key


def test_rules_of_the_register_are_never_called_verified(cn: Rulebook) -> None:
    assert not [item for _, item in walk_all(cn) if getattr(item, "source", "") in ("K", "register") and item.verified]


def test_directory_grew_from_eleven_to_thirteen_categories(cn: Rulebook) -> None:
    def held(day: str) -> set[int]:
        when = date.fromisoformat(day)
        return {one.number for each in cn.categories.values() for one in each if in_force(one, when)}

    assert [len(held(day)) for day in ("2021-12-16", "2022-12-28", "2024-02-18")] == [11, 12, 13]
    assert held("2021-12-15") == set()


def test_ability_to_perform_was_a_condition_of_every_ground_until_2017(cn: Rulebook) -> None:
    defaulters = cn.lists["spc-judgment-defaulters"]
    old, new = on(defaulters, "2017-04-30"), on(defaulters, "2017-05-01")
    assert old and new
    facts = {"unperformed": True, "evades": True, "able-refuses": False}
    known = {fact.id: facts.get(fact.id, False) for fact in old.facts}
    assert explain_version(defaulters.id, old, known).word == "not-met"
    known = {fact.id: facts.get(fact.id, False) for fact in new.facts}
    assert explain_version(defaulters.id, new, known).word == "met"
    own = {ground.id: ground.term.months if ground.term else None for ground in new.grounds}
    assert own.pop("able-refuses") is None and set(own.values()) == {24}


def test_serious_list_of_market_regulation_shortened_and_opened_in_2021(cn: Rulebook) -> None:
    listing = cn.lists["samr-serious-violation"]
    old, new, latest = (on(listing, day) for day in ("2021-08-31", "2021-09-01", "2025-12-25"))
    assert old and new and latest
    assert (old.term.months, old.repair.allowed) == (60, False)
    assert (new.term.months, new.repair.after_months, new.repair.decide_working_days) == (36, 12, 15)
    assert latest.repair.decide_working_days == 7
    assert on(listing, "2016-03-31") is None


def test_publication_changes_on_1_april_2026(cn: Rulebook) -> None:
    def windows(day: str, kind: str) -> set[tuple[int, int]]:
        when = date.fromisoformat(day)
        return {(w.least_months, w.most_months) for w in cn.publication if kind in w.applies and in_force(w, when)}

    assert windows("2026-03-31", "revocation") == {(3, 36)}
    assert windows("2026-04-01", "revocation") == {(12, 36)}
    assert windows("2026-04-01", "fine") == {(3, 12)}
    assert windows("2026-04-01", "warning") == {(0, 3)}


def test_customs_lists_end_with_the_order_whose_successor_is_not_known(cn: Rulebook) -> None:
    for name in ("gac-dishonest", "gac-serious"):
        assert on(cn.lists[name], "2026-03-31") and on(cn.lists[name], "2026-04-01") is None


def test_no_list_yields_an_exit_ban_and_neutral_statuses_have_no_effect(cn: Rulebook) -> None:
    for listing in cn.lists.values():
        for version in listing.versions:
            given = [a for a in version.measures if "travel.exit" in a.actions or a.measure == "exit"]
            assert not given or listing.kind == "order"
            if listing.kind == "status":
                assert not version.measures


def test_misconduct_and_carried_out_lists_are_apart(cn: Rulebook) -> None:
    for name in ("caac-air", "nra-rail"):
        own, other = f"{name}-misconduct", f"{name}-other-fields"
        assert cn.lists[own].kind == "decided" and cn.lists[other].kind == "carried"
        for version in cn.lists[other].versions:
            assert version.permitted_field == "carrier" and len(version.measures) == 1
            assert {each.list for each in carried_lists(version)} == {"sat-serious-tax", "spc-consumption-restriction"}
        endings = [[ending.id for ending in version.endings] for version in cn.lists[other].versions]
        assert all("source-ended" in each for each in endings)


def walk_all(book: Rulebook) -> list[tuple[Any, Any]]:
    """Every struct of every section; of a section by id, each entry, or each of its editions."""
    sections = [getattr(book, name) for name in book.__struct_fields__]
    parts = [part for each in sections for part in (each.values() if isinstance(each, dict) else [each])]
    return [pair for part in parts for pair in walk(part)]
