"""Sign the newest tree, and never two trees that disagree."""

from __future__ import annotations

from typing import Any, Protocol

from xinyong.errors import JournalDamaged, NotFound, Text
from xinyong.journal import notes
from xinyong.journal.codec import Header
from xinyong.journal.keystore import KeyStore
from xinyong.journal.tiles import TileTree
from xinyong.journal.witness import Witness
from xinyong.register.events import RegisterOpened


class Entries(Protocol):
    """What knowing the register needs of a store's snapshot."""

    def entry(self, seq: int) -> Any: ...


class Tree(Entries, Protocol):
    """What sealing needs of a store's transaction."""

    def header(self, seq: int) -> Header: ...
    def tree_size(self) -> int: ...
    def tile(self, level: int, number: int) -> bytes | None: ...
    def newest_checkpoint(self) -> tuple[int, str] | None: ...
    def put_checkpoint(self, size: int, note: str) -> None: ...


def seal(tree: Tree, keys: KeyStore, witness: Witness) -> str:
    """Sign a checkpoint over the whole tree, witness it, and store it in the open transaction: the note.

    Order: the note goes to the witness file first and is published by the register's commit after, so whatever
    was published is witnessed. Raises NotFound for an empty register, JournalDamaged where the tree is
    smaller than the last one signed, does not extend it, or the register's key is not the genesis entry's.
    """
    size = tree.tree_size()
    if not size:
        raise NotFound(Text("登记簿尚无条目。", "The register has no entries yet."), code="empty-register")
    genesis = genesis_of(tree)
    if genesis.register_key != keys.register_key:
        raise _refuse("密钥库不是本登记簿的", "the key store is another register's")
    tiles = TileTree(tree.tile, size)
    root = tiles.root()
    last = witness.read()
    origin = notes.origin_of(genesis.register, genesis.mode)
    if last is not None:
        signed = notes.verify(last, origin, bytes.fromhex(genesis.register_key))
        if signed.size > size:
            raise _refuse("树比上一检查点小", "the tree is smaller than the last one signed")
        if tiles.root(signed.size) != signed.root:
            raise _refuse("树与上一检查点不一致", "the tree does not extend the last one signed")
        if signed.size == size:  # signed already; a crash may have kept it from the table
            known = tree.newest_checkpoint()
            if known is None or known[0] != size:
                tree.put_checkpoint(size, last)
            return last
    edition = tree.header(size - 1).edition
    checkpoint = notes.Checkpoint(origin, size, root, genesis.articles, genesis.mode, edition)
    note = notes.sign(checkpoint, keys.signing_key())
    witness.replace(last, note)
    tree.put_checkpoint(size, note)
    return note


def genesis_of(tree: Entries) -> RegisterOpened:
    """The register's first entry. Raises JournalDamaged where it is another kind."""
    event = tree.entry(0).event
    if not isinstance(event, RegisterOpened):
        raise JournalDamaged(
            Text("首条目不是登记簿的创建记录。", "The first entry does not open a register."), where="entry 0"
        )
    return event


def _refuse(zh: str, en: str) -> JournalDamaged:
    return JournalDamaged(
        Text(f"拒绝签署检查点：{zh}。", f"No checkpoint is signed: {en}."), code="seal-refused", article=15,
        where="checkpoint.last",
        todo=Text("请核对恢复的备份与 checkpoint.last。", "Compare the restored backup with checkpoint.last."),
    )
