"""What authorities penalise and licence in the synthetic country: kinds of violation, legal bases, sums.

Instruments and articles are real ones; facts are told in one sentence that fits any party. A fine's
median is in yuan and the sums are log-normal in whole fen: small ones are many, large ones few.
"""

from __future__ import annotations

from typing import NamedTuple

from xinyong.lab.country.seeded import Weighted


class Office(NamedTuple):
    """A deciding authority: its id in the rulebook, name after a city's, and mark in document numbers."""

    id: str
    name: str
    mark: str


SAMR = Office("samr", "市场监督管理局", "市监")
TAX = Office("sat", "税务局", "税")
LABOUR = Office("mohrss", "人力资源和社会保障局", "人社监")
SAFETY = Office("mem", "应急管理局", "应急")
STATISTICS = Office("nbs", "统计局", "统")
CULTURE = Office("mct", "文化和旅游局", "文旅")
CIVIL = Office("mca", "民政局", "民")
FINANCE = Office("mof", "财政局", "财")
CUSTOMS = Office("gac", "海关", "关")
COURTS = Office("spc", "人民法院", "执")
STAFFING = Office("staffing", "事业单位登记管理局", "编")
STAFFING_OFFICE = Office("staffing", "机构编制委员会办公室", "编")  # the same department, of government bodies


class Offence(NamedTuple):
    """One kind of violation. ``fine`` and ``gains``: medians in yuan, 0 where there is none."""

    office: Office
    kind: str
    facts: str
    basis: str
    fine: float
    sigma: float = 0.9
    gains: float = 0.0


_FOOD = Offence(SAMR, "食品违法行为", "经营标签不符合规定的预包装食品", "中华人民共和国食品安全法/第九章法律责任/第一百二十五条/第一款", 5_000, 0.8, 900)
_STALE = Offence(SAMR, "食品违法行为", "经营超过保质期的食品", "中华人民共和国食品安全法/第九章法律责任/第一百二十四条/第一款", 9_000, 1.0, 1_200)
_QUALITY = Offence(SAMR, "产品(商品)质量违法行为", "销售不符合强制性国家标准的产品", "中华人民共和国产品质量法/第五章罚则/第四十九条", 8_000, 1.1, 2_500)
_ADVERT = Offence(SAMR, "广告违法行为", "发布含有虚假内容的广告", "中华人民共和国广告法/第五章法律责任/第五十五条/第一款", 10_000, 1.0)
_LIFT = Offence(SAMR, "特种设备违法行为", "使用未经定期检验的特种设备", "中华人民共和国特种设备安全法/第六章法律责任/第八十四条", 30_000, 0.5)
_CONSUMER = Offence(SAMR, "侵害消费者权益行为", "对商品作引人误解的宣传", "中华人民共和国消费者权益保护法/第七章法律责任/第五十六条/第一款", 4_000, 0.9)
_CAUTION = Offence(SAMR, "侵害消费者权益行为", "未按规定明示商品价格", "中华人民共和国消费者权益保护法/第七章法律责任/第五十六条/第一款", 0)
_TAXES = Offence(TAX, "违反税收管理", "未按照规定期限办理纳税申报", "中华人民共和国税收征收管理法/第五章法律责任/第六十二条", 500, 0.7)
_EVASION = Offence(TAX, "违反税收管理", "在账簿上少列收入，少缴应纳税款", "中华人民共和国税收征收管理法/第五章法律责任/第六十三条/第一款", 60_000, 1.6)
_WAGES = Offence(LABOUR, "违反劳动保障法律法规", "未按要求报送劳动用工书面材料", "《劳动保障监察条例》第三十条第一款", 4_500, 0.5)
_UNSAFE = Offence(SAFETY, "安全生产违法行为", "未按照规定对从业人员进行安全生产教育和培训", "中华人民共和国安全生产法/第六章法律责任/第九十七条", 20_000, 0.7)
_FIGURES = Offence(STATISTICS, "统计违法行为", "提供不真实的统计资料", "《中华人民共和国统计法》", 6_000, 0.9)
_TRAVEL = Offence(CULTURE, "旅游市场违法行为", "未经许可经营旅行社业务", "中华人民共和国旅游法/第九章法律责任/第九十五条/第一款", 15_000, 0.6, 1_500)
_DECLARED = Offence(CUSTOMS, "违反海关监管规定", "进出口货物申报不实", "《中华人民共和国海关行政处罚实施条例》第十五条", 12_000, 1.2)
_SOCIETY = Offence(CIVIL, "违反社会组织管理规定", "不按照规定接受监督检查", "《社会团体登记管理条例》第三十条", 0)
_SCHOOL = Offence(CIVIL, "违反社会组织管理规定", "不按照规定接受监督检查", "《民办非企业单位登记管理暂行条例》第二十五条", 0)

_SHARED = ((_ADVERT, 1.0), (_TAXES, 2.5), (_WAGES, 0.5), (_FIGURES, 0.15))
_OWN: dict[str, tuple[tuple[Offence, float], ...]] = {
    "食品": ((_FOOD, 3), (_STALE, 2)), "食品零售": ((_FOOD, 4), (_STALE, 3), (_CAUTION, 1)),
    "食品餐饮": ((_STALE, 4), (_CAUTION, 1)), "药械": ((_QUALITY, 3),), "药械零售": ((_QUALITY, 3), (_CAUTION, 1)),
    "商贸": ((_QUALITY, 2), (_CONSUMER, 2), (_CAUTION, 1), (_DECLARED, 0.3)), "建材": ((_QUALITY, 4),),
    "制造": ((_QUALITY, 3), (_UNSAFE, 2), (_LIFT, 1), (_DECLARED, 0.4)), "特种设备": ((_LIFT, 6),),
    "化工": ((_UNSAFE, 5), (_QUALITY, 1)), "矿业": ((_UNSAFE, 6),), "建设": ((_UNSAFE, 3), (_WAGES, 1)),
    "运输": ((_UNSAFE, 2),), "地产": ((_CONSUMER, 3), (_LIFT, 1)), "服务": ((_CONSUMER, 2), (_CAUTION, 1)),
    "信息": ((_CONSUMER, 1), (_EVASION, 0.4)), "教培": ((_CONSUMER, 4),), "文旅": ((_TRAVEL, 3),),
    "能源": ((_UNSAFE, 2),), "环保": ((_UNSAFE, 1),), "农业": ((_QUALITY, 1),),
}
OFFENCES: dict[str, Weighted[Offence]] = {
    trade: Weighted((*own, *_SHARED, (_EVASION, 0.1))) for trade, own in _OWN.items()
}
OFFENCES |= {
    "社会团体": Weighted([(_SOCIETY, 1.0)]), "基金会": Weighted([(_SOCIETY, 1.0)]), "民办机构": Weighted([(_SCHOOL, 1.0)]),
    "事业单位": Weighted([(_UNSAFE, 1.0), (_FIGURES, 0.5)]), "机关": Weighted([(_FIGURES, 1.0)]),
}


class Permit(NamedTuple):
    """One kind of licence: authority, certificate, class of licence, years that it runs (0: long-term)."""

    office: Office
    certificate: str
    kind: str
    years: int


_GENERAL = Permit(SAMR, "特种设备使用登记证", "登记", 0)
PERMITS: dict[str, Permit] = {
    **dict.fromkeys(("食品", "食品零售", "食品餐饮"), Permit(SAMR, "食品经营许可证", "普通", 5)),
    **dict.fromkeys(("药械", "药械零售"), Permit(SAMR, "医疗器械经营许可证", "普通", 5)),
    "化工": Permit(SAFETY, "危险化学品经营许可证", "普通", 3), "矿业": Permit(SAFETY, "安全生产许可证", "普通", 3),
    "服务": Permit(LABOUR, "人力资源服务许可证", "普通", 5), "文旅": Permit(CULTURE, "旅行社业务经营许可证", "普通", 0),
    "民办机构": Permit(CIVIL, "民办非企业单位登记证书", "登记", 4),
}


def permit(trade: str) -> Permit:
    """The licence that a trade needs most."""
    return PERMITS.get(trade, _GENERAL)


BREACHES = Weighted([
    ("有履行能力而拒不履行生效法律文书确定义务", 0.62), ("违反财产报告制度", 0.26), ("违反限制消费令", 0.05),
    ("以隐匿、转移财产方法规避执行", 0.04), ("无正当理由拒不履行执行和解协议", 0.03),
])
"""Grounds of listing a judgment defaulter (SPC provisions 2017, art. 1); their shares are assumptions."""
PERFORMANCES = Weighted([("全部未履行", 0.88), ("部分未履行", 0.12)])
