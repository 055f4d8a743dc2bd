"""Memoranda and emergency overlays as ``xinyong law …`` tells them: counts, one of them, what is around a list."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from xinyong.law.force import cite_text
from xinyong.law.memoranda import Memorandum
from xinyong.law.model import Rulebook
from xinyong.law.overlays import Overlay, items_on
from xinyong.law.rules_memoranda import weighed


def memoranda(book: Rulebook) -> list[Memorandum]:
    """The rulebook's memoranda; none where it states none."""
    return book.memoranda if isinstance(book.memoranda, list) else []


def overlays(book: Rulebook) -> list[Overlay]:
    """The rulebook's overlays; none where it states none."""
    return book.overlays if isinstance(book.overlays, list) else []


def counts(book: Rulebook) -> dict[str, int]:
    """How many there are, and what law makes of the memoranda's items."""
    outcomes = [outcome.carried for one in memoranda(book) for _, outcome in weighed(book, one)]
    return {
        "memoranda": len(memoranda(book)), "items_carried": sum(outcomes),
        "items_refused": len(outcomes) - sum(outcomes),
        "overlays": len(overlays(book)), "overlay_items": sum(len(one.items) for one in overlays(book)),
    }  # fmt: skip


def count_lines(book: Rulebook) -> list[str]:
    """The counts for a person; nothing where there is nothing."""
    found, lines = counts(book), []
    if found["memoranda"]:
        lines.append(
            f"  memoranda 备忘录 {found['memoranda']} · items carried by law 由法律承载 {found['items_carried']} · "
            f"refused 不予承认 {found['items_refused']}"
        )
    if found["overlays"]:
        lines.append(f"  emergency overlays 应急措施 {found['overlays']} · items 项 {found['overlay_items']}")
    return lines


def shown(book: Rulebook, id: str) -> dict[str, Any]:
    """A memorandum of this id with what becomes of each item, or an overlay; nothing where there is none."""
    found: dict[str, Any] = {}
    for one in memoranda(book):
        if one.id == id:
            outcomes = [
                {"item": item.number, "carried": outcome.carried, "why": {"zh": outcome.why.zh, "en": outcome.why.en},
                 "article": outcome.article, "cites": list(outcome.cites)}
                for item, outcome in weighed(book, one)
            ]  # fmt: skip
            found["memorandum"] = {**msgspec.to_builtins(one), "outcomes": outcomes}
    for overlay in overlays(book):
        if overlay.id == id:
            found["overlay"] = msgspec.to_builtins(overlay)
    return found


def around(book: Rulebook, listing: str, day: date) -> tuple[list[dict[str, Any]], list[str]]:
    """For conduct of the day: which grounds of the list an emergency suspends; and the memoranda about the list."""
    data, lines = [], []
    for overlay, item in items_on(book.overlays, day):
        if item.does == "no-listing" and item.list == listing:
            first, last = overlay.days(item)
            cite = cite_text(book, item.cite)
            data.append({"overlay": overlay.id, "item": item.id, "grounds": item.grounds, "since": first, "until": last,
                         "cite": item.cite})  # fmt: skip
            lines += [f"  suspended for conduct of this day: {item.title.en} ({first} to {last}; {cite.en})",
                      f"  该日的行为暂停适用：{item.title.zh}（{first}至{last}；{cite.zh}）"]  # fmt: skip
    for one in memoranda(book):
        if listing in one.lists:
            carried = sum(outcome.carried for _, outcome in weighed(book, one))
            lines.append(
                f"  memorandum 备忘录 {one.id}: carried by the list's law 由名单法律承载 {carried}, "
                f"refused 不予承认 {len(one.items) - carried}"
            )
    return data, lines
