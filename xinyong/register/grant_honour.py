"""Grant an honour: an officer proposes it on documented facts, decides, and another officer approves.

There is no notice and no hearing: both stand before what burdens somebody (Article 5), and an honour burdens
nobody (``favours_alone``). Two officers decide all the same, because what is given to one whom the law does not
mean is taken from everybody who plays fair; and the software proposes nobody here either (Article 6). The law of
today governs: nobody has a grade of an earlier law. What follows is fixed by the approval, once, as for any list.
"""

from __future__ import annotations

from xinyong.errors import NotFound, Text
from xinyong.law.criteria import Outcome
from xinyong.law.force import criterion_of, ground_in, term_of
from xinyong.law.honours import outranks
from xinyong.law.model import Ground, ListVersion
from xinyong.register import articles, stages
from xinyong.register.casefile import CaseState
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingApproved, ListingDecided, ListingEnded, ListingProposed, StatedFacts
from xinyong.register.list_subject import remedies, span_of
from xinyong.register.retention import retained_until
from xinyong.register.standing import Standing, stands

NO_ORGANISATION = Text("登记册中没有该代码的主体。", "The register holds no organisation with this code.")


class ProposeHonour(Command):
    code: str
    list: str
    ground: str
    facts: StatedFacts
    application: str = ""  # the subject's own application, where it made one


class DecideHonour(Command):
    case: str
    document: str


class ApproveHonour(Command):
    case: str


def propose_honour(command: ProposeHonour, context: Context) -> list[Decided]:
    """Event: ``listing.proposed``. What is unknown praises nobody."""
    articles.has_mandate(context, "list", command.list)
    articles.honour_list(context.law, command.list)
    version = articles.list_in_law(context.law, command.list)
    articles.manager_of_list(context, command.list)
    organisation = context.known.organisation(command.code)
    if organisation is None:
        raise NotFound(
            NO_ORGANISATION, field="code", todo=Text("先报送其登记信息。", "File its registration first."),
        )
    subject = organisation["subject"]
    articles.subject_kind_allowed(version, command.list, organisation["subject_kind"])
    articles.not_declined(context, subject, command.list, command.application)
    articles.facts_allowed(version, command.facts)
    ground, outcome = _met(version, command.ground, command.facts)
    articles.not_black_listed(context, subject, command.list)
    _superseded(subject, command.list, ground, context)
    event = ListingProposed(
        case=context.new_id("C"), subject=subject, list=command.list, ground=command.ground, facts=command.facts,
        conduct_on=context.today, proposed_on=context.today, reasons=[str(reason) for reason in outcome.reasons],
        cites=[ground.cite, version.cite],
    )
    return [Decided(event, context.today)]


def decide_honour(command: DecideHonour, context: Context) -> list[Decided]:
    """Event: ``listing.decided``: signed by its officer, still without effect."""
    state = stages.case_at(context.known.case(command.case), command.case, "proposed")
    _may_grant(state, context)
    articles.document_named(command.document)
    return [Decided(ListingDecided(case=command.case, outcome="list", document=command.document), context.today)]


def approve_honour(command: ApproveHonour, context: Context) -> list[Decided]:
    """Events: ``listing.approved`` by another officer; ``listing.ended`` before it for the lower grade it replaces."""
    state = stages.case_at(context.known.case(command.case), command.case, "decided")
    version = _may_grant(state, context)
    articles.another_officer(context.actor.officer, state)
    articles.not_declined_since(context, state)
    ground, _ = _met(version, state.ground, state.facts)
    articles.not_black_listed(context, state.subject, state.list)
    replaced = _superseded(state.subject, state.list, ground, context)
    since = context.today
    until, review_by = span_of(term_of(version, state.ground), since)
    ends_on: list[str] = [ending.id for ending in version.endings]
    articles.has_end(until, review_by, ends_on)
    assert state.decision is not None, "a case at this stage was decided"
    event = ListingApproved(
        case=state.case, subject=state.subject, list=state.list, decided_by=state.decider,
        document=state.decision.document, since=since, until=until, review_by=review_by, ends_on=ends_on,
        repair_from=None, remedies=remedies(version, since, context), retention_months=version.retention_months,
    )
    return [*(_regraded(each, state, context) for each in replaced), Decided(event, since)]


def _may_grant(state: CaseState, context: Context) -> ListVersion:
    """Whoever may act on this honour today; the list's law."""
    articles.own_act(context.actor.authority, state.authority)
    articles.has_mandate(context, "list", state.list)
    articles.honour_list(context.law, state.list)
    articles.manager_of_list(context, state.list)
    articles.case_alive(state, context.today)
    version = articles.list_in_law(context.law, state.list)
    articles.favours_alone(version, state.list)
    return version


def _met(version: ListVersion, id: str, facts: StatedFacts) -> tuple[Ground, Outcome]:
    """The ground as today's law has it, and that the stated facts meet it while no exclusion may apply."""
    articles.one_of(id, [each.id for each in version.grounds], "ground")
    ground = ground_in(version, id)
    assert ground is not None, "it is one of the version's"
    known = {stated.fact: stated.value for stated in facts}
    for excluded in version.excluded:
        articles.not_excluded(criterion_of(version, excluded).evaluate(known), excluded)
    outcome = criterion_of(version, ground).evaluate(known)
    articles.ground_met(outcome, ground)
    return ground, outcome


def _superseded(subject: str, listing: str, ground: Ground, context: Context) -> list[CaseState]:
    """The honours of the same list whose place this grade takes; any other that stands refuses it."""
    found: list[CaseState] = []
    rows = context.known.listings(subject)
    for row in rows:
        if row["list"] != listing or not stands(Standing.of(row), context.today):
            continue
        state = context.known.case(row["id"])
        if state is None or not outranks(ground, state.ground):
            articles.not_already_listed([row], listing, context.today)
        else:
            found.append(state)
    return found


def _regraded(old: CaseState, new: CaseState, context: Context) -> Decided:
    assert new.decision is not None, "a case at this stage was decided"
    event = ListingEnded(
        case=old.case, subject=old.subject, list=old.list, ending="regraded", ended_on=context.today,
        document=new.decision.document, retain_until=retained_until(old, context.today),
    )
    return Decided(event, context.today)
