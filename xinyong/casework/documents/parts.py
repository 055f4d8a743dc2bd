"""Sections that several documents share: facts, reasons, articles, consequences, remedies, repair."""

from __future__ import annotations

from datetime import date

from xinyong.casework.documents import written as w
from xinyong.casework.documents.address import to_person
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import (
    Addressee,
    AnyBlock,
    Document,
    Items,
    Kind,
    Pairs,
    Paragraph,
    Part,
    Section,
    Table,
)
from xinyong.errors import Text
from xinyong.law import remedies as law
from xinyong.law.criteria import Reason
from xinyong.law.criteria_words import value_text
from xinyong.law.model import ListVersion, Remedy, Rulebook
from xinyong.register import events as ev

PROVISIONAL = Text(
    "（暂定：所跨年度的工作日历尚未公布）", " (provisional: the working calendar of that year is not yet published)"
)


def marked(day: Text, provisional: bool) -> Text:
    """A day as it was computed once; marked where it rests on a calendar not yet published."""
    return Text(day.zh + PROVISIONAL.zh, day.en + PROVISIONAL.en) if provisional else day


def time_of(fixed: ev.RemedyDay | ev.RemedyDeadline, remedy: Remedy | None, served: bool) -> Text:
    """When a remedy must be brought. Before service its last day is not known: only that it comes no earlier."""
    runs = law.runs(remedy) if remedy else law.ALWAYS
    if fixed.until is None:
        return runs
    last = marked(w.day(fixed.until), fixed.provisional)
    if served:
        return Text(f"最迟{last.zh}（含当日）", f"up to and including {last.en}")
    return Text(f"{runs.zh}（不早于{last.zh}届满）", f"{runs.en} (ending no earlier than {last.en})")


def facts(dossier: Dossier) -> Section:
    """What was stated, each fact with the document it stands in."""
    rows = []
    for stated in dossier.proposed.facts:
        fact = dossier.fact(stated.fact)
        title = fact.title.text if fact else w.plain(stated.fact)
        value = _stated(dossier, stated)
        rows.append(
            [title, value, w.plain(stated.document) if stated.document else Text("未引文书", "no document cited")]
        )
    ground = dossier.grounds.ground if dossier.grounds else None
    conduct = w.day(dossier.proposed.conduct_on)
    cause = ground.title.text if ground else w.plain(dossier.proposed.ground)
    blocks: list[AnyBlock] = [
        Paragraph(
            text=Text(f"授予条件：{cause.zh}。", f"Condition: {cause.en}.")
            if dossier.list.kind == "red"
            else Text(
                f"列入情形：{cause.zh}。行为日期：{conduct.zh}。",
                f"Ground: {cause.en}. Day of the conduct: {conduct.en}.",
            )
        ),
        Table(
            caption=Text("认定的事实及所据文书", "Facts, and the document each stands in"),
            head=[Text("事实", "Fact"), Text("认定", "Finding"), Text("文书", "Document")],
            rows=rows,
            widths=[5, 3, 4],
        ),
    ]
    return Section(id="facts", title=Text("事实", "Facts"), blocks=blocks)


def _stated(dossier: Dossier, stated: ev.StatedFact) -> Text:
    fact = dossier.fact(stated.fact)
    value: object = stated.value
    if fact is None:
        return w.plain(value)
    if fact.type == "date" and isinstance(value, str):
        return w.day(date.fromisoformat(value))
    return value_text(fact, value)


def reasons(dossier: Dossier) -> Section:
    """The criterion's own trace, clause by clause, as it was recorded when the case was opened."""
    if dossier.grounds is None:
        lines = [w.plain(line) for line in dossier.proposed.reasons]
    else:
        lines = [reason_line(dossier.rulebook, reason) for reason in dossier.grounds.reasons]
    intro = Text(
        "逐项判断如下；缺少事实的项为“未知”，未知不构成列入理由。",
        "Each clause of the rule, one by one. A clause without its fact is “unknown”, and unknown lists nobody.",
    )
    return Section(id="reasons", title=Text("理由", "Reasons"), blocks=[Paragraph(text=intro), Items(items=lines)])


def reason_line(rulebook: Rulebook, reason: Reason) -> Text:
    """A step of the trace with its citation written out."""
    if not reason.cite:
        return reason.text
    said = w.cited(rulebook, reason.cite)
    return Text(
        reason.text.zh.replace(f"（{reason.cite}）", f"（{said.zh}）"),
        reason.text.en.replace(f"({reason.cite})", f"({said.en})"),
    )


def articles(dossier: Dossier, version: ListVersion, *, remedies: bool = False) -> Section:
    """The instruments that the document rests on, each with number and issuer; what was not verified is marked."""
    given = [(cite, _ground_verified(dossier)) for cite in dossier.proposed.cites]
    if version.notice is not None:
        given.append((version.notice.cite, version.notice.verified))
    if remedies:
        given += [(remedy.cite, remedy.verified) for remedy in version.remedies]
    verified: dict[str, bool] = {}
    for cite, well in given:
        verified[cite] = verified.get(cite, True) and well
    rows = [[w.cited(dossier.rulebook, cite, well), _issued(dossier.rulebook, cite)] for cite, well in verified.items()]
    return Section(
        id="articles",
        title=Text("依据", "Law"),
        blocks=[
            Table(
                caption=Text("所依据的条款", "Articles relied on"),
                head=[Text("条款", "Article"), Text("制定机关及文号", "Issuer and number")],
                rows=rows,
                widths=[3, 2],
            )
        ],
    )


def _issued(rulebook: Rulebook, cite: str) -> Text:
    """Who issued the instrument, under what number (which often names the issuer already)."""
    instrument = rulebook.instruments.get(cite.partition("#")[0])
    if instrument is None:
        return Text("", "")
    number, issuer = instrument.number, instrument.issuer.text
    if not number:
        return issuer
    return Text(number if number.startswith(issuer.zh) else f"{issuer.zh}，{number}", f"{issuer.en}, {number}")


def _ground_verified(dossier: Dossier) -> bool:
    return bool(dossier.grounds and dossier.grounds.ground.verified and dossier.grounds.version.verified)


def consequences(dossier: Dossier, version: ListVersion, intended: bool) -> Section:
    """Each measure that the list's own law gives, and the actions it touches; nothing else follows."""
    rows = [
        [
            w.measure_title(dossier.rulebook.measures.get(each.measure), each.measure),
            w.EFFECTS[each.effect],
            _with_note(w.actions(dossier.rulebook, each.actions), each.note.text if each.note else None),
            w.cited(dossier.rulebook, each.cite, each.verified),
        ]
        for each in version.measures
    ]
    lead = (
        Text(
            "如作出列入决定，后果以下列措施为限：",
            "Should the listing be decided, what follows is confined to these measures:",
        )
        if intended
        else Text(
            "列入的后果以下列措施为限；未写明的行为不受影响：",
            "What follows from the listing is confined to these measures; actions not named are not affected:",
        )
    )
    if not rows:
        lead = Text("本名单不附加任何措施。", "This list attaches no measure.")
    blocks: list[AnyBlock] = [Paragraph(text=lead)]
    if rows:
        blocks.append(
            Table(
                caption=Text("措施及所及行为", "Measures and the actions they touch"),
                head=[
                    Text("措施", "Measure"),
                    Text("效果", "Effect"),
                    Text("所及行为", "Actions"),
                    Text("依据", "Under"),
                ],
                rows=rows,
                widths=[4, 3, 8, 6],
            )
        )
    return Section(id="consequences", title=Text("后果", "Consequences"), blocks=blocks)


def _with_note(text: Text, note: Text | None) -> Text:
    return text if note is None else Text(f"{text.zh}\n说明：{note.zh}", f"{text.en}\nNote: {note.en}")


def remedies(dossier: Dossier, version: ListVersion, approval: ev.ListingApproved) -> Section:
    """Each remedy with its last day: from service of the decision, else as the decision fixed it at the earliest."""
    served = dossier.state.notified
    rows = []
    for fixed in served.remedies if served else approval.remedies:
        remedy = law.find(version, fixed.remedy)
        decided = law.decided(remedy) if remedy else None
        rows.append(
            [
                law.called(version, fixed.remedy),
                remedy.title.text if remedy else Text("", ""),
                time_of(fixed, remedy, served is not None),
                decided or Text("依法", "as the law provides"),
                w.cited(dossier.rulebook, fixed.cite, remedy.verified if remedy else True),
            ]
        )
    intro = Text(
        "对本决定不服的，可以依下列途径寻求救济。救济期间，登记册对每次查询均标明异议。",
        "Whoever disagrees may take any of these ways. While an objection is open, every answer of the register "
        "says so.",
    )
    table = Table(
        caption=Text("救济途径和期限", "Remedies and their deadlines"),
        head=[
            Text("途径", "Remedy"),
            Text("内容", "How"),
            Text("提出期限", "Time limit"),
            Text("答复期限", "Decided within"),
            Text("依据", "Under"),
        ],
        rows=rows,
        widths=[3, 6, 4, 3, 5],
    )
    return Section(
        id="remedies", title=Text("救济途径和期限", "Rights and remedies"), blocks=[Paragraph(text=intro), table]
    )


def repair(dossier: Dossier, version: ListVersion, approval: ev.ListingApproved) -> Section:
    """When and how the listing can be repaired, or that the law bars it."""
    rule = version.repair
    cite = w.cited(dossier.rulebook, rule.cite, rule.verified)
    conditions = [each.text for each in rule.conditions]
    if approval.repair_from is None:
        bar: list[AnyBlock] = [
            Paragraph(
                text=Text(
                    f"依照{cite.zh}，本次列入不得提前修复，至期限届满或者法定移出事由发生时终止。",
                    f"Under {cite.en} this listing cannot be repaired early; it ends with its term or on an event "
                    "the law names.",
                ),
                strong=True,
            )
        ]
        if conditions:
            bar.append(Items(items=conditions))
        return Section(id="repair", title=Text("不得修复", "Repair is barred"), blocks=bar)
    start = w.day(approval.repair_from)
    blocks: list[AnyBlock] = [
        Paragraph(
            text=Text(
                f"自{start.zh}起，可以向作出决定的机关申请信用修复。依据：{cite.zh}。",
                f"From {start.en} repair may be applied for at the deciding authority. Under {cite.en}.",
            ),
            strong=True,
        )
    ]
    if conditions:
        blocks += [Paragraph(text=Text("条件：", "Conditions:")), Items(items=conditions)]
    if rule.decide_working_days:
        term = w.days(rule.decide_working_days, working=True)
        blocks.append(
            Paragraph(
                text=Text(
                    f"受理后{term.zh}内作出决定。", f"The application is decided within {term.en} of being accepted."
                )
            )
        )
    return Section(id="repair", title=Text("修复的时间、条件和程序", "When and how"), blocks=blocks)


def document(
    dossier: Dossier,
    kind: Kind,
    number: str,
    dated: date | None,
    parts: list[Part],
    signed: list[tuple[Text, Text]],
    entries: list[int],
) -> Document:
    """The frame of a case's document: authority, addressee, provenance."""
    rulebook = dossier.rulebook
    authority = rulebook.authorities.get(dossier.state.authority)
    org = dossier.organisation
    numbers = "、".join(map(str, entries))
    sealed = bool(entries) and max(entries) < dossier.origin.sealed
    seal = (
        Text("已收入签名检查点", "under a signed checkpoint")
        if sealed
        else Text("尚未收入签名检查点", "not yet under a signed checkpoint")
    )
    provenance = [
        (Text("登记册", "Register"), w.plain(dossier.origin.register)),
        (Text("案件编号", "Case"), w.plain(dossier.state.case)),
        (Text("所据条目", "Entries"), Text(f"第{numbers}号，{seal.zh}", f"{numbers.replace('、', ', ')}, {seal.en}")),
        (Text("规则集版本", "Rulebook edition"), w.plain(f"{rulebook.manifest.edition} · {rulebook.digest[:16]}")),
        (Text("十五条的摘要", "Digest of the Articles"), w.plain(dossier.origin.articles[:16])),
    ]
    return Document(
        kind=kind,
        authority=authority.title.text if authority else w.plain(dossier.state.authority),
        number=number,
        dated=dated,
        addressee=addressee(org.identifier, org.code, org.name) if org.code else Addressee.of_person(org.name),
        parts=to_person(parts) if dossier.state.person else parts,
        signed=signed,
        provenance=provenance,
        synthetic=dossier.origin.mode == "synthetic",
        first_language=dossier.first_language,
        case=dossier.state.case,
        entries=entries,
    )


def addressee(identifier: str, code: str, name: str) -> Addressee:
    """The organisation as a document names it."""
    return Addressee(identifier=w.IDENTIFIERS.get(identifier, Text("代码", "Code")), code=code, name=name)


def officers(*signed: tuple[Text, str]) -> list[tuple[Text, Text]]:
    """Who answers for it, by number of credential: one line for each office."""
    return [(office, w.plain(officer)) for office, officer in signed if officer]


def pairs_section(id: str, title: Text, rows: list[tuple[Text, Text]], *after: AnyBlock) -> Section:
    """A section of names and values, with what follows them."""
    return Section(id=id, title=title, blocks=[Pairs(rows=rows), *after])
