"""The log of look-ups: what it keeps, for whom, how long, who reads it, and what the journal says of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from tests.check.people import answer, asked, asking_desk
from tests.register import people
from tests.register.desk import Desk, MakeDesk
from xinyong.check import person
from xinyong.check.sight import disclosed, mine
from xinyong.errors import JournalDamaged, NotAllowed, NotFound, Refused
from xinyong.office.looking import propose_disclosure, seal_look_ups
from xinyong.register.erase import EraseCase
from xinyong.register.look_ups import ConfirmDisclosure, SealLookUps
from xinyong.subjects.resident import RESIDENT

UNKNOWN = RESIDENT.synthetic_born(date(1970, 7, 7), 3)


@pytest.fixture
def asking(make_desk: MakeDesk) -> Desk:
    return asking_desk(make_desk)



@pytest.mark.article(13)
def test_everybody_sees_who_looked_also_one_of_whom_nothing_is_held(asking: Desk) -> None:
    people.listed(asking)
    for number in (people.ADULT, UNKNOWN, people.MINOR):
        answer(asking, number)
        (entry,) = mine(asking.office, number).look_ups
        assert (entry.by, entry.officer, entry.purpose, entry.action) == ("railway", "railway-1", "carrier", "travel")
        assert entry.day == asking.office.today() and entry.hour == 9
    assert not mine(asking.office, people.OTHER).look_ups


@pytest.mark.article(3, 13)
def test_the_log_tells_no_route_class_place_price_or_reference(asking: Desk) -> None:
    asked(asking, UNKNOWN, transaction="G101-北京南-上海虹桥-553元")
    keys = asking.office.keys
    (plain,) = keys.look_ups_of("resident", UNKNOWN, asking.office.today())
    assert len(plain) == person.LOGGED_BYTES
    for word in ("G101", "北京", "553", "travel.rail", UNKNOWN):
        assert word.encode() not in plain
    kept = b"".join(path.read_bytes() for path in (asking.home / "keys").glob("keys.db*"))
    for word in ("G101", "北京", UNKNOWN, "railway-1"):
        assert word.encode() not in kept


@pytest.mark.article(13)
def test_a_person_sees_every_entry_and_listing(asking: Desk) -> None:
    source = people.listed(asking)
    people.listed(asking, list="flying", source=source)
    sight = mine(asking.office, people.ADULT)
    with asking.office.store.reading() as reading:
        about = [seq for seq in range(reading.size()) if people.NAME in str(reading.entry(seq).event)]
        steps = [row["seq"] for row in reading.rows("case_entry")]
    assert {each.entry for each in sight.held} == {*about, *steps}
    assert [(each.list, each.state, each.carries) for each in sight.listings] == [
        ("people", "unsealed", ""), ("flying", "unsealed", "people")
    ]
    assert not mine(asking.office, people.OTHER).held


@pytest.mark.article(13)
def test_what_is_kept_shows_nobody_without_the_number(asking: Desk) -> None:
    answer(asking, UNKNOWN)
    with closing(sqlite3.connect(asking.home / "keys" / "keys.db")) as db:
        ((slot, expires),) = db.execute("SELECT slot, expires FROM look_up").fetchall()
    assert slot.startswith("L") and expires == "2031-04-20"


@pytest.mark.article(13, 15)
def test_the_look_up_is_durable_before_the_answer(asking: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*given: Any) -> Any:
        raise SystemExit("killed between the log and the reply")

    with monkeypatch.context() as patch:
        patch.setattr(person, "_answer", die)
        with pytest.raises(SystemExit):
            asked(asking, people.ADULT)
    asking.reopen()
    assert len(mine(asking.office, people.ADULT).look_ups) == 1
    with monkeypatch.context() as patch:
        patch.setattr(asking.office.keys, "note_look_up", die)
        patch.setattr(person, "_answer", lambda *given: pytest.fail("answered without the log"))
        with pytest.raises(SystemExit):
            asked(asking, people.ADULT)


@pytest.mark.article(14)
def test_look_ups_are_forgotten_when_their_time_is_over(asking: Desk) -> None:
    answer(asking, UNKNOWN)
    slot = asking.office.keys.slot_of("resident", UNKNOWN)
    assert slot is not None
    seal_look_ups(asking.office, asking.signer("operator-1"))
    asking.on(date(2031, 4, 20))
    assert not mine(asking.office, UNKNOWN).look_ups
    assert asking.office.keys.expire_look_ups(asking.office.today()) == 1
    assert asking.office.keys.slot_of("resident", UNKNOWN) is None
    assert asking.office.keys._subject_row(slot) is None
    assert asking.office.store.verify()["look_ups"] == 1  # number and commitment stay
    answer(asking, UNKNOWN)
    assert len(mine(asking.office, UNKNOWN).look_ups) == 1


@pytest.mark.article(14)
def test_with_the_person_go_the_look_ups(asking: Desk) -> None:
    case = people.listed(asking)
    asking.on(date(2031, 6, 1))
    answer(asking, people.ADULT)
    answer(asking, UNKNOWN)
    asking.do(EraseCase(case=case))
    assert mine(asking.office, people.ADULT).look_ups == [] == mine(asking.office, people.ADULT).held
    assert len(mine(asking.office, UNKNOWN).look_ups) == 1
    seal_look_ups(asking.office, asking.signer("operator-1"))
    assert asking.office.store.verify()["look_ups"] == 2
    asking.office.store.verify()


@pytest.mark.article(15)
def test_the_journal_holds_its_digest_and_nothing_else(asking: Desk) -> None:
    assert seal_look_ups(asking.office, asking.signer("operator-1")) is None
    for number in (UNKNOWN, people.ADULT):
        answer(asking, number)
    receipt = seal_look_ups(asking.office, asking.signer("operator-1"))
    assert receipt is not None
    event = asking.at(receipt.seq)
    assert (event.first, event.last, len(event.digest)) == (1, 2, 64)  # type: ignore[union-attr]
    answer(asking, people.OTHER)
    seal_look_ups(asking.office, asking.signer("operator-2"))
    assert asking.office.store.verify()["look_ups"] == 3
    asking.office.store.rebuild()
    assert asking.office.store.verify()["look_ups"] == 3
    assert asking.refusal(SealLookUps(first=9, last=9, digest="0" * 64), "operator-1").article == 15
    assert asking.refusal(SealLookUps(first=4, last=4, digest="0" * 64), "market-1").article == 1


BREAKS = (
    "UPDATE look_up SET sealed = x'', wrapped = x'' WHERE n = 2",  # a look-up hidden
    "UPDATE look_up SET slot = (SELECT slot FROM look_up WHERE n = 1) WHERE n = 2",
    "UPDATE look_up SET expires = '2030-01-01' WHERE n = 2",
    "UPDATE look_up SET slot = '', expires = '', sealed = x'', wrapped = x'' WHERE n = 2",
    "DELETE FROM look_up WHERE n = 2",
    "UPDATE look_up SET leaf = zeroblob(32) WHERE n = 2",
    "DELETE FROM look_up WHERE n = 3",
)


@pytest.mark.article(13, 15)
@pytest.mark.parametrize("harm", BREAKS)
def test_a_look_up_hidden_or_changed_is_found(asking: Desk, harm: str) -> None:
    for number in (UNKNOWN, people.ADULT, people.OTHER):
        answer(asking, number)
    seal_look_ups(asking.office, asking.signer("operator-1"))
    with closing(sqlite3.connect(asking.home / "keys" / "keys.db")) as db:
        db.execute(harm)
        db.commit()
    with pytest.raises(JournalDamaged):
        asking.office.store.verify()["look_ups"]


@pytest.mark.article(6, 13)
def test_others_read_it_by_a_recorded_act_of_two_officers(asking: Desk) -> None:
    office = asking.office
    answer(asking, UNKNOWN)

    def propose(officer: str, number: str = UNKNOWN) -> int:
        return propose_disclosure(office, asking.signer(officer), "resident", number, "audit", "试审〔2026〕1号").seq

    for officer in ("operator-1", "market-1", "railway-1"):
        with pytest.raises(Refused) as caught:
            propose(officer)
        assert caught.value.article == 13
    with pytest.raises(NotFound):
        propose("source-1", people.OTHER)
    proposal = propose("source-1")
    assert asking.refusal(ConfirmDisclosure(proposal=proposal), "source-1").article == 6
    with pytest.raises(NotFound):
        disclosed(office, asking.signer("source-1"), UNKNOWN, proposal)
    opened = asking.do(ConfirmDisclosure(proposal=proposal), "source-2")[-1].seq
    assert len(disclosed(office, asking.signer("source-1"), UNKNOWN, opened).look_ups) == 1
    with pytest.raises(NotFound):
        disclosed(office, asking.signer("source-1"), people.ADULT, opened)
    with pytest.raises(NotAllowed):
        disclosed(office, asking.signer("market-1"), UNKNOWN, opened)
    assert [each.kind for each in mine(office, UNKNOWN).held] == ["disclosure.proposed/1", "disclosure.opened/1"]
    asking.after(days=1)
    with pytest.raises(NotAllowed):
        disclosed(office, asking.signer("source-1"), UNKNOWN, opened)
