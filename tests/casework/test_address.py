"""A document for a person speaks to a person: no template's word for an organisation is left in it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import xinyong.casework.documents as documents
from xinyong.casework.documents.address import to_person
from xinyong.casework.documents.model import Items, Pairs, Paragraph, Part, Section
from xinyong.errors import Text


@pytest.mark.parametrize(("said", "meant"), [
    (Text("将你单位列入名单", "from today your organisation is listed on the list"),
     Text("将你列入名单", "from today you are listed on the list")),
    (Text("贵单位收到", "Your organisation was told"), Text("您收到", "You were told")),
    (Text("你单位的权利", "your organisation's listing"), Text("你的权利", "your listing")),
])  # fmt: skip
def test_words_for_a_person(said: Text, meant: Text) -> None:
    assert to_person(said) == meant


def test_every_text_of_a_part_is_reached() -> None:
    firm = Text("你单位", "your organisation")
    blocks = [Paragraph(text=firm), Items(items=[firm]), Pairs(rows=[(firm, firm)])]
    part = Part(title=firm, lead=firm, sections=[Section(id="a", title=firm, blocks=blocks)])
    assert "单位" not in repr(to_person(part)) and "organisation" not in repr(to_person(part))


def test_no_template_speaks_of_an_organisation_in_other_words() -> None:
    """Every text that the templates address somebody with is one that ``to_person`` mends."""
    folder = Path(documents.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "address.py":
                said = to_person(Text(node.value, node.value)).zh
                assert "你单位" not in said and "贵公司" not in said and "你公司" not in said, path.name
