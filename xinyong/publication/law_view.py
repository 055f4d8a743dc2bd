"""The law as the public reads it: lists, instruments and measures on a day, and what changed between two.

Law is public over all time (SAFEGUARDS, Past): any day may be asked about. Values stay the
rulebook's own; these views add only which version a day falls in, what rests on what, and
whether the text was verified.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from xinyong.errors import NotFound, Text
from xinyong.law.force import Dated, in_force, split_cite, version_on
from xinyong.law.joint import overlays
from xinyong.law.model import (
    AppliedMeasure,
    Authority,
    Category,
    CreditList,
    Extension,
    Instrument,
    ListVersion,
    Measure,
    MeasureVersion,
    Revocation,
    Rulebook,
    Words,
)
from xinyong.law.overlays import Overlay, OverlayItem

State = Literal["in-force", "past", "future"]


def state_on(item: Dated, on: date) -> State:
    """Whether the item is in force on the day, no longer, or not yet."""
    if in_force(item, on):
        return "in-force"
    return "future" if on < item.since else "past"


class ListLine(NamedTuple):
    """One line of the index of lists."""

    id: str
    title: Words
    kind: str
    colour: str
    state: State
    version: ListVersion | None  # in force on the day, or None
    verified: bool


def lists_on(rulebook: Rulebook, on: date) -> list[ListLine]:
    """Every list of the rulebook with its state on the day, those in force first."""
    lines = []
    for item in rulebook.lists.values():
        version = version_on(item.versions, on)
        state: State = "in-force" if version else ("future" if on < item.versions[0].since else "past")
        lines.append(ListLine(item.id, item.title, item.kind, item.colour, state, version, fully_verified(version)))
    return sorted(lines, key=lambda line: (line.state != "in-force", line.id))


def fully_verified(version: ListVersion | None) -> bool:
    """Whether every rule of the version was read in its instrument's text."""
    if version is None:
        return False
    parts = [version, version.term, version.repair, *version.grounds, *version.excluded, *version.endings,
             *version.remedies, *version.measures, *([version.notice] if version.notice else []),
             *(version.extensions or []), *([version.repair_revocable] if version.repair_revocable else [])]
    return all(part.verified for part in parts)


class Applied(NamedTuple):
    """A measure that a list gives, with the item of the national list it draws on."""

    applied: AppliedMeasure
    measure: Measure
    version: MeasureVersion | None
    actions: list[tuple[str, Words]]


class ListPage(NamedTuple):
    """One list's whole law on a day."""

    credit_list: CreditList
    on: date
    version: ListVersion | None
    periods: list[tuple[ListVersion, State]]
    category: Category | None
    managers: list[Authority]
    applied: list[Applied]
    verified: bool
    extensions: list[Extension]
    revocation: Revocation | None  # of a repair got by falsehood
    emergencies: list[Emergency]


class Emergency(NamedTuple):
    """What an emergency suspended or stressed of a list, and on which days; it stays on the page afterwards."""

    overlay: Overlay
    item: OverlayItem
    since: date
    last: date  # the last day of it
    grounds: list[Words]


def emergencies(rulebook: Rulebook, listing: CreditList) -> list[Emergency]:
    """Every emergency that touched the list, then or now."""
    found = []
    for overlay in overlays(rulebook):
        for item in overlay.items:
            if item.list == listing.id:
                first, end = overlay.days(item)
                version = version_on(listing.versions, first)
                titles = [one.title for one in version.grounds if one.id in item.grounds] if version else []
                found.append(Emergency(overlay, item, first, end - timedelta(days=1), titles))
    return found


def list_page(rulebook: Rulebook, identifier: str, on: date) -> ListPage:
    """The list's law on the day; NotFound when the rulebook has no such list."""
    found = rulebook.lists.get(identifier)
    if found is None:
        raise NotFound(
            Text("本登记册的规则中没有这份名单。", "The rulebook has no such list."),
            code="no-such-list",
            todo=Text("请从名单目录中选择。", "Choose one from the index of lists."),
        )
    version = version_on(found.versions, on)
    managers = [body for body in rulebook.authorities.values() if version and body.kind in version.managers]
    return ListPage(
        found, on, version, [(one, state_on(one, on)) for one in found.versions],
        version_on(rulebook.categories.get(found.category, []), on), managers,
        applied_measures(rulebook, version, on), fully_verified(version),
        list((version.extensions if version else None) or []), (version.repair_revocable if version else None) or None,
        emergencies(rulebook, found),
    )


def applied_measures(rulebook: Rulebook, version: ListVersion | None, on: date) -> list[Applied]:
    """What follows from the list on the day, in the national list's order."""
    if version is None:
        return []
    views = []
    for applied in version.measures:
        measure = rulebook.measures[applied.measure]
        actions = [(action, rulebook.actions[action].title) for action in applied.actions]
        views.append(Applied(applied, measure, version_on(measure.versions, on), actions))
    return sorted(views, key=lambda view: view.measure.number)


class InstrumentPage(NamedTuple):
    """An instrument and what the rulebook rests on it."""

    instrument: Instrument
    state: State
    lists: list[CreditList]
    measures: list[Measure]
    categories: list[Category]


def instruments_on(rulebook: Rulebook, on: date) -> list[tuple[Instrument, State]]:
    """All instruments by rank, then by age, with their state on the day."""
    order = ("law", "regulation", "judicial", "rule", "regional-regulation", "policy", "draft", "history")
    instruments = sorted(rulebook.instruments.values(), key=lambda one: (order.index(one.rank), one.since, one.id))
    return [(one, state_on(one, on)) for one in instruments]


def instrument_page(rulebook: Rulebook, identifier: str, on: date) -> InstrumentPage:
    """The instrument and the lists, measures and categories that cite it; NotFound when there is none."""
    instrument = rulebook.instruments.get(identifier)
    if instrument is None:
        raise NotFound(
            Text("本登记册的规则中没有这份文件。", "The rulebook has no such instrument."),
            code="no-such-instrument",
            todo=Text("请从法律文件目录中选择。", "Choose one from the index of instruments."),
        )

    def cites(text: str) -> bool:
        return split_cite(text)[0] == identifier

    lists = [item for item in rulebook.lists.values()
             if any(cites(one) for version in item.versions for one in cites_of(version))]
    measures = [item for item in rulebook.measures.values() if any(cites(one.cite) for one in item.versions)]
    categories = [one for editions in rulebook.categories.values() for one in editions if cites(one.cite)]
    return InstrumentPage(instrument, state_on(instrument, on), lists, measures, categories)


def cites_of(version: ListVersion) -> list[str]:
    """Every citation of a list's version."""
    parts = [version.cite, version.term.cite, version.repair.cite]
    parts += [version.notice.cite] if version.notice else []
    for group in (version.grounds, version.excluded, version.endings, version.remedies, version.measures):
        parts += [part.cite for part in group]
    return parts


def measures_on(rulebook: Rulebook, on: date) -> list[tuple[Measure, MeasureVersion | None, list[CreditList]]]:
    """The national list of measures on the day, each with the lists that use it then."""
    lines = []
    for measure in sorted(rulebook.measures.values(), key=lambda one: one.number):
        users = []
        for item in rulebook.lists.values():
            version = version_on(item.versions, on)
            if version and any(applied.measure == measure.id for applied in version.measures):
                users.append(item)
        lines.append((measure, version_on(measure.versions, on), users))
    return lines
