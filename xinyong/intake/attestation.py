"""Source attestation: an authority's officer signs for a file before it is sent.

``FILE.attest.json`` stands beside the file. It says which bytes, which form, whose, how many rows and when, under the
officer's Ed25519 key (RFC 8032). The intake believes it only when every word of it is so and the key is the
one enrolled; the file's entry then keeps its digest and signer (Article 15). An attested file is read twice: its
rows are counted before the first is filed.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from xinyong.errors import BadInput, NotAllowed, Text
from xinyong.intake.sheets import Sheet
from xinyong.journal.officers import Signer, verify_words
from xinyong.law.articles import refused
from xinyong.office import Office

CONTEXT = b"xinyong/source-attestation/1\x00"
LIMIT = 16_384  # bytes of an attestation
_canonical = msgspec.json.Encoder(order="deterministic").encode


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is signed: JSON with its members in this order, without spaces."""

    type: Literal["xinyong/source-attestation/1"] = "xinyong/source-attestation/1"
    digest: str  # sha256 of the file's bytes, hex
    form: str
    authority: str
    rows: int
    signed_on: date
    officer: str


class Attestation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement and the officer's signature over it, hex."""

    statement: Statement
    signature: str

    @property
    def digest(self) -> str:
        """sha256 of the attestation, as the file's entry keeps it."""
        return hashlib.sha256(_canonical(self)).hexdigest()


def beside(path: Path) -> Path:
    """Where a file's attestation stands."""
    return path.with_name(path.name + ".attest.json")


def attest(sheet: Sheet, form: str, authority: str, signer: Signer, today: date) -> Attestation:
    """Sign for a file and keep the attestation beside it. Raises BadInput where it cannot be written."""
    statement = Statement(
        digest=sheet.examined.digest, form=form, authority=authority, rows=count_rows(sheet), signed_on=today,
        officer=signer.officer,
    )
    made = Attestation(statement=statement, signature=signer.sign_words(CONTEXT, _canonical(statement)).hex())
    try:
        beside(sheet.path).write_bytes(msgspec.json.format(_canonical(made), indent=1) + b"\n")
    except OSError:
        raise BadInput(
            Text("无法写入来源证明。", "The attestation cannot be written."), code="attestation-file",
            where=beside(sheet.path).name,
            todo=Text("请在可写的目录中办理。", "Do it in a folder that can be written to."),
        ) from None
    return made


def count_rows(sheet: Sheet) -> int:
    """The file's rows, sound or not."""
    return sum(1 for _ in sheet.records())


def read_beside(path: Path) -> Attestation | None:
    """The attestation beside a file; None where there is none. Raises BadInput for one that is none."""
    place = beside(path)
    try:
        with open(place, "rb") as stream:
            data = stream.read(LIMIT + 1)
    except FileNotFoundError:
        return None
    except OSError:
        data = b""
    try:
        if len(data) > LIMIT:
            raise ValueError
        return msgspec.json.decode(data, type=Attestation)
    except (ValueError, UnicodeDecodeError):
        raise BadInput(
            Text("来源证明无法读取。", "The attestation cannot be read."), code="attestation-unreadable", where=place.name,
            todo=Text("请重新出具，或移除该文件。", "Make it anew, or remove it."),
        ) from None


def check(
    found: Attestation | None, office: Office, *, digest: str, form: str, authority: str, rows: int
) -> Attestation | None:
    """The attestation, found true; None where there is none and none is demanded.

    Raises Refused (Article 15) where the rulebook demands one of this authority, BadInput for one that is
    not of this very file, NotAllowed for a signer who is not an enrolled officer of the authority.
    """
    if found is None:
        body = office.rulebook.authorities.get(authority)
        if body is not None and body.attested:
            raise refused(
                15,
                Text("该机关报送的文件须附经办人签名的来源证明。",
                "Files of this authority come with an attestation signed by its officer."),
                code="attestation-missing", field="attestation",
                todo=Text("报送时加 --attest。", "File it with --attest."),
            )
        return None
    said = found.statement
    facts = (("digest", digest), ("form", form), ("authority", authority), ("rows", rows))
    for field, fact in facts:
        if getattr(said, field) != fact:
            raise _differs(field)
    if said.signed_on > office.today():
        raise _differs("signed_on")
    with office.store.reading() as reading:
        officer = reading.get("officer", said.officer)
    if officer is None or officer["authority"] != authority or officer.get("revoked") is not None:
        raise NotAllowed(
            Text("签署来源证明的不是该机关已登记的经办人。", "Whoever signed the attestation is no enrolled officer of the authority."),
            field="attestation", code="attestation-officer",
            todo=Text("由已登记的经办人签署。", "Have an enrolled officer sign it."),
        )
    if not verify_words(officer["key"], found.signature, CONTEXT, _canonical(said)):
        raise BadInput(
            Text("来源证明的签名不成立。", "The signature of the attestation does not hold."), code="attestation-signature",
            field="attestation", article=15, todo=Text("请重新签署。", "Sign it anew."),
        )
    return found


def _differs(field: str) -> BadInput:
    return BadInput(
        Text(f"来源证明与文件不符：{field}。", f"The attestation is not of this file: {field} differs."),
        code="attestation-differs",
        field=field, article=15, todo=Text("请对最终文件重新签署。", "Sign the file anew as it now is."),
    )
