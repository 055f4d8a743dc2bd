"""One flipped bit anywhere is found: in every column of every table of both files, and anywhere in the files' bytes."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.journal.support import OPERATOR, close, create, erasure, found, organisation, record, reopen, signed, subject
from xinyong.errors import XinyongError
from xinyong.journal import name_index
from xinyong.journal.schema import PROJECTIONS
from xinyong.journal.sqlite import SqliteStore
from xinyong.register import events as ev

BYTE_FLIPS = 60
PERSON = "SOMEBODY"
EMPTY = {"doomed"}  # holds rows only between two commits


def _fill(store: SqliteStore) -> None:
    """Something in every table."""
    found(store)
    mirrored = ev.ListingMirrored(
        case="CASE", subject=subject(1), list="a-list", source="Another body", sanction="A bar",
        review_by=date(2027, 1, 1),
        fingerprint="fe" * 16, retention_months=12,
    )
    held = ev.RowHeld(
        form="penalty", name="虚构某公司", content={"amount": 5}, fingerprint="fd" * 16, lapses_on=date(2026, 9, 9)
    )
    identified = ev.RecordFiled(
        subject=subject(2), category="penalty", form="penalty", document="虚构8号", decided_on=date(2026, 1, 5),
        content={},
        retain_until=date(2031, 1, 5), fingerprint="fc" * 16, held=5_000, named="虚构某公司",
    )
    succeeded = ev.OrganisationSucceeded(
        subject=subject(3), successor=subject(4), how="merger", document="虚构9号", since=date(2026, 1, 6)
    )
    corrected = ev.RecordCorrected(record=12, changes={"amount": 7}, reason="clerical", document="虚构更正1号")
    mandate = ev.MandateGranted(authority="samr", power="file", scope="*", cite="law#1", since=date(2020, 1, 1))
    with store.writing() as writing:
        writing.append([organisation(number) for number in range(10)])
        writing.append([record(number) for number in range(5)] + [record(9, "SOMEBODY")])
        writing.append([signed(corrected), signed(held), signed(mirrored), signed(mandate)])
        writing.append([signed(identified), signed(succeeded)])
        writing.append([signed(ev.EditionAdopted(rulebook="cn", edition="ef" * 32, since=date(2026, 2, 2)))])
        writing.append([signed(each) for each in _later_steps()])
        writing.append([signed(each, person=PERSON) for each in _persons_case()])
        writing.append([erasure(13)])
        writing.erase([13])
    _look_ups(store)
    store.keys.assign("uscc", {f"98{number}": subject(number) for number in range(4)})
    store.seal()
    with store.writing() as writing:
        writing.append([organisation(number) for number in range(50, 400)])
    store.seal()


def _look_ups(store: Any) -> None:
    """What asking about persons leaves: look-ups, some forgotten, the transactions they were for, and their digest."""
    today, later = date(2026, 4, 1), date(2031, 4, 1)
    for number in ("980001", "980002", "980001", "980003"):
        store.keys.note_look_up("resident", number, b"x" * 64, date(2026, 5, 1) if number[-1] == "3" else later, today)
        store.keys.claim_transaction("railway", f"order-{number}", "resident", number, later, today)
    store.keys.expire_look_ups(date(2026, 6, 1))
    batch = store.keys.batch_after(0)
    dissolved = ev.OrganisationDissolved(subject=subject(5), document="虚构10号", since=date(2026, 1, 7))
    with store.writing() as writing:
        writing.append([signed(ev.LookUpsSealed(first=batch.first, last=batch.last, digest=batch.digest))])
        writing.append([signed(dissolved)])


def _later_steps() -> list[ev.Event]:
    """What later steps leave in tables of their own: an exemption, a proposal that waits, a successor's office."""
    exempted = ev.Exempted(
        case="CASE", subject=subject(1), list="a-list", action="bid", since=date(2026, 3, 1), until=date(2026, 6, 1),
        reason="public-interest", document="虚构豁免1号",
    )
    waiting = ev.MandateProposed(authority="samr", power="list", scope="*", cite="law#2", since=date(2026, 3, 1))
    since = date(2026, 4, 1)
    proposed = ev.SuccessionProposed(authority="old-office", successor="new-office", cite="order#1", since=since)
    # Entry 27 is the proposal; of the two that wait, it is gone again.
    succeeded = ev.AuthoritySucceeded(
        authority="old-office", successor="new-office", cite="order#1", since=since, proposed=27
    )
    return [exempted, waiting, proposed, succeeded]


def _persons_case() -> list[ev.Event]:
    """What a person's case leaves in tables of its own."""
    of: dict[str, Any] = {"case": "P" + "A" * 26, "subject": PERSON, "list": "a-list"}
    proposed = ev.ListingProposed(
        **of, ground="a-ground", facts=[], conduct_on=date(2026, 1, 1), reasons=[], cites=[], answers_for="CASE"
    )
    approved = ev.ListingApproved(
        **of, decided_by="someone", document="虚构列1号", since=date(2026, 2, 1), until=date(2029, 2, 1),
        review_by=None, ends_on=["performed"], repair_from=None, remedies=[], retention_months=24,
    )
    exempted = ev.Exempted(
        **of, action="bid", since=date(2026, 3, 1), until=date(2026, 6, 1), reason="necessary", document="虚构豁免2号"
    )
    return [proposed, approved, exempted]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    store = create(folder)
    _fill(store)
    store.verify()
    close(store)
    for name in ("register.db", "keys.db"):
        with closing(sqlite3.connect(folder / name)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Iterator[Callable[[], Path]]:
    def again() -> Path:
        folder = tmp_path / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(sound, folder))

    yield again


def _verifies(folder: Path) -> bool:
    """Whether the register opens and verifies; every refusal must be an error of ours."""
    try:
        store = reopen(folder)
    except XinyongError:
        return False
    try:
        store.verify()
    except XinyongError:
        return False
    finally:
        close(store)
    return True


def _columns(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM pragma_table_list WHERE type IN ('table', 'shadow')")]
        names = [name for name in tables if not name.startswith("sqlite_")]
        return [(name, row[1]) for name in names for row in db.execute(f'PRAGMA table_info("{name}")')]


def _flip(value: Any, rng: random.Random) -> Any:
    if value is None:
        return 1
    if isinstance(value, int):
        return value ^ 1 << rng.randrange(0, 20)
    data = bytearray(value if isinstance(value, bytes) else value.encode())
    if not data:
        return b"\x01" if isinstance(value, bytes) else "x"
    if isinstance(value, bytes):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        return bytes(data)
    # Text stays text: a low bit of an ASCII character, or of the last byte of another.
    place = rng.choice([i for i, byte in enumerate(data) if byte < 0xC0])
    data[place] ^= 1 << rng.randrange(5)
    return data.decode("utf-8", "replace")


def _flip_column(path: Path, table: str, column: str, rng: random.Random) -> str:
    """Flip one bit of one value, past the triggers; what was done."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        name_index.register_function(db)
        triggers = list(db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
        values = [row[0] for row in db.execute(f'SELECT "{column}" FROM "{table}"')]
        assert values or table in EMPTY, f"nothing to flip in {table}"
        if not values:
            return ""
        old = rng.choice([value for value in values if value is not None] or values)
        new = _flip(old, rng)
        if new == old:
            return ""
        for name, _ in triggers:
            db.execute(f'DROP TRIGGER "{name}"')
        key = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")') if row[5]]
        first = f'SELECT {", ".join(key)} FROM "{table}" WHERE "{column}" IS ? LIMIT 1'
        db.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE ({", ".join(key)}) IN ({first})', (new, old))
        changed = db.execute("SELECT changes()").fetchone()[0]
        for _, sql in triggers:
            db.execute(sql)
        return f"{table}.{column}: {old!r} → {new!r}" if changed else ""


@pytest.mark.parametrize("name", ["register.db", "keys.db"])
def test_a_flipped_bit_in_any_column_is_found(
    copy: Callable[[], Path], sound: Path, rng: random.Random, name: str
) -> None:
    missed, tried = [], 0
    content = _content(copy())
    for table, column in _columns(sound / name) * (1 if name == "register.db" else 3):
        folder = copy()
        done = _flip_column(folder / name, table, column, rng)
        tried += bool(done)
        if done and _verifies(folder) and not _harmless(table, folder, content):
            missed.append(done)
    assert not missed, "\n".join(missed)
    assert tried > 80 if name == "register.db" else tried >= 25


@pytest.mark.parametrize("name", ["checkpoint.last", "erased.log"])
def test_a_flipped_bit_beside_the_databases_is_found(copy: Callable[[], Path], rng: random.Random, name: str) -> None:
    for _ in range(12):
        folder = copy()
        _flip_byte(folder / name, rng)
        if name == "erased.log":
            # It is read when a restore replays it; a damaged number erases nothing that an entry does not name.
            assert not _verifies(folder) or _content(folder) == _content(copy())
        else:
            assert not _verifies(folder)


def _harmless(table: str, folder: Path, content: Any) -> bool:
    """The full-text index's inner tables hold some bytes that no search depends on (``name_index.problem``)."""
    return table.startswith("organisation_name_") and bool(_content(folder) == content)


def _flip_byte(path: Path, rng: random.Random) -> int:
    data = bytearray(path.read_bytes())
    place = rng.randrange(len(data))
    data[place] ^= 1 << rng.randrange(8)
    path.write_bytes(data)
    return place


def _content(folder: Path) -> Any:
    """Everything that anyone can read of a register."""
    store = reopen(folder)
    try:
        with store.reading() as reading:
            tables = {table.name: reading.rows(table.name, order=table.key[-1]) for table in PROJECTIONS}
            found = [[row["code"] for row in reading.search_names(text)] for text in ("虚构", "有限公司", "1号", "虚构3")]
            sealed = reading.newest_checkpoint()
            return list(reading.entries()), tables, found, sealed, store.keys.subjects_for("uscc", ["980", "981"])
    finally:
        close(store)


@pytest.mark.parametrize("name", ["register.db", "keys.db"])
def test_a_flipped_bit_anywhere_in_the_bytes_is_found_or_changes_nothing(
    copy: Callable[[], Path], sound: Path, rng: random.Random, name: str
) -> None:
    content = _content(copy())
    harmless, wrong = 0, []
    for _ in range(BYTE_FLIPS):
        folder = copy()
        place = _flip_byte(folder / name, rng)
        if _verifies(folder):
            harmless += 1
            if _content(folder) != content:
                wrong.append(place)
    assert not wrong, f"flips at {wrong} changed what is read, and passed"
    assert harmless < BYTE_FLIPS


def test_a_removed_row_is_found_in_every_table(copy: Callable[[], Path], sound: Path) -> None:
    missed = []
    content = _content(copy())
    for name in ("register.db", "keys.db"):
        for table in sorted({table for table, _ in _columns(sound / name)} - EMPTY):
            folder = copy()
            with closing(sqlite3.connect(folder / name)) as db:
                name_index.register_function(db)
                triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
                for trigger, _ in triggers:
                    db.execute(f'DROP TRIGGER "{trigger}"')
                key = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")') if row[5]]
                keys = ", ".join(key)
                first = f'SELECT {keys} FROM "{table}" ORDER BY {keys} LIMIT 1'
                db.execute(f'DELETE FROM "{table}" WHERE ({keys}) IN ({first})')
                for _, sql in triggers:
                    db.execute(sql)
                db.commit()
            if _verifies(folder) and not _harmless(table, folder, content):
                missed.append(f"{name} {table}")
    # An older checkpoint is only a copy of what its holders have; an identifier may be forgotten, and a transaction.
    assert missed == ["register.db checkpoint", "keys.db asked_for", "keys.db identifier"]


def test_an_entry_signed_by_another_key_is_found(tmp_path: Path) -> None:
    store = create(tmp_path)
    found(store)
    impostor = type(OPERATOR)(OPERATOR.officer, Ed25519PrivateKey.from_private_bytes(store.keys._secrets["signing"]))
    with store.writing() as writing:
        writing.append([record(1)._replace(signer=impostor)])
    with pytest.raises(XinyongError) as caught:
        store.verify()
    assert caught.value.where == "entry 2"
    close(store)
