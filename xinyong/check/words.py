"""A verdict and an organisation's view as lines of text, for the terminal: English, with the Chinese beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xinyong.check.verdict import Verdict
from xinyong.errors import Text
from xinyong.law.force import cite_text
from xinyong.law.model import Rulebook
from xinyong.law.terms import EFFECT, mark

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
            yield "    an objection is open 异议处理中"
        for remedy in reason.contest:
            days = f" ({remedy.within_days} days 日)" if remedy.within_days else ""
            days = f" ({remedy.within_months} months 个月)" if remedy.within_months else days
            yield f"    contest 救济: {remedy.title.en} {remedy.title.zh}{days} — {cite_text(rulebook, remedy.cite)}"
    for turn in verdict.became:
        yield f"  {turn.told.en} {turn.told.zh} (entry {turn.entry})"
    for limit in verdict.limits:
        yield f"! {limit.en} {limit.zh}"
    yield f"  as of entry {verdict.entries}, sealed to {verdict.sealed}, edition {verdict.edition[:12]}"


def _until(until: date | None, review_by: date | None) -> str:
    if until is not None:
        return str(until)
    return f"an ending event 终止事由 (review 复核 {review_by})"
