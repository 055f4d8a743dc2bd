"""``xinyong case``: a hearing, from the subject's request to its record."""

from __future__ import annotations

from typing import Annotated

import typer

from xinyong.cli.acting import AuthorityOption, CaseArgument, DocumentOption, act
from xinyong.cli.terminal import HomeOption, JsonOption, OfficerOption, a_day

hearing_app = typer.Typer(no_args_is_help=True)


@hearing_app.command("request-hearing")
def request_hearing(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    received_on: Annotated[str, typer.Option(help="Day of receipt. 收到日期。")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter that the subject asks for a hearing: nothing is decided before it. 记录当事人申请听证：听证前不作决定。"""
    from xinyong.register.hold_hearing import RequestHearing

    command = RequestHearing(case=case, received_on=a_day(received_on, "received_on"), document=document)
    act(command, home, officer, authority, json)


@hearing_app.command("invite")
def invite(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    served_on: Annotated[str, typer.Option(help="Day on which the invitation was served. 通知送达日期。")],
    held_on: Annotated[str, typer.Option(help="Day of the hearing. 听证日期。")],
    place: Annotated[str, typer.Option(help="An office's address or room. 听证地点。")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter that the subject was invited to its hearing, the law's days ahead; a new invitation sets another day.
    记录已在法定期限前通知听证；另行通知即另定日期。
    """
    from xinyong.register.hold_hearing import InviteToHearing

    command = InviteToHearing(
        case=case, served_on=a_day(served_on, "served_on"), held_on=a_day(held_on, "held_on"), place=place,
        document=document,
    )
    act(command, home, officer, authority, json)


@hearing_app.command("hear")
def hear(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    held_on: Annotated[str, typer.Option(help="Day of the hearing. 听证日期。")],
    heard: Annotated[
        list[str], typer.Option(help="legal-representative | responsible-person | agent | expert | witness")
    ],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter the hearing with its record, as the officer who presided (not the one who proposed the case).
    由主持人（不得为提出案件的经办人）录入听证及其笔录。
    """
    from xinyong.register.hold_hearing import HoldHearing

    command = HoldHearing(case=case, held_on=a_day(held_on, "held_on"), document=document, heard=heard)
    act(command, home, officer, authority, json, number=2)


@hearing_app.command("waive-hearing")
def waive_hearing(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    how: Annotated[str, typer.Option(help="given-up | stayed-away")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter that the subject gave its hearing up, or stayed away from it although invited in time.
    记录当事人放弃听证，或经依法通知未到场。
    """
    from xinyong.register.hold_hearing import WaiveHearing

    act(WaiveHearing(case=case, how=how, document=document), home, officer, authority, json)
