"""Worked cases of honours and neutral statuses, from a real run like those of the adverse lists (``worked_cases``).

Each honour shows the way off that its own law makes telling: a higher grade takes its place, an adverse listing takes
it away and gives it back when that was never rightful, or its holder declines it.
"""

from __future__ import annotations

from datetime import date, timedelta

from tools import worked_case_words as words
from tools.worked_case_page import Case, Step
from tools.worked_cases import (
    PREFIXES,
    Desk,
    asked_action,
    asks,
    desk,
    registered,
    run,
)
from xinyong.lab.examples import decider, example_of, ground_of, stated
from xinyong.law.force import version_on
from xinyong.law.honours import outranks, reached
from xinyong.law.model import CreditList, Rulebook
from xinyong.register.decline_honour import DeclineHonour
from xinyong.register.end_listing import EndListing
from xinyong.register.events import ListingProposed, StatusFiled
from xinyong.register.file_status import FileStatus
from xinyong.register.grant_honour import ApproveHonour, DecideHonour, ProposeHonour
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.propose_listing import ProposeListing

STATUS_ON = date(2026, 4, 20)


def honour_case(book: Rulebook, listing: CreditList) -> Case:
    """The whole life of one honour: proposed, decided, approved, sealed, asked about, and its end."""
    version = listing.versions[-1]
    example = example_of(version)
    opened = example.on
    authority = decider(book, version, listing.id, opened)
    kind = next(kind for kind in PREFIXES if kind in version.subjects)
    facts = stated(version, example, opened)
    with desk(book, opened) as here:
        here.on(opened)
        code = registered(here, kind, opened)
        ground = ground_of(listing.id, version, example)
        asked = asked_action(book, version)
        proposal = ProposeHonour(code=code, list=listing.id, ground=ground, facts=facts)
        case = granted(here, proposal, authority, 1)
        here.check(code, asked)
        here.seal()
        here.check(code, asked)
        here.on(here.office.today() + timedelta(days=30))
        by = [name for ending in version.endings for name in reached(ending)]
        if any(ending.id == "regraded" for ending in version.endings):
            higher = next(each for each in version.grounds if outranks(each, ground))
            better = stated(version, example, here.office.today())
            raised = [type(each)(fact=each.fact, value=higher.id, document=each.document) for each in better]
            granted(here, ProposeHonour(code=code, list=listing.id, ground=higher.id, facts=raised), authority, 2)
        elif len(by) == 1:
            _lost_and_back(here, code, by[0], asked)
        else:
            here.do(DeclineHonour(case=case, document=f"虚谢〔{here.office.today().year}〕1号"), f"{authority}-1")
        here.office.seal_if_needed()
        here.check(code, asked)
        return Case(book, listing, version, example, authority, code, kind, facts, here.steps)


def granted(here: Desk, proposal: ProposeHonour, authority: str, number: int) -> str:
    """From the proposal to the second officer's approval; the case."""
    year = here.office.today().year
    (case,) = (event.case for event in here.do(proposal, f"{authority}-1") if isinstance(event, ListingProposed))
    here.do(DecideHonour(case=case, document=f"虚荣〔{year}〕{number}号"), f"{authority}-1")
    here.on(here.office.today() + timedelta(days=1))
    here.do(ApproveHonour(case=case), f"{authority}-2")
    return case


def _lost_and_back(here: Desk, code: str, listing: str, asked: str) -> None:
    """The adverse listing with its whole procedure, and an objection that is upheld."""
    book, opened = here.book, here.office.today()
    version = version_on(book.lists[listing].versions, opened)
    assert version is not None, "the list that ends the honour has law on the day"
    example, authority = example_of(version), decider(book, version, listing, opened)
    proposal = ProposeListing(
        code=code, list=listing, ground=ground_of(listing, version, example),
        facts=stated(version, example, opened), conduct_on=opened - timedelta(days=30),
    )
    begun = run(here, proposal, authority, asks(here, code, asked))
    here.check(code, asked)
    here.on(here.office.today() + timedelta(days=7))
    here.do(OpenObjection(case=begun.case, document=f"虚异〔{opened.year}〕1号"), f"{authority}-1")
    here.on(here.office.today() + timedelta(days=5))
    here.do(DecideObjection(case=begun.case, upheld=True, document=f"虚异复〔{opened.year}〕1号"), f"{authority}-1")


def status_case(book: Rulebook, listing: CreditList) -> Case:
    """A certificate filed by the body that gave it, which touches nothing, and its withdrawal at that body."""
    version = listing.versions[-1]
    authority = decider(book, version, listing.id, STATUS_ON)
    kind = next(kind for kind in PREFIXES if kind in version.subjects)
    with desk(book, STATUS_ON) as here:
        code = registered(here, kind, STATUS_ON)
        filed = FileStatus(code=code, list=listing.id, document="虚证字〔2026〕1号", since=STATUS_ON)
        (case,) = (event.case for event in here.do(filed, f"{authority}-1") if isinstance(event, StatusFiled))
        here.seal()
        here.steps[-1] = Step(here.office.today(), "", words.STATUS_SEALED, articles=(15,))
        here.check(code, "procurement.bid" if "procurement.bid" in book.actions else next(iter(book.actions)))
        here.on(date(2026, 9, 1))
        here.do(EndListing(case=case, ending="source-ended", document="虚销〔2026〕1号"), f"{authority}-1")
        return Case(book, listing, version, None, authority, code, kind, [], here.steps)
