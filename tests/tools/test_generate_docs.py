"""Generated pages say what the code says, and the finder of Articles' tests finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import generate_docs
from xinyong.law.constitution import ARTICLES

SAMPLE = '''
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
'''


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
        1: ["tests/test_a.py::test_one"], 2: ["tests/test_a.py::test_one"],
        6: ["tests/test_a.py::TestTwo::test_three"], 7: ["tests/test_a.py::TestTwo::test_three"],
        15: ["tests/test_a.py::TestMachine", "tests/test_a.py::TestTwo::test_three", "tests/test_a.py::test_one"],
    }


def test_a_mark_of_no_article_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(SAMPLE.replace("(15)", "(16)"), encoding="utf-8")
    with pytest.raises(ValueError, match="16"):
        generate_docs.articles_page(tmp_path / "tests")
