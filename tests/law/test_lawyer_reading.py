"""The differences of Chinese law at its turning points, read as a lawyer reads them, in both languages.

What is expected here is what DOMAIN-level sources say of each reform: 1 May 2017 (judgment defaulters),
15 July and 1 September 2021 (penalty law; market regulation), 1 April 2026 (repair of credit).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from xinyong.errors import Refused
from xinyong.law.difference import Change, diff
from xinyong.law.force import Explanation, choose, explain, ground_in, on
from xinyong.law.loading import load
from xinyong.law.model import Rulebook

TURNS = (date(2017, 5, 1), date(2021, 7, 15), date(2021, 9, 1), date(2026, 4, 1))
DEFAULTERS, SERIOUS = "spc-judgment-defaulters", "samr-serious-violation"


@pytest.fixture(scope="module")
def cn() -> Rulebook:
    return load("cn")


def at(cn: Rulebook, day: date) -> list[Change]:
    """What the law of this day changed."""
    return diff(cn, day - timedelta(days=1), day)


def said(changes: list[Change], what: str, id: str, field: str = "") -> Change:
    """The one change of this thing and field."""
    (found,) = [change for change in changes if (change.what, change.id, change.field) == (what, id, field)]
    return found


# --- how it reads ----------------------------------------------------------------------------


@pytest.mark.parametrize("day", TURNS, ids=str)
def test_a_change_reads_as_a_sentence_and_never_as_code(cn: Rulebook, day: date) -> None:
    ids = {*cn.instruments, *cn.lists, *cn.measures, *cn.actions, *(window.id for window in cn.publication)}
    codes = re.compile(
        "|".join(rf"(?<![\w.-]){re.escape(id)}(?![\w.-])" for id in sorted(ids) if "-" in id or "." in id)
    )
    for change in at(cn, day):
        zh, en = change.text
        assert re.search(r"[\u4e00-\u9fff]", zh) and re.search(r"[A-Za-z]{3}", en)
        assert not codes.search(zh) and not codes.search(en), change.text
        assert not re.search(r"[{}\[\]_]|None|True|False", zh) and not re.search(r"[{}\[\]_]", en), change.text
        assert not re.search(r"[a-z]{4,}", zh), f"English in the Chinese sentence: {zh}"
        assert change.source and isinstance(change.verified, bool)


@pytest.mark.parametrize("day", TURNS, ids=str)
def test_nothing_is_told_twice(cn: Rulebook, day: date) -> None:
    texts = [change.text for change in at(cn, day)]
    assert len(texts) == len(set(texts))


# --- 1 April 2026: Order 58 gives way to Order 36 -------------------------------------------


def test_order_36_replaces_order_58_with_three_classes_of_windows(cn: Rulebook) -> None:
    changes = at(cn, date(2026, 4, 1))
    began = said(changes, "instrument", "ndrc-order-36-2025")
    assert began.kind == "began" and "国家发展和改革委员会令第36号" in began.text.zh
    assert "取代《失信行为纠正后的信用信息修复管理办法（试行）》" in began.text.zh
    ended = said(changes, "instrument", "ndrc-order-58-2023")
    assert ended.kind == "ended" and ended.text.en.endswith(
        "replaced by Measures for the Administration of Credit Repair"
    )
    windows = {change.id: change for change in changes if change.what == "window"}
    assert {id for id, change in windows.items() if change.kind == "ended"} == {
        "order-58.minor",
        "order-58.ordinary",
        "order-58.key-fields",
    }
    expected = {
        "order-36.minor": ("最长3个月", "at most 3 months"),
        "order-36.general": ("最短3个月，最长12个月", "3 to 12 months"),
        "order-36.serious": ("最短12个月，最长36个月", "12 to 36 months"),
    }
    assert {id for id, change in windows.items() if change.kind == "began"} == set(expected)
    for id, (zh, en) in expected.items():
        assert (
            f"{zh}，自作出决定之日起算" in windows[id].text.zh
            and f"{en} from the day of the deciding" in windows[id].text.en
        )
        assert windows[id].verified, "the periods were read"
    assert (
        "吊销许可证件" in windows["order-36.serious"].text.zh
        and "licence revoked" in windows["order-36.serious"].text.en
    )
    assert not windows["order-58.ordinary"].verified, "Order 58's periods are from knowledge"


def test_customs_lists_stop_and_the_authorised_operators_pass_to_order_282(cn: Rulebook) -> None:
    changes = at(cn, date(2026, 4, 1))
    assert {change.id for change in changes if change.what == "list" and change.kind == "ended"} == {
        "gac-dishonest",
        "gac-serious",
    }
    moved = [change for change in changes if (change.what, change.id) == ("list", "gac-aeo")]
    told = ["cite", "grounds[authorised]", "endings[regraded]"]  # the advanced grade only has another id
    assert [change.field for change in moved] == told, "a mere change of instrument is told once, not for each part"
    assert moved[0].text.zh == (
        "名单“海关认证企业（AEO）”：依据 《中华人民共和国海关注册登记和备案企业信用管理办法》 → 《中华人民共和国海关企业信用管理办法》"
    )
    rating = said(changes, "mandate", "gac:file:ratings", "cite")
    assert "file information: Results of credit appraisals" in rating.text.en


def test_the_kinds_of_penalty_have_marks_of_their_own(cn: Rulebook) -> None:
    windows = {change.id: change for change in at(cn, date(2026, 4, 1)) if change.what == "window"}
    for id in ("order-36.minor", "order-36.general", "order-36.serious"):
        assert "所列种类未核实" in windows[id].text.zh and "the kinds unverified" in windows[id].text.en
    assert "unverified" not in windows["order-58.ordinary"].text.en, "its own mark says so already"


# --- 2020: an emergency ------------------------------------------------------------------------


def test_what_an_emergency_suspended_is_told_when_it_begins_and_when_it_ends(cn: Rulebook) -> None:
    begun = [change for change in diff(cn, date(2020, 1, 1), date(2020, 3, 1)) if change.what == "overlay"]
    assert {change.id.partition(":")[2] for change in begun if change.kind == "began"} >= {
        "repayment-reporting", "unreachable-for-a-time", "wildlife",
    }  # fmt: skip
    (over,) = [change for change in at(cn, date(2025, 12, 19)) if change.what == "overlay"]
    assert over.kind == "ended" and over.text.zh.startswith("应急措施“受疫情影响的逾期贷款")


# --- 2021: the penalty law, then market regulation's Orders 44 and 45 ------------------------


def test_the_penalty_law_of_2021_binds_from_15_july(cn: Rulebook) -> None:
    changes = at(cn, date(2021, 7, 15))
    law = next(change for change in changes if change.cite == "administrative-penalty-law-2021")
    assert law.kind == "began" and law.text.zh.startswith(
        "依据文件“中华人民共和国行政处罚法（2021年修订）”开始施行（2021-07-15）"
    )
    assert not [change for change in changes if change.what == "list"], "no list changed that day"


def test_order_44_shortens_the_serious_list_and_opens_a_way_back(cn: Rulebook) -> None:
    changes = at(cn, date(2021, 9, 1))
    term = said(changes, "list", SERIOUS, "term.months")
    assert (term.before, term.after) == (60, 36)
    assert (
        term.text.zh
        == "名单“市场监督管理严重违法失信名单”：期限（月） 60 → 36（《市场监督管理严重违法失信名单管理办法》第二十一条）"
    )
    assert term.text.en.startswith("List “List of serious violators in market regulation”: term, months 60 → 36 (")
    repair = said(changes, "list", SERIOUS, "repair.allowed")
    assert (repair.before, repair.after) == (False, True) and "是否允许 否 → 是" in repair.text.zh
    assert said(changes, "list", SERIOUS, "repair.after_months").after == 12
    assert (
        said(changes, "list", SERIOUS, "notice.hearing").before,
        said(changes, "list", SERIOUS, "notice.hearing").after,
    ) == (False, True)
    subjects = said(changes, "list", SERIOUS, "subjects")
    assert subjects.text.en.startswith("List “List of serious violators in market regulation”: subjects enterprises → ")
    assert "个体工商户" in subjects.text.zh


def test_order_44_replaces_the_grounds_of_order_83(cn: Rulebook) -> None:
    texts = [change.text for change in at(cn, date(2021, 9, 1)) if change.id == SERIOUS]
    for zh, en in (
        ("传销", "Pyramid selling"),
        ("经营异常满三年", "Abnormal operation for three years"),
        ("商标侵权", "Trade-mark infringement"),
    ):
        assert any(f"列入情形“{zh}”取消（《严重违法失信企业名单管理暂行办法》第五条）" in text.zh for text in texts)
        assert any(f"ground “{en}” removed" in text.en for text in texts)
    taken = next(text for text in texts if "列入情形“传销”取消" in text.zh)
    assert taken.zh.endswith("，由“破坏公平竞争秩序和扰乱市场秩序”承接")
    assert taken.en.endswith(", taken over by “Fair competition and market order”")
    gone = next(text for text in texts if "办法未设提前移出" in text.zh)
    assert "《严重违法失信企业名单管理暂行办法》第九条" in gone.zh, "what is gone is cited from the law that had it"
    for zh, en in (
        ("食品安全领域", "Food safety"),
        ("有履行能力但拒不履行行政决定", "Able to perform an administrative decision"),
    ):
        assert any(f"列入情形“{zh}”新增" in text.zh for text in texts) and any(
            f"ground “{en}" in text.en for text in texts
        )
    windows = [change for change in at(cn, date(2021, 9, 1)) if change.what == "window"]
    assert {change.cite for change in windows} == {"samr-order-45-2021"}
    assert any(
        "criticism" in change.text.en and ": 3 months from the day of publication" in change.text.en
        for change in windows
    )


# --- 1 May 2017: judgment defaulters ---------------------------------------------------------


def test_the_2017_provisions_drop_ability_and_fix_two_years(cn: Rulebook) -> None:
    changes = [change for change in at(cn, date(2017, 5, 1)) if change.id == DEFAULTERS]
    for ground in ("obstructs", "evades", "breaks-asset-reporting", "breaks-consumption-order", "rejects-settlement"):
        criterion = said(changes, "list", DEFAULTERS, f"grounds[{ground}].when")
        assert "“有履行能力而拒不履行”且“" in criterion.text.zh.split(" → ")[0]
        assert (
            "有履行能力" not in criterion.text.zh.split(" → ")[1]
            and "Able to perform" not in criterion.text.en.split(" → ")[1]
        )
        months = said(changes, "list", DEFAULTERS, f"grounds[{ground}].term.months")
        assert (months.before, months.after) == (None, 24) and "期限（月） （无） → 24" in months.text.zh
        assert not months.verified, "two years is from knowledge, and the change says so"
        assert not [change for change in changes if change.field == f"grounds[{ground}].term.cite"], (
            "told by the months"
        )
    assert said(changes, "list", DEFAULTERS, "grounds[other-refusal]").after is None
    refusal = said(changes, "list", DEFAULTERS, "grounds[able-refuses]")
    assert refusal.before is None and "列入情形“有履行能力而拒不履行”新增" in refusal.text.zh


def test_the_2017_provisions_add_exclusions_and_quick_deletion(cn: Rulebook) -> None:
    changes = [change for change in at(cn, date(2017, 5, 1)) if change.id == DEFAULTERS]
    exclusions = {change.field for change in changes if change.field.startswith("excluded[")}
    assert exclusions == {"excluded[security]", "excluded[seized]", "excluded[not-due]"}
    performed = said(changes, "list", DEFAULTERS, "endings[performed].within_working_days")
    assert performed.after == 3 and "办理时限（工作日） （无） → 3" in performed.text.zh
    assert said(changes, "list", DEFAULTERS, "endings[no-assets]").before is None
    review = said(changes, "list", DEFAULTERS, "remedies[reconsideration]")
    assert "向上一级人民法院申请复议" in review.text.zh and "added" in review.text.en


# --- the same facts under the law of two days ------------------------------------------------


def facts_of(cn: Rulebook, day: date, **stated: Any) -> Explanation:
    """What these facts come to; the other facts that the law of the day asks for are stated as not so."""
    version = on(cn, day).list(DEFAULTERS)
    assert version is not None
    known = {fact.id: stated.get(fact.id, False) for fact in version.facts}
    return explain(cn, DEFAULTERS, known, day)


@pytest.mark.parametrize(("stated", "under_2013", "under_2017"), [
    ({"unperformed": True, "evades": True, "able-refuses": False}, "not-met", "met"),
    ({"unperformed": True, "evades": True, "able-refuses": True}, "met", "met"),
    ({"unperformed": True, "able-refuses": True}, "not-met", "met"),
    ({"unperformed": True, "able-refuses": True, "other-refusal": True}, "met", "met"),
    ({"unperformed": True, "evades": True, "able-refuses": True, "security-given": True}, "met", "not-met"),
    ({"unperformed": False, "evades": True, "able-refuses": True}, "met", "not-met"),
    ({"unperformed": True}, "not-met", "not-met"),
], ids=["evades, ability unproved", "evades, able", "able, no further conduct", "able, otherwise refuses",
        "security given", "performed since", "cannot pay"])  # fmt: skip
def test_facts_of_2014_under_the_provisions_of_2013_and_2017(
    cn: Rulebook, stated: dict[str, bool], under_2013: str, under_2017: str
) -> None:
    assert facts_of(cn, date(2014, 6, 1), **stated).word == under_2013
    assert facts_of(cn, date(2018, 6, 1), **stated).word == under_2017


def test_what_is_not_known_lists_nobody_under_either(cn: Rulebook) -> None:
    for day in (date(2014, 6, 1), date(2018, 6, 1)):
        assert explain(cn, DEFAULTERS, {"evades": True}, day).word == "unknown"


def test_conduct_of_2014_decided_in_2018_is_judged_by_its_own_law_or_a_milder_one(cn: Rulebook) -> None:
    """Evasion by one whose ability is unproved was no ground in 2014, and the provisions of 2017 do not reach back."""
    chosen = choose(cn, DEFAULTERS, date(2014, 6, 1), date(2018, 6, 1))
    assert chosen.version.cite == "spc-defaulters-2013"
    # The residual refusal of 2013 lives on in the first ground of 2017, whose term is no shorter: its own law governs.
    again = choose(cn, DEFAULTERS, date(2014, 6, 1), date(2018, 6, 1), ground="other-refusal")
    assert again.version.cite == "spc-defaulters-2013"


def test_a_ground_taken_over_by_the_later_law_is_not_abolished(cn: Rulebook) -> None:
    """Pyramid selling was a ground of its own in 2016 and part of market order since 2021: milder term, same wrong."""
    chosen = choose(cn, SERIOUS, date(2021, 3, 1), date(2021, 12, 1), ground="pyramid")
    found = ground_in(chosen.version, "pyramid")
    assert chosen.milder and found is not None and found.id == "competition"
    with pytest.raises(Refused) as caught:  # a ground that did not exist when it happened reaches nobody
        choose(cn, SERIOUS, date(2021, 3, 1), date(2021, 12, 1), ground="food")
    assert (caught.value.article, caught.value.code) == (2, "no-such-ground-then")


def test_a_listing_decided_after_2021_for_conduct_before_takes_the_shorter_term(cn: Rulebook) -> None:
    chosen = choose(cn, SERIOUS, date(2021, 3, 1), date(2021, 12, 1))
    assert chosen.milder and chosen.version.term.months == 36
    old = on(cn, date(2021, 3, 1)).list(SERIOUS)
    assert old is not None and "abnormal-operation" in {ground.id for ground in old.grounds}
    with pytest.raises(Refused) as caught:
        choose(cn, SERIOUS, date(2021, 3, 1), date(2021, 12, 1), ground="abnormal-operation")
    assert caught.value.code == "ground-has-ended"
