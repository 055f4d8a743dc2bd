"""Entries of a list that its source keeps: attributed, dated, lapsing, and back when the source carries them again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.register.desk import Desk, code
from xinyong.errors import NotFound
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.list_subject import ApproveListing
from xinyong.register.mirror_listing import LapseMirrored
from xinyong.register.object_listing import DecideObjection, OpenObjection


def case_of(desk: Desk) -> str:
    case: str = desk.rows("casefile")[-1]["id"]
    return case


def lapse(desk: Desk) -> LapseMirrored:
    return LapseMirrored(case=case_of(desk), file="b" * 64)


def test_it_says_what_its_source_says(desk: Desk) -> None:
    desk.do(desk.mirrored(until=date(2027, 1, 31), since=date(2025, 2, 1)), "source-1")
    row = desk.rows("standing")[0]
    assert (row["since"], row["until"], row["variant"], row["authority"]) == (
        date(2025, 2, 1), date(2027, 2, 1), "ban", "source")
    verdict = desk.check(code(1))
    assert verdict.verdict == "prohibited"
    assert verdict.reasons[0].end_stated and verdict.reasons[0].note is None
    desk.on(date(2027, 1, 31))
    assert desk.check(code(1)).verdict == "prohibited"
    desk.on(date(2027, 2, 1))
    assert desk.check(code(1)).verdict == "clear"


def test_no_end_stated_is_said_and_reviewed(desk: Desk) -> None:
    desk.do(desk.mirrored(), "source-1")
    reason = desk.check(code(1)).reasons[0]
    assert not reason.end_stated and reason.note.zh and reason.note.en
    assert reason.review_by == date(2027, 4, 20)
    desk.on(date(2027, 4, 20))
    assert desk.check(code(1)).verdict == "clear"


@pytest.mark.parametrize(
    ("wording", "verdict"), [("ban", "prohibited"), (" BAN ", "prohibited"), ("Warning", "advisory")]
)
def test_the_kind_of_sanction_decides_how_far_it_reaches(desk: Desk, wording: str, verdict: str) -> None:
    desk.do(desk.mirrored(sanction=wording), "source-1")
    assert desk.check(code(1)).verdict == verdict


@pytest.mark.article(2)
def test_a_sanction_that_the_law_does_not_know(desk: Desk) -> None:
    refusal = desk.refusal(desk.mirrored(sanction="Exile"), "source-1")
    assert (refusal.article, refusal.field) == (2, "sanction") and refusal.todo


def test_only_the_authority_with_the_mandate_mirrors(desk: Desk) -> None:
    assert desk.refusal(desk.mirrored(), "market-1").article == 1


@pytest.mark.article(10)
def test_what_is_registered_counts_not_what_the_source_calls_it(desk: Desk) -> None:
    desk.organisation(kind="social-organisation")
    assert desk.refusal(desk.mirrored(subject_kind="enterprise"), "source-1").article == 10


@pytest.mark.article(7, 14)
def test_it_lapses_when_the_source_lets_go_and_only_by_its_authority(desk: Desk) -> None:
    desk.do(desk.mirrored(), "source-1")
    assert desk.refusal(lapse(desk), "market-1").article == 1
    desk.do(lapse(desk), "source-2")
    assert desk.check(code(1)).verdict == "clear"
    assert desk.refusal(lapse(desk), "source-1").code == "wrong-stage"
    again = lapse(desk)
    desk.on(date(2028, 4, 20))
    desk.do(EraseCase(case=again.case), "source-1")
    assert isinstance(desk.refusal(again, "source-1"), NotFound)


def test_a_decided_listing_does_not_lapse_with_a_source(desk: Desk) -> None:
    desk.listed(desk.organisation())
    assert desk.refusal(lapse(desk)).code == "not-mirrored"


def test_the_source_carries_it_again(desk: Desk) -> None:
    desk.do(desk.mirrored(), "source-1")
    assert desk.do(desk.mirrored(), "source-1") == []
    desk.do(lapse(desk), "source-1")
    desk.do(desk.mirrored(), "source-1")
    assert desk.check(code(1)).verdict == "prohibited"
    assert len(desk.rows("standing")) == 2
    assert desk.do(desk.mirrored(), "source-1") == []


def test_after_the_review_day_the_source_must_still_carry_it(desk: Desk) -> None:
    desk.do(desk.mirrored(), "source-1")
    desk.on(date(2027, 4, 20))
    desk.do(desk.mirrored(), "source-1")
    assert desk.check(code(1)).reasons[0].review_by == date(2028, 4, 20)


@pytest.mark.article(8)
def test_what_was_annulled_here_does_not_come_back_with_the_next_file(desk: Desk) -> None:
    desk.do(desk.mirrored(), "source-1")
    case = case_of(desk)
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"), "market-1")
    desk.do(DecideObjection(case=case, upheld=True, document="试复〔2026〕1号"), "source-1")
    assert desk.do(desk.mirrored(), "source-1") == []
    assert desk.check(code(1)).verdict == "clear"


@pytest.mark.article(14)
def test_an_entry_that_ended_too_long_ago_is_not_taken_in(desk: Desk) -> None:
    assert desk.refusal(desk.mirrored(until=date(2024, 4, 19)), "source-1").article == 14
    desk.do(desk.mirrored(until=date(2024, 4, 30)), "source-1")
    assert desk.check(code(1)).verdict == "clear"


def test_no_step_of_a_decided_list_touches_it(desk: Desk) -> None:
    desk.do(desk.mirrored(), "source-1")
    case = case_of(desk)
    assert desk.refusal(desk.notice(case), "source-1").code == "wrong-stage"
    assert desk.refusal(ApproveListing(case=case), "source-1").code == "wrong-stage"
    desk.do(EndListing(case=case, ending="annulled", document="试撤〔2026〕1号"), "source-1")
