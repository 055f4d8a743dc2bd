"""Whoever was told of a listing is told of what became of it, each over the channel by which they were told."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.casework.servers import hook, mail_server
from tests.casework.test_acts import annulled, corrected, extended, listed, suspended
from tests.register.desk import Desk, code
from xinyong.casework.delivery.channels import Inbox, PrintQueue, hand_over
from xinyong.casework.delivery.courier import Courier
from xinyong.casework.delivery.desk import RENEW, SUBJECT, THIRD_PARTY
from xinyong.casework.delivery.desk import Desk as Outbox
from xinyong.casework.delivery.issued import Issued
from xinyong.casework.delivery.network import Email, Mail, Signing, Webhook
from xinyong.casework.documents.model import Kind
from xinyong.errors import NotFound, Refused
from xinyong.office.dossiers import basis_of, desk_of, document_of, rendered
from xinyong.office.telling import may_be_told, tell
from xinyong.publication.organisation import organisation_view
from xinyong.register.correct_listing import CorrectListing
from xinyong.register.end_listing import EndListing
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.suspend_listing import SuspendEffect


@pytest.fixture
def outbox(desk: Desk) -> Iterator[Outbox]:
    with desk_of(desk.office) as opened:
        yield opened


def issue(desk: Desk, outbox: Outbox, case: str, kind: Kind = "decision") -> Issued:
    desk.office.seal_if_needed()
    basis = basis_of(desk.office, case, kind)
    return outbox.issue(document_of(desk.office, basis), basis, desk.office.clock())


def told(outbox: Outbox, desk: Desk) -> list[tuple[str, str, str, str]]:
    """What the last telling put into the outbox: to whom, over what, which document."""
    posted = tell(desk.office, outbox)
    return sorted((each.role, each.channel, each.address, outbox.issued(each.issued).basis.kind) for each in posted)


@pytest.mark.article(8)
def test_every_recipient_gets_every_change_over_the_wire(desk: Desk, outbox: Outbox, tmp_path: Path) -> None:
    """A subject and three third parties were told by four channels; then it is corrected, suspended and annulled."""
    case = listed(desk)
    first = issue(desk, outbox, case)
    office, now = desk.office, desk.office.clock
    with mail_server() as (box, port), hook() as one, hook() as other:
        queue = PrintQueue(tmp_path / "queue")
        signer = office.keys.signer()
        channels: dict[str, Any] = {
            "inbox": Inbox(outbox), "print": queue,
            "email": Email(Mail("127.0.0.1", port, "register@example.org", "plain"), "R1", "synthetic"),
            "webhook": Webhook(Signing(signer.sign, signer.public.hex()), "R1", "synthetic"),
        }  # fmt: skip
        courier = Courier(outbox, channels, lambda made, lang, form: rendered(office, made, lang, form), now)
        outbox.post(first.id, "inbox", now())
        hand_over(outbox, first.id, "market-1", "agent", now())
        for channel, address in (("email", "bank@example.org"), ("webhook", one.address), ("webhook", other.address)):
            may_be_told(office, first, THIRD_PARTY)
            outbox.post(first.id, channel, now(), address, role=THIRD_PARTY)
        assert all(each.delivered for each in courier.run())
        assert told(outbox, desk) == [], "nothing new yet"
        desk.do(CorrectListing(case=case, reason="clerical-error", document="试正〔2026〕1号", decision="试列〔2026〕7号"))
        desk.do(SuspendEffect(case=case, reason="court-stay", document="试暂〔2026〕1号"))
        desk.do(OpenObjection(case=case, document="试异〔2026〕1号"))
        desk.do(DecideObjection(case=case, upheld=True, document="试复〔2026〕1号"))
        everyone = [
            (SUBJECT, "inbox", "", "subject's own"), (SUBJECT, "print", "", "subject's own"),
            (THIRD_PARTY, "email", "bank@example.org", "recall"), (THIRD_PARTY, "webhook", one.address, "recall"),
            (THIRD_PARTY, "webhook", other.address, "recall"),
        ]  # fmt: skip
        expected = [
            (role, channel, address, own if kind == "subject's own" else kind)
            for role, channel, address, kind in everyone for own in ("correction", "suspension", "removal")
        ]  # fmt: skip
        assert told(outbox, desk) == sorted(expected)
        assert told(outbox, desk) == [], "each of them once, whatever died in between"
        assert all(each.delivered for each in courier.run())
        assert len(box.got) == 1 + 3
        for receiver in (one, other):
            events = [json.loads(body) for _, body in receiver.got]
            assert [event["data"]["kind"] for event in events] == ["decision", "recall", "recall", "recall"]
            assert len({event["id"] for event in events}) == 4
        subject = desk.rows("organisation")[0]["subject"]
        assert len(outbox.inbox(subject)) == 4
        assert not any(item.state != "done" for item in outbox.items())


@pytest.mark.article(8, 14)
def test_what_is_over_or_suspended_is_off_the_pages_at_once_and_told_to_nobody_new(desk: Desk, outbox: Outbox) -> None:
    case = suspended(desk)
    view = organisation_view(desk.office, code(1), desk.office.today())
    assert not view.listings, "off the page with the entry, sealed or not"
    first = issue(desk, outbox, case)
    with pytest.raises(Refused) as caught:
        may_be_told(desk.office, first, THIRD_PARTY)
    assert caught.value.article == 14
    with pytest.raises(Refused):
        may_be_told(desk.office, issue(desk, outbox, case, "notice"), THIRD_PARTY)
    assert may_be_told(desk.office, first, SUBJECT) == first


@pytest.mark.parametrize(
    ("story", "kinds"), [(listed, []), (extended, ["extension"]), (corrected, ["correction"]), (annulled, ["removal"])]
)
def test_a_decision_sent_after_it_changed_is_followed_by_the_change(
    desk: Desk, outbox: Outbox, story: Any, kinds: list[str]
) -> None:
    outbox.post(issue(desk, outbox, story(desk)).id, "print", desk.office.clock())
    assert [kind for *_, kind in told(outbox, desk)] == kinds
    assert told(outbox, desk) == []


def test_an_erased_case_is_told_to_nobody(desk: Desk, outbox: Outbox) -> None:
    from xinyong.register.erase import EraseCase

    case = listed(desk)
    outbox.post(issue(desk, outbox, case).id, "print", desk.office.clock())
    desk.do(EndListing(case=case, ending="annulled", document="试移〔2026〕1号"))
    desk.after(days=800)
    desk.do(EraseCase(case=case))
    assert tell(desk.office, outbox) == []


def test_an_older_desk_file_takes_several_recipients(desk: Desk) -> None:
    path = desk.office.home.path / "desk.db"
    with desk_of(desk.office) as opened:
        first = issue(desk, opened, listed(desk))
        opened.post(first.id, "print", 1)
        opened.not_delivered(opened.items()[0].key, 2, "x", 3)
    with sqlite3.connect(path) as db:
        db.executescript(
            """PRAGMA foreign_keys = OFF;
            CREATE TABLE old AS
              SELECT key, issued, channel, address, language, state, attempts, next_at FROM casework_outbox;
            DROP TABLE casework_outbox;
            CREATE TABLE casework_outbox (
              key TEXT PRIMARY KEY, issued TEXT NOT NULL REFERENCES casework_issued (id) ON DELETE CASCADE,
              channel TEXT NOT NULL, address TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL,
              attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL, UNIQUE (issued, channel)) STRICT;
            INSERT INTO casework_outbox SELECT * FROM old;
            DROP TABLE old;"""
        )
    with desk_of(desk.office) as opened:
        assert [each.role for each in opened.items()] == [SUBJECT]
        assert opened.attempts(opened.items()[0].key) == [(2, "x")]
        keys = [opened.post(first.id, "email", 1, address).key for address in ("a@example.org", "b@example.org")]
        assert len(set(keys)) == 2 and not any("example" in key for key in keys)
        opened.forget(first.basis.case)
        assert opened.items() == []


def test_an_older_desk_file_opened_by_two_at_once_is_renewed_once(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    Outbox(path).close()
    with ThreadPoolExecutor(1) as other, sqlite3.connect(path) as db:
        db.executescript(
            """DROP TABLE casework_outbox;
            CREATE TABLE casework_outbox (
              key TEXT PRIMARY KEY, issued TEXT NOT NULL REFERENCES casework_issued (id) ON DELETE CASCADE,
              channel TEXT NOT NULL, address TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL,
              attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL, UNIQUE (issued, channel)) STRICT;
            BEGIN IMMEDIATE;"""
        )
        opening = other.submit(lambda: Outbox(path).close())  # waits, having seen the older file
        time.sleep(0.3)
        for statement in RENEW:
            db.execute(statement)
        db.commit()
        opening.result()
    with Outbox(path) as opened:
        assert opened.items() == []


# --- the inbox on the portal ---------------------------------------------------------------------


def test_a_letter_is_read_once_and_that_proves_service_only_where_agreed(desk: Desk, outbox: Outbox) -> None:
    case = listed(desk)
    first = issue(desk, outbox, case)
    key = outbox.post(first.id, "inbox", desk.office.clock()).key
    with pytest.raises(NotFound):
        outbox.offer(key, "", 1)
    office = desk.office
    Courier(outbox, {"inbox": Inbox(outbox)}, lambda m, lang, form: rendered(office, m, lang, form), office.clock).run()
    assert outbox.service_proof(key) is None, "lying in an inbox proves nothing"
    code_ = outbox.offer(key, "", 1000)
    assert outbox.collect(key, "0" * 4, 2000) is None
    assert outbox.collect(key, code_, 2000) is not None and outbox.collect(key, code_, 2001) is None
    assert outbox.service_proof(key) is None, "nobody agreed to electronic service"
    void, agreed = outbox.offer(key, "试同〔2026〕1号", 3000), outbox.offer(key, "试同〔2026〕1号", 3000)
    assert outbox.collect(key, void, 4000) is None
    assert outbox.collect(key, agreed, 3000 + 31 * 86_400_000) is None, "it lapsed"
    assert outbox.collect(key, agreed, 4000) is not None
    proof = outbox.service_proof(key)
    assert proof is not None and (proof.kind, proof.at, proof.reference) == ("read", 4000, f"read:{key}")
    later = outbox.offer(key, "", 5000)
    assert outbox.service_proof(key) == proof, "a later code takes no proof away"
    assert outbox.collect(key, later, 6000) is not None
    outbox.offer(key, "试同〔2026〕2号", 7000)
    assert outbox.service_proof(key) == proof, "service is the first reading that proves it"
    raw = (office.home.path / "desk.db").read_bytes() + (office.home.path / "desk.db-wal").read_bytes()
    assert agreed.encode() not in raw, "the code itself is kept nowhere"
