"""An entry as read back, and the table operations that follow from one.

These stand here and not in the journal so that projections stay pure: the journal stores and
replays them, whichever database it stands on.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """An entry as read back. ``event`` is None once its body was erased."""

    seq: int
    kind: str
    recorded_at: int  # milliseconds since 1970 UTC, never decreasing
    effective_from: date | None
    edition: str  # digest of the rulebook edition it was made under
    authority: str
    officer: str
    cause: int
    event: Any | None


class Put(NamedTuple):
    """Insert or replace a whole row (values in the table's column order)."""

    table: str
    row: tuple[Any, ...]


class Patch(NamedTuple):
    """Set some columns of the row with this key."""

    table: str
    key: tuple[Any, ...]
    values: dict[str, Any]


class Delete(NamedTuple):
    """Delete the rows whose ``column`` equals ``value``."""

    table: str
    column: str
    value: Any


Op = Put | Patch | Delete
