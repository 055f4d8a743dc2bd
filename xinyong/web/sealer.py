"""Sealing in the background: recorded entries come under a signed checkpoint within a second.

Only the process that serves the register does it, and only where the launcher asked for it
(``XINYONG_SEAL``): a page that merely reads never signs.
"""

from __future__ import annotations

import logging
import threading

from xinyong.errors import XinyongError
from xinyong.web import door

EVERY_S = 1.0
log = logging.getLogger("xinyong.web.sealer")


def start() -> threading.Event:
    """Start the thread; setting the event that is returned ends it."""
    stop = threading.Event()
    threading.Thread(target=_run, args=(stop,), name="sealer", daemon=True).start()
    return stop


def _run(stop: threading.Event) -> None:
    while not stop.wait(EVERY_S):
        try:
            door.office().seal_if_needed()
        except XinyongError as error:
            log.error("not sealed", extra={"told": {"code": error.code}})
        except Exception:  # a sealer that dies silently would leave every later entry without effect
            log.exception("not sealed")
