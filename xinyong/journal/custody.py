"""Where the topmost keys are kept: the port, and the custody that keeps the master key in a file.

The master key does one thing, it wraps the key-encryption key (``keystore``); the register's signing key signs
checkpoints. A custody keeps the first and may keep the second: a file keeps the master key beside the key
store and the signing key wrapped in it, a PKCS#11 token (``token``) keeps both where no one can copy them.
"""

from __future__ import annotations

import os
import secrets
from typing import NamedTuple, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xinyong.journal.notes import KeyInHand, NoteSigner
from xinyong.subjects.sealing import NONCE_BYTES, WrappingKey

KEK_CONTEXT = b"kek"
ON_TOKEN = "@token"  # noqa: S105 - ends the name of a kept key whose private half is elsewhere


class KeptSigning(NamedTuple):
    """What the key store keeps of a signing key: its private half, or only its public half where a token keeps it."""

    value: bytes  # 32 bytes
    on_token: bool


class KeyCustody(Protocol):
    """Keeps the master key, and signs where the signing key is its own."""

    kind: str  # "file" | "pkcs11"

    def wrap(self, kek: bytes) -> bytes:
        """The key-encryption key under the master key: 60 bytes, the nonce first (AES-256-GCM)."""

    def unwrap(self, wrapped: bytes) -> bytes:
        """The key-encryption key. Raises RegisterFault where another master key wrapped it."""

    def new_signing(self) -> KeptSigning:
        """A fresh Ed25519 signing key (RFC 8032)."""

    def signing(self, public_key: bytes) -> NoteSigner:
        """The signer of a key that this custody keeps itself. Raises OperatorError where it is not there."""

    def destroy_signing(self, public_key: bytes) -> None:
        """Destroy a signing key that this custody keeps itself."""

    def renewed(self) -> KeyCustody:
        """The same custody with a fresh master key; the old one stays until it is given up."""


class FileCustody:
    """The master key as bytes, read from a file by whoever opens the register."""

    kind = "file"

    def __init__(self, master: bytes) -> None:
        """Raises ValueError unless ``master`` has 32 bytes."""
        self._key = WrappingKey(master)

    def wrap(self, kek: bytes) -> bytes:
        return self._key.wrap(kek, KEK_CONTEXT, os.urandom(NONCE_BYTES))

    def unwrap(self, wrapped: bytes) -> bytes:
        return self._key.unwrap(wrapped, KEK_CONTEXT)

    def new_signing(self) -> KeptSigning:
        return KeptSigning(secrets.token_bytes(32), on_token=False)

    def signing(self, public_key: bytes) -> NoteSigner:
        raise no_such_key()

    def destroy_signing(self, public_key: bytes) -> None:
        raise no_such_key()

    def renewed(self) -> FileCustody:
        return FileCustody(secrets.token_bytes(32))


def custody_of(master: bytes | KeyCustody) -> KeyCustody:
    """A custody as it is, or one of a master key in hand."""
    return FileCustody(master) if isinstance(master, bytes) else master


def signer_of(kept: KeptSigning, custody: KeyCustody) -> NoteSigner:
    """Whoever signs with a kept key."""
    if kept.on_token:
        return custody.signing(kept.value)
    return KeyInHand(Ed25519PrivateKey.from_private_bytes(kept.value))


def no_such_key() -> Exception:
    """The error for a signing key that is not where the key store says."""
    from xinyong.errors import OperatorError, Text

    return OperatorError(
        Text("签名密钥不在此处：它保存在另一密码设备中，或已丢失。",
             "The signing key is not here: another token keeps it, or it is lost."),
        code="no-signing-key", article=15,
        todo=Text("接上原密码设备；若已丢失，按运维手册“密钥丢失”一节处理。",
                  "Connect the token that holds it; if it is lost, follow “Lost keys” in the runbook."),
    )
