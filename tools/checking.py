"""``./run check``: lint, types, import contracts, tidiness and generated pages, side by side; fails when one does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: dict[str, list[str]] = {
    # The longest first: with two cores the rest runs beside it.
    "types (mypy)": [sys.executable, "-m", "mypy"],
    "lint (ruff)": [str(BIN / "ruff"), "check", "--quiet", "."],
    "import contracts": [str(BIN / "lint-imports")],
    "tidy": [sys.executable, "-m", "tools.tidy"],
    "generated pages": [sys.executable, "-m", "tools.generate_docs", "--check"],
}


def run(command: list[str]) -> tuple[int, str, float]:
    """Exit status, output and seconds of one check."""
    begun = time.monotonic()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout, time.monotonic() - begun


def main() -> int:
    """Run all checks, two at a time; 0 when all pass."""
    failed = []
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        for name, (status, output, seconds) in zip(CHECKS, pool.map(run, CHECKS.values()), strict=True):
            print(f"{'ok    ' if status == 0 else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)
            if status:
                failed.append(name)
                print(output.rstrip(), flush=True)
    print("All checks passed 全部检查通过" if not failed else f"Failed 未通过: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
