"""Make a country: organisations one by one, registration and acts into the authorities' files; then the persons."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from xinyong.errors import OperatorError, Text
from xinyong.lab.country.acts import Acts, Row
from xinyong.lab.country.books import Books
from xinyong.lab.country.geography import province_division
from xinyong.lab.country.layouts import REGISTRATION
from xinyong.lab.country.manifest import Manifest, plain, write
from xinyong.lab.country.offences import CIVIL, SAMR, STAFFING, STAFFING_OFFICE, Office
from xinyong.lab.country.people import People
from xinyong.lab.country.population import Organisation, Plan, Population
from xinyong.lab.country.seeded import VERSION, Draw, Substreams
from xinyong.lab.country.tally import Tally

Progress = Callable[[int, int], None]
"""Told how many organisations and persons are done, of how many."""

TELL_EVERY = 1_000
RETENTION_YEARS = 5
_REGISTRARS: dict[str, Office] = {"51": CIVIL, "52": CIVIL, "53": CIVIL, "11": STAFFING_OFFICE, "12": STAFFING}


def make_country(plan: Plan, out: Path, progress: Progress | None = None) -> Manifest:
    """Write the files of ``plan`` into the new folder ``out``, and return the signed manifest.

    The same plan gives the same bytes. The folder is made beside its place and moved there whole.
    OperatorError where ``out`` holds something already; BadInput for a plan that cannot be.
    """
    plan.checked()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OperatorError(
            Text("该目录里已有内容，不在其中生成。", "The folder holds something already; nothing is made in it."),
            code="folder-not-empty", where=out.name, todo=Text("用 --out 指定新目录。", "Name a new folder with --out."),
        )
    partial = out.with_name(f".{out.name}.making")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    manifest = _write(plan, partial, progress or (lambda done, total: None))
    if out.exists():
        out.rmdir()
    partial.replace(out)
    return manifest


def _write(plan: Plan, folder: Path, tell: Progress) -> Manifest:
    tally = Tally()
    population = Population(plan)
    acts = Acts(plan, population.days, tally)
    total = plan.organisations + plan.persons
    oldest = date(plan.last.year - RETENTION_YEARS, plan.last.month, min(plan.last.day, 28))
    damage, wounded = Substreams(plan.seed, "broken"), Substreams(plan.seed, "broken-persons")
    with Books(folder, oldest) as books:
        for subject in population:
            draw = damage.of(subject.number)
            _count(tally, subject)
            _file(books, registration(subject), plan.broken, draw)
            for row in acts.of(subject):
                _file(books, row, plan.broken, draw)
            if subject.number % TELL_EVERY == 0:
                tell(subject.number, total)
        people = People(plan, acts)
        for number in range(plan.persons):
            draw = wounded.of(number)
            for row in people.of(number):
                _file(books, row, plan.broken, draw)
            if number % TELL_EVERY == 0:
                tell(plan.organisations + number, total)
    tell(total, total)
    return write(folder, Manifest(VERSION, plain(plan), books.rows, books.facts, books.key_digest, tally.as_dict()))


def _file(books: Books, row: Row, share: float, draw: Draw) -> None:
    if share and draw() < share:
        books.broken(row, draw)
    else:
        books.whole(row)


def registration(subject: Organisation) -> Row:
    """The row of its registrar's file. Market regulators keep a file per city, the others one per province."""
    office = _REGISTRARS.get(subject.branch.prefix, SAMR)
    city = subject.city
    place = city.name + (city.counties[subject.county - 1] if subject.county else "")
    cells = [
        subject.name, subject.code, subject.branch.industry, place + office.name, subject.registered_on.isoformat(),
        subject.status, subject.ended_on.isoformat() if subject.ended_on else "",
    ]
    region = city.division() if office is SAMR else province_division(city.province)
    # A registration is kept as long as the organisation stands: retention does not count from its day.
    return Row(REGISTRATION, office.id, region, cells, date.max)


def _count(tally: Tally, subject: Organisation) -> None:
    branch = subject.branch
    tally.kinds[branch.prefix] += 1
    tally.sections[f"{branch.prefix}/{branch.industry[0]}"] += 1
    tally.cities[subject.city.name] += 1
    tally.statuses[f"{branch.prefix}/{subject.status}"] += 1
    tally.near += subject.near
