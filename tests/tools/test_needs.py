"""The test command's list of needs: found where asked for, told where missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import testing
from tools.needs import NEEDS, asked_for, missing, on_path


def test_names_are_read_from_the_tests(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "test_a.py").write_text("x = require_tool('strace')\n", encoding="utf-8")
    (tmp_path / "test_b.py").write_text('require_tool( "chromium" )\n', encoding="utf-8")
    assert asked_for(tmp_path) == {"strace", "chromium"}


def test_every_need_that_this_tree_asks_for_is_known() -> None:
    asked = asked_for(Path(__file__).resolve().parents[1])
    assert asked <= set(NEEDS)
    assert "chromium" in asked


def test_what_is_on_the_path_is_found() -> None:
    assert on_path("no-such-program-here", "sh")().endswith("/sh")
    assert on_path("no-such-program-here")() == ""


def test_missing_is_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {name: need._replace(find=lambda: "") for name, need in NEEDS.items()}
    monkeypatch.setattr("tools.needs.NEEDS", nothing)
    assert missing(["strace", "chromium"]) == ["chromium", "strace"]


@pytest.mark.parametrize(
    ("given", "workers"), [([], True), (["tests/law", "-x"], True), (["-n", "0"], False), (["-n4"], False),
                           (["--pdb"], False)])
def test_workers_are_ours_unless_the_caller_says(given: list[str], workers: bool) -> None:
    passed = testing.arguments(given)
    assert passed[len(passed) - len(given):] == given
    assert ("--dist" in passed) is workers
