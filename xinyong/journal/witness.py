"""What must outlive a restore: the last checkpoint signed, and the log of what was erased.

Both are small files that a backup of the register never contains and a restore never overwrites. The
checkpoint is replaced by compare-and-swap; the erasure log only grows.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

from xinyong.errors import JournalDamaged, Text
from xinyong.journal import notes
from xinyong.journal.officers import sync_folder


class Witness:
    """``checkpoint.last``: the newest note this register ever signed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> str | None:
        """The note, or None before the first."""
        try:
            return self.path.read_text("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            raise _damaged(self.path) from None

    def size(self) -> int:
        """Its size; 0 before the first."""
        note = self.read()
        return notes.parse(note).size if note is not None else 0

    def replace(self, expected: str | None, note: str) -> None:
        """Put ``note`` in place of ``expected``, durably. Raises JournalDamaged where another note stands there."""
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            if self.read() != expected:
                raise JournalDamaged(
                    Text("上一检查点已被另一进程更换。", "Another process replaced the last checkpoint meanwhile."),
                    code="witness-changed", where=self.path.name,
                )
            fresh = self.path.with_suffix(".new")
            with fresh.open("w", encoding="utf-8") as file:
                file.write(note)
                file.flush()
                os.fsync(file.fileno())
            fresh.rename(self.path)
            os.fsync(folder)
        finally:
            os.close(folder)


class ErasedLog:
    """``erased.log``: what was destroyed, a line each, kept beside the keys; replayed after a restore.

    ``entry SEQ.`` and nothing of a person: key and number go with the last of a person's entries (``subject_keys``).
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def add_entries(self, seqs: Iterable[int]) -> None:
        """Note erased entries, durably."""
        self._add([f"entry {seq}" for seq in seqs])

    def seqs(self) -> set[int]:
        """Every entry noted."""
        try:
            return {int(words[1]) for words in self._lines("entry")}
        except (ValueError, IndexError):
            raise _damaged(self.path) from None

    def _lines(self, kind: str) -> list[list[str]]:
        """A line without its final full stop was cut short by a crash before it was acknowledged: not counted."""
        try:
            lines = self.path.read_text("utf-8").split("\n")
        except FileNotFoundError:
            return []
        except UnicodeDecodeError:
            raise _damaged(self.path) from None
        whole = (line[:-1].split(" ") for line in lines if line.endswith("."))
        return [words for words in whole if words[0] == kind]

    def _add(self, lines: list[str]) -> None:
        new = not self.path.exists()
        with self.path.open("ab") as file:
            start = b"" if new or self._ends_whole() else b"\n"
            file.write(start + "".join(f"{line}.\n" for line in lines).encode())
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self.path.parent)

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as file:
            if not file.seek(0, os.SEEK_END):
                return True
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def _damaged(path: Path) -> JournalDamaged:
    return JournalDamaged(
        Text(f"文件 {path.name} 已损坏。", f"The file {path.name} is damaged."), where=path.name,
        todo=Text("请从它自己的副本恢复。", "Restore it from its own copy."),
    )
