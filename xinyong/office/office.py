"""``Office``: one open register, and the one way to change it.

``decide`` is one durable decision: lock, look, decide, append, commit. Files go through
``office.batch``, which does the same for many rows in one transaction.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

from xinyong.casework.calendars import WorkingCalendar, calendar
from xinyong.errors import NotAllowed, OperatorError, Refused, Text
from xinyong.journal.keystore import KeyStore
from xinyong.journal.officers import Signer
from xinyong.journal.port import Draft, Reading, Receipt, Writing
from xinyong.law import articles
from xinyong.law.force import Law, on
from xinyong.law.model import Rulebook
from xinyong.office.clock import Milliseconds, day_of, wall_clock
from xinyong.office.counters import Counters
from xinyong.office.custody import open_keys
from xinyong.office.home import About, Home, read_about, read_edition
from xinyong.office.known import StoreKnown
from xinyong.office.letters import doom as doom_letters
from xinyong.office.letters import forget as forget_letters
from xinyong.office.letters import settle as settle_letters
from xinyong.office.stores import open_store
from xinyong.register.articles import OPERATOR
from xinyong.register.core import Actor, Command, Context, PersonCommand
from xinyong.register.decisions import ADVERSE, BEFORE_COUNTERSIGNATURE, decide
from xinyong.register.events import (
    EditionAdopted,
    EditionProposed,
    Erased,
    Event,
    HonourDeclined,
    RegisterCountersigned,
)
from xinyong.register.open_register import Countersign
from xinyong.subjects.ids import case_id, person_case_id, subject_id

_IDS: dict[str, Callable[[bytes], str]] = {"S": subject_id, "C": case_id, "P": person_case_id}


def _forgotten(event: Event) -> list[str]:
    """The cases whose documents go with this event."""
    match event:
        case Erased():
            return event.cases
        case HonourDeclined():
            return [event.case]
    return []


class Office:
    """An open register. Close it, or use it as a context manager."""

    def __init__(self, home: Home, store: Any, keys: KeyStore, clock: Milliseconds) -> None:
        self.home = home
        self.store = store
        self.keys = keys
        self.clock = clock
        self.counters = Counters(home.path / "counters.db")
        about = read_about(home)
        self.mode = about.mode
        self.register_id = about.register
        self._rulebooks: dict[str, Rulebook] = {}
        self._laws: dict[tuple[str, date], Law] = {}
        self._editions: list[tuple[date | None, str]] = []
        self._countersigned = False
        self._same_as_genesis(about)
        self._read_governance()
        settle_letters(home, store)

    @classmethod
    def open(cls, path: Path, *, clock: Milliseconds | None = None) -> Office:
        """Open the register in ``path``.

        ``clock`` is for synthetic registers alone; OperatorError when a real one is given one, when
        the folder is no register, or when it was made under other Articles (Article 15).
        """
        home = Home(path)
        about = read_about(home)
        if clock is not None and about.mode == "real":
            raise OperatorError(
                Text("真实登记册只认本机时钟。", "A real register reads the machine's clock and no other."), field="clock"
            )
        if about.articles != articles.digest():
            raise OperatorError(
                Text("登记册所依据的条款与本软件不同，拒绝打开。",
                     "The register was opened under other Articles than this software's; it is not opened."),
            )
        keys = open_keys(home)
        running = clock or wall_clock
        try:
            store = open_store(home.register_db, about.store, about.schema, keys, running, about.edition)
        except BaseException:
            keys.close()
            raise
        return cls(home, store, keys, running)

    # --- the law and the day -----------------------------------------------------------------

    @property
    def rulebook(self) -> Rulebook:
        """The edition in force today."""
        return self._rulebook(self.today())

    @cached_property
    def zone(self) -> ZoneInfo:
        """The rulebook's time zone: what "today" means."""
        return ZoneInfo(self._edition(self._editions[0][1]).manifest.timezone)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The rulebook's working days."""
        return calendar(self._edition(self._editions[0][1]).manifest.calendar)

    def today(self, reading: Reading | None = None) -> date:
        """Today in the register's zone, never before the last entry's day."""
        if reading is None:
            with self.store.reading() as snapshot:
                return self.today(snapshot)
        return day_of(max(self.clock(), reading.last_recorded_at()), self.zone)

    def law_on(self, day: date, today: date) -> Law:
        """The law in force on ``day``, under the edition in force ``today``."""
        rulebook = self._rulebook(today)
        key = (rulebook.digest, day)
        if key not in self._laws:
            self._laws[key] = on(rulebook, day)
        return self._laws[key]

    def edition_digest(self) -> str:
        """Digest of the edition in force today: it goes into every entry."""
        return self._rulebook(self.today()).digest

    def _rulebook(self, day: date) -> Rulebook:
        digest = self._editions[0][1]
        for since, candidate in self._editions[1:]:
            if since is not None and since <= day:
                digest = candidate
        return self._edition(digest)

    def _edition(self, digest: str) -> Rulebook:
        if digest not in self._rulebooks:
            self._rulebooks[digest] = read_edition(self.home, digest)
        return self._rulebooks[digest]

    # --- decisions ---------------------------------------------------------------------------

    def decide(self, command: Command, signer: Signer) -> list[Receipt]:
        """Carry one command to its decision and record what follows; [] when nothing is new. Refusals are counted.

        Raises ``Refused`` citing the Article or instrument, ``NotAllowed`` for a credential that the
        register does not know, ``NotFound`` for what it does not hold.
        """
        try:
            return self._decide(command, signer)
        except Refused as refusal:
            self.counters.refused(refusal)
            raise

    def _decide(self, command: Command, signer: Signer) -> list[Receipt]:
        with self.store.writing() as writing:
            known = StoreKnown(writing, self.keys)
            actor = self._countersigner(command, signer, writing) or self.actor(signer, writing)
            self.guard(command, writing)
            context = self.context(known, actor, writing)
            decided = decide(command, context)
            for d in decided:
                if isinstance(d.event, EditionProposed | EditionAdopted):
                    self._edition(d.event.edition)  # one that the folder does not hold would leave no law at all
            if not decided:
                return []
            letters = doom_letters(self.home, [case for d in decided for case in _forgotten(d.event)])
            self.store.edition = context.law.rulebook.digest
            receipts = writing.append(
                [
                    Draft(d.event, actor.authority, actor.officer, d.effective_from, d.person, signer=signer)
                    for d in decided
                ]
            )
            if isinstance(command, PersonCommand):
                self.know_persons({(command.identifier, command.number): decided[-1].person})
            for d in decided:
                if isinstance(d.event, Erased):
                    writing.erase(d.event.targets)
        forget_letters(self.home, letters)
        if any(isinstance(d.event, EditionAdopted | RegisterCountersigned) for d in decided):
            self._read_governance()
        return receipts

    def know_persons(self, persons: Mapping[tuple[str, str], str]) -> None:
        """Keep which subject a person's number stands for, within the write transaction in hand."""
        for (identifier, number), subject in persons.items():
            if self.keys.subject_for(identifier, number) is None:
                self.keys.assign(identifier, {number: subject})

    def _countersigner(self, command: Command, signer: Signer, reading: Reading) -> Actor | None:
        """The one officer who acts before being enrolled: whoever countersigns the genesis, with that very key."""
        if not isinstance(command, Countersign) or reading.count("officer", authority=OPERATOR) > 1:
            return None
        if (command.officer, command.key) != (signer.officer, signer.public_key):
            return None
        return Actor(signer.officer, OPERATOR)

    def actor(self, signer: Signer, reading: Reading) -> Actor:
        """Who acts: an enrolled officer whose credential is the one enrolled."""
        row = reading.get("officer", signer.officer)
        if row is None or row["key"] != signer.public_key:
            raise NotAllowed(
                Text("该经办人凭证未在本登记册登记。", "This officer's credential is not enrolled in the register."),
                field="officer",
                todo=Text("由运营方登记该凭证。", "Have the operator enrol it."),
            )
        if row["revoked"] is not None:
            raise NotAllowed(
                Text("该经办人凭证已被撤销。", "This officer's credential was revoked."), field="officer",
                code="credential-revoked",
                todo=Text("由本机关其他经办人办理。", "Let another officer of the authority act."),
            )
        return Actor(signer.officer, row["authority"])

    def guard(self, command: Command, writing: Writing) -> None:
        """What the office itself refuses: an uncountersigned register, a clock that went back."""
        if not self._countersigned and type(command) not in BEFORE_COUNTERSIGNATURE:
            raise articles.refused(
                6,
                Text("登记册尚未由第二名经办人会签。", "A second officer has not yet countersigned this register."),
                todo=Text("运行 xinyong countersign。", "Run xinyong countersign."), code="not-countersigned",
            )
        if type(command) in ADVERSE and self.store.clock_went_back:
            raise articles.refused(
                7,
                Text("本机时钟早于最近一条记录，暂不受理不利决定。",
                     "The machine's clock is behind the last entry; nothing adverse begins until it is right."),
                todo=Text("校准时钟。", "Set the clock right."), code="clock-went-back",
            )

    def context(self, known: StoreKnown, actor: Actor, reading: Reading) -> Context:
        """What a decision may look at."""
        today = self.today(reading)
        return Context(
            law=self.law_on(today, today), today=today, actor=actor, known=known,
            calendar=self.calendar, new_id=lambda letter: _IDS[letter](os.urandom(16)),
            fingerprint=self.keys.fingerprint, mode=self.mode,
        )

    def _same_as_genesis(self, about: About) -> None:
        """``register.json`` is a copy to read at a glance; what is so stands in the signed genesis entry."""
        with self.store.reading() as reading:
            opened = reading.entry(0).event
        if (opened.register, opened.mode, opened.edition, opened.articles) != (
            about.register, about.mode, about.edition, about.articles
        ):
            raise OperatorError(
                Text("register.json 与开册条目不符。", "register.json is not what the genesis entry says."),
                code="not-as-opened", where=self.home.about.name,
                todo=Text("从备份恢复该文件。", "Restore the file from its backup."),
            )

    def _read_governance(self) -> None:
        """What the office remembers between decisions: the editions adopted, and whether it may act."""
        with self.store.reading() as reading:
            self._editions = [(row["since"], row["digest"]) for row in reading.rows("edition", order="seq")]
            self._countersigned = self.mode != "real" or reading.count("officer", authority=OPERATOR) > 1

    # --- sealing and closing -----------------------------------------------------------------

    def seal_if_needed(self) -> bool:
        """Seal what was recorded since the last checkpoint; whether there was anything."""
        with self.store.reading() as reading:
            if reading.size() == reading.sealed_size():
                return False
        self.store.seal()
        return True

    def close(self) -> None:
        """Close the store and the keys."""
        try:
            self.store.close()
        finally:
            self.keys.close()

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
