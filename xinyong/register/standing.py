"""What a subject's standing rows mean on a day.

A row holds only dates and flags, so that endings happen by the clock alone: whether a listing is
in force is computed from the day asked about and never depends on a job having run (Article 7).

A listing that carries out another (``source``) has what effect its source leaves it: whoever reads it must hand in
the subject's other rows. Without them it has none, so that to forget them relieves and never burdens.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

State = Literal["not-begun", "unsealed", "in-force", "suspended", "expired", "lapsed", "ended"]
OVER: tuple[State, ...] = ("ended", "expired", "lapsed")


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
    source: str = ""  # the case that this listing carries out: no effect where that has none
    restored: int = 0  # entry that restored it after a repair, 0 for none
    lost: int = 0  # an honour's: the entry that took it away, once that is sealed

    @classmethod
    def of(cls, row: dict[str, Any], exemptions: Iterable[dict[str, Any]] = ()) -> Standing:
        """From a ``standing`` row and the subject's ``exemption`` rows."""
        return cls(
            row["subject"], row["list"], row["id"], row["authority"], row["since"], row["until"], row["review_by"],
            row["ended_on"], bool(row["objection"]), row["variant"], row["seq"], bool(row["suspended"]),
            bool(row["contested"]), row["binds"], row["relief_on"],
            tuple(Exemption(e["action"], e["since"], e["until"]) for e in exemptions if e["id"] == row["id"]),
            row["source"], row["restored"], row["lost"],
        )

    def exempts(self, action: str, day: date) -> bool:
        """Whether the action is free on the day although the listing stands."""
        return any(e.action == action and e.since <= day < e.until for e in self.exempt)


def standings_of(rows: Iterable[dict[str, Any]], exemptions: Iterable[dict[str, Any]] = ()) -> list[Standing]:
    """From all of one subject's ``standing`` rows, and its ``exemption`` rows."""
    known = list(exemptions)
    return [Standing.of(row, known) for row in rows]


def source_of(standing: Standing, others: Iterable[Standing]) -> Standing | None:
    """The listing that this one carries out, among the subject's; None where it carries out none, or it is gone."""
    return next((each for each in others if each.case == standing.source), None) if standing.source else None


def state_on(
    standing: Standing, day: date, sealed_size: int | None = None, others: Iterable[Standing] = ()
) -> State:
    """The listing's state on ``day``.

    ``sealed_size``: entries below it are under a signed checkpoint; an adverse beginning has no
    effect before it is sealed, and takes no honour away before; endings count at once. ``None`` looks at
    dates alone. ``others``: the subject's listings, among them the one that this one carries out.
    """
    own = _own_state(standing, day, sealed_size)
    if not standing.source or own in OVER:
        return own
    source = source_of(standing, others)
    if source is None or source.restored > standing.seq:  # it had ended; what is restored must be carried out anew
        return "ended"
    theirs = _own_state(source, day, sealed_size)
    if theirs in OVER:
        return "ended"
    return next((state for state in _WEAKEST if state in (own, theirs)), "in-force")


_WEAKEST: tuple[State, ...] = ("not-begun", "suspended", "unsealed")


def _own_state(standing: Standing, day: date, sealed_size: int | None) -> State:
    if standing.ended_on is not None and day >= standing.ended_on:
        return "ended"
    if standing.lost and (sealed_size is None or standing.lost < sealed_size):
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


def stands(standing: Standing, day: date, others: Iterable[Standing] = ()) -> bool:
    """Whether the listing is neither over nor yet to come, with effect or without (suspended)."""
    return state_on(standing, day, None, others) in ("in-force", "suspended")


def in_force(
    standing: Standing, day: date, sealed_size: int | None = None, others: Iterable[Standing] = ()
) -> bool:
    """Whether the listing has effect on ``day``."""
    return state_on(standing, day, sealed_size, others) == "in-force"
