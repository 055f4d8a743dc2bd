"""Made-up persons: they exist only as parties of court entries, by a synthetic resident number and a made-up name.

No address, no kin, nothing else. Numbers begin with 98, which belongs to no province; each is different by
construction; names are of a family that nobody bears. Entries are person-times, as the courts count them:
some persons have several. All are of age on the day of every entry; minors come among the broken rows alone,
where the intake owes them a refusal (Article 10).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xinyong.lab.country import rates
from xinyong.lab.country.acts import Acts, Row, age, enforcement, sex, sum_fen, yuan
from xinyong.lab.country.geography import CITIES, SIZES, City, province_division
from xinyong.lab.country.layouts import COURT_PERSONS
from xinyong.lab.country.names import person_name
from xinyong.lab.country.offences import COURTS
from xinyong.lab.country.population import MOST, Plan
from xinyong.lab.country.seeded import Draw, Substreams, Weighted
from xinyong.subjects.resident import RESIDENT

YOUNGEST, OLDEST = 18, 78  # on the plan's first day, hence of age at every entry
AGE_BANDS = (18, 25, 35, 45, 55, 65)
"""Least ages of the bands that a run counts its persons in, at their first entry."""
_PAIRS = 100 * 999  # divisions × orders of one date of birth
_BLOCK = 256  # births are spaced so that persons who share division and order differ in their day
assert MOST <= _PAIRS * _BLOCK
_CITIES = Weighted(list(zip(CITIES, SIZES, strict=True)))


def resident_number(number: int, first: date, u: float) -> str:
    """The ``number``-th person's synthetic number, different for each below ``MOST``; ``u`` sets the age."""
    block, pair = divmod(number, _PAIRS)
    oldest = first.toordinal() - int(OLDEST * 365.25)
    # Two draws' middle would need two; a triangle around the middle comes from one by its inverse.
    bent = (u * 2) ** 0.5 / 2 if u < 0.5 else 1 - ((1 - u) * 2) ** 0.5 / 2
    day = oldest + int(bent * (OLDEST - YOUNGEST - 1) * 365.25)
    born = date.fromordinal(day - day % _BLOCK + block)
    return RESIDENT.synthetic_born(born, pair % 999 + 1, pair // 999)


class People:
    """The persons of one plan, as parties of court entries."""

    def __init__(self, plan: Plan, acts: Acts) -> None:
        self.plan, self.acts = plan, acts
        self._streams = Substreams(plan.seed, "person")
        self._years = Weighted([(span, span.rates.defaulters * span.part) for span in acts.spans])

    def of(self, number: int) -> Iterator[Row]:
        """The entries of the ``number``-th person: at least one."""
        draw = self._streams.of(number)
        city = _CITIES.pick(draw())
        code = resident_number(number, self.plan.first, draw())
        self.acts.tally.persons += 1
        name = person_name(int(draw() * MOST))
        for turn in range(rates.PERSON_ENTRIES_MOST):
            if turn and draw() >= rates.PERSON_AGAIN:
                return
            yield self._entry(city, (code, name), (number, turn), draw)

    def _entry(self, city: City, who: tuple[str, str], which: tuple[int, int], draw: Draw) -> Row:
        code, name = who
        serial = which[0] * rates.PERSON_ENTRIES_MOST + which[1]
        span = self._years.pick(draw())
        day = self.acts.day(span.low, span.high, draw()) or self.acts.days.at_or_before(span.high)
        self.acts.tally.note("defaulters", "person", day.year)
        duty = f"偿还借款人民币{yuan(sum_fen(60_000, 1.3, draw()))}元及利息"
        cells = enforcement(city, day, 2 * serial + 1, duty, draw)
        born = date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
        years = age(born, day)
        if which[1] == 0:
            self.acts.tally.ages[str(max(band for band in AGE_BANDS if band <= years))] += 1
        cells |= {"iname": name, "cardNum": code, "age": str(years), "sexy": sex(int(code[16])), "partyTypeName": "0"}
        region = f"persons-{province_division(city.province)}"
        return Row(COURT_PERSONS, COURTS.id, region, COURT_PERSONS.row(cells), day)
