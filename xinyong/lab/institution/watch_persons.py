"""What must hold about natural persons: one question at a time answers as the book says, and forgetting is whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from xinyong.check import person
from xinyong.errors import CallerError
from xinyong.lab.institution.book import Case
from xinyong.lab.institution.docket import Docket
from xinyong.lab.institution.tally import Found
from xinyong.lab.institution.world import World

NUMBER = re.compile(rb"98\d{15}[\dX]")
Touches = Callable[[Case, date], dict[str, set[str]]]


def asked_of_a_person(world: World, case: Case, action: str, touches: Touches) -> None:
    """The carrier, registrar or border control that law names asks about the case's person; anybody else cannot."""
    asker = Docket.asking_of(world.rulebook).get(action)
    if asker is None:
        return
    signer = world.register.signers[f"{asker}-1"]
    world.tally.checks += 1
    try:
        desk = world.register.desks[world.tally.checks % 2]
        given = person.ask(
            desk, signer, case.code, action, f"T-{world.tally.checks}", clock=lambda: 0, sleep=lambda seconds: None
        )
    except CallerError:
        return  # no duty to ask under the law of the day
    told, today = person.decode(given), world.today
    having = [
        each
        for each in world.book.by_code.get(case.code, [])
        if world.book.effective(each, today, world.sealed, action) and action in touches(each, today)
    ]
    if len(given) != person.ANSWER_BYTES:
        world.found("exposed", case, f"an answer of {len(given)} bytes")
    if (told.verdict == "clear") != (not having):
        kind: Found = "differs" if told.verdict == "clear" else "restricted"
        world.found(kind, case, f"asked about {action}: {told.verdict}, with {len(having)} listings in force")
    if told.reason is not None and told.reason.list not in {each.list for each in having}:
        world.found("restricted", case, f"asked about {action}: {told.reason.list} has no effect on it")


def forgotten_persons(world: World) -> None:
    """With a person's last case the number's way to it is gone; before that it is there."""
    keys = world.register.desks[0].keys
    for number in [code for code, kind in world.book.kinds.items() if kind == "person"]:
        cases = [each for each in world.book.by_code.get(number, []) if each.stage != "erased"]
        known = keys.subject_for("resident", number) is not None
        if known and not cases:
            world.found("remembered", None, "a person's number leads somewhere after the last case was erased")
        elif cases and not known:
            world.found("lost", cases[0], "a person's number leads nowhere although a case is open")
