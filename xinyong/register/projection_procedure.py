"""What each later step of a listing changes in the tables. Part of ``register.projection``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from xinyong.law.dates import add_months
from xinyong.register import events as ev
from xinyong.register.casefile import DROPPED_MONTHS, lapse_of
from xinyong.register.entries import Entry, Op, Patch, Put
from xinyong.register.projection_standing import begun, exempted, patched, told


def _noted(entry: Entry, event: Any) -> list[Op]:
    """A step that changes nothing about where the listing stands."""
    return [Put("case_entry", (event.case, entry.seq))]


def _changed(entry: Entry, event: Any, **values: Any) -> list[Op]:
    ops = [*told(entry, event), *_noted(entry, event)]
    return [patched(event, **values), *ops] if values else ops


def _hearing_requested(entry: Entry, event: ev.HearingRequested) -> list[Op]:
    # Entered late, it undoes a decision that was not approved yet: that one heard nobody.
    return [Patch("casefile", (event.case,), {"stage": "noticed"}), *_noted(entry, event)]


def _suppressed(entry: Entry, event: ev.PublicationSuppressed) -> list[Op]:
    return _changed(entry, event, unpublished=1)


def _suspended(entry: Entry, event: ev.EffectSuspended) -> list[Op]:
    relief_on = None if event.decide_by is None else event.decide_by + timedelta(days=1)
    return [*_changed(entry, event, suspended=1, relief_on=relief_on), *_kept(event)]


def _kept(event: ev.EffectSuspended | ev.EffectResumed) -> list[Op]:
    keep = event.retain_until
    return [] if keep is None else [Patch("casefile", (event.case,), {"retain_until": keep})]


def _resumed(entry: Entry, event: ev.EffectResumed) -> list[Op]:
    # Adverse: no effect before this entry is sealed.
    return [*_changed(entry, event, suspended=0, relief_on=None, binds=entry.seq), *_kept(event)]


def _contest_opened(entry: Entry, event: ev.ContestOpened) -> list[Op]:
    return _changed(entry, event, contested=1)


def _contest_decided(entry: Entry, event: ev.ContestDecided) -> list[Op]:
    return [*_changed(entry, event, contested=0), *_shortened(event)]


def _corrected(entry: Entry, event: ev.ListingCorrected) -> list[Op]:
    if event.until is None:
        return _noted(entry, event)
    return [*_changed(entry, event), *_shortened(event)]


def _shortened(event: ev.ContestDecided | ev.ListingCorrected) -> list[Op]:
    """An earlier end, and with it an earlier day of forgetting."""
    if event.until is None:
        return []
    return [
        patched(event, until=event.until),
        Patch("casefile", (event.case,), {"retain_until": event.retain_until}),
    ]


def _exempted(entry: Entry, event: ev.Exempted) -> list[Op]:
    return [
        *exempted(entry, event, event.action, event.since, event.until),
        *_noted(entry, event),
    ]


def _extended(entry: Entry, event: ev.ListingExtended) -> list[Op]:
    return [
        *_changed(entry, event, until=event.until),
        Patch("casefile", (event.case,), {"retain_until": event.retain_until}),
    ]


def _restored(entry: Entry, event: ev.ListingRestored) -> list[Op]:
    return [
        *_changed(entry, event, ended_on=None, binds=entry.seq, restored=entry.seq),
        Patch("casefile", (event.case,), {"stage": "listed", "retain_until": event.retain_until}),
    ]


def _legacy_decided(entry: Entry, event: ev.LegacyDecided) -> list[Op]:
    over = None if event.decided_on is None else lapse_of(event.decided_on)
    keep = None if over is None else add_months(over, DROPPED_MONTHS)
    return [
        Put("casefile", (event.case, event.subject, event.list, entry.authority, "legacy", entry.seq, keep, over)),
        *_noted(entry, event),
    ]


def _legacy_taken(entry: Entry, event: ev.LegacyTaken) -> list[Op]:
    keep = add_months(min(event.until or event.review_by, event.review_by), event.retention_months)
    return [
        Patch("casefile", (event.case,), {"stage": "listed", "retain_until": keep, "lapses_on": None}),
        *begun(entry, event, event.since, event.until, event.review_by),
        *_noted(entry, event),
    ]


PROCEDURE: dict[type, Callable[[Entry, Any], list[Op]]] = {
    ev.HearingRequested: _hearing_requested,
    ev.HearingInvited: _noted,
    ev.HearingHeld: _noted,
    ev.HearingWaived: _noted,
    ev.DecisionNotified: _noted,
    ev.StepDecided: _noted,
    ev.StepDeclined: _noted,
    ev.PublicationSuppressed: _suppressed,
    ev.EffectSuspended: _suspended,
    ev.EffectResumed: _resumed,
    ev.RepairApplied: _noted,
    ev.RepairDecided: _noted,
    ev.PledgeMade: _noted,
    ev.PledgeEnded: _noted,
    ev.ContestOpened: _contest_opened,
    ev.ContestDecided: _contest_decided,
    ev.ListingWithdrawn: _noted,
    ev.ListingCorrected: _corrected,
    ev.Exempted: _exempted,
    ev.ListingExtended: _extended,
    ev.ListingRestored: _restored,
    ev.EmployerTold: _noted,
    ev.LegacyDecided: _legacy_decided,
    ev.LegacyTaken: _legacy_taken,
}
