"""The one question: what stands in the way today, its limits, and what stood or was known on another day."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.register.desk import Desk, code
from xinyong.check.asking import check
from xinyong.check.verdict import to_builtins
from xinyong.check.words import verdict_lines
from xinyong.errors import BadInput, OperatorError, Refused
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.mirror_listing import LapseMirrored
from xinyong.register.object_listing import DecideObjection, OpenObjection


def lines(desk: Desk, verdict: object) -> str:
    return "\n".join(verdict_lines(desk.office.rulebook, verdict))  # type: ignore[arg-type]


def test_the_answer_gives_its_law_end_and_remedies(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    verdict = desk.check(code(1))
    reason = verdict.reasons[0]
    assert (verdict.verdict, reason.list, reason.case, reason.authority) == ("prohibited", "fixed", case, "market")
    assert (reason.since, reason.until, reason.end_stated, reason.objection_open) == (
        date(2026, 5, 10), date(2029, 5, 10), True, False)
    assert reason.cites == ["act#9", "act#4"]
    assert [(each.remedy, each.within_days, each.within_months) for each in reason.contest] == [
        ("objection", 30, None), ("litigation", None, 6)]  # fmt: skip
    assert verdict.entries == verdict.sealed == desk.size()
    assert verdict.edition == desk.office.rulebook.digest
    text = lines(desk, verdict)
    for word in ("PROHIBITED", "禁止", "2029-05-10", "30 days", "6 months"):
        assert word in text
    assert msgspec.json.encode(to_builtins(verdict))


def test_a_listing_touches_only_the_actions_of_its_measures(desk: Desk) -> None:
    desk.listed(desk.organisation())
    assert desk.check(code(1), "bond.issue").verdict == "clear"
    assert desk.check(code(1), "award.apply").verdict == "clear"


def test_the_strictest_of_all_that_stands_decides_and_all_are_told(desk: Desk) -> None:
    desk.organisation()
    desk.listed(code(1), "open")
    desk.do(desk.mirrored(1, sanction="Warning"), "source-1")
    assert desk.check(code(1)).verdict == "conditional"
    desk.listed(code(1), "fixed")
    verdict = desk.check(code(1))
    assert verdict.verdict == "prohibited"
    assert [reason.effect for reason in verdict.reasons] == ["prohibited", "conditional", "advisory"]


def test_a_red_list_favours(desk: Desk) -> None:
    desk.honoured(desk.organisation())
    verdict = desk.check(code(1), "award.apply")
    assert verdict.verdict == "favoured"


def test_what_is_not_held_is_clear_of_what_is_held_and_says_so(desk: Desk) -> None:
    verdict = desk.check(code(7))
    assert (verdict.verdict, verdict.not_covered) == ("clear", True)
    assert verdict.limits[0].zh and verdict.limits[0].en
    assert "!" in lines(desk, verdict)
    desk.organisation(7)
    assert not desk.check(code(7)).not_covered


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"action": "breathe"}, "action"), ({"purpose": " "}, "purpose"), ({"code": "91"}, "code"),
     ({"known": date(2026, 4, 21)}, "known")],
)  # fmt: skip
def test_a_question_that_cannot_be_read(desk: Desk, asked: dict[str, object], field: str) -> None:
    from xinyong.check import check

    usual: dict[str, object] = {"code": code(1), "action": "procurement.bid", "purpose": "test", "history": True}
    given = {**usual, **asked}
    with pytest.raises(BadInput) as refused:
        check(desk.office, **given)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert refused.value.detail.zh and refused.value.detail.en


# --- confinement -----------------------------------------------------------------------------


@pytest.mark.article(12)
def test_a_regional_list_binds_in_its_territory_alone(desk: Desk) -> None:
    desk.listed(desk.organisation(), "regional")
    assert desk.check(code(1), place="980102").verdict == "prohibited"
    assert desk.check(code(1), place="980200").verdict == "clear"
    elsewhere = desk.check(code(1))
    assert elsewhere.verdict == "advisory"
    assert elsewhere.reasons[0].effect == "advisory"
    assert any("territory" in limit.en for limit in elsewhere.limits)
    desk.listed(code(1), "fixed")
    assert desk.check(code(1), place="980200").verdict == "prohibited"


# --- time ------------------------------------------------------------------------------------


@pytest.mark.article(14)
def test_the_past_is_not_told_to_everybody(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    desk.after(days=5)
    desk.do(EndListing(case=case, ending="annulled", document="试撤〔2026〕1号"))
    desk.after(days=5)
    assert desk.check(code(1)).reasons == []
    with pytest.raises(Refused) as refused:
        desk.check(code(1), at=date(2026, 5, 12))
    assert refused.value.article == 14 and refused.value.todo
    with pytest.raises(Refused):
        desk.check(code(1), known=date(2026, 5, 12))


def test_time_travel_over_a_listing_and_its_end(desk: Desk) -> None:
    case = desk.listed(desk.organisation())  # approved on 10 May
    desk.on(date(2026, 6, 1))
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    desk.on(date(2026, 7, 1))
    desk.do(DecideObjection(case=case, upheld=True, document="试复〔2026〕1号"))
    desk.on(date(2026, 8, 1))

    def asked(at: date | None = None, known: date | None = None) -> tuple[str, bool, bool]:
        verdict = desk.check(code(1), at=at, known=known, history=True)
        return verdict.verdict, any(reason.objection_open for reason in verdict.reasons), verdict.history

    assert asked() == ("clear", False, False)
    assert asked(at=date(2026, 5, 9)) == ("clear", False, True)
    assert asked(at=date(2026, 5, 10)) == ("prohibited", False, True)
    assert asked(at=date(2026, 6, 30)) == ("prohibited", False, True)
    assert asked(at=date(2026, 7, 1)) == ("clear", False, True)
    assert asked(at=date(2026, 5, 20), known=date(2026, 5, 9)) == ("clear", False, True)
    assert asked(at=date(2026, 5, 20), known=date(2026, 6, 1)) == ("prohibited", True, True)
    assert asked(known=date(2026, 6, 15)) == ("prohibited", True, True)  # about today, as was known in June
    assert asked(at=date(2026, 7, 15), known=date(2026, 6, 15)) == ("prohibited", True, True)
    assert asked(at=date(2026, 7, 15)) == ("clear", False, True)


def test_a_day_to_come_is_answered_from_what_stands_and_says_so(desk: Desk) -> None:
    desk.listed(desk.organisation())
    for at, expected in ((date(2029, 5, 9), "prohibited"), (date(2029, 5, 10), "clear")):
        verdict = desk.check(code(1), at=at)
        assert (verdict.verdict, verdict.history) == (expected, False)
        assert any("to come" in limit.en for limit in verdict.limits)


def test_time_travel_over_a_mirrored_entry_whose_beginning_nobody_states(desk: Desk) -> None:
    """Days before it was seen are answered as listed, and the answer says that nobody states a beginning."""
    desk.do(desk.mirrored(1), "source-1")
    desk.on(date(2026, 6, 1))
    desk.do(LapseMirrored(case=desk.rows("casefile")[0]["id"], file="b" * 64), "source-1")
    desk.on(date(2026, 7, 1))
    answers = {date(2026, 4, 19): "prohibited", date(2026, 5, 31): "prohibited", date(2026, 6, 1): "clear"}
    for at, expected in answers.items():
        verdict = desk.check(code(1), at=at, history=True)
        assert verdict.verdict == expected
        assert any("no beginning" in limit.en for limit in verdict.limits) == (expected == "prohibited")
    assert desk.check(code(1), at=date(2026, 5, 1), known=date(2026, 4, 19), history=True).verdict == "clear"


def test_a_mirrored_entry_began_when_its_source_says(desk: Desk) -> None:
    desk.do(desk.mirrored(1, since=date(2026, 1, 5)), "source-1")
    assert desk.check(code(1), at=date(2026, 1, 4), history=True).verdict == "clear"
    assert desk.check(code(1), at=date(2026, 1, 5), history=True).verdict == "prohibited"
    desk.do(desk.mirrored(2, since=date(2026, 5, 1)), "source-1")
    assert desk.check(code(2)).verdict == "clear"
    desk.on(date(2026, 5, 1))
    assert desk.check(code(2)).verdict == "prohibited"


@pytest.mark.article(14)
def test_what_was_erased_is_gone_from_history_too(desk: Desk) -> None:
    case = desk.listed(desk.organisation(), ground="minor")
    desk.on(date(2028, 9, 1))
    assert desk.check(code(1), at=date(2026, 5, 12), history=True).verdict == "prohibited"
    desk.do(EraseCase(case=case))
    assert desk.check(code(1), at=date(2026, 5, 12), history=True).verdict == "clear"


def test_a_restored_register_answers_no_check_until_it_is_whole(desk: Desk) -> None:
    """It may hold as standing what ended after the backup was made: nobody is told restricted who was let go."""
    case = desk.listed(desk.organisation())
    assert desk.check(code(1)).verdict == "prohibited"
    desk.do(EndListing(case=case, ending="annulled", document="试撤〔2026〕1号"))
    desk.office.store.behind = 1  # what a restore of the older backup leaves until its tail is supplied
    with pytest.raises(OperatorError) as refused:
        check(desk.office, code(1), "procurement.bid", "test")
    assert refused.value.code == "register-behind"
    desk.office.store.behind = 0
    assert desk.check(code(1)).verdict == "clear"
