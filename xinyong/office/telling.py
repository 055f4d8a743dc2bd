"""Whoever was told of a listing is told of what became of it: ended, suspended, corrected, changed (Article 8).

Who was told stands in the outbox. Nothing else is remembered: the newest entry that a recipient was told of is the one
its newest parcel was made from, so that telling again after a crash tells each change once.
"""

from __future__ import annotations

import msgspec

from xinyong.casework.delivery.desk import SUBJECT, THIRD_PARTY, Desk, Item, Recipient
from xinyong.casework.delivery.issued import Issued
from xinyong.casework.documents.model import Kind
from xinyong.casework.documents.recalls import changes
from xinyong.errors import NotFound, Text
from xinyong.law.articles import refused
from xinyong.office.dossiers import basis_of, document_of, dossier_of
from xinyong.office.office import Office
from xinyong.register import events as ev
from xinyong.register.entries import Entry

TO_SUBJECT: dict[type[ev.Event], Kind] = {
    ev.ListingEnded: "removal",
    ev.EffectSuspended: "suspension",
    ev.EffectResumed: "resumption",
    ev.ListingCorrected: "correction",
    ev.ContestDecided: "contest",
    ev.ListingExtended: "extension",
    ev.ListingRestored: "restoration",
}
"""The subject's own document of each change; a third party is told of it in a form of its own (``recall``)."""
TOLD_TO_OTHERS = frozenset({"decision", "recall"})
"""What a third party may be told by: a listing in force, and what became of it."""


def may_be_told(office: Office, issued: Issued, role: str) -> Issued:
    """The document, where whoever stands in that role may have it. Third parties are told of listings alone."""
    if role == THIRD_PARTY and issued.basis.kind not in TOLD_TO_OTHERS:
        raise refused(
            14,
            Text("第三方只能被告知列入及其变更。", "Third parties are told of a listing and its changes, of nothing else."),
            field="issued",
        )
    if role == THIRD_PARTY and issued.basis.kind == "decision":
        with office.store.reading() as reading:
            rows = reading.rows("standing", id=issued.basis.case)
        if not rows or rows[0]["ended_on"] is not None or rows[0]["suspended"] or rows[0]["unpublished"]:
            raise refused(
                14, Text("该列入已终止、暂停或者不予公示，不得再告知第三方。",
                         "The listing is over, suspended or kept off the pages: nobody else is told of it."),
                field="issued",
            )
    return issued


def tell(office: Office, desk: Desk) -> list[Item]:
    """Put into the outbox what those who were told do not know yet: each change, to each, over their channel."""
    posted: list[Item] = []
    office.seal_if_needed()
    for recipient in desk.recipients():
        for entry in _news(office, recipient):
            issued = _issue(office, desk, recipient, entry)
            to = (recipient.address, recipient.language, recipient.role)
            posted.append(desk.post(issued.id, recipient.channel, office.clock(), *to))
    return posted


def _news(office: Office, recipient: Recipient) -> list[Entry]:
    try:
        dossier = dossier_of(office, basis_of(office, recipient.case, "recall"))
    except NotFound:  # erased since: its parcels are forgotten with it
        return []
    return [each for each in changes(dossier) if each.seq > recipient.upto]


def _issue(office: Office, desk: Desk, recipient: Recipient, entry: Entry) -> Issued:
    """The document of this very change, made from the case as it stood with it."""
    kind: Kind = "recall"
    if recipient.role == SUBJECT and entry.event is not None:
        kind = TO_SUBJECT.get(type(entry.event), "recall")
    now = basis_of(office, recipient.case, kind)
    for each in (kind, "recall"):
        basis = msgspec.structs.replace(now, kind=each, upto=entry.seq)
        try:
            return desk.issue(document_of(office, basis), basis, office.clock())
        except NotFound:  # an entry taken over has no removal notice of its own
            continue
    raise AssertionError("a change can always be told")
