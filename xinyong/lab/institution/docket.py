"""What cases are made of: for each list that organisations can be on, facts of its law's own worked examples."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any, NamedTuple, get_args

from xinyong.lab.institution import reckoning as law
from xinyong.law.force import DECIDED_HERE
from xinyong.law.model import ListVersion, Rulebook, SubjectKind

PREFIXES = {"enterprise": "91", "sole-trader": "92", "social-organisation": "51", "government-body": "11"}
"""Kinds of organisation that are made up, and how their codes begin."""


class Material(NamedTuple):
    """A ground and the facts of a worked example."""

    ground: str
    facts: dict[str, Any]


class Docket:
    """The lists of a rulebook that organisations can be on, with materials by version."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.lists = [
            listing.id
            for listing in rulebook.lists.values()
            if listing.kind != "mirrored" and any(_organisations(version) for version in listing.versions)
        ]
        self.of_persons = [
            listing.id
            for listing in rulebook.lists.values()
            if listing.kind in DECIDED_HERE and any("person" in version.subjects for version in listing.versions)
        ]
        self._met: dict[tuple[str, date], list[Material]] = {}
        self._unmet: dict[tuple[str, date], list[Material]] = {}
        for name in dict.fromkeys([*self.lists, *self.of_persons]):
            for version in rulebook.lists[name].versions:
                self._read(name, version)

    def _read(self, name: str, version: ListVersion) -> None:
        met: list[Material] = []
        unmet: list[Material] = []
        for example in version.examples:
            facts = {fact: _plain(value) for fact, value in example.facts.items()}
            grounds = [example.ground] if example.ground else [each.id for each in version.grounds]
            lawful = [Material(ground, facts) for ground in grounds if law.may_list(version, ground, facts)]
            met += lawful
            if not lawful:
                unmet.append(Material(grounds[0], facts))
        self._met[name, version.since], self._unmet[name, version.since] = met, unmet

    def authorities(self) -> list[str]:
        """The authorities that may decide any of these lists."""
        able = {*self.lists, *self.of_persons}
        return [
            each.id
            for each in self.rulebook.authorities.values()
            if any(mandate.power == "list" and mandate.scope in able for mandate in each.mandates)
        ]

    @staticmethod
    def asking_of(rulebook: Rulebook) -> dict[str, str]:
        """Who may ask about a person for an action, by the rulebook."""
        return {
            mandate.scope: each.id
            for each in rulebook.authorities.values()
            for mandate in each.mandates
            if mandate.power == "ask"
        }

    def open_on(self, day: date) -> list[str]:
        """The lists with law on the day."""
        return [name for name in self.lists if law.on(self.rulebook.lists[name].versions, day) is not None]

    def persons_on(self, day: date) -> list[str]:
        """The lists that reach natural persons by law of the day, besides those that carry out another."""
        return [
            name
            for name in self.of_persons
            for version in [law.on(self.rulebook.lists[name].versions, day)]
            if version is not None and "person" in version.subjects and self.rulebook.lists[name].kind != "carried"
        ]

    def honours_on(self, day: date) -> list[str]:
        """The lists of honours with law on the day."""
        return [name for name in self.open_on(day) if self.rulebook.lists[name].kind == "red"]

    def reaches(self, listing: str, kind: str, day: date) -> bool:
        """Whether the list reaches this kind of organisation on the day, and states a lawful case of it."""
        version = law.on(self.rulebook.lists[listing].versions, day)
        return version is not None and kind in version.subjects and bool(self._met[listing, version.since])

    def authority(self, chance: Random, listing: str, day: date) -> str | None:
        """An authority that may decide the list on the day."""
        able = [each for each in self.authorities() if law.mandated(self.rulebook, each, "list", listing, day)]
        return chance.choice(able) if able else None

    def kind(self, chance: Random, listing: str, day: date) -> str:
        """A kind of organisation that the list reaches on the day."""
        version = law.on(self.rulebook.lists[listing].versions, day)
        kinds = [kind for kind in PREFIXES if version is None or kind in version.subjects]
        return chance.choice(kinds or ["enterprise"])

    def material(self, chance: Random, listing: str, day: date, *, met: bool = True) -> Material | None:
        """Facts that meet (or do not meet) a ground of the list's law of the day; None where it has no example."""
        version = law.on(self.rulebook.lists[listing].versions, day)
        if version is None:
            return None
        found = (self._met if met else self._unmet)[listing, version.since]
        return chance.choice(found) if found else None


def _organisations(version: ListVersion) -> bool:
    return any(kind in version.subjects for kind in get_args(SubjectKind) if kind != "person")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
