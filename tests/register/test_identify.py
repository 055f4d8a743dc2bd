"""Rows that wait: an officer identifies or dismisses them, the choice is remembered and never repeated unasked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.register.desk import START, Desk, code
from xinyong.office.waiting import erase_lapsed, waiting_rows
from xinyong.register.hold_row import HoldRow
from xinyong.register.identify_row import DismissRow, IdentifyRow


def hold(number: int = 1, **content: Any) -> HoldRow:
    parts = {"decided_on": "2026-04-01", "document": f"试罚〔2026〕{number}号", "kinds": "fine", "facts": "某事",
        "fine_fen": 5, **content}
    return HoldRow(form="penalty", name="合成试验一号公司", content=parts, category="acts")


def waiting(desk: Desk, number: int = 1) -> int:
    return desk.do(hold(number))[-1].seq


def test_the_record_is_what_it_would_have_been_with_the_code(desk: Desk) -> None:
    row = waiting(desk)
    desk.organisation(1)
    filed = desk.event(IdentifyRow(row=row, code=code(1)))
    assert (filed.held, filed.document, filed.category, filed.named) == (row, "试罚〔2026〕1号", "acts", "合成试验一号公司")
    assert filed.content == {"kinds": "fine", "facts": "某事", "fine_fen": 5} and filed.publication == "fines"
    assert not desk.rows("held") and len(desk.rows("record")) == 1
    assert desk.refusal(IdentifyRow(row=row, code=code(1))).code == "not-found"
    assert list(waiting_rows(desk.office)) == []


def test_an_organisation_nobody_registered_yet(desk: Desk) -> None:
    row = waiting(desk)
    receipts = desk.do(IdentifyRow(row=row, code=code(5, "92")))
    assert len(receipts) == 2
    (organisation,) = desk.rows("organisation")
    assert (organisation["basis"], organisation["subject_kind"], organisation["name"]) == ("filing", "sole-trader",
        "合成试验一号公司")


def test_the_decision_is_offered_first_the_next_time_and_decided_anew(desk: Desk) -> None:
    for number in (1, 2):
        desk.organisation(number)
    desk.do(IdentifyRow(row=waiting(desk), code=code(2)))
    again = waiting(desk, 2)
    (row,) = waiting_rows(desk.office)
    assert row.entry == again and row.candidates[0].code == code(2) and row.candidates[0].score == 1.0
    assert "前次" in row.candidates[0].reasons[0] and "earlier" in row.candidates[0].reasons[0]
    assert sum(each.code == code(2) for each in row.candidates) == 1
    desk.do(HoldRow(form="penalty", name="另一试验公司", content=hold().content, category="acts"))
    assert all("前次" not in str(each.reasons) for each in list(waiting_rows(desk.office))[1].candidates)
    desk.do(IdentifyRow(row=again, code=code(1)))  # the officer is free to decide otherwise
    waiting(desk, 3)
    offered = list(waiting_rows(desk.office, "market"))[-1].candidates
    assert [each.code for each in offered[:2]] == [code(2), code(1)]


def test_the_very_record_is_held_already(desk: Desk) -> None:
    row = waiting(desk)
    desk.organisation(1)
    desk.do(desk.record(1, content={"kinds": "fine", "facts": "某事", "fine_fen": 5}))
    desk.do(IdentifyRow(row=row, code=code(1)))
    assert len(desk.rows("record")) == 1 and not desk.rows("held") and desk.at(row) is None


@pytest.mark.article(1)
def test_only_the_authority_that_filed_it_decides(desk: Desk) -> None:
    row = waiting(desk)
    for command in (IdentifyRow(row=row, code=code(1)), DismissRow(row=row, reason="repeated")):
        assert desk.refusal(command, "tax-1").article == 1


@pytest.mark.article(14)
def test_dismissal_destroys_the_content_and_keeps_the_account(desk: Desk) -> None:
    row = waiting(desk)
    assert desk.refusal(DismissRow(row=row, reason="whim")).article == 2
    receipts = desk.do(DismissRow(row=row, reason="not-an-organisation"))
    assert desk.at(row) is None and not desk.rows("held") and not desk.rows("fingerprint")
    dismissed: Any = desk.at(receipts[0].seq)
    assert (dismissed.row, dismissed.reason) == (row, "not-an-organisation")
    desk.office.seal_if_needed()
    desk.office.store.verify()


@pytest.mark.article(14)
def test_what_nobody_identified_lapses_and_is_erased(desk: Desk) -> None:
    first, second = waiting(desk), None
    desk.after(days=15)
    second = waiting(desk, 2)
    assert erase_lapsed(desk.office, desk.signer("market-1")) == 0
    desk.on(START + timedelta(days=30))
    assert desk.refusal(IdentifyRow(row=first, code=code(1))).code == "not-found"
    assert erase_lapsed(desk.office, desk.signer("market-1")) == 1
    assert desk.at(first) is None and desk.at(second) is not None
    assert [row["seq"] for row in desk.rows("held")] == [second]
    before = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == before
