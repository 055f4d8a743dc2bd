"""Names that sound right and are nobody's, unique within their registrar by construction and not by memory.

In one city and branch the ``rank``-th organisation gets the ``rank``-th core (字号) of a permutation, so
that no table of names is needed: cores of two characters first, of three besides. The third characters
begin no word of trade, hence no shorter core with a longer word spells the same name. A stated share are
near-duplicates on purpose: the neighbour's name with another legal form, its region in brackets or a
second branch, as real registers have them.
"""

from __future__ import annotations

from typing import NamedTuple

from xinyong.lab.country.branches import BRANCHES, Branch
from xinyong.lab.country.geography import COUNTIES, City
from xinyong.lab.country.seeded import Substreams, one_of

FIRST = (
    "青禾澄明远山瑞云启帆晨曦和泰同舟鼎盛嘉木百川星辰长风锦程天泽恒源卓越安澜润土汇智宏图广信永兴华茂荣昌隆裕丰福禄"
    "金银玉珠宝珍琼瑶翠碧蓝紫红彤丹朱霞虹雪霜雨露霖沐清溪湖海洋波涛浩瀚博雅文翰墨书诗乐颂歌舞飞翔腾跃奔驰骏龙凤麟鹏鹤"
    "松柏桐梓楠榕桂梅兰竹菊莲荷蓉萱芸苗稼穗麦粟谷田原野岭峰岳峦崇高聚合众诚正德善仁义礼孝敬勤勉健康宁顺吉祥"
)
SECOND = (
    "达源泰润川林景行知微立谦益辉煌耀灿烂晟昊旭昱晖晗昕晓晴朗亮光照映彩锋锐铭钧鑫铄锴坤培基城垣埔堂阁轩亭台楼府邸园圃"
    "苑庭院门户道路桥渡津港湾岛洲浦滨岸沙石岩磊砺确硕成就功业绩效优良佳美好妙奇特创造开拓进取前奋发展升登临凌霄宇宙"
    "寰球世界邦国家乡里邻友朋伴侣亲悦欣欢喜庆贺祝愿望念思想意志向心怀胸襟度量力能凯捷迅速通畅流运转承传继"
)
THIRD = "尔斯特莱恩诺维克顿伦亚欧菲迪奥曼帝森卡洛赛霍纳蒙丽雷伊顾夏秋冬夕朝暮昔今君臣"
PAIRS = len(FIRST) * len(SECOND)
TRIPLES = PAIRS * len(THIRD)
SHORT_OF_TEN = 7  # of ten cores, how many have two characters (as long as there are such)
NEAR_EVERY, NEAR_AT = 48, 5  # the rank of a near-duplicate, modulo NEAR_EVERY
_STEP = 7_368_787  # a prime that divides neither number of cores: steps through all of them


PERSONS_FAMILY = "虚"
"""Of every made-up person: no family bears it, so that the name is nobody's."""


def person_name(number: int) -> str:
    """A made-up person's name; several bear the same, as real ones do. Numbers tell persons apart, names never."""
    return PERSONS_FAMILY + FIRST[number % len(FIRST)] + SECOND[number // len(FIRST) % len(SECOND)]


class Name(NamedTuple):
    """A name, the county in it (0 where only the city), and whether it is a near-duplicate on purpose."""

    name: str
    county: int
    near: bool


class Parts(NamedTuple):
    """What a name is made of."""

    core: str
    word: str
    form: str
    county: int


def core(rank: int, offset: int) -> str:
    """The ``rank``-th core of a cell; different for each rank below ``TRIPLES``. ``offset`` differs by cell."""
    tens, place = divmod(rank, 10)
    short = tens * SHORT_OF_TEN + place
    if place < SHORT_OF_TEN and short < PAIRS:
        at = (short * _STEP + offset) % PAIRS
        return FIRST[at // len(SECOND)] + SECOND[at % len(SECOND)]
    pair, third = divmod((rank * _STEP + offset) % TRIPLES, len(THIRD))
    return FIRST[pair // len(SECOND)] + SECOND[pair % len(SECOND)] + THIRD[third]


class Namer:
    """Names of one country."""

    def __init__(self, seed: int) -> None:
        self._streams = Substreams(seed, "name")
        self._offset = int(Substreams(seed, "core").of(0)() * TRIPLES)

    def name(self, city: City, branch: int, rank: int) -> Name:
        """The name of the ``rank``-th organisation of a branch (its place in ``BRANCHES``) in a city."""
        kind = BRANCHES[branch]
        near = rank % NEAR_EVERY == NEAR_AT and kind.prefix in ("91", "92", "93")
        parts, u = self._parts(city, branch, rank - 1 if near else rank)
        text = _near(city, kind, parts, u) if near else _plain(city, parts)
        return Name(text, parts.county, near)

    def _parts(self, city: City, branch: int, rank: int) -> tuple[Parts, float]:
        """The parts, and one draw more of the same substream."""
        kind = BRANCHES[branch]
        draw = self._streams.of(((city.number * len(BRANCHES) + branch) << 32) + rank)
        cell = self._offset + (city.number * len(BRANCHES) + branch) * 104_729
        county = 1 + int(draw() * COUNTIES) if kind.prefix in ("92", "93", "52", "12", "11") else 0
        return Parts(core(rank, cell), one_of(kind.words, draw()), kind.forms.pick(draw()), county), draw()


def _place(city: City, parts: Parts) -> str:
    return city.name + (city.counties[parts.county - 1] if parts.county else "")


def _plain(city: City, parts: Parts) -> str:
    return f"{_place(city, parts)}{parts.core}{parts.word}{parts.form}"


def _near(city: City, branch: Branch, parts: Parts, u: float) -> str:
    """A name that differs from the neighbour's in what clerks confuse: form, place of the region, a second shop."""
    if branch.prefix != "91":
        return f"{_place(city, parts)}{parts.core}{parts.word}" + ("（二店）" if branch.prefix == "92" else "联合社")
    if u < 0.5:
        return f"{parts.core}{parts.word}（{city.stem}）{parts.form}"
    other = "有限责任公司" if parts.form == "有限公司" else "有限公司"
    return f"{city.name}{parts.core}{parts.word}{other}"
