"""What became of an organisation: who took its place, whose place it took, when it was dissolved.

Shown on both sides, and for information alone: neither listings nor records pass over with it, because a
measure binds the one named in the decision (Article 10). Where the other side stands for one natural person (a
sole trader that became a company), nothing leads from here to it (Article 11).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from xinyong.casework.documents.written import day
from xinyong.errors import Text
from xinyong.journal.port import Reading
from xinyong.register.events import OrganisationDissolved, OrganisationSucceeded
from xinyong.subjects.protection import protected

Relation = Literal["succeeded-by", "successor-of", "dissolved"]
HOW: dict[str, Text] = {
    "merger": Text("新设合并", "merger"),
    "absorption": Text("吸收合并", "absorption"),
    "division": Text("分立", "division"),
    "conversion": Text("改制", "conversion"),
}
NOT_INHERITED = Text(
    "名单和记录不随承继转移：措施只约束决定所载明的主体（第10条）。",
    "Neither listings nor records pass over with it: a measure binds the one named in the decision (Article 10).",
)
_SOMEBODY = Text("一户受自然人同等保护的个体", "a business protected as a person is")


class Turn(NamedTuple):
    """One turn in an organisation's life. ``code`` and ``name``: the other side's, "" where there is none to show."""

    relation: Relation
    how: str  # key of HOW, "" for a dissolution
    since: date
    document: str
    code: str
    name: str
    seq: int

    @property
    def told(self) -> Text:
        """The turn in one sentence."""
        when = day(self.since)
        if self.relation == "dissolved":
            return Text(f"自{when.zh}起终止（注销）。", f"Dissolved from {when.en} on.")
        how = HOW.get(self.how, Text(self.how, self.how))
        other = Text(f"{self.name}（{self.code}）", f"{self.name} ({self.code})") if self.code else _SOMEBODY
        if self.relation == "succeeded-by":
            return Text(f"自{when.zh}起由{other.zh}承继（{how.zh}）。",
                        f"From {when.en} on, {other.en} has taken its place ({how.en}).")
        return Text(f"自{when.zh}起承继{other.zh}（{how.zh}）。",
                    f"From {when.en} on, it has taken the place of {other.en} ({how.en}).")


def caution(turns: Sequence[Turn]) -> Text | None:
    """What must be said beside a succession; None where there is none."""
    return NOT_INHERITED if any(turn.how for turn in turns) else None


def turns(reading: Reading, subject: str) -> list[Turn]:
    """The turns of one organisation by day, oldest first. Journal reads: three, and two for each turn."""
    found = [
        _succession(reading, row, "succeeded-by", row["successor"])
        for row in reading.rows("succession", subject=subject)
    ]
    found += [
        _succession(reading, row, "successor-of", row["subject"])
        for row in reading.rows("succession", successor=subject)
    ]
    found += [
        Turn("dissolved", "", row["since"], _document(reading, row["seq"]), "", "", row["seq"])
        for row in reading.rows("dissolution", subject=subject)
    ]
    return sorted(found, key=lambda turn: (turn.since, turn.seq))


def _succession(reading: Reading, row: dict[str, Any], relation: Relation, other: str) -> Turn:
    rows = reading.rows("organisation", limit=1, subject=other)
    shown = rows and not protected(rows[0]["subject_kind"], rows[0]["flags"] or "")
    code, name = (rows[0]["code"], rows[0]["name"]) if shown else ("", "")
    return Turn(relation, row["how"], row["since"], _document(reading, row["seq"]), code, name, row["seq"])


def _document(reading: Reading, seq: int) -> str:
    event = reading.entry(seq).event
    return event.document if isinstance(event, OrganisationSucceeded | OrganisationDissolved) else ""
