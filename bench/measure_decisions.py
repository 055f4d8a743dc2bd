"""One durable decision at a time, as an officer makes them."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import date, timedelta

from bench.frame import Figure, Run, measure
from bench.registers import Floor, fresh
from xinyong.journal.officers import load_credential
from xinyong.lab.country.population import Plan, Population
from xinyong.register.file_record import FileRecord
from xinyong.register.register_organisation import RegisterOrganisation


@measure("decisions")
def decisions(run: Run) -> list[Figure]:
    """Records filed one decision a transaction, each signed by its officer; the floor writes the same rows
    into the same two files with one transaction each."""
    count = run.size(2_000, 100)
    with fresh(run.folder / "register") as office:
        signer = load_credential(office.home.credentials / "samr-1.pem")
        today = office.today()
        subject = Population(Plan(1, 0, date(2025, 1, 1), date(2025, 12, 31), 1)).organisation(0)
        office.decide(
            RegisterOrganisation(identifier="uscc", code=subject.code, name=subject.name, subject_kind="enterprise"),
            signer,
        )
        with office.store.reading() as reading:
            since = reading.size()
        commands = [
            FileRecord(
                code=subject.code, name=subject.name, category="administrative-acts", form="penalty",
                document=f"示{number}号", decided_on=today - timedelta(days=30),
                content={"kinds": "fine", "fine": 100 * number}, penalty_kinds=["fine"],
            )
            for number in range(count)
        ]
        begun = time.perf_counter()
        for command in commands:
            office.decide(command, signer)
        seconds = time.perf_counter() - begun
        with closing(Floor(run.folder / "floor")) as bare:
            floor = bare.seconds(office.home, since)
    return [Figure("decisions", count / seconds, "decisions/s", "more", count / floor, at_least=0.5)]
