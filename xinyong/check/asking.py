"""The one question: is this subject restricted, or favoured, for this action, now?

Today's question is answered from the index alone. A question about another day, or about what was
known then, is history: it is for the subject, the deciding authority, courts and auditors
(Article 14), is answered from the cases themselves, and says so.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from xinyong.check.index import CheckIndex
from xinyong.check.verdict import Hit, Reason, Remedy, Turn, Verdict, Words, judge, rules_of
from xinyong.errors import BadInput, OperatorError, Text
from xinyong.journal.port import Reading
from xinyong.law.articles import refused
from xinyong.law.compile import Rule, all_rules, verdict_table
from xinyong.law.force import on
from xinyong.law.model import ListVersion, Rulebook
from xinyong.law.remedies import runs
from xinyong.office import Home, Office
from xinyong.office.clock import day_of
from xinyong.office.lineage import NOT_INHERITED, turns
from xinyong.register.casefile import CaseState, fold
from xinyong.register.entries import Entry
from xinyong.register.retention import relief_on
from xinyong.register.standing import Exemption, Standing, source_of, state_on
from xinyong.subjects import identifiers

_NOT_COVERED = Words(
    "登记册没有该主体的资料：只能说明本登记册未见限制。",
    "The register holds nothing on this subject: it is clear only of what this register holds.",
)
_REGIONAL = Words(
    "地方名单仅在其地域内有约束力；未说明办理地点，故仅作提示。",
    "A regional list binds in its territory alone; the place was not said, so it only informs here.",
)
_HISTORY = Words(
    "历史问题：答案仅供主体本人、决定机关、法院和审计使用（第14条）。",
    "History: the answer is for the subject, the deciding authority, courts and auditors alone (Article 14).",
)
_TO_COME = Words(
    "将来之日：按今日所载及今日可知的法律回答，其间的决定会改变它。",
    "A day to come: answered from what stands and the law known today; decisions until then will change it.",
)
_NO_BEGINNING = Words(
    "来源未载明开始日期：终止日期之前的日子均按在册回答，是否已经开始须向来源核实。",
    "The source states no beginning: every day before the end is answered as listed; "
    "whether it had begun, ask the source.",
)
_SUSPENDED = Words(
    "有一项列入已暂停执行，目前对该事项没有效力。",
    "A listing that would touch this action is suspended and has no effect now.",
)
_MIRROR = Words("来源未载明终止日期。", "No end is stated by the source.")


def check(
    office: Office,
    code: str,
    action: str,
    purpose: str,
    at: date | None = None,
    known: date | None = None,
    *,
    place: str = "",
    history: bool = False,
) -> Verdict:
    """Answer for an organisation's public code.

    ``at``: about which day (today; a day to come is answered from what stands today); ``known``: as was
    recorded by the end of which day; ``place``: where the action is to be done (division code), which confines
    regional lists. Raises ``BadInput`` for a code, action or purpose that cannot be read, ``Refused`` (Article 14)
    for a question about the past without ``history``.
    """
    whole(office)
    today = office.today()
    day = at or today
    rulebook = office.rulebook
    reading = identifiers.get(rulebook.manifest.organisation_identifier).read(code)
    _known_action(rulebook, action)
    if not purpose.strip():
        raise BadInput(
            Text("须说明查询目的。", "A purpose must be stated."), field="purpose",
            todo=Text("写明为何查询。", "Say why you ask."),
        )
    if known is not None and known > today:
        raise BadInput(Text("将来的所知尚不存在。", "What will be known cannot be asked."), field="known")
    asks_past = day < today or (known is not None and known < today)
    if asks_past and not history:
        raise refused(
            14,
            Text("过去的状态不对外提供。", "What stood in the past is not answered here."), field="at",
            todo=Text("查询今天的状态。", "Ask about today."),
        )
    if asks_past:
        listings = _as_known(office, reading.code, day, known or today)
    else:
        index = index_of(office)
        index.follow(office.store, office.clock())
        listings = index.look_up(reading.code).listings
    return _verdict(office, reading.code, action, day, known, listings, place, asks_past)


def _verdict(
    office: Office, code: str, action: str, day: date, known: date | None, listings: list[Standing], place: str,
    asks_past: bool,
) -> Verdict:
    rulebook = office.rulebook
    table = table_of(rulebook, day)
    with office.store.reading() as reading:
        size, sealed = reading.size(), reading.sealed_size()
        found = reading.rows("organisation", limit=1, code=code)
        became = _became(reading, found[0]["subject"], day, known, office.zone) if found else []
    outcome, hits = judge(listings, table, action, day, None if asks_past else sealed, place)
    as_of = office.clock()
    limits = [_HISTORY] if asks_past else []
    if day > office.today():
        limits.append(_TO_COME)
    if not found:
        limits.append(_NOT_COVERED)
    if asks_past and any(hit.standing.since is None for hit in hits):
        limits.append(_NO_BEGINNING)
    if not place and any(hit.rule.territory for hit in hits):
        limits.append(_REGIONAL)
    if any(turn.how for turn in became):
        limits.append(Words(NOT_INHERITED.zh, NOT_INHERITED.en))
    if _suspended(listings, table, action, day):
        limits.append(_SUSPENDED)
    return Verdict(
        verdict=outcome, code=code, action=action, at=day,
        reasons=[_reason(rulebook, hit, day, source_of(hit.standing, listings)) for hit in hits],
        as_of=as_of, entries=size, sealed=sealed, edition=office.edition_digest(), known=known,
        not_covered=not found, history=asks_past, limits=limits, became=became,
    )


def _became(reading: Reading, subject: str, day: date, known: date | None, zone: ZoneInfo) -> list[Turn]:
    """Successions and dissolution by the day asked about, as far as they were recorded by the day of what was known."""
    return [
        Turn(turn.relation, turn.since, turn.seq, Words(turn.told.zh, turn.told.en), turn.how, turn.code)
        for turn in turns(reading, subject)
        if turn.since <= day and (known is None or day_of(reading.entry(turn.seq).recorded_at, zone) <= known)
    ]


def _suspended(listings: list[Standing], table: dict[str, list[Rule]], action: str, day: date) -> bool:
    """Whether a listing that touches the action stands without effect: flagged on the answer (Article 8)."""
    return any(
        state_on(each, day, None, listings) == "suspended"
        and any(rule.action == action for rule in rules_of(table, each, listings))
        for each in listings
    )


def _reason(rulebook: Rulebook, hit: Hit, day: date, source: Standing | None) -> Reason:
    standing, rule, effect = hit
    contested = [each.objection or each.contested for each in (standing, source) if each is not None]
    ends = [each.until for each in (standing, source) if each is not None and each.until is not None]
    listing = rulebook.lists[standing.list]
    version = on(rulebook, day).list(standing.list)
    assert version is not None, "a rule of the day's table comes from a version in force that day"
    measure = rulebook.measures[rule.measure]
    end_stated = bool(ends)
    note = None if end_stated or listing.kind != "mirrored" else _MIRROR
    return Reason(
        list=standing.list, title=Words(listing.title.zh, listing.title.en), authority=standing.authority,
        entry=standing.seq, case=standing.case, measure=rule.measure,
        measure_title=Words(measure.title.zh, measure.title.en), effect=effect, cites=_cites(version, rule),
        since=standing.since, until=min(ends, default=None), review_by=standing.review_by, end_stated=end_stated,
        objection_open=any(contested), verified=rule.verified and version.verified,
        sources=list(dict.fromkeys([rule.source, version.source])),
        contest=[
            Remedy(
                remedy=r.id, title=Words(r.title.zh, r.title.en), cite=r.cite, within_days=r.within_days,
                within_months=r.within_months,
                runs=Words(*runs(r)),
            )
            for r in version.remedies
        ],
        reach=rule.reach, contested=rule.contested, note=note, source=source.list if source else "",
        source_case=source.case if source else "",
    )


def _cites(version: ListVersion, rule: Rule) -> list[str]:
    return list(dict.fromkeys([rule.cite, version.cite]))


def _as_known(office: Office, code: str, day: date, known: date) -> list[Standing]:
    """The subject's listings as the entries recorded by the end of ``known`` make them for ``day``.

    A suspension and an ending that was revoked hold for their own days: as things stood at the end of ``day``.
    """
    with office.store.reading() as reading:
        organisation = reading.rows("organisation", limit=1, code=code)
    return _of_subject(office, organisation[0]["subject"], day, known) if organisation else []


def reasons_on(office: Office, subject: str, action: str, day: date, known: date | None = None) -> list[Reason]:
    """What touches an action of a subject (its random id) on a day, as history: for the deciding authority's own view.

    No question of anybody else is answered by it: it knows no asker, keeps no log and finds nobody.
    """
    rulebook = office.rulebook
    listings = _of_subject(office, subject, day, known or office.today())
    hits = judge(listings, table_of(rulebook, day), action, day, None)[1]
    return [_reason(rulebook, hit, day, source_of(hit.standing, listings)) for hit in hits]


def _of_subject(office: Office, subject: str, day: date, known: date) -> list[Standing]:
    zone = office.zone
    listings: list[Standing] = []
    with office.store.reading() as reading:
        for row in reading.rows("casefile", subject=subject):
            seqs = [each["seq"] for each in reading.rows("case_entry", order="seq", id=row["id"])]
            entries = [entry for entry in map(reading.entry, seqs) if day_of(entry.recorded_at, zone) <= known]
            begun = next((e for e in entries if e.kind in _BEGUN), None)
            if begun is None:
                continue
            by_then = [entry for entry in entries if day_of(entry.recorded_at, zone) <= day]
            restored = max((e.seq for e in by_then if e.kind == "listing.restored/1"), default=0)
            listings.append(_standing(_folded(entries), _folded(by_then), begun.seq, restored))
    return listings


_BEGUN = ("listing.approved/1", "listing.mirrored/1", "listing.legacy-taken/1", "status.filed/1")


def _folded(entries: list[Entry]) -> CaseState:
    return fold((e.event, e.authority, e.officer) for e in entries if e.event is not None)


def _standing(state: CaseState, then: CaseState, seq: int, restored: int) -> Standing:
    """``state``: with all that was known; ``then``: as it stood at the end of the day asked about."""
    assert state.begun is not None
    ended = then.ended or state.ended
    return Standing(
        state.subject, state.list, state.case, state.authority, state.begun.since, state.until, state.review_by,
        ended.ended_on if ended else None, state.objection is not None,
        state.mirrored.variant if state.mirrored else "", seq, then.suspended is not None,
        state.contest is not None, 0, relief_on(then),
        tuple(Exemption(e.action, e.since, e.until) for e in state.exemptions), state.source, restored,
        1 if then.lost is not None else 0,
    )


def _known_action(rulebook: Rulebook, action: str) -> None:
    if action not in rulebook.actions:
        names = ", ".join(sorted(rulebook.actions))
        raise BadInput(
            Text(f"没有“{action}”这一事项。", f"There is no action “{action}”."), field="action",
            todo=Text(f"可查事项：{names}", f"Actions: {names}"),
        )


_tables: dict[tuple[str, date], dict[str, list[Rule]]] = {}
_rules: dict[str, list[Rule]] = {}  # by edition: every rule of every time
_indexes: dict[str, CheckIndex] = {}


def table_of(rulebook: Rulebook, day: date) -> dict[str, list[Rule]]:
    """The compiled table of a day, kept: compiling reads law, answering must not."""
    key = (rulebook.digest, day)
    if key not in _tables:
        if len(_tables) > 64:
            _tables.clear()
        if rulebook.digest not in _rules:
            _rules[rulebook.digest] = list(all_rules(rulebook))
        _tables[key] = verdict_table(rulebook, day, _rules[rulebook.digest])
    return _tables[key]


def whole(office: Office) -> None:
    """A register restored from an older copy may hold as standing what has ended since: it tells nobody restricted."""
    if office.store.behind:
        raise OperatorError(
            Text("登记册恢复后缺少已确认的条目，补齐前不答复查询。",
                 "The restored register lacks acknowledged entries; it answers no check until they are supplied."),
            code="register-behind", article=14,
            todo=Text("补交缺失的条目（xinyong restore --tail）。", "Supply the missing entries (xinyong restore --tail)."),
        )


def close_index(folder: Path) -> None:
    """Close the check index of the register in ``folder``, so that it can be moved, removed or opened by a child."""
    index = _indexes.pop(str(Home(folder).index), None)
    if index is not None:
        index.close()


def index_of(office: Office) -> CheckIndex:
    """One LMDB environment a folder and process: opening it twice in one process is forbidden."""
    folder = str(office.home.index)
    if folder not in _indexes:
        _indexes[folder] = CheckIndex(office.home.index)
    return _indexes[folder]
