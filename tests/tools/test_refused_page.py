"""The page of refused practices names tests that exist, for every practice of the one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import refused_page
from tools.refused_tests import TESTS
from xinyong.law.constitution import ARTICLES
from xinyong.law.refusals import PRACTICES

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_named_test_exists_and_every_practice_has_one() -> None:
    assert refused_page.missing(ROOT, TESTS) == []
    keys = [practice.key for practice in PRACTICES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("gone", ["tests/test_refused.py::test_that_was_renamed", "tests/law/wrong/gone.yaml"])
def test_a_test_that_is_gone_stops_the_page(gone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lame = TESTS | {"map": (gone,)}
    assert refused_page.missing(ROOT, lame) == [f"map: {gone}"]
    assert refused_page.missing(ROOT, TESTS | {"map": ()}) == ["map: names no test"]
    assert refused_page.missing(ROOT, TESTS | {"no-such": TESTS["map"]}) == ["no-such: no such practice"]
    monkeypatch.setattr(refused_page, "TESTS", lame)
    with pytest.raises(ValueError, match="do not exist"):
        refused_page.page(ROOT)


def test_every_practice_stands_in_both_languages_under_its_articles() -> None:
    page = refused_page.page(ROOT)
    for practice in PRACTICES:
        assert practice.articles and set(practice.articles) <= set(ARTICLES)
        for text in (practice.title, practice.reported, practice.how):
            assert text.zh in page and text.en in page
            assert any("\u4e00" <= char <= "\u9fff" for char in text.zh) and text.en.isascii()
