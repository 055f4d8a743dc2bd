"""The interface for programs: answers, problem details, its own description."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.publication.world import LIST, TODAY, World
from xinyong.check import Verdict
from xinyong.subjects.resident import RESIDENT
from xinyong.subjects.uscc import USCC
from xinyong.web.api import wire
from xinyong.web.faults import PROBLEM_JSON, Problem

QUESTION = {"action": "procurement.bid", "purpose": "政府采购资格审查"}
PERSON = RESIDENT.synthetic(77)


def ask(client: Any, body: object, language: str = "en", media_type: str = "application/json") -> Any:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/api/v1/checks", sent, content_type=media_type, headers={"accept-language": language})


def test_a_listed_organisation(client: Any, world: World) -> None:
    response = ask(client, {"code": world.listed, **QUESTION})
    assert response.status_code == 200 and response["Content-Type"] == "application/json"
    verdict = msgspec.json.decode(response.content, type=Verdict)
    assert verdict.verdict == "conditional" and verdict.at == TODAY
    (reason,) = verdict.reasons
    assert reason.list == LIST and reason.cites and reason.contest and reason.until
    assert verdict.sealed > 0 and verdict.edition


def test_clear_and_not_covered(client: Any, world: World) -> None:
    clear = msgspec.json.decode(ask(client, {"code": world.clean, **QUESTION}).content, type=Verdict)
    assert (clear.verdict, clear.not_covered) == ("clear", False)
    code = USCC.synthetic(90_001)
    unknown = msgspec.json.decode(ask(client, {"code": code, **QUESTION}).content, type=Verdict)
    assert (unknown.verdict, unknown.not_covered) == ("clear", True) and unknown.limits


def test_what_ended_is_clear(client: Any, world: World) -> None:
    answer = ask(client, {"code": world.ended, **QUESTION})
    assert msgspec.json.decode(answer.content, type=Verdict).reasons == [] and LIST not in answer.content.decode()


@pytest.mark.article(14)
def test_the_past_is_not_answered(client: Any, world: World) -> None:
    response = ask(client, {"code": world.ended, "at": str(TODAY - timedelta(days=60)), **QUESTION})
    found = problem(response, 409)
    assert found.article == 14 and found.field == "at"


@pytest.mark.article(11)
def test_a_person_is_refused_and_not_repeated(client: Any, world: World) -> None:
    response = ask(client, {"code": PERSON, **QUESTION})
    assert problem(response, 409).article == 11 and PERSON not in response.content.decode()


def problem(response: Any, status: int) -> Problem:
    """The problem details of an answer with this status."""
    assert response.status_code == status and response["Content-Type"] == PROBLEM_JSON
    found = msgspec.json.decode(response.content, type=Problem)
    assert found.status == status and found.type == f"urn:xinyong:problem:{found.code}" and found.title and found.detail
    return found


WRONG: list[tuple[Any, int, str, str | None]] = [
    ({"code": "{clean}", **QUESTION, "actoin": "x"}, 422, "unknown-member", "actoin"),
    ({"code": "{clean}", "action": "procurement.bid"}, 422, "missing-member", "purpose"),
    ({"code": 7, **QUESTION}, 422, "bad-member", "code"),
    ({"code": "{clean}", **QUESTION, "at": "soon"}, 422, "bad-member", "at"),
    ({"code": "{clean}", "action": "no.such", "purpose": "x"}, 422, "bad-input", "action"),
    ({"code": "{clean}", "action": "procurement.bid", "purpose": " "}, 422, "bad-input", "purpose"),
    ({"code": "123", **QUESTION}, 422, "length", "code"),
    ([], 422, "bad-member", None),
    (b"{", 422, "not-json", None),
    (b"\xff\xfe", 422, "not-json", None),
    (b" " * 20_000, 413, "too-large", None),
]


@pytest.mark.parametrize(("body", "status", "code", "field"), WRONG)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_problems(
    client: Any, world: World, body: Any, status: int, code: str, field: str | None, language: str
) -> None:
    if isinstance(body, dict) and body.get("code") == "{clean}":
        body = {**body, "code": world.clean}
    response = ask(client, body, language)
    found = problem(response, status)
    assert (found.code, found.field) == (code, field)
    assert response["Content-Language"] == ("zh-Hans" if language == "zh" else "en")
    assert any("一" <= character <= "鿿" for character in found.detail) == (language == "zh")


def test_only_json_is_taken(client: Any, world: World) -> None:
    assert problem(ask(client, b"code=1", media_type="application/x-www-form-urlencoded"), 415).code == "json-required"


def test_an_organisation_as_data(client: Any, world: World) -> None:
    response = client.get(f"/api/v1/organisations/{world.listed}")
    found = msgspec.json.decode(response.content, type=wire.Organisation)
    assert found.code == world.listed and found.synthetic and len(found.records) == 2
    assert [listing.list for listing in found.listings] == [LIST]
    assert all(record.content for record in found.records)


def test_the_checkpoint_is_the_signed_note(client: Any, world: World) -> None:
    found = msgspec.json.decode(client.get("/api/v1/checkpoint").content, type=wire.Checkpoint)
    assert found.note.splitlines()[1:3] == [str(found.size), found.root] and found.size > 0


def test_it_describes_itself(client: Any, world: World) -> None:
    described = json.loads(client.get("/api/v1/openapi.json").content)
    assert described["openapi"] == "3.1.0"
    for path, operations in described["paths"].items():
        address = "/api/v1" + path.format(code=world.clean)
        for method in operations:
            response = client.generic(method.upper(), address, b"{}", content_type="application/json")
            assert str(response.status_code) in operations[method]["responses"]
    text = json.dumps(described)
    for reference in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert reference in described["components"]["schemas"]
    members = described["components"]["schemas"]["CheckRequest"]
    assert members["additionalProperties"] is False and set(members["required"]) == {"code", "action", "purpose"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(body=JSON)
def test_no_request_breaks_it(client: Any, world: World, body: Any) -> None:
    assert problem(ask(client, body), 422).todo
