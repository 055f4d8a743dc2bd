"""Take back a mandate or an officer's credential: relief of the register, so one officer suffices."""

from __future__ import annotations

from datetime import date

from xinyong.errors import NotFound, Text
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import MandateRevoked, OfficerRevoked

MANDATE_REASONS = ("law-changed", "granted-in-error", "reorganised", "suspended-by-superior")
CREDENTIAL_REASONS = ("left", "lost", "compromised", "superseded")


class RevokeMandate(Command):
    authority: str
    power: str
    scope: str
    since: date  # of the mandate: names which one
    reason: str  # one of MANDATE_REASONS


class RevokeOfficer(Command):
    officer: str
    reason: str  # one of CREDENTIAL_REASONS


def revoke_mandate(command: RevokeMandate, context: Context) -> list[Decided]:
    """Event: ``mandate.revoked``, from today on. What was decided under it stands until it is contested."""
    articles.operator_only(context.actor.authority)
    articles.one_of(command.reason, MANDATE_REASONS, "reason")
    row = context.known.mandate(command.authority, command.power, command.scope, command.since)
    if row is None or (row["until"] is not None and row["until"] <= context.today):
        raise NotFound(Text("没有这样的现行授权。", "There is no such mandate in force."), field="authority")
    event = MandateRevoked(
        authority=command.authority, power=command.power, scope=command.scope, since=command.since,
        until=context.today, reason=command.reason,
    )
    return [Decided(event, context.today)]


def revoke_officer(command: RevokeOfficer, context: Context) -> list[Decided]:
    """Event: ``officer.revoked``: the credential signs nothing after this entry (``verify`` sees to it)."""
    authority = context.known.officer_authority(command.officer)
    if authority is None:
        raise NotFound(Text("没有该经办人。", "There is no such officer."), field="officer")
    articles.one_of(command.reason, CREDENTIAL_REASONS, "reason")
    articles.may_revoke(context, authority)
    articles.credential_good(command.officer, context.known)
    articles.operators_remain(authority, command.officer, context.known)
    return [Decided(OfficerRevoked(officer=command.officer, reason=command.reason), context.today)]
