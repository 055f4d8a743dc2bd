"""What the journal says of look-ups about persons: their digest, and who was let see what only the person sees.

The look-ups themselves lie in the key store, sealed to the person. Reading what is held on a person in the person's
stead is an act of two officers, recorded under that person's own slot, so that the person sees it too (Article 13).
"""

from __future__ import annotations

from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import DisclosureOpened, DisclosureProposed, LookUpsSealed

REASONS = ("court-order", "audit", "complaint-of-subject")


class SealLookUps(Command):
    """All look-ups since the last batch; the office reads them from the log (``office.looking``)."""

    first: int
    last: int
    digest: str


class ProposeDisclosure(Command):
    slot: str
    reason: str  # one of REASONS
    document: str


class ConfirmDisclosure(Command):
    proposal: int  # entry that proposes it


def seal_look_ups(command: SealLookUps, context: Context) -> list[Decided]:
    """Event: ``look-ups.sealed``, signed by one of the operator's officers; no gap between batches."""
    articles.operator_only(context.actor.authority)
    articles.log_goes_on(command.first, command.last, context.known.sealed_look_ups())
    return [Decided(LookUpsSealed(first=command.first, last=command.last, digest=command.digest), context.today)]


def propose_disclosure(command: ProposeDisclosure, context: Context) -> list[Decided]:
    """Event: ``disclosure.proposed``."""
    articles.may_disclose(context)
    articles.one_of(command.reason, REASONS, "reason")
    articles.document_named(command.document)
    event = DisclosureProposed(slot=command.slot, reason=command.reason, document=command.document)
    return [Decided(event, context.today, command.slot)]


def confirm_disclosure(command: ConfirmDisclosure, context: Context) -> list[Decided]:
    """Event: ``disclosure.opened``, by another officer of the same authority: for that day alone."""
    proposed, authority, officer = stages.proposal(context.known.pending(command.proposal), DisclosureProposed)
    articles.own_act(context.actor.authority, authority)
    articles.may_disclose(context)
    articles.second_officer(context.actor.officer, officer)
    event = DisclosureOpened(slot=proposed.slot, proposed=command.proposal, on=context.today)
    return [Decided(event, context.today, proposed.slot)]
