"""Write a register's backup, and read one back.

The register (``register.db`` and small files beside it) goes into one archive, the key store into another,
kept elsewhere and for a short time. Never in either: the master key, ``checkpoint.last`` and ``erased.log``, which
have copies of their own and are never overwritten by a restore (``restore``). An archive is the same whichever
database the register lies in.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from xinyong.errors import BadInput, JournalDamaged, OperatorError, Text
from xinyong.journal.keystore import KeyStore
from xinyong.journal.officers import sync_folder
from xinyong.journal.schema import JOURNAL
from xinyong.journal.sealer import genesis_of
from xinyong.journal.sql import quoted
from xinyong.journal.sqlite import APPLICATION_ID, journal_ddl
from xinyong.journal.store import JournalStore
from xinyong.journal.unpacking import unpack

FORMAT = 1
REGISTER, MANIFEST = "register.db", "manifest.json"
WORKING = ".xinyong-backup-"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an archive holds."""

    format: int
    register: str
    entries: int
    sealed: int
    files: dict[str, str]  # name → SHA-256, hex


# --- writing -------------------------------------------------------------------------------------


def backup(store: JournalStore, out: Path, extra: Mapping[str, Path] | None = None) -> dict[str, Any]:
    """Write the register to ``out`` and its keys to ``out`` + ``.keys``, while it is in use.

    As ``write_archive``, with the path of the keys. Raises OperatorError where a file of either name exists.
    """
    keys_out = out.with_name(out.name + ".keys")
    not_there(keys_out)
    answer = write_archive(store, out, extra)
    # The register first: keys are durable before entries, so the later copy of the keys opens all of it.
    write_keys(store.keys, keys_out)
    return {**answer, "keys": str(keys_out)}


def write_archive(store: JournalStore, out: Path, extra: Mapping[str, Path] | None = None) -> dict[str, Any]:
    """Write the register to ``out``, while it is in use; ``extra``: further small files by their name in the archive.

    Returns entries, sealed, bytes and the file. Raises OperatorError where it exists.
    """
    not_there(out)
    with working(out.parent) as folder:
        copied = folder / REGISTER
        entries, sealed, register = _copy_register(store, copied)
        members = {REGISTER: copied, **(extra or {})}
        manifest = Manifest(FORMAT, register, entries, sealed, {name: _digest(path) for name, path in members.items()})
        listed = folder / MANIFEST
        listed.write_bytes(msgspec.json.encode(manifest))
        packed = folder / "archive"
        with tarfile.open(packed, "w") as tar:
            for name, path in {MANIFEST: listed, **members}.items():
                tar.add(path, name, recursive=False, filter=anonymous)
        finish(packed, out)
    return {"entries": entries, "sealed": sealed, "bytes": out.stat().st_size, "file": str(out)}


def write_keys(keys: KeyStore, out: Path) -> None:
    """Write the key store to ``out``, while it is in use. Raises OperatorError where it exists."""
    not_there(out)
    with working(out.parent) as folder:
        copy_database(keys.path, folder / "keys.db")
        finish(folder / "keys.db", out)


def not_there(path: Path) -> None:
    """Raise OperatorError where a file of that name exists."""
    if path.exists():
        raise OperatorError(Text(f"{path.name} 已存在。", f"{path.name} exists."), where=str(path))


def finish(made: Path, out: Path) -> None:
    """Let a file that is whole take its name, readable by its owner alone."""
    made.chmod(0o600)
    _sync(made)
    made.rename(out)
    sync_folder(out.parent)


@contextmanager
def working(parent: Path) -> Iterator[Path]:
    """A folder to make files in. What a process that was killed left of its own is removed: it may hold keys."""
    for left in parent.glob(f"{WORKING}*"):
        _remove_unless_used(left)
    folder = parent / f"{WORKING}{secrets.token_hex(6)}"
    folder.mkdir(mode=0o700)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)  # the system drops it with the process
        yield folder
    finally:
        os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)


def _remove_unless_used(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(handle)


def _copy_register(store: JournalStore, to: Path) -> tuple[int, int, str]:
    if store.kind == "sqlite":
        copy_database(store.path, to)
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


def copy_database(source: Path, to: Path) -> None:
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


def anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A member that tells nothing of this machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


# --- reading -----------------------------------------------------------------------------------


@contextmanager
def unpacked(archive: Path, parent: Path) -> Iterator[tuple[Path, Manifest]]:
    """An archive's files in a folder in ``parent`` for a while, their digests checked.

    Raises BadInput for what is no archive, JournalDamaged for one that is damaged.
    """
    with working(parent) as folder:
        try:
            with tarfile.open(archive, "r:") as tar:
                unpack(tar, folder)
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


def member_of(archive: Path, name: str) -> bytes | None:
    """One small file of an archive, unchecked; None where it holds none. Raises BadInput for what is no archive."""
    try:
        with tarfile.open(archive, "r:") as tar:
            found = tar.extractfile(name) if name in tar.getnames() else None
            return found.read() if found is not None else None
    except (tarfile.TarError, OSError) as error:
        raise BadInput(
            Text("不是本软件的备份文件。", f"That is not a backup of this software ({type(error).__name__})."),
            where=archive.name,
        ) from None


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
