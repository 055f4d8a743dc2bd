"""A register's folder: what lies where, and the few facts that are known before the journal opens."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from xinyong.errors import NotFound, OperatorError, Text
from xinyong.journal.officers import write_secret
from xinyong.law.loading import decode, encode
from xinyong.law.model import Rulebook


@dataclass(frozen=True)
class Home:
    """The folder of one register."""

    path: Path

    @property
    def register_db(self) -> Path:
        return self.path / "register.db"

    @property
    def desk_db(self) -> Path:
        return self.path / "desk.db"

    @property
    def print_queue(self) -> Path:
        return self.path / "print-queue"

    @property
    def keys_db(self) -> Path:
        return self.path / "keys" / "keys.db"

    @property
    def master_key(self) -> Path:
        return self.path / "keys" / "master.key"

    @property
    def custody(self) -> Path:
        return self.path / "keys" / "custody.json"

    @property
    def credentials(self) -> Path:
        return self.path / "credentials"

    @property
    def editions(self) -> Path:
        return self.path / "editions"

    @property
    def index(self) -> Path:
        return self.path / "index"

    @property
    def about(self) -> Path:
        return self.path / "register.json"

    def exists(self) -> bool:
        """Whether a register was opened here."""
        return self.about.is_file()


class About(msgspec.Struct, frozen=True):
    """``register.json``: copied from the genesis entry, so that the folder can be read at a glance."""

    register: str
    mode: str
    rulebook: str
    edition: str
    articles: str
    store: Literal["sqlite", "postgresql"] = "sqlite"
    schema: str = ""  # of a register that lies in PostgreSQL


def find_home(given: Path | None) -> Home:
    """The folder from ``--home`` or ``XINYONG_HOME``; OperatorError when neither names one."""
    path = given or (Path(os.environ["XINYONG_HOME"]) if os.environ.get("XINYONG_HOME") else None)
    if path is None:
        raise OperatorError(
            Text("未指定登记册目录。", "No register folder is named."),
            todo=Text("用 --home DIR 或环境变量 XINYONG_HOME 指定。", "Name it with --home DIR or XINYONG_HOME."),
        )
    return Home(path.expanduser().resolve())


def read_about(home: Home) -> About:
    """The folder's facts; OperatorError when it is not a register."""
    if not home.exists():
        raise OperatorError(
            Text("该目录不是登记册。", "That folder is not a register."),
            todo=Text("先运行 xinyong init。", "Open one first with xinyong init."),
        )
    return msgspec.json.decode(home.about.read_bytes(), type=About)


def new_master(home: Home) -> bytes:
    """Make the master key's file (mode 0600) and return the key."""
    home.master_key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_bytes(32)
    write_secret(home.master_key, key)
    return key


def read_master(home: Home) -> bytes:
    """The master key; OperatorError when its file is missing, open to others, or not a key."""
    path = home.master_key
    if not path.is_file():
        raise OperatorError(
            Text("找不到主密钥。", "The master key is missing."), code="no-master-key", where=str(path),
            todo=Text("放回主密钥文件；没有它，登记册内容无法读取。",
                      "Put the file back; without it nothing in the register can be read."),
        )
    return secret_file(path)


def secret_file(path: Path) -> bytes:
    """A key of 32 bytes; OperatorError when its file is open to others or no key."""
    if path.stat().st_mode & 0o077:
        raise OperatorError(
            Text("主密钥文件对他人可读。", "The master key is readable by others."), where=str(path),
            todo=Text("执行 chmod 600。", "Run chmod 600 on it."),
        )
    key = path.read_bytes()
    if len(key) != 32:
        raise OperatorError(Text("主密钥长度有误。", "The master key has the wrong length."), where=str(path))
    return key


def keep_edition(home: Home, rulebook: Rulebook) -> None:
    """Keep an adopted edition whole: the register answers under it for as long as it stands."""
    home.editions.mkdir(parents=True, exist_ok=True)
    path = home.editions / f"{rulebook.digest}.json"
    if not path.exists():
        partial = path.with_suffix(".part")
        partial.write_bytes(encode(rulebook))
        partial.replace(path)


def read_edition(home: Home, digest: str) -> Rulebook:
    """An adopted edition; NotFound when the folder does not hold it, RulebookError when it is not the one adopted."""
    path = home.editions / f"{digest}.json"
    if not path.is_file():
        raise NotFound(
            Text(f"目录中没有版本{digest[:12]}的规则。", f"The folder holds no edition {digest[:12]}."),
            todo=Text("从备份恢复 editions 目录。", "Restore the editions folder from a backup."),
        )
    return decode(path.read_bytes())
