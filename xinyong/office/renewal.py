"""Renewing a register's topmost keys: the master key, the key-encryption key below it, the signing key.

How a renewal that is broken off is taken up again: ``office.custody`` and ``journal.signing``.
"""

from __future__ import annotations

import secrets
from typing import Any

import msgspec

from xinyong.errors import BadInput, Text
from xinyong.journal.officers import Signer, sync_folder, write_secret
from xinyong.journal.token import TokenCustody
from xinyong.office.custody import fresh_of, take_place
from xinyong.office.office import Office
from xinyong.register.rotate_key import RotateRegisterKey, announcement


def rotate_master(office: Office) -> None:
    """A fresh master key in the same custody; older backups of the key store no longer open with it."""
    custody = office.keys.custody
    if isinstance(custody, TokenCustody):
        renewed = custody.renewed()
        _change(office, renewed)
        custody.destroy_master()
    else:
        key = secrets.token_bytes(32)
        fresh = fresh_of(office.home.master_key)
        write_secret(fresh, key)
        office.keys.rotate_master(key)
        take_place(fresh, office.home.master_key)


def move_to_token(office: Office, module: str, token: str, operator: Signer) -> None:
    """Move the master key to a PKCS#11 token and let a signing key that is born there follow the old one.

    The file of the old master key is removed; copies of it elsewhere still open older backups of the key store.
    """
    if isinstance(office.keys.custody, TokenCustody):
        raise BadInput(Text("密钥已在密码设备中。", "The keys are on a token already."), field="token")
    _change(office, TokenCustody.create(module, token))
    office.home.master_key.unlink(missing_ok=True)
    sync_folder(office.home.master_key.parent)
    rotate_signing(office, operator)


def rotate_signing(office: Office, operator: Signer) -> int:
    """A fresh signing key, announced by the one in force; the number of the entry that says so.

    Checkpoints over that entry are signed by the new key, the first of them by both; then the old one is destroyed.
    """
    office.store.seal()  # also ends a change that was broken off
    keys = office.keys
    fresh, old = keys.prepare_signing(), keys.signer()
    previous, key = old.public.hex(), fresh.public.hex()
    said = announcement(previous, key)
    command = RotateRegisterKey(
        previous=previous, key=key, announced=old.sign(said).hex(), accepted=fresh.sign(said).hex()
    )
    receipts = office.decide(command, operator)
    office.store.seal()
    return receipts[0].seq


def status(office: Office) -> dict[str, Any]:
    """What is known of the keys without showing any: where they are, how many, since when the signing key signs."""
    keys = office.keys
    with office.store.reading() as reading:
        history = reading.rows("register_key", order="seq")
        size, sealed = reading.size(), reading.sealed_size()
    last = history[-1]
    return {
        "custody": keys.custody.kind, "signing_key": keys.register_key, "signing_on_token": keys.signing_on_token,
        "signing_since_entry": last["seq"], "signing_keys": len(history), "in_force": last["key"] == keys.register_key,
        "entries": size, "sealed": sealed, "behind": office.store.behind,
    }


def _change(office: Office, to: TokenCustody) -> None:
    """Put the key store under another custody's master key."""
    place = office.home.custody
    fresh = fresh_of(place)
    write_secret(fresh, msgspec.json.format(msgspec.json.encode(to.place), indent=1) + b"\n")
    office.keys.rotate_master(to)
    take_place(fresh, place)
