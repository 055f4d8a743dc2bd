"""Articles 1, 2, 5, 7 and 8 as they bind what happens to a listing after it was decided."""

from __future__ import annotations

from datetime import date

from xinyong.errors import Text
from xinyong.law.articles import refused
from xinyong.law.model import Extension, ListVersion, Revocation
from xinyong.register.casefile import CaseState

PLEDGES = ("repair-pledge",)
"""The fixed templates of a credit pledge; their words are the documents' (casework)."""


def case_alive(state: CaseState, today: date) -> None:
    """What began nothing does not hang over anybody: a draft, and a case not decided in time, lapse by the clock."""
    over = state.lapses_on
    if over is None or today < over:
        return
    anew = Text("如仍有必要，重新立案。", "Open a new case, if it is still called for.")
    if state.notice is None:
        raise refused(
            6,
            Text(f"提出后三十日内未办理下一步，该案已于{over}失效。",
                 f"The next step was not taken within thirty days; the draft lapsed on {over}."),
            field="case", code="draft-lapsed", todo=anew,
        )
    raise refused(
        7,
        Text(f"未在告知书载明的期限内作出决定并经审批，该案已于{over}失效。",
             f"It was not decided and approved within the time that the notice states; the case lapsed on {over}."),
        field="case", code="case-lapsed", todo=anew,
    )


def step_alive(state: CaseState, today: date) -> None:
    """A step that one officer decided and no other approved within the time of a draft has fallen."""
    if state.pending is not None and state.waits(today) is None:
        raise refused(
            6,
            Text("该决定未在三十日内审批，已失效。", "The decision was not approved within thirty days; it lapsed."),
            field="case", code="draft-lapsed",
            todo=Text("如仍有必要，重新作出决定。", "Decide it anew, if it is still called for."),
        )

# --- 5 Hearing -------------------------------------------------------------------------------


def service_of_this_decision(state: CaseState, served_on: date) -> None:
    """A decision is served after it was approved, and its deadlines are counted once."""
    since = state.approval.since if state.approval else None
    if state.notified is not None or since is None or served_on < since:
        raise refused(
            5,
            Text("决定书须在审批之后送达，且只登记一次。", "A decision is served once, after it was approved."),
            field="served_on", todo=Text("填写实际送达日期。", "Give the actual day of service."),
        )


def both_papers(repair_possible: bool, repair_notice: str) -> None:
    """The decision is served together with the notice how it is repaired, wherever law does not bar repair."""
    if repair_possible and not repair_notice.strip():
        raise refused(
            8,
            Text("须与决定书一并送达信用修复告知书。", "The notice how to repair is served together with the decision."),
            field="repair_notice", todo=Text("填写修复告知书编号。", "Give its number."),
        )


def answered_or_silent(served_on: date, earliest: date | None, answer_by: date, today: date) -> None:
    """A further burden is decided after a notice of its own, served once there was cause, and the time to answer."""
    if earliest is not None and served_on < earliest:
        raise refused(
            5,
            Text(f"送达日期{served_on}早于{earliest}，不是为此送达的。",
                 f"What was served on {served_on}, before {earliest}, told of something else."),
            field="served_on", todo=Text("就此另行告知。", "Serve a notice of its own."),
        )
    if today <= answer_by:
        raise refused(
            5,
            Text(f"当事人可在{answer_by}（含当日）前陈述、申辩。", f"The subject may answer until the end of {answer_by}."),
            field="served_on", code="too-early", todo=Text("期满后再作决定。", "Decide after that day."),
        )

# --- 7 Term ----------------------------------------------------------------------------------


def no_longer(state: CaseState, until: date | None) -> None:
    """What is varied or corrected ends no later than it would have: defending oneself never aggravates."""
    if until is not None and state.until is not None and until > state.until:
        raise refused(
            7,
            Text(f"新的终止日期不得晚于{state.until}。", f"The new end lies after the one it has, {state.until}."), field="until",
        )


def dated(until: date, today: date) -> None:
    """An exemption says when it expires."""
    if until <= today:
        raise refused(
            7, Text("豁免须写明将来的届满日期。", "An exemption names a day to come on which it expires."), field="until",
        )


def extension_in_law(version: ListVersion, state: CaseState, extension: str, months: int) -> Extension:
    """Only an extension that the list's law gives, for a ground it reaches, as long as it says."""
    given = version.extensions if isinstance(version.extensions, list) else []
    found = next((each for each in given if each.id == extension), None)
    reaches = found is not None and (not found.grounds or state.ground in found.grounds)
    if found is None or not reaches or not found.least_months <= months <= found.most_months:
        raise refused(
            7,
            Text("该名单的法律没有规定这样的延长。", "The list's law gives no such extension."),
            instrument=found.cite if found else version.cite, field="extension",
        )
    return found


def extended_once(state: CaseState, today: date) -> None:
    """A fixed term is extended once, while it runs."""
    if state.extended is not None or state.until is None or today >= state.until:
        raise refused(
            7, Text("只能在期限内延长一次。", "A fixed term is extended once, and only while it runs."), field="case",
        )


def restorable(version: ListVersion, state: CaseState, today: date) -> str:
    """A repair is revoked only where the list's law says so; what was left of the term runs on. The citation."""
    repaired = state.ended is not None and state.ended.ending == "repaired"
    over = any(day is not None and today >= day for day in (state.until, state.review_by))
    cite = version.repair_revocable.cite if isinstance(version.repair_revocable, Revocation) else ""
    if not cite or not repaired or over:
        raise refused(
            1,
            Text("只有法律规定可以撤销的信用修复，且原期限未满，方可恢复列入。",
                 "A listing is restored only where its law lets the repair be revoked, and while its term runs."),
            instrument=version.repair.cite, field="case",
        )
    return cite

# --- 8 Way back ------------------------------------------------------------------------------


def not_open(thing: object, zh: str, en: str) -> None:
    """One of a kind at a time."""
    if thing:
        raise refused(8, Text(f"已有一项{zh}正在进行。", f"There is already {en}."), field="case", code="open-already")


def is_open(thing: object, zh: str, en: str) -> None:
    """Only what was opened is decided."""
    if not thing:
        raise refused(8, Text(f"没有{zh}。", f"There is not {en}."), field="case", code="none-open")


def resumable(state: CaseState, today: date) -> None:
    """Relief that was not decided against in time is for good."""
    until = state.suspended.decide_by if state.suspended else None
    if until is not None and today > until:
        raise refused(
            8,
            Text(f"未在{until}前查明，暂停执行已成为终局。", f"It was not settled by {until}: the relief is for good."),
            field="case", code="relief-final",
        )
