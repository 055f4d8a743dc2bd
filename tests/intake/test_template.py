"""The official template: made from the form's columns, guarded by its rules, and taken in unchanged once filled."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.databases import copy_register
from tests.intake.helpers import code
from xinyong.errors import BadInput
from xinyong.intake.forms.base import Layout, template_heading
from xinyong.intake.forms.registry import FORMS, recognise
from xinyong.intake.running import run
from xinyong.intake.sheets import open_sheet
from xinyong.intake.template import DATA, GUIDE, template_columns, write_template
from xinyong.journal.officers import load_credential
from xinyong.office import Office

CHINESE = [name for name in FORMS if name != "ceis"]
AUTHORITY = {"court-enforcement": "spc", "procurement-violations": "mof"}


def fill(path: Path, rows: list[list[str | float | date]]) -> None:
    """Type rows into the template's data sheet as a spreadsheet program keeps them: text inline, days as serials."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    styles = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]*style="(\d+)"', sheet)
    style = {place - 1: number for first, last, number in styles for place in range(int(first), int(last) + 1)}
    written = ""
    for number, row in enumerate(rows, 2):
        cells = ""
        for place, value in enumerate(row):
            letters = chr(65 + place) if place < 26 else "A" + chr(39 + place)
            reference = f'r="{letters}{number}" s="{style.get(place, 0)}"'
            if isinstance(value, date):
                cells += f"<c {reference}><v>{(value - date(1899, 12, 30)).days}</v></c>"
            elif isinstance(value, float):
                cells += f"<c {reference}><v>{value!r}</v></c>"
            elif value:
                cells += f'<c {reference} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        written += f'<row r="{number}">{cells}</row>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", written + "</sheetData>").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def example(form: str, today: date) -> list[str | float | date]:
    """The template's own example as a row, its day of decision today."""
    row: list[str | float | date] = []
    for column in template_columns(FORMS[form]):
        if column.key == "code":
            row.append(code(11))
        elif column.key in ("decided_on", "valid_from") and column.kind == "date":
            row.append(today)
        elif column.kind == "date" and column.example:
            row.append(date.fromisoformat(column.example))
        elif column.kind == "amount" and column.example:
            row.append(float(column.example))
        else:
            row.append(column.example)
    return row


@pytest.mark.parametrize("form", CHINESE)
def test_a_filled_template_is_accepted_unchanged(founded: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / "t.xlsx"
    write_template(FORMS[form], path, "uscc")
    with Office.open(copy_register(founded, tmp_path / "home")) as office:
        authority = AUTHORITY.get(form, "samr")
        signer = load_credential(office.home.credentials / f"{authority}-1.pem")
        empty = run(office, [path], authority, signer)
        assert (empty.files[0].form, empty.counts.rows) == (form, 0)  # the example is never filed
        fill(path, [example(form, office.today())])
        result = run(office, [path], authority, signer).as_dict()
        assert (result["accepted"], result["refused"]) == (1, 0), result["reasons"]
        assert result["files"][0]["form"] == form and not result["warnings"]


@pytest.mark.parametrize("form", FORMS)
def test_headings_stand_in_both_languages_and_are_the_forms_own(tmp_path: Path, form: str) -> None:
    path = tmp_path / "t.xlsx"
    write_template(FORMS[form], path, "cnpj" if form == "ceis" else "uscc")
    with open_sheet(path, list(FORMS.values())) as sheet:
        assert recognise(sheet.heading, list(FORMS.values())).name == form
        layout = Layout(FORMS[form], sheet.heading)
    assert not layout.unknown and not layout.dropped
    assert sheet.heading == [template_heading(column) for column in template_columns(FORMS[form])]
    assert set(layout.at) == {column.key for column in template_columns(FORMS[form])}


def test_cells_are_guarded_by_lists_days_and_lengths(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(FORMS["licence"], path, "uscc")
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        names = archive.read("xl/workbook.xml").decode()
    columns = template_columns(FORMS["licence"])
    assert sheet.count("<dataValidation ") == len(columns)
    kinds = re.findall(r'<dataValidation type="(\w+)"', sheet)
    assert {kind: kinds.count(kind) for kind in ("list", "date")} == {
        "list": sum(bool(column.options) for column in columns), "date": sum(column.kind == "date"
        for column in columns)
    }
    assert '"普通,特许,认可,核准,登记,其他"' in sheet
    assert DATA in names and GUIDE in names and "法定代表人" not in sheet


def test_instructions_explain_every_column_and_mark_the_example(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(FORMS["penalty"], path, "uscc")
    with zipfile.ZipFile(path) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
    for column in template_columns(FORMS["penalty"]):
        assert escape(column.title.zh) in strings and escape(column.title.en) in strings
    assert "示例（虚构）" in strings and "made up" in strings and "98" in code(7)[2:4]


def test_the_command_and_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    out = tmp_path / "t.xlsx"
    done = subprocess.run([sys.executable, "-m", "xinyong", "intake", "template", "penalty", "--out", str(out)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and out.exists(), done.stderr
    refused = subprocess.run([sys.executable, "-m", "xinyong", "template", "nosuch", "--out", str(out), "--json"],
                             capture_output=True, text=True, timeout=60)
    assert refused.returncode == 2 and "unknown-form" in refused.stdout
    with pytest.raises(BadInput) as caught:
        write_template(FORMS["penalty"], tmp_path / "absent" / "t.xlsx", "uscc")
    assert caught.value.code == "template-file"
