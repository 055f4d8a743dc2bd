"""The one open register of this process, opened on first use."""

from __future__ import annotations

import threading
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from xinyong.errors import OperatorError, Text
from xinyong.office import Office

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})  # the last is Django's test client
_lock = threading.Lock()
_open: dict[Path, Office] = {}
ASSETS = Path(__file__).resolve().parent / "assets"
KINDS = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def office() -> Office:
    """The register named by the settings; OperatorError when its folder holds none."""
    home = Path(settings.XINYONG_HOME)
    found = _open.get(home)
    if found is None:
        with _lock:
            found = _open.get(home)
            if found is None:
                found = _open[home] = _checked(Office.open(home))
    return found


def _checked(opened: Office) -> Office:
    """A synthetic register answers on loopback and under no other name (DESIGN, synthetic and real)."""
    if opened.mode == "synthetic" and not LOOPBACK.issuperset(settings.ALLOWED_HOSTS):
        opened.close()
        raise OperatorError(
            Text("合成登记册只在本机回环地址上提供服务。", "A synthetic register is served on loopback alone."),
            code="synthetic-on-loopback", todo=Text("不要设置 XINYONG_HOSTS。", "Leave XINYONG_HOSTS unset."),
        )
    return opened


def close() -> None:
    """Close what was opened (tests, and the end of the process)."""
    with _lock:
        for opened in _open.values():
            opened.close()
        _open.clear()


@cache
def assets() -> dict[str, tuple[bytes, str, str]]:
    """Our own few files: name → (bytes, media type, address).

    One digest over all of them stands in every address: it never goes stale, and the sheet can name
    its images beside itself.
    """
    bodies = {path.name: path.read_bytes() for path in sorted(ASSETS.iterdir()) if path.suffix in KINDS}
    digest = sha256(b"".join(bodies.values())).hexdigest()[:12]
    return {name: (body, KINDS[Path(name).suffix], f"/assets/{digest}/{name}") for name, body in bodies.items()}
