"""A country that is nowhere: provinces, cities, counties, each name found in no division code of China since 1980.

Division codes are ``98`` (assigned to no province), two digits of the city, two of the county; ``00`` is
the city itself. Cities differ in size as Zipf's law has it.
"""

from __future__ import annotations

from typing import NamedTuple

ZIPF = 0.85  # exponent: the largest city is about twenty times the smallest
COUNTIES = 6  # of each city

_PROVINCES = (
    ("澜江省", "澜", "虹州市 望澜市 澜汀市 鹭鸣市 锦河湾市 青屿市 汀栖市 翠渚市"),
    ("霁山省", "霁", "云霁市 霁阳市 石桥岭市 松溪川市 鹤岚市 砚山岭市 枫栖市"),
    ("汐浦省", "汐", "汐州市 潮汐湾市 白榆市 浦澄市 贝汀市 鲸湾市"),
    ("岚原省", "岚", "岚州市 原霭市 麦岚市 穗野市 禾岚市 垄原市"),
    ("榆陵省", "榆", "榆澄市 陵霭市 桦陵市 雪榆市 桐霭市"),
)
_COUNTY_NAMES = (
    "东霁区", "西汀区", "南澜区", "北榆区", "临岚区", "中汐区", "高砚区", "云桦区", "澄陵区", "鹭湾区", "青霭县", "石汀县", "松岚县",
    "麦陵县", "竹汐县", "望霁县", "桦溪县", "雁汀县",
)


class City(NamedTuple):
    """A city: its place in the table, name, province (place and name), the province's character in case numbers."""

    number: int
    name: str
    province: int
    province_name: str
    character: str
    counties: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The name without 市."""
        return self.name[:-1]

    def division(self, county: int = 0) -> str:
        """Six digits: the city's own (county 0) or those of its ``county``-th county."""
        return f"98{self.number + 1:02d}{county:02d}"


def _cities() -> tuple[City, ...]:
    """Cities of the provinces in turn, so that each province has a large one."""
    columns = [(at, name, character, cities.split()) for at, (name, character, cities) in enumerate(_PROVINCES)]
    found: list[City] = []
    for row in range(max(len(cities) for *_, cities in columns)):
        for at, name, character, cities in columns:
            if row < len(cities):
                number = len(found)
                counties = tuple(_COUNTY_NAMES[(number * 5 + step) % len(_COUNTY_NAMES)] for step in range(COUNTIES))
                found.append(City(number, cities[row], at, name, character, counties))
    return tuple(found)


CITIES = _cities()
SIZES = tuple(1 / (place + 1) ** ZIPF for place in range(len(CITIES)))
"""Relative sizes of the cities."""


def province_division(province: int) -> str:
    """Digits that stand for a province in file names (no code of a subject carries them)."""
    return f"98p{province + 1}"
