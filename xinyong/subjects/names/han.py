"""Han organisation names taken apart: region, core (字号), trade, legal form, branch.

The order is that of the Provisions on the Administration of Enterprise Name Registration (企业名称登记管理规定):
region + core + trade + form; what follows a company's form is its branch.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from xinyong.subjects.names import regions
from xinyong.subjects.names.folding import fold_keeping_brackets
from xinyong.subjects.names.lexicon import TRADES, WHOLE
from xinyong.subjects.names.regions import Mention

_ALIAS = re.compile(r"\((?:简称|原名|曾用名|又名|原)[^()]*\)")
_BRACKETED_FORM = re.compile(r"\((特殊普通合伙|普通合伙|有限合伙|有限责任公司|有限公司|个人独资|个体工商户|股份合作制|合伙)\)$")
_HEAD = re.compile(
    r"股份有限公司|有限责任公司|有限公司|股份合作公司|集团公司|总公司|(?<![分支])公司|合作社联合社|合作联社|信用联社|专业合作社|合作社"
)
_BANK_BRANCH = re.compile(r"^(.+?(?:银行|信用社|联社))(.+(?:分行|支行|分社|分理处|营业部|储蓄所|分公司|中心))$")
_BRANCH = re.compile(
    r"(?:第?[\d一二三四五六七八九十百]+)?(?:分公司|支公司|分店|分行|支行|分厂|分社|分院|分校|分部|分所|分队|营业部|办事处|代表处|"
    r"门市部|代理处|联络处|连锁店|直营店|加盟店)$"
)
COMPANY_FORMS = ("有限公司", "股份有限公司")
_FORMS: tuple[tuple[str, str], ...] = (
    ("有限责任公司", "有限公司"), ("股份有限公司", "股份有限公司"), ("有限公司", "有限公司"), ("股份公司", "股份有限公司"),
    ("股份合作公司", "股份合作"), ("集团公司", "集团公司"), ("总公司", "总公司"), ("公司", "公司"),
    ("农民专业合作社联合社", "专业合作社联合社"), ("专业合作社联合社", "专业合作社联合社"), ("农民专业合作社", "专业合作社"),
    ("专业合作社", "专业合作社"), ("合作社", "合作社"), ("合伙企业", "合伙"), ("工会委员会", "工会"),
)
_HAN_DIGITS = str.maketrans("零一二三四五六七八九两", "01234567892")
# 三一 may be a name; a run with a zero or of three and more is a number written digit by digit.
_RUN_OF_DIGITS = re.compile(r"[一二三四五六七八九]*零[零一二三四五六七八九]+|[一二三四五六七八九]{3,}")
_STATED_ORDINAL = re.compile(r"第(\d+|[一二三四五六七八九]?十?[一二三四五六七八九]|[一二三四五六七八九]?十)(?![\d百千万亿])")
_ORDINAL = re.compile(r"[第#]?(\d+|[一二三四五六七八九]?十?[一二三四五六七八九]|[一二三四五六七八九]?十)(?=[^\d百千万亿])")


class HanName(NamedTuple):
    """A Han name in parts, each folded.

    ``regions`` stand at its head, ``inner`` in brackets within it; ``branch`` is "" for a head office.
    """

    regions: list[Mention]
    inner: list[Mention]
    core: str
    trade: str
    form: str
    branch_regions: list[Mention]
    branch: str

    @property
    def body(self) -> str:
        """Core and trade together."""
        return self.core + self.trade


def _digits(text: str) -> str:
    """Numbers written digit by digit as Arabic ones (三零七 → 307), ordinals as #1, #2 …"""
    text = _RUN_OF_DIGITS.sub(lambda run: run.group().translate(_HAN_DIGITS), text)
    return _STATED_ORDINAL.sub(lambda found: f"#{_value(found.group(1))}", text)


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(numeral.translate(_HAN_DIGITS))
    return 10 * int((tens or "一").translate(_HAN_DIGITS)) + int((ones or "零").translate(_HAN_DIGITS))


def _numbered(branch: str) -> str:
    """A branch with its number in one spelling: 第一分公司, 一分公司 and 1分公司 are #1分公司."""
    return _ORDINAL.sub(lambda found: f"#{_value(found.group(1))}", _digits(branch), count=1)


def _split_branch(text: str) -> tuple[str, str]:
    found = _HEAD.search(text)
    if found is not None:
        head, rest = text[: found.end()], text[found.end() :]
        if not _BRACKETED_FORM.fullmatch(rest):
            return head, rest
        return text, ""
    bank = _BANK_BRANCH.match(text)
    if bank is not None:
        return bank.group(1), bank.group(2)
    tail = _BRANCH.search(text)
    if tail is not None and tail.start() > 1:
        return text[: tail.start()], tail.group()
    return text, ""


def _split_form(head: str) -> tuple[str, str]:
    bracketed = _BRACKETED_FORM.search(head)
    if bracketed is not None:
        rest, form = _split_form(head[: bracketed.start()])
        kind = bracketed.group(1).replace("有限责任公司", "有限公司")
        return rest, kind if form in ("", "合伙") else f"{form}({kind})"
    for written, form in _FORMS:
        if head.endswith(written):
            return head[: -len(written)], form
    return head, ""


def split_trade(body: str) -> tuple[str, str]:
    """(core, trade): the longest chain of known trade words at the end that leaves a core of two characters."""
    at = len(body)
    while True:
        step = next(
            (length for length in range(min(6, at - 2), 0, -1) if body[at - length : at] in TRADES), 0
        )
        if not step:
            return body[:at], body[at:]
        at -= step


def _inner_region(body: str) -> tuple[str, list[Mention]]:
    """Take a bracketed region out: 甲(深圳)科技 → 甲科技, [深圳]. Other brackets stay as plain text."""
    for found in re.finditer(r"\(([^()]+)\)", body):
        mentions, rest = regions.leading(found.group(1))
        if mentions and not rest:
            return body[: found.start()] + body[found.end() :], mentions
    return body, []


def parse(name: str) -> HanName:
    """Take a Han name apart. Never fails: what is not recognised is core."""
    text = _ALIAS.sub("", fold_keeping_brackets(name))
    head, branch = _split_branch(text)
    rest, form = _split_form(head)
    heads, body = ([], rest) if rest.startswith(WHOLE) else regions.leading(rest)
    if rest.startswith("("):
        bracketed = re.match(r"\(([^()]+)\)", rest)
        if bracketed is not None and regions.is_region(bracketed.group(1)):
            heads, body = regions.leading(bracketed.group(1))[0], rest[bracketed.end() :]
    body, inner = _inner_region(body)
    body = body.replace("(", "").replace(")", "")
    core, trade = split_trade(body)
    # A name is never without a core: 长安汽车 is the core 长安, not a car maker of the county of that name.
    if heads and not heads[-1].suffix and not trade and (not core or core in TRADES):
        core, trade = split_trade(heads[-1].stem + body)
        heads = heads[:-1]
    branch = branch.replace("(", "").replace(")", "")
    branch_regions, branch = regions.leading(branch)
    return HanName(heads, inner, _digits(core), _digits(trade), form, branch_regions, _numbered(branch))
