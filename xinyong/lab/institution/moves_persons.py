"""Moves of cases on natural persons: minors, and listings that carry out another listing of the same person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from xinyong.lab.institution.book import Case
from xinyong.lab.institution.moves import move
from xinyong.law.model import ListVersion
from xinyong.register.end_listing import EndListing
from xinyong.register.list_subject import ApproveListing
from xinyong.register.serve_notice import ServeNotice
from xinyong.register.suspend_listing import SuspendEffect

if TYPE_CHECKING:
    from xinyong.lab.institution.institution import Institution


@move("propose-minor", "new", weight=1.2, fault="a minor", of="person")
def propose_minor(inst: Institution, case: Case) -> None:
    """Somebody under age, on the same facts: refused, and nothing of it kept."""
    kept, case.code = case.code, inst.person(minor=True)
    inst.propose(case, inst.officer(case, 0))
    if case.stage == "new":
        case.code = kept


@move("carry-out", "listed", weight=9, fault="a listing carried out by another body", of="person")
def carry_out(inst: Institution, case: Case) -> None:
    """A carrier's measure that carries the listing out: it names its source, and ends with it."""
    if case.number >= inst.cases:
        return
    named = [
        (name, each.ground)
        for name in inst.docket.of_persons
        for version in [inst.world.book.version(name, inst.world.today)]
        if isinstance(version, ListVersion) and isinstance(version.carries, list)
        for each in version.carries
        if each.list == case.list
    ]
    if not named:
        return
    listing, ground = inst.world.chance.choice(named)
    other = inst.another(case, listing)
    if other is None:
        return
    other.source, other.conduct = case.id, inst.world.today
    if inst.world.chance.random() < 0.2:  # none, or somebody else's
        other.source = inst.world.chance.choice(["", *inst.world.book.cases])
    for _ in range(6):
        found = inst.docket.material(inst.world.chance, listing, inst.world.today)
        if found is not None and found.ground == ground:
            other.ground, other.facts = found
    inst.propose(other, inst.officer(other, 0))
    if other.stage == "proposed":
        command = ServeNotice(
            case=other.id, served_on=inst.world.today, method="delivered", document=inst.world.document("告")
        )
        inst.world.attempt("serve", other, command, inst.officer(other, 0))
    if other.answer_by is not None:
        inst.world.appoint(other.answer_by + timedelta(days=1), lambda: _begin(inst, other, case))


def _begin(inst: Institution, other: Case, source: Case) -> None:
    """Decide and approve it, whatever became of its source; then both go their own ways."""
    if other.stage == "noticed":
        inst.decide(other, "rejected")
    if other.stage == "decided":
        inst.world.attempt("approve", other, ApproveListing(case=other.id), inst.officer(other, 2))
    inst.step(other)
    world, what = inst.world, inst.world.chance.choice(("end", "suspend", "go on"))
    if what == "end" and source.stage == "listed":
        end = EndListing(case=source.id, ending="corrected", document=world.document("撤"))
        world.attempt("end", source, end, inst.officer(source, 1))
    elif what == "suspend" and source.stage == "listed":
        stay = SuspendEffect(case=source.id, reason="court-stay", document=world.document("停"))
        world.attempt("suspend", source, stay, inst.officer(source, 1))
    world.seal()
    for _ in range(3):  # each time another action
        if other.stage != "erased":
            world.watch(other)
