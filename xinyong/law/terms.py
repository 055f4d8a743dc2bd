"""The closed vocabularies of ``law.model`` in words, both languages, in the field's standard terms.

One table per vocabulary; ``said`` gives the words of a code and the code itself where a rulebook
names something of its own (a form, a sanction).
"""

from __future__ import annotations

from collections.abc import Mapping

from xinyong.errors import Text

CONTESTED = Text("有异议、复议或者诉讼尚未了结", "an objection, reconsideration or suit is open")
"""Flagged on every answer while it lasts (Article 8)."""
EFFECT = {
    "prohibited": Text("禁止", "prohibited"),
    "conditional": Text("附条件", "conditional"),
    "advisory": Text("提示", "advisory"),
    "favoured": Text("优待", "favoured"),
}
RANK = {
    "law": Text("法律", "law"),
    "regulation": Text("行政法规", "administrative regulation"),
    "regional-regulation": Text("地方性法规", "regional regulation"),
    "judicial": Text("司法解释", "judicial interpretation"),
    "rule": Text("部门规章", "departmental rule"),
    "policy": Text("政策文件或者规范性文件", "policy or normative document"),
    "draft": Text("草案", "draft"),
    "history": Text("历史文件", "historical document"),
}
KIND = {
    "enterprise": Text("企业", "enterprise"),
    "sole-trader": Text("个体工商户", "sole trader"),
    "cooperative": Text("农民专业合作社", "farmers' cooperative"),
    "social-organisation": Text("社会组织", "social organisation"),
    "institution": Text("事业单位", "public institution"),
    "government-body": Text("机关", "government body"),
    "other-organisation": Text("其他组织", "other organisation"),
    "person": Text("自然人", "natural person"),
}
"""Of one subject."""
SUBJECT = {
    code: Text(one.zh, f"{one.en[:-1]}ies" if one.en.endswith("y") else f"{one.en}s") for code, one in KIND.items()
}
"""The same kinds, of those that a list or a measure is for."""
LIST_KIND = {
    "decided": Text("在本登记册依程序认定", "decided here by due process"),
    "carried": Text("执行其他名单，随来源终止", "carries out another list, and ends with it"),
    "mirrored": Text("转录自来源机关", "mirrored from its source"),
    "status": Text("中性状态，不附信用后果", "neutral status, without credit effect"),
    "red": Text("守信激励名单", "red list (commendation)"),
    "order": Text("逐案作出的命令，不属于严重失信主体名单", "an order made case by case, no list of serious dishonesty"),
}
COLOUR = {
    "black": Text("失信", "adverse"),
    "red": Text("守信", "commending"),
    "neutral": Text("中性", "neutral"),
}
PERMITTED_FIELD = {
    "health-and-life": Text("严重危害人民群众身体健康和生命安全", "grave harm to health and life"),
    "market-and-social-order": Text("严重破坏市场公平竞争秩序和社会正常秩序",
                                    "grave damage to fair competition or social order"),
    "legal-duty": Text("拒不履行法定义务，严重影响司法机关、行政机关公信力",
                       "refusal of legal duties, gravely hurting judicial or administrative credibility"),
    "national-defence": Text("拒不履行国防义务", "refusal of national-defence duties"),
    "status": Text("状态信息", "status"),
    "carrier": Text("承运人名单", "carrier list"),
    "honour": Text("荣誉信息", "honours"),
    "contracting": Text("公共采购与合同", "public contracting"),
}
AUTHORITY = {
    "court": Text("人民法院", "courts"),
    "tax": Text("税务机关", "tax authorities"),
    "market": Text("市场监督管理部门", "market regulators"),
    "ministry": Text("行业主管部门", "competent ministries"),
    "customs": Text("海关", "customs"),
    "finance": Text("财政部门", "finance departments"),
    "labour": Text("人力资源社会保障行政部门", "human-resources departments"),
    "statistics": Text("统计机构", "statistics bodies"),
    "transport": Text("交通运输主管部门", "transport authorities"),
    "planning": Text("发展改革部门", "development and reform departments"),
    "audit": Text("审计与监察机关", "audit and oversight bodies"),
    "civil-affairs": Text("民政部门", "civil-affairs departments"),
    "city": Text("地方机关", "regional authorities"),
    "other": Text("其他机关", "other bodies"),
}
GROUP = {
    "cut-rights": Text("一、减损权益或者增加义务", "I. cuts rights or adds duties"),
    "management": Text("二、职责范围内的管理措施", "II. management within duty"),
    "own-accord": Text("三、由其他主体自主实施", "III. taken by others of their own accord"),
    "incentive": Text("激励措施", "incentive"),
}
REWARD = {
    "discount": Text("优惠", "discount"),
    "fee": Text("减免费用", "lower fees"),
    "less-paperwork": Text("简化手续", "less paperwork"),
    "fewer-inspections": Text("减少检查", "fewer inspections"),
}
POWER = {
    "register": Text("登记主体", "register subjects"),
    "file": Text("归集信息", "file information"),
    "list": Text("认定名单", "decide listings"),
    "mirror": Text("转录名单", "mirror a list"),
    "adopt": Text("签署规则版本", "sign editions of the rulebook"),
    "ask": Text("查询自然人", "ask about a person"),
}
PUBLICITY = {
    "public": Text("公开公示", "published"),
    "shared": Text("政务共享", "shared among authorities"),
    "authorised": Text("授权查询", "query by authorisation"),
    "none": Text("不提供", "not provided"),
}
GRAVITY = {
    "suitable": Text("可以纳入", "may be recorded"),
    "serious-only": Text("情节严重方可纳入", "only when serious"),
}
CLOCK = {
    "decided": Text("自作出决定之日起算", "from the day of the deciding document"),
    "published": Text("自公示之日起算", "from the day of publication"),
    "listed": Text("自列入之日起算", "from the day of listing"),
}
REACH = {
    "nationwide": Text("全国", "nationwide"),
    "territory": Text("限于地域", "within a territory"),
    "sanctioning-body": Text("限于作出处罚的机关", "the sanctioning body alone"),
    "named-body": Text("限于所指明的机关", "the body named alone"),
}
OUTCOME = {
    "met": Text("符合", "met"),
    "not-met": Text("不符合", "not met"),
    "unknown": Text("事实不明，不得列入", "unknown, which lists nobody"),
}
ENDING = {
    "performed": Text("履行完毕", "performed"),
    "settled": Text("和解履行完毕", "settlement performed"),
    "creditor-request": Text("申请执行人申请", "asked for by the creditor"),
    "repaired": Text("经信用修复", "repaired"),
    "annulled": Text("依据被撤销", "annulled"),
    "corrected": Text("更正", "corrected"),
    "ban-ended": Text("禁止期限届满", "the ban ended"),
    "no-assets": Text("无财产可供执行", "no assets found"),
    "bankruptcy-plan": Text("破产重整或者和解", "bankruptcy plan or settlement"),
    "retrial": Text("裁定再审", "retrial ordered"),
    "dissolved": Text("主体终止", "dissolved"),
    "death": Text("死亡", "death"),
    "source-ended": Text("来源已终止", "ended at its source"),
    "duty-done": Text("履行义务后移出", "removed once the duty was done"),
    "lost-capacity": Text("丧失履行能力", "lost the capacity to perform"),
    "non-enforcement": Text("裁定不予执行", "enforcement refused"),
    "instalments-kept": Text("按约分期履行", "instalments kept"),
    "black-listed": Text("列入失信名单", "put on an adverse list"),
    "regraded": Text("等级变更", "graded anew"),
}
FACT_TYPE = {
    "flag": Text("是或否", "yes or no"),
    "date": Text("日期", "date"),
    "money": Text("金额（以最小货币单位填报）", "money (stated in minor units)"),
    "count": Text("次数", "count"),
    "code": Text("代码", "code"),
    "days": Text("天数", "days"),
}
PENALTY_KIND = {
    "warning": Text("警告", "warning"),
    "criticism": Text("通报批评", "circulated criticism"),
    "fine": Text("罚款", "fine"),
    "confiscation-gains": Text("没收违法所得", "confiscation of unlawful gains"),
    "confiscation-goods": Text("没收非法财物", "confiscation of unlawful goods"),
    "suspension-licence": Text("暂扣许可证件", "licence suspended"),
    "downgrade": Text("降低资质等级", "grade of qualification lowered"),
    "revocation": Text("吊销许可证件", "licence revoked"),
    "restriction": Text("限制开展生产经营活动", "production or business restricted"),
    "stoppage": Text("责令停产停业", "ordered to stop production or business"),
    "closure": Text("责令关闭", "ordered to close"),
    "occupational-limit": Text("限制从业", "occupational limits"),
    "detention": Text("行政拘留", "administrative detention"),
    "other": Text("其他", "other"),
}
"""Kinds of administrative penalty, after article 9 of the Administrative Penalty Law (2021)."""
PENALTY = PENALTY_KIND | {
    "summary-procedure": Text("简易程序处罚", "summary-procedure penalty"),
    "fine-very-large": Text("特大数额罚款", "very large fine"),
    "key-field": Text("重点领域处罚", "penalty in a key field"),
    "samr:criticism": Text("市场监管：通报批评", "market regulation: criticism"),
    "samr:fine-low": Text("市场监管：较低数额罚款", "market regulation: low fine"),
    "samr:penalty": Text("市场监管：其他处罚", "market regulation: other penalties"),
}
"""What a window of publication may apply to."""


SOURCE = {
    "K": Text("凭记忆，未见文本", "from knowledge, no text read"),
    "register": Text("本登记册自定规则，非法律规定", "rule of this register, not of the law"),
}
"""Sources that are no publication; the keys of those that are stand in docs/law-sources.md."""


def capital(text: Text) -> Text:
    """Words that stand alone, the English ones with a capital."""
    return Text(text.zh, text.en[:1].upper() + text.en[1:])


def said(table: Mapping[str, Text], code: str) -> Text:
    """The words of a code; the code itself when the table does not know it."""
    return table.get(code) or Text(code, code)


def joined(texts: list[Text]) -> Text:
    """Several words as one enumeration."""
    return Text("、".join(each.zh for each in texts), ", ".join(each.en for each in texts))


def sources(source: str) -> Text:
    """Where a value comes from: keys of publications as they are, what is no publication in words."""
    return joined([said(SOURCE, key) for key in source.split(", ")])


def mark(verified: bool, source: str) -> Text:
    """``verified`` and its source, as they must stand wherever a value is shown."""
    keys = sources(source)
    if source == "register":
        return keys
    if verified:
        return Text(f"✓ 已核实（{keys.zh}）", f"✓ verified ({keys.en})")
    return Text(f"? 未核实（{keys.zh}）", f"? unverified ({keys.en})")
