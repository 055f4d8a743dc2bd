"""A case's view as lines of text for the terminal: English, with the Chinese beside it."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.check.case_view import CaseView
from xinyong.check.words import OUTCOMES
from xinyong.errors import Text
from xinyong.law.force import cite_text
from xinyong.law.model import Rulebook

STAGES: dict[str, Text] = {
    "none": Text("尚未立案", "not yet opened"),
    "proposed": Text("已立案", "opened"),
    "noticed": Text("已告知", "notice served"),
    "decided": Text("已决定、待审批", "decided, awaiting approval"),
    "listed": Text("已列入", "listed"),
    "dropped": Text("已终止", "let go"),
    "lapsed": Text("已逾期失效", "lapsed by the clock"),
    "legacy": Text("拟承接、待审批", "to be taken over, awaiting approval"),
    "ended": Text("已移出", "ended"),
}
DEADLINES: dict[str, Text] = {
    "answer": Text("陈述、申辩截止", "last day to answer"),
    "hearing": Text("听证", "hearing"),
    "decide": Text("决定并审批的最后一日，逾期失效", "last day to decide and approve, or it lapses"),
    "objection": Text("异议", "objection"),
    "reconsideration": Text("复议", "reconsideration"),
    "litigation": Text("行政诉讼", "administrative litigation"),
    "repair-from": Text("最早可申请修复", "repair from"),
    "objection-decided-by": Text("异议处理期限", "objection decided by"),
    "repair-decided-by": Text("修复申请处理期限", "repair decided by"),
    "settled-by": Text("暂停须于此日前查明，否则终局", "suspension settled by, or it is for good"),
    "review": Text("复核，逾期未续即失效", "review, or it lapses"),
}
_UNDATED = {
    "": "as long as it lasts 列入期间随时",
    "service": "runs from service of the decision 自决定送达之日起算",
}
_ANSWERED = "runs from service of the answer 自答复决定送达之日起算"
WEIGHED: dict[str, Text] = {
    "met": Text("符合", "met"),
    "not-met": Text("不符合", "not met"),
    "unknown": Text("事实不足", "unknown"),
}


def case_lines(rulebook: Rulebook, view: CaseView) -> Iterator[str]:
    """The case on its day: where it stood, on what facts, under which law, until when, and what followed."""
    stage = STAGES.get(view.stage, Text(view.stage, view.stage))
    yield f"{view.title.en} {view.title.zh} — {view.code} — {view.authority}"
    yield f"  on 于 {view.at}, as known 以所知为准 {view.known}: {stage.en} {stage.zh}"
    yield f"  conduct 行为 {view.conduct_on or '—'}  ground 情形 {view.ground or '—'}"
    for fact in view.facts:
        yield f"    {fact.fact} = {fact.value}  ({fact.document or '—'})"
    yield from _law(rulebook, view)
    if view.since is not None:
        end = view.until or "an ending event 终止事由"
        yield f"  from 自 {view.since}  until 至 {end}"
    if view.ended_on is not None:
        yield f"  ended 移出 {view.ended_on} ({view.ending})"
    if view.objection_open:
        yield "  an objection was open 异议处理中"
    for deadline in view.deadlines:
        words = DEADLINES.get(deadline.what, Text(deadline.what, deadline.what))
        mark = " (provisional: calendar not published 日历未公布，暂定)" if deadline.provisional else ""
        yield f"  {words.en} {words.zh}: {deadline.day or _UNDATED.get(deadline.after, _ANSWERED)}{mark}"
    for reason in view.follows:
        effect = OUTCOMES[reason.effect]
        yield f"• {reason.measure_title.en} {reason.measure_title.zh}: {effect.en} {effect.zh}"
        yield from (f"    law 依据: {cite_text(rulebook, cite)}" for cite in reason.cites)
    if not view.follows:
        yield "  nothing follows from it on that day 当日无任何措施"
    yield (
        "! History: for the subject, the deciding authority, courts and auditors alone (Article 14)."
        " 历史信息：仅供主体本人、决定机关、法院和审计使用（第14条）。"
    )


def _law(rulebook: Rulebook, view: CaseView) -> Iterator[str]:
    weighed, governing = view.under_law_of_day, view.governing
    if weighed is None:
        yield f"  the law of {view.at} does not weigh these facts 该日法律不据此等事实列入"
    else:
        word = WEIGHED[weighed.outcome]
        yield f"  law of {view.at} 该日法律 ({cite_text(rulebook, weighed.cite)}, {weighed.since}): {word.en} {word.zh}"
        yield from (f"    {reason.en} {reason.zh}" for reason in weighed.reasons)
    if governing is not None:
        since = f" ({governing.since})" if governing.since else ""
        yield f"  governs 适用: {governing.why.en} {governing.why.zh}{since}"
