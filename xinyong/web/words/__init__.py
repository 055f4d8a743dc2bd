"""Every sentence of the faces, in both languages, as typed data.

A catalogue in Python and not gettext: it works from a clean clone with no ``msgfmt``, a key that
has no entry fails loudly, and both languages stand side by side where a reader can compare them.
Places to fill are named, ``{like_this}``, the same in both languages (a test compares them).
"""

from __future__ import annotations

from xinyong.errors import Text
from xinyong.web.words.law import LAW
from xinyong.web.words.letters import LETTERS
from xinyong.web.words.portal import PORTAL
from xinyong.web.words.problems import PROBLEMS
from xinyong.web.words.terms import TERMS

CATALOGUE: dict[str, Text] = {
    key: Text(zh, en) for part in (PORTAL, LAW, LETTERS, TERMS, PROBLEMS) for key, (zh, en) in part.items()
}
"""Key → sentence. Keys are dotted, the first part naming the page or the vocabulary."""


def word(key: str, language: str, **values: object) -> str:
    """The sentence in the language with its places filled; KeyError for a key that does not exist."""
    sentence = CATALOGUE[key].pick(language)
    return sentence.format(**values) if values else sentence


def term(vocabulary: str, value: str, language: str) -> str:
    """The word for a coded value, e.g. ``term("effect", "prohibited", "zh")``; the code itself when it is new."""
    found = CATALOGUE.get(f"{vocabulary}.{value}")
    return found.pick(language) if found else value
