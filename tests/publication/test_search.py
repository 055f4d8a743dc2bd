"""Search: by name and code; sole traders by code alone; natural persons by nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publication.world import World
from xinyong.errors import BadInput, Refused
from xinyong.intake.running import run
from xinyong.journal.officers import load_credential
from xinyong.law.loading import load
from xinyong.office import Office, found
from xinyong.publication.search import read_code, search
from xinyong.subjects.resident import RESIDENT
from xinyong.subjects.uscc import USCC


def test_by_part_of_a_name_however_it_is_written(office: Office, world: World) -> None:
    for query in ("清河示范科技", "清河示範科技", "  合成清河 ", "示范食品(示范市)"):
        assert search(office.store, query, 10, "uscc"), query
    assert world.clean in {hit.code for hit in search(office.store, "清河示范", 10, "uscc")}


def test_by_code_however_it_is_written(office: Office, world: World) -> None:
    for query in (world.listed, world.listed.lower(), f" {world.listed[:8]} {world.listed[8:]} "):
        (hit,) = search(office.store, query, 10, "uscc")
        assert hit.code == world.listed and hit.by_code


@pytest.mark.article(11)
def test_a_sole_trader_is_found_by_its_full_code_alone(office: Office, world: World) -> None:
    for query in ("阿明食品店", "合成示范区阿明食品店", "示范", world.trader[:17]):
        assert world.trader not in {hit.code for hit in search(office.store, query, 50, "uscc")}
    assert [hit.code for hit in search(office.store, world.trader, 10, "uscc")] == [world.trader]


@pytest.mark.article(11)
@given(seq=st.integers(0, 10_000))
def test_a_number_of_a_person_is_refused_and_not_repeated(seq: int) -> None:
    number = RESIDENT.synthetic(seq)
    for written in (number, number.lower(), f"{number[:6]} {number[6:14]} {number[14:]}"):
        with pytest.raises(Refused) as raised:
            read_code(written, "uscc")
        said = f"{raised.value.as_dict()} {raised.value}"
        assert raised.value.article == 11 and number not in said and number[6:14] not in said


@given(seq=st.integers(0, 100_000))
def test_every_code_is_read_as_one(seq: int) -> None:
    code = USCC.synthetic(seq)
    assert read_code(code, "uscc") == code


def test_an_empty_query_is_refused(office: Office) -> None:
    with pytest.raises(BadInput):
        search(office.store, "   ", 10, "uscc")


@given(query=st.text(min_size=1, max_size=40))
def test_any_text_is_a_name_a_code_or_refused(query: str) -> None:
    try:
        code = read_code(query, "uscc")
    except Refused as refusal:
        assert refusal.article == 11
    else:
        assert code is None or len(code) == 18


@pytest.mark.article(11)
def test_a_one_person_firm_is_found_by_its_full_code_only(tmp_path: Path) -> None:
    """Sole traders and one-person firms keep a person's protection wherever they could be browsed."""
    code = USCC.synthetic(77)
    path = tmp_path / "registration.csv"
    path.write_text(f"企业名称,统一社会信用代码,企业类型\n云岭市独行软件有限公司,{code},有限责任公司(自然人独资)\n", encoding="utf-8")
    with found(tmp_path / "register", "synthetic", load("cn")) as office:
        signer = load_credential(office.home.credentials / "samr-1.pem")
        assert run(office, [path], "samr", signer).counts.accepted == 1
        assert search(office.store, "独行软件", 5, "uscc") == []
        assert [hit.code for hit in search(office.store, code, 5, "uscc")] == [code]
