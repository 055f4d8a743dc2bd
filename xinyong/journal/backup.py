"""Back a register up and restore it, so that nothing forgotten returns and no number is given out twice.

The register (``register.db`` and small files beside it) goes into one archive, the key store into another,
kept elsewhere and for a short time. Never in either: the master key, ``checkpoint.last`` and ``erased.log``, which
have copies of their own and are never overwritten by a restore. The rule for a restore that lacks
acknowledged entries stands in docs/decisions (restored registers): it is read-only until they are supplied.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from xinyong.errors import BadInput, JournalDamaged, OperatorError, Text
from xinyong.journal import codec, notes
from xinyong.journal.merkle import Frontier, leaf_hash
from xinyong.journal.officers import sync_folder
from xinyong.journal.schema import JOURNAL
from xinyong.journal.sealer import genesis_of, last_witnessed
from xinyong.journal.session import JournalWriting
from xinyong.journal.sql import quoted
from xinyong.journal.sqlite import APPLICATION_ID, RESTORING, SqliteStore, journal_ddl
from xinyong.journal.store import JournalStore
from xinyong.journal.tiles import TileTree

FORMAT = 1
REGISTER, MANIFEST = "register.db", "manifest.json"
CHUNK = 5000
ROWS = (
    "SELECT e.seq, e.leaf, b.sealed FROM entry e LEFT JOIN body b ON b.seq = e.seq"
    " WHERE e.seq >= ? AND e.seq < ? ORDER BY e.seq"
)


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an archive holds."""

    format: int
    register: str
    entries: int
    sealed: int
    files: dict[str, str]  # name → SHA-256, hex


# --- backup --------------------------------------------------------------------------------------


def backup(store: JournalStore, out: Path, extra: Mapping[str, Path] | None = None) -> dict[str, Any]:
    """Write the register to ``out`` and its keys to ``out`` + ``.keys``, while it is in use.

    ``extra``: further small files by their name in the archive. Returns entries, sealed, bytes and both paths.
    Raises OperatorError where a file of that name exists.
    """
    keys_out = out.with_name(out.name + ".keys")
    for path in (out, keys_out):
        if path.exists():
            raise OperatorError(Text(f"{path.name} 已存在。", f"{path.name} exists."), where=str(path))
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        copied = Path(folder) / REGISTER
        # The register first: keys are durable before entries, so the later copy of the keys opens all of it.
        entries, sealed, register = _copy_register(store, copied)
        keys_copy = Path(folder) / "keys.db"
        _copy(store.keys.path, keys_copy)
        members = {REGISTER: copied, **(extra or {})}
        manifest = Manifest(FORMAT, register, entries, sealed, {name: _digest(path) for name, path in members.items()})
        listed = Path(folder) / MANIFEST
        listed.write_bytes(msgspec.json.encode(manifest))
        packed = Path(folder) / "archive"
        with tarfile.open(packed, "w") as tar:
            for name, path in {MANIFEST: listed, **members}.items():
                tar.add(path, name, recursive=False, filter=_anonymous)
        for made, final in ((packed, out), (keys_copy, keys_out)):
            made.chmod(0o600)
            _sync(made)
            made.rename(final)
    sync_folder(out.parent)
    return {"entries": entries, "sealed": sealed, "bytes": out.stat().st_size, "file": str(out), "keys": str(keys_out)}


def _copy_register(store: JournalStore, to: Path) -> tuple[int, int, str]:
    if store.kind == "sqlite":
        _copy(store.path, to)
    else:
        _extract(store, to)
    db = sqlite3.connect(to)
    entries = db.execute("SELECT count(*) FROM entry").fetchone()[0]
    sealed = db.execute("SELECT coalesce(max(size), 0) FROM checkpoint").fetchone()[0]
    db.close()
    with store.reading() as reading:
        return entries, sealed, genesis_of(reading).register


def _extract(store: JournalStore, to: Path) -> None:
    """The journal of another database as a file like ``register.db``, from one snapshot; projections are replayed."""
    db = sqlite3.connect(to, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("BEGIN")
        for statement in journal_ddl():
            db.execute(statement)
        with store.reading() as reading:
            for table in JOURNAL:
                columns = quoted(*(name for name, _ in table.columns))
                marks = ", ".join("?" * len(table.columns))
                rows = reading.stream(f"SELECT {columns} FROM {quoted(table.name)}")
                db.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", rows)
        db.execute("COMMIT")
    finally:
        db.close()


def _copy(source: Path, to: Path) -> None:
    """A consistent copy in one file (SQLite's backup API)."""
    ours, theirs = sqlite3.connect(source), sqlite3.connect(to)
    try:
        ours.execute("BEGIN")
        ours.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # takes the snapshot: one pass, however busy
        ours.backup(theirs)
        theirs.execute("PRAGMA journal_mode = DELETE")
    finally:
        ours.close()
        theirs.close()


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


# --- restore ---------------------------------------------------------------------------------------


def restore(
    archive: Path, home: Path, keys_db: Path, open_store: Callable[[], SqliteStore], *,
    keys_archive: Path | None = None, checkpoint: str | None = None,
) -> dict[str, Any]:
    """Restore ``archive`` into ``home`` and settle it with what outlived it.

    ``keys_db``: where the key store stands, or is put from ``keys_archive`` when it was lost too;
    ``checkpoint``: the newest note known from elsewhere when ``checkpoint.last`` was lost as well; ``open_store`` opens
    the register (``settling=True``) once its files are in place. Returns entries, behind (acknowledged entries still
    missing: while it is not 0 the register is read-only) and erased_again. Raises OperatorError where something to go
    by is missing or in the way, JournalDamaged where archive and checkpoint disagree; then nothing was restored.
    """
    target = home / REGISTER
    marker = target.with_suffix(RESTORING)
    if marker.exists():  # an earlier restore was cut short: what it left is no register yet
        _remove_register(target)
    if target.exists():
        raise OperatorError(
            Text("目录中已有登记簿，不覆盖。", "The folder holds a register already; it is not overwritten."), where=str(target)
        )
    placed: list[Path] = []
    last = keys_db.with_name("checkpoint.last")
    _needed(keys_db, keys_archive, last, checkpoint)
    try:
        with unpacked(archive) as (folder, manifest):
            if not keys_db.exists() and keys_archive is not None:
                keys_db.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _place(keys_archive, keys_db, placed)
            if not last.exists() and checkpoint is not None:
                _write(last, checkpoint.encode(), placed)
            for name in manifest.files:
                if name != REGISTER and not (home / name).exists():
                    (home / name).parent.mkdir(parents=True, exist_ok=True)
                    _place(folder / name, home / name, placed)
            _write(marker, b"", placed)
            _place(folder / REGISTER, target, placed)
        store = open_store()
        try:
            answer = settle(store)
        finally:
            store.close()
            store.keys.close()
        marker.unlink()
        sync_folder(home)
        return answer
    except BaseException:
        _remove_register(target)
        for path in placed:
            path.unlink(missing_ok=True)
        raise


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


def settle(store: JournalStore) -> dict[str, Any]:
    """Compare a restored register with the last checkpoint, replay erasures, rebuild the projections."""
    with store.session() as writing:
        said = last_witnessed(writing, store.keys, store.witness)
        if writing.sealed_size() > said.size:
            raise _disagree("备份比最后一个检查点新", "the backup is ahead of the last checkpoint known")
        size = store.integrate_some(writing, writing.size())
        if size >= said.size and TileTree(writing.tile, size).root(said.size) != said.root:
            raise _disagree("备份与最后一个检查点的树不同", "the backup's tree is not that of the last checkpoint")
        erased, entries = store.forget_again(writing)
    store.keys.replay_erasures()
    return {"entries": entries, "behind": store.look_again(), "erased_again": erased}


# --- the missing tail -----------------------------------------------------------------------------------


def supply_tail(store: JournalStore, archive: Path) -> dict[str, Any]:
    """Add the entries that a restored register lacks, from a newer archive (a later backup, a replica's).

    The archive must begin with the very entries held here, and its tree must be the one that the last checkpoint
    signed. Returns supplied and behind. Raises JournalDamaged otherwise, BadInput for an archive that has no more.
    """
    with unpacked(archive) as (folder, _):
        db = sqlite3.connect(folder / REGISTER)
        try:
            with store.session() as writing:
                head = writing.size()
                supplied = _check_tail(store, db, head) - head
                if supplied <= 0:
                    raise BadInput(Text("该备份没有更多条目。", "That archive holds no more entries than the register."))
                for start in range(head, head + supplied, CHUNK):
                    _take(store, writing, db.execute(ROWS, (start, start + CHUNK)).fetchall())
                for seq in store.erased_log.seqs():
                    writing.run("DELETE FROM body WHERE seq = ?", (seq,))
                store.integrate_some(writing, supplied)
                store.rebuild_within(writing)
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
                raise _disagree("条目与本登记簿不同", "its entries are not those held here")
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


# --- archives ----------------------------------------------------------------------------------------------


@contextmanager
def unpacked(archive: Path) -> Iterator[tuple[Path, Manifest]]:
    """An archive's files in a temporary folder, their digests checked. Raises BadInput for what is no archive."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            with tarfile.open(archive, "r:") as tar:
                tar.extractall(folder, filter="data")
            manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        except (tarfile.TarError, OSError, msgspec.MsgspecError) as error:
            raise BadInput(
                Text("不是本软件的备份文件。", f"That is not a backup of this software ({type(error).__name__})."),
                where=archive.name,
            ) from None
        for each, digest in manifest.files.items():
            inside = not Path(each).is_absolute() and ".." not in Path(each).parts
            if not inside or not (folder / each).is_file() or _digest(folder / each) != digest:
                raise JournalDamaged(
                    Text("备份文件已损坏。", "The backup is damaged."), where=f"{archive.name}: {each}",
                    todo=Text("请用另一份备份。", "Use another backup."),
                )
        yield folder, manifest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _place(source: Path, target: Path, placed: list[Path]) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    placed.append(target)
    with source.open("rb") as file, os.fdopen(handle, "wb") as out:
        while chunk := file.read(1 << 20):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    sync_folder(target.parent)


def _write(target: Path, data: bytes, placed: list[Path]) -> None:
    placed.append(target)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.write_bytes(data)
    _sync(target)
    sync_folder(target.parent)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _disagree(zh: str, en: str) -> JournalDamaged:
    return JournalDamaged(
        Text(f"无法恢复：{zh}。", f"This cannot be restored: {en}."), code="restore-refused", article=15,
        todo=Text("请改用与最后一个检查点一致的备份。", "Use a backup that agrees with the last checkpoint."),
    )
