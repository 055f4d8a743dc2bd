"""The Articles as predicates: every rule that no command, officer, rulebook or option can switch off.

One named predicate per rule, grouped by Article (texts: ``law.constitution``). Each either
returns or raises ``errors.Refused`` citing its Article and, where there is one, the instrument.
Decisions call them; nothing else decides. Neutral as to country: what differs between
jurisdictions is in the rulebook, never here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xinyong.errors import Text
from xinyong.law.articles import digest, refused
from xinyong.law.criteria import Outcome
from xinyong.law.force import Law
from xinyong.law.model import Category, Ground, ListVersion, Notice
from xinyong.law.never_recorded import NEVER_FACTS
from xinyong.register.casefile import CaseState
from xinyong.register.core import Context, Known, Row
from xinyong.register.events import StatedFact
from xinyong.register.standing import Standing, in_force

OPERATOR = "register"
"""The authority id of whoever runs the register."""

_POWERS = {
    "register": Text("登记主体", "register"),
    "file": Text("报送记录", "file"),
    "list": Text("决定列入名单", "decide the list"),
    "mirror": Text("转载名单", "mirror the list"),
}

# --- 1 Legality ------------------------------------------------------------------------------


def has_mandate(context: Context, power: str, scope: str) -> None:
    """The acting authority holds a granted mandate for this, in force today."""
    authority = context.actor.authority
    if not context.known.has_mandate(authority, power, scope, context.today):
        raise refused(
            1,
            Text(
                f"“{authority}”没有在本册行使“{_POWERS[power].zh}”（{scope}）的授权。",
                f"“{authority}” holds no mandate to {_POWERS[power].en} “{scope}” in this register.",
            ),
            field="authority",
            todo=Text("由有法定授权的机关办理，或先依法授予授权。",
                      "Let the authority that the law names act, or have the mandate granted under its instrument."),
        )


def mandate_in_law(law: Law, authority: str, power: str, scope: str, cite: str) -> None:
    """A mandate is granted only where the rulebook in force gives it to that very authority."""
    if not any(m.power == power and m.scope in (scope, "*") and m.cite == cite for m in law.mandates(authority)):
        raise refused(
            1,
            Text(f"现行规则没有授予“{authority}”该项职权。", f"The law in force gives “{authority}” no such power."),
            instrument=cite,
            field="cite",
        )


def not_in_future(day: date, today: date, field: str) -> None:
    """What has not happened yet can be neither filed nor served."""
    if day > today:
        raise refused(
            1,
            Text(f"日期{day}晚于今天{today}。", f"The date {day} lies after today, {today}."),
            field=field,
            todo=Text("改为实际日期。", "Give the day on which it happened."),
        )


def own_act(actor: str, owner: str) -> None:
    """Who decided a thing amends, ends or continues it; nobody else does."""
    if actor != owner:
        raise refused(
            1,
            Text(f"该事项由“{owner}”作出，“{actor}”无权变更。", f"This act is “{owner}”'s; “{actor}” may not change it."),
            field="authority",
        )


def document_named(document: str) -> None:
    """Every act names the document in which it stands."""
    if not document.strip():
        raise refused(
            1, Text("未写明文书编号。", "No document is named."), field="document",
            todo=Text("填写文书编号。", "Give the number of the document."),
        )


# --- 2 Closed catalogue ----------------------------------------------------------------------


def in_directory(law: Law, category: str) -> Category:
    """Only categories of the directory in force are recorded."""
    found = law.category(category)
    if found is None:
        raise refused(
            2,
            Text(f"“{category}”不在现行信用信息基础目录内。", f"“{category}” is not in the directory in force."),
            field="category",
        )
    return found


def list_in_law(law: Law, listing: str) -> ListVersion:
    """Only lists that the law in force provides."""
    found = law.list(listing)
    if found is None:
        raise refused(
            2,
            Text(f"现行法律没有名为“{listing}”的名单。", f"The law in force knows no list “{listing}”."),
            field="list",
            todo=Text("名单须由法律、行政法规或中央文件设立。", "A list exists only where an instrument provides it."),
        )
    return found


def decided_here(law: Law, listing: str) -> None:
    """A mirrored list or a status is never decided here."""
    found = law.rulebook.lists.get(listing)
    if found is not None and found.kind not in ("decided", "red"):
        raise refused(
            2,
            Text(f"“{found.title.zh}”由其来源机关决定，本册只作转载。",
                 f"“{found.title.en}” is decided by its source; this register only mirrors it."),
            field="list",
        )


def one_of(value: str, allowed: Sequence[str], field: str) -> None:
    """A coded value comes from its closed vocabulary."""
    if value not in allowed:
        raise refused(
            2,
            Text(f"“{value}”不在允许的取值内。", f"“{value}” is not an allowed value."),
            field=field,
            todo=Text("取值：" + "、".join(allowed) + "。", "Use one of: " + ", ".join(allowed) + "."),
        )


def subject_kind_allowed(version: ListVersion, listing: str, kind: str) -> None:
    """A list reaches only the kinds of subject that its law names."""
    if kind not in version.subjects:
        raise refused(
            10,
            Text(f"“{listing}”不适用于该类主体（{kind}）。", f"The list “{listing}” does not reach this kind of subject ({kind})."),
            instrument=version.cite,
            field="subject_kind",
        )


def ground_met(outcome: Outcome, ground: Ground) -> None:
    """The ground's criterion holds; unknown never lists anyone."""
    if outcome.value is True:
        return
    lines_zh = "；".join(reason.zh for reason in outcome.reasons)
    lines_en = "; ".join(reason.en for reason in outcome.reasons)
    if outcome.value is None:
        raise refused(
            1,
            Text(f"事实不足，不得列入：{lines_zh}", f"A fact is missing, and what is unknown lists nobody: {lines_en}"),
            instrument=ground.cite, field="facts", code="ground-unknown",
            todo=Text("查明并以文书证明所缺事实。", "Establish the missing fact and cite its document."),
        )
    raise refused(
        1,
        Text(f"不符合“{ground.title.zh}”的法定情形：{lines_zh}", f"The ground “{ground.title.en}” is not met: {lines_en}"),
        instrument=ground.cite, field="facts", code="ground-not-met",
    )


def ending_in_law(version: ListVersion, state: CaseState, ending: str) -> None:
    """A listing ends on the endings its law knows, or those fixed when it began."""
    allowed = {e.id for e in version.endings} | set(state.approval.ends_on if state.approval else ()) | {"annulled"}
    one_of(ending, sorted(allowed), "ending")


def notice_provided(version: ListVersion, listing: str) -> Notice:
    """The list's law says how notice is given."""
    if version.notice is None:
        raise refused(5, Text(f"“{listing}”没有规定告知程序。", f"The law of “{listing}” provides no notice."),
                      instrument=version.cite, field="list")
    return version.notice


# --- 3 Never recorded, 9 No score ------------------------------------------------------------


def facts_allowed(version: ListVersion, facts: Sequence[StatedFact]) -> None:
    """Facts are those the list asks for, typed, each citing a document; no never-recorded fact ever."""
    declared = {fact.id: fact for fact in version.facts}
    for stated in facts:
        if stated.fact in NEVER_FACTS:
            raise refused(3, Text("该事实属于绝不记录的内容。", "That fact is among those never recorded."), field="facts")
        if stated.fact not in declared:
            raise refused(
                2,
                Text(f"该名单的法律不问“{stated.fact}”。", f"The list's law does not ask for “{stated.fact}”."),
                instrument=version.cite, field="facts",
            )
        if declared[stated.fact].document and not stated.document.strip():
            raise refused(
                1,
                Text(f"“{stated.fact}”未注明证明文书。", f"“{stated.fact}” cites no document."),
                field="facts",
                todo=Text("注明认定该事实的文书编号。", "Give the number of the document that establishes it."),
            )


# --- 4 Gravity -------------------------------------------------------------------------------


def grave_enough(law: Law, category: Category, finding: str) -> None:
    """Serious-only information needs the authority's finding of gravity under an instrument in force."""
    if category.gravity == "serious-only" and not (finding and law.grounds(finding)):
        raise refused(
            4,
            Text(f"“{category.title.zh}”仅在情节严重时方可记录，须注明认定依据。",
                 f"“{category.title.en}” is recorded only when serious; the finding and its instrument are missing."),
            instrument=category.cite, field="gravity",
        )


def not_summary(category: Category, procedure: str) -> None:
    """A penalty by summary procedure stays out of the record."""
    if procedure == "summary":
        raise refused(
            4,
            Text("适用简易程序作出的处罚不记入信用记录。", "A penalty imposed by summary procedure stays out of the record."),
            instrument=category.cite, field="procedure",
        )


# --- 5 Hearing -------------------------------------------------------------------------------


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
    if state.answer is not None and considered == "none":
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


# --- 6 Human decision ------------------------------------------------------------------------


def operator_only(authority: str) -> None:
    """Enrolment and mandates are the operator's office."""
    if authority != OPERATOR:
        raise refused(1, Text("只有运营方可办理登记与授权。", "Only the register's operator enrols officers and grants mandates."),
                      field="authority")


def no_decisions_by_operator(authority: str) -> None:
    """Whoever runs the software decides nothing about anybody."""
    if authority == OPERATOR:
        raise refused(6, Text("运营方不得持有决定权。", "The operator holds no decision mandate."), field="authority")


def another_officer(officer: str, state: CaseState) -> None:
    """The approving officer neither proposed nor decided."""
    if officer in (state.proposer, state.decider):
        raise refused(
            6,
            Text("审批人不得为提出人或决定人。", "The approving officer must be neither the one who proposed nor the one who decided."),
            field="officer",
            todo=Text("由另一名经办人审批。", "Let another officer approve."),
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
    """Months until the next review; refused where the term is fixed, or the listing already lapsed."""
    if version.term.review_months is None:
        raise refused(7, Text("该名单期限固定，不得续期。", "The list's term is fixed; it is not renewed."),
                      instrument=version.term.cite, field="case")
    if state.review_by is not None and today >= state.review_by:
        raise refused(7, Text("复核日已过，列入已失效。", "The review day has passed; the listing has lapsed."), field="case")
    return version.term.review_months


def not_already_listed(rows: Sequence[Row], listing: str, today: date) -> None:
    """One listing of a subject on a list at a time: a second would prolong the first's end."""
    for row in rows:
        if row["list"] == listing and in_force(Standing.of(row), today):
            raise refused(7, Text("该主体已在此名单内。", "The subject is already on this list."), field="list",
                          code="already-listed")


# --- 8 Way back ------------------------------------------------------------------------------


def way_back(version: ListVersion) -> None:
    """A listing can always be contested."""
    if not version.remedies:
        raise refused(8, Text("该名单没有救济途径。", "The list's law gives no remedy."), instrument=version.cite, field="list")


def repairable(version: ListVersion, state: CaseState, today: date) -> None:
    """Repair wherever the law does not bar it, from the day fixed when the listing began."""
    if not version.repair.allowed:
        raise refused(8, Text("法律规定此名单不得信用修复。", "The law bars repair from this list."),
                      instrument=version.repair.cite, field="ending", code="repair-barred")
    earliest = state.approval.repair_from if state.approval else None
    if earliest is not None and today < earliest:
        raise refused(
            8,
            Text(f"最早可于{earliest}申请修复。", f"Repair is possible from {earliest}."),
            instrument=version.repair.cite, field="ending", code="repair-too-early",
        )


def no_open_objection(state: CaseState) -> None:
    """One objection at a time."""
    if state.objection is not None:
        raise refused(8, Text("已有一项异议正在处理。", "An objection is already open."), field="case")


def objection_is_open(state: CaseState) -> None:
    """Only an open objection can be decided."""
    if state.objection is None:
        raise refused(8, Text("没有待处理的异议。", "No objection is open."), field="case")


# --- 12 Confinement, 14 Forgetting, 15 Account -----------------------------------------------


def still_retained(retain_until: date, today: date) -> None:
    """What the law would make the register forget at once is not taken in."""
    if retain_until <= today:
        raise refused(14, Text(f"保存期限已于{retain_until}届满，不再收录。", f"Its retention ended on {retain_until}; it is not taken in."),
                      field="decided_on")


def retention_over(retain_until: date | None, today: date) -> None:
    """Content is destroyed when its retention ends, and not before: its subject may need it."""
    if retain_until is None or today < retain_until:
        raise refused(
            14,
            Text(f"保存期限至{retain_until}，届满前不得删除。", f"It is kept until {retain_until}; it is not destroyed before."),
            field="retain_until",
        )


def same_articles(digest_given: str) -> None:
    """An edition made under other Articles is not adopted."""
    if digest_given != digest():
        raise refused(15, Text("该版规则依据的条款与本软件不同。", "The edition was made under other Articles than this software's."),
                      field="articles_digest")
