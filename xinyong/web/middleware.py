"""What every answer carries, and what becomes of every error.

The policy is the strictest that the pages can be held to: no script at all, nothing from elsewhere,
no framing. Errors become pages or problem details; the request's own content is never repeated in
either, since it may hold what must not be kept (Article 3).
"""

from __future__ import annotations

import logging
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


def security_headers(get_response: Handler) -> Handler:
    """Outermost: the headers above on every answer, and revalidation before anything is shown again."""

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

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def on_exception(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to an exception that a view raised."""
    if isinstance(error, XinyongError):
        if error.status >= 500:
            log.error("%s: %s", error.code, error.detail.en)
        return faults.answer(request, error, error.status)
    if isinstance(error, Http404):
        return faults.answer(request, NotFound(Text("此地址没有内容。", "There is nothing at this address.")), 404)
    if isinstance(error, RequestDataTooBig):
        return faults.answer(request, faults.of_status(413), 413)
    if isinstance(error, SuspiciousOperation | BadRequest):
        return faults.answer(request, faults.of_status(400), 400)
    log.exception("unhandled error at a view")
    return faults.answer(request, faults.of_status(500), 500)
