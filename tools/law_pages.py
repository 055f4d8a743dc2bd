"""``docs/law``, written from the rulebooks: a page per list and instrument, the directory, the measures, what changed.

For readers of law without the software. ``pages`` gives every path with its text; nothing depends on
the day it is written, so that the staleness test can compare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tools.law_joint_pages import agreed, joint_pages, suspended
from tools.law_list_page import Page, both, counted, days, list_page, marked, sourced
from xinyong.law import terms
from xinyong.law.commands import law_check
from xinyong.law.difference import Change, diff
from xinyong.law.difference_words import WHAT, gist, mandate_title
from xinyong.law.force import split_cite
from xinyong.law.joint import memoranda, overlays
from xinyong.law.loading import load
from xinyong.law.model import Instrument, ListVersion, Measure, Model, Rulebook, Words

RULEBOOKS = ("cn", "br")
WATERSHEDS: dict[str, tuple[date, ...]] = {
    "cn": (date(2017, 5, 1), date(2021, 9, 1), date(2026, 4, 1)),
    "br": (date(2021, 4, 1), date(2023, 12, 30)),
}
"""Days on which a country's law turned; "what changed" compares each with the day before."""

WRITTEN = "由 `python -m tools.generate_docs` 从规则集生成，请勿手改。Written from the rulebook; do not edit.\n"
RANKS = tuple(terms.RANK)


def pages() -> dict[str, str]:
    """Every page under ``docs/law`` by its path in the repository."""
    made = {"docs/law/README.md": index_page([load(name) for name in RULEBOOKS])}
    for name in RULEBOOKS:
        book, folder = load(name), f"docs/law/{name}"
        for item in book.lists.values():
            made[f"{folder}/lists/{item.id}.md"] = _written(list_page(book, item) + _around(book, item.id))
        made |= {f"{folder}/{path}": _written(page) for path, page in joint_pages(book).items()}
        rests = resting(book)
        for instrument in book.instruments.values():
            made[f"{folder}/instruments/{instrument.id}.md"] = _written(instrument_page(book, instrument, rests))
        made[f"{folder}/measures.md"] = _written(measures_page(book))
        made[f"{folder}/directory.md"] = _written(directory_page(book))
        made[f"{folder}/authorities.md"] = _written(authorities_page(book))
        for day in WATERSHEDS[name]:
            made[f"{folder}/changes-{day}.md"] = _written(changes_page(book, day))
    return made


def _around(book: Rulebook, listing: str) -> str:
    """What stands around a list: emergencies that suspended some of it, memoranda about it."""
    page = Page(book, "../")
    parts = (("应急措施 Emergencies", suspended(page, listing)), ("联合惩戒备忘录 Memoranda", agreed(page, listing)))
    return "".join(f"\n\n## {title}\n\n" + "\n".join(lines) for title, lines in parts if lines)


def _written(page: str) -> str:
    """The page with the line that says where it comes from, after its title."""
    title, rest = page.split("\n", 1)
    return f"{title}\n\n{WRITTEN}{rest.rstrip()}\n"


# --- the index -------------------------------------------------------------------------------


def index_page(books: list[Rulebook]) -> str:
    """``docs/law/README.md``: what is there, how much of it is verified."""
    parts = [
        "# 法律 The law\n",
        WRITTEN,
        "规则集中的每一项规则，连同其依据、施行期间，以及是否已与文本核对。✓ 已核实：读过载明该内容的文本或公开摘要；"
        "? 未核实：仅见摘录或凭知识写成；§ 本登记册自定的规则，严于法律或补其未规定之处；"
        "来源键见 [law-sources](../law-sources.md)，写法见 [law-model](../law-model.md)。\n",
        "Every rule of the rulebooks with its instrument, its days, and whether it was checked. ✓ verified: a text, or "
        "a published summary of it, was read that states the value; ? unverified: an excerpt, a secondary account, or "
        "knowledge alone; § a rule of this register, stricter than the law or filling its silence. None of this is the "
        "official text of any law.\n",
    ]
    for book in books:
        parts += _index_of(book)
    return "\n".join(parts).rstrip() + "\n"


def _index_of(book: Rulebook) -> Iterator[str]:
    name = book.manifest.id
    counts = law_check(name).data
    yield f"## {both(book.manifest.title)}\n"
    yield f"`{name}` · 版本 edition {book.manifest.edition} · 摘要 digest `{book.digest[:16]}…`\n"
    yield "| 种类 kind | 项 items | 已核实 verified | 未核实 unverified |\n| --- | ---: | ---: | ---: |"
    total = [0, 0]
    for label, items in kinds(book):
        flags = [value.verified for item in items for value in sourced(item)]
        yes, no = sum(flags), len(flags) - sum(flags)
        total = [total[0] + yes, total[1] + no]
        yield f"| {label} | {len(items)} | {yes} | {no} |"
    if total != [counts["verified"], counts["unverified"]]:
        raise ValueError(f"the index of {name} counts {total}, law check {counts['verified']}, {counts['unverified']}")
    yield f"| 合计 total | | {total[0]} | {total[1]} |\n"
    yield (
        f"[措施 measures]({name}/measures.md) · [目录与公示期 directory and windows of publication]({name}/directory.md) · "
        f"[机关与职权 authorities and mandates]({name}/authorities.md) · 变化 what changed: "
        + ", ".join(f"[{day}]({name}/changes-{day}.md)" for day in WATERSHEDS[name])
        + "\n"
    )
    for label, folder, things in (
        ("联合惩戒备忘录，逐项核对 memoranda, weighed item by item", "memoranda", memoranda(book)),
        ("应急措施 emergency overlays", "overlays", overlays(book)),
    ):
        if things:
            yield f"{label}: " + "; ".join(f"[{both(one.title)}]({name}/{folder}/{one.id}.md)" for one in things) + "\n"
    yield "| 名单 list | 性质 nature | 首次施行 first in force | 施行中 in force | |\n| --- | --- | --- | --- | --- |"
    for item in book.lists.values():
        until = item.versions[-1].until
        state = f"至 until {until}" if until else "是 yes"
        yield (
            f"| [{both(item.title)}]({name}/lists/{item.id}.md) | {both(terms.LIST_KIND[item.kind])} | "
            f"{item.versions[0].since} | {state} | {counted(sourced(item))} |"
        )
    yield "\n| 依据文件 instrument | 位阶 rank | 施行期间 in force | |\n| --- | --- | --- | --- |"
    for each in sorted(book.instruments.values(), key=lambda one: (RANKS.index(one.rank), one.since, one.id)):
        yield (
            f"| [{both(each.title)}]({name}/instruments/{each.id}.md) | {both(terms.RANK[each.rank])} | "
            f"{days(each.since, each.until)} | {marked(each)} |"
        )
    yield ""


def kinds(book: Rulebook) -> list[tuple[str, Sequence[Model]]]:
    """The parts of a rulebook that say where they come from, by kind."""
    return [
        ("名单 lists", list(book.lists.values())),
        ("依据文件 instruments", list(book.instruments.values())),
        ("措施 measures", list(book.measures.values())),
        (
            "目录类别（各版） categories, by edition",
            [each for editions in book.categories.values() for each in editions],
        ),
        ("公示期 windows of publication", list(book.publication)),
        ("机关的职权 mandates, by authority", list(book.authorities.values())),
        ("联合惩戒备忘录 memoranda", memoranda(book)),
        ("应急措施 emergency overlays", overlays(book)),
    ]


# --- instruments -----------------------------------------------------------------------------

Resting = dict[str, list[tuple[str, str]]]


def resting(book: Rulebook) -> Resting:
    """For each instrument what rests on it: (a line that names it, its article)."""
    found: Resting = defaultdict(list)

    def note(cite: str, line: str) -> None:
        name, article = split_cite(cite)
        if name and (line, article) not in found[name]:
            found[name].append((line, article))

    for item in book.lists.values():
        label = f"[名单 list: {both(item.title)}](../lists/{item.id}.md)"
        for version in item.versions:
            for part, cite in _cites_of(version):
                note(cite, f"{label}（{version.since}起 from {version.since}）: {part}")
    for measure in book.measures.values():
        for national in measure.versions:
            note(
                national.cite,
                f"[措施 measure: {both(measure.title)}](../measures.md)（{national.since}起 from {national.since}）",
            )
    for window in book.publication:
        note(window.cite, f"[公示期 window: {both(window.title)}](../directory.md): {both(gist(book, window))}")
    for editions in book.categories.values():
        for category in editions:
            note(
                category.cite,
                f"[目录类别 category: {both(category.title)}](../directory.md)（{category.since}起 from {category.since}）",
            )
    for authority in book.authorities.values():
        for mandate in authority.mandates:
            title = mandate_title(book, authority.title, mandate)
            note(mandate.cite, f"[职权 mandate](../authorities.md): {both(title)}")
    return found


def _cites_of(version: ListVersion) -> Iterator[tuple[str, str]]:
    """Every citation of a version with the name of the part that it carries."""
    yield "整部名单 the list", version.cite
    parts = {
        "grounds": "列入情形 ground", "excluded": "不得列入 exclusion", "endings": "终止 ending", "remedies": "救济 remedy",
        "measures": "措施 measure", "sanctions": "处罚种类 sanction", "extensions": "延长期限 extension",
    }  # fmt: skip
    for name, label in parts.items():
        for part in getattr(version, name) or []:  # unset is false
            yield label, part.cite
    for label, single in (
        ("期限 term", version.term),
        ("信用修复 repair", version.repair),
        ("告知 notice", version.notice),
    ):
        if single:
            yield label, single.cite
    for label, cite in (
        ("公示 publication", version.publication_cite),
        ("责任人员 responsible persons", version.responsible_persons),
        ("责任人员随单位移出 responsible persons' end", version.responsible_end),
        ("告知所在单位 telling an employer", version.employer_told),
        ("公众查询自然人 public question about a person", version.public_person_query),
        ("撤销修复 revocation of a repair", getattr(version.repair_revocable, "cite", "")),
    ):
        if isinstance(cite, str) and cite:
            yield label, cite


def instrument_page(book: Rulebook, one: Instrument, rests: Resting) -> str:
    """An instrument and what rests on it."""
    page = Page(book, "../")
    lines = [
        f"# {both(one.title)}\n",
        f"- 位阶 rank: {both(terms.RANK[one.rank])}"
        + ("（不作为任何决定的依据 grounds nothing, Article 1）" if one.rank in ("draft", "history") else ""),
        f"- 文号 number: {one.number or '—'}",
        f"- 制定机关 issuer: {both(one.issuer)}",
        f"- 发布 issued: {one.issued or '—'}",
        f"- 施行期间 in force: {days(one.since, one.until)}",
        f"- 地域 territory: {one.territory or '全国 the whole country'}",
    ]
    if one.repealed_by:
        lines.append(f"- 被取代于 repealed by: {page.cite(one.repealed_by)}")
    repeals = [other.id for other in book.instruments.values() if other.repealed_by == one.id]
    if repeals:
        lines.append(f"- 取代 repeals: {'; '.join(page.cite(each) for each in repeals)}")
    if one.text_digest:
        lines.append(f"- 所读文本 SHA-256 of the text read: `{one.text_digest}`")
    lines += [f"- {marked(one)}", f"- `{one.id}`"]
    if one.note:
        lines += ["", f"> {one.note.zh}", ">", f"> {one.note.en}"]
    lines.append("\n## 以它为依据的规则 What rests on it\n")
    grouped: dict[str, list[str]] = defaultdict(list)
    for line, article in rests.get(one.id, []):
        grouped[line].append(article)
    for line, articles in grouped.items():
        named = ", ".join(article for article in articles if article)
        lines.append(f"- {line}" + (f"（条 art. {named}）" if named else ""))
    return "\n".join(lines if grouped else [*lines, "没有规则直接以它为依据。No rule rests on it directly."])


# --- measures, directory, authorities --------------------------------------------------------


def measures_page(book: Rulebook) -> str:
    """The national list of measures over time, and which lists use each."""
    page = Page(book, "")
    parts = [
        "# 措施 Measures\n",
        "任何单位不得在清单之外增设措施（第二条）。Nobody adds a measure to the list (Article 2).\n",
    ]
    for measure in sorted(book.measures.values(), key=lambda one: one.number):
        parts.append(f"## {measure.number}. {both(measure.title)}\n")
        reward = f" · {both(terms.REWARD[measure.reward])}" if isinstance(measure.reward, str) else ""
        parts.append(f"`{measure.id}` · {both(terms.GROUP[measure.group])}{reward}\n")
        implementers = terms.joined([body.text for body in measure.implementers])
        parts.append(f"- 实施主体 implemented by: {both(implementers)}")
        parts += [f"- {line}" for line in _measure_versions(page, measure)]
        used = [
            f"[{both(item.title)}](lists/{item.id}.md)"
            for item in book.lists.values()
            if any(applied.measure == measure.id for version in item.versions for applied in version.measures)
        ]
        parts.append(f"- 采用它的名单 lists that use it: {'; '.join(used) or '无 none'}\n")
    return "\n".join(parts)


def _measure_versions(page: Page, measure: Measure) -> Iterator[str]:
    for version in measure.versions:
        actions = terms.joined([page.book.actions[action].title.text for action in version.actions])
        yield (
            f"{days(version.since, version.until)}: {both(terms.EFFECT[version.effect])}；最低依据 least rank "
            f"{both(terms.RANK[version.least_rank])}；{both(actions)} — {page.basis(version, version.cite)}"
        )
        if version.note:
            yield both(version.note)


def directory_page(book: Rulebook) -> str:
    """The directory's categories, by edition, and the windows of publication."""
    page = Page(book, "")
    parts = [
        "# 目录与公示期 Directory and windows of publication\n",
        "| 类别 category | 施行期间 in force | 条件 condition | 组织 organisations | 自然人 persons | 保存（月） months kept | 依据 law |\n"
        "| --- | --- | --- | --- | --- | ---: | --- |",
    ]
    every = [each for editions in book.categories.values() for each in editions]
    for one in sorted(every, key=lambda each: (each.number, each.id, each.since)):
        note = f" {both(one.note)}" if one.note else ""
        parts.append(
            f"| {one.number}. {both(one.title)}{note} | {days(one.since, one.until)} | "
            f"{both(terms.GRAVITY[one.gravity])} | "
            f"{both(terms.PUBLICITY[one.publicity_organisation])} | {both(terms.PUBLICITY[one.publicity_person])} | "
            f"{one.retention_months} | {page.basis(one, one.cite)} |"
        )
    parts.append("\n## 公示期 Windows of publication\n")
    for window in book.publication:
        parts.append(
            f"- **{both(window.title)}**（{days(window.since, window.until)}）: {both(gist(book, window))} — "
            f"{page.basis(window, window.cite)}"
        )
        for mark in window.kind_marks or []:
            parts.append(f"  - {both(terms.PENALTY[mark.kind])}: {marked(mark)}")
        if window.note:
            parts.append(f"  - {both(window.note)}")
    return "\n".join(parts)


def authorities_page(book: Rulebook) -> str:
    """What each authority may do, under which instrument."""
    page = Page(book, "")
    parts = ["# 机关与职权 Authorities and mandates\n"]
    for authority in book.authorities.values():
        place = f" · 地域 territory {authority.territory}" if authority.territory else ""
        parts.append(
            f"## {both(authority.title)}\n\n`{authority.id}` · {both(terms.AUTHORITY[authority.kind])}{place}\n"
        )
        blank = Words(zh="", en="")
        for mandate in authority.mandates:
            title = mandate_title(book, blank, mandate)
            parts.append(
                f"- {title.zh} · {title.en.removeprefix(' may ')}（{days(mandate.since, mandate.until)}） — "
                f"{page.basis(mandate, mandate.cite)}"
            )
        parts.append("" if authority.mandates else "无 none\n")
    return "\n".join(parts)


# --- what changed ----------------------------------------------------------------------------


def changes_page(book: Rulebook, day: date) -> str:
    """What the law of this day says otherwise than that of the day before, by the things that changed."""
    before = day - timedelta(days=1)
    changes = diff(book, before, day)
    parts = [
        f"# {day}：法律的变化 What changed\n",
        f"{before} → {day}：{len(changes)}处 changes。`xinyong law diff {before} {day}`\n",
    ]
    grouped: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        grouped[change.what].append(change)
    for what, some in grouped.items():
        parts.append(f"## {both(WHAT[what])}\n")
        parts += [f"- {change.text.zh}\n\n  {change.text.en} — {marked(change)}\n" for change in some]
    return "\n".join(parts)
