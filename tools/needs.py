"""What tests need from the system beyond the lock file: how to find it, which package has it, what it is for.

A test asks by ``require_tool(name)`` (``tests/conftest.py``); the test command installs, before
pytest starts, what the tests in the tree ask for.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from xinyong.errors import Text


class Need(NamedTuple):
    """One thing of the system: ``find`` gives its path or "", ``packages`` are Debian's names."""

    find: Callable[[], str]
    packages: tuple[str, ...]
    untested: Text  # what stays untested where it is absent


def on_path(*names: str) -> Callable[[], str]:
    """Finder of the first of these programs on PATH."""
    return lambda: next((found for name in names if (found := shutil.which(name))), "")


def postgresql() -> str:
    """The newest PostgreSQL server's folder of programs; Debian keeps it off PATH."""
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(folders, key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0, default=None)
    if newest is not None:
        return str(newest.parent)
    initdb = shutil.which("initdb")
    return str(Path(initdb).parent) if initdb else ""


def chinese_font() -> str:
    """The file of a font with Chinese glyphs, as fontconfig names it; screenshots are boxes without one."""
    if not shutil.which("fc-list"):
        return ""
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True).stdout
    return listed.split(":")[0].strip()


def softhsm() -> str:
    """SoftHSM's PKCS#11 library; where it lies differs."""
    places = [*Path("/usr/lib").glob("softhsm/libsofthsm2.so"), *Path("/usr/lib").glob("*/softhsm/libsofthsm2.so"),
              *Path("/usr/local/lib").glob("softhsm/libsofthsm2.so")]
    return str(places[0]) if places and shutil.which("softhsm2-util") else ""


NEEDS: dict[str, Need] = {
    "chromium": Need(on_path("chromium", "chromium-browser", "google-chrome"), ("chromium",),
                     Text("网页在真实浏览器中的显示", "the pages in a real browser")),
    "postgresql": Need(postgresql, ("postgresql", "postgresql-contrib"),
                       Text("PostgreSQL 存储", "the PostgreSQL store")),
    "softhsm": Need(softhsm, ("softhsm2",), Text("PKCS#11 密码设备中的密钥", "keys on a PKCS#11 token")),
    "strace": Need(on_path("strace"), ("strace",),
                   Text("写入与同步的系统调用次序", "the order of writes and syncs")),
    "chinese-font": Need(chinese_font, ("fontconfig", "fonts-noto-cjk"),
                         Text("中文页面截图", "screenshots of Chinese pages")),
    "pdftotext": Need(on_path("pdftotext"), ("poppler-utils",),
                      Text("PDF 文书中的文字和字体", "the text and fonts of PDF documents")),
    "git": Need(on_path("git"), ("git",), Text("版本库检查", "checks on the repository")),
}


def asked_for(tests: Path) -> set[str]:
    """Names that the test files in this folder ask for."""
    pattern = re.compile(r"""require_tool\(\s*["']([a-z-]+)["']\s*\)""")
    return {name for path in tests.rglob("*.py") for name in pattern.findall(path.read_text(encoding="utf-8"))}


def missing(names: Iterable[str]) -> list[str]:
    """Those of ``names`` that this machine lacks, sorted."""
    return sorted(name for name in names if not NEEDS[name].find())
