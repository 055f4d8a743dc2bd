"""The test command: get what the tests need from the system, then hand over to pytest.

Missing Debian packages are installed where that is possible (as root, with apt-get); where not,
one line says what is not tested. ``--store postgresql`` puts every register of the tests into PostgreSQL.
Under ``CI=true`` the tests that ask for them fail instead of skipping (``tests/conftest.py``). pytest replaces
this process, so its closing line is the last.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.needs import NEEDS, asked_for, missing  # noqa: E402 - the path comes first

STORES = ("sqlite", "postgresql")


def install(packages: list[str]) -> bool:
    """Install Debian packages without questions, as root only; whether it worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing what the tests need 正在安装测试所需的软件包: {' '.join(packages)}", flush=True)
    update, get = ["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    for command in (update, [*get, *packages]):
        if subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL).returncode:
            print(f"{command[0]} {command[1]} failed 执行失败", flush=True)
            return False
    return True


def provide(names: set[str]) -> list[str]:
    """Install what is missing of ``names`` where possible; the names that stay missing."""
    lacking = missing(names)
    if lacking:
        install(sorted({package for name in lacking for package in NEEDS[name].packages}))
    return missing(lacking)


def arguments(chosen: list[str]) -> list[str]:
    """pytest's arguments: two workers where there are two cores, unless the caller says otherwise."""
    workers = min(2, os.cpu_count() or 1)
    spread = any(each in ("-n", "--pdb", "--collect-only", "--co") or each.startswith(("-n", "--numprocesses"))
                 for each in chosen)
    return ([] if spread else ["-n", str(workers), "--dist", "worksteal"]) + chosen


def store(argv: list[str]) -> tuple[str, list[str]]:
    """The store that ``--store`` names ("" for none), and the other arguments. Ends the run where it is unknown."""
    for i, each in enumerate(argv):
        name, equals, value = each.partition("=")
        if name == "--store":
            after = i + (1 if equals else 2)
            value = value if equals else "".join(argv[i + 1 : after])
            if value not in STORES:
                sys.exit(f"--store: {' | '.join(STORES)}")
            return value, argv[:i] + argv[after:]
    return "", argv


def main(argv: list[str]) -> None:
    """Prepare, then become pytest."""
    os.chdir(ROOT)
    chosen, argv = store(argv)
    if chosen:
        os.environ["XINYONG_TEST_STORE"] = chosen  # tests/databases.py
    for name in provide(asked_for(ROOT / "tests")):
        need = NEEDS[name]
        print(f"Not tested 未测试: {need.untested} (missing 缺少 {name}: apt-get install {' '.join(need.packages)})",
              flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments(argv)])


if __name__ == "__main__":
    main(sys.argv[1:])
