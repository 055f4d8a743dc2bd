"""Officers' credentials: Ed25519 keys that sign the entries they answer for (Articles 6 and 15).

The signature covers the kind, the acting authority and the *salted* commitment, never the content: it
stays verifiable for ever, and after erasure it confirms nothing about what was erased.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from xinyong.errors import JournalDamaged, OperatorError, Text

CONTEXT = b"xinyong/officer/1\x00"


def signed_bytes(kind: str, authority: str, commitment: bytes) -> bytes:
    """What an officer signs. Lengths are stated, so that no two entries share the same bytes."""
    what, who = kind.encode(), authority.encode()
    return b"".join((CONTEXT, len(what).to_bytes(2), what, len(who).to_bytes(2), who, commitment))


class Signer:
    """One officer with the key in hand."""

    __slots__ = ("_key", "officer")

    def __init__(self, officer: str, key: Ed25519PrivateKey) -> None:
        self.officer = officer
        self._key = key

    @property
    def public_key(self) -> str:
        """The public key, 64 hexadecimal digits, as enrolment events hold it."""
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign_entry(self, kind: str, authority: str, commitment: bytes) -> bytes:
        """64-byte Ed25519 signature (RFC 8032) over ``signed_bytes``."""
        return self._key.sign(signed_bytes(kind, authority, commitment))

    def sign_request(self, base: bytes) -> bytes:
        """64-byte signature over a request's signature base (RFC 9421 section 2.5), which begins with the method."""
        if not base.startswith(b'"@method": '):
            raise ValueError("not the signature base of a request")
        return self._key.sign(base)

    def sign_words(self, context: bytes, words: bytes) -> bytes:
        """64-byte signature over other words than an entry's.

        ``context`` tells what they are, so that none passes for another.
        """
        if not context.endswith(b"\x00") or context == CONTEXT:
            raise ValueError("a context of its own, ended by a zero byte")
        return self._key.sign(context + words)


def verify_words(public_key: str, signature: str, context: bytes, words: bytes) -> bool:
    """Whether an officer's signature (hex) over ``context`` and ``words`` holds under this key (hex)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), context + words)
    except (InvalidSignature, ValueError):
        return False
    return True


def verify_entry(public_key: str, signature: bytes, kind: str, authority: str, commitment: bytes) -> None:
    """Check an officer's signature. Raises JournalDamaged (``signature-refused``) where it does not hold."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(signature, signed_bytes(kind, authority, commitment))
    except (InvalidSignature, ValueError):
        raise JournalDamaged(
            Text("经办人的签名不成立。", "The officer's signature does not hold."), code="signature-refused", article=15
        ) from None


def new_credential(path: Path, officer: str, passphrase: str = "") -> Signer:
    """Make a key for ``officer`` and keep it in ``path`` (PEM PKCS#8, readable by its owner alone).

    The officer's id stands in a comment line above the PEM block (RFC 7468 allows text before it).
    Raises OperatorError where the file exists: a credential is never overwritten.
    """
    if not officer or any(c.isspace() for c in officer):
        raise OperatorError(
            Text("经办人编号不能为空，也不能含空格。", "An officer's id must not be empty or hold spaces."), field="officer"
        )
    key = Ed25519PrivateKey.generate()
    how: KeySerializationEncryption = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how)
    write_secret(path, f"officer: {officer}\n".encode() + pem)
    return Signer(officer, key)


def load_credential(path: Path, passphrase: str = "") -> Signer:
    """The signer kept in ``path``. Raises OperatorError: missing, open to others, or not to be read."""
    try:
        mode = path.stat().st_mode
        text = path.read_bytes()
    except OSError as error:
        raise _bad(path, "读不到凭证文件", f"The credential cannot be read ({error.strerror})") from None
    if stat.S_IMODE(mode) & 0o077:
        raise OperatorError(
            Text(f"凭证 {path.name} 可被他人读取。", f"The credential {path.name} can be read by others."),
            where=str(path),
            todo=Text("请执行 chmod 600。", "Run chmod 600 on it."),
        )
    head, _, _ = text.partition(b"\n")
    if not head.startswith(b"officer: "):
        raise _bad(path, "凭证缺少经办人编号", "The credential does not say whose it is")
    try:
        key = load_pem_private_key(text, passphrase.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _bad(path, "凭证无法打开（口令或内容有误）", "The credential does not open (passphrase or content)") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _bad(path, "凭证不是 Ed25519 密钥", "The credential is not an Ed25519 key")
    return Signer(head[9:].decode("utf-8", "replace").strip(), key)


def write_secret(path: Path, data: bytes) -> None:
    """Create ``path`` with mode 0600 and these bytes, on disk before it returns; never overwrites."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise OperatorError(
            Text(f"文件 {path.name} 已存在，不覆盖。", f"The file {path.name} exists and is not overwritten."), where=str(path)
        ) from None
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the folder's entries (new and renamed files) durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _bad(path: Path, zh: str, en: str) -> OperatorError:
    return OperatorError(
        Text(f"{zh}：{path.name}。", f"{en}: {path.name}."),
        where=str(path),
        todo=Text("请检查文件与口令，或由登记机关重新签发凭证。", "Check the file and passphrase, or have a new credential enrolled."),
    )
