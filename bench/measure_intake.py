"""Files in, at speed: end to end as an authority's clerk runs it, against the bare rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.frame import Figure, Run, measure
from bench.registers import floor_seconds, folder_bytes, fresh, registration_file
from xinyong.office import Office

ROOT = Path(__file__).resolve().parent.parent


@measure("intake")
def intake(run: Run) -> list[Figure]:
    """A registration file through ``xinyong intake``, a whole process from start to seal; the floor writes
    the same entries into the same tables and indexes by plain executemany: WAL, synchronous FULL, the same batches.
    Then what stands: replay, verification and size."""
    rows = run.size(300_000, 10_000)
    home = run.folder / "register"
    with fresh(home) as office, office.store.reading() as reading:
        since = reading.size()
    file = registration_file(run.folder / "registration.csv", rows)
    begun = time.perf_counter()
    command = [
        sys.executable, "-P", "-m", "xinyong", "intake", str(file), "--authority", "samr", "--home", str(home),
        "--json",
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    out = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    answer = json.loads(out.splitlines()[-1])
    if status or answer["accepted"] != rows:
        raise RuntimeError(f"the intake did not accept every row: {answer}")
    with Office.open(home) as office:
        floor = floor_seconds(run.folder / "floor", office.home, since)
        figures = [
            Figure("rows end to end", rows / seconds, "rows/s", "more", rows / floor, at_least=0.5),
            Figure("peak memory of the process", usage.ru_maxrss / 1024, "MB", "less", limit=1024),
            Figure("disk", folder_bytes(office.home) / rows, "bytes/entry", "less"),
        ]
        begun = time.perf_counter()
        replayed = office.store.rebuild()
        figures.append(Figure("rebuild", replayed / (time.perf_counter() - begun), "entries/s", "more"))
        figures.append(Figure("verify", office.store.verify()["entries_per_s"], "entries/s", "more"))
    return figures
