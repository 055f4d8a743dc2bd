"""Requests signed by an enrolled officer: HTTP Message Signatures (RFC 9421), one fixed profile.

The signature is Ed25519, labelled ``sig1``, over exactly four components in this order: ``@method``, ``@path``,
``content-digest`` (RFC 9530, sha-256) and ``idempotency-key``; its parameters are ``created``, ``keyid`` (the
officer's id) and ``alg="ed25519"``. It is good for five minutes. Nothing else is parsed: what
is not written so is not signed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import NamedTuple

from django.http import HttpRequest

from xinyong.errors import BadInput, NotAllowed, Text
from xinyong.journal.officers import Signer, load_credential, verify_words
from xinyong.office import Office

WINDOW_S = 300
_INPUT = re.compile(
    r'sig1=(\("@method" "@path" "content-digest" "idempotency-key"\);created=(\d{10});keyid="([\w.-]{1,80})"'
    r';alg="ed25519")'
)
_SIGNATURE = re.compile(r"sig1=:([A-Za-z0-9+/]{86}==):")
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_KEY = re.compile(r'"[\x21\x23-\x5b\x5d-\x7e]{8,128}"')


class Signed(NamedTuple):
    """Who signed a request, for which authority, its idempotency key; ``content`` is sha256 (hex) of the body."""

    officer: str
    authority: str
    key: str
    content: str


def base_of(method: str, path: str, digest: str, key: str, parameters: str) -> bytes:
    """The signature base: one line a component, the parameters last."""
    lines = (f'"@method": {method}', f'"@path": {path}', f'"content-digest": {digest}', f'"idempotency-key": {key}',
             f'"@signature-params": {parameters}')
    return "\n".join(lines).encode()


def headers(signer: Signer, path: str, body: bytes, key: str, created: int) -> dict[str, str]:
    """The headers that a client sends with a POST: for clients in Python, and the specification by example."""
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    quoted = f'"{key}"'
    components = '("@method" "@path" "content-digest" "idempotency-key")'
    parameters = f'{components};created={created};keyid="{signer.officer}";alg="ed25519"'
    signature = base64.b64encode(signer.sign_request(base_of("POST", path, digest, quoted, parameters))).decode()
    return {"content-digest": digest, "idempotency-key": quoted, "signature-input": f"sig1={parameters}",
            "signature": f"sig1=:{signature}:"}


def signed_by(request: HttpRequest, body: bytes, office: Office) -> Signed:
    """Who signed the request. Raises BadInput for a malformed header, NotAllowed for a signature that does not hold."""
    key = _header(request, "Idempotency-Key", _KEY)[0]
    stated = _header(request, "Signature-Input", _INPUT)
    digest = _header(request, "Content-Digest", _DIGEST)
    signature = _header(request, "Signature", _SIGNATURE)
    content = hashlib.sha256(body)
    if not _equal(digest[1], content.digest()):
        raise BadInput(
            Text("Content-Digest 与请求内容不符。", "Content-Digest is not the body's."), code="digest-differs",
            field="Content-Digest",
            todo=Text("对发送的字节重新计算。", "Compute it over the bytes that are sent."),
        )
    officer, created = stated[3], int(stated[2])
    with office.store.reading() as reading:
        row = reading.get("officer", officer)
    base = base_of(request.method or "", request.path, digest[0], key, stated[1])
    known = row is not None and row.get("revoked") is None
    holds = verify_words(row["key"] if row else "00" * 32, base64.b64decode(signature[1]).hex(), b"", base)
    if row is None or not known or not holds:
        raise NotAllowed(
            Text("请求签名不成立，或签署人不是已登记的经办人。", "The signature does not hold, or its signer is no enrolled officer."),
            code="signature-refused", field="Signature",
            todo=Text("用已登记的经办人密钥签署（RFC 9421，见 API 说明）。",
            "Sign it with an enrolled officer's key (RFC 9421; see the API's description)."),
        )
    if abs(office.clock() / 1000 - created) > WINDOW_S:
        raise NotAllowed(
            Text("签名已过时，或时钟不准。", "The signature is too old, or a clock is wrong."), code="signature-stale",
            field="Signature-Input",
            todo=Text("校准时钟后重新签署。", "Set the clock right and sign it again."),
        )
    return Signed(officer, row["authority"], key.strip('"'), content.hexdigest())


def filing_credential(office: Office, signed: Signed) -> Signer:
    """The credential that signs what the register writes for this authority's requests.

    An officer's own key never leaves the officer: the register's entries are signed by the authority's
    ``AUTHORITY-api`` officer, enrolled for this, and name the officer whose signature came with the request. A
    synthetic register falls back on the officer's trial credential in its own folder.
    """
    names = [f"{signed.authority}-api", *([signed.officer] if office.mode == "synthetic" else [])]
    for name in names:
        path = office.home.credentials / f"{name}.pem"
        if path.is_file():
            return load_credential(path)
    raise NotAllowed(
        Text("该机关尚未开通接口报送。", "Filing by request is not set up for this authority."), code="filing-not-set-up",
        todo=Text(f"由运营方登记经办人“{names[0]}”，并将其凭证放入登记册目录。",
                  f"Have the operator enrol “{names[0]}” and keep its credential in the register's folder."),
    )


def _header(request: HttpRequest, name: str, pattern: re.Pattern[str]) -> re.Match[str]:
    found = pattern.fullmatch(request.headers.get(name, ""))
    if found is None:
        raise BadInput(
            Text(f"缺少标头 {name}，或写法不符。", f"The header {name} is missing or not written as it must be."),
            code="bad-header", field=name,
            todo=Text("请对照 /api/v1/openapi.json 中的签名说明。", "Compare it with the profile in /api/v1/openapi.json."),
        )
    return found


def _equal(text: str, digest: bytes) -> bool:
    try:
        return base64.b64decode(text, validate=True) == digest
    except binascii.Error:
        return False
