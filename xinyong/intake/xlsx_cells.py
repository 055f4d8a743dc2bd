"""What one cell of a spreadsheet says, as text (ECMA-376 part 1, 18.3.1.4 and 18.8).

A spreadsheet keeps numbers in binary floating point: what has more than fifteen digits has lost the
rest and is refused, never guessed. Dates are serial numbers that a style shows as dates. A formula is
taken at the value that it last had.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from decimal import Decimal

from xinyong.errors import BadInput, Text

EXACT = 10**15
"""Whole numbers below this are exact in a spreadsheet: fifteen digits."""

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_DAY = 86_400


class Number(str):
    """The text of a cell that was kept as a number."""

    __slots__ = ()


class CellFault(Exception):
    """A cell that says nothing certain. ``error`` names no column yet; the reader adds it."""

    def __init__(self, error: BadInput) -> None:
        super().__init__(error.code)
        self.error = error


def is_date_format(number: int, code: str) -> bool:
    """Whether a number format shows a date: by its built-in number, or by its own code."""
    if not code:
        return number in _DATE_FORMATS
    if code.casefold() == "general":
        return False
    return _DATE_LETTER.search(_LITERAL.sub("", code.split(";")[0])) is not None


def number_cell(raw: str, *, dated: bool, since_1904: bool) -> str:
    """A numeric cell as text. Raises CellFault for one that lost digits or is no day."""
    try:
        value = float(raw)
    except ValueError:
        raise CellFault(_unreadable()) from None
    if not math.isfinite(value):
        raise CellFault(_unreadable())
    if dated:
        return _moment(value, since_1904)
    if value.is_integer():
        if abs(value) >= EXACT:
            raise CellFault(_lost_digits())
        return Number(int(value))
    return Number(format(Decimal(repr(value)), "f"))  # the shortest that reads back to the same number


def _moment(serial: float, since_1904: bool) -> str:
    days, seconds = divmod(round(serial * _DAY), _DAY)
    if since_1904:
        first = date(1904, 1, 1)
    elif days >= 61:
        first = date(1899, 12, 30)
    elif days == 60 or days < 1:  # 29 February 1900, a day that never was
        raise CellFault(_no_day())
    else:
        first = date(1899, 12, 31)
    try:
        day = first + timedelta(days=days)
    except OverflowError:
        raise CellFault(_no_day()) from None
    if not seconds:
        return day.isoformat()
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{day.isoformat()} {hour:02d}:{minute:02d}:{second:02d}"


def error_cell() -> CellFault:
    """A cell that holds a spreadsheet's error value (#REF!, #N/A)."""
    return CellFault(
        BadInput(
            Text("单元格是公式错误值。", "The cell holds an error value of a formula."), code="formula-error",
            todo=Text("请改正公式，或粘贴为数值。", "Mend the formula, or paste its value."),
        )
    )


def uncalculated_cell() -> CellFault:
    """A formula without the value that it last had."""
    return CellFault(
        BadInput(
            Text("公式没有保存计算结果。", "The formula was saved without its value."), code="formula-without-value",
            todo=Text("请在电子表格中打开、重新计算并保存，或粘贴为数值。",
                      "Open it in a spreadsheet program, calculate and save, or paste its value."),
        )
    )


def number_for_code(field: str) -> BadInput:
    """The refusal of a number where a code must stand: leading zeros are lost without a trace."""
    return BadInput(
        Text("代码存成了数字，前导零或末尾数位可能已丢失。",
             "The code was kept as a number: leading zeros or its last digits may be lost."),
        code="code-as-number", field=field,
        todo=Text("请将该列设为“文本”格式，从源系统重新填写。", "Format the column as text and enter the code again from its source."),
    )


def _lost_digits() -> BadInput:
    return BadInput(
        Text("超过 15 位的数字存成了数值，末尾数位已丢失（如 9.1E+17）。",
             "More than fifteen digits were kept as a number: the last ones are lost (as in 9.1E+17)."),
        code="digits-lost",
        todo=Text("请将该列设为“文本”格式，从源系统重新填写。", "Format the column as text and enter it again from its source."),
    )


def _no_day() -> BadInput:
    return BadInput(
        Text("该日期序号不对应任何一天。", "This serial number is no day."), code="bad-date",
        todo=Text("请写成 YYYY/MM/DD，例如 2022/05/11。", "Write YYYY-MM-DD, e.g. 2022-05-11."),
    )


def _unreadable() -> BadInput:
    return BadInput(
        Text("单元格的数值无法读取。", "The cell's number cannot be read."), code="bad-number",
        todo=Text("请重新填写该单元格。", "Enter the cell again."),
    )
