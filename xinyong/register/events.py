"""What can have happened: the closed, versioned set of entry bodies.

An event is what an entry's sealed body holds. Types are closed: a reader that meets an unknown
kind stops. A field is never renamed or reused; a new meaning is a new kind with a higher version.
Dates are the law's (calendar days in the rulebook's time zone); the moment of recording stands
in the entry's header. ``subject`` and ``case`` are random ids; no event holds a person's
identifier.
"""

from __future__ import annotations

from datetime import date

import msgspec

# One closed set in several files: every event is imported from here.
from xinyong.register.case_events import *  # noqa: F403 - one closed list of events, in several files
from xinyong.register.case_events import ProcedureEvent
from xinyong.register.event import Event, Texts
from xinyong.register.governance_events import *  # noqa: F403 - one closed list of events, in several files
from xinyong.register.governance_events import GovernanceEvent
from xinyong.register.honour_events import *  # noqa: F403 - one closed list of events, in several files
from xinyong.register.honour_events import HonourEvent

# --- governance ------------------------------------------------------------------------------


class GrantedMandate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One power of one authority, with the instrument that gives it."""

    authority: str
    power: str
    scope: str
    cite: str
    since: date
    until: date | None = None


class RegisterOpened(Event, frozen=True, kw_only=True, tag="register.opened/1"):
    register: str  # random id of the register, its checkpoint origin's last part
    mode: str  # "real" | "synthetic"
    operator: str  # officer id of the operator
    operator_key: str  # hex Ed25519 public key of the operator
    register_key: str  # hex Ed25519 public key that signs checkpoints
    rulebook: str
    edition: str  # digest of the rulebook
    articles: str  # digest of the Articles
    mandates: list[GrantedMandate] = []  # those the rulebook itself gives


class RegisterCountersigned(Event, frozen=True, kw_only=True, tag="register.countersigned/1"):
    officer: str
    key: str  # hex Ed25519 public key of the second officer


class OfficerEnrolled(Event, frozen=True, kw_only=True, tag="officer.enrolled/1"):
    officer: str
    authority: str
    key: str


class MandateGranted(Event, frozen=True, kw_only=True, tag="mandate.granted/1"):
    authority: str
    power: str
    scope: str
    cite: str
    since: date
    until: date | None = None
    proposed: int = 0  # seq of the proposal; 0 in entries from before two officers granted


class RegisterKeyRotated(Event, frozen=True, kw_only=True, tag="register.key-rotated/1"):
    """Checkpoints over this entry are signed by ``key``; the key it follows announces it, the new one accepts."""

    previous: str  # hex Ed25519 public key
    key: str
    announced: str  # hex signature by ``previous``
    accepted: str  # hex signature by ``key``


class EditionAdopted(Event, frozen=True, kw_only=True, tag="edition.adopted/1"):
    rulebook: str
    edition: str
    since: date  # applies to decisions from this day
    proposed: int = 0  # seq of the proposal; 0 in entries from before two officers adopted


# --- files -----------------------------------------------------------------------------------


class FileOpened(Event, frozen=True, kw_only=True, tag="file.opened/1"):
    digest: str  # sha256 of the bytes as sent
    form: str
    attestation: str = ""  # sha256 of the signed source attestation that came with it
    attested_by: str = ""  # the officer who signed that


class FileClosed(Event, frozen=True, kw_only=True, tag="file.closed/1"):
    digest: str
    rows: int
    accepted: int
    already_held: int
    refused: int
    waiting: int


# --- subjects --------------------------------------------------------------------------------


class OrganisationRegistered(Event, frozen=True, kw_only=True, tag="organisation.registered/1"):
    subject: str
    identifier: str  # identifier class, e.g. "uscc"
    code: str
    name: str
    subject_kind: str
    region: str = ""
    registered_on: date | None = None
    status: str = ""
    basis: str = "registration"  # or "filing": known only from an authority's filing
    flags: list[str] = []  # warnings of the identifier, e.g. "early-pilot-variant"


class OrganisationUpdated(Event, frozen=True, kw_only=True, tag="organisation.updated/1"):
    subject: str
    name: str
    subject_kind: str
    region: str = ""
    registered_on: date | None = None
    status: str = ""
    flags: list[str] = []


# --- records ---------------------------------------------------------------------------------


class RecordFiled(Event, frozen=True, kw_only=True, tag="record.filed/1"):
    """What an authority decided elsewhere, as it filed it. It lists nobody."""

    subject: str
    category: str
    form: str
    document: str  # number of the authority's document ("" where the form has none)
    decided_on: date
    content: dict[str, str | int]  # the form's fields; money in fen (1/100 yuan) or micro-units as the form says
    publication: str = ""  # publication class
    publish_from: date | None = None  # None: held, not published
    publish_until: date | None = None
    retain_until: date
    fingerprint: str
    held: int = 0  # seq of the row.held it was identified from, if any
    named: str = ""  # the name under which that row waited; a person's, under that person's key


class RecordCorrected(Event, frozen=True, kw_only=True, tag="record.corrected/1"):
    record: int
    changes: dict[str, str | int]
    reason: str  # coded
    document: str


class RecordWithdrawn(Event, frozen=True, kw_only=True, tag="record.withdrawn/1"):
    record: int
    reason: str  # coded: annulled | filed-in-error | source-withdrew | objection-upheld | ended | misattributed
    document: str


class RowHeld(Event, frozen=True, kw_only=True, tag="row.held/1"):
    """A row that names an organisation by no code: kept apart until an officer identifies it."""

    form: str
    name: str
    content: dict[str, str | int]
    fingerprint: str
    lapses_on: date
    category: str = ""


class RowDismissed(Event, frozen=True, kw_only=True, tag="row.dismissed/1"):
    """A waiting row that an officer found to be nobody's to keep; its content is erased with it."""

    row: int
    reason: str  # coded


class RecordMoveProposed(Event, frozen=True, kw_only=True, tag="record.move-proposed/1"):
    """A record was filed on the wrong subject: hidden there at once, waiting for a second officer."""

    record: int
    subject: str  # whom it was filed on
    to: str  # whom it is said to concern
    reason: str  # coded
    document: str
    corrected: bool = False  # as it stood before it was hidden


class RecordMoved(Event, frozen=True, kw_only=True, tag="record.moved/1"):
    """The second officer's word: the record is ``to``'s (or, refused, stays its subject's), within the same windows."""

    record: int
    subject: str
    to: str
    proposed: int  # seq of the proposal
    corrected: bool = False
    publish_from: date | None = None
    publish_until: date | None = None


class OrganisationSucceeded(Event, frozen=True, kw_only=True, tag="organisation.succeeded/1"):
    """One organisation takes another's legal place. Shown on both; nothing is inherited with it (Article 10)."""

    subject: str
    successor: str
    how: str  # merger | division | absorption | conversion
    document: str
    since: date


class OrganisationDissolved(Event, frozen=True, kw_only=True, tag="organisation.dissolved/1"):
    subject: str
    document: str
    since: date


# --- a list's procedure ----------------------------------------------------------------------


class StatedFact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fact of a case and the document it stands in."""

    fact: str
    value: bool | int | str  # a date as ISO text: JSON has no dates, and a replay must read what was written
    document: str = ""


StatedFacts = list[StatedFact]


class ListingProposed(Event, frozen=True, kw_only=True, tag="listing.proposed/1"):
    case: str
    subject: str
    list: str
    ground: str
    facts: StatedFacts
    conduct_on: date  # the law of this day (or milder later law) governs the grounds
    proposed_on: date | None = None  # the day the case was opened: no notice of it was served before
    reasons: Texts  # the criterion's trace, one line per clause
    cites: Texts
    named: str = ""  # a natural person's name, for the letters to that person alone; under that person's key
    answers_for: str = ""  # the organisation's case for which a responsible person answers, with a decision of its own
    source: str = ""  # the case whose listing it would carry out


class NoticeServed(Event, frozen=True, kw_only=True, tag="listing.notice-served/1"):
    case: str
    served_on: date
    method: str  # delivered | refused | public-notice
    document: str
    answer_by: date  # last day to answer: computed once, quoted by the letter
    provisional: bool = False  # it rests on a working calendar not yet published
    proof: str = ""  # reference of the proof of service, where a delivery or a receipt gives one
    decide_by: date | None = None  # last day for the approval; the case lapses after it. None: entries from before
    decide_basis: str = ""  # the citation, or "register" where the list's law gives no time


class AnswerReceived(Event, frozen=True, kw_only=True, tag="listing.answer-received/1"):
    case: str
    received_on: date
    document: str


class ListingDecided(Event, frozen=True, kw_only=True, tag="listing.decided/1"):
    """The named officer's decision; without effect until another officer approves it."""

    case: str
    outcome: str  # list | drop
    document: str
    answer_considered: str = ""  # coded: none | rejected | partly-accepted


class RemedyDeadline(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    remedy: str
    until: date | None
    cite: str
    provisional: bool = False  # it rests on a working calendar not yet published
    after: str = ""  # counts from service of the answer to that remedy: no last day yet


RemedyDeadlines = list[RemedyDeadline]


class ListingApproved(Event, frozen=True, kw_only=True, tag="listing.approved/1"):
    """The second officer's approval: the listing begins once this entry is sealed."""

    case: str
    subject: str
    list: str
    decided_by: str
    document: str
    since: date
    until: date | None  # None: ends on an event, reviewed by ``review_by``
    review_by: date | None
    ends_on: Texts  # the closed list of ending events
    repair_from: date | None
    remedies: RemedyDeadlines
    retention_months: int
    source: str = ""  # the case whose listing it carries out: no effect where that has none


class ListingDropped(Event, frozen=True, kw_only=True, tag="listing.dropped/1"):
    case: str
    subject: str
    list: str
    reason: str
    retain_until: date


class ObjectionOpened(Event, frozen=True, kw_only=True, tag="listing.objection-opened/1"):
    case: str
    subject: str
    list: str
    document: str
    decide_by: date | None
    provisional: bool = False


class ObjectionDecided(Event, frozen=True, kw_only=True, tag="listing.objection-decided/1"):
    case: str
    subject: str
    list: str
    upheld: bool
    document: str


class ListingReviewed(Event, frozen=True, kw_only=True, tag="listing.reviewed/1"):
    """Renewed at its dated review; without this entry the listing lapses on ``review_by``."""

    case: str
    subject: str
    list: str
    review_by: date
    retain_until: date


class ListingEnded(Event, frozen=True, kw_only=True, tag="listing.ended/1"):
    case: str
    subject: str
    list: str
    ending: str  # one of the list's endings
    ended_on: date
    document: str
    retain_until: date
    occurred_on: date | None = None  # the day of the event, where it was said (of performance, of a payment)
    due_by: date | None = None  # the last day that the law gave to carry it out, computed from that day


class ListingMirrored(Event, frozen=True, kw_only=True, tag="listing.mirrored/1"):
    """An entry of a list kept elsewhere, as its source states it; attributed, dated, reviewed."""

    case: str
    subject: str
    list: str
    source: str  # the sanctioning body as the source names it
    sanction: str  # the source's own words for the sanction's kind
    variant: str = ""  # the rulebook's id for that kind
    territory: str = ""
    since: date | None = None  # None: the source states no beginning
    until: date | None = None  # None: the source states no end
    review_by: date
    fingerprint: str
    retention_months: int


# --- forgetting ------------------------------------------------------------------------------


class Erased(Event, frozen=True, kw_only=True, tag="entries.erased/1"):
    """The bodies and keys of these entries are destroyed; the journal's root stays as it was."""

    targets: list[int]
    cases: list[str] = []
    subjects: list[str] = []  # whose standing changes with it (random ids)
    reason: str  # retention | annulled | article-3 | dismissed | declined


ALL: tuple[type[Event], ...] = tuple(Event.__subclasses__())
KINDS: dict[str, type[Event]] = {str(cls.__struct_config__.tag): cls for cls in ALL}
AnyEvent = (
    RegisterOpened | RegisterCountersigned | RegisterKeyRotated | OfficerEnrolled | MandateGranted | EditionAdopted
    | FileOpened | FileClosed | OrganisationRegistered | OrganisationUpdated | RecordFiled | RecordCorrected
    | RecordWithdrawn | RowHeld | RowDismissed | RecordMoveProposed | RecordMoved | OrganisationSucceeded
    | OrganisationDissolved | ListingProposed | NoticeServed | AnswerReceived | ListingDecided | ListingApproved
    | ListingDropped | ObjectionOpened | ObjectionDecided | ListingReviewed | ListingEnded | ListingMirrored
    | Erased | ProcedureEvent | GovernanceEvent | HonourEvent
)
