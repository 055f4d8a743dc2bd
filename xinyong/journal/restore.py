"""Restore a backup, so that nothing forgotten returns and no number is given out twice.

A restore starts from what outlived the register (the last checkpoint signed, the log of erasures), replays erasures
on the keys first and then on the journal, and is settled in one transaction. The rule for a restore that lacks
acknowledged entries stands in docs/decisions (restored registers): it is read-only until they are supplied.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from xinyong.errors import BadInput, JournalDamaged, OperatorError, Text
from xinyong.journal import codec, notes
from xinyong.journal.backup import REGISTER, unpacked
from xinyong.journal.keybackup import take_over
from xinyong.journal.merkle import Frontier, leaf_hash
from xinyong.journal.officers import sync_folder
from xinyong.journal.sealer import last_witnessed
from xinyong.journal.session import JournalWriting
from xinyong.journal.store import RESTORING, JournalStore
from xinyong.journal.tiles import TileTree

CHUNK = 5000
ROWS = (
    "SELECT e.seq, e.leaf, b.sealed FROM entry e LEFT JOIN body b ON b.seq = e.seq"
    " WHERE e.seq >= ? AND e.seq < ? ORDER BY e.seq"
)
Also = Callable[[JournalWriting], None]
"""What else is settled in the same transaction, when the journal is as it will be."""


def restore(
    archive: Path, home: Path, keys_db: Path, open_store: Callable[[], JournalStore], *,
    kind: Literal["sqlite", "postgresql"] = "sqlite", keys_archive: Path | None = None, checkpoint: str | None = None,
    also: Also | None = None,
) -> dict[str, Any]:
    """Restore ``archive`` into ``home`` and settle it with what outlived it.

    ``keys_db``: where the key store stands, or is put from ``keys_archive`` when it was lost too;
    ``checkpoint``: the newest note known from elsewhere when ``checkpoint.last`` was lost as well; ``open_store`` opens
    the register (``settling=True``) once the small files are in place; ``kind``: which database it lies in.
    Returns entries, behind (acknowledged entries still missing: while it is not 0 the register is read-only) and
    erased_again. Raises OperatorError where something to go by is missing or in the way, JournalDamaged where archive
    and checkpoint disagree; then nothing was restored.

    In a folder's file, a marker says from before to after that it is not settled. In PostgreSQL one transaction makes
    the register: cut short, there is none.
    """
    target = home / REGISTER
    marker = target.with_suffix(RESTORING)
    if kind == "sqlite":
        _make_way(target, marker)
    placed: list[Path] = []
    last = keys_db.with_name("checkpoint.last")
    _needed(keys_db, keys_archive, last, checkpoint)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with unpacked(archive, home) as (folder, manifest):
            if not keys_db.exists() and keys_archive is not None:
                keys_db.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                place(keys_archive, keys_db, placed)
            if not last.exists() and checkpoint is not None:
                _write(last, checkpoint.encode(), placed)
            for name in manifest.files:
                if name != REGISTER and not (home / name).exists():
                    (home / name).parent.mkdir(parents=True, exist_ok=True)
                    place(folder / name, home / name, placed)
            if kind == "sqlite":
                _write(marker, b"", placed)
                place(folder / REGISTER, target, placed)
            store = open_store()
            try:
                answer = settle(store, folder / REGISTER, also)
            finally:
                store.close()
                store.keys.close()
        marker.unlink(missing_ok=True)
        sync_folder(home)
        return answer
    except BaseException:
        if kind == "sqlite":
            _remove_register(target)
        for path in placed:
            path.unlink(missing_ok=True)
        raise


def _make_way(target: Path, marker: Path) -> None:
    if marker.exists():  # an earlier restore was cut short: what it left is no register yet
        _remove_register(target)
    if target.exists():
        raise OperatorError(
            Text("目录中已有登记册，不覆盖。", "The folder holds a register already; it is not overwritten."), where=str(target)
        )


def _remove_register(target: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)


def _needed(keys_db: Path, keys_archive: Path | None, last: Path, checkpoint: str | None) -> None:
    if not keys_db.exists() and keys_archive is None:
        raise OperatorError(
            Text("密钥库已丢失，且未给出其备份。", "The key store is gone, and no backup of it is given."),
            todo=Text("用 --keys 指定密钥备份。", "Name the key store's backup with --keys."),
        )
    if not last.exists() and checkpoint is None:
        raise OperatorError(
            Text("缺少最后一个检查点：没有它，无从得知哪些编号已经确认。",
                 "The last checkpoint is missing: without it nobody knows which numbers were acknowledged."),
            code="no-witness", article=15,
            todo=Text("用 --checkpoint 提供见证方、副本或回执所存的最新检查点。",
                      "Give the newest one that a witness, a replica or a receipt holds with --checkpoint."),
        )


def settle(store: JournalStore, source: Path, also: Also | None = None) -> dict[str, Any]:
    """Compare a restored register with the last checkpoint, replay erasures, rebuild the projections.

    ``source``: the archive's file, for a store that does not lie in it.
    """
    store.keys.replay_erasures()  # before anything stands: broken off later, no key returned
    with store.session() as writing:
        left_out = store.take_in(writing, source)
        said = last_witnessed(writing, store.keys, store.witness)
        if writing.sealed_size() > said.size:
            raise _disagree("备份比最后一个检查点新", "the backup is ahead of the last checkpoint known")
        size = store.integrate_some(writing, writing.size())
        if size >= said.size and TileTree(writing.tile, size).root(said.size) != said.root:
            raise _disagree("备份与最后一个检查点的树不同", "the backup's tree is not that of the last checkpoint")
        erased, entries = store.forget_again(writing)
        if also is not None:
            also(writing)
    return {"entries": entries, "behind": store.look_again(), "erased_again": erased + left_out}


# --- the missing tail -----------------------------------------------------------------------------------


def supply_tail(
    store: JournalStore, archive: Path, keys_archive: Path | None = None, also: Also | None = None
) -> dict[str, Any]:
    """Add the entries that a restored register lacks, from a newer archive (a later backup, a replica's).

    The archive must begin with the very entries held here, and its tree must be the one that the last checkpoint
    signed. ``keys_archive``: the keys' backup of that time, where the key store was restored from an older one and so
    lacks the keys of what is supplied. Returns supplied and behind. Raises JournalDamaged otherwise, BadInput for an
    archive that has no more, OperatorError for keys that are not newer.
    """
    with unpacked(archive, store.path.parent) as (folder, _):
        if keys_archive is not None:
            if not store.behind:
                raise _no_more()
            take_over(store.keys, keys_archive)
        db = sqlite3.connect(folder / REGISTER)
        try:
            with store.session() as writing:
                head = writing.size()
                supplied = _check_tail(store, db, head) - head
                if supplied <= 0:
                    raise _no_more()
                for start in range(head, head + supplied, CHUNK):
                    _take(store, writing, db.execute(ROWS, (start, start + CHUNK)).fetchall())
                for seq in store.erased_log.seqs():
                    writing.run("DELETE FROM body WHERE seq = ?", (seq,))
                store.integrate_some(writing, supplied)
                store.rebuild_within(writing)
                if also is not None:
                    also(writing)
        finally:
            db.close()
    return {"supplied": supplied, "behind": store.look_again()}


def _check_tail(store: JournalStore, db: sqlite3.Connection, head: int) -> int:
    """The archive's size, once its tree is known to extend ours and to be the one signed."""
    last = store.witness.read()
    said = notes.parse(last) if last is not None else None
    frontier = Frontier()
    signed = said is None or said.size == 0
    with store.reading() as reading:
        ours = reading.leaves(0, head)
        for seq, leaf in db.execute("SELECT seq, leaf FROM entry ORDER BY seq"):
            if seq != frontier.size or (seq < head and leaf != next(ours, None)):
                raise _disagree("条目与本登记册不同", "its entries are not those held here")
            codec.header_of(seq, leaf)
            frontier.append(leaf_hash(leaf))
            if said is not None and frontier.size == said.size:
                signed = frontier.root() == said.root
                if not signed:
                    raise _disagree("树与最后一个检查点不同", "its tree is not that of the last checkpoint")
    if not signed:
        raise _disagree("未达到最后一个检查点", "it does not reach the last checkpoint")
    return frontier.size


def _take(store: JournalStore, writing: JournalWriting, rows: list[tuple[int, bytes, bytes | None]]) -> None:
    erased = store.erased_log.seqs()
    bodies = [(seq, sealed) for seq, _, sealed in rows if sealed is not None and seq not in erased]
    keys = store.keys.data_keys(seq for seq, _ in bodies)
    for seq, leaf, sealed in rows:
        if sealed is not None and seq in keys:
            codec.open_body(codec.header_of(seq, leaf), sealed, keys[seq])
    writing.run_many("INSERT INTO entry VALUES (?, ?)", [(seq, leaf) for seq, leaf, _ in rows])
    writing.run_many("INSERT INTO body VALUES (?, ?)", bodies)


def _no_more() -> BadInput:
    return BadInput(Text("该备份没有更多条目。", "That archive holds no more entries than the register."))


# --- files in their places -----------------------------------------------------------------------------


def place(source: Path, target: Path, placed: list[Path]) -> None:
    """Copy a file to where none stands, whole or not at all; ``placed`` gets its path. Raises FileExistsError."""
    if target.exists():
        raise FileExistsError(target.name)
    partial = target.with_name(f".{target.name}.part")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as file, os.fdopen(handle, "wb") as out:
        while chunk := file.read(1 << 20):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    placed.append(target)
    partial.rename(target)
    sync_folder(target.parent)


def _write(target: Path, data: bytes, placed: list[Path]) -> None:
    placed.append(target)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    partial.write_bytes(data)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.rename(target)
    sync_folder(target.parent)


def _disagree(zh: str, en: str) -> JournalDamaged:
    return JournalDamaged(
        Text(f"无法恢复：{zh}。", f"This cannot be restored: {en}."), code="restore-refused", article=15,
        todo=Text("请改用与最后一个检查点一致的备份。", "Use a backup that agrees with the last checkpoint."),
    )
