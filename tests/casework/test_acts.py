"""Every later step has its document: in both languages, numbered, signed as the Articles want."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.casework.test_documents import _texts, said, section
from tests.register.desk import Desk, code
from tests.register.test_articles_hearing import asked, invitation
from xinyong.casework.documents.html import render_html
from xinyong.casework.documents.model import KINDS, Document, Kind, sections
from xinyong.casework.documents.pdf import render_pdf
from xinyong.errors import BadInput, NotFound
from xinyong.law.loading import load
from xinyong.office.dossiers import basis_of, document_of
from xinyong.register.contest_listing import DecideContest, OpenContest
from xinyong.register.correct_listing import CorrectListing
from xinyong.register.end_listing import EndListing
from xinyong.register.exempt_listing import ExemptAction
from xinyong.register.extend_listing import ExtendListing
from xinyong.register.hold_hearing import HoldHearing, WaiveHearing
from xinyong.register.list_subject import DecideListing, DropCase
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.pledge_credit import FindBreach, MakePledge, WithdrawPledge
from xinyong.register.repair_listing import ApplyRepair, DecideRepair
from xinyong.register.restore_listing import RestoreListing
from xinyong.register.review_listing import ReviewListing
from xinyong.register.succeed_authority import ConfirmSuccession, SucceedAuthority
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect
from xinyong.register.take_over import ApproveTakeOver, TakeOver

Story = Callable[[Desk], str]


def document(desk: Desk, case: str, kind: Kind, number: str = "", dated: date | None = None) -> Document:
    """A document of the case as it stands."""
    desk.office.seal_if_needed()
    return document_of(desk.office, basis_of(desk.office, case, kind, number, dated))


def listed(desk: Desk, listing: str = "fixed") -> str:
    return desk.listed(desk.organisation(), listing)


def invited(desk: Desk) -> str:
    case = asked(desk)
    desk.do(invitation(case, desk))
    return case


def heard(desk: Desk) -> str:
    case = invited(desk)
    desk.after(days=7)
    today = desk.office.today()
    desk.do(HoldHearing(case=case, held_on=today, document="试笔〔2026〕1号", heard=["agent", "witness"]), "market-2")
    return case


def dropped(desk: Desk) -> str:
    case = desk.noticed(desk.organisation())
    desk.do(DropCase(case=case, reason="answer-accepted"))
    return case


def suspended(desk: Desk) -> str:
    case = listed(desk)
    desk.do(SuspendEffect(case=case, reason="wrong-subject", document="试暂〔2026〕1号"))
    return case


def resumed(desk: Desk) -> str:
    case = suspended(desk)
    desk.step(ResumeEffect(case=case, document="试恢〔2026〕1号"))
    return case


def exempted(desk: Desk) -> str:
    case = listed(desk)
    until = desk.office.today() + timedelta(days=30)
    desk.do(ExemptAction(case=case, action="procurement.bid", until=until, reason="necessary", document="试豁〔2026〕1号"))
    return case


def corrected(desk: Desk) -> str:
    case = listed(desk)
    desk.do(CorrectListing(case=case, reason="clerical-error", document="试正〔2026〕1号", decision="试列〔2026〕9号",
                           until=date(2028, 5, 10)))  # fmt: skip
    return case


def varied(desk: Desk) -> str:
    case = listed(desk)
    desk.do(OpenContest(case=case, remedy="litigation", opened_on=desk.office.today(), document="试诉〔2026〕1号"))
    desk.do(DecideContest(case=case, outcome="varied", document="试判〔2026〕1号", until=date(2027, 5, 10)))
    return case


def annulled(desk: Desk) -> str:
    case = listed(desk)
    desk.do(OpenContest(case=case, remedy="litigation", opened_on=desk.office.today(), document="试诉〔2026〕1号"))
    desk.do(DecideContest(case=case, outcome="annulled", document="试判〔2026〕1号"))
    return case


def extended(desk: Desk) -> str:
    case = listed(desk)
    served = desk.office.today()
    desk.after(days=20)
    desk.step(ExtendListing(case=case, extension="grave", months=6, served_on=served, document="试延〔2026〕1号"))
    return case


def restored(desk: Desk) -> str:
    case = listed(desk)
    desk.on(date(2027, 5, 10))
    desk.do(EndListing(case=case, ending="repaired", document="试修〔2027〕1号"))
    served = desk.office.today()
    desk.after(days=20)
    desk.step(RestoreListing(case=case, served_on=served, document="试恢列〔2027〕1号"))
    return case


def not_repaired(desk: Desk) -> str:
    case = listed(desk)
    desk.on(date(2027, 5, 10))
    desk.do(ApplyRepair(case=case, received_on=desk.office.today(), document="试申〔2027〕1号"))
    desk.step(DecideRepair(case=case, granted=False, document="试不修〔2027〕1号"))
    return case


def renewed(desk: Desk) -> str:
    case = listed(desk, "open")
    desk.on(date(2028, 5, 1))
    desk.step(ReviewListing(case=case, document="试续〔2028〕1号"))
    return case


def pledged(desk: Desk) -> str:
    case = listed(desk)
    desk.do(MakePledge(case=case, template="repair-pledge", document="试诺〔2026〕1号"))
    return case


def broken(desk: Desk) -> str:
    case = pledged(desk)
    desk.step(FindBreach(case=case, document="试违〔2026〕1号"))
    return case


def taken_over(desk: Desk) -> str:
    desk.organisation()
    case: str = desk.event(TakeOver(code=code(1), list="fixed", document="旧列〔2019〕1号")).case
    desk.do(ApproveTakeOver(case=case), "market-2")
    return case


def transferred(desk: Desk) -> str:
    case = listed(desk)
    turn = SucceedAuthority(authority="market", successor="tax", cite="act#2", since=desk.office.today())
    desk.do(ConfirmSuccession(proposal=desk.do(turn, "operator-1")[-1].seq), "operator-2")
    return case


STORIES: dict[Kind, tuple[Story, str, int, list[str]]] = {
    # kind: the case, its document's number, how many officers sign, its sections
    "invitation": (invited, "试听通〔2026〕1号", 1, ["hearing", "rights", "articles"]),
    "hearing": (heard, "试笔〔2026〕1号", 1, ["hearing", "facts", "articles"]),
    "drop": (dropped, "", 1, ["act", "afterwards"]),
    "suspension": (suspended, "试暂〔2026〕1号", 1, ["act", "afterwards"]),
    "resumption": (resumed, "试恢〔2026〕1号", 2, ["act", "afterwards", "facts", "reasons", "articles", "rights"]),
    "exemption": (exempted, "试豁〔2026〕1号", 1, ["act", "afterwards"]),
    "correction": (corrected, "试正〔2026〕1号", 1, ["act", "afterwards"]),
    "contest": (varied, "试判〔2026〕1号", 1, ["act", "rights"]),
    "extension": (extended, "试延〔2026〕1号", 2, ["act", "afterwards", "facts", "reasons", "articles", "rights"]),
    "restoration": (restored, "试恢列〔2027〕1号", 2, ["act", "afterwards", "facts", "reasons", "articles", "rights"]),
    "repair-answer": (not_repaired, "试不修〔2027〕1号", 2, ["act", "facts", "reasons", "articles", "rights"]),
    "review": (renewed, "", 2, ["act", "afterwards", "facts", "reasons", "articles", "rights"]),
    "pledge": (pledged, "试诺〔2026〕1号", 1, ["pledge", "words", "rights"]),
    "breach": (broken, "试违〔2026〕1号", 2, ["act", "afterwards", "rights"]),
    "take-over": (taken_over, "旧列〔2019〕1号", 2, ["act", "afterwards", "rights"]),
    "transfer": (transferred, "", 0, ["transfer", "afterwards"]),
    "recall": (annulled, "", 0, ["change", "duties"]),
}
TOLD_BEFORE = ("notice", "public-notice", "decision", "removal", "objection", "certified")
"""Tested where notices, decisions and what is read of persons are."""


def test_every_kind_of_document_has_its_test() -> None:
    assert set(STORIES) | set(TOLD_BEFORE) == set(KINDS)


@pytest.mark.article(5, 6, 8, 13)
@pytest.mark.parametrize("kind", STORIES)
def test_each_step_has_its_document(desk: Desk, kind: Kind) -> None:
    story, number, officers, wanted = STORIES[kind]
    case = story(desk)
    made = document(desk, case, kind)
    assert [each.id for each in sections(made)] == wanted
    assert made.number == number if number else made.number
    assert made.dated is not None and len(made.signed) == officers
    assert len({who.en for _, who in made.signed}) == officers
    for text in _texts(made):
        assert bool(text.zh) == bool(text.en), text
    assert document(desk, case, kind) == made, "the same case gives the same document"
    html = render_html(made).decode()
    assert made.number in html and "合成登记册" in html
    assert render_pdf(made).startswith(b"%PDF")


@pytest.mark.parametrize("kind", STORIES)
def test_what_has_not_happened_is_not_documented(desk: Desk, kind: Kind) -> None:
    case = desk.noticed(desk.organisation())
    with pytest.raises(NotFound) as caught:
        document(desk, case, kind)
    assert caught.value.code == "not-yet" and caught.value.detail.zh


def test_a_hearing_given_up_is_recorded_with_the_answer(desk: Desk) -> None:
    case = invited(desk)
    desk.do(WaiveHearing(case=case, how="given-up", document="试弃〔2026〕1号"))
    desk.after(days=20)
    desk.do(DecideListing(case=case, document="试列〔2026〕1号"))
    record = said(document(desk, case, "hearing"), "en")
    assert "given up by the subject" in record and "Record of the answer" in record


def test_the_record_says_who_was_heard_and_who_presided(desk: Desk) -> None:
    made = document(desk, heard(desk), "hearing")
    text = said(section(made, "hearing"), "zh")
    assert "委托代理人、证人" in text and "market-2" in text
    assert made.parts[0].title.zh == "听证笔录"


def test_the_notice_states_the_hearing_and_when_the_case_lapses(desk: Desk) -> None:
    made = document(desk, desk.noticed(desk.organisation()), "notice")
    assert "26 July 2026" in said(section(made, "lapse"), "en") and "2026年7月26日" in said(section(made, "lapse"), "zh")
    assert "at least 7 days" in said(section(made, "rights"), "en")
    none = document(desk, desk.noticed(desk.organisation(2), "open"), "notice")
    assert "hearing" not in said(section(none, "rights"), "en")
    before = document(desk, desk.proposed(desk.organisation(3)), "notice", "试告〔2026〕9号", date(2026, 4, 20))
    assert "within 90 days of the last day to answer" in said(section(before, "lapse"), "en")


def test_a_pledge_is_a_form_of_fixed_words_before_it_is_given_and_says_when_it_was_taken_back(desk: Desk) -> None:
    case = listed(desk)
    with pytest.raises(BadInput):
        document(desk, case, "pledge")
    blank = document(desk, case, "pledge", "试诺〔2026〕1号", date(2026, 5, 10))
    assert "blank template" in said(blank, "en") and not blank.signed
    desk.do(MakePledge(case=case, template="repair-pledge", document="试诺〔2026〕1号"))
    given = document(desk, case, "pledge")
    assert section(given, "words") == section(blank, "words")
    desk.do(WithdrawPledge(case=case, document="试撤诺〔2026〕1号"))
    assert "taken back" in said(document(desk, case, "pledge"), "en")
    with pytest.raises(NotFound):
        document(desk, case, "breach")


def test_a_deadline_on_an_unpublished_calendar_is_marked_in_the_letter(desk: Desk) -> None:
    case = listed(desk)
    desk.on(date(2026, 12, 29))
    desk.do(SuspendEffect(case=case, reason="wrong-subject", document="试暂〔2026〕1号"))
    made = document(desk, case, "suspension")
    assert "provisional" in said(section(made, "act"), "en") and "暂定" in said(section(made, "act"), "zh")


@pytest.mark.article(8, 14)
def test_a_recall_names_the_decision_and_nothing_of_what_came_of_it(desk: Desk) -> None:
    case = listed(desk)
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
    desk.do(DecideObjection(case=case, upheld=True, document="试复〔2026〕1号"))
    text = said(document(desk, case, "recall"), "en") + said(document(desk, case, "recall"), "zh")
    assert "试列〔2026〕1号" in text and "no effect any more" in text
    assert "试复" not in text and "objection" not in text and "异议" not in text


def test_every_lists_own_words_fit_the_frame() -> None:
    """Documents quote the rulebook; nothing there may lack a language."""
    for each in load("cn").lists.values():
        for version in each.versions:
            for words in [*version.repair.conditions, *(ending.title for ending in version.endings)]:
                assert words.zh and words.en


@pytest.mark.article(8)
@pytest.mark.parametrize("kind", ["repair-answer", "extension", "restoration", "breach", "resumption"])
def test_what_burdens_later_is_contested_from_its_own_service(desk: Desk, kind: Kind) -> None:
    """The time against the listing may be over; the time against this decision only begins."""
    rights = section(document(desk, STORIES[kind][0](desk), kind), "rights")
    english = said(rights, "en")
    assert "Against this decision" in english and "within 6 months of service of the decision" in english
    assert "自决定送达之日起6个月内" in said(rights, "zh")


def test_against_a_courts_or_reviewers_document_its_own_words_count(desk: Desk) -> None:
    rights = section(document(desk, varied(desk), "contest"), "rights")
    assert "as it states" in said(rights, "en") and "6 months" not in said(rights, "en")
