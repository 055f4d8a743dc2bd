"""Sealed bodies: what an entry says, readable only while its own key exists (Article 14).

Every body has a data key of its own, drawn at random and used for exactly one encryption; the key is
kept wrapped by a key-encryption key (the register's, or a person's own). Destroying either makes the
body unreadable in every backup. The journal's leaf holds only ``commitment``: SHA-256 over a random
salt and the body, so that the root stays verifiable and a guess at the body cannot be tested after
the salt, sealed with it, is gone.

AES-256-GCM (NIST SP 800-38D) throughout. GCM alone does not bind a ciphertext to one key; the
commitment in the signed leaf does, hence ``open_checked`` is what a reader of the journal uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xinyong.errors import JournalDamaged, Text

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES
RANDOM_BYTES = KEY_BYTES + SALT_BYTES + NONCE_BYTES
"""Random bytes that sealing one body consumes: data key, salt, nonce of the wrapping."""

_DOMAIN = b"xinyong/commit/1\0"
# A nonce must not repeat *under one key*. A data key encrypts one body once and is never used again,
# so one fixed nonce is as good as a random one, and twelve bytes per body shorter.
_ONLY_NONCE = bytes(NONCE_BYTES)


class Sealed(NamedTuple):
    """One sealed body: ``sealed`` is salt and body encrypted, ``wrapped`` its data key, ``commitment`` 32 bytes."""

    sealed: bytes
    wrapped: bytes
    commitment: bytes


class WrappingKey:
    """A key-encryption key made ready once, for wrapping many data keys.

    Nonces are random (96 bits): rotate it before 2^32 wrappings, NIST SP 800-38D's bound for random nonces.
    """

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        """Raises ValueError unless ``key`` has 32 bytes."""
        _expect(key, KEY_BYTES, "a key-encryption key")
        self._cipher = AESGCM(key)

    def wrap(self, data_key: bytes, aad: bytes, nonce: bytes) -> bytes:
        """``data_key`` encrypted and bound to ``aad`` (whose body it opens): 60 bytes, the nonce first.

        ``nonce``: 12 fresh random bytes. Raises ValueError on wrong lengths.
        """
        _expect(data_key, KEY_BYTES, "a data key")
        _expect(nonce, NONCE_BYTES, "a nonce")
        return nonce + self._cipher.encrypt(nonce, data_key, aad)

    def unwrap(self, wrapped: bytes, aad: bytes) -> bytes:
        """The data key. Raises JournalDamaged when key, ``aad`` or bytes are not those of the wrapping."""
        if len(wrapped) != WRAPPED_BYTES:
            raise _damaged("wrapped-key", Text("封装的密钥长度不对。", "A wrapped key has the wrong length."))
        try:
            return self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], aad)
        except InvalidTag:
            raise _damaged(
                "wrapped-key",
                Text("封装的密钥打不开：密钥不符或内容已被改动。",
                     "A wrapped key does not open: another key wrapped it, or it was changed."),
            ) from None


def _expect(value: bytes, length: int, what: str) -> None:
    if len(value) != length:
        raise ValueError(f"{what} has {length} bytes, not {len(value)}")


def _damaged(code: str, detail: Text) -> JournalDamaged:
    return JournalDamaged(
        detail,
        code=code,
        todo=Text("停止写入，运行 xinyong journal verify，并从备份恢复。",
                  "Stop writing, run xinyong journal verify, and restore from a backup."),
        article=15,
    )


def commitment(salt: bytes, plain: bytes) -> bytes:
    """SHA-256 of the domain, the salt (16 bytes) and the body: what the leaf holds. Raises ValueError."""
    _expect(salt, SALT_BYTES, "a salt")
    return sha256(_DOMAIN + salt + plain).digest()


def seal(plain: bytes, data_key: bytes, salt: bytes) -> bytes:
    """Salt and body encrypted under ``data_key``, which must be random and never be used again.

    32 bytes longer than ``plain``. Raises ValueError on wrong lengths.
    """
    _expect(data_key, KEY_BYTES, "a data key")
    _expect(salt, SALT_BYTES, "a salt")
    return AESGCM(data_key).encrypt(_ONLY_NONCE, salt + plain, None)


def open_sealed(sealed: bytes, data_key: bytes) -> tuple[bytes, bytes]:
    """(salt, plain). Raises JournalDamaged unless the bytes are those sealed under this key."""
    _expect(data_key, KEY_BYTES, "a data key")
    try:
        opened = AESGCM(data_key).decrypt(_ONLY_NONCE, sealed, None)
    except InvalidTag:
        opened = b""
    if len(opened) < SALT_BYTES:
        raise _damaged(
            "sealed-body",
            Text("条目内容打不开：密钥不符或内容已被改动。",
                 "An entry's body does not open: it was sealed under another key, or it was changed."),
        )
    return opened[:SALT_BYTES], opened[SALT_BYTES:]


def open_checked(sealed: bytes, data_key: bytes, committed: bytes) -> bytes:
    """The body, checked against the leaf's commitment. Raises JournalDamaged when either does not hold."""
    salt, plain = open_sealed(sealed, data_key)
    if commitment(salt, plain) != committed:
        raise _damaged(
            "commitment",
            Text("条目内容与日志中的承诺值不符。", "An entry's body is not the one that the journal committed to."),
        )
    return plain


def wrap(data_key: bytes, kek: bytes, aad: bytes, nonce: bytes) -> bytes:
    """``WrappingKey(kek).wrap(…)`` for a single key."""
    return WrappingKey(kek).wrap(data_key, aad, nonce)


def unwrap(wrapped: bytes, kek: bytes, aad: bytes) -> bytes:
    """``WrappingKey(kek).unwrap(…)`` for a single key."""
    return WrappingKey(kek).unwrap(wrapped, aad)


def seal_many(
    plains: Sequence[bytes], kek: WrappingKey, aads: Sequence[bytes], random: bytes
) -> list[Sealed]:
    """Seal a batch with one block of ``RANDOM_BYTES`` fresh random bytes per body.

    ``aads[i]`` binds the wrapped key of ``plains[i]`` to its entry. Raises ValueError when the lengths differ.
    """
    if len(aads) != len(plains):
        raise ValueError("one aad per body")
    _expect(random, RANDOM_BYTES * len(plains), "the random block")
    wrapping = kek._cipher
    result: list[Sealed] = []
    at = 0
    for plain, aad in zip(plains, aads, strict=True):
        key_end = at + KEY_BYTES
        salt_end = key_end + SALT_BYTES
        data_key = random[at:key_end]
        salted = random[key_end:salt_end] + plain
        at += RANDOM_BYTES
        nonce = random[salt_end:at]
        result.append(
            Sealed(
                AESGCM(data_key).encrypt(_ONLY_NONCE, salted, None),
                nonce + wrapping.encrypt(nonce, data_key, aad),
                sha256(_DOMAIN + salted).digest(),
            )
        )
    return result
