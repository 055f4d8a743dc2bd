"""A small law made for tests: one list of each shape that a list can have.

It is made in code so that a test can also bend it into something that the loader would refuse
(``test_articles``); ``test_book`` shows that as it stands the loader's own rules take it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from xinyong.law.loading import digest_of
from xinyong.law.model import (
    Action,
    AppliedMeasure,
    Authority,
    CarriedList,
    Category,
    CreditList,
    Ending,
    Extension,
    Fact,
    Ground,
    Instrument,
    ListVersion,
    Mandate,
    Manifest,
    Measure,
    MeasureVersion,
    Notice,
    PublicationWindow,
    Remedy,
    Repair,
    Revocation,
    Rulebook,
    Sanction,
    Term,
    Words,
)

OLD, NEW = date(2010, 1, 1), date(2021, 9, 1)
SURE: dict[str, Any] = {"verified": True, "source": "T"}


def words(text: str) -> Words:
    """The same made-up title in both languages."""
    return Words(zh=f"试验{text}", en=f"test {text}")


def _instrument(id: str, rank: Any, since: date = OLD, until: date | None = None, territory: str = "") -> Instrument:
    return Instrument(id=id, title=words(id), rank=rank, issuer=words("issuer"), since=since, until=until,
                      territory=territory, **SURE)


def _category(id: str, number: int, gravity: Any = "suitable", publicity: Any = "public") -> Category:
    return Category(id=id, number=number, title=words(id), cite="act#1", since=OLD, gravity=gravity,
                    publicity_organisation=publicity, publicity_person="none", retention_months=36, **SURE)


def _mandate(power: Any, scope: str, since: date = OLD, until: date | None = None) -> Mandate:
    return Mandate(power=power, scope=scope, cite="act#2", since=since, until=until, **SURE)


def _authority(id: str, kind: Any, *mandates: Mandate) -> Authority:
    return Authority(id=id, title=words(id), kind=kind, mandates=list(mandates))


def _ending(id: Any, **given: Any) -> Ending:
    return Ending(id=id, title=words(id), cite="act#8", within_working_days=3, **given, **SURE)


def _applied(effect: Any, *actions: str, measure: str = "entry") -> AppliedMeasure:
    return AppliedMeasure(measure=measure, cite="act#9", effect=effect, actions=list(actions), **SURE)


def _ground(id: str, flag: str, term: Term | None = None, **given: Any) -> Ground:
    return Ground(id=id, title=words(id), cite="act#5", when={"flag": flag}, term=term, **given, **SURE)


def term(**length: int) -> Term:
    """A term under the act."""
    return Term(cite="act#7", **length, **SURE)


def version(since: date = OLD, until: date | None = None, **given: Any) -> ListVersion:
    """A whole decided list's law; ``given`` replaces parts of it."""
    parts: dict[str, Any] = {
        "since": since, "until": until, "cite": "act#4", "permitted_field": "market-and-social-order",
        "subjects": ["enterprise", "sole-trader"], "managers": ["market", "tax"],
        "facts": [Fact(id=id, type="flag", title=words(id)) for id in ("broke", "small", "forced")],
        "grounds": [_ground("breach", "broke"), _ground("minor", "small", term(days=45))],
        "excluded": [_ground("force-majeure", "forced")],
        "notice": Notice(cite="act#6", answer_days=5, working_days=True, hearing=True, form=words("notice"),
                         **SURE),
        "term": term(months=36), "endings": [_ending("repaired"), _ending("annulled"), _ending("performed")],
        "repair": Repair(cite="act#10", after_months=12, **SURE),
        "remedies": [
            Remedy(id="objection", cite="act#11", title=words("objection"), within_days=30, decide_working_days=20,
                   **SURE),
            Remedy(id="litigation", cite="act#12", title=words("suit"), within_months=6, **SURE),
        ],
        "measures": [_applied("prohibited", "procurement.bid")],
        "published": True, "publication_cite": "act#13", "retention_months": 24,
        "extensions": [Extension(id="grave", title=words("grave"), cite="act#14", least_months=6, most_months=24,
                                 grounds=["breach"], conditions=[words("grave")], **SURE)],
        "repair_revocable": Revocation(cite="act#16", **SURE),
    }
    return ListVersion(**{**parts, **given}, **SURE)


def _list(id: str, *versions: ListVersion, kind: Any = "decided", territory: str = "") -> CreditList:
    colour: Any = {"red": "red", "status": "neutral"}.get(kind, "black")
    return CreditList(id=id, title=words(id), kind=kind, colour=colour, category="lists",
                      territory=territory, versions=list(versions))


def _sanction(id: str, wording: str, effect: Any) -> Sanction:
    return Sanction(
        id=id, title=words(id), wordings=[wording], cite="act#20", reach="nationwide", effect=effect, **SURE
    )


def _lists() -> list[CreditList]:
    mirrored: dict[str, Any] = {
        "grounds": [], "excluded": [], "facts": [], "extensions": [], "managers": ["audit", "market"], "notice": None,
        "term": term(review_months=12),
        "endings": [_ending("source-ended"), _ending("annulled")],
        "repair": Repair(cite="act#10", after_months=12, leads_to="source-ended", **SURE),
        "repair_revocable": msgspec.UNSET,
    }
    soon = Repair(cite="act#10", after_months=6, **SURE)
    calendar_days = Notice(cite="act#6", answer_days=10, working_days=False, form=words("notice"), **SURE)
    return [
        _list("fixed", version()),
        _list("milder", version(until=NEW, term=term(months=60)), version(NEW, term=term(months=12), repair=soon)),
        _list("harsher", version(until=NEW, term=term(months=12), repair=soon), version(NEW, term=term(months=60))),
        _list("narrower", version(until=NEW), version(NEW, grounds=[_ground("minor", "small")])),
        _list("open", version(
            term=term(review_months=24), notice=calendar_days, endings=[_ending("performed"), _ending("annulled")],
            repair=Repair(cite="act#10", allowed=False, **SURE),
            measures=[_applied("conditional", "procurement.bid")])),
        _list("abolished", version(until=date(2026, 12, 1))),
        _list("regional", version(), territory="9801"),
        _list("suspended", version(
            **mirrored, sanctions=[_sanction("ban", "Ban", "prohibited"), _sanction("warning", "Warning", "advisory")]),
            kind="mirrored"),
        _list("carrying", version(
            carries=[CarriedList(list=source, ground="breach", cite="act#17", **SURE) for source in ("fixed", "open")],
            grounds=[_ground("breach", "broke")], term=term(months=12), repair=soon,
            endings=[_ending("source-ended"), _ending("annulled"), _ending("performed"), _ending("repaired")],
            measures=[_applied("prohibited", "bond.issue", measure="issue")]), kind="carried"),
        _list("praised", version(
            permitted_field="honour", measures=[_applied("favoured", "award.apply", measure="praise")], notice=None,
            grounds=[_ground("breach", "broke"), _ground("minor", "small", outranks=["breach"])],
            endings=[_ending("annulled"), _ending("corrected"), _ending("source-ended"), _ending("regraded"),
                     _ending("black-listed", by=["fixed", "open"])],
            repair=Repair(cite="act#10", **SURE), extensions=[]), kind="red"),
        _list("certified", version(
            permitted_field="status", measures=[], notice=None, grounds=[], excluded=[], facts=[], extensions=[],
            endings=[_ending("source-ended"), _ending("annulled")], repair=Repair(cite="act#10", **SURE)),
            kind="status"),
    ]  # fmt: skip


def _national(id: str, number: int, group: Any, effect: Any, action: str, **reward: Any) -> Measure:
    return Measure(id=id, number=number, group=group, title=words(id), implementers=[words("office")], versions=[
        MeasureVersion(since=OLD, cite="act#9", least_rank="law", effect=effect, actions=[action], **SURE)], **reward)


def _window(id: str, months: int, *applies: str) -> PublicationWindow:
    return PublicationWindow(id=id, title=words(id), since=OLD, cite="act#15", clock="decided", least_months=0,
                             most_months=months, applies=list(applies), **SURE)


def make_book(label: str = "2026-01", **replaced: Any) -> Rulebook:
    """The law of the tests; ``replaced`` replaces whole parts. Its digest is right whatever it holds."""
    lists = _lists()
    instruments = [
        _instrument("act", "law"), _instrument("paper", "draft"), _instrument("repealed", "rule", until=NEW),
        _instrument("city-rules", "regional-regulation", territory="9801"),
    ]
    authorities = [
        _authority("market", "market", _mandate("register", "registration"), _mandate("file", "acts"),
                   _mandate("file", "serious"), _mandate("adopt", "test"),
                   *(_mandate("list", each.id) for each in lists)),
        _authority("tax", "tax", _mandate("file", "acts"), _mandate("list", "fixed", until=date(2020, 1, 1))),
        _authority("source", "audit", _mandate("mirror", "suspended")),
    ]
    book = Rulebook(
        manifest=Manifest(
            id="test", title=words("law"), edition=label, country="CN", timezone="Asia/Shanghai", calendar="cn",
            organisation_identifier="uscc", forms=["registration", "penalty"], currency="CNY",
        ),
        instruments={each.id: each for each in instruments},
        authorities={each.id: each for each in authorities},
        categories={each.id: [each] for each in (
            _category("registration", 1), _category("acts", 2), _category("serious", 3, gravity="serious-only"),
            _category("inner", 4, publicity="shared"), _category("lists", 5))},
        actions={id: Action(id=id, title=words(id), subjects=["enterprise"])
                 for id in ("procurement.bid", "award.apply", "bond.issue")},
        measures={each.id: each for each in (
            _national("entry", 1, "cut-rights", "prohibited", "procurement.bid"),
            _national("issue", 3, "cut-rights", "prohibited", "bond.issue"),
            _national("praise", 2, "incentive", "favoured", "award.apply", reward="less-paperwork"))},
        publication=[_window("fines", 12, "fine"), _window("stops", 36, "production-stopped"),
                     _window("warnings", 0, "warning")],
        lists={each.id: each for each in lists},
        digest="",
    )  # fmt: skip
    book = msgspec.structs.replace(book, **replaced)
    return msgspec.structs.replace(book, digest=digest_of(book))


def bent(listing: str, **given: Any) -> Rulebook:
    """The law of the tests with one list's newest version changed, lawful or not."""
    book = make_book()
    found = book.lists[listing]
    versions = [*found.versions[:-1], msgspec.structs.replace(found.versions[-1], **given)]
    return make_book(lists={**book.lists, listing: msgspec.structs.replace(found, versions=versions)})
