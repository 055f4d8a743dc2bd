"""Proofs for those who do not take our word: an entry's place in a signed checkpoint."""

from __future__ import annotations

from typing import Any, Protocol

from xinyong.errors import NotFound, Text
from xinyong.journal.merkle import consistency_proof, inclusion_proof
from xinyong.journal.tiles import TileTree


class Source(Protocol):
    """What a proof needs of a store's snapshot."""

    def leaf(self, seq: int) -> bytes: ...
    def tile(self, level: int, number: int) -> bytes | None: ...
    def newest_checkpoint(self) -> tuple[int, str] | None: ...


def inclusion(source: Source, seq: int) -> dict[str, Any]:
    """seq, size, leaf (its text), hashes (hex, lowest first) and the checkpoint's note.

    Anyone can check it with RFC 9162 section 2.1.3.2. Raises NotFound for an entry not sealed yet.
    """
    leaf = source.leaf(seq)
    newest = source.newest_checkpoint()
    if newest is None or seq >= newest[0]:
        raise NotFound(
            Text(f"条目 {seq} 尚未进入检查点。", f"Entry {seq} is not covered by a checkpoint yet."), code="not-sealed",
            todo=Text("请稍后再试。", "Try again in a moment."),
        )
    size, note = newest
    path = inclusion_proof(TileTree(source.tile, size).subtree, seq, size)
    hashes = [value.hex() for value in path]
    return {"seq": seq, "size": size, "leaf": leaf.decode(), "hashes": hashes, "checkpoint": note}


def consistency(source: Source, old: int, new: int) -> list[str]:
    """Hashes (hex) that prove the tree of ``old`` a prefix of that of ``new`` (RFC 9162 section 2.1.4)."""
    return [value.hex() for value in consistency_proof(TileTree(source.tile, new).subtree, old, new)]
