"""What the register holds, as decisions see it: ``register.core.Known`` on a journal snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xinyong.journal.keystore import KeyStore
from xinyong.journal.port import Reading
from xinyong.register.casefile import CaseState, fold
from xinyong.register.events import Event, OfficerRevoked, RecordFiled, RecordMoved, RecordMoveProposed, RowHeld

Row = dict[str, Any]


class StoreKnown:
    """``Known`` over one transaction. ``preload`` answers a whole batch's look-ups in a few queries."""

    def __init__(self, reading: Reading, keys: KeyStore | None = None) -> None:
        self._reading = reading
        self._keys = keys
        self._persons: dict[tuple[str, str], str] = {}
        self._records: dict[int, tuple[Row, RecordFiled]] = {}
        self._mandates: dict[tuple[str, str, str, date], bool] = {}
        self._organisations: dict[str, Row | None] = {}
        self._fingerprints: dict[str, Row | None] = {}
        self._noted: tuple[dict[str, Row], dict[str, Row]] = ({}, {})

    def preload(self, codes: Iterable[str], fingerprints: Iterable[str]) -> None:
        """Look up many codes and filing fingerprints at once."""
        self._organisations.update(dict.fromkeys(codes))
        for row in self._reading.rows_in("organisation", "code", list(self._organisations)):
            self._organisations[row["code"]] = row
        self._fingerprints.update(dict.fromkeys(fingerprints))
        for row in self._reading.rows_in("fingerprint", "digest", list(self._fingerprints)):
            self._fingerprints[row["digest"]] = row

    def overlay(self, organisations: Mapping[str, Row], fingerprints: Mapping[str, Row]) -> None:
        """Let a dry run see what its earlier batches would have left in the tables."""
        self._organisations.update(organisations)
        self._fingerprints.update(fingerprints)

    def noted(self) -> tuple[dict[str, Row], dict[str, Row]]:
        """What was noted: organisations by code, filings by fingerprint."""
        return self._noted

    def note_organisation(self, code: str, row: Row) -> None:
        """Remember an organisation that this very batch registers or updates."""
        self._organisations[code] = self._noted[0][code] = row

    def note_fingerprint(self, digest: str, row: Row) -> None:
        """Remember a filing that this very batch makes."""
        self._fingerprints[digest] = self._noted[1][digest] = row

    def note_person(self, identifier: str, number: str, subject: str) -> None:
        """Remember a person whom this very batch brings in."""
        self._persons[identifier, number] = subject

    def note_record(self, seq: int, row: Row, event: RecordFiled) -> None:
        """Remember a record that this very batch files or withdraws."""
        self._records[seq] = (row, event)

    def organisation(self, code: str) -> Row | None:
        if code not in self._organisations:
            found = self._reading.rows("organisation", limit=1, code=code)
            self._organisations[code] = found[0] if found else None
        return self._organisations[code]

    def subject(self, subject: str) -> Row | None:
        return self._reading.get("organisation", subject)

    def has_mandate(self, authority: str, power: str, scope: str, on: date) -> bool:
        key = (authority, power, scope, on)
        if key not in self._mandates:
            rows = self._reading.rows("mandate", authority=authority, power=power)
            self._mandates[key] = any(
                row["scope"] in (scope, "*")
                and row["since"] <= on
                and (row["until"] is None or on < row["until"])
                for row in rows
            )
        return self._mandates[key]

    def officer_authority(self, officer: str) -> str | None:
        row = self._reading.get("officer", officer)
        return None if row is None else row["authority"]

    def officer_with_key(self, key: str) -> str | None:
        row = self._reading.get("officer_key", key)
        return None if row is None else row["officer"]

    def officers_of(self, authority: str) -> list[str]:
        rows = self._reading.rows("officer", order="id", authority=authority)
        return [row["id"] for row in rows if row["revoked"] is None]

    def officer_revoked(self, officer: str) -> bool:
        row = self._reading.get("officer", officer)
        return row is not None and row["revoked"] is not None

    def revoked_for(self, officer: str) -> str:
        row = self._reading.get("officer", officer)
        event = None if row is None or row["revoked"] is None else self._reading.entry(row["revoked"]).event
        return event.reason if isinstance(event, OfficerRevoked) else ""

    def mandate(self, authority: str, power: str, scope: str, since: date) -> Row | None:
        return self._reading.get("mandate", authority, power, scope, since)

    def pending(self, seq: int) -> tuple[Event, str, str] | None:
        if self._reading.get("pending", seq) is None:
            return None
        entry = self._reading.entry(seq)
        return None if entry.event is None else (entry.event, entry.authority, entry.officer)

    def holder(self, authority: str) -> str:
        seen: set[str] = set()
        while authority not in seen:
            seen.add(authority)
            row = self._reading.get("authority_succession", authority)
            if row is None:
                break
            authority = row["successor"]
        return authority

    def sealed_look_ups(self) -> int:
        rows = self._reading.rows("look_ups", order="-seq", limit=1)
        return int(rows[0]["last"]) if rows else 0

    def register_key(self) -> str:
        return str(self._reading.rows("register_key", order="-seq", limit=1)[0]["key"])

    def case(self, case: str) -> CaseState | None:
        seqs = self.entries_of_case(case)
        if not seqs:
            return None
        entries = [self._reading.entry(seq) for seq in seqs]
        state = fold((entry.event, entry.authority, entry.officer) for entry in entries if entry.event is not None)
        return state._replace(authority=self.holder(state.authority))

    def person(self, identifier: str, number: str) -> str | None:
        noted = self._persons.get((identifier, number))
        return noted or (self._keys.subject_for(identifier, number) if self._keys is not None else None)

    def record(self, seq: int) -> tuple[Row, RecordFiled] | None:
        if seq in self._records:
            return self._records[seq]
        row = self._reading.get("record", seq)
        if row is None:
            return None
        event = self._reading.entry(seq).event
        if not isinstance(event, RecordFiled):
            return None
        return {**row, "authority": self.holder(row["authority"])}, event

    def listings(self, subject: str) -> list[Row]:
        return self._reading.rows("standing", subject=subject) or self._reading.rows("person_standing", subject=subject)

    def answering_for(self, case: str) -> list[str]:
        return [row["id"] for row in self._reading.rows("responsible", order="id", answers_for=case)]

    def fingerprint(self, digest: str) -> Row | None:
        if digest not in self._fingerprints:
            self._fingerprints[digest] = self._reading.get("fingerprint", digest)
        return self._fingerprints[digest]

    def held(self, seq: int) -> Row | None:
        return self._reading.get("held", seq)

    def held_row(self, seq: int) -> RowHeld | None:
        if self._reading.get("held", seq) is None:
            return None
        event = self._reading.entry(seq).event
        return event if isinstance(event, RowHeld) else None

    def move_of(self, record: int) -> tuple[int, RecordMoveProposed, str] | None:
        for row in self._reading.rows("amendment", order="-seq", record=record):
            entry = self._reading.entry(row["seq"])
            if isinstance(entry.event, RecordMoved):
                return None
            if isinstance(entry.event, RecordMoveProposed):
                return entry.seq, entry.event, entry.officer
        return None

    def casefile(self, case: str) -> Row | None:
        return self._reading.get("casefile", case)

    def casefiles(self, subject: str) -> list[Row]:
        return self._reading.rows("casefile", subject=subject)

    def entries_of_case(self, case: str) -> list[int]:
        return [row["seq"] for row in self._reading.rows("case_entry", order="seq", id=case)]

    def entries_of_record(self, seq: int) -> list[int]:
        found = self.record(seq)
        waiting = [found[1].held] if found is not None and found[1].held else []  # its content is the same content
        return [*waiting, seq, *(row["seq"] for row in self._reading.rows("amendment", order="seq", record=seq))]
