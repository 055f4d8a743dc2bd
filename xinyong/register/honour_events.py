"""What happens to honours and neutral statuses, besides what happens to every listing. Part of ``register.events``."""

from __future__ import annotations

from datetime import date

from xinyong.register.case_events import CaseEvent
from xinyong.register.event import Event

Endings = list[str]


class HonourDeclined(Event, CaseEvent, frozen=True, kw_only=True, tag="honour.declined/1"):
    """The subject refuses to be praised: what was recorded of the honour is erased, this wish alone is kept."""

    document: str  # the subject's application
    retain_until: date


class HonourLost(Event, CaseEvent, frozen=True, kw_only=True, tag="honour.lost/1"):
    """An adverse listing of the same subject takes the honour away, from the seal that gives that listing effect."""

    by: str  # the adverse listing's case
    cite: str  # of the honour's own law
    lost_on: date
    retain_until: date


class HonourReturned(Event, CaseEvent, frozen=True, kw_only=True, tag="honour.returned/1"):
    """The adverse listing has no effect, or was never rightful: the honour stands again, to the end it had."""

    by: str  # the adverse listing's case
    retain_until: date


class StatusFiled(Event, CaseEvent, frozen=True, kw_only=True, tag="status.filed/1"):
    """A neutral status as the body that gave it states it: its certificate, its expiry. It has no effect."""

    document: str  # number of the certificate or decision
    since: date
    until: date | None = None  # first day no longer in force; None: it states no expiry
    review_by: date | None = None  # lapses on this day unless renewed
    ends_on: Endings
    fingerprint: str
    retention_months: int


HonourEvent = HonourDeclined | HonourLost | HonourReturned | StatusFiled
