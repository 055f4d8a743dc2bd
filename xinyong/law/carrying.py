"""Lists that carry out another list: what the loader refuses in them (Articles 2, 7, 10).

Misconduct lists and travel measures that carry out another list are two kinds. A version of a list of kind ``carried``
names the lists that it may carry out; a case on it rests on one listing of the same subject on one of them, and has no
effect, ever, where that has none (``register.standing``). An implementing body applies its own item of the national
list of measures, and nothing else.
"""

from __future__ import annotations

from xinyong.errors import Text
from xinyong.law.faults import Fault, Path
from xinyong.law.model import CarriedList, CreditList, ListVersion, Rulebook
from xinyong.law.rules_book import binding

PROCEDURE = ("decided", "carried", "order")
"""Kinds of list that restrict by a decision taken here, with a procedure of their own."""


def carried_lists(version: ListVersion) -> list[CarriedList]:
    """The lists that this version may carry out; none where it carries out none."""
    return version.carries if isinstance(version.carries, list) else []


def check_carried(value: CreditList, version: ListVersion, book: Rulebook, path: Path) -> None:
    """Everything about what a list carries out."""
    carried = carried_lists(version)
    if (value.kind == "carried") != bool(carried):
        raise Fault(
            (*path, "carries") if carried else path,
            Text("执行其他名单的（kind: carried）须逐一写明来源名单（carries），其他名单不得写",
                 "a list of kind carried names the lists that it carries out, and no other list has any"),
            Text("写明 carries，或改正 kind", "state carries, or mend the kind"),
            article=2,
        )
    for index, each in enumerate(carried):
        _check_one(version, each, book, (*path, "carries", index))
    if not carried:
        return
    if len({applied.measure for applied in version.measures}) != 1:
        raise Fault(
            (*path, "measures"),
            Text("执行机关只执行清单中属于自己的一项措施", "an implementing body applies its own item of the national list alone"),
            Text("只保留一项措施", "keep that one item"),
            article=2,
        )
    if all(ending.id != "source-ended" for ending in version.endings):
        raise Fault(
            (*path, "endings"),
            Text("执行其他名单的，随来源终止（source-ended）", "what carries out another list ends with it: source-ended"),
            Text("在 endings 中写明 source-ended", "state source-ended among the endings"),
            article=7,
        )
    for index, ground in enumerate(version.grounds):
        if all(each.ground != ground.id for each in carried):
            raise Fault(
                (*path, "grounds", index, "id"),
                Text(f"情形 {ground.id} 没有来源名单", f"the ground {ground.id} rests on no list that is carried out"),
                Text("在 carries 中写明其来源名单，或删去", "name its list under carries, or leave it out"),
                article=2,
            )


def _check_one(version: ListVersion, each: CarriedList, book: Rulebook, path: Path) -> None:
    source = book.lists.get(each.list)
    if source is None or source.kind in ("carried", "red"):
        raise Fault(
            (*path, "list"),
            Text(f"来源不是本规则集的名单，或其本身也是执行：{each.list}",
                 f"unknown list, or one that itself carries out or praises: {each.list}"),
            Text("写 lists 中由来源机关认定的名单", "name a list whose own authority decides it"),
            article=2,
        )
    if all(each.ground != ground.id for ground in version.grounds):
        raise Fault(
            (*path, "ground"),
            Text(f"没有情形 {each.ground}", f"unknown ground: {each.ground}"),
            Text("改正名称", "mend the name"),
        )
    if not any(_meet(version, one) and set(one.subjects) & set(version.subjects) for one in source.versions):
        raise Fault(
            (*path, "list"),
            Text(f"{each.list} 在此期间不适用于这些主体", f"in these days {each.list} reaches none of these subjects"),
            Text("改正版本期间或主体", "mend the days or the subjects"),
            article=10,
        )
    binding(each.cite, version, book, (*path, "cite"))


def _meet(one: ListVersion, other: ListVersion) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)
