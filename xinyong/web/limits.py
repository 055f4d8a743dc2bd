"""How often somebody may try a code that does not fit. Kept in memory alone, and by no address that can be read."""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict, deque
from hashlib import blake2b

from xinyong.errors import CallerError, Text


class TooMany(CallerError):
    """Too many tries that did not fit, for now."""

    status = 429
    default_code = "too-many"


class Tries:
    """At most ``most`` failures of one sender in ``seconds``; beyond that everything is refused for a while."""

    def __init__(self, most: int = 10, seconds: float = 60.0, senders: int = 10_000) -> None:
        self.most, self.seconds, self.senders = most, seconds, senders
        self._salt = os.urandom(16)  # what stands here leads back to no address, and ends with the process
        self._failed: OrderedDict[bytes, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, sender: str) -> None:
        """Raises TooMany where this sender has failed too often just now."""
        with self._lock:
            if len(self._recent(self._key(sender))) >= self.most:
                raise TooMany(
                    Text("尝试次数过多，请稍后再试。", "Too many tries; please wait a little."),
                    todo=Text("一分钟后再试；请核对文书上印的号码。", "Try again in a minute; compare what is printed on the letter."),
                )

    def failed(self, sender: str) -> None:
        """Note that a try did not fit."""
        with self._lock:
            key = self._key(sender)
            self._recent(key).append(time.monotonic())
            self._failed.move_to_end(key)
            while len(self._failed) > self.senders:
                self._failed.popitem(last=False)

    def forget(self) -> None:
        """Begin anew (tests)."""
        with self._lock:
            self._failed.clear()

    def _key(self, sender: str) -> bytes:
        return blake2b(sender.encode(), key=self._salt, digest_size=16).digest()

    def _recent(self, key: bytes) -> deque[float]:
        found = self._failed.setdefault(key, deque(maxlen=self.most))
        oldest = time.monotonic() - self.seconds
        while found and found[0] < oldest:
            found.popleft()
        return found
