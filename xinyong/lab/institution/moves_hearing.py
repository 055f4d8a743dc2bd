"""The moves of a hearing: the subject asks, is invited and heard, stays away, or is passed over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from xinyong.lab.institution.book import Case
from xinyong.lab.institution.moves import move
from xinyong.register.hold_hearing import HoldHearing, InviteToHearing, RequestHearing, WaiveHearing

if TYPE_CHECKING:
    from xinyong.lab.institution.institution import Institution


@move("ask-hearing", "noticed", weight=3)
def ask_hearing(inst: Institution, case: Case) -> None:
    """The subject asks to be heard; in time, late, or where the law gives no hearing."""
    received = inst.world.today - timedelta(days=inst.world.chance.choice((0, 0, 2)))
    command = RequestHearing(case=case.id, received_on=received, document=inst.world.document("听"))
    inst.world.attempt("ask-hearing", case, command, inst.officer(case, 1))


@move("ask-hearing-found-late", "decided", weight=0.4, fault="request found late")
def ask_hearing_found_late(inst: Institution, case: Case) -> None:
    """A request that came on the last day and lay in a drawer: the decision that heard nobody falls."""
    command = RequestHearing(
        case=case.id, received_on=case.answer_by or inst.world.today, document=inst.world.document("听")
    )
    inst.world.attempt("ask-hearing", case, command, inst.officer(case, 1))


@move("hearing", "noticed", weight=4)
def hearing(inst: Institution, case: Case) -> None:
    """The next step of a hearing that was asked for: invite, or hold it, or find that nobody came."""
    world, today = inst.world, inst.world.today
    if not case.asked:
        inst.rest(case, 1, 12)
        return
    if case.invited_for is None or today < case.invited_for:
        ahead = world.chance.choice((3, 7, 7, 9))
        if ahead < 7:
            world.fault("hearing announced too late")
        command = InviteToHearing(
            case=case.id, served_on=today, held_on=today + timedelta(days=ahead), place="听证室",
            document=world.document("听通"),
        )
        world.attempt("invite", case, command, inst.officer(case, 0))
        return
    if world.chance.random() < 0.25:
        waive = WaiveHearing(case=case.id, how="stayed-away", document=world.document("缺"))
        world.attempt("waive", case, waive, inst.officer(case, 1))
        return
    number = world.chance.choice((0, 1, 2, 3))
    if number == 0:
        world.fault("one officer twice")
    held = HoldHearing(case=case.id, held_on=today, document=world.document("笔"), heard=["agent"])
    world.attempt("hold", case, held, inst.officer(case, number))


@move("give-hearing-up", "noticed", weight=0.5)
def give_hearing_up(inst: Institution, case: Case) -> None:
    """The subject gives its hearing up."""
    command = WaiveHearing(case=case.id, how="given-up", document=inst.world.document("弃"))
    inst.world.attempt("waive", case, command, inst.officer(case, 2))


@move("wait-too-long", "noticed", "decided", weight=0.5, fault="left undecided")
def wait_too_long(inst: Institution, case: Case) -> None:
    """The case is left lying until after the time that its notice states; at times it is then decided all the same."""
    if case.decide_by is not None and inst.world.today <= case.decide_by:
        inst.world.appoint(case.decide_by + timedelta(days=1), lambda: _late(inst, case))


def _late(inst: Institution, case: Case) -> None:
    if case.stage in ("noticed", "decided"):
        inst.decide(case, "rejected")
