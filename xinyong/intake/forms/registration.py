"""Base registration of organisations: name, code, date, status.

Columns as market-regulation authorities export them. The organisation's kind and the registering
authority's division come from the code itself; addresses, telephone numbers, shareholders and
officers of the firm are not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.base import Column, Decode, Decoded, Form, Layout, Setting, Warn
from xinyong.intake.personal import no_personal_number, without_owner
from xinyong.intake.values import clean, halfwidth, in_future, missing, read_date, too_long
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.subjects.protection import ONE_PERSON
from xinyong.subjects.reading import WARNINGS, IdentifierClass

NAME_LIMIT = 200

STATUSES: dict[str, Text] = {
    "active": Text("存续", "active"),
    "dissolved": Text("注销", "dissolved"),
    "revoked": Text("吊销", "licence revoked"),
    "cancelled": Text("撤销", "registration cancelled"),
    "closed-down": Text("责令关闭", "ordered to close"),
    "paused": Text("歇业", "paused"),
    "moved": Text("迁出", "moved to another authority"),
    "liquidating": Text("清算", "in liquidation"),
}


def status_title(status: str) -> Text:
    """The words of a coded status; the code itself where it is another's."""
    return STATUSES.get(status, Text(status, status))


_STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "active": ("存续", "在业", "开业", "在营", "正常", "登记成立", "存续(在营、开业、在册)", "在营(开业)", "active", "ativa"),
    "dissolved": ("注销", "已注销", "注销登记", "dissolved", "baixada"),
    "revoked": ("吊销", "吊销未注销", "吊销,未注销", "已吊销", "吊销企业", "revoked", "inapta"),
    "cancelled": ("撤销", "已撤销", "撤销登记", "cancelled", "nula"),
    "closed-down": ("责令关闭", "closed-down"),
    "paused": ("歇业", "停业", "paused", "suspensa"),
    "moved": ("迁出", "已迁出", "moved"),
    "liquidating": ("清算", "清算中", "liquidating"),
}
_ONE_PERSON = re.compile("自然人独资|一人有限|个人独资")
"""Types of firm that stand for one person: kept from browsing like sole traders (SAFEGUARDS, Who)."""
_BY_WORD = {word: status for status, words in _STATUS_WORDS.items() for word in words} | {"": ""}

_PERSONAL = (
    ("legal_representative", Text("法定代表人", "legal representative"),
     ("法定代表人", "法定代表人姓名", "法定代表人(负责人)", "负责人", "经营者", "经营者姓名", "法人", "legal_representative")),
    ("legal_representative_document", Text("法定代表人证件", "legal representative's document"),
     ("法定代表人证件类型", "法定代表人证件号码", "法定代表人身份证号", "身份证号", "身份证号码", "证件类型", "证件号码")),
    ("telephone", Text("联系电话", "telephone"), ("联系电话", "电话", "手机", "手机号", "telephone", "phone")),
    ("contact", Text("联系人", "contact person"), ("联系人", "联络员", "contact")),
    ("shareholders", Text("股东、高管", "shareholders and officers"), ("股东", "投资人", "股东及出资信息", "高管", "主要人员")),
)


class Registration(Form):
    """Form ``registration``: each row becomes a ``RegisterOrganisation``."""

    name = "registration"
    title = Text("主体登记信息", "registration of organisations")
    columns = (
        Column("name", Text("名称", "name"),
               ("org_name", "name", "企业名称", "主体名称", "机构名称", "单位名称", "组织名称", "名称", "市场主体名称",
                "经营主体名称", "企业(机构)名称", "razao_social", "nome"), required=True, limit=NAME_LIMIT, must=True,
               example="虚构示例贸易有限公司"),
        Column("code", Text("统一社会信用代码", "organisation's code"),
               ("uscc", "code", "code_as_published", "统一社会信用代码", "信用代码", "社会信用代码",
                "统一社会信用代码/注册号", "统一社会信用代码(注册号)", "unified_social_credit_code", "cnpj"), required=True, kind="code",
                must=True),
        Column("registered_on", Text("成立日期", "date of registration"),
               ("registered_on", "成立日期", "注册日期", "登记日期", "成立时间", "核准成立日期", "注册时间", "data_abertura"), kind="date",
               example="2019-01-02"),
        Column("status", Text("登记状态", "status of registration"),
               ("status", "登记状态", "经营状态", "企业状态", "主体状态", "situacao_cadastral"),
               options=tuple(text.zh for text in STATUSES.values()), example="存续"),
        Column("kind", Text("企业类型", "type of enterprise"),
               ("企业类型", "主体类型", "市场主体类型", "经营主体类型", "企业(机构)类型", "kind")),
        *(Column(key, title, headings, fate="personal") for key, title, headings in _PERSONAL),
        Column("remarks", Text("备注", "remarks"), ("BZ", "备注", "remarks"), fate="dropped"),
    )

    def decoder(self, layout: Layout, setting: Setting) -> Decode:
        name_of, code_of = layout.cell("name"), layout.cell("code")
        day_of, status_of = layout.cell("registered_on"), layout.cell("status")
        kind_of = layout.cell("kind")
        identifier, today, read_code = setting.identifier, setting.today, setting.read_code

        def decode(cells: Sequence[str]) -> Decoded:
            name, warns = _read_name(name_of(cells), identifier)
            # The registering authority's own file states the registered name, which is what lets an early
            # pilot's code be accepted as a flagged variant (subjects.uscc).
            reading = read_code(clean(code_of(cells), "code"), name_exact=True)
            day = read_date(day_of(cells), "registered_on", day_first=identifier.day_first)
            if day is not None and day > today:
                raise in_future("registered_on")
            flags = [*reading.warnings, ONE_PERSON] if _ONE_PERSON.search(kind_of(cells)) else reading.warnings
            if reading.warnings:
                warns += tuple(Warn(code, WARNINGS[code], "code") for code in reading.warnings)
            command = RegisterOrganisation(
                identifier=identifier.name, code=reading.code, name=name,
                subject_kind=reading.subject_kind or "enterprise", region=reading.region, registered_on=day,
                status=_read_status(status_of(cells)), flags=flags,
            )
            return command, warns

        return decode


def _read_name(cell: str, identifier: IdentifierClass) -> tuple[str, tuple[Warn, ...]]:
    name = clean(cell, "name")
    if not name:
        raise missing("name", Text("名称", "name"))
    if len(name) > NAME_LIMIT:
        raise too_long("name", NAME_LIMIT)
    name, warns = without_owner(name, identifier)
    no_personal_number(name)
    return name, warns


def _read_status(cell: str) -> str:
    status = _BY_WORD.get(cell)
    if status is None:
        status = _BY_WORD.get(halfwidth(clean(cell, "status")).casefold())
    if status is None:
        raise BadInput(
            Text("登记状态不在词表中。", "The status of registration is not in the vocabulary."),
            code="unknown-status", field="status",
            todo=Text("请使用：" + "、".join(text.zh for text in STATUSES.values()) + "；或留空。",
                      "Use one of: " + ", ".join(STATUSES) + "; or leave it empty."),
        )
    return status
