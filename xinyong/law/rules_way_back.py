"""What the loader refuses in a list's way back (Article 8): a repair that leads nowhere, or comes too late to help."""

from __future__ import annotations

import msgspec

from xinyong.errors import Text
from xinyong.law.faults import Fault, Path
from xinyong.law.model import CreditList, ListVersion, Revocation
from xinyong.law.remedies import after, period


def check_way_back(value: CreditList, version: ListVersion, path: Path) -> None:
    """Repair ends the listing by an ending that the version names, and earlier than the clock would."""
    _remedies(version, path)
    repair = version.repair
    if not repair.allowed and not isinstance(repair.leads_to, msgspec.UnsetType):
        raise Fault(
            (*path, "repair", "leads_to"),
            Text("不得修复却写有 leads_to", "repair is barred, yet leads to an ending"),
            Text("删去 leads_to，或允许修复", "leave leads_to out, or allow repair"),
            article=8,
        )
    if value.colour != "black" or not repair.allowed:
        return
    if repair.ending not in [ending.id for ending in version.endings]:
        raise Fault(
            (*path, "repair"),
            Text(
                f"允许修复，但 endings 中没有修复所带来的终止事由 {repair.ending}：修复了也移不出名单",
                f"repair is allowed, but the ending it brings about, {repair.ending}, is not among the endings: "
                "a repaired subject would stay listed",
            ),
            Text(
                "在 endings 中写明 repaired；法律另有名称的，写 leads_to 并列入该终止事由；法律禁止修复的，写 allowed: false",
                "state repaired among the endings; where the law calls it otherwise, write leads_to and that ending; "
                "where law bars repair, write allowed: false",
            ),
            article=8,
            instrument=repair.cite,
        )
    for length in [version.term.months, *(ground.term.months for ground in version.grounds if ground.term)]:
        if length is not None and repair.after_months >= length:
            raise Fault(
                (*path, "repair", "after_months"),
                Text(
                    f"修复须满{repair.after_months}个月，而期限只有{length}个月：修复无从发生",
                    f"repair comes after {repair.after_months} months, but the term is {length}: it can never come",
                ),
                Text("改正期限；法律禁止修复的，写 allowed: false", "mend the months, or write allowed: false if barred"),
                article=8,
            )
    if isinstance(version.repair_revocable, Revocation) and repair.ending != "repaired":
        raise Fault(
            (*path, "repair_revocable"),
            Text("只有以 repaired 终止的修复可以撤销", "only a repair that ends the listing as repaired can be revoked"),
            Text("删去 repair_revocable，或改正 leads_to", "leave repair_revocable out, or mend leads_to"),
            article=8,
        )


def _remedies(version: ListVersion, path: Path) -> None:
    """One against the answer to another needs that other, and a time of its own to count from that answer."""
    kinds = [remedy.id for remedy in version.remedies]
    for number, remedy in enumerate(version.remedies):
        first = after(remedy)
        if first and (first not in kinds[:number] or period(remedy) is None):
            raise Fault(
                (*path, "remedies", number),
                Text(
                    f"{remedy.id}针对{first}的答复提出，但其前没有{first}，或者没有写明期限",
                    f"{remedy.id} is brought against the answer to {first}, but no {first} stands before it, "
                    "or it names no time",
                ),
                Text(
                    "先写前一救济，并写 within_days、within_working_days 或 within_months",
                    "state the first one before it, and within_days, within_working_days or within_months",
                ),
                article=8,
                instrument=remedy.cite,
            )
