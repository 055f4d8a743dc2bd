"""How documents write dates, terms, citations and coded values, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

from xinyong.errors import Text
from xinyong.law.force import cite_text
from xinyong.law.model import Measure, Rulebook, Term
from xinyong.law.terms import EFFECT, capital

UNVERIFIED = "※"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
EFFECTS = {effect: capital(words) for effect, words in EFFECT.items()}
METHODS = {
    "delivered": Text("直接送达", "delivered"),
    "refused": Text("留置送达（拒收）", "left after acceptance was refused"),
    "public-notice": Text("公告送达", "served by public notice"),
}
CONSIDERED = {
    "none": Text("期限内未收到陈述、申辩", "no answer was received in time"),
    "rejected": Text("经审查，陈述、申辩不予采纳", "the answer was considered and rejected"),
    "partly-accepted": Text("经审查，陈述、申辩部分采纳", "the answer was considered and accepted in part"),
    "accepted": Text("经审查，陈述、申辩予以采纳", "the answer was considered and accepted"),
}
IDENTIFIERS = {
    "uscc": Text("统一社会信用代码", "Unified social credit code"),
    "cnpj": Text("CNPJ 登记号", "CNPJ"),
}


def plain(text: object) -> Text:
    """The same in both languages: a number, a code, a name."""
    return Text(str(text), str(text))


def day(value: date) -> Text:
    """``2026年4月1日`` · ``1 April 2026`` (GB/T 15835)."""
    return Text(f"{value.year}年{value.month}月{value.day}日", f"{value.day} {MONTHS[value.month - 1]} {value.year}")


def last_day(until: date) -> Text:
    """The last day of something whose first day without effect is ``until``."""
    return day(until - timedelta(days=1))


def months(count: int) -> Text:
    """A term in months, in years where it is whole."""
    if count and count % 12 == 0:
        years = count // 12
        return Text(f"{years}年", f"{years} year{'' if years == 1 else 's'}")
    return Text(f"{count}个月", f"{count} month{'' if count == 1 else 's'}")


def days(count: int, working: bool) -> Text:
    """``5个工作日`` · ``5 working days``; calendar days as ``60日`` · ``60 days``."""
    plural = "" if count == 1 else "s"
    if working:
        return Text(f"{count}个工作日", f"{count} working day{plural}")
    return Text(f"{count}日", f"{count} day{plural}")


def term(rule: Term) -> Text:
    """How long a listing lasts, as the law has it."""
    if rule.months is not None:
        return months(rule.months)
    if rule.days is not None:
        return days(rule.days, working=False)
    review = months(rule.review_months or 0)
    return Text(
        f"无固定期限，至法定移出事由发生时终止，每{review.zh}复核一次",
        f"no fixed term: until one of the ending events, reviewed every {review.en}",
    )


def cited(rulebook: Rulebook, cite: str, verified: bool = True) -> Text:
    """A citation in full; marked where the rulebook's value was not yet compared with the instrument's text."""
    said = cite_text(rulebook, cite)
    return said if verified else Text(said.zh + UNVERIFIED, said.en + UNVERIFIED)


def actions(rulebook: Rulebook, ids: list[str]) -> Text:
    """The actions that a measure touches."""
    titles = [rulebook.actions[id].title.text for id in ids if id in rulebook.actions]
    if not titles:
        return Text("不直接影响任何行为", "touches no action by itself")
    return Text("；".join(title.zh for title in titles), "; ".join(title.en for title in titles))


def measure_title(measure: Measure | None, id: str) -> Text:
    """The measure's title in the national list; its id where the rulebook does not hold it."""
    return measure.title.text if measure else plain(id)


def joined(texts: list[Text], zh: str = "；", en: str = "; ") -> Text:
    """Several sentences as one."""
    return Text(zh.join(text.zh for text in texts), en.join(text.en for text in texts))
