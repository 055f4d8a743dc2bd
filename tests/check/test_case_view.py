"""A case as it stood on a day, under its law: facts of 2014 under two laws, a penalty across a reform, milder law."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.databases import copy_register
from tests.register.desk import ZONE, Desk, clock_at
from xinyong.check.case_view import CaseView, view
from xinyong.check.case_words import case_lines
from xinyong.cli.application import application
from xinyong.errors import NotFound
from xinyong.journal.officers import load_credential
from xinyong.law.loading import load
from xinyong.office import found
from xinyong.office.founding import enrol_officer
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.file_record import FileRecord
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.object_listing import OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.register.serve_notice import ServeNotice
from xinyong.subjects.uscc import USCC

pytestmark = pytest.mark.article(1, 14)
DEFAULTERS, SERIOUS = "spc-judgment-defaulters", "samr-serious-violation"
GRAVE = {"violation": "food-unlicensed", "penalty": "permit-revoked", "bad-nature": True, "serious-circumstances": True,
         "considerable-harm": True, "no-intent-proved": False, "refuses-decision": False}  # fmt: skip
REFUSES = dict.fromkeys(
    ("obstructs", "breaks-asset-reporting", "breaks-consumption-order", "rejects-settlement", "other-refusal"), False
) | {"able-refuses": True, "evades": True}


class Court(Desk):
    """A register under the law of China that was opened long ago."""

    def organisation(self, number: int = 1, kind: str = "enterprise") -> str:
        code = USCC.synthetic_of("91", number)
        command = RegisterOrganisation(
            identifier="uscc", code=code, name=f"虚构{number}号有限公司", subject_kind=kind, region="980101"
        )
        self.do(command, "samr-1")
        return code

    def listed_here(
        self, code: str, authority: str, listing: str, ground: str, facts: dict[str, Any], conduct: date
    ) -> str:
        """A whole case, its notice served on the day it was opened."""
        stated = [StatedFact(fact=name, value=value, document="试〔2014〕1号") for name, value in facts.items()]
        command = ProposeListing(code=code, list=listing, ground=ground, facts=stated, conduct_on=conduct)
        case: str = self.event(command, f"{authority}-1").case
        today = self.office.today()
        notice = ServeNotice(case=case, served_on=today, method="delivered", document="试告1号")
        self.do(notice, f"{authority}-1")
        self.after(days=80)
        self.do(DecideListing(case=case, document="试列1号"), f"{authority}-1")
        self.do(ApproveListing(case=case), f"{authority}-2")
        self.office.seal_if_needed()
        return case


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("history") / "home"
    with found(home, "synthetic", load("cn"), clock=clock_at(date(2014, 11, 3))) as office:
        operator = load_credential(office.home.credentials / "operator-1.pem")
        enrol_officer(office, operator, "samr-3", "samr")
    return home


@pytest.fixture
def court(opened: Path, tmp_path: Path) -> Iterator[Court]:
    desk = Court(copy_register(opened, tmp_path / "home"), date(2014, 11, 3))
    yield desk
    desk.close()


def told(desk: Desk, seen: CaseView) -> str:
    return "\n".join(case_lines(desk.office.rulebook, seen))


def test_facts_of_2014_under_the_provisions_of_2013_and_of_2017(court: Court) -> None:
    """In 2013 any of six conducts of one able to perform sufficed; since 2017 exclusions must be ruled out."""
    case = court.listed_here(court.organisation(), "spc", DEFAULTERS, "evades", REFUSES, date(2014, 5, 6))
    court.on(date(2018, 6, 1))
    then, later = view(court.office, case, date(2015, 6, 1)), view(court.office, case, date(2018, 6, 1))
    assert then.under_law_of_day is not None and later.under_law_of_day is not None
    assert (then.under_law_of_day.since, then.under_law_of_day.outcome) == (date(2013, 10, 1), "met")
    assert (later.under_law_of_day.since, later.under_law_of_day.outcome) == (date(2017, 5, 1), "unknown")
    assert then.governing is not None and then.governing.since == date(2013, 10, 1)
    assert then.stage == later.stage == "listed"
    assert "met 符合" in told(court, then) and "unknown 事实不足" in told(court, later)
    before = view(court.office, case, date(2014, 10, 1))
    assert (before.stage, before.follows, before.entries) == ("none", [], 0)
    assert before.under_law_of_day is not None and before.under_law_of_day.since == date(2013, 10, 1)


def test_a_listing_of_2013_law_lapses_where_nobody_renews_it(court: Court) -> None:
    case = court.listed_here(court.organisation(), "spc", DEFAULTERS, "evades", REFUSES, date(2014, 5, 6))
    seen = view(court.office, case)
    assert seen.until is None and seen.review_by is not None
    court.on(seen.review_by)
    assert view(court.office, case).follows == []


def test_a_penalty_of_2025_across_the_first_of_april_2026(court: Court) -> None:
    """What was published under the law of 2025 keeps its window; what is filed afterwards gets the shorter one."""
    code = court.organisation()
    court.on(date(2025, 12, 1))

    def file(number: int) -> Any:
        command = FileRecord(
            code=code, name="虚构", category="administrative-acts", form="penalty", document=f"试罚〔2025〕{number}号",
            decided_on=date(2025, 11, 20), content={"facts": "标签不合规定"}, penalty_kinds=["fine"], procedure="ordinary",
            identifier="uscc",
        )
        return court.event(command, "samr-1")

    before = file(1)
    court.on(date(2026, 4, 1))
    after = file(2)
    assert (before.publication, before.publish_until) == ("order-58.ordinary", date(2028, 11, 20))
    assert (after.publication, after.publish_until) == ("order-36.general", date(2026, 11, 20))


def test_a_case_across_the_reform_of_december_2025_goes_by_the_law_of_its_conduct(court: Court) -> None:
    """One ground under both laws and the same three years: later law is not milder, the conduct's day governs."""
    court.on(date(2025, 11, 3))
    case = court.listed_here(court.organisation(), "samr", SERIOUS, "food", GRAVE, date(2025, 9, 1))
    seen = view(court.office, case)
    assert seen.at > date(2025, 12, 25)
    assert seen.under_law_of_day is not None and seen.under_law_of_day.since == date(2025, 12, 25)
    assert seen.governing is not None and not seen.governing.milder
    assert seen.governing.since == date(2021, 9, 1), "the law of the day of the conduct"
    assert seen.since is not None and seen.until == date(seen.since.year + 3, seen.since.month, seen.since.day)
    assert seen.follows and {reason.case for reason in seen.follows} == {case}


def test_milder_later_law_is_named_with_its_reason(desk: Desk) -> None:
    """The law of the tests has a list whose term became shorter in 2021."""
    case = desk.listed(desk.organisation(), "milder", conduct_on=date(2020, 5, 1))
    seen = view(desk.office, case)
    assert seen.governing is not None and seen.governing.milder
    assert (seen.governing.since, seen.governing.term_months) == (date(2021, 9, 1), 12)
    assert "milder law in force since 2021-09-01" in told(desk, seen)
    then = view(desk.office, case, date(2020, 6, 1))
    assert then.governing is not None and (then.governing.milder, then.governing.term_months) == (False, 60)


def test_what_was_known_is_apart_from_what_was_so(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    listed_on = desk.office.today()
    desk.office.seal_if_needed()
    desk.after(days=30)
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    desk.after(days=30)
    desk.do(EndListing(case=case, ending="performed", document="试移〔2026〕1号"))
    today = desk.office.today()
    assert view(desk.office, case).stage == "ended" and view(desk.office, case).follows == []
    assert view(desk.office, case, listed_on).stage == "listed"
    ignorant = view(desk.office, case, today, listed_on)
    assert (ignorant.stage, ignorant.ended_on, ignorant.objection_open) == ("listed", None, False)
    assert [reason.case for reason in ignorant.follows] == [case]
    assert view(desk.office, case, listed_on, today).follows, "that it ended later changes nothing about that day"
    with pytest.raises(NotFound):
        view(desk.office, case, known=date(2026, 4, 1))


def test_deadlines_are_those_that_were_fixed_once(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    assert view(desk.office, case).follows == [], "nothing follows before the seal"
    desk.office.seal_if_needed()
    seen = view(desk.office, case)
    days = {each.what: each.day for each in seen.deadlines}
    assert set(days) == {"answer", "objection", "litigation", "repair-from"}
    assert days["answer"] == date(2026, 4, 27) and seen.deadlines[0].provisional is False
    for words in ("last day to answer 陈述、申辩截止", "repair from 最早可申请修复", "prohibited 禁止"):
        assert words in told(desk, seen)


def test_the_verb_takes_a_case_or_an_entry(desk: Desk) -> None:
    from xinyong.office.clock import day_of, wall_clock

    desk.on(day_of(wall_clock(), ZONE))  # the terminal goes by the machine's clock
    case = desk.proposed(desk.organisation())
    entry = desk.size() - 1
    desk.close()
    answers = []
    for named in (case, str(entry)):
        result = CliRunner().invoke(application("case"), ["case", "show", named, "--home", str(desk.home), "--json"])
        assert result.exit_code == 0, result.output
        answers.append(json.loads(result.stdout.strip().splitlines()[-1]))
    assert answers[0] == answers[1]
    assert answers[0]["stage"] == "proposed" and answers[0]["list"] == "fixed"
    desk.reopen()
