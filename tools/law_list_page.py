"""One page of ``docs/law`` for each list: every version whole, both languages, each value with its mark.

The newest version stands first; a section of an older version that says the same as the one above
it is named and not repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from xinyong.errors import Text
from xinyong.law import terms
from xinyong.law.carrying import carried_lists
from xinyong.law.difference_words import lasting
from xinyong.law.force import cite_text, split_cite
from xinyong.law.honours import reached
from xinyong.law.model import (
    AppliedMeasure,
    CreditList,
    Ending,
    Fact,
    Ground,
    ListVersion,
    Model,
    Remedy,
    Revocation,
    Rulebook,
    Sanction,
    Sourced,
    Words,
)
from xinyong.law.reading import lines as criterion_lines
from xinyong.law.remedies import decided, runs
from xinyong.law.rules_book import walk

Section = Callable[["Page", ListVersion], list[str]]


def both(text: Text | Words) -> str:
    """Words in one line, Chinese first; once where both languages say the same."""
    return text.zh if text.zh == text.en else f"{text.zh} · {text.en}"


class Marked(Protocol):
    """Whatever says whether it was verified, and from which source."""

    @property
    def verified(self) -> bool: ...

    @property
    def source(self) -> str: ...


def marked(value: Marked) -> str:
    """``verified`` and the source of a value, as it stands wherever the value is shown."""
    if value.verified:
        return f"✓ *已核实 verified ({value.source})*"
    if value.source == "register":
        return "§ *本登记册自定，非法律 rule of this register, not of the law*"
    return f"? *未核实 unverified ({value.source})*"


def counted(values: Iterator[Sourced]) -> str:
    """How many values are verified, how many not."""
    flags = [value.verified for value in values]
    return f"已核实 verified {sum(flags)} · 未核实 unverified {len(flags) - sum(flags)}"


def sourced(value: Model) -> Iterator[Sourced]:
    """Every value inside that says where it comes from."""
    return (item for _, item in walk(value) if isinstance(item, Sourced))


class Page:
    """What the parts of a page share: the rulebook, and how far up the instruments lie."""

    def __init__(self, book: Rulebook, up: str) -> None:
        self.book, self.up = book, up

    def cite(self, cite: str) -> str:
        """A citation in both languages, linked to the instrument's page."""
        name = split_cite(cite)[0]
        said = both(cite_text(self.book, cite))
        return f"[{said}]({self.up}instruments/{name}.md)" if name in self.book.instruments else said

    def basis(self, value: Sourced, cite: str) -> str:
        """Citation and mark."""
        return f"{self.cite(cite)} — {marked(value)}"


def days(since: object, until: object) -> str:
    """``since <= day < until`` as a reader writes it."""
    return f"{since} – {until}（不含当日 exclusive）" if until else f"{since} – 至今 to date"


def list_page(book: Rulebook, item: CreditList) -> str:
    """The whole page of one list."""
    page = Page(book, "../")
    category = next(iter(book.categories.get(item.category, [])), None)
    parts = [
        f"# {both(item.title)}\n",
        f"`{item.id}` · {both(terms.LIST_KIND[item.kind])} · {both(terms.COLOUR[item.colour])}"
        + (f" · 地域 territory {item.territory}" if item.territory else "")
        + (f" · 目录类别 category: {both(category.title)}" if category else "")
        + "\n",
        f"{counted(sourced(item))}。标记的含义与来源键见 [law-sources](../../../law-sources.md)。"
        " For the marks and the keys of sources see there.\n",
        "| 施行期间 in force | 依据 instrument | |\n| --- | --- | --- |",
    ]
    versions = list(reversed(item.versions))
    parts.append(
        "\n".join(f"| {days(v.since, v.until)} | {page.cite(v.cite)} | {marked(v)} |" for v in versions) + "\n"
    )
    shown: dict[str, tuple[str, ListVersion]] = {}
    for version in versions:
        parts.append(f"## {days(version.since, version.until)}\n\n{page.basis(version, version.cite)}\n")
        if version.note:
            parts.append(f"> {version.note.zh}\n>\n> {version.note.en}\n")
        for title, section in SECTIONS:
            said = "\n".join(section(page, version))
            if not said:
                continue
            same = shown.get(title)
            if same and same[0] == said:
                said = f"与{same[1].since}起的版本相同。As in the version from {same[1].since}."
            else:
                shown[title] = (said, version)
            parts.append(f"### {title}\n\n{said}\n")
    return "\n".join(parts)


# --- the sections of a version ---------------------------------------------------------------


def _scope(page: Page, version: ListVersion) -> list[str]:
    subjects = terms.joined([terms.SUBJECT[kind] for kind in version.subjects])
    managers = terms.joined([terms.AUTHORITY[kind] for kind in version.managers])
    lines = [
        f"- 领域 field: {both(terms.PERMITTED_FIELD[version.permitted_field])}",
        f"- 适用主体 subjects: {both(subjects)}"
        + (f"；年满{version.least_age}周岁 aged {version.least_age} or over" if version.least_age else ""),
        f"- 主管机关 managers: {both(managers)}",
    ]
    for each in carried_lists(version):
        title = page.book.lists[each.list].title
        lines.append(
            f"- 执行的名单，随其终止 carries out, and ends with: [{both(title)}]({each.list}.md)，"
            f"{page.basis(each, each.cite)}"
        )
    if version.responsible_persons:
        lines.append(
            f"- 及于责任人员，各须另作决定 responsible persons, each by a decision of its own: "
            f"{page.cite(version.responsible_persons)}"
        )
    if isinstance(version.responsible_end, str):
        lines.append(f"- 责任人员的随单位移出 theirs ends with the organisation's: {page.cite(version.responsible_end)}")
    if isinstance(version.responsible_of, list):
        titles = "；".join(both(page.book.lists[each].title) for each in version.responsible_of)
        lines.append(f"- 其单位须已列入 their organisation must stand on one of: {titles}")
    if isinstance(version.employer_told, str):
        lines.append(
            f"- 告知所在单位，须另作决定 an employer is told by a decision of its own: {page.cite(version.employer_told)}"
        )
    return lines


def _measures(page: Page, version: ListVersion) -> list[str]:
    if not version.measures:
        return ["不附加任何后果。It attaches no effect."]
    return [
        "| 措施 measure | 效果 effect | 行为 actions | 依据 law |\n| --- | --- | --- | --- |",
        *(_measure(page, applied) for applied in version.measures),
    ]


def _measure(page: Page, applied: AppliedMeasure) -> str:
    measure = page.book.measures[applied.measure]
    actions = "; ".join(f"{both(page.book.actions[action].title)} `{action}`" for action in applied.actions)
    note = f" {both(applied.note)}" if applied.note else ""
    if isinstance(applied.earlier_listings, str):
        note += f" 及于此前的列入 it reaches earlier listings: {page.cite(applied.earlier_listings)}."
    return (
        f"| {both(measure.title)}{note} | {both(terms.EFFECT[applied.effect])} | {actions} | "
        f"{page.basis(applied, applied.cite)} |"
    )


def _grounds(page: Page, version: ListVersion) -> list[str]:
    return [line for ground in version.grounds for line in _ground(page, version, ground)]


def _excluded(page: Page, version: ListVersion) -> list[str]:
    return [line for ground in version.excluded for line in _ground(page, version, ground)]


def _ground(page: Page, version: ListVersion, ground: Ground) -> list[str]:
    facts = {fact.id: fact for fact in version.facts}
    lines = [f"- **{both(ground.title)}** — {page.basis(ground, ground.cite)}"]
    lines += [f"{'  ' * (depth + 1)}- {both(text)}" for depth, text in criterion_lines(ground.when, facts)]
    if ground.term:
        lines.append(f"  - {both(lasting(ground.term))} — {page.basis(ground.term, ground.term.cite)}")
    if isinstance(ground.outranks, list):
        titles = {each.id: each.title.text for each in version.grounds}
        lower = terms.joined([titles[each] for each in ground.outranks])
        lines.append(f"  - 授予后取代 takes the place of: {both(lower)}")
    if ground.note:
        lines.append(f"  - {both(ground.note)}")
    return lines


def _facts(page: Page, version: ListVersion) -> list[str]:
    rows = [_fact(page, fact) for fact in version.facts]
    return ["| 事实 fact | 类型 type | 凭据 document |\n| --- | --- | --- |", *rows] if rows else []


def _fact(page: Page, fact: Fact) -> str:
    kind = both(terms.FACT_TYPE[fact.type])
    if fact.type == "money":
        kind += f" ({page.book.manifest.currency})"
    if fact.options:
        titles = [fact.option_titles.get(option) for option in fact.options]
        kind += ": " + "; ".join(
            both(title) if title else option for title, option in zip(titles, fact.options, strict=True)
        )
    return f"| {both(fact.title)} `{fact.id}` | {kind} | {'须附 cited' if fact.document else '—'} |"


def _notice(page: Page, version: ListVersion) -> list[str]:
    notice = version.notice
    if notice is None:
        return []
    unit = "工作日 working days" if notice.working_days else "日 days"
    hearing = "可以要求听证 a hearing may be asked for" if notice.hearing else "未设听证 no hearing"
    return [
        f"- {both(notice.form)}",
        *(["- 告知形式：在先送达文书中的警示 told by a warning in a document served before"] if notice.warning is True else []),
        f"- 答辩 to answer: {notice.answer_days} {unit}；{hearing}",
        f"- {page.basis(notice, notice.cite)}",
    ]


def _term(page: Page, version: ListVersion) -> list[str]:
    lines = [f"{both(lasting(version.term))} — {page.basis(version.term, version.term.cite)}"]
    for each in version.extensions if isinstance(version.extensions, list) else []:
        grounds = terms.joined([one.title.text for one in version.grounds if one.id in each.grounds])
        lines.append(
            f"\n- **{both(each.title)}**: 另作决定，可延长一次，{each.least_months}至{each.most_months}个月 once, by a decision of "
            f"its own, by {each.least_months} to {each.most_months} months"
            + (f"；限于 on these grounds alone: {both(grounds)}" if each.grounds else "")
            + f" — {page.basis(each, each.cite)}"
        )
        lines += [f"  - {both(condition)}" for condition in each.conditions]
    return lines


def _endings(page: Page, version: ListVersion) -> list[str]:
    return [
        f"- {both(ending.title)}{_ended_by(page, ending)} — {page.basis(ending, ending.cite)}"
        for ending in version.endings
    ]


def _ended_by(page: Page, ending: Ending) -> str:
    """Within how many days it is carried out; by which lists it takes an honour away."""
    said = ""
    if ending.within_working_days:
        said = f"（{ending.within_working_days}个工作日内办理 carried out in {ending.within_working_days} working days）"
    lists = [f"[{both(page.book.lists[each].title)}]({each}.md)" for each in reached(ending)]
    return said + (f"：{'；'.join(lists)}" if lists else "")


def _repair(page: Page, version: ListVersion) -> list[str]:
    repair = version.repair
    lines = [
        f"- {'可以修复 allowed' if repair.allowed else '法律不允许提前修复 barred by law'} — "
        f"{page.basis(repair, repair.cite)}"
    ]
    if repair.allowed and repair.after_months:
        lines.append(f"- 列入满{repair.after_months}个月后 after {repair.after_months} months")
    if repair.allowed and repair.ending != "repaired":
        lines.append(f"- 修复所致终止 it ends the listing as: {both(terms.ENDING[repair.ending])}")
    revocable = version.repair_revocable
    if isinstance(revocable, Revocation):
        lines.append(
            "- 以隐瞒真实情况、弄虚作假取得修复的，撤销修复、恢复列入，期限仍按原终止日 a repair got by falsehood is revoked "
            f"and the listing restored, to the end it had: {page.basis(revocable, revocable.cite)}"
        )
    if repair.decide_working_days:
        lines.append(
            f"- {repair.decide_working_days}个工作日内决定 decided in {repair.decide_working_days} working days"
        )
    return lines + [f"- {both(condition)}" for condition in repair.conditions]


def _remedies(page: Page, version: ListVersion) -> list[str]:
    return [
        f"- {both(remedy.title)}{_clock(remedy)} — {page.basis(remedy, remedy.cite)}" for remedy in version.remedies
    ]


def _clock(remedy: Remedy) -> str:
    time = runs(remedy)
    said = f"；{time.zh} {time.en}"
    answered = decided(remedy)
    return f"{said}；{answered.zh}内答复 decided within {answered.en}" if answered else said


def _sanctions(page: Page, version: ListVersion) -> list[str]:
    return [line for sanction in version.sanctions for line in _sanction(page, sanction)]


def _sanction(page: Page, sanction: Sanction) -> list[str]:
    facts = [both(terms.REACH[sanction.reach]), both(terms.EFFECT[sanction.effect])]
    if sanction.most_months:
        facts.append(f"最长{sanction.most_months}个月 at most {sanction.most_months} months")
    if sanction.contested:
        facts.append("效力范围有争议 reach contested")
    lines = [
        f"- **{both(sanction.title)}**: {'；'.join(facts)} — {page.basis(sanction, sanction.cite)}",
        f"  - 来源用语 as the source words it: {'; '.join(f'“{word}”' for word in sanction.wordings)}",
    ]
    return [*lines, f"  - {both(sanction.note)}"] if sanction.note else lines


def _publication(page: Page, version: ListVersion) -> list[str]:
    lines = [
        f"- {'公示（限组织） published (organisations alone)' if version.published else '不公示 not published'}"
        + (f" — {page.cite(version.publication_cite)}" if version.publication_cite else "")
    ]
    if version.public_person_query:
        lines.append(
            f"- 公众可查询单个自然人 the public may ask about one person: {page.cite(version.public_person_query)}"
        )
    return [
        *lines,
        f"- 终止后保存{version.retention_months}个月 kept {version.retention_months} months after the end"
        f" — {marked(version)}",
    ]


def _examples(page: Page, version: ListVersion) -> list[str]:
    return [f"- {both(each.title)} — {each.on}: **{both(terms.OUTCOME[each.outcome])}**" for each in version.examples]


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("范围 Scope", _scope),
    ("后果 What follows", _measures),
    ("列入情形 Grounds", _grounds),
    ("不得列入的情形 Exclusions", _excluded),
    ("所问事实 Facts asked", _facts),
    ("告知 Notice", _notice),
    ("期限 Term", _term),
    ("终止 Endings", _endings),
    ("信用修复 Repair", _repair),
    ("救济 Remedies", _remedies),
    ("来源的处罚种类 Kinds of sanction", _sanctions),
    ("公示与保存 Publication and retention", _publication),
    ("示例（载入时运行） Worked examples, run at loading", _examples),
)
