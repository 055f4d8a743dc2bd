"""RFC 6962 Merkle trees: leaf and node hashes, roots, proofs and their verification.

Hashes are SHA-256, 32 bytes. A leaf's hash is H(0x00 ‖ leaf), a node's H(0x01 ‖ left ‖ right), an
empty tree's root H(""). Verifiers check every length and index before the first hash is computed, so
that a proof that is too long or too short is refused whatever it hashes to. No proof of our own is
invented here: only those of RFC 6962 section 2.1 (restated in RFC 9162 section 2.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from xinyong.errors import JournalDamaged, Text

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
MOST_LEAVES = 1 << 63

Subtree = Callable[[int, int], bytes]
"""``(level, index)`` → hash of the perfect subtree over leaves ``[index << level, (index + 1) << level)``."""


def leaf_hash(leaf: bytes) -> bytes:
    """H(0x00 ‖ leaf) (RFC 6962 section 2.1)."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """H(0x01 ‖ left ‖ right) (RFC 6962 section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """Root over a power of two of node or leaf hashes."""
    row = list(hashes)
    hash_of = sha256
    while len(row) > 1:
        row = [hash_of(b"\x01" + row[i] + row[i + 1]).digest() for i in range(0, len(row), 2)]
    return row[0]


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Root of the tree over these leaf hashes; ``EMPTY_ROOT`` for none."""
    frontier = Frontier()
    for value in leaf_hashes:
        frontier.append(value)
    return frontier.root()


class Frontier:
    """The compact range [0, size): the roots of the perfect subtrees, largest first."""

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        if len(hashes) != size.bit_count():
            raise ValueError(f"a frontier of size {size} has {size.bit_count()} hashes, not {len(hashes)}")
        self.size = size
        self.hashes = list(hashes)

    def append(self, value: bytes) -> None:
        """Add one leaf hash."""
        size = self.size
        while size & 1:
            value = node_hash(self.hashes.pop(), value)
            size >>= 1
        self.hashes.append(value)
        self.size += 1

    def root(self) -> bytes:
        """Root of the tree of ``size`` leaves."""
        if not self.hashes:
            return EMPTY_ROOT
        value = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            value = node_hash(left, value)
        return value


# --- proofs, made from perfect subtrees alone ------------------------------------------------


def _range_root(subtree: Subtree, start: int, stop: int) -> bytes:
    """Root over leaves [start, stop), where ``start`` is aligned as RFC 6962's split leaves it."""
    parts = []
    while start < stop:
        level = (stop - start).bit_length() - 1
        parts.append(subtree(level, start >> level))
        start += 1 << level
    value = parts[-1]
    for left in reversed(parts[:-1]):
        value = node_hash(left, value)
    return value


def tree_root(subtree: Subtree, size: int) -> bytes:
    """Root of the tree of the first ``size`` leaves."""
    return _range_root(subtree, 0, size) if size else EMPTY_ROOT


def _split(count: int) -> int:
    """The largest power of two smaller than ``count`` (RFC 6962 section 2.1)."""
    return 1 << ((count - 1).bit_length() - 1)


def inclusion_proof(subtree: Subtree, index: int, size: int) -> list[bytes]:
    """Audit path of leaf ``index`` in the tree of ``size`` leaves, lowest sibling first (RFC 6962 2.1.1).

    Raises ValueError unless ``0 <= index < size``.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append(_range_root(subtree, middle, stop))
            stop = middle
        else:
            path.append(_range_root(subtree, start, middle))
            start = middle
    return path[::-1]


def consistency_proof(subtree: Subtree, old: int, new: int) -> list[bytes]:
    """Proof that the tree of ``old`` leaves is a prefix of the tree of ``new`` (RFC 6962 2.1.2).

    Empty where the sizes are equal or ``old`` is 0. Raises ValueError unless ``0 <= old <= new``.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} cannot be a prefix of a tree of {new}")
    if old in (0, new):
        return []
    path = []
    start, stop = 0, new
    whole = True  # whether [start, old) is a subtree of the old tree that the verifier already knows
    while old != stop:
        middle = start + _split(stop - start)
        if old <= middle:
            path.append(_range_root(subtree, middle, stop))
            stop = middle
        else:
            path.append(_range_root(subtree, start, middle))
            start = middle
            whole = False
    if not whole:
        path.append(_range_root(subtree, start, stop))
    return path[::-1]


# --- verification ----------------------------------------------------------------------------


def _refuse(en: str, zh: str) -> JournalDamaged:
    return JournalDamaged(Text(zh, en), code="proof-refused", instrument="RFC 6962")


def _lengths(*hashes: bytes) -> None:
    if any(len(value) != HASH_BYTES for value in hashes):
        raise _refuse("A hash of the proof is not 32 bytes long.", "证明中有哈希值的长度不是 32 字节。")


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf hash ``leaf`` stands at ``index`` in the tree of ``size`` with ``root``.

    Source: RFC 9162 section 2.1.3.2. Raises JournalDamaged (``proof-refused``) otherwise.
    """
    if not 0 <= index < size <= MOST_LEAVES:
        raise _refuse("The leaf's number is not within the tree.", "叶子编号不在树的范围内。")
    inner = (index ^ (size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        raise _refuse("The inclusion proof has the wrong length.", "包含证明的长度不对。")
    _lengths(leaf, root, *proof)
    value = leaf
    for level, sibling in enumerate(proof[:inner]):
        value = node_hash(sibling, value) if index >> level & 1 else node_hash(value, sibling)
    for sibling in proof[inner:]:
        value = node_hash(sibling, value)
    if value != root:
        raise _refuse("The inclusion proof leads to another root.", "包含证明得出的根哈希不符。")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Check that the tree (``old``, ``old_root``) is a prefix of the tree (``new``, ``new_root``).

    Source: RFC 9162 section 2.1.4.2. An empty older tree proves nothing and is refused. Raises
    JournalDamaged (``proof-refused``) where the proof does not hold.
    """
    if not 0 < old <= new <= MOST_LEAVES:
        raise _refuse("The older tree is empty or larger than the newer one.", "旧树为空或比新树大。")
    if old == new:
        if proof:
            raise _refuse("This consistency proof should be empty.", "此一致性证明应为空。")
        if old_root != new_root:
            raise _refuse("The roots of the trees do not agree.", "两棵树的根哈希不符。")
        return
    shift = (old & -old).bit_length() - 1
    inner = ((old - 1) ^ (new - 1)).bit_length() - shift
    from_old = old == 1 << shift  # the old tree is one perfect subtree: its root starts the path
    wanted = inner + ((old - 1) >> (inner + shift)).bit_count() + (0 if from_old else 1)
    if len(proof) != wanted:
        raise _refuse("The consistency proof has the wrong length.", "一致性证明的长度不对。")
    _lengths(old_root, new_root, *proof)
    seed, rest = (old_root, list(proof)) if from_old else (proof[0], list(proof[1:]))
    mask = (old - 1) >> shift
    old_value = new_value = seed
    for level, sibling in enumerate(rest[:inner]):
        if mask >> level & 1:
            old_value = node_hash(sibling, old_value)
            new_value = node_hash(sibling, new_value)
        else:
            new_value = node_hash(new_value, sibling)
    for sibling in rest[inner:]:
        old_value = node_hash(sibling, old_value)
        new_value = node_hash(sibling, new_value)
    if old_value != old_root or new_value != new_root:
        raise _refuse("The consistency proof leads to another root.", "一致性证明得出的根哈希不符。")
