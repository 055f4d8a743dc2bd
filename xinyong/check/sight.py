"""A person's own sight: everything held, every decision, every look-up (Article 13).

Everything that the journal holds on a person is sealed under that person's key, whatever its kind: so what that key
opens is all of it, and nothing can be left out by being of a kind that somebody forgot here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from xinyong.check.person import LookUp, decode_look_up, read_number
from xinyong.check.verdict import Words
from xinyong.errors import NotAllowed, NotFound, Text
from xinyong.journal.officers import Signer
from xinyong.journal.port import Reading
from xinyong.law.model import Rulebook
from xinyong.office import Office
from xinyong.register.events import DisclosureOpened
from xinyong.register.standing import Standing, source_of, standings_of, state_on


class Held(msgspec.Struct, frozen=True):
    """One entry about the person: a record, a decision or what followed from it, whole."""

    entry: int
    kind: str
    recorded_on: datetime
    authority: str
    officer: str
    content: dict[str, Any]


class Listed(msgspec.Struct, frozen=True):
    """Where one listing stands today. ``carries``: the list whose listing it carries out."""

    case: str
    list: str
    title: Words
    authority: str
    state: str
    since: date | None
    until: date | None
    review_by: date | None
    ended_on: date | None
    objection_open: bool
    carries: str


class Sight(msgspec.Struct, frozen=True):
    """Everything on one person on a day, machine-readable."""

    at: date
    listings: list[Listed]
    held: list[Held]
    look_ups: list[LookUp]


def mine(office: Office, number: str) -> Sight:
    """Everything held on the person with this number. Synthetic registers alone; whoever calls this must know that it
    is the person who asks. Raises as ``check.person.read_number``.
    """
    identifier, code, _ = read_number(office, number)
    with office.store.reading() as reading:
        today = office.today(reading)
        known = (office.keys.subject_for(identifier, code), office.keys.slot_of(identifier, code))
        ids = [each for each in known if each is not None]
        seqs = sorted(seq for each in ids for seq in office.keys.sealed_under(each))
        held = [one for one in (_held(reading, seq) for seq in seqs) if one is not None]
        rows = reading.rows("person_standing", order="seq", subject=ids[0]) if known[0] else []
        sealed = reading.sealed_size()
    standings = standings_of(rows)
    plains = office.keys.look_ups_of(identifier, code, today)
    return Sight(
        today, [_listed(office.rulebook, each, standings, today, sealed) for each in standings], held,
        [decode_look_up(plain) for plain in plains],
    )


def disclosed(office: Office, officer: Signer, number: str, opened: int) -> Sight:
    """The same for an officer of the authority whose two officers opened it, today, by this entry (Article 13).

    Raises ``NotFound`` where that entry opens nothing on this person, ``NotAllowed`` for another authority or day.
    """
    identifier, code, _ = read_number(office, number)
    with office.store.reading() as reading:
        actor = office.actor(officer, reading)
        entry = reading.entry(opened) if opened < reading.size() else None
        today = office.today(reading)
    event = entry.event if entry is not None else None
    slot = office.keys.slot_of(identifier, code)
    if entry is None or not isinstance(event, DisclosureOpened) or slot is None or event.slot != slot:
        raise NotFound(Text("该条目没有开放此人的信息。", "That entry opens nothing on this person."), field="opened")
    if entry.authority != actor.authority or event.on != today:
        raise NotAllowed(
            Text("仅限作出决定的机关在当日查看。", "Only the authority that decided it reads it, and on that day."),
            field="opened", code="not-opened-to-you",
        )
    return mine(office, number)


def _held(reading: Reading, seq: int) -> Held | None:
    entry = reading.entry(seq)
    if entry.event is None:
        return None
    content = msgspec.to_builtins(entry.event)
    moment = datetime.fromtimestamp(entry.recorded_at / 1000, UTC)
    return Held(seq, entry.kind, moment, entry.authority, entry.officer, content)


def _listed(rulebook: Rulebook, standing: Standing, all_: list[Standing], day: date, sealed: int) -> Listed:
    credit_list = rulebook.lists.get(standing.list)
    title = Words(credit_list.title.zh, credit_list.title.en) if credit_list else Words(standing.list, standing.list)
    source = source_of(standing, all_)
    return Listed(
        standing.case, standing.list, title, standing.authority, state_on(standing, day, sealed, all_), standing.since,
        standing.until, standing.review_by, standing.ended_on, standing.objection or standing.contested,
        source.list if source else "",
    )
