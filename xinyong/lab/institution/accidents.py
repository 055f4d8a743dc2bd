"""What befalls the whole register: a clock that is wrong, restarts, backups, a lost disk and its restore."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from xinyong.check import asking
from xinyong.errors import OperatorError
from xinyong.lab.institution.institution import Institution
from xinyong.lab.institution.world import World
from xinyong.register.end_listing import EndListing
from xinyong.register.register_organisation import RegisterOrganisation

EACH: dict[str, int] = {"skew": 40, "restart": 90, "again": 60}
"""One such accident for so many cases."""
RESTORES = ((0.15, 0.3, False), (0.4, 0.55, True), (0.7, 0.85, False))
"""(backup, loss, whether the keys are lost too) as shares of the run."""


def plan(inst: Institution, cases: int) -> None:
    """Appoint the accidents over the run."""
    acts: dict[str, Callable[[], None]] = {
        "skew": lambda: skew(inst.world),
        "restart": lambda: restart(inst.world),
        "again": inst.registrations.send_again,
    }
    days = (inst.last - inst.first).days
    for name, share in EACH.items():
        for _ in range(max(1, cases // share)):
            inst.world.appoint(inst.first + timedelta(days=inst.world.chance.randrange(days)), acts[name])
    for number, (made, lost, keys_too) in enumerate(RESTORES):
        archive = inst.world.folder / f"backup-{number}.tar"
        inst.world.appoint(inst.first + timedelta(days=int(days * made)), _backup(inst.world, archive))
        inst.world.appoint(inst.first + timedelta(days=int(days * lost)), _loss(inst, archive, keys_too))


def skew(world: World) -> None:
    """The machine's clock is wrong for some days: ahead or behind, by hours or by weeks."""
    if world.skew:
        return
    days = world.chance.choice((-30, -2, -1, 1, 3, 30))
    world.skew = timedelta(days=days)
    world.set_clock()
    world.fault("clock set forward" if days > 0 else "clock set back")
    world.tally.trace(f"{world.day} the clock is wrong by {days} days")
    world.appoint(world.day + timedelta(days=world.chance.randrange(1, 6)), lambda: right(world))


def right(world: World) -> None:
    """The clock is set right."""
    world.skew = timedelta()
    world.set_clock()
    world.tally.trace(f"{world.day} the clock is right again")


def restart(world: World) -> None:
    """The process ends and starts again."""
    world.register.restart()
    world.fault("restart")


def _backup(world: World, archive: Path) -> Callable[[], None]:
    def act() -> None:
        world.register.back_up(archive)
        world.fault("backup")

    return act


def _loss(inst: Institution, archive: Path, keys_too: bool) -> Callable[[], None]:
    """The disk is lost. With the keys: the newest backup brings all back. Without: an older one, and a tail."""

    def act() -> None:
        world = inst.world
        newest = archive.with_name(f"newest-{archive.name}")
        if not keys_too:
            _let_go(inst)
        world.seal()
        world.register.back_up(newest)
        answer = world.register.lose_and_restore(newest if keys_too else archive, keys_too=keys_too)
        world.fault("disk and keys lost, backup restored" if keys_too else "disk lost, older backup restored")
        missing = world.size - int(answer["entries"])
        if answer["behind"] != missing:
            world.found("lost", None, f"{missing} entries are missing, the register says {answer['behind']}")
        if missing:
            _behind(inst)
            world.register.supply(newest)
        world.register.desks[0].store.seal()  # a backup's checkpoints are older than what was sealed since
        if world.register.size() != world.size:
            world.found("lost", None, f"{world.register.size()} entries came back of {world.size}")
        inst.watch.whole()
        world.tally.trace(f"{world.day} restored")

    return act


def _let_go(inst: Institution) -> None:
    """Just before the loss somebody is let go whom the older backup still has on a list."""
    world = inst.world
    standing = [
        case
        for cases in world.book.by_code.values()
        for case in cases
        if case.sort == "burden" and case.running(world.today) and inst.watch.touches(case, world.today)
    ]
    for case in sorted(standing, key=lambda each: each.begun)[:1]:
        command = EndListing(case=case.id, ending="annulled", document=world.document("撤"))
        world.attempt("end", case, command, inst.officer(case, 1))


def _behind(inst: Institution) -> None:
    """While entries are missing nothing is decided, and nobody is told restricted who may have been let go since."""
    world = inst.world
    command = RegisterOrganisation(identifier="uscc", code="", name="", subject_kind="enterprise")
    refused: Any = None
    try:
        world.register.decide(0, command, world.register.signers["samr-1"])
    except OperatorError as error:
        refused = error.code
    if refused != "register-behind":
        world.found("allowed", None, "a register that lacks entries takes decisions")
    today = world.today
    for case in [
        each for cases in world.book.by_code.values() for each in cases if each.stage in ("ended", "listed")
    ]:
        actions = sorted(inst.watch.touches(case, today))
        if case.person or case.running(today) or not actions:
            continue
        try:
            verdict = asking.check(world.register.desks[0], case.code, actions[0], "simulated institution")
        except OperatorError:
            continue
        if any(reason.case == case.id for reason in verdict.reasons):
            world.found("restricted", case, "a restored backup brings back a listing that had ended")
            break
