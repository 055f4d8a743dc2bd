"""One list, whole, at the terminal: what the README promises, typed as a person would type it, on either store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from xinyong.subjects.uscc import USCC

ROOT = Path(__file__).resolve().parent.parent
CODE = USCC.synthetic(4711)
FACTS = """\
violation: {value: food-prohibited, document: 示市监罚〔2026〕1号}
penalty: {value: fine-heavier, document: 示市监罚〔2026〕1号}
bad-nature: {value: true, document: 示市监罚〔2026〕1号}
serious-circumstances: {value: true, document: 示市监罚〔2026〕1号}
considerable-harm: {value: true, document: 示市监罚〔2026〕1号}
no-intent-proved: {value: false, document: 示市监罚〔2026〕1号}
"""


class Terminal:
    """Runs the command line on one register, on a given day."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home = home
        self.database = database

    def __call__(self, day: str, *words: str, status: int = 0) -> dict[str, Any]:
        env = {**os.environ, "XINYONG_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        env.pop("XINYONG_CLOCK", None)
        env["DATABASE_URL"] = self.database
        if day:
            env["XINYONG_CLOCK"] = f"{day}T10:00+08:00"
        done = subprocess.run(
            [sys.executable, "-P", "-m", "xinyong", *words, "--json"],
            env=env, capture_output=True, text=True, check=False,
        )
        assert done.returncode == status, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer


@pytest.fixture(params=["sqlite", "postgresql"])
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Terminal:
    database = request.getfixturevalue("database_url") if request.param == "postgresql" else ""
    run = Terminal(tmp_path / "register", database)
    run("2026-05-06", "init", "--synthetic", "--rulebook", "cn")
    file = tmp_path / "registration.csv"
    file.write_text(f"企业名称,统一社会信用代码,成立日期\n云岭市青禾食品有限公司,{CODE},2015-03-02\n", encoding="utf-8")
    taken = run("2026-05-06", "intake", str(file), "--authority", "samr")
    assert (taken["rows"], taken["accepted"]) == (1, 1)
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return run


def test_a_listing_from_proposal_to_its_end(terminal: Terminal, tmp_path: Path) -> None:
    samr = ("--authority", "samr")
    ask = ("check", CODE, "--action", "award.apply", "--purpose", "an award of the city")
    case = terminal(
        "2026-05-06", "case", "propose", CODE, "--list", "samr-serious-violation", "--ground", "food",
        "--facts", str(tmp_path / "facts.yaml"), "--conduct-on", "2026-03-02", *samr,
    )["case"]
    noticed = terminal("2026-05-06", "case", "notice", case, "--document", "示告1号", "--served-on", "2026-05-06", *samr)
    early = terminal("2026-05-07", "case", "decide", case, "--document", "示列1号", *samr, status=2)
    assert early["error"]["article"] == 5 and early["error"]["detail_zh"]
    decided_on = "2026-06-01"
    assert noticed["answer_by"] < decided_on
    terminal(decided_on, "case", "decide", case, "--document", "示列1号", *samr)
    alone = terminal(
        decided_on, "case", "approve", case, *samr, "--officer", str(terminal.home / "credentials/samr-1.pem"), status=2
    )
    assert alone["error"]["article"] == 6
    assert terminal(decided_on, *ask)["verdict"] == "clear"
    listed = terminal(decided_on, "case", "approve", case, *samr)
    assert (listed["since"], listed["until"]) == ("2026-06-01", "2029-06-01")
    verdict = terminal("2026-06-02", *ask)
    assert verdict["verdict"] == "prohibited"
    reason = verdict["reasons"][0]
    assert reason["cites"][0].startswith("samr-order-44-2021#")
    assert reason["contest"] and reason["until"] == "2029-06-01"
    before = terminal("2026-06-02", *ask, "--at", "2026-05-20")
    assert before["verdict"] == "clear" and before["history"]
    terminal("2026-07-01", "case", "end", case, "--ending", "annulled", "--document", "示撤1号", *samr)
    assert terminal("2026-07-01", *ask)["verdict"] == "clear"
    sound = terminal("2026-07-01", "journal", "verify")
    assert sound["entries"] == sound["size"]


def test_a_real_register_reads_no_clock_but_the_machines(tmp_path: Path) -> None:
    run = Terminal(tmp_path / "real")
    refused = run("2026-05-06", "init", "--real", "--rulebook", "cn", status=3)
    assert "clock" in refused["error"]["detail"]
    run("", "init", "--real", "--rulebook", "cn")
    file = tmp_path / "registration.csv"
    file.write_text("企业名称,统一社会信用代码\n", encoding="utf-8")
    waiting = run("", "officer", "enrol", "clerk", "--authority", "samr", status=2)
    assert waiting["error"]["code"] == "not-countersigned"
