"""A country is the same from the same seed, grows without changing, stays flat in memory and names nobody real."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from xinyong.casework.calendars import calendar
from xinyong.errors import BadInput, OperatorError
from xinyong.lab.country import branches, geography, names, rates
from xinyong.lab.country.broken import Expected
from xinyong.lab.country.layouts import LAYOUTS
from xinyong.lab.country.making import make_country
from xinyong.lab.country.manifest import Manifest, verify_manifest
from xinyong.lab.country.people import resident_number
from xinyong.lab.country.population import Organisation, Plan, Population
from xinyong.subjects.names.divisions import TABLE
from xinyong.subjects.resident import RESIDENT, birth_date
from xinyong.subjects.uscc import KINDS, USCC

PLAN = Plan(3_000, 200, date(2021, 1, 1), date(2025, 12, 31), 11, 0.02)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    folder = tmp_path_factory.mktemp("country") / "made"
    return folder, make_country(PLAN, folder)


def rows(folder: Path, manifest: Manifest, form: str = "") -> Iterator[tuple[str, list[str], list[str]]]:
    """Form, heading and cells of every row of every file (of one form)."""
    for facts in manifest.files:
        if form in ("", facts.form):
            with (folder / facts.path).open(encoding=facts.encoding, newline="") as file:
                reader = csv.reader(file)
                heading = next(reader)
                for cells in reader:
                    yield facts.form, heading, cells


def whole_rows(folder: Path, manifest: Manifest, form: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Those of ``rows`` that are not broken on purpose."""
    broken = {(each.file, each.row) for line in (folder / "expected.jsonl").read_bytes().splitlines()
              for each in (msgspec.json.decode(line, type=Expected),)}
    for facts in manifest.files:
        if facts.form == form:
            one = msgspec.structs.replace(manifest, files=[facts])
            for number, row in enumerate(rows(folder, one), start=2):
                if (facts.path, number) not in broken:
                    yield row


def digests(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_bytes_whatever_the_process(made: tuple[Path, Manifest], tmp_path: Path) -> None:
    out = tmp_path / "elsewhere" / "名"
    command = [sys.executable, "-P", "-m", "xinyong", "lab", "country", "--organisations", "3000", "--persons", "200",
               "--years", "2021-2025", "--seed", "11", "--broken", "0.02", "--out", str(out), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "77"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith('{"organisations":3000,')
    assert digests(out) == digests(made[0])


def test_the_generators_number_stands_for_its_bytes(tmp_path: Path) -> None:
    """One country pinned: whoever changes what the same seed gives raises ``seeded.VERSION`` and this digest."""
    manifest = make_country(Plan(400, 30, date(2022, 1, 1), date(2024, 12, 31), 5, 0.05), tmp_path / "pinned")
    assert manifest.signature.startswith("33fe6fb9b524")


def test_another_seed_gives_others(made: tuple[Path, Manifest], tmp_path: Path) -> None:
    make_country(PLAN._replace(seed=12, organisations=200, persons=5), tmp_path / "b")
    first = {subject.name for subject in Population(PLAN)}
    assert len(first & {subject.name for subject in Population(PLAN._replace(seed=12))}) < len(first) / 20


def test_a_larger_country_begins_with_the_smaller() -> None:
    larger = Population(PLAN._replace(organisations=100_000, persons=9, broken=0.3))
    assert [larger.organisation(number) for number in range(0, 3_000, 7)] == list(Population(PLAN))[::7]


def test_a_larger_countrys_files_begin_with_the_smallers(made: tuple[Path, Manifest], tmp_path: Path) -> None:
    make_country(PLAN._replace(organisations=4_500), tmp_path / "larger")
    for facts in made[1].files:
        larger = (tmp_path / "larger" / facts.path).read_bytes()
        assert larger.startswith((made[0] / facts.path).read_bytes()), facts.path


_PEAK = """
import resource, sys
from datetime import date
from pathlib import Path
from xinyong.lab.country.making import make_country
from xinyong.lab.country.population import Plan
make_country(Plan(int(sys.argv[1]), int(sys.argv[1]) // 10, date(2024, 1, 1), date(2025, 12, 31), 3), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_country(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        done = subprocess.run([sys.executable, "-P", "-c", _PEAK, str(count), str(tmp_path / str(count))],
                              env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
        return int(done.stdout)  # KiB

    small, large = peak(10_000), peak(60_000)
    assert large - small < 8_192, (small, large)


def test_names_and_codes_are_unique() -> None:
    people = list(Population(PLAN._replace(organisations=60_000)))
    assert len({subject.code for subject in people}) == len(people)
    assert len({subject.name for subject in people}) == len(people)
    near = sum(subject.near for subject in people)
    assert 0.01 < near / len(people) < 0.04


def test_no_two_parts_spell_the_same_name() -> None:
    """What makes names unique by construction: cores differ by rank, and core and word divide in one way only."""
    firsts = {word[0] for branch in branches.BRANCHES for word in branch.words}
    assert not firsts & set(names.THIRD)
    for prefix in branches.KIND_SHARES:
        words = [word for branch in branches.BRANCHES if branch.prefix == prefix for word in branch.words]
        assert len(words) == len(set(words)), prefix
    assert len(set(names.FIRST)) == len(names.FIRST) and len(set(names.SECOND)) == len(names.SECOND)


@given(st.sets(st.integers(0, names.TRIPLES - 1), min_size=2, max_size=40), st.integers(0, names.TRIPLES))
def test_cores_differ_by_rank(ranks: set[int], offset: int) -> None:
    assert len({names.core(rank, offset) for rank in ranks}) == len(ranks)


def test_the_first_cores_of_a_cell_all_differ() -> None:
    assert len({names.core(rank, 5) for rank in range(150_000)}) == 150_000


def test_no_place_is_real() -> None:
    made_up = {each for city in geography.CITIES for each in (city.name, city.province_name, *city.counties)}
    real = set(re.split(r"[\s/\d]+", TABLE))
    assert len(real) > 2_000 and not made_up & real


def test_no_name_is_a_real_organisations(validation_data: Callable[[str], Path]) -> None:
    real: set[str] = set()
    for file in ("uscc_pairs_real.csv", "uscc_nonconforming_real.csv"):
        with validation_data(file).open(encoding="utf-8-sig", newline="") as stream:
            real |= {row["org_name"].strip() for row in csv.DictReader(stream)}
    assert len(real) > 1_000
    assert not real & {subject.name for subject in Population(PLAN._replace(organisations=100_000))}


def test_industries_are_those_of_the_standard(validation_data: Callable[[str], Path]) -> None:
    with validation_data("gbt4754_2017_industry_codes.csv").open(encoding="utf-8-sig", newline="") as stream:
        known = {row["code"] for row in csv.DictReader(stream)}
    assert {branch.industry for branch in branches.BRANCHES} <= known


def test_every_code_is_synthetic_and_well_formed(made: tuple[Path, Manifest]) -> None:
    for subject in Population(PLAN):
        reading = USCC.read(subject.code)
        assert reading.synthetic and not reading.warnings
        assert reading.subject_kind == KINDS[subject.branch.prefix]
        assert reading.region == subject.city.division(subject.county)


def test_lives_and_acts_keep_their_order(made: tuple[Path, Manifest]) -> None:
    folder, manifest = made
    working = calendar("cn")
    known: dict[str, Organisation] = {subject.code: subject for subject in Population(PLAN)}
    for subject in known.values():
        assert working.is_working_day(subject.registered_on)
        assert subject.registered_on <= PLAN.last
        assert (subject.ended_on is None) == (subject.status == "存续")
    seen = 0
    for form, _, cells in rows(folder, manifest):
        roles = LAYOUTS[form].roles
        about = known.get(cells[roles["code"]]) if len(cells) == len(LAYOUTS[form].columns) else None
        text = re.sub("[-/年月日]", "", cells[roles["day"]]) if about else ""
        if about is None or form == "registration" or len(text) != 8 or text in ("20980512", "20230230", "20221305"):
            continue
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
        assert PLAN.first <= day <= PLAN.last, (form, about, day)
        assert about.registered_on <= day and (about.ended_on is None or day < about.ended_on), (form, about, day)
        assert working.is_working_day(day)
        seen += 1
    assert seen > 300


def test_persons_are_synthetic_numbers_and_made_up_names(made: tuple[Path, Manifest]) -> None:
    numbers, ages = [], set()
    for _, heading, cells in whole_rows(*made, form="court-enforcement"):
        row = dict(zip(heading, cells, strict=True))
        if row["partyTypeName"] == "0":
            assert RESIDENT.read(row["cardNum"]).synthetic and row["cardNum"].startswith("98")
            assert row["iname"].startswith(names.PERSONS_FAMILY) and row["businessEntity"] == ""
            assert row["sexy"] == ("男" if int(row["cardNum"][16]) % 2 else "女")
            assert 18 <= int(row["age"]) <= 84
            ages.add(int(row["age"]))
            numbers.append(row["cardNum"])
        else:
            assert USCC.is_synthetic(row["cardNum"]) and row["age"] == "0"
    assert 0.9 * PLAN.persons < len(set(numbers)) <= PLAN.persons < len(numbers)
    assert min(ages) < 25 and max(ages) > 65 and len(ages) > 30


@given(st.lists(st.tuples(st.integers(0, 19_999_999), st.floats(0, 1, exclude_max=True)), min_size=2, max_size=60,
                unique_by=lambda pair: pair[0]))
def test_every_person_has_a_number_of_their_own(people: list[tuple[int, float]]) -> None:
    first = date(2021, 1, 1)
    numbers = [resident_number(number, first, u) for number, u in people]
    assert len(set(numbers)) == len(numbers)
    assert all(18 <= (first - birth_date(number)).days / 365.25 <= 80 for number in numbers)


def test_neighbours_in_the_sequence_of_persons_differ() -> None:
    """Those who share division and order are a block apart, and their birthdays differ whatever their age."""
    first = date(2021, 1, 1)
    numbers = [resident_number(5 + block * 99_900, first, u / 50) for block in range(200) for u in range(50)]
    by_block = [set(numbers[block * 50: block * 50 + 50]) for block in range(200)]
    assert len(set().union(*by_block)) == sum(map(len, by_block))


def test_both_encodings_are_there(made: tuple[Path, Manifest]) -> None:
    assert {facts.encoding for facts in made[1].files} == {"utf-8", "utf-8-sig", "gb18030"}


def test_the_manifest_tells_a_changed_country(made: tuple[Path, Manifest], tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    manifest = make_country(PLAN._replace(organisations=150, persons=5), folder)
    assert verify_manifest(folder) == manifest
    target = folder / manifest.files[0].path
    whole = target.read_bytes()
    target.write_bytes(whole + b"x")
    with pytest.raises(BadInput, match=r"missing or was changed"):
        verify_manifest(folder)
    target.write_bytes(whole)
    (folder / "registration" / "mine.csv").write_text("a", encoding="utf-8")
    with pytest.raises(BadInput, match="not of the country"):
        verify_manifest(folder)
    (folder / "registration" / "mine.csv").unlink()
    told = folder / "manifest.json"
    told.write_text(told.read_text("utf-8").replace('"organisations": 150', '"organisations": 151'), encoding="utf-8")
    with pytest.raises(BadInput, match="signature"):
        verify_manifest(folder)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine", encoding="utf-8")
    with pytest.raises(OperatorError, match="holds something"):
        make_country(PLAN, tmp_path)
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("wrong", [
    {"organisations": 0}, {"persons": -1}, {"broken": 0.6}, {"first": date(2026, 1, 1)}, {"first": date(1980, 1, 1)},
])
def test_a_plan_that_cannot_be_is_refused(wrong: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        make_country(PLAN._replace(**wrong), tmp_path / "x")  # type: ignore[arg-type]
    assert not (tmp_path / "x").exists()


def test_years_without_a_published_rate_take_the_nearest() -> None:
    assert rates.year(2015).sanctioned == rates.year(2020).sanctioned
    assert rates.year(2030).defaulters == rates.year(2025).defaulters
