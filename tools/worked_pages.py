"""``docs/cases``: every worked case, and the index. The cases are made by the ``worked_*`` modules from real runs."""

from __future__ import annotations

from functools import cache

from tools import worked_case_page as page
from tools.worked_case_page import Case
from tools.worked_cases import decided_case, mirrored_case
from tools.worked_honours import honour_case, status_case
from tools.worked_persons import carried_case, person_case, responsible_case
from tools.worked_stories import STORIES
from xinyong.law.loading import load
from xinyong.law.model import CreditList, Rulebook

RULEBOOKS = ("cn", "br")


@cache
def pages() -> dict[str, str]:
    """Every page under ``docs/cases`` by its path in the repository."""
    made: dict[str, str] = {}
    parts = []
    for name in RULEBOOKS:
        book = load(name)
        cases = [case for listing in book.lists.values() for case in cases_of(book, listing)]
        cases += [story(book) for story in STORIES.get(name, ())]
        made.update({f"docs/cases/{name}/{case.page}.md": page.case_page(case) for case in cases})
        parts.append(page.index_part(book, cases))
    made["docs/cases/README.md"] = page.index_page(parts)
    return made


def cases_of(book: Rulebook, listing: CreditList) -> list[Case]:
    """The cases of one list: of organisations, of persons, and of an organisation's responsible persons."""
    if listing.kind == "carried":
        carried = [each.id for each in book.lists.values() if each.kind == "carried"]
        return [carried_case(book, listing, carried.index(listing.id))]
    if listing.kind == "mirrored":
        return [mirrored_case(book, listing)]
    if listing.kind == "red":
        return [honour_case(book, listing)]
    if listing.kind == "status":
        return [status_case(book, listing)]
    version = listing.versions[-1]
    cases = [decided_case(book, listing)] if set(version.subjects) - {"person"} else []
    if "person" in version.subjects:
        cases.append(person_case(book, listing))
    if isinstance(version.responsible_end, str):
        cases.append(responsible_case(book, listing))
    return cases
