"""Folding names: one spelling, nothing lost that tells two apart, and the tables as their sources give them."""

from __future__ import annotations

import csv
import timeit
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.subjects.names import divisions, regions
from xinyong.subjects.names.folding import fold, fold_keeping_brackets, has_han
from xinyong.subjects.names.traditional import SIMPLIFIED, TRADITIONAL

SAME = [
    ("样岚（深圳）有限公司", "样岚(深圳)有限公司"), ("样岚【深圳】有限公司", "样岚深圳有限公司"),
    ("樣嵐科技有限公司", "样岚科技有限公司"), ("滙豐衞視", "汇丰卫视"), ("臺灣後山", "台湾后山"),
    ("样岚　科技 有限公司", "样岚科技有限公司"), ("样岚·试棠", "样岚试棠"), ("样岚—试棠", "样岚-试棠"),
    ("三〇七厂", "三零七厂"), ("三○七厂", "三零七厂"), ("ＡＢＣ软件", "abc软件"),
    ("SOCIÉTÉ  Générale", "societe generale"), ("A & B", "A and B"), ("S.A.", "SA"),
    ("Łódź Straße Ægir", "lodz strasse aegir"),
    ("ООО «Бай»", "ооо баи"), ("ﬁnance ①", "finance 1"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("乾元科技", "干元科技"), ("样岚一厂", "样岚二厂"), ("good will", "goodwill"), ("样岚有限公司", "样岚公司"), ("A/S", "AS")],
)
def test_what_tells_two_apart_stays(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    folded = fold(name)
    assert fold(folded) == folded
    assert folded == folded.strip() and "  " not in folded


@given(st.text(alphabet="样岚深圳(（)）科技 AB", max_size=20))
def test_keeping_brackets_changes_nothing_else(name: str) -> None:
    kept = fold_keeping_brackets(name)
    assert fold(kept.replace("(", " ").replace(")", " ")) == fold(name)
    assert kept.count("(") == name.count("(") + name.count("（")


def test_han_is_known() -> None:
    assert has_han("ABC样") and not has_han("ABC") and not has_han("ООО")


def test_a_fold_costs_little() -> None:
    names = ["深圳市样岚（集团）电子科技有限公司上海第一分公司", "成都拟川建筑装饰工程有限责任公司"] * 500
    each = min(timeit.repeat(lambda: [fold(name) for name in names], number=1, repeat=15)) / len(names)
    # The target is 5 µs; four times that is allowed for a machine shared with other work.
    assert each < 20e-6, f"{each * 1e6:.2f} µs a name"


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return character not in "後於菸麽夥"


def test_the_table_of_characters_is_opencc_s() -> None:
    spec = find_spec("opencc")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "dictionary"
    table: dict[str, str] = {}

    def take(old: str, new: str) -> None:
        one_each = len(old) == len(new) == 1 and ord(old) < 0x10000 and ord(new) < 0x10000
        if one_each and old != new and not _in_gb2312(old):
            table.setdefault(old, new)

    for line in (folder / "TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        old, _, new = line.partition("\t")
        take(old, next((each for each in new.split(" ") if each != old), old))
    for file in ("HKVariantsRev.txt", "TWVariantsRev.txt"):
        for line in (folder / file).read_text(encoding="utf-8").splitlines():
            old, _, new = line.partition("\t")
            standard = new.split(" ")[0]
            take(old, table.get(standard, standard))
    assert dict(zip(TRADITIONAL, SIMPLIFIED, strict=True)) == {old: table.get(new, new) for old, new in table.items()}
    assert not set(TRADITIONAL) & set(SIMPLIFIED)


def test_the_table_of_divisions_is_the_standards(validation_data: Callable[[str], Path]) -> None:
    left_out = {
        "市辖区", "县", "省直辖县级行政区划", "省直辖行政单位", "省直辖县级行政单位", "自治区直辖县级行政单位",
        "自治区直辖县级行政区划", "中沙群岛的岛礁及其海域", "苏滁现代产业园", "乌拉盖管委会", "乌拉盖管理区管委会", "郊区", "矿区",
        "城区", "市区", "香港岛", "九龙", "新界", "井冈山",
    }
    expected: set[tuple[str, str]] = set()
    with validation_data("gb2260_division_history.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            code, name = row["code"], row["name"]
            if name not in left_out and len(name) > 1:
                expected.add((code[:2] if code[2:] == "0000" else code[:4], name))
    held: set[tuple[str, str]] = set()
    code = ""
    for word in divisions.TABLE.split():
        if word[0].isdigit():
            digits = 4 if word[:4].isdigit() else 2
            code = word[:digits]
            held.update((code, head) for head in word[digits:].split("/") if head)
        else:
            held.add((code, word))
    assert held == expected


@pytest.mark.parametrize(
    ("text", "stems", "rest"),
    [
        ("广东省深圳市福田区样岚", ["广东", "深圳", "福田"], "样岚"), ("深圳福田样岚", ["深圳", "福田"], "样岚"),
        ("内蒙古自治区样岚", ["内蒙古"], "样岚"), ("恩施土家族苗族自治州样岚", ["恩施"], "样岚"),
        ("福田样岚", [], "福田样岚"), ("样岚深圳", [], "样岚深圳"), ("中国样岚", ["中国"], "样岚"),
    ],
)
def test_leading_divisions(text: str, stems: list[str], rest: str) -> None:
    mentions, left = regions.leading(text)
    assert [mention.stem for mention in mentions] == stems and left == rest
