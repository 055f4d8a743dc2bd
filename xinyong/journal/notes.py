"""Signed checkpoints: C2SP signed-note and tlog-checkpoint, with Ed25519.

A checkpoint's text is the origin, the tree's size, its root in base64 and our extension lines
(``articles``, ``mode``, ``edition``). A synthetic register signs under an origin and key name of its own, and
since the key's hash covers its name, a signature of one can never be shown as one of the other.
"""

from __future__ import annotations

import base64
import binascii
from hashlib import sha256
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from xinyong.errors import JournalDamaged, Text
from xinyong.journal.merkle import HASH_BYTES

ED25519 = b"\x01"  # signed-note algorithm byte
DASH = "\u2014"  # em dash: begins each signature line
CONTEXTS = {"real": "xinyong", "synthetic": "xinyong-synthetic"}


class NoteSigner(Protocol):
    """Whoever signs notes: ``public`` is the raw Ed25519 key, 32 bytes."""

    public: bytes

    def sign(self, message: bytes) -> bytes:
        """64-byte Ed25519 signature (RFC 8032)."""


class KeyInHand:
    """A signer with the private key in memory."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


class Checkpoint(NamedTuple):
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes
    articles: str  # digest of the Articles
    mode: str  # "real" | "synthetic"
    edition: str  # digest of the edition in force at the newest entry

    def text(self) -> str:
        """The note's text, each line ended by a newline (tlog-checkpoint)."""
        root = base64.b64encode(self.root).decode()
        return (
            f"{self.origin}\n{self.size}\n{root}\narticles {self.articles}\nmode {self.mode}\nedition {self.edition}\n"
        )


def origin_of(register: str, mode: str) -> str:
    """Origin and key name of a register's checkpoints; apart for synthetic ones."""
    return f"{CONTEXTS[mode]}/{register}"


def key_hash(name: str, public_key: bytes) -> bytes:
    """First four bytes of SHA-256(name ‖ 0x0A ‖ algorithm ‖ key) (signed-note, Ed25519)."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def verifier_key(name: str, public_key: bytes) -> str:
    """The key as other tools of this format take it: ``name+hash+base64(algorithm ‖ key)``."""
    return f"{name}+{key_hash(name, public_key).hex()}+{base64.b64encode(ED25519 + public_key).decode()}"


def sign(checkpoint: Checkpoint, *keys: Ed25519PrivateKey | NoteSigner) -> str:
    """The signed note, a signature line for each key. The keys' name is the origin."""
    text = checkpoint.text()
    lines = []
    for key in keys:
        signer = KeyInHand(key) if isinstance(key, Ed25519PrivateKey) else key
        signature = key_hash(checkpoint.origin, signer.public) + signer.sign(text.encode())
        lines.append(f"{DASH} {checkpoint.origin} {base64.b64encode(signature).decode()}\n")
    return f"{text}\n{''.join(lines)}"


def parse(note: str) -> Checkpoint:
    """What a note says, its signatures unchecked. Raises JournalDamaged where it is not a checkpoint."""
    text, separator, _ = note.rpartition("\n\n")
    lines = text.split("\n")
    try:
        if not separator or len(lines) != 6 or not lines[1].isascii() or not lines[1].isdigit():
            raise ValueError
        if lines[1] != str(int(lines[1])):
            raise ValueError
        root = base64.b64decode(lines[2], validate=True)
        extensions = [line.partition(" ") for line in lines[3:]]
        if len(root) != HASH_BYTES or [e[0] for e in extensions] != ["articles", "mode", "edition"]:
            raise ValueError
        checkpoint = Checkpoint(lines[0], int(lines[1]), root, *(e[2] for e in extensions))
        if checkpoint.text() != text + "\n":  # base64 with stray bits, and the like
            raise ValueError
        return checkpoint
    except (ValueError, binascii.Error):
        raise _refused("不是检查点格式", "it is not a checkpoint") from None


def verify(note: str, origin: str, public_key: bytes) -> Checkpoint:
    """The checkpoint, once a signature by this origin's key holds.

    Lines of other keys (witnesses' cosignatures) are passed over, as signed-note says; a line under our own
    name and hash whose signature is wrong refuses the note. Raises JournalDamaged.
    """
    checkpoint = parse(note)
    if checkpoint.origin != origin or origin.partition("/")[0] != CONTEXTS.get(checkpoint.mode):
        raise _refused("来源或用途不符", "its origin or mode is another's")
    text, _, signatures = note.rpartition("\n\n")
    if not signatures.endswith("\n"):
        raise _refused("签名行不完整", "its signature lines are cut short")
    ours = key_hash(origin, public_key)
    found = False
    for line in signatures[:-1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != DASH:
            raise _refused("签名行格式有误", "a signature line is malformed")
        try:
            blob = base64.b64decode(parts[2], validate=True)
        except (ValueError, binascii.Error):
            raise _refused("签名行格式有误", "a signature line is malformed") from None
        if base64.b64encode(blob).decode() != parts[2]:
            raise _refused("签名行格式有误", "a signature line is malformed")
        if parts[1] != origin or blob[:4] != ours:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(blob[4:], (text + "\n").encode())
        except InvalidSignature:
            raise _refused("签名不成立", "its signature does not hold") from None
        found = True
    if not found:
        raise _refused("没有本登记册的签名", "this register did not sign it")
    return checkpoint


def _refused(zh: str, en: str) -> JournalDamaged:
    return JournalDamaged(
        Text(f"检查点被拒绝：{zh}。", f"The checkpoint is refused: {en}."),
        code="checkpoint-refused", article=15, instrument="C2SP tlog-checkpoint",
    )
