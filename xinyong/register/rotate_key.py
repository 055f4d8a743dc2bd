"""Announce the key that will sign the register's checkpoints (Article 15).

Whoever knew the old key follows to the new one by this entry alone: the old key announces it, the new one
accepts (so that nobody announces a key that is not in hand), and the operator signs the entry.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from xinyong.errors import Text
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import RegisterKeyRotated

CONTEXT = b"xinyong/register-key/1\0"


class RotateRegisterKey(Command):
    """Keys and signatures in hex; both signatures are over ``announcement``."""

    previous: str
    key: str
    announced: str
    accepted: str


def announcement(previous: str, key: str) -> bytes:
    """What both keys sign. Raises ValueError for what is not hex."""
    return CONTEXT + bytes.fromhex(previous) + bytes.fromhex(key)


def follows(command: RotateRegisterKey | RegisterKeyRotated) -> bool:
    """Whether the old key announced the new one and the new one accepted."""
    try:
        said = announcement(command.previous, command.key)
        for key, signature in ((command.previous, command.announced), (command.key, command.accepted)):
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return command.previous != command.key


def rotate_register_key(command: RotateRegisterKey, context: Context) -> list[Decided]:
    """Event: ``register.key-rotated``."""
    articles.operator_only(context.actor.authority)
    if command.previous != context.known.register_key() or not follows(command):
        raise articles.refused(
            15,
            Text("新签名密钥须由现行密钥宣告，并由新密钥接受。",
                 "A new signing key is announced by the one in force and accepts with its own signature."),
            field="key",
        )
    articles.key_of_one(command.key, context.known)
    return [
        Decided(RegisterKeyRotated(
            previous=command.previous, key=command.key, announced=command.announced, accepted=command.accepted
        ))
    ]
