"""Emergency overlays: what law suspends or stresses for a time, each item under an instrument of its own.

An overlay is dated: it ends, or lapses at its review (Article 7). Relief suspends something that the register does: a
ground may not be used for what happened meanwhile, a class of records is held and not published. Aggravation adds
nothing: it points to grounds that the law of a list already has, under the law that punishes the conduct (Article 1).
Afterwards everything here stays readable: what was suspended, when, why, and under which instrument.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from xinyong.law.model_base import Sourced, Words

Ids = list[str]  # named here because a field called ``list`` hides the type of that name inside its class body


class OverlayItem(Sourced, frozen=True, kw_only=True):
    """One thing that is suspended or stressed.

    ``does``: ``no-listing`` (relief: the grounds of ``list`` are not used for conduct in the item's days),
    ``hold-records`` (relief: records of ``category``, with any of ``kinds`` if given, decided in its days are held
    and not published), ``stress`` (aggravation: grounds of ``list`` that law already has), ``elsewhere`` (it belongs
    to a part that this register does not keep, such as financial credit reporting; shown, and without effect here).
    """

    id: str
    title: Words
    side: Literal["relief", "aggravation"]
    does: Literal["no-listing", "hold-records", "stress", "elsewhere"]
    cite: str
    list: str = ""
    grounds: Ids = []
    category: str = ""
    kinds: Ids = []
    since: date | None = None  # a day of the overlay's; none: its first
    until: date | None = None  # its instrument's own end, which may come later than the overlay's; none: that one
    decline: Words | None = None  # who may refuse what it gives
    note: Words | None = None


class Overlay(Sourced, frozen=True, kw_only=True):
    """An emergency: its days, why, and its items. ``review_by``: where no end is set, it lapses on that day."""

    id: str
    title: Words
    reason: Words
    since: date
    until: date | None = None
    review_by: date | None = None
    items: list[OverlayItem]
    note: Words | None = None

    def days(self, item: OverlayItem) -> tuple[date, date]:
        """The item's first day and the first day after it."""
        last = item.until or self.until or self.review_by
        assert last is not None, "the loader refuses an overlay without an end"
        return item.since or self.since, last


Overlays = list[Overlay] | msgspec.UnsetType
"""Of a rulebook; unset where it knows none, so that editions adopted before keep their digest."""


def items_on(overlays: Overlays, day: date) -> Iterator[tuple[Overlay, OverlayItem]]:
    """The items whose days cover this one."""
    for overlay in overlays if not isinstance(overlays, msgspec.UnsetType) else []:
        for item in overlay.items:
            first, last = overlay.days(item)
            if first <= day < last:
                yield overlay, item


def suspending(overlays: Overlays, listing: str, ground: str, conduct_on: date) -> tuple[Overlay, OverlayItem] | None:
    """The relief under which this ground is not used for what was done on that day, if any."""
    return next(
        (
            (overlay, item)
            for overlay, item in items_on(overlays, conduct_on)
            if item.does == "no-listing" and item.list == listing and (not item.grounds or ground in item.grounds)
        ),
        None,
    )


def holding(
    overlays: Overlays, category: str, kinds: list[str], decided_on: date
) -> tuple[Overlay, OverlayItem] | None:
    """The relief under which a record of that day is held and not published, if any."""
    return next(
        (
            (overlay, item)
            for overlay, item in items_on(overlays, decided_on)
            if item.does == "hold-records"
            and item.category == category
            and (not item.kinds or set(kinds) & set(item.kinds))
        ),
        None,
    )
