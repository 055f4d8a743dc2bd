"""Chinese numerals, and the amounts of money that a penalty's wording states.

Ordinary numerals number articles (第一百一十五条); the capital numerals of accounts state sums
(人民币伍仟元整). Both read to whole numbers; a text that is neither reads as None.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache

from xinyong.intake.values import FEN_PER_WAN, FEN_PER_YUAN

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5, "陆": 6, "陸": 6, "柒": 7,
    "捌": 8, "玖": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN = "".join((*_DIGITS, *_UNITS, *_MYRIADS))
_SUM_HAN = re.compile(rf"([{_HAN}]+)[元圆](?:整|正|([{_HAN}])角)?(?:整|正|零?([{_HAN}])分)?")
_SUM = re.compile(r"(\d[\d,]*(?:\.\d+)?|\.\d+)\s*(亿元|万元|元|圆)")
_BEFORE_SUM = r"[^;；。,，、0-9.元零一二三四五六七八九〇两壹贰叁肆伍陆柒捌玖]{0,16}"


def read_numeral(text: str) -> int | None:
    """The whole number that a Chinese or Arabic numeral states (一百一十五 → 115); None when it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(character not in _HAN for character in text):
        return None
    if len(text) > 1 and all(character in _DIGITS for character in text):  # 二〇二二: digits one by one
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit


@cache
def _after(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word) + _BEFORE_SUM)


def stated_sums(text: str, after: str) -> list[int]:
    """The sums (fen) that ``text`` states after each occurrence of the word ``after``.

    ``stated_sums("罚款人民币伍仟元整", "罚款")`` is ``[500000]``; ``.15元`` is 15 fen as it is written.
    Only a sum that follows with no other clause or number in between is taken for the word's.
    """
    sums: list[int] = []
    if after not in text:
        return sums
    for match in _after(after).finditer(text):
        rest = text[match.end():]
        found = _SUM.match(rest)
        if found is not None:
            unit = {"元": FEN_PER_YUAN, "圆": FEN_PER_YUAN, "万元": FEN_PER_WAN, "亿元": FEN_PER_WAN * 10**4}[found[2]]
            try:
                amount = Decimal(found[1].replace(",", "")) * unit
            except InvalidOperation:
                continue
            if amount == int(amount):
                sums.append(int(amount))
            continue
        han = _SUM_HAN.match(rest)
        if han is not None and (yuan := read_numeral(han[1])) is not None:
            jiao, fen = (read_numeral(part) or 0 if part else 0 for part in (han[2], han[3]))
            sums.append(yuan * FEN_PER_YUAN + jiao * 10 + fen)
    return sums
