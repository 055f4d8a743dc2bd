"""What is expected of cases on natural persons: adults alone, on lists that name them, with a source in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from xinyong.lab.institution import reckoning as law
from xinyong.lab.institution.book import Acting, Book, rule
from xinyong.lab.institution.rules import carries_out
from xinyong.law.force import DECIDED_HERE
from xinyong.law.model import ListVersion
from xinyong.register.propose_person import ProposePersonListing

FULL_AGE = 18


def _propose(book: Book, command: ProposePersonListing, acting: Acting) -> str:
    facts = {stated.fact: stated.value for stated in command.facts}
    today = book.version(command.list, acting.today)
    if not book.may_decide(acting, command.list) or command.conduct_on > acting.today or today is None:
        return "no mandate"
    if law.suspended(book.rulebook, command.list, command.ground, command.conduct_on):
        return "suspended by an emergency"
    version = law.governing(book.rulebook, command.list, command.conduct_on, acting.today, command.ground, facts)
    if version is None or book.rulebook.lists[command.list].kind not in DECIDED_HERE:
        return "no law for it"
    if "person" not in version.subjects or "person" not in today.subjects:
        return "no law for it"
    if any(not _grown(command.number, each, command.conduct_on) for each in (version, today)):
        return "minor"
    if any(not stated.document for stated in command.facts) or not law.may_list(version, command.ground, facts):
        return "facts"
    if facts.get("responsible-person") is True:
        return "responsible for nobody"
    if bool(command.source) != isinstance(today.carries, list):
        return "no such source"
    if command.source and not carries_out(
        book, command.list, command.ground, command.source, command.number, acting.today
    ):
        return "source not in force"
    return "listed already" if book.listed(command.number, command.list, acting.today) else ""


def _grown(number: str, version: ListVersion, day: date) -> bool:
    """Whether the number's own date of birth lies far enough back."""
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return day >= law.later(born, 12 * max(version.least_age or FULL_AGE, FULL_AGE))


@rule(ProposePersonListing, _propose)
def _proposed(book: Book, command: ProposePersonListing, acting: Acting, events: list[Any]) -> str:
    case = str(events[0].case)
    return "" if case.startswith("P") else "a person's case has the id of an organisation's"
