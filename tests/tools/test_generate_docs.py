"""Generated pages say what the code says, and the finder of Articles' tests finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import generate_docs, law_pages
from tools.law_list_page import both, marked, sourced
from xinyong.law.constitution import ARTICLES
from xinyong.law.loading import load
from xinyong.law.reading import lines

SAMPLE = """
import pytest
pytestmark = [pytest.mark.article(15)]

@pytest.mark.article(1)
@pytest.mark.article(2)
def test_one(): assert True

@pytest.mark.article(6)
class TestTwo:
    @pytest.mark.article(7)
    def test_three(self): assert True
    def helper(self): return 1

TestMachine = Machine.TestCase
"""


def test_pages_are_what_the_code_says() -> None:
    assert generate_docs.stale() == [], "run: python -m tools.generate_docs"


def test_every_article_stands_on_the_page_in_both_languages() -> None:
    page = generate_docs.articles_page()
    for article in ARTICLES.values():
        assert article.text.en in page and article.text.zh in page


def test_marked_tests_are_found(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(SAMPLE, encoding="utf-8")
    assert generate_docs.attacks(tmp_path / "tests") == {
        1: ["tests/test_a.py::test_one"],
        2: ["tests/test_a.py::test_one"],
        6: ["tests/test_a.py::TestTwo::test_three"],
        7: ["tests/test_a.py::TestTwo::test_three"],
        15: ["tests/test_a.py::TestMachine", "tests/test_a.py::TestTwo::test_three", "tests/test_a.py::test_one"],
    }


def test_a_mark_of_no_article_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(SAMPLE.replace("(15)", "(16)"), encoding="utf-8")
    with pytest.raises(ValueError, match="16"):
        generate_docs.articles_page(tmp_path / "tests")


# --- docs/law --------------------------------------------------------------------------------

SENSIBLE = 100_000
"""Characters of the longest page: more than an afternoon's reading."""


@pytest.fixture(scope="module")
def law() -> dict[str, str]:
    return law_pages.pages()


def test_the_pages_of_the_law_are_the_same_each_time_and_of_sensible_size(law: dict[str, str]) -> None:
    assert law_pages.pages() == law
    assert not {name: len(text) for name, text in law.items() if len(text) > SENSIBLE}


@pytest.mark.parametrize("rulebook", law_pages.RULEBOOKS)
def test_every_list_says_all_of_its_law_in_both_languages(law: dict[str, str], rulebook: str) -> None:
    for item in load(rulebook).lists.values():
        page = law[f"docs/law/{rulebook}/lists/{item.id}.md"]
        assert page.startswith(f"# {both(item.title)}\n")
        for version in item.versions:
            facts = {fact.id: fact for fact in version.facts}
            groups = (
                version.grounds,
                version.excluded,
                version.endings,
                version.remedies,
                version.sanctions,
                version.examples,
            )
            titles = [getattr(part, "title").text for group in groups for part in group]  # noqa: B009  # of many types
            missing = [title for title in titles if both(title) not in page]
            missing += [
                text for ground in version.grounds for _, text in lines(ground.when, facts) if both(text) not in page
            ]
            assert not missing, (item.id, version.since, missing)


@pytest.mark.parametrize("rulebook", law_pages.RULEBOOKS)
def test_every_mark_stands_on_the_page_of_its_value(law: dict[str, str], rulebook: str) -> None:
    """What an older version says as a newer one does is not repeated: each mark stands at least once."""
    book = load(rulebook)
    for item in book.lists.values():
        page = law[f"docs/law/{rulebook}/lists/{item.id}.md"]
        assert not [value for value in sourced(item) if marked(value) not in page]
        newest = item.versions[-1]
        assert page.count("未核实 unverified (") >= sum(
            not value.verified and value.source != "register" for value in sourced(newest)
        )
    for one in book.instruments.values():
        assert marked(one) in law[f"docs/law/{rulebook}/instruments/{one.id}.md"]


def test_the_index_counts_what_the_check_counts(law: dict[str, str]) -> None:
    for rulebook in law_pages.RULEBOOKS:
        values = [each for _, items in law_pages.kinds(load(rulebook)) for item in items for each in sourced(item)]
        yes = sum(value.verified for value in values)
        assert f"| 合计 total | | {yes} | {len(values) - yes} |" in law["docs/law/README.md"]


def test_an_instrument_names_what_rests_on_it(law: dict[str, str]) -> None:
    order = law["docs/law/cn/instruments/ndrc-order-36-2025.md"]
    assert "12 to 36 months" in order and "最短12个月，最长36个月" in order and "取代 repeals" in order
    samr = law["docs/law/cn/instruments/samr-order-44-2021.md"]
    assert "../lists/samr-serious-violation.md" in samr and "期限 term（条 art. 21）" in samr
    draft = law["docs/law/cn/instruments/social-credit-law-draft-2022.md"]
    assert "grounds nothing" in draft and "No rule rests on it directly." in draft


def test_a_page_that_is_missing_changed_or_left_over_is_found_and_mended(tmp_path: Path) -> None:
    generate_docs.write(tmp_path)
    assert generate_docs.stale(tmp_path) == []
    (tmp_path / "docs/law/README.md").unlink()
    (tmp_path / "docs/law/cn/measures.md").write_text("changed", encoding="utf-8")
    (tmp_path / "docs/law/cn/lists/gone.md").write_text("left over", encoding="utf-8")
    wrong = {"docs/law/README.md", "docs/law/cn/measures.md", "docs/law/cn/lists/gone.md"}
    assert set(generate_docs.stale(tmp_path)) == wrong
    assert set(generate_docs.write(tmp_path)) == wrong and generate_docs.stale(tmp_path) == []
