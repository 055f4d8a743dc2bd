"""Article numbers as Chinese law writes them; read back by the reader of authorities' files, written apart from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.intake.numerals import read_numeral
from xinyong.law.numerals import article, han


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (266, "二百六十六"),
     (1260, "一千二百六十"), (1005, "一千零五"), (1018, "一千零一十八")],
)  # fmt: skip
def test_an_article_is_numbered_as_the_law_numbers_it(number: int, said: str) -> None:
    assert han(number) == said


@given(st.integers(1, 9999))
def test_every_number_is_read_back(number: int) -> None:
    assert read_numeral(han(number)) == number


def test_an_article_that_is_no_plain_number_keeps_its_signs() -> None:
    assert article("46") == "第四十六条" and article("5-XXXV") == "第5-XXXV条"
