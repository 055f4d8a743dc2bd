"""Files as authorities send them: whole, cut off half-way by a dying process, sent again, and a list that shrinks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from xinyong.lab.institution import reckoning as law
from xinyong.lab.institution.book import Case
from xinyong.lab.institution.docket import PREFIXES
from xinyong.lab.institution.world import World
from xinyong.office.batch import LEAST_SHARE_KEPT, RowCommand, RowOutcome, close_file, file_rows, open_file
from xinyong.register.approve_step import ApproveStep
from xinyong.register.mirror_listing import MirrorListing
from xinyong.register.object_listing import DecideObjection, OpenObjection
from xinyong.register.register_organisation import RegisterOrganisation
from xinyong.subjects import identifiers
from xinyong.subjects.uscc import USCC

ROWS = 12  # organisations a file of registrations
CUT_OFF = 0.15  # share of such files whose first sending is cut off
REGISTRAR = "samr"
DIVISION = "980101"


def send(
    world: World, digest: str, form: str, officer: str, rows: list[Any], *, cut_off: bool = False
) -> list[RowOutcome]:
    """Send a file as intake does. ``cut_off``: the process closes after half of it, and all of it is sent again."""
    authority = world.register.authority_of[officer]
    signer = world.register.signers[officer]
    if cut_off:
        desk = world.register.desks[0]
        file_rows(desk, open_file(desk, digest, form, authority, signer), rows[: len(rows) // 2])
        world.register.restart()
        world.fault("process closed within a file")
    desk = world.register.desks[0]
    file = open_file(desk, digest, form, authority, signer)
    outcomes = file_rows(desk, file, rows)
    while len(outcomes) < len(rows):
        outcomes += file_rows(desk, file, rows[len(outcomes) :])
    counts = {
        status: sum(each.status == status for each in outcomes)
        for status in ("accepted", "already_held", "refused", "waiting")
    }
    close_file(desk, file, {"rows": len(rows), **counts})
    world.catch_up()
    return outcomes


class Registrations:
    """Made-up organisations, registered by files of the registrar."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.waiting: dict[str, list[str]] = {kind: [] for kind in PREFIXES}
        self.sent: list[tuple[str, list[RowCommand]]] = []
        self.made = 0

    def subject(self, kind: str) -> str:
        """The code of an organisation of this kind that no case names yet."""
        if not self.waiting[kind]:
            self._send(kind)
        return self.waiting[kind].pop()

    def _send(self, kind: str) -> None:
        world = self.world
        rows: list[RowCommand] = []
        for _ in range(ROWS):
            code = USCC.synthetic_of(PREFIXES[kind], self.made, DIVISION)
            rows.append(
                RegisterOrganisation(
                    identifier="uscc",
                    code=code,
                    name=f"虚构{self.made}号",
                    subject_kind=kind,
                    region=DIVISION,
                    registered_on=world.today - timedelta(days=2000),
                    status="存续",
                )
            )
            self.made += 1
        digest = sha256(f"{kind} {self.made}".encode()).hexdigest()
        outcomes = send(
            world, digest, "registration", f"{REGISTRAR}-1", rows, cut_off=world.chance.random() < CUT_OFF
        )
        if any(each.status != "accepted" for each in outcomes):
            world.found(
                "lost",
                None,
                f"of {ROWS} registrations {sum(e.status == 'accepted' for e in outcomes)} were accepted",
            )
        self.sent.append((digest, rows))
        for row in rows:
            assert isinstance(row, RegisterOrganisation)
            self.waiting[kind].append(row.code)
            world.book.kinds[row.code] = kind

    def send_again(self) -> None:
        """A file that was taken in before changes nothing."""
        world = self.world
        if not self.sent:
            return
        digest, rows = world.chance.choice(self.sent)
        before = world.size
        outcomes = send(world, digest, "registration", f"{REGISTRAR}-2", rows)
        if world.size != before or any(each.status != "already_held" for each in outcomes):
            world.found("lost", None, f"a file sent again made {world.size - before} entries")
        world.fault("file sent again")
        world.tally.trace(f"{world.today} a file sent again")


@dataclass
class Carried:
    """One entry as the source has it."""

    row: MirrorListing
    cases: list[Case] = field(default_factory=list)


class Mirror:
    """A list that its source keeps, sent as whole files that grow, shrink, break and come again."""

    def __init__(self, world: World, listing: str, officer: str, entries: int) -> None:
        self.world = world
        self.listing = listing
        self.officer = officer
        version = law.on(world.rulebook.lists[listing].versions, world.day)
        assert version is not None
        reader = identifiers.get(world.rulebook.manifest.organisation_identifier)
        self.source = [self._entry(reader.synthetic(number), version, number) for number in range(entries)]
        self.files: list[tuple[str, list[Carried]]] = []

    def _entry(self, code: str, version: Any, number: int) -> Carried:
        world = self.world
        kinds = [wording for sanction in version.sanctions for wording in sanction.wordings]
        ends = world.day + timedelta(days=world.chance.randrange(100, 1500))
        return Carried(
            MirrorListing(
                list=self.listing,
                code=code,
                name=f"Fictícia {number}",
                source="Fonte fictícia",
                sanction=world.chance.choice(kinds),
                since=world.day - timedelta(days=30),
                until=world.chance.choice((None, ends)),
            )
        )

    def turn(self) -> None:
        """The source sends: its list with a few more or less, a broken one, or an old file again."""
        chance = self.world.chance
        what = chance.random()
        if what < 0.15 and self.files:
            self.world.fault("old file sent again")
            self._send(*chance.choice(self.files), again=True)
        elif what < 0.3:
            self.world.fault("mirrored file that lost most of its rows")
            self._new(chance.sample(self.source, max(1, len(self.source) // 8)))
        else:
            if what < 0.75:
                self.world.fault("mirrored file that shrank")
            self._new(chance.sample(self.source, len(self.source) - chance.randrange(len(self.source) // 3)))
        if chance.random() < 0.5:
            self._contest()

    def _new(self, carried: list[Carried]) -> None:
        digest = sha256(f"{self.listing} {len(self.files)}".encode()).hexdigest()
        self.files.append((digest, carried))
        self._send(digest, carried, again=False)

    def _send(self, digest: str, carried: list[Carried], *, again: bool) -> None:
        world, today = self.world, self.world.today
        standing = [each for each in self.source if each.cases and each.cases[-1].running(today)]
        before = world.size
        outcomes = send(world, digest, "ceis", self.officer, [each.row for each in carried])
        world.tally.steps += 1
        told = [outcome.status for outcome in outcomes]
        world.tally.trace(f"{today} {self.listing} file of {len(carried)}: {sorted(told)}")
        if again and world.size != before:
            world.found("allowed", None, "an old file of a list changed something")
        for each, outcome in zip(carried, outcomes, strict=True):
            self._row(each, outcome, again)
        kept = [each for each in standing if each in carried]
        if not again and len(standing) - len(kept) <= len(standing) * (1 - LEAST_SHARE_KEPT):
            for each in standing:
                if each not in carried:
                    self._ended(each.cases[-1], today)
        world.seal()
        for each in self.source:
            if each.cases:
                world.watch(each.cases[-1])

    def _ended(self, case: Case, today: date) -> None:
        case.end(today, "source-ended")
        self.world.tally.ended["source-ended"] += 1

    def _row(self, each: Carried, outcome: RowOutcome, again: bool) -> None:
        world, today = self.world, self.world.today
        newest = each.cases[-1] if each.cases else None
        version = law.on(world.rulebook.lists[self.listing].versions, today)
        assert version is not None
        until = None if each.row.until is None else each.row.until + timedelta(days=1)
        review_by = law.later(today, version.term.review_months or 12)
        begins = (
            newest is None or newest.ending == "source-ended" or (newest.stage == "listed" and newest.lapsed(today))
        )
        kept = law.later(until or review_by, version.retention_months) > today
        expected = "already_held" if again or not begins else "accepted" if kept else "refused"
        if outcome.status != expected:
            case = newest or Case(-1, each.row.code, "", self.listing, "", "", {}, today)
            world.found("differs", case, f"a mirrored row is {outcome.status}, not {expected}")
        if outcome.status != "accepted" or outcome.seq is None:
            return
        event = world.register.events([outcome.seq])[0]
        case = Case(
            world.tally.cases,
            each.row.code,
            "enterprise",
            self.listing,
            world.register.authority_of[self.officer],
            "",
            {},
            today,
            id=event.case,
            stage="listed",
            since=each.row.since,
            until=until,
            review_by=review_by,
            begun=outcome.seq,
            variant=event.variant,
            retention=version.retention_months,
            entries=[outcome.seq],
            retain_until=law.later(until or review_by, version.retention_months),
        )
        world.tally.cases += 1
        world.tally.listings += 1
        world.tally.lists[self.listing] += 1
        each.cases.append(case)
        world.book.add(case)
        world.will_end(case)

    def _contest(self) -> None:
        """An entry is objected to, and the objection decided; annulled here, it does not come back."""
        world = self.world
        able = [each.cases[-1] for each in self.source if each.cases and each.cases[-1].running(world.today)]
        if not able:
            return
        case = world.chance.choice(able)
        world.attempt("object", case, OpenObjection(case=case.id, document=world.document("异")), self.officer)
        upheld = world.chance.random() < 0.5
        other = world.register.officers(case.authority)[1]
        world.attempt(
            "decide-objection",
            case,
            DecideObjection(case=case.id, upheld=upheld, document=world.document("复")),
            other,
        )
        if not upheld:
            third = world.register.officers(case.authority)[2]
            world.attempt("approve-step", case, ApproveStep(case=case.id), third)
