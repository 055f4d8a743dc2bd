"""A listing that carries out another has effect only while that one has: by construction, with no job to run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.register.book import bent, make_book
from tests.register.desk import Desk, MakeDesk, facts
from xinyong.errors import CallerError, Refused
from xinyong.register.approve_step import ApproveStep
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.review_listing import ReviewListing
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect

OWN, THEIRS = "bond.issue", "procurement.bid"
SHARED = bent("carrying", measures=make_book().lists["fixed"].versions[-1].measures)
"""The law of the tests, but that what carries out touches the same action as its source."""


def carried(desk: Desk, code: str, source: str) -> str:
    """A whole case that carries out the source, up to the listing; its id."""
    return desk.listed(code, "carrying", source=source)


def both(desk: Desk, listing: str = "fixed") -> tuple[str, str, str]:
    """An organisation on a list, and a listing that carries it out: its code, the source's case, the other's."""
    code = desk.organisation()
    source = desk.listed(code, listing)
    return code, source, carried(desk, code, source)


def test_a_whole_one_and_what_it_says(desk: Desk) -> None:
    code, source, case = both(desk)
    verdict = desk.check(code, OWN)
    assert verdict.verdict == "prohibited"
    (reason,) = verdict.reasons
    assert (reason.list, reason.case, reason.source, reason.source_case) == ("carrying", case, "fixed", source)
    assert desk.check(code, THEIRS).reasons[0].source == ""


ENDS: dict[str, Callable[[Desk, str], object]] = {
    "repaired": lambda d, c: (d.after(days=400), d.do(EndListing(case=c, ending="repaired", document="试1号"))),
    "annulled": lambda d, c: d.do(EndListing(case=c, ending="annulled", document="试1号")),
    "stayed": lambda d, c: d.do(SuspendEffect(case=c, reason="court-stay", document="试1号")),
    "wrong": lambda d, c: d.do(SuspendEffect(case=c, reason="wrong-subject", document="试1号")),
}


@pytest.mark.article(7, 8)
@pytest.mark.parametrize("how", sorted(ENDS))
def test_it_ends_with_its_source_at_once(desk: Desk, how: str) -> None:
    code, source, case = both(desk)
    if how == "repaired":
        desk.do(EndListing(case=case, ending="performed", document="试0号"))
        desk.after(days=100)
        case = carried(desk, code, source)
    ENDS[how](desk, source)
    assert desk.check(code, OWN).verdict == "clear"
    with desk.office.store.reading() as reading:
        row = next(row for row in reading.rows("standing") if row["id"] == case)
    assert row["ended_on"] is None and not row["suspended"]  # nothing was written on it: it follows by itself


@pytest.mark.article(7)
def test_it_ends_when_the_clock_ends_its_source(desk: Desk) -> None:
    code = desk.organisation()
    source = desk.listed(code, "fixed", ground="minor")  # forty-five days
    desk.do(EndListing(case=source, ending="annulled", document="试1号"))
    source = desk.listed(code, "fixed", ground="breach")
    case = carried(desk, code, source)
    until = desk.rows("standing", id=source)[0]["until"]
    own = desk.rows("standing", id=case)[0]["until"]
    desk.on(min(until, own) - timedelta(days=1))
    assert desk.check(code, OWN).verdict == "prohibited"
    assert desk.check(code, OWN).reasons[0].until == min(until, own)
    desk.on(min(until, own))
    assert desk.check(code, OWN).verdict == "clear"


@pytest.mark.article(8)
def test_a_suspension_is_lifted_with_its_source_s(desk: Desk) -> None:
    code, source, _ = both(desk)
    desk.do(SuspendEffect(case=source, reason="court-stay", document="试1号"))
    assert desk.check(code, OWN).verdict == "clear" and desk.check(code, OWN).limits
    desk.step(ResumeEffect(case=source, document="试2号"))
    assert desk.check(code, OWN).verdict == "prohibited"


@pytest.mark.article(5, 7)
def test_a_source_restored_after_a_false_repair_does_not_bring_it_back(desk: Desk) -> None:
    code = desk.organisation()
    source = desk.listed(code)
    desk.after(days=380)
    case = carried(desk, code, source)
    desk.do(EndListing(case=source, ending="repaired", document="试1号"))
    served = desk.office.today()
    desk.after(days=20)
    desk.step(RestoreListing(case=source, served_on=served, document="试2号"))
    assert desk.check(code, THEIRS).verdict == "prohibited"
    assert desk.check(code, OWN).verdict == "clear"
    assert carried(desk, code, source) != case
    assert desk.check(code, OWN).verdict == "prohibited"


@pytest.mark.article(14)
def test_it_ends_when_its_source_is_erased(desk: Desk) -> None:
    code = desk.organisation()
    source = desk.listed(code, "open")
    case = carried(desk, code, source)
    desk.on(date(2040, 1, 1))
    assert desk.rows("standing", id=case)
    desk.do(EraseCase(case=source))
    assert desk.check(code, OWN).verdict == "clear"


@pytest.mark.article(8)
def test_an_objection_to_the_source_is_flagged_on_it(desk: Desk) -> None:
    code, source, _ = both(desk)
    desk.do(OpenObjection(case=source, document="试异1号"))
    assert desk.check(code, OWN).reasons[0].objection_open


@pytest.mark.article(8, 12)
def test_what_is_free_of_the_source_is_free_of_it(make_desk: MakeDesk) -> None:
    desk = make_desk(SHARED)
    code, source, _ = both(desk)
    assert {reason.list for reason in desk.check(code, THEIRS).reasons} == {"fixed", "carrying"}
    until = desk.office.today() + timedelta(days=3)
    desk.do(ExemptAction(case=source, action=THEIRS, until=until, reason="necessary", document="试免1号"))
    assert desk.check(code, THEIRS).verdict == "clear"
    desk.on(until)
    assert len(desk.check(code, THEIRS).reasons) == 2


@pytest.mark.article(2, 10)
def test_another_s_listing_cannot_be_carried_out(desk: Desk) -> None:
    desk.organisation(2)
    source = desk.listed(desk.organisation(1))
    other = desk.registration(2).code
    propose = ProposeListing(
        code=other, list="carrying", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1), source=source
    )
    refusal = desk.refusal(propose)
    assert isinstance(refusal, Refused) and refusal.code == "no-source" and refusal.article == 2


@pytest.mark.article(2)
@pytest.mark.parametrize("listing", ["regional", "milder"])
def test_a_list_that_its_law_does_not_name_cannot_be_carried_out(desk: Desk, listing: str) -> None:
    code = desk.organisation()
    source = desk.listed(code, listing)
    propose = ProposeListing(
        code=code, list="carrying", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1), source=source
    )
    assert desk.refusal(propose).code == "no-source"


@pytest.mark.article(7)
def test_a_source_that_ended_before_approval_stops_it(desk: Desk) -> None:
    code = desk.organisation()
    source = desk.listed(code)
    case = desk.decided(code, "carrying", source=source)
    desk.do(EndListing(case=source, ending="annulled", document="试1号"))
    refusal = desk.refusal(ApproveListing(case=case), "market-2")
    assert refusal.code == "source-not-in-force" and refusal.article == 7


@pytest.mark.article(2)
def test_a_list_that_carries_out_nothing_takes_no_source(desk: Desk) -> None:
    code = desk.organisation()
    source = desk.listed(code)
    propose = ProposeListing(
        code=code, list="open", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1), source=source
    )
    assert desk.refusal(propose).article == 2


STEPS: dict[str, Callable[[Desk, str, str], object]] = {
    "stay": lambda d, s, c: d.do(SuspendEffect(case=s, reason="authority-stay", document="试1号")),
    "wrong": lambda d, s, c: d.do(SuspendEffect(case=s, reason="wrong-subject", document="试1号")),
    "resume": lambda d, s, c: d.step(ResumeEffect(case=s, document="试2号")),
    "resume own": lambda d, s, c: d.step(ResumeEffect(case=c, document="试2号")),
    "stay own": lambda d, s, c: d.do(SuspendEffect(case=c, reason="authority-stay", document="试1号")),
    "object": lambda d, s, c: d.do(OpenObjection(case=s, document="试异1号")),
    "uphold": lambda d, s, c: d.do(DecideObjection(case=s, upheld=True, document="试异2号")),
    "contest": lambda d, s, c: d.do(
        OpenContest(case=s, remedy="litigation", document="试诉1号", opened_on=d.office.today())),
    "annul": lambda d, s, c: d.do(DecideContest(case=s, outcome="annulled", document="试诉2号")),
    "end": lambda d, s, c: d.do(EndListing(case=s, ending="annulled", document="试终1号")),
    "perform": lambda d, s, c: d.do(EndListing(case=s, ending="performed", document="试终1号")),
    "renew": lambda d, s, c: d.step(ReviewListing(case=s, document="试续1号")),
    "restore": lambda d, s, c: d.step(RestoreListing(case=s, served_on=d.office.today(), document="试复1号")),
    "approve": lambda d, s, c: d.do(ApproveStep(case=s), "market-4"),
    "erase": lambda d, s, c: d.do(EraseCase(case=s)),
    "free": lambda d, s, c: d.do(ExemptAction(
        case=s, action=THEIRS, until=d.office.today() + timedelta(days=40), reason="necessary", document="试免1号")),
    "month": lambda d, s, c: d.after(days=31),
    "year": lambda d, s, c: d.after(days=340),
    "again": lambda d, s, c: d.do(ProposeListing(
        code=d.registration(1).code, list="carrying", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1),
        source=s)),
    "seal": lambda d, s, c: d.office.seal_if_needed(),
}  # fmt: skip


@pytest.mark.article(7, 12)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(listing=st.sampled_from(["fixed", "open"]), steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=9))
def test_whatever_is_decided_on_the_source_it_never_outlives_it(
    make_desk: MakeDesk, listing: str, steps: list[str]
) -> None:
    desk = make_desk(SHARED)
    try:
        code, source, case = both(desk, listing)
        for step in steps:
            try:
                STEPS[step](desk, source, case)
            except CallerError:
                continue
            having = {reason.list for reason in desk.check(code, THEIRS).reasons}
            assert "carrying" not in having or listing in having, step
        size = desk.size()
        assert desk.office.store.rebuild() == size
    finally:
        desk.close()


def test_decided_twice_over(desk: Desk) -> None:
    """One listing on the carried list at a time, also while its source is suspended."""
    code, source, case = both(desk)
    desk.do(SuspendEffect(case=source, reason="court-stay", document="试1号"))
    other = desk.listed(code, "open")
    propose = ProposeListing(
        code=code, list="carrying", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1), source=other
    )
    assert desk.refusal(propose).code == "already-listed"
    desk.do(EndListing(case=source, ending="annulled", document="试2号"))
    again = desk.noticed(code, "carrying", source=other)
    desk.after(days=20)
    desk.do(DecideListing(case=again, document="试列9号"))
    desk.do(ApproveListing(case=again), "market-2")
    assert desk.check(code, OWN).reasons[0].case == again != case
