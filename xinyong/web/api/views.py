"""The interface for programs, version 1: thin doors onto ``check`` and ``publication``."""

from __future__ import annotations

import re
from functools import cache

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from xinyong.check import check
from xinyong.errors import BadInput, Text
from xinyong.publication.checkpoint import newest_checkpoint
from xinyong.publication.organisation import organisation_view
from xinyong.web import door, faults
from xinyong.web.api import wire
from xinyong.web.api.openapi import document
from xinyong.web.portal.codes import plain_code

MOST_BYTES = 16 * 1024
_decode = msgspec.json.Decoder(wire.CheckRequest).decode
_encode = msgspec.json.encode
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_PATH = re.compile(r"at `\$\.?([^`]*)`")
_MISSING = re.compile(r"required field `([^`]*)`")


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
    try:
        return _decode(request.body)
    except msgspec.ValidationError as error:
        raise unreadable(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BadInput(
            Text("请求不是合格的 JSON。", "The request is not well-formed JSON."), code="not-json",
            todo=Text("发送一个 JSON 对象。", "Send one JSON object."),
        ) from None


def unreadable(message: str) -> BadInput:
    """msgspec's complaint as an error of ours: which member, and what to do. It repeats no value."""
    if found := _UNKNOWN.search(message):
        name = found[1][:60]
        return BadInput(
            Text(f"没有名为“{name}”的成员；未知成员一律拒绝，不会被忽略。",
                 f"There is no member “{name}”; unknown members are refused and never ignored."),
            code="unknown-member", field=name,
            todo=Text("可用的成员：code、action、purpose、at。", "Members: code, action, purpose, at."),
        )
    if found := _MISSING.search(message):
        return BadInput(
            Text(f"缺少成员“{found[1]}”。", f"The member “{found[1]}” is missing."), code="missing-member", field=found[1],
            todo=Text("补上该成员。", "Add it."),
        )
    place = _PATH.search(message)
    field = place[1] if place else None
    return BadInput(
        Text(f"成员“{field or '$'}”的类型或长度不符。", f"The member “{field or '$'}” is not of its type or length."),
        code="bad-member", field=field,
        todo=Text("请对照 /api/v1/openapi.json。", "Compare it with /api/v1/openapi.json."),
    )


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
