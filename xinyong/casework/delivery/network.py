"""Channels over the network: e-mail (SMTP, RFC 5321) and a signed webhook (CloudEvents 1.0, structured JSON)."""

from __future__ import annotations

import base64
import http.client
import ipaddress
import smtplib
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from xinyong.casework.delivery.port import DeliveryFailed, Parcel, Proof
from xinyong.casework.documents.page import WORDS
from xinyong.errors import Text

TIMEOUT = 20.0  # seconds
EVENT_TYPE = "xinyong.document.issued.v1"
SIGNATURE_HEADER = "Xinyong-Signature"
SUBJECT = "公共信用登记册文书 · Document of the public credit register"
BODY = """贵单位收到一份文书，见附件。文号：{number}。
文书末尾的核验码可用于确认真伪。

A document for your organisation is attached. No. {number}.
The verification code at its end confirms that it is genuine.
"""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def stays_here(mode: str, host: str) -> None:
    """A synthetic register's documents never leave the machine; DeliveryFailed for any other host."""
    if mode == "synthetic" and not is_loopback(host):
        raise DeliveryFailed(
            Text("合成登记册的文书不得离开本机。", "A synthetic register's documents do not leave this machine."),
            code="synthetic-stays",
            permanent=True,
        )


class Mail(NamedTuple):
    """Where mail is handed in. ``security``: plain (loopback only), starttls, or tls."""

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str = ""
    password: str = ""


class Email:
    """E-mail with the PDF attached. Subject and body name nobody; a repeat bears the same Message-ID."""

    name = "email"

    def __init__(self, mail: Mail, register: str, mode: str) -> None:
        self._mail, self._register, self._mode = mail, register, mode

    def deliver(self, parcel: Parcel) -> Proof:
        """Hand it to the mail server; accepted means that the server answers for it from now on."""
        stays_here(self._mode, self._mail.host)
        if self._mail.security == "plain" and not is_loopback(self._mail.host):
            raise DeliveryFailed(
                Text("未加密的邮件只能交给本机服务器。", "Mail goes unencrypted to a server on this machine only."),
                code="not-encrypted",
                permanent=True,
            )
        message, message_id = self._message(parcel)
        try:
            with self._connected() as server:
                refused = server.send_message(message)
        except smtplib.SMTPResponseException as error:
            raise _mail_failed(error.smtp_code) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise _mail_failed(max(code for code, _ in error.recipients.values())) from error
        except (OSError, smtplib.SMTPException) as error:
            raise _mail_failed(0) from error
        if refused:
            raise _mail_failed(max(code for code, _ in refused.values()))
        return Proof("accepted", f"email:{message_id}", parcel.at)

    def _connected(self) -> smtplib.SMTP:
        mail = self._mail
        if mail.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host, mail.port, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT)
            if mail.security == "starttls":
                server.starttls(context=ssl.create_default_context())
        if mail.user:
            server.login(mail.user, mail.password)
        return server

    def _message(self, parcel: Parcel) -> tuple[EmailMessage, str]:
        message = EmailMessage()
        message_id = f"<{parcel.key}@{self._register}.xinyong.invalid>"
        synthetic = f"[{WORDS['synthetic.short'].zh}] " if self._mode == "synthetic" else ""
        message["Subject"] = synthetic + SUBJECT
        message["From"], message["To"] = self._mail.sender, parcel.address
        message["Message-ID"] = message_id
        message["Date"] = format_datetime(datetime.fromtimestamp(parcel.issued.issued_at / 1000, UTC))
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(BODY.format(number=parcel.issued.number))
        message.add_attachment(
            parcel.render("pdf"), maintype="application", subtype="pdf", filename=f"{parcel.issued.id}.pdf"
        )
        return message, message_id


def _mail_failed(code: int) -> DeliveryFailed:
    """5yz replies are final, 4yz and broken connections are not (RFC 5321, 4.2.1)."""
    return DeliveryFailed(
        Text("邮件服务器未接收。", "The mail server did not take it."),
        code=f"smtp-{code}" if code else "smtp-unreachable",
        permanent=500 <= code < 600,
    )


class Signing(NamedTuple):
    """The register's key for webhooks: ``sign`` gives 64 bytes (Ed25519, RFC 8032), ``public`` is hex."""

    sign: Callable[[bytes], bytes]
    public: str


def signed_bytes(mode: str, body: bytes) -> bytes:
    """What a webhook's signature covers: a context of its own, so that it is no signature of anything else."""
    return (b"xinyong-synthetic" if mode == "synthetic" else b"xinyong") + b"/webhook/1\x00" + body


class Webhook:
    """POST of a CloudEvent with a detached signature over its exact bytes. A repeat bears the same ``id``."""

    name = "webhook"

    def __init__(self, signing: Signing, register: str, mode: str) -> None:
        self._signing, self._register, self._mode = signing, register, mode

    def deliver(self, parcel: Parcel) -> Proof:
        """Send it; any 2xx is the receiver's acknowledgement. Redirects are not followed."""
        body = self.event(parcel)
        signature = base64.b64encode(self._signing.sign(signed_bytes(self._mode, body))).decode()
        headers = {
            "Content-Type": "application/cloudevents+json; charset=utf-8",
            SIGNATURE_HEADER: f"ed25519={signature}; key={self._signing.public}",
        }
        status = self._post(parcel.address, body, headers)
        if 200 <= status < 300:
            return Proof("acknowledged", f"webhook:{parcel.key}", parcel.at)
        final = 400 <= status < 500 and status not in (408, 409, 425, 429)
        raise DeliveryFailed(
            Text("接收方未确认收到。", "The receiver did not acknowledge it."), code=f"http-{status}", permanent=final
        )

    def event(self, parcel: Parcel) -> bytes:
        """The CloudEvent (structured mode, JSON) with the PDF in base64; the same bytes at every attempt."""
        issued = parcel.issued
        at = datetime.fromtimestamp(issued.issued_at / 1000, UTC)
        return msgspec.json.encode(
            {
                "specversion": "1.0",
                "id": parcel.key,
                "source": f"urn:xinyong:{self._register}",
                "type": EVENT_TYPE,
                "subject": issued.id,
                "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "datacontenttype": "application/json",
                "data": {
                    "kind": issued.basis.kind,
                    "number": issued.number,
                    "dated": issued.dated,
                    "digest": issued.digest,
                    "synthetic": self._mode == "synthetic",
                    "pdf": base64.b64encode(parcel.render("pdf")).decode(),
                },
            }
        )

    def _post(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        url = urlsplit(address)
        host = url.hostname or ""
        stays_here(self._mode, host)
        if url.scheme != "https" and not (url.scheme == "http" and is_loopback(host)):
            raise DeliveryFailed(
                Text("推送地址须为 https。", "A webhook's address must be https."), code="not-encrypted", permanent=True
            )
        made = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        connection = made(host, url.port, timeout=TIMEOUT)
        try:
            connection.request("POST", (url.path or "/") + (f"?{url.query}" if url.query else ""), body, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise DeliveryFailed(
                Text("无法连接接收方。", "The receiver cannot be reached."), code="unreachable"
            ) from error
        finally:
            connection.close()
