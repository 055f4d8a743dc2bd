"""Which custody holds a register's topmost keys, and how they are renewed without a moment in which they are lost.

``keys/master.key`` holds the master key, unless ``keys/custody.json`` names a PKCS#11 token (``journal.token``). Every
renewal first keeps the new key beside the old (``master.new``, ``custody.new``), then wraps the key store under
it, then takes the old one's place: broken off anywhere, one of the two opens the key store, and opening tries both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from xinyong.errors import OperatorError, Text
from xinyong.journal.custody import FileCustody, KeyCustody
from xinyong.journal.keystore import KeyStore
from xinyong.journal.officers import sync_folder
from xinyong.journal.token import TokenCustody, TokenPlace
from xinyong.office.home import Home, read_master, secret_file


def open_keys(home: Home, path: Path | None = None) -> KeyStore:
    """The register's key store, opened by its custody; ends a renewal of the master key that was broken off.

    ``path``: a copy of it that lies elsewhere.
    """
    for _ in range(2):  # another process may renew it while this one looks
        refused: OperatorError | None = None
        for custody, fresh, place in _candidates(home):
            try:
                keys = KeyStore.open(path or home.keys_db, custody)
            except OperatorError as error:
                if error.code != "master-key":
                    raise
                refused = refused or error
                continue
            if fresh is not None:
                take_place(fresh, place)
            keys.custodies = lambda: [each for each, _, _ in _candidates(home)]
            return keys
    assert refused is not None
    raise refused


def _candidates(home: Home) -> Iterator[tuple[KeyCustody, Path | None, Path]]:
    """Custodies that may open the key store, the one in place first: (custody, file not in place yet, place)."""
    token, master = home.custody, home.master_key
    fresh_token, fresh_master = token.with_suffix(".new"), master.with_suffix(".new")
    if token.is_file():
        yield TokenCustody(_place(token)), None, token
    elif master.exists() or not (fresh_token.is_file() or fresh_master.is_file()):
        yield FileCustody(read_master(home)), None, master
    if fresh_token.is_file():
        yield TokenCustody(_place(fresh_token)), fresh_token, token
    if fresh_master.is_file():
        yield FileCustody(secret_file(fresh_master)), fresh_master, master


def _place(path: Path) -> TokenPlace:
    try:
        return msgspec.json.decode(path.read_bytes(), type=TokenPlace)
    except (OSError, msgspec.MsgspecError):
        raise OperatorError(
            Text(f"{path.name} 无法读取。", f"{path.name} cannot be read."), where=str(path),
            todo=Text("从备份恢复该文件。", "Restore the file from its backup."),
        ) from None


def fresh_of(place: Path) -> Path:
    """Where the new one lies until it takes the place; one that a broken-off renewal left unused goes."""
    fresh = place.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    return fresh


def take_place(fresh: Path, place: Path) -> None:
    """Let the fresh file take the place of the old one, durably."""
    with suppress(FileNotFoundError):  # another process that opened the register has done it
        os.replace(fresh, place)
    sync_folder(place.parent)
