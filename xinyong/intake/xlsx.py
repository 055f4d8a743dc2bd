"""Spreadsheets (XLSX) read as a stream of rows, in memory that does not grow with their number.

The library for this (calamine, through fastexcel) was measured and set aside: it unpacks a worksheet
whole, gives text for numbers whose digits are lost, and needs an Arrow library to be read at all. What
an authority's file needs is told here row by row: hidden rows, merged cells, formulas without a value
and codes kept as numbers refuse their row, each with what to do about it.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.base import CODE_KEYS, Form, Layout
from xinyong.intake.reading import HEADER_CHARS, Examined, Record
from xinyong.intake.workbook import CHUNK, LAST_ROW, Workbook, Worksheet, damage_told, not_a_spreadsheet
from xinyong.intake.xlsx_cells import CellFault, Number, number_for_code
from xinyong.intake.xlsx_rows import Row, Scanner

LOOKED_AT = 12  # rows that may stand above the heading: a title, an explanation


class Spreadsheet:
    """An open spreadsheet, its one worksheet of a known form. A context manager.

    ``recognised`` says whether a row is the heading of a form that is looked for; the heading stands
    within the first rows of a visible worksheet. Raises BadInput when no worksheet has one, or several have.
    """

    def __init__(self, path: Path, recognised: Callable[[Sequence[str]], bool]) -> None:
        self.path = path
        self.examined = _examine(path)
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError):
            raise not_a_spreadsheet() from None
        try:
            with damage_told():
                self.workbook = Workbook(self._archive)
            self.worksheet, self._heading_row, self.heading = self._choose(recognised)
            self._merged = self.workbook.merged_rows(self.worksheet.part)
        except BaseException:
            self._archive.close()
            raise
        self._kept: dict[int, str] = {}
        self._codes: dict[int, str] = {}
        self._share = 0.0

    def _choose(self, recognised: Callable[[Sequence[str]], bool]) -> tuple[Worksheet, int, list[str]]:
        found: list[tuple[Worksheet, int, list[str]]] = []
        first: tuple[Worksheet, int, list[str]] | None = None
        for worksheet in self.workbook.worksheets:
            if not worksheet.visible:
                continue
            for looked, row in enumerate(self._rows(worksheet)):
                heading = _texts(row)
                if any(heading) and sum(map(len, heading)) <= HEADER_CHARS:
                    first = first or (worksheet, row.number, heading)
                    if recognised(heading):
                        found.append((worksheet, row.number, heading))
                        break
                if looked >= LOOKED_AT:
                    break
        if len(found) > 1:
            names = ", ".join(worksheet.name for worksheet, _, _ in found)
            raise BadInput(
                Text(f"有多张工作表可识别：{names}。", f"Several worksheets are of a known form: {names}."), code="several-sheets",
                todo=Text("请每个文件只留一张。", "Leave one of them in a file."),
            )
        if found:
            return found[0]
        if first is None:
            raise BadInput(Text("文件是空的。", "The file is empty."), code="empty-file")
        return first  # the form's own check then says what its heading lacks

    def know(self, form: Form, layout: Layout) -> None:
        """Only cells that the form keeps are asked to be sound; those of codes must be text."""
        for place, key in enumerate(layout.keys):
            column = form.by_heading.get(key)
            if column is not None and column.fate == "kept":
                self._kept[place] = column.key
                if column.key in CODE_KEYS:
                    self._codes[place] = column.key

    def _rows(self, worksheet: Worksheet) -> Iterator[Row]:
        info = self._archive.getinfo(worksheet.part)
        scanner = Scanner(self.workbook)
        read = 0
        with damage_told(), self._archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                read += len(chunk)
                self._share = read / max(info.file_size, 1)
                yield from scanner.feed(chunk)
            yield from scanner.feed(b"", last=True)

    def records(self) -> Iterator[Record]:
        """Every row below the heading that is not empty, in order; one that is not sound carries its error."""
        width = len(self.heading)
        for row in self._rows(self.worksheet):
            if row.number <= self._heading_row or not row.cells:
                continue
            cells, error = self._read(row, width)
            if error is not None or any(map(str.strip, cells)):
                yield Record(row.number, cells, error)

    def _read(self, row: Row, width: int) -> tuple[list[str], BadInput | None]:
        cells = [""] * width
        error: BadInput | None = None
        filled = False
        for place, cell in row.cells.items():
            if place >= width:
                if isinstance(cell, CellFault) or cell.strip():
                    filled, error = True, error or _beyond(width)
                continue
            if isinstance(cell, CellFault):
                filled = True
                if place in self._kept:
                    cell.error.field = self._kept[place]
                    error = error or cell.error
                continue
            cells[place] = cell
            filled = filled or bool(cell.strip())
            if type(cell) is Number and place in self._codes:
                error = error or number_for_code(self._codes[place])
        if not filled:
            return cells, None
        if row.hidden:
            error = _hidden()
        elif self._merged is not None and row.number <= LAST_ROW and self._merged[row.number]:
            error = _merged()
        return cells, error

    def position(self) -> int:
        """About how many bytes of the file were read."""
        return int(self._share * self.examined.size)

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def __enter__(self) -> Spreadsheet:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _examine(path: Path) -> Examined:
    with open(path, "rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Examined(digest, "xlsx", stream.tell(), 0)


def _texts(row: Row) -> list[str]:
    """A row's cells as text from the first column on, without empty ones at the end."""
    found: list[str] = []
    for place in sorted(row.cells):
        cell = row.cells[place]
        text = "" if isinstance(cell, CellFault) else cell
        if text.strip():
            found += [""] * (place - len(found)) + [text]
    return found


def _beyond(width: int) -> BadInput:
    return BadInput(
        Text(f"该行在表头的 {width} 列之外还有内容。", f"The row has content beyond the heading's {width} columns."),
        code="wrong-columns", todo=Text("请补上列名，或删去多余内容。", "Name the column, or remove what stands there."),
    )


def _hidden() -> BadInput:
    return BadInput(
        Text("该行在表中被隐藏（或被筛选掉），未报送。", "The row is hidden (or filtered out) in the sheet; it was not filed."),
        code="hidden-row",
        todo=Text("要报送请取消隐藏和筛选；不报送请删除该行。",
        "Unhide it and clear filters to file it; delete it if it should not be filed."),
    )


def _merged() -> BadInput:
    return BadInput(
        Text("该行有合并单元格，各行内容无法确定。", "The row has merged cells, so that it is not certain what each row says."),
        code="merged-cells",
        todo=Text("请取消合并，逐行填写。", "Unmerge them and fill in every row."),
    )
