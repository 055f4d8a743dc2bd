"""A courier in a process of its own, to be killed while it delivers: ``python -m tests.casework.dying_courier …``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from xinyong.casework.delivery.courier import Courier
from xinyong.casework.delivery.desk import Desk
from xinyong.casework.delivery.network import Signing, Webhook


def main(desk: str, at: str) -> None:
    """Deliver what is due at ``at`` by webhook; nothing comes after the answer that never comes."""
    hook = Webhook(Signing(lambda message: bytes(64), "00" * 32), "R", "synthetic")
    Courier(Desk(Path(desk)), {"webhook": hook}, lambda issued, language, form: b"pdf", lambda: int(at)).run()
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
