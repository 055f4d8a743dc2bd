"""Single cells: dates, amounts, text, numerals, stated sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.helpers import code, decode_row
from xinyong.errors import BadInput
from xinyong.intake.numerals import read_numeral, stated_sums
from xinyong.intake.values import clean, read_date, read_fen, show_fen

DAYS = st.dates(date(1800, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["{:%Y%m%d}", "{:%Y-%m-%d}", "{:%Y/%m/%d}", "{:%Y.%m.%d}", "{0.year}/{0.month}/{0.day}",
                              "{0.year}年{0.month}月{0.day}日", "{:%Y-%m-%d} 00:00:00", " {:%Y/%m/%d} 0:00 "]))
def test_every_written_form_of_a_day_reads_to_it(day: date, form: str) -> None:
    assert read_date(form.format(day), "d") == day


@given(DAYS)
def test_brazilian_days_read_day_first_only_where_asked(day: date) -> None:
    text = f"{day.day:02}/{day.month:02}/{day.year}"
    assert read_date(text, "d", day_first=True) == day
    with pytest.raises(BadInput):
        read_date(text, "d")


@pytest.mark.parametrize(
    "text",
    ["20220230", "2022-13-01", "2022/5-1", "5/6/22", "44692", "0001-01-01", "2100-01-01", "2022-05-11 13:00", "明天",
     "2022-5", "22-05-2011", "２０２２-００-０１"],
)
def test_what_is_no_day_is_refused_without_an_echo(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_date(text, "decided_on")
    assert caught.value.field == "decided_on"
    assert text not in str(caught.value.as_dict())


def test_full_width_and_empty_days() -> None:
    assert read_date("２０２２年５月１１日", "d") == date(2022, 5, 11)
    assert read_date("  ", "d") is None


@given(st.integers(0, 10**15))
def test_six_decimals_of_wan_are_whole_fen(fen: int) -> None:
    wan = Decimal(fen).scaleb(-6)
    for text in (f"{wan:f}", f" {wan:f} ", f"{wan:E}", f"{wan:f}".replace(".", "．")):
        assert read_fen(text, "fine_fen") == fen
    if 0 < fen < 10**6:
        assert read_fen(f"{wan:f}".removeprefix("0"), "fine_fen") == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0.5", 500_000), ("0.000015", 15), ("1.5E-05", 15), ("0.00066", 660), ("0.0068", 6_800), ("3", 3_000_000),
     ("1,234.5", 1_234_500_000), ("0", 0), ("0.1000000", 100_000)],
)
def test_amounts_in_wan(text: str, fen: int) -> None:
    assert read_fen(text, "fine_fen") == fen


@pytest.mark.parametrize(
    "text", ["-1", "1,23", "0.0000005", "五千", "1万", "1.2.3", "NaN", "inf", ".", "1E99", "9" * 18, "¥5"]
)
def test_what_is_no_exact_amount_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_fen(text, "fine_fen")
    assert caught.value.code == "bad-amount"


def test_empty_amount_and_show() -> None:
    assert read_fen(" ", "fine_fen") is None
    assert (show_fen(15), show_fen(500_000)) == ("0.15", "5000.00")


@given(st.text(max_size=30))
def test_clean_text_is_printable_and_cleaning_again_changes_nothing(text: str) -> None:
    try:
        once = clean(text, "f")
    except BadInput as error:
        assert error.code == "damaged-text"
    else:
        assert not any(character in once for character in "\n\r\t\u200b\u202e\ufeff\u3000\ufffd")
        assert clean(once, "f") == once or once.startswith("'")


def test_clean_keeps_rare_characters_and_takes_off_guards() -> None:
    assert clean("\ue000\u3000某\u200b公司 ", "f") == "\ue000 某公司"
    assert clean("'=SUM(A1)", "f") == "=SUM(A1)"
    assert clean("'914403001929098442", "f") == "914403001929098442"
    assert clean("'t Hof", "f") == "'t Hof"


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x1b", "\x7f", "\x85", "\ud800", "\udfff", "\ufffd"])
@pytest.mark.parametrize("place", ["{}某公司", "某{}公司", "某公司{}", "'{}=1", "{}"])
def test_signs_that_no_store_holds_are_refused_wherever_they_stand(sign: str, place: str) -> None:
    cell = place.format(sign)
    if sign in cell.strip():
        with pytest.raises(BadInput) as caught:
            clean(cell, "f")
        assert (caught.value.code, caught.value.field) == ("damaged-text", "f")
        assert sign not in str(caught.value.detail)
    else:
        assert sign not in clean(cell, "f")


@pytest.mark.parametrize("key", ["行政相对人名称", "统一社会信用代码", "决定书文号", "处罚类别", "处罚内容", "处罚决定日期", "罚款金额(万元)"])
def test_a_row_with_a_nul_in_any_column_is_refused(key: str) -> None:
    row = {"行政相对人名称": "虚构甲有限公司", "统一社会信用代码": code(1), "决定书文号": "虚罚1号", "处罚类别": "罚款",
           "处罚内容": "罚款", "罚款金额(万元)": "0.5", "处罚决定日期": "20260302"}
    decode_row("penalty", row)
    for damaged in (row[key][:1] + "\0" + row[key][1:], "\0" + row[key], row[key] + "\0"):
        with pytest.raises(BadInput) as caught:
            decode_row("penalty", {**row, key: damaged})
        assert "\0" not in str(caught.value)


_HAN = "零一二三四五六七八九"


def han(number: int) -> str:
    """The Chinese numeral of a number below ten thousand, as articles are numbered."""
    if number == 0:
        return "零"
    text = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            text += _HAN[digit] + unit
        elif text and number and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


@given(st.integers(0, 9999))
def test_numerals_read_back(number: int) -> None:
    assert read_numeral(han(number)) == number
    assert read_numeral(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("二十", 20), ("一百一十五", 115), ("二〇二二", 2022), ("伍仟", 5000), ("壹拾贰万叁仟", 123_000),
     ("一亿零三百", 100_000_300), ("", None), ("第五", None), ("5a", None)],
)
def test_numerals(text: str, number: int | None) -> None:
    assert read_numeral(text) == number


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("罚款5000元;没收违法所得", [500_000]), ("罚款.15元", [15]), ("罚款294.7元", [29_470]),
        ("罚款人民币伍仟元整", [500_000]), ("处以罚款壹万贰仟叁佰元伍角陆分", [1_230_056]), ("罚款1.2万元", [1_200_000]),
        ("罚款人民币10,000.50元", [1_000_050]), ("1.罚款3000元；2.罚款2000元", [300_000, 200_000]), ("警告", []),
        ("罚款，逾期每日按罚款数额的百分之三加处", []), ("没收违法所得223元，罚款5000元", [500_000]),
    ],
)
def test_sums_that_a_wording_states(text: str, sums: list[int]) -> None:
    assert stated_sums(text, "罚款") == sums


def test_sums_belong_to_the_word_before_them() -> None:
    assert stated_sums("没收违法所得，罚款5000元", "没收违法所得") == []
    assert stated_sums("没收违法所得人民币223元并处罚款5000元", "没收违法所得") == [22_300]
