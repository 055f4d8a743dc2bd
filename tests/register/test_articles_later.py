"""What happens to a listing after it was decided, and who may act at all, attacked rule by rule."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.register.book import bent
from tests.register.desk import Desk, MakeDesk, code, facts
from tests.register.strikes import Strike, attacks
from xinyong.law import articles
from xinyong.law.model import Repair
from xinyong.register.adopt_edition import AdoptEdition
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.pledge_credit import MakePledge, WithdrawPledge
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.revoke import RevokeOfficer
from xinyong.register.succeed_authority import ConfirmSuccession, SucceedAuthority
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect


@pytest.fixture
def strike(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Strike:
    return Strike(make_desk, monkeypatch)


def repaired(desk: Desk) -> str:
    """A listing that was repaired on its earliest day."""
    case = desk.listed(desk.organisation())
    desk.on(date(2027, 5, 10))
    desk.do(ApplyRepair(case=case, received_on=date(2027, 5, 10), document="试申〔2027〕1号"))
    desk.do(DecideRepair(case=case, granted=True, document="试修〔2027〕1号"))
    return case


def extension(case: str, served_on: date, months: int = 12) -> ExtendListing:
    return ExtendListing(case=case, extension="grave", months=months, served_on=served_on, document="试延〔2026〕1号")


# --- 1 Legality, 6 Human decision, 15 Account -------------------------------------------------


@attacks("manager_of_list")
@pytest.mark.article(1)
def test_a_list_is_decided_by_a_kind_of_authority_that_does_not_manage_it(strike: Strike) -> None:
    desk = strike.desk(bent("fixed", managers=["court"]))
    desk.organisation()
    propose = ProposeListing(code=code(1), list="fixed", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1))
    strike.assert_refused(desk, 1, propose)


@attacks("may_adopt")
@pytest.mark.article(1)
def test_an_edition_signed_by_an_authority_without_the_mandate(strike: Strike) -> None:
    desk = strike.desk()
    adopt = AdoptEdition(
        rulebook="test", edition=desk.office.edition_digest(), since=date(2026, 5, 20), stricter=False,
        articles_digest=articles.digest(),
    )
    strike.assert_refused(desk, 1, adopt, "tax-1")


@attacks("may_revoke")
@pytest.mark.article(1)
def test_an_authority_takes_anothers_credential(strike: Strike) -> None:
    strike.assert_refused(strike.desk(), 1, RevokeOfficer(officer="tax-1", reason="lost"), "market-1")


@attacks("operators_remain")
@pytest.mark.article(6)
def test_the_operator_is_left_with_one_officer(strike: Strike) -> None:
    strike.assert_refused(strike.desk(), 6, RevokeOfficer(officer="operator-2", reason="left"), "operator-1")


@attacks("credential_good")
@pytest.mark.article(15)
def test_a_credential_is_revoked_twice(strike: Strike) -> None:
    desk = strike.desk()
    desk.do(RevokeOfficer(officer="tax-1", reason="lost"), "tax-2")
    strike.assert_refused(desk, 15, RevokeOfficer(officer="tax-1", reason="left"), "operator-1")


@attacks("reorganised_by")
@pytest.mark.article(1)
def test_a_succession_without_an_instrument_in_force(strike: Strike) -> None:
    succeed = SucceedAuthority(authority="market", successor="tax", cite="paper#1", since=date(2026, 4, 20))
    strike.assert_refused(strike.desk(), 1, succeed, "operator-1")


@attacks("no_circle")
@pytest.mark.article(1, 15)
def test_a_succession_that_goes_in_a_circle(strike: Strike) -> None:
    desk = strike.desk()
    there = SucceedAuthority(authority="market", successor="tax", cite="act#2", since=date(2026, 4, 20))
    desk.do(ConfirmSuccession(proposal=desk.do(there, "operator-1")[-1].seq), "operator-2")
    back = SucceedAuthority(authority="tax", successor="market", cite="act#2", since=date(2026, 4, 20))
    strike.assert_refused(desk, 1, back, "operator-1")


# --- 5 Hearing -------------------------------------------------------------------------------


@attacks("service_of_this_decision")
@pytest.mark.article(5)
def test_a_decision_served_before_it_was_approved(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    served = NotifyDecision(
        case=case, served_on=date(2026, 5, 9), method="delivered", document="试送〔2026〕1号", repair_notice="试修告〔2026〕1号"
    )
    strike.assert_refused(desk, 5, served)


@attacks("both_papers")
@pytest.mark.article(8)
def test_a_decision_served_without_the_way_back(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    served = NotifyDecision(case=case, served_on=desk.office.today(), method="delivered", document="试送〔2026〕1号")
    strike.assert_refused(desk, 8, served)


@attacks("answered_or_silent")
@pytest.mark.article(5)
def test_an_extension_before_the_time_to_answer_is_over(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    strike.assert_refused(desk, 5, extension(case, desk.office.today()))


# --- 7 Term ----------------------------------------------------------------------------------


@attacks("no_longer")
@pytest.mark.article(7, 5)
def test_a_suit_makes_the_listing_longer(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    desk.do(OpenContest(case=case, remedy="litigation", opened_on=desk.office.today(), document="试行初〔2026〕1号"))
    varied = DecideContest(case=case, outcome="varied", document="试判〔2026〕1号", until=date(2031, 1, 1))
    strike.assert_refused(desk, 7, varied)


@attacks("dated")
@pytest.mark.article(7)
def test_an_exemption_that_has_already_expired(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    exempt = ExemptAction(
        case=case, action="procurement.bid", until=desk.office.today(), reason="necessary", document="试免〔2026〕1号"
    )
    strike.assert_refused(desk, 7, exempt)


@attacks("extension_in_law")
@pytest.mark.article(7, 2)
def test_an_extension_longer_than_the_law_gives(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    served = desk.office.today()
    desk.after(days=20)
    strike.assert_refused(desk, 7, extension(case, served, months=25))


@attacks("extended_once")
@pytest.mark.article(7)
def test_a_second_extension(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    served = desk.office.today()
    desk.after(days=20)
    desk.step(extension(case, served))
    strike.assert_refused(desk, 7, extension(case, served), "market-3")


@attacks("restorable")
@pytest.mark.article(1, 7)
def test_a_repair_is_revoked_that_no_law_lets_be_revoked(strike: Strike) -> None:
    desk = strike.desk(bent("fixed", repair_revocable=msgspec.UNSET))
    case = repaired(desk)
    served = desk.office.today()
    desk.after(days=20)
    strike.assert_refused(desk, 1, RestoreListing(case=case, served_on=served, document="试复〔2027〕1号"))


# --- 8 Way back ------------------------------------------------------------------------------


@attacks("not_open")
@pytest.mark.article(8)
def test_a_second_pledge_beside_the_first(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    pledge = MakePledge(case=case, template="repair-pledge", document="试诺〔2026〕1号")
    desk.do(pledge)
    strike.assert_refused(desk, 8, pledge)


@attacks("is_open")
@pytest.mark.article(8)
def test_a_pledge_is_withdrawn_that_nobody_gave(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    strike.assert_refused(desk, 8, WithdrawPledge(case=case, document="试诺〔2026〕1号"))


@attacks("resumable")
@pytest.mark.article(8)
def test_relief_of_the_wrong_one_is_taken_back_too_late(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    desk.do(SuspendEffect(case=case, reason="wrong-subject", document="试申〔2026〕1号"))
    desk.after(days=30)
    strike.assert_refused(desk, 8, ResumeEffect(case=case, document="试查〔2026〕1号"))


@attacks("repaired_here")
@pytest.mark.article(8)
def test_a_mirrored_entry_is_repaired_at_its_source_and_not_here(strike: Strike) -> None:
    desk = strike.desk(bent("suspended", repair=Repair(
        cite="act#10", leads_to="source-ended", verified=True, source="T")))  # fmt: skip
    case = desk.event(desk.mirrored(), "source-1").case
    strike.assert_refused(desk, 8, ApplyRepair(case=case, received_on=desk.office.today(), document="试申〔2026〕1号"))
