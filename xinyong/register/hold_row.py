"""Hold a row that names an organisation without a code, until an officer identifies it.

Names match only to offer candidates; nothing is guessed. A held row is published nowhere and
lapses after thirty days (SAFEGUARDS, officers).
"""

from __future__ import annotations

from datetime import timedelta

from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import RowHeld
from xinyong.register.file_record import waiting_identity

HELD_DAYS = 30


class HoldRow(Command):
    form: str
    name: str
    content: dict[str, str | int]
    category: str = "administrative-acts"

    def identity(self) -> bytes:
        """What makes two rows the same row."""
        return waiting_identity(self.form, self.name, self.content)


def hold_row(command: HoldRow, context: Context) -> list[Decided]:
    """Event: ``row.held``, or none when the same row already waits."""
    articles.has_mandate(context, "file", command.category)
    articles.in_directory(context.law, command.category)
    articles.nothing_never_recorded(command.content)
    fingerprint = context.fingerprint(command.identity())
    if context.known.fingerprint(fingerprint) is not None:
        return []
    return [
        Decided(
            RowHeld(
                form=command.form, name=command.name, content=command.content, fingerprint=fingerprint,
                lapses_on=context.today + timedelta(days=HELD_DAYS), category=command.category,
            )
        )
    ]
