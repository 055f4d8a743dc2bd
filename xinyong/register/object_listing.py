"""Object to a listing, and decide the objection. An open objection is flagged on every answer (Article 8)."""

from __future__ import annotations

from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.end_listing import retained_until
from xinyong.register.events import ListingEnded, ObjectionDecided, ObjectionOpened


class OpenObjection(Command):
    """Lodged by the subject or on its behalf; ``document`` names what it submitted."""

    case: str
    document: str


class DecideObjection(Command):
    case: str
    upheld: bool
    document: str


def open_objection(command: OpenObjection, context: Context) -> list[Decided]:
    """Event: ``listing.objection-opened``, with the day by which it must be decided."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.document_named(command.document)
    articles.no_open_objection(state)
    version = context.law.list(state.list)  # None where the law ended: the subject may object all the same
    days = next((r.decide_working_days for r in version.remedies if r.id == "objection"), None) if version else None
    decide_by = None if days is None else context.calendar.deadline(context.today, days)[0]
    return [
        Decided(
            ObjectionOpened(
                case=command.case, subject=state.subject, list=state.list, document=command.document,
                decide_by=decide_by,
            ),
            context.today,
        )
    ]


def decide_objection(command: DecideObjection, context: Context) -> list[Decided]:
    """Events: ``listing.objection-decided`` and, when upheld, ``listing.ended`` the same day.

    Upholding is relief: one officer suffices. Rejecting is adverse: the deciding officer must not
    be the one who decided or approved the listing.
    """
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.document_named(command.document)
    articles.objection_is_open(state)
    if not command.upheld:
        articles.fresh_eyes(context.actor.officer, state, context.known)
    events: list[Decided] = [
        Decided(
            ObjectionDecided(
                case=command.case, subject=state.subject, list=state.list, upheld=command.upheld,
                document=command.document,
            ),
            context.today,
        )
    ]
    if command.upheld:
        events.append(
            Decided(
                ListingEnded(
                    case=command.case, subject=state.subject, list=state.list, ending="annulled",
                    ended_on=context.today, document=command.document,
                    retain_until=retained_until(state, context.today),
                ),
                context.today,
            )
        )
    return events
