"""Asking about a person: who may, what is told, what the log keeps, and what it looks like to whoever only watches."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.check.people import ASKERS, NOBODY, answer, asked, asking_book, asking_desk, grant
from tests.register import people
from tests.register.desk import Desk, MakeDesk
from xinyong.check import person
from xinyong.check.sight import mine
from xinyong.errors import CallerError, Refused
from xinyong.register.articles import asking as rules
from xinyong.register.end_listing import EndListing
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.grant_mandate import GrantMandate
from xinyong.register.revoke import RevokeMandate
from xinyong.register.suspend_listing import SuspendEffect
from xinyong.subjects.resident import RESIDENT, check_character

UNKNOWN = RESIDENT.synthetic_born(date(1970, 7, 7), 3)


@pytest.fixture
def asking(make_desk: MakeDesk) -> Desk:
    return asking_desk(make_desk)


def refusal(desk: Desk, **given: Any) -> Refused:
    parts = {"number": people.ADULT, "action": "travel.rail", "asker": "railway-1", **given}
    before = mine(desk.office, people.ADULT).look_ups
    with pytest.raises(Refused) as caught:
        asked(desk, **parts)
    assert caught.value.detail.zh and caught.value.detail.en and people.ADULT not in str(caught.value)
    assert mine(desk.office, people.ADULT).look_ups == before  # nothing was told, so nobody looked
    return caught.value


# --- what is told ----------------------------------------------------------------------------


def test_a_listed_person_is_restricted_for_that_action_alone(asking: Desk) -> None:
    people.listed(asking)
    found = answer(asking, people.ADULT)
    assert found.verdict == "prohibited" and found.reason is not None
    assert (found.reason.list, found.reason.authority) == ("people", "market") and found.reason.contest
    assert answer(asking, people.ADULT, "travel.air", "airline-1").verdict == "clear"
    assert answer(asking, people.OTHER).verdict == "clear"


@pytest.mark.article(7, 8)
def test_what_ended_is_exempt_or_suspended_is_clear(asking: Desk) -> None:
    case = people.listed(asking)
    until = date.fromordinal(asking.office.today().toordinal() + 3)
    asking.do(ExemptAction(case=case, action="travel.rail", until=until, reason="necessary", document="试免〔2026〕1号"))
    assert answer(asking, people.ADULT).verdict == "clear"
    asking.on(until)
    assert answer(asking, people.ADULT).verdict == "prohibited"
    asking.do(SuspendEffect(case=case, reason="wrong-subject", document="试停〔2026〕1号"))
    assert answer(asking, people.ADULT).verdict == "clear"
    asking.do(EndListing(case=case, ending="annulled", document="试终〔2026〕1号"))
    assert answer(asking, people.ADULT).verdict == "clear"


@pytest.mark.article(7, 12)
def test_a_carried_listing_of_a_person_ends_with_its_source(asking: Desk) -> None:
    source = people.listed(asking)
    people.listed(asking, list="flying", source=source)
    found = answer(asking, people.ADULT, "travel.air", "airline-1")
    assert found.verdict == "prohibited" and found.reason is not None and found.reason.list == "flying"
    asking.do(EndListing(case=source, ending="annulled", document="试终〔2026〕1号"))
    assert answer(asking, people.ADULT, "travel.air", "airline-1").verdict == "clear"


@pytest.mark.article(10, 11)
def test_unknown_minor_and_listed_elsewhere_are_the_same_bytes(asking: Desk) -> None:
    people.listed(asking, list="flying", source=people.listed(asking, people.OTHER), number=people.OTHER)
    people.listed(asking)
    same = {
        asked(asking, people.ADULT, "travel.air", "airline-1", "单-1"),  # listed, for another action
        asked(asking, UNKNOWN, "travel.air", "airline-1", "单-2"),  # nothing is held
        asked(asking, people.MINOR, "travel.air", "airline-1", "单-3"),
    }
    assert len(same) == 1
    other = asked(asking, people.OTHER, "travel.air", "airline-1", "单-4")
    assert other not in same and {len(each) for each in (*same, other)} == {person.ANSWER_BYTES}


@pytest.mark.article(10)
def test_a_minor_is_clear_whatever_the_tables_say(asking: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = people.listed(asking)
    keys = asking.office.keys
    subject = keys.subject_for("resident", people.ADULT)
    monkeypatch.setattr(keys, "subject_for", lambda identifier, code: subject)
    assert case and answer(asking, people.MINOR).verdict == "clear"


@pytest.mark.article(11)
def test_no_handle_leaves_the_register(asking: Desk) -> None:
    case = people.listed(asking)
    said = asked(asking, people.ADULT).decode()
    subject = asking.rows("person_standing")[0]["subject"]
    assert "prohibited" in said
    for handle in (case, subject, people.ADULT, people.NAME, asking.office.keys.slot_of("resident", people.ADULT)):
        assert handle not in said


@pytest.mark.article(11)
@pytest.mark.parametrize("work_ms", [1, 30, 49, 70])
def test_an_answer_leaves_on_the_beat(asking: Desk, work_ms: int) -> None:
    """However long the work took, the wait makes the whole a number of beats: what took it cannot be told."""
    people.listed(asking)
    now = [0]
    slept: list[float] = []

    def tick() -> int:
        now[0] += work_ms * 1_000_000
        return now[0]

    asking.office.seal_if_needed()
    signer = asking.signer("railway-1")
    person.ask(asking.office, signer, people.ADULT, "travel.rail", "单-9", clock=tick, sleep=slept.append)
    (waited,) = slept
    whole = (work_ms / 1000 + waited) / (person.BEAT_NS / 1e9)
    assert waited > 0 and whole == pytest.approx(round(whole))


# --- who may ask -----------------------------------------------------------------------------


@pytest.mark.article(9, 12)
@pytest.mark.parametrize("asker", NOBODY)
@pytest.mark.parametrize("action", ["travel.rail", "office.hold"])
def test_no_employer_school_landlord_insurer_or_club_asks(asking: Desk, asker: str, action: str) -> None:
    found = refusal(asking, asker=f"{asker}-1", action=action)
    assert found.article == 12 and found.code == "no-duty-to-ask" and found.todo is not None


@pytest.mark.article(9, 12)
@pytest.mark.parametrize("asker", NOBODY)
def test_nobody_can_grant_them_a_mandate_to(asking: Desk, asker: str) -> None:
    grant_ = GrantMandate(authority=asker, power="ask", scope="travel.rail", cite="act#30", since=date(2026, 1, 1))
    assert asking.refusal(grant_, "operator-1").article == 1


@pytest.mark.article(12)
def test_each_asks_for_its_own_action_and_no_other(asking: Desk) -> None:
    for asker, (_, own) in ASKERS.items():
        for _, other in ASKERS.values():
            if other != own:
                assert refusal(asking, asker=f"{asker}-1", action=other).article == 12, (asker, other)
        answer(asking, UNKNOWN, own, f"{asker}-1")


@pytest.mark.article(1, 12)
def test_without_a_granted_mandate_nobody_asks(make_desk: MakeDesk) -> None:
    desk = make_desk(asking_book())
    assert not [row for row in desk.rows("mandate") if row["power"] == "ask"]  # the opening grants none
    assert refusal(desk).article == 1
    grant(desk, "railway", "travel.rail")
    assert answer(desk, people.ADULT).verdict == "clear"
    revoke = RevokeMandate(
        authority="railway", power="ask", scope="travel.rail", since=date(2026, 1, 1), reason="suspended-by-superior"
    )
    desk.do(revoke, "operator-1")
    assert refusal(desk).article == 1


@pytest.mark.article(6)
def test_one_officer_alone_grants_no_mandate_to_ask(make_desk: MakeDesk) -> None:
    desk = make_desk(asking_book())
    command = GrantMandate(
        authority="railway", power="ask", scope="travel.rail", cite="act#30", since=date(2026, 1, 1)
    )
    desk.do(command, "operator-1")
    assert refusal(desk).article == 1


@pytest.mark.article(11, 12)
def test_a_rulebook_without_the_table_lets_nobody_ask(make_desk: MakeDesk) -> None:
    import msgspec

    desk = asking_desk(make_desk, asking_book(asking=msgspec.UNSET))
    assert refusal(desk).article == 12


@pytest.mark.article(11)
def test_a_real_register_answers_nothing_about_persons(asking: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking.office, "mode", "real")
    with pytest.raises(Refused) as caught:
        asked(asking, people.ADULT)
    assert caught.value.article == 11
    with pytest.raises(Refused):
        mine(asking.office, people.ADULT)


# --- one person, one question, one transaction -----------------------------------------------


@pytest.mark.article(11)
@pytest.mark.parametrize("number", [
    "98*", "9801011990050100?%", people.ADULT[:-1], people.ADULT[:10] + "_" * 8, "", people.NAME,
    f"{people.ADULT},{people.OTHER}", f"{people.ADULT} {people.OTHER}", f"{people.ADULT}\n{people.OTHER}",
    f"{people.ADULT};", "％" * 18,
])  # fmt: skip
def test_no_pattern_prefix_list_or_name(asking: Desk, number: str) -> None:
    found = refusal(asking, number=number)
    assert found.article == 11 and found.code == "not-one-person" and (not number or number[:6] not in str(found))


def test_a_mistyped_or_real_number_is_told_without_it(asking: Desk) -> None:
    wrong = people.ADULT[:-1] + ("0" if people.ADULT[-1] != "0" else "1")
    real = "11" + people.ADULT[2:17]
    for number in (wrong, real + check_character(real)):
        with pytest.raises(CallerError) as caught:
            asked(asking, number)
        assert number not in str(caught.value)


@pytest.mark.article(11)
def test_a_transaction_serves_for_one_person(asking: Desk) -> None:
    asked(asking, people.ADULT, transaction="单-77")
    asked(asking, people.ADULT, transaction="单-77")
    with pytest.raises(Refused) as caught:
        asked(asking, people.OTHER, transaction="单-77")
    assert caught.value.code == "transaction-of-another"
    for reference in ("", "abc", "a b 1", "x" * 200 + "1"):
        assert refusal(asking, transaction=reference).code == "no-transaction"
    asking.after(days=40)
    asked(asking, people.OTHER, transaction="单-77")


MUTANTS = {
    "one_person": lambda desk: asked(desk, people.ADULT + " "),
    "one_transaction": lambda desk: asked(desk, people.ADULT, transaction="?"),
    "not_another_s": lambda desk: (asked(desk, people.OTHER), asked(desk, people.ADULT)),
}


@pytest.mark.article(11)
@pytest.mark.parametrize("predicate", sorted(MUTANTS))
def test_only_its_predicate_stands_in_the_way(
    asking: Desk, monkeypatch: pytest.MonkeyPatch, predicate: str
) -> None:
    monkeypatch.setattr(rules, predicate, lambda *given: None)
    assert MUTANTS[predicate](asking)


@pytest.mark.article(11)
def test_nothing_about_persons_reaches_the_index_or_the_public_tables(asking: Desk) -> None:
    people.listed(asking)
    answer(asking, people.ADULT)
    subject = asking.rows("person_standing")[0]["subject"]
    asking.check(asking.organisation())
    from xinyong.check.asking import index_of

    assert not index_of(asking.office).look_up(subject).listings
    assert not asking.rows("standing") and not asking.rows("standing_change")
