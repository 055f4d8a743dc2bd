"""What instruments read of a running register, and that its logs name nobody, whatever is asked of every face."""

from __future__ import annotations

import io
import json
import logging
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.operations.office import ENCODINGS, World, code, finds, name
from tests.register.desk import MakeDesk
from xinyong.errors import Refused, Text
from xinyong.office.counters import Counters
from xinyong.office.logs import FIELDS, JsonLines
from xinyong.register.erase import EraseHeld

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinyong.web.settings")
CANARIES = ("金丝雀查询", "canary-asked", "980000199001010014")  # the last: a made-up person's number


@pytest.fixture
def client(world: World) -> Iterator[Any]:
    """Django's test client on this register; it gives the answer to an error, not the error."""
    import django
    from django.conf import settings

    settings.XINYONG_HOME = world.home
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
    django.setup()
    from django.test import Client

    from xinyong.web import door

    door._open[Path(world.home)] = world.office
    yield Client(raise_request_exception=False)
    door._open.pop(Path(world.home), None)


def figures(client: Any) -> dict[str, Any]:
    """The families of /metrics by name, read by Prometheus' own parser: {labels: value}."""
    from prometheus_client.openmetrics.parser import text_string_to_metric_families

    answer = client.get("/metrics")
    assert answer.headers["Content-Type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8"
    families = list(text_string_to_metric_families(answer.content.decode()))
    assert all(family.documentation and family.type in ("counter", "gauge") for family in families)
    return {each.name: {tuple(sample.labels.values()): sample.value for sample in each.samples} for each in families}


def test_metrics_are_openmetrics_and_right(world: World, client: Any) -> None:
    with pytest.raises(Refused):
        world.do(EraseHeld(row=next(row["seq"] for row in _held(world))))
    found = figures(client)
    with world.office.store.reading() as reading:
        size, sealed = reading.size(), reading.sealed_size()
    assert found["xinyong_entries_recorded"] == {(): size}
    assert found["xinyong_entries_sealed"] == {(): sealed} and sealed == size
    assert found["xinyong_unsealed_seconds"] == {(): 0}
    assert found["xinyong_intake_rows"] == {("accepted",): 4, ("already-held",): 0, ("refused",): 1, ("waiting",): 2}
    assert sum(found["xinyong_intake_refused_rows"].values()) == 1
    assert found["xinyong_refusals"] == {("14",): 1}
    assert found["xinyong_clock_went_back"] == {(): 0}
    assert found["xinyong_retention_due"] == {(): 1}


def _held(world: World) -> list[dict[str, Any]]:
    with world.office.store.reading() as reading:
        rows = reading.rows("held")
    fresh = world.file(world.home.parent / "more.csv", _PENALTY, [_row()])
    assert fresh.counts.waiting == 1
    world.office.seal_if_needed()
    with world.office.store.reading() as reading:
        return [row for row in reading.rows("held") if row not in rows]


_PENALTY = ("行政相对人名称", "统一社会信用代码", "行政处罚决定书文号", "处罚类别", "处罚内容", "罚款金额(万元)", "处罚决定日期", "违法事实")


def _row() -> list[str]:
    return ["虚构待核贸易有限公司", "", "虚罚〔2026〕9号", "罚款", "罚款5000元", "0.5", "2026-03-02", "销售不合格商品"]


def test_ready_says_what_is_wrong(world: World, client: Any) -> None:
    assert client.get("/healthz").content == b"ok\n"
    answer = client.get("/readyz")
    assert answer.status_code == 200 and answer.json()["problems"] == []

    world.do(EraseHeld(row=_lapsed(world)))
    world.clock.advance(timedelta(minutes=5))
    assert client.get("/readyz").json()["problems"] == ["not-sealed"]
    assert figures(client)["xinyong_unsealed_seconds"] == {(): 300}
    world.office.seal_if_needed()
    world.clock.advance(timedelta(days=-2))
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["problems"] == ["clock-went-back"]
    assert figures(client)["xinyong_clock_went_back"] == {(): 1}
    world.clock.advance(timedelta(days=2))


def _lapsed(world: World) -> int:
    with world.office.store.reading() as reading:
        return int(reading.rows("held")[0]["seq"])


def test_a_count_that_cannot_be_written_stands_in_nobodys_way(make_desk: MakeDesk) -> None:
    desk = make_desk()
    (desk.home / "counters.db").mkdir()
    assert desk.refusal(EraseHeld(row=999)).code == "not-found"
    desk.refusal(desk.record(1, category="inner"))
    (desk.home / "counters.db").rmdir()


def test_labels_are_codes_of_ours(tmp_path: Path) -> None:
    counters = Counters(tmp_path / "counters.db")
    assert counters.read() == {"refusals": {}, "rows": {}}
    odd = Refused(Text("甲", "a"), code='x" y\n金丝雀')
    fine = Refused(Text("甲", "a"), article=3, code="never-recorded")
    counters.rows([odd, fine, None, fine])
    counters.refused(fine)
    assert counters.read() == {"rows": {"never-recorded": 2}, "refusals": {"3": 1}}


# --- logs ------------------------------------------------------------------------------------


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that this process logs at any level, as the service writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    names = ("", "xinyong", "django", "django.request", "django.security", "django.server")
    loggers = [logging.getLogger(each) for each in names]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    loggers[0].addHandler(handler)
    yield stream
    loggers[0].removeHandler(handler)
    for logger, level in before:
        logger.setLevel(level)


def _ask_everywhere(client: Any, word: str) -> None:
    """Put a word into every place of every face that takes one."""
    from xinyong.web import operation

    for path in (f"/zh/organisations/{word}", f"/en/law/lists/{word}", f"/{word}", f"/api/v1/organisations/{word}",
                 f"/assets/{word}/{word}", f"/zh/{word}/", "/zh/", "/en/checkpoint", f"/zh/law/instruments/{word}",
                 "/healthz", "/readyz", "/metrics"):
        headers = {"User-Agent": word.encode().hex(), "Referer": "/" + word}
        client.get(path, {"q": word, "on": word, word: word}, headers=headers)
    client.post("/zh/search", {"q": word})
    client.post("/zh/search", {"query": word})
    for body in ({"code": word, "action": "procurement.bid", "purpose": word},
                 {"code": code(1), "action": word, "purpose": word}, {word: word}, [word]):
        client.post("/api/v1/checks", json.dumps(body), content_type="application/json")
    client.post("/api/v1/checks", word, content_type="application/json")
    client.get("/healthz", headers={"Host": "evil.example"})
    view = operation.vitals
    operation.vitals = lambda office: (_ for _ in ()).throw(ValueError(f"a bug that repeats {word}"))
    client.get("/metrics")
    operation.vitals = view


@pytest.mark.article(13)
@pytest.mark.article(14)
def test_no_log_line_holds_what_was_asked(world: World, client: Any, logged: io.StringIO, tmp_path: Path) -> None:
    for word in CANARIES:
        _ask_everywhere(client, word)
    for known in (code(1), code(2)):  # what is held: names and codes of organisations stand in no log either
        client.get(f"/zh/organisations/{known}")
        client.post("/api/v1/checks", json.dumps({"code": known, "action": "procurement.bid", "purpose": "test"}),
                    content_type="application/json")
    world.file(tmp_path / "more.csv", _PENALTY, [_row(), ["", "金丝雀查询", *_row()[2:]]])
    world.office.store.seal()
    text = logged.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    requests = [line for line in lines if line.get("event") == "request"]
    assert len(requests) >= 3 * 20
    assert any(line.get("error") == "ValueError" for line in lines), "the bug was logged"
    allowed = {"at", "level", "logger", "event", "error", "frames", *FIELDS}
    assert all(set(line) <= allowed for line in lines)
    assert {line["route"] for line in requests} >= {"metrics", "healthz", "<lang:language>/organisations/<str:code>"}
    folder = tmp_path / "logs"
    folder.mkdir()
    for each in ENCODINGS:
        (folder / each).write_bytes(text.encode(each))
    (folder / "unescaped").write_bytes(json.dumps(lines, ensure_ascii=False).encode())
    words = [*CANARIES, code(1), code(2), name(1), name(2), "虚构待核", "虚罚"]
    needles = {f"{word} in {each}": word.encode(each) for word in words for each in ENCODINGS}
    escaped = {f"{word} escaped": json.dumps(word)[1:-1].encode() for word in words}
    assert finds(folder, needles | escaped) == []


def test_a_line_takes_nothing_but_its_members() -> None:
    record = logging.LogRecord("xinyong.web", logging.INFO, "f", 1, "said %s", ("金丝雀",), None)
    record.told = {"route": "/zh/?q=a b", "code": "Not A Code", "status": "200", "method": "金丝雀", "other": 1, "ms": 3}
    assert set(json.loads(JsonLines().format(record))) == {"at", "level", "logger", "ms"}
    foreign = logging.LogRecord("somebody", logging.INFO, "f", 1, "asked for canary", None, None)
    assert "canary" not in JsonLines().format(foreign)


def test_every_answer_bears_a_number_of_its_own(client: Any) -> None:
    one, other = client.get("/healthz"), client.get("/nothing", headers={"X-Request-Id": "canary"})
    assert len(one.headers["X-Request-Id"]) == 16 and one.headers["X-Request-Id"] != other.headers["X-Request-Id"]
    assert "canary" not in other.headers["X-Request-Id"]
