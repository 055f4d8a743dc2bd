"""``xinyong law``: the last line of output is one JSON object, and errors leave with status 2."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from xinyong.cli.application import main

BASE = Path(__file__).parent / "base"


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object], str]:
    try:
        main(["law", *arguments, "--json"])
        status = 0
    except SystemExit as left:
        status = int(left.code or 0)
    out, err = capsys.readouterr()
    return status, json.loads(out.splitlines()[-1]), err


def test_check_counts_both_jurisdictions(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("cn", "br"):
        status, answer, _ = _run(capsys, "check", "--rulebook", name)
        assert status == 0
        assert {"lists", "measures", "categories", "instruments", "verified", "unverified", "examples"} <= set(answer)
        assert answer["rulebook"] == name


def test_explain_under_the_law_of_a_day(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("violation: fraud\nfine: 1500000\ngrave: true\n", encoding="utf-8")
    for day, outcome in (("2016-01-01", "met"), ("2022-01-01", "not-met")):
        status, answer, words = _run(
            capsys, "explain", "demo", "--facts", str(facts), "--on", day, "--rulebook", str(BASE)
        )
        assert (status, answer["outcome"]) == (0, outcome)
        assert "Grave fraud" in words and "严重欺诈" in words
    status, answer, _ = _run(capsys, "explain", "demo", "--facts", str(facts), "--rulebook", str(BASE))
    assert (status, answer["outcome"]) == (0, "not-met")


@pytest.mark.parametrize(
    "arguments",
    [("show", "demo"), ("on", "2016-01-01"), ("diff", "2020-06-01", "2021-06-01")],
)
def test_reading_the_law(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    status, answer, words = _run(capsys, *arguments, "--rulebook", str(BASE))
    assert status == 0 and answer and words


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    status, answer, _ = _run(capsys, "schema")
    assert status == 0 and "$defs" in answer


@pytest.mark.parametrize(
    "arguments",
    [("show", "nothing-of-that-name"), ("on", "2016-13-01"), ("explain", "demo", "--facts", "absent.yaml"),
     ("explain", "nowhere", "--facts", "absent.yaml"), ("check",)],
)  # fmt: skip
def test_errors_are_told_and_leave_with_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    shutil.copytree(BASE, tmp_path / "book")
    if arguments == ("check",):
        (tmp_path / "book" / "publication.yaml").write_text("- {id: x}\n", encoding="utf-8")
    status, answer, words = _run(capsys, *arguments, "--rulebook", str(tmp_path / "book"))
    assert status == 2
    error = answer["error"]
    assert isinstance(error, dict)
    assert error["detail"] in words and error["detail_zh"] in words and error["todo"] in words
    if arguments == ("check",):
        assert error["where"] == "publication.yaml:1"
