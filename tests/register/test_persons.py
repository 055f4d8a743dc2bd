"""Records about natural persons: sealed under a key of their own, findable by number alone, shown to nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.register.desk import Desk, MakeDesk, code
from tests.register.test_articles_persons import ADULT, book, filing
from xinyong.register.amend_record import CorrectRecord, WithdrawRecord
from xinyong.register.erase import EraseRecord
from xinyong.subjects.resident import RESIDENT

OTHER = RESIDENT.synthetic_born(date(1985, 2, 3), 9)


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk(book())


@pytest.mark.article(11)
def test_no_table_and_no_file_holds_a_number_or_a_name(desk: Desk) -> None:
    desk.do(filing(name="虚构某甲"))
    desk.send([filing(OTHER, name="虚构某乙", document="(2026)虚01执2号")])
    assert not desk.rows("organisation") and len(desk.rows("record")) == 2
    assert all(row["publish_from"] is None and row["publish_until"] is None for row in desk.rows("record"))
    for table, rows in desk.tables().items():
        for row in rows:
            text = str(row)
            assert "虚构某" not in text and ADULT not in text and OTHER not in text, table
    desk.office.seal_if_needed()
    desk.office.store.verify()
    desk.close()
    for path in desk.home.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        for secret in (ADULT.encode(), OTHER.encode(), "虚构某".encode()):
            assert secret not in data, path.name
    desk.reopen()


def test_the_same_person_is_the_same_subject_whichever_way_the_records_came(desk: Desk) -> None:
    desk.do(filing())
    desk.send([filing(document="(2026)虚01执2号"), filing(OTHER), filing(document="(2026)虚01执3号"), filing()])
    subjects = [row["subject"] for row in desk.rows("record")]
    assert len(subjects) == 4 and len(set(subjects)) == 2
    assert desk.office.keys.subject_for("resident", ADULT) == subjects[0] == subjects[1] == subjects[3]
    assert desk.do(filing()) == []  # the same filing again


@pytest.mark.article(14)
def test_destroying_the_persons_key_forgets_every_record_and_what_followed(desk: Desk) -> None:
    seq = desk.do(filing())[-1].seq
    amended = desk.do(CorrectRecord(record=seq, changes={"performance": "partly"}, reason="clerical-error",
        document="试更1号"))
    gone = desk.do(WithdrawRecord(record=seq, reason="annulled", document="试撤1号"))
    desk.office.keys.destroy(desk.office.keys.sealed_under(desk.rows("record")[0]["subject"]))
    assert [desk.at(number) for number in (seq, amended[-1].seq, gone[-1].seq)] == [None] * 3


@pytest.mark.article(14)
def test_a_persons_record_is_erased_like_any_other(desk: Desk) -> None:
    seq = desk.do(filing())[-1].seq
    assert desk.refusal(EraseRecord(record=seq)).article == 14
    desk.after(days=366 * 5)
    desk.do(EraseRecord(record=seq))
    assert desk.at(seq) is None and not desk.rows("record") and not desk.rows("fingerprint")


@pytest.mark.article(3)
@pytest.mark.parametrize("written", ["欠款未还且态度恶劣", "信佛〔2026〕1号", "９８０１０１１９９００１０１００１０"])
def test_no_words_come_in_by_a_document_or_a_correction(desk: Desk, written: str) -> None:
    assert desk.refusal(filing(document=written)).article == 3
    seq = desk.do(filing())[-1].seq
    change: Any = {"record": seq, "reason": "clerical-error"}
    assert desk.refusal(CorrectRecord(changes={"performance": written}, document="试更1号", **change)).article == 3
    assert desk.refusal(CorrectRecord(changes={"performance": "partly"}, document=written, **change)).article == 3
    assert desk.refusal(CorrectRecord(changes={"performance": 7}, document="试更1号", **change)).article == 9
    assert desk.refusal(WithdrawRecord(record=seq, reason="annulled", document=written)).article == 3


@pytest.mark.article(3)
@pytest.mark.parametrize("name", ["虚某信佛", "虚某980101", "虚某" * 60])
def test_a_name_holds_a_name_and_nothing_else(desk: Desk, name: str) -> None:
    refusal = desk.refusal(filing(name=name))
    assert refusal.field == "name" and name not in str(refusal.as_dict())


@pytest.mark.article(9)
def test_no_number_about_a_person(desk: Desk) -> None:
    refusal = desk.refusal(filing(content={"performance": "none", "amount": 5}))
    assert refusal.article == 9 and refusal.field == "amount"


@pytest.mark.parametrize("given", [
    {"number": "11010119900501000X"}, {"identifier": "uscc"}, {"identifier": ""}, {"number": code(1)},
])  # fmt: skip
def test_only_made_up_numbers_of_the_rulebooks_class(desk: Desk, given: dict[str, Any]) -> None:
    refusal = desk.refusal(filing(**given))
    assert given.get("number", ADULT) not in str(refusal.as_dict())


def test_eighteen_on_the_very_day(desk: Desk) -> None:
    born = RESIDENT.synthetic_born
    assert desk.refusal(filing(born(date(2008, 4, 2), 1), decided_on=date(2026, 4, 1))).article == 10
    assert desk.do(filing(born(date(2008, 4, 1), 1), decided_on=date(2026, 4, 1)))


def test_a_dry_run_leaves_no_person_behind(desk: Desk) -> None:
    from xinyong.office.batch import file_rows, open_file

    file = open_file(desk.office, "b" * 64, "court-enforcement", "market", desk.signer("market-1"), dry_run=True)
    assert [outcome.status for outcome in file_rows(desk.office, file, [filing(), filing()])] == ["accepted",
        "already_held"]
    assert desk.office.keys.subject_for("resident", ADULT) is None
