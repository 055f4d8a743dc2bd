"""``docs/law``: pages of memoranda (what law carries of them, what is refused and why) and of emergency overlays."""

from __future__ import annotations

from datetime import timedelta

from tools.law_list_page import Page, both, counted, days, marked, sourced
from xinyong.law import terms
from xinyong.law.joint import memoranda, overlays
from xinyong.law.memoranda import Memorandum, MemorandumItem
from xinyong.law.model import Rulebook
from xinyong.law.model_base import Words
from xinyong.law.overlays import Overlay, OverlayItem
from xinyong.law.rules_memoranda import Weighed, bodies, newest, weighed

DOES = {
    "no-listing": Words(zh="暂停使用的列入情形", en="grounds not used for conduct of those days"),
    "hold-records": Words(zh="留存而不公示的记录", en="records held and not published"),
    "stress": Words(zh="指向法律已有的情形，不增设", en="points at what law already has, and adds nothing"),
    "elsewhere": Words(
        zh="不属于本登记册现有部分，仅作说明", en="belongs to a part that this register does not have; shown alone"
    ),
}


def joint_pages(book: Rulebook) -> dict[str, str]:
    """A page per memorandum and per overlay, by its path below the rulebook's folder."""
    pages = {f"memoranda/{one.id}.md": memorandum_page(book, one) for one in memoranda(book)}
    return pages | {f"overlays/{one.id}.md": overlay_page(book, one) for one in overlays(book)}


# --- memoranda -------------------------------------------------------------------------------


def memorandum_page(book: Rulebook, one: Memorandum) -> str:
    """The memorandum's items, first those that law carries, then those it refuses."""
    page = Page(book, "../")
    instrument = book.instruments[one.instrument]
    found = weighed(book, one)
    carried = [(item, outcome) for item, outcome in found if outcome.carried]
    refused = [(item, outcome) for item, outcome in found if not outcome.carried]
    lists = "; ".join(f"[{both(book.lists[id].title)}](../lists/{id}.md)" for id in one.lists)
    parts = [
        f"# {both(one.title)}\n",
        "备忘录不得新设措施，也不构成依据：各机关只适用国家清单上属于自己的一项，且须有自身的法律文件，"
        "并为名单自身的法律所给出。"
        "下列各项按此逐一核对；不予承认的，不进入任何核查结果。\n",
        "A memorandum creates no measure and grounds nothing: each body applies its own item of the national list "
        "under an instrument of its own, and only what the list's own law gives. Each item is weighed by that "
        "below; what is refused reaches no check.\n",
        f"- 文号 number: {instrument.number} · {page.cite(one.instrument)}",
        f"- 签署部门 signatories: {one.signatories}",
        f"- 名单 lists: {lists or '无以法律为据的名单 none that rests on law'}",
        f"- 条目 items: {len(one.items)}"
        + ("" if one.whole else "（未全部收录 not all are entered）")
        + f"；由法律承载 carried by law {len(carried)}；不予承认 refused {len(refused)}"
        + f"（按{newest(book)}的法律 by the law of {newest(book)}）",
        f"- {marked(one)}\n",
    ]
    if one.note:
        parts.append(f"> {one.note.zh}\n>\n> {one.note.en}\n")
    if one.items:
        parts += [
            "## 由法律承载 Carried by law\n",
            _table(page, carried),
            "## 不予承认 Refused\n",
            _table(page, refused),
        ]
    return "\n".join(parts)


def _table(page: Page, rows: list[tuple[MemorandumItem, Weighed]]) -> str:
    if not rows:
        return "无 none\n"
    head = "| 项 item | 内容 what | 单位 bodies | 国家清单 national item | 结果 outcome | 来源 source |"
    head += "\n| ---: | --- | --- | --- | --- | --- |"
    return "\n".join([head, *(_row(page, item, outcome) for item, outcome in rows)]) + "\n"


def _row(page: Page, item: MemorandumItem, outcome: Weighed) -> str:
    measure = page.book.measures.get(item.measure)
    national = f"{measure.number}. {both(measure.title)}" if measure else "—"
    note = f" *{both(item.note)}*" if item.note else ""
    why = both(outcome.why)
    if outcome.article:
        why += f"（第{outcome.article}条 Article {outcome.article}）"
    basis = outcome.cites if outcome.carried else [each.cite for each in item.rests_on]
    if basis:
        why += " — " + "; ".join(page.cite(cite) for cite in basis)
    return f"| {item.number} | {both(item.title)}{note} | {both(bodies(item))} | {national} | {why} | {marked(item)} |"


# --- overlays --------------------------------------------------------------------------------


def overlay_page(book: Rulebook, one: Overlay) -> str:
    """What an emergency suspended and stressed, from when until when, and why."""
    page = Page(book, "../")
    last = one.until or one.review_by
    assert last is not None, "the loader refuses an overlay without an end"
    parts = [
        f"# {both(one.title)}\n",
        f"- 期间 days: {days(one.since, last)}" + ("" if one.until else "（未续期即失效 lapses unless renewed）"),
        f"- 缘由 why: {both(one.reason)}",
        f"- {marked(one)} · {counted(sourced(one))}\n",
    ]
    if one.note:
        parts.append(f"> {one.note.zh}\n>\n> {one.note.en}\n")
    for side, title in (("relief", "纾困 Relief"), ("aggravation", "从严 Aggravation")):
        parts.append(f"## {title}\n")
        parts += [_overlay_item(page, one, item) for item in one.items if item.side == side]
    return "\n".join(parts)


def _overlay_item(page: Page, overlay: Overlay, item: OverlayItem) -> str:
    first, last = overlay.days(item)
    lines = [
        f"### {both(item.title)}\n",
        f"- {both(DOES[item.does])}",
        f"- {first} – {last - timedelta(days=1)}",
        f"- {page.basis(item, item.cite)}",
    ]
    if item.list:
        version = next(one for one in page.book.lists[item.list].versions if one.until is None or first < one.until)
        named = terms.joined([ground.title.text for ground in version.grounds if ground.id in item.grounds])
        which = both(named) if item.grounds else "全部 all"
        lines.append(f"- [{both(page.book.lists[item.list].title)}](../lists/{item.list}.md): {which}")
    if item.category:
        lines.append(f"- {both(page.book.categories[item.category][-1].title)}")
    if item.decline:
        lines.append(f"- 可以拒绝 may decline: {both(item.decline)}")
    if item.note:
        lines.append(f"- {both(item.note)}")
    return "\n".join(lines) + "\n"


def suspended(page: Page, listing: str) -> list[str]:
    """What emergencies suspended or stressed of a list, for the list's own page."""
    lines = []
    for overlay in overlays(page.book):
        for item in overlay.items:
            if item.list == listing:
                first, last = overlay.days(item)
                lines.append(
                    f"- [{both(overlay.title)}](../overlays/{overlay.id}.md): {both(item.title)}"
                    f"（{first} – {last - timedelta(days=1)}）"
                )
    return lines


def agreed(page: Page, listing: str) -> list[str]:
    """The memoranda about a list, with how much of each law carries."""
    lines = []
    for one in memoranda(page.book):
        if listing in one.lists:
            carried = sum(outcome.carried for _, outcome in weighed(page.book, one))
            lines.append(
                f"- [{both(one.title)}](../memoranda/{one.id}.md): 由法律承载 carried by law {carried}，"
                f"不予承认 refused {len(one.items) - carried}"
            )
    return lines
