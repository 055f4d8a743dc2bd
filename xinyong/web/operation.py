"""What the operator's own instruments read: whether the register answers, whether all is well, and its figures.

OpenMetrics text (https://prometheus.io/docs/specs/om/open_metrics_spec/), written by hand: a dozen figures, every
label from a closed set of ours (an outcome, an Article's number, an error's code), none from a request.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xinyong.check.asking import index_of
from xinyong.office import Office
from xinyong.office.counters import REFUSALS, ROWS
from xinyong.web import door

OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
SEAL_LATE_S = 30.0  # sealing follows within a second: later than this and something is wrong
_NO_STORE = {"Cache-Control": "no-store"}


class Vitals(NamedTuple):
    """How the register stands at one moment."""

    recorded: int
    integrated: int
    sealed: int
    unsealed_for_s: float  # since the newest entry, while it is not under a checkpoint; else 0
    index_lag: int  # entries the check index has not read yet
    clock_went_back: bool
    clock_ahead_s: float  # of the newest entry
    behind: int
    due: int  # things whose retention has ended and which an officer has not erased yet
    outcomes: dict[str, int]


def vitals(office: Office) -> Vitals:
    """The register's figures, from one snapshot."""
    with office.store.reading() as reading:
        recorded, sealed, integrated = reading.size(), reading.sealed_size(), reading.tree_size()
        last = reading.last_recorded_at()
        files = reading.rows("file")
        tomorrow = office.today(reading) + timedelta(days=1)
        due = sum(
            len(reading.before(table, column, tomorrow, 1000))
            for table, column in (("record", "retain_until"), ("held", "lapses_on"), ("casefile", "retain_until"))
        )
    since = (office.clock() - last) / 1000
    applied = index_of(office).position().applied
    return Vitals(
        recorded=recorded, integrated=integrated, sealed=sealed,
        unsealed_for_s=max(0.0, since) if recorded > sealed else 0.0, index_lag=max(0, recorded - applied),
        clock_went_back=office.store.clock_went_back, clock_ahead_s=since, behind=office.store.behind, due=due,
        outcomes={name: sum(row[name] for row in files) for name in ("accepted", "already_held", "refused", "waiting")},
    )


def problems(found: Vitals) -> list[str]:
    """Codes of what is not as it should be; [] when all is well."""
    wrong = {
        "register-behind": found.behind > 0, "clock-went-back": found.clock_went_back,
        "not-sealed": found.unsealed_for_s > SEAL_LATE_S,
    }
    return [code for code, holds in wrong.items() if holds]


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """``ok`` once the register can be read: for whoever restarts a process that does not answer."""
    with door.office().store.reading() as reading:
        reading.size()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=_NO_STORE)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when all is well, else 503, with what is wrong as codes that the runbook explains."""
    found = vitals(door.office())
    wrong = problems(found)
    answer: dict[str, Any] = {
        "ready": not wrong, "problems": wrong, "recorded": found.recorded, "sealed": found.sealed,
        "index_lag": found.index_lag,
    }
    body, status = msgspec.json.encode(answer) + b"\n", 503 if wrong else 200
    return HttpResponse(body, content_type="application/json", status=status, headers=_NO_STORE)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """``/metrics``: the figures in OpenMetrics."""
    office = door.office()
    started = time.perf_counter()
    text = exposition(vitals(office), office.counters.read())
    text += "".join(_family("xinyong_scrape_seconds", "gauge", "Time it took to gather these figures.",
                            [((), time.perf_counter() - started)]))
    return HttpResponse(text + "# EOF\n", content_type=OPENMETRICS, headers=_NO_STORE)


Labels = Sequence[tuple[str, str]]


def exposition(found: Vitals, counted: dict[str, dict[str, int]]) -> str:
    """The figures as OpenMetrics text, without its end mark."""
    plain: tuple[tuple[str, str, str, float], ...] = (
        ("xinyong_entries_recorded", "counter", "Entries that have a durable number.", found.recorded),
        ("xinyong_entries_integrated", "counter", "Entries in the Merkle tree.", found.integrated),
        ("xinyong_entries_sealed", "counter", "Entries under a signed checkpoint.", found.sealed),
        ("xinyong_unsealed_seconds", "gauge", "Time the newest entry has waited for a checkpoint.",
         found.unsealed_for_s),
        ("xinyong_index_lag_entries", "gauge", "Entries that the check index has not read yet.", found.index_lag),
        ("xinyong_missing_entries", "gauge", "Acknowledged entries that a restored register lacks.", found.behind),
        ("xinyong_retention_due", "gauge", "Things whose retention ended, not erased yet (at most 1000 of each kind).",
         found.due),
        ("xinyong_clock_went_back", "gauge", "1 while the clock stands before the newest entry.",
         int(found.clock_went_back)),
        ("xinyong_clock_ahead_seconds", "gauge", "The clock, less the time of the newest entry.", found.clock_ahead_s),
    )
    lines = [line for name, kind, told, value in plain for line in _family(name, kind, told, [((), value)])]
    lines += _family("xinyong_intake_rows", "counter", "Rows of closed files by outcome.",
                     [((("outcome", name.replace("_", "-")),), count) for name, count in found.outcomes.items()])
    lines += _family("xinyong_intake_refused_rows", "counter", "Refused rows by the code of the reason.",
                     [((("reason", code),), count) for code, count in sorted(counted[ROWS].items())])
    lines += _family("xinyong_refusals", "counter", "Refused decisions by Article; 0: an instrument or a role.",
                     [((("article", number),), count) for number, count in sorted(counted[REFUSALS].items())])
    return "".join(lines)


def _family(name: str, kind: str, told: str, samples: Iterable[tuple[Labels, float]]) -> list[str]:
    """One family: its type, what it says, a line for each sample. A counter's samples end in ``_total``."""
    suffix = "_total" if kind == "counter" else ""
    lines = [f"# TYPE {name} {kind}\n", f"# HELP {name} {told}\n"]
    for labels, value in samples:
        inside = ",".join(f'{key}="{label}"' for key, label in labels)
        lines.append(f"{name}{suffix}{{{inside}}} {value}\n" if inside else f"{name}{suffix} {value}\n")
    return lines
