"""How often things happen in the synthetic country, each rate with what it is calibrated to.

``published`` rates stand in ``docs/calibration.md`` beside what a run obtained; the others are assumptions
that no published figure supports, and say so.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

GROWTH = 0.10  # assumption: registrations of a year exceed those of the year before by about a tenth

# Published: companies sanctioned in a year, 1-2 % (2020) and about 1 % (2023); government bodies below 0.1 %.
SANCTIONED = {2020: 0.0150, 2021: 0.0135, 2022: 0.0115, 2023: 0.0100}
SANCTIONED_BEFORE, SANCTIONED_AFTER = 0.0150, 0.0100
SANCTIONED_OF_COMPANIES = {"91": 1.0, "92": 0.35, "93": 0.5, "51": 0.6, "52": 0.8, "53": 0.4, "12": 0.15, "11": 0.04}
"""Assumption but for 91 and 11: the rate of each kind as a part of that of companies."""

# Assumption: a few are sanctioned often. Shares of organisations and how their propensity compares.
PROPENSITY = ((0.80, 0.35), (0.17, 2.0), (0.03, 12.7))
AGAIN = 0.16  # chance of one penalty more in the year, times the root of the propensity, below AGAIN_MOST
AGAIN_MOST, PENALTIES_MOST = 0.6, 9

# Published: new entries of judgment defaulters, in millions of person-times.
DEFAULTER_ENTRIES = {2023: 3.21, 2024: 2.457, 2025: 2.3398}
DEFAULTERS_BEFORE, DEFAULTERS_AFTER = 3.21, 2.3398
COMPANY_DEFAULTS = 0.0050  # assumption: new entries per company and year at the level of 2024
DEFAULTS_OF_COMPANIES = {"91": 1.0, "92": 0.1, "93": 0.4, "52": 0.1}
PERSON_AGAIN = 0.18  # assumption: chance that a person has one entry more (flows count person-times)
PERSON_ENTRIES_MOST = 6

# Published: 44.16 million entities repaired by market regulators, September 2021 to October 2025, of 184 million.
REPAIRED = 44.16 / 184 / (50 / 12)
ABNORMAL = 0.0655  # entries per operator and year that make the removals come to REPAIRED
ABNORMAL_DAYS, ABNORMAL_SIGMA = 110.0, 1.1  # median days until removal, spread of their logarithm
ABNORMAL_KINDS = ("91", "92", "93")

LICENCES = {"91": 0.06, "92": 0.04, "93": 0.02, "52": 0.10, "12": 0.03}  # assumption, per organisation and year
PROCUREMENT = 0.0002  # assumption: procurement penalties per company and year


class Year(NamedTuple):
    """The rates of one calendar year."""

    year: int
    sanctioned: float
    defaulters: float  # entries relative to 2024

    @property
    def company_defaults(self) -> float:
        """Entries per company relative to 2024: companies grow in number, the published flow does not."""
        return self.defaulters * exp(-GROWTH * (self.year - 2024))


def year(number: int) -> Year:
    """The rates of a year: published ones for their years, the nearest published ones before and after."""
    sanctioned = SANCTIONED.get(number, SANCTIONED_BEFORE if number < 2020 else SANCTIONED_AFTER)
    entries = DEFAULTER_ENTRIES.get(number, DEFAULTERS_BEFORE if number < 2023 else DEFAULTERS_AFTER)
    return Year(number, sanctioned, entries / DEFAULTER_ENTRIES[2024])
