"""Keep a listing off the public pages where law protects what it would tell. It binds as before; one officer."""

from __future__ import annotations

from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import PublicationSuppressed

REASONS = ("state-secret", "trade-secret", "privacy", "minor-involved", "authority-decided")


class SuppressPublication(Command):
    case: str
    reason: str  # one of REASONS
    document: str


def suppress_publication(command: SuppressPublication, context: Context) -> list[Decided]:
    """Event: ``listing.publication-suppressed``."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.one_of(command.reason, REASONS, "reason")
    articles.document_named(command.document)
    articles.not_open(state.unpublished, "不予公示的决定", "a decision not to publish it")
    return [
        Decided(
            PublicationSuppressed(
                case=state.case, subject=state.subject, list=state.list, reason=command.reason,
                document=command.document,
            ),
            context.today,
        )
    ]
