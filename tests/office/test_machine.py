"""A whole register lived through at random: wrong officers, wrong order, wrong days, re-sent files, restarts.

Hypothesis drives the real office on a synthetic register and compares it after every step with an independent
model (``tests.office.model``). Whatever happens, nobody is restricted without a served notice, the time to answer,
two officers and a seal; everything adverse has an end; what ended does not stand again; the tables can be replayed.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from tests.office.model import CALENDAR_DAYS, DROPPED, ENDINGS, KEPT, REPAIR_AFTER, Case, later, span
from tests.register.desk import Desk, code, counts, facts, new_register
from xinyong.check import asking
from xinyong.errors import CallerError
from xinyong.office.batch import RowOutcome, close_file, file_rows, open_file
from xinyong.register.amend_record import CorrectRecord, WithdrawRecord
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase, EraseRecord
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.review_listing import ReviewListing
from xinyong.register.serve_notice import ReceiveAnswer

pytestmark = pytest.mark.article(1, 2, 5, 6, 7, 8, 14, 15)
DEEP = settings.get_current_profile_name() == "deep"
NUMBERS = (1, 2, 3)
LISTS = ("fixed", "open", "milder", "harsher")
officers = st.sampled_from(("market-1", "market-2", "market-3", "market-4", "tax-1", "operator-1", "source-1"))
steps = st.sampled_from((0, 1, 9, 30, 400, 1300))
documents = st.sampled_from(("", "ok", "ok", "ok", "ok", "ok"))
_kept: list[tempfile.TemporaryDirectory[str]] = []


@cache
def founded() -> Path:
    """A newly founded register's folder, for every run to copy."""
    _kept.append(tempfile.TemporaryDirectory())
    home = Path(_kept[0].name) / "home"
    new_register(home)
    return home


class Register(RuleBasedStateMachine):
    """The register and its model side by side."""

    cases = Bundle("cases")
    records = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name) / "home"
        shutil.copytree(founded(), home)
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
            self.model[case].seqs += [receipt.seq for receipt in receipts]
        return self.desk.at(receipts[0].seq)

    def market(self, officer: str) -> bool:
        return officer.startswith("market")

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
        self.held[seq] = {"authority": officer.split("-")[0], "retain": later(decided, 36), "entries": [seq], "state": "held"}
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

    # --- the procedure -------------------------------------------------------------------------

    @rule(target=cases, number=st.sampled_from(NUMBERS), listing=st.sampled_from(LISTS), officer=officers,
          ground=st.sampled_from(("breach", "minor")), conduct=st.sampled_from((date(2020, 5, 1), date(2026, 4, 1))),
          truth=st.sampled_from(("met", "met", "met", "met", "not met", "excluded", "unknown")))  # fmt: skip
    def propose(self, number: int, listing: str, officer: str, ground: str, conduct: date, truth: str) -> Any:
        stated = facts(broke=truth != "not met", small=truth != "not met", forced=truth == "excluded")
        stated = [fact for fact in stated if truth != "unknown" or fact.fact == "forced"]
        command = ProposeListing(code=code(number), list=listing, ground=ground, facts=stated, conduct_on=conduct)
        listed = any(c.code == code(number) and c.list == listing and c.running(self.today) for c in self.model.values())
        allowed = self.market(officer) and number in self.registered and truth == "met" and not listed
        event = self.attempt(command, officer, allowed)
        if event is None:
            return multiple()
        self.model[event.case] = Case(
            event.case, code(number), listing, "market", ground=ground, conduct=conduct, opened=self.today, proposer=officer,
            seqs=[self.desk.size() - 1],
        )
        return event.case

    def found(self, case: str, *stages: str) -> Case | None:
        found = self.model.get(case)
        return found if found is not None and found.stage in stages else None

    @rule(case=cases, officer=officers, back=st.sampled_from((0, 0, 0, 1, 400, -1)), document=documents)
    def serve(self, case: str, officer: str, back: int, document: str) -> None:
        found = self.found(case, "proposed")
        served = self.today - timedelta(days=back)
        allowed = bool(found and self.market(officer) and document and found.opened <= served <= self.today)
        text = document and self.canary()
        event = self.attempt(self.desk.notice(case, served_on=served, document=text), officer, allowed)
        if found and allowed:
            least = CALENDAR_DAYS.get(found.list)
            if least:
                assert event.answer_by == served + timedelta(days=least)
            else:  # five working days: a week, or more over a holiday
                assert served + timedelta(days=5) <= event.answer_by <= served + timedelta(days=17)
            found.stage, found.answer_by = "noticed", event.answer_by

    @rule(case=cases, officer=officers)
    def answer(self, case: str, officer: str) -> None:
        found = self.found(case, "noticed")
        allowed = bool(found and self.market(officer))
        self.attempt(ReceiveAnswer(case=case, received_on=self.today, document=self.canary()), officer, allowed)
        if found and allowed:
            found.answered = True

    @rule(case=cases, officer=officers, document=documents,
          considered=st.sampled_from(("none", "rejected", "rejected", "accepted")))  # fmt: skip
    def decide(self, case: str, officer: str, document: str, considered: str) -> None:
        found = self.found(case, "noticed")
        allowed = bool(
            found and self.market(officer) and document and found.answer_by and self.today > found.answer_by
            and considered != "accepted" and not (found.answered and considered == "none")
        )  # fmt: skip
        text = document and self.canary()
        self.attempt(DecideListing(case=case, document=text, answer_considered=considered), officer, allowed)
        if found and allowed:
            found.stage, found.decider = "decided", officer

    @rule(case=cases, officer=officers)
    def approve(self, case: str, officer: str) -> None:
        found = self.found(case, "decided")
        allowed = bool(
            found and self.market(officer) and officer not in (found.proposer, found.decider)
            and not any(c.code == found.code and c.list == found.list and c.running(self.today)
                        for c in self.model.values())
        )  # fmt: skip
        self.desk.office.seal_if_needed()
        before = self.verdict(found.code) if found else None
        self.attempt(ApproveListing(case=case), officer, allowed)
        if found and allowed:
            assert self.verdict(found.code) == before, "a listing has no effect before it is sealed"
            found.stage, found.approver, found.since = "listed", officer, self.today
            found.until, found.review_by = span(found.list, found.ground, found.conduct, self.today)
            months = REPAIR_AFTER.get(found.list)
            found.repair_from = later(self.today, months) if months else None
            last = found.until or found.review_by
            assert last
            found.retain_until = later(last, KEPT)

    @rule(case=cases, officer=officers)
    def drop(self, case: str, officer: str) -> None:
        found = self.found(case, "proposed", "noticed", "decided")
        allowed = bool(found and self.market(officer))
        self.attempt(DropCase(case=case, reason="answer-accepted"), officer, allowed)
        if found and allowed:
            found.stage, found.retain_until = "dropped", later(self.today, DROPPED)

    @rule(target=cases, number=st.sampled_from(NUMBERS), listing=st.sampled_from(LISTS), ground=st.sampled_from(("breach", "minor")),
          conduct=st.sampled_from((date(2020, 5, 1), date(2026, 4, 1))))  # fmt: skip
    def a_case_in_good_order(self, number: int, listing: str, ground: str, conduct: date) -> Any:
        """Random steps alone seldom get as far as a listing: this one takes the whole way."""
        if number not in self.registered:
            self.register_one(number, "market-1")
        case = self.propose(number, listing, "market-1", ground, conduct, "met")
        if not isinstance(case, str):
            return multiple()
        self.serve(case, "market-2", 0, "ok")
        self.time_passes(20)
        self.decide(case, "market-2", "ok", "none")
        self.approve(case, "market-3")
        return case

    # --- the ways back -------------------------------------------------------------------------

    @rule(case=cases, officer=officers)
    def object_to(self, case: str, officer: str) -> None:
        found = self.found(case, "listed")
        allowed = bool(found and not found.objection)
        self.attempt(OpenObjection(case=case, document=self.canary()), officer, allowed)
        if found and allowed:
            found.objection = True

    @rule(case=cases, officer=officers, upheld=st.booleans())
    def decide_objection(self, case: str, officer: str, upheld: bool) -> None:
        found = self.found(case, "listed")
        fresh = found is not None and officer not in (found.proposer, found.decider, found.approver)
        allowed = bool(found and officer.startswith(found.authority) and found.objection and (upheld or fresh))
        self.attempt(DecideObjection(case=case, upheld=upheld, document=self.canary()), officer, allowed)
        if found and allowed:
            found.objection = False
            if upheld:
                found.end(self.today, "annulled")

    @rule(case=cases, officer=officers)
    def review(self, case: str, officer: str) -> None:
        found = self.found(case, "listed")
        allowed = bool(
            found and self.market(officer) and found.list == "open" and found.review_by and self.today < found.review_by
            and officer not in (found.proposer, found.decider, found.approver)
        )  # fmt: skip
        self.attempt(ReviewListing(case=case, document=self.canary()), officer, allowed)
        if found and allowed:
            found.review_by = later(self.today, 24)
            found.retain_until = later(found.review_by, KEPT)

    @rule(case=cases, officer=officers, document=documents,
          ending=st.sampled_from(("repaired", "annulled", "performed", "source-ended")))  # fmt: skip
    def end(self, case: str, officer: str, document: str, ending: str) -> None:
        found = self.found(case, "listed")
        known = found is not None and ending in ENDINGS.get(found.list, ("source-ended", "annulled"))
        early = ending == "repaired" and found and (found.repair_from is None or self.today < found.repair_from)
        allowed = bool(found and officer.startswith(found.authority) and document and known and not early)
        self.attempt(EndListing(case=case, ending=ending, document=document and self.canary()), officer, allowed)
        if found and allowed:
            found.end(self.today, ending)

    @rule(case=cases, officer=officers)
    def forget_case(self, case: str, officer: str) -> None:
        found = self.model.get(case)
        allowed = bool(found and found.retain_until and found.retain_until <= self.today)
        entries = list(found.seqs) if found else []
        self.attempt(EraseCase(case=case), officer, allowed)
        if found and allowed:
            assert not found.running(self.today)
            self.erased += entries
            del self.model[case]

    # --- files of a list that its source keeps --------------------------------------------------

    @rule(target=cases, carried=st.sets(st.sampled_from((1, 2, 3, 4, 5)), min_size=1))
    def the_source_sends_its_list(self, carried: set[int]) -> Any:
        digest = f"{len(self.files):064d}"
        self.files[digest] = sorted(carried)
        return multiple(*self.send(digest))

    @rule(which=st.integers(0, 9))
    def an_old_list_is_sent_again(self, which: int) -> None:
        if not self.files:
            return
        digest = sorted(self.files)[which % len(self.files)]
        before = self.desk.size()
        self.send(digest, again=True)
        assert self.desk.size() == before

    def send(self, digest: str, again: bool = False) -> list[str]:
        """Send a file of the source; the new cases."""
        mirrored = [c for c in self.model.values() if c.authority == "source"]
        desk, numbers = self.desk, self.files[digest]
        file = open_file(desk.office, digest, "ceis", "source", desk.signer("source-1"))
        outcomes: list[RowOutcome] = file_rows(desk.office, file, [desk.mirrored(number) for number in numbers])
        new: list[str] = []
        met: set[str] = set()
        for number, outcome in zip(numbers, outcomes, strict=True):
            newest = next((c for c in reversed(mirrored) if c.code == code(number)), None)
            back = newest is None or (newest.lapsed(self.today) or newest.ended_by == "source-ended")
            if newest is None and again:  # its case was erased meanwhile
                assert outcome.status == "refused"
                continue
            assert outcome.status == ("accepted" if back and not again else "already_held")
            if outcome.status == "accepted":
                assert outcome.seq is not None
                event: Any = desk.at(outcome.seq)
                self.model[event.case] = Case(
                    event.case, code(number), "suspended", "source", "listed", review_by=later(self.today, 12),
                    retain_until=later(self.today, 12 + KEPT), seqs=[outcome.seq],
                )  # fmt: skip
                self.registered.add(number)
                new.append(event.case)
            elif newest is not None:
                met.add(newest.id)
        lapsed = close_file(desk.office, file, counts(outcomes))
        standing = [c for c in mirrored if c.stage == "listed" and not c.lapsed(self.today)]
        gone = [c for c in standing if c.id not in met]
        if again or len(gone) > len(standing) / 2:
            gone = []
        assert lapsed == len(gone)
        for case in gone:
            case.end(self.today, "source-ended")
            case.seqs = [row["seq"] for row in desk.rows("case_entry", id=case.id)]
        return new

    # --- what must always hold -------------------------------------------------------------------

    def verdict(self, which: str) -> str:
        verdict: str = asking.check(self.desk.office, which, "procurement.bid", "test").verdict
        return verdict

    @invariant()
    def what_stands_is_what_the_model_says(self) -> None:
        codes = {row["subject"]: row["code"] for row in self.desk.rows("organisation")}
        rows = [
            (codes[r["subject"]], r["list"], r["id"], r["since"], r["until"], r["review_by"], r["ended_on"], bool(r["objection"]))
            for r in self.desk.rows("standing")
        ]  # fmt: skip
        expected = [case.row() for case in self.model.values() if case.stage in ("listed", "ended")]
        assert sorted(rows, key=str) == sorted(expected, key=str)
        assert all(row[4] is not None or row[5] is not None for row in rows), "everything adverse has an end"

    @invariant()
    def nobody_is_restricted_but_by_due_process(self) -> None:
        self.desk.office.seal_if_needed()
        for number in self.registered:
            verdict = asking.check(self.desk.office, code(number), "procurement.bid", "test")
            running = {c.id: c for c in self.model.values() if c.code == code(number) and c.running(self.today)}
            assert {reason.case for reason in verdict.reasons} == set(running)
            assert (verdict.verdict == "clear") == (not running)
            for reason in verdict.reasons:
                case = running[reason.case]
                assert reason.objection_open == case.objection
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


TestRegister = Register.TestCase
TestRegister.settings = settings(
    max_examples=1000 if DEEP else 80, stateful_step_count=60 if DEEP else 50, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
