"""The machine's later steps: relief, repair, contests, exemptions, and the adverse steps that take two officers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.office.machine import Watched, documents, officers
from tests.office.model import KEPT, Case, later, no_holiday
from xinyong.register.approve_step import ApproveStep, DeclineStep
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.core import Command
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.pledge_credit import FindBreach, MakePledge, WithdrawPledge
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect

cases = Watched.cases


class Later(Watched):
    """What happens to a listing after it was decided."""

    def listing(self, case: str, stage: str = "listed") -> Case | None:
        found = self.model.get(case)
        return found if found is not None and found.stage == stage else None

    def mine(self, case: str, officer: str, stage: str = "listed") -> Case | None:
        """The case where the officer is of the authority that decided it."""
        found = self.listing(case, stage)
        return found if found is not None and officer.startswith(found.authority) else None

    # --- two officers --------------------------------------------------------------------------

    def may(self, found: Case, step: str) -> bool:
        """Whether the step may be taken on this day, whoever takes it."""
        today = self.today
        match step:
            case "review":
                return found.list == "open" and found.review_by is not None and today < found.review_by
            case "objection-rejected":
                return found.objection
            case "repair-refused":
                return found.applied
            case "resume":
                return found.suspended and (found.settle_by is None or today <= found.settle_by)
            case "extend":
                running = found.until is not None and today < found.until
                return running and not found.extended and found.ground == "breach" and found.authority == "market"
            case "restore":
                left = found.until is not None and today < found.until
                return found.stage == "ended" and found.ended_by == "repaired" and left
        return found.pledged

    @rule(case=cases, officer=officers)
    def approve_step(self, case: str, officer: str) -> None:
        found = self.model.get(case)
        waits = found.waits(self.today) if found and officer.startswith(found.authority) else None
        allowed = bool(found and waits and officer != waits[1] and self.may(found, waits[0]))
        if found and waits and waits[0] == "restore":
            allowed = allowed and not self.listed(found.code, found.list)
        self.attempt(ApproveStep(case=case), officer, allowed)
        if found and waits and allowed:
            found.pending = None
            self.carried(found, waits[0])

    def carried(self, found: Case, step: str) -> None:
        match step:
            case "review":
                found.review_by = later(self.today, 24)
                found.retain_until = later(found.review_by, KEPT)
            case "objection-rejected":
                found.objection = False
            case "repair-refused":
                found.applied = False
            case "resume":
                found.suspended, found.settle_by = False, None
                found.retain_until = later(found.last(), KEPT)
            case "extend":
                assert found.until
                found.until, found.extended = later(found.until, found.months), True
                found.retain_until = later(found.until, KEPT)
            case "restore":
                found.stage, found.ended_on, found.ended_by = "listed", None, ""
                found.retain_until = later(found.last(), KEPT)
            case _:
                found.pledged = False

    @rule(case=cases, officer=officers)
    def decline_step(self, case: str, officer: str) -> None:
        found = self.model.get(case)
        allowed = bool(found and found.pending and officer.startswith(found.authority))
        self.attempt(DeclineStep(case=case), officer, allowed)
        if found and allowed:
            found.pending = None

    # --- relief and its end ----------------------------------------------------------------------

    @rule(case=cases, officer=officers, reason=st.sampled_from(("wrong-subject", "court-stay")), document=documents)
    def suspend(self, case: str, officer: str, reason: str, document: str) -> None:
        found = self.mine(case, officer)
        allowed = bool(found and document and not found.suspended)
        command = SuspendEffect(case=case, reason=reason, document=document and self.canary())
        event = self.attempt(command, officer, allowed)
        if found and allowed:
            found.suspended, found.settle_by = True, event.decide_by
            if event.decide_by:
                assert self.today + timedelta(days=5) <= event.decide_by <= self.today + timedelta(days=17)
                over = min(found.last(), event.decide_by + timedelta(days=1))
                found.retain_until = later(over, KEPT)
            if found.code in {c.code for c in self.model.values()}:
                assert not found.running(self.today), "relief takes effect at once, sealed or not"

    @rule(case=cases, officer=officers)
    def resume(self, case: str, officer: str) -> None:
        found = self.mine(case, officer)
        allowed = bool(found and found.waits(self.today) is None and self.may(found, "resume"))
        self.attempt(ResumeEffect(case=case, document=self.canary()), officer, allowed)
        if found and allowed:
            found.pending = ("resume", officer, self.today)

    # --- repair, restored ------------------------------------------------------------------------

    @rule(case=cases, officer=officers)
    def apply_for_repair(self, case: str, officer: str) -> None:
        found = self.listing(case)
        early = found is None or found.repair_from is None or self.today < found.repair_from
        allowed = bool(found and not found.applied and not early)
        self.attempt(ApplyRepair(case=case, received_on=self.today, document=self.canary()), officer, allowed)
        if found and allowed:
            found.applied = True

    @rule(case=cases, officer=officers, granted=st.booleans())
    def decide_repair(self, case: str, officer: str, granted: bool) -> None:
        found = self.mine(case, officer)
        allowed = bool(found and found.applied and (granted or found.waits(self.today) is None))
        self.attempt(DecideRepair(case=case, granted=granted, document=self.canary()), officer, allowed)
        if found and allowed:
            if granted:
                found.end(self.today, "repaired")
            else:
                found.pending = ("repair-refused", officer, self.today)

    @rule(case=cases, officer=officers, back=st.sampled_from((0, 30, 30)))
    def restore(self, case: str, officer: str, back: int) -> None:
        found = self.mine(case, officer, "ended")
        able = bool(found and found.waits(self.today) is None and self.may(found, "restore"))
        allowed = bool(able and found and self.told(found.ended_on, back))
        served = self.today - timedelta(days=back)
        self.attempt(RestoreListing(case=case, served_on=served, document=self.canary()), officer, allowed)
        if found and allowed:
            found.pending = ("restore", officer, self.today)

    def told(self, earliest: date | None, back: int) -> bool:
        """Whether a notice served so many days ago, and not before there was cause, could be answered."""
        return back >= 30 and earliest is not None and self.today - timedelta(days=back) >= earliest

    @rule(case=cases, officer=officers, back=st.sampled_from((0, 30, 30)), months=st.sampled_from((5, 6, 24, 25)))
    def extend(self, case: str, officer: str, back: int, months: int) -> None:
        found = self.mine(case, officer)
        allowed = bool(
            found and found.waits(self.today) is None and self.may(found, "extend") and 6 <= months <= 24
            and self.told(found.since, back)
        )  # fmt: skip
        command = ExtendListing(
            case=case, extension="grave", months=months, served_on=self.today - timedelta(days=back),
            document=self.canary(),
        )
        self.attempt(command, officer, allowed)
        if found and allowed:
            found.pending, found.months = ("extend", officer, self.today), months

    # --- contests, pledges, exemptions, service ----------------------------------------------------

    @rule(case=cases, officer=officers)
    def go_to_court(self, case: str, officer: str) -> None:
        found = self.listing(case)
        allowed = bool(found and not found.contested)
        command = OpenContest(case=case, remedy="litigation", opened_on=self.today, document=self.canary())
        self.attempt(command, officer, allowed)
        if found and allowed:
            found.contested = True

    @rule(case=cases, officer=officers, outcome=st.sampled_from(("upheld", "annulled", "varied")),
          ahead=st.sampled_from((1, 200, 4000)))  # fmt: skip
    def the_court_decides(self, case: str, officer: str, outcome: str, ahead: int) -> None:
        found = self.mine(case, officer)
        until = self.today + timedelta(days=ahead) if outcome == "varied" else None
        longer = bool(found and until and found.until and until > found.until)
        allowed = bool(found and found.contested and not longer)
        command = DecideContest(case=case, outcome=outcome, document=self.canary(), until=until)
        self.attempt(command, officer, allowed)
        if found and allowed:
            found.contested = False
            if outcome == "annulled":
                found.end(self.today, "annulled")
            elif until:
                found.until = until
                found.retain_until = later(found.last(), KEPT)

    @rule(case=cases, officer=officers, what=st.sampled_from(("make", "withdraw", "breach")))
    def pledge(self, case: str, officer: str, what: str) -> None:
        found = self.listing(case)
        document = self.canary()
        if what == "breach":
            allowed = bool(self.mine(case, officer) and found and found.pledged and found.waits(self.today) is None)
            self.attempt(FindBreach(case=case, document=document), officer, allowed)
            if found and allowed:
                found.pending = ("pledge-breach", officer, self.today)
            return
        allowed = bool(found and found.pledged == (what == "withdraw"))
        command: Command = WithdrawPledge(case=case, document=document)
        if what == "make":
            command = MakePledge(case=case, template="repair-pledge", document=document)
        self.attempt(command, officer, allowed)
        if found and allowed:
            found.pledged = what == "make"
            if found.pending and found.pending[0] == "pledge-breach":
                found.pending = None

    @rule(case=cases, officer=officers, days=st.sampled_from((0, 3, 500)))
    def exempt(self, case: str, officer: str, days: int) -> None:
        found = self.mine(case, officer)
        until = self.today + timedelta(days=days)
        allowed = bool(found and days > 0)
        command = ExemptAction(
            case=case, action="procurement.bid", until=until, reason="necessary", document=self.canary()
        )
        self.attempt(command, officer, allowed)
        if found and allowed:
            found.exempt_until = max(until, found.exempt_until or until)

    @rule(case=cases, officer=officers, back=st.sampled_from((0, 0, 1, 900)), papers=st.booleans())
    def notify(self, case: str, officer: str, back: int, papers: bool) -> None:
        found = self.mine(case, officer)
        served = self.today - timedelta(days=back)
        allowed = bool(
            found and found.authority == "market" and found.since and not found.notified and served >= found.since
            and (papers or found.repair_from is None)
        )  # fmt: skip
        command = NotifyDecision(
            case=case, served_on=served, method="delivered", document=self.canary(),
            repair_notice=(papers and self.canary()) or "",
        )
        event: Any = self.attempt(command, officer, allowed)
        if found and allowed:
            found.notified = True
            assert {each.remedy: each.until for each in event.remedies} == {
                "objection": no_holiday(served + timedelta(days=30)), "litigation": no_holiday(later(served, 6))
            }
