"""The topmost keys in the key store: the custody above it, who signs checkpoints now, and who will.

A new key is *prepared* (kept beside the old one), *announced* by an entry that both keys sign, and *adopted* once the
first checkpoint over that entry bears both signatures; only then is the old key destroyed. A crash between any two
steps is taken up again by the next seal.
"""

from __future__ import annotations

import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress

from xinyong.errors import XinyongError
from xinyong.journal.custody import ON_TOKEN, KeptSigning, KeyCustody, custody_of, signer_of
from xinyong.journal.keyfile import Connections, key_damaged
from xinyong.journal.notes import NoteSigner
from xinyong.subjects.sealing import NONCE_BYTES, WrappingKey

CURRENT, NEXT = "signing", "next"
SIGNING_SECRETS = frozenset({CURRENT, CURRENT + ON_TOKEN, NEXT, NEXT + ON_TOKEN})


class SigningKeys(ABC):
    """The part of the key store that knows who signs."""

    _connections: Connections
    _custody: KeyCustody
    _secrets: dict[str, bytes]
    custodies: Callable[[], Iterable[KeyCustody]]  # where else the master key may be by now: another process renewed it

    @abstractmethod
    def _write(self) -> AbstractContextManager[sqlite3.Connection]:
        """This thread's write transaction, joined or opened."""

    @abstractmethod
    def _load(self) -> None:
        """Read and open the secrets."""

    @abstractmethod
    def _next_generation(self, db: sqlite3.Connection) -> None:
        """Let other processes see that the secrets changed."""

    @property
    def custody(self) -> KeyCustody:
        """Where the master key is kept."""
        return self._custody

    def rotate_master(self, new: bytes | KeyCustody) -> None:
        """Wrap the key-encryption key under a new master key, here or in another custody."""
        custody = custody_of(new)
        with self._write() as db:
            db.execute("UPDATE secret SET wrapped = ? WHERE name = 'kek'", (custody.wrap(self._secrets["kek"]),))
        self._custody = custody
        self._connections.truncate()

    def _unwrapped_kek(self, wrapped: bytes) -> bytes:
        """The key-encryption key, by the custody known or by one that took its place. Raises RegisterFault."""
        try:
            return self._custody.unwrap(wrapped)
        except XinyongError:
            for other in self.custodies():
                with suppress(XinyongError):
                    kek = other.unwrap(wrapped)
                    self._custody = other
                    return kek
            raise

    def signer(self) -> NoteSigner:
        """The register's checkpoint key. Raises OperatorError where its token does not hold it."""
        kept = self._kept(CURRENT)
        if kept is None:
            raise key_damaged("secret signing")
        return signer_of(kept, self._custody)

    def next_signer(self) -> NoteSigner | None:
        """The key that was prepared to follow, if any."""
        kept = self._kept(NEXT)
        return signer_of(kept, self._custody) if kept is not None else None

    @property
    def register_key(self) -> str:
        """The public half of the key that signs, 64 hex digits."""
        kept = self._kept(CURRENT)
        if kept is None:
            raise key_damaged("secret signing")
        return kept.value.hex() if kept.on_token else signer_of(kept, self._custody).public.hex()

    @property
    def signing_on_token(self) -> bool:
        """Whether the key that signs is on a token."""
        return CURRENT + ON_TOKEN in self._secrets

    def prepare_signing(self) -> NoteSigner:
        """A fresh key to follow the one that signs, kept durably; the one prepared before where there is one."""
        known = self.next_signer()
        if known is not None:
            return known
        kept = self._custody.new_signing()
        name = NEXT + ON_TOKEN if kept.on_token else NEXT
        with self._write() as db:
            db.execute("INSERT INTO secret VALUES (?, ?)", (name, self._wrapped(name, kept.value)))
            self._next_generation(db)
        self._load()
        fresh = self.next_signer()
        assert fresh is not None
        return fresh

    def adopt_signing(self) -> None:
        """Let the prepared key sign from now on, and destroy the old one."""
        old, kept = self._kept(CURRENT), self._kept(NEXT)
        if old is None or kept is None:
            raise key_damaged("secret next")
        name = CURRENT + ON_TOKEN if kept.on_token else CURRENT
        with self._write() as db:
            for each in SIGNING_SECRETS:
                db.execute("DELETE FROM secret WHERE name = ?", (each,))
            db.execute("INSERT INTO secret VALUES (?, ?)", (name, self._wrapped(name, kept.value)))
            self._next_generation(db)
        self._load()
        self._connections.truncate()
        if old.on_token:
            self._custody.destroy_signing(old.value)

    def _kept(self, name: str) -> KeptSigning | None:
        if name + ON_TOKEN in self._secrets:
            return KeptSigning(self._secrets[name + ON_TOKEN], on_token=True)
        return KeptSigning(self._secrets[name], on_token=False) if name in self._secrets else None

    def _wrapped(self, name: str, value: bytes) -> bytes:
        return WrappingKey(self._secrets["kek"]).wrap(value, name.encode(), os.urandom(NONCE_BYTES))
