"""Checkpoints: what is signed is read back, and nothing else is accepted."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from xinyong.errors import JournalDamaged
from xinyong.journal import notes

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key().public_bytes_raw()
ORIGIN = notes.origin_of("r1", "real")
CHECKPOINT = notes.Checkpoint(ORIGIN, 7, bytes(range(32)), "aa" * 32, "real", "bb" * 32)
NOTE = notes.sign(CHECKPOINT, KEY)


def test_a_signed_checkpoint_reads_back() -> None:
    assert notes.verify(NOTE, ORIGIN, PUBLIC) == CHECKPOINT
    lines = NOTE.split("\n")
    assert lines[:3] == ["xinyong/r1", "7", base64.b64encode(bytes(range(32))).decode()]
    assert lines[6] == ""
    assert lines[7].startswith("\u2014 xinyong/r1 ")


def test_the_published_example_of_the_format_has_this_key_hash() -> None:
    # signed-note: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    key = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert key[:1] == notes.ED25519
    assert notes.verifier_key("PeterNeumann", key[1:]) == (
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )


def test_a_synthetic_register_signs_under_another_name() -> None:
    origin = notes.origin_of("r1", "synthetic")
    assert origin != ORIGIN
    assert notes.key_hash(origin, PUBLIC) != notes.key_hash(ORIGIN, PUBLIC)
    synthetic = notes.sign(CHECKPOINT._replace(origin=origin, mode="synthetic"), KEY)
    assert notes.verify(synthetic, origin, PUBLIC).mode == "synthetic"
    with pytest.raises(JournalDamaged):
        notes.verify(synthetic, ORIGIN, PUBLIC)
    with pytest.raises(JournalDamaged):  # a mode that its origin is not for
        notes.verify(notes.sign(CHECKPOINT._replace(mode="synthetic"), KEY), ORIGIN, PUBLIC)


def test_a_witness_may_add_its_line() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))
    blob = notes.key_hash("witness", other.public_key().public_bytes_raw()) + other.sign(b"anything")
    cosigned = NOTE + f"\u2014 witness {base64.b64encode(blob).decode()}\n"
    assert notes.verify(cosigned, ORIGIN, PUBLIC) == CHECKPOINT


def test_without_our_signature_it_is_refused() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))
    with pytest.raises(JournalDamaged):
        notes.verify(notes.sign(CHECKPOINT, other), ORIGIN, PUBLIC)


@given(st.integers(0, len(NOTE.encode()) * 8 - 1))
def test_no_flipped_bit_passes(bit: int) -> None:
    data = bytearray(NOTE.encode())
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises((JournalDamaged, UnicodeDecodeError)):
        notes.verify(data.decode(), ORIGIN, PUBLIC)


@pytest.mark.parametrize(
    "text", ["", "x", "a\nb\n\nc", NOTE.replace("\n7\n", "\n07\n"), NOTE[:-1], NOTE.replace("articles", "others")]
)
def test_what_is_not_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(JournalDamaged):
        notes.verify(text, ORIGIN, PUBLIC)
