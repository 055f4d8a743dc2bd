"""Until when a case is kept: counted from its end, whatever ended it (Article 14)."""

from __future__ import annotations

from datetime import date, timedelta

from xinyong.law.dates import add_months
from xinyong.register.casefile import CaseState


def retained_until(state: CaseState, today: date) -> date:
    """Retention counts from the end: what the clock ended before is not kept longer by a later word about it."""
    ends = [day for day in (today, state.until, state.review_by, relief_on(state)) if day is not None]
    return add_months(min(ends), retention_of(state))


def relief_on(state: CaseState) -> date | None:
    """The day on which a suspension that was not settled in time ended the listing, if it is such a one."""
    decide_by = state.suspended.decide_by if state.suspended else None
    return None if decide_by is None else decide_by + timedelta(days=1)


def kept_until(state: CaseState, until: date | None = None) -> date:
    """How long the case is kept if the listing runs on until the clock ends it (``until``: its end from now on)."""
    ends = [day for day in (until or state.until, state.review_by, relief_on(state)) if day is not None]
    return add_months(min(ends), retention_of(state))


def retention_of(state: CaseState) -> int:
    """Months the case is kept after its end, as fixed when it began."""
    assert state.begun is not None, "a listed case was approved, mirrored or taken over"
    return state.begun.retention_months
