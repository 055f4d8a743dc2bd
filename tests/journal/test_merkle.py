"""Every published vector, and RFC 6962 taken at its word as an oracle."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.errors import JournalDamaged
from xinyong.journal.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

VECTORS = json.loads((Path(__file__).parent / "vectors" / "rfc6962_merkle_vectors.json").read_text("utf-8"))


def _bytes(value: str | None) -> bytes:
    return base64.b64decode(value or "")


def _check(kind: str, case: dict[str, Any]) -> None:
    proof = [_bytes(value) for value in case["proof"] or []]
    if kind == "inclusion":
        verify_inclusion(_bytes(case["leafHash"]), case["leafIdx"], case["treeSize"], proof, _bytes(case["root"]))
    else:
        verify_consistency(case["size1"], case["size2"], proof, _bytes(case["root1"]), _bytes(case["root2"]))


@pytest.mark.parametrize("kind", ["inclusion", "consistency"])
def test_all_vectors(kind: str) -> None:
    wrong = []
    for case in VECTORS[kind]:
        try:
            _check(kind, case)
            refused = False
        except JournalDamaged:
            refused = True
        if refused != case["wantErr"]:
            wrong.append(case["_file"])
    assert not wrong


def test_there_are_as_many_vectors_as_were_published() -> None:
    cases = VECTORS["inclusion"] + VECTORS["consistency"]
    assert (len(cases), sum(case["wantErr"] for case in cases)) == (196, 184)


def _oracle(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word by word."""
    if not hashes:
        return EMPTY_ROOT
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(_oracle(hashes[:split]), _oracle(hashes[split:]))


def _subtree(hashes: list[bytes]) -> Callable[[int, int], bytes]:
    return lambda level, index: _oracle(hashes[index << level : (index + 1) << level])


HASHES = [leaf_hash(b"%d" % i) for i in range(70)]


@given(st.integers(0, 70))
def test_roots(size: int) -> None:
    expected = _oracle(HASHES[:size])
    assert root_of(HASHES[:size]) == expected
    assert tree_root(_subtree(HASHES), size) == expected


@given(st.data())
def test_inclusion_proofs_hold_and_nothing_near_them_does(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 70))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(_subtree(HASHES), index, size)
    root = _oracle(HASHES[:size])
    verify_inclusion(HASHES[index], index, size, proof, root)
    other = data.draw(st.integers(0, 69).filter(lambda i: i != index))
    for bad in (
        (HASHES[other], index, size, proof, root),
        (HASHES[index], other, size, proof, root),
        (HASHES[index], index, size, [*proof, HASHES[0]], root),
        (HASHES[index], index, size, proof, HASHES[3][::-1]),
    ):
        with pytest.raises(JournalDamaged):
            verify_inclusion(*bad)


@given(st.data())
def test_consistency_proofs_hold_and_nothing_near_them_does(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, 70))
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(_subtree(HASHES), old, new)
    roots = _oracle(HASHES[:old]), _oracle(HASHES[:new])
    verify_consistency(old, new, proof, *roots)
    with pytest.raises(JournalDamaged):
        verify_consistency(old, new, [*proof, HASHES[0]], *roots)
    with pytest.raises(JournalDamaged):
        verify_consistency(old, new, proof, HASHES[1][::-1], roots[1])
    if old < new:
        with pytest.raises(JournalDamaged):
            verify_consistency(old, new, proof[:-1], *roots)
        with pytest.raises(JournalDamaged):
            verify_consistency(old, new, proof, roots[0], HASHES[1][::-1])


def test_a_frontier_goes_on_where_it_was_left() -> None:
    whole = Frontier()
    for value in HASHES[:37]:
        whole.append(value)
    again = Frontier(37, whole.hashes)
    for value in HASHES[37:]:
        again.append(value)
    assert again.root() == _oracle(HASHES)
    with pytest.raises(ValueError, match="frontier"):
        Frontier(3, [HASHES[0]])
