"""Every code of a closed vocabulary has its words, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from xinyong.errors import Text
from xinyong.law import terms, vocabulary


@pytest.mark.parametrize(
    ("codes", "table"),
    [
        (vocabulary.Rank, terms.RANK), (vocabulary.Effect, terms.EFFECT), (vocabulary.SubjectKind, terms.KIND),
        (vocabulary.FactType, terms.FACT_TYPE), (vocabulary.Reward, terms.REWARD),
        (vocabulary.EndingId, terms.ENDING),
    ],
)  # fmt: skip
def test_every_code_has_words(codes: Any, table: Mapping[str, Text]) -> None:
    assert set(table) == set(get_args(codes))
    assert all(words.zh and words.en for words in table.values())
