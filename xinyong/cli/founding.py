"""``xinyong init | countersign | officer | mandate | authority | edition``: opening and governing a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xinyong.cli.acting import act
from xinyong.cli.terminal import (
    HomeOption,
    JsonOption,
    OfficerOption,
    credential,
    day,
    emit,
    open_office,
    practice_clock,
)
from xinyong.errors import BadInput, Text
from xinyong.office import find_home, found

app = typer.Typer(no_args_is_help=True)
officer_app = typer.Typer(no_args_is_help=True)
mandate_app = typer.Typer(no_args_is_help=True)
edition_app = typer.Typer(no_args_is_help=True)
authority_app = typer.Typer(no_args_is_help=True)
app.add_typer(officer_app, name="officer")
app.add_typer(mandate_app, name="mandate")
app.add_typer(edition_app, name="edition")
app.add_typer(authority_app, name="authority")


@app.command()
def init(
    home: HomeOption = None,
    real: Annotated[bool, typer.Option("--real", help="For real organisations' codes. 真实登记册。")] = False,
    synthetic: Annotated[bool, typer.Option("--synthetic", help="For made-up codes only. 合成登记册。")] = False,
    rulebook: Annotated[str, typer.Option(help="The jurisdiction's rulebook. 规则。")] = "cn",
    countersign: Annotated[
        bool, typer.Option("--countersign", help="Trials only: countersign at once. 仅供试用：同时会签。")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Open a register in an empty folder. 在空目录中开设登记册。"""
    from xinyong.law.loading import load

    if real == synthetic:
        raise BadInput(
            Text("请选择 --real 或 --synthetic 之一。", "Choose one of --real and --synthetic."), field="mode"
        )
    path = find_home(home).path
    office = found(
        path, "real" if real else "synthetic", load(rulebook), countersign=countersign, clock=practice_clock()
    )
    with office, office.store.reading() as reading:
        answer = {
            "register": office.register_id, "mode": office.mode, "rulebook": office.rulebook.manifest.id,
            "edition": office.edition_digest(), "entries": reading.size(),
            "mandates": reading.count("mandate"), "authorities": sorted(office.rulebook.authorities),
            "countersigned": countersign or synthetic,
        }
    human = f"Register {answer['register']} ({answer['mode']}, {rulebook}) opened with {answer['mandates']} mandates."
    if not answer["countersigned"]:
        human += "\nIt takes no command until a second officer runs: xinyong countersign"
    emit(answer, json, human)


@app.command()
def countersign(home: HomeOption = None, json: JsonOption = False) -> None:
    """Countersign a register as its second officer. 由第二名经办人会签登记册。"""
    from xinyong.office.founding import countersign_register

    with open_office(home) as office:
        signer = countersign_register(office)
        office.seal_if_needed()
    emit({"officer": signer.officer, "key": signer.public_key}, json, f"Countersigned by {signer.officer}.")


@officer_app.command("enrol")
def enrol(
    officer: str, authority: Annotated[str, typer.Option()], home: HomeOption = None, json: JsonOption = False
) -> None:
    """Make a credential for an officer of an authority and enrol it. 为机关经办人制作凭证并登记。"""
    from xinyong.office.founding import enrol_officer

    with open_office(home) as office:
        signer = enrol_officer(office, credential(office, None, "register"), officer, authority)
        office.seal_if_needed()
        path = office.home.credentials / f"{officer}.pem"
    emit({"officer": officer, "authority": authority, "key": signer.public_key}, json, f"Enrolled; credential: {path}")


@mandate_app.command("grant")
def grant(
    authority: str,
    power: str,
    scope: str,
    cite: Annotated[str, typer.Option(help="instrument#article. 法规#条。")],
    since: Annotated[str, typer.Option(help="YYYY-MM-DD")],
    until: Annotated[str | None, typer.Option(help="YYYY-MM-DD")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Propose to grant an authority a mandate that an instrument in force gives it; another officer confirms.
    提议授予现行法规所赋的职权；须另一经办人确认。
    """
    from xinyong.register.grant_mandate import GrantMandate

    start = day(since, "since")
    assert start is not None
    command = GrantMandate(
        authority=authority, power=power, scope=scope, cite=cite, since=start, until=day(until, "until")
    )
    act(command, home, None, "register", json)


@mandate_app.command("confirm")
def confirm_grant(
    proposal: Annotated[int, typer.Argument(help="Entry that proposes it. 提议的条目号。")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Confirm a proposed mandate as another officer of the operator; only then is it granted. 由运营方另一经办人确认；确认后方授予。"""
    from xinyong.register.grant_mandate import ConfirmMandate

    act(ConfirmMandate(proposal=proposal), home, officer, "register", json, number=2)


@mandate_app.command("revoke")
def revoke_grant(
    authority: str, power: str, scope: str,
    since: Annotated[str, typer.Option(help="The mandate's first day. 授权起始日。")],
    reason: Annotated[str, typer.Option()],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Revoke a mandate from today on; one officer suffices. 自今日起撤销职权；一名经办人即可。"""
    from xinyong.register.revoke import RevokeMandate

    start = day(since, "since")
    assert start is not None
    command = RevokeMandate(authority=authority, power=power, scope=scope, since=start, reason=reason)
    act(command, home, officer, "register", json)


@officer_app.command("revoke")
def revoke_officer(
    name: str, reason: Annotated[str, typer.Option()],
    authority: Annotated[str, typer.Option(help="Who revokes: the operator, or its own authority. 撤销方。")] = "register",
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Revoke an officer's credential: it signs nothing from now on. 撤销经办人凭证：此后不得签署。"""
    from xinyong.register.revoke import RevokeOfficer

    act(RevokeOfficer(officer=name, reason=reason), home, officer, authority, json)


@officer_app.command("new-key")
def new_key(
    name: Annotated[str, typer.Argument(help="The officer's id, which stays. 经办人编号（不变）。")],
    out: Annotated[Path, typer.Option("--out", help="The new credential's file. 新凭证文件。")],
    json: JsonOption = False,
) -> None:
    """Make a new key for an officer whose credential is lost, at the officer's own machine; nothing is recorded.
    凭证遗失的，在本人机器上另制密钥；不作记录。
    """
    from xinyong.journal.officers import new_credential

    signer = new_credential(out, name)
    emit({"officer": name, "key": signer.public_key}, json, f"{out}\n  key 公钥: {signer.public_key}")


@officer_app.command("replace")
def replace(
    name: str,
    key: Annotated[str, typer.Option(help="Public key of the new credential (officer new-key). 新公钥。")],
    reason: Annotated[str, typer.Option(help="lost | compromised | damaged")],
    authority: Annotated[str, typer.Option(help="Who proposes: the operator, or its own authority. 提议方。")] = "register",
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Propose a new key for an officer who lost the credential; another officer, not that one, confirms.
    提议为遗失凭证者换发密钥；由另一经办人（非本人）确认。
    """
    from xinyong.register.replace_credential import ReplaceCredential

    act(ReplaceCredential(officer=name, key=key, reason=reason), home, officer, authority, json)


@officer_app.command("confirm-replacement")
def confirm_replacement(
    proposal: Annotated[int, typer.Argument(help="Entry that proposes it. 提议的条目号。")],
    authority: Annotated[
        str, typer.Option(help="The operator, the officer's authority, or (for an operator) who signs editions. 确认方。")
    ] = "register",
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Confirm the new key: the officer signs with it from now on, and the old one signs nothing more.
    确认新密钥：此后以其签署，旧密钥作废。
    """
    from xinyong.register.replace_credential import ConfirmReplacement

    act(ConfirmReplacement(proposal=proposal), home, officer, authority, json, number=2)


@authority_app.command("succeed")
def succeed(
    authority: str, successor: str,
    cite: Annotated[str, typer.Option(help="instrument#article. 法规#条。")],
    since: Annotated[str, typer.Option(help="YYYY-MM-DD")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Propose that an authority's cases and records pass to its successor, by an instrument. 依文件提议将机关的案件和记录移交其承继机关。"""
    from xinyong.register.succeed_authority import SucceedAuthority

    start = day(since, "since")
    assert start is not None
    command = SucceedAuthority(authority=authority, successor=successor, cite=cite, since=start)
    act(command, home, officer, "register", json)


@authority_app.command("confirm")
def confirm_succession(
    proposal: int, officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Confirm a proposed succession as another officer of the operator. 由运营方另一经办人确认承继。"""
    from xinyong.register.succeed_authority import ConfirmSuccession

    act(ConfirmSuccession(proposal=proposal), home, officer, "register", json, number=2)


@edition_app.command("confirm")
def confirm_adoption(
    proposal: int,
    authority: Annotated[str, typer.Option(help="The authority that signed first. 首签机关。")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Sign a proposed edition as a second officer of the same authority: it is adopted. 由同一机关第二名经办人签署，该版本即被采用。"""
    from xinyong.register.adopt_edition import ConfirmEdition

    act(ConfirmEdition(proposal=proposal), home, officer, authority, json, number=2)


@edition_app.command("adopt")
def adopt(
    rulebook: str,
    since: Annotated[str, typer.Option(help="YYYY-MM-DD")],
    authority: Annotated[str, typer.Option(help="The legal authority that signs. 签署机关。")],
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Propose an edition of the rulebook (a built-in name or a folder); a second officer of the authority confirms.
    提议采用规则版本（内置名称或目录）；由同一机关第二名经办人确认。
    """
    from xinyong.office.editions import adopt_edition

    start = day(since, "since")
    assert start is not None
    with open_office(home) as office:
        answer = adopt_edition(office, rulebook, start, credential(office, officer, authority))
        office.seal_if_needed()
    human = f"Edition {answer['edition'][:12]} would apply from {since}; {answer['changes']} changes."
    emit(answer, json, f"{human} Confirm entry {answer['entry']}.")
