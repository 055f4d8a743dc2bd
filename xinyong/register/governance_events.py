"""What two officers decide about the register itself, and what one takes back. Part of ``register.events``."""

from __future__ import annotations

from datetime import date

from xinyong.register.event import Event


class MandateProposed(Event, frozen=True, kw_only=True, tag="mandate.proposed/1"):
    """One operator's officer proposes; the mandate is granted when another confirms (Article 6)."""

    authority: str
    power: str
    scope: str
    cite: str
    since: date
    until: date | None = None


class MandateRevoked(Event, frozen=True, kw_only=True, tag="mandate.revoked/1"):
    """A granted mandate ends on ``until``; what was decided under it stands."""

    authority: str
    power: str
    scope: str
    since: date  # of the mandate: names which one
    until: date
    reason: str  # coded


class OfficerRevoked(Event, frozen=True, kw_only=True, tag="officer.revoked/1"):
    """The credential signs nothing after this entry; neither it nor the officer's id is given to somebody else."""

    officer: str
    reason: str  # coded


class ReplacementProposed(Event, frozen=True, kw_only=True, tag="officer.replacement-proposed/1"):
    """One other officer proposes a new key for an officer who lost the credential; it counts once another confirms."""

    officer: str
    key: str  # hex Ed25519 public key
    reason: str  # coded
    proposed_on: date


class CredentialReplaced(Event, frozen=True, kw_only=True, tag="officer.credential-replaced/1"):
    """The officer, still the same person under the same id, signs with this key after this entry."""

    officer: str
    key: str
    reason: str  # coded
    proposed: int  # seq of the proposal


class EditionProposed(Event, frozen=True, kw_only=True, tag="edition.proposed/1"):
    """An authority's officer signs an edition; it is adopted when another of its officers does."""

    rulebook: str
    edition: str
    since: date
    stricter: bool
    articles: str  # digest of the Articles under which it was made


class SuccessionProposed(Event, frozen=True, kw_only=True, tag="authority.succession-proposed/1"):
    authority: str
    successor: str
    cite: str
    since: date


class AuthoritySucceeded(Event, frozen=True, kw_only=True, tag="authority.succeeded/1"):
    """An authority was reorganised: its cases and records are its successor's from ``since`` on."""

    authority: str
    successor: str
    cite: str  # the instrument that reorganised it
    since: date
    proposed: int  # seq of the proposal


class LookUpsSealed(Event, frozen=True, kw_only=True, tag="look-ups.sealed/1"):
    """What the log of look-ups about persons came to: numbers and a digest, and nothing of whom or by whom."""

    first: int
    last: int
    digest: str  # hex RFC 6962 root of the look-ups' salted commitments


class DisclosureProposed(Event, frozen=True, kw_only=True, tag="disclosure.proposed/1"):
    """One officer asks to read what is held on a person; sealed under the slot of that person's look-ups."""

    slot: str
    reason: str  # coded
    document: str


class DisclosureOpened(Event, frozen=True, kw_only=True, tag="disclosure.opened/1"):
    """The second officer's word: it is read once, today; the person sees both entries (Article 13)."""

    slot: str
    proposed: int
    on: date


GovernanceEvent = (
    LookUpsSealed | DisclosureProposed | DisclosureOpened | MandateProposed | MandateRevoked | OfficerRevoked
    | ReplacementProposed | CredentialReplaced | EditionProposed | SuccessionProposed | AuthoritySucceeded
)
