"""The words in which a difference of law is told, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xinyong.errors import Text
from xinyong.law import remedies, terms
from xinyong.law.force import cite_text
from xinyong.law.model import (
    Category,
    Instrument,
    ListVersion,
    Mandate,
    MeasureVersion,
    Model,
    PublicationWindow,
    Rulebook,
    Term,
    Words,
)

TURNED = {"began": Text("开始施行", "began"), "ended": Text("停止施行", "ended")}
PART = {"added": Text("新增", "added"), "removed": Text("取消", "removed")}
WHAT = {
    "instrument": Text("依据文件", "Instrument"),
    "category": Text("目录类别", "Category"),
    "measure": Text("措施", "Measure"),
    "window": Text("公示期", "Publication window"),
    "overlay": Text("应急措施", "Emergency measure"),
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
    "form": Text("内容", "what it must tell"),
    "endings": Text("终止事由", "ending"),
    "within_working_days": Text("办理时限（工作日）", "working days to carry it out"),
    "repair": Text("信用修复", "repair"),
    "allowed": Text("是否允许", "allowed"),
    "after_months": Text("最早（月）", "months before it"),
    "decide_days": Text("答复时限（日）", "days to answer it"),
    "follows": Text("针对其答复提出", "brought against the answer to"),
    "name": Text("该法所用名称", "its name in that law"),
    "decide_working_days": Text("决定时限（工作日）", "working days to decide"),
    "conditions": Text("条件", "condition"),
    "leads_to": Text("所致终止", "ending it brings about"),
    "earlier_listings": Text("及于此前列入的依据", "article by which it reaches earlier listings"),
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
    "least_months": Text("最短期限（月）", "least months"),
    "most_months": Text("最长期限（月）", "most months"),
    "extensions": Text("延长期限", "extension"),
    "repair_revocable": Text("撤销以不实取得的修复", "revocation of a repair got by falsehood"),
    "carries": Text("执行的名单", "list carried out"),
    "least_rank": Text("最低位阶", "least rank of instrument"),
    "least_age": Text("最低年龄", "least age"),
    "permitted_field": Text("领域", "field"),
    "title": Text("名称", "title"),
    "gravity": Text("严重程度要求", "gravity"),
    "publicity_organisation": Text("组织的公开属性", "publicity for organisations"),
    "publicity_person": Text("个人的公开属性", "publicity for persons"),
    "applies": Text("适用于", "applies to"),
    "public_person_query": Text("公众查询自然人的依据", "article that lets the public ask about a person"),
    "responsible_persons": Text("及于责任人员的依据", "article that extends it to responsible persons"),
    "responsible_of": Text("责任人员所属单位的名单", "lists on which their organisation may stand"),
    "responsible_end": Text("责任人员随单位移出的依据", "article by which theirs ends with the organisation's"),
    "employer_told": Text("告知所在单位的依据", "article by which an employer is told"),
    "by_order": Text("仅可逐案以命令作出", "by an order in each case alone"),
    "warning": Text("以在先文书所载的警示为告知", "told by a warning in an earlier document"),
    "clock": Text("起算", "clock"),
    "options": Text("选项", "options"),
    "territory": Text("地域", "territory"),
    "implementers": Text("实施主体", "implementer"),
    "reach": Text("效力范围", "reach"),
    "wordings": Text("来源用语", "the source's wordings"),
    "contested": Text("范围有争议", "reach contested"),
}
_CITES = {"cite", "publication_cite", "public_person_query", "responsible_persons", "responsible_end", "employer_told",
          "earlier_listings"}
_CODES: dict[str, Mapping[str, Text]] = {
    "effect": terms.EFFECT, "subjects": terms.SUBJECT, "managers": terms.AUTHORITY, "least_rank": terms.RANK,
    "rank": terms.RANK, "permitted_field": terms.PERMITTED_FIELD, "gravity": terms.GRAVITY, "clock": terms.CLOCK,
    "publicity_organisation": terms.PUBLICITY, "publicity_person": terms.PUBLICITY, "applies": terms.PENALTY,
    "power": terms.POWER, "reach": terms.REACH, "type": terms.FACT_TYPE,
    "leads_to": terms.ENDING, "follows": remedies.GENERAL,
}  # fmt: skip


def field(name: str, titles: Mapping[str, Text]) -> Text:
    """A dotted field name as words: ``term.months`` reads "term, months", ``grounds[food].cite`` names the ground."""
    zh, en = [], []
    for part in name.split("."):
        plain, _, label = part.rstrip("]").partition("[")
        said = _FIELDS.get(plain, Text(plain, plain.replace("_", " ")))
        title = titles.get(part.partition("]")[0] + "]", Text(label, label)) if label else None
        zh.append(said.zh + (f"“{title.zh}”" if title else ""))
        en.append(said.en + (f" “{title.en}”" if title else ""))
    return Text("".join(zh), ", ".join(en))


def value(rulebook: Rulebook, name: str, given: Any) -> Text:
    """A value as words; ``name`` is its dotted field, whose last part tells a code from a plain word."""
    last = name.rpartition(".")[2].partition("[")[0]
    if given is None and last == "leads_to":
        return terms.ENDING["repaired"]
    if given is None:
        return Text("（无）", "(none)")
    if isinstance(given, Text):
        return given
    if isinstance(given, Words):
        return Text(f"“{given.zh}”", f"“{given.en}”")
    if isinstance(given, bool):
        return Text("是" if given else "否", "yes" if given else "no")
    if isinstance(given, list):
        return terms.joined([value(rulebook, name, each) for each in given])
    code = str(given)
    if last in _CITES:
        return cite_text(rulebook, code)
    if last == "actions" and code in rulebook.actions:
        return rulebook.actions[code].title.text
    if last in ("applies", "responsible_of") and code in rulebook.lists:
        return rulebook.lists[code].title.text
    return terms.said(_CODES.get(last, {}), code)


def is_cite(name: str) -> bool:
    """Whether a dotted field is a citation."""
    return name.rpartition(".")[2] in _CITES


def lasting(term: Term) -> Text:
    """How long a listing lasts."""
    if term.months is not None:
        return Text(f"期限{term.months}个月", f"ends after {term.months} months")
    if term.days is not None:
        return Text(f"期限{term.days}日", f"ends after {term.days} days")
    return Text(
        f"每{term.review_months}个月复核，未续期即终止", f"lapses unless renewed every {term.review_months} months"
    )


def gist(rulebook: Rulebook, thing: Model) -> Text:
    """What a thing that began or ended says, in half a line; empty where its name says it all."""
    if isinstance(thing, Instrument):
        rank, number = terms.RANK[thing.rank], f"{thing.number}，" if thing.number else ""
        return Text(f"{number}{rank.zh}", f"{thing.number + ', ' if thing.number else ''}{rank.en}")
    if isinstance(thing, PublicationWindow):
        return _window(rulebook, thing)
    if isinstance(thing, ListVersion):
        count, term = len(thing.grounds), lasting(thing.term)
        return Text(f"列入情形{count}项，{term.zh}", f"{count} ground{'s' if count != 1 else ''}, {term.en}")
    if isinstance(thing, MeasureVersion):
        rank, effect = terms.RANK[thing.least_rank], terms.EFFECT[thing.effect]
        return Text(f"{effect.zh}，最低依据{rank.zh}", f"{effect.en}, least rank {rank.en}")
    if isinstance(thing, Category):
        return terms.GRAVITY[thing.gravity]
    return Text("", "")


def _window(rulebook: Rulebook, window: PublicationWindow) -> Text:
    kinds, clock = value(rulebook, "applies", window.applies), terms.CLOCK[window.clock]
    unread = [mark.kind for mark in window.kind_marks or [] if not mark.verified]
    if unread and window.verified:
        said = value(rulebook, "applies", unread)
        which = Text("所列种类", "the kinds") if len(unread) == len(window.applies) else said
        kinds = Text(f"{kinds.zh}（{which.zh}未核实）", f"{kinds.en} ({which.en} unverified)")
    if window.most_months == 0:
        return Text(f"不公示；{kinds.zh}", f"not published; {kinds.en}")
    least, most = window.least_months, window.most_months
    span = Text(f"最短{least}个月，最长{most}个月", f"{least} to {most} months")
    if least == 0:
        span = Text(f"最长{most}个月", f"at most {most} months")
    elif least == most:
        span = Text(f"{most}个月", f"{most} months")
    return Text(f"{span.zh}，{clock.zh}；{kinds.zh}", f"{span.en} {clock.en}; {kinds.en}")


def mandate_title(rulebook: Rulebook, authority: Words, mandate: Mandate) -> Words:
    """Who may do what: "Customs: decide listings, Dishonest enterprises"."""
    power = terms.POWER[mandate.power]
    known = rulebook.actions if mandate.power == "ask" else rulebook.lists
    scope = known.get(mandate.scope) or next(iter(rulebook.categories.get(mandate.scope, [])), None)
    what = (
        scope.title.text
        if scope
        else Text("全部", "all")
        if mandate.scope == "*"
        else Text(mandate.scope, mandate.scope)
    )
    return Words(zh=f"{authority.zh}{power.zh}：{what.zh}", en=f"{authority.en} may {power.en}: {what.en}")
