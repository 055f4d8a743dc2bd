"""A small register to test the journal with: synthetic organisations, a clock that tests wind."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xinyong.journal.keystore import KeyStore
from xinyong.journal.officers import Signer
from xinyong.journal.port import Draft
from xinyong.journal.sqlite import SqliteStore
from xinyong.register import events as ev
from xinyong.register.projection import project

MASTER = bytes(range(32))
EDITION = "ab" * 32
ARTICLES = "cd" * 32
OPERATOR = Signer("operator", Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"operator").digest()))
START_MS = 1_775_000_000_000


class Clock:
    """Milliseconds that move only when a test says so."""

    def __init__(self, now: int = START_MS) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def create(folder: Path, clock: Clock | None = None) -> SqliteStore:
    """An empty synthetic register in ``folder``."""
    keys = KeyStore.create(folder / "keys.db", MASTER)
    return SqliteStore(folder / "register.db", keys, project, clock or Clock(), EDITION, create=True)


def reopen(folder: Path, clock: Clock | None = None, *, settling: bool = False) -> SqliteStore:
    """The register in ``folder`` again."""
    keys = KeyStore.open(folder / "keys.db", MASTER)
    return SqliteStore(folder / "register.db", keys, project, clock or Clock(), EDITION, settling=settling)


def close(store: SqliteStore) -> None:
    """Close a store and its key store."""
    store.close()
    store.keys.close()


def found(store: SqliteStore) -> None:
    """Write the genesis entry and one file that others follow from (entries 0 and 1)."""
    genesis = ev.RegisterOpened(
        register="98" * 8, mode="synthetic", operator=OPERATOR.officer, operator_key=OPERATOR.public_key,
        register_key=store.keys.register_key, rulebook="cn", edition=EDITION, articles=ARTICLES,
    )
    opened = ev.FileOpened(digest="f0" * 32, form="registration")
    with store.writing() as writing:
        writing.append([signed(genesis), signed(opened)])


def signed(event: ev.Event, **more: Any) -> Draft:
    """A draft that the operator signs."""
    return Draft(event, "register", OPERATOR.officer, signer=OPERATOR, **more)


def subject(number: int) -> str:
    """A made-up subject id."""
    return "S" + base64.b32encode(hashlib.sha256(b"%d" % number).digest()[:16]).decode().rstrip("=")


def organisation(number: int, name: str = "") -> Draft:
    """A made-up organisation, filed with the file of entry 1."""
    event = ev.OrganisationRegistered(
        subject=subject(number), identifier="uscc", code=f"91980000{number:010d}", name=name or f"虚构{number}号有限公司",
        subject_kind="enterprise", region="980000", registered_on=date(2020, 1, 1 + number % 28),
    )
    return Draft(event, "samr", OPERATOR.officer, date(2026, 1, 1), cause=1)


def record(number: int, person: str = "") -> Draft:
    """A made-up penalty of organisation ``number``, signed."""
    event = ev.RecordFiled(
        subject=subject(number), category="penalty", form="penalty", document=f"虚构罚〔2026〕{number}号",
        decided_on=date(2026, 1, 2), content={"amount": number * 100, "fact": f"canary-{number}"},
        retain_until=date(2029, 1, 2), fingerprint=f"{number:032x}",
    )
    return signed(event, person=person)


def erasure(*targets: int) -> Draft:
    """The entry that says these bodies were erased."""
    return signed(ev.Erased(targets=list(targets), reason="retention"))
