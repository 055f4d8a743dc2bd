"""Enrol an officer, and grant an authority a mandate: never more than the law in force provides."""

from __future__ import annotations

import re
from datetime import date

from xinyong.errors import BadInput, Text
from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import MandateGranted, MandateProposed, OfficerEnrolled

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")  # kept for ever and in every header: no words


class EnrolOfficer(Command):
    officer: str
    authority: str
    key: str  # hex Ed25519 public key


class GrantMandate(Command):
    authority: str
    power: str
    scope: str
    cite: str
    since: date
    until: date | None = None


class ConfirmMandate(Command):
    proposal: int  # entry that proposes it


def enrol_officer(command: EnrolOfficer, context: Context) -> list[Decided]:
    """The operator enrols an officer's credential; one officer acts for one authority."""
    articles.operator_only(context.actor.authority)
    if context.known.officer_authority(command.officer) is not None:
        raise articles.refused(
            15,
            Text(f"经办人“{command.officer}”已登记。", f"Officer “{command.officer}” is already enrolled."),
            field="officer",
        )
    articles.no_decisions_by_operator(command.authority)
    for field, given in (("officer", command.officer), ("authority", command.authority)):
        if _ID.fullmatch(given) is None:
            raise BadInput(
                Text("编号限字母、数字、点、连字符和下划线。", "An id is letters, digits, dots, hyphens and underscores."),
                field=field, todo=Text("如 samr-3。", "As samr-3."),
            )
    articles.key_of_one(command.key, context.known)
    return [Decided(OfficerEnrolled(officer=command.officer, authority=command.authority, key=command.key))]


def grant_mandate(command: GrantMandate, context: Context) -> list[Decided]:
    """Event: ``mandate.proposed``: one of the operator's officers proposes what an instrument in force gives."""
    _grantable(command, context)
    event = MandateProposed(
        authority=command.authority, power=command.power, scope=command.scope, cite=command.cite, since=command.since,
        until=command.until,
    )
    return [Decided(event, command.since)]


def confirm_mandate(command: ConfirmMandate, context: Context) -> list[Decided]:
    """Event: ``mandate.granted``, by another of the operator's officers."""
    proposed, _, officer = stages.proposal(context.known.pending(command.proposal), MandateProposed)
    _grantable(proposed, context)
    articles.second_officer(context.actor.officer, officer)
    event = MandateGranted(
        authority=proposed.authority, power=proposed.power, scope=proposed.scope, cite=proposed.cite,
        since=proposed.since, until=proposed.until, proposed=command.proposal,
    )
    return [Decided(event, proposed.since)]


def _grantable(asked: GrantMandate | MandateProposed, context: Context) -> None:
    articles.operator_only(context.actor.authority)
    articles.no_decisions_by_operator(asked.authority)
    articles.mandate_in_law(
        context.law, asked.authority, asked.power, asked.scope, asked.cite, asked.since, asked.until
    )
