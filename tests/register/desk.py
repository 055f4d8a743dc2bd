"""A fresh synthetic register for each test, and a desk to act from.

Founding makes keys and writes to disk for seconds' worth of tests, so it is done once for a law and its folder
copied. The clock is simulated and starts on ``START``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.databases import copy_register
from tests.register.book import make_book
from xinyong.check import asking
from xinyong.errors import CallerError
from xinyong.journal.officers import Signer, load_credential
from xinyong.journal.port import Receipt
from xinyong.journal.schema import PROJECTIONS
from xinyong.law.model import Rulebook
from xinyong.office import Office, found
from xinyong.office.batch import OpenedFile, RowCommand, RowOutcome, close_file, file_rows, open_file
from xinyong.office.clock import SimulatedClock
from xinyong.office.founding import enrol_officer
from xinyong.register.approve_step import ApproveStep
from xinyong.register.core import Command
from xinyong.register.events import Event, StatedFact
from xinyong.register.file_record import FileRecord
from xinyong.register.grant_honour import ApproveHonour, DecideHonour, ProposeHonour
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.mirror_listing import MirrorListing
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.register.serve_notice import ServeNotice
from xinyong.subjects.uscc import USCC

ZONE = ZoneInfo("Asia/Shanghai")
START = date(2026, 4, 20)
LISTED = date(2026, 5, 10)  # when the desk's usual case begins
OFFICERS = ("market-1", "market-2", "market-3", "market-4", "tax-1", "tax-2", "source-1", "source-2", "operator-1")


def clock_at(day: date) -> SimulatedClock:
    """A simulated clock at nine o'clock of the day."""
    return SimulatedClock(datetime(day.year, day.month, day.day, 9, tzinfo=ZONE))


def new_register(path: Path, book: Rulebook | None = None, start: date = START) -> None:
    """Found a synthetic register under the law of the tests, with four officers of the market regulator."""
    with found(path, "synthetic", book or make_book(), clock=clock_at(start)) as office:
        operator = load_credential(office.home.credentials / "operator-1.pem")
        for number in (3, 4):
            enrol_officer(office, operator, f"market-{number}", "market")
        office.seal_if_needed()


def facts(**stated: bool) -> list[StatedFact]:
    """Facts of a case, each in a document; a breach unless something else is stated."""
    whole = {"broke": True, "small": True, "forced": False, **stated}
    return [StatedFact(fact=name, value=value, document="试罚〔2026〕1号") for name, value in whole.items()]


def code(number: int, prefix: str = "91") -> str:
    """The ``number``-th made-up code."""
    return USCC.synthetic_of(prefix, number)


class Desk:
    """An open register and every officer's credential."""

    def __init__(self, home: Path, start: date = START) -> None:
        self.home = home
        self.clock = clock_at(start)
        self.office = Office.open(home, clock=self.clock)
        self.signers = {path.stem: load_credential(path) for path in sorted(self.office.home.credentials.glob("*.pem"))}

    def close(self) -> None:
        """Close the register and the index that checks opened on it."""
        self.office.close()
        index = asking._indexes.pop(str(self.office.home.index), None)
        if index is not None:
            index.close()

    def reopen(self) -> None:
        """Close the register and open it again, as a restart does."""
        self.close()
        self.office = Office.open(self.home, clock=self.clock)

    # --- acting ------------------------------------------------------------------------------

    def signer(self, officer: str) -> Signer:
        """An officer's credential."""
        return self.signers[officer]

    def do(self, command: Command, officer: str = "market-1") -> list[Receipt]:
        """One decision."""
        return self.office.decide(command, self.signer(officer))

    def event(self, command: Command, officer: str = "market-1") -> Any:
        """One decision; its last event."""
        return self.at(self.do(command, officer)[-1].seq)

    def refusal(self, command: Command, officer: str = "market-1") -> CallerError:
        """The refusal of one decision, which says what is wrong in both languages and changes nothing."""
        before = self.size()
        with pytest.raises(CallerError) as caught:
            self.do(command, officer)
        assert caught.value.detail.zh and caught.value.detail.en
        assert caught.value.todo is None or (caught.value.todo.zh and caught.value.todo.en)
        assert self.size() == before
        return caught.value

    def on(self, day: date) -> None:
        """Move to a day."""
        self.clock.set_day(day, ZONE)

    def after(self, **step: int) -> date:
        """Move on; today."""
        self.clock.advance(timedelta(**step))
        return self.office.today()

    def check(self, code: str, action: str = "procurement.bid", **asked: Any) -> Any:
        """The verdict, after sealing what was recorded."""
        self.office.seal_if_needed()
        return asking.check(self.office, code, action, "test", **asked)

    # --- the usual ---------------------------------------------------------------------------

    def organisation(self, number: int = 1, kind: str = "enterprise") -> str:
        """Register an organisation; its code."""
        self.do(self.registration(number, kind=kind))
        return code(number)

    def registration(
        self, number: int, name: str = "", kind: str = "enterprise", status: str = "存续"
    ) -> RegisterOrganisation:
        """The registration of the ``number``-th made-up organisation."""
        return RegisterOrganisation(
            identifier="uscc", code=code(number), name=name or f"合成试验{number}号有限公司", subject_kind=kind,
            region="980100", registered_on=date(2019, 1, 1), status=status,
        )

    def record(self, number: int = 1, **given: Any) -> FileRecord:
        """A penalty filed on the ``number``-th organisation."""
        parts: dict[str, Any] = {
            "code": code(number), "name": f"合成试验{number}号有限公司", "category": "acts", "form": "penalty",
            "document": f"试罚〔2026〕{number}号", "decided_on": date(2026, 4, 1), "identifier": "uscc",
            "content": {"facts": "标签不合规定", "fine_fen": 5_000_00}, "penalty_kinds": ["fine"],
            "procedure": "ordinary",
        }
        return FileRecord(**{**parts, **given})

    def mirrored(self, number: int = 1, **given: Any) -> MirrorListing:
        """An entry of the list that its source keeps."""
        parts: dict[str, Any] = {
            "list": "suspended", "code": code(number), "name": f"合成试验{number}号有限公司", "source": "试验机关",
            "sanction": "Ban", "identifier": "uscc",
        }
        return MirrorListing(**{**parts, **given})

    def proposed(self, code: str, listing: str = "fixed", officer: str = "market-1", **given: Any) -> str:
        """Open a case; its id."""
        parts: dict[str, Any] = {"ground": "breach", "facts": facts(), "conduct_on": date(2026, 3, 1)}
        command = ProposeListing(code=code, list=listing, **{**parts, **given})
        case: str = self.event(command, officer).case
        return case

    def noticed(self, code: str, listing: str = "fixed", **given: Any) -> str:
        """Open a case and serve notice today; its id."""
        case = self.proposed(code, listing, **given)
        self.do(self.notice(case))
        return case

    def notice(self, case: str, **given: Any) -> ServeNotice:
        """Notice of a case, served today."""
        parts: dict[str, Any] = {"served_on": self.office.today(), "method": "delivered", "document": "试告〔2026〕1号"}
        return ServeNotice(case=case, **{**parts, **given})

    def decided(self, code: str, listing: str = "fixed", **given: Any) -> str:
        """A case up to the first officer's decision, after the time to answer; its id."""
        case = self.noticed(code, listing, **given)
        self.after(days=20)
        self.do(DecideListing(case=case, document="试列〔2026〕1号"))
        return case

    def listed(self, code: str, listing: str = "fixed", **given: Any) -> str:
        """A whole case up to the listing; its id."""
        case = self.decided(code, listing, **given)
        self.do(ApproveListing(case=case), "market-2")
        return case

    def honoured(self, code: str, listing: str = "praised", ground: str = "breach") -> str:
        """A whole honour up to its approval; its case."""
        proposal = ProposeHonour(code=code, list=listing, ground=ground, facts=facts())
        case: str = self.event(proposal).case
        self.do(DecideHonour(case=case, document="试荣〔2026〕1号"))
        self.do(ApproveHonour(case=case), "market-2")
        return case

    def step(self, command: Command, officer: str = "market-3", approver: str = "market-4") -> Any:
        """An adverse step that one officer decides and another approves; its event."""
        self.do(command, officer)
        case: str = command.case  # type: ignore[attr-defined]
        return self.event(ApproveStep(case=case), approver)

    # --- files -------------------------------------------------------------------------------

    def open(self, digest: str = "a", authority: str = "market", form: str = "registration") -> OpenedFile:
        """Open a file by its first officer."""
        return open_file(self.office, digest * 64, form, authority, self.signer(f"{authority}-1"))

    def send(
        self, rows: list[Any], digest: str = "a", authority: str = "market", batch: int = 1000, stop: int | None = None
    ) -> list[RowOutcome]:
        """Send a whole file in batches, or with ``stop`` only so many batches of it, as one that was killed."""
        file = self.open(digest, authority)
        outcomes: list[RowOutcome] = []
        for number, start in enumerate(range(0, len(rows), batch)):
            if stop is not None and number >= stop:
                return outcomes
            part: list[RowCommand] = rows[start : start + batch]
            outcomes += file_rows(self.office, file, part)
        if stop is None:
            close_file(self.office, file, counts(outcomes))
        return outcomes

    # --- looking -----------------------------------------------------------------------------

    def size(self) -> int:
        """Number of entries."""
        with self.office.store.reading() as reading:
            return int(reading.size())

    def at(self, seq: int) -> Event | None:
        """The event of one entry."""
        with self.office.store.reading() as reading:
            event: Event | None = reading.entry(seq).event
            return event

    def rows(self, table: str, **equals: Any) -> list[dict[str, Any]]:
        """Rows of a projection."""
        with self.office.store.reading() as reading:
            found: list[dict[str, Any]] = reading.rows(table, **equals)
            return found

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Every projection, in an order of its own."""
        return {
            table.name: sorted(self.rows(table.name), key=lambda row: [str(row[key]) for key in table.key])
            for table in PROJECTIONS
        }


def counts(outcomes: list[RowOutcome]) -> dict[str, int]:
    """Rows by outcome, as a file is closed with."""
    statuses = ("accepted", "already_held", "refused", "waiting")
    return {"rows": len(outcomes), **{status: sum(o.status == status for o in outcomes) for status in statuses}}


# --- fixtures (each room's conftest imports them) --------------------------------------------

MakeDesk = Callable[..., Desk]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Rulebook | None], Path]:
    """The folder of a newly founded register for a law; founded once."""
    made: dict[str, Path] = {}

    def give(book: Rulebook | None = None) -> Path:
        law = book or make_book()
        if law.digest not in made:
            made[law.digest] = tmp_path_factory.mktemp("template") / "home"
            new_register(made[law.digest], law)
        return made[law.digest]

    return give


@pytest.fixture
def make_desk(template: Callable[[Rulebook | None], Path], tmp_path: Path) -> Iterator[MakeDesk]:
    """Desks on fresh registers; closed at the end."""
    desks: list[Desk] = []

    def give(book: Rulebook | None = None) -> Desk:
        home = tmp_path / f"home-{len(desks)}"
        copy_register(template(book), home)
        desks.append(Desk(home))
        return desks[-1]

    yield give
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """A desk on a fresh register under the law of the tests."""
    return make_desk()
