"""An authority is reorganised: its cases and records pass to another, by an instrument and two operators.

A mandate does not pass: the law of the rulebook in force gives the successor its own, or it has none.
"""

from __future__ import annotations

from datetime import date

from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import AuthoritySucceeded, SuccessionProposed


class SucceedAuthority(Command):
    authority: str
    successor: str
    cite: str  # the instrument that reorganised it
    since: date


class ConfirmSuccession(Command):
    proposal: int


def succeed_authority(command: SucceedAuthority, context: Context) -> list[Decided]:
    """Event: ``authority.succession-proposed``."""
    articles.operator_only(context.actor.authority)
    articles.no_decisions_by_operator(command.successor)
    articles.reorganised_by(context, command.authority, command.successor, command.cite)
    articles.no_circle(command.authority, command.successor, context.known)
    articles.not_in_future(command.since, context.today, "since")
    event = SuccessionProposed(
        authority=command.authority, successor=command.successor, cite=command.cite, since=command.since
    )
    return [Decided(event, context.today)]


def confirm_succession(command: ConfirmSuccession, context: Context) -> list[Decided]:
    """Event: ``authority.succeeded``: from now on its acts are its successor's to amend, end and continue."""
    articles.operator_only(context.actor.authority)
    proposed, _, officer = stages.proposal(context.known.pending(command.proposal), SuccessionProposed)
    articles.second_officer(context.actor.officer, officer)
    articles.reorganised_by(context, proposed.authority, proposed.successor, proposed.cite)
    articles.no_circle(proposed.authority, proposed.successor, context.known)
    event = AuthoritySucceeded(
        authority=proposed.authority, successor=proposed.successor, cite=proposed.cite, since=proposed.since,
        proposed=command.proposal,
    )
    return [Decided(event, proposed.since)]
