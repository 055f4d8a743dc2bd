"""Restore a listing whose repair was got by falsehood: only where its law says so, and to the end it had."""

from __future__ import annotations

from datetime import date

from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingCorrected, ListingRestored, StepDecided
from xinyong.register.extend_listing import told
from xinyong.register.honours import honours_lost
from xinyong.register.responsible import no_longer_than_organisation
from xinyong.register.retention import kept_until
from xinyong.register.steps import step_decided


class RestoreListing(Command):
    case: str
    served_on: date  # when the subject was told that it is intended
    document: str


def restore_listing(command: RestoreListing, context: Context) -> list[Decided]:
    """Event: ``listing.step-decided``, after its own notice; another officer approves."""
    state = stages.case_at(context.known.case(command.case), command.case, "ended")
    articles.own_act(context.actor.authority, state.authority)
    _cite(state, context)
    told(state, command.served_on, context)
    return step_decided(state, "restore", command.document, context)


def restored(state: CaseState, decided: StepDecided, context: Context) -> list[Decided]:
    """Event: ``listing.restored``; effect once sealed."""
    cite = _cite(state, context)
    articles.not_already_listed(context.known.listings(state.subject), state.list, context.today)
    version = articles.list_in_law(context.law, state.list)
    until, _ = no_longer_than_organisation(state, (state.until, state.review_by), version, context)
    event = ListingRestored(
        case=state.case, subject=state.subject, list=state.list, cite=cite, document=decided.document,
        retain_until=kept_until(state),
    )
    shorter: list[Decided] = []
    if until is not None and until != state.until:  # the organisation's was shortened while this one was repaired
        corrected = ListingCorrected(
            case=state.case, subject=state.subject, list=state.list, reason="source-corrected",
            document=decided.document, until=until, retain_until=kept_until(state, until),
        )
        shorter = [Decided(corrected, context.today)]
    lost = honours_lost(state.case, state.subject, state.list, context, (until, state.review_by))
    return [Decided(event, context.today), *shorter, *lost]


def _cite(state: CaseState, context: Context) -> str:
    articles.has_mandate(context, "list", state.list)
    return articles.restorable(articles.list_in_law(context.law, state.list), state, context.today)
