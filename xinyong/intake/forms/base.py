"""What every form shares: its columns, how a heading is recognised, what a decoder is.

A form is the layout of one kind of file. It says which columns it knows and what becomes of each:
kept, dropped because it is personal, or dropped because the law keeps it out. A column that the
form does not know is not read at all.
"""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from xinyong.errors import BadInput, Text
from xinyong.register.core import Command
from xinyong.subjects.reading import IdentifierClass, Reading

Fate = Literal["kept", "personal", "dropped"]
Kind = Literal["text", "code", "date", "amount"]
CODE_KEYS = frozenset((
    "code", "registration_number", "organisation_code", "institution_number", "social_organisation_number",
    "deciding_authority_code", "source_code", "number",
))
"""Columns of codes: where a spreadsheet kept a number, leading zeros are lost, and the row is refused."""
RETURNED = ("intake_row", "intake_field", "intake_reason_zh", "intake_reason_en", "intake_ground", "intake_todo_zh",
            "intake_todo_en")  # columns of our own errors file: known, and ignored when it is sent again


class Column(NamedTuple):
    """A column: its key in the record's content, its titles, the headings it goes by."""

    key: str
    title: Text
    headings: tuple[str, ...]
    required: bool = False  # the heading must have it for the file to be of this form
    fate: Fate = "kept"
    limit: int = 2000  # characters
    kind: Kind = "text"
    must: bool = False  # every row has to fill it in
    options: tuple[str, ...] = ()  # what may stand there, as the official template offers it
    many: bool = False  # several options at once, joined by “;”
    example: str = ""  # made up, for the official template


class Setting(NamedTuple):
    """What a decoder may know besides the row: the day, the register's mode, the country's identifier."""

    today: date
    identifier: IdentifierClass
    mode: str  # "real" | "synthetic"
    person_identifier: str = ""  # the rulebook's class for natural persons

    def read_code(self, cell: str, *, name_exact: bool = False) -> Reading:
        """Read an organisation's code; raises BadInput, also for one of the wrong world (``mode``).

        ``name_exact``: the file is the registration itself, so that the name beside it is the registered one.
        """
        reading = self.identifier.read(cell, name_exact=name_exact)
        if reading.synthetic != (self.mode == "synthetic"):
            raise _wrong_world(reading.synthetic)
        return reading


def _wrong_world(synthetic: bool) -> BadInput:
    if synthetic:
        return BadInput(
            Text("这是虚构代码，真实登记册不予接受。", "This code is synthetic; a real register takes none."),
            code="synthetic-code", field="code", article=15,
            todo=Text("请报送真实代码；试验请使用合成登记册。", "Send real codes; use a synthetic register for trials."),
        )
    return BadInput(
        Text("合成登记册只接受虚构代码。", "A synthetic register takes synthetic codes only."), code="real-code",
        field="code", article=15,
        todo=Text("真实数据请报送真实登记册。", "Send real data to a real register."),
    )


class Warn(NamedTuple):
    """Something that was changed or dropped on the way in, said to the filer; ``code`` is stable."""

    code: str
    text: Text
    field: str = ""


Decoded = tuple[Command, tuple[Warn, ...]]
Decode = Callable[[Sequence[str]], Decoded]
"""Reads one row's cells; raises BadInput or Refused. The errors it raises never echo a cell."""


def heading_key(heading: str) -> str:
    """A heading reduced to what tells it from others: width, case, accents, spaces and marks dropped."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", heading)).casefold()
    return "".join(character for character in folded if character.isalnum())


def template_heading(column: Column) -> str:
    """A column's heading in the official template: its title in both languages."""
    return f"{column.title.zh} / {column.title.en}"


class Layout:
    """Where a form's columns stand in one file's heading."""

    def __init__(self, form: Form, heading: Sequence[str]) -> None:
        self.heading = list(heading)
        self.at: dict[str, int] = {}
        self.unknown: list[str] = []
        self.dropped: list[str] = []
        self.keys = [heading_key(title) for title in heading]
        for place, title in enumerate(heading):
            column = form.by_heading.get(self.keys[place])
            if column is None:
                if title.strip() and self.keys[place] not in _RETURNED_KEYS:
                    self.unknown.append(title.strip())
                continue
            if column.fate != "kept":
                self.dropped.append(column.key)
            if column.key in self.at and column.fate == "kept":
                raise BadInput(
                    Text(f"表头中有两列都是“{column.title.zh}”。", f"Two columns of the heading are both “{column.title.en}”."),
                    code="ambiguous-heading", field=column.key,
                    todo=Text("请只保留一列。", "Keep one of them."),
                )
            self.at.setdefault(column.key, place)

    def has(self, key: str) -> bool:
        return key in self.at

    def cell(self, key: str) -> Callable[[Sequence[str]], str]:
        """A function from a row to its cell in this column; "" for every row where the file lacks the column."""
        place = self.at.get(key)
        if place is None:
            return lambda cells: ""
        return lambda cells: cells[place]


_RETURNED_KEYS = frozenset(heading_key(name) for name in RETURNED)


class Form(ABC):
    """One layout of file. ``encodings``: those its senders use, the strictest first."""

    name: str
    title: Text
    columns: tuple[Column, ...]
    encodings: tuple[str, ...] = ("utf-8", "gb18030")

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """Columns by every name they go by: known headings, then the key and the bilingual title of our template."""
        found = {heading_key(heading): column for column in self.columns for heading in column.headings}
        for column in self.columns:
            for name in (column.key, template_heading(column)):
                found.setdefault(heading_key(name), column)
        return found

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    def missing_columns(self, heading: Sequence[str]) -> list[Column]:
        """The required columns that a heading lacks."""
        found = {column.key for title in heading if (column := self.by_heading.get(heading_key(title)))}
        return [column for column in self.columns if column.required and column.key not in found]

    def known_columns(self, heading: Sequence[str]) -> int:
        """How many columns of a heading this form knows: the better of two matches wins."""
        return sum(heading_key(title) in self.by_heading for title in heading)

    @abstractmethod
    def decoder(self, layout: Layout, setting: Setting) -> Decode:
        """A function that reads rows of this layout."""

    def about_person(self, layout: Layout, cells: Sequence[str]) -> bool:
        """Whether a row, by the class that it declares itself, is about a natural person."""
        return False

    def show(self, content: dict[str, str | int]) -> list[tuple[str, Text, Text]]:
        """A record's content as people read it: key, title, value in both languages."""
        return [
            (key, self.by_key[key].title if key in self.by_key else Text(key, key), Text(str(value), str(value)))
            for key, value in content.items()
        ]
