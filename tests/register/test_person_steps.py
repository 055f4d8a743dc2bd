"""Any order of steps on persons' cases by any officers: whatever is taken or refused, nobody else learns of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.register.desk import Desk, MakeDesk
from tests.register.people import ADULT, LIST, NAME, OTHER, people_book, people_version, proposal
from xinyong.errors import CallerError
from xinyong.register.approve_step import ApproveStep
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.serve_notice import ReceiveAnswer
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect
from xinyong.register.tell_employer import TellEmployer

D = "试字〔2026〕1号"
PUBLIC = ("organisation", "standing", "exemption", "standing_change", "record")
Step = Callable[[Desk, str], Command]


def _today(desk: Desk) -> date:
    return desk.office.today()


STEPS: dict[str, Step] = {
    "notice": lambda desk, case: desk.notice(case),
    "answer": lambda desk, case: ReceiveAnswer(case=case, received_on=_today(desk), document=D),
    "decide": lambda desk, case: DecideListing(case=case, document=D),
    "decide-answered": lambda desk, case: DecideListing(case=case, document=D, answer_considered="rejected"),
    "approve": lambda desk, case: ApproveListing(case=case),
    "drop": lambda desk, case: DropCase(case=case, reason="ground-not-met"),
    "object": lambda desk, case: OpenObjection(case=case, document=D),
    "uphold": lambda desk, case: DecideObjection(case=case, upheld=True, document=D),
    "suspend": lambda desk, case: SuspendEffect(case=case, reason="wrong-subject", document=D),
    "resume": lambda desk, case: ResumeEffect(case=case, document=D),
    "step": lambda desk, case: ApproveStep(case=case),
    "sue": lambda desk, case: OpenContest(case=case, remedy="litigation", opened_on=_today(desk), document=D),
    "judge": lambda desk, case: DecideContest(case=case, outcome="annulled", document=D),
    "exempt": lambda desk, case: ExemptAction(
        case=case, action="procurement.bid", until=_today(desk) + timedelta(days=9), reason="own-money", document=D),
    "apply": lambda desk, case: ApplyRepair(case=case, received_on=_today(desk), document=D),
    "repair": lambda desk, case: DecideRepair(case=case, granted=True, document=D),
    "employer": lambda desk, case: TellEmployer(case=case, capacity="state-functionary", document=D),
    "end": lambda desk, case: EndListing(case=case, ending="performed", document=D),
    "death": lambda desk, case: EndListing(case=case, ending="death", document=D),
    "erase": lambda desk, case: EraseCase(case=case),
}  # fmt: skip
COMMON = ("notice", "decide", "approve", "object", "suspend", "exempt", "end")
move = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 400), st.just("")),
    st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 1), st.sampled_from(["market-1", "market-2", "tax-1"])),
    st.tuples(st.sampled_from(COMMON), st.integers(0, 1), st.sampled_from(["market-1", "market-2"])),
)


@pytest.mark.article(5)
@pytest.mark.article(6)
@pytest.mark.article(11)
@pytest.mark.article(13)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(move, max_size=25))
def test_whatever_the_order_and_whoever_tries(make_desk: MakeDesk, moves: list[tuple[str, int, str]]) -> None:
    desk = make_desk(people_book(people_version(employer_told="act#17")))
    desk.organisation(1)
    public = {table: len(desk.rows(table)) for table in PUBLIC}
    cases = [desk.event(proposal(number)).case for number in (ADULT, OTHER)]
    for what, which, officer in moves:
        if what == "wait":
            desk.after(days=which)
            continue
        _attempt(desk, STEPS[what](desk, cases[which]), officer)
        assert {table: len(desk.rows(table)) for table in PUBLIC} == public
    _accounted_for(desk, cases)


def _attempt(desk: Desk, command: Command, officer: str) -> None:
    try:
        desk.do(command, officer)
    except CallerError as refusal:
        told = str(refusal.as_dict())
        assert ADULT not in told and OTHER not in told and NAME not in told
        return
    asks = (OpenObjection, OpenContest, ApplyRepair)
    assert officer.startswith("market") or isinstance(command, asks), "another authority's step went through"


def _accounted_for(desk: Desk, cases: list[str]) -> None:
    """What stands was noticed, decided and approved by two; every body opens by its own person's key alone."""
    for row in desk.rows("person_standing"):
        entries = [each["seq"] for each in desk.rows("case_entry", id=row["id"])]
        with desk.office.store.reading() as reading:
            by_kind: dict[str, Any] = {reading.entry(seq).kind: reading.entry(seq) for seq in entries}
        assert {"listing.notice-served/1", "listing.decided/1", "listing.approved/1"} <= set(by_kind)
        decided, approved = by_kind["listing.decided/1"], by_kind["listing.approved/1"]
        assert decided.officer != approved.officer
        assert approved.event.since > by_kind["listing.notice-served/1"].event.answer_by
        assert row["list"] == LIST and row["until"] is not None
    before = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == before
    held = {case: desk.rows("casefile", id=case) for case in cases}
    for case, rows in held.items():
        if rows:
            entries = [each["seq"] for each in desk.rows("case_entry", id=case)]
            assert all(desk.at(seq) is not None for seq in entries)
            desk.office.keys.destroy(desk.office.keys.sealed_under(rows[0]["subject"]))
            assert all(desk.at(seq) is None for seq in entries)
