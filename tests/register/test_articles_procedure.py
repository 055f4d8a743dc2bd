"""Articles 5 to 15: hearing, two officers, term, ways back, persons, keeping, attacked rule by rule."""

from __future__ import annotations

from datetime import date

import pytest

from tests.register.book import bent
from tests.register.desk import MakeDesk, code, facts
from tests.register.strikes import Strike, attacks
from xinyong.register.adopt_edition import AdoptEdition
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseRecord
from xinyong.register.grant_mandate import EnrolOfficer
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.open_register import Countersign
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.review_listing import ReviewListing


@pytest.fixture
def strike(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Strike:
    return Strike(make_desk, monkeypatch)


# --- 5 Hearing -------------------------------------------------------------------------------


@attacks("heard")
@pytest.mark.article(5)
def test_a_decision_on_the_last_day_to_answer(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.noticed(desk.organisation())
    desk.on(date(2026, 4, 27))  # the fifth working day after 20 April
    strike.assert_refused(desk, 5, DecideListing(case=case, document="试列〔2026〕1号"))


@attacks("notice_of_this_case")
@pytest.mark.article(5)
def test_a_notice_dated_back(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.proposed(desk.organisation())
    strike.assert_refused(desk, 5, desk.notice(case, served_on=date(2026, 4, 1)))


@attacks("notice_provided")
@pytest.mark.article(5)
def test_a_list_whose_law_provides_no_notice(strike: Strike) -> None:
    desk = strike.desk(bent("fixed", notice=None))
    case = desk.proposed(desk.organisation())
    strike.assert_refused(desk, 5, desk.notice(case))


# --- 6 Human decision ------------------------------------------------------------------------


@attacks("another_officer")
@pytest.mark.article(6)
def test_one_officer_decides_and_approves(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.decided(desk.organisation())
    strike.assert_refused(desk, 6, ApproveListing(case=case), "market-1")


@attacks("fresh_eyes")
@pytest.mark.article(6, 8)
def test_the_approver_rejects_the_objection_to_the_listing(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    strike.assert_refused(desk, 6, DecideObjection(case=case, upheld=False, document="试复〔2026〕1号"), "market-2")


@attacks("no_decisions_by_operator")
@pytest.mark.article(6)
def test_the_operator_enrols_itself_to_decide(strike: Strike) -> None:
    enrol = EnrolOfficer(officer="judge", authority="register", key="cd" * 32)
    strike.assert_refused(strike.desk(), 6, enrol, "operator-1")


@attacks("second_person")
@pytest.mark.article(6)
def test_the_operator_countersigns_for_somebody_else(strike: Strike) -> None:
    strike.assert_refused(strike.desk(), 6, Countersign(officer="ghost", key="ef" * 32), "operator-1")


@attacks("key_of_one")
@pytest.mark.article(6)
def test_two_officers_with_one_key(strike: Strike) -> None:
    desk = strike.desk()
    key = desk.signer("market-1").public_key
    strike.assert_refused(desk, 6, EnrolOfficer(officer="market-9", authority="market", key=key), "operator-1")


# --- 7 Term ----------------------------------------------------------------------------------


@attacks("has_end")
@pytest.mark.article(7)
def test_a_listing_that_nothing_ends(strike: Strike) -> None:
    desk = strike.desk(bent("open", endings=[]))
    case = desk.decided(desk.organisation(), "open")
    strike.assert_refused(desk, 7, ApproveListing(case=case), "market-2")


@attacks("reviewable")
@pytest.mark.article(7)
def test_a_listing_is_renewed_after_it_lapsed(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation(), "open")
    desk.after(days=800)
    strike.assert_refused(desk, 7, ReviewListing(case=case, document="试续〔2028〕1号"), "market-3")


@attacks("not_already_listed")
@pytest.mark.article(7)
def test_a_second_listing_prolongs_the_first(strike: Strike) -> None:
    desk = strike.desk()
    code = desk.organisation()
    first, second = desk.noticed(code), desk.noticed(code)
    desk.after(days=20)
    for case in (first, second):
        desk.do(DecideListing(case=case, document="试列〔2026〕1号"))
    desk.do(ApproveListing(case=first), "market-2")
    strike.assert_refused(desk, 7, ApproveListing(case=second), "market-2")


# --- 8 Way back ------------------------------------------------------------------------------


@attacks("way_back")
@pytest.mark.article(8)
def test_a_listing_that_cannot_be_contested(strike: Strike) -> None:
    desk = strike.desk(bent("fixed", remedies=[]))
    case = desk.decided(desk.organisation())
    strike.assert_refused(desk, 8, ApproveListing(case=case), "market-2")


@attacks("repairable")
@pytest.mark.article(8)
def test_a_repair_before_its_day(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    desk.after(days=300)
    strike.assert_refused(desk, 8, EndListing(case=case, ending="repaired", document="试修〔2027〕1号"))


@attacks("no_open_objection")
@pytest.mark.article(8)
def test_a_second_objection_hides_the_first(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    strike.assert_refused(desk, 8, OpenObjection(case=case, document="试异〔2026〕2号"))


@attacks("objection_is_open")
@pytest.mark.article(8)
def test_an_objection_is_rejected_that_nobody_made(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    strike.assert_refused(desk, 8, DecideObjection(case=case, upheld=False, document="试复〔2026〕1号"), "market-3")


# --- 10 Personal, 11 No shaming --------------------------------------------------------------


@attacks("subject_kind_allowed")
@pytest.mark.article(10)
def test_a_list_reaches_a_kind_of_subject_that_its_law_does_not_name(strike: Strike) -> None:
    desk = strike.desk()
    desk.organisation(kind="social-organisation")
    propose = ProposeListing(code=code(1), list="fixed", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1))
    strike.assert_refused(desk, 10, propose)


@attacks("no_person")
@pytest.mark.article(11, 10)
def test_a_person_among_the_organisations(strike: Strike) -> None:
    desk = strike.desk()
    strike.assert_refused(desk, 11, desk.registration(1, kind="person"))


# --- 14 Forgetting, 15 Account ---------------------------------------------------------------


@attacks("still_retained")
@pytest.mark.article(14)
def test_a_penalty_that_should_be_forgotten_is_filed(strike: Strike) -> None:
    desk = strike.desk()
    strike.assert_refused(desk, 14, desk.record(decided_on=date(2023, 4, 20)))


@attacks("retention_over")
@pytest.mark.article(14, 13)
def test_a_record_is_destroyed_before_its_time(strike: Strike) -> None:
    desk = strike.desk()
    record = desk.do(desk.record())[-1].seq
    desk.on(date(2029, 3, 31))
    strike.assert_refused(desk, 14, EraseRecord(record=record))


@attacks("same_articles")
@pytest.mark.article(15)
def test_an_edition_made_under_other_articles(strike: Strike) -> None:
    desk = strike.desk()
    edition = desk.office.edition_digest()
    adopt = AdoptEdition(
        rulebook="test", edition=edition, since=date(2026, 5, 20), stricter=False, articles_digest="0" * 64
    )
    strike.assert_refused(desk, 15, adopt)
