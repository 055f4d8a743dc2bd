"""Counts that the journal does not hold: refusals by Article, refused rows by reason. Numbers and codes, nothing else.

They stand in a small file of their own (``counters.db``), added to by every process that opens the register; losing it
loses nothing but figures. A count that cannot be written is let go: it never stands in the way of a decision.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path

from xinyong.errors import XinyongError

REFUSALS, ROWS = "refusals", "rows"
_CODE = re.compile(r"[a-z0-9-]{1,60}")
DDL = (
    "CREATE TABLE IF NOT EXISTS counter (name TEXT, label TEXT, value INTEGER NOT NULL, PRIMARY KEY (name, label))"
    " STRICT, WITHOUT ROWID"
)
ADD = "INSERT INTO counter VALUES (?, ?, ?) ON CONFLICT (name, label) DO UPDATE SET value = value + excluded.value"


class Counters:
    """The counts of one register."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def refused(self, error: XinyongError) -> None:
        """Count a refusal under its Article (0: an instrument's or a role's)."""
        self._add(REFUSALS, {str(error.article or 0): 1})

    def rows(self, errors: Iterable[XinyongError | None]) -> None:
        """Count rows that were refused, by the code of the reason."""
        self._add(ROWS, Counter(error.code for error in errors if error is not None and _CODE.fullmatch(error.code)))

    def read(self) -> dict[str, dict[str, int]]:
        """Every count by name and label; empty where none was written yet."""
        found: dict[str, dict[str, int]] = {REFUSALS: {}, ROWS: {}}
        if self.path.exists():
            with suppress(sqlite3.Error), closing(sqlite3.connect(self.path, timeout=1)) as db:
                for name, label, value in db.execute("SELECT name, label, value FROM counter"):
                    found.setdefault(name, {})[label] = value
        return found

    def _add(self, name: str, counts: Mapping[str, int]) -> None:
        if not counts:
            return
        with suppress(sqlite3.Error), closing(sqlite3.connect(self.path, timeout=1, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = OFF")
            db.execute("BEGIN IMMEDIATE")
            db.execute(DDL)
            db.executemany(ADD, [(name, label, count) for label, count in counts.items()])
            db.execute("COMMIT")
