"""The page of refused practices names tests that exist and covers what the portal's page tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import refused_page
from tools.refused_page import PRACTICES
from xinyong.law.constitution import ARTICLES
from xinyong.web.portal import refusals

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_named_test_exists_and_every_practice_has_one() -> None:
    assert refused_page.missing(ROOT, PRACTICES) == []
    keys = [practice.key for practice in PRACTICES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("gone", ["tests/test_refused.py::test_that_was_renamed", "tests/law/wrong/gone.yaml"])
def test_a_test_that_is_gone_stops_the_page(gone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lame = PRACTICES[0]._replace(tests=(gone,))
    assert refused_page.missing(ROOT, (lame,)) == [f"{lame.key}: {gone}"]
    assert refused_page.missing(ROOT, (lame._replace(tests=()),)) == [f"{lame.key}: names no test"]
    monkeypatch.setattr(refused_page, "PRACTICES", (lame,))
    with pytest.raises(ValueError, match="do not exist"):
        refused_page.page(ROOT)


def test_every_practice_stands_in_both_languages_under_its_articles() -> None:
    page = refused_page.page(ROOT)
    for practice in PRACTICES:
        assert practice.articles and set(practice.articles) <= set(ARTICLES)
        for text in (practice.title, practice.reported, practice.how):
            assert text.zh in page and text.en in page
            assert any("\u4e00" <= char <= "\u9fff" for char in text.zh) and text.en.isascii()


def test_every_refusal_that_the_portal_tells_has_its_tests_here() -> None:
    told = {number for _, numbers in refusals.PRACTICES for number in numbers}
    assert told <= {number for practice in PRACTICES for number in practice.articles}
