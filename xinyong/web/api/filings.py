"""``POST /api/v1/filings``: an authority's rows, up to a thousand at a time, each with an outcome of its own."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from xinyong.errors import CallerError, Text
from xinyong.intake.filings import MOST_ITEMS, Filed, Item, file_items
from xinyong.intake.forms.base import Warn
from xinyong.web import door, faults, languages
from xinyong.web.api import strict
from xinyong.web.api.signed import filing_credential, signed_by
from xinyong.web.faults import Problem

MOST_BYTES = 2 << 20


class FilingRequest(msgspec.Struct, forbid_unknown_fields=True):
    """``items``: objects whose members are named by the form's keys or official codes (``CF_WSH``)."""

    form: Annotated[str, msgspec.Meta(max_length=60)]
    items: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=MOST_ITEMS)]


class FilingWarning(msgspec.Struct, omit_defaults=True):
    """Something that was changed or dropped on the way in."""

    code: str
    detail: str
    field: str | None = None


class FilingItem(msgspec.Struct, omit_defaults=True):
    """``status``: accepted, already_held, refused or waiting (for an officer to identify the organisation)."""

    index: int
    status: str
    entry: int | None = None
    problem: Problem | None = None
    warnings: list[FilingWarning] = []


class FilingAnswer(msgspec.Struct):
    """What became of the request; ``replayed``: it had been filed before, nothing was written now."""

    entry: int
    replayed: bool
    rows: int
    accepted: int
    already_held: int
    refused: int
    waiting: int
    warnings: list[FilingWarning]
    items: list[FilingItem]


@require_POST
def filings(request: HttpRequest) -> HttpResponse:
    """File the items. 200 with per-item outcomes once the request itself is in order; a problem otherwise."""
    if request.content_type != "application/json":
        return faults.answer(request, faults.of_status(415), 415)
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return faults.answer(request, _too_large(), 413)
    office = door.office()
    signed = signed_by(request, body, office)
    asked = strict.read(body, FilingRequest)
    filed = file_items(
        office, asked.form, [bytes(item) for item in asked.items], filing_credential(office, signed),
        authority=signed.authority, key=signed.key, content=signed.content, attested_by=signed.officer,
    )
    answer = _answer(filed, languages.of_request(request))
    response = HttpResponse(msgspec.json.encode(answer), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(filed: Filed, language: str) -> FilingAnswer:
    counts: dict[str, Any] = filed.counts()
    return FilingAnswer(
        entry=filed.entry, replayed=filed.replayed, **counts, warnings=[_warning(warn, language)
        for warn in filed.warns],
        items=[_item(number, item, language) for number, item in enumerate(filed.items)],
    )


def _item(number: int, item: Item, language: str) -> FilingItem:
    told = None if item.error is None else faults.problem(item.error, item.error.status, language)
    return FilingItem(number, item.status, item.entry, told, [_warning(warn, language) for warn in item.warns])


def _warning(warn: Warn, language: str) -> FilingWarning:
    return FilingWarning(warn.code, warn.text.pick(language), warn.field or None)


def _too_large() -> CallerError:
    return CallerError(
        Text(f"一次报送不超过 {MOST_BYTES} 字节、{MOST_ITEMS} 项。",
        f"A request has at most {MOST_BYTES} bytes and {MOST_ITEMS} items."),
        code="too-large", todo=Text("请分次报送，或报送文件。", "Send it in parts, or send a file."),
    )
