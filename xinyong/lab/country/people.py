"""Made-up persons: they exist only as parties of court entries, by a synthetic resident number and nothing else.

No name, no address, no kin. Numbers begin with 98, which belongs to no province; each is different by
construction. Entries are person-times, as the courts count them: some persons have several.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xinyong.lab.country import rates
from xinyong.lab.country.acts import Acts, Row, enforcement, sum_fen, yuan
from xinyong.lab.country.geography import CITIES, SIZES, City, province_division
from xinyong.lab.country.layouts import COURT
from xinyong.lab.country.offences import COURTS
from xinyong.lab.country.population import MOST, Plan
from xinyong.lab.country.seeded import Draw, Substreams, Weighted
from xinyong.subjects.resident import RESIDENT

YOUNGEST, OLDEST = 20, 68  # on the plan's first day, hence of age at every entry
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
        for turn in range(rates.PERSON_ENTRIES_MOST):
            if turn and draw() >= rates.PERSON_AGAIN:
                return
            yield self._entry(city, code, number * rates.PERSON_ENTRIES_MOST + turn, draw)

    def _entry(self, city: City, code: str, serial: int, draw: Draw) -> Row:
        span = self._years.pick(draw())
        day = self.acts.day(span.low, span.high, draw()) or self.acts.days.at_or_before(span.high)
        self.acts.tally.note("defaulters", "person", day.year)
        duty = f"偿还借款人民币{yuan(sum_fen(60_000, 1.3, draw()))}元及利息"
        cells = enforcement(city, day, 2 * serial + 1, duty, draw)
        born = date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        cells |= {"cardNum": code, "age": str(age), "sexy": "男" if int(code[16]) % 2 else "女", "partyTypeName": "0"}
        return Row(COURT, COURTS.id, f"persons-{province_division(city.province)}", COURT.row(cells), day)
