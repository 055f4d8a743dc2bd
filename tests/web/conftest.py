"""The faces on a real synthetic register, in this process and over HTTP."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from tests.publication.world import World, build

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinyong.web.settings")


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The register of ``world.build``, opened on its own clock behind the faces' door."""
    import django
    from django.conf import settings

    made = build(tmp_path_factory.mktemp("register") / "home")
    settings.XINYONG_HOME = made.home
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
    django.setup()

    from xinyong.office import Office
    from xinyong.web import door

    door._open[Path(made.home)] = Office.open(made.home, clock=made.clock)
    yield made
    door.close()


@pytest.fixture
def client(world: World) -> Any:
    """Django's test client; it raises what a view raises only where nothing answers for it."""
    from django.test import Client

    return Client(raise_request_exception=False)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="session")
def address(world: World) -> Iterator[str]:
    """The faces over HTTP on a loopback port."""
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=_Threaded, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def settings_home() -> Any:
    """``with settings_home(path)``: the faces look for their register in another folder."""
    from contextlib import contextmanager

    from django.conf import settings

    @contextmanager
    def elsewhere(path: Path) -> Iterator[None]:
        before = settings.XINYONG_HOME
        settings.XINYONG_HOME = path
        try:
            yield
        finally:
            settings.XINYONG_HOME = before

    return elsewhere
