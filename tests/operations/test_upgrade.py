"""A register that an earlier version wrote opens, verifies, rebuilds and goes on.

One file for each release (``make_fixture``); none is ever changed.
"""

from __future__ import annotations

import json
import lzma
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.operations.make_fixture import ACTION, FIXTURES, version
from tests.operations.office import code
from xinyong.check import asking
from xinyong.journal import unpacking
from xinyong.journal.officers import load_credential
from xinyong.journal.schema import PROJECTIONS
from xinyong.journal.sqlite import layout
from xinyong.office import Office
from xinyong.register.register_organisation import RegisterOrganisation

WRITTEN = sorted(FIXTURES.glob("register-*.tar.xz"))
MOST_BYTES = 200_000


def unpack(archive: Path, into: Path) -> Path:
    """A copy of the register in it."""
    with lzma.open(archive) as plain, tarfile.open(fileobj=plain) as tar:
        unpacking.unpack(tar, into)
    return into


def test_there_is_one_for_this_version() -> None:
    assert FIXTURES / f"register-{version()}.tar.xz" in WRITTEN
    assert all(path.stat().st_size < MOST_BYTES for path in WRITTEN)


def test_an_older_layout_of_the_tables_is_rebuilt_on_opening(tmp_path: Path) -> None:
    home = unpack(WRITTEN[-1], tmp_path / "home")
    with closing(sqlite3.connect(home / "register.db")) as db:
        db.execute('DROP TABLE "register_key"')
        db.execute('CREATE TABLE "of_another_version" (x)')
        db.execute('ALTER TABLE "record" DROP COLUMN "state"')
        db.execute("PRAGMA user_version = 1")
        db.commit()
    told = json.loads(WRITTEN[-1].with_suffix("").with_suffix(".json").read_text(encoding="utf-8"))
    with Office.open(home, clock=lambda: int(told["now"])) as office:
        assert office.store.verify()["root"] == told["root"]
    with closing(sqlite3.connect(home / "register.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (layout(),)
        assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'of_another_version'").fetchall()


@pytest.mark.article(15)
@pytest.mark.parametrize("archive", WRITTEN, ids=lambda path: path.name)
def test_it_opens_verifies_rebuilds_and_goes_on(archive: Path, tmp_path: Path) -> None:
    told = json.loads(archive.with_suffix("").with_suffix(".json").read_text(encoding="utf-8"))
    home = unpack(archive, tmp_path / "home")
    with Office.open(home, clock=lambda: int(told["now"])) as office:
        found = office.store.verify()
        for name in ("entries", "erased", "root", "checkpoints", "signatures"):
            assert found[name] == told[name], name
        assert office.keys.register_key == told["key"]
        tables = [reading_all(office, table.name) for table in PROJECTIONS]
        assert office.store.rebuild() == told["entries"]
        assert [reading_all(office, table.name) for table in PROJECTIONS] == tables
        for known, verdict in told["verdicts"].items():
            assert asking.check(office, known, ACTION, "upgrade").verdict == verdict
        command = RegisterOrganisation(
            identifier="uscc", code=code(4), name="虚构4号食品有限公司", subject_kind="enterprise", region="980100"
        )
        office.decide(command, load_credential(home / "credentials" / "samr-1.pem"))
        office.store.seal()
        assert office.store.verify()["entries"] == told["entries"] + 1
    asking._indexes.pop(str(office.home.index)).close()


def reading_all(office: Office, table: str) -> list[str]:
    """A table's rows in an order of their own."""
    with office.store.reading() as reading:
        return sorted(map(repr, reading.rows(table)))
