"""The tests that try to do what ``xinyong.law.refusals`` refuses, by practice.

They name test functions (``file::function``) or files of wrong rulebooks; ``refused_page`` fails where one is gone.
"""

from __future__ import annotations

_T = "tests/test_refused.py::"
_WRONG = "tests/law/wrong/"
_PAGES = "tests/web/test_pages.py::"
_PROCEDURE = "tests/register/test_articles_procedure.py::"
_LEGALITY = "tests/register/test_articles_legality.py::"
_PERSONS = "tests/register/test_articles_persons.py::"

TESTS: dict[str, tuple[str, ...]] = {
    "shaming": (
        _T + "test_nothing_that_is_recorded_has_room_for_a_score_a_picture_a_place_or_a_relative",
        _T + "test_no_address_browses_maps_or_exports_persons",
        _PAGES + "test_no_page_names_a_sole_trader_unasked",
    ),
    "map": (
        _T + "test_no_address_browses_maps_or_exports_persons",
        _T + "test_no_verb_browses_maps_or_exports_persons",
        _PAGES + "test_a_persons_number_never_reaches_an_address",
    ),
    "bulk": (
        _T + "test_no_address_browses_maps_or_exports_persons",
        _T + "test_no_verb_browses_maps_or_exports_persons",
        "tests/web/test_api.py::test_a_person_is_refused_and_not_repeated",
    ),
    "score": (
        _WRONG + "number-about-a-person.yaml",
        _WRONG + "counting-about-a-person.yaml",
        _WRONG + "money-not-owed.yaml",
        "tests/register/test_persons.py::test_no_number_about_a_person",
        _T + "test_no_red_list_praises_or_grades_a_person",
    ),
    "family": (
        _T + "test_no_list_asks_for_what_is_never_recorded",
        _T + "test_what_a_narrative_tells_of_a_person_is_found_in_no_file",
        "tests/register/test_subjects_change.py::test_a_successor_inherits_nothing",
        _PROCEDURE + "test_a_person_among_the_organisations",
    ),
    "children": (
        _T + "test_the_school_measure_is_keyed_on_the_payer_and_never_on_a_child",
        _T + "test_a_measure_on_what_no_law_gives_is_refused",
        _WRONG + "minors.yaml",
        _WRONG + "no-age.yaml",
        _PERSONS + "test_minors_never",
        "tests/check/test_person.py::test_a_minor_is_clear_whatever_the_tables_say",
    ),
    "petitioners": (
        _T + "test_no_list_asks_for_what_is_never_recorded",
        _T + "test_what_a_narrative_tells_of_a_person_is_found_in_no_file",
        _WRONG + "never-recorded-fact.yaml",
        "tests/intake/test_forms.py::test_forbidden_content_is_blanked_before_anything_is_built",
        "tests/register/test_listing.py::test_a_never_recorded_fact_is_refused_and_not_repeated",
    ),
    "religion": (
        _LEGALITY + "test_even_a_rulebook_cannot_ask_for_religion",
        _WRONG + "never-recorded-title.yaml",
        "tests/law/test_never_recorded.py::test_found_and_blanked",
        _T + "test_no_red_list_praises_or_grades_a_person",
    ),
    "petty": (
        _T + "test_no_list_asks_for_what_is_never_recorded",
        "tests/law/test_never_recorded.py::test_petty_conduct_stays_where_it_is_the_offence_decided_on",
        _LEGALITY + "test_a_penalty_by_summary_procedure",
        _LEGALITY + "test_serious_only_information_on_a_draft",
    ),
    "play": (
        _T + "test_no_list_asks_for_what_is_never_recorded",
        _T + "test_what_a_narrative_tells_of_a_person_is_found_in_no_file",
    ),
    "praise": (
        _T + "test_no_list_asks_for_what_is_never_recorded",
        _T + "test_no_red_list_praises_or_grades_a_person",
        _WRONG + "favour-on-a-black-list.yaml",
    ),
    "rewards": (
        _T + "test_a_measure_on_what_no_law_gives_is_refused",
        _T + "test_declaring_the_action_does_not_make_it_a_measure",
        _T + "test_no_built_in_rule_touches_hiring_letting_hospitals_or_visas",
    ),
    "hiring": (
        _T + "test_no_employer_or_landlord_can_ask_about_a_person",
        "tests/check/test_person.py::test_no_employer_school_landlord_insurer_or_club_asks",
        "tests/check/test_person.py::test_nobody_can_grant_them_a_mandate_to",
        _WRONG + "asking-employer.yaml",
        _T + "test_no_built_in_rule_touches_hiring_letting_hospitals_or_visas",
        "tests/web/test_api.py::test_a_person_is_refused_and_not_repeated",
        "tests/publication/test_search.py::test_a_number_of_a_person_is_refused_and_not_repeated",
    ),
    "files": (
        _T + "test_no_list_asks_for_what_is_never_recorded",
        _T + "test_a_person_enters_by_a_filed_decision_or_an_officers_proposal_alone",
        "tests/register/test_persons.py::test_no_table_and_no_file_holds_a_number_or_a_name",
        _PERSONS + "test_no_words_about_a_person",
    ),
    "exit": (_T + "test_no_list_closes_the_border", _WRONG + "carrier-beyond-tickets.yaml"),
    "adhoc": (
        _WRONG + "draft-as-ground.yaml",
        _WRONG + "unknown-measure.yaml",
        _WRONG + "measure-above-rank.yaml",
        _WRONG + "list-beyond-territory.yaml",
        _WRONG + "own-accord-compelled.yaml",
    ),
    "automatic": (
        "tests/register/test_records.py::test_a_filing_records_and_lists_nobody",
        _PROCEDURE + "test_one_officer_decides_and_approves",
        _PERSONS + "test_one_officer_alone_burdens_nobody",
        "tests/register/test_listing.py::test_deciding_has_no_effect_before_approval_and_seal",
    ),
    "secret": (
        _WRONG + "decided-without-notice.yaml",
        _PROCEDURE + "test_a_decision_on_the_last_day_to_answer",
        "tests/register/test_articles_later.py::test_a_decision_served_without_the_way_back",
    ),
    "forever": (
        _WRONG + "no-end-or-review.yaml",
        _WRONG + "no-endings.yaml",
        _WRONG + "no-remedy.yaml",
        "tests/register/test_listing.py::test_the_clock_alone_ends_a_listing",
        _PAGES + "test_what_ended_leaves_no_trace",
    ),
}
