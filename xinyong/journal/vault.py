"""A file of any length under a key of its own, which the master key wraps: what is backed up beside the keys.

The content goes in pieces of a mebibyte, each sealed with AES-256-GCM (NIST SP 800-38D). The key is drawn for this file
and used for no other, so a piece's number is its nonce; the last one is marked, so that a file cut short does not open.
Renewing the master key makes every older file unreadable, as it does backups of the key store.
"""

from __future__ import annotations

import io
import secrets
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xinyong.errors import JournalDamaged, OperatorError, Text, XinyongError
from xinyong.journal.custody import KeyCustody
from xinyong.subjects.sealing import NONCE_BYTES, TAG_BYTES, WRAPPED_BYTES

MAGIC = b"XYV1"
PIECE = 1 << 20
MORE, LAST = b"\0", b"\1"


class Sealing(io.RawIOBase):
    """Writes sealed pieces into ``out``. Nothing of it opens before ``close``."""

    def __init__(self, out: BinaryIO, custody: KeyCustody) -> None:
        key = secrets.token_bytes(32)
        self._cipher = AESGCM(key)
        self._out = out
        self._waiting = bytearray()
        self._number = 0
        out.write(MAGIC + custody.wrap(key))

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: object) -> int:
        """Take bytes in."""
        given = bytes(memoryview(data))  # type: ignore[arg-type]  # io passes buffers and calls them object
        self._waiting += given
        while len(self._waiting) > PIECE:
            self._piece(bytes(self._waiting[:PIECE]), MORE)
            del self._waiting[:PIECE]
        return len(given)

    def close(self) -> None:
        """Write the last piece."""
        if not self.closed:
            self._piece(bytes(self._waiting), LAST)
            super().close()

    def _piece(self, plain: bytes, which: bytes) -> None:
        nonce = self._number.to_bytes(NONCE_BYTES)
        self._out.write(self._cipher.encrypt(nonce, plain, MAGIC + which))
        self._number += 1


class Opening(io.RawIOBase):
    """Reads what ``Sealing`` wrote. Raises JournalDamaged for a byte changed or a piece missing."""

    def __init__(self, path: Path, custody: KeyCustody) -> None:
        """Raises OperatorError where another master key sealed it, or it is no such file."""
        self._file = path.open("rb")
        self._where = path.name
        head = self._file.read(len(MAGIC) + WRAPPED_BYTES)
        try:
            if not head.startswith(MAGIC):
                raise self._foreign()
            self._cipher = AESGCM(custody.unwrap(head[len(MAGIC) :]))
        except XinyongError:
            self._file.close()
            raise self._foreign() from None
        self._ready = b""
        self._number = 0
        self._ended = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer as far as there is something."""
        view = memoryview(buffer)  # type: ignore[arg-type]  # io passes buffers and calls them object
        if not self._ready and not self._ended:
            self._ready = self._piece()
        part, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(part)] = part
        return len(part)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()

    def _piece(self) -> bytes:
        sealed = self._file.read(PIECE + TAG_BYTES)
        self._ended = len(self._file.peek(1)) == 0
        which = LAST if self._ended else MORE
        try:
            plain = self._cipher.decrypt(self._number.to_bytes(NONCE_BYTES), sealed, MAGIC + which)
        except InvalidTag:
            raise JournalDamaged(
                Text("备份文件已损坏或不完整。", "The backup is damaged, or cut short."), where=self._where,
                todo=Text("请用另一份备份。", "Use another backup."),
            ) from None
        self._number += 1
        return plain

    def _foreign(self) -> OperatorError:
        return OperatorError(
            Text("该文件不是用本登记册的主密钥封存的。", "This file was not sealed under this register's master key."),
            code="master-key", where=self._where,
            todo=Text("请使用与其同时的主密钥；主密钥更换后，旧文件即无法打开。",
                      "Use the master key of its time; once that was renewed, older files stay shut."),
        )
