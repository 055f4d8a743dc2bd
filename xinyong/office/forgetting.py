"""What is due to be forgotten, and forgetting it: a small decision for each record, waiting row and case (Article 14).

Retention is computed when a thing is decided and stands beside it since; nothing here adds to it or shortens it.
Nothing is destroyed without an officer: the list of what is due is all that a clock makes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from xinyong.errors import CallerError
from xinyong.journal.officers import Signer
from xinyong.office.office import Office
from xinyong.register.core import Command
from xinyong.register.erase import EraseCase, EraseHeld, EraseRecord

PAGE = 1000

Kind = Literal["record", "waiting-row", "case"]
_TABLES: tuple[tuple[Kind, str, str, str], ...] = (
    ("record", "record", "retain_until", "seq"), ("waiting-row", "held", "lapses_on", "seq"),
    ("case", "casefile", "retain_until", "id"),
)


class Due(NamedTuple):
    """One thing whose retention has ended: an entry's number, or a case's random id."""

    kind: Kind
    id: str
    since: date


class Forgotten(NamedTuple):
    """What a run erased: decisions, entries destroyed, what was refused, and how long the whole took."""

    decisions: int
    entries: int
    refused: int
    seconds: float


def due(office: Office, most: int = PAGE) -> list[Due]:
    """What is due today, the longest overdue first; at most ``most`` of each kind."""
    found: list[Due] = []
    with office.store.reading() as reading:
        tomorrow = office.today(reading) + timedelta(days=1)
        for kind, table, column, key in _TABLES:
            found += [Due(kind, str(row[key]), row[column]) for row in reading.before(table, column, tomorrow, most)]
    return sorted(found, key=lambda each: each.since)


def erase_due(office: Office, officer: Signer, tell: Callable[[Due], None] | None = None) -> Forgotten:
    """Erase all that is due. What was refused (another officer was quicker) is passed over."""
    started = time.perf_counter()
    decisions = entries = refused = 0
    passed: set[Due] = set()
    while batch := [each for each in due(office) if each not in passed]:
        for each in batch:
            passed.add(each)
            try:
                receipts = office.decide(command_of(each), officer)
            except CallerError:
                refused += 1
                continue
            decisions += 1
            with office.store.reading() as reading:
                entries += sum(len(reading.entry(receipt.seq).event.targets) for receipt in receipts)
            if tell is not None:
                tell(each)
    office.seal_if_needed()
    return Forgotten(decisions, entries, refused, time.perf_counter() - started)


def command_of(each: Due) -> Command:
    """The decision that erases it."""
    if each.kind == "case":
        return EraseCase(case=each.id)
    number = int(each.id)
    return EraseRecord(record=number) if each.kind == "record" else EraseHeld(row=number)


def remains(office: Office, patience_s: float = 10.0) -> tuple[str, ...]:
    """What may still hold deleted rows once the database's files were cleaned (``store.REMAINS``).

    Waits for readers so long. Raises as ``store.scrub``.
    """
    until = time.monotonic() + patience_s
    while True:
        found: tuple[str, ...] = office.store.scrub()
        if "readers" not in found or time.monotonic() >= until:
            return found
        time.sleep(0.1)
