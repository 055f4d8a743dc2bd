"""From a repayment entered to a clear check: how long whoever has performed stays restricted."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bench.frame import Figure, Run, measure
from xinyong.check import check
from xinyong.journal.officers import load_credential
from xinyong.law.loading import load
from xinyong.office import Office, found
from xinyong.office.clock import SimulatedClock
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.register.serve_notice import ServeNotice
from xinyong.subjects.identifiers import get

ROOT = Path(__file__).resolve().parent.parent
LIST, GROUND, ACTION = "spc-judgment-defaulters", "evades", "subsidy.apply"
LIMIT_MS = 100.0

ASKED = """
import sys
from datetime import datetime
from pathlib import Path
from xinyong.check import check
from xinyong.office import Office
from xinyong.office.clock import SimulatedClock
with Office.open(Path(sys.argv[1]), clock=SimulatedClock(datetime.fromisoformat(sys.argv[2]))) as office:
    print("open", flush=True)
    for code in sys.stdin:
        print(check(office, code.strip(), sys.argv[3], "benchmark").verdict, flush=True)
"""
"""Another process that answers checks: an office of its own on the same register, as a web worker has."""


@measure("repayment")
def repayment(run: Run) -> list[Figure]:
    """A judgment debtor has performed: from the officer's decision that ends the listing, until the next check of a
    restricted action is answered clear; in the same process, and in another that has the register open."""
    count = run.size(300, 20)
    home = run.folder / "register"
    rulebook = load("cn")
    begun = datetime.fromisoformat("2026-04-08T09:00+08:00")
    clock = SimulatedClock(begun)
    with found(home, "synthetic", rulebook, clock=clock) as office:
        listed = _listed(office, clock, 2 * count)
        end = load_credential(office.home.credentials / "spc-1.pem")

        def ended(case: str) -> None:
            office.decide(EndListing(case=case, ending="performed", document="虚执结〔2026〕1号"), end)

        with _another(home, begun + timedelta(days=40)) as ask:
            here = _waits(listed[:count], ended, lambda code: check(office, code, ACTION, "benchmark").verdict)
            there = _waits(listed[count:], ended, ask)
    return [
        Figure(f"{where}, {name}", statistics.quantiles(waits, n=100)[share - 1], "ms", "less", limit=LIMIT_MS)
        for where, waits in (("same process", here), ("another process", there))
        for name, share in (("p50", 50), ("p99", 99))
    ]


def _listed(office: Office, clock: SimulatedClock, count: int) -> list[tuple[str, str]]:
    """So many organisations on the list, by its own procedure: code and case."""
    first, second = (load_credential(office.home.credentials / f"spc-{number}.pem") for number in (1, 2))
    registrar = load_credential(office.home.credentials / "samr-1.pem")
    today = office.today()

    def case_of(command: Command) -> str:
        seq = office.decide(command, first)[0].seq
        with office.store.reading() as reading:
            return str(reading.entry(seq).event.case)

    version = office.law_on(today, today).list(LIST)
    assert version is not None
    worked = next(each for each in version.examples if each.outcome == "met" and each.facts.get(GROUND) is True)
    facts = [StatedFact(fact=fact, value=value, document="虚执〔2026〕1号") for fact, value in worked.facts.items()]
    listed = []
    for number in range(count):
        code = get("uscc").synthetic(number)
        office.decide(RegisterOrganisation(
            identifier="uscc", code=code, name=f"虚构第{number}号贸易有限公司", subject_kind="enterprise"), registrar)
        case = case_of(ProposeListing(
            code=code, list=LIST, ground=GROUND, facts=facts, conduct_on=today - timedelta(days=60)))
        office.decide(ServeNotice(case=case, served_on=today, method="delivered", document="虚告〔2026〕1号"), first)
        listed.append((code, case))
    clock.advance(timedelta(days=40))
    for _, case in listed:
        office.decide(DecideListing(case=case, document="虚列〔2026〕1号"), first)
        office.decide(ApproveListing(case=case), second)
    office.seal_if_needed()  # before it nothing adverse has effect
    return listed


def _waits(listed: Sequence[tuple[str, str]], end: Callable[[str], None], ask: Callable[[str], str]) -> list[float]:
    """Milliseconds from each decision's call until the answer to the check after it, which must be clear."""
    waits = []
    for code, case in listed:
        if ask(code) != "prohibited":
            raise RuntimeError("the listing did not restrict")
        begun = time.perf_counter()
        end(case)
        answer = ask(code)
        waits.append((time.perf_counter() - begun) * 1000)
        if answer != "clear":
            raise RuntimeError(f"the check after the ending was answered {answer}")
    return waits


@contextmanager
def _another(home: Path, now: datetime) -> Iterator[Callable[[str], str]]:
    """A process that answers checks of its own; a function that asks it."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", ASKED, str(home), now.isoformat(), ACTION], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    question, answer = process.stdin, process.stdout

    def ask(code: str) -> str:
        question.write(f"{code}\n")
        question.flush()
        return answer.readline().strip()

    try:
        if answer.readline().strip() != "open":
            raise RuntimeError("the other process did not open the register")
        yield ask
    finally:
        question.close()
        process.wait(timeout=60)
