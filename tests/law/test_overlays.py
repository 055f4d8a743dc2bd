"""Emergency overlays: which day they cover, what they suspend, and that a rulebook without them is as it was."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.law import joint
from xinyong.law.loading import decode, digest_of, encode, load
from xinyong.law.model import Words
from xinyong.law.overlays import Overlay, OverlayItem, holding, items_on, suspending

BASE = Path(__file__).parent / "base"


@given(st.dates(date(2020, 1, 1), date(2024, 1, 1)))
def test_an_item_covers_its_days_and_no_other(day: date) -> None:
    book = load(BASE)
    found = {item.id for _, item in items_on(book.overlays, day)}
    inside = date(2021, 3, 1) <= day < date(2021, 9, 1)
    assert ("late" in found) == inside
    assert ("profiteering" in found) == (inside and day < date(2021, 8, 1))
    assert (suspending(book.overlays, "demo", "grave-fraud", day) is not None) == inside
    assert suspending(book.overlays, "demo", "trifling", day) is None
    assert suspending(book.overlays, "people", "grave-fraud", day) is None


@pytest.mark.article(7)
def test_a_review_ends_it_as_an_end_does() -> None:
    item = OverlayItem(
        id="i", title=Words(zh="试", en="t"), side="relief", does="hold-records", cite="act", category="acts",
        kinds=["fine"], verified=True, source="T",
    )  # fmt: skip
    begun, lapses = date(2020, 2, 1), date(2020, 8, 1)
    overlay = Overlay(
        id="o", title=item.title, reason=item.title, since=begun, review_by=lapses, items=[item], verified=True,
        source="T",
    )  # fmt: skip
    assert holding([overlay], "acts", ["fine", "warning"], begun) == (overlay, item)
    assert holding([overlay], "acts", ["warning"], begun) is None
    assert holding([overlay], "lists", ["fine"], begun) is None
    assert holding([overlay], "acts", ["fine"], lapses) is None
    assert holding([overlay], "acts", ["fine"], lapses - timedelta(days=1)) is not None


def test_a_rulebook_without_memoranda_and_overlays_encodes_as_it_always_did() -> None:
    cn = load("cn")
    bare = msgspec.structs.replace(cn, memoranda=msgspec.UNSET, overlays=msgspec.UNSET, digest="")
    data = encode(bare)
    assert b'"memoranda"' not in data and b'"overlays"' not in data
    kept = msgspec.structs.replace(bare, digest=digest_of(bare))
    assert digest_of(decode(encode(kept))) == kept.digest
    assert joint.counts(kept)["memoranda"] == 0 and joint.count_lines(kept) == []


def test_what_was_suspended_in_2020_stays_readable() -> None:
    cn = load("cn")
    data, lines = joint.around(cn, "samr-abnormal-operations", date(2020, 5, 1))
    assert [each["grounds"] for each in data] == [["unreachable"]] and data[0]["cite"] == "samr-2020-30#6"
    assert any("暂停适用" in line for line in lines)
    assert joint.around(cn, "samr-abnormal-operations", date(2019, 5, 1)) == ([], [])
    found = suspending(cn.overlays, "samr-abnormal-operations", "unreachable", date(2020, 5, 1))
    assert found is not None and found[0].reason.zh and found[1].note is not None
    assert suspending(cn.overlays, "samr-abnormal-operations", "annual-report", date(2020, 5, 1)) is None
