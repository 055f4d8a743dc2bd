"""The runbook is what it says: its commands run, its units are well formed, its tables name what exists."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.operations.office import PENALTY
from xinyong.web import operation

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "operations"
BLOCK = re.compile(r"<!-- run(: token)? -->\n```sh\n(.*?)```", re.DOTALL)


def blocks(token: bool) -> list[str]:
    """The runbook's marked blocks, in order."""
    text = (PAGES / "runbook.md").read_text(encoding="utf-8")
    return [body for kind, body in BLOCK.findall(text) if bool(kind) is token]


@pytest.fixture
def scratch(tmp_path: Path) -> dict[str, str]:
    """An environment in which the runbook's variables name scratch folders."""
    given = tmp_path / "sent.csv"
    given.write_text(",".join(PENALTY) + "\n虚构甲贸易有限公司,98?,虚罚〔2026〕1号,罚款,罚款5000元,0.5,2026-03-02,无\n", encoding="utf-8")
    program = tmp_path / "bin" / "xinyong"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m xinyong "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    places = {name: str(tmp_path / name.lower()) for name in ("XINYONG_HOME", "BACKUPS", "KEYS", "DRILL", "ERRORS")}
    paths = {"PYTHONPATH": str(ROOT), "PATH": f"{program.parent}:{os.environ['PATH']}"}
    return {**os.environ, **places, **paths, **_drill_database(), "FILE": str(given)}


def _drill_database() -> dict[str, str]:
    """A database of its own for the restore drill, where the register lies in one."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {}
    name = f"drill_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return {"DRILL_DATABASE_URL": url.replace("/postgres?", f"/{name}?")}


def run(script: str, env: dict[str, str]) -> str:
    """Run a script from the project's folder; its output. The first command that fails ends it."""
    done = subprocess.run(["sh", "-eu"], input=script, cwd=ROOT, env=env, text=True, capture_output=True)
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_every_command_of_the_runbook_runs(scratch: dict[str, str]) -> None:
    told = run("\n".join(blocks(token=False)), scratch)
    assert told.count("entries verify") >= 4
    assert Path(scratch["XINYONG_HOME"], "register.json").is_file()
    kept = [path.name for path in Path(scratch["KEYS"]).iterdir()]
    assert any(name.endswith(".keys") for name in kept) and "checkpoint.last" in kept
    assert not list(Path(scratch["BACKUPS"]).glob("*.keys")), "keys do not lie beside the archives"
    assert not Path(scratch["DRILL"]).exists()


def test_the_move_to_a_token_runs(scratch: dict[str, str], require_tool: Callable[[str], str], tmp_path: Path) -> None:
    library = require_tool("softhsm")
    (tmp_path / "tokens").mkdir()
    conf = tmp_path / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n", encoding="utf-8")
    pin = tmp_path / "pin"
    pin.write_text("1234\n", encoding="utf-8")
    named = {"MODULE": library, "TOKEN": "register", "XINYONG_PKCS11_PIN_FILE": str(pin)}
    env = {**scratch, **named, "SOFTHSM2_CONF": str(conf)}
    run("softhsm2-util --init-token --free --label register --so-pin 12345678 --pin 1234", env)
    told = run("\n".join(["xinyong init --real", "xinyong countersign", *blocks(token=True)]), env)
    assert "pkcs11" in told and "entries verify" in told
    assert not Path(scratch["XINYONG_HOME"], "keys", "master.key").exists()


def test_the_units_are_well_formed(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("not tested: the systemd units (systemd-analyze is missing)")
    for unit in (PAGES / "systemd").glob("*.*"):
        text = unit.read_text(encoding="utf-8")
        # A program that is there on every machine, and whose path no unit need quote, whatever the checkout's is.
        text = re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/sh", text)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = sorted(str(path) for path in tmp_path.glob("*.*"))
    assert len(units) == 5
    done = subprocess.run([analyze, "verify", "--man=no", *units], text=True, capture_output=True)
    ours = [line for line in done.stderr.splitlines() if "xinyong" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


@pytest.mark.parametrize("page", ["runbook.md", "logs-and-metrics.md", "threat-model.md"])
def test_headings_are_in_both_languages(page: str) -> None:
    headings = re.findall(r"^#+ (.+)$", (PAGES / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert headings and all(re.search(r"[\u4e00-\u9fff]", each) and re.search(r"[A-Za-z]", each) for each in headings)


def test_every_problem_and_figure_is_explained() -> None:
    runbook = (PAGES / "runbook.md").read_text(encoding="utf-8")
    wrong: Any = operation.Vitals(1, 1, 0, 99.0, 0, True, -1.0, 3, 0, {})
    codes = operation.problems(wrong)
    assert len(codes) == 3 and all(f"`{code}`" in runbook for code in codes)
    told = (PAGES / "logs-and-metrics.md").read_text(encoding="utf-8")
    text = operation.exposition(wrong, {"rows": {}, "refusals": {}})
    for name in re.findall(r"^# TYPE (\S+)", text, re.MULTILINE):
        assert name in told or name.removeprefix("xinyong_entries") in told, name
