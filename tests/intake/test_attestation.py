"""Source attestation: true in every word or refused, kept with the file's entry, demanded where the rulebook says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.databases import copy_register
from tests.intake.helpers import code, write
from xinyong.errors import BadInput, NotAllowed, Refused
from xinyong.intake.attestation import CONTEXT, Attestation, beside
from xinyong.intake.running import run
from xinyong.journal.officers import load_credential
from xinyong.law.loading import digest_of, load
from xinyong.office import Office, found

HEADING = ["企业名称", "统一社会信用代码", "成立日期"]
canonical = msgspec.json.Encoder(order="deterministic").encode


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Iterator[Office]:
    with Office.open(copy_register(founded, tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "a.csv", HEADING, [[f"虚构第{n}号有限公司", code(n), "2015-01-02"] for n in range(7)])


def signer(office: Office, name: str = "samr-1") -> Any:
    return load_credential(office.home.credentials / f"{name}.pem")


def resigned(office: Office, path: Path, name: str = "samr-1", **changed: Any) -> None:
    """The attestation beside the file with some words changed and signed again."""
    old = msgspec.json.decode(beside(path).read_bytes(), type=Attestation)
    statement = msgspec.structs.replace(old.statement, **changed)
    made = Attestation(statement=statement, signature=signer(office, name).sign_words(CONTEXT,
        canonical(statement)).hex())
    beside(path).write_bytes(canonical(made))


@pytest.mark.article(15)
def test_what_was_signed_stands_with_the_files_entry(office: Office, path: Path) -> None:
    result = run(office, [path], "samr", signer(office), dry_run=True, sign=True)
    made = msgspec.json.decode(beside(path).read_bytes(), type=Attestation)
    assert (made.statement.rows, made.statement.form, made.statement.officer) == (7, "registration", "samr-1")
    told = run(office, [path], "samr", signer(office, "samr-2")).as_dict()["files"][0]
    assert (told["attestation"], told["attested_by"]) == (made.digest, "samr-1")
    assert result.files[0].attestation == made.digest
    with office.store.reading() as reading:
        entry = reading.entry(reading.rows("file")[0]["opened"])
    assert (entry.event.attestation, entry.event.attested_by, entry.officer) == (made.digest, "samr-1", "samr-2")


@pytest.mark.parametrize(("changed", "field"), [
    ({"rows": 8}, "rows"), ({"form": "penalty"}, "form"), ({"authority": "mof"}, "authority"),
    ({"digest": "0" * 64}, "digest"),
])  # fmt: skip
def test_an_attestation_of_something_else(office: Office, path: Path, changed: dict[str, Any], field: str) -> None:
    run(office, [path], "samr", signer(office), dry_run=True, sign=True)
    resigned(office, path, **changed)
    with pytest.raises(BadInput) as caught:
        run(office, [path], "samr", signer(office))
    assert (caught.value.code, caught.value.field) == ("attestation-differs", field)
    with office.store.reading() as reading:
        assert not reading.rows("file")


def test_a_file_changed_after_it_was_signed(office: Office, path: Path) -> None:
    run(office, [path], "samr", signer(office), dry_run=True, sign=True)
    path.write_bytes(path.read_bytes().replace(b"2015", b"2016"))
    with pytest.raises(BadInput) as caught:
        run(office, [path], "samr", signer(office))
    assert (caught.value.code, caught.value.field) == ("attestation-differs", "digest")


def test_only_an_enrolled_officer_of_the_authority_signs(office: Office, path: Path) -> None:
    run(office, [path], "samr", signer(office), dry_run=True, sign=True)
    resigned(office, path, "mof-1", officer="mof-1")
    with pytest.raises(NotAllowed) as other:
        run(office, [path], "samr", signer(office))
    assert other.value.code == "attestation-officer"
    resigned(office, path, "mof-1", officer="samr-1")  # another's key under the officer's name
    with pytest.raises(BadInput) as forged:
        run(office, [path], "samr", signer(office))
    assert forged.value.code == "attestation-signature"


@pytest.mark.parametrize("data", [b"", b"{", b'{"statement": 1}', b'{"extra": 1}', b"\xff", b" " * 20_000])
def test_what_is_no_attestation(office: Office, path: Path, data: bytes) -> None:
    beside(path).write_bytes(data)
    with pytest.raises(BadInput) as caught:
        run(office, [path], "samr", signer(office))
    assert caught.value.code == "attestation-unreadable"


@pytest.mark.article(15)
def test_where_the_rulebook_demands_it_nothing_comes_in_without(path: Path, tmp_path: Path) -> None:
    law = load("cn")
    samr = msgspec.structs.replace(law.authorities["samr"], attested=True)
    law = msgspec.structs.replace(law, authorities={**law.authorities, "samr": samr})
    with found(tmp_path / "demanding", "synthetic", msgspec.structs.replace(law, digest=digest_of(law))) as office:
        with pytest.raises(Refused) as caught:
            run(office, [path], "samr", signer(office))
        assert (caught.value.article, caught.value.code) == (15, "attestation-missing")
        assert run(office, [path], "samr", signer(office), sign=True).counts.accepted == 7


def test_at_the_terminal(founded: Path, path: Path, tmp_path: Path) -> None:
    home = copy_register(founded, tmp_path / "terminal")
    done = subprocess.run(
        [sys.executable, "-m", "xinyong", "intake", str(path), "--authority", "samr", "--attest", "--home", str(home),
        "--json"],
        capture_output=True, text=True, timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["files"][0]["attested_by"] == "samr-1" and beside(path).exists()
