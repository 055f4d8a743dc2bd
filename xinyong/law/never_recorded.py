"""What is never recorded (Article 3): a vocabulary in code, which no rulebook can shorten.

``scan`` finds in narrative text what tells of a person's belief, body, health, petitions, opinions,
associations, family, whereabouts, purchases, play or petty conduct, and numbers that stand for a person
(resident identity numbers of GB 11643, Brazilian CPF, mobile telephones). ``blank`` puts
``[not kept: Article 3]`` in its place. Names are not scanned, narratives are: a narrative of a decided
penalty on a firm speaks of goods, drugs, games and adverts, so patterns ask for the person, not the trade.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from typing import NamedTuple

BLANK = "[not kept: Article 3]"

NEVER_FACTS: frozenset[str] = frozenset((
    "religion", "belief", "religious-belief", "faith", "genes", "genetic-data", "dna", "fingerprints",
    "fingerprint", "biometrics", "blood-type", "illness", "disease", "disability", "medical-history", "health",
    "pregnancy", "petitioning", "petition", "complaint-to-superiors", "opinion", "speech", "posts", "journalism",
    "political-activity", "political-status", "party-membership", "association", "union-membership", "assembly",
    "voting", "family", "family-ties", "marital-status", "spouse", "children", "parents", "relatives",
    "household-register", "ethnicity", "whereabouts", "location", "travel-history", "purchases", "shopping",
    "spending-habits", "video-games", "gaming", "play", "property-fee-arrears", "property-fees", "red-light",
    "jaywalking", "waste-sorting", "rubbish", "no-show", "noise", "dog-keeping", "blood-donation",
    "volunteering-hours", "friends", "associates", "sexual-life", "education-of-children",
))  # fmt: skip
"""Ids of facts that no criterion may name."""

PETTY = "petty-conduct"
"""Petty conduct is kept out unless it is the subject of a decided penalty on an organisation."""

_PERSON = "(?:其|本人|当事人|该人|法定代表人|负责人|经营者|被执行人|驾驶员)"
_PATTERNS: dict[str, str] = {
    "religion": (
        "宗教信仰|信教|(?:信仰|信奉|皈依)(?:基督|天主|伊斯兰|佛|道|东正)教?|(?:基督|天主|佛|道)教徒|穆斯林|基督徒|做礼拜|受洗"
        "|传教活动|religious beliefs?|(?:attends?|attending) (?:church|mosque|temple)"
        "|practi[sc]ing (?:muslim|christian|buddhist)"
        "|crença religiosa|convicção religiosa|frequenta (?:igreja|templo|mesquita)"
    ),
    "genes": (
        f"{_PERSON}(?:的)?(?:基因|DNA)|DNA(?:样本|比对|鉴定)|遗传病史|genetic (?:data|profile) of (?:him|her|the person)"
        "|dados genéticos|perfil genético"
    ),
    "fingerprints": f"{_PERSON}(?:的)?指纹|指纹(?:样本|比对|鉴定|档案)|(?:his|her) fingerprints|impress(?:ão|ões) digita(?:l|is)",
    "blood-type": "血型|blood (?:type|group)|tipo sanguíneo",
    "illness": (
        f"{_PERSON}.{{0,4}}(?:患有|患病|患上|确诊|住院|怀孕|残疾|生病)|身患|因病(?:住院|去世|死亡|休养|就医)|既往病史|有精神病史"
        "|精神(?:病|障碍)患者|艾滋病(?:感染者|患者)|乙肝病毒携带|(?:suffers|suffering) from|medical history|diagnosed with"
        "|is (?:pregnant|disabled)|histórico médico|diagnosticad[oa] com|portador(?:a)? de (?:doença|deficiência)"
    ),
    "petitioning": (
        "(?<!群众)(?<!接到)(?<!接)(?<!根据)信访(?!局|办|部门|转办|交办|件|线索|平台)|上访|访民|缠访|闹访|进京访"
        "|petition(?:ed|ing|er)s? (?:to |in )?(?:the )?(?:authorities|government|beijing|capital)|xinfang"
        "|petição às autoridades"
    ),
    "opinion": (
        "发表.{0,6}言论|不当言论|反动言论|(?:发帖|发文|投书)(?:批评|抱怨|质疑|抨击)|(?:批评|辱骂|抨击)(?:政府|领导|党)"
        "|接受.{0,6}媒体采访|传播政治谣言|critici[sz]ed the (?:government|party|leaders?)|(?:his|her) (?:opinions?|posts) on"
        "|opinião política|criticou o governo"
    ),
    "association": (
        "政治面貌|中共党员|共产党员|预备党员|党籍|(?:加|申请)入党|退党|民主党派成员|(?:参加|参与|组织).{0,6}(?:游行|示威|集会|静坐|罢工)"
        "|工会(?:会员|积极分子)|party member(?:ship)?|(?:took part|participated) in a (?:demonstration|protest|strike)"
        "|trade union member|filia(?:do|da|ção) (?:a|ao|partidária)|participou de (?:protesto|manifestação|greve)"
    ),
    "family": (
        f"{_PERSON}(?:的)?(?:父亲|母亲|父母|妻子|丈夫|配偶|儿子|女儿|子女|兄弟|姐妹|家属|亲属|家人)|婚姻状况|离异|户口簿|家庭成员情况"
        "|(?:his|her) (?:wife|husband|spouse|son|daughter|children|parents|father|mother|brother|sister)|marital status"
        "|estado civil|(?:seu|sua) (?:esposa|marido|cônjuge|filh[oa]|pai|mãe|irmão|irmã)"
    ),
    "whereabouts": (
        "行踪|(?:活动|行动|个人)轨迹|行程(?:码|轨迹)|手机定位|开房记录|(?:入住|乘机|乘车)记录|whereabouts|location history"
        "|(?:his|her) movements|histórico de localização|paradeiro"
    ),
    "purchases": (
        "购物(?:记录|习惯|清单)|网购记录|消费(?:习惯|偏好)|个人消费(?:记录|明细)|shopping (?:history|habits)|spending habits"
        "|hábitos de (?:compra|consumo)"
    ),
    "play": (
        "玩(?:网络|电子|手机|电脑)?游戏|打游戏|沉迷.{0,6}游戏|(?:其|本人|每天|每日|日均)游戏时[长间]|plays? video games"
        "|hours of (?:video )?games|joga videogame"
    ),
    PETTY: (
        "物业(?:管理)?费|闯红灯|乱穿马路|横穿马路|垃圾分类|乱扔垃圾|爽约|预[约订]未到|扰民|广场舞|遛狗|养犬|不牵绳|不文明行为"
        "|(?:拒绝|未|不|无偿)献血|献血(?:次数|记录|证)|property[- ]management fees?|jaywalk(?:ed|ing)|ran a red light|waste sorting"
        "|no-shows?|noise complaints?|dog[- ](?:keeping|walking)|blood donat(?:ion|or)s?|doação de sangue"
    ),
    "resident-number": (  # also the synthetic range; a mistyped check digit may still stand for someone
        r"(?<![0-9A-Za-z])(?:[1-8][0-9]|98)[0-9]{4}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
        r"[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
        r"|(?<![0-9A-Za-z])(?:[1-8][0-9]|98)[0-9]{4}[ -](?:18|19|20)[0-9]{2}[ -]?(?:0[1-9]|1[0-2])[ -]?"
        r"(?:0[1-9]|[12][0-9]|3[01])[ -][0-9]{3}[0-9Xx](?![0-9A-Za-z])"  # as it is written in groups
        r"|(?<![0-9A-Za-z])(?:[1-8][0-9]|98)[0-9]{2}[ -][0-9]{2}(?:18|19|20)[ -][0-9]{2}(?:0[1-9]|1[0-2])[ -]"
        r"(?:0[1-9]|[12][0-9]|3[01])[0-9]{2}[ -][0-9][0-9Xx](?![0-9A-Za-z])"
        r"|身份证[^0-9]{0,4}[0-9]{15}(?:[0-9]{2}[0-9Xx])?(?![0-9])"
        r"|(?<![0-9])[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}(?![0-9])"
    ),
    "telephone": r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9A-Za-z])",
}
CLASSES: tuple[str, ...] = tuple(_PATTERNS)
"""The classes of what is never recorded."""

_NUMBERS = ("resident-number", "telephone")
# Simplified characters of the patterns and their traditional forms; a pattern matches either.
_TRADITIONAL = dict(
    zip(
        "与业东个为习书乱产亲众会传体偿儿党兰养况击办动医单参发台员场备对导属带广开异当录怀惯戏户执扰据携数无时机极样档横残游灯牵状献电码确碍礼离积类"
        "红约纹线组细织经络绝绳缠网罢脑营订记论访证评诊该请谣负责质购费踪车轨转进迹遗采鉴长门闯间闹静预领马驶驾骂艾"
        "恋肿郁变双轮",
        "與業東個為習書亂產親眾會傳體償兒黨蘭養況擊辦動醫單參發臺員場備對導屬帶廣開異當錄懷慣戲戶執擾據攜數無時機極樣檔橫殘遊燈牽狀獻電碼確礙禮離積類"
        "紅約紋線組細織經絡絕繩纏網罷腦營訂記論訪證評診該請謠負責質購費蹤車軌轉進跡遺採鑑長門闖間鬧靜預領馬駛駕罵愛"
        "戀腫鬱變雙輪",
        strict=True,
    )
)


def _both(pattern: str) -> str:
    """Each character with a traditional form becomes a class of both (also inside a class)."""
    out, inside = [], False
    for char in pattern:
        inside = True if char == "[" else False if char == "]" else inside
        other = _TRADITIONAL.get(char, char)
        out.append(char if other == char else char + other if inside else f"[{char}{other}]")
    return "".join(out)


_BY_CLASS = {name.replace("-", "_"): name for name in CLASSES}
def _both_words(pairs: str) -> tuple[str, str]:
    """The first and the second characters of the pairs, in both scripts, for two character classes."""
    words = pairs.split()
    first, second = ("".join(sorted({word[place] for word in words})) for place in (0, 1))
    return _both(f"[{first}]"), _both(f"[{second}]")


_ALL = re.compile(
    "|".join(f"(?P<{group}>{_both(_PATTERNS[name])})" for group, name in _BY_CLASS.items()), re.IGNORECASE
)
# Every pattern holds one of these pairs: a sentence without any is passed at the speed of one search.
_PAIRS = _both_words(
    "信仰 信教 信奉 皈依 教徒 穆斯 基督 礼拜 受洗 传教 基因 遗传 指纹 血型 患有 患病 患上 确诊 住院 怀孕 残疾 生病 身患 因病 病史 患者 感染 "
    "病毒 信访 上访 访民 缠访 闹访 京访 发表 言论 发帖 发文 投书 批评 辱骂 抨击 媒体 政治 党员 党籍 入党 退党 游行 示威 集会 静坐 罢工 工会 "
    "民主 父亲 母亲 父母 妻子 丈夫 配偶 儿子 女儿 子女 兄弟 姐妹 家属 亲属 家人 婚姻 离异 户口 家庭 行踪 轨迹 行程 定位 开房 入住 乘机 乘车 购物 "
    "网购 消费 游戏 物业 闯红 马路 垃圾 爽约 预约 预订 扰民 广场 遛狗 养犬 牵绳 文明 献血 份证"
)
_HINT = re.compile(f"{_PAIRS[0]}{_PAIRS[1]}|[A-Za-z]{{3}}|[0-9]{{3}}[0-9. -]{{8}}")
_CLAUSE = re.compile(r"[，。；！？\n]|[,;.!?](?=\s|$)")


# The same to a reader and not to a pattern: wide digits and letters, signs without width, words pulled apart.
_WIDE = {0xFEE0 + ord(plain): plain for plain in string.digits + string.ascii_letters}
_DROPPED = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
    "|(?<=[\u4e00-\u9fff])[ \t\u00a0\u3000_.·*/-]+(?=[\u4e00-\u9fff])"
)
# Alone these tell nothing in a narrative (a firm sells, a hospital treats); beside a person they tell everything.
_OF_A_PERSON = re.compile(_both(
    "癌|肿瘤|艾滋|乙肝|精神病|抑郁|怀孕|孕妇|残疾|患者|患有|病历|病史|信佛|信教|信徒|教徒|佛教|道教|基督|天主教|伊斯兰|穆斯林|清真|法轮"
    "|宗教|党员|党籍|同性恋|双性恋|性取向|变性|上访|信访|妻|丈夫|配偶|之子|之女|父亲|母亲|父母|子女|儿子|女儿|家属|亲属|家人|离异|民族"
    "|献血|言论|发帖|游行|示威|罢工|打游戏|购物|行踪|轨迹"
))


class Hit(NamedTuple):
    """Something never recorded: its class and where it stands in the text (``start <= i < end``)."""

    kind: str
    start: int
    end: int


_clean: set[str] = set()
"""Texts in which nothing was found, so that what a file repeats, and a decision looks at again, is read once. What was
found in is never kept, here either."""
_MOST_CLEAN, _LONGEST_CLEAN = 4096, 400


def _remember(text: str) -> None:
    if len(text) <= _LONGEST_CLEAN:
        if len(_clean) >= _MOST_CLEAN:
            _clean.clear()
        _clean.add(text)


def scan(text: str, *, decided_penalty: bool = False) -> list[Hit]:
    """What in the text is never recorded, in order. The content itself is not in the answer.

    ``decided_penalty``: the text narrates a decided penalty on an organisation, in which petty conduct
    (waste sorting, noise) is the offence itself and stays.
    """
    if text in _clean:
        return []
    hits = _found(text)
    if not hits:
        _remember(text)
    return [hit for hit in hits if hit.kind != PETTY] if decided_penalty else hits


def _found(text: str) -> list[Hit]:
    plain, places = _plain(text)
    if _HINT.search(plain) is None:
        return []
    found = [(_BY_CLASS[match.lastgroup or ""], match.start(), match.end()) for match in _ALL.finditer(plain)]
    return [Hit(kind, places[start], places[end - 1] + 1) for kind, start, end in found]


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text as it reads, and where each of its characters stands in the original."""
    if text.isascii():
        return text, range(len(text))
    same = text.translate(_WIDE)  # one character for one
    gaps = [match.span() for match in _DROPPED.finditer(same)]
    if not gaps:
        return same, range(len(text))
    dropped = {place for start, end in gaps for place in range(start, end)}
    places = [place for place in range(len(same)) if place not in dropped]
    return "".join(same[place] for place in places), places


def tells_of_a_person(reference: str) -> bool:
    """Whether a person's name or the number of a document about a person says what is never recorded: there words
    tell that would tell nothing in the narrative of a firm's penalty. What is asked of a person is not remembered."""
    return bool(_found(reference)) or _OF_A_PERSON.search(_plain(reference)[0]) is not None


def blank(text: str, *, decided_penalty: bool = False) -> tuple[str, list[Hit]]:
    """The text with every such content replaced by ``BLANK``, and the hits (spans of the original).

    A number is blanked alone; words take their whole clause with them, because what stands beside
    them says the same. Blanking again changes nothing.
    """
    hits = scan(text, decided_penalty=decided_penalty)
    if not hits:
        return text, hits
    edges = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    spans: list[list[int]] = []
    for hit in hits:
        start, end = hit.start, hit.end
        if hit.kind not in _NUMBERS:
            start = max(edge for edge in edges if edge <= start)
            end = min(edge for edge in edges if edge >= end)
            if end < len(text) or _CLAUSE.match(text, end - 1):
                end = max(end - 1, hit.end)
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    kept, position = [], 0
    for start, end in spans:
        kept += [text[position:start], BLANK]
        position = end
    return "".join([*kept, text[position:]]), hits
