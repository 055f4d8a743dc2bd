"""Verdicts: standing × the effective-dated table of list, measure and action. Pure.

Deny overrides: of all that is in force the strictest effect decides, and every reason is given.
The answer says its own limits; what is unknown or not covered never means listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec

from xinyong.law.compile import Rule
from xinyong.law.model import Effect
from xinyong.register.standing import Standing, in_force, source_of

Outcome = Literal["clear", "prohibited", "conditional", "advisory", "favoured"]

_STRICTNESS: tuple[Effect, ...] = ("favoured", "advisory", "conditional", "prohibited")


class Words(msgspec.Struct, frozen=True):
    """A text in both languages."""

    zh: str
    en: str


class Remedy(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way to contest a listing: before whom it is brought is in the article cited."""

    remedy: str
    title: Words
    cite: str
    within_days: int | None = None
    within_months: int | None = None
    runs: Words | None = None  # within what time, and from when it runs


# Named here because a field called ``list`` hides the type of that name inside its class body.
Cites = list[str]
Remedies = list[Remedy]
Sources = list[str]


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """One listing in force that touches the action, and what its law says follows."""

    list: str
    title: Words
    authority: str
    entry: int  # number of the entry that began it
    case: str
    measure: str
    measure_title: Words
    effect: Effect
    cites: Cites
    since: date | None  # None: the source states no beginning
    until: date | None  # None: ends on an event; reviewed by ``review_by``
    review_by: date | None
    end_stated: bool
    objection_open: bool  # or a reconsideration or suit
    verified: bool  # whether both the list's law and what it gives here were read in a text
    sources: Sources  # where each of the two was read: keys of docs/law-sources.md, K for knowledge not checked
    contest: Remedies = []
    reach: str = "nationwide"  # how far a mirrored sanction binds
    contested: bool = False  # courts or scholars differ on that reach
    note: Words | None = None
    source: str = ""  # of a listing that carries out another: that one's list
    source_case: str = ""


class Turn(msgspec.Struct, frozen=True, omit_defaults=True):
    """A succession or dissolution of the organisation: for information, nothing is inherited with it (Article 10)."""

    relation: Literal["succeeded-by", "successor-of", "dissolved"]
    since: date
    entry: int
    told: Words
    how: str = ""  # merger | absorption | division | conversion
    code: str = ""  # the other organisation's; empty where it is protected as a person is


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to one question about one subject and one action on one day."""

    verdict: Outcome
    code: str
    action: str
    at: date
    reasons: list[Reason]
    as_of: int  # ms since 1970 UTC: the index followed the journal until then
    entries: int  # entries applied
    sealed: int  # entries under the newest checkpoint
    edition: str
    known: date | None = None  # when asked what was known then
    not_covered: bool = False  # the register holds no such subject: clear of what it holds, no more
    history: bool = False
    limits: list[Words] = []
    became: list[Turn] = []


class Hit(NamedTuple):
    """A listing in force and a rule of its list that touches the action, with the effect it has there."""

    standing: Standing
    rule: Rule
    effect: Effect


def judge(
    listings: Sequence[Standing], table: Mapping[str, Iterable[Rule]], action: str, day: date, sealed: int | None,
    place: str = "",
) -> tuple[Outcome, list[Hit]]:
    """The strictest effect on ``action`` of what is in force on ``day``, and all that touch it.

    ``place``: where the action is to be done, as a division code; it confines regional lists (Article 12).
    """
    hits = [
        Hit(standing, rule, effect)
        for standing in listings
        if standing.list in table and in_force(standing, day, sealed, listings)
        and not _exempted(standing, listings, action, day)
        for rule in rules_of(table, standing, listings)
        if rule.action == action and (effect := _effect_at(rule, place)) is not None
    ]
    if not hits:
        return "clear", []
    hits.sort(key=lambda hit: _STRICTNESS.index(hit.effect), reverse=True)
    return hits[0].effect, hits


def rules_of(
    table: Mapping[str, Iterable[Rule]], standing: Standing, listings: Iterable[Standing]
) -> Iterator[Rule]:
    """The rules that bind a listing: of its kind of sanction, or of the list whose listing it carries out."""
    source = source_of(standing, listings)
    carried = source.list if source else ""
    for rule in table.get(standing.list, ()):
        if rule.variant in ("", standing.variant) and rule.carries == carried and rule.binds(standing.since):
            yield rule


def _exempted(standing: Standing, listings: Iterable[Standing], action: str, day: date) -> bool:
    """What is free of the listing that is carried out is free of what carries it out."""
    source = source_of(standing, listings)
    return standing.exempts(action, day) or (source is not None and source.exempts(action, day))


def _effect_at(rule: Rule, place: str) -> Effect | None:
    """A regional rule binds inside its territory, elsewhere not at all; where the place is not said it only informs."""
    if not rule.territory or place.startswith(rule.territory):
        return rule.effect
    if place:
        return None
    return rule.effect if rule.effect == "favoured" else "advisory"


def to_builtins(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain data for ``--json`` and the API."""
    plain = msgspec.to_builtins(verdict)
    assert isinstance(plain, dict)
    return plain
