"""Records of serious violations in government procurement, in the layout of ccgp.gov.cn/cr/list.

Filed as the finance authority's decision (财办库〔2014〕526号). The source publishes an entry until a day that
the row states; here it is published no longer than that, whatever the window of its penalty.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xinyong.errors import BadInput, Text
from xinyong.intake.bases import coded_bases, read_bases, show_bases
from xinyong.intake.forms.base import Column, Decode, Decoded, Form, Layout, Setting, Warn
from xinyong.intake.forms.kinds import KINDS
from xinyong.intake.forms.registration import NAME_LIMIT
from xinyong.intake.forms.rows import RowReader, filed_or_held
from xinyong.intake.numerals import stated_sums
from xinyong.intake.personal import narrative
from xinyong.intake.values import show_fen
from xinyong.register.file_record import FileRecord

CATEGORY = "administrative-acts"
_WORDS = {
    "warning": ("警告",), "fine": ("罚款",), "confiscation-gains": ("没收违法所得",),
    "restriction": ("禁止参加", "禁止其参加", "禁止代理", "禁止其代理", "内参加政府采购", "暂停", "取消"), "revocation": ("吊销",),
}


class ProcurementViolations(Form):
    """Form ``procurement-violations``: each row becomes a ``FileRecord`` or a ``HoldRow``."""

    name = "procurement-violations"
    title = Text("政府采购严重违法失信行为信息记录", "records of serious violations in government procurement")
    columns = (
        Column("row", Text("序号", "number in the list"), ("序号",), limit=20),
        Column("name", Text("企业名称", "name"), ("企业名称", "供应商名称", "供应商、采购代理机构名称"), required=True, limit=NAME_LIMIT,
               must=True, example="虚构示例贸易有限公司"),
        Column("code", Text("统一社会信用代码", "unified social credit code"),
               ("统一社会信用代码（或组织机构代码）", "统一社会信用代码"), kind="code", must=True),
        Column("facts", Text("严重违法失信行为的具体情形", "what was done"), ("严重违法失信行为的具体情形",), required=True, must=True,
               example="提供虚假材料谋取中标"),
        Column("penalty_text", Text("处罚结果", "penalty"), ("处罚结果",), required=True, must=True,
               example="罚款5000元，一年内禁止参加政府采购活动"),
        Column("legal_basis", Text("处罚依据", "legal basis"), ("处罚依据",), must=True, example="《中华人民共和国政府采购法》第七十七条"),
        Column("document", Text("处罚决定书文号", "number of the decision"), ("处罚决定书文号", "文号"), limit=128),
        Column("decided_on", Text("处罚日期", "date of the decision"), ("处罚日期",), required=True, kind="date", must=True,
               example="2026-03-02"),
        Column("published_on", Text("公布日期", "published by the source on"), ("公布日期",), kind="date"),
        Column("stated_publication_end", Text("公布截止日期", "published by the source until"), ("公布截止日期", "公布截至日期"),
               kind="date"),
        Column("deciding_authority", Text("执法单位", "deciding authority"), ("执法单位",), limit=200, must=True,
               example="虚构市财政局"),
        Column("address", Text("企业地址", "address"), ("企业地址",), fate="dropped"),
        Column("legal_representative", Text("法定代表人", "legal representative"), ("法定代表人",), fate="personal"),
        Column("remarks", Text("备注", "remarks"), ("备注",), fate="dropped"),
    )

    def decoder(self, layout: Layout, setting: Setting) -> Decode:
        return _Reader(self, layout, setting).decode

    def show(self, content: dict[str, str | int]) -> list[tuple[str, Text, Text]]:
        shown: list[tuple[str, Text, Text]] = []
        for key, title, value in super().show(content):
            raw = content[key]
            if key == "fine_fen":
                title, value = Text("罚款金额", "fine"), Text(f"{show_fen(int(raw))} 元", f"CNY {show_fen(int(raw))}")
            elif key == "kinds":
                kinds = [KINDS[kind] for kind in str(raw).split(";") if kind in KINDS]
                title = Text("处罚种类", "kinds of penalty")
                value = Text("；".join(kind.zh for kind in kinds), "; ".join(kind.en for kind in kinds))
            elif key == "legal_basis" and (bases := show_bases(str(raw))):
                value = Text("；".join(basis.zh for basis in bases), "; ".join(basis.en for basis in bases))
            shown.append((key, title, value))
        return shown


class _Reader(RowReader):
    def decode(self, cells: Sequence[str]) -> Decoded:
        warns: list[Warn] = []
        reading, name = self.subject(cells, warns)
        wording = self.required(cells, "penalty_text")
        kinds = [kind for kind, words in _WORDS.items() if any(word in wording for word in words)]
        if not kinds:
            raise BadInput(
                Text("处罚结果未写明处罚种类。", "The wording of the penalty names no kind of penalty."), code="unknown-kind",
                field="penalty_text", instrument="政府采购法第七十七条",
                todo=Text("请写明罚款、没收违法所得或禁止参加政府采购活动及期限。",
                          "State the fine, the confiscation or the ban from procurement and how long it lasts."),
            )
        content: dict[str, str | int] = {"kinds": ";".join(kinds)}
        self.required(cells, "facts")
        self.narratives(cells, ("facts", "penalty_text", "deciding_authority"), content, warns)
        if len(sums := set(stated_sums(wording, "罚款"))) == 1:
            content["fine_fen"] = sums.pop()
        self._basis(cells, content, warns)
        self.days(cells, ("published_on", "stated_publication_end"), content)
        end = content.get("stated_publication_end")
        command = FileRecord(
            code=reading.code if reading else "", name=name, category=CATEGORY, form="procurement-violations",
            document=self.text(cells, "document"), decided_on=self.past_day(cells, "decided_on"), content=content,
            identifier=self.setting.identifier.name, subject_kind=(reading and reading.subject_kind) or "enterprise",
            penalty_kinds=kinds, stated_end=date.fromisoformat(str(end)) if end else None,
        )
        return filed_or_held(command, reading), tuple(warns)

    def _basis(self, cells: Sequence[str], content: dict[str, str | int], warns: list[Warn]) -> None:
        basis = self.text(cells, "legal_basis")
        if basis:
            bases = read_bases(basis)
            content["legal_basis"], more = narrative(coded_bases(bases) if bases else basis, "legal_basis")
            warns.extend(more)
