"""Hear a subject who asks for it: request, invitation, hearing and record, or that it was given up (Article 5).

A hearing belongs to the subject: what is said in it can end the case or leave it as it was, and makes nothing
worse. The ground, the facts and the term stay those of the notice.
"""

from __future__ import annotations

from datetime import date

from xinyong.errors import BadInput, Text
from xinyong.register import articles, stages
from xinyong.register.casefile import HEARING_NOTICE_DAYS, CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import HearingHeld, HearingInvited, HearingRequested, HearingWaived
from xinyong.register.serve_notice import REGISTER

HEARD = ("legal-representative", "responsible-person", "agent", "expert", "witness")
WAIVED = ("given-up", "stayed-away")


class RequestHearing(Command):
    """Entered for the subject by an officer of the authority; ``document`` names what it submitted."""

    case: str
    received_on: date
    document: str


class InviteToHearing(Command):
    case: str
    served_on: date
    held_on: date
    place: str
    document: str


class HoldHearing(Command):
    case: str
    held_on: date
    document: str  # number of the record
    heard: list[str]  # each one of HEARD


class WaiveHearing(Command):
    case: str
    how: str  # one of WAIVED
    document: str


def request_hearing(command: RequestHearing, context: Context) -> list[Decided]:
    """Event: ``listing.hearing-requested``: from now on nothing is decided before the hearing.

    A request that came in time and is entered late undoes a decision that was not approved yet.
    """
    state = _case(command.case, context, "noticed", "decided")
    articles.document_named(command.document)
    articles.not_in_future(command.received_on, context.today, "received_on")
    version = articles.list_in_law(context.law, state.list)
    articles.hearing_given(articles.notice_provided(version, state.list), state, command.received_on)
    event = HearingRequested(
        case=state.case, subject=state.subject, list=state.list, received_on=command.received_on,
        document=command.document,
    )
    return [Decided(event, command.received_on)]


def invite_to_hearing(command: InviteToHearing, context: Context) -> list[Decided]:
    """Event: ``listing.hearing-invited``, at least the law's days ahead; a new invitation sets another day."""
    state = _case(command.case, context, "noticed")
    articles.document_named(command.document)
    articles.not_in_future(command.served_on, context.today, "served_on")
    articles.is_open(state.hearing, "要求的听证", "a hearing that was asked for")
    if not command.place.strip():
        raise BadInput(Text("未写听证地点。", "The place of the hearing is not named."), field="place")
    notice = articles.notice_provided(articles.list_in_law(context.law, state.list), state.list)
    given = notice.hearing_notice_days
    days, basis = (given, notice.cite) if isinstance(given, int) else (HEARING_NOTICE_DAYS, REGISTER)
    articles.invited_in_time(max(command.served_on, _asked(state)), command.held_on, days)
    event = HearingInvited(
        case=state.case, subject=state.subject, list=state.list, served_on=command.served_on, held_on=command.held_on,
        place=command.place, document=command.document, notice_days=days, basis=basis,
    )
    return [Decided(event, command.served_on)]


def hold_hearing(command: HoldHearing, context: Context) -> list[Decided]:
    """Event: ``listing.hearing-held``, by an officer who did not propose the case; who was heard is coded."""
    state = _case(command.case, context, "noticed")
    articles.heard_by_another(context.actor.officer, state)
    articles.document_named(command.document)
    articles.hearing_as_invited(state, command.held_on, context.today)
    if not command.heard:
        raise BadInput(
            Text("未写明听取了何人。", "It is not said who was heard."), field="heard",
            todo=Text("取值：" + "、".join(HEARD) + "；无人到场的，登记放弃。",
                      "One or more of: " + ", ".join(HEARD) + "; where nobody came, enter that it was waived."),
        )
    for each in command.heard:
        articles.one_of(each, HEARD, "heard")
    event = HearingHeld(
        case=state.case, subject=state.subject, list=state.list, held_on=command.held_on, document=command.document,
        heard=sorted(set(command.heard)),
    )
    return [Decided(event, command.held_on)]


def waive_hearing(command: WaiveHearing, context: Context) -> list[Decided]:
    """Event: ``listing.hearing-waived``: given up by the subject's own word, or missed after a timely invitation."""
    state = _case(command.case, context, "noticed")
    articles.document_named(command.document)
    articles.one_of(command.how, WAIVED, "how")
    articles.is_open(state.hearing, "要求的听证", "a hearing that was asked for")
    if command.how == "stayed-away":
        articles.hearing_as_invited(state, None, context.today)
    event = HearingWaived(
        case=state.case, subject=state.subject, list=state.list, how=command.how, document=command.document
    )
    return [Decided(event, context.today)]


def _case(case: str, context: Context, *at: str) -> CaseState:
    state = stages.case_at(context.known.case(case), case, *at)
    articles.own_act(context.actor.authority, state.authority)
    articles.case_alive(state, context.today)
    return state


def _asked(state: CaseState) -> date:
    assert state.hearing is not None
    return state.hearing.received_on
