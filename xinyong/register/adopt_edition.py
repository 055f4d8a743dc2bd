"""Adopt an edition of the rulebook: signed by a legal authority, after a waiting period, never back-dated."""

from __future__ import annotations

from datetime import date, timedelta

from xinyong.errors import Text
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import EditionAdopted

WAITING_DAYS = 7
"""Days between adoption and effect, in which the public difference can be read (basis: register)."""


class AdoptEdition(Command):
    rulebook: str
    edition: str  # digest
    since: date
    stricter: bool  # the difference adds or lengthens an adverse effect
    articles_digest: str


def adopt_edition(command: AdoptEdition, context: Context) -> list[Decided]:
    """Adopt an edition from ``since`` on.

    Refused: by the operator (a legal authority apart from it signs), under other Articles than
    this software's, or with an adverse rule that begins before the waiting period is over.
    """
    articles.no_decisions_by_operator(context.actor.authority)
    articles.same_articles(command.articles_digest)
    earliest = context.today + timedelta(days=WAITING_DAYS) if command.stricter else context.today
    if command.since < earliest:
        raise articles.refused(
            1,
            Text(
                f"新版规则自{command.since}起生效，早于公示等待期届满日{earliest}；加重的规则不得溯及既往。",
                f"The edition would apply from {command.since}, before the waiting period ends on {earliest}; "
                "a stricter rule is never back-dated.",
            ),
            field="since",
            todo=Text(f"将生效日改为{earliest}或以后。", f"Set the day of effect to {earliest} or later."),
        )
    return [
        Decided(
            EditionAdopted(rulebook=command.rulebook, edition=command.edition, since=command.since), command.since
        )
    ]
