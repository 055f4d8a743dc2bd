"""Files in on PostgreSQL, against COPY of the very same rows."""

from __future__ import annotations

import itertools
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from bench.frame import Figure, Run, measure
from bench.registers import PROJECTED, filed, fresh, registration_files
from tools.needs import NEEDS
from tools.postgres_server import Server
from xinyong.journal import codec, keyfile
from xinyong.journal.postgres import projection_ddl
from xinyong.journal.schema import JOURNAL
from xinyong.journal.sql import POSTGRESQL, tables_ddl
from xinyong.office import Home, Office

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


class CopyFloor:
    """The same bytes by COPY into the same tables and indexes, and the same keys into a key store, with one transaction
    for each that the register made."""

    def __init__(self, running: Server, folder: Path, source: str) -> None:
        """``source``: the register's schema."""
        folder.mkdir(exist_ok=True)
        self._keys = sqlite3.connect(folder / "floor-keys.db", isolation_level=None)
        keyfile.create_tables(self._keys)
        self._source = psycopg.connect(running.url(), autocommit=True)
        self._target = psycopg.connect(running.url(), autocommit=True)
        self._source.execute(f"SET search_path TO {source}")
        self._target.execute(f"CREATE SCHEMA {FLOOR}")
        self._target.execute(f"SET search_path TO {FLOOR}")
        for statement in tables_ddl(POSTGRESQL, JOURNAL) + projection_ddl():
            self._target.execute(statement)

    def seconds(self, home: Home, since: int) -> float:
        """Seconds to write what the register holds from entry ``since`` on. Reading it is not counted."""
        keys, source, target, spent = self._keys, self._source, self._target, 0.0
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
        return spent

    def close(self) -> None:
        """Close file and connections."""
        self._keys.close()
        self._source.close()
        self._target.close()


@measure("postgres")
def postgres(run: Run) -> list[Figure]:
    """Registration files through ``xinyong intake`` into PostgreSQL, each a whole process from start to seal; the floor
    is COPY of the same bytes into the same tables and indexes, and of the same keys into a key store, in the same
    batches, file by file in turns. Then what stands: replay and verification."""
    with server(run.folder) as running:
        figures = _filed(run, running, run.size(300_000, 10_000), parts=3)
        with Office.open(run.folder / "register") as office:
            begun = time.perf_counter()
            replayed = office.store.rebuild()
            figures.append(Figure("rebuild", replayed / (time.perf_counter() - begun), "entries/s", "more"))
            figures.append(Figure("verify", office.store.verify()["entries_per_s"], "entries/s", "more"))
    return figures


@measure("postgres-million")
def postgres_million(run: Run) -> list[Figure]:
    """A million rows in ten registration files through ``xinyong intake`` into one register on PostgreSQL, each a whole
    process from start to seal; the floor as for ``postgres``, file by file in turns."""
    with server(run.folder) as running:
        return _filed(run, running, run.size(1_000_000, 20_000), parts=run.size(10, 2))


def _filed(run: Run, running: Server, rows: int, parts: int) -> list[Figure]:
    """The rows in so many files; after each the floor writes the same, so that another's load falls on both."""
    home = run.folder / "register"
    with fresh(home) as office, office.store.reading() as reading:
        since, place, schema = reading.size(), office.home, office.store.schema
    ours = bare = peak = 0.0
    with closing(CopyFloor(running, run.folder / "floor", schema)) as floor:
        for file in registration_files(run.folder, rows, parts):
            taken = filed(file, home, rows // parts)
            ours, peak = ours + taken.seconds, max(peak, taken.peak_mb)
            bare += floor.seconds(place, since)
            with Office.open(home) as office, office.store.reading() as reading:
                since = reading.size()
    return [
        Figure("rows end to end", rows / ours, "rows/s", "more", rows / bare, at_least=0.5),
        Figure("peak memory of a process", peak, "MB", "less", limit=1024),
    ]
