"""How a document speaks to whom it is about. Templates speak to an organisation; a person is spoken to as one."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from xinyong.errors import Text

T = TypeVar("T")
_CHINESE = (("你单位", "你"), ("贵单位", "您"))
_ENGLISH = tuple(
    (re.compile(rf"\b{said}\b"), instead)
    for organisation, person, whose in (
        ("your organisation", "you", "your"), ("Your organisation", "You", "Your"),
    )
    for said, instead in (
        (f"{organisation}'s", whose),
        (f"{organisation} is", f"{person} are"),
        (f"{organisation} was", f"{person} were"),
        (f"{organisation} has", f"{person} have"),
        (organisation, person),
    )
)  # fmt: skip


def to_person(said: T) -> T:
    """The same parts of a document, in words for a natural person."""
    given: Any = said
    if isinstance(given, Text):
        zh, en = given.zh, given.en
        for organisation, person in _CHINESE:
            zh = zh.replace(organisation, person)
        for pattern, person in _ENGLISH:
            en = pattern.sub(person, en)
        given = Text(zh, en)
    elif isinstance(given, msgspec.Struct):
        given = type(given)(**{name: to_person(getattr(given, name)) for name in given.__struct_fields__})
    elif isinstance(given, list):
        given = [to_person(each) for each in given]
    elif isinstance(given, tuple):
        given = tuple(to_person(each) for each in given)
    result: T = given
    return result
