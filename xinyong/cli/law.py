"""``xinyong law``: read the law as data, check it, compare two days, try facts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date as Day
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from xinyong.cli.terminal import JsonOption, day, emit, say
from xinyong.errors import BadInput, RulebookError, Text
from xinyong.law import commands

app = typer.Typer(
    name="law", help="The law as data. 规则。", no_args_is_help=True, add_completion=False,
)  # fmt: skip
RulebookOption = Annotated[
    str, typer.Option("--rulebook", help="A built-in rulebook (cn, br) or a folder. 内置规则集或文件夹。")
]


@app.callback()
def _law() -> None:
    """The law as data: what is in force, what it says, what changed. 现行规则、条文与变化。"""


@contextmanager
def _mending(as_json: bool) -> Iterator[None]:
    """Here whoever asks writes the rulebook: its faults are theirs to mend, exit status 2."""
    try:
        yield
    except RulebookError as error:
        say(error, as_json)
        raise SystemExit(2) from None


def _answer(make: Callable[[], commands.Answer], as_json: bool) -> None:
    with _mending(as_json):
        answer = make()
        emit(answer.data, as_json, "\n".join(answer.lines))


def _day(text: str, field: str) -> Day:
    found = day(text, field)
    if found is None:
        raise BadInput(Text("需要日期。", "A date is needed."), field=field)
    return found


@app.command("check")
def check(rulebook: RulebookOption = "cn", json: JsonOption = False) -> None:
    """Load strictly and run every worked example. 严格加载并运行全部示例。"""
    _answer(lambda: commands.law_check(rulebook), json)


@app.command("show")
def show(
    id: Annotated[str, typer.Argument(help="A list, measure, instrument, category, action or authority. 标识。")],
    rulebook: RulebookOption = "cn",
    json: JsonOption = False,
) -> None:
    """One thing of the law, whole, with all its versions. 查看一项规则的全部版本。"""
    _answer(lambda: commands.law_show(rulebook, id), json)


@app.command("on")
def on_day(
    date: Annotated[str, typer.Argument(help="YYYY-MM-DD")], rulebook: RulebookOption = "cn", json: JsonOption = False
) -> None:
    """The law in force on a day. 某日施行的规则。"""
    _answer(lambda: commands.law_on(rulebook, _day(date, "date")), json)


@app.command("diff")
def diff(
    first: Annotated[str, typer.Argument(help="YYYY-MM-DD")],
    second: Annotated[str, typer.Argument(help="YYYY-MM-DD")],
    rulebook: RulebookOption = "cn",
    json: JsonOption = False,
) -> None:
    """What changed in the law between two days. 两日之间规则的变化。"""
    _answer(lambda: commands.law_diff(rulebook, _day(first, "first"), _day(second, "second")), json)


@app.command("explain")
def explain(
    listing: Annotated[str, typer.Argument(metavar="LIST", help="A list's id. 名单标识。")],
    facts: Annotated[Path, typer.Option("--facts", help="YAML or JSON file: fact: value. 事实文件。")],
    on: Annotated[
        str | None, typer.Option("--on", help="Under the law of this day (YYYY-MM-DD), not today's. 适用哪一天的规则。")
    ] = None,
    rulebook: RulebookOption = "cn",
    json: JsonOption = False,
) -> None:
    """What facts come to under a list's law, clause by clause; it lists nobody. 逐项说明事实是否符合情形。"""
    with _mending(json):
        asked = day(on, "on") or datetime.now(ZoneInfo(commands.time_zone(rulebook))).date()
    _answer(lambda: commands.law_explain(rulebook, listing, facts, asked), json)


@app.command("schema")
def schema(json: JsonOption = False) -> None:
    """JSON Schema of a rulebook's files, for an editor. 规则文件的 JSON Schema。"""
    emit(commands.law_schema(), json)
