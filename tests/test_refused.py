"""What is refused by construction (``docs/refused.md``): no address, verb, event, rule or file has room for it."""

from __future__ import annotations

import importlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from tests.intake.helpers import code, write
from xinyong.check import asking
from xinyong.cli.application import VERBS, application
from xinyong.errors import CallerError, RulebookError
from xinyong.intake.running import run
from xinyong.journal.officers import load_credential
from xinyong.law.loading import load
from xinyong.law.model import ListVersion, SubjectKind
from xinyong.law.never_recorded import BLANK
from xinyong.office import found
from xinyong.register.decisions import DECISIONS
from xinyong.register.events import ALL
from xinyong.register.file_person_record import FilePersonRecord
from xinyong.register.propose_person import ProposePersonListing
from xinyong.subjects.resident import RESIDENT

BASE = Path(__file__).parent / "law" / "base"
RULEBOOKS = ("cn", "br")
BROWSING = re.compile(
    r"person|people|citizen|debtor|deadbeat|\bmap|nearby|near|radius|rank|top|score|grade|points|photo|picture|mugshot"
    r"|face|export|download|feed|subscribe|dump|bulk|screen|broadcast|report-|family|relative"
    r"|neighbour|grid|hukou|dossier$"
)
"""Words of an address, a verb or an option by which persons would be browsed, ranked, shown or told on."""
PLACEHOLDERS = {"digest", "name", "identifier", "code", "language"}
"""All that stands variable in an address: a file, a law's id, an organisation's public code, a language."""


# --- 11, 9: nobody is browsed, mapped, ranked, pictured or scored ----------------------------------------


def addresses() -> Iterator[tuple[str, set[str]]]:
    """Every address of the faces with its placeholders."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinyong.web.settings")
    import django

    django.setup()
    from django.urls import get_resolver

    def walk(patterns: Any, before: str, names: set[str]) -> Iterator[tuple[str, set[str]]]:
        for each in patterns:
            here, here_names = before + str(each.pattern), names | set(each.pattern.converters)
            if hasattr(each, "url_patterns"):
                yield from walk(each.url_patterns, here, here_names)
            else:
                yield here, here_names

    yield from walk(get_resolver().url_patterns, "", set())


@pytest.mark.article(11)
def test_no_address_browses_maps_or_exports_persons() -> None:
    found = list(addresses())
    assert any("organisations/<str:code>" in address for address, _ in found)
    assert not [address for address, _ in found if BROWSING.search(address)]
    assert not [address for address, names in found if not names <= PLACEHOLDERS]


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every verb of the command line with its options; the lab is left out: it makes files of made-up people."""
    from typer.main import get_command

    def walk(command: Any, name: str) -> Iterator[tuple[str, list[str]]]:
        yield name, [word for each in command.params for word in (each.name, *each.opts)]
        for part, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, f"{name} {part}".strip())

    for verb in VERBS:
        if verb != "lab":
            yield from walk(get_command(application(verb)), "")


@pytest.mark.article(11)
def test_no_verb_browses_maps_or_exports_persons() -> None:
    found = {name: options for name, options in commands() if name}
    assert {"check", "show", "case propose"} <= set(found)
    assert [name for name in found if BROWSING.search(name)] == ["check-person"], "one person, one question"
    assert not [option for option in found["check-person"] if BROWSING.search(option)], "the number is no argument"
    named = [(name, option) for name, options in found.items() for option in options if BROWSING.search(option)]
    assert named == [("case propose", "--person")], "one officer proposes one person's case, out of a file"


@pytest.mark.article(9)
@pytest.mark.article(11)
def test_nothing_that_is_recorded_has_room_for_a_score_a_picture_a_place_or_a_relative() -> None:
    room = re.compile(
        r"score|grade|rank|points|weight|photo|picture|image|portrait|latitude|longitude|address|family|spouse"
        r"|parent|child|relative|associate|friend|nation|religion|party|health|phone"
    )
    kinds = [*ALL, *DECISIONS]
    assert len(kinds) > 60
    assert not [(kind.__name__, name) for kind in kinds for name in kind.__struct_fields__ if room.search(name)]


@pytest.mark.article(11)
def test_a_person_enters_by_a_filed_decision_or_an_officers_proposal_alone() -> None:
    """One person each, one at a time: every other command goes by the case, and none holds a list of persons."""
    takers = [kind for kind in DECISIONS if {"number", "person", "resident"} & set(kind.__struct_fields__)]
    assert takers == [FilePersonRecord, ProposePersonListing]


# --- 3: what no rulebook can ask about -------------------------------------------------------------------


def bent(folder: Path, file: str, old: str, new: str) -> Path:
    """The tests' rulebook with one change."""
    book = folder / "book"
    shutil.copytree(BASE, book)
    text = (book / file).read_text(encoding="utf-8")
    assert old in text
    (book / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return book


NEVER = (
    "religion", "petitioning", "journalism", "opinion", "party-membership", "voting", "medical-history", "family-ties",
    "household-register", "whereabouts", "video-games", "shopping", "blood-donation", "volunteering-hours",
    "property-fee-arrears", "red-light", "jaywalking", "no-show", "noise", "waste-sorting",
)  # fmt: skip


@pytest.mark.article(3)
@pytest.mark.parametrize("fact", NEVER)
def test_no_list_asks_for_what_is_never_recorded(fact: str, tmp_path: Path) -> None:
    asked = f"      - {{id: {fact}, type: flag, title: {{zh: 其他, en: Other}}}}\n      - {{id: able,"
    with pytest.raises(RulebookError) as caught:
        load(bent(tmp_path, "lists/people.yaml", "      - {id: able,", asked))
    assert caught.value.article == 3 and fact in caught.value.detail.en


PHRASES = (
    "法定代表人多次上访", "其妻子为失信被执行人", "当事人信仰基督教", "其本人长期沉迷网络游戏", "接受境外媒体采访", "当事人系中共党员",
)  # fmt: skip


@pytest.mark.article(3)
def test_what_a_narrative_tells_of_a_person_is_found_in_no_file(tmp_path: Path) -> None:
    """Petitions, family, belief, play, journalists, party: blanked at intake; no byte, no opened entry keeps them."""
    home = tmp_path / "home"
    heading = [
        "行政相对人名称",
        "统一社会信用代码",
        "行政处罚决定书文号",
        "处罚类别",
        "处罚内容",
        "罚款金额(万元)",
        "处罚决定日期",
        "违法事实",
    ]
    rows = [
        ["虚构甲贸易有限公司", code(number), f"虚罚〔2026〕{number}号", "罚款", "罚款5000元", "0.5", "2026-03-02",
         f"销售不合格商品，{phrase}"]
        for number, phrase in enumerate(PHRASES, 1)
    ]  # fmt: skip
    sent = write(tmp_path / "sent.csv", heading, rows)
    with found(home, "synthetic", load("cn")) as office:
        signer = load_credential(home / "credentials" / "samr-1.pem")
        result = run(office, [sent], "samr", signer, errors=tmp_path / "out" / "errors.csv")
        assert result.counts.accepted == len(PHRASES)
        with office.store.reading() as reading:
            kept = [msgspec.json.encode(reading.entry(seq).event).decode() for seq in range(reading.size())]
    assert sum(BLANK in each for each in kept) == len(PHRASES)
    files = [
        path for folder in (home, tmp_path / "out") if folder.exists() for path in folder.rglob("*") if path.is_file()
    ]
    assert files
    for phrase in PHRASES:
        assert not [each for each in kept if phrase in each]
        for path in files:
            data = path.read_bytes()
            assert phrase.encode() not in data and phrase.encode("gb18030") not in data, path.name


# --- 2, 9, 10, 12: no list reaches children, hiring, clinics, borders -------------------------------------


@pytest.mark.article(2)
@pytest.mark.article(12)
@pytest.mark.parametrize(
    "action",
    [
        "employment.hire",
        "housing.let",
        "school.enrol",
        "university.enrol",
        "hospital.queue",
        "visa.priority",
        "loan.compel",
    ],
)
def test_a_measure_on_what_no_law_gives_is_refused(action: str, tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=f"unknown action: {re.escape(action)}"):
        load(bent(tmp_path, "lists/people.yaml", "actions: [travel.rail]", f"actions: [{action}]"))


@pytest.mark.article(2)
@pytest.mark.article(12)
def test_declaring_the_action_does_not_make_it_a_measure(tmp_path: Path) -> None:
    """Whoever adds hiring to the actions still needs the national item: the list's law gives no more than that."""
    book = bent(tmp_path, "lists/people.yaml", "actions: [travel.rail]", "actions: [employment.hire]")
    with (book / "actions.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: employment.hire, title: {zh: 受雇, en: Be hired}, subjects: [person]}\n")
    with pytest.raises(RulebookError) as caught:
        load(book)
    assert caught.value.article == 2 and "outside the national item" in caught.value.detail.en


def versions() -> Iterator[tuple[str, str, ListVersion]]:
    """Every version of every built-in list, with its list's id and kind."""
    for name in RULEBOOKS:
        for listing in load(name).lists.values():
            for version in listing.versions:
                yield listing.id, listing.kind, version


@pytest.mark.article(2)
@pytest.mark.article(12)
def test_no_built_in_rule_touches_hiring_letting_hospitals_or_visas() -> None:
    words = re.compile(
        r"hire|hiring|employ|recruit-|\blet\b|rent-home|hospital|clinic|medical|visa|club|security-lane|marriage"
    )
    assert not [action for name in RULEBOOKS for action in load(name).actions if words.search(action)]


@pytest.mark.article(10)
@pytest.mark.article(12)
def test_the_school_measure_is_keyed_on_the_payer_and_never_on_a_child() -> None:
    assert not {"child", "minor", "student", "pupil"} & set(get_args(SubjectKind))
    book = load("cn")
    schools = {id for id in book.actions if re.search(r"school|study|universit|kindergarten", id)}
    assert schools == {"consumption.private-school-fees", "military-service.study"}  # paying; the refuser's own study
    assert book.actions["consumption.private-school-fees"].subjects == ["person"]
    for listing, _, version in versions():
        assert "person" not in version.subjects or (version.least_age or 0) >= 18, listing


@pytest.mark.article(10)
@pytest.mark.article(12)
def test_no_list_closes_the_border() -> None:
    """An exit order is a decision of its own (Articles 10 and 12): no list's measures reach leaving the country."""
    by_kind: dict[str, set[str]] = {}
    for _, kind, version in versions():
        by_kind.setdefault(kind, set()).update(action for applied in version.measures for action in applied.actions)
    ordered = by_kind.pop("order", set())  # orders are made case by case by bodies that a statute names
    touched = set().union(*by_kind.values())
    assert "travel.air" in touched and "travel.exit" in load("cn").actions
    assert "travel.exit" not in touched and "travel.exit" in ordered


@pytest.mark.article(9)
def test_no_red_list_praises_or_grades_a_person() -> None:
    red = [(listing, version) for listing, kind, version in versions() if kind == "red"]
    assert red
    assert not [listing for listing, version in red if "person" in version.subjects]


@pytest.mark.article(11)
@pytest.mark.article(12)
def test_no_employer_or_landlord_can_ask_about_a_person(tmp_path: Path) -> None:
    number = RESIDENT.synthetic(20_261)
    with found(tmp_path / "home", "synthetic", load("cn")) as office:
        try:
            for action in ("office.hold", "civil-service.enter", "travel.air"):
                with pytest.raises(CallerError) as caught:
                    asking.check(office, number, action, "hiring")
                assert number not in str(caught.value) and number not in caught.value.detail.en
        finally:
            asking.close_index(office.home.path)


def test_every_verb_was_looked_at() -> None:
    """The enumeration above reaches every module that the command line loads."""
    for module, _ in VERBS.values():
        assert importlib.import_module(module).app
