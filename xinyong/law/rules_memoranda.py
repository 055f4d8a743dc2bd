"""A memorandum's items weighed against the national list: what law carries, and why the rest is refused.

Weighing is of a day. ``check`` is what the loader refuses: a memorandum that is not what it says, and an item whose
stated outcome is not the one that law gives. A refused item is no fault: that it is refused is the finding.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xinyong.errors import Text
from xinyong.law.faults import Fault, Path
from xinyong.law.force import in_force, on, split_cite, version_on
from xinyong.law.memoranda import Memorandum, MemorandumItem
from xinyong.law.model import Instrument, Measure, MeasureVersion, Rulebook
from xinyong.law.model_base import Words
from xinyong.law.rules_book import common, known_actions, rank_index
from xinyong.law.rules_measures import no_harsher
from xinyong.law.vocabulary import GROUNDING


class Weighed(NamedTuple):
    """What becomes of an item: carried by a list's law (``cites``), or refused, with the Article and why."""

    carried: bool
    code: str
    why: Text
    article: int | None = None
    cites: tuple[str, ...] = ()


def newest(book: Rulebook) -> date:
    """The day on which the newest law of the edition is in force: the law that an item is weighed by."""
    return max(version.since for item in book.lists.values() for version in item.versions)


def weigh(book: Rulebook, memorandum: Memorandum, item: MemorandumItem, day: date) -> Weighed:
    """What the law of ``day`` makes of the item."""
    found = _whom(item) or _national(book, item, day) or _instrument(book, memorandum, item, day)
    return found or _lists(book, memorandum, item, day)


def weighed(book: Rulebook, memorandum: Memorandum) -> list[tuple[MemorandumItem, Weighed]]:
    """Every item with what the newest law of the edition makes of it."""
    day = newest(book)
    return [(item, weigh(book, memorandum, item, day)) for item in memorandum.items]


def _refused(code: str, zh: str, en: str, article: int) -> Weighed:
    return Weighed(False, code, Text(zh, en), article)


def _whom(item: MemorandumItem) -> Weighed | None:
    """A measure binds the one named in the decision (Article 10)."""
    if item.bears_on == "family":
        return _refused("family", "及于家庭成员", "it bears on family members", 10)
    if item.bears_on == "associates":
        return _refused("associates", "及于决定没有载明的其他单位或者人员", "it bears on others than the decision names", 10)
    if item.bears_on == "convicted":
        return _refused(
            "other-ground",
            "其依据只及于被判处刑罚的人，不因列入名单而适用",
            "its instrument binds those convicted of a crime, and not because they are listed",
            1,
        )
    return None


def _national(book: Rulebook, item: MemorandumItem, day: date) -> Weighed | None:
    """Nothing beyond the national list, by nobody else than it names (Article 2); nobody is compelled (Article 12)."""
    measure = book.measures.get(item.measure)
    version = version_on(measure.versions, day) if measure else None
    if measure is None or version is None:
        return _refused("beyond-the-list", "国家清单没有这一项措施", "no item of the national list provides it", 2)
    if measure.group == "own-accord" and item.effect != "advisory":
        return _refused(
            "compels", "市场主体自主实施的事项不得强制", "what others do of their own accord is not compelled", 12
        )
    if not no_harsher(item.effect, version):
        return _refused("harsher", "重于国家清单的该项措施", "it is harsher than the national item", 2)
    if item.implementer not in [body.en for body in measure.implementers]:
        return _refused(
            "not-the-implementer",
            f"国家清单没有把“{measure.title.zh}”交给该机关实施",
            f"the national list does not give “{measure.title.en}” to that body",
            2,
        )
    beyond = [action for action in item.actions if action not in version.actions]
    if beyond:
        return _refused("beyond-the-item", "超出国家清单该项措施的内容", "it goes beyond the national item", 2)
    return None


def _instrument(book: Rulebook, memorandum: Memorandum, item: MemorandumItem, day: date) -> Weighed | None:
    """An instrument of its own, binding on the day, of the rank that the measure needs (Article 1)."""
    measure = book.measures[item.measure]
    version = version_on(measure.versions, day)
    assert version is not None
    own = [book.instruments.get(split_cite(basis.cite)[0]) for basis in item.rests_on]
    grounds = [one for one in own if one and one.rank in GROUNDING and one.id != memorandum.instrument]
    if not grounds:
        return _refused(
            "no-instrument",
            "没有自身的法律文件（备忘录属于政策，不构成依据），或者所读文本未载明",
            "it rests on no instrument of its own, or the text read names none; a memorandum is policy and grounds "
            "nothing",
            1,
        )
    binding = [one for one in grounds if in_force(one, day)]
    if not binding:
        return _refused("no-longer-in-force", "所依据的文件已经失效", "what it rested on is no longer in force", 1)
    return _ranked(binding, version, measure)


def _ranked(binding: list[Instrument], version: MeasureVersion, measure: Measure) -> Weighed | None:
    if any(rank_index(one.rank) <= rank_index(version.least_rank) for one in binding):
        return None
    return _refused(
        "rank-too-low",
        f"所依据的文件位阶不足以支持“{measure.title.zh}”",
        f"what it rests on is of too low a rank for “{measure.title.en}”",
        1,
    )


def _lists(book: Rulebook, memorandum: Memorandum, item: MemorandumItem, day: date) -> Weighed:
    """Only what the list's own law gives (Article 2): the rest a body may do by its own law and its own decision."""
    law = on(book, day)
    versions = [found for found in map(law.list, memorandum.lists) if found is not None]
    if not versions:
        return _refused(
            "no-list", "登记册没有以法律为据的该名单", "the register holds no such list that rests on law", 2
        )
    given = [
        applied
        for version in versions
        for applied in version.measures
        if applied.measure == item.measure and set(item.actions) <= set(applied.actions)
    ]
    if not given:
        return _refused(
            "not-the-lists-law",
            "名单自身的法律没有给出这一后果；该机关可以依其自身法律另行决定",
            "the list's own law does not give it; the body may decide so under its own law, and by its own decision",
            2,
        )
    return Weighed(
        True,
        "carried",
        Text("名单自身的法律给出这一后果", "the list's own law gives it"),
        None,
        tuple(dict.fromkeys(applied.cite for applied in given)),
    )


# --- what the loader refuses -----------------------------------------------------------------


def check(value: Memorandum, book: Rulebook) -> None:
    """A memorandum says what it is, names what exists, and its items' stated outcomes are those that law gives."""
    common(value)
    instrument = book.instruments.get(value.instrument)
    if instrument is None:
        raise Fault(
            ("instrument",),
            Text(f"未知依据文件：{value.instrument}", f"unknown instrument: {value.instrument}"),
            Text("在 instruments 中写明该备忘录", "state the memorandum under instruments"),
            article=1,
        )
    if instrument.rank not in ("policy", "draft", "history"):
        raise Fault(
            ("instrument",),
            Text("备忘录至多是政策文件，不得标为更高位阶", "a memorandum is policy at most, and no higher rank"),
            Text("改正该文件的 rank", "mend the instrument's rank"),
            article=1,
        )
    for index, listing in enumerate(value.lists):
        if listing not in book.lists:
            raise Fault(
                ("lists", index),
                Text(f"未知名单：{listing}", f"unknown list: {listing}"),
                Text("写名单的标识，或留空", "give a list's id, or leave it empty"),
            )
    seen: set[int] = set()
    for index, item in enumerate(value.items):
        path: Path = ("items", index)
        if item.number in seen:
            raise Fault(
                (*path, "number"),
                Text(f"序号重复：{item.number}", f"the number is taken: {item.number}"),
                Text("改正序号", "mend the number"),
            )
        seen.add(item.number)
        known_actions(item.actions, book, (*path, "actions"))
        _finding(value, item, book, path)


def _finding(value: Memorandum, item: MemorandumItem, book: Rulebook, path: Path) -> None:
    found = weigh(book, value, item, newest(book))
    if found.carried != item.carried:
        says, is_ = (
            Text("由法律承载", "carried by law") if flag else Text("不予承认", "refused")
            for flag in (item.carried, found.carried)
        )
        raise Fault(
            (*path, "carried"),
            Text(
                f"第{item.number}项写为{says.zh}，实为{is_.zh}：{found.why.zh}",
                f"item {item.number} says {says.en}, law says {is_.en}: {found.why.en}",
            ),
            Text("改正该项，或改正 carried", "mend the item, or what it says of itself"),
            article=found.article,
        )


def bodies(item: MemorandumItem) -> Words:
    """The bodies that the memorandum names for an item."""
    return Words(zh="、".join(each.zh for each in item.bodies), en="; ".join(each.en for each in item.bodies))
