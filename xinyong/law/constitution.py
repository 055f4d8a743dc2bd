"""The text of the fifteen Articles: data only, so that ``law.articles`` can hold their predicates.

The digest of this text stands in every checkpoint (Article 15): changing one character
here is visible to every witness. The wording follows ``docs/articles.md``.
"""

from __future__ import annotations

from typing import NamedTuple

from xinyong.errors import Text


class Article(NamedTuple):
    """One of the rules that no command, officer, rulebook or option can switch off."""

    number: int
    title: Text
    text: Text


_TEXTS: tuple[tuple[str, str, str, str], ...] = (
    (
        "法定",
        "Legality",
        "凡记录、列入名单、限制或者奖励，均须有在相应日期具有约束力的依据文件作出规定，且实施机关具有职权。"
        "实体依据适用行为发生之日的规定，后来的规定较轻的从轻；程序适用作出决定之日的规定。草案和政策文章不构成依据。",
        "Nothing is recorded, listed, restricted or rewarded unless an instrument binding on the date that counts "
        "provides for it and the acting authority holds the mandate. Grounds: the day of the conduct, or milder later "
        "law; procedure: the day of the decision. Drafts and policy essays ground nothing.",
    ),
    (
        "目录封闭",
        "Closed catalogue",
        "只有目录所列的类别、国家清单所列的措施，并且只有该名单自身法律规定的内容。任何人不得临时增设措施。",
        "Only categories of the directory, only measures of the national list, only what the list's own law gives. "
        "Nobody adds a measure ad hoc.",
    ),
    (
        "永不记录",
        "Never recorded",
        "宗教信仰、基因、指纹、血型、疾病、信访、意见和言论、政治或者社团活动、家庭关系、行踪、购物、游戏，"
        "以及未经处罚决定的细小行为，一律不予记录。在接收时即予拒绝；被拒绝的内容立即抹除，任何地方均不留存。",
        "Religion, genes, fingerprints, blood type, illness, petitioning, opinion and speech, political or "
        "associational activity, family ties, whereabouts, purchases, play, petty conduct without a decided penalty. "
        "Refused at intake; the refused content is blanked at once and kept nowhere.",
    ),
    (
        "严重程度",
        "Gravity",
        "仅在情节严重时方可记录的信息，须有机关依据规范性依据作出并记录在案的情节严重认定；"
        "法律规定不计入记录的（如依其规定的简易程序处罚），不得计入。",
        "Serious-only information needs the authority's recorded finding of gravity under an instrument; what the law "
        "keeps out of a record (summary-procedure penalties where it says so) stays out.",
    ),
    (
        "听取陈述",
        "Hearing",
        "未以名单所依法律规定的形式告知当事人拟作出的决定及其法律依据的（告知书及答辩期限；法院为执行通知书中的风险提示，"
        "或者载明日期并及时复核的命令），不得作出任何不利处理。不得因当事人申辩而加重处理。",
        "Nothing adverse before the person was told of the decision and its legal basis in the form the list's law "
        "names (notice and time to answer; for courts the warning in the enforcement notice, or a dated order with "
        "prompt review). Defending oneself never aggravates.",
    ),
    (
        "由人决定",
        "Human decision",
        "在此作出的每一项不利决定，均由一名具名经办人作出、另一人核准，二人身份均经核实，一次一案。解除不利处理，一人即可。"
        "软件不将任何人列入名单，也不提名候选人。在别处作出的决定，作为该机关的行为归档；仅凭归档不得列入名单。",
        "Every adverse decision taken here is made by one named officer and approved by another, two verified people, "
        "one at a time. One suffices to relieve. The software lists nobody and names no candidates. What was decided "
        "elsewhere is filed as its authority's act; a filing alone never lists.",
    ),
    (
        "期限",
        "Term",
        "每一项不利后果在开始时即确定终止日期，或者确定封闭的终止事由清单并载明复核日期；复核时未经决定续期的，即告终止。"
        "终止仅凭时间到来而发生，不论有无任何任务运行。",
        "Every adverse effect fixes, when it begins, its ending date or its closed list of ending events with a dated "
        "review; not renewed by decision at the review, it ends. Endings happen by the clock alone, whether or not any "
        "job runs.",
    ),
    (
        "回归之路",
        "Way back",
        "每一次列入均可提出异议和申请复核；除法律禁止外均可修复（禁止的，明示其禁止规定）；"
        "未决异议在每一次答复中标明；更正须送达每一个曾被告知者。",
        "Objection and review exist for every listing, repair wherever law does not bar it (then the bar is shown); an "
        "open objection is flagged on every answer; a correction reaches everyone who was told.",
    ),
    (
        "不给个人打分",
        "No score of persons",
        "对自然人的任何数值、等级、计数或者加权，除其自愿加入并可随时退出的项目中的奖励外，不得影响任何事项；退出即予抹除；"
        "各项目之间不得交换，也不得以国家名单的列入情况作为输入。",
        "No number, grade, count or weighting of a natural person affects anything but rewards in a programme that the "
        "person joined and can leave; leaving erases it; programmes never exchange it and never take a state listing "
        "as input.",
    ),
    (
        "责任自负",
        "Personal",
        "措施只约束决定所载明的人，绝不及于家人、绝不及于关联者。单位的责任人员，仅在依据文件有规定时，"
        "且须逐一另行作出决定。未成年人一律不适用。",
        "A measure binds the one named in the decision: never family, never associates. An organisation's responsible "
        "persons only where the instrument says so, each by a decision of its own. Minors never.",
    ),
    (
        "不示众",
        "No shaming",
        "对自然人不得浏览、排名、制作地图、导出、订阅、复制到副本、批量核查或者展示照片。一次一人、一问、一个说明的合法理由。",
        "A natural person cannot be browsed, ranked, mapped, exported, subscribed to, copied to a replica, checked in "
        "bulk or pictured. One person, one question, one stated lawful reason.",
    ),
    (
        "限于法定范围",
        "Confinement",
        "后果只在法律限定的范围内发生：承运人名单限于购买该类交通的票，地方名单限于本地，项目限于本市；"
        "市场化的出借人只被告知，绝不被强制。何人可以就何种行为、依何种文件查询个人，由封闭的表规定。",
        "An effect stays where the law confines it: a carrier list to buying tickets for that way of travel, a "
        "regional list to its territory, a programme to its city; a market lender is informed and never compelled. Who "
        "may ask about persons, for which action, by which instrument, is a closed table.",
    ),
    (
        "知情",
        "Sight",
        "主体可以看到关于自己的全部信息和每一项决定；个人还可以看到每一次查询：何人、何时、出于何类目的。免费、机器可读；"
        "未经两名人员共同作出并留有审计记录的行为，其他任何人不得读取。",
        "Subjects see everything held on them and every decision; a person also every look-up: who, when, for what "
        "class of purpose. Free, machine-readable, readable by nobody else without an audited act of two officers.",
    ),
    (
        "遗忘",
        "Forgetting",
        "保存期限届满后，内容永远不可读取（其密钥被销毁，备份中亦然），而日志仍可验证。已修复或者已终止的，"
        "对主体本人、作出决定的机关、法院和审计人员是历史，对其他任何人不存在。",
        "Retention ends: then the content is unreadable for good (its key is destroyed, in backups too) while the "
        "journal still verifies. What was repaired or ended is history to its subject, the deciding authority, courts "
        "and auditors, to nobody else.",
    ),
    (
        "可问责",
        "Account",
        "每一条目均可追溯到人、可发现篡改、可重现：同一日志在同一规则集之下即为同一登记册。"
        "本条款自身的摘要载于每一个检查点和回执。",
        "Every entry is attributable, tamper-evident and reproducible: the same journal under the same rulebook is the "
        "same register. The Articles' own digest stands in every checkpoint and receipt.",
    ),
)

ARTICLES: dict[int, Article] = {
    number: Article(number, Text(zh_title, en_title), Text(zh, en))
    for number, (zh_title, en_title, zh, en) in enumerate(_TEXTS, 1)
}
"""The Articles by number, 1 to 15."""
