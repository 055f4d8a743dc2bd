"""Coded values in words: those of the law from its own vocabularies, and a few that only pages have."""

from __future__ import annotations

from collections.abc import Mapping

from xinyong.errors import Text
from xinyong.law import terms

_OF_THE_LAW: dict[str, Mapping[str, Text]] = {
    "effect": terms.EFFECT, "kind": terms.KIND, "rank": terms.RANK, "list": terms.LIST_KIND, "colour": terms.COLOUR,
    "field": terms.PERMITTED_FIELD, "group": terms.GROUP, "publicity": terms.PUBLICITY, "gravity": terms.GRAVITY,
}
_OF_THE_PAGES: dict[str, tuple[str, str]] = {
    "state.in-force": ("施行中", "In force"),
    "state.past": ("已失效", "No longer in force"),
    "state.future": ("尚未施行", "Not yet in force"),
<<<<<<< HEAD
    "list.decided": ("经本册程序认定", "Decided here by due process"),
    "list.mirrored": ("转录自来源机关", "Mirrored from its source"),
    "list.carried": ("执行其他名单，随来源终止", "Carries out another list, and ends with it"),
    "list.status": ("状态标记", "Neutral status"),
    "list.order": ("逐案作出的命令", "Order made case by case"),
    "list.red": ("守信激励名单", "Red list (commendation)"),
    "colour.black": ("失信", "Adverse"),
    "colour.red": ("守信", "Commending"),
    "colour.neutral": ("中性", "Neutral"),
    "field.health-and-life": ("危害人民群众身体健康和生命安全", "Grave harm to health and life"),
    "field.market-and-social-order": ("破坏市场公平竞争秩序和社会正常秩序", "Grave harm to fair competition and social order"),
    "field.legal-duty": ("拒不履行法定义务", "Refusal of legal duties"),
    "field.national-defence": ("拒不履行国防义务", "Refusal of national-defence duties"),
    "field.status": ("状态信息", "Status"),
    "field.carrier": ("承运人名单", "Carrier list"),
    "field.honour": ("荣誉信息", "Honours"),
    "field.contracting": ("公共采购与合同", "Public contracting"),
    "group.cut-rights": ("减损权益或者增加义务的措施", "Measures that cut rights or add duties"),
    "group.management": ("职责范围内的管理措施", "Management within an authority’s own duty"),
    "group.own-accord": ("由其他主体自主实施的措施", "Measures others take of their own accord"),
    "group.incentive": ("激励措施", "Incentives"),
    "publicity.public": ("公开公示", "Published"),
    "publicity.shared": ("政务共享", "Shared among authorities"),
    "publicity.authorised": ("授权查询", "By authorisation"),
    "publicity.none": ("不提供", "Not provided"),
    "gravity.suitable": ("可以纳入", "May be recorded"),
    "gravity.serious-only": ("情节严重方可纳入", "Only when serious"),
=======
>>>>>>> 6a087c9 (Vocabularies, refused practices and a country's ways are each stated once)
    "change.began": ("开始施行", "Began"),
    "change.ended": ("失效", "Ended"),
    "change.changed": ("修改", "Changed"),
    "thing.list": ("名单", "List"),
    "thing.measure": ("措施", "Measure"),
    "thing.instrument": ("法律文件", "Instrument"),
    "thing.category": ("目录类别", "Category"),
    "thing.window": ("公示期", "Time of publication"),
    "thing.mandate": ("职权", "Mandate"),
    "basis.registration": ("登记机关登记", "Registered by the registration authority"),
    "basis.filing": ("仅见于机关报送", "Known only from an authority’s filing"),
}
TERMS: dict[str, tuple[str, str]] = {
    f"{vocabulary}.{code}": (words.zh, terms.capital(words).en)
    for vocabulary, table in _OF_THE_LAW.items() for code, words in table.items()
} | _OF_THE_PAGES
"""``vocabulary.code`` → zh, en; a word stands alone on a page, and so begins with a capital."""
