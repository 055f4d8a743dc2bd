"""The errors file: refused rows, each with its reason, to be mended and sent again.

It has the columns of the file it answers and beside them the row's number and the reason in both
languages. Named ``.xlsx`` it is a spreadsheet whose cells are all text; else it is CSV: UTF-8 with a byte-order
mark, so that spreadsheet programs read it right; cells that such a program would run as a formula, or whose
digits it would round, are marked as text by an apostrophe, which reading takes off again (CWE-1236). Forbidden
content is never repeated.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from xlsxwriter import Workbook

from xinyong.errors import BadInput, Text, XinyongError
from xinyong.intake.forms.base import RETURNED, Form, Layout, heading_key
from xinyong.intake.personal import safe_cells

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_LONG_DIGITS = re.compile(r"\d{12,}")


def as_text(cell: str) -> str:
    """The cell so that a spreadsheet program takes it for text: no formula, no rounded number."""
    if not cell:
        return cell
    if cell[0] in "=+-@\t\r" and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return "'" + cell if _LONG_DIGITS.fullmatch(cell) else cell


class ErrorsFile:
    """Writes refused rows as they come; ``paths`` are the files written, one for each different heading.

    Each is complete under its name only after ``close``: a run that is killed leaves a ``.part``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.paths: list[Path] = []
        self._open: dict[tuple[str, ...], tuple[_Csv | _Xlsx, list[int]]] = {}

    def add(self, form: Form, layout: Layout, row: int, cells: Sequence[str], error: XinyongError) -> None:
        """Write one refused row."""
        heading = tuple(layout.heading)
        writer, kept = self._open.get(heading) or self._start(heading)
        safe = safe_cells(form, layout, cells, error)
        article = f"第{error.article}条 / Article {error.article}" if error.article else ""
        ground = "; ".join(filter(None, (article, error.instrument)))
        todo = error.todo or Text("", "")
        writer.write(
            [safe[place] for place in kept]
            + [str(row), error.field or "", error.detail.zh, error.detail.en, ground, todo.zh, todo.en]
        )

    def _start(self, heading: tuple[str, ...]) -> tuple[_Csv | _Xlsx, list[int]]:
        number = len(self.paths) + 1
        path = self.path if number == 1 else self.path.with_stem(f"{self.path.stem}-{number}")
        try:
            writer = _Xlsx(_part(path)) if path.suffix.lower() == ".xlsx" else _Csv(_part(path))
        except OSError as problem:
            raise BadInput(
                Text(f"无法写入错误文件：{path.name}", f"The errors file cannot be written: {path.name}"), code="errors-file",
                field="errors", todo=Text("请另选可写的位置。", "Choose a place that can be written to."),
            ) from problem
        # An errors file that is sent again and refused again does not grow a second set of our columns.
        ours = {heading_key(name) for name in RETURNED}
        kept = [place for place, title in enumerate(heading) if heading_key(title) not in ours]
        writer.write([heading[place] for place in kept] + list(RETURNED))
        self.paths.append(path)
        self._open[heading] = (writer, kept)
        return self._open[heading]

    def close(self, *, complete: bool = True) -> None:
        """Finish the files under their names, or drop them when the run did not complete."""
        for path, (writer, _) in zip(self.paths, self._open.values(), strict=True):
            writer.close()
            if complete:
                os.replace(_part(path), path)
            else:
                _part(path).unlink(missing_ok=True)
        if not self.paths and complete:
            self.path.unlink(missing_ok=True)  # no row was refused: an older run's file would mislead
        self._open.clear()


class _Csv:
    """Rows as delimited text, guarded against being run or rounded."""

    def __init__(self, path: Path) -> None:
        self._stream: IO[str] = open(path, "w", encoding="utf-8-sig", newline="")  # noqa: SIM115 - close() closes it
        self._writer = csv.writer(self._stream, lineterminator="\r\n")

    def write(self, cells: Sequence[str]) -> None:
        self._writer.writerow([as_text(cell) for cell in cells])

    def close(self) -> None:
        self._stream.close()


class _Xlsx:
    """Rows as a spreadsheet in flat memory. Every cell is text: nothing is run, nothing is rounded."""

    MOST_ROWS = 1_048_576

    def __init__(self, path: Path) -> None:
        path.touch()  # a place that cannot be written to is told now, not at the end
        self._book = Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False,
                                          "strings_to_urls": False, "strings_to_numbers": False})
        self._text = self._book.add_format({"num_format": "@"})
        self._sheet = self._book.add_worksheet()
        self._row = 0

    def write(self, cells: Sequence[str]) -> None:
        if self._row == self.MOST_ROWS:
            self._sheet, self._row = self._book.add_worksheet(), 0
        for place, cell in enumerate(cells):
            if cell:
                self._sheet.write_string(self._row, place, cell[:32_767], self._text)
        self._row += 1

    def close(self) -> None:
        self._book.close()


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")
