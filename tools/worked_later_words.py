"""What the later steps of a worked case say: hearings, relief, burdens, contests. ``worked_case_words`` has all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from xinyong.casework.documents import coded, written
from xinyong.errors import Text
from xinyong.law.force import cite_text
from xinyong.law.model import Rulebook
from xinyong.law.remedies import called
from xinyong.register import events as ev
from xinyong.register.events import Event


class Said(NamedTuple):
    """A step's title and its sentence."""

    title: Text
    text: Text


_STEPS = {
    "extend": Text("延长", "an extension"),
    "restore": Text("撤销修复、恢复列入", "revoking the repair and restoring the listing"),
    "resume": Text("恢复执行", "having effect again"),
    "objection-rejected": Text("驳回异议", "rejecting the objection"),
    "repair-refused": Text("不予修复", "refusing the repair"),
    "tell-employer": Text("告知所在单位", "telling the employer"),
}


def _hearing_asked(book: Rulebook, event: Any) -> Said:
    return Said(
        Text("要求听证", "A hearing is asked for"),
        Text(
            f"期限内收到{event.document}。自此至听证结束，不得作出决定。",
            f"{event.document} comes in in time. Nothing can be decided before the hearing.",
        ),
    )


def _hearing_set(book: Rulebook, event: Any) -> Said:
    held, ahead = written.day(event.held_on), written.days(event.notice_days, working=False)
    basis = Text("登记册自定", "the register's own rule")
    if event.basis != "register":
        basis = cite_text(book, event.basis)
    return Said(
        Text("通知听证", "Invited to the hearing"),
        Text(
            f"{event.document}：听证于{held.zh}举行，至少提前{ahead.zh}通知（{basis.zh}）。",
            f"{event.document}: the hearing is on {held.en}; at least {ahead.en} of notice ({basis.en}).",
        ),
    )


def _hearing_held(book: Rulebook, event: Any) -> Said:
    heard = coded.all_said(coded.HEARD, event.heard)
    return Said(
        Text("举行听证", "The hearing"),
        Text(
            f"由未参与立案的人员主持，听取{heard.zh}，笔录{event.document}。不因听证加重。",
            f"Held by an officer who did not open the case; heard: {heard.en}. Record: {event.document}. It aggravates"
            " nothing.",
        ),
    )


def _dropped(book: Rulebook, event: Any) -> Said:
    reason = coded.said(coded.DROPPED, event.reason)
    return Said(
        Text("终止案件", "Let go"),
        Text(
            f"{reason.zh}，不予列入。一人即可，对当事人没有任何后果；案卷保存至{written.day(event.retain_until).zh}。",
            f"Nobody is listed: {reason.en}. One officer suffices, nothing follows; the file is kept until"
            f" {written.day(event.retain_until).en}.",
        ),
    )


def _step(book: Rulebook, event: Any) -> Said:
    step = _STEPS[event.step]
    months = written.months(event.months) if event.months else Text("", "")
    return Said(
        Text(f"决定：{step.zh}", f"Decided: {step.en}"),
        Text(
            f"{event.document}：{step.zh}{months.zh}。另一人审批之前没有效力。",
            f"{event.document}: {step.en}{' by ' + months.en if months.en else ''}. Without effect until another"
            " officer approves.",
        ),
    )


def _extended(book: Rulebook, event: Any) -> Said:
    until = written.day(event.until)
    return Said(
        Text("延长", "Extended"),
        Text(
            f"另一名人员审批。期限自原终止日起算，{until.zh}起不再列入；同一列入只能延长一次。",
            f"Another officer approves. It counts from the end that there was: no longer listed from {until.en}. A"
            " listing is extended once.",
        ),
    )


def _suspended(book: Rulebook, event: Any) -> Said:
    reason = coded.said(coded.SUSPENDED, event.reason)
    by = Text("", "")
    if event.decide_by:
        day = written.day(event.decide_by)
        by = Text(f"{day.zh}前未查明，即告终局。", f" Not settled by {day.en}, it is for good.")
    return Said(
        Text("暂停执行", "Suspended"),
        Text(
            f"{event.document}：{reason.zh}。当即没有效力，无须等待封存；一人即可。{by.zh}",
            f"{event.document}: {reason.en}. Without effect from this moment, sealed or not; one officer suffices."
            f"{by.en}",
        ),
    )


def _resumed(book: Rulebook, event: Any) -> Said:
    return Said(
        Text("恢复执行", "It has effect again"),
        Text(
            f"{event.document}：另一名人员审批，封存后恢复效力，终止日不变。",
            f"{event.document}: another officer approves; once sealed it has effect again, to the end that it had.",
        ),
    )


def _restored(book: Rulebook, event: Any) -> Said:
    return Said(
        Text("恢复列入", "Restored"),
        Text(
            f"{event.document}：修复凭虚假材料取得，予以撤销，另一名人员审批；剩余期限继续，终止日不变。",
            f"{event.document}: the repair was got by falsehood and is revoked; another officer approves. What was left"
            " runs on, to the end that there was.",
        ),
    )


def _contest(book: Rulebook, event: Any) -> Said:
    remedy = called(book.lists[event.list].versions[-1], event.remedy)
    return Said(
        Text(f"提起{remedy.zh}", f"Contested: {remedy.en}"),
        Text(
            f"已受理，{event.document}；自此各处的答复均予标注。",
            f"Accepted under {event.document}; flagged on every answer from now on.",
        ),
    )


def _contest_decided(book: Rulebook, event: Any) -> Said:
    remedy = called(book.lists[event.list].versions[-1], event.remedy)
    outcome = coded.said(coded.CONTESTED, event.outcome)
    return Said(
        Text(f"{remedy.zh}结果", f"Decided: {remedy.en}"),
        Text(f"{event.document}：{outcome.zh}。", f"{event.document}: {outcome.en}."),
    )


def _exempted(book: Rulebook, event: Any) -> Said:
    action, reason = book.actions[event.action].title.text, coded.said(coded.EXEMPTED, event.reason)
    since, until = written.day(event.since), written.day(event.until)
    return Said(
        Text("豁免", "Exempted"),
        Text(
            f"{event.document}：{reason.zh}，{since.zh}至{until.zh}（不含）准予“{action.zh}”。一人即可。",
            f"{event.document}: {reason.en}; “{action.en}” is free from {since.en} until {until.en} (exclusive). One"
            " officer suffices.",
        ),
    )


def _employer(book: Rulebook, event: Any) -> Said:
    return Said(
        Text("告知所在单位", "The employer is told"),
        Text(
            f"{event.document}：另一名人员审批。限于国家工作人员；单位是哪一家，不载于任何条目。",
            f"{event.document}: another officer approves. State functionaries alone; where the person works stands in"
            " no entry.",
        ),
    )


LATER: dict[type[Event], tuple[Callable[[Rulebook, Any], Said], tuple[int, ...]]] = {
    ev.HearingRequested: (_hearing_asked, (5,)),
    ev.HearingInvited: (_hearing_set, (5,)),
    ev.HearingHeld: (_hearing_held, (5, 6)),
    ev.ListingDropped: (_dropped, (5, 6, 14)),
    ev.StepDecided: (_step, (5, 6)),
    ev.ListingExtended: (_extended, (1, 6, 7)),
    ev.EffectSuspended: (_suspended, (6, 8)),
    ev.EffectResumed: (_resumed, (6, 7)),
    ev.ListingRestored: (_restored, (5, 6, 7)),
    ev.ContestOpened: (_contest, (8,)),
    ev.ContestDecided: (_contest_decided, (6, 8)),
    ev.Exempted: (_exempted, (6, 8, 12)),
    ev.EmployerTold: (_employer, (1, 6, 10)),
}
"""What each kind of later entry says, and the Articles that the step answers to."""
