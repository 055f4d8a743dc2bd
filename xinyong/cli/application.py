"""The command line: the same verbs for a terminal. Each verb's module is loaded only when it is asked for."""

from __future__ import annotations

import difflib
import importlib
import sys
from typing import Any

from xinyong.errors import XinyongError

GROUPS: dict[tuple[str, str], dict[str, tuple[str, str]]] = {
    ("Open and govern a register", "开设与治理"): {
        "init": ("xinyong.cli.founding", "Open a register. 开设登记册。"),
        "countersign": ("xinyong.cli.founding", "Countersign a real register as its second officer. 会签。"),
        "officer": ("xinyong.cli.founding", "Enrol officers, replace and revoke credentials. 登记经办人，换发、撤销凭证。"),
        "mandate": ("xinyong.cli.founding", "Grant a mandate that the law gives. 授予法定职权。"),
        "authority": ("xinyong.cli.founding", "An authority is reorganised: who takes its place. 机构承继。"),
        "edition": ("xinyong.cli.founding", "Adopt an edition of the rulebook. 采用新版规则。"),
    },
    ("Take in what authorities send", "接收报送"): {
        "intake": ("xinyong.cli.intake", "Take in an authority's files. 接收报送文件。"),
        "template": ("xinyong.cli.intake", "Write a form's official template (also: intake template). 官方填报模板。"),
        "waiting": ("xinyong.cli.check", "Rows that wait for identification, with candidates. 待识别的行。"),
        "identify": ("xinyong.cli.identify", "Decide whose a waiting row is. 核定待识别的行。"),
        "dismiss": ("xinyong.cli.identify", "Decide that a waiting row is nobody's. 退回待识别的行。"),
        "erase-lapsed": ("xinyong.cli.identify", "Destroy waiting rows that lapsed. 删除失效的待识别行。"),
        "record": ("xinyong.cli.case", "Correct, withdraw or erase a record. 更正、撤回或删除记录。"),
        "organisation": ("xinyong.cli.identify", "Move records, succession, dissolution. 记录归属、承继、注销。"),
        "status": ("xinyong.cli.honour", "File a neutral status. 报送中性状态。"),
    },
    ("Decide, and tell", "认定与告知"): {
        "case": ("xinyong.cli.case", "A listing's procedure, step by step. 名单程序。"),
        "honour": ("xinyong.cli.honour", "Grant, withdraw or decline an honour. 授予、撤销或谢绝荣誉。"),
        "document": ("xinyong.cli.documents", "Make a case's documents; certified files; verify codes. 文书。"),
        "deliver": ("xinyong.cli.deliver", "Deliver documents, with proof. 送达。"),
    },
    ("Ask", "查询"): {
        "check": ("xinyong.cli.check", "Ask whether an organisation is restricted for an action. 核查。"),
        "show": ("xinyong.cli.check", "Show what is held on an organisation. 查看主体。"),
        "check-person": ("xinyong.cli.person", "Ask about one person, as the closed table allows. 查询自然人。"),
        "mine": ("xinyong.cli.person", "Everything held on oneself, and who looked. 查看本人信息。"),
        "look-ups": ("xinyong.cli.person", "The log of look-ups: its digest and its check. 查询记录。"),
    },
    ("Keep it running", "运行维护"): {
        "keys": ("xinyong.cli.operation", "Where the keys are, and renewing them. 密钥。"),
        "erase": ("xinyong.cli.operation", "Forget what is due to be forgotten. 到期删除。"),
        "journal": ("xinyong.cli.journal", "Verify, rebuild, prove, seal, read. 日志。"),
        "backup": ("xinyong.cli.journal", "Back the register up. 备份。"),
        "restore": ("xinyong.cli.journal", "Restore a backup. 恢复。"),
    },
    ("Study and try out", "研习与试验"): {
        "law": ("xinyong.cli.law", "Read and check the law as data. 查阅与检验规则。"),
        "names": ("xinyong.cli.names", "Compare organisations' names. 比对名称。"),
        "lab": ("xinyong.cli.lab", "A synthetic country's files; an institution lived through. 虚构国家与机构。"),
    },
}
"""The verbs as the overview groups them, each with its module and what it is for."""
VERBS = {verb: stated for verbs in GROUPS.values() for verb, stated in verbs.items()}


def application(verb: str) -> Any:
    """The Typer application with this one verb in it.

    A module's ``app`` holds the verb as a command or group of that name, or is itself the verb's group.
    """
    import typer

    module = importlib.import_module(VERBS[verb][0])
    root = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    root.callback()(_root)
    commands = [each for each in module.app.registered_commands if (each.name or each.callback.__name__) == verb]
    groups = [each for each in module.app.registered_groups if each.name == verb]
    if commands or groups:
        root.registered_commands, root.registered_groups = commands, groups
    else:
        root.add_typer(module.app, name=verb)
    return root


def _root() -> None:
    """xinyong 信用 — a law-bound public credit register."""


def overview() -> str:
    """What the bare command prints: every verb in its group, in both languages."""
    width = max(map(len, VERBS))
    lines = ["xinyong 信用 — a law-bound public credit register 依法运行的公共信用登记册", "", "xinyong VERB --help"]
    for (en, zh), verbs in GROUPS.items():
        lines += ["", f"{en} {zh}"]
        lines += [f"  {verb:<{width}}  {words}" for verb, (_, words) in verbs.items()]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every error of ours is told in the person's terms."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:2] == ["intake", "template"]:  # a part of the intake that takes a form where it takes files
        given = given[1:]
    if not given or given[0] in ("-h", "--help", "help"):
        print(overview())
        return
    if given[0] not in VERBS:
        near = difflib.get_close_matches(given[0], VERBS, n=1)
        print(f"✗ no verb {given[0]!r} 没有此命令" + (f" — {near[0]}?" if near else ""), file=sys.stderr)
        print(overview(), file=sys.stderr)
        raise SystemExit(2)
    try:
        application(given[0])(args=given, prog_name="xinyong")
    except XinyongError as error:
        from xinyong.cli.terminal import leave

        leave(error, "--json" in given)


if __name__ == "__main__":
    main()
