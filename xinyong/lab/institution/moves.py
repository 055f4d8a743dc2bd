"""The moves: what an officer, a subject or an accident does to a case at each stage. Most are honest work.

Each is registered with the stages at which it can be made and its weight there; the book, not the move, says whether
it must go through. ``fault`` names what it injects, for the count. A new decision of the register joins with
``@move`` and a rule in ``book``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from xinyong.lab.institution.book import BEFORE_APPROVAL, NAME, Case, Sort
from xinyong.register.amend_record import WithdrawRecord
from xinyong.register.end_listing import EndListing
from xinyong.register.events import StatedFact
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.propose_listing import ProposeListing
from xinyong.register.propose_person import ProposePersonListing
from xinyong.register.serve_notice import ReceiveAnswer, ServeNotice

if TYPE_CHECKING:
    from xinyong.lab.institution.institution import Institution

Play = Callable[["Institution", Case], None]


class Move(NamedTuple):
    """One thing that can be done to a case."""

    name: str
    stages: tuple[str, ...]
    weight: float
    fault: str
    play: Play
    of: Sort


MOVES: list[Move] = []


STRAY = 0.12
"""Weight of what is meant for burdens, tried on an honour or a status: most of it must be refused."""


def move(name: str, *stages: str, weight: float, fault: str = "", of: Sort = "burden") -> Callable[[Play], Play]:
    """Register a move at these stages of cases of a sort."""

    def keep(play: Play) -> Play:
        MOVES.append(Move(name, stages, weight, fault, play, of))
        return play

    return keep


def choices(stage: str, sort: Sort = "burden") -> tuple[list[Move], list[float]]:
    """The moves that can be made at a stage of such a case, and their weights."""
    able = [each for each in MOVES if stage in each.stages and each.of in (sort, "burden")]
    full = (sort, "burden") if sort == "person" else (sort,)
    return able, [each.weight if each.of in full else each.weight * STRAY for each in able]


# --- proposing ------------------------------------------------------------------------------------


@move("propose", "new", weight=9)
def propose(inst: Institution, case: Case) -> None:
    """Open the case on its facts."""
    inst.propose(case, inst.officer(case, 0))


@move("propose-unmet", "new", weight=1, fault="facts that meet no ground")
def propose_unmet(inst: Institution, case: Case) -> None:
    """Facts that do not meet the ground, or leave it unknown."""
    found = inst.docket.material(inst.world.chance, case.list, case.conduct, met=False)
    if found is not None:
        inst.propose(case, inst.officer(case, 0), facts=found.facts, ground=found.ground)


@move("propose-undocumented", "new", weight=0.5, fault="facts without a document")
def propose_undocumented(inst: Institution, case: Case) -> None:
    """Facts that cite no document."""
    inst.propose(case, inst.officer(case, 0), documents=False)


@move("propose-elsewhere", "new", weight=0.7, fault="another authority acts")
def propose_elsewhere(inst: Institution, case: Case) -> None:
    """Another authority opens the case."""
    inst.propose(case, inst.foreign(case))


@move("propose-future", "new", weight=0.3, fault="conduct that lies ahead")
def propose_future(inst: Institution, case: Case) -> None:
    """Conduct that has not happened yet."""
    inst.propose(
        case, inst.officer(case, 0), conduct=inst.world.today + timedelta(days=1 + inst.world.chance.randrange(90))
    )


def stated(inst: Institution, facts: dict[str, Any], documents: bool) -> list[StatedFact]:
    """Facts as an officer states them, each in a document."""
    return [
        StatedFact(fact=name, value=value, document=inst.world.document("证") if documents else "")
        for name, value in facts.items()
    ]


def proposal(inst: Institution, case: Case, facts: list[StatedFact]) -> ProposeListing | ProposePersonListing:
    """The command that opens the case."""
    if case.person:
        return ProposePersonListing(
            number=case.code, name=NAME, identifier="resident", list=case.list,
            ground=case.ground, facts=facts, conduct_on=case.conduct, source=case.source,
        )  # fmt: skip
    return ProposeListing(code=case.code, list=case.list, ground=case.ground, facts=facts, conduct_on=case.conduct)


# --- notice and answer ----------------------------------------------------------------------------


@move("serve", "proposed", weight=8)
def serve(inst: Institution, case: Case) -> None:
    """Serve notice: into the hand, refused, or by public notice; recorded some days later at times."""
    chance, today = inst.world.chance, inst.world.today
    method = chance.choice(("delivered", "delivered", "delivered", "refused", "public-notice"))
    served = max(case.opened, today - timedelta(days=chance.choice((0, 0, 0, 1, 3, 12))))
    inst.world.attempt(
        "serve",
        case,
        ServeNotice(case=case.id, served_on=served, method=method, document=inst.world.document("告")),
        inst.officer(case, 0),
    )


@move("letter-lost", "proposed", weight=2, fault="letter lost")
def letter_lost(inst: Institution, case: Case) -> None:
    """The letter never arrives; at times an officer goes on as if it had."""
    if inst.world.chance.random() < 0.5:
        inst.world.attempt(
            "decide", case, DecideListing(case=case.id, document=inst.world.document("列")), inst.officer(case, 1)
        )
    else:
        inst.rest(case, 15, 40)


@move("serve-wrong-day", "proposed", weight=0.9, fault="notice dated wrongly")
def serve_wrong_day(inst: Institution, case: Case) -> None:
    """Service dated before the case was opened, or ahead."""
    chance = inst.world.chance
    ahead = inst.world.today + timedelta(days=1 + chance.randrange(20))
    served = chance.choice((case.opened - timedelta(days=1 + chance.randrange(60)), ahead))
    inst.world.attempt(
        "serve",
        case,
        ServeNotice(case=case.id, served_on=served, method="delivered", document=inst.world.document("告")),
        inst.officer(case, 0),
    )


@move("serve-nothing", "proposed", weight=0.5, fault="no document")
def serve_nothing(inst: Institution, case: Case) -> None:
    """Notice that names no document."""
    inst.world.attempt(
        "serve",
        case,
        ServeNotice(case=case.id, served_on=inst.world.today, method="delivered", document=""),
        inst.officer(case, 0),
    )


@move("answer", "noticed", weight=2)
def answer(inst: Institution, case: Case) -> None:
    """The subject, or its counsel, answers: in time or late."""
    inst.world.attempt(
        "answer",
        case,
        ReceiveAnswer(case=case.id, received_on=inst.world.today, document=inst.world.document("答")),
        inst.officer(case, 1),
    )


@move("serve-again", "noticed", "decided", weight=0.3, fault="steps in the wrong order")
def serve_again(inst: Institution, case: Case) -> None:
    """A second notice, after the first."""
    inst.world.attempt(
        "serve",
        case,
        ServeNotice(case=case.id, served_on=inst.world.today, method="delivered", document=inst.world.document("告")),
        inst.officer(case, 0),
    )


# --- deciding ---------------------------------------------------------------------------------------


@move("decide", "noticed", weight=8)
def decide(inst: Institution, case: Case) -> None:
    """Decide to list, saying how an answer was considered. The day may turn out too early."""
    if case.answer_by is not None and inst.world.today <= case.answer_by:
        inst.world.fault("decided too early")
    considered = inst.world.chance.choice(("rejected", "partly-accepted")) if case.answered else "none"
    inst.decide(case, considered)


@move("decide-ignoring", "noticed", weight=0.6, fault="answer ignored")
def decide_ignoring(inst: Institution, case: Case) -> None:
    """Decide as if nothing had been answered, or although the answer was accepted."""
    inst.decide(case, inst.world.chance.choice(("none", "accepted")))


@move("decide-out-of-order", "proposed", "decided", weight=0.6, fault="steps in the wrong order")
def decide_out_of_order(inst: Institution, case: Case) -> None:
    """Decide before notice, or a second time."""
    inst.decide(case, "none")


@move("approve", "decided", weight=7)
def approve(inst: Institution, case: Case) -> None:
    """Another officer approves: the listing begins once sealed."""
    inst.world.attempt("approve", case, ApproveListing(case=case.id), inst.officer(case, 2))


@move("approve-oneself", "decided", weight=1.5, fault="one officer twice")
def approve_oneself(inst: Institution, case: Case) -> None:
    """The officer who proposed or decided approves as well."""
    inst.world.attempt(
        "approve", case, ApproveListing(case=case.id), inst.world.chance.choice((case.proposer, case.decider))
    )


@move("approve-out-of-order", "proposed", "noticed", "listed", weight=0.4, fault="steps in the wrong order")
def approve_out_of_order(inst: Institution, case: Case) -> None:
    """Approve what was not decided, or again."""
    inst.world.attempt("approve", case, ApproveListing(case=case.id), inst.officer(case, 2))


@move("approve-revoked", "decided", weight=0.6, fault="credential revoked")
def approve_revoked(inst: Institution, case: Case) -> None:
    """A credential that is not the one enrolled: lost, replaced or another's."""
    inst.world.attempt("approve", case, ApproveListing(case=case.id), inst.officer(case, 2), signer=inst.stray)


@move("approve-elsewhere", "decided", "noticed", weight=0.4, fault="another authority acts")
def approve_elsewhere(inst: Institution, case: Case) -> None:
    """Another authority's officer approves."""
    inst.world.attempt("approve", case, ApproveListing(case=case.id), inst.foreign(case))


@move("race", "decided", weight=1.2, fault="two desks race")
def race(inst: Institution, case: Case) -> None:
    """Two officers approve at the same moment at two desks; at times one is another authority's."""
    rival = inst.foreign(case) if inst.world.chance.random() < 0.3 else inst.officer(case, 3)
    inst.race(case, inst.officer(case, 2), rival)


@move("approve-killed", "decided", weight=0.4, fault="process killed")
def approve_killed(inst: Institution, case: Case) -> None:
    """The process dies of SIGKILL over the approval."""
    inst.world.attempt(
        "approve", case, ApproveListing(case=case.id), inst.officer(case, 2), kill=inst.world.kill_point()
    )


@move("drop", *BEFORE_APPROVAL, weight=0.5)
def drop(inst: Institution, case: Case) -> None:
    """Let the case go."""
    reason = inst.world.chance.choice(("answer-accepted", "ground-not-met", "corrected-in-time", "lapsed"))
    inst.world.attempt("drop", case, DropCase(case=case.id, reason=reason), inst.officer(case, 1))


@move("drop-elsewhere", *BEFORE_APPROVAL, weight=0.4, fault="another authority acts")
def drop_elsewhere(inst: Institution, case: Case) -> None:
    """Another authority lets the case go."""
    inst.world.attempt("drop", case, DropCase(case=case.id, reason="lapsed"), inst.foreign(case))


@move("source-annulled", *BEFORE_APPROVAL, "listed", weight=0.7, fault="source annulled")
def source_annulled(inst: Institution, case: Case) -> None:
    """The penalty that the case rests on is annulled: the record is withdrawn and the case let go or ended."""
    if case.record >= 0:
        command = WithdrawRecord(record=case.record, reason="annulled", document=inst.world.document("撤"))
        inst.world.attempt("withdraw", case, command, inst.officer(case, 1))
    if case.stage == "listed":
        inst.world.attempt(
            "end",
            case,
            EndListing(case=case.id, ending="annulled", document=inst.world.document("撤")),
            inst.officer(case, 1),
        )
    else:
        inst.world.attempt("drop", case, DropCase(case=case.id, reason="source-annulled"), inst.officer(case, 1))
