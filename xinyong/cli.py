"""The command line: the same verbs for a terminal. Each verb's module is loaded only when it is asked for."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from xinyong.errors import XinyongError

VERBS: dict[str, tuple[str, str]] = {
    "init": ("xinyong.founding_cli", "Open a register. 开设登记册。"),
    "countersign": ("xinyong.founding_cli", "Countersign a real register as its second officer. 会签。"),
    "officer": ("xinyong.founding_cli", "Enrol officers. 登记经办人。"),
    "mandate": ("xinyong.founding_cli", "Grant a mandate that the law gives. 授予法定职权。"),
    "edition": ("xinyong.founding_cli", "Adopt an edition of the rulebook. 采用新版规则。"),
    "keys": ("xinyong.founding_cli", "Rotate keys. 轮换密钥。"),
    "intake": ("xinyong.intake_cli", "Take in an authority's files. 接收报送文件。"),
    "check": ("xinyong.check_cli", "Ask whether a subject is restricted for an action. 核查。"),
    "show": ("xinyong.check_cli", "Show what is held on an organisation. 查看主体。"),
    "case": ("xinyong.case_cli", "A listing's procedure, step by step. 名单程序。"),
    "record": ("xinyong.case_cli", "Correct, withdraw or erase a record. 更正、撤回或删除记录。"),
    "law": ("xinyong.law_cli", "Read and check the law as data. 查阅与检验规则。"),
    "names": ("xinyong.names_cli", "Compare organisations' names. 比对名称。"),
    "journal": ("xinyong.journal_cli", "Verify, rebuild, prove, seal, read. 日志。"),
    "backup": ("xinyong.journal_cli", "Back the register up. 备份。"),
    "restore": ("xinyong.journal_cli", "Restore a backup. 恢复。"),
}


class Verbs(click.Group):
    """A group that knows its verbs by name and loads the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        import typer

        module = importlib.import_module(VERBS[cmd_name][0])
        command: Any = typer.main.get_command(module.app)
        if isinstance(command, click.Group) and cmd_name in command.commands:
            command = command.commands[cmd_name]
        command.name = cmd_name
        return command  # type: ignore[no-any-return]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs 命令"):
            formatter.write_dl([(name, words) for name, (_, words) in VERBS.items()])


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def app() -> None:
    """xinyong 信用 — a law-bound public credit register."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every error of ours is told in the person's terms."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        app(args=given, prog_name="xinyong")
    except XinyongError as error:
        from xinyong.terminal import leave

        leave(error, "--json" in given)


if __name__ == "__main__":
    main()
