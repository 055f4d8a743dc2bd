"""Take over an entry of a list kept before this register: with the dates it states, or none; it lapses at its review.

Nothing is invented: no beginning, no end, no service of notice. At the review the entry lapses; it is never renewed.
The authority decides afresh, with notice and hearing, once it is over: nobody stands on one list twice.
"""

from __future__ import annotations

from datetime import date

from xinyong.errors import NotFound, Text
from xinyong.law.dates import add_months
from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import LegacyDecided, LegacyTaken
from xinyong.register.honours import honours_lost

REVIEW_MONTHS = 6
"""Time to serve fresh notice and decide anew; then it lapses (basis: register; Article 7)."""


class TakeOver(Command):
    code: str
    list: str
    document: str  # the old decision's number
    since: date | None = None
    until: date | None = None  # first day no longer in force


class ApproveTakeOver(Command):
    case: str


def take_over(command: TakeOver, context: Context) -> list[Decided]:
    """Event: ``listing.legacy-decided``, without effect until another officer approves."""
    articles.has_mandate(context, "list", command.list)
    articles.decided_here(context.law, command.list)
    version = articles.list_in_law(context.law, command.list)
    articles.manager_of_list(context, command.list)
    articles.document_named(command.document)
    if command.since is not None:
        articles.not_in_future(command.since, context.today, "since")
    if command.until is not None:
        articles.dated(command.until, context.today)
    organisation = context.known.organisation(command.code)
    if organisation is None:
        raise NotFound(
            Text("登记册中没有该代码的主体。", "The register holds no organisation with this code."), field="code",
            todo=Text("先报送其登记信息。", "File its registration first."),
        )
    articles.subject_kind_allowed(version, command.list, organisation["subject_kind"])
    articles.not_already_listed(context.known.listings(organisation["subject"]), command.list, context.today)
    event = LegacyDecided(
        case=context.new_id("C"), subject=organisation["subject"], list=command.list, document=command.document,
        since=command.since, until=command.until, decided_on=context.today,
    )
    return [Decided(event, context.today)]


def approve_take_over(command: ApproveTakeOver, context: Context) -> list[Decided]:
    """Event: ``listing.legacy-taken``, reviewed and never renewed; effect once sealed."""
    state = stages.case_at(context.known.case(command.case), command.case, "legacy")
    articles.own_act(context.actor.authority, state.authority)
    articles.has_mandate(context, "list", state.list)
    articles.another_officer(context.actor.officer, state)
    articles.manager_of_list(context, state.list)
    articles.case_alive(state, context.today)
    version = articles.list_in_law(context.law, state.list)
    articles.not_already_listed(context.known.listings(state.subject), state.list, context.today)
    old = state.legacy_decided
    assert old is not None
    ends_on: list[str] = [ending.id for ending in version.endings]
    review_by = add_months(context.today, REVIEW_MONTHS)
    articles.has_end(None, review_by, ends_on)
    event = LegacyTaken(
        case=state.case, subject=state.subject, list=state.list, decided_by=state.decider, document=old.document,
        since=old.since, until=old.until, review_by=review_by, ends_on=ends_on,
        retention_months=version.retention_months,
    )
    ends = (old.until, review_by)
    return [Decided(event, context.today), *honours_lost(state.case, state.subject, state.list, context, ends)]
