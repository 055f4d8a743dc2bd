"""Open a register: the genesis entry, and the second officer's countersignature.

The genesis fixes what can never change: real or synthetic, the keys, the rulebook's first
edition with the mandates it gives, and the digest of the Articles. A real register takes no
other command until a second officer has countersigned it (Articles 6 and 15).
"""

from __future__ import annotations

from xinyong.law.model import Rulebook
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import GrantedMandate, RegisterCountersigned, RegisterOpened


class OpenRegister(Command):
    register: str
    mode: str
    operator: str
    operator_key: str
    register_key: str


class Countersign(Command):
    officer: str
    key: str


def open_register(command: OpenRegister, rulebook: Rulebook) -> Decided:
    """The genesis event, granting every mandate that the rulebook itself gives."""
    mandates = [
        GrantedMandate(
            authority=authority.id, power=mandate.power, scope=mandate.scope, cite=mandate.cite,
            since=mandate.since, until=mandate.until,
        )
        for authority in rulebook.authorities.values()
        for mandate in authority.mandates
        if mandate.power != "ask"  # to ask about persons is granted by two officers, never by opening a register
    ]
    return Decided(
        RegisterOpened(
            register=command.register, mode=command.mode, operator=command.operator,
            operator_key=command.operator_key, register_key=command.register_key,
            rulebook=rulebook.manifest.id, edition=rulebook.digest, articles=articles.digest(), mandates=mandates,
        )
    )


def countersign(command: Countersign, context: Context) -> list[Decided]:
    """A second officer, another person with another key, confirms the genesis."""
    articles.second_person(context.actor, command.officer, context.known)
    articles.key_of_one(command.key, context.known)
    return [Decided(RegisterCountersigned(officer=command.officer, key=command.key))]
