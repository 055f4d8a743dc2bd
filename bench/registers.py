"""Registers to measure on, and the bare floor beside them: the same rows, no register."""

from __future__ import annotations

import csv
import itertools
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from xinyong.journal import codec, keyfile, name_index
from xinyong.journal.schema import TABLES
from xinyong.journal.sqlite import journal_ddl, projection_ddl
from xinyong.lab.country.population import Plan, Population
from xinyong.law.loading import load
from xinyong.office import Home, Office, found

ROOT = Path(__file__).resolve().parent.parent
SEED = 7


def registration_files(folder: Path, rows: int, parts: int) -> list[Path]:
    """Registration files of made-up organisations, UTF-8: so many rows in so many files of the same length."""
    people = iter(Population(Plan(rows, 0, date(2025, 1, 1), date(2025, 12, 31), SEED)))
    files = []
    for part in range(parts):
        files.append(folder / f"registration-{part}.csv")
        with files[-1].open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("企业名称", "统一社会信用代码", "成立日期", "登记状态"))
            for each in itertools.islice(people, rows // parts):
                writer.writerow((each.name, each.code, each.registered_on.isoformat(), each.status))
    return files


class Filed(NamedTuple):
    """What it took to take a file in, as a process of its own."""

    seconds: float
    peak_mb: float


def filed(file: Path, home: Path, rows: int) -> Filed:
    """Take a registration file in by ``xinyong intake``, from its process's start to the seal."""
    command = [
        sys.executable, "-P", "-m", "xinyong", "intake", str(file), "--authority", "samr", "--home", str(home),
        "--json",
    ]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    out = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    answer = json.loads(out.splitlines()[-1])
    if status or answer["accepted"] != rows:
        raise RuntimeError(f"the intake did not accept every row: {answer}")
    return Filed(seconds, usage.ru_maxrss / 1024)


def fresh(folder: Path) -> Office:
    """A new synthetic register."""
    return found(folder, "synthetic", load("cn"))


class Batch(NamedTuple):
    """What one transaction wrote: rows by table, of the register's file and of the key store's."""

    register: dict[str, list[tuple[Any, ...]]]
    keys: list[tuple[Any, ...]]


PROJECTED = ("organisation", "record", "fingerprint", "amendment", "case_entry", "standing_change")
"""Projections whose rows carry the number of the entry that made them."""


class _Peeled:
    """A projection's rows in the order of their entries, read once: few of these tables have an index by entry."""

    def __init__(self, register: sqlite3.Connection, table: str, since: int) -> None:
        self._place = [name for name, _ in TABLES[table].columns].index("seq")
        self._rows = register.execute(f'SELECT * FROM "{table}" WHERE seq >= ? ORDER BY seq', (since,))
        self._next: tuple[Any, ...] | None = next(self._rows, None)

    def up_to(self, last: int) -> list[tuple[Any, ...]]:
        """The rows not yet given whose entry is ``last`` or before it."""
        given = []
        while self._next is not None and self._next[self._place] <= last:
            given.append(self._next)
            self._next = next(self._rows, None)
        return given


def batches(home: Home, since: int) -> Iterator[Batch]:
    """The transactions of a register from entry ``since`` on: entries of one transaction share their time."""
    register, keys = sqlite3.connect(home.register_db), sqlite3.connect(home.keys_db)
    leaves = register.execute("SELECT seq, leaf FROM entry WHERE seq >= ? ORDER BY seq", (since,))
    projected = {table: _Peeled(register, table, since) for table in PROJECTED}
    for _, group in itertools.groupby(leaves, key=lambda row: codec.header_of(*row).recorded_at):
        entries = list(group)
        span = (entries[0][0], entries[-1][0])
        rows = {"entry": entries}
        rows["body"] = register.execute("SELECT * FROM body WHERE seq BETWEEN ? AND ?", span).fetchall()
        for table, peeled in projected.items():
            rows[table] = peeled.up_to(span[1])
        yield Batch(rows, keys.execute("SELECT * FROM data_key WHERE seq BETWEEN ? AND ?", span).fetchall())
    register.close()
    keys.close()


class Floor:
    """The same rows written into the same tables and indexes by plain ``executemany``, and nothing else.

    WAL, synchronous FULL, the same two files, one transaction for each that the register made.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._register = sqlite3.connect(folder / "floor.db", isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536", "secure_delete = ON"):
            self._register.execute(f"PRAGMA {pragma}")
        name_index.register_function(self._register)
        for statement in journal_ddl() + projection_ddl():
            self._register.execute(statement)
        self._keys = sqlite3.connect(folder / "floor-keys.db", isolation_level=None)
        keyfile.create_tables(self._keys)

    def seconds(self, home: Home, since: int) -> float:
        """Seconds to write what the register holds from entry ``since`` on. Reading it is not counted."""
        register, keys, spent = self._register, self._keys, 0.0
        for batch in batches(home, since):
            begun = time.perf_counter()
            keys.execute("BEGIN IMMEDIATE")
            keys.executemany("INSERT INTO data_key VALUES (?, ?, ?)", batch.keys)
            keys.execute("COMMIT")
            register.execute("BEGIN IMMEDIATE")
            for table, rows in batch.register.items():
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    register.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
            register.execute("COMMIT")
            spent += time.perf_counter() - begun
        return spent

    def close(self) -> None:
        """Close both files."""
        self._register.close()
        self._keys.close()


def folder_bytes(home: Home) -> int:
    """Bytes that the register's two databases take on disk."""
    return sum(path.stat().st_size for path in (home.register_db, home.keys_db))
