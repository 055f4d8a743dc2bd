"""Branches of the population: kind of organisation × industry, with shares, words of trade and legal forms.

Industries are sections and divisions of GB/T 4754-2017. Shares of kinds follow the orders of magnitude
that the market regulators report (about two sole traders for each enterprise); those of sections are
plausible and no published figure (``docs/calibration.md`` says which figures are). Words of different
branches of one kind differ, so that the same core in two branches makes two names.
"""

from __future__ import annotations

from typing import NamedTuple

from xinyong.lab.country.seeded import Weighted


class Branch(NamedTuple):
    """One branch. ``share`` is of all organisations; ``trade`` groups branches that are supervised alike."""

    prefix: str  # department and class of GB 32100-2015
    industry: str  # section and division, e.g. F52
    trade: str
    share: float
    words: tuple[str, ...]
    forms: Weighted[str]


KIND_SHARES = {
    "91": 0.316, "92": 0.655, "93": 0.0125, "51": 0.0035, "52": 0.0045, "53": 0.0005, "12": 0.005, "11": 0.0025,
}
"""Enterprises, sole traders, co-operatives, three kinds of social organisation, institutions, government bodies."""

_COMPANY = Weighted([("有限公司", 0.82), ("有限责任公司", 0.1), ("股份有限公司", 0.03), ("合伙企业（有限合伙）", 0.05)])
_BARE = Weighted([("", 1.0)])

# industry · trade · share within the kind · words
_ENTERPRISES = """
F51 食品 5.0 食品 粮油 乳业 农产品贸易 酒业 茶叶 调味品 水产贸易
F52 食品零售 3.0 超市 生鲜 便利连锁
H62 食品餐饮 2.5 餐饮管理 餐饮服务 饮品
F51 药械 2.5 医药 医疗器械 药业 化妆品 生物医药
F52 药械零售 1.5 大药房连锁 眼镜
F51 商贸 16.0 商贸 贸易 进出口贸易 供应链管理 百货贸易 国际贸易
F51 建材 5.0 建材 装饰材料 五金建材 木业 石材
C34 制造 5.0 机械制造 精密机械 模具 阀门制造
C39 制造 3.5 电子科技 光电科技 仪器仪表
C38 制造 2.5 电器 电缆 照明电器
C34 特种设备 0.6 电梯 压力容器 起重机械
C17 制造 2.5 纺织 服饰 家纺
C26 化工 1.2 化工 涂料 新材料
E48 建设 6.0 建筑工程 市政工程 路桥工程 水利工程
E50 建设 3.0 装饰工程 园林绿化工程 幕墙工程
G54 运输 4.0 物流 运输 货运代理
K70 地产 3.5 房地产开发 物业服务 房地产经纪
I65 信息 6.5 信息技术 软件开发 网络科技 数据服务
L72 服务 9.0 企业管理咨询 广告传媒 人力资源 会展服务 商务服务
L71 服务 2.0 设备租赁 汽车租赁
M75 服务 6.0 科技 技术开发 环保科技 农业科技
O80 服务 2.0 汽车维修 家政服务 洗涤
P83 教培 1.5 教育咨询 文化培训
R90 文旅 2.0 文化传播 旅行社 文化艺术
A03 农业 2.0 农业开发 牧业 种业
N77 环保 0.8 环境工程 水务
B10 矿业 0.5 矿业 砂石
D44 能源 0.7 能源 电力
"""
_TRADERS = """
F52 食品零售 24.0 食品店 水果店 粮油店 副食店 生鲜店 超市店 茶叶店
F52 商贸 25.0 百货店 服装店 鞋店 五金店 建材经营部 文具店 手机店 日用品商行
F52 药械零售 1.5 药店 化妆品店 眼镜店
H62 食品餐饮 20.0 小吃店 餐馆 面馆 饭庄 奶茶店 烧烤店 早餐店
O80 服务 12.0 理发店 美容店 洗衣店 汽车修理部 家电维修部
C13 食品 3.0 食品加工坊 豆制品坊 糕点坊
C21 制造 4.0 家具加工部 门窗加工部 木器加工部
G54 运输 6.0 货运部 运输服务部
R90 文旅 1.5 棋牌室 网吧 民宿
L71 服务 2.0 租赁部 广告经营部
A01 农业 1.0 苗木园 养殖场 家庭农场
"""
_OTHERS = {
    "93": "A01 农业 1 种植专业合作社 养殖专业合作社 农机专业合作社 果蔬专业合作社 茶叶专业合作社",
    "51": "S95 社会团体 1 商会 书画协会 志愿者协会 行业协会 体育协会 养老服务协会",
    "52": "P83 民办机构 1 幼儿园 培训学校 社会工作服务中心 养老服务中心 康复中心",
    "53": "S95 基金会 1 公益基金会 教育基金会 慈善基金会",
    "12": "P83 事业单位 1 小学 中学 卫生院 图书馆 文化馆 敬老院 农技推广站",
    "11": "S92 机关 1 镇人民政府 街道办事处 乡人民政府",
}


def _parse(prefix: str, table: str, forms: Weighted[str]) -> list[Branch]:
    rows = [line.split() for line in table.strip().splitlines()]
    total = sum(float(row[2]) for row in rows)
    return [
        Branch(prefix, industry, trade, KIND_SHARES[prefix] * float(share) / total, tuple(words), forms)
        for industry, trade, share, *words in rows
    ]


BRANCHES: tuple[Branch, ...] = (
    *_parse("91", _ENTERPRISES, _COMPANY),
    *_parse("92", _TRADERS, _BARE),
    *(branch for prefix, table in _OTHERS.items() for branch in _parse(prefix, table, _BARE)),
)
