"""Sign the newest tree, and never two trees that disagree."""

from __future__ import annotations

from collections.abc import Sequence
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
    def rows(self, table: str, *, order: str = "", limit: int = 0, **equals: Any) -> list[dict[str, Any]]: ...


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
    keys.refresh()
    size = tree.tree_size()
    if not size:
        raise NotFound(Text("登记册尚无条目。", "The register has no entries yet."), code="empty-register")
    genesis = genesis_of(tree)
    history = register_keys(tree)
    signers = _signers(keys, key_at(history, size))
    tiles = TileTree(tree.tile, size)
    root = tiles.root()
    last = witness.read()
    origin = notes.origin_of(genesis.register, genesis.mode)
    note = ""
    if last is not None:
        signed = notes.verify(last, origin, key_at(history, notes.parse(last).size))
        if signed.size > size:
            raise _refuse("树比上一检查点小", "the tree is smaller than the last one signed")
        if tiles.root(signed.size) != signed.root:
            raise _refuse("树与上一检查点不一致", "the tree does not extend the last one signed")
        if signed.size == size:
            note = last
        elif signed.size > _kept_size(tree):  # witnessed, but a crash kept it from the table
            tree.put_checkpoint(signed.size, last)
    if not note:
        edition = tree.header(size - 1).edition
        checkpoint = notes.Checkpoint(origin, size, root, genesis.articles, genesis.mode, edition)
        note = notes.sign(checkpoint, *signers)
        witness.replace(last, note)
    if _kept_size(tree) != size:
        tree.put_checkpoint(size, note)
    if len(signers) > 1:
        keys.adopt_signing()  # witnessed under both keys: the old one has nothing left to sign
    return note


def _kept_size(tree: Tree) -> int:
    known = tree.newest_checkpoint()
    return known[0] if known is not None else 0


def _signers(keys: KeyStore, in_force: bytes) -> list[notes.NoteSigner]:
    """Who signs: the key in force; with the key it follows, until a checkpoint over its announcement bears both."""
    signer = keys.signer()
    if signer.public == in_force:
        return [signer]
    following = keys.next_signer()
    if following is None or following.public != in_force:
        raise _refuse("密钥库不是本登记册的", "the key store is another register's")
    return [following, signer]


def register_keys(entries: Entries) -> list[tuple[int, bytes]]:
    """The register's signing keys, oldest first, each with the entry that announced it (the first: genesis)."""
    later = [(row["seq"], bytes.fromhex(row["key"])) for row in entries.rows("register_key", order="seq") if row["seq"]]
    return [(0, bytes.fromhex(genesis_of(entries).register_key)), *later]


def key_at(history: Sequence[tuple[int, bytes]], size: int) -> bytes:
    """The key that signs a checkpoint of so many entries: the newest one that they announce."""
    return next(key for seq, key in reversed(history) if seq < size or seq == 0)


def last_witnessed(entries: Entries, keys: KeyStore, witness: Witness) -> notes.Checkpoint:
    """The last checkpoint signed, on a register that may lack entries: also those that announced a newer key.

    The key store, which stands apart, then answers for the key. Raises JournalDamaged.
    """
    genesis = genesis_of(entries)
    note = witness.read() or ""
    origin = notes.origin_of(genesis.register, genesis.mode)
    key = key_at(register_keys(entries), notes.parse(note).size)
    following = keys.next_signer()
    newer = {bytes.fromhex(keys.register_key)} | ({following.public} if following is not None else set())
    try:
        return notes.verify(note, origin, key)
    except JournalDamaged:
        for other in sorted(newer - {key}):
            try:
                return notes.verify(note, origin, other)
            except JournalDamaged:
                continue
        raise


def genesis_of(tree: Entries) -> RegisterOpened:
    """The register's first entry. Raises JournalDamaged where it is another kind."""
    event = tree.entry(0).event
    if not isinstance(event, RegisterOpened):
        raise JournalDamaged(
            Text("首条目不是登记册的创建记录。", "The first entry does not open a register."), where="entry 0"
        )
    return event


def _refuse(zh: str, en: str) -> JournalDamaged:
    return JournalDamaged(
        Text(f"拒绝签署检查点：{zh}。", f"No checkpoint is signed: {en}."), code="seal-refused", article=15,
        where="checkpoint.last",
        todo=Text("请核对恢复的备份与 checkpoint.last。", "Compare the restored backup with checkpoint.last."),
    )
