"""Keep a small synthetic register as this version writes it: ``python -m tests.operations.make_fixture``.

Run once for each release, on the commit that is tagged, and commit what it writes: later versions must open, verify,
rebuild and go on with it (``test_upgrade``). A file that is there already is never written again. Its keys are made
for this and protect made-up organisations.
"""

from __future__ import annotations

import json
import lzma
import os
import shutil
import sys
import tarfile
import tempfile
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.operations.office import World, code
from xinyong.check import asking
from xinyong.office.forgetting import erase_due
from xinyong.office.renewal import rotate_signing

FIXTURES = Path(__file__).resolve().parent / "fixtures"
ACTION = "procurement.bid"
KEPT = ("register.db", "register.json", "keys/keys.db", "keys/master.key", "keys/checkpoint.last", "keys/erased.log",
        "credentials/operator-1.pem", "credentials/samr-1.pem", "credentials/samr-2.pem", "editions")


def version() -> str:
    """The version that this tree says it is."""
    root = Path(__file__).resolve().parents[2]
    return str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def facts(world: World) -> dict[str, Any]:
    """What a later version must find."""
    office = world.office
    figures = office.store.verify()
    verdicts = {code(number): asking.check(office, code(number), ACTION, "upgrade").verdict for number in (1, 2, 3)}
    names = ("entries", "erased", "root", "checkpoints", "signatures", "rows")
    told = {name: figures[name] for name in names}
    return {"now": office.clock(), "key": office.keys.register_key, **told, "verdicts": verdicts}


def make(folder: Path) -> dict[str, Any]:
    """The register in ``folder``: the story, a listing in force, an erasure and a change of keys."""
    (folder / "sent").mkdir()
    world = World(folder / "home")
    try:
        world.tell(folder / "sent")
        rotate_signing(world.office, world.signer("operator-1"))
        erase_due(world.office, world.signer())
        world.listed(3)
        world.clock.advance(timedelta(days=1))
        return facts(world)
    finally:
        world.close()


def write(target: Path) -> None:
    """Make it and write ``target`` (.tar.xz) and the facts beside it."""
    with tempfile.TemporaryDirectory() as name:
        found = make(Path(name))
        packed = Path(name) / "packed.tar"
        with tarfile.open(packed, "w", format=tarfile.PAX_FORMAT) as tar:
            for each in KEPT:
                tar.add(Path(name) / "home" / each, each, filter=_nobody)
        with packed.open("rb") as plain, lzma.open(target, "wb", preset=9) as out:
            shutil.copyfileobj(plain, out)
    target.with_suffix("").with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def main() -> int:
    """The command."""
    target = FIXTURES / f"register-{version()}.tar.xz"
    if target.exists():
        print(f"{target.name} is there already: what a version wrote is not rewritten")
        return 1
    FIXTURES.mkdir(exist_ok=True)
    write(target)
    print(f"{target.name}: {os.path.getsize(target)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
