"""What the document of one later step says, before it is set into its frame."""

from __future__ import annotations

from typing import NamedTuple

from xinyong.errors import Text

Row = tuple[Text, Text]
REASON, DOCUMENT = Text("事由", "Reason"), Text("所据文书", "Document")


class Told(NamedTuple):
    """What one document says."""

    title: Text
    lead: Text
    rows: list[Row]
    after: list[Text]  # what follows
    adverse: bool = False  # then the remedies are told as well
    grounds: bool = False  # then the facts, reasons and articles that the listing rests on are told again
    cites: tuple[tuple[str, bool], ...] = ()  # what it is decided under, and whether that was verified
