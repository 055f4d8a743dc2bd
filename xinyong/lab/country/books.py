"""The files of a country being written: many open at once, each in flat memory, digested as it goes.

Comma-separated (RFC 4180), lines ending in CR LF; about one registrar in four writes GB18030, as many of
the authorities' systems do, the others UTF-8 and some of these with a byte order mark.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import msgspec

from xinyong.lab.country.acts import Row
from xinyong.lab.country.broken import Expected, damaged
from xinyong.lab.country.layouts import Layout
from xinyong.lab.country.seeded import Draw

_BUFFERED = 256  # lines
_ENCODINGS = ("utf-8", "gb18030", "utf-8-sig", "utf-8")


class FileFacts(msgspec.Struct, frozen=True):
    """What the manifest says of a file.

    ``kinds``: its broken rows by kind. ``older``: rows whose retention of five years is over.
    """

    path: str
    form: str
    authority: str
    region: str
    encoding: str
    rows: int
    broken: int
    kinds: dict[str, int]
    older: int
    bytes: int
    sha256: str


class _Book:
    """One file."""

    def __init__(self, folder: Path, row: Row, encoding: str) -> None:
        self.layout: Layout = row.layout
        self.authority, self.region, self.encoding = row.authority, row.region, encoding
        self.path = f"{row.layout.form}/{row.authority}-{row.region}.csv"
        target = folder / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        self._file = target.open("wb")
        self._digest = hashlib.sha256()
        self._lines: list[str] = []
        self._write = csv.writer(self).writerow  # "self" is its file: csv asks for nothing but write()
        self.rows = self.older = self.bytes = 0
        self.kinds: Counter[str] = Counter()  # of broken rows
        if encoding == "utf-8-sig":
            self._put(b"\xef\xbb\xbf")
        self._write(row.layout.columns)

    def write(self, line: str) -> None:
        """One line, from the csv writer."""
        self._lines.append(line)
        if len(self._lines) >= _BUFFERED:
            self._flush()

    def row(self, cells: list[str], day: date, oldest: date) -> int:
        """Write one row; its number as a spreadsheet counts."""
        self._write(cells)
        self.rows += 1
        self.older += day < oldest
        return self.rows + 1

    def _flush(self) -> None:
        self._put("".join(self._lines).encode("gb18030" if self.encoding == "gb18030" else "utf-8"))
        self._lines.clear()

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self.bytes += len(data)
        self._file.write(data)

    def close(self) -> FileFacts:
        self._flush()
        self._file.close()
        return FileFacts(
            self.path, self.layout.form, self.authority, self.region, self.encoding, self.rows, self.kinds.total(),
            dict(sorted(self.kinds.items())), self.older, self.bytes, self._digest.hexdigest(),
        )


class Books:
    """All files of one country. A context manager; ``facts`` are there once it is left."""

    def __init__(self, folder: Path, oldest: date) -> None:
        self.folder, self.oldest = folder, oldest
        self.facts: list[FileFacts] = []
        self.rows = 0
        self._books: dict[tuple[str, str, str], _Book] = {}
        self._key = (folder / "expected.jsonl").open("wb")
        self._key_digest = hashlib.sha256()
        self._encode = msgspec.json.Encoder().encode

    @property
    def key_digest(self) -> str:
        """SHA-256 of the answer key."""
        return self._key_digest.hexdigest()

    def whole(self, row: Row) -> None:
        """File a row as it is."""
        self._book(row).row(row.cells, row.day, self.oldest)
        self.rows += 1

    def broken(self, row: Row, draw: Draw) -> None:
        """File a row damaged, and note what must become of it."""
        kind, damage, cells = damaged(row, draw)
        book = self._book(row)
        if damage.outcome == "already_held":
            self.whole(row)
        number = book.row(cells, row.day, self.oldest)
        book.kinds[kind] += 1
        self.rows += 1
        line = self._encode(Expected(book.path, number, kind, damage.outcome, damage.code, damage.field)) + b"\n"
        self._key_digest.update(line)
        self._key.write(line)

    def _book(self, row: Row) -> _Book:
        key = (row.layout.form, row.authority, row.region)
        book = self._books.get(key)
        if book is None:
            encoding = _ENCODINGS[sum(map(ord, "".join(key))) % len(_ENCODINGS)]
            book = self._books[key] = _Book(self.folder, row, encoding)
        return book

    def __enter__(self) -> Books:
        return self

    def __exit__(self, *_: object) -> None:
        self.facts = sorted((book.close() for book in self._books.values()), key=lambda facts: facts.path)
        self._key.close()
