"""Languages, dates and amounts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.web import formats, languages


@pytest.mark.parametrize(("header", "language"), [
    ("", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,en;q=0.9,zh;q=0.8", "en"), ("de,zh;q=0.2,en;q=0.1", "zh"),
    ("fr", "en"), ("zh;q=0,en;q=0.1", "en"), ("zh-Hant-TW", "zh"), ("*", "en"), ("zh;q=x,en", "en"),
])
def test_the_readers_language(header: str, language: str) -> None:
    assert languages.preferred(header) == language


@given(st.text(max_size=200))
def test_any_header_gives_a_language(header: str) -> None:
    assert languages.preferred(header) in languages.LANGUAGES


def test_days_as_each_language_writes_them() -> None:
    assert formats.day(date(2026, 4, 1), "zh") == "2026年4月1日"
    assert formats.day(date(2026, 4, 1), "en") == "1 April 2026"


@given(st.integers(-(10**15), 10**15))
def test_amounts_keep_every_cent(minor_units: int) -> None:
    for language in languages.LANGUAGES:
        shown = formats.money(minor_units, language, "CNY")
        digits = "".join(character for character in shown if character.isdigit())
        assert int(digits if "." in shown else digits + "00") == abs(minor_units)
        assert shown.startswith("-") == (minor_units < 0)


def test_amounts_as_each_language_writes_them() -> None:
    assert formats.money(3_000_050, "zh", "CNY") == "30,000.50 元"
    assert formats.money(3_000_000, "en", "CNY") == "CN¥30,000"
    assert formats.money(100, "en", "BRL") == "R$1"


def test_terms() -> None:
    assert [formats.months(n, "en") for n in (1, 12, 18, 36)] == ["1 month", "1 year", "18 months", "3 years"]
    assert [formats.months(n, "zh") for n in (1, 12, 18, 36)] == ["1个月", "1年", "18个月", "3年"]
    assert formats.days(15, True, "zh") == "15个工作日" and formats.days(1, False, "en") == "1 day"
