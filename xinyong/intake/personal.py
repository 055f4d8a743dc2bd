"""Natural persons and never-recorded content kept out at the door (Articles 3, 10, 11, 14).

Forms of organisations take no persons. Personal columns are dropped unread, narrative cells are
blanked before anything is built from them, and a row that is about a person is refused without
repeating one character of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xinyong.errors import BadInput, Refused, Text, XinyongError
from xinyong.intake.forms.base import Form, Layout, Warn
from xinyong.law.articles import refused
from xinyong.law.never_recorded import BLANK as NOT_KEPT
from xinyong.law.never_recorded import blank
from xinyong.subjects.reading import IdentifierClass

_LONG_NUMBER = re.compile(r"\d{11}")
_PERSON_SIZED = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]{1,4}|[\u3400-\u9fff]{1,10}[·•・][\u3400-\u9fff]{1,10}")
_ORGANISATION_ENDS = (
    "公司", "集团", "企业", "商行", "商店", "工厂", "中心", "协会", "学会", "学校", "医院", "诊所", "药店", "酒店", "饭店",
    "宾馆", "银行", "超市", "合作社", "事务所", "基金会", "经营部", "门市部", "分店", "厂", "店", "社", "局", "院", "所",
)


def no_personal_number(name: str, field: str = "name") -> None:
    """Raise BadInput when a name holds a number as long as a telephone or identity number."""
    if _LONG_NUMBER.search(name):
        raise BadInput(
            Text("名称中含有形似电话号码或身份号码的数字，未予保存。",
                 "The name holds a number like a telephone or identity number; it was not kept."),
            code="number-in-name", field=field, article=3,
            todo=Text("名称栏只填写登记名称。", "Give the registered name and nothing else."),
        )


def without_owner(name: str, identifier: IdentifierClass) -> tuple[str, tuple[Warn, ...]]:
    """A registered name without the owner's number that some registries append, and the warning that says so."""
    shorter = identifier.without_owner(name)
    return shorter, (_OWNER_CUT,) if shorter != name else ()


_OWNER_CUT = Warn(
    "personal-number-cut",
    Text("名称末尾的自然人号码已去除，未予保存。", "A natural person's number at the end of the name was cut off and not kept."),
    "name",
)


def natural_person(field: str) -> Refused:
    """The refusal of a row about a natural person in a form of organisations."""
    return refused(
        11,
        Text("本表只接收组织的记录；该行涉及自然人，未保存其任何内容，自然人信息不得批量报送（另见第14条）。",
             "This form takes records of organisations only; the row concerns a natural person, is never taken in "
             "bulk, and none of it was kept (Article 14)."),
        code="natural-person", field=field,
        todo=Text("请从文件中删去该行；涉及自然人的记录由有职权的机关逐件办理。",
                  "Remove the row from the file; what concerns persons is handled one at a time by the "
                  "authority that the law names."),
    )


def seems_a_person(name: str) -> bool:
    """Whether a name without a code may be a person's: a few Han characters and no word for an organisation.

    Errs towards protecting: such a row needs a code or the category of its subject.
    """
    if _PERSON_SIZED.fullmatch(name) is None:
        return False
    return len(name) <= 3 or not name.endswith(_ORGANISATION_ENDS)


def narrative(text: str, field: str, *, decided_penalty: bool = True) -> tuple[str, tuple[Warn, ...]]:
    """A narrative cell with never-recorded content blanked, and the warning that says so."""
    if not text:
        return text, ()
    kept, hits = blank(text, decided_penalty=decided_penalty)
    return kept, (_blanked(field),) if hits else ()


def _blanked(field: str) -> Warn:
    return Warn(
        "blanked",
        Text("含有依第3条不得记录的内容，已抹除后入库。", "It held content that Article 3 never records; that was blanked first."),
        field,
    )


def dropped_columns(form: Form, layout: Layout) -> list[Warn]:
    """What the receipt says of the columns that are dropped unread, once for the whole file."""
    warns: list[Warn] = []
    for key in dict.fromkeys(layout.dropped):
        column = form.by_key[key]
        if column.fate == "personal":
            text = Text(f"“{column.title.zh}”属个人信息，整列未读取、未保存。",
                        f"“{column.title.en}” is personal: the column was neither read nor kept.")
        else:
            text = Text(f"“{column.title.zh}”列不入库（第3条）。", f"The column “{column.title.en}” is not kept (Article 3).")
        warns.append(Warn("personal-column" if column.fate == "personal" else "dropped-column", text, key))
    return warns


def safe_cells(form: Form, layout: Layout, cells: Sequence[str], error: XinyongError) -> list[str]:
    """A refused row's cells as the errors file may hold them, one for each column of the heading.

    Personal, dropped and unknown columns are emptied; what Article 3 never records is replaced; of a
    row that concerns a person, or whose cells cannot be told apart, nothing is repeated.
    """
    if len(cells) != len(layout.heading):
        return [""] * len(layout.heading)
    if error.code in ABOUT_PERSONS or form.about_person(layout, cells):
        return [NOT_KEPT if cell.strip() else "" for cell in cells]
    safe: list[str] = []
    for key, cell in zip(layout.keys, cells, strict=True):
        column = form.by_heading.get(key)
        if column is None or column.fate != "kept" or not cell.strip():
            safe.append("")
        elif column.key == "code":
            safe.append(NOT_KEPT if _could_be_personal(cell) else cell)
        elif column.key == "name":
            safe.append(NOT_KEPT if _LONG_NUMBER.search(cell) else cell)
        else:
            safe.append(blank(cell, decided_penalty=True)[0])
    return safe


ABOUT_PERSONS = frozenset(("natural-person", "resident-number", "personal-number", "minor"))


def _could_be_personal(code: str) -> bool:
    """Whether a code cell might hold a person's number; a unified code of an enterprise (91…) is none."""
    bare = re.sub(r"\W", "", code)
    return bool(re.fullmatch(r"(?!9)\d{17}[\dXx]|\d{15}|\d{11}", bare)) or "*" in code
