"""What ``xinyong law …`` answers: each function gives plain data and the words for a person.

No terminal here; ``xinyong.cli.law`` prints what these return.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from xinyong.errors import BadInput, NotFound, Text
from xinyong.law import joint
from xinyong.law.asking import Duty
from xinyong.law.criteria import OPERATORS
from xinyong.law.difference import diff as difference
from xinyong.law.difference_words import lasting
from xinyong.law.force import cite_text, explain, on
from xinyong.law.loading import load
from xinyong.law.memoranda import Memorandum
from xinyong.law.model import (
    Action,
    Authority,
    Category,
    CreditList,
    Instrument,
    Manifest,
    Measure,
    PublicationWindow,
    Rulebook,
    Sourced,
)
from xinyong.law.overlays import Overlay
from xinyong.law.rules_book import walk
from xinyong.law.strict_yaml import parse
from xinyong.law.terms import mark


class Answer(NamedTuple):
    """``data`` is one JSON object; ``lines`` are the same for a person, both languages."""

    data: dict[str, Any]
    lines: list[str]


def law_check(rulebook: str) -> Answer:
    """Load strictly (which runs the examples) and count what was read."""
    book = load(rulebook)
    sourced = [value for _, value in _everything(book) if isinstance(value, Sourced)]
    verified = sum(value.verified for value in sourced)
    data = {
        "rulebook": book.manifest.id,
        "edition": book.manifest.edition,
        "digest": book.digest,
        "lists": len(book.lists),
        "measures": len(book.measures),
        "categories": len(book.categories),
        "instruments": len(book.instruments),
        "verified": verified,
        "unverified": len(sourced) - verified,
        "examples": sum(len(version.examples) for each in book.lists.values() for version in each.versions),
        **joint.counts(book),
    }
    title = book.manifest.title
    return Answer(data, [
        f"✓ {title.en} · {title.zh} ({book.manifest.edition})",
        f"  lists 名单 {data['lists']} · measures 措施 {data['measures']} · categories 类别 {data['categories']} · "
        f"instruments 依据文件 {data['instruments']}",
        f"  verified 已核实 {verified} · unverified 未核实 {data['unverified']} · examples passed 示例通过 {data['examples']}",
        *joint.count_lines(book),
        f"  digest 摘要 {book.digest}",
    ])  # fmt: skip


def _everything(book: Rulebook) -> Any:
    sections: list[dict[str, Any]] = [book.instruments, book.authorities, book.actions, book.measures, book.lists]
    for section in sections:
        for value in section.values():
            yield from walk(value)
    for editions in book.categories.values():
        yield from walk(editions)
    yield from walk(book.publication)
    for things in (book.memoranda, book.overlays):
        yield from walk(things if isinstance(things, list) else [])


# --- show and on -----------------------------------------------------------------------------


def law_show(rulebook: str, id: str) -> Answer:
    """Everything of this id, whatever its kind; ``NotFound`` with what comes nearest."""
    book = load(rulebook)
    found: dict[str, Any] = {}
    sections: dict[str, dict[str, Any]] = {
        "list": book.lists, "measure": book.measures, "instrument": book.instruments, "category": book.categories,
        "action": book.actions, "authority": book.authorities,
    }  # fmt: skip
    for name, section in sections.items():
        if id in section:
            found[name] = msgspec.to_builtins(section[id])
    windows = [msgspec.to_builtins(window) for window in book.publication if window.id == id]
    if windows:
        found["publication"] = windows
    found |= joint.shown(book, id)
    if not found:
        near = sorted(key for section in sections.values() for key in section if id in key or key in id)
        raise NotFound(
            Text(f"规则集中没有“{id}”", f"the rulebook holds nothing called {id!r}"),
            todo=Text(f"相近的有：{'、'.join(near[:8]) or '（无）'}", f"near it: {', '.join(near[:8]) or '(nothing)'}"),
            field="id",
        )
    lines = [line for name, value in found.items() for line in (f"{name}:", *_indented(value))]
    return Answer({"id": id, **found}, lines)


def _indented(value: Any, depth: int = 1) -> list[str]:
    """Plain data as readable lines; words stand as "zh · en"."""
    pad = "  " * depth
    if isinstance(value, dict):
        if set(value) == {"zh", "en"}:
            return [f"{pad}{value['zh']} · {value['en']}"]
        lines = []
        if "verified" in value:  # the mark first: it must be seen with the value
            lines.append(f"{pad}{mark(value['verified'], value['source'])}")
            value = {key: child for key, child in value.items() if key not in ("verified", "source")}
        for key, child in value.items():
            if child in (None, "", [], {}):
                continue
            inner = _indented(child, depth + 1)
            flat = not isinstance(child, list) and len(inner) == 1
            lines += [f"{pad}{key}: {inner[0].strip()}"] if flat else [f"{pad}{key}:", *inner]
        return lines
    if isinstance(value, list):
        if all(not isinstance(child, (dict, list)) for child in value):
            return [f"{pad}{', '.join(map(str, value))}"]
        return [line for child in value for line in _item(child, depth)]
    return [f"{pad}{value}"]


def _item(child: Any, depth: int) -> list[str]:
    inner = _indented(child, depth + 1)
    return [f"{'  ' * depth}- {inner[0].strip()}", *inner[1:]] if inner else []


def law_on(rulebook: str, day: date) -> Answer:
    """The law in force on a day: lists with base and term, measures, categories, windows, instruments."""
    book = load(rulebook)
    law = on(book, day)
    lists = {
        id: {"title": book.lists[id].title, "cite": version.cite, "since": version.since, "until": version.until,
             "term": lasting(version.term).en, "verified": version.verified and version.term.verified}
        for id, version in law.lists.items()
    }  # fmt: skip
    data: dict[str, Any] = {
        "on": day,
        "lists": lists,
        "measures": [id for id in book.measures if law.measure(id)],
        "categories": [id for id in book.categories if law.category(id)],
        "windows": [window.id for window in book.publication if window in law.windows((window.applies or [""])[0])],
        "instruments": [id for id in book.instruments if law.instrument(id)],
    }
    lines = [f"The law in force on {day} · {day}施行的法律"]
    for id, version in law.lists.items():
        title, source, term = book.lists[id].title, cite_text(book, version.cite), lasting(version.term)
        lines += [f"  {id}: {title.en} · {title.zh}",
                  f"    {source.en} · {source.zh} · {mark(version.verified, version.source)}",
                  f"    {term.en} · {term.zh} · {mark(version.term.verified, version.term.source)}"]
    for label, key in (("measures 措施", "measures"), ("categories 类别", "categories"),
                       ("publication windows 公示期", "windows"), ("instruments 依据文件", "instruments")):  # fmt: skip
        lines.append(f"  {label}: {', '.join(data[key])}")
    return Answer(msgspec.to_builtins(data), lines)


# --- diff and explain ------------------------------------------------------------------------


def law_diff(rulebook: str, first: date, second: date) -> Answer:
    """What changed between two days."""
    changes = difference(load(rulebook), first, second)
    data = {
        "from": first, "to": second,
        "changes": [
            {"kind": change.kind, "what": change.what, "id": change.id, "field": change.field, "before": change.before,
             "after": change.after, "cite": change.cite, "zh": change.text.zh, "en": change.text.en,
             "verified": change.verified, "source": change.source}
            for change in changes
        ],
    }  # fmt: skip
    marks = {"began": "+", "ended": "−", "changed": "~"}
    lines = [line for c in changes
             for line in (f"{marks[c.kind]} {c.text.en}", f"  {c.text.zh}", f"  {mark(c.verified, c.source)}")]
    return Answer(msgspec.to_builtins(data), lines or ["no change · 没有变化"])


def time_zone(rulebook: str) -> str:
    """The time zone in which the rulebook's days are counted."""
    return load(rulebook).manifest.timezone


def law_explain(rulebook: str, listing: str, facts: Path, day: date) -> Answer:
    """What facts (a YAML or JSON mapping in a file) come to under a list's law of a day, with reasons."""
    book = load(rulebook)
    if listing not in book.lists:
        raise NotFound(Text(f"没有名单“{listing}”", f"there is no list {listing!r}"), field="list",
                       todo=Text(f"名单：{'、'.join(book.lists)}", f"lists: {', '.join(book.lists)}"))  # fmt: skip
    result = explain(book, listing, _facts(facts), day)
    parts = [("ground", *each) for each in result.grounds] + [("exclusion", *each) for each in result.excluded]
    data = {
        "list": listing, "on": day, "version_since": result.version.since, "outcome": result.word,
        "parts": [
            {"part": part, "id": ground.id, "title": ground.title, "cite": ground.cite, "outcome": outcome.word,
             "verified": ground.verified, "source": ground.source,
             "reasons": [{"zh": reason.zh, "en": reason.en, "cite": reason.cite, "holds": reason.holds}
                         for reason in outcome.reasons]}
            for part, ground, outcome in parts
        ],
    }  # fmt: skip
    said = {"met": "the law allows a proposal · 符合列入情形（仍须由人依程序决定）",
            "not-met": "no ground is met · 不符合列入情形",
            "unknown": "unknown lists nobody · 事实不明，不得列入"}  # fmt: skip
    lines = [f"{listing} {day}: {result.word} — {said[result.word]}"]
    for part, ground, outcome in parts:
        lines.append(f"  {part} {ground.id} · {ground.title.en} · {ground.title.zh}: {outcome.word}")
        lines.append(f"    {mark(ground.verified, ground.source)}")
        lines += [line for reason in outcome.reasons for line in (f"    {reason.en}", f"    {reason.zh}")]
    data["suspended"], more = joint.around(book, listing, day)
    return Answer(msgspec.to_builtins(data), lines + more)


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(Text("读不到事实文件", f"cannot read the facts: {error.strerror}"), field="facts", where=str(path),
                       todo=Text("检查路径", "mend the path")) from None  # fmt: skip
    if not isinstance(facts, dict):
        raise BadInput(Text("事实文件应为映射", "the facts must be a mapping"), field="facts", where=str(path),
                       todo=Text("每行写“事实: 值”", "write one “fact: value” a line"))  # fmt: skip
    return facts


# --- schema ----------------------------------------------------------------------------------


def law_schema() -> dict[str, Any]:
    """JSON Schema of a rulebook's files, for editors: one ``$defs`` entry per type, one reference per file."""
    files: dict[str, type] = {
        "rulebook.yaml": Manifest, "instruments.yaml": Instrument, "authorities.yaml": Authority,
        "categories.yaml": Category, "actions.yaml": Action, "measures.yaml": Measure,
        "publication.yaml": PublicationWindow, "memoranda.yaml": Memorandum, "overlays.yaml": Overlay,
        "asking.yaml": Duty, "lists/ID.yaml": CreditList,
    }  # fmt: skip
    (*refs,), defs = msgspec.json.schema_components(list(files.values()), ref_template="#/$defs/{name}")
    defs["Ground"]["properties"]["when"] = {"$ref": "#/$defs/Criterion"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "xinyong rulebook",
        "anyOf": [
            ref if name in ("rulebook.yaml", "lists/ID.yaml") else {"type": "array", "items": ref}
            for name, ref in zip(files, refs, strict=True)
        ],
        "x-files": {name: ref["$ref"] for name, ref in zip(files, refs, strict=True)},
        "$defs": {**defs, "Criterion": _criterion_schema()},
    }


def _criterion_schema() -> dict[str, Any]:
    this = {"$ref": "#/$defs/Criterion"}
    shapes: dict[str, Any] = {
        "all": {"type": "array", "items": this, "minItems": 1},
        "any": {"type": "array", "items": this, "minItems": 1},
        "not": this,
        "flag": {"type": "string"},
    }
    return {
        "type": "object",
        "properties": {**{op: shapes.get(op, {"type": "object"}) for op in OPERATORS}, "cite": {"type": "string"}},
        "additionalProperties": False,
        "oneOf": [{"required": [op]} for op in OPERATORS],
    }
