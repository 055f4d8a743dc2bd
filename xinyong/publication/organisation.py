"""An organisation as the public may see it on a day: identity, records in their window, listings in force.

What is over is gone (Article 14): ended, repaired, expired and lapsed listings, withdrawn records and
records past their window do not appear, and nothing here says that they ever were. Bodies are
opened from the journal and kept nowhere. Columns that a form marks as personal are never shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from xinyong.casework.documents.written import day
from xinyong.errors import NotFound, Text
from xinyong.intake.forms.base import Form
from xinyong.intake.forms.registration import status_title
from xinyong.intake.forms.registry import FORMS
from xinyong.intake.values import LONG_TERM
from xinyong.journal.port import Reading, Store
from xinyong.law.compile import Rule, verdict_table
from xinyong.law.force import version_on
from xinyong.law.model import Effect, Ground, ListVersion, Rulebook
from xinyong.law.remedies import decided, runs
from xinyong.office.lineage import turns
from xinyong.publication.organisation_parts import (
    Consequence,
    Field,
    ListingView,
    OrganisationView,
    RecordView,
    RemedyView,
    RepairView,
)
from xinyong.register.casefile import CaseState, fold
from xinyong.register.events import RecordCorrected, RecordFiled
from xinyong.register.standing import Standing, in_force, source_of, standings_of
from xinyong.subjects.protection import protected
from xinyong.subjects.reading import WARNINGS

MONEY_KEYS = ("_fen", "_centavos")
SEVERITY: tuple[Effect, ...] = ("prohibited", "conditional", "advisory", "favoured")


class Office(Protocol):
    """What a view needs of a register: its journal and its law."""

    @property
    def store(self) -> Store: ...

    @property
    def rulebook(self) -> Rulebook: ...


def organisation_view(office: Office, code: str, today: date) -> OrganisationView:
    """The organisation with this code as the public may see it on ``today``.

    Raises NotFound when the register holds none of that code. Journal reads: eight, one for each record, correction
    and entry of a case shown, two for each succession and one for a dissolution. OperatorError while a restored
    register lacks acknowledged entries: what it holds as standing may have ended since (Article 14).
    """
    office.store.refuse_behind()
    with office.store.reading() as reading:
        found = reading.rows("organisation", limit=1, code=code)
        if not found:
            raise NotFound(
                Text("本登记册没有这个代码的组织。", "The register holds no organisation of that code."),
                code="no-such-organisation",
                todo=Text("请核对代码，或按名称检索。", "Check the code, or search by name."),
            )
        row = found[0]
        sealed = reading.sealed_size()
        records = _records(reading, office.rulebook, row["subject"], today, sealed)
        every = _listings(reading, office.rulebook, row["subject"], today, sealed)
        became = turns(reading, row["subject"])
    listings = [listing for listing in every if listing.colour != "neutral"]
    statuses = [listing for listing in every if listing.colour == "neutral"]
    status = row["status"] or ""
    effect = min((listing.effect for listing in listings), key=SEVERITY.index, default=None)
    return OrganisationView(
        today, row["code"], row["name"], row["subject_kind"], row["region"] or "", row["registered_on"],
        status, status_title(status), row["basis"],
        protected(row["subject_kind"], row["flags"] or ""),
        [WARNINGS[flag] for flag in (row["flags"] or "").split() if flag in WARNINGS],
        row["seq"], became, effect, any(listing.objection for listing in listings), listings, records, sealed,
        statuses,
    )


# --- records ---------------------------------------------------------------------------------


def _records(reading: Reading, rulebook: Rulebook, subject: str, today: date, sealed: int) -> list[RecordView]:
    rows = [row for row in reading.rows("record", subject=subject) if published_on(row, today)]
    amended: dict[int, list[int]] = {}
    corrected = [row["seq"] for row in rows if row["state"] == "corrected"]
    for amendment in reading.rows_in("amendment", "record", corrected):
        amended.setdefault(amendment["record"], []).append(amendment["seq"])
    views = []
    for row in rows:
        event = reading.entry(row["seq"]).event
        if isinstance(event, RecordFiled):  # else erased between its row and its body: gone
            changes = [reading.entry(seq).event for seq in sorted(amended.get(row["seq"], []))]
            views.append(_record(row, event, changes, rulebook, sealed))
    return sorted(views, key=lambda view: (view.decided_on, view.seq), reverse=True)


def published_on(row: dict[str, Any], today: date) -> bool:
    """Whether a ``record`` row is within its window of publication and was not withdrawn."""
    if row["state"] == "withdrawn" or row["publish_from"] is None or today < row["publish_from"]:
        return False
    return row["publish_until"] is None or today < row["publish_until"]


def _record(
    row: dict[str, Any], event: RecordFiled, changes: Sequence[Any], rulebook: Rulebook, sealed: int
) -> RecordView:
    content = dict(event.content)
    for change in changes:
        if isinstance(change, RecordCorrected):
            content.update(change.changes)
    form = FORMS.get(event.form)
    category = version_on(rulebook.categories.get(event.category, ()), event.decided_on)
    editions = rulebook.categories.get(event.category)
    title = (category or editions[-1]).title.text if editions else Text(event.category, event.category)
    return RecordView(
        row["seq"], title, form.title if form else title, authority_title(rulebook, row["authority"]), event.document,
        event.decided_on, shown_fields(form, content), row["publish_from"], _last(row["publish_until"]),
        row["state"] == "corrected", row["seq"] < sealed,
    )


def _last(publish_until: date | None) -> date | None:
    """The end of publication; None for what follows the day by which 双公示 means “long-term”."""
    return None if publish_until is None or publish_until > LONG_TERM else publish_until


def shown_fields(form: Form | None, content: dict[str, str | int]) -> list[Field]:
    """The fields of a record that may be shown: those its form keeps, with something in them.

    A form that this software does not know shows none: it cannot tell which columns are personal.
    """
    if form is None:
        return []
    return [
        Field(key, title, _as_read(form, key, content[key], value), _amount(key, content[key]))
        for key, title, value in form.show(content)
        if key in form.by_key and (value.zh or value.en) and form.by_key[key].fate == "kept"
    ]


def _as_read(form: Form, key: str, raw: str | int, value: Text) -> Text:
    """The value; a date that the form shows as it is kept (YYYY-MM-DD) is written out."""
    if form.by_key[key].kind != "date" or value.zh != raw:
        return value
    return day(date.fromisoformat(value.zh))


def _amount(key: str, value: str | int) -> int | None:
    """The field as money, where its key says that it is (``…_fen``)."""
    return value if key.endswith(MONEY_KEYS) and isinstance(value, int) else None


def authority_title(rulebook: Rulebook, authority: str) -> Text:
    """The authority's name; its id where the rulebook does not know it."""
    known = rulebook.authorities.get(authority)
    return known.title.text if known else Text(authority, authority)


# --- listings --------------------------------------------------------------------------------


def _listings(reading: Reading, rulebook: Rulebook, subject: str, today: date, sealed: int) -> list[ListingView]:
    views: list[ListingView] = []
    rows = reading.rows("standing", subject=subject)
    standings = standings_of(rows)
    for row, standing in zip(rows, standings, strict=True):
        credit_list = rulebook.lists.get(standing.list)
        version = version_on(credit_list.versions, today) if credit_list else None
        stands = in_force(standing, today, sealed, standings)
        if not stands or version is None or not version.published or row["unpublished"]:
            continue
        entries = [reading.entry(one["seq"]) for one in reading.rows("case_entry", order="seq", id=standing.case)]
        state = fold((entry.event, entry.authority, entry.officer) for entry in entries if entry.event is not None)
        views.append(_listing(standing, state, version, rulebook, today, source_of(standing, standings)))
    return sorted(views, key=lambda view: (SEVERITY.index(view.effect), view.seq))


def _listing(
    standing: Standing, state: CaseState, version: ListVersion, rulebook: Rulebook, today: date,
    source: Standing | None,
) -> ListingView:
    credit_list = rulebook.lists[standing.list]
    approval, mirrored = state.approval, state.mirrored
    carried = source.list if source else ""
    follows = consequences(rulebook, standing.list, version, today, standing.variant, standing.since, carried)
    ends = [each.until for each in (standing, source) if each is not None and each.until is not None]
    effects: list[Effect] = [one.effect for one in follows] or ["advisory"]
    closed = set(approval.ends_on) if approval else {ending.id for ending in version.endings}
    told = not mirrored and (standing.until is None or credit_list.colour == "red")
    return ListingView(
        case=standing.case, seq=standing.seq, list_id=standing.list, title=credit_list.title,
        colour=credit_list.colour, effect=min(effects, key=SEVERITY.index),
        authority=authority_title(rulebook, standing.authority),
        source=mirrored.source if mirrored else "", sanction=mirrored.sanction if mirrored else "",
        territory=mirrored.territory if mirrored else "", document=_document(state),
        ground=_ground(rulebook, state), since=standing.since, until=min(ends, default=None),
        review_by=standing.review_by,
        ends_on=[one.title for one in version.endings if one.id in closed] if told else [],
        follows=follows, objection=any(each.objection or each.contested for each in (standing, source) if each),
        remedies=_remedies(state, version, today),
        repair=_repair(state, version, today), carries=rulebook.lists[source.list].title if source else None,
    )


def _document(state: CaseState) -> str:
    """The decision, or a status's certificate."""
    given = state.approval or state.status
    return given.document if given else ""


def consequences(
    rulebook: Rulebook, list_id: str, version: ListVersion, today: date, variant: str, begun: date | None,
    source: str = "",
) -> list[Consequence]:
    """What follows from the list on the day, measure by measure, gravest first.

    It reads the same compiled table as a check does, so that page and check cannot differ.
    ``variant``: the kind of sanction of a mirrored listing, empty where the list tells none apart; ``begun``: the day
    the listing began, for a measure that came later binds it only where its law says so; ``source``: the list whose
    listing it carries out.
    """
    applied = {one.measure: one for one in version.measures}
    grouped: dict[tuple[Effect, str, str], list[Rule]] = {}
    for rule in rules_on(rulebook, today).get(list_id, []):
        if rule.variant in ("", variant) and rule.carries == source and rule.binds(begun):
            grouped.setdefault((rule.effect, rule.measure, rule.cite), []).append(rule)
    rows = []
    for (effect, measure, cite), rules in grouped.items():
        given = applied.get(measure)
        actions = [(rule.action, rulebook.actions[rule.action].title) for rule in rules]
        one = rules[0]
        rows.append(
            Consequence(actions, effect, measure, one.measure_title, cite, bool(given and given.verified),
                        given.note if given else None, one.territory, one.reach, one.contested)
        )
    return sorted(rows, key=lambda row: SEVERITY.index(row.effect))


_tables: dict[tuple[str, date], dict[str, list[Rule]]] = {}
MOST_TABLES = 16


def rules_on(rulebook: Rulebook, day: date) -> dict[str, list[Rule]]:
    """The compiled table of the day; compiled once for each edition and day."""
    key = (rulebook.digest, day)
    if key not in _tables:
        if len(_tables) >= MOST_TABLES:
            _tables.clear()
        _tables[key] = verdict_table(rulebook, day)
    return _tables[key]


def _ground(rulebook: Rulebook, state: CaseState) -> Ground | None:
    """The ground as it stood in the law of the conduct, else in the first version that has it."""
    versions = list(rulebook.lists[state.list].versions) if state.list in rulebook.lists else []
    then = version_on(versions, state.conduct_on) if state.conduct_on else None
    for version in [*([then] if then else []), *versions]:
        for ground in version.grounds:
            if ground.id == state.ground:
                return ground
    return None


def _remedies(state: CaseState, version: ListVersion, today: date) -> list[RemedyView]:
    """The remedies with their last days once the decision was served; before that no time runs against the subject."""
    fixed = {one.remedy: one for one in state.notified.remedies} if state.notified else {}
    views = []
    for remedy in version.remedies:
        deadline = fixed.get(remedy.id)
        until = deadline.until if deadline else None
        views.append(
            RemedyView(
                remedy.id,
                remedy.title,
                until,
                None if until else runs(remedy),
                until is not None and until < today,
                deadline.cite if deadline else remedy.cite,
                decided(remedy),
            )
        )
    return views


def _repair(state: CaseState, version: ListVersion, today: date) -> RepairView:
    rule = version.repair
    from_day = state.approval.repair_from if state.approval else None
    return RepairView(
        rule.allowed, from_day, from_day is None or from_day <= today, rule.cite, rule.conditions,
        rule.decide_working_days,
    )
