"""Correct or withdraw a filed record. Only the authority that filed it may; what was told is told anew.

A correction is an entry of its own beside the original, which stays (Article 15); a withdrawal
(annulled, filed in error, withdrawn by its source) takes the record out of every view at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from xinyong.errors import NotFound, Text
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided, Row
from xinyong.register.events import RecordCorrected, RecordFiled, RecordWithdrawn

CORRECTION_REASONS = ("clerical-error", "source-corrected", "objection-upheld")
WITHDRAWAL_REASONS = ("annulled", "filed-in-error", "source-withdrew", "objection-upheld")


class CorrectRecord(Command):
    record: int
    changes: dict[str, str | int]
    reason: str
    document: str


class WithdrawRecord(Command):
    record: int
    reason: str
    document: str


def correct_record(command: CorrectRecord, context: Context) -> list[Decided]:
    """Event: ``record.corrected``. Only fields that the form has can be corrected, never the subject."""
    row, filed = own_record(command.record, context)
    articles.one_of(command.reason, CORRECTION_REASONS, "reason")
    articles.document_named(command.document)
    unknown = sorted(set(command.changes) - set(filed.content))
    if unknown:
        raise articles.refused(
            2,
            Text(
                f"原记录没有这些字段：{'、'.join(unknown)}；更正不得增添内容。",
                f"The record has no field {', '.join(unknown)}; a correction adds nothing.",
            ),
            field=unknown[0],
        )
    articles.nothing_never_recorded(command.changes)
    _of_a_person(row, {**command.changes, "document": command.document}, context)
    return [
        Decided(
            RecordCorrected(
                record=command.record, changes=command.changes, reason=command.reason, document=command.document
            ),
            context.today,
            sealed_by(row, context),
        )
    ]


def withdraw_record(command: WithdrawRecord, context: Context) -> list[Decided]:
    """Event: ``record.withdrawn``."""
    row, _ = own_record(command.record, context)
    articles.one_of(command.reason, WITHDRAWAL_REASONS, "reason")
    articles.document_named(command.document)
    _of_a_person(row, {"document": command.document}, context)
    return [
        Decided(
            RecordWithdrawn(record=command.record, reason=command.reason, document=command.document), context.today,
            sealed_by(row, context),
        )
    ]


def _of_a_person(row: Row, texts: Mapping[str, str | int], context: Context) -> None:
    """What is changed in a person's record is coded as the record was: no words come in by way of a correction."""
    if sealed_by(row, context):
        articles.coded_only(texts)
        articles.nothing_of_a_person({field: value for field, value in texts.items() if isinstance(value, str)})


def sealed_by(row: Row, context: Context) -> str:
    """Whose key seals what follows on a record: the person's it is about, "" for an organisation's."""
    subject: str = row["subject"]
    return "" if context.known.subject(subject) is not None else subject


def own_record(seq: int, context: Context) -> tuple[Row, RecordFiled]:
    """A record that the acting authority filed and that still stands. Raises NotFound, Refused (Article 1)."""
    found = context.known.record(seq)
    if found is None or found[0]["state"] == "withdrawn":
        raise NotFound(
            Text(f"没有第{seq}号记录，或其已被撤回、删除。", f"There is no record {seq}, or it was withdrawn or erased."),
            field="record",
        )
    articles.own_act(context.actor.authority, found[0]["authority"])
    return found
