"""Articles 5 to 8: how a listing comes about, how long it lasts, and the ways back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from xinyong.errors import Text
from xinyong.law.articles import refused
from xinyong.law.model import ListVersion, Notice
from xinyong.register.casefile import CaseState
from xinyong.register.core import Known, Row
from xinyong.register.standing import standings_of, stands

# --- 5 Hearing -------------------------------------------------------------------------------


def notice_of_this_case(state: CaseState, served_on: date, warning: bool = False) -> None:
    """Notice tells of the case; what was served before the case was opened told of something else.

    ``warning``: the law's notice is a warning given before (a court's enforcement notice): then before the conduct too.
    """
    if warning and state.conduct_on is not None and served_on <= state.conduct_on:
        return
    if state.proposed_on is not None and served_on < state.proposed_on:
        raise refused(
            5,
            Text(f"送达日期{served_on}早于立案日期{state.proposed_on}，不得倒填。",
                 f"Service on {served_on} lies before the case was opened on {state.proposed_on}."),
            field="served_on",
            todo=Text("立案后送达，并填写实际送达日期。", "Serve it after the case is opened and give the actual day."),
        )


def heard(state: CaseState, today: date, considered: str) -> None:
    """Notice was served and the time to answer has passed; an answer given was considered."""
    if state.notice is None:
        raise refused(5, Text("尚未送达告知书，不得作出决定。", "No notice was served; nothing can be decided."), field="case",
                      todo=Text("先送达告知书。", "Serve notice first."))
    if today <= state.notice.answer_by:
        raise refused(
            5,
            Text(f"当事人可在{state.notice.answer_by}（含当日）前陈述、申辩，届满前不得决定。",
                 f"The subject may answer until the end of {state.notice.answer_by}; nothing is decided before."),
            field="case", code="too-early",
            todo=Text("期满后再作决定。", "Decide after that day."),
        )
    if (state.answer is not None or state.heard is not None) and considered == "none":
        raise refused(
            5,
            Text("当事人已提出申辩，决定须载明如何处理。", "The subject answered; the decision must say how the answer was considered."),
            field="answer_considered",
        )
    if considered == "accepted":
        raise refused(
            5,
            Text("申辩理由已被采纳，应终止程序。", "The answer was accepted; drop the case instead."),
            field="answer_considered",
        )


def hearing_given(notice: Notice, state: CaseState, received_on: date) -> None:
    """A hearing may be asked for where the list's law gives one, once, within the time to answer."""
    told = state.notice
    if not notice.hearing:
        raise refused(
            5,
            Text("该名单的法律没有规定听证。", "The list's law gives no hearing."), instrument=notice.cite, field="case",
            code="no-hearing", todo=Text("以书面陈述、申辩；期限内均予考虑。", "Answer in writing; it is considered all the same."),
        )
    if told is None or not told.served_on <= received_on <= told.answer_by:
        raise refused(
            5,
            Text("听证须在告知书载明的期限内要求。", "A hearing is asked for within the time that the notice states."),
            instrument=notice.cite, field="received_on", code="too-late",
            todo=Text("逾期的，可以书面陈述、申辩，决定前均予考虑。", "An answer in writing is considered until the decision."),
        )
    if state.hearing is not None or state.heard is not None:
        raise refused(5, Text("听证已要求或者已举行。", "A hearing was asked for or held already."), field="case",
                      code="open-already")


def invited_in_time(served_on: date, held_on: date, days: int) -> None:
    """The subject has the law's days to prepare for its hearing."""
    if held_on < served_on + timedelta(days=days):
        raise refused(
            5,
            Text(f"听证须至少提前{days}日通知。", f"A hearing is announced at least {days} days ahead."), field="held_on",
            code="too-early", todo=Text("另定日期。", "Set another day."),
        )


def hearing_as_invited(state: CaseState, held_on: date | None, today: date) -> None:
    """A hearing is held, or found missed, on or after the day to which the subject was invited, and not ahead of it."""
    invited = state.invited
    if state.hearing is None or invited is None:
        raise refused(5, Text("没有已通知的听证。", "No hearing is under way, or nobody was invited to it."), field="case",
                      code="none-open")
    if today < invited.held_on or (held_on is not None and not invited.held_on <= held_on <= today):
        raise refused(
            5,
            Text(f"通知的听证日期为{invited.held_on}。", f"The subject was invited for {invited.held_on}."), field="held_on",
            code="not-as-invited", todo=Text("改期的，重新通知。", "Invite anew for another day."),
        )


def heard_by_another(officer: str, state: CaseState) -> None:
    """Who opened the case does not preside over the hearing."""
    if officer == state.proposer:
        raise refused(6, Text("提出人不得主持听证。", "The officer who proposed the case does not preside."), field="officer")


def hearing_done(state: CaseState) -> None:
    """Nothing is decided while a hearing that was asked for is neither held nor given up."""
    if state.hearing is not None:
        raise refused(
            5,
            Text("当事人要求的听证尚未举行。", "The hearing that the subject asked for was not held."), field="case",
            code="hearing-open", todo=Text("先通知并举行听证。", "Invite the subject and hold it first."),
        )

# --- 6 Human decision ------------------------------------------------------------------------


def another_officer(officer: str, state: CaseState) -> None:
    """The approving officer neither proposed nor decided."""
    if officer in (state.proposer, state.decider):
        raise refused(
            6,
            Text("审批人不得为提出人或决定人。",
                 "The approving officer must be neither the one who proposed nor the one who decided."),
            field="officer",
            todo=Text("由另一名经办人审批。", "Let another officer approve."),
        )


def second_officer(officer: str, first: str) -> None:
    """What burdens somebody is approved by another officer than the one who proposed it."""
    if officer == first:
        raise refused(
            6,
            Text("须由提出人以外的经办人审批。", "An officer other than the one who proposed it must approve."),
            field="officer", todo=Text("由另一名经办人审批。", "Let another officer approve."),
        )


def fresh_eyes(officer: str, state: CaseState, known: Known) -> None:
    """Rejecting an objection or renewing a listing is for an officer not involved before."""
    if known.officer_authority(officer) is None or officer in (state.proposer, state.decider, state.approver):
        raise refused(
            6,
            Text("须由未参与原决定的经办人办理。", "An officer who took no part in the listing must do this."),
            field="officer",
        )

# --- 7 Term ----------------------------------------------------------------------------------


def has_end(until: date | None, review_by: date | None, ends_on: Sequence[str]) -> None:
    """Every adverse effect has an ending date, or closed ending events with a dated review."""
    if until is None and (review_by is None or not ends_on):
        raise refused(7, Text("不利影响没有终止日期或复核日期。", "The effect has neither an end nor a dated review."), field="until")


def reviewable(version: ListVersion, state: CaseState, today: date) -> int:
    """Months until the next review; refused where the term is fixed, or the listing already lapsed or was taken over.

    What was taken over from an older list stands only until it is decided afresh (``take_over``).
    """
    if state.legacy is not None:
        raise refused(
            7,
            Text("承接的旧名单条目不得续期，到复核日失效。", "An entry taken over from an older list is never renewed; it lapses."),
            instrument=version.term.cite, field="case", code="legacy-lapses",
            todo=Text("如仍有必要，重新告知并作出决定。", "Serve notice and decide afresh, if it is still called for."),
        )
    if state.review_by is None or version.term.review_months is None:
        raise refused(7, Text("该名单期限固定，不得续期。", "The list's term is fixed; it is not renewed."),
                      instrument=version.term.cite, field="case")
    if today >= state.review_by:
        raise refused(7, Text("复核日已过，列入已失效。", "The review day has passed; the listing has lapsed."), field="case")
    return version.term.review_months


def not_already_listed(rows: Sequence[Row], listing: str, today: date) -> None:
    """One listing of a subject on a list at a time: a second would prolong the first's end."""
    standings = standings_of(rows)
    for each in standings:
        if each.list == listing and stands(each, today, standings):
            raise refused(7, Text("该主体已在此名单内。", "The subject is already on this list."), field="list",
                          code="already-listed")

# --- 8 Way back ------------------------------------------------------------------------------


def way_back(version: ListVersion) -> None:
    """A listing can always be contested."""
    if not version.remedies:
        raise refused(8, Text("该名单没有救济途径。", "The list's law gives no remedy."), instrument=version.cite, field="list")


def repairable(version: ListVersion | None, state: CaseState, today: date) -> None:
    """Repair wherever law does not bar it, from the day fixed when the listing began; later law takes it not away."""
    cite = version.repair.cite if version else None
    earliest = state.approval.repair_from if state.approval else None
    if earliest is None and (version is None or not version.repair.allowed):
        raise refused(8, Text("法律规定此名单不得信用修复。", "The law bars repair from this list."),
                      instrument=cite, field="ending", code="repair-barred")
    if earliest is not None and today < earliest:
        raise refused(
            8,
            Text(f"最早可于{earliest}申请修复。", f"Repair is possible from {earliest}."),
            instrument=cite, field="ending", code="repair-too-early",
        )


def repaired_here(version: ListVersion | None, ending: str) -> None:
    """A mirrored entry is repaired at its source, and ends here when the source no longer carries it."""
    if version is not None and ending == "source-ended":
        raise refused(
            8,
            Text("转录的列入须在其来源机关修复。", "A mirrored entry is repaired at its source."),
            instrument=version.repair.cite, field="case", code="repaired-at-source",
            todo=Text("向来源机关申请；来源移出后本登记册随之终止。", "Apply to the source; the entry ends here with it."),
        )


def no_open_objection(state: CaseState) -> None:
    """One objection at a time."""
    if state.objection is not None:
        raise refused(8, Text("已有一项异议正在处理。", "An objection is already open."), field="case")


def objection_is_open(state: CaseState) -> None:
    """Only an open objection can be decided."""
    if state.objection is None:
        raise refused(8, Text("没有待处理的异议。", "No objection is open."), field="case")
