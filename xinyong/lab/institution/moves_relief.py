"""Moves after a listing began: the ways off it, contested, late, wrong or killed half-way; and forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinyong.lab.institution.book import Case
from xinyong.lab.institution.moves import move
from xinyong.register.end_listing import EndListing
from xinyong.register.erase import EraseCase
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.review_listing import ReviewListing

if TYPE_CHECKING:
    from xinyong.lab.institution.institution import Institution

# --- the ways off a list ------------------------------------------------------------------------------


@move("end", "listed", "over", weight=1.4)
def end(inst: Institution, case: Case) -> None:
    """End it on one of the endings of its list's law."""
    others = [each for each in case.ends_on if each != "repaired"]
    inst.world.attempt(
        "end",
        case,
        EndListing(
            case=case.id,
            ending=inst.world.chance.choice(others or ["annulled"]),
            document=inst.world.document("移"),
        ),
        inst.officer(case, 1),
    )


@move("repair", "listed", "over", weight=1.8)
def repair(inst: Institution, case: Case) -> None:
    """End it by repair: refused before its day, and where the law bars it."""
    if case.repair_from is not None and inst.world.today < case.repair_from:
        inst.world.fault("repair too early")
    inst.world.attempt(
        "repair",
        case,
        EndListing(case=case.id, ending="repaired", document=inst.world.document("修")),
        inst.officer(case, 1),
    )


@move("end-otherwise", "listed", weight=0.4, fault="an ending that the law does not know")
def end_otherwise(inst: Institution, case: Case) -> None:
    """An ending that is not the list's, or in no document."""
    ending, document = inst.world.chance.choice((("death", inst.world.document("移")), ("annulled", "")))
    inst.world.attempt("end", case, EndListing(case=case.id, ending=ending, document=document), inst.officer(case, 1))


@move("end-elsewhere", "listed", "over", weight=0.7, fault="another authority acts")
def end_elsewhere(inst: Institution, case: Case) -> None:
    """Another authority ends it."""
    inst.world.attempt(
        "end",
        case,
        EndListing(case=case.id, ending="annulled", document=inst.world.document("移")),
        inst.foreign(case),
    )


@move("object", "listed", "over", weight=1.4)
def object_(inst: Institution, case: Case) -> None:
    """The subject, or its counsel, objects: at once, late, or again while one is open."""
    if case.label(inst.world.today) == "over":
        inst.world.fault("late objection")
    inst.world.attempt(
        "object", case, OpenObjection(case=case.id, document=inst.world.document("异")), inst.officer(case, 0)
    )


@move("decide-objection", "listed", "over", "lost", weight=1.2)
def decide_objection(inst: Institution, case: Case) -> None:
    """Decide the objection: by an officer who took no part, mostly."""
    chance = inst.world.chance
    officer = inst.fresh(case) if chance.random() < 0.8 else inst.officer(case, 1)
    inst.world.attempt(
        "decide-objection",
        case,
        DecideObjection(case=case.id, upheld=chance.random() < 0.4, document=inst.world.document("复")),
        officer,
    )
    inst.approve_step(case, same=chance.random() < 0.1)


@move("object-twice", "listed", weight=0.4, fault="a second objection beside the first")
def object_twice(inst: Institution, case: Case) -> None:
    """Two objections at once."""
    for _ in range(2):
        inst.world.attempt(
            "object", case, OpenObjection(case=case.id, document=inst.world.document("异")), inst.officer(case, 0)
        )


@move("reject-oneself", "listed", weight=0.6, fault="one officer twice")
def reject_oneself(inst: Institution, case: Case) -> None:
    """An officer who made the listing rejects the objection to it, or renews it."""
    officer = inst.world.chance.choice([case.proposer, case.decider, case.approver])
    if not officer:  # a status was its own body's decision
        return
    if case.objection:
        command = DecideObjection(case=case.id, upheld=False, document=inst.world.document("复"))
        inst.world.attempt("decide-objection", case, command, officer)
    else:
        inst.world.attempt("review", case, ReviewListing(case=case.id, document=inst.world.document("核")), officer)


@move("review", "listed", "over", weight=1.2)
def review(inst: Institution, case: Case) -> None:
    """Renew it at its review: by an officer who took no part, mostly."""
    officer = inst.fresh(case) if inst.world.chance.random() < 0.8 else inst.officer(case, 1)
    inst.world.attempt("review", case, ReviewListing(case=case.id, document=inst.world.document("核")), officer)
    inst.approve_step(case)


@move("late-objection", "ended", "dropped", "lost", weight=1, fault="late objection")
def late_objection(inst: Institution, case: Case) -> None:
    """An objection to what is over."""
    inst.world.attempt(
        "object", case, OpenObjection(case=case.id, document=inst.world.document("异")), inst.officer(case, 0)
    )


@move("end-again", "ended", weight=0.5, fault="steps in the wrong order")
def end_again(inst: Institution, case: Case) -> None:
    """End what was ended."""
    inst.world.attempt(
        "end",
        case,
        EndListing(case=case.id, ending="annulled", document=inst.world.document("移")),
        inst.officer(case, 1),
    )


# --- forgetting -----------------------------------------------------------------------------------------


@move("erase", "ended", "dropped", "over", "declined", weight=3)
def erase(inst: Institution, case: Case) -> None:
    """Forget the case: refused before its retention ends."""
    inst.erase(case)


@move("erase-early", "listed", "proposed", weight=0.3, fault="erasure before its time")
def erase_early(inst: Institution, case: Case) -> None:
    """Erase a case that is being decided or stands."""
    inst.erase(case)


@move("erase-in-appeal", "listed", weight=0.3, fault="erasure during an appeal")
def erase_in_appeal(inst: Institution, case: Case) -> None:
    """Object, then have the case erased while the objection is open: today, and when its retention has ended."""
    if not case.objection:
        inst.world.attempt(
            "object", case, OpenObjection(case=case.id, document=inst.world.document("异")), inst.officer(case, 0)
        )
    inst.erase(case)
    inst.appeal_until_retention_ends(case)


@move("erase-killed", "ended", "dropped", "over", weight=0.3, fault="process killed")
def erase_killed(inst: Institution, case: Case) -> None:
    """The process dies of SIGKILL over the erasure."""
    command = EraseCase(case=case.id)
    inst.world.attempt("erase", case, command, inst.officer(case, 1), kill=inst.world.kill_point())


@move("approve-step", "listed", "ended", weight=0.6)
def approve_step(inst: Institution, case: Case) -> None:
    """Approve what another officer decided, where it waits; at times its own officer tries."""
    inst.approve_step(case, same=inst.world.chance.random() < 0.3)
