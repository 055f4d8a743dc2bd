"""Propose a listing: open a case on facts that each cite a document. Nothing adverse follows yet.

The software proposes nobody. An officer of the authority that manages the list names the
subject, the ground and the facts; the ground's criterion is evaluated under the law of the day
of the conduct, or milder later law (Article 1), three-valued: what is unknown never lists.
"""

from __future__ import annotations

from datetime import date

from xinyong.errors import NotFound, Text
from xinyong.law.force import criterion_of, ground_in, grounds_for
from xinyong.register import articles
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingProposed, StatedFacts


class ProposeListing(Command):
    code: str
    list: str
    ground: str
    facts: StatedFacts
    conduct_on: date


def propose_listing(command: ProposeListing, context: Context) -> list[Decided]:
    """Event: ``listing.proposed``."""
    articles.has_mandate(context, "list", command.list)
    articles.not_in_future(command.conduct_on, context.today, "conduct_on")
    articles.decided_here(context.law, command.list)
    organisation = context.known.organisation(command.code)
    if organisation is None:
        raise NotFound(
            Text("登记册中没有该代码的主体。", "The register holds no organisation with this code."),
            field="code",
            todo=Text("先报送其登记信息。", "File its registration first."),
        )
    facts = {stated.fact: stated.value for stated in command.facts}
    articles.list_in_law(context.law, command.list)
    articles.manager_of_list(context, command.list)
    version = grounds_for(
        context.law.rulebook, command.list, command.conduct_on, context.today, ground=command.ground, facts=facts
    )
    articles.subject_kind_allowed(version, command.list, organisation["subject_kind"])
    articles.facts_allowed(version, command.facts)
    for excluded in version.excluded:
        articles.not_excluded(criterion_of(version, excluded).evaluate(facts), excluded)
    ground = ground_in(version, command.ground)
    assert ground is not None, "grounds_for refuses a ground that the governing law does not have"
    outcome = criterion_of(version, ground).evaluate(facts)
    articles.ground_met(outcome, ground)
    articles.not_already_listed(context.known.listings(organisation["subject"]), command.list, context.today)
    return [
        Decided(
            ListingProposed(
                case=context.new_id("C"), subject=organisation["subject"], list=command.list, ground=command.ground,
                facts=command.facts, conduct_on=command.conduct_on, proposed_on=context.today,
                reasons=[str(reason) for reason in outcome.reasons], cites=[ground.cite, version.cite],
            ),
            command.conduct_on,
        )
    ]
