"""Rows that wait for identification: who they may be, for an officer to decide. Nothing here decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from xinyong.errors import Text
from xinyong.journal.officers import Signer
from xinyong.journal.port import Reading
from xinyong.office.office import Office
from xinyong.register.erase import EraseHeld
from xinyong.register.events import RowHeld
from xinyong.subjects.names.candidates import key_grams, rank
from xinyong.subjects.names.folding import fold

LOOKED_AT = 200
"""Organisations compared for one row at the most."""


class Offered(msgspec.Struct, frozen=True):
    """An organisation offered as the one a row may mean: how near (0–1) and why, in both languages."""

    code: str
    name: str
    score: float
    reasons: list[str]


class WaitingRow(msgspec.Struct, frozen=True):
    """A row without a code, as filed, with candidates by name, nearest first."""

    entry: int
    authority: str
    form: str
    name: str
    lapses_on: date
    content: dict[str, str | int]
    candidates: list[Offered]


def waiting_rows(office: Office, authority: str = "") -> Iterator[WaitingRow]:
    """The rows that wait (of one authority, or all) and have not lapsed, in the order they came."""
    today = office.today()
    with office.store.reading() as reading:
        rows = reading.rows("held", order="seq", **({"authority": authority} if authority else {}))
        for row in rows:
            event = reading.entry(row["seq"]).event
            if isinstance(event, RowHeld) and today < row["lapses_on"]:
                offered = {each.code: each for each in _decided_before(reading, row["authority"], event)}
                for each in candidates(reading, event.name):
                    offered.setdefault(each.code, each)
                yield WaitingRow(
                    row["seq"], row["authority"], event.form, event.name, row["lapses_on"], event.content,
                    list(offered.values()),
                )


def erase_lapsed(office: Office, signer: Signer) -> int:
    """Erase the rows that nobody identified in time (Article 14), one decision each; how many."""
    with office.store.reading() as reading:
        lapsed = reading.before("held", "lapses_on", office.today(reading) + timedelta(days=1))
    for row in lapsed:
        office.decide(EraseHeld(row=row["seq"]), signer)
    return len(lapsed)


def _decided_before(reading: Reading, authority: str, held: RowHeld) -> list[Offered]:
    """What officers of this authority decided the same name in the same form to mean, most often first."""
    rows = reading.rows("identified", folded=fold(held.name), authority=authority, form=held.form)
    found: list[Offered] = []
    for subject, count in Counter(row["subject"] for row in rows).most_common(3):
        row = reading.get("organisation", subject)
        if row is not None:
            reason = Text(f"前次由经办人核定为此（{count}次）", f"decided so by an officer earlier ({count} times)")
            found.append(Offered(row["code"], row["name"], 1.0, [str(reason)]))
    return found


def candidates(reading: Reading, name: str, limit: int = 5) -> list[Offered]:
    """Organisations whose names are near: the whole name first, then by its most telling pieces."""
    folded = fold(name)
    found: dict[str, dict[str, Any]] = {row["code"]: row for row in reading.search_names(folded)}
    for piece in key_grams(folded):
        if len(found) >= LOOKED_AT:
            break
        for row in reading.search_names(piece, LOOKED_AT - len(found)):
            found[row["code"]] = row
    return [
        Offered(str(each.row["code"]), each.name, each.score, [str(reason) for reason in each.reasons])
        for each in rank(name, found.values(), limit)
    ]
