"""An organisation's public view as lines of text, for the terminal: English, with the Chinese beside it."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.law.force import cite_text
from xinyong.law.model import Rulebook
from xinyong.law.terms import CONTESTED
from xinyong.office.lineage import caution
from xinyong.publication.organisation_parts import ListingView, OrganisationView, RecordView


def organisation_lines(rulebook: Rulebook, view: OrganisationView) -> Iterator[str]:
    """Identity, listings with what follows and how each is contested, then the records."""
    yield f"{view.name}  {view.code}"
    yield f"  {view.subject_kind}, registered 登记 {view.registered_on or '—'}, entry {view.seq}"
    if view.flags:
        yield f"  flags 标记: {', '.join(map(str, view.flags))}"
    for turn in view.turns:
        yield f"  {turn.told.en} {turn.told.zh} (entry {turn.seq})"
    if told := caution(view.turns):
        yield f"  {told.en} {told.zh}"
    yield f"{len(view.listings)} published listings in force 公示的在列名单"
    for listing in view.listings:
        yield from _listing(rulebook, listing)
    for status in view.statuses:
        end = status.until or f"reviewed 复核 {status.review_by}"
        yield f"◦ {status.title.en} {status.title.zh} — {status.authority}, {status.document}, until 至 {end}"
    yield f"{len(view.records)} records published 公示记录"
    for record in view.records:
        yield from _record(record)


def _listing(rulebook: Rulebook, listing: ListingView) -> Iterator[str]:
    yield f"• {listing.title.en} {listing.title.zh} — {listing.authority}"
    if listing.source:
        yield f"    source 来源: {listing.source}: {listing.sanction}"
    if listing.carries:
        yield f"    carries out, and ends with 执行（随其终止）: {listing.carries.en} {listing.carries.zh}"
    unstated = "no end stated by the source 来源未载明终止日期"
    end = listing.until or (unstated if listing.source else f"an ending event 终止事由 (review 复核 {listing.review_by})")
    yield f"    from 自 {listing.since or '—'}  until 至 {end}"
    for effect in listing.follows:
        law = cite_text(rulebook, effect.cite)
        for _, title in effect.actions:
            yield f"    {effect.effect}: {title.en} {title.zh} — {law}"
    if listing.objection:
        yield f"    {CONTESTED.en} {CONTESTED.zh}"
    for remedy in listing.remedies:
        time = f"until 至 {remedy.until}" if remedy.until else f"{remedy.runs}"
        yield f"    contest 救济: {remedy.title.en} {remedy.title.zh}, {time}"


def _record(record: RecordView) -> Iterator[str]:
    yield f"• {record.title} — {record.authority}, {record.decided_on}, entry {record.seq}"
    for field in record.fields:
        yield f"    {field.title.zh}: {field.value.zh}"
    yield f"    published until 公示至 {record.publish_until or '—'}"
