"""Worked cases: one for each list an organisation can be put on, off it again at the end, the same in every run."""

from __future__ import annotations

import re

import pytest

from tools import worked_cases
from xinyong.law.loading import load


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return worked_cases.pages()


@pytest.mark.parametrize("name", worked_cases.RULEBOOKS)
def test_every_list_has_its_case_or_its_reason(made: dict[str, str], name: str) -> None:
    index = made["docs/cases/README.md"]
    for listing in load(name).lists.values():
        reaches = any(set(version.subjects) - {"person"} for version in listing.versions)
        page = f"docs/cases/{name}/{listing.id}.md"
        assert (page in made) == reaches, listing.id
        assert listing.title.zh in index and listing.title.en in index


def test_nobody_is_restricted_before_the_seal_or_after_the_end(made: dict[str, str]) -> None:
    for name, page in made.items():
        if name.endswith("README.md"):
            continue
        answers = re.findall(r"^(CLEAR|PROHIBITED|CONDITIONAL|ADVISORY|FAVOURED) .* — \w+$", page, re.MULTILINE)
        before, _, after = page.partition("封存 Sealed")
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
        again = worked_cases.page.case_page(worked_cases.decided_case(book, book.lists[listing]))
        assert made[f"docs/cases/cn/{listing}.md"] == again
