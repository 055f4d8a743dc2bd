"""The real register that the simulator drives: its folder, two desks that are open on it, its officers and its clock.

Two ``Office`` objects stand on one folder, as two processes would. They are closed and opened again as a restart
does, and a child process can be killed over a decision with SIGKILL.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from xinyong.check import asking
from xinyong.journal.officers import Signer, load_credential
from xinyong.journal.port import Receipt
from xinyong.journal.schema import PROJECTIONS
from xinyong.law.model import Rulebook
from xinyong.office import Office, archives, found
from xinyong.office.clock import SimulatedClock
from xinyong.office.founding import FIRST, SECOND, enrol_officer
from xinyong.office.home import Home, read_about
from xinyong.register.core import Command
from xinyong.register.grant_mandate import ConfirmMandate, GrantMandate

OFFICERS_EACH = 4
DESKS = 2
KillPoint = Literal["before-keys", "keys-durable", "recorded", "witnessed"]
KILL_POINTS: tuple[KillPoint, ...] = ("before-keys", "keys-durable", "recorded", "witnessed")


class SimulatedRegister:
    """A synthetic register under a simulated clock. ``authorities``: those that get four officers each."""

    def __init__(self, home: Path, rulebook: Rulebook, start: date, authorities: list[str]) -> None:
        self.home = home
        self.zone = ZoneInfo(rulebook.manifest.timezone)
        self.clock = SimulatedClock(datetime(start.year, start.month, start.day, 9, tzinfo=self.zone))
        self.signers: dict[str, Signer] = {}
        self.authority_of: dict[str, str] = {}
        with found(home, "synthetic", rulebook, clock=self.clock) as office:
            operator = load_credential(office.home.credentials / f"{FIRST}.pem")
            for authority in authorities:
                for number in range(1, OFFICERS_EACH + 1):
                    officer = f"{authority}-{number}"
                    path = office.home.credentials / f"{officer}.pem"
                    if not path.exists():
                        enrol_officer(office, operator, officer, authority)
                    self.signers[officer] = load_credential(path)
                    self.authority_of[officer] = authority
            _let_ask(office, start)
            office.seal_if_needed()
        self.desks: list[Office] = []
        self.open()

    # --- opening and closing -------------------------------------------------------------------

    def open(self) -> None:
        """Open the desks."""
        self.desks = [Office.open(self.home, clock=self.clock) for _ in range(DESKS)]

    def close(self) -> None:
        """Close the desks and the index that checks opened."""
        for desk in self.desks:
            desk.close()
        asking.close_index(self.home)
        self.desks = []

    def restart(self) -> None:
        """Close everything and open it again."""
        self.close()
        self.open()

    def officers(self, authority: str) -> list[str]:
        """The authority's officers."""
        return [f"{authority}-{number}" for number in range(1, OFFICERS_EACH + 1)]

    # --- looking -------------------------------------------------------------------------------

    def size(self) -> int:
        """Number of entries."""
        with self.desks[0].store.reading() as reading:
            return int(reading.size())

    def events(self, seqs: list[int]) -> list[Any]:
        """What the entries say; None for an erased one."""
        with self.desks[0].store.reading() as reading:
            return [reading.entry(seq).event for seq in seqs]

    def rows(self, table: str, **equals: Any) -> list[dict[str, Any]]:
        """Rows of a projection."""
        with self.desks[0].store.reading() as reading:
            found: list[dict[str, Any]] = reading.rows(table, **equals)
            return found

    def tables(self) -> dict[str, list[str]]:
        """Every projection, row by row, in an order of its own."""
        return {table.name: sorted(map(repr, self.rows(table.name))) for table in PROJECTIONS}

    # --- the death of a process ------------------------------------------------------------------

    def killed(self, command: Command, signer: Signer, point: KillPoint) -> None:
        """Let a child process take the decision and die of SIGKILL at ``point``; then open the register again.

        The child is a fork, so that the point is the same in every run of a seed; the register is closed meanwhile,
        because databases do not survive a fork.
        """
        self.close()
        child = os.fork()
        if child == 0:
            try:
                with Office.open(self.home, clock=self.clock) as office:
                    _arm(office, point)
                    office.decide(command, signer)
                    if point == "witnessed":
                        office.store.seal()
            finally:
                _die()
        os.waitpid(child, 0)
        self.open()

    # --- backup and restore ------------------------------------------------------------------------

    def back_up(self, out: Path) -> int:
        """Write a backup; the entries in it."""
        return int(archives.back_up(self.desks[0], out)["entries"])

    def lose_and_restore(self, archive: Path, *, keys_too: bool = False) -> dict[str, Any]:
        """Lose the database (with ``keys_too`` the key store as well) and restore the backup; open again."""
        home = self.desks[0].home
        self.close()
        lose(home)
        for path in (home.register_db, home.keys_db) if keys_too else (home.register_db,):
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        keys = archive.with_name(archive.name + archives.KEYS) if keys_too else None
        answer = archives.bring_back(home, archive, keys=keys, clock=self.clock)
        self.open()
        return answer

    def supply(self, archive: Path) -> dict[str, Any]:
        """Supply the entries that a restored register lacks."""
        answer = archives.supply(self.desks[0], archive)
        self.restart()
        return answer

    def set_day(self, day: date, second: int, skew: timedelta) -> None:
        """Nine o'clock and so many seconds on the day, and as wrong as ``skew``."""
        self.clock.set_day(day, self.zone)
        self.clock.advance(timedelta(seconds=second) + skew)

    def decide(self, desk: int, command: Command, signer: Signer) -> list[Receipt]:
        """One decision at one of the desks."""
        return self.desks[desk % DESKS].decide(command, signer)


def _let_ask(office: Office, day: date) -> None:
    """Grant by two officers what opening a register never grants: to ask about persons, where law gives it that day."""
    one, other = (load_credential(office.home.credentials / f"{name}.pem") for name in (FIRST, SECOND))
    for authority in office.rulebook.authorities.values():
        for given in authority.mandates:
            if given.power == "ask" and given.since <= day:
                asked = GrantMandate(
                    authority=authority.id, power="ask", scope=given.scope, cite=given.cite, since=given.since
                )
                office.decide(ConfirmMandate(proposal=office.decide(asked, one)[0].seq), other)


def lose(home: Home) -> None:
    """Drop a synthetic register's schema from its database, where it lies in one."""
    about = read_about(home)
    if about.store == "sqlite" or about.mode != "synthetic":
        return
    import psycopg
    from psycopg import sql

    with psycopg.connect(os.environ["DATABASE_URL"]) as link:
        link.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(about.schema)))


def _arm(office: Office, point: KillPoint) -> None:
    """Have this process killed at the point."""
    store = office.store
    if point == "before-keys":
        store.keys.commit = _die
    elif point == "keys-durable":
        store.keys.commit = _then_die(store.keys.commit)
    elif point == "witnessed":
        store.witness.replace = _then_die(store.witness.replace)


def _then_die(real: Callable[..., Any]) -> Callable[..., None]:
    def act(*given: Any, **named: Any) -> None:
        real(*given, **named)
        _die()

    return act


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
