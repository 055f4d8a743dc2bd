"""Articles 3, 9, 10 and 11 as they bind a record about a natural person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from xinyong.errors import Text
from xinyong.law.articles import refused
from xinyong.law.dates import add_months
from xinyong.law.model import Category

FULL_AGE = 18
_CODE = re.compile(r"[a-z0-9]+(?:[-;][a-z0-9]+)*|\d{4}-\d{2}-\d{2}")
_REFERENCE = re.compile(r"(?=.*\d)[\w()（）〔〕\[\]【】\-/.]{1,100}")


def persons_in_trial_only(mode: str) -> None:
    """A register of real persons is not opened by this version: they are studied on made-up ones alone."""
    if mode != "synthetic":
        raise refused(
            11,
            Text("真实登记册不成批接收自然人记录；自然人只在合成登记册中试验。",
                 "A real register takes no filed records of natural persons; synthetic registers alone try them out."),
            code="natural-person", field="number",
            todo=Text("涉及自然人的由有职权的机关依名单程序逐件办理。",
                      "What concerns persons is handled one at a time, by the procedure that the law names."),
        )


def person_in_category(category: Category) -> None:
    """Only categories that the directory opens to natural persons, if only upon their authorisation."""
    if category.publicity_person == "none":
        raise refused(
            2,
            Text(f"目录“{category.title.zh}”不收录自然人信息。",
            f"The directory's “{category.title.en}” takes no natural persons."),
            instrument=category.cite, field="category", code="no-persons-in-category",
        )


def of_age(born: date, on: date) -> None:
    """Minors never: whoever was under eighteen on the day of the decision is not recorded."""
    if on < add_months(born, 12 * FULL_AGE):
        raise refused(
            10,
            Text("决定之日未满十八周岁，不予收录，未保存其任何内容。",
                 "Under eighteen on the day of the decision: not recorded, and nothing of it was kept."),
            code="minor", field="decided_on",
            todo=Text("请从文件中删去该行。", "Remove the row from the file."),
        )


def coded_only(content: Mapping[str, str | int]) -> None:
    """Persons have codes, dates and document references: no narrative, no amount, no weight."""
    for field, value in content.items():
        if not isinstance(value, str):
            raise refused(9, Text("自然人记录不得含数值。", "A person's record holds no number."), field=field,
                code="number-about-person")
        if _CODE.fullmatch(value) is None and _REFERENCE.fullmatch(value) is None:
            raise refused(
                3,
                Text("自然人记录只含代码、日期和文书编号，不得含文字叙述。",
                     "A person's record holds codes, dates and document numbers, never words."),
                field=field, code="words-about-person",
                todo=Text("请改用规定的代码。", "Use the codes of the form."),
            )
