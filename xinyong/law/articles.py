"""The Articles: fifteen rules that nothing switches off, their digest, and how a refusal cites one.

Neutral as to country. The texts stand in ``law.constitution``; each decision calls the predicates
here and raises what ``refused`` makes, so that every refusal names its Article and, where there is
one, the instrument.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from xinyong.errors import Refused, Text
from xinyong.law.constitution import ARTICLES, Article

__all__ = ["ARTICLES", "Article", "digest", "refused"]


@cache
def digest() -> str:
    """SHA-256 (hex) of the Articles' canonical text: number, titles and texts, one per line, UTF-8.

    It stands in every checkpoint (Article 15), so that witnesses can refuse a register
    whose Articles differ.
    """
    lines = [
        "\n".join((str(article.number), article.title.zh, article.title.en, article.text.zh, article.text.en))
        for _, article in sorted(ARTICLES.items())
    ]
    return sha256("\n\n".join(lines).encode()).hexdigest()


def refused(
    number: int,
    detail: Text,
    *,
    instrument: str | None = None,
    field: str | None = None,
    todo: Text | None = None,
    code: str = "",
) -> Refused:
    """The refusal of something that Article ``number`` forbids; the caller raises it.

    ``detail`` says what was refused and never holds the refused content nor a person's identifier.
    ``code`` defaults to ``article-N`` and is what callers and tests may match on.
    """
    article = ARTICLES[number]
    words = Text(
        f"{detail.zh}（第{number}条 {article.title.zh}）",
        f"{detail.en} (Article {number}, {article.title.en})",
    )
    return Refused(
        words, code=code or f"article-{number}", todo=todo, article=number, instrument=instrument, field=field
    )
