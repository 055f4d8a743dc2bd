"""An issued document: not its content, but what it was made from, so that the journal can make it again.

The desk keeps no text of any document. Once a case is erased its documents cannot be made again, from any backup.
"""

from __future__ import annotations

import secrets
from datetime import date

import msgspec

from xinyong.casework.documents.model import Kind
from xinyong.errors import BadInput, Text

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing to be mistaken for something else
CODE_CHARACTERS = 16  # 80 bits
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """All that a document was made from besides the journal's entries."""

    kind: Kind
    case: str = ""
    subject: str = ""  # random id
    upto: int = 0  # the case's last entry when it was made
    sealed: int = 0  # entries below were under a checkpoint
    on: date  # the day it was made
    number: str = ""
    dated: date | None = None
    identifier: str = ""
    code: str = ""  # of the organisation
    name: str = ""
    subject_kind: str = ""


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """A document with a verification code."""

    id: str
    basis: Basis
    digest: str  # of the document without its code
    code: str
    authority_zh: str
    authority_en: str
    number: str
    dated: date | None
    issued_at: int  # ms since 1970 UTC


class Confirmation(msgspec.Struct, frozen=True, kw_only=True):
    """All that a code tells: that such a document was issued. Nothing of whom it is about or what became of it."""

    genuine: bool
    kind: str = ""
    authority_zh: str = ""
    authority_en: str = ""
    number: str = ""
    dated: date | None = None
    digest: str = ""


def new_code() -> str:
    """A fresh verification code, ``XXXX-XXXX-XXXX-XXXX``."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(CODE_CHARACTERS))
    return "-".join(drawn[i : i + 4] for i in range(0, CODE_CHARACTERS, 4))


def read_code(text: str) -> str:
    """A code as somebody types it; BadInput when it is none."""
    bare = "".join(text.split()).replace("-", "").upper().translate(_ALIKE)
    if len(bare) != CODE_CHARACTERS or set(bare) - set(ALPHABET):
        raise BadInput(
            Text("核验码不成形式。", "That is not a verification code."),
            field="code",
            todo=Text(
                "核验码由16个字母和数字组成，印在文书末尾。",
                "It has 16 letters and digits and stands at the document's end.",
            ),
        )
    return "-".join(bare[i : i + 4] for i in range(0, CODE_CHARACTERS, 4))
