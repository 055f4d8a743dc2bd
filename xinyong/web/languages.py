"""The two languages of the faces: in the address on pages, by ``Accept-Language`` elsewhere."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
TAGS: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
"""BCP 47 tags, as ``lang`` attributes and ``Content-Language`` need them."""


class LanguageConverter:
    """Path converter ``lang``: exactly ``zh`` or ``en``."""

    regex = "zh|en"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def other(language: str) -> Language:
    """The language one may switch to."""
    return "en" if language == "zh" else "zh"


def preferred(header: str) -> Language:
    """The better of the two languages for an ``Accept-Language`` header (RFC 9110, 12.5.4); English if neither."""
    best: tuple[float, Language] = (0.0, "en")
    for part in header.split(","):
        tag, _, parameters = part.strip().partition(";")
        name, _, weight = parameters.strip().partition("=")
        try:
            quality = float(weight) if name.strip() == "q" else 1.0
        except ValueError:
            continue
        primary = tag.strip().lower().split("-")[0]
        for language in LANGUAGES:
            if primary == language and quality > best[0]:
                best = (quality, language)
    return best[1]


def of_request(request: HttpRequest) -> Language:
    """The language of a request: that of its address, else the reader's preferred one."""
    first = request.path_info.split("/", 2)[1] if "/" in request.path_info else ""
    for language in LANGUAGES:
        if first == language:
            return language
    return preferred(request.headers.get("Accept-Language", ""))
