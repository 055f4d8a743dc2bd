"""Kinds of penalty, coded after article 9."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.errors import BadInput
from xinyong.intake.forms.kinds import KINDS, read_kinds


@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=5), st.sampled_from(";；、"))
def test_titles_and_codes_read_back_each_once(kinds: list[str], joint: str) -> None:
    expected = list(dict.fromkeys(kinds))
    assert read_kinds(joint.join(KINDS[kind].zh for kind in kinds), "", "kinds") == expected
    assert read_kinds(";".join(kinds), "", "kinds") == expected


@pytest.mark.parametrize(
    ("cell", "wording", "kinds"),
    [
        ("罚款;没收违法所得", "罚款5000元;没收违法所得", ["fine", "confiscation-gains"]),
        ("没收违法所得、没收非法财物", "没收违法所得223元", ["confiscation-gains"]),
        ("没收违法所得、没收非法财物", "没收涉案产品12件", ["confiscation-goods"]),
        ("没收违法所得、没收非法财物", "没收违法所得223元；没收涉案产品", ["confiscation-gains", "confiscation-goods"]),
        ("暂扣或者吊销许可证、暂扣或者吊销执照", "吊销营业执照", ["revocation"]),
        ("暂扣或者吊销许可证、暂扣或者吊销执照", "暂扣道路运输证三个月", ["suspension-licence"]),
        ("罚款、责令停产停业", "", ["fine", "stoppage"]),
        ("其他-责令改正", "", ["other"]),
        ("警告 ; 通报批评", "", ["warning", "criticism"]),
    ],
)
def test_labels_in_use(cell: str, wording: str, kinds: list[str]) -> None:
    assert read_kinds(cell, wording, "kinds") == kinds


@pytest.mark.parametrize(
    ("cell", "wording", "code"),
    [("口头教育", "", "unknown-kind"), (" ; ", "", "unknown-kind"), ("罚款;记分", "", "unknown-kind"),
     ("没收违法所得、没收非法财物", "见决定书", "ambiguous-kind"),
     ("暂扣或者吊销许可证", "见决定书", "ambiguous-kind")],
)
def test_nothing_is_guessed(cell: str, wording: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_kinds(cell, wording, "kinds")
    assert caught.value.code == code
    assert caught.value.instrument == "行政处罚法第九条"
