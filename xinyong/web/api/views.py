"""The interface for programs, version 1: thin doors onto ``check`` and ``publication``."""

from __future__ import annotations

from functools import cache

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from xinyong.check import check
from xinyong.publication.checkpoint import newest_checkpoint
from xinyong.publication.organisation import organisation_view
from xinyong.web import door, faults
from xinyong.web.api import strict, wire
from xinyong.web.api.openapi import document
from xinyong.web.portal.codes import plain_code

MOST_BYTES = 16 * 1024
_encode = msgspec.json.encode


@require_POST
def checks(request: HttpRequest) -> HttpResponse:
    """``POST /api/v1/checks``: one question about one organisation, one action, today."""
    asked = read_request(request)
    if isinstance(asked, HttpResponse):
        return asked
    office = door.office()
    code = plain_code(asked.code, office.rulebook.manifest.organisation_identifier)
    # ``check`` refuses a day that is past (Article 14) and one that has not come.
    verdict = check(office, code, asked.action, asked.purpose, at=asked.at)
    return json_response(_encode(verdict))


def read_request(request: HttpRequest) -> wire.CheckRequest | HttpResponse:
    """The question, or the problem with how it was sent; BadInput for what is wrong in it."""
    if request.content_type != "application/json":
        return faults.answer(request, faults.of_status(415), 415)
    if len(request.body) > MOST_BYTES:
        return faults.answer(request, faults.of_status(413, limit=MOST_BYTES), 413)
    return strict.read(request.body, wire.CheckRequest)


@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """``GET /api/v1/organisations/{code}``: what the page shows, as data."""
    office = door.office()
    plain = plain_code(code, office.rulebook.manifest.organisation_identifier)
    view = organisation_view(office, plain, office.today())
    body = wire.organisation(view, office.rulebook.digest, office.mode == "synthetic")
    response = json_response(_encode(body))
    if view.protected:
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """``GET /api/v1/checkpoint``: the newest signed checkpoint."""
    return json_response(_encode(wire.checkpoint(newest_checkpoint(door.office().store))))


@cache
def _openapi() -> bytes:
    return msgspec.json.format(_encode(document()), indent=1)


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """``GET /api/v1/openapi.json``: OpenAPI 3.1, made from the wire types."""
    return json_response(_openapi())


def json_response(body: bytes) -> HttpResponse:
    """An answer in JSON."""
    return HttpResponse(body, content_type="application/json")
