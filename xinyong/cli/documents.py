"""``xinyong document`` and ``xinyong deliver``: make a case's documents, deliver them, record proof."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from xinyong.casework.documents.model import KINDS
from xinyong.cli.acting import AuthorityOption, act
from xinyong.cli.terminal import HomeOption, JsonOption, OfficerOption, credential, day, emit, open_office, write_private
from xinyong.errors import BadInput, NotFound, Text
from xinyong.law.articles import refused
from xinyong.subjects.ids import is_person_case

app = typer.Typer(no_args_is_help=True)
deliver_app = typer.Typer(no_args_is_help=True)
app.add_typer(deliver_app, name="deliver")

FormOption = Annotated[str, typer.Option("--format", help="pdf | html")]
LanguageOption = Annotated[str, typer.Option("--lang", help="zh | en | both")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Where to write it. 输出文件。")]
IssuedArgument = Annotated[str, typer.Argument(help="The issued document's id (D…). 已签发文书编号。")]


def _checked(form: str, language: str) -> None:
    for name, value, allowed in (("format", form, ("pdf", "html")), ("lang", language, ("zh", "en", "both"))):
        if value not in allowed:
            raise BadInput(
                Text(f"不支持“{value}”。", f"“{value}” is not known here."),
                field=name,
                todo=Text("取值：" + "、".join(allowed), "One of: " + ", ".join(allowed)),
            )


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
    _checked(form, language)
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


# --- delivery --------------------------------------------------------------------------------


@deliver_app.command("post")
def post(
    issued: IssuedArgument,
    channel: Annotated[str, typer.Option(help="inbox | email | webhook | print")],
    address: Annotated[str, typer.Option("--to", help="Mail address or URL. 邮箱或网址。")] = "",
    language: LanguageOption = "both",
    third_party: Annotated[
        bool, typer.Option("--third-party", help="Informed of the listing, never compelled. 告知第三方。")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Put an issued document into the outbox; once for each recipient. Who is told is told of every change after.
    将已签发文书投入发件箱；每名收件人一次。收到告知者，此后变化均予告知。
    """
    from xinyong.casework.delivery.desk import SUBJECT, THIRD_PARTY
    from xinyong.office.dossiers import desk_of
    from xinyong.office.telling import may_be_told

    if channel not in ("inbox", "email", "webhook", "print"):
        raise BadInput(
            Text(f"没有“{channel}”渠道。", f"There is no channel “{channel}”."),
            field="channel",
            todo=Text(
                "取值：inbox、email、webhook、print；当面交付用 deliver counter。",
                "inbox, email, webhook or print; across the counter: deliver counter.",
            ),
        )
    if channel in ("email", "webhook") and not address:
        raise BadInput(Text("须写明地址。", "Say where to."), field="to", todo=Text("用 --to。", "Use --to."))
    _checked("pdf", language)
    with open_office(home) as office, desk_of(office) as desk:
        role = THIRD_PARTY if third_party else SUBJECT
        _stays_private(desk.issued(issued).basis.case, channel, third_party)
        made = may_be_told(office, desk.issued(issued), role)
        item = desk.post(made.id, channel, office.clock(), address, language, role)
    emit({"key": item.key, "state": item.state}, json, f"{item.key}: {item.state}")


def _stays_private(case: str, channel: str, third_party: bool) -> None:
    """What is for a person goes to the person alone: its own pages, by post or by hand; nobody's address is kept."""
    if is_person_case(case) and (third_party or channel not in ("inbox", "print")):
        raise refused(
            11,
            Text("致自然人的文书只送本人页面、邮寄或者当面交付；登记册不保存个人地址。",
                 "A document to a person goes to its own pages, by post or by hand; no address of anybody is kept."),
            field="channel", todo=Text("用 inbox 或 print，或当面交付。", "Use inbox or print, or hand it over."),
        )


@deliver_app.command("open")
def open_sealed_file(
    key: Annotated[str, typer.Argument(help="The parcel in the print queue. 打印队列中的投递件。")],
    authority: AuthorityOption,
    out: Annotated[Path, typer.Option("--out", help="Where to write the PDF, to print it. 输出文件。")],
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Open a document to a person that lies sealed in the print queue, as an officer of the authority that decided.
    由作出决定的机关经办人打开打印队列中封存的自然人文书。
    """
    from xinyong.casework.delivery.channels import PrintQueue
    from xinyong.office.dossiers import desk_of, readable_by
    from xinyong.office.envelopes import opened_for

    with open_office(home) as office, desk_of(office) as desk:
        issued = desk.issued(desk.item(key).issued)
        readable_by(office, issued.basis.case, credential(office, officer, authority))
        content = PrintQueue(office.home.print_queue).sealed(key)
        pdf = opened_for(office.keys, issued.basis.subject, issued.id, content)
    write_private(out, pdf)
    emit({"file": str(out), "bytes": len(pdf)}, json)


@deliver_app.command("run")
def run(
    smtp: Annotated[str, typer.Option(envvar="XINYONG_SMTP", help="HOST:PORT of the mail server. 邮件服务器。")] = "",
    sender: Annotated[str, typer.Option(envvar="XINYONG_SENDER", help="From address. 发件地址。")] = "",
    security: Annotated[
        str, typer.Option(envvar="XINYONG_SMTP_SECURITY", help="starttls | tls | plain (loopback alone 仅限本机)")
    ] = "starttls",
    user: Annotated[str, typer.Option(envvar="XINYONG_SMTP_USER", help="Mail account. 账户。")] = "",
    password: Annotated[str, typer.Option(envvar="XINYONG_SMTP_PASSWORD", help="Its password. 密码。")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Deliver what is due, changes to those who were told of a listing first; erased cases leave the outbox.
    投递到期件，先告知名单变化；已清除案件的件随即移出。
    """
    from xinyong.casework.delivery.channels import Inbox, PrintQueue
    from xinyong.casework.delivery.courier import Courier
    from xinyong.casework.delivery.network import Email, Mail, Signing, Webhook
    from xinyong.office import letters
    from xinyong.office.dossiers import desk_of, rendered
    from xinyong.office.envelopes import sealed_for
    from xinyong.office.telling import tell

    with open_office(home) as office, desk_of(office) as desk:
        queue = PrintQueue(
            office.home.print_queue,
            lambda issued, pdf: sealed_for(office.keys, issued.basis.subject, issued.id, pdf),
        )
        with office.store.reading() as reading:
            letters.sweep(office.home, reading, set())
        told = tell(office, desk)
        signer = office.keys.signer()
        channels: dict[str, Any] = {
            "inbox": Inbox(desk),
            "print": queue,
            "webhook": Webhook(Signing(signer.sign, signer.public.hex()), office.register_id, office.mode),
        }
        if smtp:
            host, _, port = smtp.rpartition(":")
            mail = Mail(host, int(port), sender, security, user, password)
            channels["email"] = Email(mail, office.register_id, office.mode)
        courier = Courier(
            desk, channels, lambda issued, language, form: rendered(office, issued, language, form), office.clock
        )
        outcomes = courier.run()
        waiting = len(desk.items("waiting"))
    lines = [f"{'✓' if each.delivered else '✗'} {each.key}: {each.said}" for each in outcomes]
    emit(
        {"outcomes": [each._asdict() for each in outcomes], "waiting": waiting, "changes_told": len(told)},
        json,
        "\n".join([*lines, f"{waiting} waiting 待投递"]),
    )


@deliver_app.command("list")
def list_(home: HomeOption = None, json: JsonOption = False) -> None:
    """The outbox with its proofs. Addresses are not shown. 发件箱及其送达证明；不显示地址。"""
    from xinyong.office.dossiers import desk_of

    with open_office(home) as office, desk_of(office) as desk:
        rows = [(item, desk.proof(item.key)) for item in desk.items()]
    told = [
        {
            "key": item.key,
            "channel": item.channel,
            "state": item.state,
            "attempts": item.attempts,
            "proof": proof._asdict() if proof else None,
        }
        for item, proof in rows
    ]
    emit(
        {"items": told},
        json,
        "\n".join(f"{item.key}: {item.state}" + (f", {proof.reference}" if proof else "") for item, proof in rows)
        or "the outbox is empty 发件箱为空",
    )


@deliver_app.command("pickup")
def pickup(
    key: Annotated[str, typer.Argument(help="The letter in the inbox (D…-inbox). 收件箱中的信件。")],
    consent: Annotated[
        str, typer.Option(help="The consent to electronic service; without it reading proves nothing. 同意电子送达书编号。")
    ] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Make the one-time code with which the organisation reads this letter on the portal (/zh/inbox).
    制作一次性取件码，供组织在门户阅读（/zh/inbox）。
    """
    from xinyong.office.dossiers import desk_of

    with open_office(home) as office, desk_of(office) as desk:
        code = desk.offer(key, consent, office.clock())
    emit({"key": key, "code": code}, json, f"{key}\n  one-time code 一次性取件码: {code}")


@deliver_app.command("retry")
def retry(key: str, home: HomeOption = None, json: JsonOption = False) -> None:
    """Try again a parcel that was given up. 重新投递已放弃的件。"""
    from xinyong.office.dossiers import desk_of

    with open_office(home) as office, desk_of(office) as desk:
        desk.item(key)
        desk.retry(key, office.clock())
        state = desk.item(key).state
    emit({"key": key, "state": state}, json)


@deliver_app.command("counter")
def counter(
    issued: IssuedArgument,
    recipient: Annotated[str, typer.Option(help="legal-representative | responsible-person | agent | mail-room")],
    authority: AuthorityOption,
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Record that an officer handed it over at the counter. 记录经办人在窗口当面交付。"""
    from xinyong.casework.delivery.channels import hand_over
    from xinyong.office.dossiers import desk_of

    with open_office(home) as office, desk_of(office) as desk:
        signer = credential(office, officer, authority)
        with office.store.reading() as reading:
            actor = office.actor(signer, reading)
        proof = hand_over(desk, desk.issued(issued).id, actor.officer, recipient, office.clock())
    emit(proof._asdict(), json, proof.reference)


@deliver_app.command("served")
def served(
    key: Annotated[str, typer.Argument(help="The parcel whose delivery served the notice. 送达所凭的投递件。")],
    authority: AuthorityOption,
    method: Annotated[str, typer.Option(help="delivered | refused | public-notice")] = "delivered",
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Record in the journal, as an officer, that a notice was served, naming the proof of its delivery.
    由经办人将告知书的送达记入日志，并写明其送达证明。
    """
    from zoneinfo import ZoneInfo

    from xinyong.office.dossiers import desk_of
    from xinyong.register.serve_notice import ServeNotice

    with open_office(home) as office, desk_of(office) as desk:
        issued = desk.issued(desk.item(key).issued)
        proof = desk.service_proof(key)
        zone: ZoneInfo = office.zone
    if proof is None or issued.basis.kind != "notice":
        raise NotFound(
            Text("没有这份告知书的送达证明。", "There is no proof of delivery of a notice under this key."),
            field="key",
            todo=Text(
                "打印件寄出后，凭回执用 case notice 记录；收件箱须经同意并已阅读。",
                "For post, record the receipt with case notice; an inbox proves service once read, where agreed.",
            ),
        )
    on = datetime.fromtimestamp(proof.at / 1000, zone).date()
    command = ServeNotice(
        case=issued.basis.case, served_on=on, method=method, document=issued.number, proof=proof.reference
    )
    act(command, home, officer, authority, json)
