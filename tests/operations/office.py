"""A synthetic register under the Chinese rulebook, told a small story in which every kind of content bears a canary.

A canary is a made-up word that stands in what must be forgotten: a document number, a name in a narrative, a name
in a row that waits. Whatever keeps a copy of it keeps the canary too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import psycopg

from tools.postgres_server import Server
from xinyong.check import asking
from xinyong.intake.running import run
from xinyong.journal.officers import load_credential
from xinyong.lab.institution.register import lose
from xinyong.law.loading import load
from xinyong.office import Office, found
from xinyong.office.clock import SimulatedClock
from xinyong.office.home import Home
from xinyong.register.amend_record import CorrectRecord
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.serve_notice import ServeNotice
from xinyong.subjects.resident import RESIDENT
from xinyong.subjects.uscc import USCC

ZONE = ZoneInfo("Asia/Shanghai")
START = date(2026, 4, 20)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
REGISTRATION = ("企业名称", "统一社会信用代码", "成立日期", "登记状态")
PENALTY = ("行政相对人名称", "统一社会信用代码", "行政处罚决定书文号", "处罚类别", "处罚内容", "罚款金额(万元)", "处罚决定日期", "违法事实")
COURT = ("iname", "cardNum", "partyTypeName", "caseCode", "courtName", "gistId", "regDate", "publishDate",
         "performance", "disruptTypeName")
PERSON, NUMBER, INSTRUMENT = "金丝雀某", RESIDENT.synthetic_born(date(1990, 5, 1), 7), "(2025)金丝雀01民初1号"
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


def in_every_encoding(*words: str) -> dict[str, bytes]:
    """The words' bytes by what they are."""
    return {f"{word} in {each}": word.encode(each) for word in words for each in ENCODINGS}


class World:
    """The register and the hands that act on it."""

    def __init__(self, home: Path, server: Server | None = None) -> None:
        """``server``: where the register lies, if its files are to be searched too."""
        self.home = home
        self.server = server
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
        self, path: Path, heading: Sequence[str], rows: Sequence[Sequence[str]], errors: Path | None = None,
        authority: str = "samr",
    ) -> Any:
        """Take in a file, of the market regulator's unless another's."""
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([heading, *rows])
        return run(self.office, [path], authority, self.signer(f"{authority}-1"), errors=errors)

    def persons(self, path: Path, *entries: tuple[str, str]) -> list[int]:
        """A court files entries about one person, (case number, day) each; their numbers."""
        with self.office.store.reading() as reading:
            before = reading.size()
        rows = [[PERSON, NUMBER, "0", case, "虚构市人民法院", INSTRUMENT, "20260105", day, "全部未履行", "有履行能力而拒不履行生效法律文书确定义务"]
                for case, day in entries]
        answer = self.file(path, COURT, rows, authority="spc")
        assert answer.as_dict()["accepted"] == len(entries)
        with self.office.store.reading() as reading:
            return [row["seq"] for row in reading.rows("record", order="seq") if row["seq"] >= before]

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
                # Its two ends: a database cuts a long one into pieces.
                (sealed,) = reading.run("SELECT sealed FROM body WHERE seq = ?", (seq,)).fetchone()
                traces[f"body {seq}"], traces[f"body {seq}, its end"] = sealed[:60], sealed[-60:]
        traces["case id"] = case["id"].encode()
        keys = self.office.keys._connections.get()
        for seq, wrapped in keys.execute("SELECT seq, wrapped FROM data_key").fetchall():
            if seq in seqs:
                traces[f"key {seq}"] = wrapped
        return Planted(in_every_encoding(*WORDS), traces)

    def planted_of_person(self, seqs: Sequence[int]) -> Planted:
        """What stands for a person: name, number, what was coded, the number's digest, the keys, the sealed bodies."""
        traces: dict[str, bytes] = {"digest of the number": self.office.keys.lookup("resident", NUMBER).encode()}
        keys = self.office.keys._connections.get()
        with self.office.store.reading() as reading:
            subject = reading.get("record", seqs[0])["subject"]
            for seq in seqs:
                (sealed,) = reading.run("SELECT sealed FROM body WHERE seq = ?", (seq,)).fetchone()
                traces[f"body {seq}"] = sealed[:60]
                (digest,) = (row["digest"] for row in reading.rows("fingerprint", seq=seq))
                traces[f"fingerprint of {seq}"] = digest.encode()
                wrapped = keys.execute("SELECT wrapped FROM data_key WHERE seq = ?", (seq,)).fetchone()
                traces[f"key {seq}"] = wrapped[0]
        wrapped = keys.execute("SELECT wrapped FROM subject_key WHERE subject = ?", (subject,)).fetchone()
        traces["the person's key"] = wrapped[0]
        return Planted(in_every_encoding(PERSON, NUMBER, INSTRUMENT, "金丝雀"), traces)

    def lose(self) -> None:
        """Lose the database of a register in PostgreSQL; one in a folder is lost with that."""
        lose(Home(self.home))

    def flush(self) -> None:
        """Have a database server write its pages to their files."""
        if self.server is not None:
            with psycopg.connect(self.server.url(), autocommit=True) as link:
                link.execute("CHECKPOINT")

    def finds(self, planted: dict[str, bytes]) -> list[str]:
        """What of the planted stands in which file of the register and of its database server."""
        return finds(self.home, planted) + self.finds_in_server(planted)

    def finds_in_server(self, planted: dict[str, bytes]) -> list[str]:
        """What of the planted stands in which file of its database server."""
        return finds(self.server.folder, planted) if self.server else []

    def last_retention(self) -> date:
        """The last day on which something is still kept."""
        with self.office.store.reading() as reading:
            return max(
                row[column]
                for table, column in (("record", "retain_until"), ("held", "lapses_on"), ("casefile", "retain_until"))
                for row in reading.rows(table)
            )


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file in a folder, however deep, with its bytes; one that a server removes meanwhile is gone."""
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):
            if path.is_file():
                yield path, path.read_bytes()


def finds(folder: Path, planted: dict[str, bytes]) -> list[str]:
    """What of the planted stands in which file, byte by byte."""
    return [f"{path.relative_to(folder)}: {what}" for path, data in files(folder)
            for what, needle in planted.items() if needle in data]
