"""File a neutral status: accredited, licensed, recognised, as the body that gave it certifies it.

A status is that body's own act and has no effect here on anything (``without_effect``), so that a filing by one
officer suffices and there is nobody to hear. It says its certificate and its expiry, and lapses by the clock.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from xinyong.errors import BadInput, NotFound, Text
from xinyong.law.dates import add_months
from xinyong.law.model import Term
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import StatusFiled
from xinyong.register.grant_honour import NO_ORGANISATION
from xinyong.register.list_subject import span_of

_identity = msgspec.json.Encoder()


class FileStatus(Command):
    code: str
    list: str
    document: str  # number of the certificate, licence or decision
    since: date
    until: date | None = None  # its last day, as it states it


def file_status(command: FileStatus, context: Context) -> list[Decided]:
    """Event: ``status.filed``; nothing when the register holds this certificate already."""
    articles.has_mandate(context, "list", command.list)
    articles.status_list(context.law, command.list)
    version = articles.list_in_law(context.law, command.list)
    articles.manager_of_list(context, command.list)
    articles.without_effect(version, command.list)
    articles.document_named(command.document)
    articles.not_in_future(command.since, context.today, "since")
    organisation = context.known.organisation(command.code)
    if organisation is None:
        raise NotFound(NO_ORGANISATION, field="code", todo=Text("先报送其登记信息。", "File its registration first."))
    articles.subject_kind_allowed(version, command.list, organisation["subject_kind"])
    until, review_by = _span(command, version.term, context.today)
    ends_on: list[str] = [ending.id for ending in version.endings]
    articles.has_end(until, review_by, ends_on)
    articles.still_retained(add_months(until or review_by or context.today, version.retention_months), context.today)
    fingerprint = context.fingerprint(
        _identity.encode(("status", command.list, command.code, command.document, command.since, command.until))
    )
    if context.known.fingerprint(fingerprint) is not None:
        return []
    event = StatusFiled(
        case=context.new_id("C"), subject=organisation["subject"], list=command.list, document=command.document,
        since=command.since, until=until, review_by=review_by, ends_on=ends_on, fingerprint=fingerprint,
        retention_months=version.retention_months,
    )
    return [Decided(event, command.since)]


def _span(command: FileStatus, term: Term, today: date) -> tuple[date | None, date | None]:
    """The first day no longer in force: as certified, never later than its law's term; else a review (Article 7)."""
    stated = None if command.until is None else command.until + timedelta(days=1)
    if stated is not None and stated <= command.since:
        raise BadInput(Text("有效期止早于起始日期。", "It expires before it begins."), field="until")
    if term.review_months is not None:
        return (stated, None) if stated is not None else (None, add_months(today, term.review_months))
    longest, _ = span_of(term, command.since)
    return (longest if stated is None or longest is None else min(stated, longest)), None
