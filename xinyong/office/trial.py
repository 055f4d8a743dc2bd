"""What a dry run would have brought in, so that its later rows are decided as they would be.

A dry run decides on snapshots and takes no lock. A row that a file repeats must count once all the
same, however far apart the two stand: what was seen is kept in SQLite's private temporary database, which
spills to a nameless file of its own, so that memory stays flat, and which is gone when it is closed.
It holds public codes, names and keyed fingerprints; never a row's content.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

FIRST_SEQ = 1 << 60
"""Numbers of entries that will never be: above every number that a register hands out."""

_encode = msgspec.json.Encoder().encode


class Trial:
    """What the rows of a dry run were decided to; one for all files of a run."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;"
            "CREATE TABLE organisation (code TEXT PRIMARY KEY, row BLOB) WITHOUT ROWID;"
            "CREATE TABLE fingerprint (digest TEXT PRIMARY KEY, seq INTEGER, state TEXT) WITHOUT ROWID;"
        )
        self.next_seq = FIRST_SEQ

    def organisations(self, codes: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The ``organisation`` rows that earlier rows of the run would have left, by code."""
        found: dict[str, dict[str, Any]] = {}
        for code in codes:
            row = self._db.execute("SELECT row FROM organisation WHERE code = ?", (code,)).fetchone()
            if row is not None:
                known: dict[str, Any] = msgspec.json.decode(row[0])
                day = known["registered_on"]
                known["registered_on"] = date.fromisoformat(day) if day else None
                found[code] = known
        return found

    def fingerprints(self, digests: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The filings that earlier rows of the run would have made, by fingerprint."""
        found: dict[str, dict[str, Any]] = {}
        for digest in digests:
            row = self._db.execute("SELECT seq, state FROM fingerprint WHERE digest = ?", (digest,)).fetchone()
            if row is not None:
                found[digest] = {"digest": digest, "seq": row[0], "state": row[1]}
        return found

    def note(self, organisations: dict[str, dict[str, Any]], fingerprints: dict[str, dict[str, Any]]) -> None:
        """Keep what a batch would have left."""
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT OR REPLACE INTO organisation VALUES (?, ?)",
            [(code, _encode(row)) for code, row in organisations.items()],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO fingerprint VALUES (?, ?, ?)",
            [(digest, row["seq"], row["state"]) for digest, row in fingerprints.items()],
        )
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Let the temporary database go."""
        self._db.close()
