"""Files about a natural person that lie outside the journal, sealed by the key that seals the person's entries.

Once nothing of the person remains and the key is destroyed, nobody opens them, wherever a copy lies (Article 14).
"""

from __future__ import annotations

import os

from xinyong.journal.keystore import KeyStore
from xinyong.subjects.sealing import KEY_BYTES, NONCE_BYTES, SALT_BYTES, WRAPPED_BYTES, open_sealed, seal

_DOMAIN = b"xinyong/envelope/1\0"


def sealed_for(keys: KeyStore, subject: str, label: str, content: bytes) -> bytes:
    """``content`` under a fresh data key, which the subject's key wraps, bound to ``label``: wrapped key, then sealed.

    RegisterFault where the subject's key was destroyed.
    """
    data_key = os.urandom(KEY_BYTES)
    wrapped = keys.wrapper(subject).wrap(data_key, _DOMAIN + label.encode(), os.urandom(NONCE_BYTES))
    return wrapped + seal(content, data_key, os.urandom(SALT_BYTES))


def opened_for(keys: KeyStore, subject: str, label: str, envelope: bytes) -> bytes:
    """What was sealed; JournalDamaged for another label, subject or a changed byte."""
    data_key = keys.wrapper(subject).unwrap(envelope[:WRAPPED_BYTES], _DOMAIN + label.encode())
    return open_sealed(envelope[WRAPPED_BYTES:], data_key)[1]
