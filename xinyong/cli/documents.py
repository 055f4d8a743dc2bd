"""``xinyong document``: make a case's documents and certified files, and verify a document's code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from xinyong.casework.documents.model import KINDS
from xinyong.cli.acting import LanguageOption, one_of_the_forms
from xinyong.cli.terminal import (
    HomeOption,
    JsonOption,
    OfficerOption,
    credential,
    day,
    emit,
    open_office,
    write_private,
)
from xinyong.errors import BadInput, Text

app = typer.Typer(no_args_is_help=True)

FormOption = Annotated[str, typer.Option("--format", help="pdf | html")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Where to write it. 输出文件。")]


@app.command("document")
def document(
    what: Annotated[str, typer.Argument(help="A case's id, “certified” or “verify”. 案件编号、certified 或 verify。")],
    which: Annotated[
        str, typer.Argument(help="certified: an organisation's code; verify: a document's code. 代码。")
    ] = "",
    kind: Annotated[str, typer.Option(help=" | ".join(KINDS))] = "decision",
    number: Annotated[str, typer.Option(help="Number of a notice that is not yet served. 待送达告知书的文号。")] = "",
    dated: Annotated[str | None, typer.Option("--date", help="Its date (YYYY-MM-DD). 日期。")] = None,
    form: FormOption = "pdf",
    language: LanguageOption = "both",
    out: OutOption = None,
    draft: Annotated[bool, typer.Option("--draft", help="Do not issue: no code. 不签发，仅供核对。")] = False,
    authority: Annotated[str, typer.Option(help="Who makes it, where the case is on a person. 制作机关。")] = "",
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Make a document: of a case, the certified file of an organisation; or verify a document's code.
    制作案件文书、组织的核验档案，或核验文书编码。
    """
    if what == "verify":
        return _verify(which, home, json)
    one_of_the_forms(form, language)
    from xinyong.casework.documents.html import render_html
    from xinyong.casework.documents.pdf import render_pdf
    from xinyong.office.dossiers import readable_by

    with open_office(home) as office:
        office.seal_if_needed()
        readable_by(office, what, credential(office, officer, authority) if authority or officer else None)
        made, answer = (
            _certified(office, which, draft)
            if what == "certified"
            else _of_case(office, what, kind, number, day(dated, "date"), draft)
        )
    content = render_pdf(made, language) if form == "pdf" else render_html(made, language)
    path = out or Path(f"{answer['issued'] or made.kind}.{form}")
    write_private(path, content)
    answer |= {"file": str(path), "bytes": len(content)}
    emit(
        answer,
        json,
        f"{path}: {made.parts[0].title} {made.number}\n  issued 签发: {answer['issued'] or '—'}  "
        f"code 核验码: {answer['code'] or '—'}",
    )
    return None


def _of_case(office: Any, case: str, kind: str, number: str, dated: Any, draft: bool) -> tuple[Any, dict[str, Any]]:
    from xinyong.office.dossiers import basis_of, desk_of, document_of, with_code

    kinds = [each for each in KINDS if each != "certified"]
    if kind not in kinds:
        raise BadInput(
            Text(f"案件没有“{kind}”这种文书。", f"A case has no document “{kind}”."),
            field="kind",
            todo=Text("取值：" + "、".join(kinds), "One of: " + ", ".join(kinds)),
        )
    basis = basis_of(office, case, kind, number, dated)
    made = document_of(office, basis)
    answer: dict[str, Any] = {"kind": kind, "case": case, "number": made.number, "issued": "", "code": ""}
    if draft:
        return made, answer
    with desk_of(office) as desk:
        issued = desk.issue(made, basis, office.clock())
    return with_code(made, issued.code), answer | {"issued": issued.id, "code": issued.code, "digest": issued.digest}


def _certified(office: Any, code: str, draft: bool) -> tuple[Any, dict[str, Any]]:
    from xinyong.casework.delivery.issued import Basis
    from xinyong.office.dossiers import desk_of, with_code
    from xinyong.publication.certified import certified_file
    from xinyong.publication.checkpoint import newest_checkpoint
    from xinyong.publication.organisation import organisation_view
    from xinyong.subjects import identifiers

    read = identifiers.get(office.rulebook.manifest.organisation_identifier).read(code)
    view = organisation_view(office, read.code, office.today())
    with office.store.reading() as reading:
        row = reading.rows("organisation", code=read.code, limit=1)[0]
    made = certified_file(
        office.rulebook, view, newest_checkpoint(office.store), office.register_id, office.mode
    )
    answer: dict[str, Any] = {"kind": "certified", "number": "", "issued": "", "code": ""}
    if draft:
        return made, answer
    basis = Basis(
        kind="certified", subject=row["subject"], on=view.today, identifier=row["identifier"], code=row["code"]
    )
    with desk_of(office) as desk:
        issued = desk.issue(made, basis, office.clock())
    return with_code(made, issued.code), answer | {"issued": issued.id, "code": issued.code, "digest": issued.digest}


def _verify(code: str, home: Path | None, json: bool) -> None:
    import msgspec

    from xinyong.office.dossiers import desk_of

    with open_office(home) as office, desk_of(office) as desk:
        said = desk.confirm(code)
    human = (
        f"✓ genuine 真实: {said.authority_en} {said.authority_zh} {said.number} {said.dated or ''}\n"
        f"  {said.kind} {said.digest}"
        if said.genuine
        else "✗ no such document was issued 没有签发过这份文书"
    )
    emit(msgspec.to_builtins(said), json, human)
