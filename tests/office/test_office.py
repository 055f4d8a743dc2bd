"""The office: who acts, when a register takes commands, what its clock and its folder are trusted with."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.register.book import make_book
from tests.register.desk import Desk, clock_at, code
from xinyong.errors import NotAllowed, OperatorError, Refused, RulebookError
from xinyong.journal.officers import load_credential, new_credential
from xinyong.law import articles
from xinyong.office import Office, find_home, found
from xinyong.office.batch import close_file, file_rows, open_file
from xinyong.office.founding import countersign_register, enrol_officer
from xinyong.office.home import read_edition
from xinyong.register.decisions import ADVERSE, DECISIONS
from xinyong.register.end_listing import EndListing
from xinyong.register.file_record import FileRecord
from xinyong.register.grant_mandate import EnrolOfficer
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.mirror_listing import LapseMirrored
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.open_register import Countersign
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.review_listing import ReviewListing

# --- who acts --------------------------------------------------------------------------------


@pytest.mark.article(6, 15)
def test_an_officer_is_known_by_the_key_not_by_the_name(desk: Desk) -> None:
    stranger = new_credential(desk.home / "credentials" / "x.pem", "x")
    forged = new_credential(desk.home / "credentials" / "y.pem", "market-1")
    for signer in (stranger, forged):
        with pytest.raises(NotAllowed) as refused:
            desk.office.decide(desk.registration(1), signer)
        assert refused.value.field == "officer" and refused.value.todo


@pytest.mark.article(15)
def test_every_entry_is_signed_by_its_officer(desk: Desk) -> None:
    case = desk.listed(desk.organisation())
    desk.do(OpenObjection(case=case, document="试异〔2026〕1号"), "tax-2")
    desk.office.seal_if_needed()
    with desk.office.store.reading() as reading:
        headers = [reading.header(seq) for seq in range(reading.size())]
    assert all(header.signature and header.officer for header in headers)
    assert headers[-1].authority == "tax"
    assert desk.office.store.verify()["entries"] == len(headers)


def test_every_command_of_the_catalogue_has_its_decision() -> None:
    for command, decision in DECISIONS.items():
        words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in command.__name__).lstrip("_")
        assert decision.__name__ == words
    assert set(DECISIONS) >= ADVERSE


# --- a real register -------------------------------------------------------------------------


@pytest.mark.article(6)
def test_a_real_register_takes_nothing_before_a_second_person_countersigned(tmp_path: Path) -> None:
    with found(tmp_path / "home", "real", make_book()) as office:
        operator = load_credential(office.home.credentials / "operator-1.pem")
        enrol = EnrolOfficer(officer="market-1", authority="market", key="ab" * 32)
        with pytest.raises(Refused) as refused:
            office.decide(enrol, operator)
        assert (refused.value.article, refused.value.code) == (6, "not-countersigned") and refused.value.todo
        with pytest.raises(Refused):
            open_file(office, "a" * 64, "registration", "register", operator)
        same = type(operator)("operator-2", operator._key)
        for command, signer in (
            (Countersign(officer="operator-2", key="cd" * 32), operator),  # in another's name
            (Countersign(officer="operator-2", key=operator.public_key), same),  # one person, two names
            (Countersign(officer="operator-1", key=operator.public_key), operator),  # oneself
        ):
            with pytest.raises(Refused) as refused:
                office.decide(command, signer)
            assert refused.value.article == 6
        countersign_register(office)
        office.decide(enrol, operator)


@pytest.mark.article(15)
def test_a_real_register_takes_no_made_up_code(tmp_path: Path) -> None:
    with found(tmp_path / "home", "real", make_book(), countersign=True) as office:
        market = load_credential(office.home.credentials / "market-1.pem")
        filing = FileRecord(
            code=code(1), name="合成公司", category="acts", form="penalty", document="1", content={},
            decided_on=office.today() - timedelta(days=9),
        )
        with pytest.raises(Exception, match="never mix"):
            office.decide(filing, market)


def test_a_real_register_is_given_no_clock(tmp_path: Path) -> None:
    clock = clock_at(date(2026, 4, 20))
    with pytest.raises(OperatorError):
        found(tmp_path / "one", "real", make_book(), clock=clock)
    found(tmp_path / "two", "real", make_book()).close()
    with pytest.raises(OperatorError) as refused:
        Office.open(tmp_path / "two", clock=clock)
    assert refused.value.field == "clock"


# --- the folder ------------------------------------------------------------------------------


@pytest.mark.article(6, 15)
@pytest.mark.parametrize(("field", "value"), [("mode", "synthetic"), ("edition", "0" * 64), ("register", "00")])
def test_the_genesis_is_believed_not_the_note_beside_it(tmp_path: Path, field: str, value: str) -> None:
    home = tmp_path / "home"
    found(home, "real", make_book()).close()
    about = json.loads((home / "register.json").read_text())
    (home / "register.json").write_text(json.dumps({**about, field: value}))
    with pytest.raises(OperatorError) as refused:
        Office.open(home)
    assert refused.value.code == "not-as-opened"


@pytest.mark.article(15)
def test_a_register_of_other_articles_is_not_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.close()
    monkeypatch.setattr(articles, "digest", lambda: "0" * 64)
    with pytest.raises(OperatorError, match="other Articles"):
        Office.open(desk.home, clock=desk.clock)


@pytest.mark.article(1, 15)
def test_an_edition_that_was_tampered_with_is_no_law(desk: Desk) -> None:
    path = desk.office.home.editions / f"{make_book().digest}.json"
    path.write_bytes(path.read_bytes().replace(b'"months":36', b'"months":99'))
    with pytest.raises(RulebookError):
        read_edition(desk.office.home, make_book().digest)


def test_a_folder_is_one_register_once(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(OperatorError):
        found(desk.home, "synthetic", make_book())
    with pytest.raises(OperatorError) as refused:
        Office.open(tmp_path / "nothing")
    assert refused.value.todo


def test_the_folder_is_named_or_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XINYONG_HOME", raising=False)
    with pytest.raises(OperatorError):
        find_home(None)
    monkeypatch.setenv("XINYONG_HOME", str(tmp_path))
    assert find_home(None).path == tmp_path.resolve()
    assert find_home(tmp_path / "a").path == (tmp_path / "a").resolve()


@pytest.mark.parametrize("damage", ["missing", "open", "short"])
def test_the_master_key_must_be_there_and_closed_to_others(desk: Desk, damage: str) -> None:
    desk.close()
    path = desk.office.home.master_key
    if damage == "missing":
        path.unlink()
    elif damage == "open":
        path.chmod(0o644)
    else:
        path.write_bytes(b"short")
    with pytest.raises(OperatorError) as refused:
        Office.open(desk.home, clock=desk.clock)
    assert refused.value.where


# --- the clock -------------------------------------------------------------------------------


@pytest.mark.article(7, 5)
def test_a_clock_that_went_back_begins_nothing_adverse_but_lets_go(desk: Desk) -> None:
    for number in (1, 2, 3, 4, 5):
        desk.organisation(number)
    listed, objected = desk.listed(code(1)), desk.listed(code(2), "open")
    desk.do(OpenObjection(case=objected, document="试异〔2026〕1号"))
    decided, proposed = desk.decided(code(3)), desk.proposed(code(4))
    desk.do(desk.mirrored(5), "source-1")
    mirrored = desk.rows("standing", list="suspended")[0]["id"]
    today = desk.office.today()
    desk.clock.advance(timedelta(days=-3))
    assert desk.office.today() == today  # a day that was is not undone
    propose = ProposeListing(code=code(4), list="open", ground="breach", facts=[], conduct_on=date(2026, 3, 1))
    for command, officer in (
        (propose, "market-1"), (desk.notice(proposed), "market-1"), (ApproveListing(case=decided), "market-2"),
        (DecideListing(case=proposed, document="x"), "market-1"), (desk.mirrored(4), "source-1"),
        (ReviewListing(case=objected, document="x"), "market-3"),
    ):
        assert type(command) in ADVERSE
        refusal = desk.refusal(command, officer)
        assert (refusal.article, refusal.code) == (7, "clock-went-back") and refusal.todo
    file = desk.open("f", "source")
    with pytest.raises(Refused, match="clock"):
        file_rows(desk.office, file, [desk.mirrored(4)])
    desk.do(EndListing(case=listed, ending="annulled", document="试撤〔2026〕1号"))
    desk.do(DecideObjection(case=objected, upheld=True, document="试复〔2026〕1号"))
    desk.do(DropCase(case=proposed, reason="lapsed"))
    desk.do(LapseMirrored(case=mirrored, file="f" * 64), "source-1")
    close_file(desk.office, file, {"rows": 0, "accepted": 0, "already_held": 0, "refused": 0, "waiting": 0})
    desk.clock.advance(timedelta(days=4))
    desk.do(ApproveListing(case=decided), "market-2")


def test_the_day_is_that_of_the_registers_country(desk: Desk) -> None:
    desk.clock.advance(timedelta(hours=14, minutes=59))
    assert desk.office.today() == date(2026, 4, 20)
    desk.clock.advance(timedelta(minutes=1))
    assert desk.office.today() == date(2026, 4, 21)


@pytest.mark.article(5, 7)
def test_a_clock_that_jumps_forward_skips_no_notice(desk: Desk) -> None:
    """Notice dated after the true day cannot be had by jumping and coming back: time is monotone."""
    case = desk.proposed(desk.organisation())
    desk.clock.advance(timedelta(days=29))
    desk.do(desk.notice(case))
    desk.clock.advance(timedelta(days=-29))
    assert desk.refusal(DecideListing(case=case, document="试列〔2026〕1号")).code == "clock-went-back"
    assert desk.office.today() == date(2026, 5, 19)


def test_a_register_under_the_law_of_cn_opens_and_lists(tmp_path: Path) -> None:
    from xinyong.law.loading import load

    with found(tmp_path / "home", "synthetic", load("cn"), clock=clock_at(date(2026, 4, 20))) as office:
        operator = load_credential(office.home.credentials / "operator-1.pem")
        enrol_officer(office, operator, "samr-3", "samr")
        with office.store.reading() as reading:
            assert reading.count("officer", authority="samr") == 3
            assert reading.count("mandate", authority="register") == 0
