"""Reconsideration and suits against a listing, and what came of them: upheld, varied for the better, annulled.

They are decided elsewhere; the deciding authority enters them under their documents. While one is open
every answer flags it. Nothing that a subject contests ends later for it (Article 5).
"""

from __future__ import annotations

from datetime import date

from xinyong.errors import BadInput, Text
from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ContestDecided, ContestOpened
from xinyong.register.object_listing import withdrawn
from xinyong.register.retention import kept_until

REMEDIES = ("reconsideration", "litigation")
OUTCOMES = ("upheld", "varied", "annulled", "abandoned")
_CONTEST = ("复议或者诉讼", "a reconsideration or suit under way")


class OpenContest(Command):
    case: str
    remedy: str  # one of REMEDIES
    opened_on: date
    document: str


class DecideContest(Command):
    case: str
    outcome: str  # one of OUTCOMES
    document: str
    until: date | None = None  # varied: the first day on which the listing is over


def open_contest(command: OpenContest, context: Context) -> list[Decided]:
    """Event: ``listing.contest-opened``, entered by an officer of any authority; flagged at once."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.one_of(command.remedy, REMEDIES, "remedy")
    articles.document_named(command.document)
    articles.not_in_future(command.opened_on, context.today, "opened_on")
    articles.not_open(state.contest, *_CONTEST)
    event = ContestOpened(
        case=state.case, subject=state.subject, list=state.list, remedy=command.remedy, document=command.document,
        opened_on=command.opened_on,
    )
    return [Decided(event, command.opened_on)]


def decide_contest(command: DecideContest, context: Context) -> list[Decided]:
    """Events: ``listing.contest-decided``; annulled, also ``listing.withdrawn`` and ``listing.ended`` the same day."""
    state = stages.case_at(context.known.case(command.case), command.case, "listed", "lost")
    articles.own_act(context.actor.authority, state.authority)
    articles.one_of(command.outcome, OUTCOMES, "outcome")
    articles.document_named(command.document)
    articles.is_open(state.contest, *_CONTEST)
    if (command.outcome == "varied") != (command.until is not None):
        raise BadInput(
            Text("变更决定须写明新的终止日期，其他结果不写。", "A varied listing has a new end; no other outcome has one."),
            field="until",
        )
    articles.no_longer(state, command.until)
    if command.outcome in ("varied", "annulled"):
        articles.burden(context.law, state.list)
    event = ContestDecided(
        case=state.case, subject=state.subject, list=state.list,
        remedy=state.contest.remedy if state.contest else "", outcome=command.outcome, document=command.document,
        until=command.until, retain_until=kept_until(state, command.until) if command.until else None,
    )
    decided = [Decided(event, context.today)]
    if command.outcome == "annulled":
        decided += withdrawn(state, "annulled", command.document, context)
    return decided
