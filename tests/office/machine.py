"""What every part of the stateful test shares: the register beside its model, and what must always hold."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from tests.databases import copy_register
from tests.office.model import Case, later
from tests.register.desk import Desk, code, new_register
from xinyong.check import asking
from xinyong.errors import CallerError
from xinyong.register.amend_record import CorrectRecord, WithdrawRecord
from xinyong.register.core import Command
from xinyong.register.erase import EraseRecord
from xinyong.register.list_subject import ApproveListing, DecideListing

NUMBERS = (1, 2, 3)
LISTS = ("fixed", "open", "milder", "harsher")
officers = st.sampled_from(("market-1", "market-2", "market-3", "market-4", "tax-1", "operator-1", "source-1"))
steps = st.sampled_from((0, 1, 9, 30, 400, 1300))
grounds = st.sampled_from(("breach", "minor"))
conducts = st.sampled_from((date(2020, 5, 1), date(2026, 4, 1)))
documents = st.sampled_from(("", "ok", "ok", "ok", "ok", "ok"))
_kept: list[tempfile.TemporaryDirectory[str]] = []


@cache
def founded() -> Path:
    """A newly founded register's folder, for every run to copy."""
    _kept.append(tempfile.TemporaryDirectory())
    home = Path(_kept[0].name) / "home"
    new_register(home)
    return home


class Watched(RuleBasedStateMachine):
    """The register and its model side by side: time, organisations, records, and what must always hold."""

    cases = Bundle("cases")
    records = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name) / "home"
        copy_register(founded(), home)
        self.desk = Desk(home)
        self.model: dict[str, Case] = {}
        self.registered: set[int] = set()
        self.held: dict[int, dict[str, Any]] = {}  # records by number of entry
        self.files: dict[str, list[int]] = {}
        self.canaries: list[str] = []
        self.erased: list[int] = []

    # --- helpers -----------------------------------------------------------------------------

    @property
    def today(self) -> date:
        return self.desk.office.today()

    def canary(self) -> str:
        """A text that would give away any copy of what it stands in."""
        self.canaries.append(f"canary-{len(self.canaries):04d}-plaintext")
        return self.canaries[-1]

    def attempt(self, command: Command, officer: str, allowed: bool) -> Any:
        """Carry out a command; it succeeds exactly where the model allows it. Its first event, or None."""
        before = self.desk.size()
        try:
            receipts = self.desk.do(command, officer)
        except CallerError as error:
            assert not allowed, f"{type(command).__name__} refused: {error}"
            assert error.detail.zh and error.detail.en
            assert error.article or error.status != 409
            assert self.desk.size() == before
            return None
        assert allowed, f"{type(command).__name__} went through"
        assert receipts
        case = getattr(command, "case", "")
        if case in self.model:
            told = [(receipt.seq, self.desk.at(receipt.seq)) for receipt in receipts]  # an honour's entries are its own
            self.model[case].seqs += [seq for seq, event in told if getattr(event, "case", case) == case]
        return self.desk.at(receipts[0].seq)

    def market(self, officer: str) -> bool:
        return officer.startswith("market")

    def listed(self, which: str, listing: str) -> bool:
        return any(c.code == which and c.list == listing and c.stands(self.today) for c in self.model.values())

    # --- time --------------------------------------------------------------------------------

    @rule(days=steps)
    def time_passes(self, days: int) -> None:
        self.desk.clock.advance(timedelta(days=days))

    @rule()
    def restart(self) -> None:
        self.desk.reopen()

    @rule(case=cases, officer=officers)
    def the_clock_goes_back(self, case: str, officer: str) -> None:
        """While it is wrong nothing adverse begins."""
        self.desk.organisation(9) if 9 not in self.registered else None
        self.registered.add(9)
        self.desk.clock.advance(timedelta(days=-2))
        for command in (ApproveListing(case=case), DecideListing(case=case, document="x"), self.desk.notice(case)):
            self.attempt(command, officer, allowed=False)
        self.desk.clock.advance(timedelta(days=2))

    # --- organisations and records -------------------------------------------------------------

    @initialize()
    def somebody(self) -> None:
        self.desk.organisation(1)
        self.registered.add(1)

    @rule(number=st.sampled_from(NUMBERS), officer=officers)
    def register_one(self, number: int, officer: str) -> None:
        if number in self.registered and self.market(officer):
            return
        self.attempt(self.desk.registration(number), officer, self.market(officer))
        if self.market(officer):
            self.registered.add(number)

    @rule(target=records, number=st.sampled_from(NUMBERS), officer=officers, age=st.sampled_from((-1, 0, 30, 1200)),
          never=st.sampled_from((False, False, False, True)))  # fmt: skip
    def file_one(self, number: int, officer: str, age: int, never: bool) -> Any:
        decided = self.today - timedelta(days=age)
        words = self.canary() + ("。其患有慢性病" if never else "")
        command = self.desk.record(number, document=self.canary(), decided_on=decided, content={"facts": words})
        fresh = decided <= self.today < later(decided, 36)
        allowed = officer[:3] in ("mar", "tax") and fresh and not never
        self.attempt(command, officer, allowed)
        if not allowed:
            return multiple()
        self.registered.add(number)
        seq = self.desk.size() - 1
        self.held[seq] = {
            "authority": officer.split("-")[0], "retain": later(decided, 36), "entries": [seq], "state": "held"
        }
        return seq

    @rule(record=records, officer=officers, withdraw=st.booleans(), document=documents)
    def amend(self, record: int, officer: str, withdraw: bool, document: str) -> None:
        held = self.held.get(record)
        text = document and self.canary()
        command: Command = (
            WithdrawRecord(record=record, reason="annulled", document=text)
            if withdraw
            else CorrectRecord(record=record, changes={"facts": self.canary()}, reason="clerical-error", document=text)
        )
        allowed = bool(held and held["state"] != "withdrawn" and officer.startswith(held["authority"]) and document)
        self.attempt(command, officer, allowed)
        if held and allowed:
            held["entries"].append(self.desk.size() - 1)
            held["state"] = "withdrawn" if withdraw else "corrected"

    @rule(record=records, officer=officers)
    def forget_record(self, record: int, officer: str) -> None:
        held = self.held.get(record)
        allowed = held is not None and held["retain"] <= self.today
        self.attempt(EraseRecord(record=record), officer, allowed)
        if held and allowed:
            self.erased += self.held.pop(record)["entries"]

    # --- what must always hold -------------------------------------------------------------------

    def verdict(self, which: str) -> str:
        verdict: str = asking.check(self.desk.office, which, "procurement.bid", "test").verdict
        return verdict

    @invariant()
    def what_stands_is_what_the_model_says(self) -> None:
        codes = {row["subject"]: row["code"] for row in self.desk.rows("organisation")}
        rows = [
            (codes[r["subject"]], *(r[name] for name in ("list", "id", "since", "until", "review_by", "ended_on")),
             bool(r["objection"]), bool(r["suspended"]), bool(r["contested"]))
            for r in self.desk.rows("standing")
            if r["list"] != "praised"
        ]  # fmt: skip
        expected = [case.row() for case in self.model.values() if case.stage in ("listed", "ended")]
        assert sorted(rows, key=str) == sorted(expected, key=str)
        assert all(row[4] is not None or row[5] is not None for row in rows), "everything adverse has an end"

    @invariant()
    def nobody_is_restricted_but_by_due_process(self) -> None:
        self.desk.office.seal_if_needed()
        for number in self.registered:
            verdict = asking.check(self.desk.office, code(number), "procurement.bid", "test")
            running = {
                c.id: c for c in self.model.values()
                if c.code == code(number) and c.running(self.today)
                and not (c.exempt_until and self.today < c.exempt_until)
            }  # fmt: skip
            assert {reason.case for reason in verdict.reasons} == set(running)
            assert (verdict.verdict == "clear") == (not running)
            for reason in verdict.reasons:
                case = running[reason.case]
                assert reason.objection_open == (case.objection or case.contested)
                assert reason.contest, "every answer says how it is contested"
                if case.list != "suspended":
                    assert case.answer_by and case.since and case.since > case.answer_by >= case.opened
                    assert case.approver not in (case.proposer, case.decider)
                    assert reason.entry < verdict.sealed

    @invariant()
    def nothing_is_outside_the_catalogue(self) -> None:
        book = self.desk.office.rulebook
        assert {row["list"] for row in self.desk.rows("standing")} <= set(book.lists)
        assert {row["category"] for row in self.desk.rows("record")} <= set(book.categories)

    def teardown(self) -> None:
        try:
            self.last_look()
        finally:
            self.desk.close()
            self.folder.cleanup()

    def last_look(self) -> None:
        """At the end of a run: the journal verifies, replays to the same tables, and forgot what it erased."""
        desk = self.desk
        for seq in self.erased:
            assert desk.at(seq) is None
        before = desk.tables()
        desk.office.store.rebuild()
        assert desk.tables() == before
        desk.office.seal_if_needed()
        assert desk.office.store.verify()["entries"] == desk.size()
        plain = [canary.encode() for canary in self.canaries]
        for path in desk.home.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            assert not any(canary in data for canary in plain), f"{path.name} holds plaintext"
