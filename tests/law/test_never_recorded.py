"""Article 3: what is never recorded is found and blanked; ordinary penalty texts are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.law import never_recorded
from xinyong.law.never_recorded import _ALL, _HINT, BLANK, CLASSES, NEVER_FACTS, blank, scan, tells_of_a_person

NEVER = [
    ("religion", "该负责人信仰基督教"), ("religion", "系虔誠的佛教徒"), ("religion", "his religious belief is noted"),
    ("religion", "frequenta igreja"), ("genes", "其基因存在缺陷"), ("genes", "提取DNA样本"), ("genes", "dados genéticos"),
    ("fingerprints", "本人指纹已录入"), ("fingerprints", "指紋比對一致"), ("blood-type", "血型为B型"), ("blood-type", "tipo sanguíneo"),
    ("illness", "其患有抑郁症"), ("illness", "经营者因病住院"), ("illness", "當事人確診"), ("illness", "suffers from diabetes"),
    ("petitioning", "当事人多次到北京上访"), ("petitioning", "因信访被训诫"), ("petitioning", "長期纏訪鬧訪"),
    ("petitioning", "petitioned the authorities in the capital"), ("opinion", "在网上发表不当言论"),
    ("opinion", "發帖抱怨市政府"), ("opinion", "criticised the government"), ("association", "政治面貌：群众"),
    ("association", "系中共党员"), ("association", "參加遊行示威"), ("association", "took part in a protest"),
    ("association", "filiação partidária"), ("family", "其配偶为公务员"), ("family", "法定代表人的儿子"), ("family", "婚姻状况：离异"),
    ("family", "sua esposa é sócia"), ("whereabouts", "近期行踪不明"), ("whereabouts", "活動軌跡顯示"),
    ("whereabouts", "location history attached"), ("purchases", "购物习惯不良"), ("purchases", "網購記錄"),
    ("play", "每天玩网络游戏十小时"), ("play", "沉迷手機遊戲"), ("play", "plays video games"), ("petty-conduct", "拖欠物业费"),
    ("petty-conduct", "闖紅燈三次"), ("petty-conduct", "未按规定垃圾分类"), ("petty-conduct", "预约未到"), ("petty-conduct", "夜间扰民"),
    ("petty-conduct", "遛狗不牵绳"), ("petty-conduct", "拒绝献血"), ("petty-conduct", "jaywalking twice"),
    ("resident-number", "身份证号980101199003078515"), ("resident-number", "ID 98010119900307851X"),
    ("resident-number", "CPF 000.000.000-00"), ("telephone", "电话13800138000"), ("telephone", "+86 138 0013 8000"),
]  # fmt: skip

ORDINARY = [
    "当事人未取得食品经营许可从事食品经营活动，违反了《中华人民共和国食品安全法》第三十五条第一款的规定",
    "销售劣药，货值金额3,000.00元，依据《中华人民共和国药品管理法》第一百一十七条予以处罚",
    "当事人经营的医疗器械未经注册，购买者投诉后查实",
    "宣称其产品可治疗糖尿病、高血压，构成虚假宣传",
    "其子公司未按规定公示年度报告", "其女装产品抽检不合格", "其父公司为境外企业",
    "未按规定上传车辆定位信息，行驶轨迹缺失", "擅自从事网络游戏出版经营活动", "接群众信访举报后现场检查发现噪声超标排放",
    "根据信访线索到现场检查", "市信访局转办件", "销售佛教用品时价格欺诈", "某家庭装饰有限公司未按约定履行合同",
    "购买、使用不合格原料，货值金额20000元", "未查验供货者的许可证和购进记录", "病死猪肉流入市场", "职业病危害因素检测超标",
    "医疗机构未按规定书写病历", "违规收集消费者指纹、人脸等个人信息", "生产销售的指纹锁不符合国家标准", "未对从业人员进行健康检查",
    "统一社会信用代码91980101MA00000000，注册号980101000000001", "2022年4月15日至2022-05-03，罚款10000元，没收违法所得2300.50元",
    "组织员工参加培训时发生火灾", "使用童工", "商品房预订款未纳入监管账户", "发布虚假房地产广告，吸引购房者预约看房",
    "the company sold uncertified goods and was fined 10,000 yuan",
    "aplicou-se multa por inexecução parcial do contrato",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), NEVER)
def test_found_and_blanked(kind: str, text: str) -> None:
    assert kind in {hit.kind for hit in scan(text)}
    kept, hits = blank(f"前文照旧。{text}。后文照旧。")
    assert hits
    assert BLANK in kept
    assert kept.startswith("前文照旧。") and kept.endswith("。后文照旧。")
    assert scan(kept) == []


DISGUISED = [
    ("resident-number", "９８０１０１１９９００１０１００１０"), ("resident-number", "980101-19900101-001X"),
    ("resident-number", "9801 0119 9001 0100 1X"), ("resident-number", "9801011990\u200b0101001X"),
    ("telephone", "１３８００１３８０００"), ("religion", "当事人宗 教 信 仰不明"), ("religion", "当事人信\u200b教"),
    ("petitioning", "多次上-访"), ("association", "系中共　党员"), ("religion", "ｒｅｌｉｇｉｏｕｓ ｂｅｌｉｅｆ"),
]  # fmt: skip


@pytest.mark.article(3)
@pytest.mark.parametrize(("kind", "text"), DISGUISED)
def test_what_only_looks_otherwise_to_a_machine_is_found_and_blanked(kind: str, text: str) -> None:
    assert kind in {hit.kind for hit in scan(text)}
    kept, _ = blank(f"前文照旧。{text}。后文照旧。")
    assert BLANK in kept and scan(kept) == []
    assert kept.startswith("前文照旧。") and kept.endswith("。后文照旧。")


@pytest.mark.article(3)
@pytest.mark.parametrize("reference", ["信佛2026年1号", "癌症1号", "张某之妻1号", "信-教1号", "同性戀1號", "党员〔2026〕1号"])
def test_beside_a_person_a_word_alone_tells(reference: str) -> None:
    assert tells_of_a_person(reference)


@pytest.mark.parametrize(
    "reference", ["（2026）京0105执123号", "沪浦市监处〔2026〕152026001234号", "国市监处罚〔2026〕12号", "税稽罚字[2026]第3号"]
)
def test_a_documents_number_tells_nothing(reference: str) -> None:
    assert not tells_of_a_person(reference)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_penalty_texts_are_left_alone(text: str) -> None:
    assert blank(text, decided_penalty=True) == (text, [])


def test_every_class_has_a_case() -> None:
    assert {kind for kind, _ in NEVER} == set(CLASSES)


def test_petty_conduct_stays_where_it_is_the_offence_decided_on() -> None:
    text = "未按规定进行垃圾分类，责令改正，其配偶在场"
    assert [hit.kind for hit in scan(text, decided_penalty=True)] == ["family"]
    assert blank(text, decided_penalty=True)[0] == f"未按规定进行垃圾分类，责令改正，{BLANK}"


def test_a_number_is_blanked_alone() -> None:
    assert blank("联系电话13800138000，罚款已缴")[0] == f"联系电话{BLANK}，罚款已缴"


def test_codes_of_organisations_are_no_persons() -> None:
    assert scan("统一社会信用代码 91440300MA5EXAMPLE；注册号 440301104567890；文号 深市监罚字〔2022〕13800号") == []


words = st.sampled_from([text for _, text in NEVER] + ORDINARY + ["，", "。", "；", " ", "罚款", "\n", "1", "x"])


@given(st.lists(words, max_size=6).map("".join))
def test_blanking_leaves_nothing_and_settles(text: str) -> None:
    kept, hits = blank(text)
    assert scan(kept) == []
    assert blank(kept) == (kept, [])
    assert bool(hits) == (kept != text)
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)


@given(st.lists(words, max_size=6).map("".join))
def test_the_quick_pass_misses_nothing(text: str) -> None:
    if _ALL.search(text):
        assert _HINT.search(text)


@given(st.from_regex(_ALL, fullmatch=True))
def test_the_quick_pass_knows_every_pattern(text: str) -> None:
    assert _HINT.search(text) or not _ALL.search(text)


def test_facts_that_no_criterion_may_name() -> None:
    assert {"religion", "petitioning", "family-ties", "purchases", "red-light"} <= NEVER_FACTS


def test_what_was_found_in_is_remembered_nowhere() -> None:
    """Reading a text again is spared only where nothing was found the first time."""
    dirty, petty, plain = "当事人的妻子患有疾病。", "在公共场所遛狗不牵绳。", "销售不合格商品，及时改正，编号 ABC-2026。"
    for _ in range(2):
        assert scan(dirty) and scan(petty) and not scan(plain)
        assert not scan(petty, decided_penalty=True)
    assert plain in never_recorded._clean
    assert not {dirty, petty} & never_recorded._clean
    for number in range(2 * never_recorded._MOST_CLEAN):
        scan(f"第{number}号")
    assert len(never_recorded._clean) <= never_recorded._MOST_CLEAN


def test_what_is_asked_of_a_person_is_not_remembered() -> None:
    never_recorded._clean.clear()
    assert not tells_of_a_person("示范者甲") and tells_of_a_person("示范教徒")
    assert not never_recorded._clean
    assert scan("当事人未取得许可") == [] and never_recorded._clean == {"当事人未取得许可"}
