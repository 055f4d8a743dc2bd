"""What the loader refuses in an emergency overlay: no end (Article 7), no instrument (Article 1), a new burden (2)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xinyong.errors import Text
from xinyong.law.faults import Fault, Path
from xinyong.law.force import version_on
from xinyong.law.model import Rulebook
from xinyong.law.overlays import Overlay, OverlayItem
from xinyong.law.rules_book import binding, common


class _Span(NamedTuple):
    since: date
    until: date | None


def check(value: Overlay, book: Rulebook) -> None:
    """Everything about one overlay."""
    common(value)
    last = value.until or value.review_by
    if last is None:
        raise Fault(
            (),
            Text("应急措施没有写明终止日期或者复核日期", "an emergency overlay has neither an end nor a dated review"),
            Text("写 until 或 review_by", "write until or review_by"),
            article=7,
        )
    if last <= value.since:
        raise Fault(
            ("until" if value.until else "review_by",),
            Text("终止应晚于开始", "it ends before it begins"),
            Text("改正日期", "mend the dates"),
            article=7,
        )
    for index, item in enumerate(value.items):
        _item(value, item, book, ("items", index))


def _item(overlay: Overlay, item: OverlayItem, book: Rulebook, path: Path) -> None:
    first, last = overlay.days(item)
    over = overlay.until or overlay.review_by
    if not overlay.since <= first < last or (over is not None and first >= over):
        raise Fault(
            (*path, "since" if item.since else "until"),
            Text("该项的期间有误", "the item's days are wrong"),
            Text("在应急期间之内写明起止", "state days that begin within the overlay's"),
            article=7,
        )
    binding(item.cite, _Span(first, first), book, (*path, "cite"))  # it bound when the item began
    if (item.side == "relief") != (item.does in ("no-listing", "hold-records", "elsewhere")):
        raise Fault(
            (*path, "does"),
            Text(
                "纾困只能暂停，加重只能指向法律已有的情形（stress）",
                "relief suspends; aggravation points at grounds that law already has (stress) and adds nothing",
            ),
            Text("改正 side 或 does", "mend side or does"),
            article=2,
        )
    if item.does == "no-listing" or item.list:
        _names_grounds(item, book, first, path)
    if item.does == "hold-records" and item.category not in book.categories:
        raise Fault(
            (*path, "category"),
            Text(f"未知类别：{item.category or '（空）'}", f"unknown category: {item.category or '(none)'}"),
            Text("写目录中的类别", "name a category of the directory"),
            article=2,
        )


def _names_grounds(item: OverlayItem, book: Rulebook, first: date, path: Path) -> None:
    listing = book.lists.get(item.list)
    version = version_on(listing.versions, first) if listing else None
    if version is None:
        raise Fault(
            (*path, "list"),
            Text(f"当时没有名单 {item.list or '（空）'}", f"no list {item.list or '(none)'} in force when it begins"),
            Text(
                "写当时施行的名单；没有的，留空并说明", "name a list in force then; where there is none, leave it empty"
            ),
            article=2,
        )
    known = {ground.id for ground in version.grounds}
    for index, ground in enumerate(item.grounds):
        if ground not in known:
            raise Fault(
                (*path, "grounds", index),
                Text(
                    f"{item.list} 当时没有情形 {ground}：应急措施不得增设情形",
                    f"{item.list} had no ground {ground} then: an overlay adds none",
                ),
                Text(f"当时的情形：{'、'.join(sorted(known))}", f"its grounds then: {', '.join(sorted(known))}"),
                article=2,
            )
