"""The map from identifiers to random subject ids, which can be erased (DESIGN: who).

Public codes stand as they are; a person's number stands as a keyed digest, so that the file confirms no guess
without its key.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager

from xinyong.errors import RegisterFault, Text
from xinyong.journal.keyfile import Connections, key_damaged, mark_of
from xinyong.subjects import identifiers
from xinyong.subjects.ids import person_digest


class SubjectMap(ABC):
    """The part of the key store that knows who is who."""

    _connections: Connections
    _secrets: dict[str, bytes]

    @abstractmethod
    def _write(self) -> AbstractContextManager[sqlite3.Connection]:
        """This thread's write transaction, joined or opened."""

    def lookup(self, identifier: str, code: str) -> str:
        """How a code stands in the map: itself where the class is not personal, else (or if unknown) its keyed hash."""
        known = identifiers.ALL.get(identifier)
        if known is not None and not known.personal:
            return code
        return person_digest(identifier, code, self._secrets["lookup"]).hex()

    def subject_for(self, identifier: str, code: str) -> str | None:
        """The subject id of one code, or None."""
        return self.subjects_for(identifier, [code]).get(code)

    def subjects_for(self, identifier: str, codes: Iterable[str]) -> dict[str, str]:
        """Subject ids by code; unknown codes are left out."""
        by_lookup = {self.lookup(identifier, code): code for code in codes}
        lookups = list(by_lookup)
        found: dict[str, str] = {}
        db = self._connections.get()
        for i in range(0, len(lookups), 500):
            part = lookups[i : i + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT lookup, subject FROM identifier WHERE class = ? AND lookup IN ({marks})"
            found.update((by_lookup[lookup], subject) for lookup, subject in db.execute(query, (identifier, *part)))
        return found

    def assign(self, identifier: str, subjects: Mapping[str, str]) -> None:
        """Keep code → subject for many codes. Raises RegisterFault for a code that is assigned already."""
        key = self._secrets["mark"]
        rows = []
        for code, subject in subjects.items():
            lookup = self.lookup(identifier, code)
            rows.append((identifier, lookup, subject, mark_of(key, identifier, lookup, subject)))
        try:
            with self._write() as db:
                db.executemany("INSERT INTO identifier VALUES (?, ?, ?, ?)", rows)
        except sqlite3.IntegrityError:
            raise RegisterFault(
                Text("标识已对应另一主体。", "An identifier already stands for a subject."), code="identifier-assigned"
            ) from None

    def check_identifiers(self) -> int:
        """How many identifiers are kept; JournalDamaged for a row that is not as it was written."""
        known = 0
        for identifier, lookup, subject, mark in self._connections.get().execute(
            "SELECT class, lookup, subject, mark FROM identifier"
        ):
            known += 1
            if mark != mark_of(self._secrets["mark"], identifier, lookup, subject):
                raise key_damaged("identifier")
        return known
