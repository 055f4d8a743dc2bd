"""A whole register lived through at random: wrong officers, wrong order, wrong days, re-sent files, restarts.

Hypothesis drives the real office on a synthetic register and compares it after every step with an independent
model (``tests.office.model``). Whatever happens, nobody is restricted without a served notice, the time to answer,
two officers and a seal; everything adverse has an end; what ended does not stand again; the tables can be replayed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import multiple, rule

from tests.databases import on_postgresql
from tests.office.machine import LISTS, NUMBERS, conducts, documents, grounds, officers
from tests.office.machine_hearing import Hearing
from tests.office.model import (
    CALENDAR_DAYS,
    DECIDE_DAYS,
    DRAFT_DAYS,
    DROPPED,
    ENDINGS,
    KEPT,
    REPAIR_AFTER,
    Case,
    later,
    no_holiday,
    span,
)
from tests.register.desk import code, counts, facts
from xinyong.office.batch import RowOutcome, close_file, file_rows, open_file
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.review_listing import ReviewListing
from xinyong.register.serve_notice import ReceiveAnswer

pytestmark = pytest.mark.article(1, 2, 5, 6, 7, 8, 14, 15)
DEEP = settings.get_current_profile_name() == "deep"


class Register(Hearing):
    """The procedure, the ways back, and the files of a list that its source keeps."""

    cases = Hearing.cases

    # --- the procedure -------------------------------------------------------------------------

    @rule(target=cases, number=st.sampled_from(NUMBERS), listing=st.sampled_from(LISTS), officer=officers,
          ground=grounds, conduct=conducts,
          truth=st.sampled_from(("met", "met", "met", "met", "not met", "excluded", "unknown")))  # fmt: skip
    def propose(self, number: int, listing: str, officer: str, ground: str, conduct: date, truth: str) -> Any:
        stated = facts(broke=truth != "not met", small=truth != "not met", forced=truth == "excluded")
        stated = [fact for fact in stated if truth != "unknown" or fact.fact == "forced"]
        command = ProposeListing(code=code(number), list=listing, ground=ground, facts=stated, conduct_on=conduct)
        listed = self.listed(code(number), listing)
        allowed = self.market(officer) and number in self.registered and truth == "met" and not listed
        event = self.attempt(command, officer, allowed)
        if event is None:
            return multiple()
        self.model[event.case] = Case(
            event.case, code(number), listing, "market", ground=ground, conduct=conduct, opened=self.today,
            proposer=officer, seqs=[self.desk.size() - 1],
            retain_until=later(self.today + timedelta(days=DRAFT_DAYS), DROPPED),
        )
        return event.case

    def found(self, case: str, *stages: str) -> Case | None:
        found = self.model.get(case)
        return found if found is not None and found.stage in stages else None

    @rule(case=cases, officer=officers, back=st.sampled_from((0, 0, 0, 1, 400, -1)), document=documents)
    def serve(self, case: str, officer: str, back: int, document: str) -> None:
        found = self.found(case, "proposed")
        served = self.today - timedelta(days=back)
        allowed = bool(
            found and self.market(officer) and document and found.opened <= served <= self.today
            and self.today < found.opened + timedelta(days=DRAFT_DAYS)
        )  # fmt: skip
        text = document and self.canary()
        event = self.attempt(self.desk.notice(case, served_on=served, document=text), officer, allowed)
        if found and allowed:
            least = CALENDAR_DAYS.get(found.list)
            if least:
                assert event.answer_by == no_holiday(served + timedelta(days=least))
            else:  # five working days: a week, or more over a holiday
                assert served + timedelta(days=5) <= event.answer_by <= served + timedelta(days=17)
            found.stage, found.answer_by, found.served = "noticed", event.answer_by, served
            assert event.decide_by == event.answer_by + timedelta(days=DECIDE_DAYS)
            found.retain_until = later(event.decide_by + timedelta(days=1), DROPPED)

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
            and considered != "accepted" and not ((found.answered or found.heard) and considered == "none")
            and not found.asked and not found.over(self.today)
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
            and not self.listed(found.code, found.list) and not found.over(self.today)
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
            if not found.over(self.today):
                found.retain_until = later(self.today, DROPPED)  # what the clock ended is kept no longer for it
            found.stage = "dropped"

    @rule(target=cases, number=st.sampled_from(NUMBERS), listing=st.sampled_from(LISTS), ground=grounds,
          conduct=conducts)  # fmt: skip
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
        mine = bool(found and officer.startswith(found.authority) and found.objection)
        allowed = mine and (upheld or bool(fresh and found and found.waits(self.today) is None))
        self.attempt(DecideObjection(case=case, upheld=upheld, document=self.canary()), officer, allowed)
        if found and allowed:
            if upheld:
                found.end(self.today, "annulled")
            else:
                found.pending = ("objection-rejected", officer, self.today)

    @rule(case=cases, officer=officers)
    def review(self, case: str, officer: str) -> None:
        found = self.found(case, "listed")
        allowed = bool(
            found and self.market(officer) and found.list == "open" and found.review_by and self.today < found.review_by
            and officer not in (found.proposer, found.decider, found.approver) and found.waits(self.today) is None
        )  # fmt: skip
        self.attempt(ReviewListing(case=case, document=self.canary()), officer, allowed)
        if found and allowed:
            found.pending = ("review", officer, self.today)

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
        over = bool(found and found.retain_until and found.retain_until <= self.today)
        allowed = bool(over and found and not found.objection and not found.contested)
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


# A step on PostgreSQL waits for the server many times over: there it is the store that is tried, here the rules.
EXAMPLES, STEPS = (1000, 60) if DEEP else (15, 30) if on_postgresql() else (60, 50)

TestRegister = Register.TestCase
TestRegister.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
