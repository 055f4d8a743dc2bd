"""Worked cases: for every list of the rulebooks, off it again at the end, naming no person, the same in every run."""

from __future__ import annotations

import re

import pytest

from tools import worked_case_page, worked_cases, worked_pages
from tools.worked_persons import BORN
from xinyong.law.loading import load
from xinyong.subjects import identifiers
from xinyong.subjects.resident import RESIDENT


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return worked_pages.pages()


@pytest.mark.parametrize("name", worked_pages.RULEBOOKS)
def test_every_list_has_its_case_and_persons_theirs(made: dict[str, str], name: str) -> None:
    index = made["docs/cases/README.md"]
    for listing in load(name).lists.values():
        subjects = set(listing.versions[-1].subjects)
        assert f"docs/cases/{name}/{listing.id}.md" in made, listing.id
        both = "person" in subjects and subjects != {"person"}
        assert (f"docs/cases/{name}/{listing.id}-person.md" in made) == both, listing.id
        assert listing.title.zh in index and listing.title.en in index
    for page in made:
        folder, _, file = page.removeprefix("docs/cases/").rpartition("/")
        assert not folder or f"]({folder}/{file})" in index


@pytest.mark.article(11)
def test_a_persons_page_shows_no_number_name_or_id(made: dict[str, str]) -> None:
    pages = {name: page for name, page in made.items() if "主体 subject: 当事人" in page}
    assert len(pages) > 10
    number = RESIDENT.synthetic_born(BORN, 1)
    for name, page in pages.items():
        assert number not in page and BORN.strftime("%Y%m%d") not in page, name
        assert not re.search(r"\b[CPS][A-Z2-7]{26}\b", page), name
        runs = re.findall(r"[0-9]{17}[0-9X]", page)
        assert not [each for each in runs if identifiers.get("resident").read(each)], name


def test_what_carries_out_another_listing_ends_with_it(made: dict[str, str]) -> None:
    for listing in ("nra-rail-other-fields", "caac-air-other-fields"):
        page = made[f"docs/cases/cn/{listing}.md"]
        assert page.count("`listing.approved/1`") == 2 and page.count("`listing.ended/1`") == 1
        ended = page[page.index("`listing.ended/1`") :]
        assert re.search(r"officer: `(spc|sat)-1`", page[: page.index("`listing.ended/1`")])
        assert "CLEAR 无限制 — 当事人" in ended and "PROHIBITED" not in ended


STORIES = {
    "samr-serious-violation-hearing": ("hearing-requested/1", "hearing-invited/1", "hearing-held/1", "dropped/1"),
    "mohrss-wage-arrears-wrong-subject": ("suspended/1", "ended/1"),
    "sat-serious-tax-annulled": ("contest-opened/1", "suspended/1", "resumed/1", "contest-decided/1", "withdrawn/1"),
    "nbs-statistics-extended": ("step-decided/1", "extended/1"),
    "mem-work-safety-restored": ("repair-applied/1", "repair-decided/1", "ended/1", "step-decided/1", "restored/1"),
    "spc-judgment-defaulters-person": ("step-decided/1", "employer-told/1", "ended/1"),
    "spc-consumption-restriction-person": ("exempted/1", "ended/1"),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_story_shows_its_steps_in_their_order(made: dict[str, str], name: str) -> None:
    page = made[f"docs/cases/cn/{name}.md"]
    places = [page.index(f"`listing.{kind}`") for kind in STORIES[name]]
    assert places == sorted(places)


def test_an_emergency_lists_nobody_for_its_days_then_or_later(made: dict[str, str]) -> None:
    page = made["docs/cases/cn/samr-abnormal-operations-emergency.md"]
    assert page.count("REFUSED 拒绝 — suspended-then") == 2
    assert page.rindex("REFUSED") < page.index("`listing.proposed/1`") < page.index("CONDITIONAL 附条件")


def test_nobody_is_restricted_before_the_seal_or_after_the_end(made: dict[str, str]) -> None:
    for name, page in made.items():
        if name.endswith("README.md"):
            continue
        answers = re.findall(r"^(CLEAR|PROHIBITED|CONDITIONAL|ADVISORY|FAVOURED) .* — \w+$", page, re.MULTILINE)
        before, _, after = page.partition("封存 Sealed")
        if name.endswith("-hearing.md"):
            assert set(answers) == {"CLEAR"}, "let go: nothing ever followed"
            continue
        assert after and not re.search(r"^(PROHIBITED|CONDITIONAL|ADVISORY) ", before, re.MULTILINE), name
        if "red list (commendation)" in page:
            assert "FAVOURED" in answers and answers[-1] in ("CLEAR", "FAVOURED"), name
        elif "neutral status" in page:
            assert set(answers) == {"CLEAR"}, name
        else:
            assert answers[-1] == "CLEAR" and set(answers) - {"CLEAR"}, name
        for step in re.findall(r"^## \d+\. (\d{4}-\d\d-\d\d)", page, re.MULTILINE):
            assert re.fullmatch(r"20[12]\d-\d\d-\d\d", step)


def test_two_officers_made_every_decided_listing(made: dict[str, str]) -> None:
    decided = {name: page for name, page in made.items() if "`listing.approved/1`" in page}
    assert decided
    for name, page in decided.items():
        first = re.search(r"officer: `(\S+)`.*\n- 条目 entry: `listing.decided/1`", page)
        second = re.search(r"officer: `(\S+)`.*\n- 条目 entry: `listing.approved/1`", page)
        assert first and second and first[1] != second[1], name


def test_an_honour_is_lost_with_the_seal_of_the_listing_and_comes_back(made: dict[str, str]) -> None:
    page = made["docs/cases/cn/sat-grade-a.md"]
    answers = re.findall(r"^(CLEAR|PROHIBITED|FAVOURED) .* — \w+$", page, re.MULTILINE)
    assert answers == ["CLEAR", "FAVOURED", "FAVOURED", "PROHIBITED", "FAVOURED"]
    assert page.index("honour.lost/1") < page.index("honour.returned/1")
    assert "honour.declined/1" in made["docs/cases/cn/credit-honours.md"]
    assert "事由：升为更高等级" in made["docs/cases/cn/gac-aeo.md"]


def test_the_same_run_gives_the_same_page(made: dict[str, str]) -> None:
    book = load("cn")
    for listing in ("sat-serious-tax", "spc-judgment-defaulters"):
        again = worked_case_page.case_page(worked_cases.decided_case(book, book.lists[listing]))
        assert made[f"docs/cases/cn/{listing}.md"] == again
