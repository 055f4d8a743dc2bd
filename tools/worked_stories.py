"""Worked cases of single steps that a list's plain case does not meet: hearing, relief, burdens, contests, emergency.

Each is the whole life of one listing (or of a refusal) on the list whose law shows the step best.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from tools.worked_case_page import Case, Step
from tools.worked_case_words import ran_out
from tools.worked_cases import (
    Desk,
    asked_action,
    asks,
    desk,
    first_day,
    registered,
    run,
)
from xinyong.errors import Text
from xinyong.lab.examples import conduct_of, decider, example_of, ground_of, stated
from xinyong.law.force import version_on
from xinyong.law.joint import overlays
from xinyong.law.model import CreditList, Example, ListVersion, Rulebook
from xinyong.register.approve_step import ApproveStep
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.end_listing import EndListing
from xinyong.register.events import HearingInvited, ListingApproved, ListingExtended, ListingProposed, StatedFact
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.hold_hearing import HoldHearing, InviteToHearing, RequestHearing
from xinyong.register.list_subject import DropCase
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.serve_notice import ServeNotice
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect


class Begun(NamedTuple):
    """A listing of an organisation, sealed and served, and what is asked about it."""

    here: Desk
    listing: ListingApproved
    authority: str
    asked: str
    code: str

    def officer(self, number: int) -> str:
        """The deciding authority's officer of that number."""
        return f"{self.authority}-{number}"

    def ask(self) -> None:
        """Seal what was recorded, and ask."""
        self.here.office.seal_if_needed()
        self.here.check(self.code, self.asked)

    def later(self, days: int) -> date:
        """Move on to a working day; it."""
        return self.here.on(self.here.office.today() + timedelta(days=days))


Told = Callable[[Begun], None]


def story(book: Rulebook, listing: str, part: str, about: Text, told: Told) -> Case:
    """A listing with its whole procedure, and then what is told of it."""
    found = book.lists[listing]
    version, kind = found.versions[-1], "enterprise"
    example = example_of(version)
    opened = first_day(book, example)
    authority = decider(book, version, listing, opened)
    facts, asked = stated(version, example, opened), asked_action(book, version)
    with desk(book, opened) as here:
        code = registered(here, kind, opened)
        begun = run(
            here, _proposal(book, found, version, example, code, facts, opened), authority, asks(here, code, asked)
        )
        whole = Begun(here, begun, authority, asked, code)
        whole.ask()
        told(whole)
        whole.ask()
        return Case(book, found, version, example, authority, code, kind, facts, here.steps, part, about)


def _proposal(
    book: Rulebook, listing: CreditList, version: ListVersion, example: Example, code: str, facts: list[StatedFact],
    opened: date,
) -> ProposeListing:
    return ProposeListing(
        code=code, list=listing.id, ground=ground_of(listing.id, version, example), facts=facts,
        conduct_on=conduct_of(version, example, opened),
    )


def suspended(book: Rulebook) -> Case:
    """Another organisation is meant: relief on the same day by one officer, and the listing corrected."""

    def told(case: Begun) -> None:
        here, id, today = case.here, case.listing.case, case.later(10)
        here.do(
            SuspendEffect(case=id, reason="wrong-subject", document=f"虚暂〔{today.year}〕1号"), case.officer(1)
        )
        here.check(case.code, case.asked)
        case.later(3)
        here.do(EndListing(case=id, ending="corrected", document=f"虚更〔{today.year}〕1号"), case.officer(1))

    return story(book, "mohrss-wage-arrears", "wrong-subject", Text("对象有误，当日暂停", "relief of a wrong subject"), told)


def annulled(book: Rulebook) -> Case:
    """A suit: the court stays the listing, the stay is lifted, and the court annuls it."""

    def told(case: Begun) -> None:
        here, id, today = case.here, case.listing.case, case.later(30)
        here.do(
            OpenContest(case=id, remedy="litigation", opened_on=today, document=f"({today.year})虚01行初1号"),
            case.officer(1),
        )
        case.ask()
        here.do(SuspendEffect(case=id, reason="court-stay", document=f"({today.year})虚01行初1号之一"), case.officer(1))
        here.check(case.code, case.asked)
        today = case.later(45)
        here.do(ResumeEffect(case=id, document=f"({today.year})虚01行初1号之二"), case.officer(1))
        here.do(ApproveStep(case=id), case.officer(2))
        case.ask()
        today = case.later(60)
        here.do(DecideContest(case=id, outcome="annulled", document=f"({today.year})虚01行初1号之三"), case.officer(1))

    return story(book, "sat-serious-tax", "annulled", Text("诉讼撤销", "a suit, and the listing annulled"), told)


def extended(book: Rulebook) -> Case:
    """A second year, as the list's law has it, after a notice of its own; then the clock."""

    def told(case: Begun) -> None:
        here, id = case.here, case.listing.case
        version = book.lists[case.listing.list].versions[-1]
        assert isinstance(version.extensions, list) and case.listing.until is not None
        given = version.extensions[0]
        served = here.on(case.listing.until - timedelta(days=60))
        decided = case.later(30)
        here.do(
            ExtendListing(
                case=id, extension=given.id, months=given.most_months, served_on=served,
                document=f"虚延〔{decided.year}〕1号",
            ),
            case.officer(1),
        )
        (longer,) = (e for e in here.do(ApproveStep(case=id), case.officer(2)) if isinstance(e, ListingExtended))
        here.on(case.listing.until)
        case.ask()
        here.clock.set_day(longer.until, here.zone)
        here.steps.append(Step(longer.until, "", ran_out(case.listing), articles=(7,)))

    return story(book, "nbs-statistics", "extended", Text("延长", "an extension"), told)


def restored(book: Rulebook) -> Case:
    """A repair got by falsehood is revoked after a notice of its own; what was left runs on."""

    def told(case: Begun) -> None:
        here, id = case.here, case.listing.case
        assert case.listing.repair_from is not None and case.listing.until is not None
        applied = here.on(case.listing.repair_from + timedelta(days=7))
        here.do(ApplyRepair(case=id, received_on=applied, document=f"虚修申〔{applied.year}〕1号"), case.officer(1))
        decided = case.later(5)
        here.do(DecideRepair(case=id, granted=True, document=f"虚修〔{decided.year}〕1号"), case.officer(1))
        case.ask()
        served = case.later(60)
        decided = case.later(21)
        here.do(RestoreListing(case=id, served_on=served, document=f"虚撤修〔{decided.year}〕1号"), case.officer(1))
        here.do(ApproveStep(case=id), case.officer(2))
        case.ask()
        here.clock.set_day(case.listing.until, here.zone)
        here.steps.append(Step(case.listing.until, "", ran_out(case.listing), articles=(7,)))

    about = Text("凭虚假材料修复，撤销修复", "a repair got by falsehood, revoked")
    return story(book, "mem-work-safety", "restored", about, told)


def heard(book: Rulebook) -> Case:
    """A hearing is asked for and held, and the answer found right: nobody is listed."""
    listing = book.lists["samr-serious-violation"]
    version = listing.versions[-1]
    example = example_of(version)
    opened = first_day(book, example)
    authority = decider(book, version, listing.id, opened)
    facts, asked = stated(version, example, opened), asked_action(book, version)
    with desk(book, opened) as here:
        code = registered(here, "enterprise", opened)
        proposal = _proposal(book, listing, version, example, code, facts, opened)
        events = here.do(proposal, f"{authority}-1")
        case = next(event.case for event in events if isinstance(event, ListingProposed))
        served = here.on(here.office.today() + timedelta(days=1))
        notice = ServeNotice(case=case, served_on=served, method="delivered", document=f"虚告〔{served.year}〕1号")
        here.do(notice, f"{authority}-1")
        today = here.on(served + timedelta(days=1))
        here.do(RequestHearing(case=case, received_on=today, document=f"虚听申〔{today.year}〕1号"), f"{authority}-1")
        held = here.calendar.deadline(today + timedelta(days=20), 1)[0]
        invitation = InviteToHearing(
            case=case, served_on=today, held_on=held, place="虚构市示范局听证室", document=f"虚听通〔{today.year}〕1号"
        )
        events = here.do(invitation, f"{authority}-1")
        assert any(isinstance(event, HearingInvited) for event in events)
        here.on(held)
        record = HoldHearing(
            case=case, held_on=held, document=f"虚听录〔{held.year}〕1号", heard=["legal-representative", "agent"]
        )
        here.do(record, f"{authority}-2")
        here.on(held + timedelta(days=5))
        here.do(DropCase(case=case, reason="answer-accepted"), f"{authority}-1")
        here.seal()
        here.check(code, asked)
        about = Text("听证", "a hearing")
        return Case(book, listing, version, example, authority, code, "enterprise", facts, here.steps, "hearing", about)


def emergency(book: Rulebook) -> Case:
    """A ground that an emergency suspended lists nobody for those days; the law's own ground is back after it."""
    overlay, item = next(
        (overlay, item) for overlay in overlays(book) for item in overlay.items if item.does == "no-listing"
    )
    listing = book.lists[item.list]
    since, until = overlay.days(item)
    opened = since + timedelta(days=45)
    version = version_on(listing.versions, opened)
    assert version is not None, "the list had law on the day"
    ground = item.grounds[0]
    authority = decider(book, version, listing.id, opened)
    with desk(book, opened) as here:
        here.on(opened)
        code = registered(here, "enterprise", opened)

        def proposal(conduct_on: date) -> ProposeListing:
            year = here.office.today().year
            facts = [
                StatedFact(fact=fact.id, value=fact.id == ground, document=f"虚证〔{year}〕1号") for fact in version.facts
            ]
            return ProposeListing(code=code, list=listing.id, ground=ground, facts=facts, conduct_on=conduct_on)

        facts = proposal(opened).facts
        here.refused(proposal(opened - timedelta(days=10)), f"{authority}-1")
        here.check(code, asked_action(book, listing.versions[-1]))
        here.on(until + timedelta(days=30))
        here.refused(proposal(opened - timedelta(days=10)), f"{authority}-1")
        begun = run(here, proposal(until + timedelta(days=7)), authority, asks(here, code, asked_action(book, version)))
        here.check(code, asked_action(book, version))
        here.on(here.office.today() + timedelta(days=30))
        here.do(EndListing(case=begun.case, ending="duty-done", document="虚移〔2023〕1号"), f"{authority}-1")
        here.check(code, asked_action(book, version))
        about = Text("应急期间不列入", "nobody is listed for the days of an emergency")
        return Case(book, listing, version, None, authority, code, "enterprise", facts, here.steps, "emergency", about)


STORIES: dict[str, tuple[Callable[[Rulebook], Case], ...]] = {
    "cn": (heard, suspended, annulled, extended, restored, emergency)
}
"""The stories of each rulebook, in the order of its index."""
