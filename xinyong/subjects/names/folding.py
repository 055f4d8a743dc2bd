"""Folding: one spelling for names that differ only in how they were typed.

Width, brackets, dots and dashes, ideographic spaces, case, accents, 〇 for 零, and traditional
characters are folded; nothing that tells two organisations apart is. Han stays Han.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from xinyong.subjects.names.traditional import SIMPLIFIED, TRADITIONAL

_DROPPED = ".'`´‘’ʼ·•・∙⋅‧．｡。\u00b7\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f®™"
_BLANKS = " \t\r\n\u3000\u00a0_-‐‑‒–—―−－~～,，、;；:：!！?？\"“”„«»《》〈〉「」『』/\\|()（）[]【】〔〕{}<>*+=#@%^$"
_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}]) | (?=[{_HAN}])")
_IS_HAN = re.compile(rf"[{_HAN}]")


@cache
def _table() -> dict[int, str | None]:
    """Code point → replacement; None drops the character. Built at first use, some ten thousand entries."""
    table: dict[int, str | None] = {ord(old): new for old, new in zip(TRADITIONAL, SIMPLIFIED, strict=True)}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x386, 0x530), *range(0x1E00, 0x1F00)):
        bare = "".join(part for part in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(part))
        # Й and Ё are letters of their own, but names are typed with and without their marks alike.
        table[code] = bare.casefold()
    table.update({ord("ß"): "ss", ord("Æ"): "ae", ord("æ"): "ae", ord("Ø"): "o", ord("ø"): "o", ord("Ł"): "l",
                  ord("ł"): "l", ord("Đ"): "d", ord("đ"): "d", ord("ı"): "i", ord("İ"): "i", ord("Œ"): "oe",
                  ord("œ"): "oe", ord("Þ"): "th", ord("þ"): "th"})
    table.update(dict.fromkeys(map(ord, _BLANKS), " "))
    controls = (*range(0x20), *range(0x7F, 0xA0))
    table.update(dict.fromkeys((*controls, *(code for code in range(0x3001) if chr(code).isspace())), " "))
    for code in range(0xFF01, 0xFF5F):
        narrow = chr(code - 0xFEE0)
        table[code] = " " if narrow in _BLANKS else narrow.lower()
    table.update(dict.fromkeys(map(ord, _DROPPED), None))
    table.update({ord("〇"): "零", ord("○"): "零", ord("◯"): "零", ord("&"): " and ", ord("＆"): " and "})
    return table


def fold(name: str) -> str:
    """The folded key of a name: what is stored for search and compared for equality.

    Lower case, half width, simplified, without accents, brackets or punctuation; words of alphabetic
    scripts stand one blank apart, Han stands without blanks. Folding a folded key changes nothing.
    """
    table = _table()
    text = name.translate(table)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text).translate(table)
        text = "".join(part for part in unicodedata.normalize("NFD", text) if not unicodedata.combining(part))
        text = unicodedata.normalize("NFC", text).casefold().translate(table)
    if " " in text:
        text = " ".join(text.split())
        if not text.isascii() and " " in text:
            text = _BESIDE_HAN.sub("", text)
    return text


def has_han(text: str) -> bool:
    """Whether there is a Han character in it."""
    return _IS_HAN.search(text) is not None


def fold_keeping_brackets(name: str) -> str:
    """As ``fold``, but ``(`` and ``)`` stay, half width: what takes Han names apart needs them."""
    parts = re.split(r"[(（\[【〔]", name.replace("）", ")").replace("】", ")").replace("〕", ")").replace("]", ")"))
    return "(".join(")".join(fold(piece) for piece in part.split(")")) for part in parts)
