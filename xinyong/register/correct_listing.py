"""Correct a listing's particulars: the decision's number, or an end that was put too late. Never a burden more."""

from __future__ import annotations

from datetime import date

from xinyong.errors import BadInput, Text
from xinyong.register import articles, stages
from xinyong.register.amend_record import CORRECTION_REASONS
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingCorrected
from xinyong.register.retention import kept_until


class CorrectListing(Command):
    case: str
    reason: str  # one of CORRECTION_REASONS
    document: str
    decision: str = ""  # the right number of the decision
    until: date | None = None  # the right end


def correct_listing(command: CorrectListing, context: Context) -> list[Decided]:
    """Event: ``listing.corrected``; one officer suffices."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.one_of(command.reason, CORRECTION_REASONS, "reason")
    articles.document_named(command.document)
    if not command.decision and command.until is None:
        raise BadInput(Text("未写明更正什么。", "Nothing to correct is named."), field="decision")
    articles.no_longer(state, command.until)
    if command.until is not None:
        articles.burden(context.law, state.list)
    keep = kept_until(state, command.until) if command.until else None
    event = ListingCorrected(
        case=state.case, subject=state.subject, list=state.list, reason=command.reason, document=command.document,
        decision=command.decision, until=command.until, retain_until=keep,
    )
    return [Decided(event, context.today)]
