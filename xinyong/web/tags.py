"""Template tags of the faces: words, dates, amounts, citations. They know the page's language."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xinyong.errors import Text
from xinyong.law import remedies, terms
from xinyong.law.force import cite_text, split_cite
from xinyong.law.model import Remedy, Rulebook, Words
from xinyong.subjects import identifiers
from xinyong.web import formats, words

register = template.Library()


def _language(context: Any) -> str:
    return str(context["language"])


@register.simple_tag(takes_context=True)
def w(context: Any, key: str, **values: object) -> str:
    """The catalogue's sentence for ``key`` with its places filled."""
    return words.word(key, _language(context), **values)


@register.simple_tag(takes_context=True)
def counted(context: Any, thing: str, number: int) -> str:
    """A number of things in words that agree with it."""
    return words.word(f"count.{thing}.{'one' if number == 1 else 'many'}", _language(context), count=number)


@register.simple_tag(takes_context=True)
def term(context: Any, vocabulary: str, value: str) -> str:
    """The word for a coded value."""
    return words.term(vocabulary, value, _language(context))


@register.simple_tag(takes_context=True)
def t(context: Any, text: Words | Text | str | None) -> str:
    """A bilingual value of the law in the page's language."""
    if text is None or isinstance(text, str):
        return text or ""
    return text.zh if _language(context) == "zh" else text.en


@register.simple_tag(takes_context=True)
def runs(context: Any, remedy: Remedy) -> str:
    """Within what time a remedy is brought, and from when that time runs."""
    return t(context, remedies.runs(remedy))


@register.simple_tag(takes_context=True)
def decided(context: Any, remedy: Remedy) -> str:
    """Within what time a remedy is answered, as the end of its sentence; nothing where its law sets none."""
    term = remedies.decided(remedy)
    if term is None:
        return ""
    language = _language(context)
    said = words.word("list.remedies.decided", language, term=term.pick(language))
    return f"，{said}" if language == "zh" else f"; {said}"


@register.simple_tag(takes_context=True)
def source(context: Any, keys: str) -> str:
    """Where a value of the law comes from."""
    return t(context, terms.sources(keys))


@register.simple_tag(takes_context=True)
def cap(context: Any, text: Words | Text) -> str:
    """As ``t``, standing alone: English words of ours begin with a capital; what is alike in both is left."""
    said = t(context, text)
    return said if text.zh == text.en else said[:1].upper() + said[1:]


@register.simple_tag(takes_context=True)
def day(context: Any, value: date | None) -> str:
    """A day as a ``time`` element."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.day(value, _language(context)))


@register.simple_tag(takes_context=True)
def last_day(context: Any, until: date) -> str:
    """The last day of something whose first day without effect is ``until``."""
    return day(context, until - timedelta(days=1))


@register.simple_tag(takes_context=True)
def plain_day(context: Any, value: date) -> str:
    """A day as text, to be filled into a sentence."""
    return formats.day(value, _language(context))


@register.simple_tag(takes_context=True)
def money(context: Any, minor_units: int) -> str:
    """An amount in the register's currency."""
    return formats.money(minor_units, _language(context), context["rulebook"].manifest.currency)


@register.simple_tag(takes_context=True)
def months(context: Any, count: int) -> str:
    """A term in months."""
    return formats.months(count, _language(context))


@register.simple_tag(takes_context=True)
def days(context: Any, count: int, working: bool = True) -> str:
    """A term in (working) days."""
    return formats.days(count, working, _language(context))


@register.simple_tag
def count(value: int) -> str:
    """A number with thousands marked."""
    return formats.number(value)


@register.simple_tag(takes_context=True)
def cite(context: Any, raw: str) -> SafeString | str:
    """A citation, its instrument named in full and linked where the rulebook holds it."""
    if not raw:
        return ""
    rulebook: Rulebook = context["rulebook"]
    instrument, _ = split_cite(raw)
    language = _language(context)
    words_of_it = cite_text(rulebook, raw).pick(language)
    if instrument not in rulebook.instruments:
        return words_of_it
    return format_html(
        '<a class="cite" href="{}">{}</a>', reverse("instrument", args=[language, instrument]), words_of_it
    )


@register.simple_tag(takes_context=True)
def link(context: Any, name: str, *args: object) -> str:
    """The address of a page in the page's language."""
    return reverse(name, args=[_language(context), *args])


@register.simple_tag(takes_context=True)
def code(context: Any, plain: str) -> str:
    """A code as it is printed: as its class writes it, else in groups of six."""
    rulebook: Rulebook = context["rulebook"]
    formatted = identifiers.get(rulebook.manifest.organisation_identifier).format(plain)
    return formatted if formatted != plain else " ".join(plain[i : i + 6] for i in range(0, len(plain), 6))
