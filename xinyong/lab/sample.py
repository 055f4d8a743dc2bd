"""The small synthetic register that ``./run`` opens: real files, real decisions, made-up subjects.

Authorities' files are written in their official forms and taken in by the real intake, then a
dozen cases go through the list's whole procedure under a simulated clock, so that what the pages
show was made by the register's own rules and by nothing else.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from xinyong.intake.running import run
from xinyong.journal.officers import Signer, load_credential
from xinyong.lab.made_up import Organisation, organisations
from xinyong.law.loading import load
from xinyong.office import Office, found
from xinyong.office.clock import SimulatedClock
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.object_listing import OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.serve_notice import ReceiveAnswer, ServeNotice

Progress = Callable[[int, int], None]

SEED = 20260401
ORGANISATIONS = 2_000
PENALTY_SHARE = 0.06
LIST = "samr-serious-violation"
STORY_DAYS = 150  # the register's made-up past, counted back from today

_GROUNDS = (
    ("food", "food-prohibited", "食品", "经营超过保质期的食品"),
    ("medical", "drug-fake", "药械", "销售未经批准的药品"),
    ("quality", "product-unsafe", "制造", "生产不符合强制性国家标准的产品"),
    ("consumer", "prepaid-absconded", "服务", "收取预付款后无正当理由不提供服务"),
)
_PENALTIES = (
    ("食品违法行为", "中华人民共和国食品安全法/第九章法律责任/第一百二十四条/第一款", "罚款;没收违法所得", 5_0000, 1_2000),
    ("产品(商品)质量违法行为", "中华人民共和国产品质量法/第五章罚则/第四十九条", "罚款;没收违法所得", 3_5000, 8000),
    ("广告违法行为", "中华人民共和国广告法/第五章法律责任/第五十五条/第一款", "罚款", 2_0000, 0),
    ("特种设备违法行为", "中华人民共和国特种设备安全法/第六章法律责任/第八十四条", "罚款", 3_0000, 0),
    ("侵害消费者权益行为", "中华人民共和国消费者权益保护法/第七章法律责任/第五十六条/第一款", "警告", 0, 0),
)


def make(home: Path, progress: Progress | None = None, *, count: int = ORGANISATIONS, seed: int = SEED) -> None:
    """Make the synthetic register in ``home``. ``progress(done, total)`` counts rows and decisions."""
    rulebook = load("cn")
    zone = ZoneInfo(rulebook.manifest.timezone)
    today = datetime.now(zone).date()
    start = today - timedelta(days=STORY_DAYS)
    clock = SimulatedClock(datetime(start.year, start.month, start.day, 9, tzinfo=zone))
    with found(home, "synthetic", rulebook, clock=clock) as office:
        story = _Story(office, clock, zone, progress or (lambda done, total: None), count)
        population = list(organisations(count, seed, start))
        story.intake(_registrations(home, population), count)
        story.cases(_chosen(population))
        clock.set_day(today - timedelta(days=9), zone)
        fined = _penalties(home, population, start, seed)
        story.intake(fined[0], fined[1])
        clock.set_day(today, zone, hour=8)
        office.seal_if_needed()


class _Story:
    """The register's made-up past, told by its own decisions."""

    def __init__(
        self, office: Office, clock: SimulatedClock, zone: ZoneInfo, progress: Progress, count: int
    ) -> None:
        self.office = office
        self.clock = clock
        self.zone = zone
        self.tell = progress
        self.done = 0
        self.total = count + round(count * PENALTY_SHARE) + 2 * len(_GROUNDS) * 5
        self.officers: Sequence[Signer] = [
            load_credential(office.home.credentials / f"samr-{number}.pem") for number in (1, 2)
        ]

    def intake(self, path: Path, rows: int) -> None:
        """Take in a file as the market regulator's first officer."""
        base = self.done
        run(self.office, [path], "samr", self.officers[0], progress=lambda p: self.tell(base + p.rows, self.total))
        self.done = base + rows
        self.office.seal_if_needed()

    def act(self, command: Command, officer: int = 0) -> str:
        """One decision; the case's id where it opened one."""
        receipts = self.office.decide(command, self.officers[officer])
        self.done += 1
        self.tell(min(self.done, self.total), self.total)
        with self.office.store.reading() as reading:
            return str(getattr(reading.entry(receipts[0].seq).event, "case", ""))

    def cases(self, chosen: Sequence[tuple[Organisation, tuple[str, str, str, str]]]) -> None:
        """Propose all, then let each case go as far as its place in the story says."""
        opened = self.office.today()
        cases = [self.propose(number, each, opened) for number, each in enumerate(chosen)]
        for number, case in enumerate(cases[:-1]):  # the last one stays proposed: nothing follows from it
            self.act(ServeNotice(case=case, served_on=opened, method="delivered", document=f"示告〔2026〕{number + 1}号"))
        self.clock.advance(timedelta(days=4))
        self.act(ReceiveAnswer(case=cases[1], received_on=self.office.today(), document="示答〔2026〕1号"))
        self.clock.set_day(opened + timedelta(days=40), self.zone)
        self.act(DropCase(case=cases[6], reason="corrected-in-time"))
        for number, case in enumerate(cases[:6]):
            considered = "rejected" if number == 1 else "none"
            decision = DecideListing(case=case, document=f"示列〔2026〕{number + 1}号", answer_considered=considered)
            self.act(decision)
            self.act(ApproveListing(case=case), officer=1)
        self.office.seal_if_needed()
        self.clock.advance(timedelta(days=20))
        self.act(OpenObjection(case=cases[2], document="示异〔2026〕1号"))
        self.act(EndListing(case=cases[5], ending="annulled", document="示撤〔2026〕1号"))

    def propose(self, number: int, chosen: tuple[Organisation, tuple[str, str, str, str]], today: date) -> str:
        """Open one case on documented facts."""
        organisation, (ground, violation, _, _) = chosen
        document = f"示市监罚〔2026〕{900 + number}号"
        facts = [
            StatedFact(fact=fact, value=value, document=document)
            for fact, value in (
                ("violation", violation), ("penalty", "fine-heavier"), ("bad-nature", True),
                ("serious-circumstances", True), ("considerable-harm", True), ("no-intent-proved", False),
            )
        ]
        conduct = today - timedelta(days=60)
        return self.act(
            ProposeListing(code=organisation.code, list=LIST, ground=ground, facts=facts, conduct_on=conduct)
        )


def _chosen(population: Sequence[Organisation]) -> list[tuple[Organisation, tuple[str, str, str, str]]]:
    """Two active companies of each trade that has a ground."""
    chosen = []
    for ground in _GROUNDS:
        fit = [o for o in population if o.trade == ground[2] and o.status == "存续" and o.code.startswith("91")]
        chosen += [(organisation, ground) for organisation in fit[:2]]
    return chosen


def _registrations(home: Path, population: Sequence[Organisation]) -> Path:
    """The market regulator's registration file, GB18030 as many such systems write it."""
    path = home / "files" / "registration.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="gb18030", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("企业名称", "统一社会信用代码", "成立日期", "登记状态"))
        writer.writerows((o.name, o.code, o.registered_on.isoformat(), o.status) for o in population)
    return path


def _penalties(home: Path, population: Sequence[Organisation], start: date, seed: int) -> tuple[Path, int]:
    """A penalty file in the 双公示 form; a few of its rows name no code and wait for identification."""
    rng = random.Random(f"penalties {seed}")
    path = home / "files" / "penalties.csv"
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            ("CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_WSH", "CF_WFXW", "CF_SY", "CF_YJ", "CF_CFLB", "CF_NR",
             "CF_NR_FK", "CF_NR_WFFF", "CF_JDRQ", "CF_CFJG", "CF_CFJGDM")
        )
        chosen = [o for o, _ in _chosen(population)]
        chosen += rng.sample(population, round(len(population) * PENALTY_SHARE))
        for number, organisation in enumerate(dict.fromkeys(chosen)):
            kind, law, kinds, fine, gains = rng.choice(_PENALTIES)
            fine = fine * rng.randint(1, 9) // 2
            told = [f"罚款{fine}元"] if fine else ["警告"]
            told += [f"没收违法所得{gains}元"] if gains else []
            writer.writerow((
                organisation.name, "个体工商户" if organisation.code.startswith("92") else "法人及非法人组织",
                "" if number % 40 == 39 else organisation.code, f"示市监罚〔2026〕{number + 1}号", kind,
                f"当事人{kind}，经查证属实", law, kinds, ";".join(told), f"{fine / 10_000:.6f}", f"{gains / 10_000:.6f}",
                (start - timedelta(days=rng.randint(3, 400))).isoformat(), f"{organisation.city}市场监督管理局（示例）", "",
            ))
            rows += 1
    return path, rows
