"""What honours and neutral statuses change in the tables. Part of ``register.projection``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xinyong.law.dates import add_months
from xinyong.register import events as ev
from xinyong.register.entries import Entry, Op, Patch, Put
from xinyong.register.projection_standing import begun, forgotten, patched, told


def _declined(entry: Entry, event: ev.HonourDeclined) -> list[Op]:
    """Nothing of the case is left but its id, its list and the wish: the entry that follows destroys the rest."""
    kept = (event.case, event.subject, event.list, entry.authority, "declined", entry.seq, event.retain_until, None)
    return [
        *forgotten(event.case),
        Put("casefile", kept),
        Put("case_entry", (event.case, entry.seq)),
        *told(entry, event),
    ]


def _lost(entry: Entry, event: ev.HonourLost) -> list[Op]:
    return _moved(entry, event, "lost", entry.seq)


def _returned(entry: Entry, event: ev.HonourReturned) -> list[Op]:
    return _moved(entry, event, "listed", 0)


def _moved(entry: Entry, event: ev.HonourLost | ev.HonourReturned, stage: str, lost: int) -> list[Op]:
    return [
        patched(event, lost=lost),
        Patch("casefile", (event.case,), {"stage": stage, "retain_until": event.retain_until}),
        *told(entry, event),
        Put("case_entry", (event.case, entry.seq)),
    ]


def _status(entry: Entry, event: ev.StatusFiled) -> list[Op]:
    last = event.until or event.review_by
    assert last is not None, "Article 7: a status has an end or a review"
    keep = add_months(last, event.retention_months)
    return [
        Put("casefile", (event.case, event.subject, event.list, entry.authority, "listed", entry.seq, keep, None)),
        Put("case_entry", (event.case, entry.seq)),
        *begun(entry, event, event.since, event.until, event.review_by),
        Put("fingerprint", (event.fingerprint, entry.seq, "held")),
    ]


HONOURS: dict[type, Callable[[Entry, Any], list[Op]]] = {
    ev.HonourDeclined: _declined,
    ev.HonourLost: _lost,
    ev.HonourReturned: _returned,
    ev.StatusFiled: _status,
}
