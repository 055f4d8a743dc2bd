"""What the loader refuses in a list: whatever would let it be unlawful (Articles 1, 2, 3, 5, 7 to 10, 12).

``check`` raises ``Fault`` with the place inside the list's file; the worked examples run last.
"""

from __future__ import annotations

from xinyong.errors import Text
from xinyong.law.carrying import PROCEDURE, check_carried
from xinyong.law.criteria import compile_criterion
from xinyong.law.faults import Fault, Path
from xinyong.law.force import split_cite
from xinyong.law.model import CreditList, Fact, ListVersion, Notice, Rulebook
from xinyong.law.never_recorded import NEVER_FACTS, scan
from xinyong.law.rules_book import KINDS, binding, common, every_cite, rank_index, spans
from xinyong.law.rules_examples import check_example
from xinyong.law.rules_honours import check_honour
from xinyong.law.rules_measures import check_measure, check_sanctions
from xinyong.law.rules_orders import check_order
from xinyong.law.rules_way_back import check_way_back

GRAVE = ("health-and-life", "market-and-social-order", "legal-duty", "national-defence")
"""The permitted fields of serious lists (国办发〔2020〕49号, item 8)."""
_FIELDS: dict[str, tuple[str, ...]] = {
    "black": (*GRAVE, "carrier", "contracting"),
    "red": ("honour",),
    "neutral": ("status",),
}
LEAST_AGE = 18


def check_name(value: CreditList, stem: str) -> None:
    """A list is found by its file: ``stem`` is the file's name without extension."""
    if value.id != stem:
        raise Fault(
            ("id",),
            Text(f"名单标识 {value.id} 与文件名 {stem} 不同",
                 f"the list's id {value.id} is not its file's name, {stem}"),
            Text("改名使二者一致", "rename one of them"),
        )


def check(value: CreditList, book: Rulebook) -> None:
    """Everything about one list."""
    common(value)
    if value.category not in book.categories:
        raise Fault(
            ("category",),
            Text(f"未知类别：{value.category}", f"unknown category: {value.category}"),
            Text("写 categories 中的类别", "name a category of the directory"),
            article=2,
        )
    colour = {"red": "red", "status": "neutral"}.get(value.kind, value.colour)
    if colour != value.colour or (value.kind in PROCEDURE and colour != "black"):
        raise Fault(
            ("colour",),
            Text(f"{value.kind} 名单不能是 {value.colour}", f"a list of kind {value.kind} cannot be {value.colour}"),
            Text(
                "decided、carried、order 为 black，red 为 red，status 为 neutral",
                "decided, carried and order go with black, red with red, status with neutral",
            ),
        )
    if not value.versions:
        raise Fault(
            ("versions",), Text("没有任何版本", "no versions"), Text("至少写一个版本", "state at least one version")
        )
    spans(value.versions, ("versions",), gaps=False)
    for index, version in enumerate(value.versions):
        _version(value, version, book, ("versions", index))


def _version(value: CreditList, version: ListVersion, book: Rulebook, path: Path) -> None:
    _base(value, version, book, path)
    _fields(value, version, path)
    _people(value, version, book, path)
    _facts(version, path)
    _procedure(value, version, path)
    check_way_back(value, version, path)
    check_order(value, version, book, path)
    check_honour(value, version, book, path)
    for group in ("grounds", "excluded"):
        for index, ground in enumerate(getattr(version, group)):
            compile_criterion(
                ground.when,
                {fact.id: fact for fact in version.facts},
                cite=ground.cite,
                path=(*path, group, index, "when"),
                persons="person" in version.subjects,
            )
    for index, applied in enumerate(version.measures):
        check_measure(value, version, applied, book, (*path, "measures", index))
    check_sanctions(value, version, path)
    check_carried(value, version, book, path)
    for index, example in enumerate(version.examples):
        check_example(value, version, example, (*path, "examples", index))


# --- legality --------------------------------------------------------------------------------


def _base(value: CreditList, version: ListVersion, book: Rulebook, path: Path) -> None:
    """The rank and territory of what the version rests on; every citation inside it binds."""
    if not version.repair.allowed and not version.repair.cite:
        raise Fault(
            (*path, "repair", "cite"),
            Text("不得修复却没有写明其法律规定", "repair is not allowed, but no law that bars it is cited"),
            Text("引用禁止修复的规定，或允许修复", "cite the law that bars repair, or allow it"),
            article=8,
        )
    for here, cite in every_cite(version, path):
        if here[-3] == "sanctions":  # imposed elsewhere, perhaps under a law since repealed: it must have bound once
            span = book.instruments.get(split_cite(cite)[0])
            binding(
                cite, span if span and (version.until is None or span.since < version.until) else version, book, here
            )
            continue
        found = binding(cite, version, book, here)
        if found.territory and not value.territory.startswith(found.territory):
            raise Fault(
                here,
                Text(f"超出地域：{cite} 只在 {found.territory} 有效",
                     f"beyond its territory: {cite} binds in {found.territory} alone"),
                Text(
                    "把名单的 territory 限于该地域，或引用全国性文件",
                    "confine the list's territory to it, or cite a national instrument",
                ),
                article=12,
                instrument=cite,
            )
    rank = binding(version.cite, version, book, (*path, "cite")).rank
    if rank_index(rank) > rank_index(book.manifest.least_list_rank):
        raise Fault(
            (*path, "cite"),
            Text(
                f"名单的依据（{rank}）低于本规则集要求的 {book.manifest.least_list_rank}",
                f"the list rests on a {rank}, less than {book.manifest.least_list_rank}, the least rank for a list",
            ),
            Text("引用更高位阶的文件", "cite an instrument of that rank or above"),
            article=1,
            instrument=version.cite,
        )
    if value.territory and rank_index(rank) > rank_index("regional-regulation"):
        raise Fault(
            (*path, "cite"),
            Text(
                f"地方名单的依据（{rank}）低于地方性法规",
                f"a territorial list rests on a {rank}, less than a regional regulation",
            ),
            Text("引用地方性法规、行政法规或法律", "cite a regional regulation, a regulation or a law"),
            article=1,
            instrument=version.cite,
        )
    for name in ("publication_cite", "public_person_query", "responsible_persons", "responsible_end", "employer_told"):
        cite = getattr(version, name)
        if cite and isinstance(cite, str):
            binding(cite, version, book, (*path, name))


def _fields(value: CreditList, version: ListVersion, path: Path) -> None:
    allowed = _FIELDS[value.colour]
    if version.permitted_field not in allowed:
        raise Fault(
            (*path, "permitted_field"),
            Text(
                f"{value.colour} 名单不在允许的领域内：{version.permitted_field}",
                f"outside the permitted fields of a {value.colour} list: {version.permitted_field}",
            ),
            Text(f"允许的领域：{'、'.join(allowed)}", f"permitted are {', '.join(allowed)}"),
            article=2,
        )
    for index, kind in enumerate(version.managers):
        if kind not in KINDS:
            raise Fault(
                (*path, "managers", index),
                Text(f"未知机关类别：{kind}", f"unknown authority kind: {kind}"),
                Text(f"可用：{'、'.join(KINDS)}", f"known are {', '.join(KINDS)}"),
            )
    if not version.managers:
        raise Fault(
            (*path, "managers"),
            Text("没有写明主管机关", "no manager is named"),
            Text("写明可以决定的机关类别", "name the kinds of authority that may decide"),
            article=1,
        )


# --- people and facts ------------------------------------------------------------------------


def _people(value: CreditList, version: ListVersion, book: Rulebook, path: Path) -> None:
    if not version.subjects:
        raise Fault(
            (*path, "subjects"),
            Text("没有写明适用的主体", "no subjects are named"),
            Text("写明主体类别", "name the kinds of subject"),
            article=10,
        )
    if "person" not in version.subjects:
        return
    if version.least_age is None or version.least_age < LEAST_AGE:
        raise Fault(
            (*path, "least_age"),
            Text(
                f"可以列入自然人的名单须写 least_age，且不低于{LEAST_AGE}：未成年人一律不列入",
                f"a list that can name persons needs least_age of at least {LEAST_AGE}: minors never",
            ),
            Text(f"写 least_age: {LEAST_AGE}", f"write least_age: {LEAST_AGE}"),
            article=10,
        )
    for index, fact in enumerate(version.facts):
        good = {"money": ("money-owed",), "count": ("age", "prior-decisions"), "days": ()}.get(fact.type)
        if good is not None and fact.bearing not in good:
            raise Fault(
                (*path, "facts", index, "type"),
                Text(
                    f"关于自然人的数字事实只能是所欠款项、年龄、日期或同一名单的既往决定：{fact.id}",
                    "a number about a person may only be money owed, an age, a date or prior decisions of the same "
                    f"list: {fact.id}",
                ),
                Text(
                    "改为标志，或如实写 bearing: money-owed / age / prior-decisions",
                    "make it a flag, or state its bearing: money-owed, age or prior-decisions, if that is what it is",
                ),
                article=9,
            )


def _facts(version: ListVersion, path: Path) -> None:
    seen: set[str] = set()
    for index, fact in enumerate(version.facts):
        here: Path = (*path, "facts", index)
        if fact.id in seen:
            raise Fault(
                (*here, "id"),
                Text(f"事实重复：{fact.id}", f"the fact is declared twice: {fact.id}"),
                Text("保留一个", "keep one"),
            )
        seen.add(fact.id)
        if _never(fact):
            raise Fault(
                (*here, "id"),
                Text(f"绝不记录的事实：{fact.id}", f"a never-recorded fact: {fact.id}"),
                Text("删去该事实和以它为条件的情形", "leave out the fact and every ground that asks for it"),
                article=3,
            )
        if (fact.type == "code") != bool(fact.options):
            raise Fault(
                (*here, "options"),
                Text("code 事实须有 options，其他类型不得有", "a code fact needs options, and no other fact has any"),
                Text("写明封闭的取值", "state the closed vocabulary"),
                article=3,
            )
    for group in ("grounds", "excluded"):
        ids = [ground.id for ground in getattr(version, group)]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                raise Fault(
                    (*path, group, index, "id"),
                    Text(f"标识重复：{id}", f"the id is taken: {id}"),
                    Text("改用另一标识", "choose another id"),
                )


def _never(fact: Fact) -> bool:
    return fact.id in NEVER_FACTS or bool(scan(fact.title.zh)) or bool(scan(fact.title.en))


# --- procedure, term, way back ---------------------------------------------------------------


def _procedure(value: CreditList, version: ListVersion, path: Path) -> None:
    if value.kind in PROCEDURE and version.notice is None:
        raise Fault(
            path,
            Text("在此决定的名单没有告知程序（notice）", "a decided list has no notice"),
            Text("写明 notice：文件、答辩期限、告知内容", "state notice: its instrument, time to answer and contents"),
            article=5,
        )
    if value.kind in PROCEDURE and not version.grounds:
        raise Fault(
            (*path, "grounds"),
            Text("在此决定的名单没有列入情形（grounds）", "a decided list has no grounds"),
            Text("逐项写明法定情形", "state each ground with its article"),
            article=1,
        )
    if version.notice:
        _notice(version.notice, (*path, "notice"))
    term = version.term
    given = [length for length in (term.months, term.days, term.review_months) if length is not None]
    if len(given) != 1 or given[0] < 1:
        raise Fault(
            (*path, "term"),
            Text(
                "期限须恰为 months、days 或 review_months 之一（正整数）：没有终止也没有复核的后果不得存在",
                "a term has exactly one of months, days and review_months, at least 1: "
                "no effect without an end or a review",
            ),
            Text(
                "写 months（固定期限）或 review_months（定期复核）",
                "write months (fixed end) or review_months (dated review)",
            ),
            article=7,
        )
    if not version.endings:
        raise Fault(
            (*path, "endings"),
            Text("没有终止事由（endings）", "no endings: the closed list of ending events is empty"),
            Text("至少写 annulled 或 corrected", "state at least annulled or corrected"),
            article=7,
        )
    if not version.remedies:
        raise Fault(
            (*path, "remedies"),
            Text("没有救济途径（remedies）", "no remedy"),
            Text("写明异议、复议或诉讼", "state objection, reconsideration or suit"),
            article=8,
        )
    if version.published and not version.publication_cite:
        raise Fault(
            (*path, "publication_cite"),
            Text("公示却没有依据", "it is published, but no instrument is cited for that"),
            Text("写 publication_cite，或 published: false", "state publication_cite, or published: false"),
            article=1,
        )
    if version.retention_months < 0:
        raise Fault(
            (*path, "retention_months"),
            Text("保存期限不得为负", "retention cannot be negative"),
            Text("改正", "mend it"),
            article=14,
        )


def _notice(notice: Notice, path: Path) -> None:
    if notice.answer_days < 1:
        raise Fault(
            (*path, "answer_days"),
            Text("答辩期限应至少一日", "there must be at least one day to answer"),
            Text("写明法定期限", "state the time that the law gives"),
            article=5,
        )
    # Working days span more than as many calendar days: twice as many leaves room for all but the longest holiday.
    answer = notice.answer_days * (2 if notice.working_days else 1)
    for name, given, least in (
        ("decide_within_days", notice.decide_within_days, answer + 1),
        ("hearing_notice_days", notice.hearing_notice_days, 1),
    ):
        if isinstance(given, int) and given < least:
            raise Fault(
                (*path, name),
                Text(f"期限过短，至少 {least} 日", f"too short: at least {least} days, or nobody could answer"),
                Text("写明法定期限；法律没有规定的，删去该项", "state the time that the law gives, or leave it out"),
                article=5,
            )
