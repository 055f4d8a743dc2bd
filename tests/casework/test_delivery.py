"""Delivery over real servers on this machine: once for each channel, again after failure, never lost in a crash."""

from __future__ import annotations

import base64
import email
import email.policy
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tests.casework.servers import hook, mail_server
from tests.casework.stories import NAME, Stories, tell
from xinyong.casework.delivery.channels import Inbox, PrintQueue, hand_over
from xinyong.casework.delivery.courier import BACKOFF, Courier
from xinyong.casework.delivery.desk import LEASE_MS, SUBJECT, THIRD_PARTY, Desk
from xinyong.casework.delivery.issued import Basis, Issued, read_code
from xinyong.casework.delivery.network import SIGNATURE_HEADER, Email, Mail, Signing, Webhook, signed_bytes
from xinyong.casework.delivery.port import Channel
from xinyong.errors import BadInput, NotFound, Refused
from xinyong.office.dossiers import basis_of, document_of, dossier_of, remade, rendered
from xinyong.register.events import NoticeServed
from xinyong.register.serve_notice import ServeNotice
from xinyong.subjects.ids import person_case_id

NOW = 1_780_000_000_000
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk."""
    with Desk(tmp_path / "desk.db") as opened:
        yield opened


def issue(desk: Desk, stories: Stories, kind: Any = "decision", case: str = "") -> Issued:
    """Issue a document of the listed case."""
    office = stories.builder.office
    basis = basis_of(office, case or stories.listed, kind)
    return desk.issue(document_of(office, basis), basis, NOW)


class Clock:
    """Milliseconds that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


def courier(desk: Desk, stories: Stories, clock: Clock, *channels: Channel) -> Courier:
    """A courier that makes documents from the journal."""
    office = stories.builder.office
    return Courier(desk, {each.name: each for each in channels},
                   lambda issued, language, form: rendered(office, issued, language, form), clock)


def signing() -> tuple[Signing, Ed25519PublicKey]:
    """A fresh key as webhooks take it."""
    key = Ed25519PrivateKey.generate()
    return Signing(key.sign, key.public_key().public_bytes_raw().hex()), key.public_key()


# --- issuing and codes ---------------------------------------------------------------------------


def test_issuing_twice_gives_the_same_code_and_the_journal_makes_it_again(desk: Desk, stories: Stories) -> None:
    first, second = issue(desk, stories), issue(desk, stories)
    assert first == second
    again = remade(stories.builder.office, first)
    assert again.code == first.code and again.number == first.number


def test_the_desk_holds_no_text_of_a_document(desk: Desk, stories: Stories, tmp_path: Path) -> None:
    issue(desk, stories)
    desk.close()
    content = (tmp_path / "desk.db").read_bytes()
    assert "示市监罚".encode() not in content and "未取得".encode() not in content


def test_a_code_confirms_authenticity_and_nothing_else(desk: Desk, stories: Stories) -> None:
    issued = issue(desk, stories)
    said = desk.confirm(issued.code.lower().replace("-", " "))
    assert said.genuine and said.number == issued.number and said.digest == issued.digest
    whole = repr(said)
    assert NAME not in whole and stories.codes[stories.listed] not in whole and stories.listed not in whole
    other = ("0" if issued.code[0] != "0" else "1") + issued.code[1:]
    assert desk.confirm(other) == type(said)(genuine=False)
    with pytest.raises(BadInput):
        read_code("no code at all")


# --- channels ------------------------------------------------------------------------------------


def test_inbox_once(desk: Desk, stories: Stories) -> None:
    issued, clock = issue(desk, stories), Clock()
    run = courier(desk, stories, clock, Inbox(desk))
    for _ in range(2):
        desk.post(issued.id, "inbox", NOW)
    assert [each.delivered for each in run.run()] == [True] and run.run() == []
    held = desk.inbox(issued.basis.subject)
    assert [each.issued for each in held] == [issued.id] and held[0].read_at is None
    desk.read(held[0].key, NOW + 5)
    desk.read(held[0].key, NOW + 9)
    assert desk.inbox(issued.basis.subject)[0].read_at == NOW + 5


def test_mail_to_a_real_server(desk: Desk, stories: Stories) -> None:
    issued, clock = issue(desk, stories, "notice"), Clock()
    with mail_server() as (box, port):
        mail = Email(Mail("127.0.0.1", port, "register@example.org", "plain"), "R1", "synthetic")
        key = desk.post(issued.id, "email", NOW, "office@example.org").key
        assert courier(desk, stories, clock, mail).run()[0].said == "accepted"
    assert len(box.got) == 1 and box.got[0].rcpt_tos == ["office@example.org"]
    message = email.message_from_bytes(box.got[0].content, policy=email.policy.default)
    body = message.get_body().get_content()  # type: ignore[union-attr]
    heads = str(message["Subject"]) + str(message["Message-ID"]) + body
    assert NAME not in heads and stories.codes[stories.listed] not in heads and "SYNTHETIC" in str(message["Subject"])
    attached = next(message.iter_attachments())  # type: ignore[attr-defined]
    assert attached.get_content().startswith(b"%PDF")
    proof = desk.proof(key)
    assert proof is not None and str(message["Message-ID"]) in proof.reference


def test_mail_refused_for_now_and_for_good(desk: Desk, stories: Stories) -> None:
    clock = Clock()
    first, second = issue(desk, stories, "notice"), issue(desk, stories)
    with mail_server() as (box, port):
        mail = Email(Mail("127.0.0.1", port, "register@example.org", "plain"), "R1", "synthetic")
        run = courier(desk, stories, clock, mail)
        box.replies = ["451 try later"]
        key = desk.post(first.id, "email", NOW, "office@example.org").key
        said = run.run()
        assert said[0].said == "smtp-451" and said[0].again_at == NOW + BACKOFF[0]
        assert run.run() == []
        clock.now += BACKOFF[0]
        assert run.run()[0].delivered and desk.attempts(key)[0][1] == "smtp-451"
        box.replies = ["554 no"]
        desk.post(second.id, "email", clock.now, "office@example.org")
        said = run.run()
        assert said[0].said == "smtp-554" and said[0].again_at is None
    assert desk.item(f"{second.id}-email").state == "failed"


def test_webhook_is_a_signed_cloudevent(desk: Desk, stories: Stories) -> None:
    issued, clock, (key, public) = issue(desk, stories), Clock(), signing()
    with hook() as receiver:
        desk.post(issued.id, "webhook", NOW, receiver.address)
        assert courier(desk, stories, clock, Webhook(key, "R1", "synthetic")).run()[0].said == "acknowledged"
    (heads, body), = receiver.got
    assert heads["Content-Type"].startswith("application/cloudevents+json")
    signature = base64.b64decode(heads[SIGNATURE_HEADER].split("ed25519=")[1].split(";")[0])
    public.verify(signature, signed_bytes("synthetic", body))
    assert signed_bytes("real", body) != signed_bytes("synthetic", body)
    event = json.loads(body)
    for required in ("specversion", "id", "source", "type", "subject", "time"):
        assert isinstance(event[required], str) and event[required]
    assert event["specversion"] == "1.0" and event["id"] == f"{issued.id}-webhook" and event["subject"] == issued.id
    assert base64.b64decode(event["data"]["pdf"]).startswith(b"%PDF") and event["data"]["digest"] == issued.digest
    outside = json.dumps({name: value for name, value in event.items() if name != "data"})
    assert NAME not in outside and stories.codes[stories.listed] not in outside


def test_webhook_backs_off_and_gives_up(desk: Desk, stories: Stories) -> None:
    issued, clock, (key, _) = issue(desk, stories, "notice"), Clock(), signing()
    with hook() as receiver:
        receiver.statuses = [503] * (len(BACKOFF) + 1)
        parcel = desk.post(issued.id, "webhook", NOW, receiver.address).key
        run = courier(desk, stories, clock, Webhook(key, "R1", "synthetic"))
        for wait in BACKOFF:
            said = run.run()
            assert [each.again_at for each in said] == [clock.now + wait]
            clock.now += wait
        assert run.run()[0].again_at is None and desk.item(parcel).state == "failed"
        clock.now += 10 * BACKOFF[-1]
        assert run.run() == []
        desk.retry(parcel, clock.now)
        assert run.run()[0].delivered
    bodies = {body for _, body in receiver.got}
    assert len(receiver.got) == len(BACKOFF) + 2 and len(bodies) == 1, "every attempt sends the same bytes"


@pytest.mark.parametrize(("address", "code"), [
    ("http://hooks.example.org/x", "synthetic-stays"), ("https://hooks.example.org/x", "synthetic-stays"),
])
def test_a_synthetic_document_never_leaves_the_machine(desk: Desk, stories: Stories, address: str, code: str) -> None:
    issued, (key, _) = issue(desk, stories), signing()
    desk.post(issued.id, "webhook", NOW, address)
    desk.post(issued.id, "email", NOW, "office@example.org")
    mail = Email(Mail("mail.example.org", 25, "register@example.org"), "R1", "synthetic")
    said = courier(desk, stories, Clock(), Webhook(key, "R1", "synthetic"), mail).run()
    assert [(each.said, each.again_at) for each in said] == [(code, None)] * 2


def test_a_real_registers_webhook_must_be_encrypted(desk: Desk, stories: Stories) -> None:
    issued, (key, _) = issue(desk, stories), signing()
    desk.post(issued.id, "webhook", NOW, "http://hooks.example.org/x")
    assert courier(desk, stories, Clock(), Webhook(key, "R1", "real")).run()[0].said == "not-encrypted"


def test_print_queue_has_the_file_and_a_manifest(desk: Desk, stories: Stories, tmp_path: Path) -> None:
    issued, queue = issue(desk, stories), PrintQueue(tmp_path / "queue")
    key = desk.post(issued.id, "print", NOW).key
    run = courier(desk, stories, Clock(), queue)
    assert run.run()[0].said == "queued"
    listed = json.loads(queue.manifest.read_bytes())
    assert listed[key]["number"] == issued.number and listed[key]["digest"] == issued.digest
    assert (tmp_path / "queue" / listed[key]["file"]).read_bytes().startswith(b"%PDF")
    queue.remove([key])
    assert json.loads(queue.manifest.read_bytes()) == {} and not list((tmp_path / "queue").glob("*.pdf"))


@pytest.mark.article(11)
@pytest.mark.parametrize(
    ("channel", "address", "role"),
    [("email", "a@example.org", SUBJECT), ("webhook", "https://example.org/x", SUBJECT), ("print", "", THIRD_PARTY),
     ("print", "示范路一号", SUBJECT), ("inbox", "a@example.org", SUBJECT)],
)  # fmt: skip
def test_a_document_to_a_person_goes_to_that_person_and_no_address_is_kept(
    desk: Desk, stories: Stories, channel: str, address: str, role: str
) -> None:
    made = document_of(stories.builder.office, basis_of(stories.builder.office, stories.listed, "decision"))
    of_person = Basis(case=person_case_id(bytes(16)), kind="decision", upto=1, on=date(2026, 5, 6), subject="S")
    issued = desk.issue(made, of_person, NOW)
    with pytest.raises(Refused) as caught:
        desk.post(issued.id, channel, NOW, address, role=role)
    assert caught.value.article == 11 and (not address or address not in str(caught.value))
    assert desk.items() == []
    assert hand_over(desk, issued.id, "samr-1", "in-person", NOW).kind == "handed-over"
    assert desk.post(issued.id, "print", NOW).address == ""


def test_counter_names_the_officer_and_no_person(desk: Desk, stories: Stories) -> None:
    issued = issue(desk, stories)
    proof = hand_over(desk, issued.id, "samr-1", "agent", NOW)
    assert hand_over(desk, issued.id, "samr-2", "agent", NOW + 7) == proof, "the first proof stays"
    with pytest.raises(BadInput):
        hand_over(desk, issued.id, "samr-1", "张三", NOW)


# --- crashes and forgetting ----------------------------------------------------------------------


def test_a_courier_killed_between_sending_and_marking_loses_nothing(
    desk: Desk, stories: Stories, tmp_path: Path
) -> None:
    issued, (key, _) = issue(desk, stories), signing()
    with hook() as receiver:
        parcel = desk.post(issued.id, "webhook", NOW, receiver.address).key
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.casework.dying_courier", str(tmp_path / "desk.db"), str(NOW)], cwd=ROOT
        )
        receiver.before_answer = lambda: os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        assert len(receiver.got) == 1 and desk.item(parcel).state == "waiting" and desk.proof(parcel) is None
        receiver.before_answer = lambda: None
        clock = Clock()
        run = courier(desk, stories, clock, Webhook(key, "R1", "synthetic"))
        assert run.run() == [], "another courier waits until the claim has run out"
        clock.now += LEASE_MS
        assert run.run()[0].delivered
    ids = [json.loads(body)["id"] for _, body in receiver.got]
    assert ids == [parcel, parcel], "the receiver knows the repeat by its id"


def test_two_couriers_take_each_parcel_once(desk: Desk, stories: Stories, tmp_path: Path) -> None:
    issued = issue(desk, stories)
    desk.post(issued.id, "inbox", NOW)
    with Desk(tmp_path / "desk.db") as other:
        assert desk.claim(NOW, ["inbox"]) is not None and other.claim(NOW, ["inbox"]) is None


@pytest.mark.article(14)
def test_an_erased_case_takes_its_documents_with_it(desk: Desk, stories: Stories, tmp_path: Path) -> None:
    issued = issue(desk, stories)
    desk.post(issued.id, "inbox", NOW)
    key = desk.post(issued.id, "print", NOW).key
    run = courier(desk, stories, Clock(), Inbox(desk), PrintQueue(tmp_path / "queue"))
    run.run()
    assert sorted(desk.forget(stories.listed)) == sorted([key, f"{issued.id}-inbox"])
    assert desk.inbox(issued.basis.subject) == [] and desk.items() == [] and not desk.confirm(issued.code).genuine
    with pytest.raises(NotFound):
        desk.issued(issued.id)


def test_a_document_whose_case_is_gone_is_not_delivered(desk: Desk, stories: Stories) -> None:
    issued = issue(desk, stories)
    desk.post(issued.id, "inbox", NOW)

    def gone(issued: Issued, language: str, form: str) -> bytes:
        return rendered(stories.builder.office, msgspec.structs.replace(
            issued, basis=msgspec.structs.replace(issued.basis, case="C" + "A" * 26)), language, form)

    said = Courier(desk, {"inbox": Inbox(desk)}, gone, Clock()).run()
    assert said[0].said == "erased" and said[0].again_at is None and desk.inbox(issued.basis.subject) == []


def test_service_is_recorded_by_an_officer_with_the_proofs_reference(tmp_path: Path) -> None:
    """Delivery decides nothing: between the proof and the entry stands an officer."""
    told = tell(tmp_path / "home")
    office, case = told.builder.office, told.proposed
    with Desk(tmp_path / "desk.db") as desk:
        basis = basis_of(office, case, "notice", "示告〔2027〕10号", date(2027, 6, 1))
        issued = desk.issue(document_of(office, basis), basis, NOW)
        proof = hand_over(desk, issued.id, "samr-1", "mail-room", NOW)
        assert dossier_of(office, basis).last(NoticeServed) is None
        command = ServeNotice(case=case, served_on=date(2027, 6, 1), method="delivered", document=issued.number,
                              proof=proof.reference)
        office.decide(command, told.builder.first)
        found = dossier_of(office, basis_of(office, case, "notice")).last(NoticeServed)
        assert found is not None and found[1].proof == proof.reference and found[1].document == issued.number
        assert remade(office, issued).number == issued.number, "the notice as issued can still be made again"
    office.close()
