"""What the loader refuses in the table of who may ask about persons (Articles 1, 9, 11 and 12)."""

from __future__ import annotations

from typing import Any

from xinyong.errors import Text
from xinyong.law.asking import PARTIES, Duty, within
from xinyong.law.faults import Fault, Path
from xinyong.law.model import Authority, Mandate, Rulebook
from xinyong.law.rules_book import binding, rank_index


def check(value: Any, book: Rulebook) -> None:
    """A row of the table, or the mandates that an authority has to ask."""
    if isinstance(value, Duty):
        check_duty(value, book)
    elif isinstance(value, Authority):
        for index, mandate in enumerate(value.mandates):
            if mandate.power == "ask":
                check_asker(value, mandate, book, ("mandates", index))


def check_duty(value: Duty, book: Rulebook) -> None:
    """One row: actions that persons do and that kind of party may ask about, by an instrument of sufficient rank."""
    if value.until is not None and value.until <= value.since:
        raise Fault(("until",), Text("until 应晚于 since", "until must lie after since"), Text("改正日期", "mend the dates"))
    bounds = PARTIES[value.party]
    for index, action in enumerate(value.actions):
        found = book.actions.get(action)
        if found is None or "person" not in found.subjects:
            raise Fault(
                ("actions", index),
                Text(f"没有自然人的此事项：{action}", f"unknown action of persons: {action}"),
                Text("写 actions 中适用于自然人的事项", "name an action that persons do"),
                article=12,
            )
        if not within(value.party, action):
            raise Fault(
                ("actions", index),
                Text(f"{bounds.title.zh}不得为此事项查询自然人：{action}",
                     f"a {bounds.title.en} never asks about a person for {action}"),
                Text("删去该事项", "leave that action out"),
                article=12,
            )
    if not value.actions:
        raise Fault(("actions",), Text("没有写明事项", "no action is named"), Text("逐项写明", "name each"), article=12)
    rank = binding(value.cite, value, book, ("cite",)).rank
    if rank_index(rank) > rank_index(bounds.least_rank):
        raise Fault(
            ("cite",),
            Text(f"{bounds.title.zh}的查询义务至少须由 {bounds.least_rank} 设定，而此为 {rank}",
                 f"only a {bounds.least_rank} or above can make it the duty of a {bounds.title.en}; this is a {rank}"),
            Text("引用足够位阶的文件，或删去该行", "cite an instrument of that rank, or leave the row out"),
            article=1, instrument=value.cite,
        )
    if value.kept.months < 1:
        raise Fault(
            ("kept", "months"),
            Text("查询记录须为当事人保存一段时间", "a look-up is kept for its subject for some time"),
            Text("写明月数", "state the months"),
            article=13,
        )


def check_asker(value: Authority, mandate: Mandate, book: Rulebook, path: Path) -> None:
    """A mandate to ask is a row of the table: that party, that action, that instrument, and no longer."""
    rows = book.asking if isinstance(book.asking, dict) else {}
    fitting = [
        row for row in rows.values()
        if row.party == value.party and mandate.scope in row.actions and row.cite == mandate.cite
    ]
    if not any(
        row.since <= mandate.since and (row.until is None or (mandate.until is not None and mandate.until <= row.until))
        for row in fitting
    ):
        raise Fault(
            (*path, "scope"),
            Text(f"查询表没有这一行：{mandate.scope}", f"no row of asking.yaml lets this party ask about {mandate.scope}"),
            Text("写明 party，并与 asking.yaml 的事项、依据、期间一致；没有义务的不得查询",
                 "state its party, and what a row of asking.yaml says; who has no such duty does not ask"),
            article=12, instrument=mandate.cite,
        )
