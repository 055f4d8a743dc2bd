"""Decide what a waiting row means: whose it is, or that it is nobody's.

An officer decides, nothing is guessed. What was decided is remembered by authority, form and name,
so that the next such row offers it first; it is decided anew all the same.
"""

from __future__ import annotations

from datetime import date

from xinyong.errors import NotFound, Text
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided, Row
from xinyong.register.events import Erased, RecordFiled, RowDismissed, RowHeld
from xinyong.register.file_record import FileRecord, file_record
from xinyong.subjects import identifiers

DISMISSALS = ("not-an-organisation", "cannot-be-identified", "repeated", "filed-in-error")
EARLIER_CATEGORY = "administrative-acts"
"""The category of rows held before entries stated it."""


class IdentifyRow(Command):
    """``code``: the organisation that the acting officer found the row to mean."""

    row: int
    code: str


class DismissRow(Command):
    row: int
    reason: str  # one of DISMISSALS


def identify_row(command: IdentifyRow, context: Context) -> list[Decided]:
    """Event: ``record.filed`` (after ``organisation.registered`` where it is new), linked to the waiting row.

    Where the very record is held already, the row is dismissed as repeated.
    """
    _, body = _waiting(command.row, context)
    expected = context.law.rulebook.manifest.organisation_identifier
    reading = identifiers.get(expected).read(command.code)
    known = context.known.organisation(reading.code)
    filing = record_of(
        body, reading.code, expected, known["subject_kind"] if known else reading.subject_kind or "enterprise",
        command.row,
    )
    decided = file_record(filing, context)
    if not any(isinstance(each.event, RecordFiled) for each in decided):
        return _dismissal(command.row, "repeated", context)
    return decided


def dismiss_row(command: DismissRow, context: Context) -> list[Decided]:
    """Events: ``row.dismissed`` and the erasure of its content."""
    _waiting(command.row, context)
    articles.one_of(command.reason, DISMISSALS, "reason")
    return _dismissal(command.row, command.reason, context)


def _dismissal(row: int, reason: str, context: Context) -> list[Decided]:
    return [
        Decided(RowDismissed(row=row, reason=reason), context.today),
        Decided(Erased(targets=[row], reason="dismissed"), context.today),
    ]


def record_of(held: RowHeld, code: str, identifier: str, subject_kind: str, seq: int = 0) -> FileRecord:
    """The filing that a waiting row becomes: its content is what it would have been had the row carried the code."""
    content = dict(held.content)
    document = str(content.pop("document", ""))
    decided_on = date.fromisoformat(str(content.pop("decided_on")))
    procedure, gravity = str(content.pop("procedure", "")), str(content.pop("gravity", ""))
    kinds = str(content.pop("publication_kinds", content.get("kinds", "")))
    until = content.get("valid_until")
    stated = content.get("stated_publication_end") if held.form != "penalty" else None
    return FileRecord(
        code=code, name=held.name, category=held.category or EARLIER_CATEGORY, form=held.form, document=document,
        decided_on=decided_on, content=content, identifier=identifier, subject_kind=subject_kind,
        penalty_kinds=kinds.split(";") if kinds else [], gravity=gravity,
        procedure=procedure, held=seq, named=held.name,
        effect_until=date.fromisoformat(str(until)) if until else None,
        stated_end=date.fromisoformat(str(stated)) if stated else None,
    )


def _waiting(seq: int, context: Context) -> tuple[Row, RowHeld]:
    row, body = context.known.held(seq), context.known.held_row(seq)
    if row is None or body is None or row["lapses_on"] <= context.today:
        raise NotFound(
            Text(f"没有第{seq}号待识别的行，或已识别、失效。", f"There is no waiting row {seq}, or it is identified or lapsed."),
            field="row",
        )
    articles.own_act(context.actor.authority, row["authority"])
    return row, body
