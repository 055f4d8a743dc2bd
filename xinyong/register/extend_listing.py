"""Extend a fixed term where the list's law gives an extension: its own notice, its own two officers, once."""

from __future__ import annotations

from datetime import date

from xinyong.errors import Text
from xinyong.law.dates import add_months
from xinyong.law.model import Extension
from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingExtended, StepDecided
from xinyong.register.responsible import no_longer_than_organisation
from xinyong.register.retention import kept_until
from xinyong.register.serve_notice import time_to_answer
from xinyong.register.steps import step_decided


class ExtendListing(Command):
    case: str
    extension: str  # of the list's extensions
    months: int
    served_on: date  # when the subject was told that it is intended
    document: str


def extend_listing(command: ExtendListing, context: Context) -> list[Decided]:
    """Event: ``listing.step-decided``, after notice of the extension and the time to answer it."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    _given(state, command.extension, command.months, context)
    _later_end(state, command.months, context)
    told(state, command.served_on, context)
    return step_decided(state, "extend", command.document, context, command.extension, command.months)


def extended(state: CaseState, decided: StepDecided, context: Context) -> list[Decided]:
    """Event: ``listing.extended``: the new end counts from the one it had."""
    given = _given(state, decided.extension, decided.months, context)
    assert state.until is not None
    until = _later_end(state, decided.months, context)
    event = ListingExtended(
        case=state.case, subject=state.subject, list=state.list, extension=given.id, cite=given.cite,
        document=decided.document, until=until, retain_until=kept_until(state, until),
    )
    return [Decided(event, context.today)]


def _later_end(state: CaseState, months: int, context: Context) -> date:
    """The end it would have: of a responsible person's, not past the organisation's where law ends it with that."""
    assert state.until is not None, "only a fixed term is extended"
    version = articles.list_in_law(context.law, state.list)
    until, _ = no_longer_than_organisation(state, (add_months(state.until, months), None), version, context)
    if until is None or until <= state.until:
        raise articles.refused(
            10,
            Text("责任人员的期限不得长于单位的期限。", "A responsible person's listing does not outlast the organisation's."),
            instrument=version.cite, field="months", code="not-responsible",
            todo=Text("先依法延长单位的期限。", "Have the organisation's extended first, if its law gives that."),
        )
    return until


def told(state: CaseState, served_on: date, context: Context) -> None:
    """A further burden on a listing has a notice of its own, and the time to answer it (Article 5)."""
    articles.not_in_future(served_on, context.today, "served_on")
    version = articles.list_in_law(context.law, state.list)
    answer_by, _ = time_to_answer(articles.notice_provided(version, state.list), served_on, context)
    since = state.ended.ended_on if state.ended else state.approval.since if state.approval else None
    articles.answered_or_silent(served_on, since, answer_by, context.today)


def _given(state: CaseState, extension: str, months: int, context: Context) -> Extension:
    articles.has_mandate(context, "list", state.list)
    articles.extended_once(state, context.today)
    version = articles.list_in_law(context.law, state.list)
    return articles.extension_in_law(version, state, extension, months)
