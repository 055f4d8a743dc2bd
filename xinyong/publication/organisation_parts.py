"""What an organisation's public page is made of: its identity, records, listings, statuses and the ways to contest."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xinyong.errors import Text
from xinyong.law.model import Effect, Ground, Words
from xinyong.office.lineage import Turn


class Field(NamedTuple):
    """One field of a record as people read it."""

    key: str
    title: Text
    value: Text
    minor_units: int | None = None  # an amount of money in the register's currency


class RecordView(NamedTuple):
    """A record within its window of publication."""

    seq: int
    category: Text
    title: Text  # the form's name
    authority: Text
    document: str
    decided_on: date
    fields: list[Field]
    publish_from: date
    publish_until: date | None  # first day no longer shown; None: as long as its effect lasts
    corrected: bool
    sealed: bool


class Consequence(NamedTuple):
    """What follows from a listing by one measure, and for which actions."""

    actions: list[tuple[str, Words]]  # id and title
    effect: Effect
    measure: str
    measure_title: Words
    cite: str
    verified: bool
    note: Words | None
    territory: str  # division code outside which it binds nobody; empty = none
    reach: str  # before whom a mirrored sanction binds
    contested: bool  # courts or scholars differ on that reach


class RemedyView(NamedTuple):
    """One way to contest a listing; ``until`` is the last day, None as long as the listing lasts."""

    id: str
    title: Words
    until: date | None
    runs: Text | None  # where no day is fixed: within what time, and from when it runs
    passed: bool
    cite: str
    decided: Text | None  # within what time it is answered


class RepairView(NamedTuple):
    """The way back, or the bar to it."""

    allowed: bool
    from_day: date | None
    now: bool
    cite: str
    conditions: list[Words]
    decide_working_days: int | None


class ListingView(NamedTuple):
    """A listing in force, with everything that Article 8 promises its subject."""

    case: str
    seq: int
    list_id: str
    title: Words
    colour: str
    effect: Effect
    authority: Text
    source: str  # the sanctioning body of a mirrored listing, in the source's own words
    sanction: str
    territory: str
    document: str
    ground: Ground | None
    since: date | None
    until: date | None  # first day no longer in force
    review_by: date | None
    ends_on: list[Words]
    follows: list[Consequence]
    objection: bool
    remedies: list[RemedyView]
    repair: RepairView
    carries: Words | None  # the list whose listing it carries out, and with which it ends


class OrganisationView(NamedTuple):
    """The public page of an organisation on a day."""

    today: date
    code: str
    name: str
    subject_kind: str
    region: str
    registered_on: date | None
    status: str  # code of a registration's status
    status_title: Text
    basis: str
    protected: bool  # stands for one natural person: never browsed, indexed or passed around
    flags: list[Text]  # what was odd about the code, and no reason to refuse it
    seq: int
    turns: list[Turn]  # succession and dissolution: for information, nothing is inherited with them
    effect: Effect | None  # the gravest that follows from any listing; None when none is in force
    objection: bool
    listings: list[ListingView]  # adverse and honours
    records: list[RecordView]
    checkpoint_size: int
    statuses: list[ListingView]  # neutral: without effect on anything

    @property
    def counted(self) -> int:
        """The lists that the standing's line counts: adverse ones, honours where there are none."""
        return sum(listing.colour == "black" for listing in self.listings) or len(self.listings)
