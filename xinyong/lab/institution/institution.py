"""The institution at work: who comes with which case on which day, what is done next, and how two desks race."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xinyong.errors import CallerError, XinyongError
from xinyong.journal.officers import Signer
from xinyong.journal.port import Receipt
from xinyong.lab.institution import moves, moves_hearing, moves_honours, moves_later, moves_persons, moves_relief
from xinyong.lab.institution.book import SORTS, Case
from xinyong.lab.institution.docket import Docket
from xinyong.lab.institution.files import Registrations
from xinyong.lab.institution.watch import Watch
from xinyong.lab.institution.world import World
from xinyong.register.approve_step import ApproveStep, DeclineStep
from xinyong.register.contest_listing import DecideContest
from xinyong.register.core import Command
from xinyong.register.erase import EraseCase
from xinyong.register.file_record import FileRecord
from xinyong.register.list_subject import ApproveListing, DecideListing, DropCase
from xinyong.register.object_listing import DecideObjection
from xinyong.subjects.resident import RESIDENT

MODULES = (moves_hearing, moves_honours, moves_later, moves_persons, moves_relief)
assert all(each.move is moves.move for each in MODULES), "the moves of all modules are in one registry"

MOST_TRIES = {
    "new": 6, "proposed": 8, "noticed": 8, "decided": 8, "legacy": 6, "listed": 12, "over": 4, "ended": 3, "dropped": 3,
    "lost": 5, "declined": 3,
}  # fmt: skip
"""Moves at one stage before a case is left to the clock, so that a run has an end."""
TWIN = 0.08  # share of cases on a subject and list that have one already
PERSONS = 0.16  # share of cases on natural persons
CARRIED = ("spc-consumption-restriction", "sat-serious-tax")
"""Lists that others carry out: more persons come on them."""
SHARES = {"red": 1.2, "status": 0.3}
"""How often cases come on a list of this kind, beside one on any other."""
RECORDED = 0.3  # share of cases that rest on a penalty filed before
FORGOTTEN = 0.5  # share of cases whose retention is awaited
LAW_CHANGES = (date(2021, 9, 1), date(2025, 12, 25), date(2026, 4, 1))
"""Days on which much law of the rulebook changes; a share of the cases is opened shortly before one."""


class Institution:
    """Cases, their officers and their next day, on one world."""

    def __init__(self, world: World, docket: Docket, cases: int, years: int) -> None:
        self.world = world
        self.docket = docket
        self.watch = Watch(world)
        self.first = world.day
        self.last = date(world.day.year + years, world.day.month, world.day.day)
        self.registrations = Registrations(world)
        self.open_cases: list[Case] = []
        self.people = 0
        self.cases = self.more = cases  # cases that arose besides those: numbered on from them
        self.stray = Signer("", Ed25519PrivateKey.generate())
        for number in range(cases):
            world.appoint(self._arrival(), self._opening(number))

    def _arrival(self) -> date:
        chance = self.world.chance
        if chance.random() < 0.15:
            change = chance.choice(LAW_CHANGES)
            if self.first + timedelta(days=70) < change < self.last:
                return change - timedelta(days=chance.randrange(1, 60))
        return self.first + timedelta(days=chance.randrange((self.last - self.first).days))

    def _opening(self, number: int) -> Any:
        return lambda: self._open(number)

    # --- a case comes in ---------------------------------------------------------------------------

    def _open(self, number: int) -> None:
        chance, today = self.world.chance, self.world.today
        if chance.random() < PERSONS:
            self._open_on_a_person(number)
            return
        twin = chance.choice(self.open_cases) if self.open_cases and chance.random() < TWIN else None
        able = self.docket.open_on(today)
        weights = [SHARES.get(self.docket.rulebook.lists[each].kind, 1.0) for each in able]
        listing = twin.list if twin else chance.choices(able, weights)[0]
        kind = self.docket.kind(chance, listing, today)
        code = twin.code if twin else self.registrations.subject(kind)
        case = self.arrive(number, code, listing)
        if case is None:
            return
        if case.sort == "burden" and chance.random() < RECORDED:
            self._file(case)
        self.step(case)

    def _open_on_a_person(self, number: int) -> None:
        able = self.docket.persons_on(self.world.today)
        able += [each for each in able if each in CARRIED] * 3
        case = self.arrive(number, self.person(), self.world.chance.choice(able))
        if case is not None:
            self.step(case)

    def person(self, *, minor: bool = False) -> str:
        """A made-up person's number, that no case names yet."""
        world, born = self.world, date(1950 + self.people % 40, 1 + self.people % 12, 1 + self.people % 28)
        if minor:
            born = date(world.today.year - 10, 1, 1)
        number = RESIDENT.synthetic_born(born, 1 + self.people % 999, self.people // 999 % 100)
        self.people += 1
        world.book.kinds[number] = "person"
        return number

    def arrive(self, number: int, code: str, listing: str) -> Case | None:
        """A case comes in, with an authority that may decide it and facts; None where none may."""
        world, chance, today = self.world, self.world.chance, self.world.today
        authority = self.docket.authority(chance, listing, today)
        if authority is None:
            return None
        kind = world.book.kinds[code]
        sort = "person" if kind == "person" else SORTS.get(self.docket.rulebook.lists[listing].kind, "burden")
        case = Case(number, code, kind, listing, authority, "", {}, today, sort=sort)
        world.tally.cases += 1
        self.find_facts(case)
        if not case.person:
            self.open_cases = [*self.open_cases[-40:], case]
        return case

    def another(self, case: Case, listing: str) -> Case | None:
        """One more case on the subject of a case, on some list."""
        self.more += 1
        return self.arrive(self.more, case.code, listing)

    def find_facts(self, case: Case) -> None:
        """Conduct of the last year or so, and facts that a worked example of that day's law states.

        Honours and statuses go by today's law alone.
        """
        chance, today = self.world.chance, self.world.today
        conduct = today - timedelta(days=chance.randrange(400) if case.sort in ("burden", "person") else 0)
        found = self.docket.material(chance, case.list, conduct)
        if found is None:
            conduct, found = today, self.docket.material(chance, case.list, today)
        case.conduct = conduct
        case.ground, case.facts = (found.ground, found.facts) if found is not None else ("none", {})

    def _file(self, case: Case) -> None:
        """The penalty that the case rests on, filed by its authority."""
        world = self.world
        command = FileRecord(
            code=case.code,
            name="",
            category="administrative-acts",
            form="penalty",
            document=world.document("罚"),
            decided_on=world.today - timedelta(days=world.chance.randrange(60)),
            procedure="ordinary",
            content={"facts": world.document("事实")},
            identifier="uscc",
            subject_kind=case.subject_kind,
        )
        if world.attempt("file", case, command, self.officer(case, 0)):
            case.record = world.size - 1
            world.book.records[case.record] = case.authority

    # --- what is done next -----------------------------------------------------------------------------

    def step(self, case: Case) -> None:
        """One move of the case, and its next day."""
        world = self.world
        stage = case.label(world.today)
        if stage == "erased":
            return
        appointed = len(case.moves)
        chosen = world.chance.choices(*moves.choices(stage, case.sort))[0]
        if chosen.fault:
            world.fault(chosen.fault)
        chosen.play(self, case)
        if len(case.moves) == appointed:
            case.tries += 1
        self._next(case)

    def _next(self, case: Case) -> None:
        chance, today = self.world.chance, self.world.today
        stage = case.label(today)
        if stage == "erased":
            return
        if case.tries >= MOST_TRIES[stage]:
            self._leave(case, stage)
            return
        if stage == "new" and case.tries > 2:
            self.find_facts(case)  # the law changed under it, or the officer erred: look again
        days = self._days(case, stage)
        self.world.appoint(chance.choice(days), lambda: self.step(case))

    def _days(self, case: Case, stage: str) -> list[date]:
        """Days on which something may be tried next: those on either side of a limit most of all."""
        chance, today = self.world.chance, self.world.today
        soon = today + timedelta(days=chance.randrange(1, 12))
        if stage == "noticed" and case.answer_by is not None and today <= case.answer_by:
            last = case.answer_by
            return [soon, last, *(last + timedelta(days=days) for days in (1, 1, 2, 5, 12))]
        if stage in ("new", "proposed", "noticed", "decided", "legacy"):
            return [soon]
        if stage in ("listed", "lost"):
            limits = [
                each
                for each in (case.repair_from, case.until, case.review_by, case.relief_on)
                if each is not None and each > today
            ]
            near = [each + timedelta(days=days) for each in limits for days in (-3, -1, 0, 0)]
            between = today + timedelta(days=chance.randrange(1, 300))
            return [soon, between, *near]
        assert case.retain_until is not None, "what is over has its retention"
        return [soon, case.retain_until - timedelta(days=1), case.retain_until, case.retain_until]

    def _leave(self, case: Case, stage: str) -> None:
        """Nobody does anything more: a case before approval is let go, a listing is the clock's."""
        world = self.world
        if stage in ("proposed", "noticed", "decided"):
            world.attempt("drop", case, DropCase(case=case.id, reason="lapsed"), self.officer(case, 0))
        if stage == "new" or case.retain_until is None or world.chance.random() >= FORGOTTEN:
            return
        world.appoint(case.retain_until, lambda: self._forget(case))

    def _forget(self, case: Case) -> None:
        if case.stage != "erased":
            self.appeal(case) if case.objection or case.contest else self.erase(case)

    def rest(self, case: Case, least: int, most: int) -> None:
        """Nothing is done for some days: the case's own calendar goes on after them."""
        case.moves.append(f"{self.world.today} case {case.number} nothing for {least} to {most} days")

    # --- acts that several moves share --------------------------------------------------------------------

    def officer(self, case: Case, number: int) -> str:
        """The authority's officer of that number."""
        return self.world.register.officers(case.authority)[number]

    def fresh(self, case: Case) -> str:
        """An officer of the authority who took no part in the listing."""
        return next(
            each for each in reversed(self.world.register.officers(case.authority)) if each not in case.involved()
        )

    def foreign(self, case: Case) -> str:
        """An officer of another authority."""
        others = [each for each in self.docket.authorities() if each != case.authority]
        return self.world.register.officers(self.world.chance.choice(others))[0]

    def propose(
        self,
        case: Case,
        officer: str,
        *,
        facts: dict[str, Any] | None = None,
        ground: str = "",
        documents: bool = True,
        conduct: date | None = None,
    ) -> None:
        """Open the case; once the register took it, the book has it under the register's id."""
        world = self.world
        kept = case.facts, case.ground, case.conduct
        case.facts = case.facts if facts is None else facts
        case.ground, case.conduct = ground or case.ground, conduct or case.conduct
        command = moves.proposal(self, case, moves.stated(self, case.facts, documents))
        events = world.attempt("propose", case, command, officer)
        if not events:
            case.facts, case.ground, case.conduct = kept
            return
        self.opened(case, events[0].case, officer)

    def opened(self, case: Case, id: str, officer: str) -> None:
        """Enter a case that the register opened on an officer's proposal."""
        world = self.world
        case.id, case.stage, case.opened, case.tries = id, "proposed", world.today, 0
        case.proposer, case.authority = officer, world.register.authority_of[officer]
        world.book.add(case)
        world.watch(case)

    def decide(self, case: Case, considered: str) -> None:
        """Decide to list."""
        command = DecideListing(case=case.id, document=self.world.document("列"), answer_considered=considered)
        self.world.attempt("decide", case, command, self.officer(case, 1))

    def erase(self, case: Case) -> None:
        """Have the case erased."""
        self.world.attempt("erase", case, EraseCase(case=case.id), self.officer(case, 1))

    def appeal_until_retention_ends(self, case: Case) -> None:
        """Come back when the retention has ended and the objection is still open."""
        if case.objection and case.retain_until is not None:
            self.world.appoint(case.retain_until, lambda: self.appeal(case))

    def appeal(self, case: Case) -> None:
        """Its retention has ended: nothing is erased while it is contested, and all of it once that is decided."""
        if case.stage == "erased":
            return
        self.erase(case)
        if case.contest:
            over = DecideContest(case=case.id, outcome="abandoned", document=self.world.document("裁"))
            self.world.attempt("decide-contest", case, over, self.officer(case, 1))
            if not case.objection:
                self.erase(case)
        if case.objection:
            command = DecideObjection(case=case.id, upheld=False, document=self.world.document("复"))
            self.world.attempt("decide-objection", case, command, self.fresh(case))
            if case.pending is not None and case.pending[0] != "objection-rejected":
                self.world.attempt("decline-step", case, DeclineStep(case=case.id), self.officer(case, 1))
                self.world.attempt("decide-objection", case, command, self.fresh(case))
            self.approve_step(case)
            self.erase(case)

    def approve_step(self, case: Case, *, same: bool = False) -> None:
        """Another officer approves the adverse step that waits, if one does; ``same``: who decided it tries to."""
        if case.pending is None:
            return
        others = [each for each in self.world.register.officers(case.authority) if each != case.pending[1]]
        officer = case.pending[1] if same else self.world.chance.choice(others)
        self.world.attempt("approve-step", case, ApproveStep(case=case.id), officer)

    # --- a race -------------------------------------------------------------------------------------------

    def race(self, case: Case, one: str, other: str) -> None:
        """Two officers approve at the same moment, each at a desk of their own: one of them at the most succeeds."""
        world, register = self.world, self.world.register
        command = ApproveListing(case=case.id)
        able = [officer for officer in (one, other) if not world.why_not(command, officer)]
        done: list[tuple[str, list[Receipt]]] = []
        errors: list[XinyongError] = []
        start = threading.Barrier(2)

        def act(desk: int, officer: str) -> None:
            start.wait()
            try:
                done.append((officer, register.decide(desk, command, register.signers[officer])))
            except XinyongError as error:
                errors.append(error)

        rivals = [threading.Thread(target=act, args=each) for each in enumerate((one, other))]
        for each in rivals:
            each.start()
        for each in rivals:
            each.join()
        self._won(case, command, able, done, errors)

    def _won(
        self,
        case: Case,
        command: Command,
        able: list[str],
        done: list[tuple[str, list[Receipt]]],
        errors: list[XinyongError],
    ) -> None:
        world = self.world
        world.raced(case, "race", f"{len(done)} of 2 went through")
        if len(done) != min(1, len(able)) or any(officer not in able for officer, _ in done):
            world.found(
                "allowed" if len(done) > len(able) or len(done) > 1 else "refused",
                case,
                f"{len(done)} of two rivals approved, {len(able)} of them could",
            )
        if any(not isinstance(error, CallerError) for error in errors):
            world.found("fault", case, f"a race broke: {[error.code for error in errors]}")
        for officer, receipts in done:
            world.enter(case, command, officer, receipts)
        world.watch(case)
