"""Spreadsheets read as they stand: values, dates, what lost digits, what is hidden; hostile files refused."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.helpers import code
from xinyong.errors import BadInput
from xinyong.intake.forms.base import Layout
from xinyong.intake.forms.registry import FORMS, recognise
from xinyong.intake.reading import Record
from xinyong.intake.sheets import open_sheet
from xinyong.intake.workbook import Workbook, resolve
from xinyong.intake.xlsx_cells import CellFault, Number, is_date_format, number_cell
from xinyong.intake.xlsx_rows import Scanner

FORM = [FORMS["registration"], FORMS["penalty"]]
HEADING = ["企业名称", "统一社会信用代码", "成立日期", "备注"]


def read(path: Path) -> tuple[list[str], list[Record]]:
    with open_sheet(path, FORM) as sheet:
        form = recognise(sheet.heading, FORM)
        sheet.know(form, Layout(form, sheet.heading))
        return sheet.heading, list(sheet.records())


def book(path: Path, fill: Any, heading: list[str] = HEADING, **options: Any) -> Path:
    with xlsxwriter.Workbook(str(path), options) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, heading)
        fill(made, sheet)
    return path


# --- a workbook by hand, for what no program writes --------------------------------------------

TYPES = ('<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
         'content-types"/>')
RELS = ('<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>")
BOOK = '<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
BOOK_RELS = ('<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'
             "</Relationships>")
HEAD_ROW = "<row>" + "".join(f'<c t="inlineStr"><is><t>{title}</t></is></c>' for title in HEADING) + "</row>"


def by_hand(path: Path, sheet: str | bytes, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {
            "[Content_Types].xml": TYPES, "_rels/.rels": RELS, "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": BOOK_RELS, "xl/worksheets/sheet1.xml": sheet, **parts,
        }.items():
            archive.writestr(name, text)
    return path


def sheet_of(rows: str) -> str:
    return f"<worksheet><sheetData>{HEAD_ROW}{rows}</sheetData></worksheet>"


def fault(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(path)
    error = caught.value
    assert error.detail.zh and error.detail.en and error.todo and error.todo.zh and error.todo.en
    return error


# --- values -----------------------------------------------------------------------------------


def test_values_come_out_as_they_are_shown(tmp_path: Path) -> None:
    def fill(made: Any, sheet: Any) -> None:
        day = made.add_format({"num_format": "yyyy/m/d"})
        chinese = made.add_format({"num_format": '[$-804]yyyy"年"m"月"d"日"'})
        sheet.write_row(1, 0, ["虚构甲 <&> 有限公司", code(1)])
        sheet.write_datetime(1, 2, datetime(2022, 5, 11), day)
        sheet.write_row(2, 0, ["虚构乙有限公司", code(2)])
        sheet.write_datetime(2, 2, datetime(1900, 3, 1), chinese)
        sheet.write_formula(3, 0, '="虚构丙"&"有限公司"', None, "虚构丙有限公司")
        sheet.write(3, 1, code(3))
        sheet.write_number(3, 2, 20220511)
        sheet.write_rich_string(5, 0, "虚构", made.add_format({"bold": True}), "丁有限公司")
        sheet.write(5, 1, code(4))
        sheet.write_boolean(5, 3, True)

    heading, records = read(book(tmp_path / "a.xlsx", fill))
    assert heading == HEADING
    assert [record.row for record in records] == [2, 3, 4, 6]
    assert [record.cells for record in records] == [
        ["虚构甲 <&> 有限公司", code(1), "2022-05-11", ""], ["虚构乙有限公司", code(2), "1900-03-01", ""],
        ["虚构丙有限公司", code(3), "20220511", ""], ["虚构丁有限公司", code(4), "", "TRUE"],
    ]  # fmt: skip
    assert all(record.error is None for record in records)


@pytest.mark.parametrize("constant", [False, True], ids=["shared-strings", "inline-strings"])
def test_both_ways_of_keeping_text_read_alike(tmp_path: Path, constant: bool) -> None:
    names = [f"虚构 第{n}号<{n}> & 有限公司_x000D_" for n in range(300)]

    def fill(made: Any, sheet: Any) -> None:
        for number, name in enumerate(names, 1):
            sheet.write_row(number, 0, [name, code(number)])

    _, records = read(book(tmp_path / "a.xlsx", fill, constant_memory=constant))
    assert [record.cells[0] for record in records] == names


def test_the_1904_calendar(tmp_path: Path) -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["虚构甲有限公司", code(1)])
        sheet.write_datetime(1, 2, datetime(2022, 5, 11), made.add_format({"num_format": "d-mmm-yy"}))

    _, (record,) = read(book(tmp_path / "a.xlsx", fill, date_1904=True))
    assert record.cells[2] == "2022-05-11"


@given(st.dates(date(1900, 3, 1), date(2099, 12, 31)))
def test_serial_numbers_are_days(day: date) -> None:
    assert number_cell(str((day - date(1899, 12, 30)).days), dated=True, since_1904=False) == day.isoformat()


def test_days_around_the_day_that_never_was() -> None:
    assert number_cell("59", dated=True, since_1904=False) == "1900-02-28"
    assert number_cell("61", dated=True, since_1904=False) == "1900-03-01"
    assert number_cell("44692.5", dated=True, since_1904=False) == "2022-05-11 12:00:00"
    for never in ("60", "0", "-3", "1e300", "0.25"):
        with pytest.raises(CellFault):
            number_cell(never, dated=True, since_1904=False)


@given(st.decimals(0, 10**11, places=6, allow_nan=False, allow_infinity=False))
def test_amounts_survive_binary_floating_point(amount: Any) -> None:
    """Seventeen digits, as spreadsheet programs write them, read back to what was typed."""
    if amount == int(amount) or amount < 10**8:
        text = number_cell(f"{float(amount):.17g}", dated=False, since_1904=False)
        assert float(text) == float(amount) and type(text) is Number and "e" not in text.lower()


def test_number_formats_that_show_dates() -> None:
    for shown in ("yyyy-mm-dd", 'm"月"d"日"', "[$-F800]dddd\\, mmmm dd\\, yyyy", "[h]:mm", "yyyy年m月"):
        assert is_date_format(170, shown), shown
    for other in ("General", "0.00", '0.00"yd"', "[Red]0.00", "#,##0\\d", "@", "0.00E+00"):
        assert not is_date_format(170, other), other
    assert is_date_format(14, "") and is_date_format(31, "") and not is_date_format(2, "")


# --- what is not certain refuses its row, with what to do ----------------------------------------


def test_rows_that_are_not_certain_are_refused_and_say_why(tmp_path: Path) -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["虚构甲有限公司", 910000000000000000])
        sheet.write_row(2, 0, ["虚构乙有限公司", 980100123456])
        sheet.write_row(3, 0, ["虚构丙有限公司", code(3)])
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.write_row(4, 0, ["", code(4)])
        sheet.merge_range(4, 0, 5, 0, "虚构丁有限公司")
        sheet.write(5, 1, code(5))
        sheet.write_row(6, 0, ["虚构己有限公司", code(6)])
        sheet.write_formula(6, 2, "=1/0", None, "#DIV/0!")
        sheet.write_row(7, 0, ["虚构庚有限公司", code(7)])
        sheet.write_number(7, 2, 60, made.add_format({"num_format": 14}))
        sheet.write_row(8, 0, ["虚构辛有限公司", code(8), "", "", "多出一格"])
        sheet.write_row(9, 0, ["虚构壬有限公司", code(9)])
        sheet.write_formula(9, 3, "=1/0", None, "#DIV/0!")  # a column that is dropped unread

    _, records = read(book(tmp_path / "a.xlsx", fill))
    told = {record.row: record.error and (record.error.code, record.error.field) for record in records}
    assert told == {
        2: ("digits-lost", "code"), 3: ("code-as-number", "code"), 4: ("hidden-row", None), 5: ("merged-cells", None),
        6: ("merged-cells", None), 7: ("formula-error", "registered_on"), 8: ("bad-date", "registered_on"),
        9: ("wrong-columns", None), 10: None,
    }  # fmt: skip
    for record in records:
        if record.error is not None:
            assert record.error.todo is not None and record.error.todo.zh and record.error.todo.en


def test_a_formula_saved_without_its_value(tmp_path: Path) -> None:
    texts = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("虚构甲有限公司", code(1)))
    row = f"<row>{texts}<c><f>TODAY()</f></c></row>"
    _, (record,) = read(by_hand(tmp_path / "a.xlsx", sheet_of(row)))
    assert record.error is not None and (record.error.code, record.error.field) == ("formula-without-value",
        "registered_on")


# --- which worksheet ---------------------------------------------------------------------------


def test_the_worksheet_with_the_heading_is_taken_under_a_title(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("说明").write(0, 0, "填表说明")
        made.add_worksheet("旧").hide()
        made.get_worksheet_by_name("旧").write_row(0, 0, HEADING)
        sheet = made.add_worksheet("数据")
        sheet.merge_range(0, 0, 0, 3, "市场主体登记信息表")
        sheet.write_row(1, 0, HEADING)
        sheet.write_row(2, 0, ["虚构甲有限公司", code(1)])
    heading, (record,) = read(path)
    assert heading == HEADING and record.row == 3 and record.error is None


def test_two_worksheets_of_a_form_are_not_guessed_between(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        for _ in range(2):
            made.add_worksheet().write_row(0, 0, HEADING)
    assert fault(path).code == "several-sheets"


# --- two readers, the same rows ------------------------------------------------------------------


def test_patterns_and_parser_give_the_same_rows(tmp_path: Path) -> None:
    def fill(made: Any, sheet: Any) -> None:
        bold = made.add_format({"bold": True})
        for number in range(1, 120):
            sheet.write_row(number, 0, [f"虚构<{number}>&“有限”公司", code(number), number / 7, "x" * (number % 3)], bold)
            if number % 10 == 0:
                sheet.set_row(number, 20, None, {"hidden": number % 20 == 0})
                sheet.write_formula(number, 2, "=1+1", None, 2)
                sheet.write_boolean(number, 3, True)

    for constant in (False, True):
        path = book(tmp_path / f"{constant}.xlsx", fill, constant_memory=constant)
        with zipfile.ZipFile(path) as archive:
            workbook = Workbook(archive)
            workbook.strings()
            data = archive.read(workbook.worksheets[0].part)
        for size in (7, 100, 1 << 20):
            pieces = [data[at : at + size] for at in range(0, len(data), size)]
            both = []
            for patterns in (True, False):
                scanner = Scanner(workbook, patterns=patterns)
                rows = [row for piece in pieces for row in scanner.feed(piece)] + scanner.feed(b"", last=True)
                both.append([(row.number, row.hidden, {place: str(cell) for place, cell in row.cells.items()})
                    for row in rows])
            assert both[0] == both[1] and len(both[0]) == 120


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><!-- <c r="A2"><v>9</v></c> --><c r="A2" t="str"><v>a</v></c></row>',
        '<!-- <row r="2"><c r="A2"><v>9</v></c></row> --><row r="2"><c r="A2" t="str"><v>a</v></c></row>',
        '<row r="2"><c r="A2" t="str"><v><![CDATA[a]]></v></c></row>',
        "<x:row r='2' xmlns:x='y'><x:c r='A2' t='str'><x:v>a</x:v></x:c></x:row>",
        '<row r="2"><c t="str" r="A2"><v>&#97;</v></c></row>',
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh></is></c></row>',
    ],
    ids=["comment-in-row", "row-in-comment", "cdata", "prefix", "order", "runs"],
)
def test_what_no_pattern_fits_goes_to_the_parser(tmp_path: Path, rows: str) -> None:
    _, (record,) = read(by_hand(tmp_path / "a.xlsx", sheet_of(rows)))
    assert record.cells[0] == "a" and record.row == 2


@given(st.text("a&<>\"'#x;1ampltgt", max_size=30))
def test_references_are_resolved_as_xml_says(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&#62;").replace('"', "&#x22;")
    assert resolve(escaped) == text
    if "&" in text and text.count("&") != text.count("&amp;"):
        assert resolve("&nbsp;" + escaped) is None


# --- hostile and damaged -------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("[Content_Types].xml", TYPES), ("_rels/.rels", RELS), ("xl/workbook.xml", BOOK)):
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as out:
            for _ in range(64):
                out.write(b" " * (1 << 20))
    assert path.stat().st_size < 100_000
    assert fault(path).code == "hostile-file"


@pytest.mark.parametrize(
    "change",
    [
        {"sheet": '<!DOCTYPE w [<!ENTITY a "b">]>' + sheet_of('<row><c t="str"><v>&a;</v></c></row>')},
        {"xl/workbook.xml": '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + BOOK},
        {"sheet": sheet_of('<row r="9"><c><v>1</v></c></row><row r="3"><c><v>1</v></c></row>')},
        {"sheet": sheet_of('<row r="9999999"><c><v>1</v></c></row>')},
        {"sheet": sheet_of('<row r="2"><c r="ZZZ2"><v>1</v></c></row>')},
        {"sheet": sheet_of('<row r="2"><c r="A2" t="s"><v>7</v></c></row>')},
    ],
    ids=["entities", "external-entity", "rows-out-of-order", "row-beyond", "column-beyond", "string-beyond"],
)
def test_files_that_no_program_writes_are_refused(tmp_path: Path, change: dict[str, str]) -> None:
    sheet = change.pop("sheet", sheet_of(""))
    assert fault(by_hand(tmp_path / "a.xlsx", sheet, **change)).code == "hostile-file"


def test_merged_ranges_without_measure_are_refused(tmp_path: Path) -> None:
    merges = '<mergeCell ref="A1:A1048576"/>' * 9
    sheet = sheet_of("").replace("</worksheet>", f"<mergeCells>{merges}</mergeCells></worksheet>")
    assert fault(by_hand(tmp_path / "a.xlsx", sheet)).code == "hostile-file"


@pytest.mark.parametrize("damage", ["cut", "flipped", "xml", "no-workbook"])
def test_damaged_files_are_told_as_such(tmp_path: Path, damage: str) -> None:
    path = by_hand(tmp_path / "a.xlsx", sheet_of('<row r="2"><c r="A2" t="str"><v>a</v></c></row>' * 1))
    data = bytearray(path.read_bytes())
    if damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "flipped":
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo("xl/worksheets/sheet1.xml")
        data[info.header_offset + 30 + len(info.filename) + 20] ^= 0xFF
        path.write_bytes(data)
    elif damage == "xml":
        by_hand(path, sheet_of('<row r="2"><c r="A2" t="str"><v>a</c></row>'))
    else:
        by_hand(path, sheet_of(""), **{"xl/workbook.xml": "<workbook/>"})
    assert fault(path).code in ("damaged-file", "not-xlsx")


def test_a_password_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    error = fault(path)
    assert "密码" in error.detail.zh and "password" in error.detail.en
