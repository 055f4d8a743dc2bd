"""One decision at the terminal by one officer: what the verbs about cases, records and mandates share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from xinyong.cli.terminal import credential, emit, open_office
from xinyong.errors import BadInput, Text
from xinyong.register.core import Command

AuthorityOption = Annotated[str, typer.Option("--authority", help="The acting authority, e.g. samr. 办理机关。")]
DocumentOption = Annotated[str, typer.Option("--document", help="Number of the document. 文书编号。")]
NumberOption = Annotated[int, typer.Option("--as", help="Which of its officers: 1, 2 … 第几名经办人。")]
LanguageOption = Annotated[str, typer.Option("--lang", help="zh | en | both")]
CaseArgument = Annotated[str, typer.Argument(help="The case's id. 案件编号。")]

TOLD = (
    "answer_by", "held_on", "since", "until", "review_by", "repair_from", "decide_by", "ended_on", "due_by", "step",
    "provisional",
)
"""What of an event the terminal tells: the days that it fixed."""


def act(
    command: Command, home: Path | None, officer: Path | None, authority: str, json: bool, number: int = 1
) -> None:
    """Carry out one decision at the terminal and tell its entries; that nothing was new where it made none."""
    with open_office(home) as office:
        receipts = office.decide(command, credential(office, officer, authority, number))
        office.seal_if_needed()
        with office.store.reading() as reading:
            entries = [reading.entry(receipt.seq) for receipt in receipts]
    if not entries:
        emit({"entries": []}, json, "nothing new 无变化")
        return
    first = entries[0]
    answer: dict[str, Any] = {
        "entries": [entry.seq for entry in entries], "kinds": [entry.kind for entry in entries],
        "case": getattr(first.event, "case", ""), "officer": first.officer,
    }
    own = [entry for entry in entries if getattr(entry.event, "case", "") == answer["case"]] or entries
    for name in TOLD:
        value = getattr(own[-1].event, name, None)
        if value not in (None, False, ""):
            answer[name] = value
    told = [f"{entry.kind}: entry 条目 {entry.seq}" for entry in entries]
    told += [f"  {name}: {value}" for name, value in answer.items() if name not in ("entries", "kinds")]
    emit(answer, json, "\n".join(told))


def one_of_the_forms(form: str, language: str) -> None:
    """Raises BadInput for a format or language that documents do not have."""
    for name, value, allowed in (("format", form, ("pdf", "html")), ("lang", language, ("zh", "en", "both"))):
        if value not in allowed:
            raise BadInput(
                Text(f"不支持“{value}”。", f"“{value}” is not known here."),
                field=name,
                todo=Text("取值：" + "、".join(allowed), "One of: " + ", ".join(allowed)),
            )
