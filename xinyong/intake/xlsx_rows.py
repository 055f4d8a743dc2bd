"""A worksheet's bytes turned into rows (ECMA-376 part 1, 18.3.1.73).

Two readers that give the same rows. What spreadsheet programs write is taken apart by patterns, row by
row, several times faster than a parser's callbacks; whatever does not fit them to the letter (comments,
prefixes, rich text, other encodings) goes to expat: a single row, or all that is left of the sheet.
"""

from __future__ import annotations

import codecs
import re
from typing import Any, NamedTuple
from xml.parsers import expat

from xinyong.intake.reading import RECORD_CHARS
from xinyong.intake.workbook import LAST_ROW, Workbook, hostile, resolve, unescape
from xinyong.intake.xlsx_cells import CellFault, error_cell, number_cell, uncalculated_cell

COLUMNS = 16_384
MOST_ROW_CHARS = 8 * RECORD_CHARS

_ROW = re.compile(r'\s*<row r="(\d{1,7})"([^<>]*?)(/?)>')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d{1,7}"(?: s="(\d{1,6})")?(?: t="([a-zA-Z]+)")?'
    r'(?:/>|>(?:(<f(?:[^<>]*/>|[^<>]*>[^<]*</f>))?(?:<v>([^<]*)</v>)?'
    r'|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)</c>)'
)


class Row(NamedTuple):
    """One row as it stands: its number, whether it is hidden, its cells by column from 0."""

    number: int
    hidden: bool
    cells: dict[int, str | CellFault]


class Scanner:
    """Feed it a worksheet in pieces; it gives the rows that each piece completes."""

    def __init__(self, workbook: Workbook, *, patterns: bool = True) -> None:
        self._values = _Values(workbook)
        self._decode = codecs.getincrementaldecoder("utf-8")("strict").decode
        self._text = ""
        self._inside = self._done = False
        self._last = 0
        self._parser: _Parsed | None = None if patterns else _Parsed(self._values)
        self._started = False

    def feed(self, chunk: bytes, *, last: bool = False) -> list[Row]:
        """The rows that these bytes complete. Raises what ``workbook.damage_told`` turns into words."""
        if self._parser is None and not self._started:
            self._started = True
            head = chunk[:200].lower()
            if (b"encoding=" in head and b'encoding="utf-8"' not in head) or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
                self._parser = _Parsed(self._values)
        if self._parser is not None:
            return self._parser.feed(chunk, last)
        if self._done:
            return []
        self._text += self._decode(chunk, last)
        return self._take(last)

    def _take(self, last: bool) -> list[Row]:
        if not self._inside:
            at = self._text.find("<sheetData")
            if "<!" in self._text[: at if at >= 0 else None] or (last and at < 0):
                return self._to_parser("", last)
            if at < 0:
                return []
            end = self._text.find(">", at)
            if end < 0:
                return []
            if self._text[end - 1] == "/":
                self._done = True
                return []
            self._inside, self._text = True, self._text[end + 1 :]
        rows: list[Row] = []
        text, position = self._text, 0
        while True:
            start = _ROW.match(text, position)
            if start is None:
                break
            number = int(start[1])
            if start[3]:
                body, end = "", start.end()
            else:
                end = text.find("</row>", start.end())
                if end < 0:
                    break
                body, end = text[start.end() : end], end + 6
            cells = self._cells(body)
            if cells is None:
                self._text = text[position:]
                return rows + self._to_parser("<worksheet><sheetData>", last)
            if not self._last < number <= LAST_ROW:
                raise hostile()  # rows out of order: two readers would not agree on them
            self._last = number
            rows.append(Row(number, 'hidden="1"' in start[2] or 'hidden="true"' in start[2], cells))
            position = end
        self._text = text[position:]
        return rows + self._rest(last)

    def _rest(self, last: bool) -> list[Row]:
        """What follows the last whole row: the end, the beginning of a row, or something for the parser."""
        ahead = self._text.lstrip()
        if ahead.startswith("</sheetData>"):
            self._done, self._text = True, ""
        elif not last and (len(ahead) < 12 or (ahead.startswith("<row ") and "<!" not in ahead)):
            if len(ahead) > MOST_ROW_CHARS:
                raise hostile()
        else:
            return self._to_parser("<worksheet><sheetData>", last)
        return []

    def _to_parser(self, before: str, last: bool) -> list[Row]:
        self._parser = _Parsed(self._values, self._last)
        self._parser.feed(before.encode(), False)
        text, self._text = self._text, ""
        return self._parser.feed(text.encode(), last)

    def _cells(self, body: str) -> dict[int, str | CellFault] | None:
        """The cells of a row that is written as programs write it; None for any other."""
        if not body:
            return {}
        found = _CELL.findall(body)
        if len(found) != body.count("<c") or "<!" in body or "<?" in body:
            return None
        cells: dict[int, str | CellFault] = {}
        values = self._values
        for letters, style, kind, formula, value, inline in found:
            if value or inline or formula:
                raw = inline or value
                if "&" in raw:
                    resolved = resolve(raw)
                    if resolved is None:
                        return None
                    raw = resolved
                cells[values.place(letters)] = values.cell(kind or "n", raw, style)
        return cells


class _Values:
    """What references and raw values mean in this workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._strings: list[str] | None = None
        self._columns: dict[str, int] = {}

    def place(self, letters: str) -> int:
        """A column's letters as its place from 0."""
        place = self._columns.get(letters)
        if place is None:
            place = 0
            for letter in letters:
                place = place * 26 + ord(letter) - 64
            if not 1 <= place <= COLUMNS:
                raise hostile()
            place = self._columns[letters] = place - 1
        return place

    def cell(self, kind: str, raw: str, style: str) -> str | CellFault:
        """A cell's text, or what is wrong with it."""
        if kind == "s":
            if self._strings is None:
                self._strings = self._workbook.strings()
            index = int(raw)
            if not 0 <= index < len(self._strings):
                raise hostile()
            return self._strings[index]
        if kind == "n":
            if not raw:
                return uncalculated_cell()
            number, dated = int(style or "0"), self._workbook.dated
            try:
                return number_cell(
                    raw, dated=number < len(dated) and dated[number], since_1904=self._workbook.since_1904
                )
            except CellFault as fault:
                return fault
        if kind == "e":
            return error_cell()
        if kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if kind == "d":  # ISO 8601
            return raw.removesuffix("Z").removesuffix("T00:00:00")
        return unescape(raw)  # inlineStr, str


class _Parsed:
    """Rows through expat's callbacks, by local names; a document type is refused."""

    def __init__(self, values: _Values, last: int = 0) -> None:
        self._values = values
        self._rows: list[Row] = []
        self._number, self._place, self._chars = last, -1, 0
        self._hidden = self._formula = self._phonetic = False
        self._kind, self._style = "n", ""
        self._collecting = False
        self._text: list[str] = []
        self._cells: dict[int, str | CellFault] = {}
        self._parser: Any = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes, last: bool) -> list[Row]:
        """The rows that these bytes complete."""
        self._rows = []
        self._parser.Parse(chunk, last)
        return self._rows

    def _doctype(self, *_: object) -> None:
        raise hostile()

    def _start(self, name: str, given: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            reference = given.get("r")
            letters = reference.rstrip("0123456789") if reference else ""
            self._place = self._values.place(letters) if letters else self._place + 1
            self._kind, self._style = given.get("t", "n"), given.get("s", "")
            self._formula, self._text = False, []
        elif name in ("v", "t"):
            self._collecting = not self._phonetic
        elif name == "f":
            self._formula = True
        elif name == "row":
            number = int(given.get("r", self._number + 1))
            if not self._number < number <= LAST_ROW:
                raise hostile()
            self._number, self._place, self._chars = number, -1, 0
            self._hidden = given.get("hidden") in ("1", "true")
            self._cells = {}
        elif name == "rPh":
            self._phonetic = True

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self._collecting = False
        elif name == "c":
            if self._text or self._formula:
                self._cells[self._place] = self._values.cell(self._kind, "".join(self._text), self._style)
        elif name == "row":
            self._rows.append(Row(self._number, self._hidden, self._cells))
        elif name == "rPh":
            self._phonetic = False

    def _characters(self, data: str) -> None:
        if self._collecting:
            self._chars += len(data)
            if self._chars > MOST_ROW_CHARS:
                raise hostile()
            self._text.append(data)
