"""Words of the portal: frame, home, search, an organisation's page, checkpoint."""

from __future__ import annotations

from xinyong.law.terms import CONTESTED

PORTAL: dict[str, tuple[str, str]] = {
    # frame
    "site.name": ("信用", "Xinyong"),
    "site.tag": ("依法公共信用登记册", "A law-bound public credit register"),
    "site.skip": ("跳到正文", "Skip to the content"),
    "site.nav": ("主导航", "Main"),
    "site.nav.search": ("检索", "Search"),
    "site.nav.law": ("法律与名单", "Law and lists"),
    "site.nav.articles": ("十五条", "The Articles"),
    "site.nav.refused": ("本登记册拒绝什么", "What it refuses"),
    "site.nav.checkpoint": ("检查点", "Checkpoint"),
    "site.switch": ("English", "中文"),
    "site.switch.label": ("Read this page in English", "用中文阅读本页"),
    "site.synthetic": (
        "合成登记册：全部主体、记录和名单均由程序生成，不涉及任何真实组织或个人。",
        "Synthetic register: every subject, record and listing here was made by a program; "
        "nothing is about a real organisation or person.",
    ),
    "site.synthetic.short": ("合成登记册", "Synthetic register"),
    "site.footer.law": ("规则集 {title}，版本 {edition}", "Rulebook {title}, edition {edition}"),
    "site.footer.none": (
        "本页不设账号，不用 Cookie，不含脚本，不从别处加载任何内容。",
        "This page has no account, no cookies, no scripts, and loads nothing from elsewhere.",
    ),
    "site.footer.api": ("机器可读接口", "Machine-readable interface"),
    # home
    "home.title": ("依法公共信用登记册", "A public credit register, bound by law"),
    "home.lead": (
        "查一家组织：机关依法记录了什么，现在列在哪些名单上，由此依哪一条发生什么后果，到何时为止，如何提出异议。",
        "Look up an organisation: what authorities have lawfully recorded, which lists it is on today, what follows "
        "under which article, until when, and how it is contested.",
    ),
    "home.label": ("名称或代码", "Name or registration code"),
    "home.hint": (
        "组织名称的一部分即可；个体工商户须输入完整代码。",
        "Part of an organisation’s name will do; a sole trader is found by its full code only.",
    ),
    "home.search": ("检索", "Search"),
    "home.example": ("例如", "For example"),
    "home.is.title": ("它是什么", "What it is"),
    "home.is.1.title": ("每一项后果都注明法条", "Every effect names its article"),
    "home.is.1": (
        "从名单、措施到具体行为，逐项写明依据、起止日期和救济途径；没有依据的，不是被隐藏，而是根本无法记录。",
        "From list to measure to action, each states its ground, its dates and its remedies. What has no ground is not "
        "hidden: it could not have been recorded.",
    ),
    "home.is.2.title": ("到期即止", "It ends when it ends"),
    "home.is.2": (
        "终止仅凭时间发生。已终止、已修复、已撤销的，从这里消失，不留痕迹供人检索。",
        "Endings happen by the clock. What has ended, was repaired or withdrawn is gone from here, with nothing left "
        "to find.",
    ),
    "home.is.3.title": ("可以验证", "It can be verified"),
    "home.is.3": (
        "每一条都有编号，收在签名的检查点之下；改动任何一位，都会被发现。",
        "Every entry has a number under a signed checkpoint; one changed bit anywhere is found.",
    ),
    "home.not.title": ("它不做什么", "What it refuses to be"),
    "home.not.1": ("不给任何人打分。", "It gives no person a score."),
    "home.not.2": ("不能浏览、排名或批量查询自然人。", "No natural person can be browsed, ranked or looked up in bulk."),
    "home.not.3": ("软件不把任何人列入名单，也不提名候选人。", "The software lists nobody and names no candidates."),
    "home.not.4": (
        "宗教、疾病、言论、信访、行踪、购物，永不记录。",
        "Religion, illness, opinion, petitioning, whereabouts and purchases are never recorded.",
    ),
    "home.not.more": ("全部清单及其条文", "The whole list, each with its Article"),
    "home.figures": ("登记册概况", "The register today"),
    "home.figures.entries": ("条目", "Entries"),
    "home.figures.organisations": ("组织", "Organisations"),
    "home.figures.lists": ("施行中的名单", "Lists in force"),
    "home.figures.instruments": ("法律文件", "Instruments"),
    # search
    "search.title": ("检索结果", "Search results"),
    "search.for": ("检索结果：{query}", "Results for “{query}”"),
    "search.count": ("找到 {count} 家组织", "Organisations found: {count}"),
    "search.count.most": ("显示最相近的 {count} 家；请补充名称以缩小范围。",
                          "The {count} closest are shown; add to the name to narrow them down."),
    "search.none": ("没有找到这个名称的组织", "No organisation of that name was found"),
    "search.none.help": (
        "请检查用字，或改用更短的名称片段。个体工商户不能按名称查找，须输入完整的代码。"
        "查无结果不等于没有这家组织：它可能尚未登记于本登记册。",
        "Check the spelling or try a shorter part of the name. Sole traders cannot be found by name, only by their "
        "full code. Finding nothing does not mean that there is no such organisation: it may not be in this register.",
    ),
    "search.empty": ("请输入名称或代码", "Enter a name or a code"),
    "search.person": (
        "这看起来是个人的号码。自然人不能在这里查询；您输入的内容没有保存，也没有写入网址。",
        "This looks like a number of a person. Natural persons cannot be looked up here; what you typed was not kept "
        "and is not in the address of this page.",
    ),
    # organisation
    "org.region": ("登记机关行政区划", "Registered in (division code)"),
    "org.registered": ("成立日期", "Registered on"),
    "org.status": ("登记状态", "Status"),
    "org.source": ("身份来源", "Known from"),
    "org.became": ("承继与终止", "Succession and dissolution"),
    "org.became.see": ("查看该组织", "See that organisation"),
    "org.verdict": ("当前状况", "Standing today"),
    "org.verdict.clear": ("没有公示的施行中名单", "No published listing in force"),
    "org.verdict.clear.text": (
        "截至{day}。依法不公示的列入和暂停执行的列入，一律不在本页显示；某一行为现在是否受限，以核查答复为准。",
        "As of {day}. A listing that the law does not publish, or whose effect is suspended, is shown on no page; "
        "whether an action is restricted now, a check answers.",
    ),
    "org.verdict.prohibited": ("列入{lists}，部分行为被禁止", "On {lists}: some actions are prohibited"),
    "org.verdict.conditional": ("列入{lists}，部分行为附有条件", "On {lists}: some actions come with conditions"),
    "org.verdict.advisory": ("列入{lists}，仅作提示", "On {lists}, for information only"),
    "org.verdict.favoured": ("列入{lists}，享有便利", "On {lists} of honour, and favoured"),
    "org.verdict.favoured.text": (
        "截至{day}，没有由公示的列入发生的限制；下面写明所享便利、依据和期限。",
        "As of {day} no published listing restricts it; what it is favoured in, under which article and until when "
        "stands below.",
    ),
    "org.verdict.listed.text": (
        "截至{day}。下面逐项写明后果、依据、期限和救济途径；未写明的行为不受这些列入影响。",
        "As of {day}. What follows, under which article, until when and how it is contested is set out below; "
        "actions not named there are not affected by these listings.",
    ),
    "org.verdict.records": (
        "另有{records}在公示期内。记录本身不使任何人列入名单。",
        "Besides, {records} within the time of publication. A record by itself lists nobody.",
    ),
    "count.list.one": ("1份名单", "one list"),
    "count.list.many": ("{count}份名单", "{count} lists"),
    "count.record.one": ("1项行政记录", "one record is"),
    "count.record.many": ("{count}项行政记录", "{count} records are"),
    "org.listings": ("施行中的名单", "Listings in force"),
    "org.authority": ("决定机关", "Authority"),
    "org.source.authority": ("来源机关", "Source"),
    "org.carries": ("所执行的名单（随其终止）", "Carries out, and ends with"),
    "org.mirrored.by": ("转录机关", "Mirrored by"),
    "org.document": ("决定文书", "Decision"),
    "org.ground": ("事由", "Ground"),
    "org.sanction": ("来源所称处罚", "Sanction as the source names it"),
    "org.since": ("自", "Since"),
    "org.since.unknown": ("来源未载明起始日期", "No beginning stated by the source"),
    "org.until": ("至（含当日）", "Last day"),
    "org.until.unknown": ("来源未载明终止日期", "No end stated by the source"),
    "org.until.event": ("以下事由之一发生时", "When one of these happens"),
    "org.review": ("最迟复核", "Review no later than"),
    "org.review.text": ("届时未经决定续期即告终止", "not renewed by decision then, it ends"),
    "org.follows": ("由此发生的后果", "What follows"),
    "org.follows.action": ("行为", "Action"),
    "org.follows.effect": ("效果", "Effect"),
    "org.follows.measure": ("措施", "Measure"),
    "org.follows.cite": ("依据", "Under"),
    "org.follows.territory": ("限于行政区划 {territory} 之内", "Within division {territory} alone"),
    "org.follows.contested": ("该范围存在争议", "courts or scholars differ on how far it reaches"),
    "org.follows.none": ("这份名单不对任何行为附加后果。", "This list attaches no effect to any action."),
    "org.contest": ("救济途径", "How it is contested"),
    "org.contest.by": ("最迟{day}", "by {day}"),
    "org.contest.passed": ("期限已于{day}届满", "the time ended on {day}"),
    "org.contest.decided": ("{term}内答复", "decided within {term}"),
    "org.objection": (
        f"{CONTESTED.zh}，结果可能变化。",
        f"{CONTESTED.en.capitalize()}; the outcome may change.",
    ),
    "org.objection.none": ("没有尚未了结的异议、复议或者诉讼。", "No objection, reconsideration or suit is open."),
    "org.repair": ("信用修复", "Way back (repair)"),
    "org.repair.from": ("自{day}起可以申请", "May be applied for from {day}"),
    "org.repair.source": ("向作出处罚的机关申请。", "Applied for at the body that imposed it."),
    "org.repair.now": ("现在即可申请", "May be applied for now"),
    "org.repair.barred": ("法律规定不得修复。", "Barred by law."),
    "org.repair.decided": ("受理后{term}内决定", "decided within {term} of the application"),
    "org.statuses": ("资质与状态", "Qualifications and statuses"),
    "org.statuses.text": (
        "由发证机关认定，至其有效期止。中性信息：对任何事项都没有效力。",
        "As the body that gave them certifies them, until they expire. Neutral: without effect on anything.",
    ),
    "org.honour.ends": ("何时失去", "How it is lost"),
    "org.honour.until": ("不定期，到期复核", "Open; reviewed"),
    "org.honour.withdrawn": (
        "由机关撤销的，须先告知当事人，由一人决定、另一人审批。",
        "Taken away by its authority it takes notice, one officer who decides and another who approves.",
    ),
    "org.honour.decline": (
        "当事人可以随时谢绝：立即从此处撤下，所载内容一并销毁。",
        "Its holder may decline it at any time: it is gone from here at once, and what was recorded is destroyed.",
    ),
    "org.records": ("公示的记录", "Published records"),
    "org.records.none": ("没有处于公示期内的记录。", "No record is within its time of publication."),
    "org.records.text": (
        "机关在别处作出并报送的决定，按法定期限公示。记录本身不使任何人列入名单。",
        "Decisions that authorities took elsewhere and filed, published for the time the law gives. "
        "A record by itself lists nobody.",
    ),
    "org.record.decided": ("决定日期", "Decided on"),
    "org.record.shown": ("公示至（含当日）", "Last day shown"),
    "org.record.category": ("类别", "Category"),
    "org.record.corrected": ("已更正", "Corrected"),
    "org.record.open": ("有效期间持续公示", "As long as it has effect"),
    "org.gone": ("这里没有什么", "What is not here"),
    "org.gone.text": (
        "已终止、已修复、已撤销的列入决定，已撤回的记录，以及公示期已满的记录，均已从本页消失（第十四条）。"
        "法定代表人和其他自然人从不显示（第十一条）。本登记册未涵盖的名单不在其列。",
        "Listings that ended, were repaired or annulled, records withdrawn, and records past their time are gone from "
        "this page (Article 14). Legal representatives and other natural persons are never shown (Article 11). Lists "
        "that this register does not carry are not covered.",
    ),
    "org.provenance": ("出处", "Provenance"),
    "org.provenance.text": (
        "身份信息见第 {seq} 号条目；本页依据大小为 {size} 的检查点。",
        "The identity stands in entry {seq}; this page rests on the checkpoint of size {size}.",
    ),
    "org.entry": ("第 {seq} 号条目", "Entry {seq}"),
    "org.unsealed": ("尚未收入检查点", "not yet under a checkpoint"),
    "org.sealed": ("已收入检查点", "under the checkpoint"),
    "org.print": ("本页截至{day}，依规则集 {edition}。", "This page is as of {day}, under edition {edition}."),
    "org.flags": ("代码说明", "About the code"),
    # checkpoint
    "checkpoint.title": ("检查点", "Checkpoint"),
    "checkpoint.lead": (
        "登记册把全部条目收入一棵默克尔树（RFC 6962），并对树根签名。任何人都可以保存这份检查点，日后要求证明后来的登记册包含它。",
        "The register keeps all entries in one Merkle tree (RFC 6962) and signs its root. Anyone may keep this note "
        "and later ask for proof that the register still contains it.",
    ),
    "checkpoint.size": ("条目数", "Size"),
    "checkpoint.root": ("树根", "Root"),
    "checkpoint.note": ("签名文本", "Signed note"),
    "checkpoint.articles": ("十五条的摘要", "Digest of the Articles"),
    "checkpoint.edition": ("规则集版本", "Edition of the rulebook"),
    "checkpoint.none": ("尚无检查点。", "There is no checkpoint yet."),
    "checkpoint.recorded": ("已记录、待签名的条目", "Recorded and waiting to be signed"),
}
