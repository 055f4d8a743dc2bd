"""A verdict's reasons say whether the law they rest on was read, and where."""

from __future__ import annotations

from tests.register.desk import Desk, code
from xinyong.check.words import verdict_lines
from xinyong.law.force import on


def test_a_reason_says_whether_its_law_was_verified(desk: Desk) -> None:
    desk.listed(desk.organisation())
    verdict = desk.check(code(1))
    reason = verdict.reasons[0]
    version = on(desk.office.rulebook, verdict.at).list(reason.list)
    assert version is not None
    (given,) = [one for one in version.measures if one.measure == reason.measure and verdict.action in one.actions]
    assert reason.verified is (version.verified and given.verified)
    assert reason.sources == list(dict.fromkeys([given.source, version.source]))
    word = "已核实" if reason.verified else "未核实"
    assert any(word in line and reason.sources[0] in line for line in verdict_lines(desk.office.rulebook, verdict))
