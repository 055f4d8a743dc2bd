"""All that the register refuses by construction."""

from __future__ import annotations

from xinyong.law.refusals_persons import PERSONS, Practice
from xinyong.law.refusals_procedures import PROCEDURES

__all__ = ["PRACTICES", "Practice"]

PRACTICES: tuple[Practice, ...] = PERSONS + PROCEDURES
