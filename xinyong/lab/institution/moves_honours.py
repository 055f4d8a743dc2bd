"""Moves of honours and neutral statuses; and the meeting of an honour with a listing of its own holder.

Chance alone hardly brings the two together, so that a move does: it black-lists whoever is praised, lets the listing
prove right or wrong, and praises whoever is listed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from xinyong.lab.institution.book import Case
from xinyong.lab.institution.moves import move, stated
from xinyong.lab.institution.rules_honours import enders
from xinyong.register.decline_honour import DeclineHonour
from xinyong.register.end_listing import EndListing
from xinyong.register.file_status import FileStatus
from xinyong.register.grant_honour import ApproveHonour, DecideHonour, ProposeHonour
from xinyong.register.list_subject import ApproveListing
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.serve_notice import ServeNotice
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect
from xinyong.register.withdraw_honour import WithdrawHonour

if TYPE_CHECKING:
    from xinyong.lab.institution.institution import Institution

ENDINGS = ("annulled", "corrected", "source-ended", "black-listed", "regraded")

# --- granted --------------------------------------------------------------------------------------------


def praise(inst: Institution, case: Case, officer: str, *, met: bool = True, application: str = "") -> None:
    """Propose the honour; once the register took it, the book has it."""
    found = inst.docket.material(inst.world.chance, case.list, inst.world.today, met=met)
    if found is None:
        return
    command = ProposeHonour(
        code=case.code, list=case.list, ground=found.ground, facts=stated(inst, found.facts, True),
        application=application,
    )  # fmt: skip
    events = inst.world.attempt("propose-honour", case, command, officer)
    if events:
        case.ground, case.facts = found.ground, found.facts
        inst.opened(case, events[0].case, officer)


@move("propose-honour", "new", weight=9, of="honour")
def propose(inst: Institution, case: Case) -> None:
    """Propose an honour on documented facts; now and then upon the subject's own application."""
    application = inst.world.document("申") if inst.world.chance.random() < 0.3 else ""
    praise(inst, case, inst.officer(case, 0), application=application)


@move("propose-honour-unmet", "new", weight=1.5, fault="an honour that nobody earned", of="honour")
def propose_unmet(inst: Institution, case: Case) -> None:
    """Facts that do not meet the honour's ground, or leave it unknown."""
    praise(inst, case, inst.officer(case, 0), met=False)


@move("propose-honour-elsewhere", "new", weight=1, fault="another authority acts", of="honour")
def propose_elsewhere(inst: Institution, case: Case) -> None:
    """Another authority praises."""
    praise(inst, case, inst.foreign(case))


@move("praise-where-law-burdens", "new", weight=0.35, fault="an honour on a list that burdens")
def praise_where_law_burdens(inst: Institution, case: Case) -> None:
    """Propose as an honour, without a notice, what is no honour."""
    if case.sort == "burden":
        praise(inst, case, inst.officer(case, 0))


@move("decide-honour", "proposed", weight=8, of="honour")
def decide(inst: Institution, case: Case) -> None:
    """Decide that it is granted."""
    command = DecideHonour(case=case.id, document=inst.world.document("授"))
    inst.world.attempt("decide-honour", case, command, inst.officer(case, 1))


@move("grant-honour", "decided", weight=8, of="honour")
def grant(inst: Institution, case: Case) -> None:
    """Another officer approves."""
    inst.world.attempt("grant-honour", case, ApproveHonour(case=case.id), inst.officer(case, 2))


@move("grant-oneself", "decided", "proposed", weight=2, fault="one officer praises alone", of="honour")
def grant_oneself(inst: Institution, case: Case) -> None:
    """The officer who proposed or decided approves as well, or nobody decided yet."""
    officer = inst.world.chance.choice((case.proposer, case.decider or case.proposer))
    inst.world.attempt("grant-honour", case, ApproveHonour(case=case.id), officer)


@move("grant-killed", "decided", weight=0.5, fault="process killed", of="honour")
def grant_killed(inst: Institution, case: Case) -> None:
    """The process dies of SIGKILL over the approval."""
    command, kill = ApproveHonour(case=case.id), inst.world.kill_point()
    inst.world.attempt("grant-honour", case, command, inst.officer(case, 2), kill=kill)


# --- beside a listing that ends it --------------------------------------------------------------------------


@move(
    "black-list", "proposed", "decided", "listed", "lost", weight=7, fault="an honour's holder is listed", of="honour"
)
def black_list(inst: Institution, case: Case) -> None:
    """The holder comes on a list that ends the honour by its law: proposed and served at once, approved in time."""
    able = inst.docket.open_on(inst.world.today)
    named = [
        each
        for each in sorted(enders(inst.world.book, case.list, inst.world.today).intersection(able))
        if inst.docket.reaches(each, case.subject_kind, inst.world.today)
    ]
    other = inst.another(case, inst.world.chance.choice(named)) if named and case.number < inst.cases else None
    if other is None:
        return
    for _ in range(3):  # its law may not reach what was done on the first day that was looked at
        if other.stage == "new":
            inst.find_facts(other)
            inst.propose(other, inst.officer(other, 0))
    if other.stage != "proposed":
        return
    command = ServeNotice(
        case=other.id, served_on=inst.world.today, method="delivered", document=inst.world.document("告")
    )
    inst.world.attempt("serve", other, command, inst.officer(other, 0))
    if other.answer_by is not None:
        inst.world.appoint(other.answer_by + timedelta(days=1), lambda: _begin(inst, other))


def _begin(inst: Institution, other: Case) -> None:
    """Decide and approve it; then it proves right or wrong."""
    if other.stage == "noticed":
        inst.decide(other, "rejected")
    if other.stage == "decided":
        kill = inst.world.kill_point() if inst.world.chance.random() < 0.05 else None
        inst.world.attempt("approve", other, ApproveListing(case=other.id), inst.officer(other, 2), kill=kill)
    days = inst.world.chance.choice((0, 0, 1, 20, 200))
    inst.world.appoint(inst.world.today + timedelta(days=days), lambda: _turn(inst, other))


def _turn(inst: Institution, other: Case) -> None:
    """It is suspended and resumed, ended as never rightful, objected to with success, or goes its own way."""
    chance, world = inst.world.chance, inst.world
    what = chance.choice(("suspend", "suspend", "annul", "object", "go on")) if other.stage == "listed" else "go on"
    if what == "suspend":
        reason = chance.choice(("wrong-subject", "court-stay"))
        command = SuspendEffect(case=other.id, reason=reason, document=world.document("停"))
        world.attempt("suspend", other, command, inst.officer(other, 1))
        if chance.random() < 0.7:
            world.appoint(world.today + timedelta(days=chance.randrange(12)), lambda: _resume(inst, other))
    elif what == "annul":
        ending = chance.choice(("annulled", "corrected"))
        end = EndListing(case=other.id, ending=ending, document=world.document("撤"))
        world.attempt("end", other, end, inst.officer(other, 1))
    elif what == "object":
        world.attempt(
            "object", other, OpenObjection(case=other.id, document=world.document("异")), inst.officer(other, 0)
        )
        upheld = DecideObjection(case=other.id, upheld=True, document=world.document("复"))
        world.attempt("decide-objection", other, upheld, inst.officer(other, 3))
    inst.step(other)


def _resume(inst: Institution, other: Case) -> None:
    if other.stage == "listed":
        command = ResumeEffect(case=other.id, document=inst.world.document("复停"))
        inst.world.attempt("resume", other, command, inst.officer(other, 1))
        inst.approve_step(other)


@move("praise-the-listed", "listed", weight=0.5, fault="an honour for one who is listed")
def praise_the_listed(inst: Institution, case: Case) -> None:
    """Whoever is on a list is proposed for an honour that this list ends."""
    if case.sort != "burden":
        return
    named = [
        each
        for each in inst.docket.honours_on(inst.world.today)
        if case.list in enders(inst.world.book, each, inst.world.today)
        and inst.docket.reaches(each, case.subject_kind, inst.world.today)
    ]
    other = inst.another(case, inst.world.chance.choice(named)) if named else None
    if other is not None:
        praise(inst, other, inst.officer(other, 0))
        inst.step(other)


# --- taken away by decision, and refused ----------------------------------------------------------------------


@move("withdraw-honour", "listed", "over", "lost", weight=2.5, fault="an honour taken away by decision", of="honour")
def withdraw(inst: Institution, case: Case) -> None:
    """Take it away: told in time or not, on an ending that its law knows or not, approved by another or oneself."""
    chance, today = inst.world.chance, inst.world.today
    served = today - timedelta(days=chance.choice((-1, 0, 4, 7, 9, 20, 20, 40)))
    command = WithdrawHonour(
        case=case.id, ending=chance.choice(ENDINGS[:2] if chance.random() < 0.7 else ENDINGS), served_on=served,
        document=inst.world.document("撤誉"),
    )  # fmt: skip
    inst.world.attempt("withdraw-honour", case, command, inst.officer(case, 1))
    inst.approve_step(case, same=chance.random() < 0.2)


@move(
    "decline-honour", "proposed", "decided", "listed", "over", "lost", "ended", weight=1.2,
    fault="an honour declined", of="honour",
)  # fmt: skip
def decline(inst: Institution, case: Case) -> None:
    """The subject refuses to be praised; now and then another authority enters it, or no document says so."""
    chance = inst.world.chance
    officer = inst.foreign(case) if chance.random() < 0.1 else inst.officer(case, 3)
    document = "" if chance.random() < 0.1 else inst.world.document("谢")
    kill = inst.world.kill_point() if chance.random() < 0.1 else None
    command = DeclineHonour(case=case.id, document=document)
    inst.world.attempt("decline-honour", case, command, officer, kill=kill)


@move("praise-again", "declined", "listed", "ended", weight=0.8, fault="praised again who refused", of="honour")
def praise_again(inst: Institution, case: Case) -> None:
    """Propose the same honour once more: after it was refused, with an application of the subject's own or without."""
    other = inst.another(case, case.list) if case.number < inst.cases else None
    if other is not None:
        application = inst.world.document("申") if inst.world.chance.random() < 0.4 else ""
        praise(inst, other, inst.officer(other, 0), application=application)
        inst.step(other)


# --- statuses -------------------------------------------------------------------------------------------------


@move("file-status", "new", weight=9, of="status")
def file_status(inst: Institution, case: Case) -> None:
    """The body that gave a status files it: with the dates that it certifies, some of them impossible."""
    _file(inst, case, inst.officer(case, 0))


@move("file-status-elsewhere", "new", weight=1, fault="another authority acts", of="status")
def file_elsewhere(inst: Institution, case: Case) -> None:
    """Another authority files it."""
    _file(inst, case, inst.foreign(case))


def _file(inst: Institution, case: Case, officer: str) -> None:
    chance, world = inst.world.chance, inst.world
    since = world.today - timedelta(days=chance.choice((-3, 0, 1, 100, 900)))
    until = None if chance.random() < 0.4 else since + timedelta(days=chance.choice((-1, 0, 90, 1200, 4000)))
    document = "" if chance.random() < 0.05 else world.document("证")
    command = FileStatus(code=case.code, list=case.list, document=document, since=since, until=until)
    events = world.attempt("file-status", case, command, officer)
    if not events:
        return
    filed, version = events[0], world.book.version(case.list, world.today)
    assert version is not None
    case.id, case.stage, case.opened, case.tries = filed.case, "listed", world.today, 0
    case.authority, case.begun = world.register.authority_of[officer], case.entries[-1]
    case.since, case.until, case.review_by = filed.since, filed.until, filed.review_by
    case.ends_on, case.retention = tuple(each.id for each in version.endings), version.retention_months
    case.keep()
    world.book.add(case)
    world.tally.lists[case.list] += 1
    world.will_end(case)
    before = world.size
    world.attempt("file-status", case, command, officer)
    if world.size != before:
        world.found("allowed", case, "a status was filed twice")
    world.watch(case)
