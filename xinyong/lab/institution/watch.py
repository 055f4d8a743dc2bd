"""What must hold after every step, and what must hold of the whole register from time to time.

Nothing here trusts a decision's word: verdicts and standing rows are compared with the model book and with the
rulebook's own data, the journal with itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from xinyong.check import asking
from xinyong.errors import XinyongError
from xinyong.lab.institution import reckoning as law
from xinyong.lab.institution.book import NAME, Case
from xinyong.lab.institution.rules_honours import enders
from xinyong.lab.institution.watch_persons import NUMBER, asked_of_a_person, forgotten_persons
from xinyong.lab.institution.world import CANARY, World

FIRST_REPLAY = 500
"""Entries at the first replay; each next one when the journal has doubled: the whole cost stays linear."""


class Watch:
    """The invariants of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.turn = 0
        self.actions = sorted(world.rulebook.actions)
        self.next_replay = FIRST_REPLAY
        self._touches: dict[tuple[str, date, str, date | None], dict[str, set[str]]] = {}
        world.watch = self.case

    # --- after every step ------------------------------------------------------------------------

    def case(self, case: Case) -> None:
        """The case's standing and its subject's verdict, on one of the actions that its list touches."""
        if case.stage == "new":
            return
        if case.id and case.stage != "erased":
            self.standing(case)
        touched = sorted(self.touches(case, self.world.today))
        if case.sort == "status":  # it touches nothing whatever
            touched = self.actions
        if touched:
            self.turn += 1
            self.verdict(case, touched[self.turn % len(touched)])
        if self.world.size >= self.next_replay:
            self.next_replay = self.world.size * 2
            self.whole()

    def touches(self, case: Case, day: date) -> dict[str, set[str]]:
        """``reckoning.touches``, kept."""
        key = (case.list, day, case.variant, case.since)
        if key not in self._touches:
            if len(self._touches) > 5000:
                self._touches.clear()
            self._touches[key] = law.touches(self.world.rulebook, *key)
        return self._touches[key]

    def standing(self, case: Case) -> None:
        """One row where the case was listed, as the book has it, with an end or a review; otherwise none."""
        world = self.world
        rows = world.register.rows("person_standing" if case.person else "standing", id=case.id)
        if case.person and world.register.rows("standing", id=case.id):
            world.found("exposed", case, "a person's case stands where pages and the check index read")
        expected = case.stage in ("listed", "lost", "ended") and case.begun >= 0
        if len(rows) != int(expected):
            world.found("restricted", case, f"{len(rows)} standing rows at stage {case.stage}")
            return
        for row in rows:
            if row["until"] is None and (row["review_by"] is None or not (case.ends_on or case.variant)):
                world.found("endless", case, "its standing has neither an end nor a review")
            mine = (
                case.list,
                case.since,
                case.until,
                case.review_by,
                case.ended_on,
                case.objection,
                case.contest,
                case.begun,
                case.lost,
            )
            held = (
                row["list"],
                row["since"],
                row["until"],
                row["review_by"],
                row["ended_on"],
                bool(row["objection"]),
                bool(row["contested"]),
                row["seq"],
                row["lost"],
            )
            if mine != held:
                world.found("differs", case, f"its standing is {held}, not {mine}")

    def verdict(self, case: Case, action: str) -> None:
        """The very next check of the case's subject: what stands and is sealed, by its law, and nothing else."""
        world = self.world
        if case.person:
            asked_of_a_person(world, case, action, self.touches)
            return
        desk = world.register.desks[self.turn % len(world.register.desks)]
        try:
            verdict = asking.check(desk, case.code, action, "simulated institution")
        except XinyongError as error:
            world.found("fault", case, f"a check was not answered: {error.detail.en}")
            return
        world.tally.checks += 1
        today = world.today
        cases = world.book.by_code.get(case.code, [])
        standing = {each.id: each for each in cases if each.running(today) or each.stage == "lost"}
        having = [each for each in standing.values() if world.book.effective(each, today, world.sealed, action)]
        expected = {(each.id, measure) for each in having for measure in self.touches(each, today).get(action, ())}
        told = {(reason.case, reason.measure) for reason in verdict.reasons}
        for id, measure in sorted(told - expected):
            self._unfounded(case, standing.get(id), id, measure, action)
        if expected - told:
            world.found("differs", case, f"the check of {action} leaves out {len(expected - told)} of what stands")
        if (verdict.verdict == "clear") != (not told):
            world.found("differs", case, f"the verdict {verdict.verdict} has {len(told)} reasons")
        praised = {each.id for each in having if each.sort == "honour"}
        if (verdict.verdict == "favoured") != (bool(told) and {id for id, _ in told} <= praised):
            world.found("differs", case, f"the verdict is {verdict.verdict}, with {len(praised)} honours in force")
        self._praise(case, having)
        for reason in verdict.reasons:
            self._due_process(standing.get(reason.case), reason)

    def _praise(self, case: Case, having: list[Case]) -> None:
        """No honour beside a listing that ends it, and one honour of a list at a time."""
        lists = [each.list for each in having]
        for honour in [each for each in having if each.sort == "honour"]:
            if lists.count(honour.list) > 1:
                self.world.found("praised", case, f"two honours of {honour.list} at once")
            beside = enders(self.world.book, honour.list, self.world.today) & set(lists)
            if beside:
                self.world.found("praised", case, f"{honour.list} goes on beside {', '.join(sorted(beside))}")

    def _unfounded(self, case: Case, other: Case | None, id: str, measure: str, action: str) -> None:
        world = self.world
        if other is None:
            ended = next((each for each in world.book.by_code.get(case.code, []) if each.id == id), None)
            why = f"its case is {ended.stage} since {ended.ended_on or ended.ends()}" if ended else "its case is erased"
            world.found("restricted", case, f"{action} is touched by {measure}, but {why}")
        elif other.stage == "lost" and other.lost < world.sealed:
            world.found("praised", case, f"{action} is favoured by an honour that was lost")
        elif other.suspended:
            world.found("restricted", case, f"{action} is touched while the listing is suspended")
        elif max(other.begun, other.binds) >= world.sealed:
            world.found("restricted", case, f"{action} is touched before the listing is sealed")
        elif not other.effective(world.today, world.sealed, action):
            world.found("restricted", case, f"{action} is touched although it was freed")
        else:
            world.found("outside", case, f"{measure} on {action} is not given by {other.list} on {world.today}")

    def _due_process(self, case: Case | None, reason: Any) -> None:
        """What a restriction rests on: notice, the time to answer, two officers; an end; a way to contest it."""
        if case is None:
            return
        found = self.world.found
        if not case.variant and not case.legacy:  # those were decided elsewhere, or before this register
            if case.sort == "honour":
                pass  # it burdens nobody: no notice stands before it
            elif case.served is None or case.answer_by is None or case.since is None:
                found("restricted", case, "restricted without a notice that was served")
            elif not (self._of_this_case(case, case.served) and case.served <= case.answer_by < case.since):
                found("restricted", case, "restricted before the time to answer had passed")
            if not case.decider or not case.approver or case.approver in (case.decider, case.proposer):
                found("restricted", case, "restricted without two officers")
        if reason.until is None and reason.review_by is None:
            found("endless", case, "the reason states neither an end nor a review")
        if not reason.contest:
            found("restricted", case, "the reason does not say how it is contested")
        if reason.objection_open != (case.objection or case.contest):
            found("differs", case, "the flag of an objection or a suit is wrong")

    def _of_this_case(self, case: Case, served: date) -> bool:
        """Notice tells of the case; a warning that the list's law provides was given before the conduct."""
        versions = self.world.rulebook.lists[case.list].versions
        warns = any(each.notice is not None and each.notice.warning is True for each in versions)
        return case.opened <= served or (warns and served <= case.conduct)

    # --- of the whole ------------------------------------------------------------------------------

    def whole(self) -> None:
        """Replay equals live, the journal verifies, what was erased stays erased, nothing lies in the clear."""
        world = self.world
        world.seal()
        before = world.register.tables()
        replayed = world.register.desks[0].store.rebuild()
        after = world.register.tables()
        changed = [name for name in before if before[name] != after[name]]
        if changed or replayed != world.size:
            world.found("replay", None, f"replaying {replayed} of {world.size} entries changed {', '.join(changed)}")
        self.verifies()
        self.forgotten(world.book.erased)
        forgotten_persons(world)
        self.nothing_in_the_clear()

    def verifies(self) -> None:
        """The journal verifies under its newest checkpoint."""
        world = self.world
        try:
            said = world.register.desks[0].store.verify()
        except XinyongError as error:
            world.found("verify", None, f"{error.where}: {error.detail.en}")
            return
        if said["entries"] != world.size:
            world.found("verify", None, f"{said['entries']} entries verified of {world.size}")

    def forgotten(self, seqs: Iterable[int]) -> None:
        """No erased entry can be read, and no erased case has a row left."""
        world = self.world
        erased = sorted(set(seqs))
        readable = [seq for seq, event in zip(erased, world.register.events(erased), strict=True) if event is not None]
        if readable:
            world.found("remembered", None, f"erased entries can be read: {readable[:5]}")
        gone = set(erased)
        for table in ("standing", "person_standing", "record", "casefile"):
            left = [row for row in world.register.rows(table) if row.get("seq", row.get("opened")) in gone]
            if left:
                world.found("remembered", None, f"{len(left)} rows of {table} speak of what was erased")

    def nothing_in_the_clear(self) -> None:
        """No document's number is found in any file of the register or of its backups."""
        mark = CANARY.encode()
        numbers = {code.encode() for code, kind in self.world.book.kinds.items() if kind == "person"}
        for path in sorted(self.world.folder.rglob("*")):
            held = path.read_bytes() if path.is_file() else b""
            if mark in held or NAME.encode() in held:
                self.world.found("remembered", None, f"{path.name} holds a document or a name in the clear")
            if not numbers.isdisjoint(NUMBER.findall(held)):
                self.world.found("exposed", None, f"{path.name} holds a person's number in the clear")
