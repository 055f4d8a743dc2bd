"""Misattributed records, succession and dissolution: relief at once, burdens by two officers, nothing inherited."""

from __future__ import annotations

from datetime import date

import pytest

from tests.register.book import _ending, bent, version
from tests.register.desk import Desk, MakeDesk, code
from tests.register.test_articles_persons import ADULT, book, filing
from xinyong.register.amend_record import CorrectRecord, WithdrawRecord
from xinyong.register.subjects_change import ApproveMove, Dissolve, ProposeMove, Succeed


def proposal(seq: int, to: int = 2, **given: str) -> ProposeMove:
    return ProposeMove(**{"record": seq, "code": code(to), "reason": "misattributed", "document": "试更〔2026〕1号",
        **given})  # type: ignore[arg-type]


def two(desk: Desk) -> tuple[str, str]:
    """Two organisations; their subjects."""
    for number in (1, 2):
        desk.organisation(number)
    by_code = {row["code"]: row["subject"] for row in desk.rows("organisation")}
    return by_code[code(1)], by_code[code(2)]


def test_a_misattributed_record_is_hidden_at_once_and_moved_by_two(desk: Desk) -> None:
    wrong, right = two(desk)
    seq = desk.do(desk.record(1))[-1].seq
    until = desk.rows("record")[0]["publish_until"]
    assert until is not None
    desk.do(proposal(seq))
    (row,) = desk.rows("record")
    assert (row["subject"], row["state"], row["publish_from"], row["publish_until"]) == (wrong, "disputed", None, None)
    desk.after(days=3)
    desk.do(ApproveMove(record=seq), "market-2")
    (row,) = desk.rows("record")
    assert (row["subject"], row["state"], row["publish_until"]) == (right, "held", until)  # moving prolongs nothing
    assert desk.refusal(ApproveMove(record=seq), "market-2").code == "no-move"
    before = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == before


def test_a_move_refused_leaves_the_record_where_it_was(desk: Desk) -> None:
    wrong, _ = two(desk)
    seq = desk.do(desk.record(1))[-1].seq
    desk.do(CorrectRecord(record=seq, changes={"facts": "标签有误"}, reason="clerical-error", document="试更1号"))
    (before,) = desk.rows("record")
    desk.do(proposal(seq))
    desk.do(ApproveMove(record=seq, accept=False), "market-2")
    assert desk.rows("record") == [before] and before["state"] == "corrected" and before["subject"] == wrong


def test_a_disputed_record_can_still_be_withdrawn_by_one(desk: Desk) -> None:
    two(desk)
    seq = desk.do(desk.record(1))[-1].seq
    desk.do(proposal(seq))
    desk.do(WithdrawRecord(record=seq, reason="filed-in-error", document="试撤1号"))
    assert desk.refusal(ApproveMove(record=seq), "market-2").code == "not-found"


@pytest.mark.article(1)
def test_only_the_filing_authority_moves_its_record(desk: Desk) -> None:
    two(desk)
    seq = desk.do(desk.record(1))[-1].seq
    assert desk.refusal(proposal(seq), "tax-1").article == 1
    desk.do(proposal(seq))
    assert desk.refusal(ApproveMove(record=seq), "tax-2").article == 1
    assert desk.refusal(proposal(seq, reason="because")).article == 2
    assert desk.refusal(proposal(seq, document=" ")).article == 1
    assert desk.refusal(proposal(seq, to=1)).code == "same-subject"
    assert desk.refusal(proposal(seq, to=9)).code == "not-found"


@pytest.mark.article(10)
def test_a_persons_record_moves_to_nobody(make_desk: MakeDesk) -> None:
    desk = make_desk(book())
    desk.organisation(2)
    seq = desk.do(filing(ADULT))[-1].seq
    assert desk.refusal(proposal(seq)).article == 10


@pytest.mark.article(10)
def test_a_successor_inherits_nothing(desk: Desk) -> None:
    two(desk)
    desk.listed(code(1))
    desk.do(desk.record(1))
    assert desk.check(code(1)).verdict != "clear"
    before = desk.rows("standing"), desk.rows("record")
    desk.do(Succeed(code=code(1), successor=code(2), how="merger", document="试登〔2026〕1号", since=desk.office.today()))
    assert (desk.rows("standing"), desk.rows("record")) == before
    assert desk.check(code(2)).verdict == "clear" and desk.check(code(1)).verdict != "clear"
    (row,) = desk.rows("succession")
    assert (row["how"], row["since"]) == ("merger", desk.office.today())


def test_a_succession_is_the_registering_authoritys_and_of_two(desk: Desk) -> None:
    two(desk)
    command = {"code": code(1), "successor": code(2), "how": "merger", "document": "试登1号", "since": date(2026, 4, 1)}
    assert desk.refusal(Succeed(**command), "tax-1").article == 1  # type: ignore[arg-type]
    assert desk.refusal(Succeed(**{**command, "how": "theft"})).article == 2  # type: ignore[arg-type]
    assert desk.refusal(Succeed(**{**command, "successor": code(1)})).code == "same-subject"  # type: ignore[arg-type]
    assert desk.refusal(Succeed(**{**command, "since": date(2027, 1, 1)})).article == 1  # type: ignore[arg-type]


@pytest.mark.article(7)
def test_dissolution_ends_what_the_lists_law_ends_on_it_and_no_more(make_desk: MakeDesk) -> None:
    endings = [*version().endings, _ending("dissolved")]
    desk = make_desk(bent("fixed", endings=endings))
    two(desk)
    ends, stays = desk.listed(code(1)), desk.listed(code(1), "open")
    other = desk.listed(code(2))
    desk.do(Dissolve(code=code(1), document="试销〔2026〕1号", since=desk.office.today()))
    ended = {row["id"]: row["ended_on"] for row in desk.rows("standing")}
    assert ended == {ends: desk.office.today(), stays: None, other: None}
    assert next(row for row in desk.rows("organisation") if row["code"] == code(1))["status"] == "dissolved"
    assert desk.do(Dissolve(code=code(1), document="试销〔2026〕1号", since=desk.office.today())) == []
    assert desk.refusal(Dissolve(code=code(2), document="试销2号", since=desk.office.today()), "tax-1").article == 1
