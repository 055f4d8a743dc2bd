"""Spreadsheets in, at speed: the same rows through the whole intake, against reading them alone."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from xlsxwriter import Workbook

from bench.frame import Figure, Run, measure
from bench.registers import Floor, fresh
from xinyong.intake.forms.registry import FORMS
from xinyong.intake.running import run as file
from xinyong.intake.sheets import open_sheet
from xinyong.journal.officers import load_credential
from xinyong.subjects.identifiers import get

HEADING = ["行政相对人名称", "统一社会信用代码", "行政处罚决定书文号", "违法行为类型", "违法事实", "处罚依据", "处罚类别", "处罚内容",
           "罚款金额(万元)", "处罚决定日期", "处罚机关"]


def penalties(path: Path, rows: int) -> Path:
    """Made-up penalties as a spreadsheet program writes them, with shared strings."""
    code = get("uscc").synthetic
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADING)
        for number in range(1, rows + 1):
            sheet.write_row(number, 0, [
                f"虚构第{number}号贸易有限公司", code(number), f"虚罚〔2026〕{number}号", "产品质量违法行为", "销售不合格商品，及时改正",
                "《中华人民共和国产品质量法》第四十九条", "罚款", "罚款5000元", 0.5, "2026-03-02", "虚构市市场监督管理局"])
    return path


@measure("xlsx")
def xlsx(run: Run) -> list[Figure]:
    """A spreadsheet of penalties (11 columns, shared strings): read alone, then filed end to end in one process, each
    row an organisation and its record. One floor is the reader alone; the other the bare rows that the file became,
    by plain executemany as for ``intake``: what of the time is the database's."""
    rows = run.size(100_000, 5_000)
    path = penalties(run.folder / "penalties.xlsx", rows)
    begun = time.perf_counter()
    with open_sheet(path, [FORMS["penalty"]]) as sheet:
        read = sum(record.error is None for record in sheet.records())
    alone = time.perf_counter() - begun
    with fresh(run.folder / "register") as office, closing(Floor(run.folder / "floor")) as floor:
        with office.store.reading() as reading:
            since = reading.size()
        signer = load_credential(office.home.credentials / "samr-1.pem")
        result = file(office, [path], "samr", signer, "penalty")
        bare = floor.seconds(office.home, since)
    if read != rows or result.counts.accepted != rows:
        raise RuntimeError(f"not every row was read and accepted: {read}, {result.counts}")
    return [
        Figure("read alone", rows / alone, "rows/s", "more"),
        Figure("rows end to end", rows / result.seconds, "rows/s", "more", rows / alone),
        Figure("the same, against the bare rows", rows / result.seconds, "rows/s", "more", rows / bare, at_least=0.5),
    ]
