"""Renew a listing that has no fixed end, at its dated review; not renewed, it lapses (Article 7)."""

from __future__ import annotations

from xinyong.law.dates import add_months
from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.end_listing import retention_of
from xinyong.register.events import ListingReviewed


class ReviewListing(Command):
    case: str
    document: str


def review_listing(command: ReviewListing, context: Context) -> list[Decided]:
    """Event: ``listing.reviewed``: adverse, so never by the officer who approved the listing."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.has_mandate(context, "list", state.list)
    articles.document_named(command.document)
    articles.fresh_eyes(context.actor.officer, state, context.known)
    version = articles.list_in_law(context.law, state.list)
    months = articles.reviewable(version, state, context.today)
    review_by = add_months(context.today, months)
    return [
        Decided(
            ListingReviewed(
                case=command.case, subject=state.subject, list=state.list, review_by=review_by,
                retain_until=add_months(review_by, retention_of(state)),
            ),
            context.today,
        )
    ]
