"""The public view of an organisation: what is shown, what is gone, and how much is read for it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from tests.publication.world import LIST, TODAY, World
from xinyong.check import check
from xinyong.errors import NotFound, OperatorError, Text
from xinyong.intake.forms.registry import FORMS
from xinyong.office import Office
from xinyong.publication.organisation import organisation_view, shown_fields


def test_a_listing_shows_all_that_its_subject_is_promised(office: Office, world: World) -> None:
    (listing,) = organisation_view(office, world.listed, TODAY).listings
    assert listing.list_id == LIST and listing.document == "示市监列严字〔2026〕7号"
    assert listing.since == date(2026, 5, 20) and listing.until == date(2029, 5, 20)
    assert listing.ground is not None and listing.ground.cite
    assert listing.follows and all(row.cite and row.actions for row in listing.follows)
    assert {remedy.id for remedy in listing.remedies} == {"objection", "reconsideration", "litigation"}
    assert listing.repair.allowed and listing.repair.from_day == date(2027, 5, 20) and not listing.repair.now


def test_the_page_and_the_check_say_the_same(office: Office, world: World) -> None:
    (listing,) = organisation_view(office, world.listed, TODAY).listings
    shown = {action: row.effect for row in reversed(listing.follows) for action, _ in row.actions}
    assert shown
    for action in office.rulebook.actions:
        assert check(office, world.listed, action, "test").verdict == shown.get(action, "clear")


def test_an_open_objection_is_flagged(office: Office, world: World) -> None:
    assert organisation_view(office, world.objected, TODAY).objection
    assert not organisation_view(office, world.listed, TODAY).objection


def test_what_ended_or_was_withdrawn_is_gone(office: Office, world: World) -> None:
    for code in (world.ended, world.withdrawn, world.clean):
        view = organisation_view(office, code, TODAY)
        assert (view.listings, view.records, view.effect) == ([], [], None)
        assert world.sealed_word not in repr(view)


def test_a_listing_ends_by_the_clock_alone(office: Office, world: World) -> None:
    (listing,) = organisation_view(office, world.listed, TODAY).listings
    assert listing.until is not None
    assert organisation_view(office, world.listed, listing.until - timedelta(days=1)).listings
    assert not organisation_view(office, world.listed, listing.until).listings


def test_a_record_is_shown_within_its_window_alone(office: Office, world: World) -> None:
    records = organisation_view(office, world.listed, TODAY).records
    assert len(records) == 2
    ends = max(record.publish_until for record in records if record.publish_until)
    assert organisation_view(office, world.listed, ends - timedelta(days=1)).records
    assert not organisation_view(office, world.listed, ends).records
    assert not organisation_view(office, world.listed, records[0].publish_from - timedelta(days=1)).records


def test_a_correction_replaces_what_was_wrong(office: Office, world: World) -> None:
    records = organisation_view(office, world.listed, TODAY).records
    corrected = next(record for record in records if record.corrected)
    assert {field.minor_units for field in corrected.fields if field.key == "fine_fen"} == {2_000_00}


def test_personal_columns_are_never_shown() -> None:
    form = FORMS["penalty"]
    personal = [column.key for column in form.columns if column.fate == "personal"]
    assert "legal_representative" in personal
    content: dict[str, str | int] = dict.fromkeys(personal, "示例") | {"facts": "标签不符合规定。"}
    assert [field.key for field in shown_fields(form, content)] == ["facts"]
    assert shown_fields(None, {"anything": "x"}) == []


def test_unsealed_listings_have_no_effect_and_are_not_shown(office: Office, world: World) -> None:
    """An adverse beginning takes effect when it is sealed; here the seal is held back by hand."""
    (listing,) = organisation_view(office, world.listed, TODAY).listings
    held_back = _Sealed(office, listing.seq)
    assert organisation_view(held_back, world.listed, TODAY).listings == []


def test_unknown_code(office: Office) -> None:
    with pytest.raises(NotFound) as raised:
        organisation_view(office, "91980101MA00000000", TODAY)
    assert isinstance(raised.value.detail, Text) and raised.value.todo


def test_the_page_reads_the_journal_a_bounded_number_of_times(office: Office, world: World) -> None:
    counted = _Counting(office)
    view = organisation_view(counted, world.listed, TODAY)
    bodies = len(view.records) + 1 + 5  # records, the correction, the case's entries
    assert len(counted.calls) <= 9 + bodies, counted.calls
    counted.calls.clear()
    organisation_view(counted, world.withdrawn, TODAY)
    assert len(counted.calls) <= 8, counted.calls


class _Counting:
    """An office whose readings note each call."""

    def __init__(self, office: Office) -> None:
        self.rulebook = office.rulebook
        self.store: Any = self
        self._store = office.store
        self.calls: list[str] = []
        self.refuse_behind = office.store.refuse_behind

    @contextmanager
    def reading(self) -> Any:
        with self._store.reading() as reading:
            yield _Noting(reading, self.calls)


class _Noting:
    def __init__(self, reading: Any, calls: list[str]) -> None:
        self._reading, self._calls = reading, calls

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._reading, name)

        def noted(*arguments: Any, **named: Any) -> Any:
            self._calls.append(name)
            return method(*arguments, **named)

        return noted


class _Sealed(_Counting):
    """An office whose newest checkpoint covers only the entries below ``size``."""

    def __init__(self, office: Office, size: int) -> None:
        super().__init__(office)
        self.size = size

    @contextmanager
    def reading(self) -> Any:
        with self._store.reading() as reading:
            noting = _Noting(reading, self.calls)
            noting.sealed_size = lambda: self.size
            yield noting


@pytest.mark.article(14)
def test_a_register_that_lacks_acknowledged_entries_shows_nobody(office: Office, world: World) -> None:
    """Restored from an older copy it may hold as standing what has ended since."""
    office.store.behind = 1
    try:
        with pytest.raises(OperatorError) as caught:
            organisation_view(office, world.listed, office.today())
    finally:
        office.store.behind = 0
    assert caught.value.code == "register-behind"


@pytest.mark.article(8)
def test_no_time_to_contest_runs_before_the_decision_was_served(office: Office, world: World) -> None:
    """The day of the approval begins no time: a public page that called it over would tell of a right as lost."""
    (listing,) = organisation_view(office, world.listed, TODAY + timedelta(days=400)).listings
    assert all(remedy.until is None and not remedy.passed and remedy.runs for remedy in listing.remedies)
    said = {remedy.id: remedy.runs for remedy in listing.remedies}
    assert said["reconsideration"] == ("自决定送达之日起60日内", "within 60 days of service of the decision")
