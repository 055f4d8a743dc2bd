"""The real intake on a synthetic country: every row ends as the answer key says, and every whole row is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import pytest

from xinyong.errors import XinyongError
from xinyong.intake.forms.base import Layout, Setting
from xinyong.intake.forms.registry import FORMS
from xinyong.intake.reading import Sheet
from xinyong.intake.running import run
from xinyong.journal.officers import Signer, load_credential
from xinyong.lab.country.books import FileFacts
from xinyong.lab.country.broken import DAMAGES, NEVER_RECORDED, Expected
from xinyong.lab.country.making import make_country
from xinyong.lab.country.manifest import Manifest
from xinyong.lab.country.population import Plan
from xinyong.law.loading import load
from xinyong.law.never_recorded import BLANK
from xinyong.office import Office, found
from xinyong.office.batch import RowCommand, file_rows, open_file
from xinyong.office.clock import SimulatedClock
from xinyong.subjects.identifiers import get

# Six years of which five are within the retention: rows past it are refused, and the manifest counts them. Penalties
# are few, so that it takes some thousand organisations to meet every kind of damage in their form.
PLAN = Plan(10_000, 20, date(2020, 1, 1), date(2025, 12, 31), 17, 0.4)


class Row(NamedTuple):
    """What became of one row: outcome; code, field and Article of the refusal; codes of the warnings."""

    outcome: str
    code: str = ""
    field: str = ""
    article: int | None = None
    warnings: tuple[str, ...] = ()


class Taken(NamedTuple):
    """A country and what the register made of it."""

    folder: Path
    manifest: Manifest
    office: Office
    key: dict[tuple[str, int], Expected]
    rows: dict[tuple[str, int], Row]


def officer(office: Office, authority: str) -> Signer:
    return load_credential(office.home.credentials / f"{authority}-1.pem")


def taken_files(manifest: Manifest, office: Office) -> list[FileFacts]:
    """Registrations first; only what has an answer key and an authority that the rulebook knows."""
    return [facts for form in ("registration", "penalty") for facts in manifest.files
            if facts.form == form and facts.authority]


def take(office: Office, folder: Path, facts: FileFacts) -> Iterator[tuple[int, Row]]:
    """One file through the intake's reader and decoder and the office's batch, row by row."""
    with Sheet(folder / facts.path) as sheet:
        form = FORMS[facts.form]
        decode = form.decoder(Layout(form, sheet.heading), Setting(office.today(), get("uscc"), office.mode))
        opened = open_file(office, sheet.examined.digest, facts.form, facts.authority, officer(office, facts.authority))
        numbers: list[int] = []
        items: list[RowCommand | XinyongError] = []
        warnings: list[tuple[str, ...]] = []
        for record in sheet.records():
            item: RowCommand | XinyongError
            warned: tuple[str, ...] = ()
            try:
                if record.error is not None:
                    raise record.error
                item, warns = decode(record.cells)  # type: ignore[assignment]
                warned = tuple(warn.code for warn in warns)
            except XinyongError as error:
                item = error
            numbers.append(record.row)
            items.append(item)
            warnings.append(warned)
        for number, outcome, warned in zip(numbers, file_rows(office, opened, items), warnings, strict=True):
            why = outcome.error
            if why is None:
                yield number, Row(outcome.status, warnings=warned)
            else:
                yield number, Row(outcome.status, why.code, why.field or "", why.article, warned)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    place = tmp_path_factory.mktemp("taken")
    manifest = make_country(PLAN, place / "country")
    rulebook = load("cn")
    now = datetime(2025, 12, 31, 9, tzinfo=ZoneInfo(rulebook.manifest.timezone))
    lines = (place / "country" / "expected.jsonl").read_bytes().splitlines()
    expected = [msgspec.json.decode(line, type=Expected) for line in lines]
    with found(place / "register", "synthetic", rulebook, clock=SimulatedClock(now)) as office:
        seen = {(facts.path, number): row for facts in taken_files(manifest, office)
                for number, row in take(office, place / "country", facts)}
        yield Taken(place / "country", manifest, office, {(each.file, each.row): each for each in expected}, seen)


def past_retention(row: Row) -> bool:
    """Refused because what it records should be forgotten by now (Article 14)."""
    return row.article == 14 and row.field == "decided_on"


def test_every_kind_of_every_form_is_there(taken: Taken) -> None:
    met = Counter((each.file.split("/")[0], each.kind) for each in taken.key.values())
    assert set(met) == {(form, kind) for form, kinds in DAMAGES.items() for kind in kinds}
    assert sum(met.values()) == sum(facts.broken for facts in taken.manifest.files)


def test_every_broken_row_ends_as_the_answer_key_says(taken: Taken) -> None:
    checked = 0
    for at, expected in taken.key.items():
        if at not in taken.rows:
            continue  # of a file that nobody files: its registrar has no mandate
        row = taken.rows[at]
        if past_retention(row) and expected.outcome != "refused":
            continue
        assert row.outcome == expected.outcome, (expected, row)
        if expected.outcome == "refused":
            assert (row.code, row.field) == (expected.code, expected.field), (expected, row)
        elif expected.outcome == "accepted":
            assert expected.code in row.warnings, (expected, row)
        checked += 1
    assert checked > 400


def test_every_whole_row_is_accepted_without_a_remark(taken: Taken) -> None:
    older = 0
    for at, row in taken.rows.items():
        if at not in taken.key:
            older += past_retention(row)
            assert past_retention(row) or (row.outcome, row.warnings) == ("accepted", ()), (at, row)
    assert older > 0


def test_the_manifest_counts_what_is_past_its_retention(taken: Taken) -> None:
    counted = sum(facts.older for facts in taken.manifest.files if facts.form == "penalty")
    refused = sum(past_retention(row) for row in taken.rows.values())
    hidden = sum(1 for at, each in taken.key.items() if "penalty/" in each.file and each.outcome == "refused")
    assert refused <= counted <= refused + hidden


def test_the_whole_run_counts_the_same(taken: Taken, tmp_path: Path) -> None:
    """Through ``run`` into a register of its own: each outcome as often as row by row."""
    rulebook = load("cn")
    now = datetime(2025, 12, 31, 9, tzinfo=ZoneInfo(rulebook.manifest.timezone))
    total: Counter[str] = Counter()
    with found(tmp_path / "register", "synthetic", rulebook, clock=SimulatedClock(now)) as office:
        for facts in taken_files(taken.manifest, office):
            result = run(office, [taken.folder / facts.path], facts.authority, officer(office, facts.authority))
            counts = result.counts.as_dict()
            assert counts.pop("rows") == facts.rows, facts.path
            total.update(counts)
    assert +total == Counter(row.outcome for row in taken.rows.values())


@pytest.mark.article(3)
def test_nothing_of_the_never_recorded_phrases_is_kept(taken: Taken) -> None:
    texts = [str(row["facts"]) for row in _contents(taken.office) if "facts" in row]
    assert any(BLANK in text for text in texts)
    for phrase in NEVER_RECORDED:
        assert not any(phrase.strip("，") in text for text in texts)


def _contents(office: Office) -> Iterator[dict[str, str | int]]:
    with office.store.reading() as reading:
        for entry in reading.entries(0):
            content = getattr(entry.event, "content", None)
            if content:
                yield content
