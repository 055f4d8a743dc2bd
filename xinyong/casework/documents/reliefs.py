"""The words of what relieves: drop, suspension, exemption, correction, and what came of a contest."""

from __future__ import annotations

from xinyong.casework.documents import coded as c
from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.relief import AFTERWARDS
from xinyong.casework.documents.told import DOCUMENT, REASON, Row, Told
from xinyong.errors import Text
from xinyong.law.remedies import called
from xinyong.register import events as ev
from xinyong.register.entries import Entry


def dropped(dossier: Dossier, entry: Entry, event: ev.ListingDropped) -> Told:
    """The case is dropped before any listing."""
    title = dossier.list.title.text
    return Told(
        Text("终止列入程序告知书", "Notice that the case is dropped"),
        Text(
            f"本机关决定终止拟将你单位列入{title.zh}的程序。你单位未被列入，本案不产生任何后果。",
            f"This authority drops the case of an intended listing on the {title.en}. Your organisation is not listed, "
            "and nothing follows from the case.",
        ),
        [
            (REASON, c.said(c.DROPPED, event.reason)),
            (Text("材料保存至", "The case is kept until"), w.day(event.retain_until)),
        ],
        [
            Text(
                "案件材料仅供你单位、本机关、法院和审计查阅，期满销毁。",
                "The case file is for you, this authority, courts and auditors alone, and is destroyed after that day.",
            )
        ],
    )


def suspended(dossier: Dossier, entry: Entry, event: ev.EffectSuspended) -> Told:
    """The effect is suspended at once."""
    rows: list[Row] = [(REASON, c.said(c.SUSPENDED, event.reason)), (DOCUMENT, w.plain(event.document))]
    after = [
        Text(
            "自即时起，列入的全部后果停止；任何单位不得据此采取措施，公示页面同时移除。",
            "All consequences of the listing stop at once; nobody may act on it, and it is off the public pages.",
        )
    ]
    if event.decide_by is not None:
        rows.append((Text("最迟查明", "To be settled by"), p.marked(w.day(event.decide_by), event.provisional)))
        after.append(
            Text(
                "届时未查明的，停止执行即为终局，列入终止。",
                "Not settled by then, the relief is for good and the listing is over.",
            )
        )
    else:
        after.append(
            Text(
                "停止执行至依法解除时为止；列入的终止日期不因此推迟。",
                "The stay lasts until it is lifted by law; the listing's end is not put off by it.",
            )
        )
    return Told(
        Text("暂停执行通知书", "Notice of suspension"),
        Text(
            "本机关决定暂停执行对你单位的列入决定。",
            "This authority suspends the effect of your organisation's listing.",
        ),
        rows,
        after,
    )


def exempted(dossier: Dossier, entry: Entry, event: ev.Exempted) -> Told:
    """One action is free for a time."""
    what, last = w.actions(dossier.rulebook, [event.action]), w.last_day(event.until)
    return Told(
        Text("豁免决定书", "Exemption"),
        Text(
            f"本机关准许你单位在下列期间内实施“{what.zh}”，不受列入影响。",
            f"For the time below your organisation may do the following although it is listed: {what.en}.",
        ),
        [
            (Text("自", "From"), w.day(event.since)),
            (Text("至（含当日）", "Last day"), last),
            (REASON, c.said(c.EXEMPTED, event.reason)),
        ],
        [
            Text(
                "期间内的核查对该行为均答复不受限制，不说明豁免的事由。",
                "Within it, checks of that action answer that it is free, and do not say why.",
            )
        ],
    )


def corrected(dossier: Dossier, entry: Entry, event: ev.ListingCorrected) -> Told:
    """Particulars are put right."""
    rows: list[Row] = [(REASON, c.said(c.CORRECTED, event.reason))]
    if event.decision:
        rows.append((Text("正确的决定书文号", "Right number of the decision"), w.plain(event.decision)))
    if event.until is not None:
        rows.append((Text("正确的最后一日", "Right last day"), w.last_day(event.until)))
    return Told(
        Text("更正通知书", "Correction"),
        Text(
            "经核实，对你单位的列入信息有误，本机关更正如下。更正不加重任何后果。",
            "The particulars of your organisation's listing were wrong and are put right below. Nothing gets worse.",
        ),
        rows,
        [
            Text(
                "曾被告知列入者，均已告知本更正（登记册条款第八条）。",
                "Whoever was told of the listing is told of this correction (the register's Article 8).",
            )
        ],
    )


def contested(dossier: Dossier, entry: Entry, event: ev.ContestDecided) -> Told:
    """What came of reconsideration or a suit."""
    rows: list[Row] = [
        (Text("途径", "Remedy"), called(dossier.version(entry.effective_from), event.remedy)),
        (Text("结果", "Outcome"), c.said(c.CONTESTED, event.outcome)),
        (DOCUMENT, w.plain(event.document)),
    ]
    if event.until is not None:
        rows.append((Text("现最后一日", "Last day now"), w.last_day(event.until)))
    after = list(AFTERWARDS) if event.outcome == "annulled" else []
    return Told(
        Text("复议或者诉讼结果执行通知书", "How reconsideration or suit ended"),
        Text("本机关已按下列生效文书执行。", "This authority has carried out the document below."),
        rows,
        after,
        adverse=event.outcome in ("upheld", "varied"),
    )
