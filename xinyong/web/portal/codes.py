"""A code in an address or a request, normalised or refused."""

from __future__ import annotations

from xinyong.publication.search import read_code
from xinyong.subjects import identifiers


def plain_code(code: str, identifier: str) -> str:
    """The code normalised. Raises BadInput saying what is wrong with it, Refused (Article 11) for a
    number of a natural person."""
    plain = read_code(code, identifier)
    if plain is not None:
        return plain
    # The class's own refusal says best what is wrong with it.
    return identifiers.get(identifier).read(code, name_exact=True).code
