"""Identification at the terminal: waiting, identify, dismiss, move by two officers, succeed, dissolve."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.databases import copy_register
from tests.intake.helpers import code, write

HEADING = ["行政相对人名称", "统一社会信用代码", "行政处罚决定书文号", "处罚类别", "处罚决定日期"]
Call = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def home(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_register(founded, tmp_path_factory.mktemp("identifying") / "home")


@pytest.fixture(scope="module")
def call(home: Path) -> Call:
    def run(*arguments: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "xinyong", *arguments, "--home", str(home), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        assert (done.returncode == 0) == ("error" not in answer), done.stderr
        return answer

    return run


def test_from_the_waiting_row_to_its_record_and_to_whom_it_concerns(call: Call, tmp_path: Path) -> None:
    rows = [[f"虚构第{n}号贸易有限公司", code(n), "", "警告", "2026-03-02"] for n in range(2)]
    rows = [[name, number, f"虚罚〔2026〕{n}号", *rest] for n, (name, number, _, *rest) in enumerate(rows)]
    rows += [["虚构第0号贸易公司", "", "虚罚〔2026〕8号", "警告", "2026-03-02"], ["虚构第9号贸易公司", "", "虚罚〔2026〕9号", "警告", "2026-03-02"]]
    assert call("intake", str(write(tmp_path / "a.csv", HEADING, rows)), "--authority", "samr")["waiting"] == 2
    first, second = call("waiting")["waiting"]
    assert first["candidates"][0]["code"] == code(0)

    samr = ("--authority", "samr")
    (record,) = call("identify", str(first["entry"]), code(0), *samr)["entries"]
    assert call("identify", str(first["entry"]), code(0), *samr)["error"]["code"] == "not-found"
    assert call("dismiss", str(second["entry"]), "--reason", "whim", *samr)["error"]["article"] == 2
    assert len(call("dismiss", str(second["entry"]), "--reason", "cannot-be-identified", *samr)["entries"]) == 2
    assert call("waiting")["waiting"] == [] and call("erase-lapsed", *samr) == {"erased": 0}

    document = ("--document", "虚更1号")
    assert call("organisation", "move", str(record), code(1), "--reason", "misattributed", *document, *samr)["entries"]
    assert call("organisation", "approve-move", str(record), *samr, "--as", "1")["error"]["article"] == 6
    assert call("organisation", "approve-move", str(record), *samr)["entries"]
    assert call("organisation", "succeed", code(0), code(1), "--how", "merger", *document, *samr)["entries"]
    assert call("organisation", "dissolve", code(0), *document, *samr)["entries"]
    assert call("organisation", "dissolve", code(0), *document, *samr)["entries"] == []
