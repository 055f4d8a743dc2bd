"""From a fresh clone to the page, and every start after that, as a newcomer waits for them."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from bench.frame import Figure, Run, measure

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 600


@measure("first start")
def first_start(run: Run) -> list[Figure]:
    """``./run`` in a fresh clone: packages fetched and checked, a synthetic register made, the first page served;
    then the second start. The first depends on the network and the package index."""
    clone = run.folder / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{ROOT}", str(clone)], check=True)
    figures = [Figure("fresh clone to the page", _seconds_to_page(clone), "s", "less")]
    figures.append(Figure("second start to the page", _seconds_to_page(clone), "s", "less", limit=3))
    return figures


def _seconds_to_page(clone: Path) -> float:
    port = _free_port()
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "XINYONG", "VIRTUAL_ENV"))}
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # in the background; a child would go on ignoring it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(clone / "run"), "--no-open", "--port", str(port)], cwd=clone, env=env,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - begun > PATIENCE_S:
                raise RuntimeError("./run did not come to its page")
            time.sleep(0.02)
        return time.perf_counter() - begun
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:  # what is measured is over; the next start needs nothing of this one
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/en/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
