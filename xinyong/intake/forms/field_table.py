"""Columns from the field table of 双公示.

``double_publicity_fields.csv`` gives code, Chinese title and length of each field (origin: NOTICE); forms add
what is ours: the key in a record's content, the English title, older and other headings in use, each
column's fate, and what the official template says of it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from xinyong.errors import Text
from xinyong.intake.forms.base import Column, Fate, Kind

LONGEST = 5000  # lengths that the table marks as uncertain are held to this


class Field(NamedTuple):
    """A column as a form states it; title and length come from the table where it has the code."""

    code: str  # of the field table; "" for a column that only other layouts have
    key: str
    english: str
    chinese: str = ""
    headings: tuple[str, ...] = ()
    required: bool = False
    fate: Fate = "kept"
    kind: Kind = "text"
    must: bool = False
    options: tuple[str, ...] = ()
    many: bool = False
    example: str = ""


@cache
def _table() -> dict[tuple[str, str], dict[str, str]]:
    text = files("xinyong.intake.forms").joinpath("double_publicity_fields.csv").read_text("utf-8-sig")
    return {(row["form"], row["code"]): row for row in csv.DictReader(text.splitlines())}


def columns_of(form: str, fields: Sequence[Field]) -> tuple[Column, ...]:
    """The columns of a form: ``form`` as the table names it (行政处罚, 行政许可), "" for a form that it lacks."""
    found: list[Column] = []
    for field in fields:
        row = _table().get((form, field.code))
        chinese = field.chinese or (row["name_zh"] if row else "")
        sure = row is not None and row["confidence"] == "high" and row["length"].isdigit()
        headings = tuple(dict.fromkeys(filter(None, (field.code, chinese, *field.headings))))
        found.append(
            Column(
                field.key, Text(chinese.removesuffix("(万元)"), field.english), headings, field.required, field.fate,
                int(row["length"]) if row and sure else LONGEST, field.kind, field.must, field.options, field.many,
                field.example,
            )
        )
    return tuple(found)
