"""The built-in rulebooks load; the canonical form is the edition's identity; the schema says what is asked."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from xinyong.errors import RulebookError
from xinyong.law.articles import ARTICLES, digest, refused
from xinyong.law.commands import law_check, law_diff, law_explain, law_on, law_schema, law_show
from xinyong.law.compile import sanction_of, verdict_table
from xinyong.law.force import on
from xinyong.law.loading import _SECTIONS, BUILT_IN, decode, digest_of, encode, load
from xinyong.law.strict_yaml import parse

BASE = Path(__file__).parent / "base"
BUILT = sorted(path.parent.name for path in BUILT_IN.glob("*/rulebook.yaml"))


@pytest.mark.parametrize("name", BUILT)
def test_built_in_rulebooks_load_and_come_back_from_their_canonical_form(name: str) -> None:
    book = load(name)
    again = decode(encode(book))
    assert again.digest == book.digest == digest_of(book)
    assert encode(again) == encode(book)
    assert book.manifest.id == name


def test_both_jurisdictions_are_there() -> None:
    assert {"br", "cn"} <= set(BUILT)


def test_the_digest_is_of_the_law_and_not_of_its_writing(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "book")
    path = tmp_path / "book" / "lists" / "demo.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("# a comment\n" + text.replace("kind: decided", "kind:   'decided'"), encoding="utf-8")
    assert load(tmp_path / "book").digest == load(BASE).digest
    path.write_text(text.replace("months: 36", "months: 35"), encoding="utf-8")
    assert load(tmp_path / "book").digest != load(BASE).digest


def test_a_section_may_be_a_folder(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "book")
    whole = tmp_path / "book" / "instruments.yaml"
    lines = whole.read_text(encoding="utf-8").splitlines(keepends=True)
    whole.unlink()
    (tmp_path / "book" / "instruments").mkdir()
    for number, line in enumerate(lines):
        (tmp_path / "book" / "instruments" / f"{number:02}.yaml").write_text(line, encoding="utf-8")
    assert load(tmp_path / "book").digest == load(BASE).digest


def test_a_changed_edition_is_refused() -> None:
    data = encode(load(BASE))
    with pytest.raises(RulebookError, match="not the one that its digest names"):
        decode(data.replace(b'"months":36', b'"months":35'))
    with pytest.raises(RulebookError, match="not the canonical form"):
        decode(data[:-2])


def test_yaml_has_no_surprises() -> None:
    text = "on: yes\ncode: 0123\ntime: 1:30\nfloat: 1.5\nday: 2024-02-29\nnone: ~\nflag: true\nnumber: -7\n"
    assert parse(text) == {
        "on": "yes", "code": "0123", "time": "1:30", "float": "1.5", "day": date(2024, 2, 29), "none": None,
        "flag": True, "number": -7,
    }  # fmt: skip


# --- the Articles ----------------------------------------------------------------------------


def test_fifteen_articles_in_both_languages() -> None:
    assert sorted(ARTICLES) == list(range(1, 16))
    for article in ARTICLES.values():
        assert article.title.zh and article.title.en and article.text.zh.endswith("。") and article.text.en.endswith(".")
    assert len(digest()) == 64 and digest() == digest()


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_a_refusal_cites_its_article(number: int) -> None:
    error = refused(number, ARTICLES[number].title, instrument="act#1", field="x")
    assert (error.article, error.instrument, error.field, error.code) == (number, "act#1", "x", f"article-{number}")
    assert f"Article {number}" in error.detail.en and f"第{number}条" in error.detail.zh


# --- commands --------------------------------------------------------------------------------


def test_check_counts() -> None:
    data = law_check(str(BASE)).data
    assert {key: data[key] for key in ("lists", "measures", "categories", "instruments", "examples", "unverified")} == {
        "lists": 4, "measures": 4, "categories": 1, "instruments": 8, "examples": 2, "unverified": 0,
    }  # fmt: skip
    assert data["verified"] > 30


def test_show_on_diff_and_explain(tmp_path: Path) -> None:
    assert law_show(str(BASE), "demo").data["list"]["title"]["en"] == "Demo list"
    assert "fines" in law_on(str(BASE), date(2016, 1, 1)).data["windows"]
    assert law_diff(str(BASE), date(2020, 6, 1), date(2021, 6, 1)).data["changes"]
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"violation": "fraud", "fine": 2000000, "grave": True}), encoding="utf-8")
    answer = law_explain(str(BASE), "demo", facts, date(2022, 1, 1))
    assert answer.data["outcome"] == "met"
    assert all(reason["zh"] and reason["en"] for part in answer.data["parts"] for reason in part["reasons"])
    json.dumps(answer.data)


def test_schema_is_json_and_closed() -> None:
    schema = json.loads(json.dumps(law_schema()))
    assert set(schema["x-files"]) == {"rulebook.yaml", "lists/ID.yaml", *(f"{name}.yaml" for name in _SECTIONS)}
    assert schema["$defs"]["ListVersion"]["additionalProperties"] is False
    assert "count_at_least" in schema["$defs"]["Criterion"]["properties"]


# --- Brazil ----------------------------------------------------------------------------------


def test_br_bars_by_what_each_sanction_reaches() -> None:
    rules = verdict_table(load("br"), date(2020, 6, 1))["ceis"]
    said = {(rule.variant, rule.action): rule for rule in rules}
    unfit = said["unfit-8666", "procurement.bid"]
    assert (unfit.effect, unfit.reach, unfit.cite) == ("prohibited", "nationwide", "lei-8666-1993#87-IV")
    suspended = said["suspension-8666", "procurement.bid"]
    assert (suspended.effect, suspended.full_effect) == ("conditional", "prohibited")
    assert suspended.reach == "sanctioning-body" and suspended.contested
    assert ("suspension-8666", "public-credit") not in said
    assert said["prohibition-improbity", "public-credit"].effect == "prohibited"


def test_br_knows_every_wording_of_the_published_register(validation_data: Callable[[str], Path]) -> None:
    path = validation_data("brazil_ceis_companies_2020.csv")
    version = on(load("br"), date(2020, 6, 1)).list("ceis")
    assert version is not None
    with path.open(encoding="utf-8", newline="") as file:
        wordings = {row["tipo_sancao"] for row in csv.DictReader(file)}
    assert {wording for wording in wordings if sanction_of(version, wording) is None} == set()


def test_an_adopted_edition_keeps_its_digest_when_the_software_learns_new_fields() -> None:
    """What was hashed is what was kept: a field that an older version did not write has its default and no weight."""
    book = load("br")
    plain = msgspec.json.decode(encode(book))
    for listed in plain["lists"].values():
        for version in listed["versions"]:
            del version["note"]  # as if this version had brought the field
    plain["digest"] = ""
    plain["digest"] = sha256(msgspec.json.encode(plain, order="deterministic")).hexdigest()
    kept = msgspec.json.encode(plain, order="deterministic")
    assert decode(kept).digest == plain["digest"]
    with pytest.raises(RulebookError):
        decode(kept.replace(b'"currency":"BRL"', b'"currency":"EUR"'))
