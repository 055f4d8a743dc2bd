"""The machine's hearings: asked for, announced, held, given up or missed, in any order and by anybody."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.office.machine import Watched, officers
from tests.office.machine_later import Later
from tests.office.model import CALENDAR_DAYS, HEARING_DAYS, Case
from xinyong.register.hold_hearing import HoldHearing, InviteToHearing, RequestHearing, WaiveHearing

cases = Watched.cases


class Hearing(Later):
    """What a subject may ask for before anything is decided."""

    def hearable(self, case: str, officer: str, *stages: str) -> Case | None:
        """The case, where it can still be decided and the officer is of its authority."""
        found = self.model.get(case)
        alive = found is not None and found.stage in stages and not found.over(self.today)
        return found if found and alive and officer.startswith(found.authority) else None

    @rule(case=cases, officer=officers, back=st.sampled_from((0, 0, 1, 9)))
    def ask_to_be_heard(self, case: str, officer: str, back: int) -> None:
        found = self.hearable(case, officer, "noticed", "decided")
        asked = self.today - timedelta(days=back)
        allowed = bool(
            found and found.answer_by and found.served <= asked <= found.answer_by and not found.asked
            and not found.heard and found.list not in CALENDAR_DAYS
        )  # fmt: skip
        self.attempt(RequestHearing(case=case, received_on=asked, document=self.canary()), officer, allowed)
        if found and allowed:
            found.asked, found.invited_for = True, None
            found.stage, found.decider = "noticed", ""

    @rule(case=cases, officer=officers, ahead=st.sampled_from((6, 7, 8)))
    def invite(self, case: str, officer: str, ahead: int) -> None:
        found = self.hearable(case, officer, "noticed")
        day = self.today + timedelta(days=ahead)
        allowed = bool(found and found.asked and ahead >= HEARING_DAYS)
        command = InviteToHearing(case=case, served_on=self.today, held_on=day, place="听证室", document=self.canary())
        self.attempt(command, officer, allowed)
        if found and allowed:
            found.invited_for = day

    @rule(case=cases, officer=officers)
    def hold(self, case: str, officer: str) -> None:
        found = self.hearable(case, officer, "noticed")
        allowed = bool(
            found and found.asked and found.invited_for and self.today >= found.invited_for
            and officer != found.proposer
        )  # fmt: skip
        command = HoldHearing(case=case, held_on=self.today, document=self.canary(), heard=["agent"])
        self.attempt(command, officer, allowed)
        if found and allowed:
            found.asked, found.heard = False, True

    @rule(case=cases, officer=officers, how=st.sampled_from(("given-up", "stayed-away")))
    def waive(self, case: str, officer: str, how: str) -> None:
        found = self.hearable(case, officer, "noticed")
        came = bool(found and found.invited_for and self.today >= found.invited_for)
        allowed = bool(found and found.asked and (how == "given-up" or came))
        self.attempt(WaiveHearing(case=case, how=how, document=self.canary()), officer, allowed)
        if found and allowed:
            found.asked = False

    @rule(case=cases)
    def a_hearing_in_good_order(self, case: str) -> None:
        """Asked for, announced and held as it should be, where the case stands for it."""
        self.ask_to_be_heard(case, "market-1", 0)
        self.invite(case, "market-2", 7)
        self.time_passes(9)
        self.hold(case, "market-4")
