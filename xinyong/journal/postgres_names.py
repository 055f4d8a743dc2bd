"""Search in organisations' names on PostgreSQL: pairs of characters in a GIN index.

PostgreSQL's own parsers read Chinese as the database's locale lets them, so the terms are made here: a Han
character with the one after it, and each word of another script, as ``name_index`` cuts them. A name that
contains a text holds all of the text's pairs; whether it contains the text itself is then looked up in the name.
Every row carries its own terms (column ``grams``), so that no row can be written without them.
"""

from __future__ import annotations

import re
import struct
from typing import Any

from xinyong.journal.name_index import CANDIDATES, HAN
from xinyong.journal.schema import TABLES
from xinyong.journal.sql import quoted

COLUMN = "grams"
DDL = f'CREATE INDEX "organisation_{COLUMN}" ON "organisation" USING gin ("{COLUMN}")'

_HAN_PAIR = re.compile(rf"(?=([{HAN}]{{1,2}}))")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_WORD = re.compile(rf"[^\W_{HAN}]{{1,200}}")  # a longer word is several terms: a tsvector's are short
_COLUMNS = quoted(*(name for name, _ in TABLES["organisation"].columns))

EXACT = f'SELECT {_COLUMNS} FROM "organisation" WHERE folded = %s LIMIT %s'
BEGINNING = f'SELECT {_COLUMNS} FROM "organisation" WHERE folded >= %s AND folded < %s ORDER BY folded LIMIT %s'
INSIDE = (
    f'SELECT {_COLUMNS} FROM (SELECT {_COLUMNS} FROM "organisation" WHERE "{COLUMN}" @@ %s::tsquery'
    ' AND position(%s in folded) > 0 LIMIT %s) AS found ORDER BY char_length(folded), folded LIMIT %s'
)


def grams(folded: str | None) -> list[str]:
    """The distinct terms of a folded name."""
    if not folded:
        return []
    return sorted({*_HAN_PAIR.findall(folded), *_WORD.findall(folded)})


def as_tsvector(terms: list[str]) -> str:
    """The terms as a ``tsvector`` is written; they hold letters, digits and underscores only."""
    return " ".join(f"'{term}'" for term in terms)


def as_tsvector_binary(terms: list[str]) -> bytes:
    """The same in the form that a binary COPY takes: a count, then each term with no positions.

    Sorted by code point they are sorted by their bytes in UTF-8 too, as the server wants them.
    """
    return struct.pack(">i", len(terms)) + "\0\0\0".join((*terms, "")).encode()


def query(folded: str) -> str:
    """What a name that contains this text holds, as a ``tsquery``; "" where that says nothing.

    The last term is the beginning of one: of a pair whose second character is not known, or of a word.
    """
    words = _WORD.findall(folded)
    parts = [f"'{word}'" for word in words]
    if words and not _HAN_RUN.search(folded, folded.rindex(words[-1])):
        parts[-1] += ":*"
    for run in _HAN_RUN.findall(folded):
        parts += [f"'{run[i : i + 2]}'" for i in range(len(run) - 1)] or [f"'{run}':*"]
    return " & ".join(dict.fromkeys(parts))


def search(run: Any, folded: str, limit: int) -> list[tuple[Any, ...]]:
    """``organisation`` rows whose folded name contains ``folded``, as ``name_index.search`` finds and orders them."""
    if not folded.strip() or limit <= 0 or "\0" in folded:
        return []
    found = {row[0]: row for row in run(EXACT, (folded, limit))}
    if len(found) < limit:
        for row in run(BEGINNING, (folded, folded + "\U0010ffff", limit)):
            found.setdefault(row[0], row)
    terms = query(folded)
    if len(found) < limit and terms:
        for row in run(INSIDE, (terms, folded, CANDIDATES, limit)):
            found.setdefault(row[0], row)
    return list(found.values())[:limit]
