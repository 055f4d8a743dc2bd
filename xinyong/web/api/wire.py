"""What goes over the wire: requests and answers as msgspec types, from which OpenAPI is made.

Input is strict: an unknown member is refused and named, never ignored, so that a misspelt field
cannot silently change what was asked.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from xinyong.office import lineage
from xinyong.publication.checkpoint import CheckpointView
from xinyong.publication.organisation_parts import ListingView, OrganisationView, RecordView


class CheckRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One question: is this organisation restricted, or favoured, for this action, now?"""

    code: Annotated[str, Meta(min_length=1, max_length=40, description="The organisation's registration code.")]
    action: Annotated[
        str,
        Meta(min_length=1, max_length=80, description="A dotted action name, e.g. procurement.bid."),
    ]
    purpose: Annotated[str, Meta(min_length=1, max_length=200, description="Why it is asked, in a few words.")]
    at: Annotated[date | None, Meta(description="The day asked about: today, which is also the default.")] = None


class Bilingual(msgspec.Struct, frozen=True):
    """A text in both languages."""

    zh: str
    en: str


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from a listing by one measure."""

    actions: list[str]
    effect: str
    measure: str
    title: Bilingual
    cite: str
    verified: Annotated[bool, Meta(description="Whether its text, or a published summary of it, was read.")]


class Remedy(msgspec.Struct, frozen=True, kw_only=True):
    """One way to contest a listing."""

    remedy: str
    title: Bilingual
    cite: str
    until: Annotated[date | None, Meta(description="Last day; null: as `runs` says.")]
    runs: Annotated[Bilingual | None, Meta(description="Without a last day: within what time, and from when it runs.")]
    decided_within: Annotated[Bilingual | None, Meta(description="Time to answer it; null: its law sets none.")]


class Repair(msgspec.Struct, frozen=True, kw_only=True):
    """The way back, or the bar to it."""

    allowed: bool
    since: Annotated[date | None, Meta(description="First day on which repair may be applied for.")]
    cite: str


# A member named ``list`` hides the builtin from the annotations after it: these are named here.
Effects = list[Effect]
Remedies = list[Remedy]


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A listing in force."""

    entry: int
    list: str
    title: Bilingual
    colour: str
    effect: str
    authority: Bilingual
    source: str
    sanction: str
    document: str
    ground: str
    ground_cite: str
    since: date | None
    until: Annotated[date | None, Meta(description="First day no longer in force; null: see review_by.")]
    review_by: date | None
    objection_open: Annotated[bool, Meta(description="An objection, reconsideration or suit is open.")]
    follows: Effects
    remedies: Remedies
    repair: Repair


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """A neutral status (accredited, licensed, recognised) as its own body certifies it."""

    entry: int
    list: str
    title: Bilingual
    authority: Bilingual
    document: str
    since: date | None
    until: Annotated[date | None, Meta(description="First day no longer in force; null: see review_by.")]
    review_by: date | None


class RecordField(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a record as people read it."""

    key: str
    title: Bilingual
    value: Bilingual


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A record within its time of publication."""

    entry: int
    category: Bilingual
    title: Bilingual
    authority: Bilingual
    document: str
    decided_on: date
    publish_from: date
    publish_until: Annotated[date | None, Meta(description="First day no longer published.")]
    corrected: bool
    content: list[RecordField]


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A succession or dissolution: for information, neither listings nor records pass over with it (Article 10)."""

    relation: Annotated[str, Meta(description="succeeded-by, successor-of or dissolved.")]
    how: Annotated[str, Meta(description="merger, absorption, division or conversion; empty for a dissolution.")]
    since: date
    document: str
    code: Annotated[str, Meta(description="The other organisation; empty where it is protected as a person is.")]
    name: str
    entry: int
    told: Bilingual


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as the public may see it today."""

    as_of: date
    code: str
    name: str
    subject_kind: str
    region: str
    registered_on: date | None
    status: str
    entry: int
    checkpoint_size: int
    edition: str
    synthetic: bool
    became: Annotated[list[Turn], Meta(description="Who took its place or whose it took; when it was dissolved.")]
    listings: list[Listing]
    records: list[Record]
    statuses: Annotated[list[Status], Meta(description="Neutral: without effect on anything.")]


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The newest signed checkpoint."""

    size: int
    root: Annotated[str, Meta(description="Root hash, base64.")]
    articles: Annotated[str, Meta(description="Digest of the Articles, SHA-256, hex.")]
    edition: str
    note: Annotated[str, Meta(description="The signed note (C2SP tlog-checkpoint).")]


def both(text: object) -> Bilingual:
    """A bilingual value of ours for the wire."""
    return Bilingual(str(getattr(text, "zh", "")), str(getattr(text, "en", "")))


def organisation(view: OrganisationView, edition: str, synthetic: bool) -> Organisation:
    """The public view for the wire."""
    return Organisation(
        as_of=view.today, code=view.code, name=view.name, subject_kind=view.subject_kind, region=view.region,
        registered_on=view.registered_on, status=view.status, entry=view.seq, checkpoint_size=view.checkpoint_size,
        edition=edition, synthetic=synthetic, became=[_turn(one) for one in view.turns],
        listings=[_listing(one) for one in view.listings],
        records=[_record(one) for one in view.records],
        statuses=[
            Status(entry=one.seq, list=one.list_id, title=both(one.title), authority=both(one.authority),
                   document=one.document, since=one.since, until=one.until, review_by=one.review_by)
            for one in view.statuses
        ],
    )


def _turn(turn: lineage.Turn) -> Turn:
    return Turn(
        relation=turn.relation, how=turn.how, since=turn.since, document=turn.document, code=turn.code, name=turn.name,
        entry=turn.seq, told=both(turn.told),
    )


def _listing(view: ListingView) -> Listing:
    return Listing(
        entry=view.seq, list=view.list_id, title=both(view.title), colour=view.colour, effect=view.effect,
        authority=both(view.authority), source=view.source, sanction=view.sanction, document=view.document,
        ground=view.ground.id if view.ground else "", ground_cite=view.ground.cite if view.ground else "",
        since=view.since, until=view.until, review_by=view.review_by, objection_open=view.objection,
        follows=[
            Effect(actions=[action for action, _ in row.actions], effect=row.effect, measure=row.measure,
                   title=both(row.measure_title), cite=row.cite, verified=row.verified)
            for row in view.follows
        ],
        remedies=[
            Remedy(
                remedy=one.id,
                title=both(one.title),
                cite=one.cite,
                until=one.until,
                runs=both(one.runs) if one.runs else None,
                decided_within=both(one.decided) if one.decided else None,
            )
            for one in view.remedies
        ],
        repair=Repair(allowed=view.repair.allowed, since=view.repair.from_day, cite=view.repair.cite),
    )


def _record(view: RecordView) -> Record:
    return Record(
        entry=view.seq, category=both(view.category), title=both(view.title), authority=both(view.authority),
        document=view.document, decided_on=view.decided_on, publish_from=view.publish_from,
        publish_until=view.publish_until, corrected=view.corrected,
        content=[RecordField(key=one.key, title=both(one.title), value=both(one.value)) for one in view.fields],
    )


def checkpoint(view: CheckpointView) -> Checkpoint:
    """The checkpoint for the wire."""
    return Checkpoint(size=view.size, root=view.root, articles=view.articles, edition=view.edition, note=view.note)
