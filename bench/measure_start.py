"""How long a command waits before it begins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.frame import Figure, Run, measure, seconds

ROOT = Path(__file__).resolve().parent.parent


def run_python(code: str) -> None:
    """One fresh interpreter that runs this code."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=env)


@measure("start")
def start(run: Run) -> list[Figure]:
    """Importing the command line in a fresh process; the floor is an interpreter that imports nothing.
    The first import, which compiles, is not counted."""
    times = run.size(15, 3)
    run_python("import xinyong.cli.application")
    floor = seconds(lambda: run_python("pass"), times=times)
    whole = seconds(lambda: run_python("import xinyong.cli.application"), times=times)
    return [Figure("import of the command line", whole * 1000, "ms", "less", floor * 1000, limit=500)]
