"""The Articles as predicates: every rule that no command, officer, rulebook or option can switch off.

One named predicate per rule, grouped by Article (texts: ``law.constitution``). Each either
returns or raises ``errors.Refused`` citing its Article and, where there is one, the instrument.
Decisions call them; nothing else decides. Neutral as to country: what differs between
jurisdictions is in the rulebook, never here.
"""

from __future__ import annotations

from xinyong.law.articles import digest, refused
from xinyong.register.articles.account import (
    OPERATOR,
    ORGANISATIONS,
    key_of_one,
    no_decisions_by_operator,
    no_person,
    operator_only,
    retention_over,
    same_articles,
    second_person,
    still_retained,
)
from xinyong.register.articles.legality import (
    decided_here,
    document_named,
    ending_in_law,
    facts_allowed,
    grave_enough,
    ground_met,
    has_mandate,
    in_directory,
    list_in_law,
    mandate_in_law,
    not_excluded,
    not_in_future,
    not_summary,
    nothing_never_recorded,
    notice_provided,
    one_of,
    own_act,
    source_ended_it,
    subject_kind_allowed,
)
from xinyong.register.articles.persons import coded_only, of_age, person_in_category, persons_in_trial_only
from xinyong.register.articles.procedure import (
    another_officer,
    fresh_eyes,
    has_end,
    heard,
    no_open_objection,
    not_already_listed,
    notice_of_this_case,
    objection_is_open,
    repairable,
    reviewable,
    second_officer,
    way_back,
)

__all__ = [
    "OPERATOR",
    "ORGANISATIONS",
    "another_officer",
    "coded_only",
    "decided_here",
    "digest",
    "document_named",
    "ending_in_law",
    "facts_allowed",
    "fresh_eyes",
    "grave_enough",
    "ground_met",
    "has_end",
    "has_mandate",
    "heard",
    "in_directory",
    "key_of_one",
    "list_in_law",
    "mandate_in_law",
    "no_decisions_by_operator",
    "no_open_objection",
    "no_person",
    "not_already_listed",
    "not_excluded",
    "not_in_future",
    "not_summary",
    "nothing_never_recorded",
    "notice_of_this_case",
    "notice_provided",
    "objection_is_open",
    "of_age",
    "one_of",
    "operator_only",
    "own_act",
    "person_in_category",
    "persons_in_trial_only",
    "refused",
    "repairable",
    "retention_over",
    "reviewable",
    "same_articles",
    "second_officer",
    "second_person",
    "source_ended_it",
    "still_retained",
    "subject_kind_allowed",
    "way_back",
]
