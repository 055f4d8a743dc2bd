"""``xinyong honour`` and ``xinyong status``: granting, withdrawing and declining honours; filing neutral statuses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xinyong.cli.acting import AuthorityOption, CaseArgument, DocumentOption, act
from xinyong.cli.case import read_facts
from xinyong.cli.terminal import HomeOption, JsonOption, OfficerOption, day

app = typer.Typer(no_args_is_help=True)
honour_app = typer.Typer(no_args_is_help=True)
status_app = typer.Typer(no_args_is_help=True)
app.add_typer(honour_app, name="honour")
app.add_typer(status_app, name="status")
ListOption = Annotated[str, typer.Option("--list", help="The list. 名单。")]


@honour_app.command("propose")
def propose(
    code: str, listing: ListOption, authority: AuthorityOption,
    ground: Annotated[str, typer.Option(help="The condition in law. 授予条件。")],
    facts: Annotated[Path, typer.Option(help="YAML: fact: {value: …, document: …}. 事实及文书。")],
    application: Annotated[str, typer.Option(help="The subject's own application. 本人申请文书。")] = "",
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Propose an honour on documented facts. Nothing follows from it yet. 凭有文书佐证的事实提议授予荣誉；尚不产生任何后果。"""
    from xinyong.register.grant_honour import ProposeHonour

    command = ProposeHonour(
        code=code, list=listing, ground=ground, facts=read_facts(facts), application=application
    )
    act(command, home, officer, authority, json)


@honour_app.command("decide")
def decide(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Decide to grant it, as the named officer; without effect until another approves. 以署名经办人决定授予；另一经办人审批前不生效。"""
    from xinyong.register.grant_honour import DecideHonour

    act(DecideHonour(case=case, document=document), home, officer, authority, json)


@honour_app.command("approve")
def approve(
    case: CaseArgument, authority: AuthorityOption, officer: OfficerOption = None, home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Approve the decision as another officer; the honour begins once sealed. 由另一经办人审批；封存后生效。"""
    from xinyong.register.grant_honour import ApproveHonour

    act(ApproveHonour(case=case), home, officer, authority, json, number=2)


@honour_app.command("decline")
def decline(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter that the subject declines it: gone at once, and what was recorded is destroyed. 录入当事人谢绝荣誉：立即终止，所录内容销毁。"""
    from xinyong.cli.terminal import open_office
    from xinyong.register.decline_honour import DeclineHonour

    act(DeclineHonour(case=case, document=document), home, officer, authority, json)
    with open_office(home) as office:
        office.store.scrub()


@honour_app.command("withdraw")
def withdraw(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    ending: Annotated[str, typer.Option(help="One of the endings of its law. 撤销事由。")],
    served_on: Annotated[str, typer.Option(help="Day its holder was told. 告知当事人之日。")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Decide to take it away, after its holder was told; another officer approves the step. 告知当事人后决定撤销荣誉；须另一经办人审批。"""
    from xinyong.register.withdraw_honour import WithdrawHonour

    told = day(served_on, "served_on")
    assert told is not None
    act(WithdrawHonour(case=case, ending=ending, served_on=told, document=document), home, officer, authority, json)


@status_app.command("file")
def file_status(
    code: str, listing: ListOption, document: DocumentOption, authority: AuthorityOption,
    since: Annotated[str, typer.Option(help="In force from (YYYY-MM-DD). 生效日期。")],
    until: Annotated[str | None, typer.Option(help="Its last day, as it states it. 有效期止。")] = None,
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """File a neutral status as its own body certifies it; it has no effect on anything. 按发证机构的证明报送中性状态；不附任何后果。"""
    from xinyong.register.file_status import FileStatus

    begun = day(since, "since")
    assert begun is not None
    command = FileStatus(code=code, list=listing, document=document, since=begun, until=day(until, "until"))
    act(command, home, officer, authority, json)
