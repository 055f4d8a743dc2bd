"""Which published figures a country reproduces, which not, and why: computed from a run's own counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import sqrt
from typing import NamedTuple

from xinyong.errors import Text
from xinyong.lab.country import rates
from xinyong.lab.country.manifest import Manifest
from xinyong.lab.country.people import AGE_BANDS
from xinyong.lab.country.tally import Tally

COMPANY, BODY = ("91",), ("11",)
SIGMAS = 3.5  # how far chance alone may carry an obtained figure out of its band


class Line(NamedTuple):
    """One published figure, where it comes from, the band aimed at, what the run obtained (shares, not per cent).

    ``chance``: the standard deviation that the figure has at this run's size.
    """

    what: Text
    published: str
    source: str
    low: float
    high: float
    obtained: float
    chance: float

    @property
    def reproduced(self) -> bool:
        """Whether the obtained figure lies in its band, widened by what chance does at this size."""
        return self.low - SIGMAS * self.chance <= self.obtained <= self.high + SIGMAS * self.chance


def _rate(what: Text, published: str, source: str, band: tuple[float, float], count: int, of: int) -> Line:
    return Line(what, published, source, *band, count / max(of, 1), sqrt(max(band[1], 1e-6) / max(of, 1)))


class Absent(NamedTuple):
    """A published figure that the country does not reproduce, and why."""

    what: Text
    published: str
    why: Text


def lines(manifest: Manifest) -> list[Line]:
    """The figures that this run can be held to: those whose years its plan covers."""
    tally = Tally.of(manifest.counts)
    plan = manifest.made_from()
    whole = [year for year in range(plan.first.year, plan.last.year + 1)
             if (year, 1, 1) >= (plan.first.year, plan.first.month, plan.first.day)
             and (year, 12, 31) <= (plan.last.year, plan.last.month, plan.last.day)]
    return [line for each in (_sanctioned, _defaulters, _repaired) for line in each(tally, whole)]


def _sanctioned(tally: Tally, years: list[int]) -> Iterator[Line]:
    for year, published, band in ((2020, "1–2 %", (0.01, 0.02)), (2023, "≈ 1 %", (0.009, 0.011))):
        if year in years:
            yield _rate(Text(f"{year}年受处罚企业占比", f"companies sanctioned in {year}"), published, "Seed", band,
                        tally.total("sanctioned", year, COMPANY), tally.total("active", year, COMPANY))
    if years:
        yield _rate(Text("机关年均受处罚占比", "government bodies sanctioned a year"), "< 0.1 %", "Seed", (0.0, 0.001),
                    tally.total("sanctioned", None, BODY), tally.total("active", None, BODY))


def _defaulters(tally: Tally, years: list[int]) -> Iterator[Line]:
    for year, published, source in ((2024, "−23.4 %", "SPC25"), (2025, "−4.8 % (−117 k of 2.457 m)", "SPC26")):
        if year in years and year - 1 in years:
            before, now = (max(tally.total("defaulters", each), 1) for each in (year - 1, year))
            target = rates.DEFAULTER_ENTRIES[year] / rates.DEFAULTER_ENTRIES[year - 1] - 1
            what = Text(f"{year}年新增失信被执行人信息（人次）同比", f"new judgment-defaulter entries in {year}, change on the year")
            chance = now / before * sqrt(1 / now + 1 / before)
            yield Line(what, published, source, target - 0.01, target + 0.01, now / before - 1, chance)


def _repaired(tally: Tally, years: list[int]) -> Iterator[Line]:
    if len(years) > 1:  # the first year begins with nobody on the list
        year = years[-1]
        yield _rate(
            Text(f"{year}年移出经营异常名录（或取消标记）占经营主体", f"operators relieved of abnormal status in {year}"),
            "44.16 m in 50 months of 184 m: 5.8 % a year", "SAMR25, SAMR24",
            (rates.REPAIRED * 0.9, rates.REPAIRED * 1.1),
            tally.total("abnormal-removed", year), tally.total("active", year, rates.ABNORMAL_KINDS),
        )


def shape(manifest: Manifest) -> list[tuple[Text, str]]:
    """Figures of the run that answer to no published one: kinds, skew, concentration."""
    tally = Tally.of(manifest.counts)
    people = max(sum(tally.kinds.values()), 1)
    share: Callable[[int], str] = lambda count: f"{100 * count / people:.2f} %"  # noqa: E731 - a format
    ended = sum(count for key, count in tally.statuses.items() if not key.endswith("存续"))
    biggest = tally.cities.most_common(1)[0][1] if tally.cities else 0
    persons = tally.total("defaulters", None, ("person",))
    return [
        *((title, share(sum(tally.kinds[prefix] for prefix in prefixes.split()))) for prefixes, title in _KINDS),
        (Text("已注销或吊销", "deregistered or revoked"), share(ended)),
        (Text("有意近似的名称", "near-duplicate names on purpose"), share(tally.near)),
        (Text("最大城市占比", "the largest city"), share(biggest)),
        (Text("受处罚最多的一成主体占全部处罚", "penalties of the most penalised tenth"), f"{100 * tally.top_share(0.1):.1f} %"),
        (Text("每名被执行人的信息条数", "court entries per person"), f"{persons / max(tally.persons, 1):.2f}"),
        *_ages(tally),
        (Text("坏行（各类表格）", "broken rows, of every form"), _broken(manifest)),
        (Text("其中未成年人的行（依第10条必须拒收）", "of these, rows about minors (Article 10: each must be refused)"),
         f"{sum(facts.kinds.get('minor', 0) for facts in manifest.files):,}"),
    ]


_KINDS = (
    ("91", Text("企业", "enterprises")), ("92", Text("个体工商户", "sole traders")),
    ("93", Text("农民专业合作社", "co-operatives")), ("51 52 53", Text("社会组织", "social organisations")),
    ("12", Text("事业单位", "institutions")), ("11", Text("机关", "government bodies")),
)


def _ages(tally: Tally) -> list[tuple[Text, str]]:
    """Persons by age at their first entry: an assumption, no published figure tells it."""
    told = []
    for low, after in zip(AGE_BANDS, (*AGE_BANDS[1:], None), strict=True):
        zh = f"{low}–{after - 1}岁" if after else f"{low}岁以上"
        en = f"aged {low} to {after - 1}" if after else f"aged {low} and over"
        share = tally.ages[str(low)] / max(tally.persons, 1)
        told.append((Text(f"自然人：首次信息时{zh}", f"persons: {en} at the first entry"), f"{100 * share:.1f} %"))
    return told


def _broken(manifest: Manifest) -> str:
    return f"{100 * sum(facts.broken for facts in manifest.files) / max(manifest.rows, 1):.2f} %"


ABSENT: tuple[Absent, ...] = (
    Absent(Text("执法对象构成", "shares of enforcement acts since 2014"), "73.3 / 13.3 / 10.3 / 3.3 %",
           Text("与上列受处罚率不相容：机关受处罚率低于千分之一，不可能占处罚的13.3%；所计口径未说明。",
                "It cannot hold together with the rates above: bodies sanctioned below 0.1 % a year cannot take "
                "13.3 % of the acts. What was counted is not stated.")),
    Absent(Text("自然人年受处罚率", "persons sanctioned a year"), "0.15–0.3 %",
           Text("虚构国家没有居民总体：人只作为法院信息的当事人存在，双公示文件不含自然人。",
                "There is no population: persons exist only as parties of court entries; penalty files hold none.")),
    Absent(Text("失信被执行人存量与移出", "stock and exits of judgment defaulters"),
           "2.821 m, 2.6696 m exits; 14.5 m cumulative",
           Text("法院公布的列没有移出日期；且流量为人次而非人数，存量无法由其推出。",
                "The courts' columns have no date of exit; flows are person-times, not persons: no stock follows.")),
    Absent(Text("新增失信信息的绝对数", "the number of new entries itself"), "2.457 m, 2.3398 m",
           Text("人数由 --persons 给定，组织所占份额没有公布；只重现逐年变化。",
                "--persons sets it, and the organisations' part is not published; the change by year is reproduced.")),
    Absent(Text("限制乘机、乘车人次；首批限制乘机名单", "trips denied; first no-fly batch"), "26.82 m, 5.96 m; 86",
           Text("核查被拒属使用端，不是机关报送的文件；不得由登记册记录行踪。",
                "Denials happen where checks are asked; they are no filing, and whereabouts are never recorded.")),
    Absent(Text("限制任职", "barred from executive posts"), "> 170 k",
           Text("涉及组织的负责人，虚构国家不造任何负责人。", "It concerns firms' heads, and the country has none.")),
    Absent(Text("纳税信用等级、企业信用风险分类", "tax grades; risk classes"), "A 4.89 %, D 7.01 %; 65.4/25.3/7.7/1.5 %",
           Text("评价结果尚无报送表；风险分类为内部工具，不进入登记册。",
                "There is no form for ratings yet; risk classes are an internal tool and never enter a register.")),
    Absent(Text("重大税收违法移出数", "serious tax list: restored and removed"), "3,362; 115,000",
           Text("未公布列入总数，无法换算成比率。", "How many were listed is not published, so no rate follows.")),
    Absent(Text("市场主体总数", "operators"), "184 m (2023)",
           Text("由 --organisations 给定，仅用作分母。", "--organisations sets it; it serves as a denominator alone.")),
    Absent(Text("城市积分参与率", "uptake of city scores"), "1.5–15 %",
           Text("自愿项目不属报送文件。", "Voluntary programmes are not part of authorities' files.")),
)


def page(manifest: Manifest) -> str:
    """``docs/calibration.md`` for one run."""
    plan = manifest.made_from()
    found = [
        f"| {line.what.zh} · {line.what.en} | {line.published} | {line.source} | {100 * line.obtained:.2f} % | "
        f"{'是 yes' if line.reproduced else '否 no'} |" for line in lines(manifest)
    ]
    shapes = [f"| {what.zh} · {what.en} | {value} |" for what, value in shape(manifest)]
    absent = [
        f"| {each.what.zh} · {each.what.en} | {each.published} | {each.why.zh} {each.why.en} |" for each in ABSENT
    ]
    made = (
        f"Generator {manifest.generator}; `xinyong lab country --organisations {plan.organisations} "
        f"--persons {plan.persons} --years {plan.first.year}-{plan.last.year} --seed {plan.seed} "
        f"--broken {plan.broken:g}`; {manifest.rows:,} rows in {len(manifest.files)} files."
    )
    return "\n".join((
        _HEAD, made, "", "## Reproduced 重现的公开数字", "",
        "| figure 数字 | published 公布 | source 来源 | obtained 所得 | within 相符 |", "| --- | --- | --- | --- | --- |",
        *found, "", "## Shape 构成（假设，非公布数字）", "", _SHAPE, "", "| quantity 项目 | obtained 所得 |", "| --- | --- |",
        *shapes, "", "## Not reproduced 未重现的公开数字", "",
        "| figure 数字 | published 公布 | why 原因 |", "| --- | --- | --- |", *absent, "",
    ))


_HEAD = """\
# Calibration of the synthetic country 虚构国家的校准

Written by `xinyong lab calibration DIR` from the counts of a real run; do not edit. 由一次真实运行的计数生成，请勿手工修改。

Sources, all press or secondary accounts: Seed and SAMR25 as in [law-sources](law-sources.md); SPC25 and SPC26 the work
of the Supreme People's Court as reported on 8 March 2025 (people.cn) and 26 January 2026 (etnet.com.hk); SAMR24 China
News, August 2024. A figure is within when it lies in its band, widened by 3.5 standard deviations of chance.
来源均为报道或二手资料；所得数字在目标区间内（按本次规模放宽 3.5 个标准差）即为相符。
"""
_SHAPE = (
    "Assumptions of `xinyong/lab/country/` (`rates.py`, `branches.py`, `geography.py`, `people.py`), without any\n"
    "published figure. 均为假设，没有公布数字支持。"
)
