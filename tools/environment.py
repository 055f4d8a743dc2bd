"""Make or mend the project's environment ``.venv`` from a lock file with hashes.

Run by ``./run`` under the system's Python, so the standard library alone is used here. Safe
against a second start at the same time (one waits for the other) and against being killed at
any moment: a copy of the lock is put into the environment as its stamp only when everything is
in, and an installation that was begun and not finished is made afresh, since pip takes a
half-unpacked package for an installed one. What was downloaded stays in pip's cache, so the
second try is short.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
DEV_LOCK = "requirements-dev.lock"
RUN_LOCK = "requirements.lock"
UNFINISHED = "unfinished\n"

UNWANTED = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PIP_TARGET", "PIP_PREFIX", "PIP_USER",
            "PIP_REQUIREMENT", "PIP_CONSTRAINT")
"""Settings of the caller that would put packages elsewhere, or others than the lock names."""


def say(en: str, zh: str) -> None:
    """Tell the person at the terminal, in both languages; standard output stays free for results."""
    print(f"{en}\n{zh}", file=sys.stderr, flush=True)


def stamp(root: Path, lock: str) -> Path:
    """Where the copy of an installed lock lies; equal to the lock means installed."""
    return root / ".venv" / f"installed-{lock}"


def is_ready(root: Path, lock: str) -> bool:
    """Whether the environment holds this lock and its interpreter starts."""
    mark = stamp(root, lock)
    return mark.is_file() and mark.read_bytes() == (root / lock).read_bytes() and starts(root)


def starts(root: Path) -> bool:
    """Whether the environment's interpreter runs and finds pip (after a system upgrade it may not)."""
    python = root / ".venv" / "bin" / "python"
    if not python.exists():
        return False
    probe = [str(python), "-I", "-c", "import importlib.util as u, sys; sys.exit(u.find_spec('pip') is None)"]
    return subprocess.run(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def hold(root: Path) -> IO[str]:
    """Take the set-up's lock; the kernel frees it when this process ends, however it ends."""
    handle = open(root / ".venv.lock", "a+", encoding="utf-8")  # noqa: SIM115 - held until the process ends
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another start is preparing the environment; waiting for it.", "另一个启动正在准备运行环境，请稍候。")
        fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def note(handle: IO[str], text: str) -> None:
    """Write into the lock file whether an installation is under way."""
    handle.seek(0)
    handle.truncate()
    handle.write(text)
    handle.flush()
    os.fsync(handle.fileno())


def install(root: Path, lock: str, *, afresh: bool) -> int:
    """Make the environment where needed and install the lock into it; the exit status of what failed, or 0."""
    venv = root / ".venv"
    env = {key: value for key, value in os.environ.items() if key not in UNWANTED}
    if afresh or not starts(root):
        say("Making the environment .venv …", "正在建立运行环境 .venv ……")
        made = subprocess.run([sys.executable, "-I", "-m", "venv", "--clear", str(venv)], env=env).returncode
        if made:
            return made
    say(f"Installing the packages of {lock}, each against its hash …", f"正在按 {lock} 安装软件包，并逐一核对哈希值……")
    # Not --quiet: pip's own lines and bars are the progress a person watches.
    pip = [str(venv / "bin" / "python"), "-I", "-m", "pip", "install", "--require-hashes", "--no-input",
           "--disable-pip-version-check", "--requirement", str(root / lock)]
    # pip reports on standard output; ours is kept for what was asked for.
    return subprocess.run(pip, env=env, stdout=sys.stderr).returncode


def finish(root: Path, lock: str) -> None:
    """Let the environment find the project, and stamp it."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for site in (root / ".venv" / "lib").glob("python3.*/site-packages"):
        # Relative to the file itself, so that the folder can be moved.
        (site / "xinyong.pth").write_text(os.path.relpath(root, site) + "\n", encoding="utf-8")
        version = site.parent.name
    # The development lock holds every pin of the other (a test keeps it so): one installation serves both.
    for each in (lock, RUN_LOCK) if lock == DEV_LOCK else (lock,):
        partial = stamp(root, each).with_suffix(".partial")
        shutil.copyfile(root / each, partial)
        os.replace(partial, stamp(root, each))
    say(f"The environment is ready ({version}).", f"运行环境已就绪（{version}）。")


def main(argv: list[str], root: Path = ROOT) -> int:
    """``environment.py LOCK``: 0 when the environment holds it, else the failed step's status."""
    lock = argv[0] if argv else RUN_LOCK
    with hold(root) as handle:
        if is_ready(root, lock):  # whoever held the lock before us may have done it
            return 0
        handle.seek(0)
        interrupted = handle.read() == UNFINISHED
        if interrupted:
            say("An earlier set-up was not finished; starting it over.", "上次的安装没有完成，现在重新开始。")
        note(handle, UNFINISHED)
        status = install(root, lock, afresh=interrupted)
        if status:
            say("The set-up failed; nothing else on this machine was changed. If the message above names the network, "
                "check it (or the package index that pip is configured with) and start again; if it names a hash, a "
                "package is not the one that was locked: do not use it.",
                "安装失败，本机其他内容未作任何改动。如上面的信息提到网络，请检查网络（或 pip 所配置的软件源）后重试；"
                "如提到哈希值（hash），说明软件包与锁定的不一致，请勿使用。")
            return status
        finish(root, lock)
        note(handle, "")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Interrupted; start again to go on.", "已中断；再次启动即可继续。")
        sys.exit(130)
