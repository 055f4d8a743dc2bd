"""A synthetic register under the Chinese rulebook, told a small story in which every kind of content bears a canary.

A canary is a made-up word that stands in what must be forgotten: a document number, a name in a narrative, a name
in a row that waits. Whatever keeps a copy of it keeps the canary too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from xinyong.check import asking
from xinyong.intake.running import run
from xinyong.journal.officers import load_credential
from xinyong.law.loading import load
from xinyong.office import Office, found
from xinyong.office.clock import SimulatedClock
from xinyong.register.amend_record import CorrectRecord
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.serve_notice import ServeNotice
from xinyong.subjects.uscc import USCC

ZONE = ZoneInfo("Asia/Shanghai")
START = date(2026, 4, 20)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
REGISTRATION = ("企业名称", "统一社会信用代码", "成立日期", "登记状态")
PENALTY = ("行政相对人名称", "统一社会信用代码", "行政处罚决定书文号", "处罚类别", "处罚内容", "罚款金额(万元)", "处罚决定日期", "违法事实")
WORDS = ("金丝雀文号", "金丝雀叙述", "金丝雀待核", "金丝雀更正", "金丝雀案由", "金丝雀送达", "金丝雀决定")


def code(number: int) -> str:
    """The ``number``-th made-up code."""
    return USCC.synthetic_of("91", number)


def name(number: int) -> str:
    """Its name."""
    return f"虚构{number}号食品有限公司"


class Planted(NamedTuple):
    """What must be found in no file afterwards: bytes by what they are."""

    words: dict[str, bytes]  # in every encoding
    traces: dict[str, bytes]  # sealed bodies, wrapped keys, rows of projections: what stood in files before


class World:
    """The register and the hands that act on it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clock = SimulatedClock(datetime(START.year, START.month, START.day, 9, tzinfo=ZONE))
        self.office = found(home, "synthetic", load("cn"), clock=self.clock)

    def close(self) -> None:
        """Close the register and the index that checks opened on it."""
        self.office.close()
        index = asking._indexes.pop(str(self.office.home.index), None)
        if index is not None:
            index.close()

    def reopen(self) -> Office:
        """As after a restart."""
        self.close()
        self.office = Office.open(self.home, clock=self.clock)
        return self.office

    def signer(self, officer: str = "samr-1") -> Any:
        """An officer's credential."""
        return load_credential(self.home / "credentials" / f"{officer}.pem")

    def do(self, command: Command, officer: str = "samr-1") -> int:
        """One decision; its first entry."""
        return self.office.decide(command, self.signer(officer))[0].seq

    def file(
        self, path: Path, heading: Sequence[str], rows: Sequence[Sequence[str]], errors: Path | None = None
    ) -> Any:
        """Take in a file of the market regulator's."""
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([heading, *rows])
        return run(self.office, [path], "samr", self.signer(), errors=errors)

    def tell(self, outside: Path) -> None:
        """The story: registrations, penalties (one waits, one is refused), a correction, a case from notice to end."""
        registered = [[name(n), code(n), "2019-01-02", "存续"] for n in (1, 2, 3)]
        self.file(outside / "registration.csv", REGISTRATION, registered)
        self.file(outside / "penalties.csv", PENALTY, [
            [name(1), code(1), "金丝雀文号〔2026〕1号", "罚款", "罚款5000元", "0.5", "2026-03-02", "经金丝雀叙述证实，销售不合格商品"],
            ["金丝雀待核贸易有限公司", "", "虚罚〔2026〕2号", "罚款", "罚款5000元", "0.5", "2026-03-02", "销售不合格商品"],
            [name(3), code(3)[:-1] + "?", "虚罚〔2026〕3号", "罚款", "罚款5000元", "0.5", "2026-03-02", "销售不合格商品"],
        ], errors=self.home / "errors.csv")
        with self.office.store.reading() as reading:
            record = reading.rows("record", order="seq")[0]["seq"]
            field = next(key for key, value in reading.entry(record).event.content.items() if "金丝雀叙述" in str(value))
        self.do(CorrectRecord(record=record, changes={field: "金丝雀更正"}, reason="clerical-error", document="虚更〔2026〕1号"))
        self.case()
        asking.check(self.office, code(2), "procurement.bid", "test")

    def case(self) -> None:
        """One listing, ended again."""
        case = self.listed(2)
        self.clock.advance(timedelta(days=20))
        self.do(EndListing(case=case, ending="annulled", document="虚撤〔2026〕1号"))
        self.office.seal_if_needed()

    def listed(self, number: int) -> str:
        """A case from its facts to the listing, which is sealed; its id."""
        facts = [
            StatedFact(fact=fact, value=value, document="金丝雀案由〔2026〕1号") for fact, value in (
                ("violation", "food-prohibited"), ("penalty", "fine-heavier"), ("bad-nature", True),
                ("serious-circumstances", True), ("considerable-harm", True), ("no-intent-proved", False))
        ]
        today = self.office.today()
        opened = self.do(ProposeListing(
            code=code(number), list="samr-serious-violation", ground="food", facts=facts,
            conduct_on=today - timedelta(days=60),
        ))
        with self.office.store.reading() as reading:
            case = str(reading.entry(opened).event.case)
        self.do(ServeNotice(case=case, served_on=today, method="delivered", document="金丝雀送达〔2026〕1号"))
        self.clock.advance(timedelta(days=40))
        self.do(DecideListing(case=case, document="金丝雀决定〔2026〕1号"))
        self.do(ApproveListing(case=case), "samr-2")
        self.office.seal_if_needed()
        asking.check(self.office, code(number), "procurement.bid", "test")
        return case

    def planted(self) -> Planted:
        """The canaries, and what stands for what is due in files of this home, for the scan afterwards."""
        traces: dict[str, bytes] = {}
        with self.office.store.reading() as reading:
            case = reading.rows("casefile")[0]
            tables = ("record", "amendment", "held", "case_entry")
            seqs = [row["seq"] for table in tables for row in reading.rows(table)]
            for row in reading.rows("fingerprint"):
                traces[f"fingerprint of {row['seq']}"] = row["digest"].encode()
            for seq in seqs:
                sealed = reading.db.execute("SELECT sealed FROM body WHERE seq = ?", (seq,)).fetchone()
                traces[f"body {seq}"] = sealed[0]
        traces["case id"] = case["id"].encode()
        keys = self.office.keys._connections.get()
        for seq, wrapped in keys.execute("SELECT seq, wrapped FROM data_key").fetchall():
            if seq in seqs:
                traces[f"key {seq}"] = wrapped
        words = {f"{word} in {each}": word.encode(each) for word in WORDS for each in ENCODINGS}
        return Planted(words, traces)

    def last_retention(self) -> date:
        """The last day on which something is still kept."""
        with self.office.store.reading() as reading:
            return max(
                row[column]
                for table, column in (("record", "retain_until"), ("held", "lapses_on"), ("casefile", "retain_until"))
                for row in reading.rows(table)
            )


def files(folder: Path) -> Iterator[Path]:
    """Every file in a folder, however deep."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def finds(folder: Path, planted: dict[str, bytes]) -> list[str]:
    """What of the planted stands in which file, byte by byte."""
    return [f"{path.relative_to(folder)}: {what}" for path in files(folder) for data in [path.read_bytes()]
            for what, needle in planted.items() if needle in data]
