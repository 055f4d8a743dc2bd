"""Whether two names are one organisation's: a score, a verdict and its reasons.

Codes decide before names: the same valid code is the same organisation, two different valid codes
never are. Between names alone the parts are compared apart, and any doubt is no match: a false match
puts one organisation's penalty on another. A match by name is an offer to an officer and binds
nobody; persons are never matched by name (Article 11).
"""

from __future__ import annotations

from typing import NamedTuple

from xinyong.errors import BadInput, Text
from xinyong.subjects.identifiers import ALL
from xinyong.subjects.names import across, latin, regions
from xinyong.subjects.names.folding import fold
from xinyong.subjects.names.han import COMPANY_FORMS, HanName
from xinyong.subjects.names.latin import LatinName
from xinyong.subjects.names.organisation import parse

_UNMATCHED_MOST = 0.84
_TYPO_TRADE_LEAST = 4
# Characters that writers and scanners take for one another, and that never both make a word of trade.
_LOOKALIKE = tuple(map(frozenset, (
    "己已巳", "末未", "士土", "日曰", "千干", "术木朮", "大太", "贷货", "侯候", "帐账", "份分", "炼练", "村材", "折析拆", "冶治",
    "券卷", "茶荼", "没设", "饰饬", "晴睛", "暖暧", "营菅", "准淮", "鸟乌", "入人八", "业亚", "车东", "技枝", "具俱", "运远", "络洛",
    "投没", "咨资", "询洵", "商啇", "货贸", "建健", "柱桂", "械戒", "徽微", "孑子", "玖玫", "汽汔", "璃离", "蔬疏", "岀出", "广厂",
)))


class Match(NamedTuple):
    """``score`` 0–1, ``match`` whether they may be taken for one organisation, and why."""

    score: float
    match: bool
    reasons: list[Text]


def similarity(one: str, other: str) -> float:
    """Dice coefficient of the two-character pieces of two folded names, 0–1."""
    if one == other:
        return 1.0
    ones = {one[at : at + 2] for at in range(len(one) - 1)}
    others = {other[at : at + 2] for at in range(len(other) - 1)}
    if not ones or not others:
        return 0.0
    return 2 * len(ones & others) / (len(ones) + len(others))


def _valid(code: str | None, name_exact: bool) -> tuple[str, str] | None:
    """(class, code) of the first class of organisations' identifiers that accepts the code."""
    if not code or not code.strip():
        return None
    for known in ALL.values():
        if known.personal:
            continue
        try:
            return known.name, known.read(code, name_exact=name_exact).code
        except BadInput:
            continue
    return None


def compare(a: str, b: str, code_a: str | None = None, code_b: str | None = None) -> Match:
    """Compare two organisations by their names and, where given, codes. Never fails; never for persons."""
    folded_a, folded_b = fold(a), fold(b)
    exact = folded_a == folded_b
    valid_a, valid_b = _valid(code_a, exact), _valid(code_b, exact)
    reasons: list[Text] = []
    if valid_a and valid_b:
        if valid_a == valid_b:
            return Match(1.0, True, [Text("代码相同且有效：同一组织。", "The same valid code: the same organisation.")])
        return Match(0.0, False, [
            Text("两个不同的有效代码：无论名称如何，都不是同一组织。",
                 "Two different valid codes: never one organisation, whatever the names say.")])
    if (code_a and not valid_a) or (code_b and not valid_b):
        reasons.append(Text("有代码无效，未作依据。", "A code is not valid and was left out of account."))
    if not folded_a or not folded_b:
        return Match(0.0, False, [*reasons, Text("名称为空。", "A name is empty.")])
    if exact:
        return Match(1.0, True, [*reasons, Text(
            "名称一致（宽度、括号、空格、繁简归一后）。",
            "The names are the same once width, brackets, blanks and traditional forms are folded.")])
    found = _by_names(a, b, folded_a, folded_b)
    return Match(found.score, found.match, reasons + found.reasons)


def _by_names(a: str, b: str, folded_a: str, folded_b: str) -> Match:
    one, other = parse(a), parse(b)
    if isinstance(one, HanName) and isinstance(other, HanName):
        return _both_han(one, other, similarity(folded_a, folded_b))
    if isinstance(one, LatinName) and isinstance(other, LatinName):
        return _both_latin(a, b, one, other, similarity(folded_a, folded_b))
    if isinstance(one, HanName) and isinstance(other, LatinName):
        return _across(one, other)
    if isinstance(one, LatinName) and isinstance(other, HanName):
        return _across(other, one)
    raise AssertionError("a name is either Han or alphabetic")


def _unmatched(closeness: float, reasons: list[Text]) -> Match:
    return Match(round(min(closeness, _UNMATCHED_MOST), 3), False, reasons)


# --- Han and Han -----------------------------------------------------------------------------


def _one_slip(one: HanName, other: HanName) -> bool:
    """Bodies apart by one look-alike character inside a trade of four or more characters."""
    longer = one if len(one.trade) >= len(other.trade) else other
    if len(one.body) != len(other.body) or len(longer.trade) < _TYPO_TRADE_LEAST:
        return False
    apart = [at for at in range(len(one.body)) if one.body[at] != other.body[at]]
    if len(apart) != 1 or apart[0] < len(longer.core):
        return False
    pair = {one.body[apart[0]], other.body[apart[0]]}
    return any(pair <= alike for alike in _LOOKALIKE)


def _differences(one: HanName, other: HanName) -> list[Text]:
    """Every part in which they are two organisations; empty when in none."""
    found: list[Text] = []
    if not regions.agree(one.regions, other.regions) or not regions.agree(one.inner, other.inner):
        found.append(Text("行政区划不同、位置不同或只有一方写明。",
                          "The region differs, stands elsewhere, or is given by one name only."))
    if one.body != other.body and not _one_slip(one, other):
        if one.core != other.core:
            found.append(Text("字号不同。", "The core of the name differs."))
        else:
            found.append(Text("行业表述不同。", "The trade differs."))
    if one.form != other.form and not _form_left_out(one, other):
        found.append(Text("组织形式不同，是不同的主体。", "The legal form differs, hence another entity."))
    if bool(one.branch) != bool(other.branch):
        found.append(Text("一方是分支机构，另一方不是。", "One is a branch and the other is not."))
    elif one.branch != other.branch or not regions.agree(one.branch_regions, other.branch_regions):
        found.append(Text("是不同的分支机构。", "They are different branches."))
    return found


def _form_left_out(one: HanName, other: HanName) -> bool:
    """One name stops before 有限公司 and is otherwise complete, with region, core and trade."""
    short, full = (one, other) if not one.form else (other, one)
    complete = bool(short.regions or short.inner) and bool(short.trade) and not short.body.endswith("集团")
    return not short.form and full.form in COMPANY_FORMS and complete


def _both_han(one: HanName, other: HanName, closeness: float) -> Match:
    differences = _differences(one, other)
    if differences:
        return _unmatched(closeness, differences)
    score, reasons = 0.97, [Text("行政区划、字号、行业、组织形式和分支均一致。",
                                 "Region, core, trade, legal form and branch agree.")]
    if one.body != other.body:
        score = 0.9
        reasons.append(Text("行业表述有一个形近字之差。", "One look-alike character differs in the trade."))
    if one.form != other.form:
        score = min(score, 0.87)
        reasons.append(Text("一方省略了组织形式。", "One name leaves its legal form out."))
    return Match(score, True, reasons)


# --- alphabetic ------------------------------------------------------------------------------


def _both_latin(a: str, b: str, one: LatinName, other: LatinName, closeness: float) -> Match:
    if one.joined != other.joined and bool(one.form) != bool(other.form):
        glued_a, glued_b = latin.parse(a, glued=True), latin.parse(b, glued=True)
        if glued_a == glued_b:
            one, other = glued_a, glued_b
    if not latin.same_words(one, other):
        return _unmatched(closeness, [Text("名称主体不同。", "The words of the name differ.")])
    if one.form and other.form and one.form != other.form:
        return _unmatched(closeness, [
            Text("组织形式不同，是不同的主体。", "The legal form differs, hence another entity.")])
    reasons = [Text("名称主体一致。", "The words of the name agree.")]
    if one.form != other.form:
        if len(one.words) < 2 or len(one.joined) < 8:
            return _unmatched(closeness, [*reasons, Text(
                "一方没有组织形式，且名称太短，不足以认定。",
                "One name has no legal form, and the name is too short to tell by.")])
        return Match(0.87, True, [*reasons, Text("一方省略了组织形式。", "One name leaves its legal form out.")])
    return Match(0.97 if one.words == other.words else 0.93, True, reasons)


# --- across scripts --------------------------------------------------------------------------


def _across(one: HanName, other: LatinName) -> Match:
    if not across.fits(one, other):
        return _unmatched(0.3, [Text("中外文名称的各部分不能逐一对应。",
                                     "Not every part of one name has its partner in the other.")])
    agreed = Text("字号读音（或通用译名）及行业、地区逐一对应。",
                  "Sound (or established name) of the core, trade and region all have their partners.")
    forms = across.forms_fit(one, other)
    if forms is False:
        return _unmatched(0.8, [agreed, Text("组织形式不能对应。", "The legal forms do not render each other.")])
    if forms is None:
        return Match(0.85, True, [agreed, Text("一方省略了组织形式。", "One name leaves its legal form out.")])
    return Match(0.9, True, [agreed])
