"""``xinyong identify``, ``dismiss`` and ``organisation``: who is meant, decided by officers.

Nothing here is guessed: candidates are offered (``xinyong waiting``), a named officer decides, and what would
burden somebody anew takes a second one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from xinyong.cli.acting import AuthorityOption, DocumentOption, NumberOption, act
from xinyong.cli.terminal import HomeOption, JsonOption, OfficerOption, credential, day, emit, open_office

app = typer.Typer(no_args_is_help=True)
organisation = typer.Typer(no_args_is_help=True)
app.add_typer(organisation, name="organisation")


@app.command("identify")
def identify(
    entry: Annotated[int, typer.Argument(help="The waiting row's entry. 待识别的行的条目编号。")],
    code: Annotated[str, typer.Argument(help="Whose it is. 统一社会信用代码。")],
    authority: AuthorityOption,
    officer: OfficerOption = None,
    number: NumberOption = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Decide that a waiting row is this organisation's: it is filed as its record. 核定待识别的行属于该组织：作为其记录报送。"""
    from xinyong.register.identify_row import IdentifyRow

    act(IdentifyRow(row=entry, code=code), home, officer, authority, json, number)


@app.command("dismiss")
def dismiss(
    entry: Annotated[int, typer.Argument(help="The waiting row's entry. 待识别的行的条目编号。")],
    reason: Annotated[
        str, typer.Option(help="not-an-organisation | cannot-be-identified | repeated | filed-in-error. 理由。")
    ],
    authority: AuthorityOption,
    officer: OfficerOption = None,
    number: NumberOption = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Decide that a waiting row is nobody's to keep; its content is destroyed. 决定待识别的行不属于任何主体；其内容销毁。"""
    from xinyong.register.identify_row import DismissRow

    act(DismissRow(row=entry, reason=reason), home, officer, authority, json, number)


@app.command("erase-lapsed")
def erase_lapsed_command(
    authority: AuthorityOption,
    officer: OfficerOption = None,
    number: NumberOption = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Destroy the content of rows that nobody identified within their thirty days. 销毁三十日内无人核定的行。"""
    from xinyong.office.waiting import erase_lapsed

    with open_office(home) as office:
        count = erase_lapsed(office, credential(office, officer, authority, number))
        office.seal_if_needed()
    emit({"erased": count}, json, f"{count} lapsed rows erased 已删除失效行")


@organisation.command("move")
def move(
    record: Annotated[int, typer.Argument(help="The record's entry. 记录的条目编号。")],
    code: Annotated[str, typer.Argument(help="Whom it concerns. 正确主体的代码。")],
    reason: Annotated[str, typer.Option(help="misattributed | wrong-code | merged-in-error | objection-upheld. 理由。")],
    document: DocumentOption,
    authority: AuthorityOption,
    officer: OfficerOption = None,
    number: NumberOption = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """A record was filed on the wrong organisation: hide it there now, and propose whose it is. 记录错归组织的：立即隐去，并提议其归属。"""
    from xinyong.register.subjects_change import ProposeMove

    command = ProposeMove(record=record, code=code, reason=reason, document=document)
    act(command, home, officer, authority, json, number)


@organisation.command("approve-move")
def approve_move(
    record: Annotated[int, typer.Argument(help="The record's entry. 记录的条目编号。")],
    authority: AuthorityOption,
    refuse: Annotated[bool, typer.Option("--refuse", help="It stays where it was. 不同意移转。")] = False,
    officer: OfficerOption = None,
    number: NumberOption = 2,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Approve (or refuse) as the second officer that a record is another organisation's. 由第二名经办人同意或不同意记录的归属。"""
    from xinyong.register.subjects_change import ApproveMove

    act(ApproveMove(record=record, accept=not refuse), home, officer, authority, json, number)


@organisation.command("succeed")
def succeed(
    code: Annotated[str, typer.Argument(help="Who is succeeded. 被承继主体。")],
    successor: Annotated[str, typer.Argument(help="Who succeeds. 承继主体。")],
    how: Annotated[str, typer.Option(help="merger | absorption | division | conversion. 方式。")],
    document: DocumentOption,
    authority: AuthorityOption,
    since: Annotated[str, typer.Option(help="From this day (YYYY-MM-DD). 自何日起。")] = "",
    officer: OfficerOption = None,
    number: NumberOption = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Record that one organisation takes another's place. Nothing is inherited with it (Article 10).
    记录一组织由另一组织承继；名单和记录均不随之承继（第十条）。
    """
    from xinyong.register.subjects_change import Succeed

    command = Succeed(code=code, successor=successor, how=how, document=document, since=_since(since, home))
    act(command, home, officer, authority, json, number)


@organisation.command("dissolve")
def dissolve(
    code: Annotated[str, typer.Argument(help="The organisation's code. 统一社会信用代码。")],
    document: DocumentOption,
    authority: AuthorityOption,
    since: Annotated[str, typer.Option(help="From this day (YYYY-MM-DD). 自何日起。")] = "",
    officer: OfficerOption = None,
    number: NumberOption = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Record a dissolution, and end the listings whose law ends on it. 记录注销，并终止依法随注销而终止的列入。"""
    from xinyong.register.subjects_change import Dissolve

    command = Dissolve(code=code, document=document, since=_since(since, home))
    act(command, home, officer, authority, json, number)


def _since(text: str, home: Path | None) -> date:
    """The day given, else the register's own today."""
    given = day(text or None, "since")
    if given is not None:
        return given
    with open_office(home) as office:
        return office.today()
