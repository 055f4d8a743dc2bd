"""How an entry is written: the leaf (header and commitment) in the open, the body sealed.

The leaf is the header's JSON with its members in this order and no spaces, so that the same entry has the
same bytes everywhere. It bears no subject and no amount (DESIGN: the journal).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from xinyong.errors import JournalDamaged, Text
from xinyong.register.entries import Entry
from xinyong.register.events import ALL, KINDS, AnyEvent
from xinyong.subjects.sealing import open_checked


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the leaf says in the open."""

    seq: int
    kind: str
    recorded_at: int  # milliseconds since 1970 UTC
    effective_from: date | None
    edition: str
    authority: str
    officer: str
    cause: int
    commitment: str  # hex
    signature: str  # hex Ed25519 signature of the officer, "" under a cause


KIND_OF: dict[type, str] = {cls: str(cls.__struct_config__.tag) for cls in ALL}

encode = msgspec.json.Encoder().encode
decode_header = msgspec.json.Decoder(Header).decode
decode_event = msgspec.json.Decoder(AnyEvent).decode


def header_of(seq: int, leaf: bytes) -> Header:
    """The header in a leaf. Raises JournalDamaged where it is not one, or of a kind this reader does not know."""
    try:
        header = decode_header(leaf)
    except msgspec.MsgspecError as error:
        raise damaged(seq, "日志条目的头部无法读取。", f"The entry's header cannot be read: {error}.") from None
    if header.seq != seq:
        raise damaged(seq, "日志条目的编号与位置不符。", "The entry's number is not that of its place.")
    if header.kind not in KINDS:
        raise JournalDamaged(
            Text(f"未知的条目类型 {header.kind}，停止读取。", f"The entry's kind {header.kind} is unknown; reading stops here."),
            code="unknown-kind", where=f"entry {seq}",
            todo=Text("请升级本软件。", "Use the version of the software that wrote it, or a newer one."),
        )
    return header


def open_body(header: Header, sealed: bytes, key: bytes) -> Any:
    """The event in a sealed body, checked against the leaf. Raises JournalDamaged."""
    seq = header.seq
    try:
        event = decode_event(open_checked(sealed, key, bytes.fromhex(header.commitment)))
    except JournalDamaged as error:
        error.where = f"entry {seq} body"
        raise
    except (msgspec.MsgspecError, ValueError) as error:
        raise damaged(seq, "条目内容无法读取。", f"The entry's body cannot be read: {error}.") from None
    if KIND_OF[type(event)] != header.kind:
        raise damaged(seq, "条目内容与头部的类型不符。", "The entry's body is of another kind than its header says.")
    return event


def entry_of(header: Header, event: Any) -> Entry:
    """Header and event as readers get them."""
    return Entry(
        header.seq, header.kind, header.recorded_at, header.effective_from, header.edition, header.authority,
        header.officer, header.cause, event,
    )


def damaged(seq: int, zh: str, en: str) -> JournalDamaged:
    """The error for an entry that is not as it was written."""
    return JournalDamaged(
        Text(zh, en), where=f"entry {seq}", todo=Text("请从备份恢复登记册。", "Restore the register from its backup.")
    )
