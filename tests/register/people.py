"""A list that reaches natural persons, made-up people, and a case on one of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from tests.register.book import OLD, SURE, make_book, version, words
from tests.register.desk import Desk, facts
from xinyong.law.model import Authority, CreditList, Fact, ListVersion, Mandate, Rulebook
from xinyong.register.events import StatedFact
from xinyong.register.list_subject import ApproveListing, DecideListing
from xinyong.register.notify_decision import NotifyDecision
from xinyong.register.propose_person import ProposePersonListing
from xinyong.subjects.resident import RESIDENT

ADULT = RESIDENT.synthetic_born(date(1990, 5, 1), 7)
OTHER = RESIDENT.synthetic_born(date(1985, 2, 3), 9)
MINOR = RESIDENT.synthetic_born(date(2009, 5, 1), 7)
NAME = "虚某甲"
LIST = "people"


def people_version(**given: Any) -> ListVersion:
    """The law of a list that reaches enterprises, persons, and the responsible persons of an enterprise."""
    asked = [Fact(id=id, type="flag", title=words(id)) for id in ("broke", "small", "forced", "responsible-person")]
    parts: dict[str, Any] = {
        "subjects": ["enterprise", "person"], "least_age": 18, "facts": asked, "responsible_persons": "act#15",
        "published": False, "publication_cite": "",
    }
    return version(**{**parts, **given})


def people_book(*versions: ListVersion, **replaced: Any) -> Rulebook:
    """The law of the tests with that list, which two authorities may decide."""
    law = make_book()
    listing = CreditList(
        id=LIST, title=words(LIST), kind="decided", colour="black", category="lists",
        versions=list(versions) or [people_version()],
    )
    may = Mandate(power="list", scope=LIST, cite="act#2", since=OLD, **SURE)
    authorities: dict[str, Authority] = {
        id: msgspec.structs.replace(found, mandates=[*found.mandates, may]) if id in ("market", "tax") else found
        for id, found in law.authorities.items()
    }
    open_to = msgspec.structs.replace(law.categories["acts"][0], publicity_person="authorised")
    parts: dict[str, Any] = {
        "manifest": msgspec.structs.replace(law.manifest, person_identifier="resident"), "authorities": authorities,
        "categories": {**law.categories, "acts": [open_to]}, "lists": {**law.lists, LIST: listing},
    }
    return make_book(**{**parts, **replaced})


def of_a_person(**stated: bool) -> list[StatedFact]:
    """Facts of a person's case, each in a document."""
    return facts(**{"responsible-person": False, **stated})


def proposal(number: str = ADULT, **given: Any) -> ProposePersonListing:
    """A proposal on a made-up person."""
    parts: dict[str, Any] = {
        "number": number, "name": NAME, "identifier": "resident", "list": LIST, "ground": "breach",
        "facts": of_a_person(), "conduct_on": date(2026, 3, 1),
    }
    return ProposePersonListing(**{**parts, **given})


def proposed(desk: Desk, number: str = ADULT, officer: str = "market-1", **given: Any) -> str:
    """Open a case on a person; its id."""
    case: str = desk.event(proposal(number, **given), officer).case
    return case


def decided(desk: Desk, number: str = ADULT, **given: Any) -> str:
    """A person's case up to the first officer's decision; its id."""
    case = proposed(desk, number, **given)
    desk.do(desk.notice(case))
    desk.after(days=20)
    desk.do(DecideListing(case=case, document="试列〔2026〕1号"))
    return case


def listed(desk: Desk, number: str = ADULT, **given: Any) -> str:
    """A whole case on a person up to the listing; its id."""
    case = decided(desk, number, **given)
    desk.do(ApproveListing(case=case), "market-2")
    return case


def told(desk: Desk, case: str) -> str:
    """The decision served on the person; the case."""
    today = desk.office.today()
    desk.do(NotifyDecision(case=case, served_on=today, method="delivered", document="试列1号", repair_notice="试修1号"))
    return case
