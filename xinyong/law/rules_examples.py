"""The law experts' worked examples beside a list's rules: loading runs them, and refuses a rule that disagrees."""

from __future__ import annotations

from xinyong.errors import Text, XinyongError
from xinyong.law.faults import Fault, Path
from xinyong.law.force import Explanation, explain_version, in_force
from xinyong.law.model import CreditList, Example, ListVersion


def check_example(value: CreditList, version: ListVersion, example: Example, path: Path) -> None:
    """The outcome that a law expert wrote down is what the rule gives."""
    if not in_force(version, example.on):
        raise Fault(
            (*path, "on"),
            Text(f"示例日期 {example.on} 不在本版本期间", f"the example's day {example.on} lies outside this version"),
            Text("改正日期，或移到该日的版本", "mend the day, or move the example to that day's version"),
        )
    if example.ground and all(ground.id != example.ground for ground in version.grounds):
        raise Fault(
            (*path, "ground"),
            Text(f"没有情形 {example.ground}", f"unknown ground: {example.ground}"),
            Text("改正名称", "mend the name"),
        )
    try:
        result = explain_version(value.id, version, example.facts, ground=example.ground)
    except XinyongError as error:
        raise Fault(
            (*path, "facts", error.field or ""),
            Text(f"示例的事实有误：{error.detail.zh}", f"the example's facts: {error.detail.en}"),
            error.todo or Text("改正事实", "mend the facts"),
        ) from None
    if result.word != example.outcome:
        why = _why(result)
        raise Fault(
            (*path, "outcome"),
            Text(
                f"示例不成立：写明 {example.outcome}，实为 {result.word}。{why.zh}",
                f"the example fails: it says {example.outcome}, the rule says {result.word}. {why.en}",
            ),
            Text("改正规则或示例", "mend the rule or the example"),
        )


def _why(result: Explanation) -> Text:
    """The clauses that decided, at most a handful."""
    outcomes = [outcome for _, outcome in (*result.grounds, *result.excluded)]
    reasons = [reason for outcome in outcomes if outcome.value is not False for reason in outcome.reasons]
    if result.value is None:
        reasons = [reason for reason in reasons if reason.holds is None]
    shown = reasons[:4] or [reason for outcome in outcomes for reason in outcome.reasons][:4]
    return Text("；".join(reason.zh for reason in shown), "; ".join(reason.en for reason in shown))
