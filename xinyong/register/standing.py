"""What a subject's standing rows mean on a day.

A row holds only dates and flags, so that endings happen by the clock alone: whether a listing is
in force is computed from the day asked about and never depends on a job having run (Article 7).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

State = Literal["not-begun", "unsealed", "in-force", "suspended", "expired", "lapsed", "ended"]


class Exemption(NamedTuple):
    """One action that a listing does not touch for the subject in ``since <= day < until``."""

    action: str
    since: date
    until: date


class Standing(NamedTuple):
    """One listing of one subject, as narrow as a check needs it."""

    subject: str
    list: str
    case: str
    authority: str
    since: date | None  # None: the source states no beginning
    until: date | None  # first day no longer in force
    review_by: date | None  # lapses on this day unless renewed
    ended_on: date | None
    objection: bool
    variant: str  # the kind of sanction, where a mirrored list has several
    seq: int  # entry that began it
    suspended: bool = False  # no effect until resumed by decision
    contested: bool = False  # reconsideration or a suit is under way
    binds: int = 0  # entry that must be sealed before it has effect (its beginning, or its resumption)
    relief_on: date | None = None  # suspended and not resumed by then, it is over
    exempt: tuple[Exemption, ...] = ()

    @classmethod
    def of(cls, row: dict[str, Any], exemptions: Iterable[dict[str, Any]] = ()) -> Standing:
        """From a ``standing`` row and the subject's ``exemption`` rows."""
        return cls(
            row["subject"], row["list"], row["id"], row["authority"], row["since"], row["until"], row["review_by"],
            row["ended_on"], bool(row["objection"]), row["variant"], row["seq"], bool(row["suspended"]),
            bool(row["contested"]), row["binds"], row["relief_on"],
            tuple(Exemption(e["action"], e["since"], e["until"]) for e in exemptions if e["id"] == row["id"]),
        )

    def exempts(self, action: str, day: date) -> bool:
        """Whether the action is free on the day although the listing stands."""
        return any(e.action == action and e.since <= day < e.until for e in self.exempt)


def state_on(standing: Standing, day: date, sealed_size: int | None = None) -> State:
    """The listing's state on ``day``.

    ``sealed_size``: entries below it are under a signed checkpoint; an adverse beginning has no
    effect before it is sealed, while endings count at once. ``None`` looks at dates alone.
    """
    if standing.ended_on is not None and day >= standing.ended_on:
        return "ended"
    if standing.until is not None and day >= standing.until:
        return "expired"
    if standing.review_by is not None and day >= standing.review_by:
        return "lapsed"
    if standing.since is not None and day < standing.since:
        return "not-begun"
    if standing.suspended:
        return "ended" if standing.relief_on is not None and day >= standing.relief_on else "suspended"
    if sealed_size is not None and max(standing.seq, standing.binds) >= sealed_size:
        return "unsealed"
    return "in-force"


def stands(standing: Standing, day: date) -> bool:
    """Whether the listing is neither over nor yet to come, with effect or without (suspended)."""
    return state_on(standing, day) in ("in-force", "suspended")


def in_force(standing: Standing, day: date, sealed_size: int | None = None) -> bool:
    """Whether the listing has effect on ``day``."""
    return state_on(standing, day, sealed_size) == "in-force"
