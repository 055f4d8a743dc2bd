"""What each entry changes in the tables: one pure function per kind, of that entry alone.

Because a projection looks at nothing but its entry, replaying the journal gives the same tables
in the same order, and an erased entry (whose body is gone) is simply skipped: the entry that
erased it removed its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from xinyong.law.dates import add_months
from xinyong.register import events as ev
from xinyong.register.casefile import DROPPED_MONTHS, lapse_of, overdue_on
from xinyong.register.entries import Delete, Entry, Op, Patch, Put
from xinyong.register.projection_governance import GOVERNANCE
from xinyong.register.projection_honours import HONOURS
from xinyong.register.projection_procedure import PROCEDURE
from xinyong.register.projection_standing import begun, forgotten, patched, told
from xinyong.subjects.names.folding import fold


def project(entry: Entry) -> Iterable[Op]:
    """The table operations of one entry (``journal.port.Project``)."""
    return _HANDLERS[type(entry.event)](entry, entry.event)


def _opened(entry: Entry, event: ev.RegisterOpened) -> list[Op]:
    ops: list[Op] = [
        Put("officer", (event.operator, "register", event.operator_key, None, entry.seq)),
        Put("officer_key", (event.operator_key, event.operator, entry.seq)),
        Put("edition", (entry.seq, event.rulebook, event.edition, None)),
        Put("register_key", (entry.seq, event.register_key)),
    ]
    ops += [_mandate(entry, granted) for granted in event.mandates]
    return ops


def _mandate(entry: Entry, granted: ev.GrantedMandate | ev.MandateGranted) -> Op:
    return Put(
        "mandate",
        (granted.authority, granted.power, granted.scope, granted.cite, granted.since, granted.until, entry.seq),
    )


def _countersigned(entry: Entry, event: ev.RegisterCountersigned) -> list[Op]:
    return _officer(entry, event, "register")


def _key_rotated(entry: Entry, event: ev.RegisterKeyRotated) -> list[Op]:
    return [Put("register_key", (entry.seq, event.key))]


def _enrolled(entry: Entry, event: ev.OfficerEnrolled) -> list[Op]:
    return _officer(entry, event, event.authority)


def _officer(entry: Entry, event: ev.OfficerEnrolled | ev.RegisterCountersigned, authority: str) -> list[Op]:
    return [
        Put("officer", (event.officer, authority, event.key, None, entry.seq)),
        Put("officer_key", (event.key, event.officer, entry.seq)),
    ]


def _granted(entry: Entry, event: ev.MandateGranted) -> list[Op]:
    return [_mandate(entry, event), Delete("pending", "seq", event.proposed)]


def _adopted(entry: Entry, event: ev.EditionAdopted) -> list[Op]:
    return [
        Put("edition", (entry.seq, event.rulebook, event.edition, event.since)),
        Delete("pending", "seq", event.proposed),
    ]


def _file_opened(entry: Entry, event: ev.FileOpened) -> list[Op]:
    return [Put("file", (event.digest, entry.authority, entry.seq, None, 0, 0, 0, 0, 0))]


def _file_closed(entry: Entry, event: ev.FileClosed) -> list[Op]:
    counts = {
        "closed": entry.seq, "rows": event.rows, "accepted": event.accepted, "already_held": event.already_held,
        "refused": event.refused, "waiting": event.waiting,
    }
    return [Patch("file", (event.digest, entry.authority), counts)]


def _registered(entry: Entry, event: ev.OrganisationRegistered) -> list[Op]:
    row = (
        event.subject, event.identifier, event.code, event.name, fold(event.name), event.subject_kind, event.region,
        event.registered_on, event.status, event.basis, " ".join(event.flags), entry.seq,
    )
    return [Put("organisation", row)]


def _updated(entry: Entry, event: ev.OrganisationUpdated) -> list[Op]:
    values: dict[str, Any] = {
        "name": event.name, "folded": fold(event.name), "subject_kind": event.subject_kind, "region": event.region,
        "registered_on": event.registered_on, "status": event.status, "basis": "registration",
        "flags": " ".join(event.flags), "seq": entry.seq,
    }
    return [Patch("organisation", (event.subject,), values)]


def _filed(entry: Entry, event: ev.RecordFiled) -> list[Op]:
    ops: list[Op] = [
        Put(
            "record",
            (
                entry.seq, event.subject, event.category, event.form, entry.authority, event.decided_on,
                event.publish_from, event.publish_until, event.retain_until, "held",
            ),
        ),
        Put("fingerprint", (event.fingerprint, entry.seq, "held")),
    ]
    if event.held:
        ops.append(Delete("held", "seq", event.held))
        if event.named:
            ops.append(
                Put("identified", (entry.seq, entry.authority, event.form, fold(event.named), event.subject))
            )
    return ops


def _corrected(entry: Entry, event: ev.RecordCorrected) -> list[Op]:
    return [Patch("record", (event.record,), {"state": "corrected"}), Put("amendment", (entry.seq, event.record))]


def _withdrawn(entry: Entry, event: ev.RecordWithdrawn) -> list[Op]:
    hidden: dict[str, Any] = {"state": "withdrawn", "publish_from": None, "publish_until": None}
    return [Patch("record", (event.record,), hidden), Put("amendment", (entry.seq, event.record))]


def _held(entry: Entry, event: ev.RowHeld) -> list[Op]:
    return [
        Put("held", (entry.seq, entry.authority, event.form, event.lapses_on)),
        Put("fingerprint", (event.fingerprint, entry.seq, "waiting")),
    ]


def _dismissed(entry: Entry, event: ev.RowDismissed) -> list[Op]:
    return [Delete("held", "seq", event.row)]


def _move_proposed(entry: Entry, event: ev.RecordMoveProposed) -> list[Op]:
    hidden: dict[str, Any] = {"state": "disputed", "publish_from": None, "publish_until": None}
    return [Patch("record", (event.record,), hidden), Put("amendment", (entry.seq, event.record))]


def _moved(entry: Entry, event: ev.RecordMoved) -> list[Op]:
    values: dict[str, Any] = {
        "subject": event.to, "state": "corrected" if event.corrected else "held", "publish_from": event.publish_from,
        "publish_until": event.publish_until,
    }
    return [Patch("record", (event.record,), values), Put("amendment", (entry.seq, event.record))]


def _succeeded(entry: Entry, event: ev.OrganisationSucceeded) -> list[Op]:
    return [Put("succession", (entry.seq, event.subject, event.successor, event.how, event.since))]


def _dissolved(entry: Entry, event: ev.OrganisationDissolved) -> list[Op]:
    return [
        Patch("organisation", (event.subject,), {"status": "dissolved"}),
        Put("dissolution", (entry.seq, event.subject, event.since)),
    ]


def _proposed(entry: Entry, event: ev.ListingProposed) -> list[Op]:
    over = None if event.proposed_on is None else lapse_of(event.proposed_on)
    keep = None if over is None else add_months(over, DROPPED_MONTHS)
    ops: list[Op] = [
        Put("casefile", (event.case, event.subject, event.list, entry.authority, "proposed", entry.seq, keep, over)),
        Put("case_entry", (event.case, entry.seq)),
    ]
    if event.answers_for:
        ops.append(Put("responsible", (event.case, event.answers_for)))
    return ops


def _stage(entry: Entry, case: str, stage: str, retain_until: date | None = None) -> list[Op]:
    values: dict[str, Any] = {"stage": stage}
    if retain_until is not None:
        values["retain_until"] = retain_until
    return [Patch("casefile", (case,), values), Put("case_entry", (case, entry.seq))]


def _noticed(entry: Entry, event: ev.NoticeServed) -> list[Op]:
    over = overdue_on(event)
    values = {"retain_until": add_months(over, DROPPED_MONTHS), "lapses_on": over}
    return [*_stage(entry, event.case, "noticed"), Patch("casefile", (event.case,), values)]


def _answered(entry: Entry, event: ev.AnswerReceived) -> list[Op]:
    return [Put("case_entry", (event.case, entry.seq))]


def _decided(entry: Entry, event: ev.ListingDecided) -> list[Op]:
    return _stage(entry, event.case, "decided")


def _approved(entry: Entry, event: ev.ListingApproved) -> list[Op]:
    last = event.until or event.review_by
    assert last is not None, "Article 7: every listing has an end or a review"
    return [
        *_stage(entry, event.case, "listed", add_months(last, event.retention_months)),
        Patch("casefile", (event.case,), {"lapses_on": None}),
        *begun(entry, event, event.since, event.until, event.review_by, source=event.source),
    ]


def _dropped(entry: Entry, event: ev.ListingDropped) -> list[Op]:
    over: Op = Patch("casefile", (event.case,), {"lapses_on": None})
    return [*_stage(entry, event.case, "dropped", event.retain_until), over]


def _changed(entry: Entry, event: Any, **values: Any) -> list[Op]:
    """A change of a listing that stands: its row, what the check index follows, and its case."""
    return [patched(event, **values), *told(entry, event), Put("case_entry", (event.case, entry.seq))]


def _objection_opened(entry: Entry, event: ev.ObjectionOpened) -> list[Op]:
    return _changed(entry, event, objection=1)


def _objection_decided(entry: Entry, event: ev.ObjectionDecided) -> list[Op]:
    return _changed(entry, event, objection=0)


def _reviewed(entry: Entry, event: ev.ListingReviewed) -> list[Op]:
    return [
        *_changed(entry, event, review_by=event.review_by),
        Patch("casefile", (event.case,), {"retain_until": event.retain_until}),
    ]


def _ended(entry: Entry, event: ev.ListingEnded) -> list[Op]:
    return [
        patched(event, ended_on=event.ended_on, objection=0, contested=0, suspended=0),
        *told(entry, event),
        *_stage(entry, event.case, "ended", event.retain_until),
    ]


def _mirrored(entry: Entry, event: ev.ListingMirrored) -> list[Op]:
    retain_until = add_months(event.until or event.review_by, event.retention_months)
    return [
        Put("casefile", (
            event.case, event.subject, event.list, entry.authority, "listed", entry.seq, retain_until, None)),
        Put("case_entry", (event.case, entry.seq)),
        *begun(entry, event, event.since, event.until, event.review_by, event.variant),
        Put("fingerprint", (event.fingerprint, entry.seq, "held")),
    ]


def _erased(entry: Entry, event: ev.Erased) -> list[Op]:
    ops: list[Op] = [Put("standing_change", (entry.seq, subject)) for subject in event.subjects]
    for case in event.cases:
        ops += forgotten(case)
    for seq in event.targets:
        ops += [
            Delete("standing_change", "seq", seq),
            Delete("record", "seq", seq), Delete("amendment", "seq", seq), Delete("held", "seq", seq),
            Delete("fingerprint", "seq", seq), Delete("identified", "seq", seq),
        ]
    return ops


_HANDLERS: dict[type, Callable[[Entry, Any], list[Op]]] = {
    ev.RegisterOpened: _opened,
    ev.RegisterCountersigned: _countersigned,
    ev.RegisterKeyRotated: _key_rotated,
    ev.OfficerEnrolled: _enrolled,
    ev.MandateGranted: _granted,
    ev.EditionAdopted: _adopted,
    ev.FileOpened: _file_opened,
    ev.FileClosed: _file_closed,
    ev.OrganisationRegistered: _registered,
    ev.OrganisationUpdated: _updated,
    ev.RecordFiled: _filed,
    ev.RecordCorrected: _corrected,
    ev.RecordWithdrawn: _withdrawn,
    ev.RowHeld: _held,
    ev.RowDismissed: _dismissed,
    ev.RecordMoveProposed: _move_proposed,
    ev.RecordMoved: _moved,
    ev.OrganisationSucceeded: _succeeded,
    ev.OrganisationDissolved: _dissolved,
    ev.ListingProposed: _proposed,
    ev.NoticeServed: _noticed,
    ev.AnswerReceived: _answered,
    ev.ListingDecided: _decided,
    ev.ListingApproved: _approved,
    ev.ListingDropped: _dropped,
    ev.ObjectionOpened: _objection_opened,
    ev.ObjectionDecided: _objection_decided,
    ev.ListingReviewed: _reviewed,
    ev.ListingEnded: _ended,
    ev.ListingMirrored: _mirrored,
    ev.Erased: _erased,
    **PROCEDURE,
    **GOVERNANCE,
    **HONOURS,
}

assert set(_HANDLERS) == set(ev.ALL), "every kind of entry has its projection"
