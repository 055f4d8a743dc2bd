"""The words in which a difference of law is told, in both languages."""

from __future__ import annotations

import re
from typing import Any

from xinyong.errors import Text

TURNED = {"began": Text("开始施行", "began"), "ended": Text("停止施行", "ended")}
PART = {"added": Text("新增", "added"), "removed": Text("取消", "removed")}
WHAT = {
    "instrument": Text("依据文件", "Instrument"),
    "category": Text("目录类别", "Category"),
    "measure": Text("措施", "Measure"),
    "window": Text("公示期", "Publication window"),
    "mandate": Text("职权", "Mandate"),
    "list": Text("名单", "List"),
}
_FIELDS = {
    "cite": Text("依据", "instrument and article"),
    "term": Text("期限", "term"),
    "months": Text("（月）", "months"),
    "days": Text("（日）", "days"),
    "review_months": Text("复核间隔（月）", "months between reviews"),
    "grounds": Text("列入情形", "ground"),
    "excluded": Text("不得列入的情形", "exclusion"),
    "when": Text("条件", "criterion"),
    "facts": Text("事实", "fact"),
    "type": Text("类型", "type"),
    "notice": Text("告知", "notice"),
    "answer_days": Text("答辩期限（日）", "days to answer"),
    "working_days": Text("按工作日计算", "counted in working days"),
    "hearing": Text("听证", "hearing"),
    "form": Text("告知内容", "what it must tell"),
    "endings": Text("终止事由", "ending"),
    "within_working_days": Text("办理时限（工作日）", "working days to carry it out"),
    "repair": Text("信用修复", "repair"),
    "allowed": Text("是否允许", "allowed"),
    "after_months": Text("最早（月）", "months before it"),
    "decide_working_days": Text("决定时限（工作日）", "working days to decide"),
    "conditions": Text("条件", "condition"),
    "remedies": Text("救济途径", "remedy"),
    "within_days": Text("提出期限（日）", "days to bring it"),
    "within_months": Text("提出期限（月）", "months to bring it"),
    "measures": Text("措施", "measure"),
    "effect": Text("效果", "effect"),
    "actions": Text("行为", "actions"),
    "sanctions": Text("处罚种类", "sanction"),
    "subjects": Text("适用主体", "subjects"),
    "managers": Text("主管机关", "managers"),
    "publication_cite": Text("公示依据", "instrument of publication"),
    "published": Text("公示", "published"),
    "retention_months": Text("保存期限（月）", "months of retention"),
    "least_months": Text("最短公示期（月）", "least months of publication"),
    "most_months": Text("最长公示期（月）", "most months of publication"),
    "least_rank": Text("最低位阶", "least rank of instrument"),
    "least_age": Text("最低年龄", "least age"),
    "permitted_field": Text("领域", "field"),
    "title": Text("名称", "title"),
    "gravity": Text("严重程度要求", "gravity"),
    "publicity_organisation": Text("组织的公开属性", "publicity for organisations"),
    "publicity_person": Text("个人的公开属性", "publicity for persons"),
    "applies": Text("适用于", "applies to"),
}
_PART = re.compile(r"([a-z_]+)(?:\[(.*?)\])?(?:\.|\Z)")


def field(name: str) -> Text:
    """A dotted field name as words: ``term.months`` reads "term, months"."""
    zh, en = [], []
    for part, label in _PART.findall(name):
        said = _FIELDS.get(part, Text(part, part.replace("_", " ")))
        zh.append(said.zh + (f"“{label}”" if label else ""))
        en.append(said.en + (f" “{label}”" if label else ""))
    return Text("".join(zh) if zh else name, ", ".join(en) if en else name)


def value(given: Any) -> Text:
    """A plain value as words."""
    if given is None:
        return Text("（无）", "(none)")
    if isinstance(given, bool):
        return Text("是" if given else "否", "yes" if given else "no")
    if isinstance(given, list):
        return Text("、".join(map(str, given)), ", ".join(map(str, given)))
    if isinstance(given, dict):
        shown = str(given)
        return Text(shown, shown)
    return Text(str(given), str(given))
