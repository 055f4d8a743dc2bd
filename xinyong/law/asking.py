"""Who may ask about a natural person, for which action, under which instrument: a closed table (Article 12).

Kinds of relying party are code, not data: there is none for employers, landlords, schools, clubs, insurers or
relatives, and no rulebook can add one. What each kind may ask for is bounded here too; a rulebook's rows
(``asking.yaml``) say under which instrument it is that party's duty. Somebody whom no row names may be brought
a report by the person.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from msgspec import UnsetType

from xinyong.errors import Text
from xinyong.law.model_base import Sourced, Words

RelyingParty = Literal["carrier", "procurement", "licensing", "border-control"]
Floor = Literal["law", "regulation", "policy"]


class Bounds(NamedTuple):
    """What a kind of relying party may ask at all: the actions' beginnings, and what rank can make it a duty."""

    title: Text
    purpose: Text
    families: tuple[str, ...]
    least_rank: Floor


EXIT = "travel.exit"
PARTIES: dict[RelyingParty, Bounds] = {
    "carrier": Bounds(Text("承运人", "carrier"), Text("售票", "sale of a ticket"), ("travel.",), "policy"),
    "procurement": Bounds(
        Text("采购、招标机构", "procurement or tendering body"), Text("采购、招标资格审查", "eligibility in a procurement"),
        ("procurement.", "tender."), "regulation",
    ),
    "licensing": Bounds(
        Text("许可、登记机关", "licensing or registering body"), Text("法定禁止条件审查", "statutory bar to a licence or office"),
        ("licence.", "qualification.", "office.", "occupation."), "regulation",
    ),
    "border-control": Bounds(Text("出入境边防", "border control"), Text("出境查验", "check of an exit order"), (EXIT,), "law"),
}  # fmt: skip
"""Closed: exit orders for border control alone, tickets for carriers alone, statutory bars for who must apply them."""


def within(party: RelyingParty, action: str) -> bool:
    """Whether a kind of relying party may ask about the action at all."""
    if action == EXIT:
        return party == "border-control"
    return action.startswith(PARTIES[party].families)


def action_class(action: str) -> str:
    """What the look-up log keeps of an action: its first part, which tells no route, class or place."""
    return action.partition(".")[0]


class Kept(Sourced, frozen=True, kw_only=True):
    """How long a look-up is kept for its subject.

    ``like``: the instrument whose term this rule of the register follows, where none binds everywhere.
    """

    months: int
    like: str = ""


class Duty(Sourced, frozen=True, kw_only=True):
    """One row: these actions are asked by this kind of relying party because this instrument makes it their duty."""

    id: str
    party: RelyingParty
    actions: list[str]
    cite: str
    since: date
    until: date | None = None
    duty: Words
    kept: Kept
    note: Words | None = None


Asking = dict[str, Duty] | UnsetType
"""A rulebook's rows by id; unset: nobody may ask about a person."""
