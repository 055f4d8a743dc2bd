"""The letter by which an honour is granted: on which facts, what it gives, how it ends, how to decline it."""

from __future__ import annotations

from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import AnyBlock, Document, Items, Pairs, Paragraph, Part, Section
from xinyong.errors import Text
from xinyong.law.honours import reached
from xinyong.law.model import ListVersion
from xinyong.register import events as ev

DECLINE = Text(
    "你单位可以随时书面谢绝这项荣誉：登记册立即撤下，并销毁就此记载的全部内容；谢绝没有任何不利后果。",
    "You may decline this honour in writing at any time: the register takes it down at once and destroys all that it "
    "recorded of it. Declining has no adverse consequence.",
)
NO_SCORE = Text(
    "未获得此项荣誉的单位不因此受到任何限制。",
    "Whoever does not have this honour is restricted in nothing because of that.",
)


def award_letter(dossier: Dossier) -> Document:
    """The decision to grant an honour, as it was approved. NotFound before the approval."""
    entry, approval = dossier.need(ev.ListingApproved, Text("经批准的授予决定", "approved decision to grant it"))
    version = dossier.version(approval.since)
    title, since = dossier.list.title.text, w.day(approval.since)
    lead = Text(
        f"本机关决定：自{since.zh}起，授予你单位{title.zh}。",
        f"This authority decides: from {since.en} your organisation holds the following honour: {title.en}.",
    )
    part = Part(
        title=Text(f"授予{title.zh}通知书", f"Award: {title.en}"),
        lead=lead,
        sections=[
            p.facts(dossier), p.reasons(dossier), p.articles(dossier, version), _term(approval),
            p.consequences(dossier, version, False), _lost(dossier, version),
        ],
    )
    kinds = (ev.ListingProposed, ev.ListingDecided, ev.ListingApproved)
    entries = [each.seq for each in dossier.entries if isinstance(each.event, kinds) and each.seq <= entry.seq]
    signed = p.officers(
        (Text("决定人", "Decided by"), approval.decided_by), (Text("审批人", "Approved by"), entry.officer)
    )
    return p.document(dossier, "decision", approval.document, approval.since, [part], signed, entries)


def _term(approval: ev.ListingApproved) -> Section:
    rows = [(Text("自", "From"), w.day(approval.since))]
    if approval.until is not None:
        rows.append((Text("最后一日", "Last day"), w.last_day(approval.until)))
    if approval.review_by is not None:
        rows.append((Text("最迟复核", "Review no later than"), w.day(approval.review_by)))
    return Section(id="term", title=Text("期限", "Term"), blocks=[Pairs(rows=rows)])


def _lost(dossier: Dossier, version: ListVersion) -> Section:
    """Every ending of its law, the adverse lists that take it away, and how to decline it."""
    lists = dossier.rulebook.lists
    by = [lists[each].title.text for ending in version.endings for each in reached(ending) if each in lists]
    blocks: list[AnyBlock] = [
        Paragraph(text=Text("有下列情形之一的，荣誉终止：", "The honour ends when one of these happens:")),
        Items(items=[ending.title.text for ending in version.endings]),
    ]
    if by:
        named = w.joined(by, "、", "; ")
        blocks.append(
            Paragraph(text=Text(f"因列入而终止的名单：{named.zh}。", f"Lists that end it: {named.en}."))
        )
    blocks += [
        Paragraph(
            text=Text(
                "本机关撤销荣誉的，须事先告知你单位并听取意见，由一名经办人决定、另一名批准（登记册条款第五、六条）。",
                "To withdraw it, this authority tells you first and hears you; one officer decides, another approves "
                "(the register's Articles 5 and 6).",
            )
        ),
        Paragraph(text=DECLINE, strong=True),
        Paragraph(text=NO_SCORE),
    ]
    return Section(id="endings", title=Text("终止与谢绝", "How it ends; declining it"), blocks=blocks)
