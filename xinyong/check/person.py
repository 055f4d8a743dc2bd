"""The one question about a natural person: one at a time, here, by whoever the closed table names (Articles 9 to 13).

In this order: whether this asker may ask this at all, which depends on the asker and the question alone; the look-up
in the person's log, durable before anything is looked at; the answer. For a person of whom nothing is held, for a
minor and for somebody listed elsewhere it is the same ``clear``: the same bytes, of one length with any other answer,
leaving at the next whole beat after the question came. No id, handle or entry number leaves with it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

import msgspec

from xinyong.check.asking import table_of, whole
from xinyong.check.verdict import Hit, Outcome, Remedy, Words, judge
from xinyong.errors import BadInput, Refused, Text
from xinyong.journal.officers import Signer
from xinyong.law.asking import Duty, action_class
from xinyong.law.dates import add_months
from xinyong.law.force import on
from xinyong.law.model import Rulebook
from xinyong.office import Office
from xinyong.office.known import StoreKnown
from xinyong.register import articles
from xinyong.register.articles import asking as rules
from xinyong.register.articles.persons import FULL_AGE, persons_in_trial_only
from xinyong.register.standing import standings_of
from xinyong.subjects import identifiers
from xinyong.subjects.ids import subject_id

ANSWER_BYTES = 4096
"""Every answer is padded to this length, so that whoever only sees it pass learns nothing."""
LOGGED_BYTES = 512
BEAT_NS = 50_000_000
"""An answer leaves a whole number of beats after its question: about ten times what the work takes."""
TRANSACTION_DAYS = 31
"""How long a transaction's reference stays tied to the person it was used for (basis: register)."""

# Named here because a field called ``list`` hides the type of that name inside its class body.
Cites = list[str]
Remedies = list[Remedy]


class PersonReason(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why not: as much as the asker must tell the person, and no more. The rest is in the person's own sight."""

    list: str
    title: Words
    authority: str
    measure: str
    cites: Cites
    objection_open: bool
    contest: Remedies


class PersonAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer for one action on one day; ``reason`` where something restricts it (the strictest)."""

    verdict: Outcome
    action: str
    at: date
    edition: str
    reason: PersonReason | None = None


class LookUp(msgspec.Struct, frozen=True):
    """What the log keeps: who, when, for what class of purpose and action. No route, place or price."""

    by: str
    officer: str
    day: date
    hour: int
    purpose: str
    action: str
    kept_until: date


class _Admitted(NamedTuple):
    identifier: str
    number: str
    born: date | None
    duty: Duty
    authority: str
    today: date
    hour: int


_encode = msgspec.json.Encoder().encode


def ask(
    office: Office, signer: Signer, number: str, action: str, transaction: str,
    *, clock: Callable[[], int] = time.monotonic_ns, sleep: Callable[[float], None] = time.sleep,
) -> bytes:
    """A ``PersonAnswer`` as JSON of ``ANSWER_BYTES`` bytes.

    Raises ``Refused`` where the asker, the question or the reference is not admitted (Articles 1, 11, 12), ``BadInput``
    for a number that cannot be read; neither tells whether anything is held. ``clock`` (nanoseconds) and ``sleep``: for
    tests.
    """
    begun = clock()
    try:
        asked = _admitted(office, signer, number, action, transaction)
    except Refused as refusal:
        office.counters.refused(refusal)
        raise
    _note(office, signer, asked, action)
    answer = _encode(_answer(office, asked, action)).ljust(ANSWER_BYTES)
    sleep((BEAT_NS - (clock() - begun) % BEAT_NS) / 1e9)
    return answer


def decode(answer: bytes) -> PersonAnswer:
    """What such bytes say."""
    return msgspec.json.decode(answer, type=PersonAnswer)


def decode_look_up(plain: bytes) -> LookUp:
    """What an entry of the log says."""
    return msgspec.json.decode(plain, type=LookUp)


def read_number(office: Office, given: str) -> tuple[str, str, date | None]:
    """(class, number in its normal form, date of birth) of the one person meant. Raises as ``ask`` does."""
    persons_in_trial_only(office.mode)
    rules.one_person(given.strip())
    identifier = office.rulebook.manifest.person_identifier
    kind = identifiers.ALL.get(identifier)
    if kind is None:
        raise BadInput(Text("本登记册没有自然人标识。", "The register knows no identifier of persons."), field="number")
    reading = kind.read(given.strip().upper())
    if not reading.synthetic:
        raise BadInput(
            Text("须为合成登记册的虚构号码。", "It must be a made-up number of a synthetic register."), field="number",
            code="real-number", article=15,
        )
    return identifier, reading.code, kind.born(reading.code)


def _admitted(office: Office, signer: Signer, number: str, action: str, transaction: str) -> _Admitted:
    whole(office)
    if action not in office.rulebook.actions:
        raise BadInput(Text(f"没有“{action}”这一事项。", f"There is no action “{action}”."), field="action")
    identifier, code, born = read_number(office, number)
    rules.one_transaction(transaction)
    with office.store.reading() as reading:
        actor = office.actor(signer, reading)
        context = office.context(StoreKnown(reading, office.keys), actor, reading)
        duty = rules.duty_to_ask(context, action)
        articles.has_mandate(context, "ask", action)
        moment = max(office.clock(), reading.last_recorded_at()) / 1000
    until = date.fromordinal(context.today.toordinal() + TRANSACTION_DAYS)
    rules.not_another_s(
        office.keys.claim_transaction(actor.authority, transaction, identifier, code, until, context.today)
    )
    hour = datetime.fromtimestamp(moment, UTC).astimezone(office.zone).hour
    return _Admitted(identifier, code, born, duty, actor.authority, context.today, hour)


def _note(office: Office, signer: Signer, asked: _Admitted, action: str) -> None:
    """The look-up, durable before anything is looked at."""
    expires = add_months(asked.today, asked.duty.kept.months)
    entry = LookUp(
        asked.authority, signer.officer, asked.today, asked.hour, asked.duty.party, action_class(action), expires
    )
    plain = _encode(entry)
    plain = plain.ljust(-(-len(plain) // LOGGED_BYTES) * LOGGED_BYTES)
    office.keys.note_look_up(asked.identifier, asked.number, plain, expires, asked.today)


def _answer(office: Office, asked: _Admitted, action: str) -> PersonAnswer:
    # Somebody unknown is looked for all the same, under an id that nobody has.
    subject = office.keys.subject_for(asked.identifier, asked.number) or subject_id(os.urandom(16))
    rulebook = office.rulebook
    with office.store.reading() as reading:
        rows = reading.rows("person_standing", order="seq", subject=subject)
        listings = standings_of(rows, reading.rows("person_exemption", subject=subject))
        sealed = reading.sealed_size()
    outcome, hits = judge(listings, table_of(rulebook, asked.today), action, asked.today, sealed)
    minor = asked.born is None or asked.today < add_months(asked.born, 12 * FULL_AGE)
    restricting = [] if minor else [hit for hit in hits if hit.effect != "favoured"]
    said: Outcome = outcome if restricting else "clear"
    reason = _reason(rulebook, restricting[0], asked.today) if restricting else None
    return PersonAnswer(said, action, asked.today, office.edition_digest(), reason)


def _reason(rulebook: Rulebook, hit: Hit, day: date) -> PersonReason:
    standing, rule, _ = hit
    version = on(rulebook, day).list(standing.list)
    assert version is not None, "a rule of the day's table comes from a version in force that day"
    title = rulebook.lists[standing.list].title
    return PersonReason(
        standing.list, Words(title.zh, title.en), standing.authority, rule.measure,
        list(dict.fromkeys([rule.cite, version.cite])), standing.objection or standing.contested,
        [
            Remedy(remedy=r.id, title=Words(r.title.zh, r.title.en), cite=r.cite, within_days=r.within_days,
                   within_months=r.within_months)
            for r in version.remedies
        ],
    )  # fmt: skip
