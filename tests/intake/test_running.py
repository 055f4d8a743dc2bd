"""Files run through a real register: every row accounted for, once, whatever happens on the way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.databases import copy_register
from tests.intake.helpers import code, write
from xinyong.errors import BadInput, Refused
from xinyong.intake.running import Progress, Result, run
from xinyong.journal.officers import load_credential
from xinyong.office import Office

REGISTRATION = ["企业名称", "统一社会信用代码", "成立日期", "法定代表人"]
PENALTY = ["行政相对人名称", "统一社会信用代码", "行政处罚决定书文号", "处罚类别", "处罚内容", "罚款金额(万元)", "处罚决定日期", "违法事实"]


@pytest.fixture
def home(founded: Path, tmp_path: Path) -> Path:
    return Path(copy_register(founded, tmp_path / "home"))


def file(home: Path, *paths: Path, authority: str = "samr", **options: Any) -> Result:
    with Office.open(home) as office:
        return run(office, paths, authority, load_credential(home / "credentials" / f"{authority}-1.pem"), **options)


def size(home: Path) -> int:
    with Office.open(home) as office, office.store.reading() as reading:
        return int(reading.size())


def registrations(path: Path, count: int, encoding: str = "utf-8") -> Path:
    rows = [[f"虚构第{n}号贸易有限公司", code(n), "2015-01-02", "某某"] for n in range(count)]
    rows[::50] = [["", code(n), "2015-01-02", "某某"] for n in range(0, count, 50)]
    return write(path, REGISTRATION, rows, encoding)


def penalties(path: Path, today: str = "2026-03-02") -> Path:
    return write(path, PENALTY, [
        ["虚构甲贸易有限公司", code(1), "虚罚〔2026〕1号", "罚款", "罚款5000元", "0.5", today, "销售不合格商品"],
        ["虚构乙贸易有限公司", "", "虚罚〔2026〕2号", "罚款", "罚款5000元", "0.5", today, "销售不合格商品，电话13900000000"],
        ["张三丰", "", "虚罚〔2026〕3号", "罚款", "罚款5000元", "0.5", today, ""],
        ["虚构丙贸易有限公司", code(3), "虚罚〔2026〕4号", "罚款", "罚款5000元", "0.6", today, ""],
        ["虚构甲贸易有限公司", code(1), "虚罚〔2026〕1号", "罚款", "罚款5000元", "0.5", today, "销售不合格商品"],
    ])


def figures(result: Result) -> tuple[int, int, int, int, int]:
    counts = result.counts
    assert counts.rows == counts.accepted + counts.already_held + counts.refused + counts.waiting
    return counts.rows, counts.accepted, counts.already_held, counts.refused, counts.waiting


def test_every_row_ends_in_one_outcome_and_sending_again_changes_nothing(home: Path, tmp_path: Path) -> None:
    path = registrations(tmp_path / "a.csv", 400)
    first = file(home, path)
    assert figures(first) == (400, 392, 0, 8, 0)
    (reason,) = first.as_dict()["reasons"]
    assert (reason["code"], reason["field"], reason["count"]) == ("missing", "name", 8)
    assert reason["rows"] == [2, 52, 102, 152, 202]
    assert [warning["code"] for warning in first.as_dict()["warnings"]] == ["personal-column"]
    before = size(home)
    assert figures(file(home, path)) == (400, 0, 392, 8, 0)
    other = registrations(tmp_path / "b.csv", 400, "gb18030")
    assert size(home) == before
    assert figures(file(home, other)) == (400, 0, 392, 8, 0)


def test_penalties_are_filed_held_or_refused(home: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors.csv"
    result = file(home, penalties(tmp_path / "p.csv"), errors=errors)
    assert figures(result) == (5, 1, 1, 2, 1)
    told = result.as_dict()
    grounds = {(reason["code"], reason.get("article")) for reason in told["reasons"]}
    assert grounds == {("natural-person", 11), ("amounts-differ", None)}
    assert [(w["code"], w["field"], w["count"]) for w in told["warnings"]] == [("blanked", "facts", 1)]
    assert told["errors_files"] == [str(errors)]
    text = errors.read_text(encoding="utf-8-sig")
    assert "张三丰" not in text and "虚构丙贸易有限公司" in text
    assert "13900000000" not in json.dumps(told, ensure_ascii=False)

    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace("0.6", "0.5"), encoding="utf-8-sig")
    assert figures(file(home, mended)) == (2, 1, 0, 1, 0)


def test_a_nul_costs_its_row_in_either_store(home: Path, tmp_path: Path) -> None:
    sound = ["虚构第1号贸易有限公司", code(1), "2015-01-02", "某某"]
    damaged = [
        ["虚构\0第2号贸易有限公司", code(2), "2015-01-02", "某某"],
        ["虚构第3号贸易有限公司", code(3) + "\0", "2015-01-02", "某某"],
    ]
    kept = tmp_path / "errors.csv"
    result = file(home, write(tmp_path / "nul.csv", REGISTRATION, [sound, *damaged]), errors=kept)
    assert figures(result) == (3, 1, 0, 2, 0)
    assert {(reason["code"], reason["field"]) for reason in result.as_dict()["reasons"]} == {
        ("damaged-text", "name"), ("damaged-text", "code"),
    }
    assert figures(file(home, kept)) == (2, 0, 0, 2, 0)


def test_dry_run_decides_and_records_nothing(home: Path, tmp_path: Path) -> None:
    path = registrations(tmp_path / "a.csv", 100)
    before = size(home)
    result = file(home, path, dry_run=True)
    assert figures(result) == (100, 98, 0, 2, 0) and result.as_dict()["dry_run"]
    assert size(home) == before
    assert figures(file(home, path)) == (100, 98, 0, 2, 0)


KILLED = """
import os, signal, sys
from pathlib import Path
from xinyong.intake import running
from xinyong.journal.officers import load_credential
from xinyong.office import Office
home, path, at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
running.FIRST_BATCH = running.MOST_BATCH = running.LEAST_BATCH = 100

def progress(seen):
    if seen.rows >= at:
        os.kill(os.getpid(), signal.SIGKILL)

with Office.open(home) as office:
    running.run(office, [path], "samr", load_credential(home / "credentials" / "samr-1.pem"), progress=progress)
"""


@pytest.mark.parametrize("at", [0, 100, 300, 600])
def test_killed_and_started_again_it_comes_to_the_same_result(home: Path, tmp_path: Path, at: int) -> None:
    path = registrations(tmp_path / "a.csv", 600)
    arguments = [sys.executable, "-c", KILLED, str(home), str(path), str(at)]
    killed = subprocess.run(arguments, capture_output=True, timeout=60)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert figures(file(home, path)) == (600, 588, 0, 12, 0)
    assert figures(file(home, path)) == (600, 0, 588, 12, 0)
    with Office.open(home) as office, office.store.reading() as reading:
        assert reading.count("organisation") == 588
        (row,) = reading.rows("file")
        assert (row["rows"], row["accepted"], row["refused"]) == (600, 588, 12)
        office.store.seal()
        office.store.verify()


def test_one_unreadable_file_stops_the_run_before_it_began(home: Path, tmp_path: Path) -> None:
    good, bad = registrations(tmp_path / "a.csv", 10), tmp_path / "b.csv"
    bad.write_text("甲,乙\n1,2\n", encoding="utf-8")
    before = size(home)
    with pytest.raises(BadInput) as caught:
        file(home, good, bad, errors=tmp_path / "errors.csv")
    assert caught.value.code == "unknown-heading" and caught.value.where == "b.csv"
    assert size(home) == before and not list(tmp_path.glob("errors*"))


def test_another_authoritys_credential_cannot_file(home: Path, tmp_path: Path) -> None:
    path = registrations(tmp_path / "a.csv", 10)
    with Office.open(home) as office, pytest.raises(Refused) as caught:
        others = [p for p in sorted((home / "credentials").glob("*-1.pem")) if p.name.split("-")[0] != "samr"]
        run(office, [path], "samr", load_credential(others[0]))
    assert caught.value.article == 1


def test_progress_reaches_the_end(home: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    paths = [registrations(tmp_path / "a.csv", 300), penalties(tmp_path / "p.csv")]
    result = file(home, *paths, progress=seen.append)
    assert figures(result)[0] == 305
    assert seen[-1].done_bytes == seen[-1].all_bytes == sum(path.stat().st_size for path in paths)
    assert seen[-1].rows == 305
    assert [s.done_bytes for s in seen] == sorted(s.done_bytes for s in seen)


@pytest.fixture
def command(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "xinyong", "intake", *arguments, "--home", str(home)],
            capture_output=True, text=True, timeout=120,
        )

    return call


def test_the_command_line(command: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    path, errors = penalties(tmp_path / "p.csv"), tmp_path / "out.csv"
    done = command(str(path), "--authority", "samr", "--errors", str(errors), "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    assert {k: answer[k] for k in ("rows", "accepted", "already_held", "refused", "waiting")} == {
        "rows": 5, "accepted": 1, "already_held": 1, "refused": 2, "waiting": 1
    }
    assert answer["rows_per_s"] > 0 and errors.exists()
    assert "张三丰" not in done.stdout + done.stderr
    told = command(str(path), "--authority", "samr")
    assert "2 already held" in told.stdout and "退回" in told.stdout
    failed = command(str(tmp_path / "absent.csv"), "--authority", "samr", "--json")
    assert failed.returncode == 2
    assert json.loads(failed.stdout.splitlines()[-1])["error"]["code"] == "no-file"
