"""Cases that went different ways under the law of China, made by real decisions, for the tests of documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.publication.world import FACTS, LIST, Builder
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import Document, Kind
from xinyong.office.dossiers import basis_of, document_of, dossier_of
from xinyong.office.founding import enrol_officer
from xinyong.register.approve_step import ApproveStep
from xinyong.register.core import Command
from xinyong.register.end_listing import EndListing
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.serve_notice import ReceiveAnswer, ServeNotice

NAME = "合成档案示范食品有限公司"
HOSTILE = "合成<script>alert(1)</script>&“#\"*_[`$示范”有限公司"


class Stories(NamedTuple):
    """An open builder and its cases by what became of them."""

    builder: Builder
    proposed: str  # opened, not yet told
    noticed: str  # notice served late in the year: its deadline is provisional
    listed: str  # answered, listed
    rejected: str  # listed, objection rejected
    upheld: str  # listed, objection upheld
    repaired: str  # listed, ended early by repair
    hostile: str  # listed; its name is full of signs that markup languages read
    codes: dict[str, str]  # case to the organisation's code

    def dossier(self, case: str) -> Dossier:
        """The case as it stands."""
        return dossier_of(self.builder.office, basis_of(self.builder.office, case, "decision"))

    def document(self, case: str, kind: Kind, number: str = "", dated: date | None = None) -> Document:
        """A document of the case as it stands, not issued."""
        return document_of(self.builder.office, basis_of(self.builder.office, case, kind, number, dated))


def tell(home: Path) -> Stories:
    """Make the register in ``home`` and leave it open."""
    make = Builder(home)
    operator = make.signer("operator-1")
    enrol_officer(make.office, operator, "samr-3", "samr")
    third = make.signer("samr-3")
    names = dict.fromkeys(("listed", "rejected", "upheld", "repaired"), NAME) | {"hostile": HOSTILE}
    codes = {each: make.organisation(name) for each, name in names.items()}
    proposed_code, noticed_code = make.organisation(NAME), make.organisation(NAME)
    make.on(date(2026, 5, 6))
    cases = {each: _open(make, code) for each, code in codes.items()}
    for number, case in enumerate(cases.values(), 1):
        _do(make, ServeNotice(case=case, served_on=date(2026, 5, 6), method="delivered", document=f"示告〔2026〕{number}号"))
    make.on(date(2026, 5, 11))
    _do(make, ReceiveAnswer(case=cases["listed"], received_on=date(2026, 5, 11), document="示答〔2026〕1号"))
    make.on(date(2026, 5, 20))
    for number, (each, case) in enumerate(cases.items(), 1):
        considered = "rejected" if each == "listed" else "none"
        _do(make, DecideListing(case=case, document=f"示列〔2026〕{number}号", answer_considered=considered))
        make.office.decide(ApproveListing(case=case), make.second)
    make.on(date(2026, 6, 10))
    for each in ("rejected", "upheld"):
        _do(make, OpenObjection(case=cases[each], document=f"示异〔2026〕{each}"))
    make.on(date(2026, 6, 15))
    make.office.decide(DecideObjection(case=cases["rejected"], upheld=False, document="示复〔2026〕1号"), third)
    make.office.decide(ApproveStep(case=cases["rejected"]), make.second)
    make.office.decide(DecideObjection(case=cases["upheld"], upheld=True, document="示复〔2026〕2号"), third)
    make.on(date(2027, 6, 1))
    _do(make, EndListing(case=cases["repaired"], ending="repaired", document="示修〔2027〕1号"))
    proposed, noticed = _open(make, proposed_code), _open(make, noticed_code)
    _do(make, ServeNotice(case=noticed, served_on=date(2027, 6, 1), method="refused", document="示告〔2027〕9号"))
    make.office.seal_if_needed()
    all_codes = {cases[each]: code for each, code in codes.items()} | {proposed: proposed_code, noticed: noticed_code}
    return Stories(make, proposed, noticed, *(cases[each] for each in names), all_codes)


def _do(make: Builder, command: Command) -> None:
    make.office.decide(command, make.first)


def _open(make: Builder, code: str) -> str:
    conduct = date(2026, 4, 2)
    command = ProposeListing(code=code, list=LIST, ground=make.ground(), facts=FACTS, conduct_on=conduct)
    receipts = make.office.decide(command, make.first)
    with make.office.store.reading() as reading:
        return str(reading.entry(receipts[0].seq).event.case)  # type: ignore[union-attr]
