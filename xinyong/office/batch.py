"""Files: many rows, one transaction a batch, each row ending in exactly one outcome.

A file is opened by an entry that the officer signs (its digest is what is signed for), its rows
follow from that entry, and it is closed with its counts. Killed half-way and sent again, it goes
on: what this very file brought in counts as accepted, what stood before counts as already held,
so that the counts come out as if nothing had happened.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from xinyong.errors import CallerError, Refused, Text, XinyongError
from xinyong.journal.officers import Signer
from xinyong.journal.port import Draft, Reading, Writing
from xinyong.law.articles import refused
from xinyong.office.known import StoreKnown
from xinyong.office.office import Office
from xinyong.office.trial import FIRST_SEQ, Trial
from xinyong.register.core import Actor, Command, Context, Decided
from xinyong.register.decisions import decide
from xinyong.register.events import (
    Event,
    FileClosed,
    FileOpened,
    ListingMirrored,
    OrganisationRegistered,
    OrganisationUpdated,
    RecordFiled,
    RecordWithdrawn,
    RowHeld,
)
from xinyong.register.file_person_record import FilePersonRecord
from xinyong.register.file_record import FileRecord
from xinyong.register.hold_row import HoldRow
from xinyong.register.mirror_listing import LapseMirrored, MirrorListing
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.register.standing import Standing, state_on

Status = Literal["accepted", "already_held", "refused", "waiting"]
RowCommand = RegisterOrganisation | FileRecord | FilePersonRecord | MirrorListing | HoldRow
SLICE = 50
"""Rows decided and appended before a batch looks whether a decision waits: a few milliseconds' worth."""
LEAST_SHARE_KEPT = 0.5
"""A mirrored list that shrinks below this share of what stood is not lapsed without a person's word."""


class RowOutcome(NamedTuple):
    """What became of one row; ``seq`` is the entry that holds it."""

    status: Status
    seq: int | None = None
    error: XinyongError | None = None


class Earlier(NamedTuple):
    """What a file brought in before it was interrupted: so that sending it again goes on and repeats nothing."""

    entries: set[int]
    identities: dict[str, deque[tuple[int, dict[str, Any]]]]  # by subject, in order: what rows made of its identity


@dataclass
class OpenedFile:
    """A file on its way in. ``seq`` is its ``file.opened`` entry, −1 in a dry run, whose ``trial`` is set."""

    digest: str
    form: str
    authority: str
    seq: int
    signer: Signer
    closed_before: bool = False
    earlier: Earlier | None = None  # what it brought in before it was interrupted
    seen: set[int] = field(default_factory=set)  # entries met in this run: of mirrored lists, and when resumed
    lists: set[str] = field(default_factory=set)
    trial: Trial | None = None  # a dry run's: what its rows would have brought in


def open_file(
    office: Office, digest: str, form: str, authority: str, signer: Signer, *, dry_run: bool = False,
    trial: Trial | None = None, attestation: str = "", attested_by: str = "",
) -> OpenedFile:
    """Open a file, or go on with it. The same bytes from the same authority are the same file.

    ``dry_run``: nothing is recorded; ``trial`` is what the files before it in the same run would have brought in.
    ``attestation``: digest of the source attestation that came with it, ``attested_by`` the officer who signed that.
    """
    with office.store.writing() as writing:
        actor = office.actor(signer, writing)
        if actor.authority != authority:
            raise refused(
                1,
                Text(f"凭证属于“{actor.authority}”，不得以“{authority}”名义报送。",
                     f"The credential is “{actor.authority}”'s; it cannot file for “{authority}”."),
                field="authority",
            )
        office.guard(_FILE, writing)
        row = writing.get("file", digest, authority)
        if row is not None:
            file = OpenedFile(digest, form, authority, row["opened"], signer, closed_before=row["closed"] is not None)
            file.trial = (trial or Trial()) if dry_run else None
            if not file.closed_before:
                file.earlier = _earlier(file.seq, writing)
            return file
        if dry_run:
            return OpenedFile(digest, form, authority, -1, signer, trial=trial or Trial())
        office.store.edition = office.edition_digest()
        opened = FileOpened(digest=digest, form=form, attestation=attestation, attested_by=attested_by)
        draft = Draft(opened, authority, actor.officer, signer=signer)
        return OpenedFile(digest, form, authority, writing.append([draft])[0].seq, signer)


def reopened(office: Office, file: OpenedFile) -> OpenedFile:
    """A closed file, to tell anew what became of its rows: what it brought in is accepted, nothing is written."""
    with office.store.reading() as reading:
        earlier = _earlier(file.seq, reading)
    return OpenedFile(file.digest, file.form, file.authority, file.seq, file.signer, earlier=earlier, trial=Trial())


def _earlier(opened: int, reading: Reading) -> Earlier:
    found = Earlier(set(), {})
    for entry in reading.entries(opened + 1):
        if entry.cause == opened:
            found.entries.add(entry.seq)
            if isinstance(entry.event, OrganisationUpdated) or (
                isinstance(entry.event, OrganisationRegistered) and entry.event.basis == "registration"
            ):
                queue = found.identities.setdefault(entry.event.subject, deque())
                queue.append((entry.seq, _identity(entry.event)))
    return found


def file_rows(
    office: Office, file: OpenedFile, rows: Sequence[RowCommand | XinyongError], *, dry_run: bool = False
) -> list[RowOutcome]:
    """Decide a batch of rows and record what follows, in one transaction.

    A batch is decided and appended in slices. When a decision waits for the lock after one of them,
    the batch commits there and returns the outcomes so far, at least a slice's: call again with the rest.
    """
    if dry_run or file.trial is not None:
        return _try_rows(office, file, rows)
    outcomes: list[RowOutcome] = []
    with office.store.writing(patient=True) as writing:
        for row in rows:
            if isinstance(row, MirrorListing):
                office.guard(row, writing)
                break
        actor = office.actor(file.signer, writing)
        context = office.context(StoreKnown(writing), actor, writing)
        office.store.edition = context.law.rulebook.digest
        known = StoreKnown(writing, office.keys)
        _preload(known, context, rows)
        batch = _Batch(file, writing.size(), actor, context._replace(known=known), known)
        while len(outcomes) < len(rows):
            part = rows[len(outcomes) : len(outcomes) + SLICE]
            outcomes += [batch.row(row) for row in part]
            writing.append(batch.taken())
            office.know_persons(batch.persons)
            batch.persons.clear()
            if writing.others_wait():
                break
    office.counters.rows(outcome.error for outcome in outcomes)
    return outcomes


def _try_rows(office: Office, file: OpenedFile, rows: Sequence[RowCommand | XinyongError]) -> list[RowOutcome]:
    """Decide rows on a snapshot and on what the run's earlier rows would have brought in; record nothing."""
    trial = file.trial or Trial()
    with office.store.reading() as reading:
        known = StoreKnown(reading, office.keys)
        actor = office.actor(file.signer, reading)
        context = office.context(known, actor, reading)
        _preload(known, context, rows, trial)
        batch = _Batch(file, trial.next_seq, actor, context, known)
        outcomes = [batch.row(row) for row in rows]
    trial.next_seq += len(batch.drafts)
    trial.note(*known.noted())
    return outcomes


def close_file(office: Office, file: OpenedFile, counts: dict[str, int]) -> int:
    """Record the file's counts and end what a mirrored list's newest file no longer carries.

    Returns how many mirrored entries lapsed. Sending a closed file again changes nothing.
    """
    if file.closed_before or file.trial is not None:
        return 0
    with office.store.writing() as writing:
        known = StoreKnown(writing)
        actor = office.actor(file.signer, writing)
        context = office.context(known, actor, writing)
        decided = _lapsed(file, writing, context)
        office.store.edition = context.law.rulebook.digest
        drafts = [Draft(d.event, file.authority, actor.officer, d.effective_from, cause=file.seq) for d in decided]
        closing = FileClosed(digest=file.digest, **counts)
        drafts.append(Draft(closing, file.authority, actor.officer, cause=file.seq, signer=file.signer))
        writing.append(drafts)
    return len(decided)


def _lapsed(file: OpenedFile, writing: Writing, context: Context) -> list[Decided]:
    decided: list[Decided] = []
    for listing in sorted(file.lists):
        rows = writing.rows("standing", list=listing, authority=file.authority)
        earlier = [row for row in rows if row["seq"] < file.seq and _stands(row, context.today)]
        gone = [row for row in earlier if row["seq"] not in file.seen]
        if len(gone) > len(earlier) * (1 - LEAST_SHARE_KEPT):
            continue  # a source that lost most of its list at once has more likely sent a broken file
        for row in gone:
            decided += decide(LapseMirrored(case=row["id"], file=file.digest), context)
    return decided


def _stands(row: dict[str, Any], today: date) -> bool:
    """Whether there is anything left to end: what the clock ended already is left as it is."""
    return state_on(Standing.of(row), today) in ("not-begun", "in-force", "suspended")


def _preload(
    known: StoreKnown, context: Context, rows: Sequence[RowCommand | XinyongError], trial: Trial | None = None
) -> None:
    codes = {row.code for row in rows if isinstance(row, RegisterOrganisation | FileRecord | MirrorListing)}
    prints = [
        context.fingerprint(row.identity()) for row in rows
        if isinstance(row, FileRecord | FilePersonRecord | MirrorListing | HoldRow)
    ]
    known.preload(codes, prints)
    if trial is not None:
        known.overlay(trial.organisations(codes), trial.fingerprints(prints))


class _Batch:
    """One transaction's rows: decides each, remembers what it brought in for the rows after it."""

    def __init__(self, file: OpenedFile, size: int, actor: Actor, context: Context, known: StoreKnown) -> None:
        self.file = file
        self.size = size  # of the journal when the batch began
        self.next_seq = size
        self.actor = actor
        self.context = context
        self.known = known
        self.drafts: list[Draft] = []
        self.persons: dict[tuple[str, str], str] = {}

    def row(self, row: RowCommand | XinyongError) -> RowOutcome:
        """The outcome of one row."""
        if isinstance(row, XinyongError):
            return RowOutcome("refused", None, row)
        if isinstance(row, MirrorListing):
            self.file.lists.add(row.list)
        before = self._before(row)
        if before is not None:
            return before
        try:
            decided = decide(row, self.context)
        except CallerError as refusal:
            return RowOutcome("refused", None, refusal)
        if not decided:
            return self._held(row)
        file, officer = self.file, self.actor.officer
        for event, effective_from, person in decided:
            seq, self.next_seq = self.next_seq, self.next_seq + 1
            self.drafts.append(Draft(event, file.authority, officer, effective_from, person, file.seq))
            self._remember(row, event, seq)
        if file.earlier or isinstance(row, MirrorListing):
            file.seen.add(seq)
        return RowOutcome("waiting" if isinstance(row, HoldRow) else "accepted", seq)

    def taken(self) -> list[Draft]:
        """What rows brought in since this was asked last: for the caller to append."""
        drafts, self.drafts = self.drafts, []
        return drafts

    def _before(self, row: RowCommand) -> RowOutcome | None:
        """What an earlier run of this very file settled; None where the row is to be decided.

        A file may name one organisation several times, and others may have changed it since: the row is then
        not decided a second time, because that would set back what came after it.
        """
        file = self.file
        if not file.closed_before and file.earlier is None:
            return None
        if not isinstance(row, RegisterOrganisation):
            held = self.known.fingerprint(self.context.fingerprint(row.identity()))
            if not file.closed_before:
                return None
            if held is not None:
                return self._held(row)
            return RowOutcome("refused", None, _old_list()) if isinstance(row, MirrorListing) else None
        known = self.known.organisation(row.code)
        if known is None:
            return None
        if file.earlier is None:
            return RowOutcome("already_held", known["seq"]) if known["seq"] > file.seq else None
        queue = file.earlier.identities.get(known["subject"])
        if not queue:
            return None
        seq, identity = queue[0]
        if identity != _identity(row):
            return RowOutcome("already_held", known["seq"])
        queue.popleft()
        file.seen.add(seq)
        return RowOutcome("accepted", seq)

    def _still_waits(self, seq: int) -> bool:
        return seq >= self.size or seq >= FIRST_SEQ or self.known.held(seq) is not None

    def _held(self, row: RowCommand) -> RowOutcome:
        """A row that brings nothing new: from this very file's earlier run, or held before."""
        if isinstance(row, RegisterOrganisation):
            found = self.known.organisation(row.code)
            waiting = False
        else:
            found = self.known.fingerprint(self.context.fingerprint(row.identity()))
            waiting = bool(found and found["state"] == "waiting" and self._still_waits(found["seq"]))
        assert found is not None, "a decision gives nothing only for what is held"
        seq = found["seq"]
        earlier = self.file.earlier
        ours = earlier is not None and seq in earlier.entries and seq not in self.file.seen
        if earlier or isinstance(row, MirrorListing):
            self.file.seen.add(seq)
        if waiting:
            return RowOutcome("waiting", seq)
        return RowOutcome("accepted" if ours else "already_held", seq)

    def _remember(self, row: Command, event: Event, seq: int) -> None:
        """Let the rows after this one see what it brought in."""
        if isinstance(event, OrganisationRegistered):
            self.known.note_organisation(event.code, _organisation_row(event, seq))
        elif isinstance(event, OrganisationUpdated):
            assert isinstance(row, RegisterOrganisation)
            known = self.known.organisation(row.code)
            assert known is not None
            self.known.note_organisation(row.code, {**known, **_identity(event), "basis": "registration", "seq": seq})
        elif isinstance(event, RecordFiled | ListingMirrored):
            if isinstance(event, RecordFiled):
                self.known.note_record(seq, {"authority": self.actor.authority, "state": "held"}, event)
            if isinstance(row, FilePersonRecord) and isinstance(event, RecordFiled):
                self.persons[row.identifier, row.number] = event.subject
                self.known.note_person(row.identifier, row.number, event.subject)
            self.known.note_fingerprint(event.fingerprint, {"digest": event.fingerprint, "seq": seq, "state": "held"})
        elif isinstance(event, RecordWithdrawn):
            found = self.known.record(event.record)
            assert found is not None
            self.known.note_record(event.record, {**found[0], "state": "withdrawn"}, found[1])
        elif isinstance(event, RowHeld):
            self.known.note_fingerprint(event.fingerprint, {"seq": seq, "state": "waiting"})


def _identity(event: OrganisationRegistered | OrganisationUpdated | RegisterOrganisation) -> dict[str, Any]:
    return {
        "name": event.name, "subject_kind": event.subject_kind, "region": event.region, "status": event.status,
        "registered_on": event.registered_on, "flags": " ".join(event.flags),
    }


def _organisation_row(event: OrganisationRegistered, seq: int) -> dict[str, Any]:
    return {"subject": event.subject, "code": event.code, "basis": event.basis, "seq": seq, **_identity(event)}


def _old_list() -> Refused:
    return refused(
        7,
        Text("该文件曾经接收，名单旧文件不得再使任何主体列入。",
             "This file was taken in before; an old file of a list puts nobody on it."),
        code="old-file",
        todo=Text("报送来源机关的最新文件。", "Send the source's newest file."),
    )


_FILE = HoldRow(form="", name="", content={})
"""Stands for "a file" before the office's guard, which looks at a command's type alone."""
