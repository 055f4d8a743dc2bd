"""Replace an officer's lost credential: a new key for the same person, by a decision of two others.

The officer keeps the id, so that whoever proposed a case cannot approve it with a new key (Article 6). What the old
key signed before stands; it signs nothing from the confirmation on. Two others: the operator's officers and those of
the officer's own authority; for the operator's own, the second may be an officer of an authority that signs editions,
because an operator may have no more than two.
"""

from __future__ import annotations

from xinyong.errors import NotFound, Text
from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import CredentialReplaced, ReplacementProposed

REASONS = ("lost", "compromised", "damaged")


class ReplaceCredential(Command):
    officer: str
    key: str  # hex Ed25519 public key of the new credential, made by the officer in person
    reason: str  # one of REASONS


class ConfirmReplacement(Command):
    proposal: int


def replace_credential(command: ReplaceCredential, context: Context) -> list[Decided]:
    """Event: ``officer.replacement-proposed``; the old key still counts (revoke it, where it may be misused)."""
    _replaceable(command.officer, command.key, context)
    articles.one_of(command.reason, REASONS, "reason")
    event = ReplacementProposed(
        officer=command.officer, key=command.key, reason=command.reason, proposed_on=context.today
    )
    return [Decided(event, context.today)]


def confirm_replacement(command: ConfirmReplacement, context: Context) -> list[Decided]:
    """Event: ``officer.credential-replaced``: from this entry on the officer signs with the new key."""
    proposed, _, officer = stages.proposal(context.known.pending(command.proposal), ReplacementProposed)
    articles.second_officer(context.actor.officer, officer)
    articles.proposal_alive(proposed.proposed_on, context.today)
    _replaceable(proposed.officer, proposed.key, context)
    event = CredentialReplaced(
        officer=proposed.officer, key=proposed.key, reason=proposed.reason, proposed=command.proposal
    )
    return [Decided(event, context.today)]


def _replaceable(officer: str, key: str, context: Context) -> None:
    authority = context.known.officer_authority(officer)
    if authority is None:
        raise NotFound(Text("没有该经办人。", "There is no such officer."), field="officer")
    articles.not_oneself(context.actor.officer, officer)
    articles.may_replace(context, authority)
    articles.still_in_office(context.known.revoked_for(officer))
    articles.key_of_one(key, context.known)
