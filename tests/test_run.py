"""``./run`` finds a Python, says what is missing, hands its arguments over whole, starts at once the second time."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def program(path: Path, body: str) -> None:
    """An executable shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of ``run`` and the locks under a path with spaces and Chinese, as somebody may have it."""
    home = tmp_path / "my 信用 folder"
    home.mkdir()
    for name in ("run", *LOCKS):
        shutil.copy(ROOT / name, home / name)
    return home


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH that has the few tools ``run`` uses and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("dirname", "cmp", "cat", "rm"):
        found = shutil.which(tool)
        assert found, tool
        (folder / tool).symlink_to(found)
    return folder


def start(home: Path, *arguments: str, path: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the copy with this PATH alone."""
    env = {"PATH": str(path), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": "elsewhere"}
    return subprocess.run([str(home / "run"), *arguments], cwd=cwd, env=env, text=True, capture_output=True,
                          stdin=subprocess.DEVNULL)


def made(home: Path) -> None:
    """A stand-in environment, stamped, whose Python prints what it is given and its working directory."""
    program(home / ".venv/bin/python", 'case " $* " in *" -c "*) exit 0;; esac\n'
            'echo "cwd=$PWD"; echo "bytecode=${PYTHONDONTWRITEBYTECODE-unset} path=${PYTHONPATH-unset}"\n'
            'for each in "$@"; do echo "[$each]"; done')
    for name in LOCKS:
        shutil.copy(home / name, home / ".venv" / f"installed-{name}")


def test_without_python_it_names_what_to_install(home: Path, bare_path: Path, tmp_path: Path) -> None:
    done = start(home, path=bare_path, cwd=tmp_path)
    assert done.returncode == 1
    assert "No Python 3.11 or newer" in done.stderr and "没有找到 Python 3.11" in done.stderr
    for each in ("apt-get install python3 python3-venv", "dnf install python3", "brew install python"):
        assert each in done.stderr


def test_an_old_python_is_passed_over(home: Path, bare_path: Path, tmp_path: Path) -> None:
    program(bare_path / "python3", "exit 1")  # says of itself that it is older than 3.11
    assert "No Python 3.11 or newer" in start(home, path=bare_path, cwd=tmp_path).stderr


def test_without_ensurepip_it_names_the_package_of_that_version(home: Path, bare_path: Path, tmp_path: Path) -> None:
    program(bare_path / "python3", 'case "$3" in *ensurepip*) exit 1;; *print*) echo 3.12;; esac')
    done = start(home, path=bare_path, cwd=tmp_path)
    assert done.returncode == 1
    assert "python3 is new enough but lacks venv or ensurepip" in done.stderr and "缺少 venv 或 ensurepip" in done.stderr
    assert "apt-get install python3.12-venv" in done.stderr


def test_a_python_that_can_is_preferred_to_a_newer_one_that_cannot(home: Path, bare_path: Path, tmp_path: Path) -> None:
    program(bare_path / "python3.13", 'case "$3" in *ensurepip*) exit 1;; esac')
    program(bare_path / "python3.11", 'case "$2" in *environment.py) echo "made by 3.11: $3";; esac')
    (home / "tools").mkdir()
    done = start(home, path=bare_path, cwd=tmp_path)
    assert "made by 3.11: requirements.lock" in done.stdout


def test_the_second_start_needs_no_python_and_no_installation(home: Path, bare_path: Path, tmp_path: Path) -> None:
    made(home)
    done = start(home, "--port", "8123", "--no-open", path=bare_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"cwd={tmp_path}", "bytecode=unset path=unset", "[-P]", "[-m]", "[xinyong.launch]", "[--home]",
        f"[{home}/trial]", "[--port]", "[8123]", "[--no-open]",
    ]


def test_arguments_reach_the_command_line_whole(home: Path, bare_path: Path, tmp_path: Path) -> None:
    made(home)
    done = start(home, "xinyong", "check", "a b", "", "*", "--purpose", "公开 招标", path=bare_path, cwd=tmp_path)
    assert done.stdout.splitlines()[2:] == [
        "[-P]", "[-m]", "[xinyong]", "[check]", "[a b]", "[]", "[*]", "[--purpose]", "[公开 招标]"]


@pytest.mark.parametrize(("verb", "handed"), [("test", "[%s/tools/testing.py]"), ("check", "[%s/tools/checking.py]")])
def test_verbs_of_development(verb: str, handed: str, home: Path, bare_path: Path, tmp_path: Path) -> None:
    made(home)
    done = start(home, verb, "-k", "a or b", path=bare_path, cwd=tmp_path)
    assert done.stdout.splitlines()[2:] == [handed % home, "[-k]", "[a or b]"]


def test_a_changed_lock_is_noticed(home: Path, bare_path: Path, tmp_path: Path) -> None:
    made(home)
    with (home / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    assert "No Python 3.11 or newer" in start(home, path=bare_path, cwd=tmp_path).stderr


def test_an_unknown_verb_is_refused_with_the_list_of_verbs(home: Path, bare_path: Path, tmp_path: Path) -> None:
    done = start(home, "serve", path=bare_path, cwd=tmp_path)
    assert done.returncode == 2
    assert "serve" in done.stderr and "./run xinyong" in done.stderr
    assert start(home, "help", path=bare_path, cwd=tmp_path).returncode == 0


def test_clean_removes_what_run_made_and_nothing_else(home: Path, bare_path: Path, tmp_path: Path) -> None:
    made(home)
    (home / "trial").mkdir()
    (home / "my-register").mkdir()
    assert start(home, "clean", path=bare_path, cwd=tmp_path).returncode == 0
    assert sorted(path.name for path in home.iterdir()) == sorted(["my-register", "run", *LOCKS])


def test_clean_spares_a_real_register(home: Path, bare_path: Path, tmp_path: Path) -> None:
    (bare_path / "grep").symlink_to(shutil.which("grep") or "")
    (home / "trial").mkdir()
    (home / "trial" / "register.json").write_text('{"id": "x", "mode": "real"}', encoding="utf-8")
    done = start(home, "clean", path=bare_path, cwd=tmp_path)
    assert done.returncode == 1 and "real register" in done.stderr and "真实登记册" in done.stderr
    assert (home / "trial" / "register.json").exists()


def test_a_posix_shell_reads_it() -> None:
    done = subprocess.run(["sh", "-n", str(ROOT / "run")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert os.access(ROOT / "run", os.X_OK) and os.access(ROOT / ".ci/run", os.X_OK)
