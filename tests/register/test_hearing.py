"""A hearing from the request to the decision that considers it, and cases that the clock alone ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.register.book import bent, make_book, version
from tests.register.desk import Desk, MakeDesk, code, facts
from tests.register.test_articles_hearing import asked, invitation
from xinyong.check.case_view import view
from xinyong.errors import BadInput
from xinyong.register.approve_step import ApproveStep, DeclineStep
from xinyong.register.erase import EraseCase
from xinyong.register.events import StatedFact
from xinyong.register.hold_hearing import HoldHearing, InviteToHearing, RequestHearing, WaiveHearing
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.serve_notice import ReceiveAnswer
from xinyong.register.take_over import ApproveTakeOver, TakeOver

CODE = code(1)


def held(case: str, desk: Desk, *heard: str) -> HoldHearing:
    """The hearing of today."""
    return HoldHearing(case=case, held_on=desk.office.today(), document="试笔〔2026〕1号", heard=list(heard or ("agent",)))


def decide(case: str, considered: str = "none") -> DecideListing:
    return DecideListing(case=case, document="试列〔2026〕1号", answer_considered=considered)


def ask(case: str, on: date) -> RequestHearing:
    return RequestHearing(case=case, received_on=on, document="试听〔2026〕1号")


@pytest.mark.article(5)
def test_a_hearing_is_held_before_anything_is_decided_and_is_considered_in_it(desk: Desk) -> None:
    case = asked(desk)
    invited = desk.event(invitation(case, desk))
    assert (invited.held_on, invited.notice_days, invited.basis) == (date(2026, 4, 27), 7, "register")
    desk.after(days=8)
    assert desk.refusal(decide(case)).code == "hearing-open"
    assert desk.refusal(held(case, desk, "neighbour"), "market-2").article == 2
    nobody = HoldHearing(case=case, held_on=date(2026, 4, 27), document="试笔〔2026〕1号", heard=[])
    assert isinstance(desk.refusal(nobody, "market-2"), BadInput)
    event = desk.event(held(case, desk, "witness", "agent"), "market-2")
    assert event.heard == ["agent", "witness"]
    assert desk.refusal(ask(case, date(2026, 4, 21))).code == "open-already"
    assert desk.refusal(decide(case)).field == "answer_considered", "what was said is considered"
    desk.do(decide(case, "rejected"))
    desk.do(ApproveListing(case=case), "market-2")
    assert desk.check(CODE).verdict == "prohibited"


@pytest.mark.article(5)
def test_defending_oneself_makes_nothing_worse(desk: Desk) -> None:
    """The same case with a hearing and without: the same end, measures, remedies and keeping."""
    quiet = desk.decided(desk.organisation(2))
    desk.on(date(2026, 5, 20))
    plain = desk.event(ApproveListing(case=quiet), "market-2")
    desk.on(date(2026, 5, 21))
    loud = asked(desk)
    desk.do(invitation(loud, desk))
    desk.after(days=10)
    desk.do(held(loud, desk), "market-3")
    desk.do(ReceiveAnswer(case=loud, received_on=desk.office.today(), document="试答〔2026〕1号"))
    desk.do(decide(loud, "rejected"))
    fought = desk.event(ApproveListing(case=loud), "market-2")
    assert fought.until is not None and plain.until is not None
    assert (fought.until.year - fought.since.year, fought.until.month, fought.until.day) == (
        plain.until.year - plain.since.year, fought.since.month, fought.since.day
    )
    for name in ("ends_on", "retention_months"):
        assert getattr(fought, name) == getattr(plain, name)
    assert [each.remedy for each in fought.remedies] == [each.remedy for each in plain.remedies]
    assert desk.check(CODE).verdict == desk.check(code(2)).verdict


@pytest.mark.article(5)
def test_a_request_entered_late_undoes_the_decision_that_heard_nobody(desk: Desk) -> None:
    case = desk.decided(desk.organisation())
    desk.do(ask(case, date(2026, 4, 22)))  # it came in time and lay in a drawer
    assert desk.rows("casefile")[0]["stage"] == "noticed"
    assert desk.refusal(ApproveListing(case=case), "market-2").code == "wrong-stage"
    desk.do(invitation(case, desk))
    desk.after(days=7)
    desk.do(held(case, desk), "market-2")
    desk.do(decide(case, "partly-accepted"), "market-3")
    desk.do(ApproveListing(case=case), "market-2")


def test_a_hearing_is_given_up_or_missed(desk: Desk) -> None:
    case = asked(desk)
    desk.do(WaiveHearing(case=case, how="given-up", document="试弃〔2026〕1号"))
    desk.after(days=10)
    desk.do(decide(case))
    other = desk.noticed(desk.organisation(2))
    desk.do(ask(other, desk.office.today()))
    missed = WaiveHearing(case=other, how="stayed-away", document="试缺〔2026〕1号")
    assert desk.refusal(missed).code == "none-open", "nobody was invited"
    desk.do(invitation(other, desk))
    assert desk.refusal(missed).code == "not-as-invited", "the day has not come"
    desk.after(days=9)
    desk.do(missed)
    desk.after(days=9)  # past the holiday of May
    desk.do(decide(other), "market-2")


def test_a_new_invitation_sets_another_day(desk: Desk) -> None:
    case = asked(desk)
    desk.do(invitation(case, desk))
    desk.after(days=1)
    desk.do(invitation(case, desk, 10))
    desk.after(days=7)
    assert desk.refusal(held(case, desk), "market-2").code == "not-as-invited"
    desk.after(days=3)
    desk.do(held(case, desk), "market-2")


def test_no_hearing_where_the_law_gives_none_and_no_place_is_no_invitation(desk: Desk) -> None:
    case = desk.noticed(desk.organisation(), "open")
    assert desk.refusal(ask(case, desk.office.today())).code == "no-hearing"
    other = desk.noticed(desk.organisation(2))
    assert desk.refusal(invitation(other, desk)).article == 8, "nobody asked"
    desk.do(ask(other, desk.office.today()))
    nowhere = InviteToHearing(
        case=other, served_on=desk.office.today(), held_on=date(2026, 5, 4), place=" ", document="试听通〔2026〕1号"
    )
    assert desk.refusal(nowhere).field == "place"
    assert desk.refusal(invitation(other, desk), "tax-1").article == 1


@pytest.mark.article(3)
@pytest.mark.parametrize("written", ["负责人系佛教徒", "法定代表人的妻子家中", "９８０１０１１９９００１０１００１０"])
def test_neither_place_nor_document_tells_what_is_never_recorded(desk: Desk, written: str) -> None:
    case = desk.noticed(desk.organisation())
    today = desk.office.today()
    assert desk.refusal(RequestHearing(case=case, received_on=today, document=written)).article == 3
    desk.do(RequestHearing(case=case, received_on=today, document="试听1号"))
    there: Any = {"case": case, "served_on": today, "held_on": date(2026, 5, 4)}
    assert desk.refusal(InviteToHearing(place=written, document="试听通1号", **there)).article == 3
    refusal = desk.refusal(InviteToHearing(place="听证室", document=written, **there))
    assert refusal.article == 3 and written not in str(refusal.as_dict())


@pytest.mark.article(3)
def test_what_a_fact_cites_tells_nothing_else(desk: Desk) -> None:
    told = [StatedFact(fact=each.fact, value=each.value, document="其患有慢性病") for each in facts()]
    code = desk.organisation()
    command = ProposeListing(code=code, list="fixed", ground="breach", facts=told, conduct_on=date(2026, 3, 1))
    assert desk.refusal(command).article == 3
    assert desk.refusal(desk.record(document="负责人系佛教徒")).article == 3
    assert desk.do(desk.record(document="试罚〔2026〕13800138000号")), "the number of a document may be long"


def test_the_laws_own_times_stand_before_the_registers(make_desk: MakeDesk) -> None:
    import msgspec

    notice = version().notice
    assert notice is not None
    longer = msgspec.structs.replace(notice, decide_within_days=60, hearing_notice_days=14)
    desk = make_desk(bent("fixed", notice=longer))
    case = asked(desk)
    with desk.office.store.reading() as reading:
        served = next(e.event for e in reading.entries(0) if e.kind.startswith("listing.notice-served"))
    assert (served.decide_by, served.decide_basis) == (date(2026, 6, 19), "act#6")
    assert desk.refusal(invitation(case, desk, 13)).code == "too-early"
    assert desk.event(invitation(case, desk, 14)).basis == "act#6"


# --- the clock -------------------------------------------------------------------------------


@pytest.mark.article(7)
def test_a_case_that_is_not_decided_in_time_is_over_without_any_job(desk: Desk) -> None:
    case = desk.noticed(desk.organisation())
    row = desk.rows("casefile")[0]
    assert (row["lapses_on"], row["retain_until"]) == (date(2026, 7, 27), date(2028, 7, 27))
    desk.on(date(2026, 7, 26))
    assert view(desk.office, case).stage == "noticed"
    assert {each.what: each.day for each in view(desk.office, case).deadlines}["decide"] == date(2026, 7, 26)
    before = desk.size()
    desk.on(date(2026, 7, 27))
    assert desk.size() == before
    assert view(desk.office, case).stage == "lapsed"
    assert view(desk.office, case, at=date(2026, 7, 1)).stage == "noticed"
    assert desk.refusal(decide(case)).code == "case-lapsed"
    anew = desk.noticed(CODE)
    assert anew != case, "it stands in no new case's way"
    dropped = desk.event(DropCase(case=case, reason="lapsed"))
    assert dropped.retain_until == date(2028, 7, 27), "a later word keeps it no longer"
    desk.on(date(2028, 7, 27))
    desk.do(EraseCase(case=case))


@pytest.mark.article(6)
def test_drafts_lapse_after_thirty_days(desk: Desk) -> None:
    case = desk.proposed(desk.organisation())
    desk.on(date(2026, 5, 20))
    assert (desk.refusal(desk.notice(case)).code, view(desk.office, case).stage) == ("draft-lapsed", "lapsed")
    old = desk.event(TakeOver(code=CODE, list="fixed", document="旧列〔2019〕1号")).case
    desk.after(days=30)
    assert desk.refusal(ApproveTakeOver(case=old), "market-2").code == "draft-lapsed"
    assert desk.rows("casefile", id=old)[0]["retain_until"] == date(2028, 6, 19)


@pytest.mark.article(6)
def test_a_step_that_nobody_approved_falls_and_can_be_decided_anew(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    reject = DecideObjection(case=case, upheld=False, document="试复〔2026〕1号")
    desk.do(reject, "market-3")
    desk.after(days=29)
    assert desk.refusal(reject, "market-3").article == 8
    desk.after(days=1)
    assert desk.refusal(ApproveStep(case=case), "market-4").code == "draft-lapsed"
    desk.do(reject, "market-3")
    desk.do(DeclineStep(case=case), "market-4")


def test_an_objections_deadline_beyond_the_published_calendar_is_provisional(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    assert not desk.event(OpenObjection(case=case, document="试异〔2026〕1号")).provisional
    later = desk.listed(desk.organisation(2))
    desk.on(date(2026, 12, 20))
    opened = desk.event(OpenObjection(case=later, document="试异〔2026〕2号"))
    assert opened.provisional and opened.decide_by > date(2026, 12, 31)
    assert any(each.provisional for each in view(desk.office, later).deadlines)


def test_a_remedy_counted_in_working_days_is_marked_where_the_calendar_ends(make_desk: MakeDesk) -> None:
    import msgspec

    remedies = make_book().lists["fixed"].versions[-1].remedies
    counted = [msgspec.structs.replace(remedies[0], within_days=None, within_working_days=7), *remedies[1:]]
    desk = make_desk(bent("fixed", remedies=counted))
    desk.on(date(2026, 12, 1))
    approved = desk.event(ApproveListing(case=desk.decided(desk.organisation())), "market-2")
    found = {each.remedy: (each.until, each.provisional) for each in approved.remedies}
    assert approved.since == date(2026, 12, 21)
    assert found["objection"] == (date(2026, 12, 30), False)
    desk.on(date(2026, 12, 28))
    from xinyong.register.notify_decision import NotifyDecision

    case = desk.rows("casefile")[0]["id"]
    served = desk.event(NotifyDecision(case=case, served_on=date(2026, 12, 28), method="delivered", document="试送1号",
                                       repair_notice="试修告1号"))  # fmt: skip
    told = {each.remedy: (each.until, each.provisional) for each in served.remedies}
    assert told["objection"][1] and told["litigation"] == (date(2027, 6, 28), True)
    assert told["objection"][0] >= date(2027, 1, 6)


def test_the_same_days_from_either_way(desk: Desk) -> None:
    """A replay gives the same lapses."""
    desk.noticed(desk.organisation())
    desk.proposed(desk.organisation(2))
    before = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == before
    assert timedelta(0) == date(2026, 7, 27) - desk.rows("casefile", stage="noticed")[0]["lapses_on"]
