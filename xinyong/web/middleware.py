"""What every answer carries, and what becomes of every error.

The policy is the strictest that the pages can be held to: no script at all, nothing from elsewhere,
no framing. Errors become pages or problem details; the request's own content is never repeated in
either, since it may hold what must not be kept (Article 3).
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse

from xinyong.errors import NotFound, Text, XinyongError
from xinyong.web import faults

Handler = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("xinyong.web")

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "X-Robots-Tag": "noarchive",
}
"""``noarchive``: what is gone from here must not live on in a search engine's copy (Article 14)."""


def request_lines(get_response: Handler) -> Handler:
    """Outermost: a number of its own for each request, told to the asker, and one line about what became of it.

    The line names the pattern of the address and never the address; the number is drawn here and comes from nobody.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        number, started = secrets.token_hex(8), time.perf_counter()
        request.xinyong_number = number  # type: ignore[attr-defined]  # for the log, below
        response = get_response(request)
        response.headers["X-Request-Id"] = number
        match = request.resolver_match
        log.info("request", extra={"told": {
            "request": number, "method": request.method, "route": match.route if match else "",
            "status": response.status_code, "ms": round((time.perf_counter() - started) * 1000),
        }})
        return response

    return middleware


def _told(request: HttpRequest, error: XinyongError | None = None) -> dict[str, dict[str, object]]:
    told: dict[str, object] = {"request": getattr(request, "xinyong_number", "")}
    if error is not None:
        told |= {"code": error.code, "article": error.article}
    return {"told": told}


def security_headers(get_response: Handler) -> Handler:
    """The headers above on every answer, and revalidation before anything is shown again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


def errors_as_pages(get_response: Handler) -> Handler:
    """Every failure of a view, and every address that does not exist, as a page or problem details."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in (404, 405) and not response.headers.get("X-Xinyong-Fault"):
            return faults.answer(request, faults.of_status(response.status_code), response.status_code)
        response.headers.pop("X-Xinyong-Fault", None)
        return response

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse:
        return on_exception(request, error)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # where Django looks
    return middleware


def on_exception(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to an exception that a view raised."""
    if isinstance(error, XinyongError):
        if error.status >= 500:
            log.error("fault", extra=_told(request, error))
        return faults.answer(request, error, error.status)
    if isinstance(error, Http404):
        return faults.answer(request, NotFound(Text("此地址没有内容。", "There is nothing at this address.")), 404)
    if isinstance(error, RequestDataTooBig):
        return faults.answer(request, faults.of_status(413), 413)
    if isinstance(error, SuspiciousOperation | BadRequest):
        return faults.answer(request, faults.of_status(400), 400)
    log.exception("unhandled error at a view", extra=_told(request))
    return faults.answer(request, faults.of_status(500), 500)
