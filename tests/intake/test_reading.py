"""Bytes to records: encodings, delimiters, damaged rows, and memory that stays flat."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.intake.helpers import csv_text
from xinyong.errors import BadInput
from xinyong.intake import reading
from xinyong.intake.reading import Sheet, examine, sniff_delimiter

CELLS = st.text(
    st.characters(codec="gb18030", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffd"), max_size=12
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8)


def records_of(path: Path) -> list[reading.Record]:
    with Sheet(path) as sheet:
        return list(sheet.records())


@given(rows=ROWS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]), delimiter=st.sampled_from(",;\t"))
def test_rows_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], encoding: str, delimiter: str
) -> None:
    path = tmp_path_factory.mktemp("csv") / "file.csv"
    # 㐀 and 啊 make the bytes of GB18030 no valid UTF-8, as any real Chinese file does.
    path.write_bytes(csv_text(["名称", "代码啊", "日期"], rows, delimiter).encode(encoding))
    with Sheet(path) as sheet:
        assert sheet.examined.encoding == ("gb18030" if encoding == "gb18030" else "utf-8")
        assert sheet.heading == ["名称", "代码啊", "日期"]
        assert sheet.delimiter == delimiter
        got = list(sheet.records())
    kept = [(number, row) for number, row in enumerate(rows, 2) if any(cell.strip() for cell in row)]
    assert [(record.row, record.cells) for record in got] == kept
    assert all(record.error is None for record in got)


@given(st.binary(min_size=1, max_size=400))
@example(b"\x80")
@example(b"a,b\n\xff\xff\n")
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("csv") / "file.csv"
    path.write_bytes(data)
    try:
        got = records_of(path)
    except BadInput as error:
        assert error.detail.zh and error.detail.en
    else:
        assert all(record.error is not None or record.cells for record in got)


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64])
def test_encoding_is_decided_on_the_whole_stream(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(reading, "CHUNK", chunk)
    late = ("名称,代码\n" + "x,y\n" * 50 + "末行,啊\n").encode("gb18030")
    assert examine(io.BytesIO(late)).encoding == "gb18030"
    good = ("名称,代码\n" + "𠮷,y\n" * 50).encode()
    found = examine(io.BytesIO(good))
    assert (found.encoding, found.digest, found.size, found.lines) == (
        "utf-8", hashlib.sha256(good).hexdigest(), len(good), 51
    )


@pytest.mark.parametrize("chunk", [1, 5, 1 << 20])
def test_undecodable_file_names_line_and_byte(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(reading, "CHUNK", chunk)
    with pytest.raises(BadInput) as caught:
        examine(io.BytesIO("名称\n好\n".encode() + b"a\xffb\n"))
    assert caught.value.code == "encoding"
    # 名称 and its line feed are 7 bytes, 好 and its 4, then a: the byte at fault is the 13th, on line 3.
    assert caught.value.where == "line 3, byte 13"
    assert "GB18030" in caught.value.detail.en


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"), (b"\xef\xbb\xbf\r\n", "empty-file"), (b"PK\x03\x04rest", "not-csv"),
        (b"\xd0\xcf\x11\xe0rest", "not-csv"), ("名称".encode("utf-16"), "not-csv"), (b",,,\n;;;\n", "no-heading"),
    ],
)
def test_what_is_no_delimited_text_says_what_to_do(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    with pytest.raises(BadInput) as caught:
        Sheet(path)
    assert caught.value.code == code


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(BadInput) as caught:
            Sheet(path)
        assert caught.value.code == "no-file"
        assert str(tmp_path) not in caught.value.detail.en


def test_an_unbalanced_quotation_mark_costs_its_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    lines = ["a,b", "1,2", 'x,"open', "3,4", "5,6", '"7",8', '9,"te"xt"', "10,11"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    got = records_of(path)
    assert [(r.row, r.cells) for r in got if r.error is None] == [
        (2, ["1", "2"]), (4, ["3", "4"]), (5, ["5", "6"]), (6, ["7", "8"]), (8, ["10", "11"])
    ]
    assert [(r.row, r.error.code) for r in got if r.error] == [(3, "malformed-row"), (7, "malformed-row")]


def test_a_quotation_mark_left_open_does_not_swallow_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('a,b\nx,"open\n' + "1,2\n" * 3000, encoding="utf-8")
    got = records_of(path)
    assert [r.row for r in got if r.error] == [2]
    assert sum(r.error is None for r in got) == 3000
    assert got[-1].row == 3002


def test_line_breaks_inside_cells_count_as_one_row(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b'a,b\r\n"one\r\ntwo",2\r\n\r\n3,4\r\n')
    assert [(r.row, r.cells) for r in records_of(path)] == [(2, ["one\r\ntwo", "2"]), (4, ["3", "4"])]


def test_wrong_column_counts_are_refused_and_empty_extra_cells_are_not(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b,,\n1,2\n1\n1,2,3\n1,2,,\n,,,\n\n4,5\n", encoding="utf-8")
    got = records_of(path)
    assert [(r.row, r.error.code if r.error else r.cells) for r in got] == [
        (2, ["1", "2"]), (3, "wrong-columns"), (4, "wrong-columns"), (5, ["1", "2"]), (8, ["4", "5"])
    ]


@pytest.mark.parametrize(
    ("heading", "delimiter"),
    [("a,b;c,d", ","), ("a;b;c", ";"), ("a\tb", "\t"), ('"a,b,c";"d"', ";"), ("alone", ",")],
)
def test_delimiter_is_sniffed_outside_quotation_marks(heading: str, delimiter: str) -> None:
    assert sniff_delimiter(heading) == delimiter


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b\n" + "1,2\n" * 200_000, encoding="utf-8")
    with Sheet(path) as sheet:
        records = sheet.records()
        next(records)
        with path.open("a", encoding="utf-8") as stream:
            stream.write("3,4\n")
        with pytest.raises(BadInput) as caught:
            list(records)
    assert caught.value.code == "file-changed"


def test_memory_stays_flat(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b\n" + "某某公司,000000000000000000\n" * 150_000, encoding="utf-8")
    tracemalloc.start()
    try:
        with Sheet(path) as sheet:
            tracemalloc.reset_peak()
            assert sum(1 for _ in sheet.records()) == 150_000
            assert sheet.position() == sheet.examined.size
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_a_row_shifted_by_a_stray_comma_is_refused_even_if_its_last_cell_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "shifted.csv"
    path.write_text("a,b,c\n1,2,\n1,x,2,\n", encoding="utf-8")
    with Sheet(path) as sheet:
        first, second = sheet.records()
    assert first.error is None and second.error is not None and second.error.code == "wrong-columns"
