"""What every decision shares: who acts, what is known, what comes out.

A decision module holds one command (a frozen struct) and one function
``decide(command, context) -> list[Decided]`` which raises ``errors.Refused`` when the law or an
Article forbids it. It reads no clock and no disk: the office hands it the day, the law in force
and a ``Known`` that answers from the journal's projections inside the write transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol, dataclass_transform

import msgspec

from xinyong.law.force import Law
from xinyong.register.casefile import CaseState
from xinyong.register.events import Event, RecordFiled, RecordMoveProposed, RowHeld

Row = dict[str, Any]


@dataclass_transform(frozen_default=True)  # subclasses inherit it; type checkers must be told
class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all commands."""


class PersonCommand(Command):
    """A command that names a natural person: by number, given once and kept nowhere, and by name."""

    number: str  # in its normal form, of the rulebook's class for persons
    name: str
    identifier: str

    def __repr__(self) -> str:
        """The command's type alone: what is printed, logged or raised must not hold a number (Articles 3, 11)."""
        return f"{type(self).__name__}(…)"


class Actor(NamedTuple):
    """The officer who acts and the authority acted for."""

    officer: str
    authority: str


class Known(Protocol):
    """What the register holds, as the decision may see it."""

    def organisation(self, code: str) -> Row | None:
        """The organisation with this public code."""

    def subject(self, subject: str) -> Row | None:
        """The organisation with this subject id."""

    def has_mandate(self, authority: str, power: str, scope: str, on: date) -> bool:
        """Whether the register granted the authority this mandate, in force on the day."""

    def officer_authority(self, officer: str) -> str | None:
        """The authority an enrolled officer acts for; None when not enrolled."""

    def officer_with_key(self, key: str) -> str | None:
        """The officer whose public key (hex) this is or was, if any."""

    def officers_of(self, authority: str) -> list[str]:
        """The authority's officers whose credentials are good."""

    def officer_revoked(self, officer: str) -> bool:
        """Whether the officer's credential was revoked."""

    def revoked_for(self, officer: str) -> str:
        """Why it was; "" where it was not."""

    def mandate(self, authority: str, power: str, scope: str, since: date) -> Row | None:
        """One granted mandate."""

    def pending(self, seq: int) -> tuple[Event, str, str] | None:
        """What an officer proposed in this entry and nobody confirmed yet, with authority and officer."""

    def holder(self, authority: str) -> str:
        """Who answers today for what this authority did: itself, or who took its place."""

    def sealed_look_ups(self) -> int:
        """The last look-up of which the journal holds a digest; 0 for none."""

    def register_key(self) -> str:
        """The public key (hex) that signs the register's checkpoints."""

    def case(self, case: str) -> CaseState | None:
        """A case, folded from its entries; None when there is none or it was erased."""

    def record(self, seq: int) -> tuple[Row, RecordFiled] | None:
        """A filed record's row and what was filed; None when there is none or it was erased."""

    def listings(self, subject: str) -> list[Row]:
        """Where the subject's listings stand: rows of ``standing``, or of ``person_standing`` for a natural person."""

    def answering_for(self, case: str) -> list[str]:
        """The cases on responsible persons who answer for this organisation's case (Article 10)."""

    def fingerprint(self, digest: str) -> Row | None:
        """The entry that already holds this filing, if any."""

    def held(self, seq: int) -> Row | None:
        """A row that waits for identification."""

    def held_row(self, seq: int) -> RowHeld | None:
        """What such a row says; None once it was erased."""

    def person(self, identifier: str, number: str) -> str | None:
        """The subject id of a natural person, found by number through the key store's map alone."""

    def move_of(self, record: int) -> tuple[int, RecordMoveProposed, str] | None:
        """The newest proposal to move a record: its number, itself, the officer who made it."""

    def casefile(self, case: str) -> Row | None:
        """The case's index row (also once its bodies are sealed away)."""

    def casefiles(self, subject: str) -> list[Row]:
        """The index rows of all the subject's cases."""

    def entries_of_case(self, case: str) -> list[int]:
        """Every entry of a case, in order."""

    def entries_of_record(self, seq: int) -> list[int]:
        """A record's entry, its amendments and the waiting row it was identified from."""


class Calendar(Protocol):
    """Working days of the rulebook's country."""

    def deadline(self, start: date, days: int) -> tuple[date, bool]:
        """The day ``days`` working days after ``start`` (itself not counted), and whether it rests on
        a calendar that is not yet published (a provisional deadline)."""

    def last_day(self, day: date) -> tuple[date, bool]:
        """``day``, or the first working day after it where it is none: nobody loses a time to a holiday."""


class Context(NamedTuple):
    """Everything a decision may look at besides its command."""

    law: Law  # the law in force today
    today: date
    actor: Actor
    known: Known
    calendar: Calendar
    new_id: Callable[[str], str]  # a fresh random id with this prefix letter
    fingerprint: Callable[[bytes], str]  # keyed digest of a filing's identity
    mode: str  # "real" | "synthetic"


class Decided(NamedTuple):
    """One event that follows, and from which day the law counts it."""

    event: Event
    effective_from: date | None = None
    person: str = ""  # the subject whose own key seals the body; "" = an organisation's


Decision = Callable[[Any, Context], Sequence[Decided]]
