"""From an open register to what documents are made of: a case's dossier, and issuing and making again.

A document is issued with its *basis*: case, last entry, day. ``remade`` makes it again from the journal as it stood
then; nothing else keeps its text.
"""

from __future__ import annotations

from datetime import date

import msgspec

from xinyong.casework.delivery.desk import Desk
from xinyong.casework.delivery.issued import Basis, Issued
from xinyong.casework.documents.dossier import Dossier, Identity, Origin
from xinyong.casework.documents.html import render_html
from xinyong.casework.documents.making import make
from xinyong.casework.documents.model import Document, Kind, digest
from xinyong.casework.documents.pdf import render_pdf
from xinyong.errors import NotFound, RegisterFault, Text
from xinyong.journal.officers import Signer
from xinyong.journal.port import Reading
from xinyong.law import articles
from xinyong.office.clock import day_of
from xinyong.office.known import StoreKnown
from xinyong.office.office import Office
from xinyong.register.entries import Entry
from xinyong.register.events import ListingApproved, ListingProposed
from xinyong.register.stages import no_such_case
from xinyong.subjects.ids import is_person_case


def desk_of(office: Office) -> Desk:
    """The register's desk file."""
    return Desk(office.home.desk_db)


def basis_of(office: Office, case: str, kind: Kind, number: str = "", dated: date | None = None) -> Basis:
    """What a document of this case is made from as things stand now; NotFound when there is no such case."""
    with office.store.reading() as reading:
        row = reading.get("casefile", case)
        organisation = reading.get("organisation", row["subject"]) if row else None
        if row is None or (organisation is None and not is_person_case(case)):
            raise NotFound(Text("没有该案，或已删除。", "There is no such case, or it is erased."), field="case")
        identity = organisation or {"identifier": "", "code": "", "name": "", "subject_kind": "person"}
        entries = [each["seq"] for each in reading.rows("case_entry", order="seq", id=case)]
        return Basis(
            kind=kind,
            case=case,
            subject=row["subject"],
            upto=_told_upto(reading, entries, kind),
            sealed=reading.sealed_size(),
            on=office.today(reading),
            number=number,
            dated=dated,
            identifier=identity["identifier"],
            code=identity["code"],
            name=identity["name"],
            subject_kind=identity["subject_kind"],
        )


def _told_upto(reading: Reading, entries: list[int], kind: Kind) -> int:
    """The newest entry that the document tells of: a decision tells of nothing that came after it."""
    if kind == "decision":
        approved = [seq for seq in entries if isinstance(reading.entry(seq).event, ListingApproved)]
        return approved[-1] if approved else entries[-1]
    return entries[-1]


def dossier_of(office: Office, basis: Basis) -> Dossier:
    """The case as it stood at its basis, under the edition that its last entry was made under."""
    with office.store.reading() as reading:
        seqs = [
            row["seq"] for row in reading.rows("case_entry", order="seq", id=basis.case) if row["seq"] <= basis.upto
        ]
        entries = [reading.entry(seq) for seq in seqs]
        turns = _successions(reading, entries[0].authority) if entries and basis.kind == "transfer" else []
    if not entries:
        raise NotFound(Text("没有该案，或已删除。", "There is no such case, or it is erased."), field="case")
    then = day_of(entries[-1].recorded_at, office.zone)
    return Dossier(
        entries,
        office.law_on(then, then).rulebook,
        Identity(basis.identifier, basis.code, basis.name or _named(entries), basis.subject_kind),
        Origin(office.register_id, office.mode, articles.digest(), basis.sealed),
        basis.on,
        turns,
    )


def _successions(reading: Reading, authority: str) -> list[Entry]:
    """How the case came from the authority that opened it to the one that holds it now."""
    found: list[Entry] = []
    while (row := reading.get("authority_succession", authority)) is not None and len(found) < 100:
        found.append(reading.entry(row["seq"]))
        authority = row["successor"]
    return found


def _named(entries: list[Entry]) -> str:
    """A person's name, as the sealed proposal alone holds it."""
    return next((e.event.named for e in entries if isinstance(e.event, ListingProposed)), "")


def readable_by(office: Office, case: str, signer: Signer | None) -> None:
    """A person's case is opened for the deciding authority alone; NotFound for whoever else asks, as if it were not."""
    if not is_person_case(case):
        return
    with office.store.reading() as reading:
        row = reading.get("casefile", case)
        actor = office.actor(signer, reading) if signer is not None else None
        if row is None or actor is None or StoreKnown(reading).holder(row["authority"]) != actor.authority:
            raise no_such_case()


def document_of(office: Office, basis: Basis) -> Document:
    """The document of this basis, without a code."""
    return make(basis.kind, dossier_of(office, basis), number=basis.number, dated=basis.dated)


def remade(office: Office, issued: Issued) -> Document:
    """An issued document made again, with its code; RegisterFault when it does not come out as it was issued."""
    made = document_of(office, issued.basis)
    if digest(made) != issued.digest:
        raise RegisterFault(
            Text("重新制作的文书与签发时不一致。", "The document does not come out as it was issued."),
            code="not-as-issued",
            todo=Text(
                "检查规则集和软件版本，必要时重新签发。",
                "Check the edition and the software; issue it anew if need be.",
            ),
        )
    return with_code(made, issued.code)


def with_code(document: Document, code: str) -> Document:
    """The same document with its verification code printed."""
    return msgspec.structs.replace(document, code=code)


def rendered(office: Office, issued: Issued, language: str, form: str) -> bytes:
    """An issued document as PDF or HTML."""
    document = remade(office, issued)
    return render_pdf(document, language) if form == "pdf" else render_html(document, language)
