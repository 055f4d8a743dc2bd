"""Words between scripts: trades, common parts of names, regions and well-known names with their English.

Only for comparing a Han name with a Latin one, and for seeing where a Han name's trade begins. An empty
tuple means: a trade word whose English is left to pinyin or to another word.
"""

from __future__ import annotations

from functools import cache

from xinyong.subjects.names.trade_words import TABLE

_TAILS = """
经营 加工 批发 零售 配件 零部件 器材 用品 物资 产品 工贸 经贸 外贸 电商 农资 农机 汽贸 汽配 汽修 建材经营 装修 装潢 门窗 石材 木业 竹业
花卉 苗木 果业 水果 蔬菜 粮食 饲料 种业 肥业 化肥 农药 兽药 水产 水产养殖 屠宰 肉类 调味品 食府 美容 美发 摄影 婚庆 礼仪 会展 展览 策划
文化艺术 艺术 美术 音乐 舞蹈 游戏 动漫 演艺 经纪 房产经纪 房地产经纪 模特 中介 评估 拍卖 典当 小额贷款 融资担保 保险代理 保险经纪
市政工程 市政 路桥 水利 水电 岩土工程 爆破 消防工程 消防 安防 监控 防水 防腐 幕墙 钢结构 混凝土 商品混凝土 砂石 石料 采石 砖瓦 建筑劳务
房屋拆迁 拆迁 保洁 清洁 家政 家政服务 保安服务 保安 搬家 仓储 冷链 冷藏 客运 出租汽车 汽车租赁 驾驶培训 停车 加油 油品 成品油 燃料 煤业
焦化 冶金 铸造 锻造 轧钢 合金 不锈钢 铜业 电镀 涂料 油漆 颜料 胶粘剂 香料 试剂 气体 肥料 电线电缆 变压器 开关 电机 电梯 阀门 水泵 泵业
轴承 齿轮 紧固件 标准件 工具 刀具 量具 衡器 锅炉 压力容器 空调 制冷 制冷设备 风机 水处理 污水处理 再生资源 物资回收 废旧物资回收
通信设备 电子产品 数码产品 办公设备 办公用品 文具 体育用品 户外用品 母婴用品 眼镜 钟表 乐器 图书 音像 家纺 布业 丝绸 羽绒 箱包 皮具 鞋材
宾馆管理 餐饮服务 酒店服务 旅行 票务 物业服务管理 互联网科技 信息科技 网络技术 计算机科技 光电科技 环境工程 环保工程 园林工程 绿化工程
装饰设计工程 装饰设计 建筑装饰 建筑装饰工程 建筑设计 工程设计 工程咨询 工程管理 工程监理 监理 招标代理 造价咨询 机电设备 机电设备安装 机电工程
"""

_REGIONS = """
中国=china/chinese
中华=china
香港=hong kong/hongkong/hk
澳门=macau/macao
台湾=taiwan
内蒙古=inner mongolia
西藏=tibet
陕西=shaanxi
新疆=xinjiang
广东=guangdong/canton
广州=guangzhou/canton
厦门=xiamen/amoy
哈尔滨=harbin
乌鲁木齐=urumqi
呼和浩特=hohhot
拉萨=lhasa
重庆=chongqing
长春=changchun
长沙=changsha
长治=changzhi
长兴=changxing
六安=luan
蚌埠=bengbu
台州=taizhou
日本=japan
韩国=korea
美国=usa/us/america/american/united states
英国=uk/britain/british
德国=germany/german
法国=france/french
新加坡=singapore
亚洲=asia
亚太=asia pacific
国际=international/intl
东北=northeast/dongbei
华北=north china/huabei
华东=east china/huadong
华南=south china/huanan
华中=central china/huazhong
西北=northwest/xibei
西南=southwest/xinan
南方=southern/south/nanfang
北方=northern/north/beifang
东方=eastern/oriental/orient/east/dongfang
西部=western/west/xibu
长江=yangtze/yangtze river/changjiang
黄河=yellow river/huanghe
珠江=pearl river/zhujiang
太平洋=pacific
国家=state/national
人民=people/peoples
"""

# Names whose Latin form is their own: a Latin name that begins with one of these is that house and no
# homophone of it (华威 is huawei in pinyin and not Huawei).
_HOUSES = """
华为=huawei
腾讯=tencent
阿里巴巴=alibaba
百度=baidu
中兴=zte
中兴通讯=zte
联想=lenovo
小米=xiaomi
京东=jd/jingdong
比亚迪=byd
美的=midea
海尔=haier
格力=gree
海信=hisense
吉利=geely
奇瑞=chery
长城=great wall
大疆=dji
大疆创新=dji
网易=netease
新浪=sina
搜狐=sohu
字节跳动=bytedance
万科=vanke
恒大=evergrande
碧桂园=country garden
中信=citic
光大=everbright
招商=china merchants/merchants
平安=ping an/pingan
浦东发展=pudong development
上海汽车=saic/shanghai automotive
富士康=foxconn
鸿海=hon hai
台积电=tsmc
中芯=smic
中芯国际=smic/semiconductor manufacturing international
京东方=boe
宁德时代=catl/contemporary amperex
药明康德=wuxi apptec
蒙牛=mengniu
伊利=yili
青岛啤酒=tsingtao brewery
茅台=moutai/maotai
贵州茅台=kweichow moutai
清华=tsinghua
中远=cosco
中粮=cofco
宝钢=baosteel
一汽=faw
东风=dongfeng
三星=samsung
丰田=toyota
本田=honda
日产=nissan
西门子=siemens
微软=microsoft
苹果=apple
谷歌=google
可口可乐=coca cola
大众=volkswagen
宝马=bmw
索尼=sony
松下=panasonic
日立=hitachi
东芝=toshiba
佳能=canon
汇丰=hsbc
海康威视=hikvision
三一=sany
海螺=conch
迈瑞=mindray
中车=crrc
顺丰=sf
科大讯飞=iflytek
北京大学=peking university
渣打=standard chartered
花旗=citi/citibank
"""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in text.split("\n"):
        han, _, latin = line.partition("=")
        if han:
            table[han] = tuple(latin.split("/"))
    return table


TRADES: dict[str, tuple[str, ...]] = dict.fromkeys(_TAILS.split(), ()) | _table(TABLE)
REGIONS: dict[str, tuple[str, ...]] = _table(_REGIONS)
HOUSES: dict[str, tuple[str, ...]] = _table(_HOUSES)
WHOLE = ("阿里巴巴", "青岛啤酒", "贵州茅台")
"""Cores that begin like a region and are not to be cut there."""


@cache
def house_by_latin() -> dict[str, frozenset[str]]:
    """Latin form of a well-known house, without blanks → its Han names."""
    houses: dict[str, set[str]] = {}
    for han, latins in HOUSES.items():
        for latin in latins:
            houses.setdefault(latin.replace(" ", ""), set()).add(han)
    return {latin: frozenset(hans) for latin, hans in houses.items()}
