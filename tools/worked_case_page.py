"""A worked case as a page: each step with its day, officer, entry, Articles, law, and a sentence in each language."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from tools.law_list_page import both
from tools.worked_case_words import Said, articles_of
from xinyong.casework.documents.written import day
from xinyong.errors import Text
from xinyong.law import terms
from xinyong.law.criteria_words import value_text
from xinyong.law.force import cite_text, split_cite
from xinyong.law.model import CreditList, Example, Fact, ListVersion, Rulebook
from xinyong.register import events as ev
from xinyong.register.events import Event, StatedFact

WRITTEN = (
    "由 `python -m tools.generate_docs` 从一次真实运行生成，请勿手改。Written from a real run by"
    " `python -m tools.generate_docs`; do not edit.\n"
)
MADE_UP = (
    "> 虚构登记册、模拟时钟、虚构的单位与文号；法律条文、期限和答复均为真实规则的运行结果。\n>\n"
    "> A synthetic register under a simulated clock; organisation and document numbers are made up. The law, the days"
    " and the answers are what the rules gave in the run.\n"
)


PERSON = "当事人 the person"
"""A person is shown by no number, name or id (Article 11)."""


class Step(NamedTuple):
    """One step of a run. ``event``: the entry it made, if any; ``answer``: what a check answered."""

    on: date
    officer: str
    said: Said
    articles: tuple[int, ...] = ()
    event: Event | None = None
    answer: tuple[str, ...] = ()


class Case(NamedTuple):
    """A whole run. ``code``: empty where it is a person's. ``part`` of the list's procedure that it shows, and its
    ``about``: none for the plain case of a list."""

    book: Rulebook
    listing: CreditList
    version: ListVersion
    example: Example | None
    authority: str
    code: str
    kind: str
    facts: list[StatedFact]
    steps: list[Step]
    part: str = ""
    about: Text | None = None

    @property
    def page(self) -> str:
        """The page's name, without its folder and ending."""
        return f"{self.listing.id}-{self.part}" if self.part else self.listing.id


_ROLES = {
    "1": Text("经办人", "deciding officer"),
    "2": Text("审批人", "approving officer"),
}


def law_of(case: Case, event: Event) -> list[str]:
    """The citations that a step rests on."""
    listing = _list_of(case, event)
    version = case.version if listing == case.listing.id else case.book.lists[listing].versions[-1]
    if isinstance(event, ev.ListingProposed):
        return list(event.cites)
    if isinstance(event, ev.NoticeServed):
        return [version.notice.cite] if version.notice else []
    if isinstance(event, ev.ListingApproved):
        ground = next((each for each in version.grounds if each.term and _proposes(case, each.id)), None)
        return [ground.term.cite if ground and ground.term else version.term.cite, version.repair.cite]
    if isinstance(event, ev.DecisionNotified):
        return [remedy.cite for remedy in event.remedies]
    if isinstance(event, ev.RepairApplied | ev.RepairDecided):
        return [version.repair.cite]
    if isinstance(event, ev.HonourLost | ev.ListingExtended | ev.ListingRestored | ev.EmployerTold):
        return [event.cite]
    if isinstance(event, ev.ListingEnded):
        return [each.cite for each in version.endings if each.id == event.ending]
    if isinstance(event, ev.StatusFiled):
        return [version.term.cite]
    return [version.cite] if isinstance(event, ev.ListingMirrored) else []


def _list_of(case: Case, event: Event) -> str:
    """The list whose procedure the step belongs to: a case may meet another list's."""
    own = getattr(event, "case", "")
    proposed = (s.event for s in case.steps if isinstance(s.event, ev.ListingProposed) and s.event.case == own)
    return str(getattr(event, "list", next((each.list for each in proposed), case.listing.id)))


def _proposes(case: Case, ground: str) -> bool:
    return any(isinstance(s.event, ev.ListingProposed) and s.event.ground == ground for s in case.steps)


# --- pages -----------------------------------------------------------------------------------------


def case_page(case: Case) -> str:
    """The page of one worked case."""
    listing, book, country = case.listing, case.book, case.book.manifest.id
    authority = book.authorities[case.authority].title.text
    parts = [
        f"# {both(listing.title)}\n" if case.about is None else f"# {both(listing.title)}：{both(case.about)}\n",
        WRITTEN,
        MADE_UP,
        f"- 名单 list: [`{listing.id}`](../../law/{country}/lists/{listing.id}.md) ·"
        f" {both(terms.LIST_KIND[listing.kind])}\n"
        f"- 机关 authority: {both(authority)} (`{case.authority}`)\n"
        f"- 主体 subject: {f'`{case.code}`' if case.code else PERSON} · {both(terms.SUBJECT[case.kind])}\n"
        + (f"- 示例 worked example: {both(case.example.title)}\n" if case.example else ""),
    ]
    if case.facts:
        parts.append(_facts(case))
    for number, step in enumerate(case.steps, 1):
        parts.append(_step(case, number, step))
    others = [f"- {both(each.title)} — {both(cite_text(book, each.cite))}" for each in case.version.endings]
    parts.append(
        "## 该名单法律所知的全部终止事由 Every ending that this list's law knows\n\n" + "\n".join(others) + "\n"
    )
    return "\n".join(parts).rstrip() + "\n"


def _facts(case: Case) -> str:
    asked = {fact.id: fact for fact in case.version.facts}
    rows = [
        f"| {both(asked[each.fact].title)} | {both(_value(asked[each.fact], each.value))} | {each.document or '—'} |"
        for each in case.facts
    ]
    return "\n".join(["| 事实 fact | 值 value | 凭据 document |", "| --- | --- | --- |", *rows, ""])


def _value(fact: Fact, value: bool | int | str) -> Text:
    if fact.type == "date" and isinstance(value, str):
        return day(date.fromisoformat(value))
    return value_text(fact, value)


def _clause(book: Rulebook, reason: str) -> str:
    """A clause of the trace with its articles as a reader knows them."""
    in_chinese = re.sub(r"（([\w.-]+(?:#[\w-]+)?)）", lambda found: _article(book, found, "（{}）", "zh"), reason)
    return re.sub(r"\(([\w.-]+(?:#[\w-]+)?)\)", lambda found: _article(book, found, "({})", "en"), in_chinese)


def _article(book: Rulebook, found: re.Match[str], frame: str, language: str) -> str:
    instrument, article = split_cite(found[1])
    if instrument not in book.instruments:
        return found[0]
    whole = cite_text(book, found[1]).pick(language)
    title = f"《{book.instruments[instrument].title.zh}》" if language == "zh" else book.instruments[instrument].title.en
    return frame.format(whole.replace(title, "").lstrip(", ") if article else whole)


def _step(case: Case, number: int, step: Step) -> str:
    event = step.event
    articles = articles_of(event) if event is not None else step.articles
    lines = [
        f"## {number}. {step.on} · {step.said.title.zh} {step.said.title.en}\n",
        f"{step.said.text.zh}\n",
        f"{step.said.text.en}\n",
    ]
    notes = []
    if step.officer:
        notes.append(f"- 人员 officer: `{step.officer}`（{_role(step)}）")
    if event is not None:
        notes.append(f"- 条目 entry: `{event.__struct_config__.tag}`")
    notes.append("- 条款 Articles: " + ", ".join(map(str, articles)))
    if event is not None:
        cites = dict.fromkeys(law_of(case, event))
        notes += [f"- 依据 law: {_linked(case.book, cite)}" for cite in cites]
        if isinstance(event, ev.ListingProposed):
            notes += [f"- 逐款 clause: {_clause(case.book, reason)}" for reason in event.reasons]
    lines.append("\n".join(notes) + "\n")
    if step.answer:
        lines.append("```text\n" + "\n".join(step.answer) + "\n```\n")
    return "\n".join(lines)


def _role(step: Step) -> str:
    if isinstance(step.event, ev.OrganisationRegistered):
        return "登记 registering officer"
    if isinstance(step.event, ev.HearingHeld):
        return "主持人 presiding officer"
    if isinstance(step.event, ev.ListingEnded | ev.ListingDropped | ev.EffectSuspended | ev.Exempted):
        return "解除一人即可 one officer suffices"
    if isinstance(step.event, ev.ListingMirrored):
        return "转录 mirroring officer"
    role = _ROLES[step.officer.rpartition("-")[2]]
    return f"{role.zh} {role.en}"


def _linked(book: Rulebook, cite: str) -> str:
    name = split_cite(cite)[0]
    words = both(cite_text(book, cite))
    return f"[{words}](../../law/{book.manifest.id}/instruments/{name}.md)" if name in book.instruments else words


_PARTS = (
    (Text("名单", "Lists"), lambda case: bool(case.code) and not case.part),
    (Text("自然人（仅合成登记册）", "Natural persons (synthetic registers alone)"), lambda case: not case.code),
    (Text("程序的其他步骤", "Other steps of the procedure"), lambda case: bool(case.code) and bool(case.part)),
)


def index_part(book: Rulebook, cases: list[Case]) -> str:
    """The index's part for one rulebook."""
    lines = [f"## {both(book.manifest.title)} `{book.manifest.id}`\n"]
    for title, belongs in _PARTS:
        chosen = [case for case in cases if belongs(case)]
        if chosen:
            lines += [f"### {both(title)}\n", "| 名单 list | 结束 how it ends here |", "| --- | --- |"]
            lines += [_row(book, case) for case in chosen] + [""]
    return "\n".join(lines).rstrip() + "\n"


def _row(book: Rulebook, case: Case) -> str:
    off = next(step for step in reversed(case.steps) if not step.answer and not isinstance(step.event, ev.Erased))
    ended = off.event if isinstance(off.event, ev.ListingEnded) else None
    endings = book.lists[ended.list].versions[-1].endings if ended else []
    title = next((both(each.title) for each in endings if ended and each.id == ended.ending), both(off.said.title))
    about = f"：{both(case.about)}" if case.about else ""
    return f"| [{both(case.listing.title)}{about}]({book.manifest.id}/{case.page}.md) | {title} |"


def index_page(parts: list[str]) -> str:
    """``docs/cases/README.md``."""
    head = (
        "每一种可在本登记册认定、执行、授予或者报送的名单各有一例：从立案、告知、申辩、决定、审批、封存、核查，到该名单法律所知的"
        "出路；另有听证、暂停、延长、撤销、应急等步骤。事实取自该名单自身的示例。自然人的案件只见于合成登记册，页面不载姓名、号码和"
        "案号。\n\nA case for each list that is decided, carried out, granted or filed here: opened, told, answered,"
        " decided, approved, sealed, asked about, and off again by a way that the list's own law knows; and hearings,"
        " suspensions, extensions, annulments and emergencies besides. The facts are those of the list's own worked"
        " example. Persons' cases exist in synthetic registers alone; their pages show no name, number or case id.\n"
    )
    return "\n".join(["# 案例 Worked cases\n", WRITTEN, MADE_UP, head, *parts]).rstrip() + "\n"
