"""How fast the synthetic country is made, and in how much memory."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.frame import Figure, Run, measure

ROOT = Path(__file__).resolve().parent.parent
_MAKE = """
import json, sys, time
from datetime import date
from pathlib import Path
from xinyong.lab.country.making import make_country
from xinyong.lab.country.population import Plan
count, out = int(sys.argv[1]), Path(sys.argv[2])
begun = time.process_time()
manifest = make_country(Plan(count, count // 10, date(2020, 1, 1), date(2025, 12, 31), 20260401), out)
seconds = time.process_time() - begun
# Not ru_maxrss, in which a child begins with what its parent had.
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"rows": manifest.rows, "seconds": seconds, "peak": peak}))
"""
FEWER = 5  # times fewer organisations, to see whether memory grows


@measure("country")
def country(run: Run) -> list[Figure]:
    """The files of a made-up country with six years of acts and a tenth as many persons as organisations, made by
    one process; times are the processor's. The floor writes the same rows, read back from them, with the same
    writer and digest. Memory is flat: its peak is taken again for a fifth of the organisations."""
    count = run.size(100_000, 2_000)
    whole, small = _made(run.folder, count), _made(run.folder, count // FEWER)
    mib = whole["peak"] / 1024
    return [
        Figure("rows written", whole["rows"] / whole["seconds"], "rows/s", "more", _floor(run.folder / str(count))),
        Figure("organisations, with their files", count / whole["seconds"], "organisations/s", "more"),
        Figure("peak of memory", mib, "MiB", "less", limit=128),
        Figure(f"memory for {FEWER} times the organisations", mib - small["peak"] / 1024, "MiB", "less", limit=8),
    ]


def _made(folder: Path, count: int) -> dict[str, float]:
    """A country in a process of its own: rows, seconds, peak of memory in KiB."""
    command = [sys.executable, "-P", "-c", _MAKE, str(count), str(folder / str(count))]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _floor(folder: Path) -> float:
    """Rows a second of a program that has them in its hands and only writes and digests them."""
    files = [list(_rows(path)) for path in sorted(folder.rglob("*.csv"))]
    begun = time.process_time()
    rows = 0
    for number, one in enumerate(files):
        text = io.StringIO(newline="")
        csv.writer(text).writerows(one)
        data = text.getvalue().encode()
        hashlib.sha256(data).digest()
        (folder / f"floor-{number}").write_bytes(data)
        rows += len(one)
    return rows / (time.process_time() - begun)


def _rows(path: Path) -> Iterator[list[str]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return csv.reader(io.StringIO(text, newline=""))
