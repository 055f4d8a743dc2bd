"""Broken rows on purpose, each with the outcome that the intake owes it: the answer key.

A damaged row stands in the place of the whole one, as in a clerk's spreadsheet; a duplicate follows its
original. What a kind does to a form and what must become of it are the table ``DAMAGES``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from xinyong.lab.country.acts import Row
from xinyong.lab.country.seeded import Draw, Weighted, one_of
from xinyong.subjects.resident import RESIDENT
from xinyong.subjects.uscc import ALPHABET
from xinyong.subjects.uscc import check_character as unified_check
from xinyong.subjects.uscc_faults import registration_check, resembles_placeholder

NEVER_RECORDED = (
    "，法定代表人的配偶患病住院", "，当事人的父亲曾进京上访", "，经营者系基督徒", "，负责人的血型为O型", "，当事人发表不当言论",
)
"""Clauses that Article 3 keeps out: the rest of the narrative stays."""


class Expected(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the answer key. ``outcome`` as the intake counts it; ``code`` of the refusal or warning."""

    file: str
    row: int  # as a spreadsheet numbers it: the heading is row 1
    kind: str
    outcome: str
    code: str = ""
    field: str = ""


class Damage(NamedTuple):
    """What is done to a row's cells, and the outcome, code and field that it must have."""

    change: Callable[[Row, Draw], list[str]]
    outcome: str
    code: str = ""
    field: str = ""


def _set(part: str, value: Callable[[str, Draw], str]) -> Callable[[Row, Draw], list[str]]:
    def change(row: Row, draw: Draw) -> list[str]:
        cells, at = list(row.cells), row.layout.roles[part]
        cells[at] = value(cells[at], draw)
        return cells

    return change


def _wrong_check(code: str, draw: Draw) -> str:
    at = (ALPHABET.index(code[-1]) + 1 + int(draw() * (len(ALPHABET) - 1))) % len(ALPHABET)
    return code[:-1] + ALPHABET[at]


def _fifteen(code: str, draw: Draw) -> str:
    """An old registration number of the same division with the right check digit of its own."""
    while True:
        first = f"{code[2:8]}{int(draw() * 10**8):08d}"
        number = first + registration_check(first)
        if not resembles_placeholder(number):
            return number


def _resident(code: str, draw: Draw) -> str:
    """A synthetic resident number that is not by chance (1 in 31) a well-checked unified code as well.

    Of real numbers none is: a unified code that begins with 9 is a company's, and no province's number does.
    """
    while True:
        number = RESIDENT.synthetic(int(draw() * 30_000_000))
        if unified_check(number[:17]) != number[17]:
            return number


def _bad_date(cell: str, draw: Draw) -> str:
    return one_of(("2023-02-30", "2022/13/05", "二〇二三年", "45291", "2024.06"), draw())


def _person(row: Row, draw: Draw) -> list[str]:
    """A natural person's row in a form of organisations: class, document and synthetic number, nobody's name."""
    cells, roles = list(row.cells), row.layout.roles
    cells[roles["name"]], cells[roles["party"]], cells[roles["code"]] = "某某", "自然人", ""
    cells[roles["person_document_kind"]] = "身份证"
    cells[roles["person_document"]] = _resident("", draw)
    return cells


def _other_width(row: Row, draw: Draw) -> list[str]:
    """A cell too many (a comma that nobody quoted) or too few (a line cut off)."""
    return [*row.cells, "多出一列"] if draw() < 0.5 else row.cells[: 2 + int(draw() * (len(row.cells) - 2))]


def _damages(day_field: str) -> dict[str, Damage]:
    """Kinds that any form of organisations may meet."""
    return {
        "wrong-check-character": Damage(_set("code", _wrong_check), "refused", "check-character", "code"),
        "lower-case": Damage(_set("code", lambda code, draw: code.lower()), "accepted", "lower-case", "code"),
        "15-digit-number": Damage(_set("code", _fifteen), "refused", "15-digit-registration-number", "code"),
        "bad-date": Damage(_set("day", _bad_date), "refused", "bad-date", day_field),
        "future-date": Damage(_set("day", lambda cell, draw: "2098-05-12"), "refused", "future-date", day_field),
        "duplicate-row": Damage(lambda row, draw: row.cells, "already_held"),
        "wrong-column-count": Damage(_other_width, "refused", "wrong-columns"),
    }


_RESIDENT_IN_CODE = Damage(_set("code", _resident), "refused", "resident-number", "code")
DAMAGES: dict[str, dict[str, Damage]] = {
    "registration": _damages("registered_on") | {
        "missing-code": Damage(_set("code", lambda code, draw: ""), "refused", "empty", "code"),
        "resident-number-in-code": _RESIDENT_IN_CODE,
    },
    "penalty": _damages("decided_on") | {
        "missing-code": Damage(_set("code", lambda code, draw: ""), "waiting"),
        "resident-number-in-code": _RESIDENT_IN_CODE,
        "missing-document-number": Damage(_set("document", lambda cell, draw: ""), "refused", "missing", "document"),
        "money-with-letters": Damage(
            _set("money", lambda cell, draw: f"{int(draw() * 90) + 1}万元"), "refused", "bad-amount", "fine_fen"
        ),
        "never-recorded-phrase": Damage(
            _set("narrative", lambda cell, draw: cell + one_of(NEVER_RECORDED, draw())), "accepted", "blanked", "facts"
        ),
        "person-row": Damage(_person, "refused", "natural-person", "party_class"),
    },
}
"""Form → kind → damage. Forms that are not here are written whole."""

_OFTENER = {("penalty", "missing-code"): 5.0}  # penalties published without any code are the commonest fault of all
_CHOICES = {
    form: Weighted([(kind, _OFTENER.get((form, kind), 1.0)) for kind in kinds]) for form, kinds in DAMAGES.items()
}


def damaged(row: Row, draw: Draw) -> tuple[str, Damage, list[str]] | None:
    """A kind that fits the row's form, its damage and the damaged cells; None for a form that is written whole."""
    choices = _CHOICES.get(row.layout.form)
    if choices is None:
        return None
    kind = choices.pick(draw())
    damage = DAMAGES[row.layout.form][kind]
    return kind, damage, damage.change(row, draw)
