"""One way to read files of every format: a heading, then records of cells as text.

The format is told by the bytes and never by the name: a ZIP archive is a spreadsheet (XLSX), an opening
brace begins JSON Lines, everything else is delimited text. What a spreadsheet or an object can say that
text cannot (a number where a code must stand, a member that no form knows) is settled in the reader, so
that forms see the same cells whatever they came in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from xinyong.errors import XinyongError
from xinyong.intake.forms.base import Form, Layout
from xinyong.intake.forms.registry import encodings, recognise
from xinyong.intake.json_lines import JsonLines
from xinyong.intake.reading import Examined, Record
from xinyong.intake.reading import Sheet as Delimited
from xinyong.intake.xlsx import Spreadsheet


class Sheet(Protocol):
    """An open file of any format. Close it, or use it as a context manager."""

    path: Path
    examined: Examined
    heading: list[str]

    def know(self, form: Form, layout: Layout) -> None:
        """Told once, before the records are read, what the form makes of the columns."""

    def records(self) -> Iterator[Record]:
        """Every record that is not empty, in order; one that cannot be read carries its error."""

    def position(self) -> int:
        """About how many bytes of ``examined.size`` were read so far."""

    def close(self) -> None: ...

    def __enter__(self) -> Sheet: ...

    def __exit__(self, *_: object) -> None: ...


def open_sheet(path: Path, forms: Sequence[Form]) -> Sheet:
    """Open a file that should be of one of these forms.

    Of a spreadsheet's worksheets the one is taken whose heading is of a form. Raises BadInput when the
    file cannot be read at all.
    """
    try:
        with open(path, "rb") as stream:
            head = stream.read(64)
    except OSError:
        head = b""  # the reader of text says what is wrong with the path
    if head.startswith(b"PK\x03\x04"):
        return Spreadsheet(path, lambda heading: _of_a_form(heading, forms))
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return JsonLines(path)
    return Delimited(path, encodings(forms))


def _of_a_form(heading: Sequence[str], forms: Sequence[Form]) -> bool:
    try:
        recognise(heading, forms)
    except XinyongError:
        return False
    return True
