"""Files in, at speed: end to end as an authority's clerk runs it, against the bare rows."""

from __future__ import annotations

import time
from contextlib import closing

from bench.frame import Figure, Run, measure
from bench.registers import Floor, filed, folder_bytes, fresh, registration_files
from xinyong.office import Office


@measure("intake")
def intake(run: Run) -> list[Figure]:
    """Registration files through ``xinyong intake``, each a whole process from start to seal; the floor writes
    the same entries into the same tables and indexes by plain executemany (WAL, synchronous FULL, the same batches),
    file by file in turns. Then what stands: replay, verification and size."""
    rows = run.size(300_000, 10_000)
    figures = _filed(run, rows, parts=3)
    with Office.open(run.folder / "register") as office:
        figures.append(Figure("disk", folder_bytes(office.home) / rows, "bytes/entry", "less"))
        begun = time.perf_counter()
        replayed = office.store.rebuild()
        figures.append(Figure("rebuild", replayed / (time.perf_counter() - begun), "entries/s", "more"))
        figures.append(Figure("verify", office.store.verify()["entries_per_s"], "entries/s", "more"))
    return figures


@measure("intake-million")
def intake_million(run: Run) -> list[Figure]:
    """A million rows in ten registration files through ``xinyong intake``, each a whole process from start to seal,
    into one register; the floor as for ``intake``, file by file in turns."""
    return _filed(run, run.size(1_000_000, 20_000), parts=run.size(10, 2))


def _filed(run: Run, rows: int, parts: int) -> list[Figure]:
    """The rows in so many files; after each the floor writes the same, so that another's load falls on both."""
    home = run.folder / "register"
    with fresh(home) as office, office.store.reading() as reading:
        since, place = reading.size(), office.home
    ours = bare = peak = 0.0
    with closing(Floor(run.folder / "floor")) as floor:
        for file in registration_files(run.folder, rows, parts):
            taken = filed(file, home, rows // parts)
            ours, peak = ours + taken.seconds, max(peak, taken.peak_mb)
            bare += floor.seconds(place, since)
            with Office.open(home) as office, office.store.reading() as reading:
                since = reading.size()
    return [
        Figure("rows end to end", rows / ours, "rows/s", "more", rows / bare, at_least=0.5),
        Figure("peak memory of a process", peak, "MB", "less", limit=1024),
    ]
