"""Articles 1 to 4: what may be recorded and listed at all, by whom, on what ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xinyong.errors import Refused, Text
from xinyong.law.articles import refused
from xinyong.law.carrying import carried_lists
from xinyong.law.criteria import Outcome
from xinyong.law.force import DECIDED_HERE, Law
from xinyong.law.model import Category, Ground, ListVersion, Notice
from xinyong.law.never_recorded import NEVER_FACTS, scan, tells_of_a_person
from xinyong.register.casefile import CaseState
from xinyong.register.core import Context, Row
from xinyong.register.events import StatedFact
from xinyong.register.standing import standings_of, state_on

_POWERS = {
    "register": Text("登记主体", "register"),
    "file": Text("报送记录", "file"),
    "list": Text("决定列入名单", "decide the list"),
    "mirror": Text("转录名单", "mirror the list"),
    "adopt": Text("签署规则版本", "sign editions"),
    "ask": Text("查询自然人", "ask about persons for"),
}

# --- 1 Legality ------------------------------------------------------------------------------


def has_mandate(context: Context, power: str, scope: str) -> None:
    """The acting authority holds a granted mandate for this, and the law in force today still gives it."""
    authority = context.actor.authority
    in_law = any(m.power == power and m.scope in (scope, "*") for m in context.law.mandates(authority))
    if not in_law or not context.known.has_mandate(authority, power, scope, context.today):
        raise refused(
            1,
            Text(
                f"“{authority}”没有在本登记册行使“{_POWERS[power].zh}”（{scope}）的授权。",
                f"“{authority}” holds no mandate to {_POWERS[power].en} “{scope}” in this register.",
            ),
            field="authority",
            todo=Text("由有法定授权的机关办理，或先依法授予授权。",
                      "Let the authority that the law names act, or have the mandate granted under its instrument."),
        )


def mandate_in_law(
    law: Law, authority: str, power: str, scope: str, cite: str, since: date, until: date | None
) -> None:
    """A mandate is granted only where the law in force gives it to that very authority, and no longer than it does."""
    given = [m for m in law.mandates(authority) if m.power == power and m.scope in (scope, "*") and m.cite == cite]
    if not any(m.since <= since and (m.until is None or (until is not None and until <= m.until)) for m in given):
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
    """A mirrored list or a status is never decided here; an honour is granted by a procedure of its own."""
    found = law.rulebook.lists.get(listing)
    if found is not None and found.kind == "red":
        raise refused(
            2,
            Text(f"“{found.title.zh}”是荣誉，按授予程序办理。", f"“{found.title.en}” is an honour, granted by its own procedure."),
            field="list", code="an-honour", todo=Text("提出授予。", "Propose that it be granted."),
        )
    if found is not None and found.kind not in DECIDED_HERE:
        raise refused(
            2,
            Text(f"“{found.title.zh}”由其来源机关决定，本登记册只作转录。",
                 f"“{found.title.en}” is decided by its source; this register only mirrors it."),
            field="list",
        )


def carries_out(version: ListVersion, listing: str, ground: str, source: str, rows: Sequence[Row], today: date) -> None:
    """A carried case rests on one listing of the same subject, in force today, on a list that its law may carry out."""
    carried = carried_lists(version)
    if not carried:
        if source:
            raise refused(2, Text(f"“{listing}”不执行其他名单。", f"The list “{listing}” carries out no other list."),
                          instrument=version.cite, field="source")
        return
    standings = standings_of(rows)
    found = next((each for each in standings if each.case == source), None)
    if found is None or all((each.list, each.ground) != (found.list, ground) for each in carried):
        raise refused(
            2,
            Text("须写明所执行的列入：同一主体、规则所列的来源名单及相应情形。",
                 "It must name the listing that it carries out: the same subject's, "
                 "on a list and a ground that its law names."),
            instrument=version.cite, field="source", code="no-source",
            todo=Text("来源名单：" + "、".join(each.list for each in carried) + "。",
                      "It may carry out: " + ", ".join(each.list for each in carried) + "."),
        )
    if state_on(found, today, None, standings) != "in-force":
        raise refused(
            7,
            Text("来源的列入已终止或暂停，不得执行。", "The listing it would carry out has ended or is suspended."),
            instrument=version.cite, field="source", code="source-not-in-force",
        )


def source_ended_it(state: CaseState) -> None:
    """Only an entry of a list that its source keeps ends with its source."""
    if state.mirrored is None:
        raise refused(
            2,
            Text("该名单由本登记册机关决定，不因来源文件而终止。",
                 "This listing was decided here; it does not end because of a source's file."),
            field="case", code="not-mirrored",
            todo=Text("依该名单规定的终止事由办理移出。", "End it on one of its list's endings."),
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
            Text(f"“{listing}”不适用于该类主体（{kind}）。",
                 f"The list “{listing}” does not reach this kind of subject ({kind})."),
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


def not_excluded(outcome: Outcome, excluded: Ground) -> None:
    """No exclusion of the list's law holds, and each is known not to: what is unknown lists nobody."""
    if outcome.value is False:
        return
    if outcome.value is None:
        raise refused(
            1,
            Text(f"尚未查明是否存在“{excluded.title.zh}”，不得列入。",
                 f"Whether “{excluded.title.en}” applies is not established, and what is unknown lists nobody."),
            instrument=excluded.cite, field="facts", code="ground-unknown",
            todo=Text("查明并以文书证明所缺事实。", "Establish the missing fact and cite its document."),
        )
    raise refused(
        1,
        Text(f"法律规定此情形不得列入：{excluded.title.zh}。", f"The law excludes this case: {excluded.title.en}."),
        instrument=excluded.cite, field="facts", code="excluded",
    )


def ending_in_law(version: ListVersion | None, state: CaseState, ending: str) -> None:
    """A listing ends on the endings its law knows, or those fixed when it began (also once its law is gone)."""
    begun = state.approval or state.legacy
    allowed: set[str] = {"annulled", *(begun.ends_on if begun else ())}
    allowed |= {each.id for each in version.endings} if version else set()
    if state.person:  # a measure binds the one named and nobody after, and persons of full capacity alone (Article 10)
        allowed |= {"death", "lost-capacity"}
    one_of(ending, sorted(allowed), "ending")


def notice_provided(version: ListVersion, listing: str) -> Notice:
    """The list's law says how notice is given."""
    if version.notice is None:
        raise refused(5, Text(f"“{listing}”没有规定告知程序。", f"The law of “{listing}” provides no notice."),
                      instrument=version.cite, field="list")
    return version.notice

# --- 3 Never recorded ------------------------------------------------------------------------


def nothing_never_recorded(content: Mapping[str, str | int]) -> None:
    """No narrative says what is never recorded. Petty conduct may be the very offence of a decided penalty."""
    for field, value in content.items():
        if isinstance(value, str) and scan(value, decided_penalty=True):
            raise _never_recorded(field)


def nothing_in_references(texts: Mapping[str, str]) -> None:
    """Nor does a document's number, a place or another short text that is kept with an act. Some numbers of documents
    are as long as a telephone's: those are let pass."""
    for field, value in texts.items():
        if any(hit.kind != "telephone" for hit in scan(value, decided_penalty=True)):
            raise _never_recorded(field)


def nothing_of_a_person(texts: Mapping[str, str]) -> None:
    """A person's name and the numbers of documents about a person say nothing else of that person."""
    for field, value in texts.items():
        if tells_of_a_person(value):
            raise _never_recorded(field)


def _never_recorded(field: str) -> Refused:
    return refused(
        3,
        Text("内容涉及绝不记录的信息，未予保存。", "It holds content that is never recorded; none of it was kept."),
        field=field,
        todo=Text("删去该内容后重新提交。", "Leave that content out and send it again."),
    )


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
