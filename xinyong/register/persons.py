"""What binds every step of a case on a natural person, stated once and not step by step.

Such a case is known by its id alone: the number was given when it was proposed and is kept nowhere. To any authority
but the one that decides it there is no such case. No step holds words about the person, and whatever follows is sealed
by that person's own key (Articles 3, 9, 11, 13, 14).
"""

from __future__ import annotations

from datetime import date

import msgspec

from xinyong.errors import BadInput, Text
from xinyong.register import articles, stages
from xinyong.register.contest_listing import OpenContest
from xinyong.register.core import Command, Context, Decided, Known, PersonCommand
from xinyong.register.erase import EraseCase
from xinyong.register.object_listing import OpenObjection
from xinyong.register.pledge_credit import MakePledge, WithdrawPledge
from xinyong.register.repair_listing import ApplyRepair
from xinyong.subjects import identifiers
from xinyong.subjects.ids import is_person_case

FOR_THE_SUBJECT: tuple[type[Command], ...] = (OpenObjection, ApplyRepair, MakePledge, WithdrawPledge, OpenContest)
"""What a person may have entered by an officer of any authority (Article 8): the case's id stands on its own papers."""
LONGEST_NAME = 100
_IDS = frozenset({"case", "answers_for", "source", "number", "name"})  # not words about a person: ids, and who it is


def guard_person_case(command: Command, context: Context) -> None:
    """Raises where a command names a person's case that this officer has no part in, or puts words into it."""
    case = getattr(command, "case", "")
    if not is_person_case(case):
        return
    articles.persons_in_trial_only(context.mode)
    row = context.known.casefile(case)
    owner = context.known.holder(row["authority"]) if row else ""
    actor = context.actor.authority
    allowed = isinstance(command, FOR_THE_SUBJECT) or (isinstance(command, EraseCase) and actor == articles.OPERATOR)
    if row is None or (actor != owner and not allowed):
        raise stages.no_such_case()
    no_words(command)


def no_words(command: Command) -> None:
    """Every text of the command is a code, a date or a document's number."""
    texts = {name: value for name, value in msgspec.structs.asdict(command).items() if isinstance(value, str) and value}
    written = {name: value for name, value in texts.items() if name not in _IDS}
    articles.coded_only(written)
    named = command.name if isinstance(command, PersonCommand) else ""
    articles.nothing_of_a_person({**written, "name": named})
    if named and (len(named) > LONGEST_NAME or any(each.isdigit() for each in named)):
        raise BadInput(
            Text("姓名栏只填写姓名。", "The name holds a name and nothing else."), field="name",
            todo=Text("删去号码和其他文字。", "Leave out numbers and any other words."),
        )


def sealed_by_person(decided: Decided, known: Known) -> Decided:
    """The event, sealed by the key of the person whose case it belongs to."""
    case = getattr(decided.event, "case", "")
    if decided.person or not is_person_case(case):
        return decided
    row = known.casefile(case)
    subject = getattr(decided.event, "subject", "") or (row["subject"] if row else "")
    assert subject, "an event of a person's case names the person, or comes after one that did"
    return decided._replace(person=subject)


def birth_of(command: PersonCommand, context: Context) -> date:
    """The date of birth that the number itself tells. Raises BadInput for a number not of this register's world."""
    expected = context.law.rulebook.manifest.person_identifier
    if not expected or command.identifier != expected:
        raise BadInput(
            Text("本登记册没有这一类自然人标识。", "The register knows no such identifier of persons."), field="number",
            code="wrong-identifier",
        )
    kind = identifiers.get(expected)
    reading = kind.read(command.number)
    born = kind.born(reading.code)
    if reading.code != command.number or not reading.synthetic or born is None:
        raise BadInput(
            Text("须为合成登记册的虚构号码。", "It must be a made-up number of a synthetic register."), field="number",
            code="real-number", article=15,
        )
    return born
