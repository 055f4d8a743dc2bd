"""Coded reasons, offices and outcomes of a case's steps, in words."""

from __future__ import annotations

from xinyong.errors import Text
from xinyong.law.terms import joined, said

__all__ = ["all_said", "said"]

DROPPED = {
    "answer-accepted": Text("陈述、申辩理由成立", "the answer was found right"),
    "ground-not-met": Text("不符合列入情形", "the ground is not met"),
    "corrected-in-time": Text("当事人已及时改正", "it was put right in time"),
    "lapsed": Text("未在规定期限内办理", "it was not carried on in time"),
    "source-annulled": Text("所依据的决定已撤销", "the decision it rested on was annulled"),
}
SUSPENDED = {
    "wrong-subject": Text("有证据表明列入对象有误", "the wrong one appears to be named"),
    "authority-stay": Text("作出决定的机关决定停止执行", "the deciding authority stays it"),
    "reconsideration-stay": Text("复议机关决定停止执行", "the reconsidering authority stays it"),
    "court-stay": Text("人民法院裁定停止执行", "the court stays it"),
}
EXEMPTED = {
    "necessary": Text("生活或者经营所必需", "necessary consumption"),
    "own-money": Text("以个人财产支付", "paid with own money"),
    "public-interest": Text("公共利益需要", "in the public interest"),
    "court-order": Text("人民法院许可", "allowed by the court"),
}
HEARD = {
    "legal-representative": Text("法定代表人", "the legal representative"),
    "responsible-person": Text("主要负责人", "the responsible person"),
    "agent": Text("委托代理人", "an agent"),
    "expert": Text("鉴定人或者专家", "an expert"),
    "witness": Text("证人", "a witness"),
}
WAIVED = {
    "given-up": Text("当事人放弃听证", "given up by the subject"),
    "stayed-away": Text("经依法通知，当事人未到场", "the subject, invited in time, did not come"),
}
CORRECTED = {
    "clerical-error": Text("文字错误", "a clerical error"),
    "decision-varied": Text("原决定变更", "the decision was varied"),
    "objection-upheld": Text("异议成立", "an objection was upheld"),
}
CONTESTED = {
    "upheld": Text("维持", "upheld"),
    "varied": Text("变更", "varied"),
    "annulled": Text("撤销", "annulled"),
    "abandoned": Text("撤回", "withdrawn by the subject"),
}


def all_said(table: dict[str, Text], codes: list[str]) -> Text:
    """Several codes in words."""
    return joined([said(table, each) for each in codes])
