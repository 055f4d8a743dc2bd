"""Serve notice before a listing, and receive the subject's answer (Article 5)."""

from __future__ import annotations

from datetime import date, timedelta

from xinyong.law.model import Notice
from xinyong.register import articles, stages
from xinyong.register.casefile import DECIDE_DAYS
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import AnswerReceived, NoticeServed

METHODS = ("delivered", "refused", "public-notice")
REGISTER = "register"
"""The basis of a rule that the register gave itself."""


class ServeNotice(Command):
    case: str
    served_on: date
    method: str
    document: str
    proof: str = ""  # reference of the proof of service: a delivery's, or a postal receipt's


class ReceiveAnswer(Command):
    case: str
    received_on: date
    document: str


def serve_notice(command: ServeNotice, context: Context) -> list[Decided]:
    """Event: ``listing.notice-served``, with the last day to answer, computed once and stored."""
    state = stages.case_at(context.known.case(command.case), command.case, "proposed")
    articles.own_act(context.actor.authority, state.authority)
    articles.has_mandate(context, "list", state.list)
    articles.one_of(command.method, METHODS, "method")
    articles.document_named(command.document)
    articles.not_in_future(command.served_on, context.today, "served_on")
    rule = articles.notice_provided(articles.list_in_law(context.law, state.list), state.list)
    articles.notice_of_this_case(state, command.served_on, rule.warning is True)
    articles.case_alive(state, context.today)
    answer_by, provisional = time_to_answer(rule, command.served_on, context)
    opened = state.proposed_on or command.served_on  # a warning may be older than the case: its time runs from there
    decide_by, basis = time_to_decide(rule, max(command.served_on, opened), max(answer_by, opened))
    return [
        Decided(
            NoticeServed(
                case=command.case, served_on=command.served_on, method=command.method, document=command.document,
                answer_by=answer_by, provisional=provisional, proof=command.proof, decide_by=decide_by,
                decide_basis=basis,
            ),
            command.served_on,
        )
    ]


def time_to_answer(notice: Notice, served_on: date, context: Context) -> tuple[date, bool]:
    """The last day to answer a notice served on a day, and whether it rests on a calendar not yet published."""
    if notice.working_days:
        return context.calendar.deadline(served_on, notice.answer_days)
    return context.calendar.last_day(served_on + timedelta(days=notice.answer_days))


def time_to_decide(notice: Notice, served_on: date, answer_by: date) -> tuple[date, str]:
    """The last day on which the listing may still be approved, and by what rule: the law's, or the register's own."""
    if isinstance(notice.decide_within_days, int):
        return served_on + timedelta(days=notice.decide_within_days), notice.cite
    return answer_by + timedelta(days=DECIDE_DAYS), REGISTER


def receive_answer(command: ReceiveAnswer, context: Context) -> list[Decided]:
    """Event: ``listing.answer-received``. An answer is taken until the decision, late or not."""
    state = stages.case_at(context.known.case(command.case), command.case, "noticed")
    articles.own_act(context.actor.authority, state.authority)
    articles.document_named(command.document)
    articles.not_in_future(command.received_on, context.today, "received_on")
    return [
        Decided(
            AnswerReceived(case=command.case, received_on=command.received_on, document=command.document),
            command.received_on,
        )
    ]
