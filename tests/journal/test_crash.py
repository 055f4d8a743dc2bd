"""What was acknowledged survives a kill at every write and a loss of power after any; not so with synchronous OFF."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journal.crash_writer import Told, kept, write
from tests.journal.killing import Count, watch
from tests.journal.traced_disk import CALLS, Call, Disk, calls

ROOT = Path(__file__).resolve().parents[2]
POINTS = 45  # crash points tried for each way of crashing
KILLS = 90


# --- killed in earnest, at every statement and every sync of the process ------------------------------


def _run_and_die(folder: Path, kill_at: int) -> tuple[list[Told], int]:
    """Run the writer in a forked process that dies at its ``kill_at``-th write point; what it told, and points seen."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(read_end)
            count = Count(kill_at)
            watch(count)
            write(folder, lambda each: os.write(write_end, json.dumps(each).encode() + b"\n") and None)
            os.write(write_end, json.dumps({"points": count.seen}).encode() + b"\n")
            status = 0
        finally:
            os._exit(status)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        told: list[Told] = [json.loads(line) for line in pipe]
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the writer failed by itself"
    points = told.pop()["points"] if told and "points" in told[-1] else 0
    return told, points


def test_killed_at_every_write_point_nothing_acknowledged_is_lost(tmp_path: Path, rng: random.Random) -> None:
    (tmp_path / "whole").mkdir()
    told, points = _run_and_die(tmp_path / "whole", 0)
    assert points > 100
    assert kept(tmp_path / "whole", told) == ""
    step = max(1, points // KILLS)
    first = rng.randrange(1, step + 1)  # every write point is met as the seed changes
    wrong = []
    for kill_at in range(first, points + 1, step):
        folder = tmp_path / str(kill_at)
        folder.mkdir()
        told, finished = _run_and_die(folder, kill_at)
        assert not finished
        problem = kept(folder, told)
        if problem:
            wrong.append(f"killed at {kill_at} of {points} after {told[-1]}: {problem}")
        shutil.rmtree(folder)
    assert not wrong, "\n".join(wrong)


# --- power lost: writes replayed from a trace ------------------------------------------------------------


def _trace(strace: str, folder: Path, *options: str) -> list[Call]:
    folder.mkdir()
    log = folder.with_suffix(".trace")
    subprocess.run(
        [strace, "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(log), sys.executable, "-m",
         "tests.journal.crash_writer", str(folder), *options],
        check=True, cwd=ROOT, stdout=subprocess.PIPE, timeout=120,
    )
    return list(calls(log))


def _problems(traced: list[Call], folder: Path, how: str, rng: random.Random, points: int = POINTS) -> list[str]:
    """Crash at sampled writes; what was lost or broken each time."""
    touching = [i for i, call in enumerate(traced) if call.path.startswith(str(folder)) and call.name != "openat"]
    sampled = set(rng.sample(touching, min(points, len(touching)))) | {touching[-1]}
    disk, told, wrong = Disk(folder), [], []
    for i, call in enumerate(traced):
        if call.name == "write" and call.fd == 1:
            told.append(json.loads(call.data))
        disk.apply(call)
        if i in sampled:
            left = folder.parent / f"{folder.name}-{how}-{i}"
            disk.lay_out(left, how, rng)
            problem = kept(left, told)
            if problem:
                wrong.append(f"call {i} ({call.name} {Path(call.path).name}): {problem}")
            shutil.rmtree(left)
    assert len(told) == 7, "the trace holds every acknowledgement"
    return wrong


@pytest.fixture(scope="module")
def traced(require_tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Call], Path]:
    folder = tmp_path_factory.mktemp("traced") / "register"
    return _trace(require_tool("strace"), folder), folder


@pytest.mark.parametrize("how", ["killed", "unsynced-lost", "some-kept"])
def test_after_a_crash_at_any_system_call_nothing_acknowledged_is_lost(
    traced: tuple[list[Call], Path], rng: random.Random, how: str
) -> None:
    log, folder = traced
    wrong = _problems(log, folder, how, rng)
    assert not wrong, "\n".join(wrong)


def test_the_replay_is_the_folder_itself(traced: tuple[list[Call], Path]) -> None:
    log, folder = traced
    disk = Disk(folder)
    for call in log:
        disk.apply(call)
    for path in folder.iterdir():
        if path.suffix != ".db-shm" and not path.name.endswith("-shm"):
            assert bytes(disk.seen.get(str(path), b"")) == path.read_bytes(), path.name


def test_without_synchronous_the_same_test_finds_losses(
    require_tool: Callable[[str], str], tmp_path: Path, rng: random.Random
) -> None:
    folder = tmp_path / "register"
    log = _trace(require_tool("strace"), folder, "OFF")
    wrong = _problems(log, folder, "unsynced-lost", rng, points=10)
    assert wrong, "the test does not see what it is there to see"
