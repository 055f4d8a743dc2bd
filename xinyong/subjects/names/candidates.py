"""Candidates for an officer who has a name without a code. They are offered; nothing here decides.

The store narrows by ``key_grams``, ``rank`` orders what it found. An officer who picks one files a
decision of their own; the score goes nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from xinyong.errors import Text
from xinyong.subjects.names.folding import has_han
from xinyong.subjects.names.han import HanName
from xinyong.subjects.names.latin import LatinName
from xinyong.subjects.names.matching import compare, similarity
from xinyong.subjects.names.organisation import parse

LEAST_SCORE = 0.3


class Candidate(NamedTuple):
    """One organisation offered: its name as held, how near (0–1), why, and the row it came from."""

    name: str
    score: float
    reasons: list[Text]
    row: Mapping[str, Any]


def key_grams(folded: str) -> tuple[str, ...]:
    """Pieces of a folded name to look others up by, most telling first, without repeats.

    Han: two-character pieces of the core (then of the rest); other scripts: words of three letters or more.
    """
    if not has_han(folded):
        words = [word for word in folded.split() if len(word) > 2] or folded.split()
        return tuple(dict.fromkeys(sorted(words, key=len, reverse=True)))
    name = parse(folded)
    core = name.core if isinstance(name, HanName) else folded
    pieces = [text[at : at + 2] for text in (core, folded) for at in range(max(1, len(text) - 1))]
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def _nearness(query: str, name: str) -> float:
    """Nearness of cores weighs more than that of whole names, whose regions and forms are everybody's."""
    one, other = parse(query), parse(name)
    if isinstance(one, HanName) and isinstance(other, HanName):
        # A core of one or two characters has one piece or none: compare it with its trade as well.
        return 0.6 * max(similarity(one.core, other.core), 0.8 * similarity(one.body, other.body))
    if isinstance(one, LatinName) and isinstance(other, LatinName):
        return 0.6 * similarity(one.joined, other.joined)
    return 0.0


def rank(query_name: str, rows: Iterable[Mapping[str, Any]], limit: int = 10) -> list[Candidate]:
    """The ``rows`` (each with a ``name``) nearest to a name, nearest first, none below ``LEAST_SCORE``.

    Equal scores stand in the order of their names, so that the same rows give the same list.
    """
    found: list[Candidate] = []
    for row in rows:
        name = str(row["name"])
        match = compare(query_name, name)
        score = match.score
        if not match.match:
            score = min(0.84, max(0.4 * match.score + _nearness(query_name, name), 0.5 * match.score))
        if score >= LEAST_SCORE:
            found.append(Candidate(name, round(score, 3), match.reasons, row))
    found.sort(key=lambda candidate: (-candidate.score, candidate.name))
    return found[:limit]
