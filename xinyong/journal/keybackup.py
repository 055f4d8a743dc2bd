"""Let a newer backup of the key store take the place of what an older one brought back.

A key store that was restored from an older backup lacks the keys of what came after: the bodies of a supplied tail
would stay shut, and so would the register itself where its signing key was renewed since. A register that lacks entries
takes no writes, so the newer file holds all that the older one holds, and more.
"""

from __future__ import annotations

from pathlib import Path

from xinyong.errors import OperatorError, Text
from xinyong.journal.backup import copy_database, working
from xinyong.journal.damage import readable
from xinyong.journal.keyfile import DDL, LATER, mark_of
from xinyong.journal.keystore import KeyStore

TABLES = tuple(statement.split()[2] for statement in DDL + LATER if statement.split()[2] not in ("position", "doomed"))
"""What is exchanged whole: every table but those with a rule of their own below."""


def take_over(keys: KeyStore, newer: Path) -> None:
    """Take every key of the backup ``newer``, and destroy again what was erased since; all in one transaction.

    Raises OperatorError where it belongs to another register or master key, or is older than what is held here,
    JournalDamaged where it is damaged.
    """
    if not newer.is_file():
        raise OperatorError(Text("找不到密钥备份。", "There is no such backup of the keys."), where=str(newer))
    with working(keys.path.parent) as folder:
        copied = folder / "newer.db"
        copy_keys(newer, copied)
        durable = _checked(keys, copied)
        db = keys._connections.get()
        db.execute("ATTACH ? AS newer", (str(copied),))
        try:
            with keys._write():
                for table in TABLES:
                    db.execute(f"DELETE FROM main.{table}")
                    db.execute(f"INSERT INTO main.{table} SELECT * FROM newer.{table}")
                db.execute("INSERT OR IGNORE INTO main.doomed SELECT seq FROM newer.doomed")
                mark = mark_of(keys._secrets["mark"], "position", "durable", str(durable))
                db.execute("UPDATE main.position SET value = ?, mark = ? WHERE name = 'durable'", (durable, mark))
                keys._next_generation(db)
        finally:
            db.execute("DETACH newer")
        keys._load()
        keys.replay_erasures()


def copy_keys(source: Path, to: Path) -> None:
    """Copy a backup of the keys to where it may be opened: opening it in its place would change the medium.

    Raises JournalDamaged for what is no database.
    """
    with readable(source.name):
        copy_database(source, to)


def _checked(keys: KeyStore, copied: Path) -> int:
    """How far the newer one knows the register to be durable, once it is known to be this register's and newer."""
    other = KeyStore.open(copied, keys.custody)
    try:
        other.verify()
        same = other._secrets["lookup"] == keys._secrets["lookup"]
        durable = other.durable
    finally:
        other.close()
    if not same or durable < keys.durable:
        raise OperatorError(
            Text("该密钥备份不属于本登记册，或比现有密钥库旧。",
                 "That backup of the keys is another register's, or older than the key store here."),
            code="keys-not-newer",
            todo=Text("请用与新档案同时的密钥备份。", "Use the keys' backup of the same time as the newer archive."),
        )
    return durable
