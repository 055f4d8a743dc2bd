"""The law as read: versions on a day, what rests on what, nothing missing from the rulebook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from xinyong.errors import NotFound
from xinyong.law.loading import load
from xinyong.publication import law_view

RULEBOOK = load("cn")
TODAY = date(2026, 9, 1)


def test_every_list_has_a_page_on_every_day_that_its_versions_turn() -> None:
    for item in RULEBOOK.lists.values():
        for version in item.versions:
            page = law_view.list_page(RULEBOOK, item.id, version.since)
            assert page.version is version
            assert {state for _, state in page.periods if _ is version} == {"in-force"}
        before = law_view.list_page(RULEBOOK, item.id, item.versions[0].since - timedelta(days=1))
        assert before.version is None and not before.applied


def test_lists_in_force_come_first() -> None:
    states = [line.state for line in law_view.lists_on(RULEBOOK, TODAY)]
    assert states == sorted(states, key=lambda state: state != "in-force") and "in-force" in states


def test_a_list_is_verified_only_when_each_of_its_rules_is() -> None:
    for item in RULEBOOK.lists.values():
        for version in item.versions:
            if law_view.fully_verified(version):
                assert all(ground.verified for ground in version.grounds) and version.term.verified
            else:
                parts = [version, version.term, version.repair, *version.grounds, *version.excluded, *version.endings,
                         *version.remedies, *version.measures]
                parts += [version.notice] if version.notice else []
                assert not all(part.verified for part in parts)
    assert not law_view.fully_verified(None)


def test_an_instrument_names_what_rests_on_it() -> None:
    page = law_view.instrument_page(RULEBOOK, "samr-order-44-2021", TODAY)
    assert "samr-serious-violation" in {item.id for item in page.lists}


def test_measures_name_the_lists_that_use_them() -> None:
    for measure, version, users in law_view.measures_on(RULEBOOK, TODAY):
        for item in users:
            in_force = law_view.version_on(item.versions, TODAY)
            assert in_force and measure.id in {applied.measure for applied in in_force.measures}
        assert version is None or law_view.state_on(version, TODAY) == "in-force"


@pytest.mark.parametrize("page", [law_view.list_page, law_view.instrument_page])
def test_unknown_ids(page: Callable[..., object]) -> None:
    with pytest.raises(NotFound):
        page(RULEBOOK, "no-such-thing", TODAY)
