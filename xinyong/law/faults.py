"""A fault in a rulebook, told by its place in the tree; ``law.loading`` adds file and line."""

from __future__ import annotations

from xinyong.errors import RulebookError, Text

Path = tuple[str | int, ...]
"""Keys and indexes from the top of a file, e.g. ``("versions", 0, "term", "months")``."""


class Fault(RulebookError):
    """Something in a rulebook that the loader refuses, at ``path``."""

    def __init__(
        self, path: Path, detail: Text, todo: Text, *, article: int | None = None, instrument: str | None = None
    ) -> None:
        super().__init__(detail, todo=todo, article=article, instrument=instrument, field=dotted(path))
        self.path = path


def dotted(path: Path) -> str:
    """The path as people write it: ``versions[0].term.months``."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out
