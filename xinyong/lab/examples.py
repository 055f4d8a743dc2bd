"""A case made from a list's own worked example: its facts, its ground, who decides it. For made-up registers alone.

Law experts write examples beside each rule; the trial register and the worked cases of ``docs/cases`` tell their cases
on those facts, so that no list is shown on facts that its law does not know.
"""

from __future__ import annotations

from datetime import date, timedelta

from xinyong.law.force import explain_version
from xinyong.law.model import Example, ListVersion, Rulebook
from xinyong.register.events import StatedFact


def example_of(version: ListVersion, ground: str = "") -> Example:
    """The first worked example whose facts ground a listing, on that ground if one is named."""
    return next(each for each in version.examples if each.outcome == "met" and ground in ("", each.ground))


def stated(version: ListVersion, example: Example, opened: date, document: str = "虚证") -> list[StatedFact]:
    """The example's facts, each in a document; a fact that is the example's day becomes the day of the case."""
    asked = {fact.id: fact for fact in version.facts}
    found = []
    for number, (name, value) in enumerate(example.facts.items(), 1):
        moved = opened if value == example.on else value
        plain = moved.isoformat() if isinstance(moved, date) else moved
        paper = f"{document}〔{opened.year}〕{number}号" if asked[name].document else ""
        found.append(StatedFact(fact=name, value=plain, document=paper))
    return found


def ground_of(listing: str, version: ListVersion, example: Example) -> str:
    """The ground that the example names, or the first that its facts meet. LookupError where they meet none."""
    if example.ground:
        return example.ground
    for ground in version.grounds:
        if explain_version(listing, version, example.facts, ground=ground.id).word == "met":
            return ground.id
    raise LookupError(f"{listing}: no ground is met by its own example")


def conduct_of(version: ListVersion, example: Example, opened: date) -> date:
    """A day of the conduct: thirty days before the case, not after any day of its facts, under this version's law."""
    days = [value for value in example.facts.values() if isinstance(value, date)]
    return max(version.since, min([opened - timedelta(days=30), *days]))


def decider(book: Rulebook, version: ListVersion, listing: str, opened: date) -> str:
    """The first authority that may decide the list on the day. StopIteration where there is none."""
    return next(
        each.id
        for each in book.authorities.values()
        if each.kind in version.managers
        and any(
            m.power == "list" and m.scope == listing and m.since <= opened and (m.until is None or opened < m.until)
            for m in each.mandates
        )
    )
