"""Damaged files, told in our own terms: whatever keeps SQLite from reading a file is a fault of the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from xinyong.errors import JournalDamaged, OperatorError, Text

BUSY = tuple(f"SQLITE_{name}" for name in ("BUSY", "CANTOPEN", "FULL", "IOERR", "READONLY", "PERM", "NOMEM"))


@contextmanager
def readable(where: str) -> Iterator[None]:
    """Raise JournalDamaged naming ``where`` for a file that SQLite cannot read, OperatorError for a disk in the way."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(BUSY):
            raise OperatorError(
                Text("读写数据库文件失败（磁盘、权限或锁）。", f"The database file cannot be used: {error}."), where=where,
                todo=Text("请检查磁盘空间与权限后重试。", "Check disk space and permissions, then try again."),
            ) from error
        raise JournalDamaged(
            Text("数据库文件已损坏。", f"The database file is damaged: {error}."), where=where,
            todo=Text("请从备份恢复。", "Restore it from the backup."),
        ) from error
