"""A small law in which some may ask about persons, and a desk whose mandates to ask two officers granted."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from tests.register.book import OLD, SURE, make_book, words
from tests.register.desk import Desk, MakeDesk
from tests.register.people import LIST, people_book, people_version
from xinyong.check.person import PersonAnswer, ask, decode
from xinyong.law.asking import Duty, Kept
from xinyong.law.model import Action, AppliedMeasure, Authority, CarriedList, CreditList, Ending, Mandate, Rulebook
from xinyong.register.grant_mandate import ConfirmMandate, GrantMandate

RIDES = ("travel.rail", "travel.air")
ACTIONS = (*RIDES, "travel.exit", "office.hold")
ASKERS: dict[str, tuple[Any, str]] = {
    "railway": ("carrier", "travel.rail"), "airline": ("carrier", "travel.air"),
    "border": ("border-control", "travel.exit"), "registrar": ("licensing", "office.hold"),
}  # fmt: skip
NOBODY = ("employer", "school", "landlord", "insurer", "club")


def applied(*actions: str) -> AppliedMeasure:
    return AppliedMeasure(measure="ride", cite="act#9", effect="prohibited", actions=list(actions), **SURE)


def row(id: str, party: Any, *actions: str, **given: Any) -> Duty:
    """A row of the table."""
    kept = Kept(months=60, verified=False, source="register")
    parts: dict[str, Any] = {"cite": "act#30", "since": OLD, "duty": words("duty"), "kept": kept}
    return Duty(id=id, party=party, actions=list(actions), **{**parts, **given}, **SURE)


def _may(power: Any, scope: str, cite: str = "act#2") -> Mandate:
    return Mandate(power=power, scope=scope, cite=cite, since=OLD, **SURE)


def asking_book(**replaced: Any) -> Rulebook:
    """Persons are listed for trains; a second list carries that out for aircraft; others are kept from asking."""
    base = people_book(people_version(measures=[applied("travel.rail")]))
    law = make_book()
    ride = msgspec.structs.replace(
        law.measures["entry"], id="ride", title=words("ride"),
        versions=[msgspec.structs.replace(law.measures["entry"].versions[0], actions=list(RIDES))],
    )
    source_ended = Ending(id="source-ended", title=words("source-ended"), cite="act#8", **SURE)
    flying = people_version(
        measures=[applied("travel.air")], carries=[CarriedList(list=LIST, ground="breach", cite="act#17", **SURE)],
        grounds=[people_version().grounds[0]], responsible_persons="", subjects=["person"],
        endings=[*people_version().endings, source_ended],
    )
    lists = {**base.lists, "flying": CreditList(id="flying", title=words("flying"), kind="carried", colour="black",
                                                category="lists", versions=[flying])}  # fmt: skip
    market = base.authorities["market"]
    authorities = {
        **base.authorities,
        "market": msgspec.structs.replace(market, mandates=[*market.mandates, _may("list", "flying")]),
        **{
            id: Authority(id=id, title=words(id), kind="other", party=party, mandates=[_may("ask", action, "act#30")])
            for id, (party, action) in ASKERS.items()
        },
        **{id: Authority(id=id, title=words(id), kind="other") for id in NOBODY},
    }
    people = {id: Action(id=id, title=words(id), subjects=["person"]) for id in ACTIONS}
    parts: dict[str, Any] = {
        "manifest": base.manifest, "categories": base.categories, "lists": lists, "authorities": authorities,
        "measures": {**base.measures, "ride": ride}, "actions": {**base.actions, **people},
        "asking": {id: row(id, party, action) for id, (party, action) in ASKERS.items()},
    }
    return make_book(**{**parts, **replaced})


def asking_desk(make_desk: MakeDesk, book: Rulebook | None = None) -> Desk:
    """A desk on a register under that law, the mandates to ask granted by two officers of the operator."""
    desk = make_desk(book or asking_book())
    for asker, (_, action) in ASKERS.items():
        grant(desk, asker, action)
    return desk


def grant(desk: Desk, asker: str, action: str) -> None:
    """Two officers grant it."""
    command = GrantMandate(authority=asker, power="ask", scope=action, cite="act#30", since=date(2026, 1, 1))
    (proposal,) = desk.do(command, "operator-1")
    desk.do(ConfirmMandate(proposal=proposal.seq), "operator-2")


def asked(
    desk: Desk, number: str, action: str = "travel.rail", asker: str = "railway-1", transaction: str = "单2026-1"
) -> bytes:
    """The bytes of one answer, sealed first and without the wait for the beat."""
    desk.office.seal_if_needed()
    return ask(desk.office, desk.signer(asker), number, action, transaction, sleep=lambda seconds: None)


def answer(desk: Desk, number: str, action: str = "travel.rail", asker: str = "railway-1") -> PersonAnswer:
    """The answer, for a transaction of its own."""
    return decode(asked(desk, number, action, asker, f"单-{number[-4:]}-1"))
