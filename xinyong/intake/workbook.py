"""The parts of a spreadsheet file that are read before its rows (ECMA-376 parts 1 and 2).

An XLSX file is a ZIP archive that a stranger sent: how much it unpacks to is limited before anything
is unpacked, document types and entities are refused, and nothing in it is ever run. Elements are
taken by their local names, so that the strict and the transitional variant read alike.
"""

from __future__ import annotations

import codecs
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from xml.parsers import expat

from xinyong.errors import BadInput, Text
from xinyong.intake.xlsx_cells import is_date_format

PARTS = 4_096
MOST_BYTES = 2 << 30  # unpacked, all parts together
MOST_STRINGS = 256 << 20  # the table of shared strings, which is held in memory
MOST_SMALL = 32 << 20  # any other part besides worksheets
MOST_RATIO = 400  # unpacked to packed; worksheets of real registers stay below 60
RATIO_FROM = 16 << 20
CHUNK = 1 << 18
MERGES = 5_000_000  # rows under merged cells, counted once for each range
LAST_ROW = 1_048_576

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="\$?[A-Z]{1,3}\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})"')

_STRING = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_SPLIT = Text("请拆分文件，或另存为 CSV UTF-8 后报送。", "Split the file, or save it as CSV UTF-8 and send that.")


class Worksheet(NamedTuple):
    """A worksheet: its name, its part in the archive, whether people see it."""

    name: str
    part: str
    visible: bool


class Workbook:
    """An open spreadsheet file: its worksheets, date styles and shared strings."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self._check_sizes()
        part = self._office_document()
        self.since_1904 = False
        self.worksheets = self._worksheets(part)
        self.dated = self._date_styles(part)
        self._strings: list[str] | None = None
        self._part = part

    def _check_sizes(self) -> None:
        parts = self.archive.infolist()
        names = {info.filename for info in parts}
        if len(parts) > PARTS or len(names) != len(parts):
            raise hostile()
        total = 0
        for info in parts:
            if info.flag_bits & 1:
                raise BadInput(
                    Text("电子表格有密码。", "The spreadsheet is protected by a password."), code="encrypted",
                    todo=Text("请去除密码后重新报送。", "Remove the password and send it again."),
                )
            total += info.file_size
            if info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1):
                raise hostile()
        if total > MOST_BYTES:
            raise too_large()

    # --- parts -------------------------------------------------------------------------------

    def small(self, part: str, start: Callable[[str, dict[str, str]], None]) -> None:
        """Parse a small part, calling ``start`` at each element; nothing when the part is absent."""
        try:
            info = self.archive.getinfo(part)
        except KeyError:
            return
        if info.file_size > MOST_SMALL:
            raise too_large()
        parser = parser_of(start)
        with damage_told():
            parser.Parse(self.archive.read(info), True)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """A part's relations: id → (kind, part)."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, given: dict[str, str]) -> None:
            if tag == "Relationship" and given.get("TargetMode") != "External":
                target = given.get("Target", "")
                at = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder,
                    target))
                found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], at)

        self.small(posixpath.join(folder, "_rels", name + ".rels"), start)
        return found

    def _office_document(self) -> str:
        for kind, part in self.relations("").values():
            if kind == "officeDocument":
                return part
        raise not_a_spreadsheet()

    def _worksheets(self, part: str) -> list[Worksheet]:
        relations = self.relations(part)
        found: list[Worksheet] = []

        def start(tag: str, given: dict[str, str]) -> None:
            if tag == "workbookPr":
                self.since_1904 = given.get("date1904") in ("1", "true")
            elif tag == "sheet":
                relation = next((value for key, value in given.items() if key.rpartition(":")[2] == "id"), "")
                kind, at = relations.get(relation, ("", ""))
                if kind == "worksheet":
                    found.append(Worksheet(given.get("name", ""), at, given.get("state", "visible") == "visible"))

        self.small(part, start)
        if not found:
            raise not_a_spreadsheet()
        return found

    def _related(self, part: str, kind: str) -> str:
        return next((at for found, at in self.relations(part).values() if found == kind), "")

    def _date_styles(self, part: str) -> list[bool]:
        """For each cell style whether it shows a date."""
        codes: dict[int, str] = {}
        styles: list[bool] = []
        inside = False

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal inside
            if tag == "numFmt":
                codes[int(given.get("numFmtId", "0"))] = given.get("formatCode", "")
            elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
                inside = tag == "cellXfs"
            elif tag == "xf" and inside:
                number = int(given.get("numFmtId", "0"))
                styles.append(is_date_format(number, codes.get(number, "")))

        with damage_told():
            self.small(self._related(part, "styles"), start)
        return styles

    def strings(self) -> list[str]:
        """The shared strings, read at first need; formatted runs joined, phonetic guides left out."""
        if self._strings is None:
            self._strings = self._read_strings(self._related(self._part, "sharedStrings"))
        return self._strings

    def _read_strings(self, part: str) -> list[str]:
        found: list[str] = []
        if not part or part not in self.archive.namelist():
            return found
        if self.archive.getinfo(part).file_size > MOST_STRINGS:
            raise too_large()
        simple = self._simple_strings(part)
        if simple is not None:
            return simple
        pieces: list[str] = []
        state = {"text": False, "phonetic": False}

        def start(tag: str, _: dict[str, str]) -> None:
            if tag == "t":
                state["text"] = not state["phonetic"]
            elif tag == "si":
                pieces.clear()
            elif tag == "rPh":
                state["phonetic"] = True

        def end(tag: str) -> None:
            if tag == "t":
                state["text"] = False
            elif tag == "si":
                found.append(unescape("".join(pieces)))
            elif tag == "rPh":
                state["phonetic"] = False

        def characters(data: str) -> None:
            if state["text"]:
                pieces.append(data)

        parser = parser_of(start, end, characters)
        with damage_told(), self.archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        return found

    def _simple_strings(self, part: str) -> list[str] | None:
        """The shared strings where none is formatted, by pattern; None where the parser has to read them."""
        found: list[str] = []
        decode = codecs.getincrementaldecoder("utf-8")("strict").decode
        text = ""
        with damage_told(), self.archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                text += decode(chunk)
                end = text.rfind("</si>") + 5
                if "<!" in text or (not found and "encoding=" in text[:200]
                    and 'encoding="utf-8"' not in text[:200].lower()):
                    return None
                whole, text = (text[:end], text[end:]) if end > 5 else ("", text)
                strings = _STRING.findall(whole)
                if len(strings) != whole.count("<si") or len(text) > 4 * CHUNK:
                    return None
                for raw in strings:
                    plain = resolve(raw) if "&" in raw else raw
                    if plain is None:
                        return None
                    found.append(unescape(plain))
        return found if "<si" not in text else None

    def merged_rows(self, part: str) -> bytearray | None:
        """Which rows lie under merged cells (1 at the row's number); None where there are none.

        Reads the whole part once, which also finds a damaged archive before the first row is filed.
        """
        flags: bytearray | None = None
        marked = 0
        tail, after = b"", False
        with damage_told(), self.archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                data = tail + chunk
                if not after:
                    cut = data.find(b"sheetData>")
                    while cut >= 0 and not data[max(0, cut - 40) : cut].rpartition(b"<")[2].startswith(b"/"):
                        cut = data.find(b"sheetData>", cut + 1)
                    after = cut >= 0 or b"sheetData/>" in data
                    data = data[cut:] if cut >= 0 else data
                if after:
                    last = 0
                    for match in _MERGE.finditer(data):
                        first_row, last_row = int(match[1]), min(int(match[2]), LAST_ROW)
                        marked += max(last_row - first_row, 0) + 1
                        if marked > MERGES:
                            raise hostile()
                        flags = flags or bytearray(LAST_ROW + 1)
                        flags[first_row : last_row + 1] = b"\x01" * max(last_row + 1 - first_row, 0)
                        last = match.end()
                    data = data[last:]
                tail = data[-256:]
        return flags


# --- XML and its faults ------------------------------------------------------------------------


def parser_of(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    characters: Callable[[str], None] | None = None,
) -> Any:
    """An expat parser whose handlers get local names; a document type is refused (entities, XXE)."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16

    def doctype(*_: object) -> None:
        raise hostile()

    def local(name: str) -> str:
        return name.rpartition(":")[2]

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda name, given: start(local(name), given)
    if end is not None:
        parser.EndElementHandler = lambda name: end(local(name))
    if characters is not None:
        parser.CharacterDataHandler = characters
    return parser


def resolve(text: str) -> str | None:
    """The text with XML's references resolved; None where one is not XML's own."""
    plain, count = _REFERENCE.subn(
        lambda match: _NAMED[match[3]] if match[3] else chr(int(match[1], 16) if match[1] else int(match[2])), text
    )
    return plain if count == text.count("&") else None


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Undo the spreadsheet's own escape of characters that XML cannot hold (``_x000D_``)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


@contextmanager
def damage_told() -> Iterator[None]:
    """A damaged archive or damaged XML as an error that says so."""
    try:
        yield
    except (expat.ExpatError, zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError,
        OSError) as problem:
        raise damaged() from problem
    except Exception as problem:
        if type(problem).__module__ == "zlib":
            raise damaged() from problem
        raise


def damaged() -> BadInput:
    """The refusal of a file that cannot be unpacked or parsed."""
    return BadInput(
        Text("电子表格文件已损坏，无法读取。", "The spreadsheet file is damaged and cannot be read."), code="damaged-file",
        todo=Text("请在电子表格中打开、另存后重新报送。", "Open it in a spreadsheet program, save it anew and send it again."),
    )


def not_a_spreadsheet() -> BadInput:
    """The refusal of a ZIP archive that holds no workbook."""
    return BadInput(
        Text("这是压缩文件，但不是电子表格（XLSX）。", "This is a ZIP archive, but no spreadsheet (XLSX)."), code="not-xlsx",
        todo=Text("请报送 XLSX、CSV 或 JSON Lines 文件。", "Send XLSX, CSV or JSON Lines."),
    )


def hostile() -> BadInput:
    """The refusal of an archive built to exhaust its reader."""
    return BadInput(
        Text("文件结构异常（疑为压缩炸弹或含实体定义），拒绝读取。",
             "The file is built as no spreadsheet program builds one (a ZIP bomb, or entities); it is not read."),
        code="hostile-file", todo=_SPLIT,
    )


def too_large() -> BadInput:
    """The refusal of a spreadsheet that does not fit into the memory it may take."""
    return BadInput(Text("电子表格过大。", "The spreadsheet is too large."), code="too-large", todo=_SPLIT)
