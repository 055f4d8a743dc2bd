"""Mend who is meant, and follow what becomes of organisations.

A record on the wrong subject is hidden there at once by one officer (relief) and burdens the right one
only when a second approves (Article 6): so misattributed subjects are split and merged, record by
record. Succession is recorded and shown, and nothing is inherited with it: a measure binds the one
named in the decision (Article 10). Dissolution ends what each list's own law ends on it.
"""

from __future__ import annotations

from datetime import date

from xinyong.errors import BadInput, NotFound, Text
from xinyong.register import articles
from xinyong.register.amend_record import own_record
from xinyong.register.core import Command, Context, Decided, Row
from xinyong.register.events import (
    ListingEnded,
    OrganisationDissolved,
    OrganisationSucceeded,
    RecordMoved,
    RecordMoveProposed,
)
from xinyong.register.register_organisation import SCOPE
from xinyong.register.retention import retained_until

MOVE_REASONS = ("misattributed", "wrong-code", "merged-in-error", "objection-upheld")
SUCCESSIONS = ("merger", "absorption", "division", "conversion")
DISSOLVED = "dissolved"


class ProposeMove(Command):
    """A record was filed on the wrong organisation; ``code`` is the right one's."""

    record: int
    code: str
    reason: str  # one of MOVE_REASONS
    document: str


class ApproveMove(Command):
    """A second officer of the filing authority approves the newest proposal for this record, or refuses it."""

    record: int
    accept: bool = True


class Succeed(Command):
    """``successor`` takes the place of ``code`` from ``since`` on."""

    code: str
    successor: str
    how: str  # one of SUCCESSIONS
    document: str
    since: date


class Dissolve(Command):
    code: str
    document: str
    since: date


def propose_move(command: ProposeMove, context: Context) -> list[Decided]:
    """Event: ``record.move-proposed``; the record is hidden where it stood wrongly."""
    row, _ = own_record(command.record, context)
    articles.one_of(command.reason, MOVE_REASONS, "reason")
    articles.document_named(command.document)
    if context.known.subject(row["subject"]) is None:
        raise articles.refused(
            10, Text("自然人的记录不得移至他人。", "A natural person's record is never moved to another."), field="record",
            todo=Text("请撤回该记录，由正确的决定重新报送。", "Withdraw it, and file the right decision anew."),
        )
    to = _organisation(command.code, context, "code")
    if to["subject"] == row["subject"]:
        raise BadInput(Text("该记录已属于此主体。", "The record is that organisation's already."), field="code",
            code="same-subject")
    return [
        Decided(
            RecordMoveProposed(
                record=command.record, subject=row["subject"], to=to["subject"], reason=command.reason,
                document=command.document, corrected=row["state"] == "corrected",
            ),
            context.today,
        )
    ]


def approve_move(command: ApproveMove, context: Context) -> list[Decided]:
    """Event: ``record.moved``, with the record's own windows: moving prolongs nothing."""
    row, filed = own_record(command.record, context)
    found = context.known.move_of(command.record)
    if found is None:
        raise NotFound(
            Text("该记录没有待审批的移转。", "No move of this record waits for approval."), field="record", code="no-move",
        )
    seq, proposal, proposer = found
    articles.second_officer(context.actor.officer, proposer)
    until = filed.publish_until if filed.publish_from and filed.publish_until else None
    published = until is not None and until > context.today
    return [
        Decided(
            RecordMoved(
                record=command.record, subject=proposal.subject, to=proposal.to if command.accept else proposal.subject,
                proposed=seq, corrected=proposal.corrected or row["state"] == "corrected",
                publish_from=context.today if published else None, publish_until=until if published else None,
            ),
            context.today,
        )
    ]


def succeed(command: Succeed, context: Context) -> list[Decided]:
    """Event: ``organisation.succeeded``. Neither listings nor records pass over with it."""
    articles.has_mandate(context, "register", SCOPE)
    articles.one_of(command.how, SUCCESSIONS, "how")
    articles.document_named(command.document)
    articles.not_in_future(command.since, context.today, "since")
    before, after = _organisation(command.code, context, "code"), _organisation(command.successor, context, "successor")
    if before["subject"] == after["subject"]:
        raise BadInput(Text("不得承继自身。", "An organisation does not succeed itself."), field="successor",
            code="same-subject")
    event = OrganisationSucceeded(
        subject=before["subject"], successor=after["subject"], how=command.how, document=command.document,
        since=command.since,
    )
    return [Decided(event, command.since)]


def dissolve(command: Dissolve, context: Context) -> list[Decided]:
    """Events: ``organisation.dissolved``, and ``listing.ended`` for each listing whose law ends on dissolution."""
    articles.has_mandate(context, "register", SCOPE)
    articles.document_named(command.document)
    articles.not_in_future(command.since, context.today, "since")
    row = _organisation(command.code, context, "code")
    decided = [Decided(OrganisationDissolved(subject=row["subject"], document=command.document, since=command.since),
        command.since)]
    if row["status"] == DISSOLVED:
        decided = []
    for listing in context.known.listings(row["subject"]):
        decided += _ended_by_dissolution(listing, command.document, context)
    return decided


def _ended_by_dissolution(listing: Row, document: str, context: Context) -> list[Decided]:
    state = context.known.case(listing["id"])
    if state is None or state.stage != "listed":
        return []
    version = context.law.list(state.list)
    endings: set[str] = {each.id for each in version.endings} if version else set()
    endings |= set(state.approval.ends_on) if state.approval else set()
    if DISSOLVED not in endings:
        return []
    ended = ListingEnded(
        case=state.case, subject=state.subject, list=state.list, ending=DISSOLVED, ended_on=context.today,
        document=document, retain_until=retained_until(state, context.today),
    )
    return [Decided(ended, context.today)]


def _organisation(code: str, context: Context, field: str) -> Row:
    found = context.known.organisation(code)
    if found is None:
        raise NotFound(
            Text("登记册中没有该代码的组织。", "The register holds no organisation of that code."), field=field,
            todo=Text("先由登记机关登记。", "Have it registered first."),
        )
    return found
