"""Files in on PostgreSQL, against COPY of the very same rows."""

from __future__ import annotations

import itertools
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from bench.frame import Figure, Run, measure
from bench.registers import PROJECTED, fresh, registration_file
from tools.needs import NEEDS
from tools.postgres_server import Server
from xinyong.journal import codec, keyfile
from xinyong.journal.postgres import projection_ddl
from xinyong.journal.schema import JOURNAL
from xinyong.journal.sql import POSTGRESQL, tables_ddl
from xinyong.office import Home, Office

ROOT = Path(__file__).resolve().parent.parent
FLOOR = "floor"


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """A server of our own, named in DATABASE_URL while it runs."""
    programs = NEEDS["postgresql"].find()
    if not programs:
        raise RuntimeError(f"no PostgreSQL server here: apt-get install {' '.join(NEEDS['postgresql'].packages)}")
    running = Server(programs)
    before = os.environ.get("DATABASE_URL")
    try:
        running.create().start()
        os.environ["DATABASE_URL"] = running.url()
        yield running
    finally:
        os.environ.pop("DATABASE_URL")
        if before is not None:
            os.environ["DATABASE_URL"] = before
        running.stop()


class Batch(NamedTuple):
    """What one transaction wrote: a binary COPY by table, and the rows of the key store."""

    copies: dict[str, bytes]
    keys: list[tuple[Any, ...]]


def batches(link: psycopg.Connection[Any], home: Home, since: int) -> Iterator[Batch]:
    """The transactions of a register from entry ``since`` on: entries of one transaction share their time."""
    keys = sqlite3.connect(home.keys_db)
    leaves = link.execute("SELECT seq, leaf FROM entry WHERE seq >= %s ORDER BY seq", (since,))
    for _, group in itertools.groupby(leaves, key=lambda row: codec.header_of(*row).recorded_at):
        entries = list(group)
        first, last = entries[0][0], entries[-1][0]
        copies = {}
        for table in ("entry", "body", *PROJECTED):
            query = f'COPY (SELECT * FROM "{table}" WHERE seq BETWEEN {first} AND {last}) TO STDOUT (FORMAT BINARY)'
            with link.cursor().copy(query) as copy:
                copies[table] = b"".join(bytes(part) for part in copy)
        yield Batch(copies, keys.execute("SELECT * FROM data_key WHERE seq BETWEEN ? AND ?", (first, last)).fetchall())
    keys.close()


EMPTY_COPY = 21
"""Bytes of a binary COPY without rows: header and trailer."""


def floor_seconds(running: Server, folder: Path, schema: str, home: Home, since: int) -> float:
    """Seconds to COPY the same bytes into the same tables and indexes, and the same keys into a key store, with one
    transaction for each that the register made. Reading the rows is not counted."""
    folder.mkdir(exist_ok=True)
    keys = sqlite3.connect(folder / "floor-keys.db", isolation_level=None)
    keyfile.create_tables(keys)
    spent = 0.0
    with (psycopg.connect(running.url(), autocommit=True) as source,
          psycopg.connect(running.url(), autocommit=True) as target):
        source.execute(f"SET search_path TO {schema}")
        target.execute(f"DROP SCHEMA IF EXISTS {FLOOR} CASCADE")
        target.execute(f"CREATE SCHEMA {FLOOR}")
        target.execute(f"SET search_path TO {FLOOR}")
        for statement in tables_ddl(POSTGRESQL, JOURNAL) + projection_ddl():
            target.execute(statement)
        for table in PROJECTED:  # so that finding a batch's rows does not take longer than writing them
            source.execute(f'CREATE INDEX "{table}_floor" ON "{table}" (seq)')
        for batch in batches(source, home, since):
            begun = time.perf_counter()
            keys.execute("BEGIN IMMEDIATE")
            keys.executemany("INSERT INTO data_key VALUES (?, ?, ?)", batch.keys)
            keys.execute("COMMIT")
            target.execute("BEGIN")
            for table, data in batch.copies.items():
                if len(data) > EMPTY_COPY:
                    with target.cursor().copy(f'COPY "{table}" FROM STDIN (FORMAT BINARY)') as copy:
                        copy.write(data)
            target.execute("COMMIT")
            spent += time.perf_counter() - begun
        for table in PROJECTED:
            source.execute(f'DROP INDEX "{table}_floor"')
    keys.close()
    return spent


@measure("postgres")
def postgres(run: Run) -> list[Figure]:
    """A registration file through ``xinyong intake`` into PostgreSQL, a whole process from start to seal; the floor is
    COPY of the same bytes into the same tables and indexes, and of the same keys into a key store, in the same batches.
    Then what stands: replay and verification."""
    rows = run.size(300_000, 10_000)
    home = run.folder / "register"
    with server(run.folder) as running:
        with fresh(home) as office, office.store.reading() as reading:
            since = reading.size()
        file = registration_file(run.folder / "registration.csv", rows)
        begun = time.perf_counter()
        command = [
            sys.executable, "-P", "-m", "xinyong", "intake", str(file), "--authority", "samr", "--home", str(home),
            "--json",
        ]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              env={**os.environ, "PYTHONPATH": str(ROOT)})
        seconds = time.perf_counter() - begun
        answer = json.loads(done.stdout.splitlines()[-1])
        if done.returncode or answer["accepted"] != rows:
            raise RuntimeError(f"the intake did not accept every row: {answer}")
        with Office.open(home) as office:
            floor = floor_seconds(running, run.folder / "floor", office.store.schema, office.home, since)
            figures = [Figure("rows end to end", rows / seconds, "rows/s", "more", rows / floor, at_least=0.5)]
            begun = time.perf_counter()
            replayed = office.store.rebuild()
            figures.append(Figure("rebuild", replayed / (time.perf_counter() - begun), "entries/s", "more"))
            figures.append(Figure("verify", office.store.verify()["entries_per_s"], "entries/s", "more"))
    return figures
