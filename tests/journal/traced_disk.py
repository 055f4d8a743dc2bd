"""A disk replayed from a trace of system calls: what it holds at any moment, and what is left after power fails.

Two images of each file are kept: what the processes see, and what was synced. A crash of the process keeps the
first; a loss of power keeps the second, or the second and any of the writes since (a disk may write them in any order).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat"
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?")
_HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+)<([^>]*)>")


class Call(NamedTuple):
    """One system call that succeeded."""

    name: str
    path: str
    data: bytes
    number: int  # offset of a pwrite64, length of an ftruncate
    flags: str
    other: str  # a rename's new path
    fd: int


def _text(escaped: str) -> str:
    return bytes.fromhex(escaped.replace("\\x", "")).decode() if "\\x" in escaped else escaped


def calls(trace: Path) -> Iterator[Call]:
    """The trace's calls in order."""
    for line in trace.read_text().splitlines():
        match = _LINE.match(line)
        if match is None or int(match[3]) < 0:
            continue
        name, inner = match[1], match[2]
        strings = [bytes.fromhex(found.replace("\\x", "")) for found in _HEX.findall(inner)]
        fd = _FD.match(inner)
        if name == "openat":
            flags = inner.rpartition('"')[2]
            yield Call(name, _text(match[4] or ""), b"", 0, flags, "", int(match[3]))
        elif name.startswith(("rename", "unlink")):
            yield Call(name, strings[0].decode(), b"", 0, "", strings[-1].decode(), -1)
        elif fd is not None:
            data = strings[0] if strings else b""
            number = int(inner.rpartition(", ")[2]) if name in ("pwrite64", "ftruncate") else 0
            yield Call(name, _text(fd[2]), data, number, "", "", int(fd[1]))


class Disk:
    """The files of one folder, as seen and as synced."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.seen: dict[str, bytearray] = {}
        self.synced: dict[str, bytes] = {}
        self.pending: dict[str, list[tuple[int, bytes | None]]] = {}  # writes since the last sync; None: cut to length
        self._place: dict[int, int] = {}

    def apply(self, call: Call) -> bool:
        """Let a call take effect; whether it touched this folder."""
        if not call.path.startswith(self.folder):
            return False
        path = call.path
        if call.name == "openat":
            if "O_CREAT" in call.flags and path not in self.seen:
                self.seen[path] = bytearray()
            if "O_TRUNC" in call.flags and self.seen.get(path):
                self._cut(path, 0)
            self._place[call.fd] = len(self.seen.get(path, b"")) if "O_APPEND" in call.flags else 0
            return False
        if call.name in ("fsync", "fdatasync"):
            if path in self.seen:
                self.synced[path] = bytes(self.seen[path])
                self.pending[path] = []
        elif call.name == "ftruncate":
            self._cut(path, call.number)
        elif call.name.startswith("rename"):
            self.seen[call.other] = self.seen.pop(path)
            self.synced[call.other] = self.synced.pop(path, b"")
            self.pending[call.other] = self.pending.pop(path, [])
        elif call.name.startswith("unlink"):
            for image in (self.seen, self.synced, self.pending):
                image.pop(path, None)  # type: ignore[attr-defined]
        else:
            place = call.number if call.name == "pwrite64" else self._place.get(call.fd, 0)
            self._put(path, place, call.data)
            if call.name == "write":
                self._place[call.fd] = place + len(call.data)
        return True

    def _put(self, path: str, place: int, data: bytes) -> None:
        _overwrite(self.seen.setdefault(path, bytearray()), place, data)
        self.pending.setdefault(path, []).append((place, data))

    def _cut(self, path: str, length: int) -> None:
        _overwrite(self.seen.setdefault(path, bytearray()), length, None)
        self.pending.setdefault(path, []).append((length, None))

    def lay_out(self, folder: Path, how: str, rng: random.Random) -> None:
        """Write the files as a crash leaves them: ``killed``, ``unsynced-lost`` or ``some-kept``."""
        folder.mkdir()
        for path, seen in self.seen.items():
            if path.endswith("-shm"):
                continue  # shared memory: never relied on after a crash
            image = bytearray(seen) if how == "killed" else bytearray(self.synced.get(path, b""))
            if how == "some-kept":
                for place, data in self.pending.get(path, []):
                    if rng.random() < 0.5:
                        _overwrite(image, place, data)
            if how == "killed" or path in self.synced or image:
                (folder / Path(path).name).write_bytes(image)


def _overwrite(image: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        del image[place:]
        image.extend(bytes(place - len(image)))
        return
    image.extend(bytes(max(0, place - len(image))))
    image[place : place + len(data)] = data
