"""The simulated institution finds nothing wrong in the register, and finds whatever is broken in it on purpose."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.databases import on_postgresql
from xinyong.cli.application import application
from xinyong.errors import BadInput
from xinyong.journal.session import JournalWriting
from xinyong.lab.institution import reckoning
from xinyong.lab.institution.book import RULES
from xinyong.lab.institution.docket import Docket
from xinyong.lab.institution.moves import MOVES
from xinyong.lab.institution.running import Result, run
from xinyong.law.dates import add_months
from xinyong.law.loading import load
from xinyong.register import articles
from xinyong.register.core import Command
from xinyong.register.decisions import DECISIONS

SEED = 20260401
CASES = 40 if on_postgresql() else 500
# Whether the simulator sees what it is there to see does not depend on the store, and takes many runs to tell.
whatever_the_store = pytest.mark.skipif(on_postgresql(), reason="it tries the simulator, not the store")


@pytest.fixture(scope="module")
def lived() -> Result:
    """The run that every test looks at: whole, with its mirrored list."""
    return run(SEED, CASES, 8)


@pytest.mark.article(1, 2, 5, 6, 7, 8, 14, 15)
def test_nothing_is_found_wrong(lived: Result) -> None:
    told = "\n".join(map(str, lived.tally.violations))
    assert not lived.tally.violations, f"seed {SEED}\n{told}"
    assert lived.tally.cases >= CASES


@whatever_the_store
def test_every_list_that_organisations_can_be_put_on_here_was_lived_through(lived: Result) -> None:
    """Honours, orders and statuses too."""
    assert set(Docket(load("cn")).lists) <= set(lived.tally.lists)


@whatever_the_store
def test_every_fault_and_every_way_off_a_list_occurred(lived: Result) -> None:
    faults = set(lived.tally.faults)
    assert {each.fault for each in MOVES if each.fault} <= faults
    assert faults >= {
        "backup",
        "clock set back",
        "clock set forward",
        "disk and keys lost, backup restored",
        "disk lost, older backup restored",
        "file sent again",
        "killed before-keys",
        "killed keys-durable",
        "killed recorded",
        "killed witnessed",
        "mirrored file that lost most of its rows",
        "mirrored file that shrank",
        "old file sent again",
        "process closed within a file",
        "restart",
        "late objection",
        "decided too early",
        "repair too early",
    }
    assert set(lived.tally.ended) >= {
        "annulled",
        "corrected",
        "dropped",
        "lapsed",
        "repaired",
        "source-ended",
        "term",
    }
    assert set(lived.tally.refusals) >= {f"Article {number}" for number in (1, 2, 5, 6, 7, 8, 14)}


@whatever_the_store
def test_the_same_seed_is_the_same_run() -> None:
    first, second, other = (run(seed, 25, 6) for seed in (7, 7, 8))
    assert first.tally.digest == second.tally.digest != other.tally.digest
    assert first.tally.steps == second.tally.steps
    assert first.tally.refusals == second.tally.refusals


# --- what is broken is found ----------------------------------------------------------------------


def passes(*given: Any, **named: Any) -> None:
    """What a predicate is that forbids nothing."""


def _unmet(version: Any, *given: Any) -> int:
    return int(version.term.review_months or 12)


PREDICATES: dict[str, tuple[int, Callable[..., Any]]] = {
    "has_mandate": (1, passes),
    "own_act": (1, passes),
    "ground_met": (1, passes),
    "not_in_future": (1, passes),
    "document_named": (1, passes),
    "notice_of_this_case": (5, passes),
    "heard": (5, passes),
    "another_officer": (6, passes),
    "fresh_eyes": (6, passes),
    "reviewable": (7, _unmet),
    "not_already_listed": (7, passes),
    "repairable": (8, passes),
    "no_open_objection": (8, passes),
    "retention_over": (14, passes),
    "not_black_listed": (1, passes),
    "honour_list": (2, passes),
    "withdrawable": (2, passes),
    "burden": (6, passes),
    "not_declined": (9, passes),
    "of_age": (10, passes),
}


@whatever_the_store
@pytest.mark.parametrize("name", PREDICATES)
def test_a_broken_predicate_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, name, PREDICATES[name][1])
    found = run(3, 240, 6, mirrored=False, most=1).tally.violations  # it stops at the first
    assert any(each.kind in ("allowed", "restricted") for each in found), (
        f"{name} (Article {PREDICATES[name][0]}) went unnoticed"
    )
    assert all(each.seed == 3 and each.moves for each in found if each.case >= 0)
    assert "seed 3, step" in str(found[0])


TAKES = ("list_subject", "take_over", "restore_listing", "suspend_listing")
GIVES = ("end_listing", "object_listing", "suspend_listing")


@whatever_the_store
@pytest.mark.article(1)
@pytest.mark.parametrize(("name", "modules"), [("honours_lost", TAKES), ("honours_returned", GIVES)])
def test_an_honour_that_is_never_lost_and_one_that_never_comes_back_are_found(
    name: str, modules: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in modules:
        monkeypatch.setattr(f"xinyong.register.{each}.{name}", lambda *given: [])
    found = _kinds(run(3, 240, 6, mirrored=False, most=3))
    assert found & {"differs", "praised"}


@whatever_the_store
def test_an_honour_beside_what_ends_it_is_told_even_where_the_books_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invariant looks at nothing but what is in force: it holds without the model of how honours are lost."""
    from xinyong.lab.institution import rules_honours

    for each in TAKES:
        monkeypatch.setattr(f"xinyong.register.{each}.honours_lost", lambda *given: [])
    monkeypatch.setattr(rules_honours, "_take_away", passes)
    assert "praised" in _kinds(run(3, 240, 6, mirrored=False, most=1))


@whatever_the_store
@pytest.mark.article(11)
def test_a_persons_listing_where_pages_read_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xinyong.register.projection_standing.is_person_case", lambda case: False)
    assert "exposed" in _kinds(run(3, 120, 6, mirrored=False, most=3))


@whatever_the_store
@pytest.mark.article(12)
def test_a_question_about_a_person_that_leaves_a_listing_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xinyong.check.person.judge", lambda *given: ("clear", []))
    assert "differs" in _kinds(run(3, 240, 6, mirrored=False, most=1))


@whatever_the_store
@pytest.mark.article(7)
def test_what_outlives_the_listing_that_it_carries_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from xinyong.check import verdict
    from xinyong.register.standing import in_force

    def alone(standing: Any, day: Any, sealed: int | None, others: Any) -> bool:
        return in_force(standing._replace(source=""), day, sealed)

    monkeypatch.setattr(verdict, "in_force", alone)
    assert "restricted" in _kinds(run(3, 400, 6, mirrored=False, most=1))


def test_an_effect_that_does_not_end_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from xinyong.check import verdict

    def sealed_is_enough(standing: Any, day: Any, sealed: int | None, others: Any) -> bool:
        return sealed is None or standing.seq < sealed

    monkeypatch.setattr(verdict, "in_force", sealed_is_enough)
    assert _kinds(run(3, 60, 6, mirrored=False, most=1)) & {"restricted"}


def test_an_effect_before_its_seal_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from xinyong.check import verdict
    from xinyong.register.standing import in_force

    monkeypatch.setattr(verdict, "in_force", lambda standing, day, sealed, others: in_force(standing, day))
    assert "restricted" in _kinds(run(3, 60, 6, mirrored=False, most=1))


def test_a_measure_outside_the_catalogue_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    from xinyong.check import asking
    from xinyong.law.compile import all_rules

    def wider(rulebook: Any) -> list[Any]:
        rules = list(all_rules(rulebook))
        return rules + [
            msgspec.structs.replace(rule, measure=other.measure, action=rule.action)
            for rule in rules
            for other in rules[:40]
            if other.list != rule.list
        ]

    monkeypatch.setattr(asking, "_rules", {})
    monkeypatch.setattr(asking, "_tables", {})
    monkeypatch.setattr(asking, "all_rules", wider)
    assert "outside" in _kinds(run(3, 40, 6, mirrored=False, most=1))


@whatever_the_store
def test_an_erasure_that_erases_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(JournalWriting, "erase", passes)
    assert _kinds(run(3, 60, 6, mirrored=False, most=1)) & {"remembered", "verify"}


@whatever_the_store
def test_a_projection_that_forgets_an_objection_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from xinyong.register import events, projection

    monkeypatch.setitem(projection._HANDLERS, events.ObjectionOpened, lambda entry, event: [])
    assert "differs" in _kinds(run(3, 60, 6, mirrored=False, most=1))


def test_a_restored_register_that_answers_before_it_is_whole_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ended since the backup was made would be told as standing: the simulator found exactly this once."""
    from xinyong.check import asking

    monkeypatch.setattr(asking, "whole", passes)
    assert "restricted" in _kinds(run(1, 60, 8, mirrored=False, most=1))


def _kinds(result: Result) -> set[str]:
    return {each.kind for each in result.tally.violations}


# --- its own reckoning ------------------------------------------------------------------------------


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(0, 200))
def test_months_are_counted_twice_and_alike(day: date, months: int) -> None:
    assert reckoning.later(day, months) == add_months(day, months)


def test_whatever_a_move_commands_has_a_rule_and_a_decision() -> None:
    assert set(RULES) <= set(DECISIONS)
    assert all(issubclass(command, Command) for command in RULES)


# --- at the terminal ----------------------------------------------------------------------------------


@whatever_the_store
def test_the_verb_tells_its_figures() -> None:
    result = CliRunner().invoke(
        application("lab"), ["lab", "institution", "--seed", "5", "--cases", "12", "--years", "4", "--json"]
    )
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout.strip().splitlines()[-1])
    assert told["seed"] == 5 and told["cases"] >= 12 and told["violations"] == 0
    assert {"steps", "entries", "listings", "ended", "refusals", "faults", "days", "seconds", "cases_per_s"} <= set(
        told
    )


@whatever_the_store
def test_the_verb_fails_where_something_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "own_act", passes)
    result = CliRunner().invoke(
        application("lab"), ["lab", "institution", "--seed", "3", "--cases", "60", "--years", "6"]
    )
    assert result.exit_code == 1
    assert "VIOLATION" in result.output and "seed 3, step" in result.output


def test_figures_out_of_range_are_refused() -> None:
    with pytest.raises(BadInput):
        run(1, 0, 8)
    with pytest.raises(BadInput):
        run(1, 10, 40)
