"""An emergency's relief at work: what is not listed, what is held unpublished, and that both end with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.register.book import SURE, make_book, words
from tests.register.desk import MakeDesk, code, facts
from tests.register.strikes import Strike, attacks
from xinyong.law.overlays import Overlay, OverlayItem
from xinyong.register.propose_listing import ProposeListing

BEGUN, OVER = date(2026, 2, 1), date(2026, 4, 1)


def flood(**item: Any) -> Overlay:
    """An emergency of two months with one relief."""
    given: dict[str, Any] = {"id": "relief", "title": words("relief"), "side": "relief", "cite": "act#30", **item}
    return Overlay(
        id="flood", title=words("flood"), reason=words("roads cut"), since=BEGUN, until=OVER,
        items=[OverlayItem(**given, **SURE)], **SURE,
    )  # fmt: skip


@pytest.fixture
def strike(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Strike:
    return Strike(make_desk, monkeypatch)


def propose(conduct_on: date) -> ProposeListing:
    return ProposeListing(code=code(1), list="fixed", ground="breach", facts=facts(), conduct_on=conduct_on)


@attacks("not_suspended")
@pytest.mark.article(1)
def test_a_ground_that_an_emergency_suspended_lists_nobody_then_or_later(strike: Strike) -> None:
    book = make_book(overlays=[flood(does="no-listing", list="fixed", grounds=["breach"])])
    desk = strike.desk(book)
    desk.organisation()
    strike.assert_refused(desk, 1, propose(date(2026, 3, 1)))


def test_the_refusal_says_what_was_suspended_and_why_and_ends_with_the_emergency(make_desk: MakeDesk) -> None:
    desk = make_desk(make_book(overlays=[flood(does="no-listing", list="fixed", grounds=["breach"])]))
    desk.organisation()
    refusal = desk.refusal(propose(date(2026, 3, 31)))
    assert (refusal.code, refusal.instrument, refusal.field) == ("suspended-then", "act#30", "conduct_on")
    assert "flood" in refusal.detail.en and refusal.todo is not None and "roads cut" in refusal.todo.en
    assert desk.event(propose(OVER)).ground == "breach"


def test_a_record_of_those_days_is_held_and_shown_to_nobody_and_says_why(make_desk: MakeDesk) -> None:
    desk = make_desk(make_book(overlays=[flood(does="hold-records", category="acts", kinds=["fine"])]))
    held = desk.event(desk.record(decided_on=date(2026, 3, 31)))
    assert (held.publication, held.publish_from, held.publish_until) == ("overlay:flood:relief", None, None)
    after = desk.event(desk.record(2, decided_on=OVER))
    assert not after.publication.startswith("overlay:") and after.publish_until is not None
    assert held.retain_until is not None, "kept as long as any other"
