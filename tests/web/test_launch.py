"""``./run``'s launcher: makes the register once, serves it, says when a port is taken, ends cleanly."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xinyong import launch
from xinyong.errors import OperatorError
from xinyong.law.loading import load
from xinyong.office import found


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, port: int) -> tuple[subprocess.Popen[str], float]:
    """Start the launcher; the process, and seconds until it printed its address."""
    began = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(
        [sys.executable, "-m", "xinyong.launch", "--no-open", "--home", str(home), "--port", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if f"http://127.0.0.1:{port}/" in line:
            return process, time.monotonic() - began
    raise AssertionError(process.stderr.read() if process.stderr else "")


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read().decode()


def test_first_and_second_start(tmp_path: Path) -> None:
    home = tmp_path / "trial"
    for _ in range(2):
        port = unused_port()
        process, seconds = start(home, port)
        try:
            assert get(port, "/healthz") == (200, "ok\n")
            status, page = get(port, "/zh/")
            assert status == 200 and "合成登记册" in page
            with pytest.raises(OperatorError):
                launch.free_port(port)
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(timeout=20)
        assert code == 0, process.stderr.read() if process.stderr else ""
    assert seconds < 3.0, f"the second start took {seconds:.2f} s"
    assert not list(tmp_path.glob(".*.making"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("served") / "home"
    found(home, "synthetic", load("cn")).close()
    return home


@pytest.mark.parametrize("delay", [0.1, 0.3, 0.5, 0.7, 0.9, 1.3, None])
def test_one_interrupt_ends_it_whenever_it_comes(served: Path, delay: float | None) -> None:
    """As a terminal sends it: to the launcher and its worker at once, also while the worker still loads."""
    port = unused_port()
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(
        [sys.executable, "-m", "xinyong.launch", "--no-open", "--home", str(served), "--port", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a run in the background would ignore it
    )
    try:
        if delay is None:
            assert process.stdout is not None and any(f":{port}/" in line for line in process.stdout)
            worker = int(subprocess.check_output(["pgrep", "-P", str(process.pid)], text=True).split()[0])
            blocked = next(line for line in Path(f"/proc/{worker}/status").read_text().splitlines() if "SigBlk" in line)
            assert int(blocked.split()[1], 16) & 1 << signal.SIGINT - 1
        else:
            time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=20)
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_the_next_port_is_taken_where_none_was_asked_for(capsys: pytest.CaptureFixture[str],
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(launch, "FIRST_PORT", int(taken.getsockname()[1]))
        assert launch.free_port(None) > launch.FIRST_PORT
    assert "is taken" in capsys.readouterr().err


def test_a_taken_port_ends_it_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found(tmp_path / "home", "synthetic", load("cn")).close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert launch.main(["--no-open", "--home", str(tmp_path / "home"), "--port", port]) == 1
    assert "--port" in capsys.readouterr().err


def test_a_real_register_or_another_folder_is_left_alone(tmp_path: Path) -> None:
    found(tmp_path / "real", "real", load("cn")).close()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letters.txt").write_text("mine")
    for name in ("real", "other"):
        with pytest.raises(OperatorError):
            launch.prepare(tmp_path / name)
    assert (tmp_path / "other" / "letters.txt").read_text() == "mine"
