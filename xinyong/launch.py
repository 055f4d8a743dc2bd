"""``./run``: open the trial register (made on the first start), serve it, print the address.

The register is synthetic, so that the server binds to loopback and to nothing else. It runs under
Granian with one worker; Ctrl-C ends it.
"""

from __future__ import annotations

import argparse
import http
import http.client
import os
import shutil
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from xinyong.errors import OperatorError, Text, XinyongError

ADDRESS = "127.0.0.1"
FIRST_PORT = 8010
PORTS_TRIED = 30
READY_WITHIN_S = 30.0
KILLED_AFTER_S = 5  # a worker that was told to end and has not
INTERRUPTED = 130  # the exit status by which shells know that Ctrl-C ended a command
THREADS = 4  # a page waits on the disk at times; the interpreter runs one at a time anyway


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="./run", description="Open a small synthetic register and serve it. "
                                     "打开一个小型合成登记册并提供网页服务。")
    parser.add_argument("--port", type=int, default=None, help="serve on this port only 只使用此端口")
    parser.add_argument("--no-open", action="store_true", help="do not open a browser 不打开浏览器")
    parser.add_argument("--home", type=Path, default=None, help="the register's folder 登记册目录")
    options = parser.parse_args(arguments)
    try:
        home = (options.home or Path(os.environ.get("XINYONG_HOME") or "trial")).expanduser().resolve()
        prepare(home)
        port = free_port(options.port)
    except XinyongError as error:
        say(error.detail)
        if error.todo:
            say(error.todo)
        return 1
    serve(home, port, open_browser=not options.no_open)
    return 0


def say(text: Text) -> None:
    """A line in both languages on standard error."""
    print(f"{text.en}\n{text.zh}", file=sys.stderr, flush=True)


def prepare(home: Path) -> None:
    """Make the trial register where there is none; OperatorError for a folder that is something else.

    It is made beside its place and moved there whole, so that a start that was broken off leaves no
    half register behind.
    """
    if (home / "register.json").is_file():
        _synthetic_only(home)
        return
    if home.exists() and any(home.iterdir()):
        raise OperatorError(
            Text("该目录里有别的内容，不在其中建立登记册。", "The folder holds something else; no register is made in it."),
            todo=Text("用 --home 指定空目录。", "Name an empty folder with --home."), code="folder-not-empty",
        )
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from xinyong.lab import sample  # heavy, and needed once

    partial = home.with_name(f".{home.name}.making")
    shutil.rmtree(partial, ignore_errors=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    ) as bar:
        task = bar.add_task("Making a synthetic register 生成合成登记册", total=None)
        sample.make(partial, lambda done, total: bar.update(task, completed=done, total=total))
    partial.replace(home)


def _synthetic_only(home: Path) -> None:
    from xinyong.office.home import Home, read_about

    if read_about(Home(home)).mode != "synthetic":
        raise OperatorError(
            Text("这是一份真实登记册；./run 只服务合成登记册。", "This is a real register; ./run serves synthetic ones only."),
            todo=Text("真实登记册请按运维文档部署。", "Deploy a real register as the operations guide says."),
        )


def free_port(wanted: int | None) -> int:
    """The wanted port, or the first free one from 8010; OperatorError when there is none."""
    candidates = [wanted] if wanted is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for port in candidates:
        if _free(port):
            return port
        if wanted is None:
            say(Text(f"端口 {port} 已被占用，改试下一个。", f"Port {port} is taken; trying the next."))
    raise OperatorError(
        Text(f"端口 {wanted or FIRST_PORT} 已被占用。", f"Port {wanted or FIRST_PORT} is taken."),
        todo=Text("用 --port N 另选端口。", "Choose another with --port N."), code="port-taken",
    )


def _free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def serve(home: Path, port: int, *, open_browser: bool) -> None:
    """Serve the register until interrupted."""
    from granian import Granian
    from granian.constants import Interfaces

    os.environ["XINYONG_HOME"] = str(home)
    os.environ["XINYONG_SEAL"] = "1"
    threading.Thread(target=announce, args=(port, open_browser), daemon=True).start()
    server = Granian(
        "xinyong.web.wsgi:application", address=ADDRESS, port=port, interface=Interfaces.WSGI, workers=1,
        blocking_threads=THREADS, log_enabled=False, websockets=False, workers_kill_timeout=KILLED_AFTER_S,
    )
    os.register_at_fork(after_in_child=_worker_signals)
    server.serve()


def _worker_signals() -> None:
    """What a worker does about signals: it ends at its parent's word (SIGTERM), and at nothing else.

    It inherits its parent's handlers, which note a signal for the parent alone: what arrived before the worker had set
    its own would be lost, and the parent would wait for it for ever. Ctrl-C reaches the worker too, and a
    second signal while its handler sets an event for the first would wait for that event's lock for ever.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def announce(port: int, open_browser: bool) -> bool:
    """Print the address once the first page can be served, and open it; whether it could be."""
    address = f"http://{ADDRESS}:{port}/"
    began = time.monotonic()
    while time.monotonic() - began < READY_WITHIN_S:
        if _answers(port):
            break
        time.sleep(0.05)
    else:
        say(Text("服务未能启动。", "The server did not start."))
        return False
    print(f"\n  {address}\n", flush=True)
    say(Text("按 Ctrl-C 结束。", "Ctrl-C ends it."))
    if open_browser:
        webbrowser.open(address)
    return True


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before the server took over the signals
        sys.exit(INTERRUPTED)
