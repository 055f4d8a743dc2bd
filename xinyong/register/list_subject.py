"""Decide a listing: one named officer decides, another approves; only then does it begin.

The approval fixes everything that follows, once: since when, until when or which closed list of
events ends it and when it is reviewed, from when it can be repaired, and each remedy's deadline.
Nothing begins before notice was served and the time to answer has passed (Article 5), and the
effect waits for the seal (DESIGN, the journal).
"""

from __future__ import annotations

from datetime import date, timedelta

from xinyong.law.dates import add_months
from xinyong.law.force import grounds_for, term_of
from xinyong.law.model import ListVersion, Remedy, Term
from xinyong.law.remedies import after
from xinyong.register import articles, stages
from xinyong.register.casefile import DROPPED_MONTHS, CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingApproved, ListingDecided, ListingDropped, RemedyDeadline
from xinyong.register.honours import honours_lost
from xinyong.register.responsible import beside_organisation

CONSIDERED = ("none", "rejected", "partly-accepted", "accepted")
DROP_REASONS = ("answer-accepted", "ground-not-met", "corrected-in-time", "lapsed", "source-annulled")


class DecideListing(Command):
    case: str
    document: str
    answer_considered: str = "none"


class ApproveListing(Command):
    case: str


class DropCase(Command):
    case: str
    reason: str


def decide_listing(command: DecideListing, context: Context) -> list[Decided]:
    """Event: ``listing.decided``: signed by its officer, still without effect."""
    state = stages.case_at(context.known.case(command.case), command.case, "noticed")
    articles.own_act(context.actor.authority, state.authority)
    articles.has_mandate(context, "list", state.list)
    articles.manager_of_list(context, state.list)
    articles.document_named(command.document)
    articles.one_of(command.answer_considered, CONSIDERED, "answer_considered")
    articles.case_alive(state, context.today)
    articles.hearing_done(state)
    articles.heard(state, context.today, command.answer_considered)
    return [
        Decided(
            ListingDecided(
                case=command.case, outcome="list", document=command.document,
                answer_considered=command.answer_considered,
            ),
            context.today,
        )
    ]


def approve_listing(command: ApproveListing, context: Context) -> list[Decided]:
    """Event: ``listing.approved`` by an officer who neither proposed nor decided; ``honour.lost`` where law says so."""
    state = stages.case_at(context.known.case(command.case), command.case, "decided")
    articles.own_act(context.actor.authority, state.authority)
    articles.has_mandate(context, "list", state.list)
    articles.another_officer(context.actor.officer, state)
    articles.manager_of_list(context, state.list)
    articles.case_alive(state, context.today)
    articles.hearing_done(state)
    articles.heard(state, context.today, state.decision.answer_considered if state.decision else "")
    version = articles.list_in_law(context.law, state.list)
    rows = context.known.listings(state.subject)
    articles.carries_out(version, state.list, state.ground, state.source, rows, context.today)
    articles.not_already_listed(rows, state.list, context.today)
    since = context.today
    until, review_by = beside_organisation(state, span_of(_term(state, context), since), version, context)
    ends_on: list[str] = [ending.id for ending in version.endings]
    articles.has_end(until, review_by, ends_on)
    assert state.decision is not None
    return [
        Decided(
            ListingApproved(
                case=command.case, subject=state.subject, list=state.list, decided_by=state.decider,
                document=state.decision.document, since=since, until=until, review_by=review_by, ends_on=ends_on,
                repair_from=add_months(since, version.repair.after_months) if version.repair.allowed else None,
                remedies=remedies(version, since, context), retention_months=version.retention_months,
                source=state.source,
            ),
            since,
        ),
        *honours_lost(state.case, state.subject, state.list, context, (until, review_by)),
    ]


def _term(state: CaseState, context: Context) -> Term:
    """How long it lasts: by the law that governs the grounds, the conduct's day's or a milder later one (Article 1).

    Asked again here, because the law may have become milder since the case was opened.
    """
    assert state.conduct_on is not None
    facts = {stated.fact: stated.value for stated in state.facts}
    version = grounds_for(
        context.law.rulebook, state.list, state.conduct_on, context.today, ground=state.ground, facts=facts
    )
    return term_of(version, state.ground)


def span_of(term: Term, since: date) -> tuple[date | None, date | None]:
    """The first day no longer listed, and the day of the review; one of them is None."""
    if term.review_months is not None:
        return None, add_months(since, term.review_months)
    if term.days is not None:
        return since + timedelta(days=term.days), None
    return (None if term.months is None else add_months(since, term.months)), None


def drop_case(command: DropCase, context: Context) -> list[Decided]:
    """Event: ``listing.dropped``. Relief: one officer suffices, at any stage before approval."""
    state = stages.case_before_approval(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.one_of(command.reason, DROP_REASONS, "reason")
    return [
        Decided(
            ListingDropped(
                case=command.case, subject=state.subject, list=state.list, reason=command.reason,
                retain_until=add_months(min(context.today, state.lapses_on or context.today), DROPPED_MONTHS),
            ),
            context.today,
        )
    ]


def remedies(version: ListVersion, served_on: date, context: Context) -> list[RemedyDeadline]:
    """Each remedy of the list's law with its last day, counted from service of the decision.

    One that is brought against the answer to another has no last day before that answer is served.
    """
    articles.way_back(version)
    found = []
    for remedy in version.remedies:
        first = after(remedy)
        until, provisional = (None, False) if first else _last_day(remedy, served_on, context)
        found.append(
            RemedyDeadline(remedy=remedy.id, until=until, cite=remedy.cite, provisional=provisional, after=first)
        )
    return found


def _last_day(remedy: Remedy, served_on: date, context: Context) -> tuple[date | None, bool]:
    if isinstance(remedy.within_working_days, int):
        return context.calendar.deadline(served_on, remedy.within_working_days)
    if remedy.within_months is not None:
        return context.calendar.last_day(add_months(served_on, remedy.within_months))
    if remedy.within_days is None:
        return None, False
    return context.calendar.last_day(served_on + timedelta(days=remedy.within_days))
