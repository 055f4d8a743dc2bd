"""Whether a value was verified, and from which source, is seen wherever a value is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from xinyong.law import commands
from xinyong.law.compile import all_rules
from xinyong.law.force import on
from xinyong.law.loading import load
from xinyong.law.model import Sourced
from xinyong.law.rules_book import walk
from xinyong.law.terms import mark

DAY = date(2026, 5, 1)
LIST = "samr-serious-violation"


@pytest.mark.parametrize("section", ["instruments", "measures", "authorities", "lists"])
def test_show_marks_each_value(section: str) -> None:
    for id, thing in getattr(load("cn"), section).items():
        shown = commands.law_show("cn", id).lines
        values = [value for _, value in walk(thing) if isinstance(value, Sourced)]
        for said in {mark(value.verified, value.source) for value in values}:
            expected = sum(mark(value.verified, value.source) == said for value in values)
            assert sum(str(said) in line for line in shown) >= expected, (id, said)


def test_the_law_of_a_day_its_changes_and_an_explanation_carry_marks(tmp_path: Path) -> None:
    version = on(load("cn"), DAY).list(LIST)
    assert version is not None
    shown = commands.law_on("cn", DAY)
    assert shown.data["lists"][LIST]["verified"] is (version.verified and version.term.verified)
    assert any(str(mark(version.term.verified, version.term.source)) in line for line in shown.lines)
    changes = commands.law_diff("cn", date(2026, 3, 31), date(2026, 4, 1))
    assert all(change["source"] for change in changes.data["changes"])
    assert len([line for line in changes.lines if "✓ 已核实" in line or "? 未核实" in line]) == len(changes.data["changes"])
    facts = tmp_path / "facts.yaml"
    facts.write_text("{}", encoding="utf-8")
    told = commands.law_explain("cn", LIST, facts, DAY)
    assert [part["verified"] for part in told.data["parts"]] == [
        ground.verified for ground in (*version.grounds, *version.excluded)
    ]


def test_a_rule_of_the_register_is_never_shown_as_law() -> None:
    assert "not of the law" in mark(False, "register").en and "非法律规定" in mark(False, "register").zh


def test_the_rules_that_a_check_reads_carry_the_mark_of_the_measure_as_the_list_gives_it() -> None:
    cn = load("cn")
    for rule in all_rules(cn):
        given = [
            applied
            for version in cn.lists[rule.list].versions
            for applied in version.measures
            if applied.measure == rule.measure and rule.action in applied.actions
        ]
        assert (rule.verified, rule.source) in {(each.verified, each.source) for each in given}
    sanctions = {s.id: s for version in load("br").lists["ceis"].versions for s in version.sanctions}
    for rule in all_rules(load("br")):
        assert (rule.verified, rule.source) == (sanctions[rule.variant].verified, sanctions[rule.variant].source)
    assert msgspec.json.encode(list(all_rules(cn)))
