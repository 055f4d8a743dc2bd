"""How a page is made: its language, its frame, whether the register is synthetic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from xinyong.errors import BadInput, OperatorError, Text
from xinyong.subjects import identifiers
from xinyong.web import door, languages

SOURCE_TAGS = {"CN": "zh-Hans", "BR": "pt-BR"}
"""In which language authorities of a country file: the ``lang`` of names and documents."""


def render_page(
    request: HttpRequest,
    template: str,
    language: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    section: str = "",
    other_url: bool = True,
) -> HttpResponse:
    """The template within the frame. ``other_url``: whether the page exists in the other language as well."""
    here: languages.Language = "zh" if language == "zh" else "en"
    there = languages.other(here)
    files = door.assets()
    values: dict[str, Any] = {
        "language": here,
        "language_tag": languages.TAGS[here],
        "other_tag": languages.TAGS[there],
        "other_url": switched(request, there) if other_url else "",
        "section": section,
        "assets": {"css": files["xinyong.css"][2], "icon": files["icon.svg"][2]},
        **_register(),
        **context,
    }
    response = HttpResponse(render_to_string(template, values), status=status)
    response.headers["Content-Language"] = languages.TAGS[here]
    return response


def _register() -> dict[str, Any]:
    try:
        office = door.office()
    except OperatorError:
        return {"rulebook": None, "synthetic": False}
    manifest = office.rulebook.manifest
    return {
        "rulebook": office.rulebook,
        "synthetic": office.mode == "synthetic",
        "today": office.today(),
        "identifier_title": identifiers.get(manifest.organisation_identifier).title,
        "source_tag": SOURCE_TAGS.get(manifest.country, "und"),
    }


def switched(request: HttpRequest, language: languages.Language) -> str:
    """This page's address in the other language, its query kept."""
    rest = request.path_info.split("/", 2)
    path = f"/{language}/{rest[2] if len(rest) > 2 else ''}"
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def day_asked(request: HttpRequest, name: str, default: date) -> date:
    """The day given as ``?name=YYYY-MM-DD``; BadInput when it is none."""
    raw = request.GET.get(name, "")
    if not raw:
        return default
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise BadInput(
            Text("日期无法识别。", "The date cannot be read."), code="bad-date", field=name,
            todo=Text("请写成 YYYY-MM-DD，例如 2026-04-01。", "Write it as YYYY-MM-DD, for example 2026-04-01."),
        ) from None
