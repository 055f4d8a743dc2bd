"""File a record of what an authority lawfully decided elsewhere.

Recording is not deciding: the record shows the authority's act and lists nobody (Article 6).
Whether it is recorded and whether, and how long, it is published are two rules with two dates:
the first comes from the directory, the second from the publication windows.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from xinyong.errors import NotFound, Text
from xinyong.law.dates import add_months
from xinyong.law.force import Law
from xinyong.law.model import Category, PublicationWindow
from xinyong.law.overlays import holding
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import RecordFiled, RecordWithdrawn
from xinyong.register.identity import known_by_filing

_identity = msgspec.json.Encoder(order="deterministic")


class FileRecord(Command):
    """A filing. ``content`` holds the form's fields; money is whole fen (1/100 yuan)."""

    code: str
    name: str
    category: str
    form: str
    document: str
    decided_on: date
    content: dict[str, str | int]
    identifier: str = ""
    subject_kind: str = "enterprise"
    penalty_kinds: list[str] = []
    gravity: str = ""  # the instrument#article under which the authority found the conduct serious
    procedure: str = ""  # "summary" | "ordinary" | "" where the form does not say
    held: int = 0  # seq of the waiting row this identifies
    named: str = ""  # the name under which that row waited
    effect_until: date | None = None  # retention counts from here, where what was decided has an effect of its own
    ended_on: date | None = None  # the source's own end of what is recorded: then it is history (Article 14)
    ending: dict[str, str | int] = {}  # what the form says of that end
    stated_end: date | None = None  # last day on which the source itself publishes it

    def identity(self) -> bytes:
        """What makes two filings the same filing. That it ended since does not make it another."""
        return _identity.encode(("record", self.code, self.form, self.document, self.decided_on, self.content))


def file_record(command: FileRecord, context: Context) -> list[Decided]:
    """Events: ``record.filed``, after ``organisation.registered`` where only this filing names it."""
    law = context.law
    articles.has_mandate(context, "file", command.category)
    category = articles.in_directory(law, command.category)
    articles.grave_enough(law, category, command.gravity)
    articles.not_summary(category, command.procedure)
    articles.not_in_future(command.decided_on, context.today, "decided_on")
    if command.ended_on is not None:
        articles.not_in_future(command.ended_on, context.today, "ended_on")
    fingerprint = context.fingerprint(command.identity())
    earlier = context.known.fingerprint(fingerprint)
    if earlier is not None:
        return _ended_since(command, earlier["seq"], context)
    from_day = command.ended_on or max(command.effect_until or command.decided_on, command.decided_on)
    retain_until = add_months(from_day, category.retention_months)
    articles.still_retained(retain_until, context.today)
    articles.nothing_never_recorded(command.content)
    articles.nothing_never_recorded(command.ending)
    if command.held:
        _own_waiting_row(command, context)
    events: list[Decided] = []
    known = context.known.organisation(command.code)
    if known is None:
        registered = known_by_filing(context, command.identifier, command.code, command.name, command.subject_kind)
        subject = registered.subject
        events.append(Decided(registered))
    else:
        subject = known["subject"]
    window, until = _published_until(command, law, category)
    published = until is not None and until > context.today
    events.append(
        Decided(
            RecordFiled(
                subject=subject, category=command.category, form=command.form, document=command.document,
                decided_on=command.decided_on, content={**command.content, **command.ending}, publication=window,
                publish_from=context.today if published else None, publish_until=until if published else None,
                retain_until=max(retain_until, until or retain_until), fingerprint=fingerprint, held=command.held,
                named=command.named,
            ),
            command.decided_on,
        )
    )
    return events


def _published_until(command: FileRecord, law: Law, category: Category) -> tuple[str, date | None]:
    """The window, cut short where the source's own publication ends earlier, and none for what has ended."""
    from_day = max(command.effect_until or command.decided_on, command.decided_on)
    window, until = publication(law, category, command.penalty_kinds, command.decided_on, from_day)
    if command.ended_on is not None:
        return window, None
    if until is not None and command.stated_end is not None:
        until = min(until, command.stated_end + timedelta(days=1))
    return window, until


def _ended_since(command: FileRecord, seq: int, context: Context) -> list[Decided]:
    """Event: ``record.withdrawn`` where the source now says that what is recorded has ended; else nothing is new."""
    found = context.known.record(seq) if command.ended_on is not None else None
    if found is None or found[0]["state"] == "withdrawn":
        return []
    articles.own_act(context.actor.authority, found[0]["authority"])
    if "ended_on" in found[1].content:
        return []
    document = str(command.ending.get("ending_document", ""))
    return [Decided(RecordWithdrawn(record=seq, reason="ended", document=document), command.ended_on)]


def _own_waiting_row(command: FileRecord, context: Context) -> None:
    """The waiting row that this record identifies: the authority's own, of the same form, not yet lapsed."""
    waiting = context.known.held(command.held)
    if waiting is None or waiting["form"] != command.form or waiting["lapses_on"] <= context.today:
        raise NotFound(
            Text(f"没有第{command.held}号待识别的行，或已识别、失效。",
                 f"There is no waiting row {command.held}, or it is identified or lapsed."),
            field="held",
        )
    articles.own_act(context.actor.authority, waiting["authority"])


def publication(
    law: Law, category: Category, penalty_kinds: list[str], decided_on: date, effect_until: date | None = None
) -> tuple[str, date | None]:
    """The publication class and its last day (exclusive), or ("", None) when it is not published.

    Of several kinds of penalty the longest window counts (NDRC Order 36, 2025). A category that
    is not public, whose every window is zero months, or a penalty of kinds for which the law provides no
    window, is held and not published: publication too needs its ground (Article 1). So is what an emergency's relief
    holds; the class then names the overlay and its item.
    """
    if category.publicity_organisation != "public":
        return "", None
    held = holding(law.rulebook.overlays, category.id, penalty_kinds, decided_on)
    if held is not None:  # an emergency's relief: kept, and shown to its subject with why, but not to the public
        return f"overlay:{held[0].id}:{held[1].id}", None
    windows: list[PublicationWindow] = [window for kind in penalty_kinds for window in law.windows(kind)]
    if not windows:
        if penalty_kinds:
            return "", None
        return category.id, add_months(effect_until or decided_on, category.retention_months)
    longest = max(windows, key=lambda window: window.most_months)
    if longest.most_months == 0:
        return longest.id, None
    return longest.id, add_months(decided_on, longest.most_months)


def waiting_identity(form: str, name: str, content: dict[str, str | int]) -> bytes:
    """The identity of a row that names no code, so that it is held once."""
    return _identity.encode(("held", form, name, content))
