"""Single cells read exactly: text, dates, amounts of money.

Nothing is rounded and nothing guessed: what does not read as exactly one thing is a BadInput that
names the field and says how to write it. Messages never echo the cell.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from xinyong.errors import BadInput, Text

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000  # 1 万元 = 10 000 yuan; six decimals of 万元 are therefore whole fen
LONG_TERM = date(2099, 12, 31)  # 双公示: 2099/12/31 表示长期
EARLIEST = date(1800, 1, 1)
MOST_FEN = 10**17  # what 18 digits of 万元 with six decimals could hold and no budget does

_GUARDED = re.compile(r"'(?=[=+\-@\t\r]|\d{12})")
_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DATE_HAN = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?")
_DATE_DMY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
_NUMBER = re.compile(r"(\d{0,18}(?:\.\d{1,18})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,18})?)(?:[Ee]([+-]?\d{1,2}))?")


def clean(cell: str, field: str) -> str:
    """The cell's text without surrounding or invisible characters; inner line breaks become spaces, several spaces one.

    Takes off the apostrophe by which spreadsheet programs (and our own errors file) mark text.
    Raises BadInput for control characters (NUL among them, which PostgreSQL holds in no text), for halves of
    surrogate pairs, which no text in UTF-8 holds, and for U+FFFD, the trace of characters lost earlier.
    """
    text = cell.strip()
    if text and text[0] == "'" and _GUARDED.match(text):
        text = text[1:].strip()
    if text.isprintable() and "\ufffd" not in text:
        return text if "  " not in text else " ".join(text.split())
    kept: list[str] = []
    for character in text:
        kind = unicodedata.category(character)
        if kind in ("Zs", "Zl", "Zp") or character in "\t\r\n":
            kept.append(" ")
        elif kind == "Cf":
            continue  # zero-width and direction marks: invisible, and able to disguise a name
        elif kind in ("Cc", "Cs") or character == "\ufffd":
            raise BadInput(
                Text("含有控制字符或转码时丢失的字符。", "It holds control characters, or characters lost in a conversion."),
                code="damaged-text", field=field,
                todo=Text("请从源系统重新导出该单元格。", "Export the cell again from its source."),
            )
        else:
            kept.append(character)
    return " ".join("".join(kept).split())


def halfwidth(text: str) -> str:
    """Full-width letters, digits and punctuation as half-width (Unicode NFKC)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def read_date(cell: str, field: str, *, day_first: bool = False) -> date | None:
    """A calendar day, or None for an empty cell. 2099-12-31 stays as it is (``LONG_TERM``).

    Reads YYYYMMDD, YYYY-MM-DD (also ``/`` and ``.``), 2022年5月11日; with ``day_first`` DD/MM/YYYY
    besides. A midnight after it is dropped. Raises BadInput for anything else, and for days before 1800.
    """
    text = cell.strip()
    if not text:
        return None
    if len(text) == 10 and text[4] == "-":  # the usual form, read without a pattern
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise _bad_date(field) from None
    else:
        day = _read_other_date(text, field, day_first)
    if day < EARLIEST or day > LONG_TERM:
        raise _bad_date(field)
    return day


def _read_other_date(text: str, field: str, day_first: bool) -> date:
    text = _MIDNIGHT.sub("", clean(halfwidth(text), field)).replace(" ", "")
    try:
        if len(text) == 8 and text.isascii() and text.isdigit():
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        if match := _DATE.fullmatch(text):
            return date(int(match[1]), int(match[3]), int(match[4]))
        if match := _DATE_HAN.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if day_first and (match := _DATE_DMY.fullmatch(text)):
            return date(int(match[4]), int(match[3]), int(match[1]))
    except ValueError:
        pass
    raise _bad_date(field)


def _bad_date(field: str) -> BadInput:
    return BadInput(
        Text("不是可读的日期。", "It is not a readable date."), code="bad-date", field=field,
        todo=Text("请写成 YYYY/MM/DD，例如 2022/05/11。", "Write YYYY-MM-DD, e.g. 2022-05-11."),
    )


def read_fen(cell: str, field: str, *, fen_per_unit: int = FEN_PER_WAN) -> int | None:
    """An amount as whole fen (1/100 yuan), or None for an empty cell. ``fen_per_unit``: what 1 stands for.

    The column of 双公示 is decimal(18,6) in 万元: its last digit is one fen, so every valid amount
    is exact. Raises BadInput for a negative, unreadable or finer amount.
    """
    text = halfwidth(cell.strip()).replace(" ", "")
    if not text:
        return None
    match = _NUMBER.fullmatch(text)
    if match is None or not any(character.isdigit() for character in match[1]):
        raise _bad_amount(field)
    try:
        amount = Decimal(text.replace(",", "")) * fen_per_unit
        if amount > MOST_FEN:
            raise _bad_amount(field)
        fen = int(amount)
    except (InvalidOperation, OverflowError):
        raise _bad_amount(field) from None
    if fen != amount:
        raise BadInput(
            Text("金额小于一分的部分无法记录。", "The amount holds a fraction of a fen (1/100 yuan)."),
            code="bad-amount", field=field,
            todo=Text("单位为万元时最多六位小数。", "In units of 10 000 yuan, give at most six decimals."),
        )
    return fen


def _bad_amount(field: str) -> BadInput:
    return BadInput(
        Text("不是可读的金额。", "It is not a readable amount."), code="bad-amount", field=field,
        todo=Text("请只写数字，单位见列名（万元），最多六位小数。",
                  "Write digits only, in the unit that the heading names (10 000 yuan), at most six decimals."),
    )


def show_fen(fen: int) -> str:
    """Fen as yuan with two decimals, e.g. ``5000.00``."""
    return f"{fen // FEN_PER_YUAN}.{fen % FEN_PER_YUAN:02d}"


def missing(field: str, title: Text) -> BadInput:
    """The refusal of a row whose required cell is empty."""
    return BadInput(
        Text(f"必填项为空：{title.zh}。", f"A required cell is empty: {title.en}."), code="missing", field=field,
        todo=Text("请填写后重新报送该行。", "Fill it in and send the row again."),
    )


def too_long(field: str, limit: int) -> BadInput:
    """The refusal of a text longer than its form allows."""
    return BadInput(
        Text(f"超过 {limit} 个字符。", f"It is longer than {limit} characters."), code="too-long", field=field,
        todo=Text("请缩短，或核对列是否错位。", "Shorten it, or check that the columns are not shifted."),
    )


def in_future(field: str) -> BadInput:
    """The refusal of a day that has not come."""
    return BadInput(
        Text("日期晚于今天。", "The day lies in the future."), code="future-date", field=field,
        todo=Text("请核对日期。", "Check the date."),
    )
