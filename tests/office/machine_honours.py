"""The machine's honours: granted, lost to whatever begins, back, declined; beside everything else that happens."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, multiple, rule

from tests.office.machine import NUMBERS, officers
from tests.office.machine_later import Later
from tests.office.model import Case, later
from tests.register.desk import code, facts
from xinyong.check import asking
from xinyong.register.decline_honour import DeclineHonour
from xinyong.register.end_listing import EndListing
from xinyong.register.grant_honour import ApproveHonour, DecideHonour, ProposeHonour
from xinyong.register.standing import Standing, in_force

ENDED_BY = ("fixed", "open")
"""The adverse lists that the honour's law names."""


class Honoured(Later):
    """Honours on the side: kept apart from the adverse cases, whose rules must not touch them."""

    honours = Bundle("honours")

    def __init__(self) -> None:
        super().__init__()
        self.praised: dict[str, Case] = {}
        self.declined: set[str] = set()

    def barred(self, which: str) -> bool:
        """Whether a listing that ends the honour is in force."""
        return any(c.code == which and c.list in ENDED_BY and c.running(self.today) for c in self.model.values())

    def rows_of(self, which: str) -> list[Standing]:
        subjects = [row["subject"] for row in self.desk.rows("organisation") if row["code"] == which]
        return [Standing.of(row) for each in subjects for row in self.desk.rows("standing", subject=each)]

    def favoured(self, which: str) -> bool:
        return any(row.list == "praised" and in_force(row, self.today) for row in self.rows_of(which))

    @rule(target=honours, number=st.sampled_from(NUMBERS), officer=officers, approver=officers)
    def praise(self, number: int, officer: str, approver: str) -> Any:
        which = code(number)
        proposal = ProposeHonour(code=which, list="praised", ground="breach", facts=facts())
        allowed = (
            self.market(officer) and number in self.registered and which not in self.declined
            and not self.barred(which) and not self.favoured(which)
        )  # fmt: skip
        event = self.attempt(proposal, officer, allowed)
        if event is None:
            return multiple()
        self.attempt(DecideHonour(case=event.case, document=self.canary()), officer, True)
        self.attempt(ApproveHonour(case=event.case), approver, self.market(approver) and approver != officer)
        if not (self.market(approver) and approver != officer):
            return multiple()
        self.praised[event.case] = Case(
            event.case, which, "praised", "market", stage="listed", since=self.today, until=later(self.today, 36)
        )
        return event.case

    @rule(case=honours, officer=officers)
    def relieve_of_an_honour(self, case: str, officer: str) -> None:
        self.attempt(EndListing(case=case, ending="annulled", document=self.canary()), officer, False)

    @rule(case=honours, officer=officers)
    def decline(self, case: str, officer: str) -> None:
        held = case in self.praised
        seqs = [row["seq"] for row in self.desk.rows("case_entry", id=case)]
        self.attempt(DeclineHonour(case=case, document="a wish"), officer, held and self.market(officer))
        if held and self.market(officer):
            self.declined.add(self.praised.pop(case).code)
            self.erased += seqs

    @invariant()
    def nobody_is_praised_beside_what_ends_it(self) -> None:
        self.desk.office.seal_if_needed()
        for number in self.registered:
            which = code(number)
            answer = asking.check(self.desk.office, which, "award.apply", "test")
            favoured = answer.verdict == "favoured"
            assert len(answer.reasons) <= 1 and not (favoured and self.barred(which))
            running = [each for each in self.praised.values() if each.code == which and each.running(self.today)]
            assert {reason.case for reason in answer.reasons} <= {each.id for each in running}
            touched = any(c.code == which and c.list in ENDED_BY and c.since for c in self.model.values())
            assert favoured or touched or not running, "nothing but an adverse listing takes an honour away"
