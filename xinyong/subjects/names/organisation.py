"""Taking an organisation's name apart, whatever its script."""

from __future__ import annotations

from functools import lru_cache

from xinyong.subjects.names import han, latin
from xinyong.subjects.names.folding import fold, has_han
from xinyong.subjects.names.han import HanName
from xinyong.subjects.names.latin import LatinName

__all__ = ["HanName", "LatinName", "parse"]


@lru_cache(maxsize=8192)
def parse(name: str) -> HanName | LatinName:
    """``HanName`` where there is any Han character, else ``LatinName`` (Cyrillic transliterated)."""
    return han.parse(name) if has_han(fold(name)) else latin.parse(name)
