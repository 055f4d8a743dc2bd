"""A file beside the keys opens with the master key of its time, whole, and not otherwise."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from xinyong.errors import JournalDamaged, OperatorError
from xinyong.journal.custody import FileCustody
from xinyong.journal.vault import PIECE, Opening, Sealing

OURS, OTHER = FileCustody(b"m" * 32), FileCustody(b"o" * 32)


def sealed(path: Path, content: bytes, step: int = 70_000) -> Path:
    with path.open("wb") as file, Sealing(file, OURS) as sealing:
        for i in range(0, len(content), step):
            sealing.write(content[i : i + step])
    return path


def opened(path: Path) -> bytes:
    with Opening(path, OURS) as opening:
        return opening.readall() or b""


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 77])
def test_what_was_sealed_is_what_opens(tmp_path: Path, rng: random.Random, size: int) -> None:
    content = rng.randbytes(size)
    path = sealed(tmp_path / "one", content)
    assert opened(path) == content
    assert size < 16 or content[:16] not in path.read_bytes()


@pytest.mark.parametrize("size", [100, 2 * PIECE + 77])
def test_a_byte_changed_or_missing_is_found(tmp_path: Path, rng: random.Random, size: int) -> None:
    path = sealed(tmp_path / "one", rng.randbytes(size))
    whole = path.read_bytes()
    for _ in range(5):
        changed = bytearray(whole)
        changed[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        path.write_bytes(changed)
        with pytest.raises((JournalDamaged, OperatorError)):
            opened(path)
    for end in (len(whole) - 1, min(PIECE + 80, len(whole) - 9), 70, 3, 0):
        path.write_bytes(whole[:end])
        with pytest.raises((JournalDamaged, OperatorError)):
            opened(path)


def test_another_master_key_does_not_open_it(tmp_path: Path) -> None:
    path = sealed(tmp_path / "one", b"content")
    with pytest.raises(OperatorError) as caught:
        Opening(path, OTHER)
    assert caught.value.code == "master-key"
