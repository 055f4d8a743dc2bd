"""The words of what burdens a listing further, each decided by one officer and approved by another."""

from __future__ import annotations

from datetime import date

from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.told import DOCUMENT, Row, Told
from xinyong.errors import Text
from xinyong.law.model import Revocation
from xinyong.register import events as ev
from xinyong.register.entries import Entry


def resumed(dossier: Dossier, entry: Entry, event: ev.EffectResumed) -> Told:
    """A suspended listing has effect again."""
    return Told(
        Text("恢复执行决定书", "Decision to resume"),
        Text(
            "经查明，暂停执行的事由不成立或者已经消除，列入决定恢复执行。",
            "The cause of the suspension was unfounded or is gone; the listing has effect again.",
        ),
        [(DOCUMENT, w.plain(event.document)), _end_row(dossier)],
        [
            Text(
                "自本决定收入登记册的签名检查点时起恢复；终止日期不变。",
                "It resumes once this decision stands under the register's signed checkpoint; its end stays as it was.",
            )
        ],
        adverse=True,
        grounds=True,
    )


def extended(dossier: Dossier, entry: Entry, event: ev.ListingExtended) -> Told:
    """A fixed term is extended."""
    rows: list[Row] = [(Text("延长后的最后一日", "Last day now"), w.last_day(event.until))]
    return Told(
        Text("延长期限决定书", "Decision to extend the term"),
        Text(
            "经告知并听取意见，本机关依法延长对你单位的列入期限。期限只能延长一次。",
            "After notice and the time to answer, this authority extends the listing's term as its law allows, once.",
        ),
        rows,
        [
            Text(
                "届满自动终止，无需申请（登记册条款第七条）。",
                "It then ends by the clock alone (the register's Article 7).",
            )
        ],
        adverse=True,
        grounds=True,
        cites=((event.cite, verified(dossier, event)),),
    )


def restored(dossier: Dossier, entry: Entry, event: ev.ListingRestored) -> Told:
    """A repair got by falsehood is revoked."""
    return Told(
        Text("撤销信用修复、恢复列入决定书", "Decision to revoke a repair"),
        Text(
            "经查明，你单位的信用修复系以不实材料取得。经告知并听取意见，本机关撤销该修复，恢复列入。",
            "The repair was got by falsehood. After notice and the time to answer, it is revoked and "
            "this authority restores "
            "the listing.",
        ),
        [_end_row(dossier)],
        [
            Text(
                "只恢复原期限的剩余部分，不重新起算。",
                "Only what was left of the term runs on; it does not begin anew.",
            )
        ],
        adverse=True,
        grounds=True,
        cites=((event.cite, verified(dossier, event)),),
    )


def repair_refused(dossier: Dossier, entry: Entry, event: ev.RepairDecided) -> Told:
    """A repair is refused."""
    return Told(
        Text("不予信用修复决定书", "Decision on a repair: refused"),
        Text(
            "经审查，你单位的信用修复申请不符合条件，本机关决定不予修复。条件具备后可以再次申请。",
            "The application for repair does not meet the conditions. It may be made again once they are met.",
        ),
        [_end_row(dossier)],
        [each.text for each in dossier.version(entry.effective_from).repair.conditions],
        adverse=True,
        grounds=True,
    )


def reviewed(dossier: Dossier, entry: Entry, event: ev.ListingReviewed) -> Told:
    """Renewed at its review."""
    return Told(
        Text("复核续期决定书", "Decision at the review"),
        Text(
            "经复核，列入情形仍然存在，本机关决定续期。",
            "At the review the cause of the listing still stands; it is renewed.",
        ),
        [(Text("下次最迟复核", "Next review no later than"), w.day(event.review_by))],
        [
            Text(
                "届时未经决定续期的，自动终止（登记册条款第七条）。",
                "Not renewed by decision at the next review, it ends (the register's Article 7).",
            )
        ],
        adverse=True,
        grounds=True,
    )


def breached(dossier: Dossier, entry: Entry, event: ev.PledgeEnded) -> Told:
    """A pledge was broken."""
    return Told(
        Text("违反信用承诺认定书", "Finding that a pledge was broken"),
        Text(
            "经核实，你单位未履行所作的信用承诺，承诺终止。",
            "The credit pledge that your organisation gave was not kept; it ends.",
        ),
        [(DOCUMENT, w.plain(event.document))],
        [
            Text(
                "违反承诺本身不延长列入，也不构成列入情形。",
                "A breach by itself prolongs no listing and is no ground for one.",
            )
        ],
        adverse=True,
    )


def taken_over(dossier: Dossier, entry: Entry, event: ev.LegacyTaken) -> Told:
    """An entry of an older list is taken over."""
    unknown = Text("原名单未载明", "not stated by the old list")
    since = w.day(event.since) if event.since else unknown
    until = w.last_day(event.until) if event.until else unknown
    title = dossier.list.title.text
    return Told(
        Text("原名单承接告知书", "Notice that an old entry is taken over"),
        Text(
            f"你单位原已列入{title.zh}。本机关将其承接至本登记册，所载日期以原名单为准，不作任何补造。",
            f"Your organisation stood on the {title.en} before this register. The entry is taken over with the "
            "dates that the "
            "old list states; none is made up.",
        ),
        [
            (Text("原决定文号", "Old decision"), w.plain(event.document)),
            (Text("原起始日期", "From, as stated"), since),
            (Text("原最后一日", "Last day, as stated"), until),
            (Text("失效日期", "Lapses on"), w.day(event.review_by)),
        ],
        [
            Text(
                "在失效日期前，本机关须依法重新告知、听取意见并作出决定；否则该条目自动失效，不得续期。",
                "Before that day this authority serves fresh notice, hears you and decides anew; otherwise the entry "
                "lapses. It "
                "cannot be renewed.",
            )
        ],
        adverse=True,
    )


def verified(dossier: Dossier, event: ev.ListingExtended | ev.ListingRestored) -> bool:
    """Whether the article that the step rests on was compared with the law's text."""
    versions = dossier.list.versions
    if isinstance(event, ev.ListingRestored):
        given = [each.repair_revocable for each in versions]
        return any(isinstance(one, Revocation) and one.cite == event.cite and one.verified for one in given)
    extensions = [one for each in versions if isinstance(each.extensions, list) for one in each.extensions]
    return any(one.cite == event.cite and one.verified for one in extensions)


def _end_row(dossier: Dossier) -> Row:
    state = dossier.state
    if state.until is not None:
        return Text("最后一日", "Last day"), w.last_day(state.until)
    day: date | None = state.review_by
    return Text("最迟复核", "Review no later than"), w.day(day) if day else Text("", "")
