"""Asking about a person at the terminal: the number on standard input and in no argument, answer or error."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from tests.check.people import asking_desk
from tests.register import people
from tests.register.desk import Desk, MakeDesk
from xinyong.cli import application as cli


@pytest.fixture
def listed(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = asking_desk(make_desk)
    people.listed(desk)
    monkeypatch.setenv("XINYONG_HOME", str(desk.home))
    monkeypatch.setenv("XINYONG_CLOCK", f"{desk.office.today()}T09:00+08:00")
    return desk


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: str, *arguments: str) -> Any:
    """The last line of a verb with the number on standard input, and all that was written."""
    monkeypatch.setattr("sys.stdin", io.StringIO(number + "\n"))
    try:
        cli.main([*arguments, "--json"])
    except SystemExit as left:
        assert left.code in (0, 2, None)
    written = capsys.readouterr()
    assert number not in written.out + written.err
    return json.loads(written.out.strip().splitlines()[-1])


ASK = ("check-person", "--action", "travel.rail", "--authority", "railway", "--transaction")


@pytest.mark.article(11, 13)
def test_asked_seen_sealed_and_opened(
    listed: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*arguments: str, number: str = people.ADULT) -> Any:
        return run(monkeypatch, capsys, number, *arguments)

    assert told(*ASK, "单2026-1")["verdict"] == "prohibited"
    assert told(*ASK, "单2026-2", number=people.OTHER)["verdict"] == "clear"
    mine = told("mine")
    assert [each["by"] for each in mine["look_ups"]] == ["railway"] and len(mine["listings"]) == 1 and mine["held"]
    assert told("look-ups", "seal")["entry"] > 0 and told("look-ups", "seal")["entry"] is None
    proposal = told(
        "look-ups", "open", "--authority", "source", "--reason", "audit", "--document", "试审〔2026〕1号"
    )["entry"]
    opened = told("look-ups", "confirm", str(proposal), "--authority", "source")["entry"]
    seen = told("mine", "--opened", str(opened), "--authority", "source")
    assert seen["look_ups"] == mine["look_ups"]


@pytest.mark.article(11)
def test_several_numbers_are_refused(
    listed: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = run(monkeypatch, capsys, f"{people.ADULT}\n{people.OTHER}", *ASK, "单2026-1")["error"]
    assert error["article"] == 11


@pytest.mark.article(11)
@pytest.mark.parametrize("verb", [(*ASK, "单2026-1"), ("mine",)])
def test_no_verb_takes_a_number_as_an_argument(
    listed: Desk, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(people.ADULT))
    with pytest.raises(SystemExit) as left:
        cli.main([*verb, people.ADULT])
    assert left.value.code == 2
