"""The rulebook that docs/law-model.md shows loads, and says what the page says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from xinyong.law.commands import law_check
from xinyong.law.compile import verdict_table
from xinyong.law.criteria import OPERATORS
from xinyong.law.force import explain
from xinyong.law.loading import load

PAGE = Path(__file__).resolve().parents[2] / "docs" / "law-model.md"


def _write(folder: Path) -> None:
    for name, body in re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(body, encoding="utf-8")


def test_the_sample_is_a_rulebook(tmp_path: Path) -> None:
    _write(tmp_path)
    book = load(tmp_path)
    assert law_check(str(tmp_path)).data["examples"] == 3
    assert [rule.action for rule in verdict_table(book, date(2024, 5, 1))["late-payers"]] == ["procurement.bid"]
    facts = {"ordered": True, "arrears": 9999999, "due": date(2024, 3, 1), "paid": date(2024, 4, 1), "insolvent": False}
    assert explain(book, "late-payers", facts, date(2024, 5, 1)).word == "not-met"


def test_the_page_names_every_operator() -> None:
    table = PAGE.read_text(encoding="utf-8").split("## Criteria")[1].split("## A small rulebook")[0]
    assert all(f"`{op}`" in table for op in OPERATORS)
