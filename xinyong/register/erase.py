"""Erase what the law no longer lets the register keep (Article 14).

The entry names sequence numbers only. The bodies and their keys are destroyed in the same
transaction; the journal's root stays as it was.
"""

from __future__ import annotations

from xinyong.errors import NotFound, Text
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import Erased
from xinyong.subjects.ids import is_person_case


class EraseRecord(Command):
    """Erase a record with its corrections, once its retention has ended."""

    record: int


class EraseHeld(Command):
    """Erase a row that waited for identification until it lapsed."""

    row: int


class EraseCase(Command):
    """Erase a whole case once its retention has ended."""

    case: str


def erase_record(command: EraseRecord, context: Context) -> list[Decided]:
    """Event: ``entries.erased``."""
    found = context.known.record(command.record)
    if found is None:
        raise NotFound(
            Text(f"没有第{command.record}号记录，或已删除。", f"There is no record {command.record}, or it is erased."),
            field="record",
        )
    articles.retention_over(found[0]["retain_until"], context.today)
    entries = context.known.entries_of_record(command.record)
    return [Decided(Erased(targets=entries, reason="retention"), context.today)]


def erase_held(command: EraseHeld, context: Context) -> list[Decided]:
    """Event: ``entries.erased`` for a waiting row that nobody identified in time."""
    found = context.known.held(command.row)
    if found is None:
        raise NotFound(
            Text(f"没有第{command.row}号待识别的行，或已识别、删除。",
                 f"There is no waiting row {command.row}, or it is identified or erased."),
            field="row",
        )
    articles.retention_over(found["lapses_on"], context.today)
    return [Decided(Erased(targets=[command.row], reason="retention"), context.today)]


def erase_case(command: EraseCase, context: Context) -> list[Decided]:
    """Event: ``entries.erased`` for a case that ended, was dropped, lapsed or ran out, after its retention.

    Refused while an objection is open: nobody loses the file of what they are contesting.
    """
    row = context.known.casefile(command.case)
    if row is None:
        raise NotFound(
            Text("没有该案，或已删除。", "There is no such case, or it is erased."), field="case"
        )
    state = context.known.case(command.case)
    articles.retention_over(
        row["retain_until"], context.today,
        contested=state is not None and (state.objection or state.contest) is not None,
    )
    return [
        Decided(
            Erased(
                targets=context.known.entries_of_case(command.case), cases=[command.case],
                subjects=[] if is_person_case(command.case) else [row["subject"]],  # no index follows a person
                reason="retention",
            ),
            context.today,
        )
    ]
