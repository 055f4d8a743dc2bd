"""``xinyong check-person``, ``mine`` and ``look-ups``: one question about one person, and the person's own sight.

The number is read from standard input and nowhere else: an argument would stand in the shell's history and in every
list of processes.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from xinyong.cli.acting import AuthorityOption, DocumentOption, NumberOption
from xinyong.cli.terminal import HomeOption, JsonOption, OfficerOption, credential, emit, open_office

app = typer.Typer(no_args_is_help=True)
look_ups = typer.Typer(no_args_is_help=True)
app.add_typer(look_ups, name="look-ups")

MOST_READ = 4096


def number_given() -> str:
    """The number on standard input, as it was given: that it is one whole number is for the register to say."""
    return sys.stdin.read(MOST_READ).strip()


@app.command("check-person")
def check_person(
    action: Annotated[str, typer.Option(help="What the person wants to do, e.g. travel.rail. 事项。")],
    transaction: Annotated[str, typer.Option(help="Reference of the one transaction. 业务编号。")],
    authority: AuthorityOption,
    officer: OfficerOption = None,
    number: NumberOption = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Ask about one person, whose number is given on standard input. Synthetic registers alone. 查询一名自然人。"""
    import msgspec

    from xinyong.check.person import ask, decode
    from xinyong.check.words import person_lines

    given = number_given()
    with open_office(home) as office:
        office.seal_if_needed()
        answer = decode(ask(office, credential(office, officer, authority, number), given, action, transaction))
        human = "\n".join(person_lines(office.rulebook, answer))
    emit(msgspec.to_builtins(answer), json, human)


@app.command("mine")
def mine_command(
    opened: Annotated[int | None, typer.Option(help="Entry that opened it to a court or auditor. 开放条目。")] = None,
    authority: Annotated[str, typer.Option("--authority", help="The court or auditor, with --opened. 查看机关。")] = "",
    officer: OfficerOption = None,
    number: NumberOption = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Everything held on oneself, every decision and every look-up; the number on standard input. 查看本人信息。"""
    import msgspec

    from xinyong.check.sight import disclosed, mine
    from xinyong.check.words import sight_lines

    given = number_given()
    with open_office(home) as office:
        if opened is None:
            sight = mine(office, given)
        else:
            sight = disclosed(office, credential(office, officer, authority, number), given, opened)
    emit(msgspec.to_builtins(sight), json, "\n".join(sight_lines(sight)))


@look_ups.command("seal")
def seal(
    number: NumberOption = 1, officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Put the digest of the look-ups since the last batch into the journal: daily, by the operator. 封存查询记录摘要。"""
    from xinyong.office.looking import seal_look_ups

    with open_office(home) as office:
        receipt = seal_look_ups(office, credential(office, officer, "register", number))
    told = f"sealed by entry 已由第{receipt.seq}条封存" if receipt else "nothing to seal 无新记录"
    emit({"entry": receipt.seq if receipt else None}, json, told)


@look_ups.command("open")
def open_(
    reason: Annotated[str, typer.Option(help="court-order | audit | complaint-of-subject. 理由。")],
    document: DocumentOption,
    authority: AuthorityOption,
    officer: OfficerOption = None,
    number: NumberOption = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """A court or auditor asks to read what is held on one person; a second officer confirms. 提议查看他人信息。"""
    from xinyong.check.person import read_number
    from xinyong.office.looking import propose_disclosure

    given = number_given()
    with open_office(home) as office:
        identifier, code, _ = read_number(office, given)
        signer = credential(office, officer, authority, number)
        receipt = propose_disclosure(office, signer, identifier, code, reason, document)
        office.seal_if_needed()
    emit({"entry": receipt.seq}, json, f"proposed, entry 已提议，条目 {receipt.seq}")


@look_ups.command("confirm")
def confirm(
    proposal: Annotated[int, typer.Argument(help="The proposal's entry. 提议条目。")],
    authority: AuthorityOption,
    officer: OfficerOption = None,
    number: NumberOption = 2,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """The second officer opens it, for today: xinyong mine --opened ENTRY. 确认查看。"""
    from xinyong.register.look_ups import ConfirmDisclosure

    with open_office(home) as office:
        signer = credential(office, officer, authority, number)
        (receipt,) = office.decide(ConfirmDisclosure(proposal=proposal), signer)
        office.seal_if_needed()
    emit({"entry": receipt.seq}, json, f"open today, entry 今日开放，条目 {receipt.seq}")
