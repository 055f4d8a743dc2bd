"""The country keeps to the published figures that it claims to, and the page says what a run said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from xinyong.lab.country import rates
from xinyong.lab.country.acts import sum_fen, wan, yuan
from xinyong.lab.country.branches import BRANCHES, KIND_SHARES
from xinyong.lab.country.calibration import ABSENT, lines, page, shape
from xinyong.lab.country.making import make_country
from xinyong.lab.country.manifest import Manifest
from xinyong.lab.country.population import Plan
from xinyong.lab.country.seeded import VERSION, quotas
from xinyong.lab.country.tally import Tally


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    plan = Plan(40_000, 6_000, date(2020, 1, 1), date(2025, 12, 31), 4)
    return make_country(plan, tmp_path_factory.mktemp("calibration") / "country")


def test_every_published_figure_in_reach_is_reproduced(manifest: Manifest) -> None:
    found = lines(manifest)
    assert len(found) == 6
    assert all(line.reproduced for line in found), [line for line in found if not line.reproduced]


def test_the_bands_are_narrow_enough_to_fail(manifest: Manifest) -> None:
    for line in lines(manifest):
        width = line.high - line.low + 7 * line.chance
        assert not line._replace(obtained=line.high + width).reproduced
        assert not line._replace(obtained=line.low - width).reproduced or line.low == 0


def test_a_run_of_half_a_year_is_held_to_no_years_figure(tmp_path: Path) -> None:
    plan = Plan(300, 10, date(2024, 7, 1), date(2024, 12, 31), 4)
    assert lines(make_country(plan, tmp_path / "half")) == []


def test_kinds_and_cities_come_in_their_shares(manifest: Manifest) -> None:
    tally = Tally.of(manifest.counts)
    count = sum(tally.kinds.values())
    assert count == 40_000 == sum(tally.cities.values())
    for prefix, share in KIND_SHARES.items():
        assert abs(tally.kinds[prefix] / count - share) < 0.004, prefix
    sizes = [number for _, number in tally.cities.most_common()]
    assert sizes[0] > 10 * sizes[-1] and sizes[0] / count < 0.25


def test_registrations_grow_and_penalties_concentrate(manifest: Manifest) -> None:
    tally = Tally.of(manifest.counts)
    active = [tally.total("active", year) for year in range(2020, 2026)]
    assert active == sorted(active) and active[-1] > 1.3 * active[0]
    assert tally.top_share(0.1) > 0.2
    assert tally.often[1] > tally.often[2] > tally.often[4] > 0


def test_sums_are_log_normal_in_whole_fen() -> None:
    sums = [sum_fen(8_000, 1.0, (at + 0.5) / 2_000) for at in range(2_000)]
    assert sums[1_000] == pytest.approx(800_000, rel=0.01)
    assert sums[int(2_000 * 0.8413)] / sums[1_000] == pytest.approx(2.718, rel=0.02)
    assert min(sums) >= 100
    assert (wan(554_119), yuan(554_119), yuan(550_000), yuan(550_010)) == ("0.554119", "5541.19", "5500", "5500.1")


def test_quotas_are_whole_and_complete() -> None:
    found = quotas([branch.share for branch in BRANCHES], 2_000)
    assert sum(found) == 2_000 and min(found) >= 1
    assert quotas([1, 1, 2], 8) == [2, 2, 4]


def test_the_page_says_what_the_run_said(manifest: Manifest) -> None:
    told = page(manifest)
    for line in lines(manifest):
        assert f"{100 * line.obtained:.2f} %" in told
    for each in ABSENT:
        assert each.why.zh in told and each.why.en in told
    assert all(value in told for _, value in shape(manifest))


def test_the_page_in_the_docs_is_of_this_generator() -> None:
    """Its figures are of a run of a million: made again whenever the generator gives other bytes."""
    told = (ROOT / "docs" / "calibration.md").read_text(encoding="utf-8")
    assert f"Generator {VERSION};" in told
    assert "--organisations 1000000" in told and "否 no" not in told


def test_rates_say_what_they_rest_on() -> None:
    assert round(rates.REPAIRED, 4) == 0.0576
    assert rates.year(2024).defaulters == 1.0
    assert rates.year(2025).defaulters == pytest.approx(2.3398 / 2.457)
    assert sum(share * much for share, much in rates.PROPENSITY) == pytest.approx(1.0, abs=0.01)
