"""Files: every row in exactly one outcome, sent again without change, interrupted and gone on with."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.register.desk import Desk, MakeDesk, code, counts
from xinyong.errors import BadInput, NotAllowed, Refused, Text
from xinyong.office.batch import RowOutcome, close_file, file_rows, open_file
from xinyong.register.erase import EraseCase, EraseHeld
from xinyong.register.hold_row import HoldRow

UNREADABLE = BadInput(Text("读不出", "cannot be read"))


def hold(number: int) -> HoldRow:
    return HoldRow(form="penalty", name=f"合成无码{number}号公司", content={"facts": "某事"}, category="acts")


def statuses(outcomes: list[RowOutcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def mixed(desk: Desk) -> list[Any]:
    """Rows of every kind and outcome, with repetitions within the file."""
    return [
        desk.registration(1, name="合成甲公司"), UNREADABLE, desk.registration(2), desk.record(2), desk.record(2),
        desk.registration(1, name="合成乙公司"), hold(1), desk.record(3), desk.registration(3), hold(1),
        desk.record(4, procedure="summary"), desk.registration(1, name="合成甲公司"), desk.registration(2), hold(2),
    ]  # fmt: skip


MIXED = ["accepted", "refused", "accepted", "accepted", "already_held", "accepted", "waiting", "accepted", "accepted",
         "waiting", "refused", "accepted", "already_held", "waiting"]


def shape(desk: Desk) -> list[tuple[str, Any]]:
    """The register without random ids and times: kinds of entries, and tables with ids numbered in their order."""
    names: dict[str, str] = {}

    def plain(value: Any) -> Any:
        if isinstance(value, str) and len(value) == 27 and value[0] in "SC":
            return names.setdefault(value, f"{value[0]}{len(names)}")
        return value

    with desk.office.store.reading() as reading:
        kinds = [("entry", entry.kind) for entry in reading.entries()]
        for entry in reading.entries():
            for name in ("subject", "case"):
                plain(getattr(entry.event, name, None))
    skipped = {"fingerprint", "officer"}
    tables = [
        (name, sorted(str([plain(value) for value in row.values()]) for row in rows))
        for name, rows in desk.tables().items() if name not in skipped
    ]  # fmt: skip
    prints = [("fingerprint", sorted((row["seq"], row["state"]) for row in desk.rows("fingerprint")))]
    return [*kinds, *tables, *prints]


# --- outcomes --------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [1, 3, 1000])
def test_every_row_has_exactly_one_outcome(desk: Desk, batch: int) -> None:
    outcomes = desk.send(mixed(desk), batch=batch)
    assert statuses(outcomes) == MIXED
    for outcome in outcomes:
        assert (outcome.error is not None) == (outcome.status == "refused")
        assert (outcome.seq is None) == (outcome.status == "refused")
    row = desk.rows("file")[0]
    assert {name: row[name] for name in counts(outcomes)} == counts(outcomes)
    assert row["rows"] == sum(row[name] for name in ("accepted", "already_held", "refused", "waiting"))


def test_the_outcome_names_the_entry_that_holds_the_row(desk: Desk) -> None:
    outcomes = desk.send(mixed(desk))
    assert outcomes[3].seq == outcomes[4].seq is not None
    assert outcomes[6].seq == outcomes[9].seq
    event: Any = desk.at(outcomes[3].seq or 0)
    assert event.document == "试罚〔2026〕2号"


@pytest.mark.article(15)
def test_each_entry_follows_from_the_signed_file(desk: Desk) -> None:
    start = desk.size()
    desk.send(mixed(desk))
    with desk.office.store.reading() as reading:
        entries = list(reading.entries(start))
        signatures = [reading.header(entry.seq).signature for entry in entries]
    assert [entry.kind for entry in entries[:1] + entries[-1:]] == ["file.opened/1", "file.closed/1"]
    assert all(entry.cause == start for entry in entries[1:])
    assert signatures[0] and signatures[-1] and not any(signatures[1:-1])
    assert {entry.officer for entry in entries} == {"market-1"}


def test_a_dry_run_decides_and_records_nothing(desk: Desk) -> None:
    before = desk.size(), desk.tables()
    file = open_file(desk.office, "a" * 64, "registration", "market", desk.signer("market-1"), dry_run=True)
    outcomes = file_rows(desk.office, file, mixed(desk), dry_run=True)
    assert statuses(outcomes) == MIXED
    assert close_file(desk.office, file, counts(outcomes)) == 0
    assert (desk.size(), desk.tables()) == before


# --- who may file ----------------------------------------------------------------------------


@pytest.mark.article(1, 15)
def test_an_officer_files_for_their_own_authority_alone(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        open_file(desk.office, "a" * 64, "registration", "market", desk.signer("tax-1"))
    assert (refused.value.article, refused.value.field) == (1, "authority")
    forged = type(desk.signer("tax-1"))("market-1", desk.signer("tax-1")._key)
    with pytest.raises(NotAllowed):
        open_file(desk.office, "a" * 64, "registration", "market", forged)
    assert desk.rows("file") == []


def test_rows_beyond_the_mandate_are_refused_one_by_one(desk: Desk) -> None:
    outcomes = desk.send([desk.registration(1), desk.record(1), desk.mirrored(2)], authority="tax")
    assert statuses(outcomes) == ["refused", "accepted", "refused"]
    assert [outcome.error.article for outcome in outcomes if outcome.error] == [1, 1]


def test_the_same_bytes_of_two_authorities_are_two_files(desk: Desk) -> None:
    rows = [desk.record(1)]
    assert statuses(desk.send(rows)) == ["accepted"]
    assert statuses(desk.send(rows, authority="tax")) == ["already_held"]
    assert len(desk.rows("file")) == 2


# --- sent again ------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [2, 1000])
def test_sending_a_file_again_changes_nothing(desk: Desk, batch: int) -> None:
    first = desk.send(mixed(desk))
    before = desk.size(), desk.tables()
    again = desk.send(mixed(desk), batch=batch)
    assert (desk.size(), desk.tables()) == before
    assert statuses(again) == [{"accepted": "already_held"}.get(each, each) for each in statuses(first)]


def test_the_same_rows_in_another_file_change_nothing_but_the_files(desk: Desk) -> None:
    rows = [desk.registration(1), desk.record(1), hold(1)]
    desk.send(rows)
    before = {name: table for name, table in desk.tables().items() if name != "file"}
    assert statuses(desk.send(rows, "b")) == ["already_held", "already_held", "waiting"]
    assert {name: table for name, table in desk.tables().items() if name != "file"} == before


def test_an_old_file_sent_again_does_not_set_back_what_came_after(desk: Desk) -> None:
    desk.send([desk.registration(1, name="合成甲公司")], "a")
    desk.send([desk.registration(1, name="合成乙公司")], "b")
    assert statuses(desk.send([desk.registration(1, name="合成甲公司")], "a")) == ["already_held"]
    assert desk.rows("organisation")[0]["name"] == "合成乙公司"
    assert statuses(desk.send([desk.registration(1, name="合成甲公司")], "c")) == ["accepted"]


def test_what_was_refused_may_be_accepted_when_sent_again(desk: Desk) -> None:
    rows = [desk.record(1, decided_on=desk.office.today().replace(day=25)), desk.record(2)]
    assert statuses(desk.send(rows)) == ["refused", "accepted"]
    desk.after(days=10)
    assert statuses(desk.send(rows)) == ["accepted", "already_held"]


def test_an_identified_row_waits_no_more(desk: Desk) -> None:
    waiting = desk.send([hold(1)])[0].seq or 0
    desk.do(desk.record(1, held=waiting))
    assert statuses(desk.send([hold(1)])) == ["already_held"]
    waiting = desk.send([hold(2)], "b")[0].seq or 0
    desk.after(days=40)
    desk.do(EraseHeld(row=waiting))
    assert statuses(desk.send([hold(2)], "c")) == ["waiting"]


# --- interrupted -----------------------------------------------------------------------------


@pytest.mark.parametrize("stop", range(8))
def test_interrupted_at_any_batch_and_gone_on_with(make_desk: MakeDesk, stop: int) -> None:
    whole, broken = make_desk(), make_desk()
    expected = whole.send(mixed(whole), batch=2)
    broken.send(mixed(broken), batch=2, stop=stop)
    broken.reopen()
    resumed = broken.send(mixed(broken), batch=2)
    assert statuses(resumed) == statuses(expected)
    assert counts(resumed) == counts(expected)
    assert shape(broken) == shape(whole)


def test_interrupted_again_and_again_at_random(make_desk: MakeDesk, rng: random.Random) -> None:
    whole, broken = make_desk(), make_desk()
    rows = [
        rng.choice((
            whole.registration(rng.randrange(4), name=f"合成{rng.choice('甲乙丙')}公司"), whole.record(rng.randrange(4)),
            hold(rng.randrange(3)), UNREADABLE, whole.mirrored(rng.randrange(4)),
        ))
        for _ in range(60)
    ]  # fmt: skip
    expected = whole.send(rows, batch=7)
    for _ in range(4):
        broken.send(rows, batch=rng.choice((3, 5, 11)), stop=rng.randrange(5))
        broken.reopen()
    resumed = broken.send(rows, batch=7)
    assert statuses(resumed) == statuses(expected)
    assert shape(broken) == shape(whole)
    broken.office.seal_if_needed()
    assert broken.office.store.verify()["entries"] == broken.size()


def test_what_others_bring_in_meanwhile_is_theirs(desk: Desk) -> None:
    rows = [desk.record(1), desk.record(2), desk.record(3)]
    desk.send(rows, batch=1, stop=1)
    desk.send([desk.record(2)], "b", "tax")
    desk.reopen()
    assert statuses(desk.send(rows, batch=1)) == ["accepted", "already_held", "accepted"]


# --- mirrored lists --------------------------------------------------------------------------


def listing(desk: Desk, *numbers: int) -> list[Any]:
    return [desk.mirrored(number) for number in numbers]


def restricted(desk: Desk) -> list[int]:
    return [number for number in (1, 2, 3, 4) if desk.check(code(number)).verdict == "prohibited"]


@pytest.mark.article(7)
def test_what_the_newest_file_leaves_out_lapses(desk: Desk) -> None:
    desk.send(listing(desk, 1, 2, 3), "a", "source")
    desk.after(days=1)
    desk.send(listing(desk, 1, 3, 4), "b", "source")
    assert restricted(desk) == [1, 3, 4]
    assert statuses(desk.send(listing(desk, 1, 2, 3, 4), "c", "source")) == [
        "already_held", "accepted", "already_held", "already_held"]  # fmt: skip
    assert desk.check(code(2)).verdict == "prohibited"


def test_an_old_list_sent_again_lists_nobody(desk: Desk) -> None:
    desk.send(listing(desk, 1, 2, 3), "a", "source")
    desk.send(listing(desk, 1, 3), "b", "source")
    before = desk.size(), desk.tables()
    assert statuses(desk.send(listing(desk, 1, 2, 3), "a", "source")) == ["already_held"] * 3
    assert (desk.size(), desk.tables()) == before
    assert desk.check(code(2)).verdict == "clear"


@pytest.mark.article(7, 14)
def test_not_even_once_everything_about_it_is_forgotten(desk: Desk) -> None:
    desk.send(listing(desk, 1), "a", "source")
    case = desk.rows("casefile")[0]["id"]
    desk.after(days=1300)
    desk.do(EraseCase(case=case))
    outcome = desk.send(listing(desk, 1), "a", "source")[0]
    assert outcome.error and (outcome.error.article, outcome.error.code) == (7, "old-file") and outcome.error.todo
    assert desk.rows("standing") == []


def test_a_list_that_lost_most_of_its_entries_is_not_believed(desk: Desk) -> None:
    desk.send(listing(desk, 1, 2, 3, 4), "a", "source")
    desk.send(listing(desk, 1), "b", "source")
    assert restricted(desk) == [1, 2, 3, 4]
    desk.send(listing(desk, 1, 2), "c", "source")
    assert restricted(desk) == [1, 2]


@pytest.mark.article(14)
def test_what_the_clock_ended_is_not_ended_again(desk: Desk) -> None:
    today = desk.office.today()
    short = [desk.mirrored(number, until=today) for number in (1, 2)]
    desk.send([*short, *listing(desk, 3, 4)], "a", "source")
    kept = {row["id"]: row["retain_until"] for row in desk.rows("casefile")}
    desk.after(days=30)
    desk.send(listing(desk, 3, 4), "b", "source")
    assert {row["id"]: row["retain_until"] for row in desk.rows("casefile")} == kept
    assert {row["stage"] for row in desk.rows("casefile")} == {"listed"}


def test_interrupted_between_the_rows_and_the_lapse(make_desk: MakeDesk) -> None:
    whole, broken = make_desk(), make_desk()
    for each in (whole, broken):
        each.send(listing(each, 1, 2, 3), "a", "source")
    whole.send(listing(whole, 1, 3, 4), "b", "source", batch=1)
    broken.send(listing(broken, 1, 3, 4), "b", "source", batch=1, stop=3)
    broken.reopen()
    assert statuses(broken.send(listing(broken, 1, 3, 4), "b", "source", batch=2)) == [
        "already_held", "already_held", "accepted"]  # fmt: skip
    assert shape(broken) == shape(whole)


def test_another_lists_or_authoritys_file_ends_nothing(desk: Desk) -> None:
    desk.send(listing(desk, 1, 2), "a", "source")
    desk.send([desk.record(5)], "b", "tax")
    assert statuses(desk.send(listing(desk, 3), "c", "tax")) == ["refused"]
    assert desk.check(code(1)).verdict == "prohibited"
