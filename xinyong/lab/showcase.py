"""Something on every list of the trial register: listings, honours and statuses of made-up organisations.

Each is told on its list's own worked example, by the real decisions, with the procedure that its law asks for; a few
take another turn: an objection, a suit, a repair, a performance, an annulment, an honour lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from xinyong.lab.country.population import Organisation
from xinyong.lab.examples import conduct_of, decider, example_of, ground_of, stated
from xinyong.law.force import version_on
from xinyong.law.model import ListVersion
from xinyong.office import Office
from xinyong.register.contest_listing import OpenContest
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.file_status import FileStatus
from xinyong.register.grant_honour import ApproveHonour, DecideHonour, ProposeHonour
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.serve_notice import ServeNotice
from xinyong.register.suspend_listing import SuspendEffect

Act = Callable[[Command, str], str]
"""Takes one decision, signed by the officer so named; the case's id where it opened one."""


class Shown(NamedTuple):
    """So many organisations of these trades (any of that code prefix, where there are too few) on a list."""

    list: str
    many: int
    trades: tuple[str, ...] = ()
    prefix: str = "91"


LISTED = (
    Shown("sat-serious-tax", 4, ("商贸", "建材")),
    Shown("mohrss-wage-arrears", 4, ("建设",)),
    Shown("spc-judgment-defaulters", 5, ("地产", "制造")),
    Shown("mof-procurement-violations", 3, ("信息", "服务")),
    Shown("samr-abnormal-operations", 5, ("服务", "商贸")),
    Shown("spc-consumption-restriction", 2, ("地产", "建设")),
    Shown("mem-work-safety", 2, ("化工", "矿业", "能源")),
    Shown("nbs-statistics", 1, ("制造",)),
    Shown("mct-serious", 1, ("文旅",)),
    Shown("mct-minor", 1, ("文旅",)),
    Shown("mps-telecom-fraud", 1, ("信息",)),
    Shown("mca-abnormal", 1, prefix="51"),
    Shown("mca-serious", 1, prefix="51"),
    Shown("government-breach", 2, prefix="11"),
    Shown("shandong-serious", 1, ("食品",)),
    Shown("shanghai-serious", 1, ("食品餐饮",)),
    Shown("shenzhen-serious", 1, ("信息",)),
)
HONOURED = (
    Shown("sat-grade-a", 4, ("制造", "信息")),
    Shown("gac-aeo", 2, ("制造", "商贸")),
    Shown("credit-honours", 2, ("食品零售", "服务")),
)
STATUSES = (
    Shown("status-licensed", 3, ("药械", "食品")),
    Shown("status-high-tech", 2, ("信息", "制造")),
    Shown("status-inspection-body", 1, ("环保", "服务")),
)
BLACK = "sat-serious-tax"  # by its own law takes grade A away: its last case is on who holds that
WAITING = ("mohrss-wage-arrears", "spc-judgment-defaulters")
"""Lists on which one more case is open today: told, and not decided."""


class Case(NamedTuple):
    """A case of the showcase, and who decides it."""

    id: str
    list: str
    authority: str
    code: str


class Showcase:
    """The listings, in the stages of the trial register's made-up past."""

    def __init__(self, office: Office, act: Act, pool: Iterable[Organisation]) -> None:
        """``pool``: the made-up organisations of which nothing else is told, in their order."""
        self.office, self.act = office, act
        self.free = [each for each in pool if each.ended_on is None]
        self.papers = 0
        self.cases: list[Case] = []

    # --- the stages ------------------------------------------------------------------------------

    def open(self) -> None:
        """Honours and statuses stand at once; every case is opened and told."""
        for shown in STATUSES:
            for organisation in self._take(shown):
                self._status(shown.list, organisation)
        graded = [self._honour(shown.list, each) for shown in HONOURED for each in self._take(shown)]
        for shown in LISTED:
            chosen = [each.code for each in self._take(shown)]
            if shown.list == BLACK and graded:
                chosen[-1] = graded[0]
            self.cases += [self._open(shown.list, code) for code in chosen]

    def decide(self) -> None:
        """Every case is decided by one officer and approved by another, and the decision served."""
        for case in self.cases:
            self.act(DecideListing(case=case.id, document=self._paper("列")), f"{case.authority}-1")
            self.act(ApproveListing(case=case.id), f"{case.authority}-2")

    def serve(self) -> None:
        """The decisions are served; law that bars early repair has no notice of it."""
        today = self.office.today()
        for case in self.cases:
            repair = self._version(case.list).repair.allowed
            self.act(
                NotifyDecision(
                    case=case.id, served_on=today, method="delivered", document=self._paper("送"),
                    repair_notice=self._paper("修告") if repair else "",
                ),
                f"{case.authority}-1",
            )

    def turn(self) -> None:
        """Those that take another turn."""
        today = self.office.today()
        taxed, owing = self._of("sat-serious-tax"), self._of("mohrss-wage-arrears")
        self._act(taxed[0], OpenObjection(case=taxed[0].id, document=self._paper("异")))
        self._act(
            taxed[1],
            OpenContest(case=taxed[1].id, remedy="litigation", opened_on=today, document=self._paper("诉")),
            SuspendEffect(case=taxed[1].id, reason="court-stay", document=self._paper("停")),
        )
        self._act(
            owing[0],
            OpenObjection(case=owing[0].id, document=self._paper("异")),
            DecideObjection(case=owing[0].id, upheld=True, document=self._paper("异复")),
        )
        for listing, count, ending in (
            ("samr-abnormal-operations", 2, "duty-done"), ("spc-judgment-defaulters", 1, "performed"),
            ("government-breach", 1, "performed"), ("spc-consumption-restriction", 1, "settled"),
        ):
            for case in self._of(listing)[:count]:
                self._act(case, EndListing(case=case.id, ending=ending, document=self._paper("移")))
        repaired = self._of("mof-procurement-violations")[0]
        self._act(
            repaired,
            ApplyRepair(case=repaired.id, received_on=today, document=self._paper("修申")),
            DecideRepair(case=repaired.id, granted=True, document=self._paper("修")),
        )

    def wait(self) -> None:
        """Cases that are open today."""
        by_list = {shown.list: shown for shown in LISTED}
        for listing in WAITING:
            for organisation in self._take(by_list[listing]._replace(many=1)):
                self._open(listing, organisation.code)

    # --- one of each ------------------------------------------------------------------------------

    def _open(self, listing: str, code: str) -> Case:
        version, today = self._version(listing), self.office.today()
        example = example_of(version)
        authority = decider(self.office.rulebook, version, listing, today)
        proposal = ProposeListing(
            code=code, list=listing, ground=ground_of(listing, version, example),
            facts=stated(version, example, today, "示证"), conduct_on=conduct_of(version, example, today),
        )
        case = Case(self.act(proposal, f"{authority}-1"), listing, authority, code)
        notice = ServeNotice(case=case.id, served_on=today, method="delivered", document=self._paper("告"))
        self.act(notice, f"{authority}-1")
        return case

    def _honour(self, listing: str, organisation: Organisation) -> str:
        version, today = self._version(listing), self.office.today()
        example = example_of(version)
        authority = decider(self.office.rulebook, version, listing, today)
        proposal = ProposeHonour(
            code=organisation.code, list=listing, ground=ground_of(listing, version, example),
            facts=stated(version, example, today, "示证"),
        )
        case = self.act(proposal, f"{authority}-1")
        self.act(DecideHonour(case=case, document=self._paper("荣")), f"{authority}-1")
        self.act(ApproveHonour(case=case), f"{authority}-2")
        return organisation.code

    def _status(self, listing: str, organisation: Organisation) -> None:
        version, today = self._version(listing), self.office.today()
        authority = decider(self.office.rulebook, version, listing, today)
        since = today - timedelta(days=90)
        filed = FileStatus(code=organisation.code, list=listing, document=self._paper("证"), since=since)
        self.act(filed, f"{authority}-1")

    # --- what they need -----------------------------------------------------------------------------

    def _act(self, case: Case, *commands: Command) -> None:
        for command in commands:
            self.act(command, f"{case.authority}-1")

    def _of(self, listing: str) -> list[Case]:
        return [case for case in self.cases if case.list == listing]

    def _version(self, listing: str) -> ListVersion:
        version = version_on(self.office.rulebook.lists[listing].versions, self.office.today())
        assert version is not None, "a list of the showcase has law today"
        return version

    def _paper(self, word: str) -> str:
        self.papers += 1
        return f"示{word}〔{self.office.today().year}〕{500 + self.papers}号"

    def _take(self, shown: Shown) -> list[Organisation]:
        """As many as are wanted and there are; those of the trades first."""
        settled = self.office.today() - timedelta(days=120)
        fitting = [each for each in self.free if each.branch.prefix == shown.prefix and each.registered_on < settled]
        fitting.sort(key=lambda each: each.trade not in shown.trades)
        chosen = list(self._registered(fitting, shown.many))
        taken = {each.code for each in chosen}
        self.free = [each for each in self.free if each.code not in taken]
        return chosen

    def _registered(self, found: Iterable[Organisation], count: int) -> Iterator[Organisation]:
        """The first of them whose row of the registration was taken in."""
        with self.office.store.reading() as reading:
            for each in found:
                if count and reading.rows("organisation", limit=1, code=each.code):
                    count -= 1
                    yield each
                if not count:
                    return
