"""The law in force on a day, and which day's law governs a decision.

``on(rulebook, day)`` is a view; it copies nothing. Ask it for an instrument, a list, a category, a
measure, publication windows or mandates and it answers with the version of that day or ``None``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from xinyong.errors import Refused, Text
from xinyong.law.articles import refused
from xinyong.law.criteria import Criterion, Facts, Kleene, Outcome, compile_criterion, known_facts
from xinyong.law.dates import add_months
from xinyong.law.model import (
    Category,
    Ground,
    Instrument,
    ListVersion,
    Mandate,
    MeasureVersion,
    PublicationWindow,
    Rulebook,
    Term,
)
from xinyong.law.numerals import article as in_chinese
from xinyong.law.vocabulary import GROUNDING

DECIDED_HERE = ("decided", "carried", "order")
"""The kinds of list on which an authority puts a subject here; honours are granted by a procedure of their own, and the
others state what their source decided."""


class Dated(Protocol):
    """Anything in force for ``since <= day < until``."""

    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


def in_force(thing: Dated, day: date) -> bool:
    """Whether the thing's span covers the day."""
    return thing.since <= day and (thing.until is None or day < thing.until)


def version_on(versions: Iterable[D], day: date) -> D | None:
    """The one version whose span covers the day (the loader refuses overlaps)."""
    return next((version for version in versions if in_force(version, day)), None)


def split_cite(cite: str) -> tuple[str, str]:
    """``samr-order-44#2`` as (instrument id, article); the article may be empty."""
    instrument, _, article = cite.partition("#")
    return instrument, article


def cite_text(rulebook: Rulebook, cite: str) -> Text:
    """A citation as a person reads it: 《…》第二条 / Title, art. 2. Unknown instruments read as their id."""
    name, article = split_cite(cite)
    instrument = rulebook.instruments.get(name)
    zh, en = (f"《{instrument.title.zh}》", instrument.title.en) if instrument else (name, name)
    if not article:
        return Text(zh, en)
    return Text(f"{zh}{in_chinese(article)}" if article[0].isdigit() else f"{zh}{article}", f"{en}, art. {article}")


class Law:
    """A rulebook as it stands on one day. What is asked for again and again is looked for once."""

    def __init__(self, rulebook: Rulebook, day: date) -> None:
        self.rulebook = rulebook
        self.day = day
        self._categories: dict[str, Category | None] = {}
        self._windows: dict[str, Sequence[PublicationWindow]] = {}
        self._mandates: dict[str, Sequence[Mandate]] = {}

    def instrument(self, id: str) -> Instrument | None:
        """The instrument, when in force."""
        found = self.rulebook.instruments.get(id)
        return found if found and in_force(found, self.day) else None

    def list(self, id: str) -> ListVersion | None:
        """The version of the list in force."""
        found = self.rulebook.lists.get(id)
        return version_on(found.versions, self.day) if found else None

    def category(self, id: str) -> Category | None:
        """The category as the directory's edition in force has it."""
        if id not in self.rulebook.categories:
            return None
        if id not in self._categories:
            self._categories[id] = version_on(self.rulebook.categories[id], self.day)
        return self._categories[id]

    def measure(self, id: str) -> MeasureVersion | None:
        """The measure as the national list in force has it."""
        found = self.rulebook.measures.get(id)
        return version_on(found.versions, self.day) if found else None

    def windows(self, kind: str) -> Sequence[PublicationWindow]:
        """Publication windows in force for a kind of penalty or a list id."""
        found = self._windows.get(kind)
        if found is None:
            found = tuple(w for w in self.rulebook.publication if kind in w.applies and in_force(w, self.day))
            if found:  # a kind that nothing applies to may be any text at all: those are not kept
                self._windows[kind] = found
        return found

    def window(self, kind: str) -> PublicationWindow | None:
        """The longest such window (of several kinds of penalty the longest counts), if any."""
        return max(self.windows(kind), key=lambda window: window.most_months, default=None)

    def mandates(self, authority: str) -> Sequence[Mandate]:
        """What the law of the day lets this authority do."""
        found = self.rulebook.authorities.get(authority)
        if found is None:
            return ()
        if authority not in self._mandates:
            self._mandates[authority] = tuple(mandate for mandate in found.mandates if in_force(mandate, self.day))
        return self._mandates[authority]

    def grounds(self, cite: str) -> bool:
        """Whether the cited instrument binds on the day: in force, and no draft nor history (Article 1)."""
        found = self.instrument(split_cite(cite)[0])
        return found is not None and found.rank in GROUNDING

    @cached_property
    def lists(self) -> dict[str, ListVersion]:
        """All lists in force, by id."""
        found = {id: self.list(id) for id in self.rulebook.lists}
        return {id: version for id, version in found.items() if version is not None}


def on(rulebook: Rulebook, day: date) -> Law:
    """The law in force on ``day``."""
    return Law(rulebook, day)


# --- which law governs the grounds -----------------------------------------------------------


class GroundLaw(NamedTuple):
    """The version of a list whose grounds govern a decision, and why that one."""

    version: ListVersion
    milder: bool  # a later version was chosen because it is milder
    why: Text


def grounds_for(
    rulebook: Rulebook,
    listing: str,
    conduct_on: date,
    decided_on: date,
    *,
    ground: str = "",
    facts: Facts | None = None,
) -> ListVersion:
    """The version whose grounds govern: ``choose`` without its reasons. Raises ``Refused`` (Article 1)."""
    return choose(rulebook, listing, conduct_on, decided_on, ground=ground, facts=facts).version


def _no_such_ground(then: ListVersion, listing: str, ground: str, conduct_on: date) -> Refused:
    """The refusal of a ground that the law of the day of the conduct did not have."""
    return refused(
        2,
        Text(
            f"行为发生之日（{conduct_on}）的规定没有“{ground}”这一列入情形。",
            f"On the day of the conduct, {conduct_on}, the law of {listing!r} had no ground {ground!r}.",
        ),
        instrument=then.cite,
        field="ground",
        code="no-such-ground-then",
        todo=Text(
            "该日的法定情形：" + "、".join(each.id for each in then.grounds) + "。",
            "The grounds of that day: " + ", ".join(each.id for each in then.grounds) + ".",
        ),
    )


def choose(
    rulebook: Rulebook,
    listing: str,
    conduct_on: date,
    decided_on: date,
    *,
    ground: str = "",
    facts: Facts | None = None,
) -> GroundLaw:
    """The law of the day of the conduct, or a later version that is milder (Article 1).

    Milder is: a shorter term, or (with ``ground``) a law that no longer has the ground, or (with
    ``facts`` too) whose ground the facts no longer meet. In the last two cases, where the list's law has
    ended, and where there was none on the day of the conduct, nothing can be listed: ``Refused``.
    """
    law = rulebook.lists.get(listing)
    versions: Sequence[ListVersion] = law.versions if law else ()
    then = version_on(versions, conduct_on)
    if then is None:
        raise refused(
            1,
            Text(
                f"行为发生之日（{conduct_on}），名单“{listing}”没有法律依据，不得溯及既往。",
                f"On the day of the conduct, {conduct_on}, no law provided the list {listing!r}.",
            ),
            field="conduct_on",
            code="no-law-on-conduct-day",
        )
    if version_on(versions, decided_on) is None:
        raise refused(
            1,
            Text(
                f"作出决定之日（{decided_on}），名单“{listing}”已无法律依据。",
                f"On the day of the decision, {decided_on}, no law provides the list {listing!r} any more.",
            ),
            instrument=then.cite,
            field="list",
            code="list-has-ended",
        )
    if ground and ground_in(then, ground) is None:
        raise _no_such_ground(then, listing, ground, conduct_on)
    best = then
    for later in versions:
        if not conduct_on < later.since <= decided_on:
            continue
        if ground and not _still_met(later, ground, facts):
            raise refused(
                1,
                Text(
                    f"自{later.since}起的较轻规定不再将“{ground}”作为列入情形。",
                    f"Under the milder law in force since {later.since}, {ground!r} no longer grounds this listing.",
                ),
                instrument=later.cite,
                field="ground",
                code="ground-has-ended",
            )
        if _end(later, ground, decided_on) < _end(best, ground, decided_on):
            best = later
    if best is then:
        return GroundLaw(then, False, Text("适用行为发生之日的规定", "the law of the day of the conduct"))
    return GroundLaw(best, True, Text(f"适用{best.since}起较轻的规定", f"the milder law in force since {best.since}"))


def term_of(version: ListVersion, ground: str) -> Term:
    """How long a listing on this ground lasts: the ground's own term where its law gives one, else the list's."""
    found = ground_in(version, ground) if ground else None
    return (found.term if found else None) or version.term


def _end(version: ListVersion, ground: str, start: date) -> date:
    """When a listing on the ground that begins on ``start`` ends; one without a fixed end is the harshest."""
    term = term_of(version, ground)
    if term.months is not None:
        return add_months(start, term.months)
    return date.max if term.days is None else start + timedelta(days=term.days)


def ground_in(version: ListVersion, ground: str) -> Ground | None:
    """The version's ground of this id, or the one that took it over from the law before."""
    own = next((candidate for candidate in version.grounds if candidate.id == ground), None)
    return own or next((candidate for candidate in version.grounds if ground in candidate.succeeds), None)


def _still_met(version: ListVersion, ground: str, facts: Facts | None) -> bool:
    found = ground_in(version, ground)
    if found is None:
        return False
    if facts is None:
        return True
    known = {fact.id for fact in version.facts}
    return criterion_of(version, found).evaluate({k: v for k, v in facts.items() if k in known}).value is not False


# --- applying a list's grounds ---------------------------------------------------------------


def criterion_of(version: ListVersion, ground: Ground, persons: bool | None = None) -> Criterion:
    """The compiled criterion of one of the version's grounds or exclusions."""
    return compile_criterion(
        ground.when,
        {fact.id: fact for fact in version.facts},
        cite=ground.cite,
        persons="person" in version.subjects if persons is None else persons,
    )


class Explanation(NamedTuple):
    """What facts come to under a list's law: each ground and exclusion, and the whole in three values."""

    listing: str
    version: ListVersion
    value: Kleene
    grounds: list[tuple[Ground, Outcome]]
    excluded: list[tuple[Ground, Outcome]]

    @property
    def word(self) -> str:
        return "unknown" if self.value is None else "met" if self.value else "not-met"


def explain(rulebook: Rulebook, listing: str, facts: Facts, day: date, *, ground: str = "") -> Explanation:
    """Apply the list's law of ``day`` to the facts: some ground met, and no exclusion.

    ``ground`` confines it to one ground. Raises ``Refused`` (Article 1) when the list has no law that
    day, ``BadInput`` when a fact is not asked for, not of its type, or the ground is unknown.
    """
    version = on(rulebook, day).list(listing)
    if version is None:
        raise refused(
            1,
            Text(f"{day}没有名单“{listing}”的法律规定。", f"No law provides a list {listing!r} on {day}."),
            field="list",
            code="no-such-list",
        )
    return explain_version(listing, version, facts, ground=ground)


def explain_version(listing: str, version: ListVersion, facts: Facts, *, ground: str = "") -> Explanation:
    """``explain`` for a version already chosen."""
    known_facts(facts, {fact.id: fact for fact in version.facts})
    asked = [candidate for candidate in version.grounds if ground in ("", candidate.id)]
    grounds = [(each, criterion_of(version, each).evaluate(facts)) for each in asked]
    excluded = [(each, criterion_of(version, each).evaluate(facts)) for each in version.excluded]
    met = _any(outcome.value for _, outcome in grounds)
    barred = _any(outcome.value for _, outcome in excluded)
    free = None if barred is None else not barred
    value: Kleene = False if met is False or free is False else None if met is None or free is None else True
    return Explanation(listing, version, value, grounds, excluded)


def _any(values: Iterable[Kleene]) -> Kleene:
    seen = list(values)
    return True if True in seen else None if None in seen else False
