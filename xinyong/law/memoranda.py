"""Interdepartmental memoranda on joint discipline (联合惩戒备忘录), as published, and nothing that follows from them.

A memorandum is an agreement of bodies on who applies what to whom. It is policy at most and grounds nothing:
each body applies its own item of the national list of measures under an instrument of its own, and only what the
list's own law gives. ``law.rules_memoranda`` weighs each item against that and says whether law carries it. The
compiled table is made from lists alone, so an item that is not carried reaches nobody.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from xinyong.law.model_base import Sourced, Words
from xinyong.law.vocabulary import Effect


class Basis(Sourced, frozen=True, kw_only=True):
    """One instrument that an item rests on, as the memorandum names it."""

    cite: str


class MemorandumItem(Sourced, frozen=True, kw_only=True):
    """One item: which body does what to those on the list, and what that rests on.

    ``measure``: the item of the national list it comes nearest to; empty where none fits. ``implementer``: the body as
    the national list words it (English), which must be named there. ``carried``: what the author of the entry found,
    run like a worked example whenever the rulebook is loaded.
    """

    number: int
    title: Words
    bodies: list[Words]
    measure: str = ""
    implementer: str = ""
    effect: Effect = "advisory"
    actions: list[str] = []
    rests_on: list[Basis] = []
    bears_on: Literal["listed", "responsible", "convicted", "family", "associates"] = "listed"
    carried: bool
    note: Words | None = None


class Memorandum(Sourced, frozen=True, kw_only=True):
    """One memorandum. ``instrument``: its own entry among the instruments, with number, day and issuers."""

    id: str
    title: Words
    instrument: str
    lists: list[str]  # whose listings it is about; empty where the register has no such list
    signatories: int  # how many bodies signed
    whole: bool  # whether every item is entered; else the texts read did not show the others
    items: list[MemorandumItem]
    note: Words | None = None


Memoranda = list[Memorandum] | msgspec.UnsetType
"""Of a rulebook; unset where it knows none, so that editions adopted before keep their digest."""
