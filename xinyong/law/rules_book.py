"""What the loader refuses outside lists: citations, spans, unknown names, empty words.

Each check raises ``Fault`` with the place inside the value at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, get_args, get_type_hints

import msgspec

from xinyong.errors import Text
from xinyong.law.criteria import cites
from xinyong.law.faults import Fault, Path
from xinyong.law.force import Dated, split_cite
from xinyong.law.model import (
    Authority,
    Category,
    Instrument,
    Measure,
    PublicationWindow,
    Rank,
    Rulebook,
    Words,
)
from xinyong.law.rules_honours import check_reward
from xinyong.law.vocabulary import GROUNDING

KINDS: tuple[str, ...] = get_args(get_type_hints(Authority)["kind"])
"""Kinds of authority."""


def rank_index(rank: Rank) -> int:
    """The place of a grounding rank, 0 the highest."""
    return GROUNDING.index(rank)


def check(section: str, value: Any, book: Rulebook) -> None:
    """Everything about one value of a section."""
    common(value)
    _CHECKS.get(section, lambda value, book: None)(value, book)


def check_manifest(book: Rulebook) -> None:
    """The manifest, and that the rulebook has any law at all."""
    common(book.manifest)
    if book.manifest.least_list_rank not in GROUNDING:
        raise Fault(
            ("least_list_rank",),
            Text("草案和历史文件不构成依据", "a draft or a historical document grounds nothing"),
            Text(f"选用：{'、'.join(GROUNDING)}", f"choose one of {', '.join(GROUNDING)}"),
            article=1,
        )


def common(value: Any, path: Path = ()) -> None:
    """Of any value: words in both languages, a source, and no "verified" on mere knowledge."""
    for here, item in walk(value, path):
        if isinstance(item, Words):
            for language in ("zh", "en"):
                if not getattr(item, language).strip():
                    raise Fault(
                        (*here, language),
                        Text("缺少文字", f"the {language} text is empty"),
                        Text("中英文都要写", "write it in both languages"),
                    )
        elif hasattr(item, "verified"):
            if not item.source:
                raise Fault(
                    (*here, "source"),
                    Text("没有来源", "no source is named"),
                    Text(
                        "写来源键（docs/law-sources.md），凭记忆的写 K",
                        "name a key of docs/law-sources.md, or K for knowledge",
                    ),
                )
            if item.verified and item.source in ("K", "register"):
                kind = (
                    Text("凭记忆（K）的", "what is known from memory (K)")
                    if item.source == "K"
                    else Text("登记册自定（register）的", "a rule of the register's own (register)")
                )
                raise Fault(
                    (*here, "verified"),
                    Text(f"{kind.zh}不能标为已核实", f"{kind.en} is not verified"),
                    Text(
                        "改为 verified: false，或写明所读的来源",
                        "write verified: false, or name the source that was read",
                    ),
                )


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every struct inside a value, with its place."""
    if isinstance(value, msgspec.Struct):
        yield path, value
        for name in value.__struct_fields__:
            child = getattr(value, name)
            if isinstance(child, (msgspec.Struct, list, dict)):
                yield from walk(child, (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            if isinstance(child, msgspec.Struct):
                yield from walk(child, (*path, index))


def every_cite(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every citation stated inside a value, those of criteria included."""
    for here, item in walk(value, path):
        cite = getattr(item, "cite", None)
        if cite is not None:
            yield (*here, "cite"), cite
        when = getattr(item, "when", None)
        if isinstance(when, dict):
            yield from cites(when, (*here, "when"))


# --- citations and spans ---------------------------------------------------------------------


def binding(cite: str, span: Dated, book: Rulebook, path: Path) -> Instrument:
    """The cited instrument, which must exist, ground, and bind throughout the span."""
    name, _ = split_cite(cite)
    found = book.instruments.get(name)
    if not name:
        raise Fault(
            path,
            Text("没有引用依据文件", "no instrument is cited"),
            Text("写明：文件标识#条", "cite one: instrument-id#article"),
            article=1,
        )
    if found is None:
        raise Fault(
            path,
            Text(f"未知依据文件：{name}", f"unknown instrument: {name}"),
            Text(
                "在 instruments 中写明，或改正引用（写法：文件标识#条）",
                "state it under instruments, or mend the citation (instrument-id#article)",
            ),
            article=1,
            instrument=cite,
        )
    if found.rank not in GROUNDING:
        kind = Text("草案", "a draft") if found.rank == "draft" else Text("历史文件", "a historical document")
        raise Fault(
            path,
            Text(f"{name} 是{kind.zh}，不构成依据", f"{name} is {kind.en} and grounds nothing"),
            Text("引用当时有约束力的文件，或删去该规定", "cite an instrument that binds, or leave the rule out"),
            article=1,
            instrument=cite,
        )
    if found.since > span.since or (found.until and (span.until is None or span.until > found.until)):
        raise Fault(
            path,
            Text(
                f"{name} 的施行期间（{_said(found)}）没有覆盖本规定的期间（{_said(span)}）",
                f"{name} is in force {_said(found)}, which does not cover {_said(span)}: not in force throughout",
            ),
            Text(
                "把本版本按依据文件的期间拆开，或改正日期",
                "split this version where the instrument begins or ends, or mend the dates",
            ),
            article=1,
            instrument=cite,
        )
    return found


def _said(span: Dated) -> str:
    return f"{span.since}…{span.until or ''}"


def spans(versions: Sequence[Dated], path: Path, *, gaps: bool) -> None:
    """Versions in order, neither overlapping nor (unless ``gaps``) leaving days without a rule."""
    last: date | None = None
    for index, version in enumerate(versions):
        here = (*path, index, "since")
        if version.until is not None and version.until <= version.since:
            raise Fault(
                (*path, index, "until"),
                Text("until 应晚于 since", "until must lie after since"),
                Text("改正日期", "mend the dates"),
            )
        if index and (last is None or version.since < last):
            raise Fault(
                here,
                Text("版本的期间重叠", "the versions overlap"),
                Text("前一版本的 until 应等于本版本的 since", "end the version before on the day this one begins"),
            )
        if index and not gaps and last is not None and version.since > last:
            raise Fault(
                here,
                Text(
                    f"版本之间有空档（{last} 至 {version.since}）",
                    f"there is a gap between versions ({last} to {version.since})",
                ),
                Text("补上其间的规定，或改正日期", "state the rule of those days, or mend the dates"),
            )
        last = version.until


# --- sections --------------------------------------------------------------------------------


def _instrument(value: Instrument, book: Rulebook) -> None:
    if value.until is not None and value.until <= value.since:
        _bad_until()
    if value.repealed_by and value.repealed_by not in book.instruments:
        raise Fault(
            ("repealed_by",),
            Text(f"未知依据文件：{value.repealed_by}", f"unknown instrument: {value.repealed_by}"),
            Text("在 instruments 中写明", "state it under instruments"),
        )


def _bad_until() -> None:
    raise Fault(
        ("until",), Text("until 应晚于 since", "until must lie after since"), Text("改正日期", "mend the dates")
    )


def _category(value: Category, book: Rulebook) -> None:
    if value.until is not None and value.until <= value.since:
        _bad_until()
    binding(value.cite, value, book, ("cite",))
    for other in book.categories[value.id]:
        if other is not value and _meet(other, value) and other.since <= value.since:
            raise Fault(
                ("since",),
                Text(f"类别 {value.id} 的版本期间重叠", f"the versions overlap for category {value.id}"),
                Text("前一版的 until 应等于后一版的 since", "end the edition before on the day this one begins"),
            )
    if value.retention_months < 1:
        raise Fault(
            ("retention_months",),
            Text("保存期限应至少一个月", "retention must be at least one month"),
            Text("写明保存期限", "state how long it is kept"),
            article=14,
        )


def _meet(one: Dated, other: Dated) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)


def _measure(value: Measure, book: Rulebook) -> None:
    if not value.versions:
        raise Fault(
            ("versions",), Text("没有任何版本", "no versions"), Text("至少写一个版本", "state at least one version")
        )
    spans(value.versions, ("versions",), gaps=False)
    check_reward(value)
    for index, version in enumerate(value.versions):
        here: Path = ("versions", index)
        binding(version.cite, version, book, (*here, "cite"))
        known_actions(version.actions, book, (*here, "actions"))
        if version.least_rank not in GROUNDING:
            raise Fault(
                (*here, "least_rank"),
                Text("草案和历史文件不构成依据", "a draft or history grounds nothing"),
                Text(f"选用：{'、'.join(GROUNDING)}", f"choose one of {', '.join(GROUNDING)}"),
                article=1,
            )
        if (version.effect == "favoured") != (value.group == "incentive"):
            raise Fault(
                (*here, "effect"),
                Text("激励措施的效果为 favoured，惩戒措施则不得", "favoured belongs to incentives, and to them alone"),
                Text("改正 effect 或 group", "mend effect or group"),
            )
        if value.group == "own-accord" and version.effect != "advisory":
            raise Fault(
                (*here, "effect"),
                Text(
                    "市场主体自主实施的措施只能是提示（advisory）",
                    "what others do of their own accord can only be advisory",
                ),
                Text("改为 advisory：登记册只告知，不强制", "write advisory: the register informs and compels nobody"),
                article=12,
            )


def known_actions(actions: list[str], book: Rulebook, path: Path) -> None:
    """Every action named must be stated under ``actions``."""
    for index, action in enumerate(actions):
        if action not in book.actions:
            raise Fault(
                (*path, index),
                Text(f"未知行为：{action}", f"unknown action: {action}"),
                Text("在 actions 中写明，或改正名称", "state it under actions, or mend the name"),
            )


def _window(value: PublicationWindow, book: Rulebook) -> None:
    if value.until is not None and value.until <= value.since:
        _bad_until()
    binding(value.cite, value, book, ("cite",))
    if value.least_months > value.most_months:
        raise Fault(
            ("most_months",),
            Text("最长期限短于最短期限", "most_months is less than least_months"),
            Text("改正期限", "mend the months"),
        )
    for index, mark in enumerate(value.kind_marks or []):
        if mark.kind not in value.applies:
            raise Fault(
                ("kind_marks", index, "kind"),
                Text(f"公示期不适用于 {mark.kind}", f"the window does not apply to {mark.kind}"),
                Text(f"适用于：{'、'.join(value.applies)}", f"it applies to {', '.join(value.applies)}"),
            )
    for other in book.publication:
        if other is not value and other.id == value.id and _meet(other, value) and other.since <= value.since:
            raise Fault(
                ("since",),
                Text(f"公示期 {value.id} 的版本期间重叠", f"the versions overlap for window {value.id}"),
                Text("前一版的 until 应等于后一版的 since", "end the version before on the day this one begins"),
            )


def _authority(value: Authority, book: Rulebook) -> None:
    for index, mandate in enumerate(value.mandates):
        here: Path = ("mandates", index)
        if mandate.until is not None and mandate.until <= mandate.since:
            raise Fault(
                (*here, "until"),
                Text("until 应晚于 since", "until must lie after since"),
                Text("改正日期", "mend the dates"),
            )
        found = binding(mandate.cite, mandate, book, (*here, "cite"))
        if mandate.power == "ask":
            continue  # bounded by its own table: law.rules_asking
        if mandate.power == "adopt":
            known = mandate.scope == book.manifest.id
        else:
            known = mandate.scope == "*" or mandate.scope in book.categories or mandate.scope in book.lists
        if not known:
            raise Fault(
                (*here, "scope"),
                Text(f"未知范围：{mandate.scope}", f"unknown category or list: {mandate.scope}"),
                Text("写类别、名单的标识或 *；签署规则版本的职权写本规则集的标识",
                     "give the id of a category or list, or *; the power to adopt takes the rulebook's own id"),
                article=1,
            )
        if not value.territory.startswith(found.territory):
            raise Fault(
                (*here, "cite"),
                Text("职权超出依据文件的地域", "the mandate reaches beyond the territory of its instrument"),
                Text("改正机关的 territory 或引用", "mend the authority's territory or the citation"),
                article=12,
            )


_CHECKS: dict[str, Callable[[Any, Rulebook], None]] = {
    "instruments": _instrument,
    "categories": _category,
    "measures": _measure,
    "publication": _window,
    "authorities": _authority,
}
