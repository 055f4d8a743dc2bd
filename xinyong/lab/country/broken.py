"""Broken rows on purpose, each with the outcome that the intake owes it: the answer key.

A damaged row stands in the place of the whole one, as in a clerk's spreadsheet; a duplicate follows its
original. What a kind does to a form and what must become of it are the table ``DAMAGES``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from xinyong.lab.country.acts import Row, age, sex
from xinyong.lab.country.names import person_name
from xinyong.lab.country.seeded import Draw, Weighted, one_of
from xinyong.subjects.resident import RESIDENT
from xinyong.subjects.uscc import ALPHABET
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
    """A synthetic resident number. One in 31 is by chance a well-checked unified code too."""
    return RESIDENT.synthetic(int(draw() * 30_000_000))


def _bad_date(cell: str, draw: Draw) -> str:
    return one_of(("2023-02-30", "2022/13/05", "二〇二三年", "45291", "2024.06"), draw())


def _person(row: Row, draw: Draw) -> list[str]:
    """A natural person's row in a form of organisations: class, document and synthetic number, nobody's name."""
    cells, roles = list(row.cells), row.layout.roles
    cells[roles["name"]], cells[roles["party"]], cells[roles["code"]] = "某某", "自然人", ""
    cells[roles["person_document_kind"]] = "身份证"
    cells[roles["person_document"]] = _resident("", draw)
    return cells


def _nameless_person(row: Row, draw: Draw) -> list[str]:
    """A row of a form that has no column for the party's class: no code, and what may be a person's name."""
    cells, roles = list(row.cells), row.layout.roles
    cells[roles["name"]], cells[roles["code"]] = person_name(int(draw() * 10_000)), ""
    return cells


def _minor(row: Row, draw: Draw) -> list[str]:
    """Somebody aged eight to seventeen on the day of the entry: whole and well written, and never recorded."""
    cells, roles = list(row.cells), row.layout.roles
    youngest, oldest = row.day.toordinal() - int(8 * 365.25), row.day.toordinal() - int(17.9 * 365.25)
    born = date.fromordinal(oldest + int(draw() * (youngest - oldest)))
    order = 1 + int(draw() * 999)
    cells[roles["code"]] = RESIDENT.synthetic_born(born, order, int(draw() * 100))
    cells[roles["age"]], cells[roles["sex"]] = str(age(born, row.day)), sex(order)
    return cells


def _removed(row: Row, day: date) -> list[str]:
    cells, roles = list(row.cells), row.layout.roles
    cells[roles["ended"]], cells[roles["ending_ground"]] = day.isoformat(), "已补报年度报告并公示"
    return cells


def _not_removed(row: Row) -> list[str]:
    cells, roles = list(row.cells), row.layout.roles
    for part in ("ended", "ending_ground", "ending_office"):
        cells[roles[part]] = ""
    return cells


def _without_code(row: Row, cells: list[str]) -> list[str]:
    cells[row.layout.roles["code"]] = ""
    return cells


def _entered(row: Row) -> date:
    return date.fromisoformat(row.cells[row.layout.roles["day"]])


def _other_width(row: Row, draw: Draw) -> list[str]:
    """A cell too many (a comma that nobody quoted) or too few (a line cut off)."""
    return [*row.cells, "多出一列"] if draw() < 0.5 else row.cells[: 2 + int(draw() * (len(row.cells) - 2))]


def _written(text: str) -> Callable[[str, Draw], str]:
    return lambda cell, draw: text


def _damages(day_field: str) -> dict[str, Damage]:
    """Kinds that any form of organisations may meet."""
    return {
        "wrong-check-character": Damage(_set("code", _wrong_check), "refused", "check-character", "code"),
        "lower-case": Damage(_set("code", lambda code, draw: code.lower()), "accepted", "lower-case", "code"),
        "15-digit-number": Damage(_set("code", _fifteen), "refused", "15-digit-registration-number", "code"),
        "resident-number-in-code": Damage(_set("code", _resident), "refused", "resident-number", "code"),
        "bad-date": Damage(_set("day", _bad_date), "refused", "bad-date", day_field),
        "future-date": Damage(_set("day", _written("2098-05-12")), "refused", "future-date", day_field),
        "duplicate-row": Damage(lambda row, draw: row.cells, "already_held"),
        "wrong-column-count": Damage(_other_width, "refused", "wrong-columns"),
    }


def _blanked(field: str) -> Damage:
    return Damage(
        _set("narrative", lambda cell, draw: cell + one_of(NEVER_RECORDED, draw())), "accepted", "blanked", field
    )


_WAITING = Damage(_set("code", _written("")), "waiting")
_NO_DOCUMENT = Damage(_set("document", _written("")), "refused", "missing", "document")
_PERSON = Damage(_person, "refused", "natural-person", "party_class")
_NAMELESS = Damage(_nameless_person, "refused", "natural-person", "name")

DAMAGES: dict[str, dict[str, Damage]] = {
    "registration": _damages("registered_on") | {
        "missing-code": Damage(_set("code", _written("")), "refused", "empty", "code"),
        "unknown-status": Damage(_set("status", _written("经营中(待核)")), "refused", "unknown-status", "status"),
    },
    "penalty": _damages("decided_on") | {
        "missing-code": _WAITING, "missing-document-number": _NO_DOCUMENT, "person-row": _PERSON,
        "never-recorded-phrase": _blanked("facts"),
        "money-with-letters": Damage(
            _set("money", lambda cell, draw: f"{int(draw() * 90) + 1}万元"), "refused", "bad-amount", "fine_fen"
        ),
    },
    "licence": _damages("decided_on") | {
        "missing-code": _WAITING, "missing-document-number": _NO_DOCUMENT, "person-row": _PERSON,
        "never-recorded-phrase": _blanked("licence_text"),
        "valid-until-before-from": Damage(
            _set("until", _written("1980-01-01")), "refused", "dates-reversed", "valid_until"
        ),
        "unknown-class": Damage(_set("kind", _written("特殊类")), "refused", "unknown-word", "licence_class"),
        "unknown-state": Damage(_set("state", _written("待定")), "refused", "unknown-word", "state"),
    },
    "court-enforcement": _damages("decided_on") | {
        "missing-code": _WAITING, "missing-document-number": _NO_DOCUMENT, "person-without-code": _NAMELESS,
        "never-recorded-phrase": _blanked("duty"),
        "unknown-party": Damage(_set("party", _written("其他")), "refused", "unknown-word", "party"),
        "performed": Damage(_set("performance", _written("全部已履行")), "refused", "performed", "performance"),
        "unknown-conduct": Damage(_set("conduct", _written("其他情形")), "refused", "unknown-word", "conduct"),
        "filed-after-publication": Damage(
            _set("begun", _written("20981231")), "refused", "dates-reversed", "filed_on"
        ),
    },
    "court-enforcement of persons": {
        "minor": Damage(_minor, "refused", "minor", "decided_on"),
        "masked-number": Damage(
            _set("code", lambda code, draw: f"{code[:10]}****{code[-4:]}"), "refused", "personal-number", "code"
        ),
        "wrong-check-character": Damage(
            _set("code", lambda code, draw: code[:-1] + ("1" if code[-1] == "0" else "0")),
            "refused", "personal-number", "code",
        ),
        "bad-date": Damage(_set("day", _bad_date), "refused", "bad-date", "decided_on"),
        "future-date": Damage(_set("day", _written("2098-05-12")), "refused", "future-date", "decided_on"),
        "missing-document-number": _NO_DOCUMENT,
        "duplicate-row": Damage(lambda row, draw: row.cells, "already_held"),
        "wrong-column-count": Damage(_other_width, "refused", "wrong-columns"),
    },
    "abnormal-operations": _damages("decided_on") | {
        "missing-code": Damage(lambda row, draw: _without_code(row, _not_removed(row)), "waiting"),
        "removed-without-code": Damage(
            lambda row, draw: _without_code(row, _removed(row, _entered(row))), "refused", "missing", "code"
        ),
        "person-without-code": _NAMELESS,
        "removed-before-entered": Damage(
            lambda row, draw: _removed(row, _entered(row) - timedelta(days=1)), "refused", "dates-reversed", "ended_on"
        ),
        "removal-in-the-future": Damage(
            lambda row, draw: _removed(row, date(2098, 5, 12)), "refused", "future-date", "ended_on"
        ),
        "unknown-ground": Damage(_set("ground", _written("其他原因")), "refused", "unknown-word", "ground"),
        "two-grounds-at-once": Damage(
            _set("ground", _written("未公示年度报告，且通过登记的住所无法联系")), "refused", "unknown-word", "ground"
        ),
    },
    "procurement-violations": _damages("decided_on") | {
        "missing-code": _WAITING, "person-without-code": _NAMELESS, "never-recorded-phrase": _blanked("facts"),
        "no-kind-of-penalty": Damage(_set("penalty", _written("责令改正")), "refused", "unknown-kind", "penalty_text"),
        "missing-facts": Damage(_set("narrative", _written("")), "refused", "missing", "facts"),
        "bad-end-of-publication": Damage(_set("until", _bad_date), "refused", "bad-date", "stated_publication_end"),
    },
}
"""Layout (``Layout.key``) → kind → damage."""

_OFTENER = {
    ("penalty", "missing-code"): 5.0,  # penalties published without any code are the commonest fault of all
    ("court-enforcement of persons", "minor"): 2.0,
}
_CHOICES = {
    form: Weighted([(kind, _OFTENER.get((form, kind), 1.0)) for kind in kinds]) for form, kinds in DAMAGES.items()
}


def damaged(row: Row, draw: Draw) -> tuple[str, Damage, list[str]]:
    """A kind that fits the row's form, its damage and the damaged cells."""
    key = row.layout.key
    kind = _CHOICES[key].pick(draw())
    damage = DAMAGES[key][kind]
    return kind, damage, damage.change(row, draw)
