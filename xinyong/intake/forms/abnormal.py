"""Entries in the list of abnormal operations and their removal, as the publicity system lays them out (gsxt).

A row states an entry and, once it has ended, its removal: sent again with the removal filled in, it takes the
record out of every view at once (Article 14). It records what the registrar decided and lists nobody here.
"""

from __future__ import annotations

from collections.abc import Sequence

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.base import Column, Decode, Decoded, Form, Layout, Setting, Warn
from xinyong.intake.forms.registration import NAME_LIMIT
from xinyong.intake.forms.rows import RowReader, filed_or_held
from xinyong.intake.personal import narrative
from xinyong.register.file_record import FileRecord

CATEGORY = "abnormal-status"
LIST = "samr-abnormal-operations"
GROUNDS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "annual-report": (Text("未按期公示年度报告", "no annual report in time"), ("年度报告", "年报")),
    "ordered-information": (Text("未在责令期限内公示信息", "ordered information not published"), ("责令", "即时信息", "有关企业信息")),
    "false-publication": (Text("公示信息隐瞒真实情况、弄虚作假", "false publication"), ("隐瞒", "弄虚作假", "虚假")),
    "unreachable": (Text("通过登记的住所或者经营场所无法联系", "unreachable at the registered address"), ("无法联系", "无法取得联系", "失联")),
}
REMOVALS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "duty-done": (Text("已履行公示义务", "the duty was performed"), ("补报", "已履行", "履行公示", "已公示", "更正", "年度报告")),
    "reachable": (Text("已恢复联系", "reachable again"), ("取得联系", "恢复联系", "变更住所", "重新取得", "办理住所")),
    "annulled": (Text("列入决定被撤销", "the entry was annulled"), ("撤销", "列入错误", "更正列入")),
    "dissolved": (Text("已注销", "dissolved"), ("注销",)),
    "other": (Text("其他", "other"), ()),
}


class AbnormalOperations(Form):
    """Form ``abnormal-operations``: each row becomes a ``FileRecord`` or a ``HoldRow``."""

    name = "abnormal-operations"
    title = Text("经营异常名录信息", "entries in the list of abnormal operations")
    columns = (
        Column("name", Text("名称", "name"), ("企业名称", "名称", "主体名称"), required=True, limit=NAME_LIMIT, must=True,
               example="虚构示例贸易有限公司"),
        Column("code", Text("统一社会信用代码", "unified social credit code"),
               ("统一社会信用代码", "统一社会信用代码/注册号", "注册号"), kind="code", must=True),
        Column("document", Text("列入决定文号", "number of the decision"), ("列入决定文号", "列入文号", "决定书文号"), limit=128),
        Column("decided_on", Text("列入日期", "entered on"), ("列入日期",), required=True, kind="date", must=True,
               example="2026-03-02"),
        Column("ground", Text("列入经营异常名录原因", "ground of entry"), ("列入经营异常名录原因", "列入原因"), required=True, must=True,
               options=tuple(text.zh for text, _ in GROUNDS.values()), example="未按期公示年度报告"),
        Column("deciding_authority", Text("作出决定机关(列入)", "deciding authority (entry)"), ("作出决定机关(列入)", "列入机关"),
            limit=200,
               must=True, example="虚构市市场监督管理局"),
        Column("ended_on", Text("移出日期", "removed on"), ("移出日期",), kind="date"),
        Column("removal", Text("移出经营异常名录原因", "ground of removal"), ("移出经营异常名录原因", "移出原因"),
               options=tuple(text.zh for text, _ in REMOVALS.values())),
        Column("ending_authority", Text("作出决定机关(移出)", "deciding authority (removal)"), ("作出决定机关(移出)", "移出机关"),
            limit=200),
        Column("legal_representative", Text("法定代表人", "legal representative"), ("法定代表人", "负责人"), fate="personal"),
        Column("remarks", Text("备注", "remarks"), ("备注", "BZ"), fate="dropped"),
    )

    def decoder(self, layout: Layout, setting: Setting) -> Decode:
        return _Reader(self, layout, setting).decode

    def show(self, content: dict[str, str | int]) -> list[tuple[str, Text, Text]]:
        words = {"ground": GROUNDS, "removal": REMOVALS}
        return [
            (key, title, words[key][str(content[key])][0] if key in words and content[key] in words[key] else value)
            for key, title, value in super().show(content)
        ]


class _Reader(RowReader):
    def decode(self, cells: Sequence[str]) -> Decoded:
        warns: list[Warn] = []
        reading, name = self.subject(cells, warns)
        decided_on = self.past_day(cells, "decided_on")
        content: dict[str, str | int] = {"ground": self._one(cells, "ground", GROUNDS, self.required(cells, "ground"))}
        self._authority(cells, "deciding_authority", content, warns)
        ended_on = self.past_day(cells, "ended_on") if self.cell["ended_on"](cells).strip() else None
        ending: dict[str, str | int] = {}
        if ended_on is not None:
            if ended_on < decided_on:
                raise BadInput(
                    Text("移出日期早于列入日期。", "It was removed before it was entered."), code="dates-reversed",
                    field="ended_on",
                    todo=Text("请核对两个日期。", "Check the two dates."),
                )
            ending = {"ended_on": ended_on.isoformat(), "removal": self._one(cells, "removal", REMOVALS,
                default="other")}
            self._authority(cells, "ending_authority", ending, warns)
        command = FileRecord(
            code=reading.code if reading else "", name=name, category=CATEGORY, form="abnormal-operations",
            document=self.text(cells, "document"), decided_on=decided_on, content=content,
            identifier=self.setting.identifier.name, subject_kind=(reading and reading.subject_kind) or "enterprise",
            penalty_kinds=[LIST], ended_on=ended_on, ending=ending,
        )
        if reading is None and ended_on is not None:  # what has ended is not held for anybody to identify
            raise BadInput(
                Text("已移出的行没有统一社会信用代码。", "A row that says it was removed has no code."), code="missing", field="code",
                todo=Text("请填写代码。", "Give the code."),
            )
        return filed_or_held(command, reading), tuple(warns)

    def _authority(
        self, cells: Sequence[str], key: str, content: dict[str, str | int], warns: list[Warn]
    ) -> None:
        kept, more = narrative(self.text(cells, key), key)
        warns.extend(more)
        if kept:
            content[key] = kept

    def _one(
        self, cells: Sequence[str], key: str, known: dict[str, tuple[Text, tuple[str, ...]]], text: str | None = None,
        *,
        default: str = "",
    ) -> str:
        """The one code that a wording means. Raises BadInput where it means none, or more than one."""
        wording = self.text(cells, key) if text is None else text
        if wording in known:
            return wording
        exact = [code for code, (title, _) in known.items() if title.zh == wording]
        found = exact or [code for code, (_, words) in known.items() if any(word in wording for word in words)]
        if len(found) == 1:
            return found[0]
        if default and not found:
            return default
        title = self.form.by_key[key].title
        raise BadInput(
            Text(f"“{title.zh}”未对应到唯一的法定情形。", f"“{title.en}” does not mean exactly one of the grounds in law."),
            code="unknown-word", field=key, instrument="企业信息公示暂行条例第十七条" if key == "ground" else None,
            todo=Text("请使用：" + "；".join(text.zh for text, _ in known.values()) + "。",
                      "Use one of: " + "; ".join(text.zh for text, _ in known.values()) + "."),
        )
