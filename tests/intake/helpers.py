"""What the tests of the intake share: settings without a register, synthetic codes, files."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from xinyong.errors import XinyongError
from xinyong.intake.forms.base import Decoded, Layout, Setting
from xinyong.intake.forms.registry import FORMS, encodings, named, recognise
from xinyong.intake.reading import Sheet
from xinyong.register.core import Command
from xinyong.subjects.identifiers import get

TODAY = date(2026, 5, 1)
SYNTHETIC = Setting(TODAY, get("uscc"), "synthetic")
REAL = Setting(TODAY, get("uscc"), "real")
BRAZIL = Setting(TODAY, get("cnpj"), "real")
BRAZIL_SYNTHETIC = Setting(TODAY, get("cnpj"), "synthetic")


def code(seq: int) -> str:
    """The ``seq``-th made-up unified code."""
    return get("uscc").synthetic(seq)


def csv_text(heading: list[str], rows: list[list[str]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows([heading, *rows])
    return stream.getvalue()


def write(path: Path, heading: list[str], rows: list[list[str]], encoding: str = "utf-8") -> Path:
    path.write_bytes(csv_text(heading, rows).encode(encoding))
    return path


def decode_row(form: str, row: dict[str, str], setting: Setting = SYNTHETIC) -> Decoded:
    """One row given by its headings."""
    layout = Layout(FORMS[form], list(row))
    return FORMS[form].decoder(layout, setting)(list(row.values()))


def decode_file(path: Path, setting: Setting, allowed: list[str]) -> tuple[list[Command], list[XinyongError]]:
    """All rows of a file: the commands and the errors."""
    forms = named("auto", allowed)
    commands: list[Command] = []
    errors: list[XinyongError] = []
    with Sheet(path, encodings(forms)) as sheet:
        form = recognise(sheet.heading, forms)
        decode = form.decoder(Layout(form, sheet.heading), setting)
        for record in sheet.records():
            try:
                if record.error is not None:
                    raise record.error
                commands.append(decode(record.cells)[0])
            except XinyongError as error:
                errors.append(error)
    return commands, errors
