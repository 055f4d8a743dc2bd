"""The synthetic register that ``./run`` opens: the files of a made-up country, taken in by the real intake.

A dozen cases besides go through one list's procedure under a simulated clock, and ``showcase`` puts something on every
other list, so that what the pages show was made by the register's own rules and by nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from xinyong.errors import BadInput, Text
from xinyong.intake.running import run
from xinyong.journal.officers import Signer, load_credential
from xinyong.lab.country.making import make_country
from xinyong.lab.country.manifest import Manifest, verify_manifest
from xinyong.lab.country.population import Organisation, Plan, Population
from xinyong.lab.showcase import Showcase
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
from xinyong.register.subjects_change import Dissolve, Succeed

Progress = Callable[[int, int], None]

SEED = 20260401
ORGANISATIONS, LEAST = 20_000, 1_000
BROKEN = 0.03  # share of broken rows: some wait to be identified, some are refused
YEARS = 3  # of the authorities' acts before the register's first day
LIST, MARKET = "samr-serious-violation", "samr"
STORY_DAYS = 150  # the register's made-up past, counted back from today
FIRST_INTAKE = ("registration",)
LATER_INTAKE = ("penalty", "licence", "abnormal-operations", "court-enforcement", "procurement-violations")
CASES_EACH = 3  # cases on each ground
CASE_STEPS = 270  # decisions of the story, about, for its progress
SHOWN_AMONG = 3_000  # the first so many organisations, among which the showcase finds its own

_GROUNDS = (
    ("food", "food-prohibited", ("食品", "食品零售", "食品餐饮")),
    ("medical", "drug-fake", ("药械", "药械零售")),
    ("quality", "product-unsafe", ("制造", "特种设备")),
    ("consumer", "prepaid-absconded", ("服务", "教培")),
)


def make(home: Path, progress: Progress | None = None, *, count: int = ORGANISATIONS, seed: int = SEED) -> None:
    """Make the synthetic register in ``home``. ``progress(done, total)`` counts rows and decisions.

    BadInput for fewer organisations than ``LEAST``: a dozen cases would not find their companies among them.
    """
    if count < LEAST:
        raise BadInput(Text(f"组织数至少为 {LEAST}。", f"It takes at least {LEAST:,} organisations."), field="organisations")
    rulebook = load("cn")
    zone = ZoneInfo(rulebook.manifest.timezone)
    today = datetime.now(zone).date()
    start = today - timedelta(days=STORY_DAYS)
    clock = SimulatedClock(datetime(start.year, start.month, start.day, 9, tzinfo=zone))
    plan = Plan(count, 0, date(start.year - YEARS, 1, 1), start, seed, BROKEN)
    with found(home, "synthetic", rulebook, clock=clock) as office:
        make_country(plan, home / "files")
        manifest = verify_manifest(home / "files")
        story = _Story(office, clock, zone, progress or (lambda done, total: None), manifest)
        story.intake(FIRST_INTAKE)
        chosen = _chosen(office, plan)
        others = _others(office, plan, chosen)
        told = {each.code for each in (*others, *(subject for subject, _, _ in chosen))}
        pool = [each for each in islice(Population(plan), SHOWN_AMONG) if each.code not in told]
        story.cases(chosen, today, Showcase(office, story.decision, pool))
        story.absorbed(chosen[6][0], others)
        story.intake(LATER_INTAKE)
        clock.set_day(today, zone, hour=8)
        office.seal_if_needed()
        story.told(story.total)


class _Story:
    """The register's made-up past, told by its own decisions."""

    def __init__(
        self, office: Office, clock: SimulatedClock, zone: ZoneInfo, progress: Progress, country: Manifest
    ) -> None:
        self.office, self.clock, self.zone, self.tell, self.country = office, clock, zone, progress, country
        self.done = 0
        self.total = CASE_STEPS + sum(
            facts.rows for facts in country.files
            if facts.form in FIRST_INTAKE + LATER_INTAKE
        )
        self.signers: dict[str, Signer] = {}
        self.year = 0

    def _officer(self, officer: str) -> Signer:
        if officer not in self.signers:
            self.signers[officer] = load_credential(self.office.home.credentials / f"{officer}.pem")
        return self.signers[officer]

    def told(self, done: int) -> None:
        """Tell the progress, never past the total."""
        self.done = done
        self.tell(min(done, self.total), self.total)

    def intake(self, forms: Sequence[str]) -> None:
        """Take in each authority's files of these forms, as that authority's first officer."""
        by_authority: dict[str, list[Path]] = {}
        for facts in self.country.files:
            if facts.form in forms:
                by_authority.setdefault(facts.authority, []).append(self.office.home.path / "files" / facts.path)
        for authority, paths in by_authority.items():
            base = self.done
            result = run(
                self.office, paths, authority, self._officer(f"{authority}-1"),
                progress=lambda p: self.told(base + p.rows),  # noqa: B023 - called within this turn
            )
            self.done = base + result.counts.rows
        self.office.seal_if_needed()

    def act(self, command: Command, officer: int = 0) -> str:
        """One decision of the market regulator; the case's id where it opened one."""
        return self.decision(command, f"{MARKET}-{officer + 1}")

    def decision(self, command: Command, officer: str) -> str:
        """One decision of the officer so named; the case's id where it opened one."""
        receipts = self.office.decide(command, self._officer(officer))
        self.told(self.done + 1)
        with self.office.store.reading() as reading:
            return str(getattr(reading.entry(receipts[0].seq).event, "case", ""))

    def cases(self, chosen: Sequence[tuple[Organisation, str, str]], today: date, showcase: Showcase) -> None:
        """A dozen cases: most run their course, the last four stand at different stages today; and the showcase."""
        opened = self.office.today()
        self.year = opened.year
        cases = [self._open(number, each) for number, each in enumerate(chosen[:8])]
        showcase.open()
        self.clock.advance(timedelta(days=4))
        self._answer(1, cases[1])
        self.clock.set_day(opened + timedelta(days=40), self.zone)
        for number, case in enumerate(cases[:7]):
            self._decide(number, case, "rejected" if number == 1 else "none")
            self.act(ApproveListing(case=case), officer=1)
        self.act(DropCase(case=cases[7], reason="corrected-in-time"))
        showcase.decide()
        self.office.seal_if_needed()
        showcase.serve()
        self.clock.advance(timedelta(days=20))
        showcase.turn()
        self.act(OpenObjection(case=cases[2], document=f"示异〔{self.year}〕1号"))
        self.act(EndListing(case=cases[5], ending="annulled", document=f"示撤〔{self.year}〕1号"))
        self._days_before(today, 50)
        waiting = self._open(8, chosen[8])
        self._days_before(today, 20)
        answered = self._open(9, chosen[9])
        self._open(10, chosen[10])
        showcase.wait()
        self._days_before(today, 9)
        self._answer(9, answered)
        self._decide(8, waiting, "none")  # and not yet approved
        self._propose(11, chosen[11])  # and not yet told: nothing follows from it

    def absorbed(self, listed: Organisation, others: tuple[Organisation, Organisation]) -> None:
        """A listed company is absorbed, which lists nobody else; another one is dissolved."""
        successor, ended = others
        today = self.office.today()
        self.act(Succeed(
            code=listed.code, successor=successor.code, how="absorption", document=f"示登〔{self.year}〕1号", since=today
        ))
        self.act(Dissolve(code=ended.code, document=f"示登销〔{self.year}〕1号", since=today))

    def _days_before(self, today: date, days: int) -> None:
        self.clock.set_day(today - timedelta(days=days), self.zone)

    def _open(self, number: int, chosen: tuple[Organisation, str, str]) -> str:
        case = self._propose(number, chosen)
        document = f"示告〔{self.year}〕{number + 1}号"
        self.act(ServeNotice(case=case, served_on=self.office.today(), method="delivered", document=document))
        return case

    def _answer(self, number: int, case: str) -> None:
        self.act(ReceiveAnswer(case=case, received_on=self.office.today(), document=f"示答〔{self.year}〕{number + 1}号"))

    def _decide(self, number: int, case: str, considered: str) -> None:
        self.act(DecideListing(case=case, document=f"示列〔{self.year}〕{number + 1}号", answer_considered=considered))

    def _propose(self, number: int, chosen: tuple[Organisation, str, str]) -> str:
        """Open one case on documented facts."""
        organisation, ground, violation = chosen
        document = f"示市监罚〔{self.year}〕{900 + number}号"
        facts = [
            StatedFact(fact=fact, value=value, document=document)
            for fact, value in (
                ("violation", violation), ("penalty", "fine-heavier"), ("bad-nature", True),
                ("serious-circumstances", True), ("considerable-harm", True), ("no-intent-proved", False),
            )
        ]
        conduct = self.office.today() - timedelta(days=60)
        return self.act(
            ProposeListing(code=organisation.code, list=LIST, ground=ground, facts=facts, conduct_on=conduct)
        )


def _chosen(office: Office, plan: Plan) -> list[tuple[Organisation, str, str]]:
    """Companies of the trades that have a ground, standing and registered; grounds in turn."""
    chosen: list[list[tuple[Organisation, str, str]]] = [[] for _ in _GROUNDS]
    with office.store.reading() as reading:
        for subject in _companies(plan):
            for (ground, violation, trades), cases in zip(_GROUNDS, chosen, strict=True):
                wanted = subject.trade in trades and len(cases) < CASES_EACH
                if wanted and reading.rows("organisation", limit=1, code=subject.code):  # its row may be a broken one
                    cases.append((subject, ground, violation))
            if all(len(cases) == CASES_EACH for cases in chosen):
                break
    return [cases[turn] for turn in range(CASES_EACH) for cases in chosen]


def _others(
    office: Office, plan: Plan, chosen: Sequence[tuple[Organisation, str, str]]
) -> tuple[Organisation, Organisation]:
    """The first two registered companies of which no case is told."""
    told = {subject.code for subject, _, _ in chosen}
    with office.store.reading() as reading:
        found = (
            subject for subject in _companies(plan)
            if subject.code not in told and reading.rows("organisation", limit=1, code=subject.code)
        )
        return next(found), next(found)


def _companies(plan: Plan) -> Iterator[Organisation]:
    settled = plan.last - timedelta(days=120)
    return (
        subject for subject in Population(plan)
        if subject.branch.prefix == "91" and subject.ended_on is None and subject.registered_on < settled
    )
