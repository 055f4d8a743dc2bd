"""The columns of authorities' files, and a quick way to fill them.

Penalties and licences: the fields of 双公示 as ``intake/forms/double_publicity_fields.csv`` has them.
Court entries: the members of the courts' judgment-defaulter portal. Abnormal operations and procurement
violations: the columns of the public lists of the market regulators and of the finance departments.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple


class Layout(NamedTuple):
    """One form: its columns, and which of them play which part (``roles``: part → column)."""

    form: str
    columns: tuple[str, ...]
    roles: Mapping[str, int]
    about: str = "organisations"  # or persons

    @property
    def key(self) -> str:
        """What tells it from every other layout: a court's form has rows of two kinds."""
        return self.form if self.about == "organisations" else f"{self.form} of {self.about}"

    def row(self, cells: Mapping[str, str]) -> list[str]:
        """A row in the columns' order, "" where nothing is given; KeyError for a column that is not there."""
        row = [""] * len(self.columns)
        for column, cell in cells.items():
            row[_PLACES[self.form][column]] = cell
        return row


def _layout(form: str, columns: tuple[str, ...], *, about: str = "organisations", **roles: str) -> Layout:
    return Layout(form, columns, {role: columns.index(column) for role, column in roles.items()}, about)


def _double_publicity(form: str) -> tuple[str, ...]:
    table = files("xinyong.intake.forms").joinpath("double_publicity_fields.csv").read_text("utf-8-sig")
    return tuple(row["code"] for row in csv.DictReader(table.splitlines()) if row["form"] == form)


REGISTRATION = _layout(
    "registration",
    ("企业名称", "统一社会信用代码", "行业代码", "登记机关", "成立日期", "登记状态", "注吊销日期"),
    name="企业名称", code="统一社会信用代码", day="成立日期", status="登记状态",
)
PENALTY = _layout(
    "penalty", _double_publicity("行政处罚"),
    name="CF_XDR_MC", code="CF_XDR_SHXYM", day="CF_JDRQ", document="CF_WSH", money="CF_NR_FK", narrative="CF_SY",
    party="CF_XDR_LB", person_document="CF_XDR_ZJHM", person_document_kind="CF_XDR_ZJLX",
)
LICENCE = _layout(
    "licence", _double_publicity("行政许可"),
    name="XK_XDR_MC", code="XK_XDR_SHXYM", day="XK_JDRQ", document="XK_WSH", narrative="XK_NR", party="XK_XDR_LB",
    person_document="XK_XDR_ZJHM", person_document_kind="XK_XDR_ZJLX", until="XK_YXQZI", state="XK_ZT", kind="XK_XKLB",
)
_PORTAL = (
    "id", "iname", "caseCode", "age", "sexy", "cardNum", "businessEntity", "courtName", "areaName", "partyTypeName",
    "gistId", "regDate", "gistUnit", "duty", "performance", "performedPart", "unperformPart", "disruptTypeName",
    "publishDate",
)
_COURT_ROLES = {
    "name": "iname", "code": "cardNum", "day": "publishDate", "document": "caseCode", "narrative": "duty",
    "party": "partyTypeName", "performance": "performance", "conduct": "disruptTypeName", "begun": "regDate",
    "age": "age", "sex": "sexy",
}
COURT = _layout("court-enforcement", _PORTAL, **_COURT_ROLES)
COURT_PERSONS = _layout("court-enforcement", _PORTAL, about="persons", **_COURT_ROLES)
ABNORMAL = _layout(
    "abnormal-operations",
    ("企业名称", "统一社会信用代码", "列入日期", "作出决定机关(列入)", "列入经营异常名录原因", "移出日期", "移出经营异常名录原因",
     "作出决定机关(移出)"),
    name="企业名称", code="统一社会信用代码", day="列入日期", ground="列入经营异常名录原因", ended="移出日期",
    ending_ground="移出经营异常名录原因", ending_office="作出决定机关(移出)",
)
PROCUREMENT = _layout(
    "procurement-violations",
    ("序号", "企业名称", "统一社会信用代码（或组织机构代码）", "企业地址", "严重违法失信行为的具体情形", "处罚结果", "处罚依据",
     "处罚日期", "公布日期", "公布截止日期", "执法单位"),
    name="企业名称", code="统一社会信用代码（或组织机构代码）", day="处罚日期", narrative="严重违法失信行为的具体情形",
    penalty="处罚结果", until="公布截止日期",
)
LAYOUTS = {layout.form: layout for layout in (REGISTRATION, PENALTY, LICENCE, COURT, ABNORMAL, PROCUREMENT)}
"""By form; those of a court's rows about persons and about organisations have the same columns."""
_PLACES = {form: {column: place for place, column in enumerate(layout.columns)} for form, layout in LAYOUTS.items()}
