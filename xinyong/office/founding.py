"""Found a register: its folder, keys and genesis entry, and the countersignature that opens a real one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec

from xinyong.errors import OperatorError, Text
from xinyong.journal.keystore import KeyStore
from xinyong.journal.officers import Signer, load_credential, new_credential
from xinyong.journal.port import Draft
from xinyong.law import articles
from xinyong.law.model import Rulebook
from xinyong.office.clock import Milliseconds, wall_clock
from xinyong.office.home import About, Home, keep_edition, new_master
from xinyong.office.office import Office
from xinyong.office.stores import kind_to_found, open_store, schema_of
from xinyong.register.articles import OPERATOR
from xinyong.register.grant_mandate import EnrolOfficer
from xinyong.register.open_register import Countersign, OpenRegister, open_register

FIRST, SECOND = "operator-1", "operator-2"


def found(
    path: Path,
    mode: Literal["real", "synthetic"],
    rulebook: Rulebook,
    *,
    countersign: bool = False,
    clock: Milliseconds | None = None,
) -> Office:
    """Open a new register in ``path`` and return its office.

    Writes the genesis entry, which grants the rulebook's own authorities the mandates it gives
    them, and the operator's credential. ``countersign`` lets a second credential countersign at
    once and enrols two officers for each authority: for trials, where one person plays them all.
    OperatorError when the folder already holds a register, or a real one is given a clock.
    """
    home = Home(path.expanduser().resolve())
    if home.exists() or home.register_db.exists():
        raise OperatorError(
            Text("该目录已有登记册。", "The folder already holds a register."),
            todo=Text("另选目录。", "Choose another folder."),
        )
    if clock is not None and mode == "real":
        raise OperatorError(Text("真实登记册只认本机时钟。", "A real register reads the machine's clock and no other."))
    kind = kind_to_found()
    home.path.mkdir(parents=True, exist_ok=True)
    home.credentials.mkdir(mode=0o700, exist_ok=True)
    keep_edition(home, rulebook)
    keys = KeyStore.create(home.keys_db, new_master(home))
    operator = new_credential(home.credentials / f"{FIRST}.pem", FIRST)
    register = os.urandom(8).hex()
    command = OpenRegister(
        register=register, mode=mode, operator=FIRST, operator_key=operator.public_key, register_key=keys.register_key
    )
    genesis = open_register(command, rulebook)
    schema = schema_of(register)
    store = open_store(home.register_db, kind, schema, keys, clock or wall_clock, rulebook.digest, create=True)
    with store.writing() as writing:
        writing.append([Draft(genesis.event, OPERATOR, FIRST, signer=operator)])
    store.seal()
    store.close()
    keys.close()
    about = About(
        register, mode, rulebook.manifest.id, rulebook.digest, articles.digest(), kind,
        schema if kind == "postgresql" else "",
    )
    home.about.write_bytes(msgspec.json.format(msgspec.json.encode(about), indent=2) + b"\n")
    office = Office.open(home.path, clock=clock)
    if countersign or mode == "synthetic":
        countersign_register(office, SECOND)
        enrol_trial_officers(office)
        office.seal_if_needed()
    return office


def countersign_register(office: Office, officer: str = SECOND) -> Signer:
    """Make the second officer's credential and countersign the genesis with it."""
    signer = new_credential(office.home.credentials / f"{officer}.pem", officer)
    office.decide(Countersign(officer=officer, key=signer.public_key), signer)
    return signer


def enrol_trial_officers(office: Office) -> None:
    """Two officers for each authority of the rulebook, for trials."""
    operator = load_credential(office.home.credentials / f"{FIRST}.pem")
    for authority in office.rulebook.authorities:
        for number in (1, 2):
            enrol_officer(office, operator, f"{authority}-{number}", authority)


def enrol_officer(office: Office, operator: Signer, officer: str, authority: str) -> Signer:
    """Make a credential for an officer and enrol it with the operator's."""
    signer = new_credential(office.home.credentials / f"{officer}.pem", officer)
    office.decide(EnrolOfficer(officer=officer, authority=authority, key=signer.public_key), operator)
    return signer
