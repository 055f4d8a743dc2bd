"""The documents of a listing's procedure, one function for each; ``make`` chooses by kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.acts import ACTS, make_act
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.hearings import heard_rows, hearing_record, hearing_rights, hearing_rows, invitation
from xinyong.casework.documents.honours import award_letter
from xinyong.casework.documents.model import KINDS, AnyBlock, Document, Items, Kind, Pairs, Paragraph, Part, Section
from xinyong.casework.documents.public import public_notice
from xinyong.casework.documents.recalls import recall
from xinyong.casework.documents.relief import objection_answer, removal_notice
from xinyong.casework.documents.subjects import pledge, transfer_notice
from xinyong.errors import BadInput, Text
from xinyong.law.model import ListVersion
from xinyong.law.remedies import called
from xinyong.register import events as ev
from xinyong.register.casefile import DECIDE_DAYS

HOLIDAY = Text("（末日为法定休假日的，顺延至其后第一个工作日）", " (a last day that is a holiday moves to the next working day)")


def make(kind: Kind, dossier: Dossier, *, number: str = "", dated: date | None = None) -> Document:
    """The document of this kind for the case as it stands.

    ``number`` and ``dated`` are for a notice that is about to be served; every other document takes
    both from the journal. NotFound where the case has not come so far.
    """
    makers: dict[str, Callable[[Dossier], Document]] = {
        "invitation": invitation,
        "hearing": hearing_record,
        "decision": award_letter if dossier.list.kind == "red" else listing_decision,
        "removal": removal_notice,
        "objection": objection_answer,
        "transfer": transfer_notice,
        "recall": recall,
    }
    if kind == "notice":
        return notice(dossier, number, dated)
    if kind == "public-notice":
        return public_notice(dossier, number)
    if kind == "pledge":
        return pledge(dossier, number, dated)
    if kind in ACTS:
        return make_act(kind, dossier)
    if kind not in makers:
        kinds = [each for each in KINDS if each != "certified"]
        raise BadInput(
            Text(f"没有“{kind}”这种案件文书。", f"A case has no document “{kind}”."),
            field="kind",
            todo=Text("取值：" + "、".join(kinds), "One of: " + ", ".join(kinds)),
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
        _time_to_decide(dossier, version),
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
        mark = p.PROVISIONAL if event.provisional else Text("", "")
        blocks.append(
            Paragraph(
                strong=True,
                text=Text(
                    f"本告知书于{on.zh}{method.zh}。你单位可以在{last.zh}{mark.zh}以前（含当日）向本机关{_how(version).zh}。",
                    f"This notice was {method.en} on {on.en}. You may {_how(version).en} before this "
                    f"authority, up to and including {last.en}{mark.en}.",
                ),
            )
        )
    elif rule is not None:
        span = w.days(rule.answer_days, rule.working_days)
        rolls = Text("", "") if rule.working_days else HOLIDAY
        blocks.append(
            Paragraph(
                strong=True,
                text=Text(
                    f"你单位可以自收到本告知书之日起{span.zh}内向本机关{_how(version).zh}{rolls.zh}。送达后，登记册记载确定的最后一日。",
                    f"You may {_how(version).en} before this authority within {span.en} of receiving this "
                    f"notice{rolls.en}. Once it is served, "
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
                *hearing_rights(version),
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


def _time_to_decide(dossier: Dossier, version: ListVersion) -> Section:
    """Until when the case hangs over the subject: the stored day once served, the rule before (Article 7)."""
    served, rule = dossier.last(ev.NoticeServed), version.notice
    if served is not None and served[1].decide_by is not None:
        last = p.marked(w.day(served[1].decide_by), served[1].provisional)
        until = Text(f"最迟{last.zh}（含当日）", f"no later than {last.en}")
    elif rule is not None and isinstance(rule.decide_within_days, int):
        span = w.days(rule.decide_within_days, working=False)
        until = Text(f"自送达之日起{span.zh}内", f"within {span.en} of service")
    else:
        span = w.days(DECIDE_DAYS, working=False)
        until = Text(f"自陈述、申辩期限届满之日起{span.zh}内", f"within {span.en} of the last day to answer")
    text = Text(
        f"本案{until.zh}作出决定并经另一名经办人批准；逾期，本案自动失效，不产生任何后果（登记册条款第七条）。",
        f"The case is decided, and approved by another officer, {until.en}. After that it lapses by the clock and "
        "nothing follows from it (the register's Article 7).",
    )
    return Section(id="lapse", title=Text("作出决定的期限", "Time to decide"), blocks=[Paragraph(text=text)])


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
    ways = w.joined([called(version, remedy.id) for remedy in version.remedies], "、", ", ")
    rows = [
        (Text("期限", "Term"), Text(f"{term.zh}（{cite.zh}）", f"{term.en} ({cite.en})")),
        (Text("修复", "Repair"), way),
        (Text("救济", "Remedies"), ways),
        (
            Text("决定程序", "Who decides"),
            Text(
                "由一名经办人决定、另一名审批；均不由软件作出（登记册条款第六条）",
                "one named officer decides, another approves; the software decides nothing (the register's Article 6)",
            ),
        ),
    ]
    return p.pairs_section("term", Text("如作出列入决定", "Should it be decided"), rows)


def listing_decision(dossier: Dossier) -> Document:
    """The decision with the repair notice, served together (Article 8)."""
    entry, approval = dossier.need(ev.ListingApproved, Text("经批准的列入决定", "approved decision"))
    version = dossier.version(approval.since)
    title = dossier.list.title.text
    since = w.day(approval.since)
    lead = Text(
        f"经依法告知，本机关决定：自{since.zh}起，将你单位列入{title.zh}。",
        f"After due notice, this authority decides: from {since.en} your organisation is listed on the "
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
        (Text("决定人", "Decided by"), approval.decided_by), (Text("审批人", "Approved by"), entry.officer)
    )
    return p.document(dossier, "decision", approval.document, approval.since, [decision, way_back], signed, entries)


def _heard(dossier: Dossier) -> Section:
    served, answer, decision = (dossier.last(kind) for kind in (ev.NoticeServed, ev.AnswerReceived, ev.ListingDecided))
    rows: list[tuple[Text, Text]] = []
    if served is not None and isinstance(served[1], ev.NoticeServed):
        rows += heard_rows(served[1])
    if answer is not None and isinstance(answer[1], ev.AnswerReceived):
        on = w.day(answer[1].received_on)
        rows.append(
            (
                Text("收到陈述、申辩", "Answer received"),
                Text(f"{on.zh}，{answer[1].document}", f"{on.en}, {answer[1].document}"),
            )
        )
    rows += hearing_rows(dossier)
    if decision is not None and isinstance(decision[1], ev.ListingDecided):
        rows.append(
            (Text("审查意见", "How it was considered"), w.CONSIDERED.get(decision[1].answer_considered, Text("", "")))
        )
    return Section(id="hearing", title=Text("告知和听取意见", "Notice and hearing"), blocks=[Pairs(rows=rows)])


def _term(dossier: Dossier, version: ListVersion, approval: ev.ListingApproved) -> Section:
    """Since when and until when, as the decision fixed it (Article 7)."""
    rows: list[tuple[Text, Text]] = [(Text("自", "From"), w.day(approval.since))]
    titles = {ending.id: ending.title.text for ending in version.endings}
    events = [titles.get(one) or w.plain(one) for one in approval.ends_on]  # type: ignore[call-overload]  # None too
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
