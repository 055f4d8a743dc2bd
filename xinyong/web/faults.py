"""Errors as people and programs read them: an error page, or RFC 9457 problem details."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from xinyong.errors import CallerError, RegisterFault, Text, XinyongError
from xinyong.web import languages
from xinyong.web.words import CATALOGUE, word

PROBLEM_JSON = "application/problem+json"
TYPE = "urn:xinyong:problem:"


class Problem(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Problem details (RFC 9457) with the members that a law-bound register adds."""

    type: str  # urn:xinyong:problem:<code>
    title: str
    status: int
    detail: str
    code: str
    todo: str | None = None  # what to do about it
    article: int | None = None  # the Article that forbids it
    instrument: str | None = None  # the instrument of law that forbids it
    field: str | None = None  # the member of the request it is about


def problem(error: XinyongError, status: int, language: str) -> Problem:
    """The error as problem details in the language."""
    return Problem(
        type=TYPE + error.code, title=title(status, language), status=status, detail=error.detail.pick(language),
        code=error.code, todo=error.todo.pick(language) if error.todo else None, article=error.article,
        instrument=error.instrument, field=error.field,
    )


def title(status: int, language: str) -> str:
    """The title of a status; that of its class where it has none of its own."""
    own, of_class = f"problem.{status}", "problem.400" if status < 500 else "problem.500"
    return word(own if own in CATALOGUE else of_class, language)


def of_status(status: int, **values: object) -> XinyongError:
    """The error that a bare status stands for."""
    key = f"problem.{status}.detail"
    detail = CATALOGUE[key if key in CATALOGUE else "problem.400.detail"]
    if values:
        detail = Text(detail.zh.format(**values), detail.en.format(**values))
    todo = CATALOGUE.get(f"problem.{status}.todo")
    kind = RegisterFault if status >= 500 else CallerError
    return kind(detail, code=_CODES.get(status, "bad-request"), todo=todo)


_CODES = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "json-required", 500: "fault"}


def answer(request: HttpRequest, error: XinyongError, status: int) -> HttpResponse:
    """Problem details under ``/api/``, a page in the reader's language elsewhere."""
    language = languages.of_request(request)
    if request.path_info.startswith("/api/"):
        response = problem_response(error, status, language)
    else:
        response = error_page(request, error, status, language)
    response.headers["X-Xinyong-Fault"] = "1"
    response.headers["Cache-Control"] = "no-store"
    return response


def problem_response(error: XinyongError, status: int, language: str) -> HttpResponse:
    """The error as ``application/problem+json``."""
    body = msgspec.json.encode(problem(error, status, language))
    response = HttpResponse(body, status=status, content_type=PROBLEM_JSON)
    response.headers["Content-Language"] = languages.TAGS["zh" if language == "zh" else "en"]
    response.headers["Vary"] = "Accept-Language"
    return response


def error_page(request: HttpRequest, error: XinyongError, status: int, language: str) -> HttpResponse:
    """The error as a page; it needs no register, so that it can also say that there is none."""
    from xinyong.web.portal.pages import render_page  # pages need faults for nothing: no cycle at run time

    context: dict[str, Any] = {
        "status": status, "problem_title": title(status, language), "detail": error.detail.pick(language),
        "todo": error.todo.pick(language) if error.todo else "", "article": error.article,
        "instrument": error.instrument,
    }
    return render_page(request, "error.html", language, context, status=status, other_url=False)
