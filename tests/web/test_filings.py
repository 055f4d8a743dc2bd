"""Filing by request: signed, idempotent, item by item; what is not in order is refused whole and writes nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import copy_register
from tests.intake.helpers import code
from xinyong.journal.officers import Signer, load_credential
from xinyong.office import Office

PATH = "/api/v1/filings"
ITEM = {"CF_XDR_MC": "虚构甲有限公司", "CF_XDR_SHXYM": code(1), "CF_WSH": "虚罚1号", "CF_CFLB": "罚款", "CF_NR": "罚款5000元",
    "CF_NR_FK": 0.5,
        "CF_JDRQ": "2026-03-02", "CF_SY": "销售不合格商品", "CF_FRDB": "某某"}
Post = Callable[..., Any]


@pytest.fixture
def office(founded: Path, tmp_path: Path, world: Any, settings_home: Any) -> Iterator[Office]:
    """A register of its own behind the faces' door, for tests that write."""
    from xinyong.web import door

    home = copy_register(founded, tmp_path / "home")
    with Office.open(home) as opened, settings_home(home):
        door._open[home] = opened
        yield opened
        door._open.pop(home, None)


def size(office: Office) -> int:
    with office.store.reading() as reading:
        return int(reading.size())


@pytest.fixture
def post(client: Any, office: Office) -> Post:
    from xinyong.web.api.signed import headers

    def send(items: Any, key: str = "key-0001", form: str = "penalty", officer: str = "samr-1",
        body: bytes | None = None,
             created: int | None = None, change: dict[str, str | None] | None = None,
                 signer: Signer | None = None) -> Any:
        sent = json.dumps({"form": form, "items": items}, ensure_ascii=False).encode() if body is None else body
        by = signer or load_credential(office.home.credentials / f"{officer}.pem")
        given = headers(by, PATH, sent, key, int(time.time()) if created is None else created)
        given.update({name: value for name, value in (change or {}).items() if value is not None})
        for name in [name for name, value in (change or {}).items() if value is None]:
            given.pop(name)
        return client.post(PATH, sent, content_type="application/json", headers={**given, "accept-language": "en"})

    return send


def test_each_item_has_an_outcome_of_its_own(post: Post, office: Office) -> None:
    items = [ITEM, {**ITEM, "CF_XDR_SHXYM": "", "CF_WSH": "虚罚2号"}, {**ITEM, "CF_NR_FK": 0.6, "CF_WSH": "虚罚3号"}, ITEM,
             {**ITEM, "nickname": "x"}, {**ITEM, "CF_SY": "电话13900000000", "CF_WSH": "虚罚4号"}, ["no object"]]
    response = post(items)
    assert response.status_code == 200, response.content.decode()
    answer = json.loads(response.content)
    assert [item["status"] for item in answer["items"]] == [
        "accepted", "waiting", "refused", "already_held", "refused", "accepted", "refused"
    ]
    assert {k: answer[k] for k in ("rows", "accepted", "already_held", "refused", "waiting", "replayed")} == {
        "rows": 7, "accepted": 2, "already_held": 1, "refused": 3, "waiting": 1, "replayed": False
    }
    problems = [item["problem"] for item in answer["items"] if "problem" in item]
    assert [(each["code"], each.get("field")) for each in problems] == [
        ("amounts-differ", "fine_fen"), ("unknown-member", "nickname"), ("malformed-row", None)
    ]
    assert all(each["type"] == "urn:xinyong:problem:" + each["code"] and each["status"] == 422 for each in problems)
    assert [warn["code"] for warn in answer["warnings"]] == ["personal-column"]
    assert answer["items"][5]["warnings"][0]["code"] == "blanked"
    assert "某某" not in response.content.decode() and "13900000000" not in response.content.decode()
    with office.store.reading() as reading:
        entry = reading.entry(answer["entry"])
        assert reading.entry(answer["items"][0]["entry"]).cause == answer["entry"]
    assert entry.event.attested_by == "samr-1" and len(entry.event.attestation) == 64
    office.store.verify()


def test_the_same_request_again_answers_again_and_writes_nothing(post: Post, office: Office) -> None:
    items = [ITEM, {**ITEM, "CF_XDR_SHXYM": "", "CF_WSH": "虚罚2号"}, {**ITEM, "CF_NR_FK": 0.6, "CF_WSH": "虚罚3号"}]
    first = json.loads(post(items).content)
    before = size(office)
    again = json.loads(post(items).content)
    assert again.pop("replayed") and not first.pop("replayed")
    assert again == first and size(office) == before
    other = post([ITEM])
    assert other.status_code == 422 and json.loads(other.content)["code"] == "idempotency-key-reused"
    new = json.loads(post(items, key="key-0002").content)
    assert [item["status"] for item in new["items"]] == ["already_held", "waiting", "refused"]


def test_a_registration_again(post: Post, office: Office) -> None:
    items = [{"name": f"虚构第{n}号有限公司", "code": code(n)} for n in range(150)]
    first = json.loads(post(items, form="registration").content)
    assert first["accepted"] == 150
    again = json.loads(post(items, form="registration").content)
    assert again["items"] == first["items"] and again["replayed"]


@pytest.mark.article(15)
@pytest.mark.parametrize(("given", "status", "expected"), [
    ({"created": 0}, 422, "bad-header"), ({"created": 1_700_000_000}, 403, "signature-stale"),
    ({"change": {"signature": None}}, 422, "bad-header"), ({"change": {"idempotency-key": None}}, 422, "bad-header"),
    ({"change": {"idempotency-key": '"other-key"'}}, 403, "signature-refused"),
    ({"change": {"content-digest": "sha-256=:" + "A" * 43 + "=:"}}, 422, "digest-differs"),
    ({"change": {"signature": "sig1=:" + "A" * 86 + "==:"}}, 403, "signature-refused"),
    ({"change": {"signature-input": 'sig1=("@method");created=1700000000;keyid="samr-1";alg="ed25519"'}}, 422,
    "bad-header"),
    ({"key": "short"}, 422, "bad-header"),
])  # fmt: skip
def test_what_is_not_signed_as_it_must_be(post: Post, office: Office, given: dict[str, Any], status: int,
    expected: str) -> None:
    before = size(office)
    response = post([ITEM], **given)
    assert (response.status_code, json.loads(response.content)["code"]) == (status, expected)
    assert response["Content-Type"] == "application/problem+json" and size(office) == before


@pytest.mark.article(15)
def test_only_an_enrolled_officer_with_the_enrolled_key(post: Post, office: Office, tmp_path: Path) -> None:
    from xinyong.journal.officers import new_credential

    for name in ("samr-1", "stranger-1"):
        refused = post([ITEM], signer=new_credential(tmp_path / f"{name}.pem", name))
        assert (refused.status_code, json.loads(refused.content)["code"]) == (403, "signature-refused")
    (office.home.credentials / "samr-1.pem").rename(tmp_path / "kept.pem")
    closed = post([ITEM], signer=load_credential(tmp_path / "kept.pem"))
    assert (closed.status_code, json.loads(closed.content)["code"]) == (403, "filing-not-set-up")


@pytest.mark.article(1)
def test_an_authority_without_the_mandate(post: Post) -> None:
    answer = json.loads(post([{"name": "虚构甲有限公司", "code": code(1)}], form="registration", officer="mof-1").content)
    assert answer["refused"] == 1 and answer["items"][0]["problem"]["article"] == 1


@pytest.mark.parametrize(("body", "status", "expected"), [
    (b"{", 422, "not-json"), (b'{"form": "penalty"}', 422, "missing-member"),
    (b'{"form": "penalty", "items": [{}], "x": 1}', 422, "unknown-member"),
    (b'{"form": "penalty", "items": []}', 422, "bad-member"),
    (b'{"form": "nosuch", "items": [{"a": 1}]}', 422, "unknown-form"),
    (b'{"form": "auto", "items": [{"a": 1}]}', 422, "unknown-form"),
    (b'{"form": "penalty", "items": [{"a": 1}]}', 422, "unknown-heading"),
    (json.dumps({"form": "penalty", "items": [{}] * 1001}).encode(), 422, "bad-member"),
    (b" " * (2 << 20) + b"{}", 413, "too-large"),
])  # fmt: skip
def test_requests_not_in_order(post: Post, office: Office, body: bytes, status: int, expected: str) -> None:
    before = size(office)
    response = post([], body=body)
    assert (response.status_code, json.loads(response.content)["code"]) == (status, expected)
    assert size(office) == before


def test_get_is_not_taken_and_the_description_has_it(client: Any) -> None:
    assert client.get(PATH).status_code == 405
    document = json.loads(client.get("/api/v1/openapi.json").content)
    assert document["paths"]["/filings"]["post"]["operationId"] == "file"
    assert "FilingAnswer" in document["components"]["schemas"]
