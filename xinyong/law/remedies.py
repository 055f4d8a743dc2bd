"""What a remedy is called and from when its time runs, in both languages: stated once for every page and letter.

A remedy counts from service of the decision, unless its law gives it against the answer to another remedy (a
reconsideration by the court above, against the rejection of an application to that court: Provisions on the list of
judgment debtors, art. 12). Such a one has no last day until that answer is served.
"""

from __future__ import annotations

from msgspec import UnsetType

from xinyong.errors import Text
from xinyong.law.model import ListVersion, Remedy

GENERAL = {
    "objection": Text("异议", "Objection"),
    "reconsideration": Text("行政复议", "Administrative reconsideration"),
    "litigation": Text("行政诉讼", "Administrative litigation"),
}
"""What each kind is called where the list's own law has no other name for it."""
ALWAYS = Text("列入期间随时", "at any time while the listing lasts")
_FROM = {
    "": Text("自决定送达之日起", "of service of the decision"),
    "objection": Text(
        "自驳回异议（申请）的决定送达之日起", "of service of the decision rejecting the objection or application"
    ),
    "reconsideration": Text("自收到复议决定之日起", "of receipt of the decision on reconsideration"),
}


def called(version: ListVersion | None, kind: str) -> Text:
    """The name of a remedy in the list's own law (a court is not asked for *administrative* reconsideration)."""
    remedy = find(version, kind)
    if remedy is not None and not isinstance(remedy.name, UnsetType):
        return remedy.name.text
    return GENERAL.get(kind) or Text(kind, kind)


def find(version: ListVersion | None, kind: str) -> Remedy | None:
    """The remedy of this kind; None where the version (or the law) has none."""
    return next((each for each in version.remedies if each.id == kind), None) if version else None


def after(remedy: Remedy) -> str:
    """The remedy whose answer this one is brought against; empty: against the decision itself."""
    return "" if isinstance(remedy.follows, UnsetType) else remedy.follows


def period(remedy: Remedy) -> Text | None:
    """How long one has, by days, working days or months; None where one has as long as the listing lasts."""
    if isinstance(remedy.within_working_days, int):
        return _span(remedy.within_working_days, "个工作日", "working day")
    if remedy.within_days is not None:
        return _span(remedy.within_days, "日", "day")
    return None if remedy.within_months is None else _span(remedy.within_months, "个月", "month")


def decided(remedy: Remedy) -> Text | None:
    """Within what time it is answered; None where its law sets none."""
    if isinstance(remedy.decide_days, int):
        return _span(remedy.decide_days, "日", "day")
    return None if remedy.decide_working_days is None else _span(remedy.decide_working_days, "个工作日", "working day")


def _span(count: int, zh: str, en: str) -> Text:
    return Text(f"{count}{zh}", f"{count} {en}{'' if count == 1 else 's'}")


def runs(remedy: Remedy) -> Text:
    """Within what time it is brought, and from when that time runs."""
    span, start = period(remedy), _FROM[after(remedy)]
    if span is None:
        return ALWAYS
    return Text(f"{start.zh}{span.zh}内", f"within {span.en} {start.en}")
