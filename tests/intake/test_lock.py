"""A file on its way in lets waiting decisions pass; a dry run takes no lock and counts a repeated row once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.databases import copy_register
from tests.intake.helpers import code, write
from xinyong.intake import running
from xinyong.intake.running import run
from xinyong.journal.officers import load_credential
from xinyong.journal.turnstile import Turnstile
from xinyong.office import Office
from xinyong.office.batch import SLICE, close_file, file_rows, open_file
from xinyong.office.trial import Trial
from xinyong.register.register_organisation import RegisterOrganisation

HEADING = ["企业名称", "统一社会信用代码", "成立日期"]
DECIDE = """
import json, sys, time
from pathlib import Path
from xinyong.journal.officers import load_credential
from xinyong.office import Office
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.subjects.identifiers import get
home = Path(sys.argv[1])
with Office.open(home) as office:
    signer = load_credential(home / "credentials" / "samr-1.pem")
    told = []
    for n in range(12):
        command = RegisterOrganisation(identifier="uscc", code=get("uscc").synthetic(900_000 + n),
                                       name=f"虚构决定{n}号有限公司", subject_kind="enterprise")
        started = time.perf_counter()
        (receipt,) = office.decide(command, signer)
        told.append((receipt.seq, time.perf_counter() - started))
        print(json.dumps(told[-1]), flush=True)
        time.sleep(0.03)
"""


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Iterator[Office]:
    with Office.open(Path(copy_register(founded, tmp_path / "home"))) as opened:
        yield opened


def signer(office: Office) -> Any:
    return load_credential(office.home.credentials / "samr-1.pem")


def commands(count: int) -> list[Any]:
    return [
        RegisterOrganisation(identifier="uscc", code=code(n), name=f"虚构第{n}号有限公司", subject_kind="enterprise")
        for n in range(count)
    ]


def test_a_batch_stops_at_a_slice_when_a_decision_waits_and_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = commands(2 * SLICE + 10)
    opened = open_file(office, "a" * 64, "registration", "samr", signer(office))
    monkeypatch.setattr(Turnstile, "others_wait", lambda self: True)
    first = file_rows(office, opened, rows)
    assert len(first) == SLICE
    with office.store.reading() as reading:
        assert reading.count("organisation") == SLICE  # what was decided is committed, not held back
    rest = [file_rows(office, opened, rows[SLICE:]), file_rows(office, opened, rows[2 * SLICE :])]
    assert list(map(len, rest)) == [SLICE, 10]
    seqs = [outcome.seq for part in (first, *rest) for outcome in part]
    assert seqs == list(range(opened.seq + 1, opened.seq + 1 + len(rows)))
    close_file(office, opened, {"rows": 210, "accepted": 210, "already_held": 0, "refused": 0, "waiting": 0})
    office.store.seal()
    office.store.verify()


def test_a_row_repeated_in_another_slice_is_already_held(office: Office) -> None:
    rows = commands(SLICE) + commands(3)
    opened = open_file(office, "a" * 64, "registration", "samr", signer(office))
    outcomes = file_rows(office, opened, rows)
    assert [outcome.status for outcome in outcomes[-3:]] == ["already_held"] * 3
    assert [outcome.seq for outcome in outcomes[-3:]] == [outcome.seq for outcome in outcomes[:3]]


def test_decisions_of_another_process_get_in_while_one_batch_is_being_filed(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One batch as large as the file: without slices every decision would wait for all of it."""
    for name in ("FIRST_BATCH", "LEAST_BATCH", "MOST_BATCH"):
        monkeypatch.setattr(running, name, 40_000)
    rows = [[f"虚构第{n}号贸易有限公司", code(n), "2015-01-02"] for n in range(40_000)]
    path = write(tmp_path / "a.csv", HEADING, rows)
    other = subprocess.Popen([sys.executable, "-c", DECIDE, str(office.home.path)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline()  # it is open and has decided once
    started = time.perf_counter()
    result = run(office, [path], "samr", signer(office))
    seconds = time.perf_counter() - started
    told = [line for line in other.communicate(timeout=60)[0].splitlines() if line]
    assert result.counts.accepted == 40_000
    with office.store.reading() as reading:
        (file,) = reading.rows("file")
    inside = [each for each in map(json.loads, told) if file["opened"] < each[0] < file["closed"]]
    waits = sorted(wait for _, wait in inside)
    print(f"filed in {seconds:.2f} s; {len(waits)} decisions within, waits {[round(w * 1000) for w in waits]} ms")
    assert len(waits) >= 5
    assert waits[len(waits) // 2] < seconds / 4  # generous: a wait for the batch would be near the whole of it


def test_a_dry_run_counts_a_repeated_row_once_however_far_apart(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(running, "FIRST_BATCH", 10)
    monkeypatch.setattr(running, "LEAST_BATCH", 10)
    monkeypatch.setattr(running, "MOST_BATCH", 10)
    rows = [[f"虚构第{n}号贸易有限公司", code(n), "2015-01-02"] for n in range(30)]
    one = write(tmp_path / "a.csv", HEADING, rows + rows)
    two = write(tmp_path / "b.csv", HEADING, rows[5:])
    penalty = ["行政相对人名称", "统一社会信用代码", "行政处罚决定书文号", "处罚类别", "处罚决定日期"]
    acts = [[f"虚构第{n}号贸易有限公司", code(n) if n % 2 else "", f"虚罚〔2026〕{n}号", "警告", "2026-03-02"] for n in range(14)]
    three = write(tmp_path / "c.csv", penalty, acts + acts)
    with office.store.reading() as reading:
        before = reading.size()
    dry = run(office, [one, two, three], "samr", signer(office), dry_run=True)
    with office.store.reading() as reading:
        assert reading.size() == before
    real = run(office, [one, two, three], "samr", signer(office))
    assert [each.counts for each in dry.files] == [each.counts for each in real.files]
    assert dry.files[0].counts.as_dict()["already_held"] == 30 and dry.files[1].counts.already_held == 25


def test_a_dry_run_takes_no_lock(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = commands(5)
    opened = open_file(office, "a" * 64, "registration", "samr", signer(office), dry_run=True)
    with office.store.writing():  # held by a decision
        assert [outcome.status for outcome in file_rows(office, opened, rows)] == ["accepted"] * 5


def test_what_a_dry_run_has_seen_lies_outside_memory_and_the_folder(tmp_path: Path) -> None:
    with closing(Trial()) as trial:
        trial.note({}, {f"{n:032x}": {"seq": n, "state": "held"} for n in range(50_000)})
        assert trial.fingerprints([f"{7:032x}", "absent"]) == {
            f"{7:032x}": {"digest": f"{7:032x}", "seq": 7, "state": "held"}
        }
        (limit,) = trial._db.execute("PRAGMA cache_size").fetchone()
        assert limit == -8000  # KiB: the rest spills to SQLite's own nameless file
    assert list(tmp_path.iterdir()) == []
