"""How an attack on an Article strikes: refused by that Article, or let through once its predicate is taken out."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from tests.register.book import make_book
from tests.register.desk import Desk, MakeDesk
from xinyong.errors import Refused
from xinyong.law.model import Rulebook
from xinyong.register import articles
from xinyong.register.core import Command

PREDICATES = {name for name in articles.__all__ if inspect.isfunction(getattr(articles, name))} - {"digest", "refused"}
BOOK = make_book()
EXTENSION = BOOK.lists["fixed"].versions[-1].extensions[0]  # type: ignore[index]
# What a predicate that also answers gives when it refuses nothing.
ANSWERS: dict[str, Callable[..., Any]] = {
    "in_directory": lambda law, category: BOOK.categories["acts"][0],
    "list_in_law": lambda law, listing: BOOK.lists[listing].versions[-1],
    "notice_provided": lambda version, listing: BOOK.lists["fixed"].versions[-1].notice,
    "reviewable": lambda version, state, today: 12,
    "extension_in_law": lambda version, state, extension, months: EXTENSION,
    "employer_in_law": lambda version, state: "act#17",
    "restorable": lambda version, state, today: "act#16",
}


class Strike:
    """The blow of an attack: refused by its Article, or with ``without`` taken out, carried through."""

    def __init__(self, make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch, without: str = "") -> None:
        self.make_desk = make_desk
        self.monkeypatch = monkeypatch
        self.without = without
        self.struck = 0

    def desk(self, book: Rulebook | None = None) -> Desk:
        """A desk to prepare the attack from, under the law of the tests or a bent one."""
        return self.make_desk(book)

    def assert_refused(self, desk: Desk, article: int, command: Command, officer: str = "market-1") -> None:
        self.struck += 1
        if not self.without:
            refusal = desk.refusal(command, officer)
            assert isinstance(refusal, Refused)
            assert refusal.article == article
            assert refusal.field
            return
        with self.monkeypatch.context() as patch:
            patch.setattr(articles, self.without, ANSWERS.get(self.without, lambda *given: None))
            assert desk.do(command, officer)


ATTACKS: dict[str, Callable[[Strike], None]] = {}


def attacks(predicate: str) -> Callable[[Callable[[Strike], None]], Callable[[Strike], None]]:
    """Names the predicate that an attack is on."""

    def note(test: Callable[[Strike], None]) -> Callable[[Strike], None]:
        assert predicate not in ATTACKS
        ATTACKS[predicate] = test
        return test

    return note
