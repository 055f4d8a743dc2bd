"""``docs/terminal.md``: every command of the terminal with what it must be given, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer.main

from xinyong.cli.application import GROUPS, application

HEAD = """\
# The terminal 命令行

Written by `python -m tools.generate_docs` from the commands themselves; do not edit. 由命令本身生成，请勿手改。

Every decision of the register can be taken with one of these, each by one officer: whatever is adverse takes a second
one, who runs the command that approves. What stands in a row must be given; `xinyong VERB --help` tells what may be.
`--home` (or `XINYONG_HOME`) names the register, `--officer` the acting officer's credential, `--json` prints one JSON
object last.

登记册的每一项决定都可由下列命令作出，每次一名经办人；凡属不利，须由另一经办人执行审批命令。表中所列参数必须给出，可选参数见
`xinyong VERB --help`。`--home`（或 `XINYONG_HOME`）指明登记册，`--officer` 指明经办人凭证，`--json` 在末行输出一个 JSON 对象。
"""


def commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command below a verb's application, by what is typed."""
    below = getattr(command, "commands", None)
    if below is None:
        yield " ".join(words), command
        return
    for name, each in below.items():
        yield from commands(each, (*words, name))


def of_verb(verb: str) -> list[tuple[str, Any]]:
    """The commands of one verb, by what is typed."""
    return list(commands(typer.main.get_command(application(verb))))


def _typed(words: str, command: Any) -> str:
    given = [words]
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            name = parameter.name.upper().replace("_", "-")
            given.append(name if parameter.required else f"[{name}]")
        elif parameter.required:
            given.append(f"{parameter.opts[0]} …")
    return " ".join(given)


def page() -> str:
    """The page."""
    parts = [HEAD]
    for (en, zh), verbs in GROUPS.items():
        rows = [
            f"| `{_typed(words, command)}` | {' '.join(command.help.split()).replace('|', '/')} |"
            for verb in verbs
            for words, command in of_verb(verb)
        ]
        parts.append(f"## {en} {zh}\n\n| xinyong … | what it does 用途 |\n| --- | --- |\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)
