"""The environment is made whole or not stamped: a wrong hash, a kill, two starts at once.

Real venvs and a real pip; the one package is a wheel made here, so no network is asked.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "environment.py"
WHEEL = "xinyong_probe-1.0-py3-none-any.whl"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the set-up script, a wheel of one module, and a lock that pins it by hash."""
    root = tmp_path / "a project"
    (root / "tools").mkdir(parents=True)
    (root / "tools" / "environment.py").write_bytes(SCRIPT.read_bytes())
    wheels = root / "wheels"
    wheels.mkdir()
    info = "xinyong_probe-1.0.dist-info"
    with zipfile.ZipFile(wheels / WHEEL, "w") as wheel:
        wheel.writestr("xinyong_probe.py", "here = True\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: xinyong-probe\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", f"xinyong_probe.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    lock(root, hashlib.sha256((wheels / WHEEL).read_bytes()).hexdigest())
    return root


def lock(root: Path, digest: str) -> None:
    """Write the lock with this hash."""
    (root / "requirements.lock").write_text(f"xinyong-probe==1.0 --hash=sha256:{digest}\n", encoding="utf-8")


def begin(root: Path) -> subprocess.Popen[str]:
    """Start the set-up."""
    env = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": (root / "wheels").as_uri(),
           "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return subprocess.Popen([sys.executable, "-I", str(root / "tools/environment.py"), "requirements.lock"], env=env,
                            text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def works(root: Path) -> bool:
    """Whether the environment imports the package and finds the project's folder."""
    code = f"import sys, xinyong_probe; sys.exit(not any(p == {str(root)!r} for p in sys.path))"
    return subprocess.run([str(root / ".venv/bin/python"), "-P", "-c", code], cwd=root.parent).returncode == 0


def stamped(root: Path) -> bool:
    """Whether the environment says it holds this lock."""
    mark = root / ".venv" / "installed-requirements.lock"
    return mark.exists() and mark.read_bytes() == (root / "requirements.lock").read_bytes()


def test_two_starts_at_once_make_one_environment(project: Path) -> None:
    first, second = begin(project), begin(project)
    said = [process.communicate(timeout=120)[1] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), said
    assert sum("Making the environment" in text for text in said) == 1
    assert stamped(project) and works(project)


def test_a_wrong_hash_is_refused_and_the_next_start_mends_it(project: Path) -> None:
    right = (project / "requirements.lock").read_text(encoding="utf-8")
    lock(project, "0" * 64)
    failed = begin(project)
    said = failed.communicate(timeout=120)[1]
    assert failed.returncode != 0 and "hash" in said.lower() and "哈希值" in said
    assert not stamped(project)
    (project / "requirements.lock").write_text(right, encoding="utf-8")
    mended = begin(project)
    said = mended.communicate(timeout=120)[1]
    assert mended.returncode == 0 and "not finished" in said
    assert stamped(project) and works(project)


def test_killed_half_way_the_next_start_makes_it_whole(project: Path) -> None:
    killed = begin(project)
    deadline = time.monotonic() + 60
    while not (project / ".venv/bin/python").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert not stamped(project)
    again = begin(project)
    said = again.communicate(timeout=120)[1]
    assert again.returncode == 0, said
    assert "not finished" in said
    assert stamped(project) and works(project)
