"""Register an organisation, or bring its public identity up to date.

Identifiers decide: the same code is the same organisation. A code that the register already
knows with another name or status is an update of the same subject, never a second one; the same
identity filed again changes nothing.
"""

from __future__ import annotations

from datetime import date

from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided, Row
from xinyong.register.events import OrganisationRegistered, OrganisationUpdated
from xinyong.register.identity import organisation_code

SCOPE = "registration"


class RegisterOrganisation(Command):
    """An authority's registration of an organisation. ``identifier`` names the class of ``code``."""

    identifier: str
    code: str
    name: str
    subject_kind: str
    region: str = ""
    registered_on: date | None = None
    status: str = ""
    flags: list[str] = []


def register_organisation(command: RegisterOrganisation, context: Context) -> list[Decided]:
    """Events: ``organisation.registered``, ``organisation.updated``, or none when nothing is new."""
    articles.has_mandate(context, "register", SCOPE)
    articles.no_person(command.subject_kind)
    known = context.known.organisation(command.code)
    if known is None:
        organisation_code(context, command.identifier, command.code)
        return [
            Decided(
                OrganisationRegistered(
                    subject=context.new_id("S"), identifier=command.identifier, code=command.code, name=command.name,
                    subject_kind=command.subject_kind, region=command.region, registered_on=command.registered_on,
                    status=command.status, flags=command.flags,
                )
            )
        ]
    if _same(command, known):
        return []
    return [
        Decided(
            OrganisationUpdated(
                subject=known["subject"], name=command.name, subject_kind=command.subject_kind, region=command.region,
                registered_on=command.registered_on, status=command.status, flags=command.flags,
            )
        )
    ]


def _same(command: RegisterOrganisation, known: Row) -> bool:
    """Whether the register already holds exactly this identity from a registration."""
    return (
        known["basis"] == "registration"
        and known["name"] == command.name
        and known["status"] == command.status
        and known["region"] == command.region
        and known["registered_on"] == command.registered_on
        and known["subject_kind"] == command.subject_kind
        and known["flags"] == " ".join(command.flags)
    )
