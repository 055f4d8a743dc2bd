"""JSON Lines: one object a line, its members named as a form's columns (RFC 8259, jsonlines.org).

Members are named by the form's key, by the official code (``CF_WSH``) or by any heading that the form
knows. Nothing is ignored: a member that the form does not know refuses its row and is named, a
member that stands twice in one object does the same. Numbers are taken as they are written, digit by digit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.base import Form, Layout
from xinyong.intake.reading import Examined, Record

LINE_BYTES = 512_000
MEMBERS = 300  # different names in one file; no form has nearly as many


class JsonLines:
    """An open file of JSON Lines. Its heading is every member that any line has, in order of appearance."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stream = open(path, "rb")  # noqa: SIM115 - close() closes it
        try:
            self.examined, self.heading = self._examine()
        except BaseException:
            self._stream.close()
            raise
        self._unknown: frozenset[str] = frozenset()

    def _examine(self) -> tuple[Examined, list[str]]:
        digest, size, lines = hashlib.sha256(), 0, 0
        names: dict[str, None] = {}
        for line in self._lines():
            digest.update(line)
            size += len(line)
            lines += 1
            try:
                names.update(dict.fromkeys(read_object(line)))
            except BadInput:
                continue  # told with its row when the records are read
            if len(names) > MEMBERS:
                raise BadInput(
                    Text(f"文件中的成员名称超过 {MEMBERS} 种。", f"The file has more than {MEMBERS} different member names."),
                    code="too-many-members",
                    todo=Text("每行一个对象，成员名称用表的字段。", "Write one object a line, its members named as the form's columns."),
                )
        if not names:
            raise BadInput(
                Text("没有一行可读的 JSON 对象。", "No line holds a JSON object that can be read."), code="no-heading",
                todo=Text("每行写一个 JSON 对象，UTF-8 编码。", "Write one JSON object a line, in UTF-8."),
            )
        return Examined(digest.hexdigest(), "json-lines", size, lines), list(names)

    def _lines(self) -> Iterator[bytes]:
        """The file's lines; one longer than ``LINE_BYTES`` comes in pieces, none of which is an object."""
        self._stream.seek(0)
        while line := self._stream.readline(LINE_BYTES):
            yield line

    def know(self, form: Form, layout: Layout) -> None:
        """Members that the form does not know refuse their rows."""
        self._unknown = frozenset(layout.unknown)

    def records(self) -> Iterator[Record]:
        """One record for each line that is not blank; ``row`` is the line's number, from 1."""
        places = {name: place for place, name in enumerate(self.heading)}
        for row, line in enumerate(self._lines(), 1):
            if not line.strip(b"\xef\xbb\xbf \r\n\t"):
                continue
            cells = [""] * len(places)
            try:
                found = read_object(line)
                for name, value in found.items():
                    cells[places[name]] = cell_of(value, name)
                if self._unknown and (strange := [name for name in found if name.strip() in self._unknown]):
                    raise unknown_member(strange[0])
            except BadInput as error:
                yield Record(row, cells, error)
            except KeyError:
                raise BadInput(
                    Text("文件在读取过程中被改动。", "The file was changed while it was being read."), code="file-changed",
                    todo=Text("请确认文件已写完后重新报送。", "Make sure that it is finished, then send it again."),
                ) from None
            else:
                if any(map(str.strip, cells)):
                    yield Record(row, cells, None)

    def position(self) -> int:
        """Bytes read so far."""
        return self._stream.tell()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def __enter__(self) -> JsonLines:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_object(line: bytes) -> dict[str, Any]:
    """One line as an object whose numbers are the text they were written as. Raises BadInput, repeating no value."""
    try:
        found = json.loads(
            line.decode("utf-8-sig"), object_pairs_hook=_pairs, parse_float=_Digits, parse_int=_Digits,
            parse_constant=_Digits,
        )
        if b"\\u" in line:
            json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair is no text (RFC 8259, 8.2)
    except BadInput:
        raise
    except (ValueError, RecursionError):
        raise _not_an_object() from None
    if not isinstance(found, dict):
        raise _not_an_object()
    return found


class _Digits(str):
    """A number as it was written."""

    __slots__ = ()


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1).encode("utf-8", "replace").decode()
        raise BadInput(
            Text(f"成员“{twice[:60]}”出现两次。", f"The member “{twice[:60]}” stands twice."), code="duplicate-member",
            field=twice[:60], todo=Text("请只保留一个。", "Keep one of them."),
        )
    return found


def cell_of(value: Any, name: str) -> str:
    """A member's value as a cell. Raises BadInput for a list or an object."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    raise BadInput(
        Text(f"成员“{name[:60]}”应为文字或数字。", f"The member “{name[:60]}” should be text or a number."), code="bad-member",
        field=name[:60], todo=Text("不接受嵌套的对象或数组。", "Nested objects and lists are not taken."),
    )


def unknown_member(name: str) -> BadInput:
    """The refusal of an object with a member that its form does not know."""
    return BadInput(
        Text(f"本表没有名为“{name[:60]}”的成员；未知成员一律拒绝，不会被忽略。",
             f"The form has no member “{name[:60]}”; unknown members are refused and never ignored."),
        code="unknown-member", field=name[:60],
        todo=Text("请改用表的字段名或代码（如 CF_WSH），或删去该成员。",
                  "Use the form's own key or code (such as CF_WSH), or remove the member."),
    )


def _not_an_object() -> BadInput:
    return BadInput(
        Text("该行不是合格的 JSON 对象。", "The line is not a well-formed JSON object."), code="malformed-row",
        instrument="RFC 8259", todo=Text("每行写一个 JSON 对象，UTF-8 编码。", "Write one JSON object a line, in UTF-8."),
    )
