"""Enforcement entries of courts, with the fields of the judgment-defaulter portal.

Filed, never listed: a listing is a decision of its own with its own procedure. About an organisation the
wording of the duty is kept; about a person nothing but codes, dates and document numbers, in synthetic
registers alone. Sex, age, the responsible person and every amount are dropped unread.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.base import Column, Decode, Decoded, Form, Layout, Setting, Warn
from xinyong.intake.forms.registration import NAME_LIMIT
from xinyong.intake.forms.rows import RowReader, filed_or_held, unknown_word
from xinyong.intake.personal import narrative, natural_person, no_personal_number
from xinyong.intake.values import halfwidth
from xinyong.register.file_person_record import FilePersonRecord
from xinyong.register.file_record import FileRecord
from xinyong.subjects.identifiers import get

CATEGORY = "judgments"
LIST = "spc-judgment-defaulters"
PERFORMANCE: dict[str, Text] = {
    "none": Text("全部未履行", "nothing performed"),
    "partly": Text("部分未履行", "partly performed"),
    "full": Text("已履行", "performed"),
}
CONDUCT: dict[str, Text] = {
    "able-refuses": Text("有履行能力而拒不履行生效法律文书确定义务", "able to perform and refuses"),
    "obstruction": Text("以伪造证据、暴力、威胁等方法妨碍、抗拒执行", "obstructs by forgery, violence or threats"),
    "evasion": Text("以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行", "evades by sham litigation or hiding assets"),
    "asset-reporting": Text("违反财产报告制度", "breaks the duty to report assets"),
    "consumption-order": Text("违反限制消费令", "breaks a consumption order"),
    "settlement": Text("无正当理由拒不履行执行和解协议", "rejects a settlement without cause"),
}
_CONDUCT_WORDS = {
    "able-refuses": ("有履行能力",), "obstruction": ("妨碍", "抗拒执行"), "evasion": ("规避执行",),
    "asset-reporting": ("财产报告",), "consumption-order": ("限制消费", "限制高消费"), "settlement": ("和解协议",),
}
_PERFORMANCE_WORDS = {text.zh: code for code, text in PERFORMANCE.items()} | {code: code for code in PERFORMANCE} | {
    "部分履行": "partly", "全部已履行": "full", "全部履行": "full",
}
_PARTIES = {"0": "person", "自然人": "person", "个人": "person", "person": "person",
            "1": "organisation", "法人": "organisation", "法人或其他组织": "organisation", "企业": "organisation",
            "组织": "organisation", "organisation": "organisation"}


class CourtEnforcement(Form):
    """Form ``court-enforcement``: rows become ``FileRecord``, ``HoldRow`` or, of persons, ``FilePersonRecord``."""

    name = "court-enforcement"
    title = Text("法院执行信息", "enforcement entries of courts")
    columns = (
        Column("name", Text("被执行人名称", "name"), ("iname", "被执行人姓名/名称", "被执行人名称", "失信被执行人名称"), required=True,
               limit=NAME_LIMIT, must=True, example="虚构示例贸易有限公司"),
        Column("code", Text("组织机构代码或证件号码", "code or number"), ("cardNum", "身份证号码/组织机构代码", "组织机构代码", "统一社会信用代码"),
               required=True, kind="code", must=True),
        Column("party", Text("主体类型", "kind of party"), ("partyTypeName", "主体类型"), required=True, must=True,
               options=("法人或其他组织", "自然人"), example="法人或其他组织"),
        Column("document", Text("案号", "case number"), ("caseCode", "案号"), required=True, limit=100, must=True,
               example="(2026)虚01执1号"),
        Column("court", Text("执行法院", "court"), ("courtName", "执行法院"), limit=100, must=True, example="虚构市人民法院"),
        Column("province", Text("省份", "province"), ("areaName", "省份"), limit=40),
        Column("instrument_number", Text("执行依据文号", "number of the instrument enforced"), ("gistId", "执行依据文号"),
        limit=100,
               must=True, example="(2025)虚01民初1号"),
        Column("instrument_maker", Text("做出执行依据单位", "maker of the instrument"), ("gistUnit", "做出执行依据单位"), limit=100),
        Column("filed_on", Text("立案时间", "case filed on"), ("regDate", "立案时间"), kind="date", must=True,
        example="2026-01-05"),
        Column("decided_on", Text("发布时间", "published on"), ("publishDate", "发布时间"), required=True, kind="date",
        must=True,
               example="2026-03-02"),
        Column("performance", Text("被执行人的履行情况", "performance"), ("performance", "被执行人的履行情况", "履行情况"), required=True,
               must=True, options=tuple(text.zh for text in PERFORMANCE.values()), example="全部未履行"),
        Column("conduct", Text("失信被执行人行为具体情形", "conduct"), ("disruptTypeName", "失信被执行人行为具体情形", "具体情形"),
               limit=500, must=True, options=tuple(text.zh for text in CONDUCT.values()), many=True,
               example="违反财产报告制度"),
        Column("duty", Text("生效法律文书确定的义务", "duty under the instrument"), ("duty", "生效法律文书确定的义务"), limit=4000),
        Column("age", Text("年龄", "age"), ("age", "年龄"), fate="personal"),
        Column("sex", Text("性别", "sex"), ("sexy", "sex", "性别"), fate="personal"),
        Column("legal_representative", Text("法定代表人或负责人姓名", "responsible person"),
               ("businessEntity", "法定代表人或者负责人姓名", "法定代表人"), fate="personal"),
        Column("amounts", Text("已履行、未履行部分", "parts performed and not"),
               ("performedPart", "unperformPart", "已履行部分", "未履行部分"), fate="dropped"),
        Column("portal_id", Text("门户编号", "id at the portal"), ("id",), fate="dropped"),
    )

    def decoder(self, layout: Layout, setting: Setting) -> Decode:
        return _Reader(self, layout, setting).decode

    def about_person(self, layout: Layout, cells: Sequence[str]) -> bool:
        return _PARTIES.get(halfwidth(layout.cell("party")(cells).strip()).casefold()) == "person"

    def show(self, content: dict[str, str | int]) -> list[tuple[str, Text, Text]]:
        shown: list[tuple[str, Text, Text]] = []
        for key, title, value in super().show(content):
            if key == "performance":
                value = PERFORMANCE.get(str(content[key]), value)
            elif key == "conduct":
                words = [CONDUCT[code] for code in str(content[key]).split(";") if code in CONDUCT]
                value = Text("；".join(word.zh for word in words), "; ".join(word.en for word in words))
            shown.append((key, title, value))
        return shown


class _Reader(RowReader):
    def decode(self, cells: Sequence[str]) -> Decoded:
        party = self.coded(cells, "party", _PARTIES)
        if not party:
            self.required(cells, "party")
        if party == "person":
            return self._person(cells)
        warns: list[Warn] = []
        reading, name = self.subject(cells, warns)
        content, decided_on = self._codes(cells)
        self.narratives(cells, ("court", "province", "instrument_number", "instrument_maker", "duty"), content, warns)
        command = FileRecord(
            code=reading.code if reading else "", name=name, category=CATEGORY, form="court-enforcement",
            document=self.required(cells, "document"), decided_on=decided_on, content=content,
            identifier=self.setting.identifier.name, subject_kind=(reading and reading.subject_kind) or "enterprise",
            penalty_kinds=[LIST],
        )
        return filed_or_held(command, reading), tuple(warns)

    def _person(self, cells: Sequence[str]) -> Decoded:
        """A person's row: a whole number or nothing, and nothing of it but codes and references."""
        identifier = self.setting.person_identifier
        if self.setting.mode != "synthetic" or not identifier:
            raise natural_person("party")
        try:
            number = get(identifier).read(self.cell["code"](cells).strip())
        except BadInput:
            raise _unreadable_number() from None
        if not number.synthetic:
            raise natural_person("code")
        name = self.required(cells, "name")
        no_personal_number(name)
        content, decided_on = self._codes(cells)
        instrument, _ = narrative(self.text(cells, "instrument_number"), "instrument_number")
        if instrument:
            content["instrument_number"] = instrument
        command = FilePersonRecord(
            number=number.code, identifier=identifier, name=name, category=CATEGORY, form="court-enforcement",
            document=self.required(cells, "document"), decided_on=decided_on, content=content,
        )
        return command, (_CODES_ALONE,) if self.cell["duty"](cells).strip() else ()

    def _codes(self, cells: Sequence[str]) -> tuple[dict[str, str | int], date]:
        """What both kinds of row have: codes and days; and the day of the entry's publication."""
        performance = self.coded(cells, "performance", _PERFORMANCE_WORDS)
        if not performance:
            self.required(cells, "performance")
        if performance == "full":
            raise BadInput(
                Text("义务已全部履行的不再报送。", "What was performed in full is not filed."), code="performed",
                field="performance",
                instrument="最高人民法院关于公布失信被执行人名单信息的若干规定",
                todo=Text("请删去该行；已报送的请撤回。", "Remove the row; withdraw what was filed earlier."),
            )
        content: dict[str, str | int] = {"performance": performance}
        conduct = self._conduct(self.text(cells, "conduct"))
        if conduct:
            content["conduct"] = ";".join(conduct)
        decided_on = self.past_day(cells, "decided_on")
        filed_on = self.day(cells, "filed_on")
        if filed_on is not None:
            if filed_on > decided_on:
                raise BadInput(
                    Text("立案时间晚于发布时间。", "The case was filed after the entry was published."), code="dates-reversed",
                    field="filed_on", todo=Text("请核对两个日期。", "Check the two dates."),
                )
            content["filed_on"] = filed_on.isoformat()
        return content, decided_on

    def _conduct(self, wording: str) -> list[str]:
        if not wording:
            return []
        if all(part in CONDUCT for part in wording.split(";")):
            return wording.split(";")
        found = [code for code, words in _CONDUCT_WORDS.items() if any(word in wording for word in words)]
        if not found:
            raise unknown_word("conduct", self.form.by_key["conduct"].title, list(CONDUCT))
        return found


_CODES_ALONE = Warn(
    "codes-alone",
    Text("自然人记录只保留代码、日期和文书编号；义务的文字内容未保存。",
         "Of a person only codes, dates and document numbers are kept; the wording of the duty was not."),
    "duty",
)


def _unreadable_number() -> BadInput:
    return BadInput(
        Text("证件号码不完整或有误，未保存其任何内容。", "The number is incomplete or wrong; nothing of the row was kept."),
        code="personal-number", field="code",
        todo=Text("请从源系统取完整号码（不得用*遮盖）。", "Take the whole number from its source (not masked with *)."),
    )
