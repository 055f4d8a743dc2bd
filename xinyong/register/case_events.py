"""What can happen to a listing after it was decided: its service, relief, contests, and later steps.

Part of ``register.events``. Each names case, subject and list, so that its projection looks at nothing else.
"""

from __future__ import annotations

from datetime import date

import msgspec

from xinyong.register.event import Event


class CaseEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Mixin: whose listing it is about."""

    case: str
    subject: str
    list: str


class HearingRequested(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.hearing-requested/1"):
    """The subject asks to be heard, in time and where the list's law lets it: nothing is decided before (Article 5)."""

    received_on: date
    document: str


class HearingInvited(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.hearing-invited/1"):
    """Served on ``served_on`` with at least the law's days of notice; the newest invitation counts."""

    served_on: date
    held_on: date  # the day of the hearing
    place: str  # an office's address or room: never a person's
    document: str
    notice_days: int
    basis: str  # the citation, or "register" where the list's law gives no number of days


class HearingHeld(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.hearing-held/1"):
    """The record of the hearing, kept by the officer who presided."""

    held_on: date
    document: str  # number of the record
    heard: Heard


class HearingWaived(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.hearing-waived/1"):
    """The subject gave its hearing up, or stayed away from it although invited in time. Held against nobody."""

    how: str  # given-up | stayed-away
    document: str


Heard = list[str]  # by office, never by name: legal-representative | responsible-person | agent | expert | witness


class DecisionNotified(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.notified/1"):
    """The decision was served, and with it how it is repaired; remedies count from this service."""

    served_on: date
    method: str
    document: str
    repair_notice: str = ""  # its document; "" where law bars repair
    remedies: RemedyDays


class RemedyDay(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last day of one remedy; None as long as the listing lasts, or until that of ``after`` is answered."""

    remedy: str
    until: date | None
    cite: str
    provisional: bool = False
    after: str = ""


RemedyDays = list[RemedyDay]


class StepDecided(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.step-decided/1"):
    """One officer decides an adverse step on a listing; without effect until another approves it (Article 6)."""

    step: str  # one of ``approve_step.STEPS``
    document: str
    extension: str = ""
    months: int = 0
    decided_on: date | None = None  # not approved within the time of a draft, it falls; None: entries from before
    capacity: str = ""  # coded: in which a listed person's employer is to be told
    ending: str = ""  # withdraw-honour: the ending of the honour's law


class StepDeclined(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.step-declined/1"):
    """The second officer does not approve: the step falls."""

    step: str


class PublicationSuppressed(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.publication-suppressed/1"):
    reason: str  # coded
    document: str


class EffectSuspended(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.suspended/1"):
    """No effect from now on. ``decide_by``: resumed by then, or never (relief of a wrong subject)."""

    reason: str  # wrong-subject | authority-stay | reconsideration-stay | court-stay
    document: str
    decide_by: date | None = None
    provisional: bool = False
    retain_until: date | None = None


class EffectResumed(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.resumed/1"):
    document: str
    retain_until: date | None = None


class RepairApplied(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.repair-applied/1"):
    document: str
    received_on: date
    decide_by: date | None = None
    provisional: bool = False


class RepairDecided(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.repair-decided/1"):
    granted: bool
    document: str


class PledgeMade(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.pledge-made/1"):
    template: str
    document: str


class PledgeEnded(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.pledge-ended/1"):
    how: str  # withdrawn | breached
    document: str


class ContestOpened(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.contest-opened/1"):
    """Reconsideration or a suit against the listing; flagged on every answer until it is decided."""

    remedy: str  # reconsideration | litigation
    document: str  # number under which it was accepted
    opened_on: date


class ContestDecided(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.contest-decided/1"):
    remedy: str
    outcome: str  # upheld | varied | annulled | abandoned
    document: str
    until: date | None = None  # varied: the earlier day on which it now ends
    retain_until: date | None = None


class ListingWithdrawn(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.withdrawn/1"):
    """It should not have been: whoever was told of the listing is told of this (Article 8)."""

    reason: str  # coded
    document: str


class ListingCorrected(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.corrected/1"):
    """Particulars mended: never longer, never on another subject or ground."""

    reason: str
    document: str
    decision: str = ""  # the right number of the decision
    until: date | None = None  # the right, earlier end
    retain_until: date | None = None


class Exempted(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.exempted/1"):
    """One action is free for the subject from ``since`` until the day before ``until``."""

    action: str
    since: date
    until: date
    reason: str  # coded
    document: str


class ListingExtended(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.extended/1"):
    extension: str
    cite: str
    document: str
    until: date
    retain_until: date


class ListingRestored(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.restored/1"):
    """A repair got by falsehood is revoked: what was left of the listing runs on, to the end it had."""

    cite: str
    document: str
    retain_until: date


class EmployerTold(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.employer-told/1"):
    """A listed person's employer is told of the listing, by a decision of its own. Where that is stands nowhere."""

    cite: str
    capacity: str  # coded
    document: str


class LegacyDecided(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.legacy-decided/1"):
    """One officer takes over an entry of a list kept before this register; without effect until approved."""

    document: str
    since: date | None = None  # as the old list states it; None: it states none
    until: date | None = None
    conduct_on: date | None = None
    decided_on: date | None = None  # not approved within the time of a draft, it lapses; None: entries from before


class LegacyTaken(Event, CaseEvent, frozen=True, kw_only=True, tag="listing.legacy-taken/1"):
    """Taken over with the dates it states and no others; it lapses at its review, unless decided afresh."""

    decided_by: str
    document: str
    since: date | None = None
    until: date | None = None
    review_by: date
    ends_on: Endings
    retention_months: int


Endings = list[str]
ProcedureEvent = (
    HearingRequested | HearingInvited | HearingHeld | HearingWaived
    | DecisionNotified | StepDecided | StepDeclined | PublicationSuppressed | EffectSuspended | EffectResumed
    | RepairApplied | RepairDecided | PledgeMade | PledgeEnded | ContestOpened | ContestDecided | ListingWithdrawn
    | ListingCorrected | Exempted | ListingExtended | ListingRestored | LegacyDecided | LegacyTaken | EmployerTold
)
