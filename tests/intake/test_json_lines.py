"""JSON Lines: members by key, code or heading; unknown and doubled ones named; one bad line costs itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.helpers import SYNTHETIC, code
from xinyong.errors import BadInput, XinyongError
from xinyong.intake.forms.base import Layout
from xinyong.intake.forms.registry import FORMS, recognise
from xinyong.intake.json_lines import JsonLines, read_object
from xinyong.intake.reading import Record
from xinyong.intake.sheets import open_sheet
from xinyong.register.file_record import FileRecord

FORM = [FORMS["registration"], FORMS["penalty"]]
ROW = {"CF_XDR_MC": "虚构甲有限公司", "CF_XDR_SHXYM": code(1), "CF_WSH": "虚罚1号", "CF_CFLB": "罚款", "CF_NR": "罚款",
       "CF_NR_FK": 0.5, "CF_JDRQ": "2026-03-02"}


def lines(path: Path, *rows: object) -> Path:
    text = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> list[Record]:
    with open_sheet(path, FORM) as sheet:
        assert isinstance(sheet, JsonLines)
        form = recognise(sheet.heading, FORM)
        sheet.know(form, Layout(form, sheet.heading))
        return list(sheet.records())


def decoded(path: Path) -> list[object]:
    with open_sheet(path, FORM) as sheet:
        form = recognise(sheet.heading, FORM)
        decode = form.decoder(Layout(form, sheet.heading), SYNTHETIC)
        return [decode(record.cells)[0] for record in sheet.records()]


def test_codes_keys_and_headings_name_the_same_columns(tmp_path: Path) -> None:
    keys = {"name": "虚构甲有限公司", "code": code(1), "document": "虚罚1号", "kinds": "罚款", "penalty_text": "罚款",
            "fine_fen": "0.5", "decided_on": "2026/3/2"}
    headings = {"行政相对人名称": "虚构甲有限公司", "统一社会信用代码": code(1), "决定书文号": "虚罚1号", "处罚类别": "罚款",
                "处罚内容": "罚款", "罚款金额(万元)": "0.5", "处罚决定日期": "20260302"}
    found = [decoded(lines(tmp_path / f"{n}.jsonl", row))[0] for n, row in enumerate((ROW, keys, headings))]
    assert isinstance(found[0], FileRecord) and found[0].content["fine_fen"] == 500_000
    assert found[0] == found[1] == found[2]


def test_members_may_differ_from_line_to_line(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {**ROW, "CF_SY": "销售不合格商品"}, ROW, {**ROW, "CF_NR_FK": None, "CF_CFLB": "警告"})
    records = read(path)
    assert [record.error for record in records] == [None] * 3 and len({len(record.cells) for record in records}) == 1


def test_bad_lines_cost_themselves_and_are_named(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl", ROW, {**ROW, "nickname": "x"}, '{"CF_WSH": "1", "CF_WSH": "2"}', "[1]", "{not json", "",
        {**ROW, "CF_SY": ["a"]}, {**ROW, "CF_SY": {"a": 1}}, {**ROW, "CF_NR_FK": True},
        '{"CF_WSH": "' + "x" * 600_000 + '"}',
    )
    told = [(record.row, record.error and (record.error.code, record.error.field)) for record in read(path)]
    assert told[:8] == [
        (1, None), (2, ("unknown-member", "nickname")), (3, ("duplicate-member", "CF_WSH")),
        (4, ("malformed-row", None)),
        (5, ("malformed-row", None)), (7, ("bad-member", "CF_SY")), (8, ("bad-member", "CF_SY")), (9, None),
    ]  # fmt: skip
    assert all(error == ("malformed-row", None) for _, error in told[8:])


@pytest.mark.parametrize("text", ["0.1", "910000000000000001", "1e400", "123456789012345678901234567890.5", "-0"])
def test_numbers_are_kept_as_written(text: str) -> None:
    assert read_object(f'{{"a": {text}}}'.encode()) == {"a": text}


def test_no_line_to_read_and_too_many_members(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"{broken\n{broken\n")
    many = lines(tmp_path / "b.jsonl", {f"m{n}": 1 for n in range(301)})
    for path, expected in ((tmp_path / "a.jsonl", "no-heading"), (many, "too-many-members")):
        with pytest.raises(BadInput) as caught:
            open_sheet(path, FORM)
        assert caught.value.code == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_whatever_the_bytes_they_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.jsonl"
    path.write_bytes(b'{"name": "x", "code": "y"}\n' + data)
    try:
        for record in read(path):
            assert record.error is None or record.error.code
    except XinyongError as error:
        assert error.detail.zh and error.detail.en


def test_half_a_surrogate_pair_costs_its_line(tmp_path: Path) -> None:
    lone = '{"CF_WSH": "\\ud800"}'
    named = '{"CF_WSH": "1", "\\udc00": "x"}'
    twice = '{"\\ud800": "1", "\\ud800": "2"}'
    whole = '{"CF_WSH": "\\ud840\\udc00"}'
    for bad in (lone, named):
        with pytest.raises(BadInput) as caught:
            read_object(bad.encode())
        assert caught.value.code == "malformed-row"
    with pytest.raises(BadInput) as caught:
        read_object(twice.encode())
    assert caught.value.code == "duplicate-member" and str(caught.value).encode()
    assert read_object(whole.encode()) == {"CF_WSH": "\U00020000"}
    records = read(lines(tmp_path / "a.jsonl", ROW, lone, ROW))
    assert [record.error and record.error.code for record in records] == [None, "malformed-row", None]
