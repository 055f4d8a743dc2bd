"""Honours, statuses and rewards in law: what the loader refuses, and what the rulebook of China says of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.register.book import make_book, words
from xinyong.law import rules_book, rules_list
from xinyong.law.faults import Fault
from xinyong.law.force import on
from xinyong.law.honours import BARRED, ends_honour
from xinyong.law.loading import load
from xinyong.law.model import CreditList, Ending, Measure, Rulebook

CUSTOMS = {"import-export.simplified", "customs.inspection"}


@pytest.fixture(scope="module")
def cn() -> Rulebook:
    return load("cn")


def praised(**given: Any) -> CreditList:
    """The red list of the tests, bent."""
    found = make_book().lists["praised"]
    return msgspec.structs.replace(found, versions=[msgspec.structs.replace(found.versions[0], **given)])


def ending(id: Any, **given: Any) -> Ending:
    return Ending(id=id, title=words(id), cite="act#8", verified=True, source="T", **given)


def praise(**given: Any) -> Measure:
    return msgspec.structs.replace(make_book().measures["praise"], **given)


def fault(value: Any) -> Fault:
    book = make_book()
    with pytest.raises(Fault) as caught:
        if isinstance(value, Measure):
            rules_book.check("measures", value, book)
        else:
            rules_list.check(value, book)
    assert caught.value.detail.zh and caught.value.detail.en
    return caught.value


@pytest.mark.article(9)
def test_a_reward_is_of_a_closed_class_and_punishes_nobody_by_its_absence() -> None:
    assert fault(praise(reward=msgspec.UNSET)).article == 9
    assert fault(msgspec.structs.replace(make_book().measures["entry"], reward="fee")).article == 9
    for first in BARRED:
        version = msgspec.structs.replace(praise().versions[0], actions=[f"{first}.any"])
        book = make_book()
        actions = {**book.actions, f"{first}.any": book.actions["award.apply"]}
        with pytest.raises(Fault) as caught:
            rules_book.check("measures", praise(versions=[version]), make_book(actions=actions))
        assert caught.value.article == 9


@pytest.mark.article(9)
def test_a_red_list_reaches_no_person() -> None:
    person = praised(subjects=["enterprise", "person"], least_age=18)
    assert (fault(person).article, fault(person).path[-1]) == (9, "subjects")


@pytest.mark.article(2)
def test_a_status_has_no_effect_and_a_red_list_has_grounds() -> None:
    neutral = make_book().lists["certified"]
    rules_list.check(neutral, make_book())
    measured = msgspec.structs.replace(neutral.versions[0], measures=make_book().lists["fixed"].versions[0].measures)
    assert fault(msgspec.structs.replace(neutral, versions=[measured])).article == 2
    assert fault(praised(grounds=[], excluded=[])).article == 1


@pytest.mark.article(2)
def test_what_takes_an_honour_away_is_named_and_adverse() -> None:
    kept = [each for each in make_book().lists["praised"].versions[0].endings if each.id != "black-listed"]
    rules_list.check(praised(endings=[*kept, ending("black-listed", by=["fixed"])]), make_book())
    for wrong in (
        ending("black-listed"),
        ending("black-listed", by=["nowhere"]),
        ending("black-listed", by=["praised"]),
        ending("annulled", by=["fixed"]),
    ):
        assert fault(praised(endings=[*kept, wrong])).article == 2
    black = make_book().lists["fixed"]
    endings = [*black.versions[0].endings, ending("black-listed", by=["open"])]
    version = msgspec.structs.replace(black.versions[0], endings=endings)
    assert fault(msgspec.structs.replace(black, versions=[version])).article == 2


# --- the law of China ----------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2024, 5, 6), date(2026, 5, 6)])
def test_customs_grades_exclude_each_other(cn: Rulebook, day: date) -> None:
    law = on(cn, day)
    for lower in ("gac-dishonest", "gac-serious"):
        found = ends_honour(law, "gac-aeo", lower)
        assert found is not None and found.cite == law.list("gac-aeo").cite  # type: ignore[union-attr]
    assert ends_honour(law, "gac-aeo", "samr-serious-violation") is None
    assert not [id for id in cn.lists if "ordinary" in id], "the ordinary grade is the absence of any"


def test_the_two_authorised_grades_are_told_apart_from_april_2026(cn: Rulebook) -> None:
    before, after = cn.lists["gac-aeo"].versions
    assert [ground.id for ground in before.grounds] == ["aeo"]
    assert [(ground.id, ground.outranks) for ground in after.grounds] == [
        ("advanced", ["authorised"]), ("authorised", msgspec.UNSET)
    ]


@pytest.mark.article(2)
def test_a_dishonest_enterprise_carries_no_joint_discipline(cn: Rulebook) -> None:
    """Only customs' own facilities and examinations: a dishonest enterprise not on the serious list is no more."""
    (version,) = cn.lists["gac-dishonest"].versions
    assert {action for applied in version.measures for action in applied.actions} == CUSTOMS


@pytest.mark.article(9)
@pytest.mark.article(10)
def test_government_bodies_are_limited_in_funds_and_honours_alone_and_no_official_is_named(cn: Rulebook) -> None:
    for version in cn.lists["government-breach"].versions:
        assert version.subjects == ["government-body"] and not version.responsible_persons
        assert {fact.type for fact in version.facts} == {"code", "flag"}, "nothing is counted or scored"
        assert {a for applied in version.measures for a in applied.actions} <= {"award.apply", "subsidy.apply"}


@pytest.mark.article(9)
def test_every_red_list_gives_rewards_of_the_closed_classes_to_organisations(cn: Rulebook) -> None:
    red = [each for each in cn.lists.values() if each.kind == "red"]
    assert {each.id for each in red} == {"credit-honours", "gac-aeo", "sat-grade-a"}
    for version in (version for each in red for version in each.versions):
        assert "person" not in version.subjects
        assert all(isinstance(cn.measures[applied.measure].reward, str) for applied in version.measures)


def test_a_neutral_status_touches_no_action(cn: Rulebook) -> None:
    status = [each for each in cn.lists.values() if each.kind == "status"]
    assert len(status) == 3
    assert not [version for each in status for version in each.versions if version.measures]
