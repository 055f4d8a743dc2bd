"""Where a listing stands in the tables. Part of ``register.projection``.

An organisation's and a natural person's stand apart: pages, feeds, the check index and replicas read ``standing``
and follow ``standing_change``, and nothing of a person is ever written there (Article 11). Which of the two it is the
case's id tells, so that a projection still looks at nothing but its entry.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from xinyong.register.entries import Delete, Entry, Op, Patch, Put
from xinyong.subjects.ids import is_person_case


class Listing(Protocol):
    """An event that names whose listing it is about."""

    @property
    def case(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def list(self) -> str: ...


def standing_of(case: str) -> str:
    """The table in which the case's listing stands."""
    return "person_standing" if is_person_case(case) else "standing"


def exemption_of(case: str) -> str:
    """The table in which its exemptions stand."""
    return "person_exemption" if is_person_case(case) else "exemption"


def begun(
    entry: Entry, event: Listing, since: date | None, until: date | None, review_by: date | None, variant: str = "",
    source: str = "",
) -> list[Op]:
    """A listing that begins; ``source``: the case whose listing it carries out."""
    row = (
        event.subject, event.list, event.case, entry.authority, since, until, review_by, None, 0, variant, 0, 0, 0,
        None, entry.seq, entry.seq, source, 0, 0,
    )
    return [Put(standing_of(event.case), row), *told(entry, event)]


def patched(event: Listing, **values: Any) -> Op:
    """Some columns of a listing's row."""
    return Patch(standing_of(event.case), (event.subject, event.list, event.case), values)


def told(entry: Entry, event: Listing) -> list[Op]:
    """What the check index follows: nothing for a person, whom no index holds."""
    return [] if is_person_case(event.case) else [Put("standing_change", (entry.seq, event.subject))]


def exempted(entry: Entry, event: Listing, action: str, since: date, until: date) -> list[Op]:
    """One action that the listing does not touch."""
    row = (entry.seq, event.subject, event.case, action, since, until)
    return [Put(exemption_of(event.case), row), *told(entry, event)]


def forgotten(case: str) -> list[Op]:
    """Everything about a case that was erased."""
    return [
        Delete(standing_of(case), "id", case), Delete(exemption_of(case), "id", case), Delete("casefile", "id", case),
        Delete("case_entry", "id", case), Delete("responsible", "id", case),
        Delete("responsible", "answers_for", case),
    ]
