"""``xinyong deliver``: send a case's documents, and record the proof of their service."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from xinyong.cli.acting import AuthorityOption, LanguageOption, act, one_of_the_forms
from xinyong.cli.terminal import (
    HomeOption,
    JsonOption,
    OfficerOption,
    credential,
    emit,
    open_office,
    write_private,
)
from xinyong.errors import BadInput, NotFound, Text

app = typer.Typer(no_args_is_help=True)
IssuedArgument = Annotated[str, typer.Argument(help="The issued document's id (D…). 已签发文书编号。")]


@app.command("post")
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
    from xinyong.casework.delivery.port import stays_private
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
    one_of_the_forms("pdf", language)
    with open_office(home) as office, desk_of(office) as desk:
        role = THIRD_PARTY if third_party else SUBJECT
        stays_private(desk.issued(issued).basis.case, channel, address, third_party)
        made = may_be_told(office, desk.issued(issued), role)
        item = desk.post(made.id, channel, office.clock(), address, language, role)
    emit({"key": item.key, "state": item.state}, json, f"{item.key}: {item.state}")


@app.command("open")
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


@app.command("run")
def run(
    smtp: Annotated[str, typer.Option(envvar="XINYONG_SMTP", help="HOST:PORT of the mail server. 邮件服务器。")] = "",
    sender: Annotated[str, typer.Option(envvar="XINYONG_SENDER", help="From address. 发件地址。")] = "",
    security: Annotated[
        str, typer.Option(envvar="XINYONG_SMTP_SECURITY", help="starttls | tls | plain (loopback alone 仅限本机)")
    ] = "starttls",
    user: Annotated[
        str, typer.Option(envvar="XINYONG_SMTP_USER", help="Mail account; password: XINYONG_SMTP_PASSWORD. 账户；密码用环境变量。")
    ] = "",
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

    server = _host_and_port(smtp) if smtp else None
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
        if server is not None:
            # No option for the password: an argument would stand in every list of processes.
            mail = Mail(*server, sender, security, user, os.environ.get("XINYONG_SMTP_PASSWORD", ""))
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


def _host_and_port(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()):
        raise BadInput(
            Text("邮件服务器须写成“主机:端口”。", "The mail server is given as HOST:PORT."), field="smtp",
            todo=Text("例如 --smtp mail.example:587。", "For example --smtp mail.example:587."),
        )
    return host, int(port)


@app.command("list")
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


@app.command("pickup")
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


@app.command("retry")
def retry(key: str, home: HomeOption = None, json: JsonOption = False) -> None:
    """Try again a parcel that was given up. 重新投递已放弃的件。"""
    from xinyong.office.dossiers import desk_of

    with open_office(home) as office, desk_of(office) as desk:
        desk.item(key)
        desk.retry(key, office.clock())
        state = desk.item(key).state
    emit({"key": key, "state": state}, json)


@app.command("counter")
def counter(
    issued: IssuedArgument,
    recipient: Annotated[
        str, typer.Option(help="in-person | legal-representative | responsible-person | agent | mail-room")
    ],
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


@app.command("served")
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
