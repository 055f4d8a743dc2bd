"""Columns of the administrative-penalty form: the 双公示 field table, the layout of 2016, other headings in use."""

from __future__ import annotations

from functools import cache

from xinyong.intake.forms.base import Column
from xinyong.intake.forms.field_table import Field, columns_of
from xinyong.intake.forms.kinds import KINDS

KIND_LABELS = tuple(text.zh for text in KINDS.values())
_FIELDS = (
    Field("CF_XDR_MC", "name", "name of the party", headings=(
        "org_name", "name", "当事人名称", "当事人", "被处罚人名称", "被处罚单位名称", "企业名称", "单位名称", "行政相对人"), required=True, must=True,
        example="虚构示例贸易有限公司"),
    Field("CF_XDR_LB", "party_class", "class of the party", headings=("相对人类别", "party_class"),
        options=("法人及非法人组织", "个体工商户"),
           example="法人及非法人组织"),
    Field("CF_XDR_SHXYM", "code", "unified social credit code", headings=(
        "uscc", "code", "统一社会信用代码", "行政相对人代码_1", "行政相对人代码1", "行政相对人统一社会信用代码"), kind="code", must=True),
    Field("CF_XDR_GSZC", "registration_number", "old business registration number", headings=(
        "工商注册号", "工商登记码", "行政相对人代码_2", "行政相对人代码_3(工商登记码)", "CF_XDR_GSDJ"), kind="code"),
    Field("CF_XDR_ZZJG", "organisation_code", "organisation code", headings=(
        "组织机构代码", "行政相对人代码_3", "行政相对人代码_2(组织机构代码)", "CF_XDR_ZDM"), kind="code"),
    # A sole trader's tax number is the owner's identity number: never read.
    Field("CF_XDR_SWDJ", "tax_number", "tax registration number", fate="personal", headings=(
        "税务登记号", "行政相对人代码_4", "行政相对人代码_4(税务登记号)")),
    Field("CF_XDR_SYDW", "institution_number", "institution's certificate number", headings=(
        "事业单位证书号", "行政相对人代码_5"), kind="code"),
    Field("CF_XDR_SHZZ", "social_organisation_number", "social organisation's certificate number", headings=(
        "社会组织登记证号", "行政相对人代码_6"), kind="code"),
    Field("CF_FRDB", "legal_representative", "legal representative", fate="personal", headings=(
        "CF_FDDB", "CF_FR", "法定代表人姓名", "法定代表人(负责人)", "法定代表人(负责人)姓名", "负责人", "经营者姓名")),
    Field("CF_FR_ZJLX", "representative_document_kind", "representative's document", fate="personal"),
    Field("CF_FR_ZJHM", "representative_document", "representative's document number", fate="personal", headings=(
        "CF_FR_SFZH", "法定代表人身份证号", "法定代表人身份证号码")),
    Field("CF_XDR_ZJLX", "person_document_kind", "person's document", fate="personal"),
    Field("CF_XDR_ZJHM", "person_document", "person's document number", fate="personal", headings=(
        "CF_XDR_SFZ", "身份证号", "身份证号码", "行政相对人代码_5(居民身份证号)", "居民身份证号")),
    Field("CF_WSH", "document", "number of the decision", headings=(
        "处罚决定书文号", "决定书文号", "决定文书号", "文书号", "文号", "document_number", "document"), must=True, example="虚罚〔2026〕1号"),
    Field("CF_WFXW", "violation_type", "kind of violation", headings=("violation_type", "违法类型", "案件类型"), must=True,
        example="产品质量违法行为"),
    Field("CF_SY", "facts", "facts found", headings=("facts", "处罚事由", "违法行为", "主要违法事实"), must=True, example="销售不合格商品"),
    Field("CF_YJ", "legal_basis", "legal basis", headings=("legal_basis", "处罚的依据", "法律依据"), must=True,
    example="《中华人民共和国产品质量法》第四十九条"),
    Field("CF_CFLB", "kinds", "kinds of penalty", required=True, headings=(
        "penalty_category", "penalty_kinds", "CF_CFLB1", "处罚类别1", "处罚种类", "处罚类型"), must=True, options=KIND_LABELS,
        many=True,
           example="罚款"),
    Field("CF_NR", "penalty_text", "content of the penalty", headings=(
        "penalty_content", "CF_JG", "处罚结果", "行政处罚内容"), must=True, example="罚款5000元"),
    Field("CF_NR_FK", "fine_fen", "fine", headings=("fine_10k_yuan", "罚款金额", "CF_FKJE"), kind="amount", example="0.5"),
    Field("CF_NR_WFFF", "confiscated_fen", "confiscated", headings=(
        "confiscated_10k_yuan", "没收金额(万元)", "没收违法所得金额(万元)"), kind="amount"),
    Field("CF_NR_ZKDX", "licence", "licence suspended or revoked"),
    Field("CF_JDRQ", "decided_on", "date of the decision", required=True, headings=(
        "decision_date", "decided_on", "CF_CFJDRQ", "处罚决定日期", "决定日期", "处罚日期"), kind="date", must=True,
           example="2026-03-02"),
    Field("CF_YXQ", "effective_until", "penalty in force until", headings=("处罚有效期",), kind="date",
        example="2099-12-31"),
    Field("CF_GSJZQ", "stated_publication_end", "end of publication as stated", headings=("公示截止日期", "公示期限"),
        kind="date"),
    Field("CF_CFJG", "deciding_authority", "deciding authority", headings=(
        "CF_XZJG", "处罚机关名称", "作出处罚决定机关", "authority_name"), must=True, example="虚构市市场监督管理局"),
    Field("CF_CFJGDM", "deciding_authority_code", "deciding authority's code", kind="code"),
    Field("BZ", "remarks", "remarks", fate="dropped", headings=("remarks",)),
    Field("CF_SJLY", "source", "source of the data"),
    Field("CF_SJLYDM", "source_code", "code of the source", kind="code"),
    Field("", "second_kind", "second kind of penalty (2016)", "处罚类别2", ("CF_CFLB2",)),
    Field("", "state", "status (2016)", "当前状态", ("CF_ZT",)),
    Field("", "division", "division code (2016)", "地方编码", ("DFBM",)),
    Field("", "case_title", "title of the case", "案件名称", ("case_title", "CF_CFMC", "处罚名称", "案由")),
    Field("", "procedure", "procedure", "处罚程序", options=("普通程序", "简易程序"),
    headings=("procedure", "程序类型", "适用程序", "CF_CFCX")),
    Field("", "gravity", "finding of gravity", "情节严重认定依据", ("gravity",)),
)


@cache
def columns() -> tuple[Column, ...]:
    """The form's columns, titles and lengths taken from the field table."""
    return columns_of("行政处罚", _FIELDS)
