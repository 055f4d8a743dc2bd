"""A small synthetic register made by real decisions, on a simulated clock, for the tests of the faces."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xinyong.journal.officers import Signer, load_credential
from xinyong.law.force import on
from xinyong.law.loading import load
from xinyong.office import Office, found
from xinyong.office.clock import SimulatedClock
from xinyong.register.amend_record import CorrectRecord, WithdrawRecord
from xinyong.register.contest_listing import OpenContest
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.file_record import FileRecord
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.object_listing import OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.register.serve_notice import ServeNotice
from xinyong.register.subjects_change import Dissolve, Succeed
from xinyong.register.suspend_listing import SuspendEffect
from xinyong.subjects.uscc import USCC

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 9, 1)
LIST = "samr-serious-violation"


class World(NamedTuple):
    """The register and the codes of its organisations by what became of them."""

    home: Path
    clock: SimulatedClock
    listed: str  # listed, with records
    objected: str  # listed, an objection open
    ended: str  # listed once, annulled
    clean: str
    withdrawn: str  # its one record was withdrawn
    trader: str  # a sole trader, whose place ``clean`` took
    absorbed: str  # listed, then absorbed by ``clean`` and dissolved
    stayed: str  # listed, its effect stayed by a court
    sealed_word: str  # a word that stands only in what must not be seen any more


FACTS = [
    StatedFact(fact="violation", value="food-unlicensed", document="示市监罚〔2026〕18号"),
    StatedFact(fact="penalty", value="permit-revoked", document="示市监罚〔2026〕18号"),
    StatedFact(fact="bad-nature", value=True, document="示市监罚〔2026〕18号"),
    StatedFact(fact="serious-circumstances", value=True, document="示市监罚〔2026〕18号"),
    StatedFact(fact="considerable-harm", value=True, document="示市监罚〔2026〕18号"),
    StatedFact(fact="no-intent-proved", value=False, document="示市监罚〔2026〕18号"),
    StatedFact(fact="refuses-decision", value=False, document="示市监罚〔2026〕18号"),
]
GONE = "示范撤回事由"


class Builder:
    """Makes the world, a decision at a time."""

    def __init__(self, home: Path) -> None:
        self.clock = SimulatedClock(datetime(2026, 4, 20, 9, tzinfo=ZONE))
        self.office: Office = found(home, "synthetic", load("cn"), clock=self.clock)
        self.first, self.second = self.signer("samr-1"), self.signer("samr-2")
        self.numbers = iter(range(1, 100))

    def signer(self, officer: str) -> Signer:
        """An officer's credential."""
        return load_credential(self.office.home.credentials / f"{officer}.pem")

    def on(self, day: date) -> None:
        """Move to a day."""
        self.clock.set_day(day, ZONE)

    def organisation(self, name: str, kind: str = "enterprise", prefix: str = "91") -> str:
        """Register an organisation; its code."""
        code = USCC.synthetic_of(prefix, next(self.numbers))
        self.office.decide(
            RegisterOrganisation(identifier="uscc", code=code, name=name, subject_kind=kind, region="980101",
                                 registered_on=date(2019, 3, 8), status="active"),
            self.first,
        )
        return code

    def record(self, code: str, name: str, document: str, facts: str, fine: int) -> int:
        """File a penalty; its entry."""
        content: dict[str, str | int] = {
            "case_title": f"{name}违法生产经营食品案", "violation_type": "食品违法行为", "facts": facts,
            "kinds": "fine;confiscation-gains", "penalty_text": "罚款；没收违法所得", "fine_fen": fine,
            "confiscated_fen": 223_00,
        }
        receipts = self.office.decide(
            FileRecord(code=code, name=name, category="administrative-acts", form="penalty", document=document,
                       decided_on=date(2026, 4, 15), content=content, identifier="uscc",
                       penalty_kinds=["fine", "confiscation-gains"], procedure="ordinary"),
            self.first,
        )
        return receipts[-1].seq

    def propose(self, code: str, number: int) -> str:
        """Propose a listing and serve notice of it; the case."""
        self.office.decide(
            ProposeListing(code=code, list=LIST, ground=self.ground(), facts=FACTS, conduct_on=date(2026, 4, 2)),
            self.first,
        )
        with self.office.store.reading() as reading:
            subject = reading.rows("organisation", code=code)[0]["subject"]
            case: str = reading.rows("casefile", subject=subject)[0]["id"]
        notice = ServeNotice(
            case=case, served_on=date(2026, 5, 6), method="delivered", document=f"示市监列告〔2026〕{number}号"
        )
        self.office.decide(notice, self.first)
        return case

    def list_it(self, case: str, number: int) -> None:
        """Decide and approve it, by two officers."""
        self.office.decide(DecideListing(case=case, document=f"示市监列严字〔2026〕{number}号"), self.first)
        self.office.decide(ApproveListing(case=case), self.second)

    def ground(self) -> str:
        """The first ground of the list in force."""
        version = on(self.office.rulebook, self.office.today()).list(LIST)
        assert version is not None
        return version.grounds[0].id


def build(home: Path) -> World:
    """Make the register in ``home`` and close it."""
    make = Builder(home)
    listed = make.organisation("合成示范食品（示范市）有限公司")
    objected = make.organisation("合成青禾示范餐饮管理有限公司")
    ended = make.organisation("合成旧案示范商贸有限公司")
    clean = make.organisation("合成清河示范科技有限公司")
    withdrawn = make.organisation("合成白石示范建材有限公司")
    trader = make.organisation("合成示范区阿明食品店", "sole-trader", "92")
    absorbed = make.organisation("合成旧屿示范商贸有限公司")
    stayed = make.organisation("合成停云示范贸易有限公司")
    make.record(listed, "合成示范食品（示范市）有限公司", "示市监罚〔2026〕18号", "未取得食品生产许可从事食品生产。", 50_000_00)
    wrong = make.record(listed, "合成示范食品（示范市）有限公司", "示市监罚〔2026〕19号", "标签不符合规定。", 3_000_00)
    gone = make.record(withdrawn, "合成白石示范建材有限公司", "示市监罚〔2026〕20号", GONE, 8_000_00)
    make.on(date(2026, 5, 6))
    cases = [make.propose(code, number) for number, code in enumerate((listed, objected, ended, absorbed, stayed), 7)]
    make.on(date(2026, 5, 20))
    for number, case in enumerate(cases, 7):
        make.list_it(case, number)
    _, open_case, old_case, _, stayed_case = cases
    make.on(date(2026, 6, 10))
    make.office.decide(
        CorrectRecord(record=wrong, changes={"fine_fen": 2_000_00}, reason="clerical-error", document="示市监更正〔2026〕1号"),
        make.first,
    )
    make.office.decide(WithdrawRecord(record=gone, reason="annulled", document="示市监撤〔2026〕1号"), make.first)
    make.office.decide(OpenObjection(case=open_case, document="示异议〔2026〕1号"), make.first)
    make.office.decide(
        OpenContest(case=stayed_case, remedy="litigation", opened_on=date(2026, 6, 8), document="示行初〔2026〕1号"),
        make.first,
    )
    make.office.decide(
        SuspendEffect(case=stayed_case, reason="court-stay", document="示行停〔2026〕1号"), make.first
    )
    make.office.decide(EndListing(case=old_case, ending="annulled", document="示市监撤〔2026〕2号"), make.first)
    make.office.decide(
        Succeed(code=trader, successor=clean, how="conversion", document="示登〔2026〕1号", since=date(2026, 6, 1)),
        make.first,
    )
    make.office.decide(
        Succeed(code=absorbed, successor=clean, how="absorption", document="示登〔2026〕2号", since=date(2026, 6, 8)),
        make.first,
    )
    make.office.decide(Dissolve(code=absorbed, document="示登销〔2026〕1号", since=date(2026, 6, 9)), make.first)
    make.on(TODAY)
    make.office.seal_if_needed()
    make.office.close()
    return World(home, make.clock, listed, objected, ended, clean, withdrawn, trader, absorbed, stayed,
                 GONE)
