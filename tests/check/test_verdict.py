"""Verdicts as a pure function: what is in force, strictest first, confined in time and place."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.register.book import make_book
from xinyong.check.verdict import judge
from xinyong.law.compile import Rule, verdict_table
from xinyong.law.model import Effect
from xinyong.register.standing import Exemption, Standing, in_force, state_on

DAY = date(2026, 5, 1)
SAMPLE = verdict_table(make_book(), DAY)["fixed"][0]
ORDER: tuple[Effect, ...] = ("favoured", "advisory", "conditional", "prohibited")

days = st.one_of(st.none(), st.integers(-5, 5).map(lambda n: DAY + timedelta(days=n)))
standings = st.builds(
    Standing, subject=st.just("S"), list=st.sampled_from(("a", "b", "c")), case=st.just("C"), authority=st.just("x"),
    since=days, until=days, review_by=days, ended_on=days, objection=st.booleans(), variant=st.sampled_from(("", "v")),
    seq=st.integers(0, 9), source=st.just(""), suspended=st.booleans(), relief_on=days, binds=st.integers(0, 9),
    lost=st.sampled_from((0, 0, 0, 5)),
    exempt=st.lists(
        st.builds(Exemption, st.sampled_from(("bid", "award")), *(st.just(DAY + timedelta(days=n)) for n in (-2, 2))),
        max_size=1,
    ).map(tuple),
)
rules = st.builds(
    lambda listing, effect, action, variant, territory: msgspec.structs.replace(
        SAMPLE, list=listing, action=action, effect=effect, full_effect=effect, territory=territory, variant=variant),
    st.sampled_from(("a", "b")), st.sampled_from(ORDER), st.sampled_from(("bid", "award")), st.sampled_from(("", "v")),
    st.sampled_from(("", "98", "9801")),
)  # fmt: skip
tables = st.lists(rules, max_size=6).map(lambda all: {name: [r for r in all if r.list == name] for name in ("a", "b")})
places = st.sampled_from(("", "980100", "980200", "110000"))


@given(standing=standings, offset=st.integers(-6, 6), sealed=st.one_of(st.none(), st.integers(0, 10)))
def test_a_listing_is_in_force_only_between_its_dates_and_under_its_seal(
    standing: Standing, offset: int, sealed: int | None
) -> None:
    day = DAY + timedelta(days=offset)
    expected = (
        (standing.since is None or standing.since <= day)
        and all(end is None or day < end for end in (standing.until, standing.review_by, standing.ended_on))
        and not standing.suspended
        and not (standing.lost and (sealed is None or standing.lost < sealed))
        and (sealed is None or max(standing.seq, standing.binds) < sealed)
    )
    assert in_force(standing, day, sealed) == expected


@given(standing=standings)
def test_what_has_ended_never_stands_again(standing: Standing) -> None:
    over = False
    for offset in range(-7, 8):
        now = state_on(standing, DAY + timedelta(days=offset)) in ("ended", "expired", "lapsed")
        assert now or not over
        over = over or now


@given(listings=st.lists(standings, max_size=6), table=tables, sealed=st.integers(0, 10), place=places)
def test_the_strictest_effect_in_force_decides(
    listings: list[Standing], table: dict[str, list[Rule]], sealed: int, place: str
) -> None:
    outcome, hits = judge(listings, table, "bid", DAY, sealed, place)
    assert (outcome == "clear") == (not hits)
    if hits:
        assert [hit.effect for hit in hits] == sorted((h.effect for h in hits), key=ORDER.index, reverse=True)
        assert outcome == hits[0].effect
    for hit in hits:
        assert hit.rule.action == "bid" and hit.rule.list == hit.standing.list
        assert hit.rule.variant in ("", hit.standing.variant)
        assert in_force(hit.standing, DAY, sealed)
        assert ORDER.index(hit.effect) <= ORDER.index(hit.rule.effect)
        if hit.rule.territory and place:
            assert place.startswith(hit.rule.territory)
        if hit.rule.territory and not place:
            assert hit.effect in ("advisory", "favoured")


@given(listings=st.lists(standings, max_size=5), extra=standings, table=tables, place=places)
def test_one_listing_more_never_loosens(
    listings: list[Standing], extra: Standing, table: dict[str, list[Rule]], place: str
) -> None:
    def rank(given: list[Standing]) -> int:
        return ("clear", *ORDER).index(judge(given, table, "bid", DAY, None, place)[0])

    assert rank([*listings, extra]) >= rank(listings)
