"""A person's case at the terminal: the number comes from a file or standard input, and is printed and kept nowhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xinyong.subjects.resident import RESIDENT

ROOT = Path(__file__).resolve().parent.parent
NUMBER = RESIDENT.synthetic_born(date(1988, 7, 9), 31)
NAME = "虚某丙"
ORDER = "spc-consumption-restriction"
FACTS = """\
unperformed: {value: true, document: (2026)虚01执7号}
listed-defaulter: {value: false, document: (2026)虚01执7号}
court-finds-needed: {value: true, document: (2026)虚01执7号}
responsible-person: {value: false, document: (2026)虚01执7号}
"""
Say = Callable[..., dict[str, Any]]


@pytest.fixture
def said() -> list[str]:
    """Everything that the command line printed."""
    return []


@pytest.fixture
def terminal(tmp_path: Path, said: list[str]) -> Say:
    home = tmp_path / "register"

    def run(day: str, *words: str, typed: str = "", status: int = 0) -> dict[str, Any]:
        env = {**os.environ, "XINYONG_HOME": str(home), "PYTHONPATH": str(ROOT), "DATABASE_URL": "",
               "XINYONG_CLOCK": f"{day}T10:00+08:00"}  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-P", "-m", "xinyong", *words, "--json"],
            env=env, input=typed, capture_output=True, text=True, check=False,
        )
        said.append(done.stdout + done.stderr)
        assert done.returncode == status, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer

    run("2026-05-06", "init", "--synthetic", "--rulebook", "cn")
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return run


def propose(terminal: Say, tmp_path: Path, typed: str, *person: str, status: int = 0) -> dict[str, Any]:
    return terminal(
        "2026-05-06", "case", "propose", *person, "--list", ORDER, "--ground", "restriction",
        "--facts", str(tmp_path / "facts.yaml"), "--conduct-on", "2026-03-02", "--authority", "spc", typed=typed,
        status=status,
    )  # fmt: skip


@pytest.mark.article(11)
@pytest.mark.article(13)
def test_a_persons_case_from_proposal_to_its_end(terminal: Say, tmp_path: Path, said: list[str]) -> None:
    spc = ("--authority", "spc")
    case = propose(terminal, tmp_path, f"{NUMBER}\n{NAME}\n", "--person", "-")["case"]
    letter = terminal("2026-05-06", "document", case, "--kind", "notice", "--number", "虚告1号", "--date", "2026-05-06",
                      "--format", "html", "--out", str(tmp_path / "notice.html"), *spc)  # fmt: skip
    text = (tmp_path / "notice.html").read_text(encoding="utf-8")
    assert NAME in text and NUMBER not in text and "你单位" not in text and "your organisation" not in text
    assert (tmp_path / "notice.html").stat().st_mode & 0o077 == 0
    terminal("2026-05-06", "deliver", "post", letter["issued"], "--channel", "print")
    mailed = terminal("2026-05-06", "deliver", "post", letter["issued"], "--channel", "email", "--to", "a@b.invalid",
                      status=2)  # fmt: skip
    assert mailed["error"]["article"] == 11
    (parcel,) = terminal("2026-05-06", "deliver", "run")["outcomes"]
    (sealed,) = (tmp_path / "register" / "print-queue").glob("*.sealed")
    assert b"%PDF" not in sealed.read_bytes()
    opened = ("deliver", "open", parcel["key"], "--out", str(tmp_path / "notice.pdf"), "--authority")
    assert terminal("2026-05-06", *opened, "samr", status=2)["error"]["code"] == "not-found"
    terminal("2026-05-06", *opened, "spc")
    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF")
    terminal("2026-05-06", "case", "notice", case, "--document", "虚告1号", "--served-on", "2026-05-06", *spc)
    terminal("2026-05-20", "case", "decide", case, "--document", "(2026)虚01执7号之一", *spc)
    terminal("2026-05-20", "case", "approve", case, *spc)
    for asker in ((), ("--authority", "samr"), ("--authority", "sat")):
        refused = terminal("2026-05-21", "case", "show", case, *asker, status=2)
        assert refused["error"]["code"] == "not-found"
    seen = terminal("2026-05-21", "case", "show", case, *spc)
    assert seen["stage"] == "listed" and seen["code"] == ""
    assert {reason["measure"] for reason in seen["follows"]} == {"consumption"}
    assert len(seen["follows"]) == 12  # one for each action that the nine items touch
    terminal("2026-05-21", "case", "exempt", case, "--action", "travel.air", "--until", "2026-05-25", "--reason",
             "necessary", "--document", "虚免1号", *spc)  # fmt: skip
    assert len(terminal("2026-05-21", "case", "show", case, *spc)["follows"]) == 11
    terminal("2026-06-01", "case", "end", case, "--ending", "settled", "--document", "虚解1号", *spc)
    assert terminal("2026-06-01", "case", "show", case, *spc)["follows"] == []
    assert not [each for each in said if NUMBER in each or NAME in each]


@pytest.mark.article(11)
def test_a_number_is_taken_from_a_file_and_never_from_the_command_line(
    terminal: Say, tmp_path: Path, said: list[str]
) -> None:
    file = tmp_path / "who.txt"
    file.write_text(f"{NUMBER}\n{NAME}\n", encoding="utf-8")
    assert propose(terminal, tmp_path, "", "--person", str(file))["case"].startswith("P")
    on_the_line = propose(terminal, tmp_path, "", NUMBER, status=2)
    assert NUMBER not in json.dumps(on_the_line)
    for typed in ("", f"{NUMBER}\n", "x\ny\nz\n"):
        assert propose(terminal, tmp_path, typed, "--person", "-", status=2)["error"]["field"] == "person"
    minor = RESIDENT.synthetic_born(date(2010, 1, 1), 1)
    refused = propose(terminal, tmp_path, f"{minor}\n{NAME}\n", "--person", "-", status=2)
    assert refused["error"]["article"] == 10
    assert not [each for each in said if NUMBER in each or minor in each or NAME in each]
