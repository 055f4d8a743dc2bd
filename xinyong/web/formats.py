"""Dates, months and amounts as each language writes them (GB/T 15835 for Chinese numerals and dates)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
MINOR_UNITS = 100
ZH_SYMBOL = {"CNY": "元", "BRL": "雷亚尔"}
EN_SYMBOL = {"CNY": "CN¥", "BRL": "R$"}


def day(value: date, language: str) -> str:
    """A calendar day: ``2026年4月1日`` or ``1 April 2026``."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(milliseconds: int, language: str, timezone: str) -> str:
    """A moment (ms since 1970 UTC) in the register's time zone, to the second."""
    local = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(ZoneInfo(timezone))
    return f"{day(local.date(), language)} {local:%H:%M:%S}"


def money(minor_units: int, language: str, currency: str) -> str:
    """An amount in minor units (fen, centavos): ``30,000.00 元`` or ``CN¥30,000.00``; whole amounts without cents."""
    whole, cents = divmod(abs(minor_units), MINOR_UNITS)
    digits = f"{whole:,}" if cents == 0 else f"{whole:,}.{cents:02d}"
    sign = "-" if minor_units < 0 else ""
    if language == "zh":
        return f"{sign}{digits} {ZH_SYMBOL.get(currency, currency)}"
    return f"{sign}{EN_SYMBOL.get(currency, currency + ' ')}{digits}"


def months(count: int, language: str) -> str:
    """A term in months, in years where it is whole: ``3年``, ``18个月``, ``3 years``, ``1 month``."""
    if count % 12 == 0 and count:
        years = count // 12
        return f"{years}年" if language == "zh" else f"{years} year{'' if years == 1 else 's'}"
    return f"{count}个月" if language == "zh" else f"{count} month{'' if count == 1 else 's'}"


def days(count: int, working: bool, language: str) -> str:
    """A term in days: ``15个工作日``, ``60日``, ``15 working days``."""
    if language == "zh":
        return f"{count}个工作日" if working else f"{count}日"
    return f"{count} {'working ' if working else ''}day{'' if count == 1 else 's'}"


def number(value: int) -> str:
    """A count with thousands marked, as both languages read it."""
    return f"{value:,}"
