"""Processes killed in earnest: a fork that dies of SIGKILL at its n-th write point."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg


class Count:
    """Counts write points and kills the process at one of them."""

    def __init__(self, kill_at: int) -> None:
        self.seen = 0
        self.kill_at = kill_at

    def __call__(self, *_: Any) -> None:
        self.seen += 1
        if self.seen == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def watch(count: Count) -> None:
    """Count statements of every connection, and each sync and rename of the small files."""
    connect = sqlite3.connect

    def watched(*given: Any, **more: Any) -> sqlite3.Connection:
        db = connect(*given, **more)
        db.set_trace_callback(count)
        return db

    sqlite3.connect = watched  # type: ignore[assignment]
    fsync, rename = os.fsync, Path.rename

    def counted_sync(handle: int) -> None:
        count()
        fsync(handle)
        count()

    def counted_rename(path: Path, target: Path) -> Path:
        count()
        return rename(path, target)

    os.fsync = counted_sync  # type: ignore[assignment]
    Path.rename = counted_rename  # type: ignore[assignment,method-assign]
    execute, copy = psycopg.Connection.execute, psycopg.Cursor.copy

    def counted(real: Any) -> Any:
        def act(*given: Any, **more: Any) -> Any:
            count()
            return real(*given, **more)

        return act

    psycopg.Connection.execute = counted(execute)  # type: ignore[method-assign]
    psycopg.Cursor.copy = counted(copy)  # type: ignore[method-assign]


def killed_at(action: Callable[[], object], point: int) -> int:
    """Run ``action`` in a forked process that dies at its ``point``-th write point: 0, or (it ended) the points seen.

    The caller has no database open: a connection does not survive a fork.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            count = Count(point)
            watch(count)
            action()
            os.write(write_end, str(count.seen).encode())
        finally:
            os._exit(1)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    assert told or os.WIFSIGNALED(status), "it failed by itself"
    return int(told or 0)


def sampled(points: int, most: int, first: int) -> range:
    """At most so many of the points, evenly, from ``first`` on."""
    step = max(1, points // most)
    return range(1 + first % step, points + 1, step)
