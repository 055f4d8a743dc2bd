"""Who writes next: one lock for all writers, and a turnstile that lets decisions pass batches.

``register.lock`` is held exclusively by the writer. ``register.turn`` is held shared by every decision from before
it waits until it is done; a batch that can take it exclusively knows that no decision waits. flock(2) locks
belong to an open file, so threads and processes are treated alike, they wake at once, and a
process that dies drops its own.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST_PATIENCE_S = 1.0
"""A batch goes on after this long even if decisions keep coming, so that it is never starved."""
STEP_S = 0.0005


class Turnstile:
    """The two lock files of one register."""

    def __init__(self, register: Path) -> None:
        self._turn = register.with_suffix(".turn")
        self._lock = register.with_suffix(".lock")

    @contextmanager
    def enter(self, patient: bool) -> Iterator[None]:
        """Hold the writer's lock. ``patient``: let waiting decisions in first."""
        with _opened(self._turn) as turn, _opened(self._lock) as lock:
            if patient:
                self._let_decisions_pass(turn)
            else:
                fcntl.flock(turn, fcntl.LOCK_SH)
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield  # closing the files drops both locks

    def others_wait(self) -> bool:
        """Whether a decision waits, asked by the batch that holds the lock."""
        with _opened(self._turn) as turn:
            return not _free(turn)

    def _let_decisions_pass(self, turn: int) -> None:
        until = time.monotonic() + MOST_PATIENCE_S
        while not _free(turn) and time.monotonic() < until:
            time.sleep(STEP_S)


def _free(turn: int) -> bool:
    """Whether nobody holds the turnstile; it is not kept."""
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(turn, fcntl.LOCK_UN)
    return True


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)
