"""The same rows in every format come to the same result, through a real register; and its errors file goes round."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.databases import copy_register
from tests.intake.helpers import code, write
from xinyong.intake.forms.registry import FORMS
from xinyong.intake.running import Result, run
from xinyong.intake.sheets import open_sheet
from xinyong.journal.officers import load_credential
from xinyong.office import Office

HEADING = ["行政相对人名称", "统一社会信用代码", "行政处罚决定书文号", "处罚类别", "处罚内容", "罚款金额(万元)", "处罚决定日期", "违法事实",
           "法定代表人"]
ROWS = [
    ["虚构甲贸易有限公司", code(1), "虚罚〔2026〕1号", "罚款", "罚款5000元", "0.5", "2026-03-02", "销售不合格商品", "某某"],
    ["虚构乙贸易有限公司", "", "虚罚〔2026〕2号", "罚款", "罚款5000元", "0.5", "2026-03-02", "电话13900000000", "某某"],
    ["虚构丙贸易有限公司", code(3), "=虚罚〔2026〕4号", "罚款", "罚款5000元", "0.6", "2026-03-02", "", "某某"],
    ["虚构甲贸易有限公司", code(1), "虚罚〔2026〕1号", "罚款", "罚款5000元", "0.5", "2026-03-02", "销售不合格商品", "某某"],
]


def in_format(path: Path, rows: list[list[str]] = ROWS) -> Path:
    if path.suffix == ".csv":
        return write(path, HEADING, rows)
    if path.suffix == ".jsonl":
        text = [json.dumps(dict(zip(HEADING, row, strict=True)), ensure_ascii=False) for row in rows]
        path.write_text("\n".join(text), encoding="utf-8")
        return path
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADING, *rows]):
            sheet.write_row(number, 0, row)
    return path


def file(home: Path, path: Path, **options: Any) -> Result:
    with Office.open(home) as office:
        return run(office, [path], "samr", load_credential(home / "credentials" / "samr-1.pem"), **options)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
def test_every_format_comes_to_the_same_result(founded: Path, tmp_path: Path, suffix: str) -> None:
    home = Path(copy_register(founded, tmp_path / "home"))
    result = file(home, in_format(tmp_path / f"a{suffix}"))
    assert result.counts.as_dict() == {"rows": 4, "accepted": 1, "already_held": 1, "refused": 1, "waiting": 1}
    told = result.as_dict()
    assert [(reason["code"], reason["field"]) for reason in told["reasons"]] == [("amounts-differ", "fine_fen")]
    assert {warning["code"] for warning in told["warnings"]} == {"personal-column", "blanked"}
    assert told["files"][0]["encoding"] == {".csv": "utf-8", ".xlsx": "xlsx", ".jsonl": "json-lines"}[suffix]
    for other in {".csv", ".xlsx", ".jsonl"} - {suffix}:  # the same rows in another format are the same filings
        again = file(home, in_format(tmp_path / f"again{other}"))
        assert again.counts.as_dict() == {"rows": 4, "accepted": 0, "already_held": 2, "refused": 1, "waiting": 1}


@pytest.mark.parametrize("source", [".csv", ".xlsx", ".jsonl"])
@pytest.mark.parametrize("answer", [".csv", ".xlsx"])
def test_the_errors_file_is_mended_and_sent_again(founded: Path, tmp_path: Path, source: str, answer: str) -> None:
    home = Path(copy_register(founded, tmp_path / "home"))
    errors = tmp_path / f"errors{answer}"
    result = file(home, in_format(tmp_path / f"a{source}"), errors=errors)
    assert result.errors_files == [str(errors)] and not list(tmp_path.glob("*.part"))
    with open_sheet(errors, [FORMS["penalty"]]) as sheet:
        heading, (record,) = sheet.heading, list(sheet.records())
    assert heading[: len(HEADING)] == HEADING
    row = dict(zip(heading, record.cells, strict=True))
    assert row["法定代表人"] == "" and row["统一社会信用代码"].lstrip("'") == code(3)
    assert row["行政处罚决定书文号"] == ("=虚罚〔2026〕4号" if answer == ".xlsx" else "'=虚罚〔2026〕4号")
    mended = [row[title] for title in HEADING]
    mended[HEADING.index("罚款金额(万元)")] = "0.5"
    again = file(home, in_format(tmp_path / f"mended{answer}", [mended]))
    assert again.counts.as_dict() == {"rows": 1, "accepted": 1, "already_held": 0, "refused": 0, "waiting": 0}
