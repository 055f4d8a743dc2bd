"""Opening, countersigning, officers, mandates, editions."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.register.book import make_book
from tests.register.desk import START, Desk, MakeDesk, code
from xinyong.errors import JournalDamaged, NotAllowed, NotFound, Refused
from xinyong.journal.officers import new_credential
from xinyong.journal.port import Draft
from xinyong.law import articles
from xinyong.law.model import Rulebook
from xinyong.office.batch import file_rows
from xinyong.office.home import keep_edition
from xinyong.register.adopt_edition import WAITING_DAYS, AdoptEdition, ConfirmEdition
from xinyong.register.amend_record import WithdrawRecord
from xinyong.register.end_listing import EndListing
from xinyong.register.events import OfficerEnrolled
from xinyong.register.grant_mandate import ConfirmMandate, EnrolOfficer, GrantMandate
from xinyong.register.object_listing import OpenObjection
from xinyong.register.open_register import Countersign
from xinyong.register.review_listing import ReviewListing
from xinyong.register.revoke import RevokeMandate, RevokeOfficer
from xinyong.register.succeed_authority import ConfirmSuccession, SucceedAuthority


def grant(**given: object) -> GrantMandate:
    parts = {"authority": "market", "power": "list", "scope": "fixed", "cite": "act#2", "since": date(2026, 5, 1)}
    return GrantMandate(**{**parts, **given})


def adopt(book: Rulebook, since: date, **given: object) -> AdoptEdition:
    parts = {
        "rulebook": "test", "edition": book.digest, "since": since, "stricter": True,
        "articles_digest": articles.digest(),
    }
    return AdoptEdition(**{**parts, **given})


def test_genesis_grants_what_the_rulebook_gives(desk: Desk) -> None:
    given = sum(len(authority.mandates) for authority in make_book().authorities.values())
    assert len(desk.rows("mandate")) == given
    assert {row["authority"] for row in desk.rows("officer")} == {"register", "market", "tax", "source"}


@pytest.mark.article(6)
def test_nobody_countersigns_twice(desk: Desk) -> None:
    for officer in ("operator-1", "operator-2", "market-1"):
        command = Countersign(officer=officer, key=desk.signer(officer).public_key)
        assert desk.refusal(command, officer).article == 6
    stranger = new_credential(desk.home / "credentials" / "stranger.pem", "stranger")
    with pytest.raises(NotAllowed):
        desk.office.decide(Countersign(officer="stranger", key=stranger.public_key), stranger)


def test_an_officer_is_enrolled_once(desk: Desk) -> None:
    enrol = EnrolOfficer(officer="tax-3", authority="tax", key="ab" * 32)
    desk.do(enrol, "operator-1")
    assert desk.refusal(enrol, "operator-1").article == 15
    assert desk.refusal(EnrolOfficer(officer="tax-4", authority="tax", key="ab" * 32), "operator-2").article == 6


@pytest.mark.article(3)
def test_an_enrolment_keeps_ids_and_no_words(desk: Desk) -> None:
    for officer, authority in (("某信教者", "tax"), ("a b", "tax"), ("", "tax"), ("tax-8", "局里的佛教徒")):
        refusal = desk.refusal(EnrolOfficer(officer=officer, authority=authority, key="ab" * 32), "operator-1")
        assert refusal.field == ("authority" if officer == "tax-8" else "officer")


@pytest.mark.article(6)
def test_the_operator_holds_no_decision_mandate(desk: Desk) -> None:
    assert desk.refusal(grant(authority="register"), "operator-1").article == 6
    assert desk.refusal(grant(), "market-1").article == 1
    case = desk.proposed(desk.organisation())
    assert desk.refusal(desk.registration(2), "operator-1").article == 1
    assert desk.refusal(desk.notice(case), "operator-1").article == 1


@pytest.mark.article(1)
def test_a_mandate_lasts_no_longer_than_the_law_gives_it(desk: Desk) -> None:
    proposed = desk.do(grant(), "operator-1")[-1].seq
    granted = len(desk.rows("mandate"))
    confirm = ConfirmMandate(proposal=proposed)
    assert desk.refusal(confirm, "operator-1").article == 6
    assert desk.refusal(confirm, "market-1").article == 1
    desk.do(confirm, "operator-2")
    assert len(desk.rows("mandate")) == granted + 1
    assert isinstance(desk.refusal(confirm, "operator-2"), NotFound)  # once
    assert desk.refusal(grant(since=date(2009, 1, 1)), "operator-1").article == 1
    assert desk.refusal(grant(cite="act#3"), "operator-1").instrument == "act#3"
    assert desk.refusal(grant(authority="nobody"), "operator-1").article == 1


@pytest.mark.article(1, 15)
def test_an_edition_waits_and_is_never_back_dated(desk: Desk) -> None:
    book = make_book("2026-07")
    today = desk.office.today()
    early = desk.refusal(adopt(book, date(2026, 4, 26)))
    assert (early.article, early.field) == (1, "since") and early.todo
    assert desk.refusal(adopt(book, date(2026, 4, 19), stricter=False)).article == 1
    assert desk.refusal(adopt(book, date(2026, 5, 1)), "operator-1").article == 6
    assert isinstance(desk.refusal(adopt(book, date(2026, 5, 1))), NotFound)  # the folder does not hold it
    keep_edition(desk.office.home, book)
    proposed = desk.do(adopt(book, date(2026, 4, 27)))[-1].seq
    confirm = ConfirmEdition(proposal=proposed)
    assert desk.refusal(confirm, "market-1").article == 6
    assert desk.refusal(confirm, "tax-1").article == 1
    desk.do(confirm, "market-2")
    assert (date(2026, 4, 27) - today).days == WAITING_DAYS
    desk.on(date(2026, 4, 26))
    assert desk.office.rulebook.manifest.edition == "2026-01"
    desk.on(date(2026, 4, 27))
    assert desk.office.rulebook.manifest.edition == "2026-07"
    desk.reopen()
    assert desk.office.rulebook.digest == book.digest


@pytest.mark.article(1)
def test_a_mandate_that_a_new_edition_takes_back_is_gone(desk: Desk) -> None:
    old = make_book()
    authorities = {**old.authorities, "tax": type(old.authorities["tax"])(
        id="tax", title=old.authorities["tax"].title, kind="tax", mandates=[])}
    book = make_book("2026-07", authorities=authorities)
    keep_edition(desk.office.home, book)
    proposed = desk.do(adopt(book, date(2026, 5, 1)))[-1].seq
    desk.do(ConfirmEdition(proposal=proposed), "market-2")
    desk.do(desk.record(), "tax-1")
    desk.on(date(2026, 5, 1))
    assert desk.refusal(desk.record(2), "tax-1").article == 1


@pytest.mark.article(1, 6)
def test_one_operator_revokes_a_mandate_from_today_on(desk: Desk) -> None:
    since = date(2010, 1, 1)
    revoke = RevokeMandate(authority="market", power="list", scope="fixed", since=since, reason="reorganised")
    assert desk.refusal(revoke, "market-1").article == 1
    case = desk.listed(desk.organisation())
    desk.do(revoke, "operator-1")
    assert isinstance(desk.refusal(revoke, "operator-1"), NotFound)
    assert desk.refusal(desk.mirrored(2), "market-1").article == 1
    desk.organisation(3)
    with pytest.raises(Refused, match="mandate"):
        desk.proposed(code(3))
    assert desk.check(code(1)).verdict == "prohibited"  # what was decided under it stands until it is contested
    desk.do(EndListing(case=case, ending="annulled", document="试撤〔2026〕1号"))


@pytest.mark.article(15)
def test_a_revoked_credential_signs_nothing_more(desk: Desk) -> None:
    file = desk.open(authority="tax")
    desk.do(RevokeOfficer(officer="tax-1", reason="compromised"), "tax-2")
    for command in (desk.record(), OpenObjection(case="C0", document="x")):
        refusal = desk.refusal(command, "tax-1")
        assert isinstance(refusal, NotAllowed) and refusal.code == "credential-revoked"
    with pytest.raises(NotAllowed):
        file_rows(desk.office, file, [desk.registration(1)])
    enrol = EnrolOfficer(officer="tax-1", authority="tax", key="ab" * 32)
    assert desk.refusal(enrol, "operator-1").article == 15
    key = desk.signer("tax-1").public_key
    assert desk.refusal(EnrolOfficer(officer="tax-9", authority="tax", key=key), "operator-1").article == 6
    assert desk.office.store.verify()["signatures"] > 0
    with desk.office.store.writing() as writing:  # past the office: only the journal itself is left to notice
        event = OfficerEnrolled(officer="x", authority="tax", key="cd" * 32)
        writing.append([Draft(event, "tax", "tax-1", signer=desk.signer("tax-1"))])
    with pytest.raises(JournalDamaged, match="revoked"):
        desk.office.store.verify()


@pytest.mark.article(1, 15)
def test_a_successor_answers_for_what_its_forerunner_decided_and_needs_its_own_mandate(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    record = desk.do(desk.record())[-1].seq
    succeed = SucceedAuthority(authority="market", successor="tax", cite="act#2", since=date(2026, 5, 10))
    assert desk.refusal(succeed, "market-1").article == 1
    proposal = desk.do(succeed, "operator-1")[-1].seq
    end = EndListing(case=case, ending="performed", document="试履〔2026〕1号")
    assert desk.refusal(end, "tax-1").article == 1
    confirm = ConfirmSuccession(proposal=proposal)
    assert desk.refusal(confirm, "operator-1").article == 6
    desk.do(confirm, "operator-2")
    assert isinstance(desk.refusal(confirm, "operator-2"), NotFound)
    assert desk.refusal(end, "market-1").article == 1
    desk.do(WithdrawRecord(record=record, reason="annulled", document="试撤〔2026〕1号"), "tax-1")
    review = desk.refusal(ReviewListing(case=case, document="试续〔2026〕1号"), "tax-2")
    assert review.article == 1  # the law gives it no mandate for the list any more
    desk.do(end, "tax-1")
    assert desk.check(code(1)).verdict == "clear"


@pytest.mark.article(1)
def test_a_succession_is_confirmed_only_while_its_instrument_is_in_force(make_desk: MakeDesk) -> None:
    over = date(2026, 5, 1)
    paper = msgspec.structs.replace(make_book().instruments["act"], id="reform", until=over)
    desk = make_desk(make_book(instruments={**make_book().instruments, "reform": paper}))
    succeed = SucceedAuthority(authority="market", successor="tax", cite="reform#1", since=START)
    proposal = desk.do(succeed, "operator-1")[-1].seq
    desk.on(over)
    assert desk.refusal(ConfirmSuccession(proposal=proposal), "operator-2").article == 1


@pytest.mark.article(1)
def test_where_no_authority_is_named_to_adopt_any_but_the_operator_does(make_desk: MakeDesk) -> None:
    """A register founded before that mandate was known must be able to adopt the edition that brings it."""
    old = make_book()
    market = old.authorities["market"]
    nobody = type(market)(
        id="market", title=market.title, kind="market", mandates=[m for m in market.mandates if m.power != "adopt"]
    )
    desk = make_desk(make_book(authorities={**old.authorities, "market": nobody}))
    keep_edition(desk.office.home, old)
    assert desk.refusal(adopt(old, date(2026, 5, 1)), "operator-1").article == 6
    proposal = desk.do(adopt(old, date(2026, 5, 1)), "tax-1")[-1].seq
    desk.do(ConfirmEdition(proposal=proposal), "tax-2")
