"""``xinyong init | countersign | officer | mandate | edition``: opening and governing a register."""

from __future__ import annotations

from typing import Annotated

import typer

from xinyong.errors import BadInput, Text
from xinyong.office import find_home, found
from xinyong.terminal import HomeOption, JsonOption, OfficerOption, credential, day, emit, open_office

app = typer.Typer(no_args_is_help=True)
officer_app = typer.Typer(no_args_is_help=True)
mandate_app = typer.Typer(no_args_is_help=True)
edition_app = typer.Typer(no_args_is_help=True)
app.add_typer(officer_app, name="officer")
app.add_typer(mandate_app, name="mandate")
app.add_typer(edition_app, name="edition")


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
    """Open a register in an empty folder."""
    from xinyong.law.loading import load

    if real == synthetic:
        raise BadInput(
            Text("请选择 --real 或 --synthetic 之一。", "Choose one of --real and --synthetic."), field="mode"
        )
    path = find_home(home).path
    office = found(path, "real" if real else "synthetic", load(rulebook), countersign=countersign)
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
    """Countersign a register as its second officer."""
    from xinyong.office.founding import countersign_register

    with open_office(home) as office:
        signer = countersign_register(office)
        office.seal_if_needed()
    emit({"officer": signer.officer, "key": signer.public_key}, json, f"Countersigned by {signer.officer}.")


@officer_app.command("enrol")
def enrol(
    officer: str, authority: Annotated[str, typer.Option()], home: HomeOption = None, json: JsonOption = False
) -> None:
    """Make a credential for an officer of an authority and enrol it."""
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
    cite: Annotated[str, typer.Option(help="instrument#article")],
    since: Annotated[str, typer.Option(help="YYYY-MM-DD")],
    until: Annotated[str | None, typer.Option(help="YYYY-MM-DD")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Grant an authority a mandate that an instrument in force gives it."""
    from xinyong.register.grant_mandate import GrantMandate

    start = day(since, "since")
    assert start is not None
    command = GrantMandate(
        authority=authority, power=power, scope=scope, cite=cite, since=start, until=day(until, "until")
    )
    with open_office(home) as office:
        receipts = office.decide(command, credential(office, None, "register"))
        office.seal_if_needed()
    emit({"entries": [r.seq for r in receipts]}, json, f"Granted: entry {receipts[0].seq}.")


@edition_app.command("adopt")
def adopt(
    rulebook: str,
    since: Annotated[str, typer.Option(help="YYYY-MM-DD")],
    authority: Annotated[str, typer.Option(help="The legal authority that signs.")],
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Adopt an edition of the rulebook: a built-in name or a folder."""
    from xinyong.office.editions import adopt_edition

    start = day(since, "since")
    assert start is not None
    with open_office(home) as office:
        answer = adopt_edition(office, rulebook, start, credential(office, officer, authority))
        office.seal_if_needed()
    emit(answer, json, f"Edition {answer['edition'][:12]} applies from {since}; {answer['changes']} changes.")
