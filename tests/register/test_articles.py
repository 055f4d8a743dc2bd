"""Each Article's predicates, attacked one by one; and the same attacks once more with the predicate taken out.

The second run (``test_only_its_predicate_stands_in_the_way``) shows that an attack meets that very
predicate and nothing else: without it, it goes through.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from tests.register.book import bent, make_book, words
from tests.register.desk import Desk, MakeDesk, code, facts
from xinyong.errors import Refused
from xinyong.law.model import Fact, Rulebook
from xinyong.register import articles
from xinyong.register.adopt_edition import AdoptEdition
from xinyong.register.amend_record import CorrectRecord
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseRecord
from xinyong.register.events import StatedFact
from xinyong.register.grant_mandate import EnrolOfficer, GrantMandate
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.mirror_listing import LapseMirrored
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.open_register import Countersign
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.review_listing import ReviewListing

PREDICATES = {
    name for name in articles.__all__ if inspect.isfunction(getattr(articles, name)) and name not in ("digest", "refused")
}
BOOK = make_book()
# What a predicate that also answers gives when it refuses nothing.
ANSWERS: dict[str, Callable[..., Any]] = {
    "in_directory": lambda law, category: BOOK.categories["acts"][0],
    "list_in_law": lambda law, listing: BOOK.lists[listing].versions[-1],
    "notice_provided": lambda version, listing: BOOK.lists["fixed"].versions[-1].notice,
    "reviewable": lambda version, state, today: 12,
}


class Strike:
    """The blow of an attack: refused by its Article, or with ``without`` taken out, carried through."""

    def __init__(self, make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch, without: str = "") -> None:
        self.make_desk = make_desk
        self.monkeypatch = monkeypatch
        self.without = without
        self.struck = 0

    def desk(self, book: Rulebook | None = None) -> Desk:
        """A desk to prepare the attack from, under the law of the tests or a bent one."""
        return self.make_desk(book)

    def __call__(self, desk: Desk, article: int, command: Command, officer: str = "market-1") -> None:
        self.struck += 1
        if not self.without:
            refusal = desk.refusal(command, officer)
            assert isinstance(refusal, Refused)
            assert refusal.article == article
            assert refusal.field
            return
        with self.monkeypatch.context() as patch:
            patch.setattr(articles, self.without, ANSWERS.get(self.without, lambda *given: None))
            assert desk.do(command, officer)


@pytest.fixture
def strike(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Strike:
    return Strike(make_desk, monkeypatch)


ATTACKS: dict[str, Callable[[Strike], None]] = {}


def attacks(predicate: str) -> Callable[[Callable[[Strike], None]], Callable[[Strike], None]]:
    """Names the predicate that an attack is on."""

    def note(test: Callable[[Strike], None]) -> Callable[[Strike], None]:
        assert predicate not in ATTACKS
        ATTACKS[predicate] = test
        return test

    return note


# --- 1 Legality ------------------------------------------------------------------------------


@attacks("has_mandate")
@pytest.mark.article(1)
def test_a_mandate_that_the_law_took_back_lists_nobody(strike: Strike) -> None:
    desk = strike.desk()
    desk.organisation()
    propose = ProposeListing(code=code(1), list="fixed", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1))
    strike(desk, 1, propose, "tax-1")


@attacks("mandate_in_law")
@pytest.mark.article(1, 2)
def test_the_operator_grants_what_no_instrument_gives(strike: Strike) -> None:
    grant = GrantMandate(authority="tax", power="list", scope="open", cite="act#2", since=date(2026, 4, 20))
    strike(strike.desk(), 1, grant, "operator-1")


@attacks("not_in_future")
@pytest.mark.article(1)
def test_tomorrows_penalty_is_filed_today(strike: Strike) -> None:
    desk = strike.desk()
    strike(desk, 1, desk.record(decided_on=date(2026, 4, 21)))


@attacks("own_act")
@pytest.mark.article(1, 15)
def test_another_authority_corrects_what_it_did_not_decide(strike: Strike) -> None:
    desk = strike.desk()
    record = desk.do(desk.record(), "tax-1")[-1].seq
    correction = CorrectRecord(record=record, changes={"fine_fen": 0}, reason="clerical-error", document="试更〔2026〕1号")
    strike(desk, 1, correction, "market-1")


@attacks("document_named")
@pytest.mark.article(1, 15)
def test_a_decision_that_stands_in_no_document(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.noticed(desk.organisation())
    desk.after(days=20)
    strike(desk, 1, DecideListing(case=case, document="  "))


@attacks("ground_met")
@pytest.mark.article(1)
def test_a_listing_on_a_ground_that_is_not_met(strike: Strike) -> None:
    desk = strike.desk()
    desk.organisation()
    propose = ProposeListing(
        code=code(1), list="fixed", ground="breach", facts=facts(broke=False), conduct_on=date(2026, 3, 1)
    )
    strike(desk, 1, propose)


@attacks("not_excluded")
@pytest.mark.article(1)
def test_a_listing_that_the_law_excludes(strike: Strike) -> None:
    desk = strike.desk()
    desk.organisation()
    propose = ProposeListing(
        code=code(1), list="fixed", ground="breach", facts=facts(forced=True), conduct_on=date(2026, 3, 1)
    )
    strike(desk, 1, propose)


@attacks("operator_only")
@pytest.mark.article(1)
def test_an_authority_enrols_an_officer_of_its_own(strike: Strike) -> None:
    desk = strike.desk()
    strike(desk, 1, EnrolOfficer(officer="market-9", authority="market", key="ab" * 32), "market-1")


# --- 2 Closed catalogue ----------------------------------------------------------------------


@attacks("in_directory")
@pytest.mark.article(2)
def test_a_category_that_has_left_the_directory(strike: Strike) -> None:
    gone = msgspec.structs.replace(BOOK.categories["acts"][0], until=date(2025, 1, 1))
    desk = strike.desk(make_book(categories={**BOOK.categories, "acts": [gone]}))
    strike(desk, 2, desk.record())


@attacks("list_in_law")
@pytest.mark.article(2)
def test_a_list_whose_law_has_ended_is_mirrored_on(strike: Strike) -> None:
    desk = strike.desk(bent("suspended", until=date(2026, 1, 1)))
    strike(desk, 2, desk.mirrored(), "source-1")


@attacks("decided_here")
@pytest.mark.article(2, 6)
def test_a_mirrored_list_is_decided_here(strike: Strike) -> None:
    decided = BOOK.lists["fixed"].versions[-1]
    desk = strike.desk(bent("suspended", grounds=decided.grounds, facts=decided.facts, notice=decided.notice))
    desk.organisation()
    propose = ProposeListing(code=code(1), list="suspended", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1))
    strike(desk, 2, propose)


@attacks("one_of")
@pytest.mark.article(2, 5)
def test_notice_by_a_way_that_the_vocabulary_does_not_have(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.proposed(desk.organisation())
    strike(desk, 2, desk.notice(case, method="megaphone"))


@attacks("ending_in_law")
@pytest.mark.article(2, 7)
def test_an_ending_that_the_list_does_not_know(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    strike(desk, 2, EndListing(case=case, ending="bankruptcy-plan", document="试移〔2026〕1号"))


@attacks("source_ended_it")
@pytest.mark.article(2, 7)
def test_a_listing_decided_here_is_ended_as_if_a_source_had(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    strike(desk, 2, LapseMirrored(case=case, file="b" * 64))


# --- 3 Never recorded ------------------------------------------------------------------------


@attacks("nothing_never_recorded")
@pytest.mark.article(3)
def test_a_narrative_tells_of_an_illness(strike: Strike) -> None:
    desk = strike.desk()
    strike(desk, 3, desk.record(content={"facts": "标签不合规定。当事人患有慢性病。", "fine_fen": 1}))


@attacks("facts_allowed")
@pytest.mark.article(3)
def test_even_a_rulebook_cannot_ask_for_religion(strike: Strike) -> None:
    asked = [*BOOK.lists["fixed"].versions[-1].facts, Fact(id="religion", type="flag", title=words("it"))]
    desk = strike.desk(bent("fixed", facts=asked))
    desk.organisation()
    stated = [*facts(), StatedFact(fact="religion", value=True, document="试档〔2026〕1号")]
    propose = ProposeListing(code=code(1), list="fixed", ground="breach", facts=stated, conduct_on=date(2026, 3, 1))
    strike(desk, 3, propose)


# --- 4 Gravity -------------------------------------------------------------------------------


@attacks("grave_enough")
@pytest.mark.article(4, 1)
def test_serious_only_information_on_a_draft(strike: Strike) -> None:
    desk = strike.desk()
    strike(desk, 4, desk.record(category="serious", gravity="paper#3"))


@attacks("not_summary")
@pytest.mark.article(4)
def test_a_penalty_by_summary_procedure(strike: Strike) -> None:
    desk = strike.desk()
    strike(desk, 4, desk.record(procedure="summary"))


# --- 5 Hearing -------------------------------------------------------------------------------


@attacks("heard")
@pytest.mark.article(5)
def test_a_decision_on_the_last_day_to_answer(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.noticed(desk.organisation())
    desk.on(date(2026, 4, 27))  # the fifth working day after 20 April
    strike(desk, 5, DecideListing(case=case, document="试列〔2026〕1号"))


@attacks("notice_of_this_case")
@pytest.mark.article(5)
def test_a_notice_dated_back(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.proposed(desk.organisation())
    strike(desk, 5, desk.notice(case, served_on=date(2026, 4, 1)))


@attacks("notice_provided")
@pytest.mark.article(5)
def test_a_list_whose_law_provides_no_notice(strike: Strike) -> None:
    desk = strike.desk(bent("fixed", notice=None))
    case = desk.proposed(desk.organisation())
    strike(desk, 5, desk.notice(case))


# --- 6 Human decision ------------------------------------------------------------------------


@attacks("another_officer")
@pytest.mark.article(6)
def test_one_officer_decides_and_approves(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.decided(desk.organisation())
    strike(desk, 6, ApproveListing(case=case), "market-1")


@attacks("fresh_eyes")
@pytest.mark.article(6, 8)
def test_the_approver_rejects_the_objection_to_the_listing(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    strike(desk, 6, DecideObjection(case=case, upheld=False, document="试复〔2026〕1号"), "market-2")


@attacks("no_decisions_by_operator")
@pytest.mark.article(6)
def test_the_operator_enrols_itself_to_decide(strike: Strike) -> None:
    strike(strike.desk(), 6, EnrolOfficer(officer="judge", authority="register", key="cd" * 32), "operator-1")


@attacks("second_person")
@pytest.mark.article(6)
def test_the_operator_countersigns_for_somebody_else(strike: Strike) -> None:
    strike(strike.desk(), 6, Countersign(officer="ghost", key="ef" * 32), "operator-1")


@attacks("key_of_one")
@pytest.mark.article(6)
def test_two_officers_with_one_key(strike: Strike) -> None:
    desk = strike.desk()
    key = desk.signer("market-1").public_key
    strike(desk, 6, EnrolOfficer(officer="market-9", authority="market", key=key), "operator-1")


# --- 7 Term ----------------------------------------------------------------------------------


@attacks("has_end")
@pytest.mark.article(7)
def test_a_listing_that_nothing_ends(strike: Strike) -> None:
    desk = strike.desk(bent("open", endings=[]))
    case = desk.decided(desk.organisation(), "open")
    strike(desk, 7, ApproveListing(case=case), "market-2")


@attacks("reviewable")
@pytest.mark.article(7)
def test_a_listing_is_renewed_after_it_lapsed(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation(), "open")
    desk.after(days=800)
    strike(desk, 7, ReviewListing(case=case, document="试续〔2028〕1号"), "market-3")


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
    strike(desk, 7, ApproveListing(case=second), "market-2")


# --- 8 Way back ------------------------------------------------------------------------------


@attacks("way_back")
@pytest.mark.article(8)
def test_a_listing_that_cannot_be_contested(strike: Strike) -> None:
    desk = strike.desk(bent("fixed", remedies=[]))
    case = desk.decided(desk.organisation())
    strike(desk, 8, ApproveListing(case=case), "market-2")


@attacks("repairable")
@pytest.mark.article(8)
def test_a_repair_before_its_day(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    desk.after(days=300)
    strike(desk, 8, EndListing(case=case, ending="repaired", document="试修〔2027〕1号"))


@attacks("no_open_objection")
@pytest.mark.article(8)
def test_a_second_objection_hides_the_first(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    strike(desk, 8, OpenObjection(case=case, document="试异〔2026〕2号"))


@attacks("objection_is_open")
@pytest.mark.article(8)
def test_an_objection_is_rejected_that_nobody_made(strike: Strike) -> None:
    desk = strike.desk()
    case = desk.listed(desk.organisation())
    strike(desk, 8, DecideObjection(case=case, upheld=False, document="试复〔2026〕1号"), "market-3")


# --- 10 Personal, 11 No shaming --------------------------------------------------------------


@attacks("subject_kind_allowed")
@pytest.mark.article(10)
def test_a_list_reaches_a_kind_of_subject_that_its_law_does_not_name(strike: Strike) -> None:
    desk = strike.desk()
    desk.organisation(kind="social-organisation")
    propose = ProposeListing(code=code(1), list="fixed", ground="breach", facts=facts(), conduct_on=date(2026, 3, 1))
    strike(desk, 10, propose)


@attacks("no_person")
@pytest.mark.article(11, 10)
def test_a_person_among_the_organisations(strike: Strike) -> None:
    desk = strike.desk()
    strike(desk, 11, desk.registration(1, kind="person"))


# --- 14 Forgetting, 15 Account ---------------------------------------------------------------


@attacks("still_retained")
@pytest.mark.article(14)
def test_a_penalty_that_should_be_forgotten_is_filed(strike: Strike) -> None:
    desk = strike.desk()
    strike(desk, 14, desk.record(decided_on=date(2023, 4, 20)))


@attacks("retention_over")
@pytest.mark.article(14, 13)
def test_a_record_is_destroyed_before_its_time(strike: Strike) -> None:
    desk = strike.desk()
    record = desk.do(desk.record())[-1].seq
    desk.on(date(2029, 3, 31))
    strike(desk, 14, EraseRecord(record=record))


@attacks("same_articles")
@pytest.mark.article(15)
def test_an_edition_made_under_other_articles(strike: Strike) -> None:
    desk = strike.desk()
    edition = desk.office.edition_digest()
    adopt = AdoptEdition(
        rulebook="test", edition=edition, since=date(2026, 5, 20), stricter=False, articles_digest="0" * 64
    )
    strike(desk, 15, adopt)


# --- the attacks themselves ------------------------------------------------------------------


def test_every_predicate_is_attacked() -> None:
    assert set(ATTACKS) == PREDICATES


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_only_its_predicate_stands_in_the_way(
    predicate: str, make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taking out the predicate lets its attack through: the attack meets it and nothing else."""
    blow = Strike(make_desk, monkeypatch, without=predicate)
    ATTACKS[predicate](blow)
    assert blow.struck == 1


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_the_attack_notices_that_its_predicate_is_gone(
    predicate: str, make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a predicate taken out, the test that attacks it fails, as a mutation of the code would make it."""
    monkeypatch.setattr(articles, predicate, ANSWERS.get(predicate, lambda *given: None))
    with pytest.raises(BaseException, match="DID NOT RAISE"):
        ATTACKS[predicate](Strike(make_desk, monkeypatch))
