"""Articles 1 to 4: what must not be recorded or listed at all, attacked rule by rule."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.register.book import bent, make_book, words
from tests.register.desk import MakeDesk, code, facts
from tests.register.strikes import BOOK, Strike, attacks
from xinyong.law.model import Fact
from xinyong.register.amend_record import CorrectRecord
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.grant_mandate import EnrolOfficer, GrantMandate
from xinyong.register.list_subject import DecideListing
from xinyong.register.mirror_listing import LapseMirrored
from xinyong.register.propose_listing import ProposeListing


@pytest.fixture
def strike(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Strike:
    return Strike(make_desk, monkeypatch)


# --- 1 Legality ------------------------------------------------------------------------------


@attacks("has_mandate")
@pytest.mark.article(1)
def test_a_mandate_that_the_law_took_back_lists_nobody(strike: Strike) -> None:
    desk = strike.desk()
    desk.organisation()
    propose = ProposeListing(code=code(1), list="fixed", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1))
    strike.assert_refused(desk, 1, propose, "tax-1")


@attacks("mandate_in_law")
@pytest.mark.article(1, 2)
def test_the_operator_grants_what_no_instrument_gives(strike: Strike) -> None:
    grant = GrantMandate(authority="tax", power="list", scope="open", cite="act#2", since=date(2026, 4, 20))
    strike.assert_refused(strike.desk(), 1, grant, "operator-1")


@attacks("not_in_future")
@pytest.mark.article(1)
def test_tomorrows_penalty_is_filed_today(strike: Strike) -> None:
    desk = strike.desk()
    strike.assert_refused(desk, 1, desk.record(decided_on=date(2026, 4, 21)))


@attacks("own_act")
@pytest.mark.article(1, 15)
def test_another_authority_corrects_what_it_did_not_decide(strike: Strike) -> None:
    desk = strike.desk()
    record = desk.do(desk.record(), "tax-1")[-1].seq
    correction = CorrectRecord(record=record, changes={"fine_fen": 0}, reason="clerical-error", document="试更〔2026〕1号")
    strike.assert_refused(desk, 1, correction, "market-1")


@attacks("document_named")
@pytest.mark.article(1, 15)
def test_a_decision_that_stands_in_no_document(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.noticed(desk.organisation())
    desk.after(days=20)
    strike.assert_refused(desk, 1, DecideListing(case=case, document="  "))


@attacks("ground_met")
@pytest.mark.article(1)
def test_a_listing_on_a_ground_that_is_not_met(strike: Strike) -> None:
    desk = strike.desk()
    desk.organisation()
    propose = ProposeListing(
        code=code(1), list="fixed", ground="breach", facts=facts(broke=False), conduct_on=date(2026, 3, 1)
    )
    strike.assert_refused(desk, 1, propose)


@attacks("not_excluded")
@pytest.mark.article(1)
def test_a_listing_that_the_law_excludes(strike: Strike) -> None:
    desk = strike.desk()
    desk.organisation()
    propose = ProposeListing(
        code=code(1), list="fixed", ground="breach", facts=facts(forced=True), conduct_on=date(2026, 3, 1)
    )
    strike.assert_refused(desk, 1, propose)


@attacks("operator_only")
@pytest.mark.article(1)
def test_an_authority_enrols_an_officer_of_its_own(strike: Strike) -> None:
    desk = strike.desk()
    strike.assert_refused(desk, 1, EnrolOfficer(officer="market-9", authority="market", key="ab" * 32), "market-1")


# --- 2 Closed catalogue ----------------------------------------------------------------------


@attacks("in_directory")
@pytest.mark.article(2)
def test_a_category_that_has_left_the_directory(strike: Strike) -> None:
    gone = msgspec.structs.replace(BOOK.categories["acts"][0], until=date(2025, 1, 1))
    desk = strike.desk(make_book(categories={**BOOK.categories, "acts": [gone]}))
    strike.assert_refused(desk, 2, desk.record())


@attacks("list_in_law")
@pytest.mark.article(2)
def test_a_list_whose_law_has_ended_is_mirrored_on(strike: Strike) -> None:
    desk = strike.desk(bent("suspended", until=date(2026, 1, 1)))
    strike.assert_refused(desk, 2, desk.mirrored(), "source-1")


@attacks("decided_here")
@pytest.mark.article(2, 6)
def test_a_mirrored_list_is_decided_here(strike: Strike) -> None:
    decided = BOOK.lists["fixed"].versions[-1]
    desk = strike.desk(bent("suspended", grounds=decided.grounds, facts=decided.facts, notice=decided.notice))
    desk.organisation()
    propose = ProposeListing(
        code=code(1), list="suspended", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1)
    )
    strike.assert_refused(desk, 2, propose)


@attacks("one_of")
@pytest.mark.article(2, 5)
def test_notice_by_a_way_that_the_vocabulary_does_not_have(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.proposed(desk.organisation())
    strike.assert_refused(desk, 2, desk.notice(case, method="megaphone"))


@attacks("ending_in_law")
@pytest.mark.article(2, 7)
def test_an_ending_that_the_list_does_not_know(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    strike.assert_refused(desk, 2, EndListing(case=case, ending="bankruptcy-plan", document="试移〔2026〕1号"))


@attacks("source_ended_it")
@pytest.mark.article(2, 7)
def test_a_listing_decided_here_is_ended_as_if_a_source_had(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    strike.assert_refused(desk, 2, LapseMirrored(case=case, file="b" * 64))


@attacks("carries_out")
@pytest.mark.article(2, 12)
def test_an_implementing_body_carries_out_what_nobody_decided(strike: Strike) -> None:
    desk = strike.desk()
    propose = ProposeListing(
        code=desk.organisation(), list="carrying", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1)
    )
    strike.assert_refused(desk, 2, propose)


# --- 3 Never recorded ------------------------------------------------------------------------


@attacks("nothing_never_recorded")
@pytest.mark.article(3)
def test_a_narrative_tells_of_an_illness(strike: Strike) -> None:
    desk = strike.desk()
    strike.assert_refused(desk, 3, desk.record(content={"facts": "标签不合规定。当事人患有慢性病。", "fine_fen": 1}))


@attacks("nothing_in_references")
@pytest.mark.article(3)
def test_a_documents_number_tells_of_a_belief(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.proposed(desk.organisation())
    strike.assert_refused(desk, 3, desk.notice(case, document="负责人系佛教徒，试告1号"))


@pytest.mark.article(3)
def test_a_documents_number_in_a_file_tells_of_a_belief(strike: Strike) -> None:
    """Rows of a file pass the same guard as single decisions."""
    desk = strike.desk()
    desk.organisation()
    (outcome,) = desk.send([desk.record(document="负责人系佛教徒，试罚1号")])
    assert outcome.error is not None and outcome.error.article == 3
    assert desk.rows("record") == []


@attacks("facts_allowed")
@pytest.mark.article(3)
def test_even_a_rulebook_cannot_ask_for_religion(strike: Strike) -> None:
    asked = [*BOOK.lists["fixed"].versions[-1].facts, Fact(id="religion", type="flag", title=words("it"))]
    desk = strike.desk(bent("fixed", facts=asked))
    desk.organisation()
    stated = [*facts(), StatedFact(fact="religion", value=True, document="试档〔2026〕1号")]
    propose = ProposeListing(code=code(1), list="fixed", ground="breach", facts=stated, conduct_on=date(2026, 3, 1))
    strike.assert_refused(desk, 3, propose)


# --- 4 Gravity -------------------------------------------------------------------------------


@attacks("grave_enough")
@pytest.mark.article(4, 1)
def test_serious_only_information_on_a_draft(strike: Strike) -> None:
    desk = strike.desk()
    strike.assert_refused(desk, 4, desk.record(category="serious", gravity="paper#3"))


@attacks("not_summary")
@pytest.mark.article(4)
def test_a_penalty_by_summary_procedure(strike: Strike) -> None:
    desk = strike.desk()
    strike.assert_refused(desk, 4, desk.record(procedure="summary"))
