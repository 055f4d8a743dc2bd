"""Columns of the administrative-penalty form, from the field table of 双公示.

``double_publicity_fields.csv`` gives code, Chinese title and length of each field (origin: NOTICE);
this module adds what is ours: the key in a record's content, the English title, older and other
headings in use, and each column's fate.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from xinyong.errors import Text
from xinyong.intake.forms.base import Column, Fate

LONGEST = 5000  # lengths that the table marks as uncertain are held to this


class _Field(NamedTuple):
    code: str  # of the field table; "" for a column that only other layouts have
    key: str
    english: str
    chinese: str = ""
    headings: tuple[str, ...] = ()
    required: bool = False
    fate: Fate = "kept"


_FIELDS = (
    _Field("CF_XDR_MC", "name", "name of the party", headings=(
        "org_name", "name", "当事人名称", "当事人", "被处罚人名称", "被处罚单位名称", "企业名称", "单位名称", "行政相对人"), required=True),
    _Field("CF_XDR_LB", "party_class", "class of the party", headings=("相对人类别", "party_class")),
    _Field("CF_XDR_SHXYM", "code", "unified social credit code", headings=(
        "uscc", "code", "统一社会信用代码", "行政相对人代码_1", "行政相对人代码1", "行政相对人统一社会信用代码")),
    _Field("CF_XDR_GSZC", "registration_number", "old business registration number", headings=(
        "工商注册号", "工商登记码", "行政相对人代码_2", "行政相对人代码_3(工商登记码)", "CF_XDR_GSDJ")),
    _Field("CF_XDR_ZZJG", "organisation_code", "organisation code", headings=(
        "组织机构代码", "行政相对人代码_3", "行政相对人代码_2(组织机构代码)")),
    # A sole trader's tax number is the owner's identity number: never read.
    _Field("CF_XDR_SWDJ", "tax_number", "tax registration number", fate="personal", headings=(
        "税务登记号", "行政相对人代码_4", "行政相对人代码_4(税务登记号)")),
    _Field("CF_XDR_SYDW", "institution_number", "institution's certificate number", headings=(
        "事业单位证书号", "行政相对人代码_5")),
    _Field("CF_XDR_SHZZ", "social_organisation_number", "social organisation's certificate number", headings=(
        "社会组织登记证号", "行政相对人代码_6")),
    _Field("CF_FRDB", "legal_representative", "legal representative", fate="personal", headings=(
        "CF_FDDB", "CF_FR", "法定代表人姓名", "法定代表人(负责人)", "法定代表人(负责人)姓名", "负责人", "经营者姓名")),
    _Field("CF_FR_ZJLX", "representative_document_kind", "representative's document", fate="personal"),
    _Field("CF_FR_ZJHM", "representative_document", "representative's document number", fate="personal", headings=(
        "CF_FR_SFZH", "法定代表人身份证号", "法定代表人身份证号码")),
    _Field("CF_XDR_ZJLX", "person_document_kind", "person's document", fate="personal"),
    _Field("CF_XDR_ZJHM", "person_document", "person's document number", fate="personal", headings=(
        "CF_XDR_SFZ", "身份证号", "身份证号码", "行政相对人代码_5(居民身份证号)", "居民身份证号")),
    _Field("CF_WSH", "document", "number of the decision", headings=(
        "处罚决定书文号", "决定书文号", "决定文书号", "文书号", "文号", "document_number", "document")),
    _Field("CF_WFXW", "violation_type", "kind of violation", headings=("violation_type", "违法类型", "案件类型")),
    _Field("CF_SY", "facts", "facts found", headings=("facts", "处罚事由", "违法行为", "主要违法事实")),
    _Field("CF_YJ", "legal_basis", "legal basis", headings=("legal_basis", "处罚的依据", "法律依据")),
    _Field("CF_CFLB", "kinds", "kinds of penalty", required=True, headings=(
        "penalty_category", "penalty_kinds", "CF_CFLB1", "处罚类别1", "处罚种类", "处罚类型")),
    _Field("CF_NR", "penalty_text", "content of the penalty", headings=(
        "penalty_content", "CF_JG", "处罚结果", "行政处罚内容")),
    _Field("CF_NR_FK", "fine_fen", "fine", headings=("fine_10k_yuan", "罚款金额", "CF_FKJE")),
    _Field("CF_NR_WFFF", "confiscated_fen", "confiscated", headings=(
        "confiscated_10k_yuan", "没收金额(万元)", "没收违法所得金额(万元)")),
    _Field("CF_NR_ZKDX", "licence", "licence suspended or revoked"),
    _Field("CF_JDRQ", "decided_on", "date of the decision", required=True, headings=(
        "decision_date", "decided_on", "CF_CFJDRQ", "处罚决定日期", "决定日期", "处罚日期")),
    _Field("CF_YXQ", "effective_until", "penalty in force until", headings=("处罚有效期",)),
    _Field("CF_GSJZQ", "stated_publication_end", "end of publication as stated", headings=("公示截止日期", "公示期限")),
    _Field("CF_CFJG", "deciding_authority", "deciding authority", headings=(
        "CF_XZJG", "处罚机关名称", "作出处罚决定机关", "authority_name")),
    _Field("CF_CFJGDM", "deciding_authority_code", "deciding authority's code"),
    _Field("BZ", "remarks", "remarks", fate="dropped", headings=("remarks",)),
    _Field("", "case_title", "title of the case", "案件名称", ("case_title", "CF_CFMC", "处罚名称", "案由")),
    _Field("", "procedure", "procedure", "处罚程序", ("procedure", "程序类型", "适用程序", "CF_CFCX")),
    _Field("", "gravity", "finding of gravity", "情节严重认定依据", ("gravity",)),
)


@cache
def columns() -> tuple[Column, ...]:
    """The form's columns, titles and lengths taken from the field table."""
    table = files("xinyong.intake.forms").joinpath("double_publicity_fields.csv").read_text("utf-8-sig")
    fields = {row["code"]: row for row in csv.DictReader(table.splitlines()) if row["form"] == "行政处罚"}
    found: list[Column] = []
    for field in _FIELDS:
        row = fields.get(field.code)
        chinese = field.chinese or (row["name_zh"] if row else "")
        sure = row is not None and row["confidence"] == "high" and row["length"].isdigit()
        headings = tuple(dict.fromkeys(filter(None, (field.code, chinese, *field.headings))))
        found.append(
            Column(field.key, Text(chinese.removesuffix("(万元)"), field.english), headings, field.required, field.fate,
                   int(row["length"]) if row and sure else LONGEST)
        )
    return tuple(found)
