"""Any history of appends, erasures, rotations, seals and reopenings verifies, and a replay gives the same tables."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.journal.support import Clock, close, create, erasure, found, organisation, record, reopen, signed, subject
from xinyong.errors import RegisterFault
from xinyong.journal.merkle import verify_consistency
from xinyong.journal.notes import parse
from xinyong.journal.port import Draft
from xinyong.journal.proofs import consistency
from xinyong.register import events as ev


class History(RuleBasedStateMachine):
    """One register, and what a careful outsider knows of it."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.store = create(self.folder, self.clock)
        found(self.store)
        self.size = 2
        self.numbers = 0
        self.readable: dict[int, ev.Event] = {}
        self.erased: set[int] = set()
        self.registered: set[int] = set()
        self.persons: dict[int, str] = {}  # whose each readable record of a person is
        self.forgotten: set[str] = set()  # persons of whom the last entry went, and with it the key
        self.note = self.store.seal()

    @rule(count=st.integers(1, 12), seconds=st.integers(-90, 90))
    def register(self, count: int, seconds: int) -> None:
        self.clock.now += seconds * 1000
        drafts = [organisation(self.numbers + i) for i in range(count)]
        self.registered.update(range(self.numbers, self.numbers + count))
        self.numbers += count
        self._append(drafts)

    @rule(count=st.integers(1, 4), person=st.sampled_from(["", "SONE", "STWO"]))
    def file(self, count: int, person: str) -> None:
        drafts = [record(self.numbers + i, person) for i in range(count)]
        self.numbers += count
        if person in self.forgotten:
            with pytest.raises(RegisterFault):
                self._append(drafts)
            return
        self._append(drafts)
        if person:
            self.persons.update(dict.fromkeys(range(self.size - count, self.size), person))

    @rule(pick=st.integers(0, 10_000), name=st.text("虚构星河清风科技", min_size=1, max_size=6))
    def rename(self, pick: int, name: str) -> None:
        if self.registered:
            number = sorted(self.registered)[pick % len(self.registered)]
            renamed = ev.OrganisationUpdated(subject=subject(number), name=name, subject_kind="enterprise")
            self._append([signed(renamed)])

    @rule(pick=st.integers(0, 10_000))
    def erase(self, pick: int) -> None:
        records = [seq for seq, event in self.readable.items() if isinstance(event, ev.RecordFiled)]
        if not records:
            return
        target = records[pick % len(records)]
        with self.store.writing() as writing:
            writing.append([erasure(target)])
            writing.erase([target])
        self.readable[self.size] = erasure(target).event
        self.size += 1
        del self.readable[target]
        self.erased.add(target)
        person = self.persons.pop(target, "")
        if person and person not in self.persons.values():
            self.forgotten.add(person)

    @rule()
    def give_up(self) -> None:
        try:
            with self.store.writing() as writing:
                writing.append([organisation(self.numbers)])
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    @rule()
    def seal(self) -> None:
        before = parse(self.note)
        self.note = self.store.seal()
        after = parse(self.note)
        assert after.size == self.size
        with self.store.reading() as reading:
            proof = [bytes.fromhex(value) for value in consistency(reading, before.size, after.size)]
        verify_consistency(before.size, after.size, proof, before.root, after.root)

    @rule()
    def rotate(self) -> None:
        self.store.keys.rotate_kek()

    @rule()
    def reopen(self) -> None:
        close(self.store)
        self.store = reopen(self.folder, self.clock)

    @rule()
    def replay_and_verify(self) -> None:
        assert self.store.verify()["erased"] == len(self.erased)
        assert self.store.rebuild() == self.size
        assert self.store.verify()["entries"] == self.size

    @invariant()
    def everything_acknowledged_reads_back(self) -> None:
        with self.store.reading() as reading:
            assert reading.size() == self.size
            entries = list(reading.entries())
        assert [entry.seq for entry in entries] == list(range(self.size))
        assert {entry.seq for entry in entries if entry.event is None} == self.erased
        assert all(entries[seq].event == event for seq, event in self.readable.items())
        times = [entry.recorded_at for entry in entries]
        assert times == sorted(times)

    def _append(self, drafts: list[Draft]) -> None:
        with self.store.writing() as writing:
            receipts = writing.append(drafts)
        assert [receipt.seq for receipt in receipts] == list(range(self.size, self.size + len(drafts)))
        self.readable.update((r.seq, d.event) for r, d in zip(receipts, drafts, strict=True))
        self.size += len(drafts)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.verify()
            close(self.store)
            shutil.rmtree(self.folder)


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
