"""The desk forgets a case: what was issued in it, posted, proved and read (``office.letters`` says when)."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager

import msgspec

from xinyong.casework.delivery.issued import Basis, Issued


class Forgetting(ABC):
    """The part of the desk that forgets."""

    _db: sqlite3.Connection

    @abstractmethod
    def _write(self) -> AbstractContextManager[sqlite3.Connection]:
        """A durable transaction."""

    def bases(self) -> Iterator[Basis]:
        """What each issued document of a case was made from."""
        for (whole,) in self._db.execute("SELECT whole FROM casework_issued WHERE case_id <> ''"):
            yield msgspec.json.decode(whole, type=Issued).basis

    def doom(self, cases: Sequence[str]) -> list[str]:
        """Note, before a case is erased, that its documents are to be forgotten with it: those that have any."""
        with self._write() as db:
            known = "SELECT 1 FROM casework_issued WHERE case_id = ? LIMIT 1"
            having = [case for case in cases if db.execute(known, (case,)).fetchone()]
            db.executemany("INSERT OR IGNORE INTO casework_doomed VALUES (?)", [(case,) for case in having])
        return having

    def doomed(self) -> list[str]:
        """Cases noted and not forgotten yet."""
        return [row[0] for row in self._db.execute("SELECT case_id FROM casework_doomed ORDER BY case_id")]

    def spare(self, case: str) -> None:
        """Take a case off the note: the decision that would have erased it never was."""
        with self._write() as db:
            db.execute("DELETE FROM casework_doomed WHERE case_id = ?", (case,))

    def parcels(self, case: str) -> list[str]:
        """The keys of a case's parcels, for channels that keep files."""
        query = "SELECT key FROM casework_outbox WHERE issued IN (SELECT id FROM casework_issued WHERE case_id = ?)"
        return [row[0] for row in self._db.execute(query, (case,))]

    def forget(self, case: str) -> list[str]:
        """Remove every trace of a case that was erased; the keys its parcels had."""
        keys = self.parcels(case)
        with self._write() as db:
            db.execute("DELETE FROM casework_issued WHERE case_id = ?", (case,))
            db.execute("DELETE FROM casework_doomed WHERE case_id = ?", (case,))
        return keys

    def scrub(self) -> bool:
        """Leave nothing of what was deleted in the file and its log; False while another reads."""
        return not self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
