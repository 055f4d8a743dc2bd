"""The law as typed values: what a rulebook may say, and nothing else.

A rulebook is a folder of YAML files decoded strictly into these types (``law.loading``). Every
thing that changes over time carries ``versions``: each version states the *whole* rule for the
days ``since <= day < until``, so that the law in force on a day is a choice of versions
and never a merge. Each version says where it comes from (``cite``), whether that was verified,
and from which source. Nothing here knows a file, a clock or a country.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec

from xinyong.law.asking import Asking, RelyingParty
from xinyong.law.memoranda import Memoranda
from xinyong.law.model_base import Model as Model
from xinyong.law.model_base import Sourced as Sourced
from xinyong.law.model_base import Words as Words
from xinyong.law.overlays import Overlays
from xinyong.law.vocabulary import GROUNDING as GROUNDING
from xinyong.law.vocabulary import Effect as Effect
from xinyong.law.vocabulary import EndingId as EndingId
from xinyong.law.vocabulary import FactType as FactType
from xinyong.law.vocabulary import Rank as Rank
from xinyong.law.vocabulary import Reward as Reward
from xinyong.law.vocabulary import SubjectKind as SubjectKind


class Instrument(Sourced, frozen=True, kw_only=True):
    """One legal instrument: a law, regulation, rule, judicial interpretation, policy or draft."""

    id: str
    title: Words
    rank: Rank
    number: str = ""  # e.g. 国家市场监督管理总局令第44号
    issuer: Words
    issued: date | None = None
    since: date  # in force from
    until: date | None = None  # first day no longer in force
    territory: str = ""  # division-code prefix where it binds; empty = the whole country
    repealed_by: str = ""
    text_digest: str = ""  # sha256 of the text that was read, when it was
    note: Words | None = None


class Category(Sourced, frozen=True, kw_only=True):
    """One category of the directory of public credit information, or a rule of exclusion."""

    id: str
    number: int
    title: Words
    cite: str
    since: date
    until: date | None = None
    gravity: Literal["suitable", "serious-only"] = "suitable"
    publicity_organisation: Literal["public", "shared", "authorised", "none"]
    publicity_person: Literal["shared", "authorised", "none"]
    retention_months: int  # from the end of the conduct or of the effect
    note: Words | None = None


class Action(Model, frozen=True, kw_only=True):
    """Something a subject may want to do that a measure may touch, e.g. ``procurement.bid``."""

    id: str  # dotted, lower case
    title: Words
    subjects: list[SubjectKind]


class MeasureVersion(Sourced, frozen=True, kw_only=True):
    """A measure of the national list as it stood in a period."""

    since: date
    until: date | None = None
    cite: str
    least_rank: Rank  # no instrument of a lower rank can ground its use by a list
    effect: Effect
    actions: list[str]
    note: Words | None = None


class Measure(Model, frozen=True, kw_only=True):
    """One item of the national list of measures (全国失信惩戒措施基础清单), or an incentive."""

    id: str
    number: int
    group: Literal["cut-rights", "management", "own-accord", "incentive"]
    title: Words
    implementers: list[Words]
    versions: list[MeasureVersion]
    reward: Reward | msgspec.UnsetType = msgspec.UNSET  # of an incentive: its class
    by_order: bool | msgspec.UnsetType = msgspec.UNSET  # takes an order of its own in each case; no list yields it


class Mandate(Sourced, frozen=True, kw_only=True):
    """What an authority may do, under which instrument. ``scope``: a category id, a list id or ``*``;
    of ``adopt`` (sign editions of the rulebook) the rulebook's own id; of ``ask`` (about a person) an action."""

    power: Literal["register", "file", "list", "mirror", "adopt", "ask"]
    scope: str
    cite: str
    since: date
    until: date | None = None


class Authority(Model, frozen=True, kw_only=True):
    """A body known to the rulebook, with the mandates that the law gives it."""

    id: str
    title: Words
    kind: Literal["court", "tax", "market", "ministry", "customs", "finance", "labour", "statistics",
                  "transport", "planning", "audit", "civil-affairs", "city", "other"]
    territory: str = ""
    mandates: list[Mandate] = []
    attested: bool = False  # its files are taken only with a source attestation signed by its officer
    party: RelyingParty | msgspec.UnsetType = msgspec.UNSET  # as which it may be a relying party (``law.asking``)


class KindMark(Sourced, frozen=True, kw_only=True):
    """Where it was read that this kind belongs to the window, when that is not where the periods were."""

    kind: str


class PublicationWindow(Sourced, frozen=True, kw_only=True):
    """How long a class of adverse information may be published, in a period."""

    id: str
    title: Words
    since: date
    until: date | None = None
    cite: str
    clock: Literal["decided", "published", "listed"]
    least_months: int
    most_months: int
    applies: list[str]  # penalty kinds or list ids
    note: Words | None = None
    kind_marks: list[KindMark] | msgspec.UnsetType = msgspec.UNSET


class Fact(Model, frozen=True, kw_only=True):
    """A fact that a list's grounds may ask for. Persons have no ``count`` but of the same list (SAFEGUARDS)."""

    id: str
    type: FactType
    title: Words
    options: list[str] = []  # closed vocabulary of a ``code`` fact
    option_titles: dict[str, Words] = {}  # what each option means, for forms and decision documents
    document: bool = True  # must cite a document
    bearing: Literal["", "money-owed", "age", "prior-decisions"] = ""
    """What a number about a person is. On a list that can name persons a number is refused unless it
    is money owed, an age, or the count of prior decisions of the same list (SAFEGUARDS, Editions)."""


class Ground(Sourced, frozen=True, kw_only=True):
    """One ground for listing: a criterion over facts, with the article that states it."""

    id: str
    title: Words
    cite: str
    when: dict[str, Any]  # the criterion tree; compiled by law.criteria
    term: Term | None = None  # where the law gives this ground a term of its own; else the version's
    succeeds: list[str] = []  # grounds of the version before that it takes over under another id
    note: Words | None = None
    outranks: list[str] | msgspec.UnsetType = msgspec.UNSET  # grades of the same honour whose place this one takes


class Notice(Sourced, frozen=True, kw_only=True):
    """Notice before the decision: how long the subject may answer."""

    cite: str
    answer_days: int
    working_days: bool
    hearing: bool = False
    form: Words  # what the notice must tell
    # Unset where the law says nothing: then the register's own rules (``register.casefile``) give the time.
    decide_within_days: int | msgspec.UnsetType = msgspec.UNSET  # calendar days from service to the approval
    hearing_notice_days: int | msgspec.UnsetType = msgspec.UNSET  # calendar days between invitation and hearing
    warning: bool | msgspec.UnsetType = msgspec.UNSET  # given in an earlier document: a court's enforcement notice


class Term(Sourced, frozen=True, kw_only=True):
    """How long a listing lasts. Exactly one of ``months``, ``days`` or ``review_months`` is given.

    ``months``, ``days``: it ends by the clock. ``review_months``: it ends on an ending event, and lapses
    unless renewed by decision at each dated review (Article 7).
    """

    cite: str
    months: int | None = None
    days: int | None = None  # calendar days, where the law counts so
    review_months: int | None = None


class Ending(Sourced, frozen=True, kw_only=True):
    """An event that ends the listing, and within how many working days it must be carried out."""

    id: EndingId
    title: Words
    cite: str
    within_working_days: int | None = None
    by: list[str] | msgspec.UnsetType = msgspec.UNSET  # of ``black-listed``: by which lists


class Repair(Sourced, frozen=True, kw_only=True):
    """The way back by repair; ``allowed: false`` shows the bar and its law (Article 8).

    ``leads_to``: the ending that a repair brings about where the list's law calls it something else, as
    removal from a list of abnormal operations once the duty is done.
    """

    cite: str
    allowed: bool = True
    after_months: int = 0
    decide_working_days: int | None = None
    conditions: list[Words] = []
    leads_to: EndingId | msgspec.UnsetType = msgspec.UNSET

    @property
    def ending(self) -> EndingId:
        """The ending that a granted repair brings about."""
        return "repaired" if isinstance(self.leads_to, msgspec.UnsetType) else self.leads_to


class Revocation(Sourced, frozen=True, kw_only=True):
    """The article that revokes a repair got by falsehood and restores the listing, to the end that it had."""

    cite: str


class Extension(Sourced, frozen=True, kw_only=True):
    """A longer term that the list's law allows by a decision of its own, once, before the end."""

    id: str
    title: Words
    cite: str
    least_months: int
    most_months: int
    grounds: list[str] = []  # for listings on these grounds alone; empty = on any
    conditions: list[Words]


class Remedy(Sourced, frozen=True, kw_only=True):
    """Objection, reconsideration or suit: where, until when, decided by when."""

    id: Literal["objection", "reconsideration", "litigation"]
    cite: str
    title: Words
    within_days: int | None = None  # calendar days from service; neither given = as long as it lasts
    within_months: int | None = None  # calendar months from service, where the law counts in months
    decide_working_days: int | None = None
    within_working_days: int | msgspec.UnsetType = msgspec.UNSET  # from service, where the law counts so
    decide_days: int | msgspec.UnsetType = msgspec.UNSET  # calendar days, where the law counts so
    name: Words | msgspec.UnsetType = msgspec.UNSET  # what the list's own law calls it, where not by the general name
    follows: Literal["objection", "reconsideration"] | msgspec.UnsetType = msgspec.UNSET
    """It is brought against the answer to that one, and counts from service of that answer; else of the decision."""


class AppliedMeasure(Sourced, frozen=True, kw_only=True):
    """A measure that this list's own law gives: the item of the national list and the actions touched."""

    measure: str
    cite: str
    effect: Effect
    actions: list[str]
    note: Words | None = None
    earlier_listings: str | msgspec.UnsetType = msgspec.UNSET
    """The article by which it reaches those listed before the law had it; else it binds later listings alone."""


class Sanction(Sourced, frozen=True, kw_only=True):
    """One kind of sanction of a mirrored list, as its source words it, and how far it reaches.

    ``effect`` caps what the list's measures say for this kind when nothing is known of the asker:
    a sanction that binds the sanctioning body alone is ``advisory`` or ``conditional`` elsewhere.
    """

    id: str
    title: Words
    wordings: list[str]  # the source's own strings, compared after folding of case and spaces
    cite: str
    reach: Literal["nationwide", "territory", "sanctioning-body", "named-body"]
    effect: Effect
    measures: list[str] = []  # measures of the version that follow from it; empty = all of them
    most_months: int | None = None  # the longest the instrument allows, when it says so
    contested: bool = False  # courts or scholars differ on the reach
    note: Words | None = None


class Example(Model, frozen=True, kw_only=True):
    """A law expert's worked example, run whenever the rulebook is loaded."""

    title: Words
    on: date
    facts: dict[str, Any]  # flag: bool; money (minor units), count, days: int; code: str; date: ISO date
    outcome: Literal["met", "not-met", "unknown"]
    ground: str = ""


class CarriedList(Sourced, frozen=True, kw_only=True):
    """A list that another one may carry out, and on which of that one's grounds."""

    list: str
    ground: str
    cite: str


class ListVersion(Sourced, frozen=True, kw_only=True):
    """The whole law of one list for a period."""

    since: date
    until: date | None = None
    cite: str
    permitted_field: Literal["health-and-life", "market-and-social-order", "legal-duty", "national-defence",
                             "status", "carrier", "honour", "contracting"]
    subjects: list[SubjectKind]
    managers: list[str]  # authority kinds that may decide
    least_age: int | None = None
    facts: list[Fact] = []
    grounds: list[Ground] = []
    excluded: list[Ground] = []  # when one is met the subject must not be listed
    notice: Notice | None = None
    term: Term
    endings: list[Ending]
    repair: Repair
    remedies: list[Remedy]
    measures: list[AppliedMeasure]
    sanctions: list[Sanction] = []  # of a mirrored list
    published: bool
    publication_cite: str = ""
    public_person_query: str = ""  # the article that allows the public to ask about a person, if any
    responsible_persons: str = ""  # the article that extends it to responsible persons, if any
    responsible_of: list[str] | msgspec.UnsetType = msgspec.UNSET  # other lists on which their organisation may stand
    responsible_end: str | msgspec.UnsetType = msgspec.UNSET  # the article by which theirs ends with the organisation's
    employer_told: str | msgspec.UnsetType = msgspec.UNSET  # the article by which a listed person's employer is told
    retention_months: int  # after the end
    examples: list[Example] = []
    note: Words | None = None
    # Unset, not empty, where nothing is stated: editions adopted before these were known keep their digest.
    extensions: list[Extension] | msgspec.UnsetType = msgspec.UNSET
    repair_revocable: Revocation | msgspec.UnsetType = msgspec.UNSET
    carries: list[CarriedList] | msgspec.UnsetType = msgspec.UNSET  # of a carried list: those it may carry out


class CreditList(Model, frozen=True, kw_only=True):
    """One legal list: decided here, mirrored from its source, carrying out another, a neutral status, a red list; or
    ``order``, which is no list of dishonesty: made case by case by the same procedure, it gives its own measure alone.
    """

    id: str
    title: Words
    kind: Literal["decided", "mirrored", "carried", "status", "red", "order"]
    colour: Literal["black", "red", "neutral"]
    category: str
    territory: str = ""
    versions: list[ListVersion]


class Manifest(Model, frozen=True, kw_only=True):
    """``rulebook.yaml``: the jurisdiction and the plug-ins it names."""

    id: str
    title: Words
    edition: str  # date-like label of this edition
    country: str
    timezone: str
    calendar: str  # a calendar of casework.calendars
    organisation_identifier: str  # a class of subjects.identifiers
    person_identifier: str = ""
    forms: list[str]  # forms of intake.forms
    languages: list[str] = msgspec.field(default_factory=lambda: ["zh", "en"])
    currency: str
    least_list_rank: Rank = "rule"


class Rulebook(Model, frozen=True, kw_only=True):
    """A whole jurisdiction: everything the law says, over all time."""

    manifest: Manifest
    instruments: dict[str, Instrument]
    authorities: dict[str, Authority]
    categories: dict[str, list[Category]]  # by id, one per edition of the directory
    actions: dict[str, Action]
    measures: dict[str, Measure]
    publication: list[PublicationWindow]
    lists: dict[str, CreditList]
    memoranda: Memoranda = msgspec.UNSET
    overlays: Overlays = msgspec.UNSET
    asking: Asking = msgspec.UNSET
    digest: str  # sha256 over the canonical form: the edition's identity
