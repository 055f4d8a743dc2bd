"""What changed in the law between two days, as a lawyer would put it.

Things that began or ended come first, with their gist, then values that changed, each with its citation.
Notes, sources and worked examples are not law and are passed over; so are facts that only came or went with the
grounds that ask for them, and citations of parts that merely follow their list from one instrument to another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec

from xinyong.errors import Text
from xinyong.law import difference_words as words
from xinyong.law.force import cite_text, in_force, split_cite
from xinyong.law.model import Fact, Model, Rulebook, Sourced, Words
from xinyong.law.reading import sentence

_SKIP = {"since", "until", "verified", "source", "note", "examples", "text_digest", "number", "id", "document",
         "kind_marks"}


class Change(NamedTuple):
    """One change. ``field`` is dotted and empty for a thing that began or ended.

    ``verified`` and ``source`` are those of what the law says now (of what it said, where that ended).
    """

    kind: Literal["began", "ended", "changed"]
    what: str  # instrument | category | measure | window | mandate | list
    id: str
    field: str
    before: Any
    after: Any
    cite: str
    text: Text
    verified: bool
    source: str


class _Thing(NamedTuple):
    title: Words
    cite: str
    value: Model


def diff(rulebook: Rulebook, first: date, second: date) -> list[Change]:
    """The changes from the law of ``first`` to that of ``second`` (which may be the earlier day)."""
    return between(rulebook, first, rulebook, second)


def between(old_rulebook: Rulebook, first: date, rulebook: Rulebook, second: date) -> list[Change]:
    """The changes from one edition's law of ``first`` to another edition's law of ``second``."""
    changes: list[Change] = []
    before, after = _things(old_rulebook, first), _things(rulebook, second)
    for key in [*before, *(key for key in after if key not in before)]:
        what, id = key
        old, new = before.get(key), after.get(key)
        if old is None and new is not None:
            changes.append(_turned(rulebook, "began", what, id, new))
        elif new is None and old is not None:
            changes.append(_turned(rulebook, "ended", what, id, old))
        elif old is not None and new is not None and old.value != new.value:
            changes += _changed(rulebook, what, id, old, new)
    order = {"began": 0, "ended": 1, "changed": 2}
    return sorted(changes, key=lambda change: order[change.kind])


def _things(rulebook: Rulebook, day: date) -> dict[tuple[str, str], _Thing]:
    """Everything in force on a day, by kind and id."""
    return {
        (what, id): _Thing(title, cite, value)
        for what, id, title, cite, value in _everything(rulebook)
        if in_force(value, day)
    }


def _everything(rulebook: Rulebook) -> Iterator[tuple[str, str, Words, str, Any]]:
    for instrument in rulebook.instruments.values():
        yield "instrument", instrument.id, instrument.title, instrument.id, instrument
    for editions in rulebook.categories.values():
        for category in editions:
            yield "category", category.id, category.title, category.cite, category
    for measure in rulebook.measures.values():
        for national in measure.versions:
            yield "measure", measure.id, measure.title, national.cite, national
    for overlay in rulebook.overlays if isinstance(rulebook.overlays, list) else []:
        for item in overlay.items:
            first, last = overlay.days(item)
            dated = msgspec.structs.replace(item, since=first, until=last)
            yield "overlay", f"{overlay.id}:{item.id}", item.title, item.cite, dated
    for window in rulebook.publication:
        yield "window", window.id, window.title, window.cite, window
    for authority in rulebook.authorities.values():
        for mandate in authority.mandates:
            title = words.mandate_title(rulebook, authority.title, mandate)
            yield "mandate", f"{authority.id}:{mandate.power}:{mandate.scope}", title, mandate.cite, mandate
    for credit_list in rulebook.lists.values():
        for version in credit_list.versions:
            yield "list", credit_list.id, credit_list.title, version.cite, version


def _turned(rulebook: Rulebook, kind: Literal["began", "ended"], what: str, id: str, thing: _Thing) -> Change:
    verb, name, named = words.TURNED[kind], words.WHAT[what], thing.title.text
    day = thing.value.since if kind == "began" else thing.value.until  # type: ignore[attr-defined]  # both have it
    gist = words.gist(rulebook, thing.value) if kind == "began" or what != "list" else Text("", "")
    source = _successor(rulebook, kind, thing) if what == "instrument" else cite_text(rulebook, thing.cite)
    text = Text(
        f"{name.zh}“{named.zh}”{verb.zh}（{day}）：" + "；".join(part for part in (gist.zh, source.zh) if part),
        f"{name.en} “{named.en}” {verb.en} ({day}): " + "; ".join(part for part in (gist.en, source.en) if part),
    )
    return Change(kind, what, id, "", None, None, thing.cite, text, *_read_in(thing.value))


def _successor(rulebook: Rulebook, kind: str, thing: _Thing) -> Text:
    """What an instrument that began repeals, or which one repealed it when it ended."""
    others = rulebook.instruments.values()
    if kind == "ended":
        by = rulebook.instruments.get(getattr(thing.value, "repealed_by", ""))
        return Text(f"由《{by.title.zh}》取代", f"replaced by {by.title.en}") if by else Text("", "")
    old = [other.title for other in others if other.repealed_by == thing.cite]
    zh, en = "".join(f"《{title.zh}》" for title in old), ", ".join(title.en for title in old)
    return Text(f"取代{zh}", f"replaces {en}") if old else Text("", "")


def _changed(rulebook: Rulebook, what: str, id: str, old: _Thing, new: _Thing) -> list[Change]:
    """What differs between two versions: whole parts that came or went, then single values."""
    parts_before, parts_after = dict(_parts(old.value)), dict(_parts(new.value))
    turned = {part for part in [*parts_before, *parts_after] if (part in parts_before) != (part in parts_after)}
    before, after = dict(_flat(old.value)), dict(_flat(new.value))
    titles = {
        part: title.text for part, item in {**parts_before, **parts_after}.items() if (title := _title(rulebook, item))
    }
    changes = []
    for field in _fields([*before, *(each for each in after if each not in before)], turned):
        was, now = before.get(field), after.get(field)
        if field in turned:
            was, now = parts_before.get(field), parts_after.get(field)
            heir = _heir(field, was, new.value)
            if not field.startswith("facts[") and not _carried_on(was, now, heir, old.value):
                changes.append(_part_turned(rulebook, what, id, new, field, was, now, heir))
        elif was != now and not _follows(field, was, now, old, new):
            given = (before, after) if _gone(field, now) else (after, before)
            cite = _cite_of(field, given[0]) or _cite_of(field, given[1]) or new.cite
            label, body = _value_changed(rulebook, field, (was, old), (now, new), titles)
            text = _said(rulebook, what, new, label, body, "" if words.is_cite(field) else cite)
            read = _read_in(new.value, field, parts_after)
            changes.append(Change("changed", what, id, field, _plain(was), _plain(now), cite, text, *read))
    return changes


def _heir(field: str, was: Any, version: Any) -> Any:
    """The ground of the later law that takes over one that is gone under its own name."""
    if not field.startswith("grounds[") or was is None:
        return None
    return next((ground for ground in getattr(version, "grounds", []) if was.id in ground.succeeds), None)


def _carried_on(was: Any, now: Any, heir: Any, version: Any) -> bool:
    """Whether a ground merely goes on under another id: neither its end nor its beginning is a change of law."""
    if was is not None:
        return heir is not None and heir.title == was.title
    taken = getattr(now, "succeeds", [])
    return any(ground.id in taken and ground.title == now.title for ground in getattr(version, "grounds", []))


def _gone(field: str, now: Any) -> bool:
    """Whether a condition that stood by itself is gone: then it is the law before that it is cited from."""
    return now is None and field.rpartition(".")[2].startswith("conditions[")


def _follows(field: str, was: Any, now: Any, old: _Thing, new: _Thing) -> bool:
    """Whether a part's citation merely follows its list to the successor, or came or went with what it cites."""
    moved = split_cite(old.cite)[0], split_cite(new.cite)[0]
    if not field.endswith("cite") or field == "cite":
        return False
    if not (was and now):
        return field.endswith(".cite")
    return moved[0] != moved[1] and (split_cite(was)[0], split_cite(now)[0]) == moved


def _readable(field: str, given: Any, version: Any) -> Any:
    """A criterion as a sentence over the facts of its own version; anything else as it is."""
    if not isinstance(given, dict):
        return given
    facts: dict[str, Fact] = {fact.id: fact for fact in getattr(version, "facts", [])}
    return sentence(given, facts)


def _value_changed(
    rulebook: Rulebook, field: str, before: tuple[Any, _Thing], after: tuple[Any, _Thing], titles: dict[str, Text]
) -> tuple[Text, Text]:
    """The name of a value that changed, and "was → is now" in words."""
    was, now = (words.value(rulebook, field, _readable(field, given, thing.value)) for given, thing in (before, after))
    if field.rpartition(".")[2].startswith("conditions["):  # a sentence of its own: it came or it went
        gone = after[0] is None
        said, verb = (was, words.PART["removed"]) if gone else (now, words.PART["added"])
        return words.field(field.rpartition("[")[0], titles), Text(f"{said.zh}{verb.zh}", f" {said.en} {verb.en}")
    label = words.field(field, titles)
    if was.en == now.en:  # the English words already covered both
        return label, Text(f" {was.zh} → {now.zh}", f" reworded: {was.zh} → {now.zh}")
    return label, Text(f" {was.zh} → {now.zh}", f" {was.en} → {now.en}")


def _fields(names: list[str], turned: set[str]) -> Iterator[str]:
    """Each field once; those of a part that came or went as the part."""
    seen = set()
    for name in names:
        part = name.partition("]")[0] + "]"
        if part not in turned:
            yield name
        elif part not in seen:
            seen.add(part)
            yield part


def _part_turned(
    rulebook: Rulebook, what: str, id: str, new: _Thing, field: str, was: Any, now: Any, heir: Any = None
) -> Change:
    """A whole ground, ending, measure or other part that came or went; ``heir``: the ground that takes it over."""
    part = was if now is None else now
    cite = getattr(part, "cite", "") or new.cite
    verb = words.PART["added" if was is None else "removed"]
    title = _title(rulebook, part)
    label = words.field(field, {field: title.text} if title else {})
    text = _said(rulebook, what, new, label, Text(verb.zh, f" {verb.en}"), cite)
    if heir is not None:
        text = Text(f"{text.zh}，由“{heir.title.zh}”承接", f"{text.en}, taken over by “{heir.title.en}”")
    read = _read_in(part if isinstance(part, Sourced) else new.value)
    return Change("changed", what, id, field, _both(rulebook, was), _both(rulebook, now), cite, text, *read)


def _said(rulebook: Rulebook, what: str, new: _Thing, label: Text, body: Text, cite: str) -> Text:
    name, source = words.WHAT[what], cite_text(rulebook, cite) if cite else None
    return Text(
        f"{name.zh}“{new.title.zh}”：{label.zh}{body.zh}" + (f"（{source.zh}）" if source else ""),
        f"{name.en} “{new.title.en}”: {label.en}{body.en}" + (f" ({source.en})" if source else ""),
    )


def _read_in(value: Any, field: str = "", parts: dict[str, Any] | None = None) -> tuple[bool, str]:
    """``verified`` and ``source`` of a field: those of the innermost part around it that states them."""
    best = value
    for step in field.split("."):
        value = (parts or {}).get(step) if "[" in step else getattr(value, step, None)
        if isinstance(value, Sourced):
            best = value
    return best.verified, best.source


def _parts(value: Model) -> Iterator[tuple[str, Any]]:
    """The parts of a version that stand in lists: ``grounds[food]`` and so on."""
    for name in value.__struct_fields__:
        items = getattr(value, name)
        if name not in _SKIP and isinstance(items, list) and items and isinstance(items[0], msgspec.Struct):
            for index, item in enumerate(items):
                yield f"{name}[{_label(item, index)}]", item


def _label(item: Any, index: int) -> str:
    if isinstance(item, Words):
        return item.zh
    return str(getattr(item, "id", None) or getattr(item, "measure", index))


def _title(rulebook: Rulebook, part: Any) -> Words | None:
    if isinstance(part, Words):
        return part
    measure = rulebook.measures.get(getattr(part, "measure", ""))
    return measure.title if measure else getattr(part, "title", None)


def _both(rulebook: Rulebook, part: Any) -> str | None:
    """What a whole part is called, in both languages."""
    title = _title(rulebook, part)
    return None if part is None else _plain(title) if title else str(getattr(part, "measure", ""))


def _plain(value: Any) -> Any:
    return f"{value.zh} / {value.en}" if isinstance(value, Words) else value


def _flat(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted names and plain values; parts of lists are named by their id, not their place."""
    if isinstance(value, Words):
        yield prefix, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in _SKIP:
                yield from _flat(getattr(value, name), f"{prefix}.{name}" if prefix else name)
    elif isinstance(value, list) and value and isinstance(value[0], msgspec.Struct):
        for index, item in enumerate(value):
            yield from _flat(item, f"{prefix}[{_label(item, index)}]")
    elif value not in (None, "", [], {}, msgspec.UNSET):
        yield prefix, msgspec.to_builtins(value)


def _cite_of(field: str, values: dict[str, Any]) -> str:
    """The citation nearest to a field: its own part's, then the part's around it."""
    while "." in field:
        field = field.rpartition(".")[0]
        if f"{field}.cite" in values:
            return str(values[f"{field}.cite"])
    return str(values.get("cite", ""))
