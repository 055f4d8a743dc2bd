"""Coded values in words: those of the law from its own vocabularies, and a few that only pages have."""

from __future__ import annotations

from collections.abc import Mapping

from xinyong.errors import Text
from xinyong.law import terms

_OF_THE_LAW: dict[str, Mapping[str, Text]] = {
    "effect": terms.EFFECT, "kind": terms.KIND, "rank": terms.RANK, "list": terms.LIST_KIND, "colour": terms.COLOUR,
    "field": terms.PERMITTED_FIELD, "group": terms.GROUP, "publicity": terms.PUBLICITY, "gravity": terms.GRAVITY,
}
_OF_THE_PAGES: dict[str, tuple[str, str]] = {
    "state.in-force": ("施行中", "In force"),
    "state.past": ("已失效", "No longer in force"),
    "state.future": ("尚未施行", "Not yet in force"),
    "change.began": ("开始施行", "Began"),
    "change.ended": ("失效", "Ended"),
    "change.changed": ("修改", "Changed"),
    "thing.list": ("名单", "List"),
    "thing.measure": ("措施", "Measure"),
    "thing.instrument": ("法律文件", "Instrument"),
    "thing.category": ("目录类别", "Category"),
    "thing.window": ("公示期", "Time of publication"),
    "thing.mandate": ("职权", "Mandate"),
    "basis.registration": ("登记机关登记", "Registered by the registration authority"),
    "basis.filing": ("仅见于机关报送", "Known only from an authority’s filing"),
}
TERMS: dict[str, tuple[str, str]] = {
    f"{vocabulary}.{code}": (words.zh, terms.capital(words).en)
    for vocabulary, table in _OF_THE_LAW.items() for code, words in table.items()
} | _OF_THE_PAGES
"""``vocabulary.code`` → zh, en; a word stands alone on a page, and so begins with a capital."""
