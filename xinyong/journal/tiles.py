"""The tree kept as tiles (C2SP tlog-tiles): 256 hashes wide, eight levels of the tree high.

Tile (level, number) holds up to 256 hashes of nodes at tree height ``8 * level``: level 0 are leaf
hashes; a full tile's root is one hash of the tile above. Only the rightmost tile of a level may be
partial. Nodes between two tile levels are computed from the tile when a proof asks for them, so
proofs read tiles and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from xinyong.errors import JournalDamaged, Text
from xinyong.journal.merkle import HASH_BYTES, perfect_root, tree_root

WIDTH = 256
HEIGHT = 8
FULL_BYTES = WIDTH * HASH_BYTES

Tile = tuple[int, int, bytes]
"""(level, number, concatenated hashes)"""
ReadTile = Callable[[int, int], bytes | None]


def leaf_hashes(leaves: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 6962 leaf hashes, without a function call for each (integrate runs over every entry)."""
    hash_of = sha256
    return (hash_of(b"\x00" + leaf).digest() for leaf in leaves)


def append_tiles(read: ReadTile, size: int, hashes: Iterable[bytes]) -> tuple[int, list[Tile]]:
    """Tiles that change when leaf hashes are added to a tree of ``size``: (new size, changed tiles).

    ``read`` gives the tiles as they were; each changed tile comes back once, whole.
    """
    changed: list[Tile] = []
    values = list(hashes)
    new_size = size + len(values)
    level = 0
    count = size  # hashes at this level before the addition
    while values:
        number, filled = divmod(count, WIDTH)
        head = b""
        if filled:
            head = read(level, number) or b""
            if len(head) < filled * HASH_BYTES:
                raise _damaged(level, number)
            head = head[: filled * HASH_BYTES]
        blob = head + b"".join(values)
        above = []
        for start in range(0, len(blob), FULL_BYTES):
            piece = blob[start : start + FULL_BYTES]
            changed.append((level, number, piece))
            if len(piece) == FULL_BYTES:
                above.append(tile_root(piece))
            number += 1
        count //= WIDTH
        values = above
        level += 1
    return new_size, changed


def tile_root(piece: bytes) -> bytes:
    """Root over a perfect run of hashes (a power of two of them)."""
    return perfect_root([piece[i : i + HASH_BYTES] for i in range(0, len(piece), HASH_BYTES)])


class TileTree:
    """Nodes, roots and proofs of a tree of ``size`` leaves, read from tiles; tiles are kept once read."""

    def __init__(self, read: ReadTile, size: int) -> None:
        self._read = read
        self.size = size
        self._tiles: dict[tuple[int, int], bytes] = {}

    def subtree(self, height: int, index: int) -> bytes:
        """Hash of the perfect subtree of ``2**height`` leaves with this index at its height."""
        level, within = divmod(height, HEIGHT)
        first = index << within  # its first node at the tile's level
        number, offset = divmod(first, WIDTH)
        tile = self._tile(level, number)
        piece = tile[offset * HASH_BYTES : (offset + (1 << within)) * HASH_BYTES]
        if len(piece) != HASH_BYTES << within:
            raise _damaged(level, number)
        return tile_root(piece)

    def root(self, size: int | None = None) -> bytes:
        """Root of the first ``size`` leaves (of all by default)."""
        return tree_root(self.subtree, self.size if size is None else size)

    def leaf(self, index: int) -> bytes:
        """Leaf hash number ``index``."""
        return self.subtree(0, index)

    def _tile(self, level: int, number: int) -> bytes:
        key = (level, number)
        tile = self._tiles.get(key)
        if tile is None:
            tile = self._read(level, number)
            if tile is None:
                raise _damaged(level, number)
            if len(self._tiles) >= 64:  # a proof touches a handful; never hold a large tree in memory
                self._tiles.clear()
            self._tiles[key] = tile
        return tile


def _damaged(level: int, number: int) -> JournalDamaged:
    return JournalDamaged(
        Text(f"默克尔树的分片 {level}/{number} 缺失或过短。", f"Tile {level}/{number} of the Merkle tree is missing or short."),
        where=f"tile {level}/{number}",
        todo=Text("请从备份恢复登记册。", "Restore the register from its backup."),
    )
