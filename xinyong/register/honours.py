"""What adverse listings do to honours: take them away, let them stand again.

An honour is lost where its own law names the list (ending ``black-listed``), in the transaction that begins the
listing, and with the same seal. It stands again whenever that listing has no rightful effect: while it is
suspended, and for good once it was withdrawn as never rightful. What ended rightly (performed, repaired, over)
gives nothing back: the honour is earned anew. See ADR 0016.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xinyong.law.dates import add_months
from xinyong.law.honours import adverse_to_honours, ends_honour
from xinyong.register.core import Context, Decided, Row
from xinyong.register.events import HonourLost, HonourReturned
from xinyong.register.retention import kept_until, retention_of
from xinyong.register.standing import Standing, stands

NEVER_RIGHTFUL = ("annulled", "corrected")
"""Endings that say the listing should not have been."""


def honours_lost(
    case: str, subject: str, listing: str, context: Context, ends: Sequence[date | None]
) -> list[Decided]:
    """Events: ``honour.lost`` for each honour that a listing beginning (or resuming) today takes away.

    ``ends``: the days on which the clock ends that listing. What is over already has no effect, and takes nothing.
    """
    over = any(day is not None and context.today >= day for day in ends)
    if over or listing not in adverse_to_honours(context.law.rulebook):
        return []
    found: list[Decided] = []
    for row in context.known.listings(subject):
        ending = ends_honour(context.law, row["list"], listing)
        if ending is None or row["lost"] or not stands(Standing.of(row), context.today):
            continue
        state = context.known.case(row["id"])
        assert state is not None, "what stands has its case"
        event = HonourLost(
            case=row["id"], subject=subject, list=row["list"], by=case, cite=ending.cite, lost_on=context.today,
            retain_until=add_months(context.today, retention_of(state)),
        )
        found.append(Decided(event, context.today))
    return found


def honours_returned(case: str, subject: str, listing: str, context: Context) -> list[Decided]:
    """Events: ``honour.returned`` for each honour lost to this listing, unless another keeps it away."""
    if listing not in adverse_to_honours(context.law.rulebook):
        return []
    rows = context.known.listings(subject)
    found: dict[str, Decided] = {}
    for row in sorted(rows, key=lambda each: int(each["seq"])):  # of two on one list the one granted last
        if not row["lost"] or ends_honour(context.law, row["list"], listing) is None:
            continue
        again = any(each["list"] == row["list"] and stands(Standing.of(each), context.today) for each in rows)
        if again or any(_keeps_away(each, row, context) for each in rows if each["id"] != case):
            continue
        state = context.known.case(row["id"])
        assert state is not None, "an honour that can return has its case"
        event = HonourReturned(
            case=row["id"], subject=subject, list=row["list"], by=case, retain_until=kept_until(state)
        )
        found[row["list"]] = Decided(event, context.today)
    return [*found.values()]


def _keeps_away(row: Row, honour: Row, context: Context) -> bool:
    """Whether another listing has, or rightly had, effect since the honour was granted."""
    if ends_honour(context.law, honour["list"], row["list"]) is None or row["suspended"]:
        return False
    over = [day for day in (row["ended_on"], row["until"], row["review_by"]) if day is not None]
    if over and min(over) <= honour["since"]:
        return False
    state = context.known.case(row["id"])
    if state is None or state.ended is None:
        return True
    return state.ended.ending not in NEVER_RIGHTFUL and not state.stayed
