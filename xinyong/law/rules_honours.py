"""What the loader refuses in red lists, neutral statuses and rewards (Articles 2, 9 and 11)."""

from __future__ import annotations

from typing import get_args

from xinyong.errors import Text
from xinyong.law.faults import Fault, Path
from xinyong.law.honours import BARRED
from xinyong.law.model import CreditList, ListVersion, Measure, Reward, Rulebook

CLASSES: tuple[str, ...] = get_args(Reward)


def check_reward(value: Measure) -> None:
    """An incentive is of a closed class, and touches nothing whose absence would punish."""
    given = isinstance(value.reward, str)
    if given != (value.group == "incentive"):
        raise Fault(
            ("reward",) if given else ("group",),
            Text("激励措施须写明 reward，其他措施不得有", "an incentive states its class of reward, and no other measure has one"),
            Text(f"可用：{'、'.join(CLASSES)}", f"write reward: one of {', '.join(CLASSES)}"),
            article=9,
        )
    for index, version in enumerate(value.versions if given else ()):
        for place, action in enumerate(version.actions):
            if action.partition(".")[0] in BARRED:
                raise Fault(
                    ("versions", index, "actions", place),
                    Text(
                        f"{action} 不得作为激励：缺少它就等于惩罚",
                        f"{action} cannot be a reward: whoever lacks it would be punished",
                    ),
                    Text("删去该行为", "leave that action out"),
                    article=9,
                )


def check_honour(value: CreditList, version: ListVersion, book: Rulebook, path: Path) -> None:
    """A red list reaches organisations, on grounds; a status has no effect; what ends an honour is named."""
    if value.kind == "red":
        _red(version, path)
    elif value.kind == "status" and (version.measures or version.grounds):
        raise Fault(
            (*path, "measures" if version.measures else "grounds"),
            Text("中性状态不附任何效果，也不在此决定", "a neutral status has no effect, and is not decided here"),
            Text("删去该项，或改为另一类名单", "leave that out, or make it a list of another kind"),
            article=2,
        )
    for index, ending in enumerate(version.endings):
        here: Path = (*path, "endings", index)
        if ending.id in ("black-listed", "regraded") and value.kind != "red":
            raise Fault(
                (*here, "id"),
                Text(f"{ending.id} 只能终止荣誉", f"{ending.id} ends honours alone"),
                Text("改用其他终止事由", "choose another ending"),
                article=2,
            )
        named = ending.by if isinstance(ending.by, list) else []
        strange = [each for each in named if each not in book.lists or book.lists[each].colour != "black"]
        if strange or bool(named) != (ending.id == "black-listed"):
            raise Fault(
                (*here, "by") if named else (*here, "id"),
                Text(
                    "black-listed 须写明因列入哪些失信名单而终止（by），其他终止事由不写",
                    "black-listed names in `by` the adverse lists that end the honour, and no other ending names any",
                ),
                Text("写 lists 中的失信名单", "name adverse lists of this rulebook"),
                article=2,
            )


def _red(version: ListVersion, path: Path) -> None:
    if "person" in version.subjects:
        raise Fault(
            (*path, "subjects"),
            Text("红名单不及于自然人", "a red list reaches no natural person"),
            Text(
                "删去 person：个人的激励只在其自愿参加、随时可以退出的项目中",
                "leave person out: persons are rewarded only in a programme that they join and can leave",
            ),
            article=9,
        )
    if not version.grounds:
        raise Fault(
            (*path, "grounds"),
            Text("红名单没有授予条件（grounds）", "a red list has no grounds"),
            Text("逐项写明授予条件", "state each condition with its article"),
            article=1,
        )
    ids = {ground.id for ground in version.grounds}
    for index, ground in enumerate(version.grounds):
        lower = ground.outranks if isinstance(ground.outranks, list) else []
        if not set(lower) <= ids - {ground.id}:
            raise Fault(
                (*path, "grounds", index, "outranks"),
                Text("outranks 只能写本版本的其他等级", "outranks names other grades of the same version"),
                Text("改正名称", "mend the names"),
            )
