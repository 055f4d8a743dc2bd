"""What a run counts as it goes: enough to say which published figures it reproduces, in flat memory."""

from __future__ import annotations

from collections import Counter
from typing import Any


class Tally:
    """Counts of one run. Keys with a year are ``"key/year"``; keys of a kind are prefixes of GB 32100."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.sections: Counter[str] = Counter()
        self.cities: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.near = 0
        self.yearly: Counter[tuple[str, str, int]] = Counter()  # (what, kind, year)
        self.often: Counter[int] = Counter()  # penalties per penalised organisation
        self.persons = 0
        self.ages: Counter[str] = Counter()  # of persons at their first entry, by the least age of their band

    def note(self, what: str, kind: str, year: int) -> None:
        """One more of something in a year."""
        self.yearly[what, kind, year] += 1

    def total(self, what: str, year: int | None = None, kinds: tuple[str, ...] = ()) -> int:
        """How many in a year (or all years), of some kinds (or all)."""
        return sum(
            count for (each, kind, when), count in self.yearly.items()
            if each == what and (year is None or when == year) and (not kinds or kind in kinds)
        )

    def top_share(self, share: float) -> float:
        """Share of all penalties that fall to the most penalised ``share`` of penalised organisations."""
        left = share * sum(self.often.values())
        held = 0.0
        for count in sorted(self.often, reverse=True):
            taken = min(left, self.often[count])
            held, left = held + taken * count, left - taken
        whole = sum(count * number for count, number in self.often.items())
        return held / whole if whole else 0.0

    def as_dict(self) -> dict[str, Any]:
        """As the manifest keeps it."""
        yearly: dict[str, dict[str, dict[str, int]]] = {}
        for (what, kind, year), count in sorted(self.yearly.items()):
            yearly.setdefault(what, {}).setdefault(kind, {})[str(year)] = count
        return {
            "kinds": dict(sorted(self.kinds.items())), "sections": dict(sorted(self.sections.items())),
            "cities": dict(self.cities.most_common()), "statuses": dict(sorted(self.statuses.items())),
            "near_duplicates": self.near, "persons": self.persons,
            "ages": dict(sorted(self.ages.items())), "yearly": yearly,
            "penalties_per_organisation": {str(count): number for count, number in sorted(self.often.items())},
        }

    @classmethod
    def of(cls, data: dict[str, Any]) -> Tally:
        """The counts that a manifest keeps."""
        tally = cls()
        for name in ("kinds", "sections", "cities", "statuses", "ages"):
            getattr(tally, name).update(data[name])
        tally.near, tally.persons = data["near_duplicates"], data["persons"]
        for what, kinds in data["yearly"].items():
            for kind, years in kinds.items():
                for year, count in years.items():
                    tally.yearly[what, kind, int(year)] = count
        tally.often.update({int(count): number for count, number in data["penalties_per_organisation"].items()})
        return tally
