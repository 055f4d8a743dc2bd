"""What the loader refuses in a list's measures and sanctions: more than the national item or its law gives.

Checks raise ``Fault`` with the place inside the list's file (Articles 1, 2 and 12).
"""

from __future__ import annotations

from xinyong.errors import Text
from xinyong.law.faults import Fault, Path
from xinyong.law.model import AppliedMeasure, CreditList, Effect, ListVersion, Measure, MeasureVersion, Rulebook
from xinyong.law.rules_book import binding, known_actions, rank_index

_HARSHNESS: dict[Effect, int] = {"advisory": 1, "conditional": 2, "prohibited": 3}


def check_measure(value: CreditList, version: ListVersion, applied: AppliedMeasure, book: Rulebook, path: Path) -> None:
    """The list gives no more than the national item, on no lower a law, while both are in force."""
    measure = book.measures.get(applied.measure)
    if measure is None:
        raise Fault(
            (*path, "measure"),
            Text(f"未知措施：{applied.measure}", f"unknown measure: {applied.measure}"),
            Text("只可使用 measures（国家清单）所列措施", "only measures of the national list can be used"),
            article=2,
        )
    known_actions(applied.actions, book, (*path, "actions"))
    if version.permitted_field == "carrier":
        for index, action in enumerate(applied.actions):
            if not action.startswith("travel."):
                raise Fault(
                    (*path, "actions", index),
                    Text(
                        f"承运人名单只及于购票，不及于 {action}",
                        f"a carrier list reaches the buying of tickets alone, not {action}",
                    ),
                    Text("删去该行为", "leave that action out"),
                    article=12,
                )
    if (applied.effect == "favoured") != (value.colour == "red"):
        raise Fault(
            (*path, "effect"),
            Text(
                "favoured 只属于 red 名单，且 red 名单只有 favoured",
                "favoured belongs to red lists, and red lists to it",
            ),
            Text("改正 effect 或名单的颜色", "mend the effect or the list's colour"),
            article=2,
        )
    if isinstance(applied.earlier_listings, str):
        binding(applied.earlier_listings, version, book, (*path, "earlier_listings"))
    _within_national(version, applied, measure, book, path)


def _within_national(
    version: ListVersion, applied: AppliedMeasure, measure: Measure, book: Rulebook, path: Path
) -> None:
    """Rank, effect and actions stay within the national item while both are in force."""
    overlapping = [each for each in measure.versions if _meet(each, version)]
    if not overlapping:
        raise Fault(
            (*path, "measure"),
            Text(
                f"措施 {applied.measure} 在本版本期间不在清单上",
                f"measure {applied.measure} is not on the national list in these days",
            ),
            Text("拆分版本或删去该措施", "split the version or leave the measure out"),
            article=2,
        )
    rank = binding(applied.cite, version, book, (*path, "cite")).rank
    fitting = [each for each in overlapping if rank_index(rank) <= rank_index(each.least_rank)]
    if not fitting:
        least = overlapping[-1].least_rank
        raise Fault(
            (*path, "cite"),
            Text(
                f"措施 {applied.measure} 至少需要 {least}，而 {applied.cite} 只是 {rank}",
                f"measure {applied.measure} needs at least a {least}; {applied.cite} is only a {rank}",
            ),
            Text("引用足够位阶的文件，或删去该措施", "cite an instrument of that rank, or leave the measure out"),
            article=1,
            instrument=applied.cite,
        )
    fitting = [each for each in fitting if no_harsher(applied.effect, each)]
    if not fitting:
        raise Fault(
            (*path, "effect"),
            Text(
                f"效果 {applied.effect} 重于国家清单",
                f"the effect {applied.effect} is outside the national item (harsher than {overlapping[-1].effect})",
            ),
            Text("不得加重", "do not go beyond the national item"),
            article=2,
        )
    for index, action in enumerate(applied.actions):
        if not any(action in each.actions for each in fitting):
            raise Fault(
                (*path, "actions", index),
                Text(
                    f"行为 {action} 不在国家清单的该项措施之内",
                    f"the action {action} is outside the national item {applied.measure}",
                ),
                Text("删去该行为", "leave that action out"),
                article=2,
            )


def no_harsher(effect: Effect, national: MeasureVersion) -> bool:
    """Whether an effect stays within the national item's."""
    if "favoured" in (effect, national.effect):
        return effect == national.effect
    return _HARSHNESS[effect] <= _HARSHNESS[national.effect]


def milder(one: Effect, other: Effect) -> Effect:
    """The milder of two restricting effects."""
    return one if _HARSHNESS[one] <= _HARSHNESS[other] else other


def _meet(one: MeasureVersion, other: ListVersion) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)


def check_sanctions(value: CreditList, version: ListVersion, path: Path) -> None:
    """Sanctions belong to mirrored lists; each wording means one of them, and its measures are the version's."""
    if version.sanctions and value.kind != "mirrored":
        raise Fault(
            (*path, "sanctions"),
            Text("只有转录的名单才有 sanctions", "only a mirrored list has sanctions"),
            Text("改用 grounds", "use grounds instead"),
        )
    measures = {applied.measure for applied in version.measures}
    seen: dict[str, str] = {}
    for index, sanction in enumerate(version.sanctions):
        here: Path = (*path, "sanctions", index)
        for measure in sanction.measures:
            if measure not in measures:
                raise Fault(
                    (*here, "measures"),
                    Text(f"本版本没有措施 {measure}", f"unknown measure in this version: {measure}"),
                    Text("写本版本 measures 中的措施", "name a measure that this version applies"),
                    article=2,
                )
        if sanction.effect == "favoured":
            raise Fault(
                (*here, "effect"),
                Text("处罚不能是 favoured", "a sanction cannot favour"),
                Text("改正 effect", "mend the effect"),
            )
        for wording in sanction.wordings:
            folded = fold(wording)
            if folded in seen:
                raise Fault(
                    (*here, "wordings"),
                    Text(
                        f"同一措辞已属于 {seen[folded]}：{wording}",
                        f"the wording already belongs to {seen[folded]}: {wording}",
                    ),
                    Text("保留一处", "keep it in one place"),
                )
            seen[folded] = sanction.id


def fold(wording: str) -> str:
    """A source's wording with case and runs of spaces folded, to compare by."""
    return " ".join(wording.casefold().split())
