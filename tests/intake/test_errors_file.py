"""The errors file: safe to open, safe to keep, fit to be mended and sent again."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.helpers import SYNTHETIC, code
from xinyong.errors import XinyongError
from xinyong.intake.errors_file import ErrorsFile, as_text
from xinyong.intake.forms.base import RETURNED, Layout
from xinyong.intake.forms.registry import FORMS
from xinyong.intake.personal import NOT_KEPT
from xinyong.intake.reading import Sheet
from xinyong.intake.values import clean
from xinyong.subjects.identifiers import get

PERSON = get("resident").synthetic(5)
HEADING = ["行政相对人名称", "统一社会信用代码", "法定代表人", "处罚类别", "处罚内容", "违法事实", "处罚决定日期", "备注", "经办手机"]


def refuse(cells: list[str], heading: list[str] = HEADING) -> tuple[Layout, XinyongError]:
    layout = Layout(FORMS["penalty"], heading)
    with pytest.raises(XinyongError) as caught:
        FORMS["penalty"].decoder(layout, SYNTHETIC)(cells)
    return layout, caught.value


def written(path: Path, *rows: list[str]) -> list[dict[str, str]]:
    errors = ErrorsFile(path)
    for number, cells in enumerate(rows, 2):
        layout, error = refuse(cells)
        errors.add(FORMS["penalty"], layout, number, cells, error)
    errors.close()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@given(st.text(max_size=20))
def test_no_cell_is_a_formula_and_reading_takes_the_mark_off_again(cell: str) -> None:
    safe = as_text(cell)
    assert not safe or safe[0] not in "=+@\t\r" or re.fullmatch(r"-?\d+(?:[.,]\d+)?", safe)
    assert not safe.startswith("-") or re.fullmatch(r"-\d+(?:[.,]\d+)?", safe)
    if cell.isprintable() and cell == cell.strip() and not cell.startswith("'") and "\ufffd" not in cell:
        assert clean(safe, "f") == cell


def test_long_digits_are_kept_from_rounding() -> None:
    assert as_text("914403001929098442") == "'914403001929098442"
    assert as_text("-5.5") == "-5.5"
    assert as_text('=cmd|" /C calc"!A0') == '\'=cmd|" /C calc"!A0'


def test_rows_come_with_their_reasons_and_nothing_forbidden(tmp_path: Path) -> None:
    bad = ["=虚构(公司)", code(1)[:-1], "张三丰", "罚款", "罚款1元", "当事人电话13900000000，另有上访", "2026/01/02", "信访人", "13900000000"]
    (row,) = written(tmp_path / "errors.csv", bad)
    assert row["行政相对人名称"] == "'=虚构(公司)"
    assert row["统一社会信用代码"] == code(1)[:-1]
    assert (row["法定代表人"], row["备注"], row["经办手机"]) == ("", "", "")
    assert NOT_KEPT in row["违法事实"]
    assert (row["intake_row"], row["intake_field"]) == ("2", "code")
    assert row["intake_reason_zh"] and row["intake_reason_en"] and row["intake_todo_zh"] and row["intake_ground"]
    text = (tmp_path / "errors.csv").read_text(encoding="utf-8-sig")
    for trace in ("13900000000", "上访", "张三丰", "信访人"):
        assert trace not in text


@pytest.mark.article(3)
def test_a_row_about_a_person_is_not_repeated(tmp_path: Path) -> None:
    rows = written(
        tmp_path / "errors.csv",
        ["张三丰", "", "", "罚款", "罚款1元", "", "2026/01/02", "", ""],
        ["某某市虚构公司", PERSON, "", "罚款", "罚款1元", "", "2026/01/02", "", ""],
        [f"某公司{PERSON}", "", "", "罚款", "罚款1元", "", "2026/01/02", "", ""],
    )
    text = (tmp_path / "errors.csv").read_text(encoding="utf-8-sig")
    assert "张三丰" not in text and PERSON not in text
    assert [row["行政相对人名称"] for row in rows] == [NOT_KEPT] * 3
    assert "11" in rows[0]["intake_ground"] and "10" in rows[1]["intake_ground"]


def test_cells_that_cannot_be_told_apart_are_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("企业名称,统一社会信用代码\n某公司,x,13900000000\n", encoding="utf-8")
    errors = ErrorsFile(tmp_path / "errors.csv")
    with Sheet(path) as sheet:
        layout = Layout(FORMS["registration"], sheet.heading)
        for record in sheet.records():
            assert record.error is not None
            errors.add(FORMS["registration"], layout, record.row, record.cells, record.error)
    errors.close()
    assert "13900000000" not in (tmp_path / "errors.csv").read_text(encoding="utf-8-sig")


def test_mended_and_sent_again(tmp_path: Path) -> None:
    bad = ["+虚构贸易有限公司", code(1), "张三丰", "罚款", "罚款1元", "事实", "2026/13/02", "", ""]
    written(tmp_path / "errors.csv", bad)
    mended = tmp_path / "mended.csv"
    text = (tmp_path / "errors.csv").read_text(encoding="utf-8-sig")
    mended.write_text(text.replace("2026/13/02", "2026/01/02"), encoding="utf-8-sig")
    with Sheet(mended) as sheet:
        layout = Layout(FORMS["penalty"], sheet.heading)
        assert layout.unknown == ["经办手机"]
        (record,) = list(sheet.records())
        command, _ = FORMS["penalty"].decoder(layout, SYNTHETIC)(record.cells)
    assert getattr(command, "name") == "+虚构贸易有限公司"  # noqa: B009 - Command has no name of its own


def test_refused_again_it_grows_no_second_set_of_columns(tmp_path: Path) -> None:
    heading = [*HEADING, *RETURNED]
    cells = ["某公司", "x", "", "罚款", "罚款1元", "", "2026/01/02", "", "", *(["old"] * len(RETURNED))]
    layout, error = refuse(cells, heading)
    errors = ErrorsFile(tmp_path / "errors.csv")
    errors.add(FORMS["penalty"], layout, 2, cells, error)
    errors.close()
    with (tmp_path / "errors.csv").open(encoding="utf-8-sig", newline="") as stream:
        head, row = list(csv.reader(stream))
    assert head == heading and len(row) == len(head) and "old" not in row


def test_different_headings_get_files_of_their_own_and_a_killed_run_leaves_none(tmp_path: Path) -> None:
    errors = ErrorsFile(tmp_path / "errors.csv")
    for heading in (HEADING, HEADING[:-1]):
        cells = ["某公司", "x", "", "罚款", "罚款1元", "", "2026/01/02", "", ""][: len(heading)]
        layout, error = refuse(cells, heading)
        errors.add(FORMS["penalty"], layout, 2, cells, error)
    assert not (tmp_path / "errors.csv").exists()
    errors.close()
    assert [path.name for path in errors.paths] == ["errors.csv", "errors-2.csv"]
    assert all(path.exists() for path in errors.paths)
    again = ErrorsFile(tmp_path / "other.csv")
    again.add(FORMS["penalty"], layout, 2, cells, error)
    again.close(complete=False)
    assert not list(tmp_path.glob("other*"))
