"""The floor writes what the register wrote, all of it and nothing else: a floor that did less would flatter us."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bench.registers import PROJECTED, Floor, batches, fresh, registration_files
from tests.databases import on_postgresql
from xinyong.intake.running import run
from xinyong.journal.officers import load_credential

pytestmark = pytest.mark.skipif(on_postgresql(), reason="SQLite's floor; PostgreSQL's is measured beside a server")


def test_files_of_equal_length_hold_every_row_once(tmp_path: Path) -> None:
    files = registration_files(tmp_path, 300, 3)
    lines = [file.read_text(encoding="utf-8").splitlines() for file in files]
    assert [len(each) for each in lines] == [101, 101, 101]
    assert len({line for each in lines for line in each[1:]}) == 300


def test_the_floor_writes_the_same_rows_file_by_file(tmp_path: Path) -> None:
    with fresh(tmp_path / "register") as office, closing(Floor(tmp_path / "floor")) as floor:
        signer = load_credential(office.home.credentials / "samr-1.pem")
        with office.store.reading() as reading:
            first = since = reading.size()
        for file in registration_files(tmp_path, 1200, 2):
            assert run(office, [file], "samr", signer).counts.accepted == 600
            assert sum(len(batch.keys) for batch in batches(office.home, since)) == 602  # opened and closed besides
            assert floor.seconds(office.home, since) > 0
            with office.store.reading() as reading:
                since = reading.size()
        with closing(sqlite3.connect(office.home.register_db)) as ours, closing(
            sqlite3.connect(tmp_path / "floor" / "floor.db")
        ) as bare:
            for table in ("entry", "body", *PROJECTED):
                rows = sorted(ours.execute(f'SELECT * FROM "{table}" WHERE seq >= ?', (first,)), key=repr)
                assert sorted(bare.execute(f'SELECT * FROM "{table}"'), key=repr) == rows
                assert rows or table in PROJECTED
