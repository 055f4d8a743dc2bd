"""What forms about organisations read alike in every row: who it is about, texts, days, coded words.

A row with a valid code becomes a ``FileRecord``; one that names an organisation by no code becomes a
``HoldRow`` and waits, nothing guessed; one about a natural person is refused unread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.base import Form, Layout, Setting, Warn
from xinyong.intake.personal import narrative, natural_person, no_personal_number, seems_a_person
from xinyong.intake.values import clean, halfwidth, in_future, missing, read_date, too_long
from xinyong.register.file_record import FileRecord
from xinyong.register.hold_row import HoldRow
from xinyong.subjects.reading import WARNINGS, Reading

PERSON_CLASSES = ("自然人", "个人", "公民")
PERSON_COLUMNS = ("person_document_kind", "person_document")


class RowReader:
    """Reads rows of one layout of one form."""

    def __init__(self, form: Form, layout: Layout, setting: Setting) -> None:
        self.form, self.layout, self.setting = form, layout, setting
        self.cell: dict[str, Callable[[Sequence[str]], str]] = {
            column.key: layout.cell(column.key) for column in form.columns
        }
        self._places = {column.key: (layout.at.get(column.key), column.limit) for column in form.columns}

    # --- cells -------------------------------------------------------------------------------

    def text(self, cells: Sequence[str], key: str) -> str:
        """A cell's text, "" where it is empty or the file lacks the column. Raises BadInput when too long."""
        place, limit = self._places[key]
        if place is None or not (cell := cells[place]):
            return ""
        text = clean(cell, key)
        if len(text) > limit:
            raise too_long(key, limit)
        return text

    def required(self, cells: Sequence[str], key: str) -> str:
        """As ``text``; raises BadInput for an empty cell."""
        text = self.text(cells, key)
        if not text:
            raise missing(key, self.form.by_key[key].title)
        return text

    def day(self, cells: Sequence[str], key: str) -> date | None:
        """A day, also one to come (an end)."""
        return read_date(self.cell[key](cells), key)

    def past_day(self, cells: Sequence[str], key: str) -> date:
        """A day that must stand there and must have come."""
        day = self.day(cells, key)
        if day is None:
            raise missing(key, self.form.by_key[key].title)
        if day > self.setting.today:
            raise in_future(key)
        return day

    def coded(self, cells: Sequence[str], key: str, words: Mapping[str, str], *, default: str = "") -> str:
        """A cell's code through a closed vocabulary. Raises BadInput for a word that it does not know."""
        text = halfwidth(self.text(cells, key)).casefold()
        if not text:
            return default
        if text not in words:
            raise unknown_word(key, self.form.by_key[key].title, list(dict.fromkeys(words.values())))
        return words[text]

    def narratives(
        self, cells: Sequence[str], keys: Sequence[str], content: dict[str, str | int], warns: list[Warn]
    ) -> None:
        """Narrative cells into ``content``, what is never recorded blanked first."""
        for key in keys:
            kept, more = narrative(self.text(cells, key), key)
            warns.extend(more)
            if kept:
                content[key] = kept

    def days(self, cells: Sequence[str], keys: Sequence[str], content: dict[str, str | int]) -> None:
        """Days into ``content``, as ISO text."""
        for key in keys:
            day = self.day(cells, key)
            if day is not None:
                content[key] = day.isoformat()

    # --- whom it is about --------------------------------------------------------------------

    def subject(self, cells: Sequence[str], warns: list[Warn]) -> tuple[Reading | None, str]:
        """The reading of the code (None where there is none) and the name. Raises for a natural person."""
        self._no_person(cells)
        code = self.text(cells, "code")
        reading = self.setting.read_code(code) if code else None
        name = self.required(cells, "name")
        no_personal_number(name)
        if reading is None and not self._party(cells) and seems_a_person(name):
            raise natural_person("name")
        if reading is not None:
            warns.extend(Warn(code, WARNINGS[code], "code") for code in reading.warnings)
        return reading, name

    def _party(self, cells: Sequence[str]) -> str:
        return self.cell["party_class"](cells).strip() if "party_class" in self.cell else ""

    def _no_person(self, cells: Sequence[str]) -> None:
        party = self._party(cells)
        if any(word in party for word in PERSON_CLASSES) and "法人" not in party:
            raise natural_person("party_class")
        columns = [key for key in PERSON_COLUMNS if key in self.cell]
        if not self.cell["code"](cells).strip() and any(self.cell[key](cells).strip() for key in columns):
            raise natural_person("person_document")


def filed_or_held(command: FileRecord, reading: Reading | None) -> FileRecord | HoldRow:
    """The filing, or the row that waits in its place because no code says whose it is."""
    if reading is not None:
        return command
    waiting: dict[str, str | int] = {"decided_on": command.decided_on.isoformat(), **command.content}
    for key, value in (("document", command.document), ("procedure", command.procedure), ("gravity", command.gravity)):
        if value:
            waiting[key] = value
    if command.penalty_kinds and "kinds" not in waiting:
        waiting["publication_kinds"] = ";".join(command.penalty_kinds)
    return HoldRow(form=command.form, name=command.name, content=waiting, category=command.category)


def unknown_word(field: str, title: Text, known: Sequence[str]) -> BadInput:
    """The refusal of a word outside a closed vocabulary."""
    return BadInput(
        Text(f"“{title.zh}”不在词表中。", f"“{title.en}” is not in the vocabulary."), code="unknown-word", field=field,
        todo=Text("请使用模板中列出的取值。", "Use one of the values that the official template lists: " + ", ".join(known) + "."),
    )
