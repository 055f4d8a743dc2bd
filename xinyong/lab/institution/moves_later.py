"""Moves of the later steps: service of the decision, relief, repair, pledges, contests, longer terms, old lists."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from xinyong.lab.institution.book import Case
from xinyong.lab.institution.moves import move
from xinyong.register.approve_step import DeclineStep
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.correct_listing import CorrectListing
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.pledge_credit import FindBreach, MakePledge, WithdrawPledge
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.suppress_publication import SuppressPublication
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect
from xinyong.register.take_over import ApproveTakeOver, TakeOver

if TYPE_CHECKING:
    from xinyong.lab.institution.institution import Institution
    from xinyong.register.core import Command


def _try(inst: Institution, case: Case, name: str, command: Command, officer: str = "") -> None:
    """Try a command by an officer of the authority, mostly; at times by another authority's."""
    chance = inst.world.chance
    if not officer:
        officer = inst.foreign(case) if chance.random() < 0.08 else inst.officer(case, chance.randrange(4))
    inst.world.attempt(name, case, command, officer)


def _document(inst: Institution, what: str) -> str:
    """A document's number; now and then none is named."""
    return inst.world.document(what) if inst.world.chance.random() > 0.04 else ""


def _day_back(inst: Institution, most: int) -> date:
    """Today, or some days ago; now and then a day to come."""
    chance, today = inst.world.chance, inst.world.today
    return today + timedelta(days=3) if chance.random() < 0.05 else today - timedelta(days=chance.randrange(most))


# --- the decision is served -----------------------------------------------------------------------------


@move("notify", "listed", "over", weight=1.2)
def notify(inst: Institution, case: Case) -> None:
    """Serve the decision with its repair notice; at times without, before it was approved, or twice."""
    chance = inst.world.chance
    repair_notice = "" if chance.random() < 0.15 else inst.world.document("修告")
    method = chance.choice(("delivered", "refused", "public-notice"))
    command = NotifyDecision(
        case=case.id, served_on=_day_back(inst, 8), method=method, document=_document(inst, "送"),
        repair_notice=repair_notice,
    )  # fmt: skip
    _try(inst, case, "notify", command)


@move("suppress", "listed", weight=0.3)
def suppress(inst: Institution, case: Case) -> None:
    """Keep it off the public pages."""
    reason = inst.world.chance.choice(("trade-secret", "privacy", "state-secret"))
    command = SuppressPublication(case=case.id, reason=reason, document=_document(inst, "不公"))
    _try(inst, case, "suppress", command)


# --- relief ---------------------------------------------------------------------------------------------


@move("relief", "listed", "over", weight=2)
def relief(inst: Institution, case: Case) -> None:
    """Suspend it, on a claim that the wrong one is named or by a stay; or lift that, in time or too late."""
    chance = inst.world.chance
    if not case.suspended:
        reason = chance.choice(("wrong-subject", "wrong-subject", "authority-stay", "court-stay"))
        _try(inst, case, "suspend", SuspendEffect(case=case.id, reason=reason, document=_document(inst, "停")))
        return
    _try(inst, case, "resume", ResumeEffect(case=case.id, document=_document(inst, "恢")))
    inst.approve_step(case, same=chance.random() < 0.1)


@move("exempt", "listed", weight=0.9)
def exempt(inst: Institution, case: Case) -> None:
    """Free the subject for one action for some days; at times for one that the list does not touch."""
    chance, today = inst.world.chance, inst.world.today
    version = inst.world.book.version(case.list, today)
    touched = sorted({action for each in version.measures for action in each.actions}) if version else []
    action = chance.choice(touched) if touched and chance.random() > 0.1 else "vote"
    until = today + timedelta(days=chance.choice((0, 1, 2, 30)))
    command = ExemptAction(case=case.id, action=action, until=until, reason="necessary", document=_document(inst, "免"))
    _try(inst, case, "exempt", command)


@move("correct", "listed", weight=0.5)
def correct(inst: Institution, case: Case) -> None:
    """Correct the decision's number, or an end that was put too late; at times make it longer."""
    chance = inst.world.chance
    until = None
    if case.until is not None and chance.random() < 0.6:
        until = case.until + timedelta(days=chance.choice((-200, -30, -1, 1, 90)))
    decision = "" if until is not None and chance.random() < 0.5 else _document(inst, "列")
    command = CorrectListing(
        case=case.id, reason="clerical-error", document=_document(inst, "更"), decision=decision, until=until
    )
    _try(inst, case, "correct", command)


# --- repair and pledges -----------------------------------------------------------------------------------


@move("repair-application", "listed", "over", weight=2.2)
def repair_application(inst: Institution, case: Case) -> None:
    """Apply for repair; or decide the application: granted by one officer, refused by two."""
    chance = inst.world.chance
    if not case.application:
        if case.repair_from is not None and inst.world.today < case.repair_from:
            inst.world.fault("repair too early")
        command = ApplyRepair(case=case.id, received_on=_day_back(inst, 3), document=_document(inst, "申"))
        _try(inst, case, "apply-repair", command)
        return
    granted = chance.random() < 0.6
    _try(inst, case, "decide-repair", DecideRepair(case=case.id, granted=granted, document=_document(inst, "修决")))
    inst.approve_step(case, same=chance.random() < 0.1)


@move("pledge", "listed", weight=0.8)
def pledge(inst: Institution, case: Case) -> None:
    """Give a pledge; or take it back; or find it broken, which takes two officers."""
    chance = inst.world.chance
    if not case.pledge:
        command = MakePledge(case=case.id, template="repair-pledge", document=_document(inst, "诺"))
        _try(inst, case, "pledge", command)
    elif chance.random() < 0.5:
        _try(inst, case, "withdraw-pledge", WithdrawPledge(case=case.id, document=_document(inst, "撤诺")))
    else:
        _try(inst, case, "breach", FindBreach(case=case.id, document=_document(inst, "违诺")))
        inst.approve_step(case, same=chance.random() < 0.1)


# --- contests ---------------------------------------------------------------------------------------------


@move("contest", "listed", "over", weight=1.6)
def contest(inst: Institution, case: Case) -> None:
    """Reconsideration or a suit: opened, or decided every way, at times against the subject's own interest."""
    chance = inst.world.chance
    if not case.contest:
        remedy = chance.choice(("reconsideration", "litigation"))
        command = OpenContest(
            case=case.id, remedy=remedy, opened_on=_day_back(inst, 20), document=_document(inst, "受")
        )
        _try(inst, case, "contest", command)
        return
    outcome = chance.choice(("upheld", "upheld", "varied", "annulled", "abandoned"))
    until = None
    if (outcome == "varied") != (chance.random() < 0.05):
        until = (case.until or inst.world.today) + timedelta(days=chance.choice((-300, -60, -1, 0, 30)))
    _try(
        inst, case, "decide-contest",
        DecideContest(case=case.id, outcome=outcome, document=_document(inst, "裁"), until=until),
    )  # fmt: skip


@move("erase-in-suit", "listed", weight=0.3, fault="erasure during a suit")
def erase_in_suit(inst: Institution, case: Case) -> None:
    """Open a suit, then have the case erased while it runs: today, and when its retention has ended."""
    if not case.contest:
        command = OpenContest(
            case=case.id, remedy="litigation", opened_on=inst.world.today, document=inst.world.document("受")
        )
        inst.world.attempt("contest", case, command, inst.officer(case, 0))
    inst.erase(case)
    if case.contest and case.retain_until is not None:
        inst.world.appoint(case.retain_until, lambda: inst.appeal(case))


# --- longer, and again --------------------------------------------------------------------------------------


@move("extend", "listed", "over", weight=0.8)
def extend(inst: Institution, case: Case) -> None:
    """Extend a fixed term: where the law gives it, after a notice of its own; often where it does not."""
    chance = inst.world.chance
    version = inst.world.book.version(case.list, inst.world.today)
    given = version.extensions if version is not None and isinstance(version.extensions, list) else []
    name, months = "longer", chance.choice((1, 12))
    if given and chance.random() < 0.8:
        one = chance.choice(given)
        name, months = one.id, chance.choice((one.least_months, one.most_months, one.most_months + 1))
    command = ExtendListing(
        case=case.id, extension=name, months=months, served_on=_day_back(inst, 30), document=_document(inst, "延")
    )
    _try(inst, case, "extend", command)
    inst.approve_step(case, same=chance.random() < 0.1)


@move("restore", "ended", weight=1.2)
def restore(inst: Institution, case: Case) -> None:
    """Revoke a repair got by falsehood: only where the law says so, and after a notice of its own."""
    command = RestoreListing(case=case.id, served_on=_day_back(inst, 30), document=_document(inst, "复"))
    _try(inst, case, "restore", command)
    inst.approve_step(case, same=inst.world.chance.random() < 0.1)


@move("decline-step", "listed", "ended", weight=0.5)
def decline_step(inst: Institution, case: Case) -> None:
    """Decline what another officer decided, or what nobody did."""
    _try(inst, case, "decline-step", DeclineStep(case=case.id))


# --- lists kept before ----------------------------------------------------------------------------------------


@move("take-over", "new", weight=0.7, fault="taken over from an old list")
def take_over(inst: Institution, case: Case) -> None:
    """Take an entry of an old list over, with the dates it states: some of them impossible."""
    chance, today, world = inst.world.chance, inst.world.today, inst.world
    since = None if chance.random() < 0.4 else today - timedelta(days=chance.randrange(-5, 500))
    until = None if chance.random() < 0.4 else today + timedelta(days=chance.randrange(-5, 500))
    officer = inst.foreign(case) if chance.random() < 0.1 else inst.officer(case, 1)
    document = _document(inst, "旧列")
    command = TakeOver(code=case.code, list=case.list, document=document, since=since, until=until)
    events = world.attempt("take-over", case, command, officer)
    if not events:
        return
    case.id, case.stage, case.opened, case.tries, case.legacy = events[0].case, "legacy", today, 0, True
    case.proposer = case.decider = officer
    case.authority, case.since, case.until = world.register.authority_of[officer], since, until
    case.ground, case.facts = "", {}
    world.book.add(case)
    world.watch(case)


@move("approve-take-over", "legacy", weight=2)
def approve_take_over(inst: Institution, case: Case) -> None:
    """Another officer approves what is taken over; at times the same, or another authority's."""
    officer = case.decider if inst.world.chance.random() < 0.25 else ""
    _try(inst, case, "approve-take-over", ApproveTakeOver(case=case.id), officer)
