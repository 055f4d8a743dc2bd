"""Back a whole register up and bring it back: the journal's archive, the keys, the desk and its print queue.

Three files, for two places. The archive holds the register and no key. The keys, and the desk with its print queue,
hold what must be forgotten in a form that opens: they go apart, and are kept for days. The desk's is sealed under the
master key (``journal.vault``), so that renewing that ends older copies of either at once.
"""

from __future__ import annotations

import shutil
import tarfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from xinyong.errors import BadInput, OperatorError, Text
from xinyong.journal import backup
from xinyong.journal import restore as restoring
from xinyong.journal.keybackup import copy_keys
from xinyong.journal.store import JournalStore
from xinyong.journal.unpacking import unpack
from xinyong.journal.vault import Opening, Sealing
from xinyong.journal.witness import ErasedLog
from xinyong.office import letters
from xinyong.office.clock import Milliseconds, wall_clock
from xinyong.office.custody import open_keys
from xinyong.office.home import About, Home, read_about
from xinyong.office.office import Office
from xinyong.office.stores import open_store

KEYS, DESK = ".keys", ".desk"
DAY_S = 86_400


# --- backing up ----------------------------------------------------------------------------------


def back_up(
    office: Office, out: Path, *, keys: Path | None = None, with_keys: bool = True, keep_days: int = 0
) -> dict[str, Any]:
    """Write the register's archive to ``out``; its keys and its desk apart, into the folder ``keys``.

    They bear the archive's name with ``.keys`` and ``.desk``, and stand beside it where no folder is named.
    ``with_keys=False`` writes neither: for an archive that goes where keys never may. ``keep_days``: remove what was
    put into the folder of keys by earlier backups more than so many days ago; 0 removes nothing.
    Returns entries, sealed, bytes, file, keys and desk ("" for one not written), removed. OperatorError where a file
    of such a name exists.
    """
    apart = keys or out.parent
    if with_keys:
        apart.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys_out, desk_out = apart / (out.name + KEYS), apart / (out.name + DESK)
    for each in (keys_out, desk_out):
        backup.not_there(each)
    answer = backup.write_archive(office.store, out, beside(office.home))
    if not with_keys:
        return {**answer, "keys": "", "desk": "", "removed": 0}
    # The register first: keys are durable before entries, so the later copy of the keys opens all of it.
    backup.write_keys(office.keys, keys_out)
    desk = _write_desk(office, desk_out)
    removed = _remove_old(apart, keep_days) if keep_days else 0
    return {**answer, "keys": str(keys_out), "desk": str(desk_out) if desk else "", "removed": removed}


def beside(home: Home) -> dict[str, Path]:
    """The small files that make the folder a register: its facts and the editions it adopted."""
    files = [home.about, *sorted(home.editions.glob("*.json"))]
    return {str(path.relative_to(home.path)): path for path in files if path.is_file()}


def _write_desk(office: Office, out: Path) -> bool:
    """Seal the desk and its print queue into ``out``; False where nothing was ever issued."""
    home = office.home
    if not home.desk_db.exists():
        return False
    with backup.working(home.path) as plain, backup.working(out.parent) as folder:
        backup.copy_database(home.desk_db, plain / "desk.db")
        sealed = folder / "desk"
        with (
            sealed.open("wb") as file, Sealing(file, office.keys.custody) as sealing,
            tarfile.open(fileobj=sealing, mode="w|") as tar,
        ):
            tar.add(plain / "desk.db", "desk.db", filter=backup.anonymous)
            for path in sorted(home.print_queue.glob("[!.]*")) if home.print_queue.is_dir() else []:
                _add_printed(tar, path)
        backup.finish(sealed, out)
    return True


def _add_printed(tar: tarfile.TarFile, path: Path) -> None:
    """A file of the print queue, unless an erasure took it meanwhile."""
    with suppress(FileNotFoundError):
        tar.add(path, f"print-queue/{path.name}", recursive=False, filter=backup.anonymous)


def _remove_old(folder: Path, keep_days: int) -> int:
    """Remove backups of keys and desk that are older than so many days; how many files."""
    before = time.time() - keep_days * DAY_S
    old = [path for path in folder.iterdir()
           if path.suffix in (KEYS, DESK) and path.is_file() and path.stat().st_mtime < before]
    for path in old:
        path.unlink()
    return len(old)


# --- bringing back -------------------------------------------------------------------------------


def bring_back(
    home: Home, archive: Path, *, keys: Path | None = None, desk: Path | None = None, checkpoint: str | None = None,
    clock: Milliseconds | None = None,
) -> dict[str, Any]:
    """Restore a register into its folder (and, where it lay in PostgreSQL, into the database of ``DATABASE_URL``).

    As ``journal.restore.restore``; ``desk``: the backup of the desk, where that was lost. Documents of what was
    erased since are forgotten before anything is served.
    """
    kind = _facts(home, archive).store
    placed: list[Path] = []

    def also(writing: Any) -> None:
        if desk is not None:
            _place_desk(home, desk, placed)
        letters.sweep(home, writing, writing.store.erased_log.seqs())

    try:
        return restoring.restore(
            archive, home.path, home.keys_db, lambda: _settling(home, clock or wall_clock), kind=kind,
            keys_archive=keys, checkpoint=checkpoint, also=also,
        )
    except BaseException:
        for path in placed:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise


def bring_back_keys(home: Home, keys: Path) -> None:
    """Put a backup of the key store where it was lost, and destroy again what was erased since.

    Raises OperatorError where one stands there, or the master key does not open it.
    """
    if home.keys_db.exists():
        raise OperatorError(
            Text("密钥库仍在原处，不覆盖。", "A key store stands there; it is not overwritten."), where=str(home.keys_db),
            todo=Text("如已损坏，先移走。", "If it is damaged, move it away first."),
        )
    with backup.working(home.keys_db.parent) as folder:
        copied = folder / "keys.db"
        copy_keys(keys, copied)
        opened = open_keys(home, copied)
        opened.erased_log = ErasedLog(home.keys_db.with_name("erased.log"))
        opened.replay_erasures()  # before it takes its place
        opened.close()
        for suffix in ("-wal", "-shm"):
            home.keys_db.with_name(home.keys_db.name + suffix).unlink(missing_ok=True)
        restoring.place(copied, home.keys_db, [])


def supply(office: Office, archive: Path, *, keys: Path | None = None) -> dict[str, Any]:
    """Supply the entries that a restored register lacks (``journal.restore.supply_tail``), and settle the desk."""
    def also(writing: Any) -> None:
        letters.sweep(office.home, writing, writing.store.erased_log.seqs())

    return restoring.supply_tail(office.store, archive, keys, also)


def _facts(home: Home, archive: Path) -> About:
    """What the register is: as the folder says, or the archive where the folder was lost."""
    if home.exists():
        return read_about(home)
    said = backup.member_of(archive, home.about.name)
    if said is None:
        raise BadInput(
            Text("备份中没有 register.json，目录中也没有。", "Neither the archive nor the folder holds register.json."),
            where=archive.name,
        )
    try:
        return msgspec.json.decode(said, type=About)
    except msgspec.MsgspecError:
        raise BadInput(Text("备份中的 register.json 无法读取。", "The archive's register.json cannot be read."),
                       where=archive.name) from None


def _settling(home: Home, clock: Milliseconds) -> JournalStore:
    about = read_about(home)
    keys = open_keys(home)
    try:
        return open_store(home.register_db, about.store, about.schema, keys, clock, about.edition, settling=True)
    except BaseException:
        keys.close()
        raise


def _place_desk(home: Home, sealed: Path, placed: list[Path]) -> None:
    """Put the desk and its print queue where they were lost; what stands there stays."""
    if home.desk_db.exists():
        return
    keys = open_keys(home)
    with backup.working(home.path) as folder:
        try:
            with Opening(sealed, keys.custody) as opened, tarfile.open(fileobj=opened, mode="r|") as tar:
                unpack(tar, folder)
        except (tarfile.TarError, OSError):
            raise BadInput(Text("不是文书台的备份。", "That is no backup of the desk."), where=sealed.name) from None
        finally:
            keys.close()
        queue = folder / "print-queue"
        if queue.is_dir() and not home.print_queue.exists():
            placed.append(home.print_queue)
            queue.rename(home.print_queue)
        restoring.place(folder / "desk.db", home.desk_db, placed)  # last: with it the desk is there
