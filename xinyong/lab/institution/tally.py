"""What a run counts, and what it finds wrong."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Literal, NamedTuple

Found = Literal[
    "allowed",  # went through although the Articles or the list's law forbid it
    "refused",  # refused although it is due: a way that the law gives is closed
    "differs",  # what was recorded is not what the law computes
    "restricted",  # a verdict or a standing that no due process stands behind
    "outside",  # a measure or action outside the catalogue of that day
    "exposed",  # something of a person where others may read it, or an answer that tells too much
    "praised",  # an honour beside what ends it, or twice
    "endless",  # a standing without an end or a review
    "numbers",
    "time",  # not contiguous; recorded_at went back
    "replay",
    "verify",
    "remembered",
    "lost",
    "fault",
]


class Violation(NamedTuple):
    """One thing that must never be, and how to see it again."""

    kind: Found
    seed: int
    step: int
    day: date
    case: int  # the simulator's own number; −1 where it is nobody's
    detail: str
    moves: tuple[str, ...]  # the last of that case, or of the whole run

    def __str__(self) -> str:
        moves = "\n    ".join(self.moves)
        return (
            f"VIOLATION {self.kind}: {self.detail}\n  seed {self.seed}, step {self.step}, {self.day}, case {self.case}"
            f"\n    {moves}"
        )


@dataclass
class Tally:
    """Counts of one run. ``digest`` is the run's own: the same seed gives the same."""

    seed: int
    most: int = 10  # violations, after which the run stops
    steps: int = 0
    cases: int = 0
    entries: int = 0
    listings: int = 0
    checks: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    moves: Counter[str] = field(default_factory=Counter)
    lists: Counter[str] = field(default_factory=Counter)
    violations: list[Violation] = field(default_factory=list)
    last: deque[str] = field(default_factory=lambda: deque(maxlen=12))
    _hash: Any = field(default_factory=sha256)

    def trace(self, line: str) -> None:
        """One move and what came of it, in the simulator's own names: no id, key or number of the register's making."""
        self._hash.update(line.encode() + b"\n")
        self.last.append(line)

    @property
    def digest(self) -> str:
        """SHA-256 of the trace (hex)."""
        return str(self._hash.hexdigest())

    def as_dict(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {
            "seed": self.seed,
            "cases": self.cases,
            "steps": self.steps,
            "violations": len(self.violations),
            "found": [each._asdict() for each in self.violations],
            "entries": self.entries,
            "listings": self.listings,
            "checks": self.checks,
            "ended": dict(sorted(self.ended.items())),
            "refusals": dict(sorted(self.refusals.items(), key=lambda pair: (len(pair[0]), pair[0]))),
            "faults": dict(sorted(self.faults.items())),
            "moves": dict(sorted(self.moves.items())),
            "lists": dict(sorted(self.lists.items())),
            "digest": self.digest,
        }
