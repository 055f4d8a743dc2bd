"""Propose a listing: open a case on facts that each cite a document. Nothing adverse follows yet.

The software proposes nobody. An officer of the authority that manages the list names the
subject, the ground and the facts; the ground's criterion is evaluated under the law of the day
of the conduct, or milder later law (Article 1), three-valued: what is unknown never lists.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from xinyong.errors import NotFound, Text
from xinyong.law.force import criterion_of, ground_in, grounds_for
from xinyong.law.model import ListVersion
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.event import Texts
from xinyong.register.events import ListingProposed, StatedFacts


class ProposeListing(Command):
    code: str
    list: str
    ground: str
    facts: StatedFacts
    conduct_on: date
    source: str = ""  # the case whose listing it would carry out


class Proposal(Protocol):
    """What a proposal states, whoever it is about."""

    @property
    def list(self) -> str: ...
    @property
    def ground(self) -> str: ...
    @property
    def facts(self) -> StatedFacts: ...
    @property
    def conduct_on(self) -> date: ...


class Grounded(NamedTuple):
    """A ground that is met: the version that governs it, the criterion's trace, and what it rests on."""

    version: ListVersion
    reasons: Texts
    cites: Texts


def propose_listing(command: ProposeListing, context: Context) -> list[Decided]:
    """Event: ``listing.proposed``."""
    articles.has_mandate(context, "list", command.list)
    organisation = context.known.organisation(command.code)
    if organisation is None:
        raise NotFound(
            Text("登记册中没有该代码的主体。", "The register holds no organisation with this code."),
            field="code",
            todo=Text("先报送其登记信息。", "File its registration first."),
        )
    found = grounded(command, organisation["subject_kind"], context)
    rows = context.known.listings(organisation["subject"])
    today = articles.list_in_law(context.law, command.list)
    articles.carries_out(today, command.list, command.ground, command.source, rows, context.today)
    articles.not_already_listed(rows, command.list, context.today)
    return [
        Decided(
            ListingProposed(
                case=context.new_id("C"), subject=organisation["subject"], list=command.list, ground=command.ground,
                facts=command.facts, conduct_on=command.conduct_on, proposed_on=context.today, reasons=found.reasons,
                cites=found.cites, source=command.source,
            ),
            command.conduct_on,
        )
    ]


def grounded(command: Proposal, subject_kind: str, context: Context) -> Grounded:
    """The ground under the law that governs it, met and not excluded; raises ``Refused`` where it is not."""
    articles.has_mandate(context, "list", command.list)
    articles.not_in_future(command.conduct_on, context.today, "conduct_on")
    articles.decided_here(context.law, command.list)
    facts = {stated.fact: stated.value for stated in command.facts}
    articles.list_in_law(context.law, command.list)
    articles.manager_of_list(context, command.list)
    articles.not_suspended(context.law, command.list, command.ground, command.conduct_on)
    version = grounds_for(
        context.law.rulebook, command.list, command.conduct_on, context.today, ground=command.ground, facts=facts
    )
    articles.subject_kind_allowed(version, command.list, subject_kind)
    articles.facts_allowed(version, command.facts)
    for excluded in version.excluded:
        articles.not_excluded(criterion_of(version, excluded).evaluate(facts), excluded)
    ground = ground_in(version, command.ground)
    assert ground is not None, "grounds_for refuses a ground that the governing law does not have"
    outcome = criterion_of(version, ground).evaluate(facts)
    articles.ground_met(outcome, ground)
    return Grounded(version, [str(reason) for reason in outcome.reasons], [ground.cite, version.cite])
