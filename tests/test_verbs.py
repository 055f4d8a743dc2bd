"""The terminal's verbs: every one stands in the overview, loads, and explains itself in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.terminal_page import of_verb
from xinyong.cli.application import VERBS, overview
from xinyong.register.decisions import DECISIONS

FACES = ("xinyong/cli/*.py", "xinyong/office/*.py", "xinyong/intake/forms/*.py")

HAN = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z]{2}")


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_explains_itself_in_both_languages(verb: str) -> None:
    assert re.search(rf"^  {verb} +\S", overview(), re.MULTILINE)
    found = of_verb(verb)
    assert found
    for typed, command in found:
        assert HAN.search(command.help or "") and LATIN.search(command.help or ""), typed
        for parameter in command.params:
            said = getattr(parameter, "help", None)
            coded = said is not None and re.fullmatch(r"[\w-]+( \| [\w-]+)*", said)
            assert said is None or coded or parameter.name == "help" or HAN.search(said), (typed, parameter.name)


def test_every_decision_is_reached_from_the_terminal() -> None:
    """By a verb that makes its command, or by what a verb calls: the office's own routines, a form's rows."""
    root = Path(__file__).resolve().parent.parent
    text = "".join(path.read_text(encoding="utf-8") for pattern in FACES for path in sorted(root.glob(pattern)))
    assert [command.__name__ for command in DECISIONS if not re.search(rf"\b{command.__name__}\(", text)] == []
