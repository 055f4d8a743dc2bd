"""What the subject says of its own accord (a credit pledge), and whom it now deals with (a transfer)."""

from __future__ import annotations

from datetime import date

from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import Document, Items, Paragraph, Part, Section
from xinyong.errors import BadInput, Text
from xinyong.register import events as ev

PLEDGE = (
    Text(
        "已改正列入决定所认定的行为，并按照决定履行了义务。",
        "The conduct that the decision found has been put right, and what it ordered has been done.",
    ),
    Text("所提交的材料真实、完整。", "What was submitted is true and complete."),
    Text("今后依法诚信经营。", "It will do business lawfully and in good faith."),
)
"""The fixed words of the template ``repair-pledge``: nothing may be added to them."""
FREE = (
    Text(
        "作出承诺出于自愿。不作承诺，不影响申请信用修复、提出异议或者寻求其他救济，也不会使后果加重。",
        "Giving it is a free choice. Not giving it takes away no remedy and makes nothing worse.",
    ),
    Text(
        "承诺可以随时撤回，不需要理由，也不产生不利后果。",
        "It may be taken back at any time, without a reason and without harm.",
    ),
    Text(
        "违反承诺，须经两名经办人认定；违反本身不延长列入，也不构成新的列入情形。",
        "That it was broken is found by two officers; a breach by itself prolongs no listing and is no ground for one.",
    ),
)


def pledge(dossier: Dossier, number: str = "", dated: date | None = None) -> Document:
    """The pledge on its fixed template: to be given freely, or as it was given, and whether it was taken back."""
    approval = dossier.need(ev.ListingApproved, Text("经批准的列入决定", "approved decision"))[1]
    made, over = dossier.last(ev.PledgeMade), dossier.last(ev.PledgeEnded)
    entries = []
    state = Text("未作出：空白模板", "not given: the blank template")
    if made is not None:
        number, dated = made[1].document, made[0].effective_from
        entries = [made[0].seq]
        state = Text("有效", "in force")
        if over is not None and over[0].seq > made[0].seq:
            entries.append(over[0].seq)
            state = (
                Text("已撤回", "taken back") if over[1].how == "withdrawn" else Text("已认定违反", "found to be broken")
            )
    elif not number:
        raise BadInput(
            Text("承诺尚未作出，须给出文号。", "The pledge is not yet given; give its number."),
            field="number",
            todo=Text("用 --number 和 --date 指定。", "Name it with --number and --date."),
        )
    rows = [(Text("列入决定", "Decision to list"), w.plain(approval.document)), (Text("状态", "State"), state)]
    title = dossier.list.title.text
    sections = [
        p.pairs_section("pledge", Text("所涉列入", "The listing"), rows),
        Section(
            id="words",
            title=Text("承诺内容", "What is pledged"),
            blocks=[
                Paragraph(text=Text("本单位自愿承诺：", "Of its own free choice this organisation pledges:")),
                Items(items=list(PLEDGE)),
                Paragraph(text=Text("承诺单位（盖章）：＿＿＿＿＿＿", "For the organisation (seal): ____________")),
            ],
        ),
        Section(id="rights", title=Text("自愿与撤回", "Free choice"), blocks=[Items(items=list(FREE))]),
    ]
    part = Part(
        title=Text("信用承诺书", "Credit pledge"),
        lead=Text(
            f"就列入{title.zh}一事，供你单位自愿使用的固定模板。",
            f"A fixed template about the listing on the {title.en}, for your free use.",
        ),
        sections=sections,
    )
    signed = p.officers((Text("登记人", "Entered by"), made[0].officer)) if made else []
    return p.document(dossier, "pledge", number, dated, [part], signed, entries)


def transfer_notice(dossier: Dossier) -> Document:
    """The case passed to another authority by an instrument: whom the subject deals with from then on."""
    if not dossier.successions:
        raise dossier.not_yet(Text("机构承继", "transfer"))
    entry = dossier.successions[-1]
    event = entry.event
    assert isinstance(event, ev.AuthoritySucceeded)
    names = dossier.rulebook.authorities
    old, new = (
        names[each].title.text if each in names else w.plain(each) for each in (event.authority, event.successor)
    )
    rows = [
        (Text("原办理机关", "Authority until then"), old),
        (Text("承继机关", "Authority now"), new),
        (Text("自", "From"), w.day(event.since)),
        (Text("依据", "Under"), w.cited(dossier.rulebook, event.cite, False)),
    ]
    after = [
        Text(
            "已作出的决定、期限和救济的最后一日均不变。",
            "Every decision, term and last day of a remedy stays as it was.",
        ),
        Text(
            "异议、修复申请和其他请求，自该日起向承继机关提出。",
            "Objections, applications for repair and other requests go to the successor.",
        ),
    ]
    part = Part(
        title=Text("案件移交告知书", "Notice of transfer"),
        lead=Text(
            f"因机构改革，你单位的案件由{new.zh}承继办理。",
            f"After a reorganisation your organisation's case passes to {new.en}.",
        ),
        sections=[
            p.pairs_section("transfer", Text("移交", "Transfer"), rows),
            Section(id="afterwards", title=Text("效果", "What follows"), blocks=[Items(items=after)]),
        ],
    )
    number = f"{dossier.state.case[:9]}-{entry.seq}"
    return p.document(dossier, "transfer", number, event.since, [part], [], [entry.seq])
