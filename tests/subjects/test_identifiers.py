"""The registry, CNPJ and resident numbers."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.br import cnpj as cnpj_oracle
from stdnum.br import cpf as cpf_oracle
from stdnum.cn import ric as resident_oracle

from xinyong.errors import BadInput, NotFound
from xinyong.subjects import cnpj, identifiers, resident
from xinyong.subjects.cnpj import CNPJ
from xinyong.subjects.resident import RESIDENT
from xinyong.subjects.uscc import USCC

ROOT12 = st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=12, max_size=12)


def refused(known: identifiers.IdentifierClass, raw: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        known.read(raw)
    assert caught.value.todo and caught.value.detail.zh and caught.value.field == "code"
    return caught.value


# --- registry ---------------------------------------------------------------------------------


def test_classes_are_got_by_name() -> None:
    for name, known in identifiers.ALL.items():
        assert identifiers.get(name) is known and known.name == name and known.title.zh and known.title.en
    with pytest.raises(NotFound, match="no identifier class") as caught:
        identifiers.get("passport")
    assert caught.value.todo and "uscc" in caught.value.todo.en


@pytest.mark.parametrize("known", identifiers.ALL.values(), ids=lambda known: known.name)
def test_every_class_has_a_synthetic_range_of_its_own(known: identifiers.IdentifierClass) -> None:
    codes = [known.synthetic(seq) for seq in range(3000)]
    assert len(set(codes)) == len(codes)
    for code in codes:
        reading = known.read(code)
        assert reading.synthetic and known.is_synthetic(code) and reading.code == code
        assert known.read(known.format(code)).code == code
        assert known.quick(code) == code
    for other in identifiers.ALL.values():
        if other is not known:
            with pytest.raises(BadInput):
                other.read(codes[0])
    known.read(known.synthetic(known.capacity - 1))
    for outside in (-1, known.capacity):
        with pytest.raises(ValueError, match="from 0 to"):
            known.synthetic(outside)


def test_every_warning_has_its_sentence() -> None:
    raws = [USCC.synthetic(1).lower(), USCC.synthetic(1)[:8] + " " + USCC.synthetic(1)[8:]]
    for raw in raws:
        for warning in USCC.read(raw).warnings:
            assert identifiers.WARNINGS[warning].zh and identifiers.WARNINGS[warning].en


# --- CNPJ -------------------------------------------------------------------------------------


@given(ROOT12)
def test_cnpj_agrees_with_the_oracle(first12: str) -> None:
    assert cnpj.check_digits(first12) == cnpj_oracle.calc_check_digits(first12)
    code = first12 + cnpj.check_digits(first12)
    if len(set(first12)) > 1:
        assert CNPJ.read(code).code == code == cnpj_oracle.validate(code)
        assert CNPJ.read(CNPJ.format(code)).code == code and CNPJ.quick(CNPJ.format(code)) == code
        assert CNPJ.format(code) == cnpj_oracle.format(code)


@given(st.text(alphabet="0123456789", min_size=14, max_size=14))
def test_bare_digits_are_judged_as_the_oracle_does(text: str) -> None:
    try:
        accepted = CNPJ.read(text).code == text
    except BadInput:
        accepted = False
    # The oracle lets repeated digits other than zero pass; they are placeholders here.
    assert accepted == (cnpj_oracle.is_valid(text) and len(set(text[:12])) > 1)


def test_the_alphanumeric_form_of_2026() -> None:
    assert CNPJ.read("12.ABC.345/01DE-35").code == "12ABC34501DE35"  # the Receita Federal's own example
    assert CNPJ.read("12abc34501de35").warnings == ["lower-case"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [("", "empty"), ("1234567898007", "length"), ("12.345.678/9800-0X", "character"), ("0" * 14, "placeholder"),
     ("12345678980000", "check-character")],
)
def test_each_mistake_in_a_cnpj(raw: str, code: str) -> None:
    assert refused(CNPJ, raw).code == code


def test_dropped_zeros_and_right_digits_are_told() -> None:
    assert "leading zeros" in refused(CNPJ, "1234567898007").detail.en
    right = cnpj.check_digits("123456789800")
    assert f"would be {right}." in refused(CNPJ, "123456789800" + ("00" if right != "00" else "11")).detail.en


def test_a_natural_persons_number_is_refused_by_article() -> None:
    number = "987654321" + cpf_oracle.compact("98765432100")[9:]
    assert cpf_oracle.is_valid(number)
    error = refused(CNPJ, cpf_oracle.format(number))
    assert error.code == "personal-number" and error.article == 10 and number[:6] not in str(error.as_dict())


def test_real_cnpjs(validation_data: Callable[[str], Path]) -> None:
    with validation_data("brazil_ceis_companies_2020.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["cnpj_check_ok"] == "1":
                assert not CNPJ.read(row["cnpj"]).synthetic
            else:
                assert refused(CNPJ, row["cnpj"]).code == "check-character"


# --- resident numbers -------------------------------------------------------------------------


@given(st.integers(0, RESIDENT.capacity - 1))
def test_synthetic_numbers_are_right_and_belong_to_nobody(seq: int) -> None:
    number = RESIDENT.synthetic(seq)
    assert resident_oracle.calc_check_digit(number) == number[17]
    # The oracle knows the divisions: 98 is none, so that no made-up number is anybody's.
    assert not resident_oracle.is_valid(number)
    reading = RESIDENT.read(number)
    assert reading.synthetic and reading.subject_kind == "person" and reading.region == ""
    assert resident.birth_date(number) == date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


@given(st.text(alphabet="0123456789", min_size=17, max_size=17))
def test_the_check_character_is_the_oracles(first17: str) -> None:
    assert resident.check_character(first17) == resident_oracle.calc_check_digit(first17 + "0")


@given(st.integers(0, RESIDENT.capacity - 1), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_changed_character_is_refused_and_never_repeated(seq: int, at: int, other: str) -> None:
    number = RESIDENT.synthetic(seq)
    changed = number[:at] + other + number[at + 1 :]
    if changed == number:
        return
    error = refused(RESIDENT, changed)
    told = str(error.as_dict()) + str(error) + repr(error.args)
    assert changed[6:14] not in told and changed[:6] not in told and changed[12:] not in told


@pytest.mark.parametrize(
    ("raw", "code"),
    [("", "empty"), ("110105491231002", "15-digit-resident-number"), ("98010119900101", "length"),
     ("98010119900230001X", "birth-date"), ("9801011990010100AX", "character"), ("98010130010101001X", "birth-date")],
)
def test_each_mistake_in_a_resident_number(raw: str, code: str) -> None:
    assert refused(RESIDENT, raw).code == code


def test_an_unknown_province_is_flagged_and_a_lower_case_x_read() -> None:
    first17 = "47010119900101001"
    assert RESIDENT.read(first17 + resident.check_character(first17)).warnings == ["unknown-province"]
    ending = next(number for number in map(RESIDENT.synthetic, range(100)) if number.endswith("X"))
    assert RESIDENT.read(ending.lower()).code == ending


def test_a_number_born_to_order() -> None:
    number = RESIDENT.synthetic_born(date(2015, 6, 1), 12)
    assert resident.birth_date(number) == date(2015, 6, 1) and RESIDENT.read(number).synthetic
    with pytest.raises(ValueError, match="order"):
        RESIDENT.synthetic_born(date(2015, 6, 1), 1000)
