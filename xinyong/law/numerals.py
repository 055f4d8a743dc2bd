"""Numbers in Chinese characters, as Chinese law cites its articles (第一百二十五条)."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))


def han(number: int) -> str:
    """``12`` → ``十二``, ``105`` → ``一百零五``, ``1260`` → ``一千二百六十``; from 1 to 9999."""
    if not 0 < number < 10_000:
        return str(number)
    said, left, gap = "", number, False
    for worth, name in _PLACES:
        count, left = divmod(left, worth)
        if count:
            said += ("零" if gap else "") + _DIGITS[count] + name
            gap = False
        elif said:
            gap = left > 0
    if left:
        said += ("零" if gap else "") + _DIGITS[left]
    return said[1:] if 10 <= number < 20 else said


def article(text: str) -> str:
    """``5`` → ``第五条``; an article that is no plain number (``5-XXXV``) keeps its signs."""
    return f"第{han(int(text)) if text.isascii() and text.isdigit() else text}条"
