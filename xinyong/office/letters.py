"""An erased case takes its documents with it: those issued, posted, waiting, printed and proved (Article 14).

The desk's file and the print queue lie apart from the journal, so no transaction spans both. The case is noted as
doomed at the desk before the journal's transaction, and forgotten right after it; what a crash leaves between the two
is settled at the next opening, as with keys (``journal.keystore``). After a restore every document is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xinyong.casework.delivery.channels import PrintQueue
from xinyong.casework.delivery.desk import Desk
from xinyong.office.home import Home


def doom(home: Home, cases: Sequence[str]) -> list[str]:
    """Before the cases are erased: those that have documents. Call it under the writer's lock."""
    if not cases or not home.desk_db.exists():
        return []
    with Desk(home.desk_db) as desk:
        return desk.doom(cases)


def forget(home: Home, cases: Sequence[str]) -> None:
    """Once the cases are erased for good."""
    if cases:
        with Desk(home.desk_db) as desk:
            _forget(home, desk, cases)


def settle(home: Home, store: Any) -> None:
    """At opening: finish what a crash left between the desk and the journal."""
    if not home.desk_db.exists():
        return
    with Desk(home.desk_db) as desk:
        if not desk.doomed():
            return
        with store.turnstile.enter(patient=False), store.reading() as reading:  # no writer is between the two
            for case in desk.doomed():
                row = reading.get("casefile", case)
                if row is None or row["stage"] == "declined":
                    _forget(home, desk, [case])
                else:
                    desk.spare(case)


def sweep(home: Home, reading: Any, erased: set[int]) -> None:
    """Look at every document, and forget those of what was erased: after a restore, and whenever ``erase due`` runs.

    A document rests on an entry of its case. ``erased``: the entries known to be erased, also such as the journal
    lacks for now; a document that rests on another one it lacks stays.
    """
    if not home.desk_db.exists():
        return
    size = reading.size()
    with Desk(home.desk_db) as desk:
        gone = {basis.case for basis in desk.bases()
                if basis.upto in erased or (basis.upto < size and not reading.has_body(basis.upto))}
        gone |= {row["id"] for row in reading.rows("casefile", stage="declined")}  # only the wish is kept of it
        _forget(home, desk, sorted(gone))
        desk.scrub()


def scrub(home: Home) -> bool:
    """Leave nothing of what was deleted in the desk's file; False while another reads it."""
    if not home.desk_db.exists():
        return True
    with Desk(home.desk_db) as desk:
        return desk.scrub()


def _forget(home: Home, desk: Desk, cases: Sequence[str]) -> None:
    queue = PrintQueue(home.print_queue)
    for case in cases:
        parcels = desk.parcels(case)
        if home.print_queue.is_dir():
            queue.remove(parcels)  # first: only the desk knows which files are the case's
        desk.forget(case)
    desk.scrub()
