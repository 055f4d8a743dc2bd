"""What a document is made from: the case's entries, the law they were made under, the organisation's public identity.

Plain inputs, so that making a document needs no office: the same dossier gives the same document on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

from xinyong.errors import NotFound, Refused, Text
from xinyong.law.criteria import Reason
from xinyong.law.force import criterion_of, version_on
from xinyong.law.model import CreditList, Fact, Ground, ListVersion, Rulebook
from xinyong.register import events as ev
from xinyong.register.casefile import CaseState, fold
from xinyong.register.entries import Entry

E = TypeVar("E", bound=ev.Event)


class Identity(NamedTuple):
    """Whom the case is about: an organisation by its public code and name, a person by name alone."""

    identifier: str  # class of the identifier, e.g. "uscc"
    code: str
    name: str
    subject_kind: str


class Origin(NamedTuple):
    """The register that the entries stand in."""

    register: str
    mode: str  # "real" | "synthetic"
    articles: str  # digest of the Articles
    sealed: int  # entries below this number are under a signed checkpoint


class GroundsLaw(NamedTuple):
    """The version and ground that the case was opened under, with the criterion's trace."""

    version: ListVersion
    ground: Ground
    reasons: list[Reason]


class Dossier:
    """A case as documents see it. Raises NotFound where there is no case, or nothing of it is left."""

    def __init__(
        self, entries: Sequence[Entry], rulebook: Rulebook, organisation: Identity, origin: Origin, today: date,
        successions: Sequence[Entry] = (),
    ) -> None:
        self.entries = [entry for entry in entries if entry.event is not None]
        self.rulebook = rulebook
        self.organisation = organisation
        self.origin = origin
        self.today = today
        self.successions = list(successions)  # of the case's authority, in order
        self.state: CaseState = fold(
            (entry.event, entry.authority, entry.officer) for entry in self.entries if entry.event is not None
        )
        if self.state.stage == "none":
            raise NotFound(Text("没有该案，或已删除。", "There is no such case, or it is erased."), field="case")
        if self.state.mirrored is not None:
            raise Refused(
                Text(
                    "转录的列入由其来源机关作出文书，本登记册不代为制作。",
                    "A mirrored listing's documents are its source's; this register makes none in its place.",
                ),
                code="mirrored",
                article=6,
                field="case",
                todo=Text("请向来源机关索取。", "Ask the body that decided it."),
            )

    def last(self, kind: type[E]) -> tuple[Entry, E] | None:
        """The newest entry of a kind, with its event."""
        for entry in reversed(self.entries):
            if isinstance(entry.event, kind):
                return entry, entry.event
        return None

    def need(self, kind: type[E], what: Text) -> tuple[Entry, E]:
        """The newest entry of a kind; NotFound saying what has not happened yet."""
        found = self.last(kind)
        if found is None:
            raise self.not_yet(what)
        return found

    @staticmethod
    def not_yet(what: Text) -> NotFound:
        """That a document cannot be made because its step was not taken; the caller raises it."""
        return NotFound(
            Text(f"该案尚无{what.zh}，不能制作此文书。", f"The case has no {what.en} yet; this document cannot be made."),
            code="not-yet",
            field="kind",
            todo=Text("先在登记册中完成该步骤。", "Take that step in the register first."),
        )

    @property
    def list(self) -> CreditList:
        """The list that the case is about."""
        return self.rulebook.lists[self.state.list]

    def version(self, day: date | None = None) -> ListVersion:
        """The list's law on a day (today); where the law has ended, its last word."""
        versions = self.list.versions
        return version_on(versions, day or self.today) or versions[-1]

    @cached_property
    def proposed(self) -> ev.ListingProposed:
        """The entry that opened the case."""
        return self.need(ev.ListingProposed, Text("立案", "opening"))[1]

    @cached_property
    def grounds(self) -> GroundsLaw | None:
        """The version whose evaluation gives the very trace that the journal holds; None where none does.

        The trace in the journal is what was decided. It is evaluated again only to tell its languages apart.
        """
        facts = {stated.fact: stated.value for stated in self.proposed.facts}
        for version in self.list.versions:
            declared = {fact.id for fact in version.facts}
            ground = next((each for each in version.grounds if each.id == self.proposed.ground), None)
            if ground is None or not set(facts) <= declared:
                continue
            reasons = criterion_of(version, ground).evaluate(facts).reasons
            if [str(reason) for reason in reasons] == self.proposed.reasons:
                return GroundsLaw(version, ground, reasons)
        return None

    def fact(self, id: str) -> Fact | None:
        """What the list's law declares about a fact."""
        versions = [self.grounds.version] if self.grounds else self.list.versions
        return next((fact for version in versions for fact in version.facts if fact.id == id), None)

    @property
    def first_language(self) -> Literal["zh", "en"]:
        """The language whose text prevails: the first of the rulebook's."""
        return "en" if self.rulebook.manifest.languages[:1] == ["en"] else "zh"
