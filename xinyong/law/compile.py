"""From a rulebook to the table that a check reads: list × measure × action, with its days.

A check never evaluates law; it multiplies a subject's standing by these rules. A rule exists for the
days on which the list's version and the measure's version are both in force, and gives no more than
either does. It binds the listings that began when the law already had it (``bound``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from xinyong.law.carrying import carried_lists
from xinyong.law.force import Dated, in_force, split_cite
from xinyong.law.model import AppliedMeasure, CreditList, Effect, ListVersion, Rulebook, Sanction, Words
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
    carries: str = ""  # of a carried list: the list that it carries out, within whose days alone the rule holds
    variant: str = ""
    reach: str = "nationwide"
    contested: bool = False
    verified: bool = False
    source: str = ""
    listed_from: date | None = None  # it binds listings that began on this day or later; None: whenever they began
    listed_before: date | None = None  # and before this day: those that began later are bound by a harsher rule
    earlier_cite: str = ""  # the article by which it reaches listings made before the law had it

    def binds(self, begun: date | None) -> bool:
        """Whether it binds a listing that began on this day (``None``: its source states no beginning)."""
        if begun is None:
            return self.listed_before is None
        return not (self.listed_from and begun < self.listed_from) and not (
            self.listed_before and begun >= self.listed_before
        )


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
        given = [
            rule
            for version in credit_list.versions
            for applied in version.measures
            for rule in _applied(rulebook, credit_list, version, applied)
        ]
        yield from bound(given, credit_list.versions[0].since)


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
                earlier_cite=applied.earlier_listings if isinstance(applied.earlier_listings, str) else "",
            )
            if carried := carried_lists(version):
                yield from _carrying(rulebook, rule, [each.list for each in carried])
            elif not version.sanctions:
                yield rule
            for sanction in version.sanctions:
                if not sanction.measures or applied.measure in sanction.measures:
                    yield _sanctioned(rule, sanction)


def _carrying(rulebook: Rulebook, rule: Rule, sources: list[str]) -> Iterator[Rule]:
    """One rule for each list carried out and each version of its law, in the days that both are in force."""
    for source in sources:
        for version in rulebook.lists[source].versions:
            span = _overlap(rule, version)
            if span is not None:
                yield msgspec.structs.replace(rule, carries=source, since=span[0], until=span[1])


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


def bound(rules: list[Rule], first: date) -> Iterator[Rule]:
    """The rules of one list, each with the listings that it binds (Article 1).

    A listing brings what its law gave when it began. What a later law adds binds listings made after it, and
    those made before only where the article says so (``earlier_cite``); of a harsher effect, an earlier listing keeps
    the milder one it began with. ``first``: the day of the list's first law; what was there then binds every listing. A
    mirrored sanction (``variant``) was imposed at its source and under its law: nothing is added to it here.
    """
    kept: dict[str, list[Rule]] = {}
    for rule in rules:
        kept.setdefault(rule.action, []).append(rule)
    for rule in rules:
        if rule.effect == "favoured" or rule.earlier_cite or rule.variant:
            yield rule
            continue
        before: date | None = None
        for effect in LEVELS[LEVELS.index(rule.effect) :]:
            start = _unbroken(rule, [one for one in kept[rule.action] if _as_harsh(one, effect)])
            if before is not None and start >= before:
                continue
            full = rule.full_effect if before is None else milder(rule.full_effect, effect)
            whole = start <= first
            yield msgspec.structs.replace(
                rule, effect=effect, full_effect=full, listed_from=None if whole else start, listed_before=before
            )
            if whole:
                break
            before = start


LEVELS: tuple[Effect, ...] = ("prohibited", "conditional", "advisory")


def _as_harsh(rule: Rule, effect: Effect) -> bool:
    return rule.effect != "favoured" and LEVELS.index(rule.effect) <= LEVELS.index(effect)


def _unbroken(rule: Rule, others: list[Rule]) -> date:
    """Since when, without a break until the rule's own beginning, the list touched the action at least so harshly."""
    start, moved = rule.since, True
    while moved:
        earlier = [one.since for one in others if one.since < start and (one.until is None or one.until >= start)]
        moved = bool(earlier)
        start = min(earlier, default=start)
    return start


def _overlap(one: Dated, other: Dated) -> tuple[date, date | None] | None:
    since = max(one.since, other.since)
    untils = [until for until in (one.until, other.until) if until is not None]
    until = min(untils) if untils else None
    return None if until is not None and until <= since else (since, until)
