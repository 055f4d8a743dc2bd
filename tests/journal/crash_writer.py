"""A writer made to be killed, which tells what was acknowledged: ``python -m tests.journal.crash_writer DIR [OFF]``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.journal.support import create, erasure, found, organisation, record, reopen
from xinyong.errors import XinyongError
from xinyong.journal.keyfile import Connections
from xinyong.journal.sqlite import SqliteStore

Told = dict[str, int]


def write(folder: Path, tell: Callable[[Told], None]) -> None:
    """Every kind of write that the journal knows; ``tell`` after each, once it is acknowledged."""
    store = create(folder)
    found(store)
    tell({"recorded": 2})
    with store.writing() as writing:
        writing.append([organisation(1), record(1), record(2, "SOMEBODY")])
    tell({"recorded": 5})
    store.seal()
    tell({"sealed": 5})
    with store.writing(patient=True) as writing:
        writing.append([organisation(number) for number in range(10, 20)])
    tell({"recorded": 15})
    with store.writing() as writing:
        writing.append([erasure(3)])
        writing.erase([3])
    tell({"recorded": 16, "erased": 3})
    store.keys.rotate_kek()
    store.seal()
    tell({"sealed": 16})
    with store.writing() as writing:
        writing.append([record(5)])
    tell({"recorded": 17})
    store.rebuild()


def kept(folder: Path, told: list[Told]) -> str:
    """Whether what was acknowledged is there after a crash and the register is sound: "" or what is not."""
    if not told:
        return ""  # nothing was acknowledged: the founding is done again
    try:
        store = reopen(folder)
    except XinyongError as error:
        return f"does not open: {error}"
    try:
        if store.behind:
            return f"{store.behind} acknowledged entries are missing"
        with store.reading() as reading:
            for each in told:
                if reading.size() < each.get("recorded", 0):
                    return f"{each} but {reading.size()} entries"
                if store.witness.size() < each.get("sealed", 0):
                    return f"{each} but sealed {store.witness.size()}"
                if "erased" in each and (reading.entry(each["erased"]).event or store.keys.data_key(each["erased"])):
                    return f"{each} but it is still there"
        figures = store.verify()
        store.rebuild()
        again = store.verify()
        if (figures["root"], figures["rows"]) != (again["root"], again["rows"]):
            return "a rebuild gives other tables"
        with store.writing() as writing:
            if writing.append([organisation(99)])[0].seq != figures["entries"]:
                return "a number is given out twice"
        store.seal()
    except XinyongError as error:
        return f"{error} ({error.where})"
    finally:
        store.close()
        store.keys.close()
    return ""


def main(arguments: list[str]) -> Any:
    """Write, telling on standard output; then end without closing anything."""
    if "OFF" in arguments:
        SqliteStore.synchronous = Connections.synchronous = "OFF"

    def tell(each: Told) -> None:
        os.write(1, json.dumps(each).encode() + b"\n")

    write(Path(arguments[0]), tell)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
