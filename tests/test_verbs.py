"""The terminal's verbs: every one stands in the overview, loads, and explains itself in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from xinyong.cli import VERBS, application, overview

HAN = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z]{2}")


def commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command under a group, by what is typed."""
    below = getattr(command, "commands", None)
    if below is None:
        yield " ".join(words), command
        return
    for name, each in below.items():
        yield from commands(each, (*words, name))


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_explains_itself_in_both_languages(verb: str) -> None:
    assert re.search(rf"^  {verb} +\S", overview(), re.MULTILINE)
    found = list(commands(typer.main.get_command(application(verb))))
    assert found
    for typed, command in found:
        assert HAN.search(command.help or "") and LATIN.search(command.help or ""), typed
        for parameter in command.params:
            said = getattr(parameter, "help", None)
            coded = said is not None and re.fullmatch(r"[\w-]+( \| [\w-]+)*", said)
            assert said is None or coded or parameter.name == "help" or HAN.search(said), (typed, parameter.name)
