"""Criteria: a closed, typed tree of operators as data, evaluated in three values with reasons.

A criterion is a mapping with one operator (and, if it likes, the ``cite`` of the article that states
that clause). Facts are a mapping from fact id to value; a fact that is missing or ``None`` is
*unknown*. Evaluation is strong Kleene logic: knowing more never turns a definite answer round, and
unknown is never "met", so that unknown lists nobody. Every clause is evaluated, none is skipped: the
reasons must be complete enough for a decision document.

Operators::

    all: [criterion, …]        any: [criterion, …]        not: criterion
    flag: fact                                            the flag is true
    equals: {fact, value}      in: {fact, values: […]}    of a coded fact
    at_least | at_most | more_than: {fact, value}         of money (minor units), count or days
    at_least | at_most | more_than: {fact, percent, of}   … against a share of another such fact
    before | on_or_after: {fact, value} or {fact, other}  of dates
    within: {fact, of, days | months}                     fact lies within that time before ``of``
    count_at_least: {count, of: [flag, …]}                so many of the flags are true
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xinyong.errors import BadInput, Text
from xinyong.law import criteria_ops as closures
from xinyong.law import criteria_words as words
from xinyong.law.criteria_ops import Facts, FactValue, Kleene, Make, Test, Trace
from xinyong.law.faults import Fault, Path
from xinyong.law.model import Fact

OPERATORS = (
    "all", "any", "not", "flag", "equals", "in", "at_least", "at_most", "more_than", "before", "on_or_after", "within",
    "count_at_least",
)  # fmt: skip
NUMERIC = ("money", "count", "days")
_PYTHON: dict[str, type] = {"flag": bool, "date": date, "money": int, "count": int, "days": int, "code": str}


class Leaf(NamedTuple):
    """One clause of a criterion: its operator, its facts, its operands and the article it rests on."""

    op: str
    facts: tuple[str, ...]
    operand: Any
    cite: str
    negated: bool


class Reason(NamedTuple):
    """Why: one clause, what was stated for it, and whether it holds (``None``: unknown)."""

    text: Text
    cite: str
    facts: tuple[str, ...]
    values: tuple[FactValue | None, ...]
    holds: Kleene

    @property
    def zh(self) -> str:
        return self.text.zh

    @property
    def en(self) -> str:
        return self.text.en

    def __str__(self) -> str:
        return str(self.text)


class Outcome:
    """The three-valued result and, rendered when asked for, its reasons."""

    __slots__ = ("_criterion", "_trace", "value")

    def __init__(self, value: Kleene, trace: Trace, criterion: Criterion) -> None:
        self.value = value
        self._trace = trace
        self._criterion = criterion

    @property
    def word(self) -> str:
        """``met``, ``not-met`` or ``unknown``, as examples in a rulebook say it."""
        return "unknown" if self.value is None else "met" if self.value else "not-met"

    @property
    def reasons(self) -> list[Reason]:
        """One bilingual line per clause, in the order of the rule."""
        reasoners = self._criterion.reasoners()
        return [reasoners[index](stated, holds) for index, stated, holds in self._trace]

    def __repr__(self) -> str:
        return f"Outcome({self.word}, {len(self._trace)} clauses)"


class Criterion:
    """A compiled criterion. Immutable; safe to share between threads."""

    __slots__ = ("_checks", "_reasoners", "_test", "declared", "leaves")

    def __init__(self, test: Test, leaves: tuple[Leaf, ...], declared: Mapping[str, Fact]) -> None:
        self._test = test
        self.leaves = leaves
        self.declared = declared
        self._reasoners: tuple[_Reasoner, ...] | None = None
        self._checks = tuple(_check(declared[name]) for name in self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The facts asked for, each once, in order."""
        return tuple(dict.fromkeys(name for leaf in self.leaves for name in leaf.facts))

    def evaluate(self, facts: Facts) -> Outcome:
        """Decide in three values. ``BadInput`` when a fact is not of its declared type."""
        value: Any
        for name, kind, options, fact in self._checks:
            value = facts.get(name)
            if value is None:
                continue
            if type(value) is kind and (value >= 0 if kind is int else options is None or value in options):
                continue
            typed = _typed(fact, value)
            if typed is not value:
                facts = {**facts, name: typed}
        trace: Trace = []
        return Outcome(self._test(facts, trace), trace, self)

    def reasoners(self) -> tuple[_Reasoner, ...]:
        """What makes each clause's reason; made when first asked for: most criteria are compiled to be checked."""
        if self._reasoners is None:
            self._reasoners = tuple(_reasoner(leaf, self.declared) for leaf in self.leaves)
        return self._reasoners


_Reasoner = Callable[[Any, Kleene], Reason]
_TURNED: dict[Kleene, Kleene] = {True: False, False: True, None: None}


def _reasoner(leaf: Leaf, declared: Mapping[str, Fact]) -> _Reasoner:
    """What makes the reason of one clause from what was stated and whether the clause, as it stands, holds."""
    tell = words.teller(leaf.op, leaf.facts, leaf.operand, leaf.negated, leaf.cite, declared)
    single, cite, facts, negated = len(leaf.facts) == 1, leaf.cite, leaf.facts, leaf.negated

    def reason(stated: Any, holds: Kleene) -> Reason:
        if negated:
            holds = _TURNED[holds]
        return Reason(tell(stated, holds), cite, facts, (stated,) if single else stated, holds)

    if not words.few(leaf.facts, declared):
        return reason
    made: dict[tuple[Any, Kleene], Reason] = {}

    def known(stated: Any, holds: Kleene) -> Reason:
        found = made.get((stated, holds))
        if found is None:
            found = made[stated, holds] = reason(stated, holds)
        return found

    return known


def evaluate(
    criterion: Criterion | dict[str, Any], facts: Facts, *, cite: str = "", declared: Sequence[Fact] = ()
) -> Outcome:
    """Decide a criterion, refusing facts that the list's law does not ask for.

    A raw tree is compiled first over the ``declared`` facts of its list version, ``cite`` being the
    article of its ground. ``BadInput`` for a fact that is not declared or not of its type.
    """
    if isinstance(criterion, dict):
        criterion = compile_criterion(criterion, {fact.id: fact for fact in declared}, cite=cite)
    known_facts(facts, criterion.declared)
    return criterion.evaluate(facts)


def known_facts(facts: Facts, declared: Mapping[str, Fact]) -> None:
    """``BadInput`` for a fact that the list's law does not ask for."""
    for name in facts:
        if name not in declared:
            raise BadInput(
                Text(f"没有名为“{name}”的事实", f"There is no fact called {name!r}"),
                todo=Text(
                    f"可用的事实：{'、'.join(declared)}", f"Facts asked for: {', '.join(declared)}"
                ),
                field=name,
            )


def _check(fact: Fact) -> tuple[str, type[Any], frozenset[str] | None, Fact]:
    """What a stated value is held against before anything is called: name, type and, for a coded fact, its options."""
    options = frozenset(fact.options) if fact.type == "code" and fact.options else None
    return fact.id, _PYTHON[fact.type], options, fact


def _typed(fact: Fact, value: Any) -> Any:
    """The value as its declared type; a date may come as ISO text (JSON has no dates)."""
    if fact.type == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif type(value) is _PYTHON[fact.type]:
        good = value in fact.options if fact.type == "code" and fact.options else True
        if good and not (isinstance(value, int) and value < 0):
            return value
    wants = words.wanted(fact)
    raise BadInput(
        Text(f"事实“{fact.id}”（{fact.title.zh}）的值不合规定", f"The value given for fact {fact.id!r} is not valid"),
        todo=Text(f"应为：{wants.zh}", f"Give {wants.en}"),
        field=fact.id,
    )


# --- from data to closures -------------------------------------------------------------------


class _Compiler:
    def __init__(self, declared: Mapping[str, Fact], persons: bool) -> None:
        self.declared = declared
        self.persons = persons
        self.leaves: list[Leaf] = []

    def node(self, tree: Any, path: Path, cite: str, negated: bool) -> Test:
        if not isinstance(tree, dict):
            raise _fault(path, f"应为带一个运算符的映射，得到 {tree!r}", f"expected a mapping with one operator: {tree!r}")
        cite = self._cite(tree, path, cite)
        ops = [key for key in tree if key != "cite"]
        if len(ops) != 1 or ops[0] not in OPERATORS:
            raise _fault(
                path,
                f"应恰有一个运算符，得到：{'、'.join(map(str, ops)) or '空'}",
                f"expected exactly one known operator, found: {', '.join(map(str, ops)) or 'nothing'}",
            )
        op = ops[0]
        body = tree[op]
        here = (*path, op)
        if op in ("all", "any"):
            return self._many(op, body, here, cite, negated)
        if op == "not":
            return closures.negation(self.node(body, here, cite, not negated))
        return self._leaf(op, body, here, cite, negated)

    def _cite(self, tree: dict[str, Any], path: Path, cite: str) -> str:
        own = tree.get("cite", cite)
        if not isinstance(own, str):
            raise _fault((*path, "cite"), "cite 应为字符串", "cite must be a string")
        return own

    def _many(self, op: str, body: Any, path: Path, cite: str, negated: bool) -> Test:
        if not isinstance(body, list) or not body:
            raise _fault(path, f"{op} 下应为非空列表", f"{op} takes a list of at least one criterion")
        tests = tuple(self.node(child, (*path, index), cite, negated) for index, child in enumerate(body))
        return closures.all_of(tests) if op == "all" else closures.any_of(tests)

    def _leaf(self, op: str, body: Any, path: Path, cite: str, negated: bool) -> Test:
        names, operand, make = _LEAVES[op](self, op, body, path)
        index = len(self.leaves)
        self.leaves.append(Leaf(op, names, operand, cite, negated))
        return make(index, names, operand)

    # what each operator takes

    def fact(self, name: Any, types: tuple[str, ...], path: Path) -> str:
        """The id of a declared fact of one of ``types``."""
        if not isinstance(name, str) or name not in self.declared:
            raise Fault(
                path,
                Text(f"未知事实：{name}", f"unknown fact: {name}"),
                Text("在本版本的 facts 下声明它，或改正名称", "declare it under facts of this version, or mend the name"),
            )
        if self.declared[name].type not in types:
            raise _fault(
                path,
                f"事实 {name} 的类型是 {self.declared[name].type}，此运算符需要 {'、'.join(types)}",
                f"fact {name} is a {self.declared[name].type}; this operator takes {', '.join(types)}",
            )
        return name

    def keys(self, body: Any, path: Path, *shapes: set[str]) -> dict[str, Any]:
        """``body`` when its keys are exactly one of ``shapes``."""
        if isinstance(body, dict) and set(body) in shapes:
            return body
        said = " / ".join("{" + ", ".join(sorted(shape)) + "}" for shape in shapes)
        raise _fault(path, f"应为 {said}", f"expected {said}")

    def flag(self, op: str, body: Any, path: Path) -> _Parts:
        return (self.fact(body, ("flag",), path),), True, closures.flag

    def coded(self, op: str, body: Any, path: Path) -> _Parts:
        given = self.keys(body, path, {"fact", "value" if op == "equals" else "values"})
        name = self.fact(given["fact"], ("code",), (*path, "fact"))
        values = [given["value"]] if op == "equals" else given["values"]
        known = self.declared[name].options
        if not isinstance(values, list) or not values:
            raise _fault(path, "values 应为非空列表", "values must be a list of at least one code")
        for value in values:
            if value not in known:
                raise _fault(path, f"{value!r} 不在 {name} 的选项之列", f"{value!r} is not an option of fact {name}")
        return (name,), tuple(values), closures.coded

    def numeric(self, op: str, body: Any, path: Path) -> _Parts:
        given = self.keys(body, path, {"fact", "value"}, {"fact", "percent", "of"})
        name = self.fact(given["fact"], NUMERIC, (*path, "fact"))
        limit = given.get("value", given.get("percent"))
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 0:
            raise _fault(path, "界限应为非负整数（金额以最小货币单位计）", "the limit must be a whole number ≥ 0 "
                         "(money in minor units)")  # fmt: skip
        if "of" not in given:
            return (name,), limit, closures.NUMERIC[op]
        other = self.fact(given["of"], (self.declared[name].type,), (*path, "of"))
        return (name, other), limit, closures.PERCENT[op]

    def dated(self, op: str, body: Any, path: Path) -> _Parts:
        given = self.keys(body, path, {"fact", "value"}, {"fact", "other"})
        name = self.fact(given["fact"], ("date",), (*path, "fact"))
        if "other" in given:
            return (name, self.fact(given["other"], ("date",), (*path, "other"))), None, closures.DATED_OTHER[op]
        try:
            day = given["value"] if type(given["value"]) is date else date.fromisoformat(given["value"])
        except (TypeError, ValueError):
            raise _fault(path, "value 应为日期 YYYY-MM-DD", "value must be a date, YYYY-MM-DD") from None
        return (name,), day, closures.DATED[op]

    def within(self, op: str, body: Any, path: Path) -> _Parts:
        given = self.keys(body, path, {"fact", "of", "days"}, {"fact", "of", "months"})
        names = tuple(self.fact(given[key], ("date",), (*path, key)) for key in ("fact", "of"))
        unit = "days" if "days" in given else "months"
        if type(given[unit]) is not int or given[unit] < 1:
            raise _fault((*path, unit), f"{unit} 应为正整数", f"{unit} must be a whole number of at least 1")
        return names, (unit, given[unit]), closures.within

    def counted(self, op: str, body: Any, path: Path) -> _Parts:
        if self.persons:
            raise Fault(
                path,
                Text("可以列入自然人的名单不得计数", "count_at_least is not allowed on a list that can name persons"),
                Text("改用 all / any 逐项写明", "spell the cases out with all / any"),
                article=9,
            )
        given = self.keys(body, path, {"count", "of"})
        if not isinstance(given["of"], list) or type(given["count"]) is not int:
            raise _fault(path, "应为 {count: 整数, of: [标志…]}", "expected {count: whole number, of: [flag, …]}")
        names = tuple(self.fact(name, ("flag",), (*path, "of", i)) for i, name in enumerate(given["of"]))
        if not 1 <= given["count"] <= len(names) or len(set(names)) != len(names):
            raise _fault(path, "count 应在 1 与标志数之间，标志不得重复", "count must lie between 1 and the number of "
                         "flags, and no flag may stand twice")  # fmt: skip
        return names, given["count"], closures.counted


_Parts = tuple[tuple[str, ...], Any, Make]
_LEAVES: dict[str, Callable[[_Compiler, str, Any, Path], _Parts]] = {
    "flag": _Compiler.flag, "equals": _Compiler.coded, "in": _Compiler.coded, "at_least": _Compiler.numeric,
    "at_most": _Compiler.numeric, "more_than": _Compiler.numeric, "before": _Compiler.dated,
    "on_or_after": _Compiler.dated, "within": _Compiler.within, "count_at_least": _Compiler.counted,
}  # fmt: skip


def compile_criterion(
    tree: Any, declared: Mapping[str, Fact], *, cite: str = "", path: Path = (), persons: bool = False
) -> Criterion:
    """Compile a criterion tree over the declared facts.

    ``cite`` is the article a clause rests on when it states none itself; ``persons`` is whether the
    list can name natural persons (then nothing is counted, Article 9). Raises ``Fault`` at the place
    in the tree that is wrong, its path beginning with ``path``.
    """
    compiler = _Compiler(declared, persons)
    test = compiler.node(tree, path, cite, False)
    return Criterion(test, tuple(compiler.leaves), declared)


def cites(tree: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every ``cite`` stated inside a criterion tree, with its place."""
    if isinstance(tree, dict):
        for key, child in tree.items():
            if key == "cite":
                yield (*path, key), child
            else:
                yield from cites(child, (*path, key))
    elif isinstance(tree, list):
        for index, child in enumerate(tree):
            yield from cites(child, (*path, index))


def _fault(path: Path, zh: str, en: str) -> Fault:
    operators = ", ".join(OPERATORS)
    return Fault(
        path,
        Text(f"准则写法有误：{zh}", f"criterion: {en}"),
        Text(f"运算符限于：{operators}；写法见 docs/law-model.md", f"operators: {operators}; see docs/law-model.md"),
    )
