"""A repair got by falsehood, revoked under the work-safety list's own law, and by no list that gives no such thing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from xinyong.check import asking
from xinyong.errors import Refused
from xinyong.journal.officers import load_credential
from xinyong.law.loading import load
from xinyong.law.model import Revocation
from xinyong.office import Office, found
from xinyong.office.clock import SimulatedClock
from xinyong.register.approve_step import ApproveStep
from xinyong.register.core import Command
from xinyong.register.events import StatedFact
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.serve_notice import ServeNotice
from xinyong.subjects.uscc import USCC

ZONE = ZoneInfo("Asia/Shanghai")
LIST, CODE = "mem-work-safety", USCC.synthetic(1188)
BOOK = load("cn")


class Ministry:
    """A synthetic register under the law of China, and the ministry's officers."""

    def __init__(self, home: Path) -> None:
        self.clock = SimulatedClock(datetime(2026, 5, 6, 9, tzinfo=ZONE))
        self.office: Office = found(home, "synthetic", BOOK, clock=self.clock)

    def do(self, command: Command, officer: str = "mem-1") -> Any:
        """One decision; its last event."""
        signer = load_credential(self.office.home.credentials / f"{officer}.pem")
        receipts = self.office.decide(command, signer)
        self.office.seal_if_needed()
        with self.office.store.reading() as reading:
            return reading.entry(receipts[-1].seq).event

    def on(self, day: date) -> None:
        self.clock.set_day(day, ZONE)

    def verdict(self, action: str) -> str:
        return str(asking.check(self.office, CODE, action, "test").verdict)


@pytest.mark.article(1, 5, 6, 7)
def test_a_false_application_restores_what_was_left_of_the_listing(tmp_path: Path) -> None:
    ministry = Ministry(tmp_path / "home")
    ministry.do(
        RegisterOrganisation(identifier="uscc", code=CODE, name="合成示范矿业有限公司", subject_kind="enterprise"), "samr-1"
    )
    version = BOOK.lists[LIST].versions[-1]
    example = next(each for each in version.examples if each.outcome == "met")
    ground = example.ground or next(each.id for each in version.grounds if "unlicensed" in each.id)
    stated = [StatedFact(fact=name, value=value, document="示应急罚〔2026〕1号") for name, value in example.facts.items()]
    case = ministry.do(
        ProposeListing(code=CODE, list=LIST, ground=ground, facts=stated, conduct_on=date(2026, 4, 1))
    ).case
    ministry.do(ServeNotice(case=case, served_on=date(2026, 5, 6), method="delivered", document="示应急告〔2026〕1号"))
    ministry.on(date(2026, 5, 20))
    ministry.do(DecideListing(case=case, document="示应急列〔2026〕1号"))
    until = ministry.do(ApproveListing(case=case), "mem-2").until
    assert until == date(2029, 5, 20)
    touched = version.measures[0].actions[0]
    assert ministry.verdict(touched) != "clear"
    ministry.on(date(2027, 5, 20))
    ministry.do(ApplyRepair(case=case, received_on=date(2027, 5, 20), document="示修申〔2027〕1号"))
    ministry.do(DecideRepair(case=case, granted=True, document="示修〔2027〕1号"))
    assert ministry.verdict(touched) == "clear"
    found_false = date(2027, 7, 1)
    ministry.on(found_false)
    restore = RestoreListing(case=case, served_on=found_false, document="示恢〔2027〕1号")
    with pytest.raises(Refused) as early:
        ministry.do(restore)
    assert early.value.article == 5, "its own notice, and the time to answer it"
    ministry.on(found_false + timedelta(days=14))
    ministry.do(restore)
    assert ministry.verdict(touched) == "clear", "one officer's word alone restores nothing"
    with pytest.raises(Refused) as alone:
        ministry.do(ApproveStep(case=case), "mem-1")
    assert alone.value.article == 6
    restored = ministry.do(ApproveStep(case=case), "mem-2")
    assert isinstance(version.repair_revocable, Revocation) and restored.cite == version.repair_revocable.cite
    assert ministry.verdict(touched) != "clear"
    ministry.on(until)
    assert ministry.verdict(touched) == "clear", "no longer than it would have been"
    assert ministry.office.store.verify()["entries"]
    ministry.office.close()


def test_the_lists_whose_law_revokes_a_repair_are_few_and_named() -> None:
    given = {
        name for name, each in BOOK.lists.items()
        if any(isinstance(version.repair_revocable, Revocation) for version in each.versions)
    }
    assert given == {LIST}
