"""Succession and dissolution are shown on both sides, in every face, and nothing is inherited with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from tests.publication.world import TODAY, World
from xinyong.check import check
from xinyong.check.asking import close_index
from xinyong.check.verdict import to_builtins
from xinyong.check.words import verdict_lines
from xinyong.errors import Refused
from xinyong.office import Office
from xinyong.office.lineage import NOT_INHERITED
from xinyong.publication.certified import certified_file
from xinyong.publication.checkpoint import newest_checkpoint
from xinyong.publication.organisation import organisation_view
from xinyong.publication.organisation_parts import OrganisationView
from xinyong.publication.words import organisation_lines

ABSORBED = "合成旧屿示范商贸有限公司"
TRADER = "合成示范区阿明食品店"


@pytest.fixture(scope="module")
def office(world: World) -> Iterator[Office]:
    with Office.open(world.home, clock=world.clock) as opened:
        yield opened
    close_index(world.home)


def view(office: Office, code: str) -> OrganisationView:
    return organisation_view(office, code, TODAY)


def test_both_sides_say_who_took_whose_place(office: Office, world: World) -> None:
    before, after = view(office, world.absorbed).turns, view(office, world.clean).turns
    assert [(turn.relation, turn.how, turn.since) for turn in before] == [
        ("succeeded-by", "absorption", date(2026, 6, 8)), ("dissolved", "", date(2026, 6, 9)),
    ]
    assert (before[0].code, before[0].document) == (world.clean, "示登〔2026〕2号")
    assert (after[1].relation, after[1].code, after[1].name) == ("successor-of", world.absorbed, ABSORBED)
    assert "2026年6月8日" in before[0].told.zh and "8 June 2026" in before[0].told.en
    assert view(office, world.absorbed).status == "dissolved"
    assert view(office, world.listed).turns == []


@pytest.mark.article(10)
def test_nothing_is_inherited(office: Office, world: World) -> None:
    """The one that was absorbed stands on its list still, and its successor is on none."""
    assert view(office, world.absorbed).listings and not view(office, world.clean).listings
    asked = check(office, world.clean, "procurement.bid", "test")
    assert asked.verdict == "clear" and asked.reasons == []
    assert [turn.relation for turn in asked.became] == ["successor-of", "successor-of"]
    assert NOT_INHERITED.en in [limit.en for limit in asked.limits]
    assert check(office, world.absorbed, "procurement.bid", "test").verdict != "clear"


@pytest.mark.article(11)
def test_nothing_leads_to_the_sole_trader_whose_place_was_taken(office: Office, world: World) -> None:
    turn = view(office, world.clean).turns[0]
    assert (turn.code, turn.name, turn.how) == ("", "", "conversion")
    told = str(to_builtins(check(office, world.clean, "procurement.bid", "test"))) + str(view(office, world.clean))
    assert TRADER not in told and world.trader not in told
    assert view(office, world.trader).turns[0].code == world.clean  # its own page says where it went


def test_terminal_and_certified_file_say_it_in_both_languages(office: Office, world: World) -> None:
    shown = view(office, world.absorbed)
    lines = "\n".join(organisation_lines(office.rulebook, shown))
    verdict = check(office, world.absorbed, "procurement.bid", "test")
    answer = "\n".join(verdict_lines(office.rulebook, verdict))
    file = certified_file(office.rulebook, shown, newest_checkpoint(office.store), "test", office.mode)
    told = msgspec.json.encode(file.parts[0].sections[0]).decode()
    for text in (lines, answer, told):
        assert "由合成清河示范科技有限公司" in text and "has taken its place (absorption)" in text
        assert NOT_INHERITED.zh in text and "Dissolved from 9 June 2026" in text
    assert {turn.seq for turn in shown.turns} <= set(file.entries)
    with pytest.raises(Refused):
        certified_file(
            office.rulebook, view(office, world.trader), newest_checkpoint(office.store), "test", office.mode
        )


@pytest.mark.article(14)
def test_a_question_about_an_earlier_day_knows_nothing_of_what_came_after(office: Office, world: World) -> None:
    earlier = check(office, world.absorbed, "procurement.bid", "test", at=date(2026, 6, 7), history=True)
    assert earlier.became == []
    not_yet_known = check(
        office, world.absorbed, "procurement.bid", "test", at=TODAY, known=date(2026, 6, 1), history=True
    )
    assert not_yet_known.became == []


def test_a_replay_gives_the_same(office: Office, world: World) -> None:
    before = view(office, world.absorbed)
    office.store.rebuild()
    assert view(office, world.absorbed) == before
