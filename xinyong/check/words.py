"""A verdict and an organisation's view as lines of text, for the terminal: English, with the Chinese beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xinyong.check.person import PersonAnswer
from xinyong.check.sight import Sight
from xinyong.check.verdict import Verdict
from xinyong.errors import Text
from xinyong.law.force import cite_text
from xinyong.law.model import Rulebook
from xinyong.law.terms import CONTESTED, EFFECT, mark

OUTCOMES: dict[str, Text] = {"clear": Text("无限制", "clear"), **EFFECT}


def verdict_lines(rulebook: Rulebook, verdict: Verdict) -> Iterator[str]:
    """The verdict, each reason with its law, end and remedies, and the answer's own limits."""
    action = rulebook.actions[verdict.action].title
    yield f"{OUTCOMES[verdict.verdict].en.upper()} {OUTCOMES[verdict.verdict].zh} — {verdict.code}"
    yield f"  {verdict.action}: {action.en} {action.zh}, on {verdict.at}"
    for reason in verdict.reasons:
        yield f"• {reason.title.en} {reason.title.zh} — {reason.authority}, entry {reason.entry}"
        yield f"    {reason.measure_title.en} {reason.measure_title.zh}: {OUTCOMES[reason.effect]}"
        for cite in reason.cites:
            yield f"    law 依据: {cite_text(rulebook, cite)}"
        yield f"    {mark(reason.verified, ', '.join(reason.sources))}"
        yield f"    from 自 {reason.since or '—'}  until 至 {_until(reason.until, reason.review_by)}"
        if reason.source:
            title = rulebook.lists[reason.source].title
            yield f"    carries out, and ends with 执行（随其终止）: {title.en} {title.zh}"
        if reason.note:
            yield f"    {reason.note.en} {reason.note.zh}"
        if reason.objection_open:
            yield f"    {CONTESTED.en} {CONTESTED.zh}"
        for remedy in reason.contest:
            runs = f" ({remedy.runs.en}) （{remedy.runs.zh}）" if remedy.runs else ""
            yield f"    contest 救济: {remedy.title.en} {remedy.title.zh}{runs} — {cite_text(rulebook, remedy.cite)}"
    for turn in verdict.became:
        yield f"  {turn.told.en} {turn.told.zh} (entry {turn.entry})"
    for limit in verdict.limits:
        yield f"! {limit.en} {limit.zh}"
    yield f"  as of entry {verdict.entries}, sealed to {verdict.sealed}, edition {verdict.edition[:12]}"


def _until(until: date | None, review_by: date | None) -> str:
    if until is not None:
        return str(until)
    return f"an ending event 终止事由 (review 复核 {review_by})"


def person_lines(rulebook: Rulebook, answer: PersonAnswer) -> Iterator[str]:
    """The answer about one person: the verdict, and as much of why as the asker must tell the person."""
    action = rulebook.actions[answer.action].title
    yield f"{OUTCOMES[answer.verdict].en.upper()} {OUTCOMES[answer.verdict].zh}"
    yield f"  {answer.action}: {action.en} {action.zh}, on {answer.at}"
    reason = answer.reason
    if reason is None:
        return
    yield f"• {reason.title.en} {reason.title.zh} — {reason.authority}"
    for cite in reason.cites:
        yield f"    law 依据: {cite_text(rulebook, cite)}"
    if reason.objection_open:
        yield f"    {CONTESTED.en} {CONTESTED.zh}"
    for remedy in reason.contest:
        yield f"    contest 救济: {remedy.title.en} {remedy.title.zh} — {cite_text(rulebook, remedy.cite)}"


def sight_lines(sight: Sight) -> Iterator[str]:
    """A person's own sight as lines."""
    yield f"{len(sight.listings)} listings 名单"
    for one in sight.listings:
        end = _until(one.until, one.review_by)
        yield f"• {one.title.en} {one.title.zh} — {one.authority}: {one.state}, until 至 {end}"
    yield f"{len(sight.held)} entries 条目"
    for entry in sight.held:
        yield f"• {entry.recorded_on:%Y-%m-%d} {entry.kind} — {entry.authority}, {entry.officer}, entry {entry.entry}"
    yield f"{len(sight.look_ups)} look-ups 查询"
    for each in sight.look_ups:
        yield f"• {each.day} {each.hour:02d}h {each.by} ({each.officer}): {each.purpose}, {each.action}"
