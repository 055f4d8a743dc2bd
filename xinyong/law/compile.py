"""From a rulebook to the table that a check reads: list × measure × action, with its days.

A check never evaluates law; it multiplies a subject's standing by these rules. A rule exists for the
days on which the list's version and the measure's version are both in force, and gives no more than
either does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from xinyong.law.force import in_force, split_cite
from xinyong.law.model import AppliedMeasure, CreditList, Effect, ListVersion, MeasureVersion, Rulebook, Sanction, Words
from xinyong.law.rules_book import rank_index
from xinyong.law.rules_measures import fold, milder, no_harsher


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What one measure of one list does to one action in ``since <= day < until``.

    ``variant`` is empty except on a mirrored list that tells kinds of sanction apart: then the rule
    holds for listings of that kind, ``reach`` says before whom, and ``effect`` is what may be said
    when nothing is known of the asker; ``full_effect`` is what holds within the reach. ``verified`` and
    ``source`` are those of the measure as this list gives it (of the kind of sanction, on a mirrored list).
    """

    list: str
    action: str
    effect: Effect
    full_effect: Effect
    measure: str
    cite: str
    list_title: Words
    measure_title: Words
    territory: str
    since: date
    until: date | None = None
    variant: str = ""
    reach: str = "nationwide"
    contested: bool = False
    verified: bool = False
    source: str = ""


def verdict_table(rulebook: Rulebook, on: date, rules: Iterable[Rule] | None = None) -> dict[str, list[Rule]]:
    """The rules in force on a day, by list; a list without any has an empty entry.

    ``rules``: what ``all_rules`` gave for this rulebook, where it was kept for many days.
    """
    table: dict[str, list[Rule]] = {id: [] for id in rulebook.lists}
    for rule in all_rules(rulebook) if rules is None else rules:
        if in_force(rule, on):
            table[rule.list].append(rule)
    return table


def all_rules(rulebook: Rulebook) -> Iterator[Rule]:
    """Every rule of every time, for an index that also holds the future."""
    for credit_list in rulebook.lists.values():
        for version in credit_list.versions:
            for applied in version.measures:
                yield from _applied(rulebook, credit_list, version, applied)


def sanction_of(version: ListVersion, wording: str) -> Sanction | None:
    """The kind of sanction that a mirrored list's source means by this wording, if it is known."""
    folded = fold(wording)
    return next((each for each in version.sanctions if any(fold(word) == folded for word in each.wordings)), None)


def _applied(
    rulebook: Rulebook, credit_list: CreditList, version: ListVersion, applied: AppliedMeasure
) -> Iterator[Rule]:
    measure = rulebook.measures[applied.measure]
    rank = rank_index(rulebook.instruments[split_cite(applied.cite)[0]].rank)
    for national in measure.versions:
        span = _overlap(version, national)
        if span is None or rank > rank_index(national.least_rank) or not no_harsher(applied.effect, national):
            continue
        for action in applied.actions:
            if action not in national.actions:
                continue
            rule = Rule(
                list=credit_list.id,
                action=action,
                effect=applied.effect,
                full_effect=applied.effect,
                measure=applied.measure,
                cite=applied.cite,
                list_title=credit_list.title,
                measure_title=measure.title,
                territory=credit_list.territory,
                since=span[0],
                until=span[1],
                verified=applied.verified,
                source=applied.source,
            )
            if not version.sanctions:
                yield rule
            for sanction in version.sanctions:
                if not sanction.measures or applied.measure in sanction.measures:
                    yield _sanctioned(rule, sanction)


def _sanctioned(rule: Rule, sanction: Sanction) -> Rule:
    return msgspec.structs.replace(
        rule,
        effect=milder(rule.effect, sanction.effect),
        cite=sanction.cite,
        variant=sanction.id,
        reach=sanction.reach,
        contested=sanction.contested,
        verified=sanction.verified,
        source=sanction.source,
    )


def _overlap(one: ListVersion, other: MeasureVersion) -> tuple[date, date | None] | None:
    since = max(one.since, other.since)
    untils = [until for until in (one.until, other.until) if until is not None]
    until = min(untils) if untils else None
    return None if until is not None and until <= since else (since, until)
