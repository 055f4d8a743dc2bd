"""Delimited text files, read strictly and in flat memory.

A file is examined once from end to end before a row of it is believed: its digest, its encoding
(strict decoding decides, never a guess from a sample) and its delimiter. Then it is streamed
record by record. A damaged record costs that record alone: an unbalanced quotation mark makes
the reader go back to the line after the one it stands on, so that it never swallows its
neighbours. Format: RFC 4180, with ``;`` and tab besides the comma, as spreadsheet programs write.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xinyong.errors import BadInput, Text

CHUNK = 1 << 20
DELIMITERS = ",;\t"
RECORD_LINES = 500  # a quoted cell may hold line breaks; a record longer than this is a lost quotation mark
RECORD_CHARS = 120_000  # below the csv module's own field limit
HEADER_CHARS = 64_000

_FOREIGN = (
    (b"PK\x03\x04", Text("这是电子表格（XLSX）文件，不是 CSV。", "This is a spreadsheet (XLSX) file, not CSV.")),
    (b"\xd0\xcf\x11\xe0", Text("这是旧版（XLS）或有密码的电子表格。",
                              "This is a spreadsheet of the old kind (XLS), or one with a password.")),
    (b"\xff\xfe", Text("文件是 UTF-16 编码。", "The file is in UTF-16.")),
    (b"\xfe\xff", Text("文件是 UTF-16 编码。", "The file is in UTF-16.")),
)
_SAVE_AS = Text("请另存为“CSV UTF-8（逗号分隔）”后重新报送。", "Save it as “CSV UTF-8 (comma delimited)” and send it again.")


class Examined(NamedTuple):
    """What one pass over the bytes established. ``size`` in bytes, ``lines`` as line feeds counted."""

    digest: str  # sha256, hex
    encoding: str
    size: int
    lines: int


class Record(NamedTuple):
    """One record: ``row`` as a spreadsheet numbers it (the heading is row 1), its cells or why it cannot be read."""

    row: int
    cells: list[str]
    error: BadInput | None


def examine(stream: BinaryIO, encodings: Sequence[str] = ("utf-8", "gb18030")) -> Examined:
    """Digest and encoding of a whole stream: the first of ``encodings`` that decodes every byte.

    Raises BadInput for an empty file, a spreadsheet, UTF-16, or bytes that none of the encodings
    allows; the error names line and byte at which each failed.
    """
    stream.seek(0)
    head = stream.read(8)
    if not head.strip(b"\xef\xbb\xbf \r\n\t"):
        stream.seek(0)
        if not stream.read(CHUNK).strip(b"\xef\xbb\xbf \r\n\t"):
            raise BadInput(Text("文件是空的。", "The file is empty."), code="empty-file")
    for magic, detail in _FOREIGN:
        if head.startswith(magic):
            raise BadInput(detail, code="not-csv", todo=_SAVE_AS)
    failures: list[tuple[str, int, int]] = []
    digest, size, lines = hashlib.sha256(), 0, 0
    for number, encoding in enumerate(encodings):
        stream.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        failed: tuple[str, int, int] | None = None
        position = line = 0
        pending = 0  # bytes of an unfinished character carried over from the chunk before
        while chunk := stream.read(CHUNK):
            if number == 0:
                digest.update(chunk)
                size += len(chunk)
                lines += chunk.count(b"\n")
            if failed is None:
                try:
                    decoder.decode(chunk)
                    pending = len(decoder.getstate()[0])
                except UnicodeDecodeError as problem:
                    at = position - pending + problem.start
                    failed = (encoding, line + chunk.count(b"\n", 0, max(0, at - position)) + 1, at + 1)
                    if number:
                        break
            position += len(chunk)
            line += chunk.count(b"\n")
        if failed is None:
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                failed = (encoding, line + 1, position)
        if failed is None:
            return Examined(digest.hexdigest(), encoding, size, lines)
        failures.append(failed)
    raise _undecodable(failures)


def _undecodable(failures: Sequence[tuple[str, int, int]]) -> BadInput:
    zh = "；".join(f"按 {name.upper()} 读到第 {line} 行、第 {byte} 字节出错" for name, line, byte in failures)
    en = "; ".join(f"as {name.upper()} it breaks at line {line}, byte {byte}" for name, line, byte in failures)
    return BadInput(
        Text(f"无法确定文件编码：{zh}。", f"The file's encoding cannot be established: {en}."),
        code="encoding", todo=_SAVE_AS, where=f"line {failures[0][1]}, byte {failures[0][2]}",
    )


def sniff_delimiter(heading: str) -> str:
    """The delimiter of a heading line: the one of ``, ; tab`` that stands oftenest outside quotation marks."""
    outside = "".join(part for number, part in enumerate(heading.split('"')) if number % 2 == 0)
    return max(DELIMITERS, key=outside.count)


class Sheet:
    """An open delimited file: its examination, heading and records. A context manager.

    ``position()`` is the number of bytes read so far, of ``examined.size``: for progress.
    """

    def __init__(self, path: Path, encodings: Sequence[str] = ("utf-8", "gb18030")) -> None:
        self.path = path
        try:
            self._raw = open(path, "rb", buffering=0)  # noqa: SIM115 - close() closes it
        except OSError as problem:
            raise BadInput(
                Text(f"无法打开文件：{path.name}", f"The file cannot be opened: {path.name}"),
                code="no-file", where=path.name,
                todo=Text("请检查文件路径和读取权限。", "Check the path and the permission to read it."),
            ) from problem
        try:
            if not path.is_file():
                raise BadInput(Text(f"不是文件：{path.name}", f"Not a file: {path.name}"), code="no-file", where=path.name)
            self._stamp = self._state()
            self.examined = examine(self._raw, encodings)
            self._raw.seek(0)
            encoding = "utf-8-sig" if self.examined.encoding == "utf-8" else self.examined.encoding
            self._text = io.TextIOWrapper(
                io.BufferedReader(self._raw, CHUNK // 4), encoding=encoding, errors="strict", newline=""
            )
            self._lines = _Lines(self._text)
            self._columns = 0  # of the heading line, empty ones at its end included
            self.delimiter, self.heading = self._read_heading()
        except BaseException:
            self._raw.close()
            raise

    def _state(self) -> tuple[int, int]:
        status = os.fstat(self._raw.fileno())
        return status.st_size, status.st_mtime_ns

    def _read_heading(self) -> tuple[str, list[str]]:
        for line in self._lines:
            text = line.lstrip("\ufeff")
            if len(text) > HEADER_CHARS:
                break
            if not text.strip(f" \r\n\ufeff{DELIMITERS}"):
                self._lines.row += 1
                continue
            delimiter = sniff_delimiter(text)
            self._lines.push([text])
            reader = csv.reader(self._lines, delimiter=delimiter, strict=True)
            try:
                cells = next(reader)
            except csv.Error:
                break
            self._lines.row += 1
            self._columns = len(cells)
            while cells and not cells[-1].strip():
                cells.pop()
            return delimiter, cells
        raise BadInput(
            Text("文件第一行不是可读的列名。", "The file's first line is not a readable heading."), code="no-heading",
            todo=Text("第一行须为各列名称。", "The first line must name the columns."),
        )

    def know(self, form: object, layout: object) -> None:
        """Delimited text says nothing beyond its cells: whatever the form, they are read alike."""

    def records(self) -> Iterator[Record]:
        """Every record after the heading that is not empty, in order; damaged ones carry their error."""
        lines, width = self._lines, len(self.heading)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        row = lines.row
        while True:
            lines.taken.clear()
            lines.chars = 0
            try:
                cells = next(reader)
            except StopIteration:
                break
            except (csv.Error, _TooLong):
                # The record starts on the first line taken: that line is refused, the others are read again.
                row += 1
                yield Record(row, [], _malformed())
                lines.push(lines.taken[1:])
                reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
                continue
            row += 1
            if len(cells) != width:
                if not cells:
                    continue
                # Only as many empty cells at the end as the heading itself has: one more, and an unquoted
                # delimiter may have shifted every cell after it by a column.
                blank = not any(cell.strip() for cell in cells)
                if not blank and (len(cells) != self._columns or any(cell.strip() for cell in cells[width:])):
                    yield Record(row, cells, _wrong_count(len(cells), width))
                    continue
                cells = cells[:width]
            if any(cells) and any(map(str.strip, cells)):
                yield Record(row, cells, None)
        if self._state() != self._stamp:
            raise BadInput(
                Text("文件在读取过程中被改动。", "The file was changed while it was being read."), code="file-changed",
                todo=Text("请确认文件已写完后重新报送。", "Make sure that it is finished, then send it again."),
            )

    def position(self) -> int:
        """Bytes read so far (ahead of the records handed out by at most one buffer)."""
        return self._raw.tell()

    def close(self) -> None:
        self._text.close()

    def __enter__(self) -> Sheet:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _TooLong(Exception):
    """A record longer than any record: a quotation mark was opened and never closed."""


class _Lines:
    """Lines of a text file that remembers those of the record being read and takes lines back."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._next = text.__next__
        self._back: list[str] = []
        self.taken: list[str] = []
        self.chars = 0
        self.row = 0

    def push(self, lines: Sequence[str]) -> None:
        self._back.extend(reversed(lines))

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else self._next()
        taken = self.taken
        taken.append(line)
        if len(taken) > 1 or len(line) > RECORD_CHARS:
            self.chars = sum(map(len, taken)) if len(taken) <= 2 else self.chars + len(line)
            if len(taken) > RECORD_LINES or self.chars > RECORD_CHARS:
                raise _TooLong
        return line


def _malformed() -> BadInput:
    return BadInput(
        Text("该行引号不成对，无法分列。", "The quotation marks of this row do not match, so that it cannot be divided."),
        code="malformed-row", instrument="RFC 4180 §2",
        todo=Text("单元格内的引号须写成两个引号（\"\"）。", "Write a quotation mark inside a cell as two (\"\")."),
    )


def _wrong_count(found: int, expected: int) -> BadInput:
    return BadInput(
        Text(f"该行有 {found} 列，表头有 {expected} 列。", f"This row has {found} cells, the heading {expected}."),
        code="wrong-columns", instrument="RFC 4180 §2",
        todo=Text("含分隔符的内容须加引号；缺少的单元格留空但保留分隔符。",
                  "Quote a cell that holds the delimiter; leave a missing cell empty but keep its delimiter."),
    )
