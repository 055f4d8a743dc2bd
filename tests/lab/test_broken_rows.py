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
from xinyong.lab.country import rates
from xinyong.lab.country.books import FileFacts
from xinyong.lab.country.broken import DAMAGES, NEVER_RECORDED, Expected
from xinyong.lab.country.layouts import LAYOUTS
from xinyong.lab.country.making import make_country
from xinyong.lab.country.manifest import Manifest
from xinyong.lab.country.population import Plan
from xinyong.law.loading import load
from xinyong.law.never_recorded import BLANK
from xinyong.office import Office, found
from xinyong.office.batch import RowCommand, file_rows, open_file
from xinyong.office.clock import SimulatedClock
from xinyong.subjects.identifiers import get

# Six years of which five are within the retention: rows past it are refused, and the manifest counts them. What
# happens seldom happens often here, so that few organisations meet every kind of damage of every form.
PLAN = Plan(4_000, 400, date(2020, 1, 1), date(2025, 12, 31), 17, 0.4)
OFTEN = {"PROCUREMENT": 0.04, "COMPANY_DEFAULTS": 0.05, "SANCTIONED_AFTER": 0.04, "ABNORMAL": 0.05}
ORDER = ("registration", *sorted({layout.form for layout in LAYOUTS.values()} - {"registration"}))


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


def taken_files(manifest: Manifest) -> list[FileFacts]:
    """All of them, registrations first."""
    return sorted(manifest.files, key=lambda facts: ORDER.index(facts.form))


def take(office: Office, folder: Path, facts: FileFacts) -> Iterator[tuple[int, Row]]:
    """One file through the intake's reader and decoder and the office's batch, row by row."""
    with Sheet(folder / facts.path) as sheet:
        form = FORMS[facts.form]
        setting = Setting(office.today(), get("uscc"), office.mode, "resident")
        decode = form.decoder(Layout(form, sheet.heading), setting)
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
    with pytest.MonkeyPatch.context() as patch:
        for rate, often in OFTEN.items():
            patch.setattr(rates, rate, often)
        manifest = make_country(PLAN, place / "country")
    rulebook = load("cn")
    now = datetime(2025, 12, 31, 9, tzinfo=ZoneInfo(rulebook.manifest.timezone))
    lines = (place / "country" / "expected.jsonl").read_bytes().splitlines()
    expected = [msgspec.json.decode(line, type=Expected) for line in lines]
    with found(place / "register", "synthetic", rulebook, clock=SimulatedClock(now)) as office:
        seen = {(facts.path, number): row for facts in taken_files(manifest)
                for number, row in take(office, place / "country", facts)}
        yield Taken(place / "country", manifest, office, {(each.file, each.row): each for each in expected}, seen)


def past_retention(row: Row) -> bool:
    """Refused because what it records should be forgotten by now (Article 14)."""
    return row.article == 14 and row.field == "decided_on"


def layout_key(file: str) -> str:
    form, name = file.split("/")
    return f"{form} of persons" if "-persons-" in name else form


def test_every_kind_of_every_form_is_there_as_often_as_the_manifest_says(taken: Taken) -> None:
    met = Counter((layout_key(each.file), each.kind) for each in taken.key.values())
    assert set(met) == {(form, kind) for form, kinds in DAMAGES.items() for kind in kinds}
    by_file = Counter((each.file, each.kind) for each in taken.key.values())
    assert by_file == {
        (facts.path, kind): count for facts in taken.manifest.files for kind, count in facts.kinds.items()
    }
    assert all(facts.broken == sum(facts.kinds.values()) for facts in taken.manifest.files)


def test_every_form_that_the_rulebook_takes_has_its_broken_rows(taken: Taken) -> None:
    assert {key.removesuffix(" of persons") for key in DAMAGES} == set(taken.office.rulebook.manifest.forms)


@pytest.mark.article(10)
def test_no_minor_is_recorded(taken: Taken) -> None:
    minors = [at for at, each in taken.key.items() if each.kind == "minor"]
    assert minors and all((taken.rows[at].outcome, taken.rows[at].article) == ("refused", 10) for at in minors)


def test_every_broken_row_ends_as_the_answer_key_says(taken: Taken) -> None:
    checked = 0
    for at, expected in taken.key.items():
        row = taken.rows[at]
        if past_retention(row) and expected.outcome != "refused":
            continue
        assert row.outcome == expected.outcome, (expected, row)
        if expected.outcome == "refused":
            assert (row.code, row.field) == (expected.code, expected.field), (expected, row)
        elif expected.outcome == "accepted":
            assert expected.code in row.warnings, (expected, row)
        checked += 1
    assert checked > 0.8 * len(taken.key)


def test_every_whole_row_is_accepted_without_a_remark(taken: Taken) -> None:
    older = 0
    for at, row in taken.rows.items():
        if at not in taken.key:
            older += past_retention(row)
            # The wording of a person's duty is left out of the record, and the filer told so.
            told = ("codes-alone",) if layout_key(at[0]).endswith("persons") else ()
            assert past_retention(row) or (row.outcome, row.warnings) == ("accepted", told), (at, row)
    assert older > 0


def test_the_manifest_counts_what_is_past_its_retention(taken: Taken) -> None:
    for form in ORDER:
        counted = sum(facts.older for facts in taken.manifest.files if facts.form == form)
        refused = sum(past_retention(row) for (file, _), row in taken.rows.items() if file.startswith(f"{form}/"))
        hidden = sum(each.outcome != "accepted" for each in taken.key.values() if each.file.startswith(f"{form}/"))
        assert refused <= counted <= refused + hidden, form


def test_the_whole_run_counts_the_same(taken: Taken, tmp_path: Path) -> None:
    """Through ``run`` into a register of its own: each outcome as often as row by row."""
    rulebook = load("cn")
    now = datetime(2025, 12, 31, 9, tzinfo=ZoneInfo(rulebook.manifest.timezone))
    total: Counter[str] = Counter()
    with found(tmp_path / "register", "synthetic", rulebook, clock=SimulatedClock(now)) as office:
        for facts in taken_files(taken.manifest):
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
