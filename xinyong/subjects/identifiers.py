"""The registry of identifier classes: ``get("uscc").read("…")``.

A rulebook's manifest names its classes by ``name``; nothing else in the project knows a country.
"""

from __future__ import annotations

from xinyong.errors import NotFound, Text
from xinyong.subjects.cnpj import CNPJ
from xinyong.subjects.reading import WARNINGS, IdentifierClass, Reading
from xinyong.subjects.resident import RESIDENT
from xinyong.subjects.uscc import USCC

__all__ = ["ALL", "WARNINGS", "IdentifierClass", "Reading", "get"]

ALL: dict[str, IdentifierClass] = {known.name: known for known in (USCC, CNPJ, RESIDENT)}


def get(name: str) -> IdentifierClass:
    """The class of that name. Raises NotFound naming those that exist."""
    try:
        return ALL[name]
    except KeyError:
        known = ", ".join(sorted(ALL))
        raise NotFound(
            Text(f"没有名为“{name}”的标识符类别。", f"There is no identifier class named “{name}”."),
            code="unknown-identifier-class",
            todo=Text(f"可用的类别：{known}。", f"Use one of: {known}."),
        ) from None
