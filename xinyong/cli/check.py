"""``xinyong check`` and ``xinyong show``: the question, and what the register holds."""

from __future__ import annotations

from typing import Annotated

import typer

from xinyong.cli.terminal import HomeOption, JsonOption, day, emit, open_office

app = typer.Typer(no_args_is_help=True)


@app.command("check")
def check_command(
    code: Annotated[str, typer.Argument(help="The organisation's code. 统一社会信用代码。")],
    action: Annotated[str, typer.Option(help="What it wants to do, e.g. procurement.bid. 事项。")],
    purpose: Annotated[str, typer.Option(help="Why you ask. 查询目的。")],
    at: Annotated[str | None, typer.Option(help="About this day (YYYY-MM-DD). 关于哪一天。")] = None,
    known: Annotated[str | None, typer.Option(help="As was known on this day. 以哪一天所知为准。")] = None,
    place: Annotated[str, typer.Option(help="Where it is to be done: division code. 办理地点区划代码。")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Is this organisation restricted, or favoured, for this action: by whom, until when, how contested?
    该组织就此事项是否受限或受激励：由谁、至何时、如何救济？
    """
    from xinyong.check import check
    from xinyong.check.verdict import to_builtins
    from xinyong.check.words import verdict_lines

    with open_office(home) as office:
        office.seal_if_needed()
        verdict = check(
            office, code, action, purpose, at=day(at, "at"), known=day(known, "known"), place=place, history=True
        )
        human = "\n".join(verdict_lines(office.rulebook, verdict))
    emit(to_builtins(verdict), json, human)


@app.command("show")
def show(
    code: Annotated[str, typer.Argument(help="The organisation's code. 统一社会信用代码。")],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """What the register publishes on an organisation: identity, records, listings and what follows.
    登记册对一个组织公开的内容：身份、记录、名单及后果。
    """
    import msgspec

    from xinyong.publication.organisation import organisation_view
    from xinyong.publication.words import organisation_lines
    from xinyong.subjects import identifiers

    with open_office(home) as office:
        office.seal_if_needed()
        read = identifiers.get(office.rulebook.manifest.organisation_identifier).read(code)
        view = organisation_view(office, read.code, office.today())
        human = "\n".join(organisation_lines(office.rulebook, view))
    emit(msgspec.to_builtins(view), json, human)


@app.command("waiting")
def waiting(
    authority: Annotated[str, typer.Option(help="Only this authority's rows. 报送机关。")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Rows that name an organisation without a code, each with candidates by name. Nothing is guessed.
    未写代码的行，各附按名称查得的候选；不作推测。
    """
    import msgspec

    from xinyong.office.waiting import waiting_rows

    with open_office(home) as office:
        rows = list(waiting_rows(office, authority))
    lines = [f"{len(rows)} rows wait for identification 待识别"]
    for row in rows:
        lines.append(f"• entry {row.entry}: {row.name} ({row.form}, {row.authority}; lapses 失效 {row.lapses_on})")
        lines += [f"    {each.score:.2f}  {each.code}  {each.name}" for each in row.candidates]
        if not row.candidates:
            lines.append("    no candidate held 登记册中无候选")
    emit({"waiting": msgspec.to_builtins(rows)}, json, "\n".join(lines))
