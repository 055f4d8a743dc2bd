"""The law of the tests is law as the loader's own rules have it."""

from __future__ import annotations

import pytest

from tests.register.book import make_book
from xinyong.law import rules_book, rules_list
from xinyong.law.loading import decode, digest_of, encode

BOOK = make_book()


@pytest.mark.parametrize("listing", sorted(BOOK.lists))
def test_the_loaders_rules_take_every_list(listing: str) -> None:
    assert rules_list.check(BOOK.lists[listing], BOOK) is None


def test_the_loaders_rules_take_the_rest() -> None:
    assert rules_book.check_manifest(BOOK) is None
    for name in ("instruments", "authorities", "actions", "measures"):
        for value in getattr(BOOK, name).values():
            rules_book.check(name, value, BOOK)
    for editions in BOOK.categories.values():
        for category in editions:
            rules_book.check("categories", category, BOOK)
    for window in BOOK.publication:
        rules_book.check("publication", window, BOOK)


def test_it_is_kept_and_read_back_as_the_same_edition() -> None:
    assert decode(encode(BOOK)) == BOOK
    assert digest_of(BOOK) == BOOK.digest
