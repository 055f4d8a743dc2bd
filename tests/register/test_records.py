"""Registering, filing, correcting, withdrawing, holding and erasing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.register.desk import Desk, code
from xinyong.errors import BadInput, NotFound
from xinyong.register.amend_record import CorrectRecord, WithdrawRecord
from xinyong.register.erase import EraseCase, EraseHeld, EraseRecord
from xinyong.register.hold_row import HoldRow
from xinyong.register.list_subject import DropCase
from xinyong.register.register_organisation import RegisterOrganisation

# --- organisations ---------------------------------------------------------------------------


def test_the_same_identity_changes_nothing_and_another_updates_the_same_subject(desk: Desk) -> None:
    desk.organisation()
    subject = desk.rows("organisation")[0]["subject"]
    assert desk.do(desk.registration(1)) == []
    for change in ({"status": "注销"}, {"name": "合成试验改名有限公司", "status": "注销"}):
        assert desk.event(desk.registration(1, **change)).subject == subject
    rows = desk.rows("organisation")
    assert [(row["subject"], row["name"], row["status"]) for row in rows] == [(subject, "合成试验改名有限公司", "注销")]


def test_registering_needs_the_mandate(desk: Desk) -> None:
    refusal = desk.refusal(desk.registration(1), "tax-1")
    assert (refusal.article, refusal.field) == (1, "authority") and refusal.todo


@pytest.mark.article(15)
@pytest.mark.parametrize(
    ("given", "expected"),
    [("91310000MA1FL0000X", "bad"), ("91350100M000100Y43", "real-code"), (code(1).lower(), "code-not-normal"),
     ("", "bad")],
)  # fmt: skip
def test_only_made_up_codes_enter_a_synthetic_register(desk: Desk, given: str, expected: str) -> None:
    command = RegisterOrganisation(identifier="uscc", code=given, name="某公司", subject_kind="enterprise")
    for refusal in (desk.refusal(command), desk.refusal(desk.record(code=given)),
                    desk.refusal(desk.mirrored(code=given), "source-1")):
        assert isinstance(refusal, BadInput)
        assert expected in ("bad", refusal.code)
        assert given == "" or given not in str(refusal.as_dict()) or given == code(1).lower()


@pytest.mark.article(11)
def test_a_persons_number_is_no_organisations_code(desk: Desk) -> None:
    command = RegisterOrganisation(identifier="resident", code="x", name="某", subject_kind="enterprise")
    assert desk.refusal(command).code == "wrong-identifier"
    assert desk.refusal(desk.record(subject_kind="person")).article == 11
    assert desk.refusal(desk.mirrored(subject_kind="person"), "source-1").article in (10, 11)


# --- records ---------------------------------------------------------------------------------


def test_a_filing_records_and_lists_nobody(desk: Desk) -> None:
    receipts = desk.do(desk.record(), "tax-1")
    assert len(receipts) == 2
    row = desk.rows("record")[0]
    assert (row["authority"], row["state"], row["publish_until"]) == ("tax", "held", date(2027, 4, 1))
    assert row["retain_until"] == date(2029, 4, 1)
    assert desk.rows("organisation")[0]["basis"] == "filing"
    assert desk.rows("standing") == []
    assert desk.do(desk.record(), "tax-1") == []


def test_a_registration_takes_over_what_a_filing_named(desk: Desk) -> None:
    desk.do(desk.record(), "tax-1")
    desk.do(desk.registration(1))
    assert [row["basis"] for row in desk.rows("organisation")] == ["registration"]


@pytest.mark.parametrize(
    ("given", "until"),
    [
        ({"penalty_kinds": ["warning"]}, None),
        ({"penalty_kinds": ["warning", "fine"]}, date(2027, 4, 1)),
        ({"penalty_kinds": ["fine", "production-stopped"]}, date(2029, 4, 1)),
        ({"penalty_kinds": []}, date(2029, 4, 1)),
        ({"penalty_kinds": ["fine"], "decided_on": date(2024, 4, 1)}, None),
    ],
)
def test_publication_is_a_rule_of_its_own(desk: Desk, given: dict[str, object], until: date | None) -> None:
    desk.do(desk.record(**given))
    row = desk.rows("record")[0]
    assert row["publish_until"] == until
    assert row["publish_from"] == (None if until is None else desk.office.today())


@pytest.mark.article(1)
def test_a_penalty_of_a_kind_without_a_publication_rule_is_not_published(desk: Desk) -> None:
    desk.do(desk.record(penalty_kinds=["detention"]))
    assert desk.rows("record")[0]["publish_from"] is None


@pytest.mark.article(4)
def test_serious_information_on_a_finding_under_law(desk: Desk) -> None:
    for finding in ("", "paper#3", "repealed#1", "no-such-act#1"):
        refusal = desk.refusal(desk.record(category="serious", gravity=finding))
        assert (refusal.article, refusal.field) == (4, "gravity")
    desk.do(desk.record(category="serious", gravity="act#3"))


def test_correcting_stands_beside_the_original(desk: Desk) -> None:
    record = desk.do(desk.record())[-1].seq
    given = {"record": record, "changes": {"fine_fen": 4_000_00}, "reason": "clerical-error", "document": "试更〔2026〕1号"}
    assert desk.refusal(CorrectRecord(**{**given, "reason": "mood"})).article == 2
    assert desk.refusal(CorrectRecord(**{**given, "document": ""})).field == "document"
    assert desk.refusal(CorrectRecord(**{**given, "changes": {"colour": "red"}})).field == "colour"
    assert desk.refusal(CorrectRecord(**{**given, "changes": {"facts": "当事人患有精神病"}})).article == 3
    assert isinstance(desk.refusal(CorrectRecord(**{**given, "record": 0})), NotFound)
    desk.do(CorrectRecord(**given))
    assert desk.rows("record")[0]["state"] == "corrected"
    assert desk.at(record).content["fine_fen"] == 5_000_00  # type: ignore[union-attr]


def test_withdrawing_hides_at_once_and_stays_withdrawn(desk: Desk) -> None:
    record = desk.do(desk.record())[-1].seq
    withdraw = WithdrawRecord(record=record, reason="annulled", document="试撤〔2026〕1号")
    assert desk.refusal(withdraw, "tax-1").article == 1
    assert desk.refusal(WithdrawRecord(record=record, reason="shame", document="x")).article == 2
    desk.do(withdraw)
    row = desk.rows("record")[0]
    assert (row["state"], row["publish_from"], row["publish_until"]) == ("withdrawn", None, None)
    assert isinstance(desk.refusal(withdraw), NotFound)
    assert desk.do(desk.record()) == []  # the same filing does not bring it back


# --- waiting rows ----------------------------------------------------------------------------


def hold(**given: object) -> HoldRow:
    return HoldRow(**{"form": "penalty", "name": "合成无码公司", "content": {"facts": "某事"}, "category": "acts", **given})


def test_a_row_without_a_code_waits_and_is_identified_once(desk: Desk) -> None:
    held = desk.do(hold())[0].seq
    assert desk.do(hold()) == []
    assert desk.refusal(hold(category="inner")).article == 1
    assert desk.refusal(hold(name="他", content={"facts": "其患有慢性病"})).article == 3
    assert isinstance(desk.refusal(desk.record(held=held + 1)), NotFound)
    assert isinstance(desk.refusal(desk.record(held=held, form="licence")), NotFound)
    assert desk.refusal(desk.record(held=held), "tax-1").article == 1
    desk.do(desk.record(held=held))
    assert desk.rows("held") == []
    assert isinstance(desk.refusal(desk.record(2, held=held)), NotFound)


@pytest.mark.article(14)
def test_a_waiting_row_lapses_and_is_erased(desk: Desk) -> None:
    held = desk.do(hold())[0].seq
    desk.after(days=29)
    assert desk.refusal(EraseHeld(row=held)).article == 14
    desk.after(days=1)
    assert isinstance(desk.refusal(desk.record(held=held)), NotFound)
    desk.do(EraseHeld(row=held))
    assert desk.rows("held") == desk.rows("fingerprint") == []
    assert desk.at(held) is None
    assert isinstance(desk.refusal(EraseHeld(row=held)), NotFound)


# --- erasing ---------------------------------------------------------------------------------


@pytest.mark.article(14)
def test_erasing_a_record_takes_its_corrections_and_the_row_it_came_from(desk: Desk) -> None:
    held = desk.do(hold())[0].seq
    record = desk.do(desk.record(held=held))[-1].seq
    desk.do(CorrectRecord(record=record, changes={"fine_fen": 1}, reason="clerical-error", document="试更〔2026〕1号"))
    desk.on(date(2029, 4, 1))
    desk.do(EraseRecord(record=record))
    for seq in (held, record, record + 1):
        assert desk.at(seq) is None
    for table in ("record", "amendment", "fingerprint", "held"):
        assert desk.rows(table) == []
    before = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == before
    assert isinstance(desk.refusal(EraseRecord(record=record)), NotFound)
    assert desk.office.store.verify()["erased"] == 3


@pytest.mark.article(14)
def test_erasing_a_case_after_its_retention(desk: Desk) -> None:
    open_case = desk.proposed(desk.organisation(1))
    assert desk.refusal(EraseCase(case=open_case)).article == 14
    desk.do(DropCase(case=open_case, reason="lapsed"))
    case = desk.listed(desk.organisation(2), ground="minor")
    desk.after(days=200)
    for each in (open_case, case):
        assert desk.refusal(EraseCase(case=each)).article == 14
    desk.on(date(2028, 9, 1))
    for each in (open_case, case):
        desk.do(EraseCase(case=each))
    for table in ("casefile", "case_entry", "standing"):
        assert desk.rows(table) == []
    before = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == before
    assert isinstance(desk.refusal(EraseCase(case=case)), NotFound)
    assert desk.check(code(2)).verdict == "clear"
