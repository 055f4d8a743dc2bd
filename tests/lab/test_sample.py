"""The register that ``./run`` opens: whole, verified, with cases at every stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from xinyong.errors import BadInput
from xinyong.journal.verify import verify
from xinyong.lab import sample
from xinyong.lab.country.manifest import verify_manifest
from xinyong.law.force import version_on
from xinyong.office import Office
from xinyong.register.events import ListingEnded, ListingProposed, RecordFiled

STAGES = {"proposed": 12, "notice-served": 11, "answer-received": 2, "decided": 8, "approved": 7, "dropped": 1,
          "objection-opened": 1, "ended": 1}


class Made:
    """A small register, and how its making was told."""

    def __init__(self, home: Path) -> None:
        self.told: list[tuple[int, int]] = []
        sample.make(home, lambda done, total: self.told.append((done, total)), count=2_500)
        self.office = Office.open(home)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    made = Made(tmp_path_factory.mktemp("sample") / "home")
    with made.office:
        yield made


def kinds(office: Office) -> Counter[str]:
    with office.store.reading() as reading:
        return Counter(entry.kind for entry in reading.entries(0))


def test_it_is_synthetic_and_verifies(made: Made) -> None:
    assert made.office.mode == "synthetic"
    assert verify(made.office.store)["entries"] > 2_000


def test_its_country_is_the_labs_own(made: Made) -> None:
    manifest = verify_manifest(made.office.home.path / "files")
    with made.office.store.reading() as reading:
        assert reading.count("organisation") >= 0.9 * manifest.plan["organisations"]
        assert reading.count("organisation") <= manifest.plan["organisations"]


def test_every_authoritys_files_are_in_it(made: Made) -> None:
    """Files of the country's forms were taken in, of all kinds of organisation; and filing listed nobody."""
    forms: Counter[str] = Counter()
    with made.office.store.reading() as reading:
        for entry in reading.entries(0):
            if isinstance(entry.event, RecordFiled):
                forms[entry.event.form] += 1
        institutions = reading.rows("organisation", limit=1, subject_kind="institution")
        bodies = reading.rows("organisation", limit=1, subject_kind="government-body")
        listed = reading.count("standing")
    assert institutions and bodies
    assert forms["licence"] > 50 and forms["abnormal-operations"] > 50 and forms["penalty"] > 20
    assert forms["court-enforcement"] > 0
    met = kinds(made.office)
    assert listed == met["listing.approved/1"] + met["status.filed/1"]


def test_a_dozen_cases_stand_at_different_stages(made: Made) -> None:
    with made.office.store.reading() as reading:
        events = [entry.event for entry in reading.entries(0)]
    proposed = {event.case: event.list for event in events if isinstance(event, ListingProposed)}
    told = Counter(
        str(event.__struct_config__.tag) for event in events if proposed.get(getattr(event, "case", "")) == sample.LIST
    )
    assert {kind: told[f"listing.{kind}/1"] for kind in STAGES} == STAGES
    assert kinds(made.office)["record.filed/1"] > 20


def test_every_list_that_an_organisation_can_be_on_today_shows_something(made: Made) -> None:
    today = made.office.today()
    versions = {each.id: version_on(each.versions, today) for each in made.office.rulebook.lists.values()}
    reached = {name for name, version in versions.items() if version and set(version.subjects) - {"person"}}
    with made.office.store.reading() as reading:
        standing = reading.rows("standing")
    assert {row["list"] for row in standing} == reached
    in_force = {row["list"] for row in standing if row["ended_on"] is None}
    assert in_force >= reached - {"spc-consumption-restriction"}


def test_some_take_another_turn(made: Made) -> None:
    """An open objection, a suit, one withdrawn, one repaired, some performed, grade A lost to a listing."""
    met = kinds(made.office)
    assert met["listing.objection-opened/1"] - met["listing.objection-decided/1"] == 2
    assert (met["listing.contest-opened/1"], met["listing.suspended/1"], met["honour.lost/1"]) == (1, 1, 1)
    assert (met["listing.withdrawn/1"], met["listing.repair-decided/1"]) == (1, 1)
    with made.office.store.reading() as reading:
        endings = {entry.event.ending for entry in reading.entries(0) if isinstance(entry.event, ListingEnded)}
    assert endings >= {"annulled", "repaired", "performed", "settled", "duty-done"}


def test_a_succession_and_a_dissolution_stand_in_it(made: Made) -> None:
    met = kinds(made.office)
    assert (met["organisation.succeeded/1"], met["organisation.dissolved/1"]) == (1, 1)
    with made.office.store.reading() as reading:
        (row,) = reading.rows("succession")
        assert reading.rows("standing", subject=row["subject"])
        assert not reading.rows("standing", subject=row["successor"])


def test_its_progress_ends_where_it_said(made: Made) -> None:
    done, total = made.told[-1]
    assert done == total
    assert [each for each, _ in made.told] == sorted(each for each, _ in made.told)


def test_too_few_organisations_for_the_cases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="at least"):
        sample.make(tmp_path / "home", count=50)
    assert not (tmp_path / "home").exists()
