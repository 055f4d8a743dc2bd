"""Made-up organisations: names that sound plausible, codes that belong to nobody (division prefix 98)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xinyong.subjects.uscc import USCC

CITIES = ("虹州市", "澜川市", "云岭市", "白榆市", "青屿市", "望澜市", "松溪川市", "锦河湾市", "鹭鸣市", "石桥岭市")
CORES_A = "青禾澄明远山瑞云启帆晨曦和泰同舟鼎盛嘉木百川星辰长风锦程天泽恒源卓越安澜润土汇智"
CORES_B = "达源丰泰禾润川海岳林峰景行知微卓立诚谦宁康益嘉祥"
TRADES = {
    "食品": ("食品", "粮油", "乳业", "餐饮管理", "农产品"),
    "药械": ("医药", "医疗器械", "大药房", "化妆品"),
    "制造": ("机械制造", "电子科技", "特种设备", "电梯", "电器"),
    "服务": ("商贸", "物流", "物业服务", "广告传媒", "教育咨询", "信息技术"),
    "建设": ("建筑工程", "装饰工程", "建材"),
}
FORMS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "合伙企业(有限合伙)")


class Organisation(NamedTuple):
    """One made-up organisation as a registration authority would file it."""

    code: str
    name: str
    registered_on: date
    city: str
    trade: str
    status: str


def organisations(count: int, seed: int, today: date) -> Iterator[Organisation]:
    """``count`` organisations, the same for the same arguments; one in eight is a sole trader."""
    rng = random.Random(f"organisations {seed}")
    names: set[str] = set()
    for number in range(count):
        city = rng.choices(CITIES, weights=range(len(CITIES), 0, -1))[0]
        trade = rng.choice(list(TRADES))
        while True:
            core = rng.choice(CORES_A) + rng.choice(CORES_B) + (rng.choice(CORES_B) if rng.random() < 0.4 else "")
            sole = rng.random() < 0.125
            tail = "经营部" if sole else rng.choice(FORMS)
            name = f"{city}{core}{rng.choice(TRADES[trade])}{tail}"
            if name not in names:
                break
        names.add(name)
        registered = today - timedelta(days=rng.randint(120, 365 * 22))
        status = rng.choices(("存续", "注销", "吊销"), weights=(90, 8, 2))[0]
        code = USCC.synthetic_of("92" if sole else "91", number)
        yield Organisation(code, name, registered, city, trade, status)
