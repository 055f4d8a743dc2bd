"""Divisions at the head of a Han name: 深圳, 深圳市 and 广东省深圳市 told apart and brought together."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from xinyong.subjects.names.divisions import TABLE

_PEOPLES = (
    "各族|蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|"
    "佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|撒拉族|毛南族|仡佬族|普米族|怒族|"
    "鄂温克族|保安族|裕固族|独龙族|鄂伦春族|布朗族|锡伯族|塔吉克族|阿昌族|壮|回|维吾尔|蒙古|哈萨克|柯尔克孜"
)
_SUFFIX = re.compile(rf"(?:(?:{_PEOPLES})+自治[区州县旗]|自治[区州县旗]|特别行政区|地区|林区|新区|特区|[省市区县旗州盟])$")
_LONGEST = 15
_PROVINCE, _PREFECTURE, _COUNTY = 2, 4, 6
_WIDER = """
中国 中华 香港 澳门 台湾 日本 韩国 美国 英国 法国 德国 意大利 加拿大 澳大利亚 新加坡 马来西亚 泰国 越南 印度 俄罗斯 荷兰 瑞士 瑞典
巴西 亚洲 亚太 国际 远东 大中华 东北 华北 华东 华南 华中 西北 西南
"""


class Division(NamedTuple):
    """One division: code prefix (2, 4 or 4 digits of its prefecture), stem, suffix ("市"), level 2, 4 or 6."""

    code: str
    stem: str
    suffix: str
    level: int


class Mention(NamedTuple):
    """A division as a name writes it: ``suffix`` is "" where it was left out."""

    stem: str
    suffix: str
    divisions: tuple[Division, ...]


def _split(name: str) -> tuple[str, str]:
    """(stem, suffix); autonomous areas shorten to 州, 县, 旗, 区. A stem has at least two characters."""
    found = _SUFFIX.search(name, 2)
    if found is None:
        return name, ""
    suffix = found.group()
    return name[: found.start()], suffix[-1] if "自治" in suffix or suffix == "特别行政区" else suffix


@cache
def _known() -> dict[str, list[tuple[str, Division]]]:
    """Every way of writing a division → (suffix as written, division)."""
    known: dict[str, dict[tuple[str, Division], None]] = {}

    def add(name: str, code: str, level: int) -> None:
        stem, suffix = _split(name)
        division = Division(code, stem, suffix, level)
        known.setdefault(name, {})[suffix, division] = None
        if suffix:
            known.setdefault(stem, {})["", division] = None
            known.setdefault(stem + suffix, {})[suffix, division] = None

    code = ""
    for word in TABLE.split():
        if word[0].isdigit():
            digits = 4 if word[:4].isdigit() else 2
            code = word[:digits]
            for head in filter(None, word[digits:].split("/")):
                add(head, code, _PROVINCE if digits == 2 else _PREFECTURE)
        else:
            add(word, code, _COUNTY)
    for name in _WIDER.split():
        known.setdefault(name, {})["", Division("", name, "", 0)] = None
    return {name: list(ways) for name, ways in known.items()}


def _bare_allowed(division: Division, parents: tuple[Division, ...]) -> bool:
    """A district's stem alone (和平, 长安) is a region only after the city that it lies in."""
    return division.level < _COUNTY or not division.suffix.endswith("区") or bool(parents)


def _mention(text: str, parents: tuple[Division, ...]) -> tuple[Mention, int] | None:
    known = _known()
    for length in range(min(_LONGEST, len(text)), 1, -1):
        ways = known.get(text[:length])
        if not ways:
            continue
        fitting = [
            (suffix, division) for suffix, division in ways
            if (suffix or not division.suffix or _bare_allowed(division, parents))
            and (not parents or any(division.code.startswith(parent.code) and parent.level < division.level
                                    for parent in parents))
        ]
        if fitting:
            suffix = fitting[0][0]
            divisions = tuple(division for written, division in fitting if written == suffix)
            return Mention(divisions[0].stem, suffix, divisions), length
    return None


def leading(text: str) -> tuple[list[Mention], str]:
    """The divisions that ``text`` (folded, Han) begins with, each inside the one before, and what follows."""
    mentions: list[Mention] = []
    parents: tuple[Division, ...] = ()
    while len(mentions) < 3:
        found = _mention(text, parents)
        if found is None:
            break
        mention, length = found
        mentions.append(mention)
        text = text[length:]
        parents = mention.divisions
        if parents[0].level == 0:
            break
    return mentions, text


def same(one: Mention, other: Mention) -> bool:
    """Whether two mentions of a stem mean one division: equal suffixes, or one left out of its highest holder.

    吉林 without suffix is the province: 吉林 and 吉林省 are the same, 吉林 and 吉林市 are not.
    """
    if one.stem != other.stem:
        return False
    if one.suffix == other.suffix:
        return True
    if one.suffix and other.suffix:
        return False
    bare, full = (one, other) if not one.suffix else (other, one)
    highest = min(division.level for division in bare.divisions)
    return any(division.level == highest and division.suffix == full.suffix for division in bare.divisions)


def agree(ones: list[Mention], others: list[Mention]) -> bool:
    """Whether two heads mean one place: the innermost the same, and any further ones enclosing it."""
    if not ones or not others:
        return not ones and not others
    if not same(ones[-1], others[-1]):
        return False
    shorter, longer = sorted((ones[:-1], others[:-1]), key=len)
    matched = 0
    for mention in longer:
        if matched < len(shorter) and same(mention, shorter[matched]):
            matched += 1
    return matched == len(shorter)


def is_region(text: str) -> bool:
    """Whether the whole of ``text`` is divisions."""
    mentions, rest = leading(text)
    return bool(mentions) and not rest
