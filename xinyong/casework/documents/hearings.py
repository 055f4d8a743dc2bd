"""A hearing's documents: the right to one, the invitation, and the record of what was told and heard."""

from __future__ import annotations

from datetime import date

from xinyong.casework.documents import coded as c
from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import Document, Items, Part, Section
from xinyong.errors import NotFound, Text
from xinyong.law.model import ListVersion
from xinyong.register import events as ev
from xinyong.register.casefile import HEARING_NOTICE_DAYS


def hearing_rights(version: ListVersion) -> list[Text]:
    """How a hearing is asked for, where the list's law gives one."""
    rule = version.notice
    if rule is None or not rule.hearing:
        return []
    given = rule.hearing_notice_days
    span = w.days(given if isinstance(given, int) else HEARING_NOTICE_DAYS, working=False)
    return [
        Text(
            f"要求听证的，在上述期限内提出即可；举行听证前，本机关不作决定。听证至少提前{span.zh}通知，由本案提出人以外的经办人主持，"
            "可以委托代理人参加。",
            f"A hearing is asked for within the same time; nothing is decided before it. It is announced at least "
            f"{span.en} "
            "ahead, and an officer other than the one who proposed the case presides. You may send an agent.",
        )
    ]


def invitation(dossier: Dossier) -> Document:
    """When and where the subject is heard, and what it may do there."""
    entry, event = dossier.need(ev.HearingInvited, Text("听证通知", "invitation to a hearing"))
    asked = dossier.last(ev.HearingRequested)
    on = w.day(event.held_on)
    rows = [
        (Text("听证日期", "Day"), on),
        (Text("地点", "Place"), w.plain(event.place)),
        (Text("案由", "Case"), dossier.list.title.text),
    ]
    if asked is not None:
        rows.append((Text("听证要求", "Asked for by"), w.plain(asked[1].document)))
    lead = Text(
        f"应你单位要求，本机关定于{on.zh}就拟列入{dossier.list.title.text.zh}一案举行听证。",
        f"At your organisation's request this authority will hear the case of an intended listing on the "
        f"{dossier.list.title.text.en} on {on.en}.",
    )
    items = [
        Text(
            "可以委托代理人参加，可以提交证据、申请证人到场，可以就事实、理由和依据质证、申辩。",
            "You may send an agent, bring evidence and witnesses, and dispute the facts, the reasons and the law.",
        ),
        Text(
            "主持人与本案有利害关系的，有权申请回避。",
            "You may ask that whoever presides step aside for a personal interest.",
        ),
        Text(
            "确有困难不能到场的，可以申请改期；放弃听证的，不影响书面陈述、申辩，也不会使后果加重。",
            "If you cannot come, ask for another day. Giving it up takes away no written answer and makes nothing "
            "worse.",
        ),
        Text(
            "听证结束前，本机关不作决定（登记册条款第五条）。",
            "Nothing is decided before the hearing (the register's Article 5).",
        ),
    ]
    part = Part(
        title=Text("听证通知书", "Invitation to a hearing"),
        lead=lead,
        sections=[
            p.pairs_section("hearing", Text("时间和地点", "Day and place"), rows),
            Section(id="rights", title=Text("你单位在听证中的权利", "Your rights in it"), blocks=[Items(items=items)]),
            p.articles(dossier, dossier.version(event.served_on)),
        ],
    )
    kinds = ev.ListingProposed | ev.NoticeServed | ev.HearingRequested | ev.HearingInvited
    entries = [each.seq for each in dossier.entries if isinstance(each.event, kinds) and each.seq <= entry.seq]
    signed = p.officers((Text("经办人", "Officer in charge"), entry.officer))
    return p.document(dossier, "invitation", event.document, event.served_on, [part], signed, entries)


def hearing_rows(dossier: Dossier) -> list[tuple[Text, Text]]:
    """What became of a hearing that was asked for; nothing where none was."""
    asked, held = dossier.last(ev.HearingRequested), dossier.last(ev.HearingHeld)
    waived, invited = dossier.last(ev.HearingWaived), dossier.last(ev.HearingInvited)
    if asked is None:
        return []
    rows = [(Text("要求听证", "Hearing asked for"), _dated(asked[1].received_on, asked[1].document))]
    if invited is not None:
        rows.append((Text("听证通知", "Invitation"), _dated(invited[1].served_on, invited[1].document)))
    if held is not None:
        who = c.all_said(c.HEARD, held[1].heard)
        rows += [
            (Text("举行听证", "Hearing held"), _dated(held[1].held_on, held[1].document)),
            (Text("听取意见的对象", "Who was heard"), who),
            (Text("主持人", "Presided"), w.plain(held[0].officer)),
        ]
    elif waived is not None:
        rows.append((Text("听证", "Hearing"), c.said(c.WAIVED, waived[1].how)))
    return rows


def _dated(day: date, document: str) -> Text:
    on = w.day(day)
    return Text(f"{on.zh}，{document}", f"{on.en}, {document}")


def hearing_record(dossier: Dossier) -> Document:
    """What was told, when, and what the subject answered. Contents stand in the documents it cites."""
    _, served = dossier.need(ev.NoticeServed, Text("送达告知书的记载", "record of service of the notice"))
    answer = dossier.last(ev.AnswerReceived)
    decision = dossier.last(ev.ListingDecided)
    rows = heard_rows(served)
    if answer is None:
        waits = dossier.last(ev.HearingHeld) is None and decision is None
        if waits and dossier.today <= served.answer_by:
            raise NotFound(
                Text("陈述、申辩期限尚未届满，也未收到答复。", "The time to answer still runs and no answer has come."),
                code="not-yet",
                field="kind",
            )
        if not hearing_rows(dossier):
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
    held = dossier.last(ev.HearingHeld)
    rows += hearing_rows(dossier)
    if held is not None:
        number, dated = held[1].document, held[1].held_on
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
        title=Text("听证笔录", "Record of the hearing") if held else Text("听取陈述、申辩记录", "Record of the answer"),
        lead=lead,
        sections=[record, p.facts(dossier), p.articles(dossier, dossier.version(served.served_on))],
    )
    kinds = (
        ev.ListingProposed
        | ev.NoticeServed
        | ev.AnswerReceived
        | ev.HearingRequested
        | ev.HearingInvited
        | ev.HearingHeld
        | ev.HearingWaived
        | ev.ListingDecided
    )
    entries = [entry.seq for entry in dossier.entries if isinstance(entry.event, kinds)]
    taken_by = held[0].officer if held else answer[0].officer if answer else dossier.state.proposer
    return p.document(
        dossier, "hearing", number, dated, [part], p.officers((Text("记录人", "Recorded by"), taken_by)), entries
    )


def heard_rows(served: ev.NoticeServed) -> list[tuple[Text, Text]]:
    """That notice was served, and until when it could be answered."""
    on, method = w.day(served.served_on), w.METHODS[served.method]
    last = p.marked(w.day(served.answer_by), served.provisional)
    return [
        (Text("告知书", "Notice"), w.plain(served.document)),
        (Text("送达", "Served"), Text(f"{on.zh}，{method.zh}", f"{on.en}, {method.en}")),
        (Text("陈述、申辩最后一日", "Last day to answer"), last),
    ]
