"""The official template of a form: a spreadsheet for authorities to fill in, made from the form's own columns.

One worksheet holds the data and nothing else, its headings in both languages and its cells guarded by the
same lists, days and lengths that the intake asks for; another explains every column and shows an example,
made up and marked as such, apart from the data so that it is never filed. Personal columns are not in it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.base import Column, Form, template_heading
from xinyong.subjects.identifiers import get

DATA, GUIDE, LISTS = "数据 Data", "填表说明 Instructions", "词表 Lists"
ROWS = 10_000  # rows that the template guards; more may be filled in
LIST_CHARS = 255  # what a spreadsheet takes as a list inside a validation

_KINDS = {
    "text": Text("文字", "text"),
    "code": Text("代码（文本格式）", "code, kept as text"),
    "date": Text("日期", "date"),
    "amount": Text("数字，最多六位小数，单位万元", "number, at most six decimals, in units of CNY 10 000"),
}
_INTRODUCTION = (
    Text("请只填写“数据”工作表，每行一条；不要改动表头，不要合并单元格，不要隐藏行。",
         "Fill in the worksheet “Data” alone, one record a row; leave the headings, merge no cells, hide no rows."),
    Text("代码须为文本格式，否则前导零和第15位以后的数位会丢失。",
         "Codes must be text: numbers lose leading zeros and all after the fifteenth digit."),
    Text("自然人姓名、证件号码、联系方式不在表内，请勿填写在任何单元格。",
         "Names, identity numbers and telephone numbers of persons are not asked for; write them into no cell."),
    Text("下列示例均为虚构，不指向任何真实单位。", "The examples below are made up and mean no real organisation."),
)


def template_columns(form: Form) -> list[Column]:
    """The columns of a form that its template asks for: all that are kept, but those of older layouts alone."""
    return [column for column in form.columns if column.fate == "kept" and "(2016)" not in column.title.en]


def write_template(form: Form, path: Path, identifier: str) -> None:
    """Write the template. ``identifier``: the rulebook's class of codes, for the example.

    Raises BadInput where the file cannot be written.
    """
    columns = template_columns(form)
    book = Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": f"{form.title.zh} {form.title.en}", "subject": f"xinyong form {form.name}"})
    _data(book, columns)
    _guide(book, form, columns, get(identifier).synthetic(7))
    try:
        book.close()
    except (XlsxFileError, OSError) as problem:
        raise BadInput(
            Text(f"无法写入文件：{path.name}", f"The file cannot be written: {path.name}"), code="template-file", field="out",
            todo=Text("请另选可写的位置。", "Choose a place that can be written to."),
        ) from problem


def _data(book: Workbook, columns: list[Column]) -> None:
    sheet = book.add_worksheet(DATA)
    lists = book.add_worksheet(LISTS)
    lists.hide()
    bold = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
    asked = book.add_format({**bold, "bg_color": "#FCE4D6"})
    optional = book.add_format({**bold, "bg_color": "#EDEDED"})
    formats = {
        "text": book.add_format({"num_format": "@"}), "code": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}), "amount": book.add_format({"num_format": "0.######"}),
    }
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 48)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 14 if column.kind in ("date", "amount") else 24, formats[column.kind])
        sheet.write_string(0, place, template_heading(column), asked if column.must else optional)
        rule = _rule(column, lists, place)
        if rule:
            told = sheet.data_validation(1, place, ROWS, place, {**rule, **_words(column)})
            if told:
                raise AssertionError(f"no validation for {column.key}: the spreadsheet library refused it")


def _rule(column: Column, lists: Any, place: int) -> dict[str, Any]:
    """The validation of a column's cells. Several options at once cannot be a list: they are explained instead."""
    if column.options and not column.many:
        if sum(map(len, column.options)) + len(column.options) <= LIST_CHARS and "," not in "".join(column.options):
            return {"validate": "list", "source": list(column.options)}
        for row, option in enumerate(column.options):
            lists.write_string(row, place, option)
        letters = _letters(place)
        return {"validate": "list", "source": f"='{LISTS}'!${letters}$1:${letters}${len(column.options)}"}
    if column.kind == "date":
        return {"validate": "date", "criteria": "between", "minimum": date(1900, 3, 1), "maximum": date(2099, 12, 31)}
    if column.kind == "amount":
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    return {"validate": "length", "criteria": "<=", "value": column.limit}


def _words(column: Column) -> dict[str, Any]:
    """What the program says beside a cell, within the lengths that it allows."""
    what = Text(f"{'必填' if column.must else '选填'}，{_KINDS[column.kind].zh}", "required" if column.must else "optional")
    return {
        "input_title": column.title.zh[:32],
        "input_message": f"{column.title.en}: {_KINDS[column.kind].en}; {what.en}. {what.zh}。"[:255],
        "error_title": "请改正 Please mend", "ignore_blank": True,
        "error_message": f"不符合“{column.title.zh}”的要求。Not what “{column.title.en}” asks for."[:255],
    }


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _guide(book: Workbook, form: Form, columns: list[Column], code: str) -> None:
    sheet = book.add_worksheet(GUIDE)
    title, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
    wrap, made_up = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"italic": True,
        "font_color": "#7F7F7F"})
    for place, width in enumerate((6, 34, 34, 16, 40, 40)):
        sheet.set_column(place, place, width, wrap)
    sheet.write_string(0, 0, f"{form.title.zh} · {form.title.en}", title)
    row = 1
    for line in _INTRODUCTION:
        sheet.write_string(row, 0, line.zh)
        sheet.write_string(row + 1, 0, line.en)
        row += 2
    for place, heading in enumerate(("", "列名", "Column", "必填 Required", "填写要求 What to write",
        "示例（虚构） Example (made up)")):
        sheet.write_string(row, place, heading, head)
    for number, column in enumerate(columns, 1):
        row += 1
        sheet.write_number(row, 0, number)
        sheet.write_string(row, 1, column.title.zh)
        sheet.write_string(row, 2, column.title.en)
        sheet.write_string(row, 3, "必填 yes" if column.must else "")
        sheet.write_string(row, 4, _asks(column))
        sheet.write_string(row, 5, code if column.key == "code" else column.example, made_up)


def _asks(column: Column) -> str:
    kind = _KINDS[column.kind]
    told = f"{kind.zh}；{kind.en}"
    if column.kind == "text" and not column.options:
        told += f"（≤ {column.limit} 字 characters）"
    if column.options:
        told += f"：{'、'.join(column.options)}" + ("（多项以“;”连接 several joined by “;”）" if column.many else "")
    return told
