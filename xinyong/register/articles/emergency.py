"""Article 1 in an emergency: what law suspended for a time is no ground for what was done meanwhile."""

from __future__ import annotations

from datetime import date

from xinyong.errors import Text
from xinyong.law.articles import refused
from xinyong.law.force import Law, cite_text
from xinyong.law.overlays import suspending


def not_suspended(law: Law, listing: str, ground: str, conduct_on: date) -> None:
    """A ground that an emergency suspended is not used for conduct of those days, then or later."""
    found = suspending(law.rulebook.overlays, listing, ground, conduct_on)
    if found is None:
        return
    overlay, item = found
    first, last = overlay.days(item)
    cite = cite_text(law.rulebook, item.cite)
    raise refused(
        1,
        Text(
            f"{overlay.title.zh}：{item.title.zh}（{first}至{last}之前，{cite.zh}），该日的行为不得据此列入。",
            f"{overlay.title.en}: {item.title.en} (from {first} until {last}, {cite.en}); "
            "conduct of that day lists nobody.",
        ),
        instrument=item.cite,
        field="conduct_on",
        code="suspended-then",
        todo=Text(f"缘由：{overlay.reason.zh}", f"Why: {overlay.reason.en}"),
    )
