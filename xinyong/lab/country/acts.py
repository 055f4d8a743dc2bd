"""What authorities decided about the organisations of a synthetic country: rows of their files.

Each organisation's acts come from its own substream, within its life and the plan's years, on working
days. Sums are whole fen. No row names a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from xinyong.lab.country import rates
from xinyong.lab.country.geography import CITIES, City, province_division
from xinyong.lab.country.layouts import ABNORMAL, COURT, LICENCE, PENALTY, PROCUREMENT, Layout
from xinyong.lab.country.offences import (
    BREACHES,
    COURTS,
    FINANCE,
    OFFENCES,
    PERFORMANCES,
    SAMR,
    Offence,
    Office,
    permit,
)
from xinyong.lab.country.population import Organisation, Plan, WorkingDays
from xinyong.lab.country.seeded import Draw, Substreams, Weighted, log_normal
from xinyong.lab.country.tally import Tally
from xinyong.subjects.uscc import USCC

FEN = 100
FEN_PER_WAN = 1_000_000
LONG_TERM = "2099/12/31"
_OFFICES = ("samr", "sat", "mohrss", "mem", "nbs", "mct", "mca", "mof", "gac")
_PROPENSITIES = Weighted([(much, share) for share, much in rates.PROPENSITY])
_KINDS = {"91": "法人及非法人组织", "92": "个体工商户"}


class Row(NamedTuple):
    """One row for the file of an authority and region. Retention counts from ``day``: the act's or its effect's end."""

    layout: Layout
    authority: str
    region: str
    cells: list[str]
    day: date


class Span(NamedTuple):
    """The part of a calendar year that a plan covers, in ordinals, and its rates."""

    rates: rates.Year
    low: int
    high: int
    part: float


def spans(plan: Plan) -> list[Span]:
    """The plan's years."""
    found = []
    for number in range(plan.first.year, plan.last.year + 1):
        low = max(plan.first, date(number, 1, 1)).toordinal()
        high = min(plan.last, date(number, 12, 31)).toordinal()
        found.append(Span(rates.year(number), low, high, (high - low + 1) / 365.25))
    return found


def sum_fen(median: float, sigma: float, u: float) -> int:
    """A log-normal sum in whole fen around a median in yuan, at least one yuan."""
    return max(FEN, round(log_normal(median * FEN, sigma, u)))


def yuan(fen: int) -> str:
    """A sum as a decision writes it: no more decimals than it needs."""
    return f"{fen // FEN}" if fen % FEN == 0 else f"{fen // FEN}.{fen % FEN:02d}".rstrip("0")


def wan(fen: int) -> str:
    """A sum as the 双公示 form writes it: 万元 with six decimals, of which the last is one fen."""
    return f"{fen // FEN_PER_WAN}.{fen % FEN_PER_WAN:06d}"


def age(born: date, day: date) -> int:
    """Whole years on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def sex(order: int) -> str:
    """What the order digits of a resident number say: odd for men, even for women (GB 11643)."""
    return "男" if order % 2 else "女"


def slashed(day: date) -> str:
    """A date as 双公示 writes it."""
    return f"{day.year}/{day.month:02d}/{day.day:02d}"


@lru_cache(maxsize=1024)
def office_code(office: str, city: int) -> str:
    """A made-up code of an authority in a city; counted from the far end, where no organisation's number reaches."""
    seq = USCC.capacity - 1 - (_OFFICES.index(office) * len(CITIES) + city)
    return USCC.synthetic_of("11", seq, CITIES[city].division())


class Acts:
    """The acts of one plan; counts them in ``tally``."""

    def __init__(self, plan: Plan, days: WorkingDays, tally: Tally) -> None:
        self.plan, self.days, self.tally = plan, days, tally
        self.spans = spans(plan)
        self._streams = Substreams(plan.seed, "acts")
        self._procurements = 0

    def of(self, subject: Organisation) -> Iterator[Row]:
        """All acts about one organisation, by year."""
        draw = self._streams.of(subject.number)
        prefix = subject.branch.prefix
        propensity = _PROPENSITIES.pick(draw())
        begun = subject.registered_on.toordinal()
        ended = subject.ended_on.toordinal() - 1 if subject.ended_on else self.plan.last.toordinal()
        penalties = 0
        for span in self.spans:
            low, high = max(span.low, begun), min(span.high, ended)
            if low > high:
                continue
            self.tally.note("active", prefix, span.rates.year)
            chance = span.rates.sanctioned * span.part * rates.SANCTIONED_OF_COMPANIES[prefix]
            if draw() < chance * propensity:
                for row in self._penalties(subject, low, high, penalties, sqrt(propensity), draw):
                    penalties += 1
                    yield row
            if draw() < rates.LICENCES.get(prefix, 0.0) * span.part:
                yield from self._licence(subject, low, high, draw)
            if prefix in rates.ABNORMAL_KINDS and draw() < rates.ABNORMAL * span.part:
                yield from self._abnormal(subject, low, high, ended, draw)
            usual = rates.COMPANY_DEFAULTS * rates.DEFAULTS_OF_COMPANIES.get(prefix, 0.0)
            if usual and draw() < usual * span.rates.company_defaults * span.part:
                yield from self._default(subject, low, high, draw)
            if prefix == "91" and draw() < rates.PROCUREMENT * span.part:
                yield from self._procurement(subject, low, high, draw)
        if penalties:
            self.tally.often[penalties] += 1

    def day(self, low: int, high: int, u: float) -> date | None:
        """A working day between two ordinals; None where there is none."""
        found = self.days.at_or_before(low + int(u * (high - low + 1)))
        if found.toordinal() < low:
            found = self.days.at_or_before(min(high, low + 10))  # holidays last at most that long
        return found if found.toordinal() >= low else None

    def _penalties(
        self, subject: Organisation, low: int, high: int, before: int, much: float, draw: Draw
    ) -> Iterator[Row]:
        """The penalties of one year: one, and others with a chance that grows with the propensity."""
        again = min(rates.AGAIN * much, rates.AGAIN_MOST)
        done = 0
        while done == 0 or (done < rates.PENALTIES_MOST and draw() < again):
            day = self.day(low, high, draw())
            if day is None:
                return
            if done == 0:
                self.tally.note("sanctioned", subject.branch.prefix, day.year)
            done += 1
            self.tally.note("penalties", subject.branch.prefix, day.year)
            yield self._penalty(subject, day, before + done, OFFENCES[subject.trade].pick(draw()), draw)

    def _penalty(self, subject: Organisation, day: date, turn: int, offence: Offence, draw: Draw) -> Row:
        office, city = offence.office, subject.city
        fine = sum_fen(offence.fine, offence.sigma, draw()) if offence.fine else 0
        gains = sum_fen(offence.gains, 1.0, draw()) if offence.gains and draw() < 0.4 else 0
        told = [f"罚款{yuan(fine)}元"] if fine else ["警告"]
        kinds = ["罚款"] if fine else ["警告"]
        if gains:
            told.append(f"没收违法所得{yuan(gains)}元")
            kinds.append("没收违法所得")
        code, name = office_code(office.id, city.number), city.name + office.name
        cells = {
            "CF_XDR_MC": subject.name, "CF_XDR_LB": _KINDS.get(subject.branch.prefix, _KINDS["91"]),
            "CF_XDR_SHXYM": subject.code, "CF_WSH": _document(city, office, day, subject.number, turn, "罚"),
            "CF_WFXW": offence.kind, "CF_SY": f"当事人{offence.facts}，经查证属实", "CF_YJ": offence.basis,
            "CF_CFLB": ";".join(kinds), "CF_NR": ";".join(told), "CF_NR_FK": wan(fine) if fine else "",
            "CF_NR_WFFF": wan(gains) if gains else "", "CF_JDRQ": slashed(day), "CF_YXQ": LONG_TERM,
            "CF_GSJZQ": slashed(day + timedelta(days=365)), "CF_CFJG": name, "CF_CFJGDM": code, "CF_SJLY": name,
            "CF_SJLYDM": code,
        }
        return Row(PENALTY, office.id, province_division(city.province), PENALTY.row(cells), day)

    def _licence(self, subject: Organisation, low: int, high: int, draw: Draw) -> Iterator[Row]:
        day = self.day(low, high, draw())
        if day is None:
            return
        what, city = permit(subject.trade), subject.city
        number = _document(city, what.office, day, subject.number, 1, "许")
        until = slashed(day + timedelta(days=365 * what.years)) if what.years else LONG_TERM
        code, name = office_code(what.office.id, city.number), city.name + what.office.name
        self.tally.note("licences", subject.branch.prefix, day.year)
        cells = {
            "XK_XDR_MC": subject.name, "XK_XDR_LB": _KINDS.get(subject.branch.prefix, _KINDS["91"]),
            "XK_XDR_SHXYM": subject.code, "XK_XKWS": f"准予行政许可决定书（{what.certificate}）", "XK_WSH": number,
            "XK_XKLB": what.kind, "XK_XKZS": what.certificate, "XK_XKBH": number, "XK_NR": f"准予核发{what.certificate}",
            "XK_JDRQ": slashed(day), "XK_YXQZ": slashed(day), "XK_YXQZI": until, "XK_XKJG": name, "XK_XKJGDM": code,
            "XK_ZT": "1", "XK_LYDW": name, "XK_LYDWDM": code,
        }
        ends = day + timedelta(days=365 * what.years) if what.years else date.max
        yield Row(LICENCE, what.office.id, province_division(city.province), LICENCE.row(cells), ends)

    def _abnormal(self, subject: Organisation, low: int, high: int, ended: int, draw: Draw) -> Iterator[Row]:
        """Entered mostly in July, after the annual reports were due; removed when the duty is performed."""
        july = date(date.fromordinal(high).year, 7, 1).toordinal()
        reported = low <= july <= high and draw() < 0.7
        day = self.day(july, min(high, july + 30), draw()) if reported else self.day(low, high, draw())
        if day is None:
            return
        office = subject.city.name + SAMR.name
        reason = "未按照规定的期限公示年度报告" if reported else "通过登记的住所或者经营场所无法联系"
        if subject.branch.prefix == "92":
            reason = "标记为经营异常状态：" + ("未按规定报送年度报告" if reported else "经营场所无法联系")
        cells = {"企业名称": subject.name, "统一社会信用代码": subject.code, "列入日期": day.isoformat(),
                 "作出决定机关(列入)": office, "列入经营异常名录原因": reason}
        self.tally.note("abnormal", subject.branch.prefix, day.year)
        lasted = int(log_normal(rates.ABNORMAL_DAYS, rates.ABNORMAL_SIGMA, draw()))
        removed = self.days.at_or_before(day.toordinal() + max(lasted, 3))
        if day < removed and day.toordinal() + lasted <= min(ended, self.plan.last.toordinal()):
            cells |= {"移出日期": removed.isoformat(), "作出决定机关(移出)": office,
                      "移出经营异常名录原因": "已补报年度报告并公示" if reported else "住所或者经营场所已可联系"}
            self.tally.note("abnormal-removed", subject.branch.prefix, removed.year)
            day = removed
        yield Row(ABNORMAL, SAMR.id, province_division(subject.city.province), ABNORMAL.row(cells), day)

    def _default(self, subject: Organisation, low: int, high: int, draw: Draw) -> Iterator[Row]:
        day = self.day(low, high, draw())
        if day is None:
            return
        self.tally.note("defaulters", subject.branch.prefix, day.year)
        duty = f"支付货款人民币{yuan(sum_fen(180_000, 1.4, draw()))}元及利息"
        cells = enforcement(subject.city, day, 2 * subject.number, duty, draw)
        cells |= {"iname": subject.name, "cardNum": subject.code, "age": "0", "partyTypeName": "1"}
        yield Row(COURT, COURTS.id, f"organisations-{province_division(subject.city.province)}", COURT.row(cells), day)

    def _procurement(self, subject: Organisation, low: int, high: int, draw: Draw) -> Iterator[Row]:
        day = self.day(low, high, draw())
        if day is None:
            return
        self._procurements += 1
        self.tally.note("procurement", subject.branch.prefix, day.year)
        city = subject.city
        told, published = 1 + int(draw() * 3), day + timedelta(days=7)
        address = f"{city.name}{city.counties[subject.number % len(city.counties)]}澄光路{subject.number % 400 + 1}号"
        cells = {
            "序号": str(self._procurements), "企业名称": subject.name, "统一社会信用代码（或组织机构代码）": subject.code,
            "企业地址": address, "严重违法失信行为的具体情形": "提供虚假材料谋取中标",
            "处罚结果": f"罚款，列入不良行为记录名单，{told}年内禁止参加政府采购活动",
            "处罚依据": "《中华人民共和国政府采购法》第七十七条第一款", "处罚日期": day.isoformat(), "公布日期": published.isoformat(),
            "公布截止日期": (day + timedelta(days=365 * told)).isoformat(), "执法单位": city.name + FINANCE.name,
        }
        yield Row(PROCUREMENT, FINANCE.id, "98", PROCUREMENT.row(cells), day)


def enforcement(city: City, day: date, serial: int, duty: str, draw: Draw) -> dict[str, str]:
    """The members of a court entry that do not depend on who the party is. ``serial`` is the case's own."""
    court = f"98{city.number + 1:02d}"
    county = 1 + int(draw() * len(city.counties))
    performance = PERFORMANCES.pick(draw())
    place = f"{city.character}{court}{county:02d}"
    return {
        "id": f"{day.year % 100}{serial:08d}", "caseCode": f"（{day.year}）{place}执{serial}号",
        "courtName": f"{city.name}{city.counties[county - 1]}人民法院", "areaName": city.province_name,
        "gistId": f"（{day.year - 1}）{place}民初{serial}号", "regDate": f"{day.year}{day.month:02d}{day.day:02d}",
        "gistUnit": f"{city.name}{city.counties[county - 1]}人民法院", "duty": duty, "performance": performance,
        "performedPart": "部分" if performance == "部分未履行" else "暂无",
        "unperformPart": "其余部分" if performance == "部分未履行" else "全部",
        "disruptTypeName": BREACHES.pick(draw()), "publishDate": f"{day.year}年{day.month:02d}月{day.day:02d}日",
    }


def _document(city: City, office: Office, day: date, number: int, turn: int, act: str) -> str:
    """A document number; the organisation's number and the turn make it the authority's only one."""
    return f"{city.stem}{office.mark}{act}〔{day.year}〕{number * 100 + turn}号"
