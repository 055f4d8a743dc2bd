"""Real servers on this machine: one that takes CloudEvents over HTTP, one that takes mail over SMTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller


class Hook:
    """What the HTTP server got, and how it answers: ``statuses`` in turn, then 204."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        self.before_answer: Callable[[], None] = lambda: None
        self.address = ""


@contextmanager
def hook() -> Iterator[Hook]:
    """A webhook's receiver on a loopback port."""
    state = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.got.append((dict(self.headers.items()), body))
            state.before_answer()
            self.send_response(state.statuses.pop(0) if state.statuses else 204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.address = f"http://127.0.0.1:{server.server_port}/inbox"
    yield state
    server.shutdown()
    server.server_close()


class Letterbox:
    """aiosmtpd's handler: keeps envelopes; ``replies`` in turn, then 250."""

    def __init__(self) -> None:
        self.got: list[Any] = []
        self.replies: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.replies:
            return self.replies.pop(0)
        self.got.append(envelope)
        return "250 OK"


class _AnyPort(Controller):  # type: ignore[misc]
    """A controller that lets the system choose the port."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server() -> Iterator[tuple[Letterbox, int]]:
    """A mail server on a loopback port."""
    box = Letterbox()
    controller = _AnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    yield box, controller.port
    controller.stop()
