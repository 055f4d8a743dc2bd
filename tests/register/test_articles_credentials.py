"""Articles 1 and 6 as they bind who gives an officer a new key, attacked rule by rule."""

from __future__ import annotations

import pytest

from tests.register.desk import Desk, MakeDesk
from tests.register.strikes import Strike, attacks
from xinyong.register.replace_credential import ConfirmReplacement, ReplaceCredential
from xinyong.register.revoke import RevokeOfficer


@pytest.fixture
def strike(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Strike:
    return Strike(make_desk, monkeypatch)


def replace(officer: str, key: str = "ab") -> ReplaceCredential:
    return ReplaceCredential(officer=officer, key=key * 32, reason="lost")


def proposed(desk: Desk, officer: str, by: str) -> ConfirmReplacement:
    """The confirmation of a replacement that ``by`` proposed."""
    return ConfirmReplacement(proposal=desk.do(replace(officer), by)[-1].seq)


@attacks("may_replace")
@pytest.mark.article(1)
def test_another_authority_replaces_a_credential(strike: Strike) -> None:
    strike.assert_refused(strike.desk(), 1, replace("market-1"), "tax-1")


@attacks("not_oneself")
@pytest.mark.article(6)
def test_whoever_holds_a_lost_key_makes_it_a_new_one(strike: Strike) -> None:
    strike.assert_refused(strike.desk(), 6, replace("market-1"), "market-1")


@attacks("still_in_office")
@pytest.mark.article(6)
def test_an_officer_who_left_comes_back_by_a_new_key(strike: Strike) -> None:
    desk = strike.desk()
    desk.do(RevokeOfficer(officer="market-3", reason="left"), "market-1")
    strike.assert_refused(desk, 6, replace("market-3"), "market-1")


@attacks("proposal_alive")
@pytest.mark.article(6)
def test_a_replacement_confirmed_long_after_it_was_proposed(strike: Strike) -> None:
    desk = strike.desk()
    confirm = proposed(desk, "market-3", "market-1")
    desk.after(days=30)
    strike.assert_refused(desk, 6, confirm, "market-2")
