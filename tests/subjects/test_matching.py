"""Comparing names: labelled pairs, codes before names, and no false match among real neighbours."""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.subjects.names import across, han, latin
from xinyong.subjects.names.candidates import key_grams, rank
from xinyong.subjects.names.folding import fold
from xinyong.subjects.names.matching import compare, similarity
from xinyong.subjects.uscc import USCC

HERE = Path(__file__).parent
Labelled = tuple[str, str, bool, str]


def _labelled() -> list[Labelled]:
    """Made-up names (and a few well-known houses' own) with what they are to each other."""
    lines = (HERE / "name_pairs.tsv").read_text(encoding="utf-8").split("\n")[1:]
    rows = [line.split("\t") for line in lines if line.strip()]
    return [(a, b, label == "1", kind) for a, b, label, kind in rows]


def _figures(pairs: Iterable[Labelled]) -> tuple[float, float, float, list[str]]:
    """Precision, recall, F1, and what was wrong."""
    outcome: Counter[tuple[bool, bool]] = Counter()
    wrong = []
    for a, b, label, kind in pairs:
        match = compare(a, b)
        outcome[label, match.match] += 1
        if match.match != label:
            wrong.append(f"{'missed' if label else 'false'} {kind}: {a} | {b} {match.score}")
    right, false, missed = outcome[True, True], outcome[False, True], outcome[True, False]
    precision, recall = right / max(1, right + false), right / max(1, right + missed)
    return precision, recall, 2 * right / max(1, 2 * right + false + missed), wrong


def test_labelled_pairs_have_no_false_match_and_f1_of_at_least_95() -> None:
    pairs = _labelled()
    assert len(pairs) >= 200 and len({kind for *_, kind in pairs}) >= 20
    precision, recall, f1, wrong = _figures(pairs)
    print(f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} over {len(pairs)} pairs", *wrong, sep="\n")
    assert precision == 1 and f1 >= 0.95, wrong


def test_comparing_is_symmetric_and_gives_reasons() -> None:
    for a, b, _, _ in _labelled():
        match = compare(a, b)
        assert compare(b, a) == match
        assert match.reasons and all(reason.zh and reason.en for reason in match.reasons)
        assert 0 <= match.score <= 1 and match.match == (match.score >= 0.85)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    match = compare(a, b)
    assert compare(b, a) == match and 0 <= match.score <= 1
    if fold(a):
        assert compare(a, a).match


def test_the_same_valid_code_is_the_same_organisation() -> None:
    code = USCC.synthetic(5)
    match = compare("样岚科技有限公司", "试棠商贸有限公司", code, code.lower())
    assert match.match and match.score == 1


def test_two_valid_codes_never_match_whatever_the_names_say() -> None:
    match = compare("样岚科技有限公司", "样岚科技有限公司", USCC.synthetic(5), USCC.synthetic(6))
    assert not match.match and match.score == 0
    brazilian = compare("X LTDA", "X LTDA", USCC.synthetic(5), "12.345.678/9800-20")
    assert "same once" in brazilian.reasons[-1].en or not brazilian.match


def test_an_invalid_code_decides_nothing() -> None:
    code = USCC.synthetic(5)
    wrong = code[:17] + ("0" if code[17] != "0" else "1")
    same = compare("样岚科技有限公司", "样岚科技有限公司", code, wrong)
    assert same.match and "not valid" in same.reasons[0].en
    assert not compare("样岚科技有限公司", "试棠科技有限公司", wrong, wrong).match


@pytest.mark.parametrize(
    ("name", "stems", "core", "trade", "form", "branch"),
    [
        ("深圳市样岚电子科技有限公司", ["深圳"], "样岚", "电子科技", "有限公司", ""),
        ("样岚（深圳）贸易有限责任公司第十一分公司", [], "样岚", "贸易", "有限公司", "#11分公司"),
        ("长安汽车股份有限公司", [], "长安", "汽车", "股份有限公司", ""),
        ("宁波样岚投资合伙企业（有限合伙）", ["宁波"], "样岚", "投资", "有限合伙", ""),
        ("某样第一分公司", [], "某样", "", "", "#1分公司"),
        ("中国样岚银行股份有限公司广州天河支行", ["中国"], "样岚", "银行", "股份有限公司", "支行"),
    ],
)
def test_han_names_in_parts(name: str, stems: list[str], core: str, trade: str, form: str, branch: str) -> None:
    parts = han.parse(name)
    assert [mention.stem for mention in parts.regions] == stems
    assert (parts.core, parts.trade, parts.form, parts.branch) == (core, trade, form, branch)


@pytest.mark.parametrize(
    ("name", "words", "form"),
    [
        ("Amostra Comércio de Tecidos LTDA - ME", "amostra comercio de tecidos", "ltda"),
        ("AMOSTRA SERVIÇOS EIRELI EPP", "amostra servicos", "eireli"), ("Amostra S/A", "amostra", "sa"),
        ("Amostra S.A. EM RECUPERACAO JUDICIAL", "amostra", "sa"),
        ("Muster GmbH & Co. KG", "muster", "gmbhcokg"), ("Muster Aktiengeselschaft", "muster", "ag"),
        ("ООО «Образец»", "obrazets", "llc"), ("Sample Co., Ltd.", "sample", "ltd"),
        ("The Sample Company", "sample", "co"),
        ("1st Sample Int'l Forty-Four", "1 sample international 44", ""),
    ],
)
def test_latin_names_in_parts(name: str, words: str, form: str) -> None:
    parts = latin.parse(name)
    assert (" ".join(parts.words), parts.form) == (words, form)


@pytest.mark.parametrize(
    ("a", "b", "label"),
    [
        ("Amostra Alfa Ltda", "AMOSTRA ALFA LTDA - ME", True), ("Amostra Alfa LTDA", "Amostra Alfa EIRELI", False),
        ("Amostra Alfa LTDA", "Amostra Alpha LTDA", False), ("SampleAG", "Sample AG", True),
        ("Sample AG", "Sample GmbH", False), ("Good Sample Ltd", "Goodsample Limited", True),
        ("Sample Fund V L.P.", "Sample Fund VI L.P.", False), ("Sample Trust 2004-1", "Sample Trust 2004-2", False),
        ("ООО Образец Плюс", "OOO Obrazets Plyus", True), ("Bank of Sample", "Sample Bank of Sample", False),
        ("Sample & Sons Inc", "Sample and Sons, Incorporated", True), ("Construction Ltd", "Construction", False),
    ],
)
def test_latin_pairs(a: str, b: str, label: bool) -> None:
    assert compare(a, b).match == label


def test_pinyin_gives_every_reading() -> None:
    assert {"changxing", "zhangxing"} <= set(across.readings("长兴"))
    assert {"lvzhou", "luzhou", "lyuzhou"} <= set(across.readings("绿洲"))


def test_guidance_on_latin_names_is_kept_precise(validation_data: Callable[[str], Path]) -> None:
    with validation_data("name_match_cases_org.csv").open(encoding="utf-8-sig", newline="") as file:
        pairs = [(row["name1"], row["name2"], row["is_match"] == "true", row["case_group"])
                 for row in csv.DictReader(file)]
    precision, recall, f1, wrong = _figures(pairs)
    print(f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} over {len(pairs)} pairs", *wrong, sep="\n")
    # Many labels call another fund of a series, or Chile's grid and China's, one organisation: recall is not sought.
    assert precision == 1 and recall > 0.5


# --- real names: neighbours of different codes ---------------------------------------------------


def _neighbours(names: list[str]) -> set[tuple[int, int]]:
    """Each name with the ten that share most two-character pieces with it."""
    pieces: dict[str, set[int]] = defaultdict(set)
    folded = [fold(name) for name in names]
    for number, text in enumerate(folded):
        for at in range(len(text) - 1):
            pieces[text[at : at + 2]].add(number)
    pairs: set[tuple[int, int]] = set()
    for number, text in enumerate(folded):
        shared: Counter[int] = Counter()
        for at in range(len(text) - 1):
            holders = pieces[text[at : at + 2]]
            if len(holders) < 400:
                shared.update(holders)
        pairs.update((min(number, other), max(number, other)) for other, _ in shared.most_common(11) if other != number)
    return pairs


def _real_names(validation_data: Callable[[str], Path]) -> list[str]:
    with validation_data("uscc_pairs_real.csv").open(encoding="utf-8-sig", newline="") as file:
        return sorted({row["org_name"] for row in csv.DictReader(file)})


def test_no_real_neighbours_are_matched(validation_data: Callable[[str], Path]) -> None:
    names = _real_names(validation_data)
    pairs = _neighbours(names)
    matched = [(names[a], names[b]) for a, b in pairs if compare(names[a], names[b]).match]
    print(f"{len(pairs)} pairs of neighbours among {len(names)} names, {len(matched)} matched")
    assert len(pairs) > 5000 and not matched


def test_one_other_character_in_a_real_name_is_no_match(
    validation_data: Callable[[str], Path], rng: random.Random
) -> None:
    names = _real_names(validation_data)
    characters = sorted({letter for name in names for letter in name if "\u4e00" <= letter <= "\u9fff"})
    tried = matched = 0
    for name in names:
        if "简称" in name:  # what a bracket says the name is short for is no part of it
            continue
        at, letter = rng.randrange(len(name)), rng.choice(characters)
        changed = name[:at] + letter + name[at + 1 :]
        if "\u4e00" <= name[at] <= "\u9fff" and fold(changed) != fold(name):
            tried += 1
            matched += compare(name, changed).match
    print(f"{tried} names with one other character, {matched} matched")
    assert tried > 1000 and matched <= tried // 500  # a look-alike character in a long trade may match


# --- candidates ----------------------------------------------------------------------------------


def test_candidates_come_nearest_first_and_decide_nothing() -> None:
    rows = [{"name": name, "subject": number} for number, name in enumerate((
        "深圳市样岚电子科技有限公司", "深圳样岚电子商务有限公司", "上海样岚电子科技有限公司", "深圳市试棠电子科技有限公司", "拟川水泥厂",
    ))]
    found = rank("深圳样岚电子科技有限责任公司", rows)
    assert found[0].name == "深圳市样岚电子科技有限公司" and found[0].score > 0.9 and found[0].row["subject"] == 0
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(each.reasons for each in found) and "拟川水泥厂" not in [each.name for each in found]
    assert [each.name for each in found[:3]].count("深圳市试棠电子科技有限公司") == 0
    assert rank("深圳样岚电子科技有限责任公司", reversed(rows)) == found
    assert len(rank("深圳样岚电子科技有限责任公司", rows, limit=2)) == 2


def test_latin_candidates() -> None:
    found = rank("Amostra Alfa Comercio", [{"name": "AMOSTRA ALFA COMERCIO LTDA"}, {"name": "BETA SERVICOS LTDA"}])
    assert [each.name for each in found] == ["AMOSTRA ALFA COMERCIO LTDA"]


def test_key_grams() -> None:
    grams = key_grams(fold("深圳市样岚电子科技有限公司"))
    assert grams[0] == "样岚" and "科技" in grams and len(set(grams)) == len(grams)
    assert key_grams("amostra de alfa ltda") == ("amostra", "alfa", "ltda")


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_similarity_is_a_symmetric_share(a: str, b: str) -> None:
    assert similarity(a, b) == similarity(b, a) and 0 <= similarity(a, b) <= 1 and similarity(a, a) == 1
