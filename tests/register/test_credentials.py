"""A lost credential replaced by two others: the same person, a new key, and nothing the old key can do after."""

from __future__ import annotations

import pytest

from tests.register.desk import Desk, MakeDesk
from tests.register.test_articles_credentials import proposed, replace
from xinyong.errors import JournalDamaged, NotAllowed, NotFound
from xinyong.journal.officers import Signer, new_credential
from xinyong.journal.port import Draft
from xinyong.register.events import OfficerRevoked
from xinyong.register.grant_mandate import EnrolOfficer, GrantMandate
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.replace_credential import ConfirmReplacement, ReplaceCredential
from xinyong.register.revoke import RevokeOfficer


def new_key(desk: Desk, officer: str) -> Signer:
    """The officer's new key, made by the officer."""
    return new_credential(desk.home / f"{officer}-new.pem", officer)


@pytest.mark.article(6, 15)
def test_the_same_person_signs_with_a_new_key_and_cannot_approve_what_they_proposed(desk: Desk) -> None:
    case = desk.decided(desk.organisation())  # proposed and decided by market-1
    old, new = desk.signer("market-1"), new_key(desk, "market-1")
    desk.do(RevokeOfficer(officer="market-1", reason="lost"), "market-3")
    asked = ReplaceCredential(officer="market-1", key=new.public_key, reason="lost")
    proposal = desk.do(asked, "market-3")[-1].seq
    with pytest.raises(NotAllowed):
        desk.office.decide(asked, new)
    confirm = ConfirmReplacement(proposal=proposal)
    assert desk.refusal(confirm, "market-3").article == 6, "two others"
    desk.do(confirm, "operator-1")
    assert isinstance(desk.refusal(confirm, "operator-2"), NotFound), "once"
    with pytest.raises(NotAllowed):
        desk.office.decide(DecideListing(case=case, document="试列〔2026〕2号"), old)
    desk.signers["market-1"] = new
    assert desk.refusal(ApproveListing(case=case), "market-1").article == 6, "a new key is no second person"
    assert desk.noticed(desk.organisation(2), officer="market-1"), "in office again"
    desk.do(ApproveListing(case=case), "market-2")
    before = desk.tables()
    desk.office.store.rebuild()
    assert desk.tables() == before
    desk.office.seal_if_needed()
    assert desk.office.store.verify()["entries"] == desk.size()
    enrol = EnrolOfficer(officer="tax-9", authority="tax", key=old.public_key)
    assert desk.refusal(enrol, "operator-1").article == 6, "a key that was somebody's becomes nobody else's"


@pytest.mark.article(6)
def test_the_operators_own_key_is_replaced_with_an_authority_that_signs_editions(desk: Desk) -> None:
    """Two operators are all there are: one of them with the legal authority, apart from the operator."""
    new = new_key(desk, "operator-2")
    asked = ReplaceCredential(officer="operator-2", key=new.public_key, reason="compromised")
    assert desk.refusal(asked, "tax-1").article == 1
    assert desk.refusal(asked, "operator-2").article == 6
    confirm = ConfirmReplacement(proposal=desk.do(asked, "operator-1")[-1].seq)
    assert desk.refusal(confirm, "source-1").article == 1
    desk.do(confirm, "market-1")
    desk.signers["operator-2"] = new
    assert desk.refusal(GrantMandate(authority="nobody", power="list", scope="fixed", cite="act#2",
                                     since=desk.office.today()), "operator-2").article == 1  # fmt: skip
    desk.do(EnrolOfficer(officer="tax-9", authority="tax", key="cd" * 32), "operator-2")


@pytest.mark.article(15)
def test_the_old_key_signs_nothing_after_its_replacement(make_desk: MakeDesk) -> None:
    desk = make_desk()
    old, new = desk.signer("market-1"), new_key(desk, "market-1")
    confirm = ConfirmReplacement(
        proposal=desk.do(ReplaceCredential(officer="market-1", key=new.public_key, reason="lost"), "operator-1")[-1].seq
    )
    desk.do(confirm, "market-2")
    forged = Draft(OfficerRevoked(officer="market-4", reason="left"), "market", "market-1", signer=old)
    with desk.office.store.writing() as writing:
        writing.append([forged])
    desk.office.seal_if_needed()
    with pytest.raises(JournalDamaged):
        desk.office.store.verify()


def test_what_is_refused_says_so(desk: Desk) -> None:
    assert isinstance(desk.refusal(replace("nobody"), "operator-1"), NotFound)
    asked = ReplaceCredential(officer="market-1", key="ab" * 32, reason="mood")
    assert desk.refusal(asked, "operator-1").article == 2
    taken = ReplaceCredential(officer="market-1", key=desk.signer("tax-1").public_key, reason="lost")
    assert desk.refusal(taken, "operator-1").article == 6
    confirm = proposed(desk, "market-3", "operator-1")
    desk.do(RevokeOfficer(officer="market-3", reason="left"), "market-1")
    assert desk.refusal(confirm, "market-2").article == 6, "who left meanwhile stays away"
