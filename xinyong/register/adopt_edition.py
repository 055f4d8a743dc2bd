"""Adopt an edition of the rulebook: two officers of a legal authority sign, it waits, it is never back-dated."""

from __future__ import annotations

from datetime import date, timedelta

from xinyong.errors import Text
from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import EditionAdopted, EditionProposed

WAITING_DAYS = 7
"""Days between adoption and effect, in which the public difference can be read (basis: register)."""


class AdoptEdition(Command):
    """Signed by one officer of an authority that may adopt; another of them confirms."""

    rulebook: str
    edition: str  # digest
    since: date
    stricter: bool  # the difference adds or lengthens an adverse effect
    articles_digest: str


class ConfirmEdition(Command):
    proposal: int


def adopt_edition(command: AdoptEdition, context: Context) -> list[Decided]:
    """Event: ``edition.proposed``.

    Refused: by the operator or an authority without the mandate, under other Articles than this
    software's, or with an adverse rule that begins before the waiting period is over.
    """
    articles.no_decisions_by_operator(context.actor.authority)
    articles.may_adopt(context, command.rulebook)
    articles.same_articles(command.articles_digest)
    _waited(command.since, command.stricter, context)
    event = EditionProposed(
        rulebook=command.rulebook, edition=command.edition, since=command.since, stricter=command.stricter,
        articles=command.articles_digest,
    )
    return [Decided(event, command.since)]


def confirm_edition(command: ConfirmEdition, context: Context) -> list[Decided]:
    """Event: ``edition.adopted``, by a second officer of the same authority; the waiting period counts from here."""
    articles.no_decisions_by_operator(context.actor.authority)
    proposed, authority, officer = stages.proposal(context.known.pending(command.proposal), EditionProposed)
    articles.own_act(context.actor.authority, authority)
    articles.second_officer(context.actor.officer, officer)
    articles.may_adopt(context, proposed.rulebook)
    articles.same_articles(proposed.articles)
    _waited(proposed.since, proposed.stricter, context)
    event = EditionAdopted(
        rulebook=proposed.rulebook, edition=proposed.edition, since=proposed.since, proposed=command.proposal
    )
    return [Decided(event, proposed.since)]


def _waited(since: date, stricter: bool, context: Context) -> None:
    earliest = context.today + timedelta(days=WAITING_DAYS) if stricter else context.today
    if since < earliest:
        raise articles.refused(
            1,
            Text(
                f"新版规则自{since}起生效，早于公示等待期届满日{earliest}；加重的规则不得溯及既往。",
                f"The edition would apply from {since}, before the waiting period ends on {earliest}; "
                "a stricter rule is never back-dated.",
            ),
            field="since",
            todo=Text(f"将生效日改为{earliest}或以后。", f"Set the day of effect to {earliest} or later."),
        )
