"""Licences, abnormal operations, procurement and court entries: every column's fate, every refusal, both layouts."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.databases import copy_register
from tests.intake.helpers import REAL, SYNTHETIC, TODAY, code, decode_row, write
from xinyong.errors import BadInput, Refused, XinyongError
from xinyong.intake.errors_file import ErrorsFile
from xinyong.intake.forms.base import Layout, Setting
from xinyong.intake.forms.registry import FORMS, recognise
from xinyong.intake.running import run
from xinyong.journal.officers import load_credential
from xinyong.office import Office
from xinyong.publication.organisation import organisation_view
from xinyong.register.file_person_record import FilePersonRecord
from xinyong.register.file_record import FileRecord
from xinyong.register.hold_row import HoldRow
from xinyong.subjects.identifiers import get
from xinyong.subjects.resident import RESIDENT
from xinyong.subjects.uscc import check_character

PEOPLE = Setting(TODAY, get("uscc"), "synthetic", "resident")
ADULT = RESIDENT.synthetic_born(date(1990, 5, 1), 7)

LICENCE = {"XK_XDR_MC": "虚构甲食品有限公司", "XK_XDR_SHXYM": code(1), "XK_XKWS": "准予许可决定", "XK_WSH": "虚许1号", "XK_XKLB": "普通",
           "XK_NR": "准予销售预包装食品", "XK_JDRQ": "2026/03/02", "XK_YXQZ": "2026/03/02", "XK_YXQZI": "2099/12/31",
           "XK_XKJG": "虚构市市场监督管理局", "XK_ZT": "1", "XK_FRDB": "某某", "BZ": "备注"}
LICENCE_2016 = {"XK_WSH": "虚许1号", "XK_XMMC": "食品经营", "XK_SPLB": "普通", "XK_NR": "准予销售预包装食品", "XK_XDR": "虚构甲食品有限公司",
                "XK_XDR_SHXYM": code(1), "XK_XDR_ZDM": "", "XK_XDR_GSDJ": "", "XK_XDR_SWDJ": "980000000000000",
                "XK_XDR_SFZ": "", "XK_FR": "某某", "XK_JDRQ": "2026-03-02", "XK_JZQ": "2031-03-01", "XK_XZJG": "虚构市局",
                "XK_ZT": "0", "DFBM": "980100", "SJC": "2026-03-03 10:00:00", "BZ": ""}
ABNORMAL = {"企业名称": "虚构甲有限公司", "统一社会信用代码": code(1), "列入日期": "2026-01-05", "作出决定机关(列入)": "虚构市局",
            "列入经营异常名录原因": "未依照《企业信息公示暂行条例》第八条规定的期限公示年度报告的", "移出日期": "", "移出经营异常名录原因": "",
            "作出决定机关(移出)": ""}
REMOVED = {"移出日期": "2026-04-01", "移出经营异常名录原因": "已补报年度报告并公示", "作出决定机关(移出)": "虚构市局"}
PROCUREMENT = {"序号": "1", "企业名称": "虚构甲有限公司", "统一社会信用代码（或组织机构代码）": code(1), "企业地址": "虚构路1号",
               "严重违法失信行为的具体情形": "提供虚假材料谋取中标", "处罚结果": "罚款5000元，列入不良行为记录名单，一年内禁止参加政府采购活动",
               "处罚依据": "《中华人民共和国政府采购法》第七十七条第一款", "处罚日期": "2026-03-02", "公布日期": "2026-03-05",
               "公布截止日期": "2027-03-04", "执法单位": "虚构市财政局"}
COURT = {"iname": "虚构甲有限公司", "cardNum": code(1), "partyTypeName": "1", "caseCode": "(2026)虚01执1号",
    "courtName": "虚构市人民法院",
         "areaName": "虚构", "gistId": "(2025)虚01民初1号", "gistUnit": "虚构市人民法院", "regDate": "20260105",
         "publishDate": "20260302", "performance": "全部未履行", "disruptTypeName": "违反财产报告制度,有履行能力而拒不履行生效法律文书确定义务",
         "duty": "偿还货款，联系电话13900000000", "businessEntity": "某某", "age": "0", "sexy": "", "unperformPart": "5万元",
         "id": "7"}


def one(form: str, row: dict[str, str], setting: Setting = SYNTHETIC) -> Any:
    return decode_row(form, row, setting)[0]


def refusal(form: str, row: dict[str, str], setting: Setting = SYNTHETIC) -> XinyongError:
    with pytest.raises((BadInput, Refused)) as caught:
        decode_row(form, row, setting)
    error = caught.value
    assert error.detail.zh and error.detail.en and error.todo and error.todo.zh and error.todo.en
    for cell in row.values():
        if len(cell) > 3:
            assert cell not in error.detail.zh + error.detail.en
    return error


# --- the published layouts ---------------------------------------------------------------------


def test_the_layouts_of_the_field_tables_are_known_whole(validation_data: Callable[[str], Path]) -> None:
    def fields(name: str, column: str, chosen: str, value: str) -> list[str]:
        with open(validation_data(name), encoding="utf-8-sig") as stream:
            return [row[value] for row in csv.DictReader(stream) if row[column] == chosen]

    other, table = "other_list_templates.csv", "double_publicity_fields.csv"
    named = [
        ("licence", fields(table, "form", "行政许可", "code")), ("penalty", fields(table, "form", "行政处罚", "code")),
        ("licence", fields(other, "list", "信用中国 双公示 2016 旧版 行政许可", "field")),
        ("penalty", fields(other, "list", "信用中国 双公示 2016 旧版 行政处罚", "field")),
        ("procurement-violations", fields(other, "list", "政府采购严重违法失信行为记录名单(ccgp.gov.cn/cr/list)", "field")),
        ("abnormal-operations", ["企业名称", "统一社会信用代码", *fields(other, "list", "经营异常名录(gsxt)", "field")]),
    ]  # fmt: skip
    for form, heading in named:
        assert heading and recognise(heading, list(FORMS.values())).name == form
        assert set(Layout(FORMS[form], heading).unknown) <= {"SJC"}, form  # a clerk's timestamp is nobody's record


def test_headings_of_no_two_columns_are_alike() -> None:
    for form in FORMS.values():
        seen: dict[str, str] = {}
        for column in form.columns:
            for heading in column.headings:
                key = Layout(form, [heading]).keys[0]
                assert seen.setdefault(key, column.key) == column.key, (form.name, heading)


# --- licences ----------------------------------------------------------------------------------


def test_both_layouts_of_licences() -> None:
    now, then = one("licence", LICENCE), one("licence", LICENCE_2016)
    assert (now.category, now.document, now.decided_on, now.effect_until) == (
        "administrative-acts", "虚许1号", date(2026, 3, 2), date(2099, 12, 31)
    )
    assert now.penalty_kinds == [] and now.content["state"] == "valid" and now.content["licence_class"] == "ordinary"
    assert (then.content["state"], then.content["project"], then.content["division"]) == ("valid", "食品经营", "980100")
    assert "某某" not in str(now) + str(then) and "980000000000000" not in str(then)
    assert one("licence", {**LICENCE, "XK_ZT": "2"}).content["state"] == "invalid"
    assert one("licence", {**LICENCE_2016, "XK_ZT": "2"}).content["state"] == "disputed"
    shown = {key: value for key, _, value in FORMS["licence"].show(now.content)}
    assert shown["valid_until"].zh == "长期" and shown["licence_class"].en == "ordinary licence"


@pytest.mark.parametrize(("change", "expected"), [
    ({"XK_XDR_LB": "自然人"}, "natural-person"), ({"XK_JDRQ": "2027-01-01"}, "future-date"), ({"XK_NR": ""}, "missing"),
    ({"XK_XKLB": "猜测"}, "unknown-word"), ({"XK_YXQZ": "2030-01-01", "XK_YXQZI": "2029-01-01"}, "dates-reversed"),
    ({"XK_ZT": "7"}, "unknown-word"), ({"XK_XDR_MC": "张三丰", "XK_XDR_SHXYM": ""}, "natural-person"),
])  # fmt: skip
def test_licences_refused(change: dict[str, str], expected: str) -> None:
    assert refusal("licence", {**LICENCE, **change}).code == expected


def test_a_licence_without_a_code_waits_and_comes_back_whole() -> None:
    from xinyong.register.events import RowHeld
    from xinyong.register.identify_row import record_of

    for form, row in (("licence", LICENCE), ("procurement-violations", PROCUREMENT), ("court-enforcement", COURT),
                      ("abnormal-operations", ABNORMAL)):
        whole = one(form, row)
        key = next(key for key, value in row.items() if value == code(1))
        held = one(form, {**row, key: ""})
        assert isinstance(whole, FileRecord) and isinstance(held, HoldRow)
        event = RowHeld(form=form, name=held.name, content=held.content, fingerprint="", lapses_on=TODAY,
            category=held.category)
        again = record_of(event, code(1), "uscc", whole.subject_kind)
        again = FileRecord(**{name: getattr(again, name) for name in again.__struct_fields__ if name != "named"})
        assert again == whole


def test_the_penalty_layout_of_2016() -> None:
    row = {"CF_WSH": "虚罚1号", "CF_CFMC": "案件", "CF_CFLB1": "罚款", "CF_CFLB2": "警告", "CF_SY": "某事", "CF_YJ": "",
        "CF_XDR_MC": "虚构甲有限公司",
           "CF_XDR_SHXYM": code(1), "CF_XDR_ZDM": "", "CF_JG": "罚款", "CF_JDRQ": "2026-03-02", "CF_XZJG": "虚构市局",
           "CF_ZT": "0",
           "DFBM": "980100", "SJC": "", "BZ": ""}
    command = one("penalty", row)
    assert command.penalty_kinds == ["fine", "warning"] and command.content["division"] == "980100"
    error = refusal("penalty", {**row, "CF_ZT": "1"})
    assert (error.code, error.article) == ("annulled-act", 1)


# --- abnormal operations -------------------------------------------------------------------------


def test_entry_and_removal() -> None:
    entry, removed = one("abnormal-operations", ABNORMAL), one("abnormal-operations", {**ABNORMAL, **REMOVED})
    assert entry.content == {"ground": "annual-report", "deciding_authority": "虚构市局"} and entry.ended_on is None
    assert removed.ended_on == date(2026, 4, 1) and removed.ending["removal"] == "duty-done"
    assert entry.identity() == removed.identity()


@pytest.mark.parametrize(("change", "expected"), [
    ({"列入经营异常名录原因": "其他"}, "unknown-word"), ({"列入经营异常名录原因": "年度报告隐瞒真实情况"}, "unknown-word"),
    ({"移出日期": "2025-12-31"}, "dates-reversed"), ({"统一社会信用代码": "", **REMOVED}, "missing"),
    ({"移出日期": "2026-06-01"}, "future-date"),
])  # fmt: skip
def test_abnormal_rows_refused(change: dict[str, str], expected: str) -> None:
    assert refusal("abnormal-operations", {**ABNORMAL, **change}).code == expected


# --- procurement -------------------------------------------------------------------------------


def test_procurement_records() -> None:
    command = one("procurement-violations", PROCUREMENT)
    assert command.penalty_kinds == ["fine", "restriction"] and command.content["fine_fen"] == 5000_00
    assert command.stated_end == date(2027, 3, 4) and "虚构路1号" not in str(command)
    assert command.content["legal_basis"] == "中华人民共和国政府采购法|77|1|0"
    assert refusal("procurement-violations", {**PROCUREMENT, "处罚结果": "从严处理"}).code == "unknown-kind"


# --- courts ------------------------------------------------------------------------------------


def test_organisations_before_the_court() -> None:
    command, warns = decode_row("court-enforcement", COURT)
    assert isinstance(command, FileRecord) and command.category == "judgments"
    assert command.content["conduct"] == "able-refuses;asset-reporting" and command.content["performance"] == "none"
    assert "13900000000" not in str(command) and "某某" not in str(command) and "5万元" not in str(command)
    assert [warn.code for warn in warns] == ["blanked"]
    assert one("court-enforcement", COURT, SYNTHETIC) == command


@pytest.mark.article(3)
def test_of_a_person_codes_and_references_alone() -> None:
    row = {**COURT, "iname": "虚某某", "cardNum": ADULT, "partyTypeName": "0", "age": "35", "sexy": "男"}
    command, warns = decode_row("court-enforcement", row, PEOPLE)
    assert isinstance(command, FilePersonRecord)
    assert command.content == {"performance": "none", "conduct": "able-refuses;asset-reporting",
        "filed_on": "2026-01-05",
                               "instrument_number": "(2025)虚01民初1号"}
    assert [warn.code for warn in warns] == ["codes-alone"]


@pytest.mark.article(11)
@pytest.mark.parametrize(("change", "setting", "expected"), [
    ({}, REAL, "natural-person"), ({}, Setting(TODAY, get("uscc"), "real", "resident"), "natural-person"),
    ({}, SYNTHETIC, "natural-person"), ({"cardNum": "98010119900****0071"}, PEOPLE, "personal-number"),
    ({"cardNum": ""}, PEOPLE, "personal-number"), ({"performance": "已履行"}, PEOPLE, "performed"),
    ({"partyTypeName": ""}, PEOPLE, "missing"), ({"partyTypeName": "2"}, PEOPLE, "unknown-word"),
    ({"disruptTypeName": "不讲信用"}, PEOPLE, "unknown-word"),
])  # fmt: skip
def test_persons_refused(change: dict[str, str], setting: Setting, expected: str) -> None:
    row = {**COURT, "iname": "虚某某", "cardNum": ADULT, "partyTypeName": "0", **change}
    assert refusal("court-enforcement", row, setting).code == expected


AMBIGUOUS = next(
    number for number in map(get("resident").synthetic, range(20_000, 40_000))
    if check_character(number[:17]) == number[17]
)
"""A made-up resident number that is, character for character, a well-checked unified code as well."""


@pytest.mark.article(10)
def test_the_class_that_the_form_declares_decides_whose_number_it_is_not_its_shape() -> None:
    person = {**COURT, "iname": "虚某某", "cardNum": AMBIGUOUS, "partyTypeName": "0"}
    command, _ = decode_row("court-enforcement", person, PEOPLE)
    assert isinstance(command, FilePersonRecord) and command.number == AMBIGUOUS
    assert refusal("court-enforcement", {**person, "partyTypeName": "1"}, PEOPLE).code == "resident-number"
    assert refusal("court-enforcement", {**person, "cardNum": code(3)}, PEOPLE).code == "personal-number"
    registration = {"企业名称": "虚构(公司)", "统一社会信用代码": AMBIGUOUS}
    assert refusal("registration", registration, PEOPLE).code == "resident-number"


@pytest.mark.article(13)
@pytest.mark.parametrize("change", [{"performance": "已履行"}, {"caseCode": ""}, {"regDate": "29991231"}])
def test_a_refused_row_that_says_it_is_a_persons_is_repeated_nowhere(change: dict[str, str], tmp_path: Path) -> None:
    """Whatever it was refused for: its number begins like a company's code and is none."""
    row = {**COURT, "iname": "虚某某", "cardNum": ADULT, "partyTypeName": "0", **change}
    errors = ErrorsFile(tmp_path / "errors.csv")
    form = FORMS["court-enforcement"]
    errors.add(form, Layout(form, list(row)), 2, list(row.values()), refusal("court-enforcement", row, PEOPLE))
    errors.close()
    text = (tmp_path / "errors.csv").read_text(encoding="utf-8-sig")
    assert ADULT not in text and "虚某某" not in text and COURT["courtName"] not in text


# --- through a register ------------------------------------------------------------------------


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Iterator[Office]:
    with Office.open(copy_register(founded, tmp_path / "home")) as opened:
        yield opened


def file(office: Office, path: Path, authority: str) -> dict[str, Any]:
    signer = load_credential(office.home.credentials / f"{authority}-1.pem")
    return run(office, [path], authority, signer).as_dict()


def figures(told: dict[str, Any]) -> tuple[int, int, int, int]:
    return told["accepted"], told["already_held"], told["refused"], told["waiting"]


def test_every_form_through_a_register(office: Office, tmp_path: Path) -> None:
    recent = {"处罚日期": office.today().isoformat(), "公布截止日期": "2099-12-31"}
    for name, authority, row in (
        ("licence", "samr", LICENCE), ("abnormal", "samr", ABNORMAL), ("procurement", "mof", {**PROCUREMENT, **recent}),
        ("court", "spc", COURT),
    ):
        told = file(office, write(tmp_path / f"{name}.csv", list(row), [list(row.values())]), authority)
        assert figures(told) == (1, 0, 0, 0), told
    view = organisation_view(office, code(1), office.today())
    assert {record.title.en for record in view.records} >= {FORMS["licence"].title.en,
        FORMS["procurement-violations"].title.en}
    assert not view.listings  # filing lists nobody


@pytest.mark.article(14)
def test_a_removal_takes_the_entry_out_of_every_view(office: Office, tmp_path: Path) -> None:
    entry = write(tmp_path / "a.csv", list(ABNORMAL), [list(ABNORMAL.values())])
    removed = write(tmp_path / "b.csv", list(ABNORMAL), [list({**ABNORMAL, **REMOVED}.values())] * 2)
    assert figures(file(office, entry, "samr")) == (1, 0, 0, 0)
    assert len(organisation_view(office, code(1), office.today()).records) == 1
    assert figures(file(office, removed, "samr")) == (1, 1, 0, 0)
    assert organisation_view(office, code(1), office.today()).records == []
    assert figures(file(office, entry, "samr")) == (0, 1, 0, 0)  # sent again it does not come back
    assert organisation_view(office, code(1), office.today()).records == []
    both = write(tmp_path / "c.csv", list(ABNORMAL), [
        list({**ABNORMAL, "统一社会信用代码": code(2)}.values()), list({**ABNORMAL, "统一社会信用代码": code(2), **REMOVED}.values()),
        list({**ABNORMAL, "统一社会信用代码": code(3), **REMOVED}.values())])
    assert figures(file(office, both, "samr")) == (3, 0, 0, 0)
    for number in (2, 3):
        assert organisation_view(office, code(number), office.today()).records == []


@pytest.mark.article(11)
def test_persons_entries_leave_nothing_to_browse(office: Office, tmp_path: Path) -> None:
    row = {**COURT, "iname": "虚某某", "cardNum": ADULT, "partyTypeName": "0", "age": "35"}
    minor = {**row, "cardNum": RESIDENT.synthetic_born(date(2010, 1, 1), 3)}
    path, errors = write(tmp_path / "a.csv", list(row), [list(row.values()), list(minor.values())]), tmp_path / "e.csv"
    signer = load_credential(office.home.credentials / "spc-1.pem")
    told = run(office, [path], "spc", signer, errors=errors).as_dict()
    assert figures(told) == (1, 0, 1, 0)
    assert [(reason["code"], reason["article"]) for reason in told["reasons"]] == [("minor", 10)]
    text = errors.read_text(encoding="utf-8-sig")
    for secret in ("虚某某", ADULT, minor["cardNum"]):
        assert secret not in text and secret not in str(told)
    with office.store.reading() as reading:
        assert not reading.rows("organisation") and not reading.search_names("虚某某")
        (record,) = reading.rows("record")
        assert record["publish_from"] is None and "虚某某" not in str(record)
