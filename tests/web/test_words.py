"""The catalogue: both languages, the same places, no key missing and none left over."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import get_args

import pytest

from xinyong.law import model, terms
from xinyong.law.loading import load
from xinyong.web import words

WEB = Path(words.__file__).resolve().parent.parent
HAN = re.compile(r"[一-鿿]")
USED = re.compile(r"""\{%\s*w\s+["']([^"']+)["']""")
LITERAL = re.compile(r"""\bword\(f?["']([a-z.0-9]+)["']""")
VOCABULARIES = {
    "effect": get_args(model.Effect), "kind": get_args(model.SubjectKind), "rank": get_args(model.Rank),
}
GENERATED = ("effect.", "kind.", "rank.", "state.", *(f"list.{kind}" for kind in terms.LIST_KIND), "colour.", "field.",
             "group.", "publicity.", "gravity.", "change.", "thing.", "basis.", "reach.", "outcome.", "problem.",
             "count.", "document.")


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", sorted(words.CATALOGUE))
def test_every_key_has_both_languages_and_the_same_places(key: str) -> None:
    text = words.CATALOGUE[key]
    assert text.zh.strip() and text.en.strip()
    assert places(text.zh) == places(text.en)
    assert HAN.search(text.zh) or key.startswith("site.switch")
    assert not HAN.search(text.en) or key.startswith("site.switch")


def test_every_key_that_a_template_or_view_names_exists() -> None:
    named = {key for path in (WEB / "templates").rglob("*.html") for key in USED.findall(path.read_text("utf-8"))}
    named |= {key for path in WEB.rglob("*.py") for key in LITERAL.findall(path.read_text("utf-8"))}
    assert named and named <= set(words.CATALOGUE), sorted(named - set(words.CATALOGUE))


def test_no_key_is_left_over() -> None:
    text = "\n".join(path.read_text("utf-8") for path in WEB.rglob("*") if path.suffix in (".html", ".py")
                     and "words" not in path.parts)
    left = [key for key in words.CATALOGUE
            if not key.startswith(GENERATED) and f'"{key}"' not in text and f"'{key}'" not in text]
    assert left == []


def test_every_coded_value_of_the_law_has_a_word() -> None:
    for vocabulary, values in VOCABULARIES.items():
        for value in values:
            assert f"{vocabulary}.{value}" in words.CATALOGUE
    for rulebook in (load("cn"),):
        for item in rulebook.lists.values():
            assert {f"list.{item.kind}", f"colour.{item.colour}"} <= set(words.CATALOGUE)
            assert all(f"field.{version.permitted_field}" in words.CATALOGUE for version in item.versions)
        assert all(f"group.{measure.group}" in words.CATALOGUE for measure in rulebook.measures.values())


def test_a_key_that_does_not_exist_fails_loudly() -> None:
    with pytest.raises(KeyError):
        words.word("no.such.key", "en")
