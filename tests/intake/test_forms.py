"""Rows to commands: every form, every kind of bad row, nothing of a person repeated."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.intake.helpers import BRAZIL, BRAZIL_SYNTHETIC, REAL, SYNTHETIC, TODAY, code, decode_row
from xinyong.errors import BadInput, Refused, XinyongError
from xinyong.intake.forms.base import Layout, heading_key
from xinyong.intake.forms.penalty import identify
from xinyong.intake.forms.registration import STATUSES
from xinyong.intake.forms.registry import FORMS, encodings, named, recognise
from xinyong.register.file_record import FileRecord
from xinyong.register.hold_row import HoldRow
from xinyong.register.mirror_listing import MirrorListing
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.subjects.identifiers import ALL, get

REGISTRATION = {"企业名称": "某某市虚构贸易有限公司", "统一社会信用代码": code(1), "成立日期": "2012-03-04", "登记状态": "存续"}
PENALTY = {
    "CF_XDR_MC": "某某市虚构贸易有限公司", "CF_XDR_LB": "法人及非法人组织", "CF_XDR_SHXYM": code(1),
    "CF_FRDB": "某某某", "CF_FR_ZJHM": "", "CF_XDR_ZJLX": "", "CF_XDR_ZJHM": "", "CF_WSH": "虚市监处罚〔2026〕1号",
    "CF_WFXW": "食品违法行为", "CF_SY": "销售标签不符合规定的食品", "CF_YJ": "《中华人民共和国食品安全法》第一百二十五条第一款",
    "CF_CFLB": "罚款;没收违法所得", "CF_NR": "罚款5000元;没收违法所得223元", "CF_NR_FK": "0.5", "CF_NR_WFFF": "0.0223",
    "CF_JDRQ": "2026/03/02", "CF_YXQ": "2099/12/31", "CF_GSJZQ": "", "CF_CFJG": "虚构市市场监督管理局", "BZ": "内部备注",
}
PERSON = get("resident").synthetic(3)
CEIS = {
    "CPF OU CNPJ DO SANCIONADO": get("cnpj").format(get("cnpj").synthetic(7)),
    "NOME DO SANCIONADO": "EMPRESA FICTICIA LTDA",
    "TIPO DE PESSOA": "J", "CATEGORIA DA SANÇÃO": "Suspensão - Lei de Licitações", "DATA INÍCIO SANÇÃO": "01/02/2024",
    "DATA FINAL SANÇÃO": "31/01/2027", "ÓRGÃO SANCIONADOR": "Órgão Fictício", "UF ÓRGÃO SANCIONADOR": "SP",
}


def refusal(form: str, row: dict[str, str], **changes: str) -> XinyongError:
    with pytest.raises(XinyongError) as caught:
        decode_row(form, {**row, **changes}, BRAZIL_SYNTHETIC if form == "ceis" else SYNTHETIC)
    error = caught.value
    assert isinstance(error, BadInput | Refused)
    assert error.field and error.todo and error.todo.zh and error.todo.en and error.detail.zh and error.detail.en
    return error


# --- registration ----------------------------------------------------------------------------


def test_registration_row() -> None:
    command, warns = decode_row("registration", REGISTRATION)
    assert command == RegisterOrganisation(
        identifier="uscc", code=code(1), name="某某市虚构贸易有限公司", subject_kind="enterprise", region=code(1)[2:8],
        registered_on=date(2012, 3, 4), status="active", flags=[],
    )
    assert warns == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"企业名称": " "}, ("missing", "name")),
        ({"企业名称": "某" * 201}, ("too-long", "name")),
        ({"企业名称": "某公司13900000000"}, ("number-in-name", "name")),
        ({"企业名称": "某公\ufffd司"}, ("damaged-text", "name")),
        ({"统一社会信用代码": ""}, ("empty", "code")),
        ({"统一社会信用代码": code(1)[:-1]}, ("length", "code")),
        ({"统一社会信用代码": "91440300MA5DA7BR5Y"}, ("check-character", "code")),
        ({"统一社会信用代码": "9.14403E+17"}, ("spreadsheet-number", "code")),
        ({"成立日期": "2012-02-30"}, ("bad-date", "registered_on")),
        ({"成立日期": (TODAY + timedelta(days=1)).isoformat()}, ("future-date", "registered_on")),
        ({"登记状态": "不知道"}, ("unknown-status", "status")),
    ],
)
def test_each_bad_registration_row_says_field_and_reason(changes: dict[str, str], expected: tuple[str, str]) -> None:
    error = refusal("registration", REGISTRATION, **changes)
    assert (error.code, error.field) == expected


def test_codes_of_the_two_worlds_never_mix() -> None:
    with pytest.raises(BadInput) as caught:
        decode_row("registration", REGISTRATION, REAL)
    assert caught.value.code == "synthetic-code"


@given(st.sampled_from(["存续(在营、开业、在册)", "存续（在营、开业、在册）", "吊销，未注销", "吊销,未注销", "在业", "ACTIVE", " 注销 ", ""]))
def test_words_of_status(word: str) -> None:
    command, _ = decode_row("registration", {**REGISTRATION, "登记状态": word})
    assert isinstance(command, RegisterOrganisation)
    assert command.status in {*STATUSES, ""}
    assert bool(command.status) == bool(word.strip())


def test_codes_are_read_in_any_width_and_case_with_a_warning() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code(1).lower())
    command, warns = decode_row("registration", {**REGISTRATION, "统一社会信用代码": f"'{wide}"})
    assert isinstance(command, RegisterOrganisation) and command.code == code(1)
    assert {warn.code for warn in warns} == set(command.flags) == {"full-width", "lower-case", "separators"}


def test_a_firm_named_after_its_owner_loses_the_cpf() -> None:
    row = {"cnpj": get("cnpj").synthetic(7), "razao_social": "EMPRESARIO FICTICIO 11111111111"}
    command, warns = decode_row("registration", row, BRAZIL_SYNTHETIC)
    assert isinstance(command, RegisterOrganisation) and command.name == "EMPRESARIO FICTICIO"
    assert [warn.code for warn in warns] == ["personal-number-cut"]


def test_no_form_branches_on_a_country() -> None:
    """What differs by country is a property of the identifier's class: no form compares its name."""
    for path in (ROOT / "xinyong" / "intake").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"identifier(\.name)? *[!=]=", source), path.name
        assert not any(f'get("{known}")' in source for known in ALL), path.name


# --- penalties -------------------------------------------------------------------------------


def test_penalty_row() -> None:
    command, warns = decode_row("penalty", PENALTY)
    assert isinstance(command, FileRecord)
    assert (command.code, command.document, command.decided_on) == (code(1), "虚市监处罚〔2026〕1号", date(2026, 3, 2))
    assert command.penalty_kinds == ["fine", "confiscation-gains"]
    assert command.content == {
        "kinds": "fine;confiscation-gains", "violation_type": "食品违法行为", "facts": "销售标签不符合规定的食品",
        "penalty_text": "罚款5000元;没收违法所得223元", "legal_basis": "中华人民共和国食品安全法|125|1|0", "fine_fen": 500_000,
        "confiscated_fen": 22_300, "deciding_authority": "虚构市市场监督管理局", "effective_until": "2099-12-31",
    }
    assert warns == ()


@pytest.mark.article(3)
def test_personal_and_remarks_columns_leave_no_trace() -> None:
    row = {**PENALTY, "CF_FRDB": "张三丰", "CF_FR_ZJHM": PERSON, "BZ": "该负责人信访多次"}
    command, _ = decode_row("penalty", row)
    for trace in ("张三丰", PERSON, "信访"):
        assert trace not in repr(command)


@pytest.mark.article(3)
def test_forbidden_content_is_blanked_before_anything_is_built() -> None:
    row = {**PENALTY, "CF_SY": "销售不合格食品，当事人电话13900000000，法定代表人多次上访，责令改正"}
    command, warns = decode_row("penalty", row)
    assert isinstance(command, FileRecord)
    facts = str(command.content["facts"])
    assert "13900000000" not in facts and "上访" not in facts
    assert "[not kept: Article 3]" in facts and facts.startswith("销售不合格食品")
    assert [(warn.code, warn.field) for warn in warns] == [("blanked", "facts")]


@pytest.mark.article(11)
@pytest.mark.parametrize(
    "changes",
    [
        {"CF_XDR_LB": "自然人", "CF_XDR_MC": "张三丰"},
        {"CF_XDR_LB": "", "CF_XDR_SHXYM": "", "CF_XDR_MC": "张三丰"},
        {"CF_XDR_LB": "", "CF_XDR_SHXYM": "", "CF_XDR_MC": "阿凡提·虚构"},
        {"CF_XDR_SHXYM": "", "CF_XDR_MC": "张三丰", "CF_XDR_ZJHM": PERSON},
        {"CF_XDR_SHXYM": PERSON, "CF_XDR_MC": "张三丰"},
    ],
)
def test_natural_persons_are_refused_and_not_repeated(changes: dict[str, str]) -> None:
    error = refusal("penalty", PENALTY, **changes)
    assert error.code in ("natural-person", "resident-number")
    assert error.article in (10, 11)
    told = json.dumps(error.as_dict(), ensure_ascii=False)
    for value in changes.values():
        assert value in ("", "自然人") or value not in told


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"CF_XDR_MC": ""}, ("missing", "name")),
        ({"CF_WSH": ""}, ("missing", "document")),
        ({"CF_CFLB": ""}, ("missing", "kinds")),
        ({"CF_CFLB": "口头教育"}, ("unknown-kind", "kinds")),
        ({"CF_JDRQ": ""}, ("missing", "decided_on")),
        ({"CF_JDRQ": "2026/05/02"}, ("future-date", "decided_on")),
        ({"CF_JDRQ": "02/03/2026"}, ("bad-date", "decided_on")),
        ({"CF_YXQ": "长期"}, ("bad-date", "effective_until")),
        ({"CF_NR_FK": ""}, ("missing", "fine_fen")),
        ({"CF_NR_FK": "5千"}, ("bad-amount", "fine_fen")),
        ({"CF_NR_FK": "5000"}, ("amounts-differ", "fine_fen")),
        ({"CF_NR_WFFF": "0.0224"}, ("amounts-differ", "confiscated_fen")),
        ({"CF_CFLB": "警告", "CF_NR": "警告", "CF_NR_WFFF": "0"}, ("amount-without-kind", "fine_fen")),
        ({"CF_XDR_SHXYM": code(1)[:-1]}, ("length", "code")),
        ({"CF_WSH": "号" * 129}, ("too-long", "document")),
    ],
)
def test_each_bad_penalty_row_says_field_and_reason(changes: dict[str, str], expected: tuple[str, str]) -> None:
    error = refusal("penalty", PENALTY, **changes)
    assert (error.code, error.field) == expected


@pytest.mark.parametrize(("word", "procedure"), [("简易程序", "summary"), ("普通程序", "ordinary"), ("", "")])
def test_the_procedure_is_passed_on_to_the_decision(word: str, procedure: str) -> None:
    command, _ = decode_row("penalty", {**PENALTY, "处罚程序": word})
    assert isinstance(command, FileRecord) and command.procedure == procedure
    assert refusal("penalty", {**PENALTY, "处罚程序": "快办"}).code == "unknown-procedure"


def test_a_row_without_a_code_waits_and_identified_it_is_the_same_filing() -> None:
    coded, _ = decode_row("penalty", {**PENALTY, "处罚程序": "普通程序"})
    held, _ = decode_row("penalty", {**PENALTY, "处罚程序": "普通程序", "CF_XDR_SHXYM": ""})
    assert isinstance(held, HoldRow) and isinstance(coded, FileRecord)
    assert held.name == "某某市虚构贸易有限公司"
    identified = identify(held, get("uscc").read(code(1)), "uscc", seq=12)
    assert identified.held == 12
    assert identified.identity() == coded.identity()
    assert (identified.procedure, identified.penalty_kinds) == (coded.procedure, coded.penalty_kinds)


def test_a_penalty_as_people_read_it() -> None:
    command, _ = decode_row("penalty", PENALTY)
    assert isinstance(command, FileRecord)
    shown = {key: (title, value) for key, title, value in FORMS["penalty"].show(command.content)}
    assert shown["fine_fen"][1].zh == "5000.00 元" and shown["fine_fen"][0].zh == "罚款金额"
    assert shown["kinds"][1].en == "fine; confiscation of unlawful gains"
    assert shown["legal_basis"][1].zh == "《中华人民共和国食品安全法》第一百二十五条第一款"
    assert shown["effective_until"][1].en == "long-term"


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_amounts_reach_the_record_to_the_last_fen(fine: int, gains: int) -> None:
    wan = "{}.{:06d}".format
    row = {**PENALTY, "CF_NR": "罚款;没收违法所得", "CF_NR_FK": wan(*divmod(fine, 10**6)),
           "CF_NR_WFFF": wan(*divmod(gains, 10**6))}
    command, _ = decode_row("penalty", row)
    assert isinstance(command, FileRecord)
    assert (command.content["fine_fen"], command.content["confiscated_fen"]) == (fine, gains)


# --- CEIS ------------------------------------------------------------------------------------


def test_ceis_row() -> None:
    command, warns = decode_row("ceis", CEIS, BRAZIL_SYNTHETIC)
    assert command == MirrorListing(
        list="ceis", code=get("cnpj").synthetic(7), name="EMPRESA FICTICIA LTDA", source="Órgão Fictício",
        sanction="Suspensão - Lei de Licitações", identifier="cnpj", subject_kind="enterprise", territory="SP",
        since=date(2024, 2, 1), until=date(2027, 1, 31),
    )
    assert warns == ()


@pytest.mark.parametrize("stated", ["", "Sem informação", "-"])
def test_what_the_source_does_not_state_stays_unstated(stated: str) -> None:
    command, warns = decode_row(
        "ceis", {**CEIS, "DATA FINAL SANÇÃO": stated, "UF ÓRGÃO SANCIONADOR": stated, "ÓRGÃO SANCIONADOR": ""},
        BRAZIL_SYNTHETIC,
    )
    assert isinstance(command, MirrorListing)
    assert (command.until, command.territory, command.source) == (None, "", "")
    assert [warn.code for warn in warns] == ["source-not-stated"]


@pytest.mark.article(11)
@pytest.mark.parametrize(
    "changes", [{"CPF OU CNPJ DO SANCIONADO": "***.111.111-**"}, {"TIPO DE PESSOA": "F"},
                {"CPF OU CNPJ DO SANCIONADO": "111.111.111-11"}],
)
def test_ceis_rows_of_persons_are_refused(changes: dict[str, str]) -> None:
    error = refusal("ceis", CEIS, **changes)
    assert error.code in ("natural-person", "personal-number")
    assert "FICTICIA" not in str(error.as_dict()) and "111111" not in str(error.as_dict())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"NOME DO SANCIONADO": ""}, ("missing", "name")),
        ({"CATEGORIA DA SANÇÃO": ""}, ("missing", "sanction")),
        ({"DATA FINAL SANÇÃO": "31/02/2027"}, ("bad-date", "until")),
        ({"DATA INÍCIO SANÇÃO": "02/05/2026"}, ("future-date", "since")),
        ({"UF ÓRGÃO SANCIONADOR": "São Paulo"}, ("bad-state", "territory")),
        ({"CPF OU CNPJ DO SANCIONADO": "12.345.678/9801-00"}, ("check-character", "code")),
    ],
)
def test_each_bad_ceis_row_says_field_and_reason(changes: dict[str, str], expected: tuple[str, str]) -> None:
    error = refusal("ceis", CEIS, **changes)
    assert (error.code, error.field) == expected


def test_ceis_of_the_real_world_refuses_synthetic_codes() -> None:
    with pytest.raises(BadInput) as caught:
        decode_row("ceis", CEIS, BRAZIL)
    assert caught.value.code == "synthetic-code"


# --- headings --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        (list(REGISTRATION), "registration"),
        (["﻿企业名称", "统一社会信用代码 "], "registration"),
        (["org_name", "USCC", "registered_on"], "registration"),
        (list(PENALTY), "penalty"),
        ([title.lower() for title in PENALTY], "penalty"),
        (["行政相对人名称", "行政相对人代码_1（统一社会信用代码）", "处罚类别", "处罚决定日期"], "penalty"),
        (["org_name", "penalty_category", "decision_date", "fine_10k_yuan"], "penalty"),
        (list(CEIS), "ceis"),
        (["cnpj", "nome", "tipo_sancao", "data_final", "orgao_sancionador", "uf"], "ceis"),
    ],
)
def test_forms_are_recognised_by_their_heading(heading: list[str], form: str) -> None:
    assert recognise(heading, list(FORMS.values())).name == form


def test_an_unknown_heading_names_what_is_missing() -> None:
    with pytest.raises(BadInput) as caught:
        recognise(["企业名称", "税号"], named("auto", ["registration", "penalty"]))
    assert caught.value.code == "unknown-heading" and "统一社会信用代码" in caught.value.detail.zh


def test_two_columns_of_the_same_meaning_are_refused() -> None:
    with pytest.raises(BadInput) as caught:
        Layout(FORMS["registration"], ["企业名称", "主体名称", "统一社会信用代码"])
    assert caught.value.code == "ambiguous-heading"


def test_only_forms_that_the_rulebook_names_are_taken() -> None:
    with pytest.raises(BadInput) as caught:
        named("ceis", ["registration", "penalty"])
    assert caught.value.code == "unknown-form"
    assert encodings(named("auto", ["ceis"])) == ("utf-8", "cp1252")


def test_no_heading_stands_for_two_columns_of_a_form() -> None:
    for form in FORMS.values():
        owner: dict[str, str] = {}
        for column in form.columns:
            for heading in column.headings:
                assert owner.setdefault(heading_key(heading), column.key) == column.key, heading
