"""What documents say: every section, the stored deadlines, the recorded trace, both languages, nothing more."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.casework.stories import Stories
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.making import make
from xinyong.casework.documents.model import Document, Kind, Section, digest, sections
from xinyong.casework.documents.page import numeral, page
from xinyong.casework.documents.written import day, last_day
from xinyong.errors import BadInput, NotFound, Refused, Text
from xinyong.office.dossiers import basis_of, document_of
from xinyong.register import events as ev

EXPECTED: list[tuple[Kind, str, list[str]]] = [
    ("notice", "noticed", ["facts", "reasons", "articles", "consequences", "rights", "lapse", "term"]),
    ("hearing", "listed", ["hearing", "facts", "articles"]),
    ("decision", "listed",
     ["facts", "hearing", "reasons", "articles", "term", "consequences", "remedies", "repair"]),
    ("removal", "repaired", ["ending", "afterwards"]),
    ("objection", "rejected", ["objection", "verified", "facts", "reasons", "articles", "remedies"]),
    ("objection", "upheld", ["objection", "afterwards"]),
]


def made(stories: Stories, kind: Kind, story: str) -> Document:
    """The document of a story."""
    return stories.document(getattr(stories, story), kind)


def event(stories: Stories, story: str, kind: type[Any]) -> Any:
    """The newest event of a kind in a story's case."""
    found = stories.dossier(getattr(stories, story)).last(kind)
    assert found is not None
    return found[1]


def section(document: Document, id: str) -> Section:
    """One section by its id."""
    return next(each for each in sections(document) if each.id == id)


def said(thing: object, language: str) -> str:
    """All text of a document or section in one language."""
    if isinstance(thing, Document):
        return str(page(thing, language))
    return str([text.zh if language == "zh" else text.en for text in _texts(thing)])


def _texts(thing: Any) -> list[Text]:
    if isinstance(thing, Text):
        return [thing]
    if isinstance(thing, list | tuple):
        return [text for each in thing for text in _texts(each)]
    fields = getattr(thing, "__struct_fields__", ())
    return [text for name in fields for text in _texts(getattr(thing, name))]


@pytest.mark.parametrize(("kind", "story", "wanted"), EXPECTED)
def test_every_section_is_there_in_both_languages(
    stories: Stories, kind: Kind, story: str, wanted: list[str]
) -> None:
    document = made(stories, kind, story)
    assert [each.id for each in sections(document)] == wanted
    for each in sections(document):
        assert each.blocks and each.title.zh and each.title.en
    for text in _texts(document):
        assert bool(text.zh) == bool(text.en), text
    assert document.number and document.dated and document.signed and document.synthetic
    assert document.addressee.code == stories.codes[getattr(stories, story)]


def test_deadlines_are_those_stored(stories: Stories) -> None:
    approval = event(stories, "listed", ev.ListingApproved)
    document = made(stories, "decision", "listed")
    remedies = said(section(document, "remedies"), "en")
    for fixed in approval.remedies:
        assert (day(fixed.until).en in remedies) if fixed.until else ("while the listing lasts" in remedies)
    assert last_day(approval.until).en in said(section(document, "term"), "en")
    assert day(approval.repair_from).zh in said(section(document, "repair"), "zh")
    assert document.number == approval.document and document.dated == approval.since
    served = event(stories, "listed", ev.NoticeServed)
    assert day(served.answer_by).zh in said(section(document, "hearing"), "zh")


def test_a_stored_deadline_is_quoted_even_where_law_and_calendar_would_give_another(stories: Stories) -> None:
    """The proof that nothing is computed again: change what is stored, and the document follows."""
    dossier = stories.dossier(stories.listed)
    moved = date(2031, 1, 2)
    entries = []
    for entry in dossier.entries:
        if isinstance(entry.event, ev.ListingApproved):
            fixed = [msgspec.structs.replace(each, until=moved) for each in entry.event.remedies]
            fixed_anew = {"remedies": fixed, "until": moved, "repair_from": moved}
            entry = entry._replace(event=msgspec.structs.replace(entry.event, **fixed_anew))
        if isinstance(entry.event, ev.NoticeServed):
            entry = entry._replace(event=msgspec.structs.replace(entry.event, answer_by=moved, provisional=True))
        entries.append(entry)
    other = Dossier(entries, dossier.rulebook, dossier.organisation, dossier.origin, dossier.today)
    document = make("decision", other)
    for id in ("remedies", "repair", "hearing"):
        assert "2 January 2031" in said(section(document, id), "en"), id
    assert "1 January 2031" in said(section(document, "term"), "en")
    assert "暂定" in said(section(document, "hearing"), "zh")


def test_a_provisional_deadline_is_marked(stories: Stories) -> None:
    served = event(stories, "noticed", ev.NoticeServed)
    assert served.provisional
    rights = section(made(stories, "notice", "noticed"), "rights")
    assert "暂定" in said(rights, "zh") and "provisional" in said(rights, "en")
    settled = section(made(stories, "notice", "listed"), "rights")
    assert "暂定" not in said(settled, "zh")


def test_the_reasons_are_the_recorded_trace(stories: Stories) -> None:
    dossier = stories.dossier(stories.listed)
    law = dossier.grounds
    assert law is not None and [str(reason) for reason in law.reasons] == dossier.proposed.reasons
    block = section(made(stories, "decision", "listed"), "reasons").blocks[1]
    lines = block.items  # type: ignore[union-attr]
    assert len(lines) == len(dossier.proposed.reasons)
    for line, reason in zip(lines, law.reasons, strict=True):
        assert line.zh.startswith(reason.zh.split("（samr")[0]) and line.en.startswith(reason.en.split(" (samr")[0])
        assert "samr-order" not in line.zh + line.en


def test_a_trace_that_no_law_gives_any_more_is_quoted_as_it_stands(stories: Stories) -> None:
    dossier = stories.dossier(stories.listed)
    entries = [
        entry._replace(event=msgspec.structs.replace(entry.event, reasons=["as it was decided"]))
        if isinstance(entry.event, ev.ListingProposed) else entry
        for entry in dossier.entries
    ]
    other = Dossier(entries, dossier.rulebook, dossier.organisation, dossier.origin, dossier.today)
    assert "as it was decided" in said(section(make("decision", other), "reasons"), "en")


def test_consequences_are_the_lists_own_measures_and_no_others(stories: Stories) -> None:
    dossier = stories.dossier(stories.listed)
    version = dossier.version(date(2026, 5, 20))
    table = section(made(stories, "decision", "listed"), "consequences").blocks[1]
    titles = [row[0].en for row in table.rows]  # type: ignore[union-attr]
    assert titles == [dossier.rulebook.measures[each.measure].title.en for each in version.measures]
    for row, each in zip(table.rows, version.measures, strict=True):  # type: ignore[union-attr]
        assert row[3].zh.endswith("※") == (not each.verified)


def test_facts_name_their_documents(stories: Stories) -> None:
    rows = section(made(stories, "decision", "listed"), "facts").blocks[1].rows  # type: ignore[union-attr]
    facts = stories.dossier(stories.listed).proposed.facts
    assert [row[2].zh for row in rows] == [fact.document for fact in facts]


def test_two_officers_answer_for_the_decision(stories: Stories) -> None:
    assert [who.en for _, who in made(stories, "decision", "listed").signed] == ["samr-1", "samr-2"]
    assert [who.en for _, who in made(stories, "objection", "rejected").signed] == ["samr-3", "samr-2"]


def test_decision_and_repair_notice_are_one_document(stories: Stories) -> None:
    titles = [part.title.zh for part in made(stories, "decision", "listed").parts]
    assert titles[0].endswith("决定书") and titles[1] == "信用修复告知书"


def test_a_bar_to_repair_is_shown(stories: Stories) -> None:
    dossier = stories.dossier(stories.listed)
    entries = [
        entry._replace(event=msgspec.structs.replace(entry.event, repair_from=None))
        if isinstance(entry.event, ev.ListingApproved) else entry
        for entry in dossier.entries
    ]
    barred = make("decision", Dossier(entries, dossier.rulebook, dossier.organisation, dossier.origin, dossier.today))
    assert "不得提前修复" in said(section(barred, "repair"), "zh")
    assert "cannot be repaired" in said(section(barred, "repair"), "en")


def test_a_notice_before_service_says_the_rule_and_no_day(stories: Stories) -> None:
    document = stories.document(stories.proposed, "notice", "示告〔2027〕10号", date(2027, 6, 1))
    rights = said(section(document, "rights"), "en")
    assert "within 5 working days of receiving" in rights and "2027" not in rights
    with pytest.raises(BadInput) as caught:
        stories.document(stories.proposed, "notice")
    assert caught.value.field == "number"


@pytest.mark.parametrize(("kind", "story"), [("decision", "noticed"), ("removal", "listed"), ("objection", "listed"),
                                            ("hearing", "proposed"), ("hearing", "noticed")])
def test_what_has_not_happened_is_not_documented(stories: Stories, kind: Kind, story: str) -> None:
    with pytest.raises(NotFound) as caught:
        made(stories, kind, story)
    assert caught.value.detail.zh and caught.value.detail.en


def test_a_listing_that_ran_out_is_documented_without_a_decision(stories: Stories) -> None:
    dossier = stories.dossier(stories.listed)
    later = Dossier(dossier.entries, dossier.rulebook, dossier.organisation, dossier.origin, date(2029, 5, 20))
    document = make("removal", later)
    assert document.dated == date(2029, 5, 20) and document.signed == []
    day_before = Dossier(dossier.entries, dossier.rulebook, dossier.organisation, dossier.origin, date(2029, 5, 19))
    with pytest.raises(NotFound):
        make("removal", day_before)


def test_the_same_case_gives_the_same_document(stories: Stories) -> None:
    office = stories.builder.office
    basis = basis_of(office, stories.listed, "decision")
    assert digest(document_of(office, basis)) == digest(document_of(office, basis))
    assert document_of(office, basis).entries == sorted(document_of(office, basis).entries)


def test_the_certified_file_says_what_is_published_and_is_made_of_no_persons_firm(stories: Stories) -> None:
    from xinyong.publication.certified import certified_file
    from xinyong.publication.checkpoint import newest_checkpoint
    from xinyong.publication.organisation import organisation_view

    office = stories.builder.office
    view = organisation_view(office, stories.codes[stories.listed], office.today())
    newest = newest_checkpoint(office.store)
    document = certified_file(office.rulebook, view, newest, office.register_id, office.mode)
    assert set(document.entries) == {view.seq, *(each.seq for each in view.listings)}
    proof = section(document, "proof").blocks[1]
    assert proof.text == newest.note.rstrip("\n")  # type: ignore[union-attr]
    with pytest.raises(Refused) as caught:
        certified_file(office.rulebook, view._replace(protected=True), newest, office.register_id, office.mode)
    assert caught.value.article == 11
    over = organisation_view(office, stories.codes[stories.repaired], office.today())
    gone = certified_file(office.rulebook, over, newest, office.register_id, office.mode)
    assert "示列" not in said(gone, "zh") and "no listing in force" in said(section(gone, "listings"), "en")


@pytest.mark.parametrize(("number", "word"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三")])
def test_chinese_numerals(number: int, word: str) -> None:
    assert numeral(number) == word
