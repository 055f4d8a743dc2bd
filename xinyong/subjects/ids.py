"""Random ids of subjects and cases, and the keyed digest that stands for a person's number.

An id says nothing of its holder (a case's: only whether it is about a person) and is never derived from an identifier.
Randomness comes from the caller: this room has none of its own.
"""

from __future__ import annotations

import hashlib
import hmac

RANDOM_BYTES = 16
_LENGTH = 27
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_ALPHABET = frozenset(_BASE32)
_PAIRS = [high + low for high in _BASE32 for low in _BASE32]  # two characters for ten bits at a time
_SHIFTS = range(120, -1, -10)


def _random_id(letter: str, random: bytes) -> str:
    if len(random) != RANDOM_BYTES:
        raise ValueError(f"an id is made of {RANDOM_BYTES} random bytes")
    number = int.from_bytes(random, "big") << 2
    pairs = _PAIRS
    return letter + "".join([pairs[number >> shift & 1023] for shift in _SHIFTS])


def subject_id(random: bytes) -> str:
    """``S`` and 26 characters of RFC 4648 base 32 for 16 random bytes. Raises ValueError on another length."""
    return _random_id("S", random)


def case_id(random: bytes) -> str:
    """``C`` and 26 characters of RFC 4648 base 32 for 16 random bytes. Raises ValueError on another length."""
    return _random_id("C", random)


def person_case_id(random: bytes) -> str:
    """``P`` and 26 characters of RFC 4648 base 32: a case on a natural person. Raises ValueError on another length.

    Whoever handles a case must know before opening it that a person's protection binds: where its standing lies, who
    may see it and whose key seals it all follow from this letter. It says so much and nothing of who it is.
    """
    return _random_id("P", random)


def slot_id(random: bytes) -> str:
    """``L`` and 26 characters: under which look-ups about one person are kept. Raises ValueError on another length."""
    return _random_id("L", random)


def is_slot_id(text: str) -> bool:
    """Whether ``text`` has the shape of a slot's id."""
    return len(text) == _LENGTH and text[0] == "L" and _ALPHABET.issuperset(text[1:])


def is_person_case(text: str) -> bool:
    """Whether ``text`` is the id of a case on a natural person."""
    return text[:1] == "P" and len(text) == _LENGTH


def person_digest(identifier: str, code: str, secret: bytes) -> bytes:
    """HMAC-SHA-256 of a person's normalised number: what the map from identifier to id is keyed by.

    ``identifier`` is the identifier class's name; ``secret`` has at least 32 bytes and lives in the key
    store. Numbers are few enough to be tried one by one, so that without a secret key a digest would
    hide nothing. Raises ValueError on a shorter secret.
    """
    if len(secret) < 32:
        raise ValueError("the secret has at least 32 bytes")
    return hmac.digest(secret, f"xinyong/person/1\0{identifier}\0{code}".encode(), hashlib.sha256)
