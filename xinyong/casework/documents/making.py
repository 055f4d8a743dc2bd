"""The documents of a listing's procedure, one function for each; ``make`` chooses by kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import AnyBlock, Document, Items, Kind, Pairs, Paragraph, Part, Section
from xinyong.casework.documents.relief import objection_answer, removal_notice
from xinyong.errors import BadInput, NotFound, Text
from xinyong.law.model import ListVersion
from xinyong.register import events as ev

PROVISIONAL = Text(
    "（暂定：所跨年度的工作日历尚未公布）", " (provisional: the working calendar of that year is not yet published)"
)


def make(kind: Kind, dossier: Dossier, *, number: str = "", dated: date | None = None) -> Document:
    """The document of this kind for the case as it stands.

    ``number`` and ``dated`` are for a notice that is about to be served; every other document takes
    both from the journal. NotFound where the case has not come so far.
    """
    makers: dict[str, Callable[[Dossier], Document]] = {
        "hearing": hearing_record,
        "decision": listing_decision,
        "removal": removal_notice,
        "objection": objection_answer,
    }
    if kind == "notice":
        return notice(dossier, number, dated)
    if kind not in makers:
        raise BadInput(
            Text(f"没有“{kind}”这种案件文书。", f"A case has no document “{kind}”."),
            field="kind",
            todo=Text(
                "取值：notice、hearing、decision、removal、objection。",
                "Use notice, hearing, decision, removal or objection.",
            ),
        )
    return makers[kind](dossier)


def notice(dossier: Dossier, number: str = "", dated: date | None = None) -> Document:
    """Notice before a listing (Article 5). Once served it quotes the day by which to answer, as stored."""
    served = dossier.last(ev.NoticeServed)
    if served is not None:
        number, dated = served[1].document, served[1].served_on
    elif not number:
        raise BadInput(
            Text("告知书尚未送达，须给出文号。", "The notice is not yet served; give its number."),
            field="number",
            todo=Text("用 --number 和 --date 指定。", "Name it with --number and --date."),
        )
    version = dossier.version(dated)
    title = dossier.list.title.text
    lead = Text(
        f"本机关拟将你单位列入{title.zh}。现将拟列入的事实、理由、依据、后果和你单位依法享有的权利告知如下。"
        "本告知本身不产生任何限制。",
        f"This authority intends to list your organisation on the {title.en}. The facts, reasons, law and "
        "consequences of the intended listing, and your rights, are set out below. This notice itself "
        "restricts nothing.",
    )
    sections = [
        p.facts(dossier),
        p.reasons(dossier),
        p.articles(dossier, version),
        p.consequences(dossier, version, True),
        _answer_rights(dossier, version),
        _intended_term(dossier, version),
    ]
    part = Part(
        title=Text(f"列入{title.zh}告知书", f"Notice of an intended listing: {title.en}"), lead=lead, sections=sections
    )
    entries = [entry.seq for entry in dossier.entries if isinstance(entry.event, ev.ListingProposed | ev.NoticeServed)]
    return p.document(
        dossier,
        "notice",
        number,
        dated,
        [part],
        p.officers((Text("经办人", "Officer in charge"), dossier.state.proposer)),
        entries,
    )


def _answer_rights(dossier: Dossier, version: ListVersion) -> Section:
    """How to answer, and until when: the stored day once served, the rule before."""
    served = dossier.last(ev.NoticeServed)
    rule = version.notice
    blocks: list[AnyBlock] = []
    if served is not None:
        event = served[1]
        last, on, method = w.day(event.answer_by), w.day(event.served_on), w.METHODS[event.method]
        mark = PROVISIONAL if event.provisional else Text("", "")
        blocks.append(
            Paragraph(
                strong=True,
                text=Text(
                    f"本告知书于{on.zh}{method.zh}。你单位可以在{last.zh}（含当日）以前{_how(version).zh}{mark.zh}。",
                    f"This notice was {method.en} on {on.en}. You may {_how(version).en} "
                    f"up to and including {last.en}{mark.en}.",
                ),
            )
        )
    elif rule is not None:
        span = w.days(rule.answer_days, rule.working_days)
        blocks.append(
            Paragraph(
                strong=True,
                text=Text(
                    f"你单位可以自收到本告知书之日起{span.zh}内{_how(version).zh}。送达后，登记册记载确定的最后一日。",
                    f"You may {_how(version).en} within {span.en} of receiving this notice. Once it is served, "
                    "the register holds the exact last day.",
                ),
            )
        )
    if rule is not None:
        cite = w.cited(dossier.rulebook, rule.cite, rule.verified)
        blocks.append(Paragraph(text=Text(f"依据：{cite.zh}。", f"Under {cite.en}.")))
    blocks.append(
        Items(
            items=[
                Text(
                    "行使陈述、申辩权利不会使后果加重（登记册条款第五条）。",
                    "Defending yourself never makes the outcome worse (the register's Article 5).",
                ),
                Text(
                    "逾期未提出的，本机关依现有事实决定；在决定作出之前收到的，仍予考虑。",
                    "Without an answer the authority decides on the facts it has; an answer that arrives before "
                    "the decision is still considered.",
                ),
                Text(
                    "你单位可以查阅登记册就你单位持有的全部信息和本案材料（登记册条款第十三条）。",
                    "You may see everything that the register holds on you, and this case file "
                    "(the register's Article 13).",
                ),
            ]
        )
    )
    return Section(id="rights", title=Text("陈述、申辩的权利和期限", "Your right to answer"), blocks=blocks)


def _how(version: ListVersion) -> Text:
    if version.notice is not None and version.notice.hearing:
        return Text(
            "陈述、申辩，并可依法要求听证",
            "state your case, defend yourself and, where the law gives it, ask for a hearing",
        )
    return Text("陈述、申辩", "state your case and defend yourself")


def _intended_term(dossier: Dossier, version: ListVersion) -> Section:
    own = dossier.grounds.ground.term if dossier.grounds else None
    rule = own or version.term
    term, cite = w.term(rule), w.cited(dossier.rulebook, rule.cite, rule.verified)
    way = (
        Text(
            "可以依法申请信用修复，时间和条件随列入决定一并告知",
            "repair is open; when and how is told with the decision",
        )
        if version.repair.allowed
        else Text("依法不得提前修复", "repair is barred by law")
    )
    ways = w.joined([w.REMEDIES[remedy.id] for remedy in version.remedies], "、", ", ")
    rows = [
        (Text("期限", "Term"), Text(f"{term.zh}（{cite.zh}）", f"{term.en} ({cite.en})")),
        (Text("修复", "Repair"), way),
        (Text("救济", "Remedies"), ways),
        (
            Text("决定程序", "Who decides"),
            Text(
                "由一名经办人决定、另一名批准；均不由软件作出（登记册条款第六条）",
                "one named officer decides, another approves; the software decides nothing (the register's Article 6)",
            ),
        ),
    ]
    return p.pairs_section("term", Text("如作出列入决定", "Should it be decided"), rows)


def hearing_record(dossier: Dossier) -> Document:
    """What was told, when, and what the subject answered. Contents stand in the documents it cites."""
    _, served = dossier.need(ev.NoticeServed, Text("送达告知书的记载", "record of service of the notice"))
    answer = dossier.last(ev.AnswerReceived)
    decision = dossier.last(ev.ListingDecided)
    rows = _heard_rows(served)
    if answer is None:
        if decision is None and dossier.today <= served.answer_by:
            raise NotFound(
                Text("陈述、申辩期限尚未届满，也未收到答复。", "The time to answer still runs and no answer has come."),
                code="not-yet",
                field="kind",
            )
        rows.append((Text("陈述、申辩", "Answer"), Text("期限内未收到", "none received in time")))
        number, dated = served.document, served.answer_by
    else:
        got = answer[1]
        in_time = got.received_on <= served.answer_by
        word = (
            Text("期限之内", "in time")
            if in_time
            else Text("期限之后、决定之前，仍予考虑", "late, yet before the decision, and considered")
        )
        on = w.day(got.received_on)
        rows.append((Text("收到陈述、申辩", "Answer received"), Text(f"{on.zh}（{word.zh}）", f"{on.en} ({word.en})")))
        rows.append((Text("陈述、申辩文书", "Document of the answer"), w.plain(got.document)))
        number, dated = got.document, got.received_on
    considered = (
        w.CONSIDERED.get(decision[1].answer_considered, w.plain(decision[1].answer_considered))
        if decision
        else Text("尚未决定", "not yet decided")
    )
    rows.append((Text("审查意见", "How it was considered"), considered))
    title = dossier.list.title.text
    lead = Text(
        f"本机关就拟列入{title.zh}一案，依法听取当事人意见，记录如下。笔录的内容见所引文书。",
        f"In the case of an intended listing on the {title.en} the subject was heard as recorded here. What was said "
        "stands in the documents cited.",
    )
    record = p.pairs_section("hearing", Text("告知和听取意见", "Told and heard"), rows)
    part = Part(
        title=Text("听取陈述、申辩记录", "Record of the hearing"),
        lead=lead,
        sections=[record, p.facts(dossier), p.articles(dossier, dossier.version(served.served_on))],
    )
    kinds = ev.ListingProposed | ev.NoticeServed | ev.AnswerReceived | ev.ListingDecided
    entries = [entry.seq for entry in dossier.entries if isinstance(entry.event, kinds)]
    taken_by = answer[0].officer if answer else dossier.state.proposer
    return p.document(
        dossier, "hearing", number, dated, [part], p.officers((Text("记录人", "Recorded by"), taken_by)), entries
    )


def _heard_rows(served: ev.NoticeServed) -> list[tuple[Text, Text]]:
    on, last, method = w.day(served.served_on), w.day(served.answer_by), w.METHODS[served.method]
    mark = PROVISIONAL if served.provisional else Text("", "")
    return [
        (Text("告知书", "Notice"), w.plain(served.document)),
        (Text("送达", "Served"), Text(f"{on.zh}，{method.zh}", f"{on.en}, {method.en}")),
        (Text("陈述、申辩最后一日", "Last day to answer"), Text(last.zh + mark.zh, last.en + mark.en)),
    ]


def listing_decision(dossier: Dossier) -> Document:
    """The decision with the repair notice, served together (Article 8)."""
    entry, approval = dossier.need(ev.ListingApproved, Text("经批准的列入决定", "approved decision"))
    version = dossier.version(approval.since)
    title = dossier.list.title.text
    since = w.day(approval.since)
    lead = Text(
        f"经告知并听取意见，本机关决定：自{since.zh}起，将你单位列入{title.zh}。",
        f"After notice and hearing, this authority decides: from {since.en} your organisation is listed on the "
        f"{title.en}.",
    )
    decision = Part(
        title=Text(f"列入{title.zh}决定书", f"Decision to list: {title.en}"),
        lead=lead,
        sections=[
            p.facts(dossier),
            _heard(dossier),
            p.reasons(dossier),
            p.articles(dossier, version, remedies=True),
            _term(dossier, version, approval),
            p.consequences(dossier, version, False),
            p.remedies(dossier, version, approval),
        ],
    )
    way_back = Part(
        title=Text("信用修复告知书", "Notice on repair"),
        lead=Text("本告知书与列入决定书一并送达。", "Served together with the decision."),
        sections=[p.repair(dossier, version, approval)],
    )
    kinds = (ev.ListingProposed, ev.NoticeServed, ev.AnswerReceived, ev.ListingDecided, ev.ListingApproved)
    entries = [each.seq for each in dossier.entries if isinstance(each.event, kinds) and each.seq <= entry.seq]
    signed = p.officers(
        (Text("决定人", "Decided by"), approval.decided_by), (Text("批准人", "Approved by"), entry.officer)
    )
    return p.document(dossier, "decision", approval.document, approval.since, [decision, way_back], signed, entries)


def _heard(dossier: Dossier) -> Section:
    served, answer, decision = (dossier.last(kind) for kind in (ev.NoticeServed, ev.AnswerReceived, ev.ListingDecided))
    rows: list[tuple[Text, Text]] = []
    if served is not None and isinstance(served[1], ev.NoticeServed):
        rows += _heard_rows(served[1])
    if answer is not None and isinstance(answer[1], ev.AnswerReceived):
        on = w.day(answer[1].received_on)
        rows.append(
            (
                Text("收到陈述、申辩", "Answer received"),
                Text(f"{on.zh}，{answer[1].document}", f"{on.en}, {answer[1].document}"),
            )
        )
    if decision is not None and isinstance(decision[1], ev.ListingDecided):
        rows.append(
            (Text("审查意见", "How it was considered"), w.CONSIDERED.get(decision[1].answer_considered, Text("", "")))
        )
    return Section(id="hearing", title=Text("告知和听取意见", "Notice and hearing"), blocks=[Pairs(rows=rows)])


def _term(dossier: Dossier, version: ListVersion, approval: ev.ListingApproved) -> Section:
    """Since when and until when, as the decision fixed it (Article 7)."""
    rows: list[tuple[Text, Text]] = [(Text("自", "From"), w.day(approval.since))]
    titles = {ending.id: ending.title.text for ending in version.endings}
    events = [titles.get(one) or w.plain(one) for one in approval.ends_on]  # type: ignore[call-overload]
    if approval.until is not None:
        rows.append((Text("最后一日", "Last day"), w.last_day(approval.until)))
        note = Text(
            "期满自动终止，无需申请或者另行决定（登记册条款第七条）。",
            "It ends by the clock alone, without application or decision (the register's Article 7).",
        )
    else:
        review = w.day(approval.review_by) if approval.review_by else Text("", "")
        rows.append((Text("最迟复核", "Review no later than"), review))
        note = Text(
            "届时未经决定续期的，自动终止（登记册条款第七条）。",
            "Not renewed by decision at the review, it ends (the register's Article 7).",
        )
    blocks: list[AnyBlock] = [Pairs(rows=rows), Paragraph(text=note)]
    if events:
        blocks += [
            Paragraph(text=Text("有下列情形之一的，提前终止：", "It ends earlier when one of these happens:")),
            Items(items=events),
        ]
    effect = Text(
        "后果自本决定收入登记册的签名检查点时起发生。",
        "The consequences begin once this decision stands under the register's signed checkpoint.",
    )
    blocks.append(Paragraph(text=effect))
    return Section(id="term", title=Text("期限", "Term"), blocks=blocks)
