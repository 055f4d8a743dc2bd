"""Administrative licences of organisations: the 双公示 form and the layout of 2016.

A licence burdens nobody: it is filed as an administrative act, published while its effect lasts and
kept after it (the directory counts retention from the end of the effect). Codes of status differ between
the two layouts and are told apart by the headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.base import Column, Decode, Decoded, Form, Layout, Setting, Warn
from xinyong.intake.forms.field_table import Field, columns_of
from xinyong.intake.forms.rows import RowReader, filed_or_held
from xinyong.intake.personal import narrative
from xinyong.intake.values import LONG_TERM
from xinyong.register.file_record import FileRecord

CATEGORY = "administrative-acts"
CLASSES: dict[str, Text] = {
    "ordinary": Text("普通", "ordinary licence"),
    "concession": Text("特许", "concession"),
    "qualification": Text("认可", "recognition of qualification"),
    "approval": Text("核准", "approval"),
    "registration": Text("登记", "registration"),
    "other": Text("其他", "other"),
}
STATES: dict[str, Text] = {
    "valid": Text("有效", "valid"),
    "invalid": Text("无效", "no longer valid"),
    "annulled": Text("撤销", "annulled"),
    "disputed": Text("异议", "disputed"),
    "other": Text("其他", "other"),
}
_CLASS_WORDS = {text.zh: code for code, text in CLASSES.items()} | {code: code for code in CLASSES} | {
    "普通许可": "ordinary", "特许许可": "concession",
}
_STATE_WORDS = {text.zh: code for code, text in STATES.items()} | {code: code for code in STATES}
_STATES_NOW = {**_STATE_WORDS, "1": "valid", "2": "invalid"}
_STATES_2016 = {**_STATE_WORDS, "正常": "valid", "0": "valid", "1": "annulled", "2": "disputed", "3": "other"}
_ONLY_2016 = frozenset(("xkxdr", "xkjzq", "xksplb", "xkxmmc", "xkxzjg"))
_NARRATIVE = ("document_name", "project", "certificate", "certificate_number", "licence_text")
_PLAIN = ("division", "registration_number", "organisation_code", "institution_number", "social_organisation_number",
          "deciding_authority", "deciding_authority_code")

_FIELDS = (
    Field("XK_XDR_MC", "name", "name of the party", headings=("XK_XDR", "org_name", "name", "被许可人名称", "企业名称", "单位名称"),
          required=True, must=True, example="虚构示例贸易有限公司"),
    Field("XK_XDR_LB", "party_class", "class of the party", headings=("相对人类别",),
          options=("法人及非法人组织", "个体工商户"), example="法人及非法人组织"),
    Field("XK_XDR_SHXYM", "code", "unified social credit code", kind="code", must=True, headings=(
        "uscc", "code", "统一社会信用代码", "行政相对人代码_1", "行政相对人统一社会信用代码")),
    Field("XK_XDR_GSZC", "registration_number", "old business registration number", kind="code",
          headings=("XK_XDR_GSDJ", "工商注册号", "工商登记码", "行政相对人代码_2")),
    Field("XK_XDR_ZZJG", "organisation_code", "organisation code", kind="code",
          headings=("XK_XDR_ZDM", "组织机构代码", "行政相对人代码_3")),
    Field("XK_XDR_SWDJ", "tax_number", "tax registration number", fate="personal", headings=("税务登记号", "行政相对人代码_4")),
    Field("XK_XDR_SYDW", "institution_number", "institution's certificate number", kind="code",
          headings=("事业单位证书号", "行政相对人代码_5")),
    Field("XK_XDR_SHZZ", "social_organisation_number", "social organisation's certificate number", kind="code",
          headings=("社会组织登记证号", "行政相对人代码_6")),
    Field("XK_FRDB", "legal_representative", "legal representative", fate="personal",
          headings=("XK_FDDB", "XK_FR", "法定代表人姓名", "负责人")),
    Field("XK_FR_ZJLX", "representative_document_kind", "representative's document", fate="personal"),
    Field("XK_FR_ZJHM", "representative_document", "representative's document number", fate="personal",
          headings=("XK_FR_SFZH", "法定代表人身份证号")),
    Field("XK_XDR_ZJLX", "person_document_kind", "person's document", fate="personal"),
    Field("XK_XDR_ZJHM", "person_document", "person's document number", fate="personal",
          headings=("XK_XDR_SFZ", "居民身份证号", "身份证号")),
    Field("XK_XKWS", "document_name", "title of the decision", must=True, example="关于准予虚构示例贸易有限公司食品经营许可的决定"),
    Field("XK_WSH", "document", "number of the decision", required=True, must=True, example="虚许〔2026〕1号",
          headings=("许可决定文书号", "许可文书号")),
    Field("XK_XKLB", "licence_class", "class of licence", must=True, options=tuple(text.zh
        for text in CLASSES.values()),
          headings=("XK_SPLB", "审批类别", "许可类型"), example="普通"),
    Field("XK_XKZS", "certificate", "title of the certificate", headings=("许可证名称",), example="食品经营许可证"),
    Field("XK_XKBH", "certificate_number", "number of the certificate", example="JY00000000000000"),
    Field("XK_NR", "licence_text", "content of the licence", required=True, must=True, example="准予从事预包装食品销售"),
    Field("XK_JDRQ", "decided_on", "date of the decision", required=True, kind="date", must=True,
          headings=("许可日期", "decided_on"), example="2026-03-02"),
    Field("XK_YXQZ", "valid_from", "valid from", kind="date", must=True, example="2026-03-02"),
    Field("XK_YXQZI", "valid_until", "valid until", kind="date", must=True, headings=("XK_JZQ", "许可截止期", "许可有效期"),
          example="2031-03-01"),
    Field("XK_XKJG", "deciding_authority", "licensing authority", must=True, headings=("XK_XZJG",),
        example="虚构市市场监督管理局"),
    Field("XK_XKJGDM", "deciding_authority_code", "licensing authority's code", kind="code"),
    Field("XK_ZT", "state", "status", must=True, options=("有效", "无效"), example="有效"),
    Field("XK_LYDW", "source", "source of the data"),
    Field("XK_LYDWDM", "source_code", "code of the source", kind="code"),
    Field("BZ", "remarks", "remarks", fate="dropped"),
    Field("", "project", "project (2016)", "项目名称", ("XK_XMMC",)),
    Field("", "division", "division code (2016)", "地方编码", ("DFBM",)),
)


class Licence(Form):
    """Form ``licence``: each row becomes a ``FileRecord`` or a ``HoldRow``."""

    name = "licence"
    title = Text("行政许可信息", "administrative licences")

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]  # read once, when first asked for
        return columns_of("行政许可", _FIELDS)

    def decoder(self, layout: Layout, setting: Setting) -> Decode:
        return _Reader(self, layout, setting).decode

    def show(self, content: dict[str, str | int]) -> list[tuple[str, Text, Text]]:
        words = {"licence_class": CLASSES, "state": STATES}
        shown: list[tuple[str, Text, Text]] = []
        for key, title, value in super().show(content):
            if key in words:
                value = words[key].get(str(content[key]), value)
            elif content[key] == LONG_TERM.isoformat():
                value = Text("长期", "long-term")
            shown.append((key, title, value))
        return shown


class _Reader(RowReader):
    def decode(self, cells: Sequence[str]) -> Decoded:
        warns: list[Warn] = []
        reading, name = self.subject(cells, warns)
        decided_on = self.past_day(cells, "decided_on")
        valid_until = self.day(cells, "valid_until")
        content: dict[str, str | int] = {"licence_class": self._class(cells)}
        self.narratives(cells, _NARRATIVE, content, warns)
        if "licence_text" not in content:
            self.required(cells, "licence_text")
        self.days(cells, ("valid_from", "valid_until"), content)
        self._ordered(content)
        state = self.coded(cells, "state", _STATES_2016 if _ONLY_2016 & set(self.layout.keys) else _STATES_NOW)
        if state:
            content["state"] = state
        self._plain(cells, content, warns)
        command = FileRecord(
            code=reading.code if reading else "", name=name, category=CATEGORY, form="licence",
            document=self.required(cells, "document"), decided_on=decided_on, content=content,
            identifier=self.setting.identifier.name, subject_kind=(reading and reading.subject_kind) or "enterprise",
            effect_until=valid_until,
        )
        return filed_or_held(command, reading), tuple(warns)

    def _class(self, cells: Sequence[str]) -> str:
        """The class; 其他-备注 is “other”, its remark dropped."""
        text = self.text(cells, "licence_class")
        if text.startswith(("其他", "其它")):
            return "other"
        return self.coded(cells, "licence_class", _CLASS_WORDS, default="other")

    def _plain(self, cells: Sequence[str], content: dict[str, str | int], warns: list[Warn]) -> None:
        for key in _PLAIN:
            text = self.text(cells, key)
            if text:
                content[key], more = narrative(text, key)
                warns.extend(more)

    def _ordered(self, content: dict[str, str | int]) -> None:
        first, last = content.get("valid_from"), content.get("valid_until")
        if first and last and date.fromisoformat(str(first)) > date.fromisoformat(str(last)):
            raise BadInput(
                Text("有效期止早于有效期起。", "It is valid until a day before the one from which it is valid."),
                code="dates-reversed", field="valid_until", todo=Text("请核对两个日期。", "Check the two dates."),
            )
