"""Renew a listing that has no fixed end, at its dated review; not renewed, it lapses (Article 7)."""

from __future__ import annotations

from xinyong.law.dates import add_months
from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingReviewed, StepDecided
from xinyong.register.responsible import no_longer_than_organisation
from xinyong.register.retention import kept_until
from xinyong.register.steps import step_decided


class ReviewListing(Command):
    case: str
    document: str


def review_listing(command: ReviewListing, context: Context) -> list[Decided]:
    """Event: ``listing.step-decided``: by an officer who took no part in the listing; another approves."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.fresh_eyes(context.actor.officer, state, context.known)
    _months(state, context)
    return step_decided(state, "review", command.document, context)


def renewed(state: CaseState, decided: StepDecided, context: Context) -> list[Decided]:
    """Event: ``listing.reviewed``."""
    longest = add_months(context.today, _months(state, context))
    version = articles.list_in_law(context.law, state.list)
    _, review_by = no_longer_than_organisation(state, (None, longest), version, context)
    assert review_by is not None
    return [
        Decided(
            ListingReviewed(
                case=state.case, subject=state.subject, list=state.list, review_by=review_by,
                retain_until=kept_until(state._replace(review_by=review_by)),
            ),
            context.today,
        )
    ]


def _months(state: CaseState, context: Context) -> int:
    articles.has_mandate(context, "list", state.list)
    return articles.reviewable(articles.list_in_law(context.law, state.list), state, context.today)
