"""Articles 3, 9, 10 and 11 as they bind a record about a natural person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from xinyong.errors import Text
from xinyong.law.articles import refused
from xinyong.law.dates import add_months
from xinyong.law.model import Category, ListVersion
from xinyong.register.articles.legality import nothing_of_a_person
from xinyong.register.casefile import CaseState
from xinyong.register.core import Context
from xinyong.register.events import StatedFact
from xinyong.register.standing import standings_of, stands

FULL_AGE = 18
_CODE = re.compile(r"[a-z0-9]+(?:[-.;][a-z0-9]+)*|\d{4}-\d{2}-\d{2}")
_REFERENCE = re.compile(r"(?=.*\d)[\w()（）〔〕\[\]【】\-/.]{1,100}")


def persons_in_trial_only(mode: str) -> None:
    """A register of real persons is not opened by this version: they are studied on made-up ones alone."""
    if mode != "synthetic":
        raise refused(
            11,
            Text("真实登记册不成批接收自然人记录；自然人只在合成登记册中试验。",
                 "A real register takes no filed records of natural persons; synthetic registers alone try them out."),
            code="natural-person", field="number",
            todo=Text("涉及自然人的由有职权的机关依名单程序逐件办理。",
                      "What concerns persons is handled one at a time, by the procedure that the law names."),
        )


def person_in_category(category: Category) -> None:
    """Only categories that the directory opens to natural persons, if only upon their authorisation."""
    if category.publicity_person == "none":
        raise refused(
            2,
            Text(f"目录“{category.title.zh}”不收录自然人信息。",
            f"The directory's “{category.title.en}” takes no natural persons."),
            instrument=category.cite, field="category", code="no-persons-in-category",
        )


def of_age(born: date, on: date, least: int = FULL_AGE, field: str = "decided_on") -> None:
    """Minors never: whoever was under age on the day that counts is neither recorded nor listed.

    ``least``: in years, where the list's law asks for more than eighteen. The days: of the decision filed, of the
    conduct, of the proposal.
    """
    if on < add_months(born, 12 * max(least, FULL_AGE)):
        raise refused(
            10,
            Text("在应当计算之日未成年，不予收录，不得列入；未保存其任何内容。",
                 "Under age on the day that counts: neither recorded nor listed, and nothing of it was kept."),
            code="minor", field=field,
            todo=Text("请勿再提交。", "Do not send it again."),
        )


def coded_only(content: Mapping[str, str | int]) -> None:
    """Persons have codes, dates and document references: no narrative, no amount, no weight."""
    for field, value in content.items():
        if not isinstance(value, str):
            raise refused(9, Text("自然人记录不得含数值。", "A person's record holds no number."), field=field,
                code="number-about-person")
        if _CODE.fullmatch(value) is None and _REFERENCE.fullmatch(value) is None:
            raise refused(
                3,
                Text("自然人记录只含代码、日期和文书编号，不得含文字叙述。",
                     "A person's record holds codes, dates and document numbers, never words."),
                field=field, code="words-about-person",
                todo=Text("请改用规定的代码。", "Use the codes of the form."),
            )


NUMBERS = ("money-owed", "age", "prior-decisions")
"""What a number about a person may be: money owed, an age, the count of prior decisions of the same list."""
RESPONSIBLE = "responsible-person"
"""The fact by which a list's law tells an organisation's responsible persons apart."""


def facts_about_a_person(version: ListVersion, facts: Sequence[StatedFact]) -> None:
    """A person's facts are flags, codes and dates, each in a document; a number only where it is none of a score."""
    declared = {fact.id: fact for fact in version.facts}
    for stated in facts:
        fact = declared[stated.fact]
        if isinstance(stated.value, int) and not isinstance(stated.value, bool) and fact.bearing not in NUMBERS:
            raise refused(
                9,
                Text(f"“{stated.fact}”是关于自然人的数值，不予采用。", f"“{stated.fact}” is a number about a person."),
                field="facts", code="number-about-person",
                todo=Text("数值仅限所欠款项、年龄和同一名单的既往决定。",
                          "Numbers may be money owed, an age, and prior decisions of the same list."),
            )
        if not stated.document.strip():
            raise refused(
                1,
                Text(f"“{stated.fact}”未注明证明文书。", f"“{stated.fact}” cites no document."), field="facts",
                todo=Text("注明认定该事实的文书编号。", "Give the number of the document that establishes it."),
            )
        coded_only({"facts": stated.document, **({"value": stated.value} if isinstance(stated.value, str) else {})})
        nothing_of_a_person({"facts": stated.document})


def responsible_in_law(
    version: ListVersion, listing: str, facts: Sequence[StatedFact], organisation: CaseState | None, context: Context
) -> None:
    """A responsible person only where the list's law names them, for an organisation this authority has listed.

    ``organisation``: the case answered for, None where none is named. Family and associates are no such thing.
    """
    stated = next((fact.value for fact in facts if fact.fact == RESPONSIBLE), None)
    if organisation is None and stated is not True:
        return  # listed for what the person did, not for whom
    declared = any(fact.id == RESPONSIBLE for fact in version.facts)
    listed = organisation is not None and _stands_listed(organisation, version, listing, context)
    if not version.responsible_persons or not listed or (declared and stated is not True):
        raise refused(
            10,
            Text("只有名单的法律及于责任人员，且该单位已由本机关列入名单，才可就其责任人员另行立案。",
                 "A responsible person has a case only where the list's law reaches such persons, and this authority "
                 "has the organisation itself listed."),
            instrument=version.responsible_persons or version.cite, field="answers_for", code="not-responsible",
            todo=Text("措施只约束决定所载明的人。", "A measure binds the one named in the decision."),
        )


def _stands_listed(organisation: CaseState, version: ListVersion, listing: str, context: Context) -> bool:
    """Whether the organisation's listing stands today, by the same authority, on a list that counts."""
    of = version.responsible_of if isinstance(version.responsible_of, list) else []
    if organisation.person or organisation.list not in (listing, *of):
        return False
    if organisation.authority != context.actor.authority or organisation.stage != "listed":
        return False
    if organisation.suspended is not None:  # nobody answers for what has no effect, and may end by the clock alone
        return False
    standings = standings_of(context.known.listings(organisation.subject))
    return any(stands(each, context.today, standings) for each in standings if each.case == organisation.case)


def employer_in_law(version: ListVersion | None, state: CaseState) -> str:
    """A listing is told to the listed person's employer only where the list's law says so. The citation."""
    if not state.person:
        raise refused(
            10, Text("只有自然人才有所在单位可以告知。", "Only a natural person has an employer to be told."), field="case",
        )
    cite = version.employer_told if version else None
    if not isinstance(cite, str):
        raise refused(
            12,
            Text("该名单的法律没有规定告知所在单位。", "The list's law lets no employer be told."),
            instrument=version.cite if version else None, field="case", code="no-employer-in-law",
            todo=Text("后果只在法律限定的范围内发生。", "An effect stays where the law confines it."),
        )
    return cite


def told_before_others(state: CaseState) -> None:
    """Nobody else is told of a decision before the person whom it names."""
    if state.notified is None:
        raise refused(
            5,
            Text("决定书尚未送达本人，不得先告知他人。", "The decision was not served on the person; nobody else is told first."),
            field="case", todo=Text("先送达决定书。", "Serve the decision first."),
        )
