"""Credentials and the signatures made with them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from xinyong.errors import JournalDamaged, OperatorError
from xinyong.journal import codec
from xinyong.journal.officers import load_credential, new_credential, verify_entry
from xinyong.journal.session import KEPT


@pytest.mark.parametrize("passphrase", ["", "a long one"])
def test_a_credential_is_kept_and_found_again(tmp_path: Path, passphrase: str) -> None:
    made = new_credential(tmp_path / "a.pem", "li", passphrase)
    again = load_credential(tmp_path / "a.pem", passphrase)
    assert (again.officer, again.public_key) == ("li", made.public_key)
    assert stat.S_IMODE((tmp_path / "a.pem").stat().st_mode) == 0o600


def test_a_credential_is_never_overwritten(tmp_path: Path) -> None:
    new_credential(tmp_path / "a.pem", "li")
    with pytest.raises(OperatorError):
        new_credential(tmp_path / "a.pem", "li")


def test_a_credential_that_others_can_read_is_refused(tmp_path: Path) -> None:
    new_credential(tmp_path / "a.pem", "li")
    (tmp_path / "a.pem").chmod(0o640)
    with pytest.raises(OperatorError, match="read by others"):
        load_credential(tmp_path / "a.pem")


@pytest.mark.parametrize("content", [b"", b"officer: li\n", b"officer: li\nnothing"])
def test_what_is_no_credential_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(OperatorError):
        load_credential(path)


def test_a_wrong_passphrase_is_refused(tmp_path: Path) -> None:
    new_credential(tmp_path / "a.pem", "li", "right")
    for wrong in ("", "wrong"):
        with pytest.raises(OperatorError):
            load_credential(tmp_path / "a.pem", wrong)


def test_a_signature_binds_kind_authority_and_commitment(tmp_path: Path) -> None:
    signer = new_credential(tmp_path / "a.pem", "li")
    other = new_credential(tmp_path / "b.pem", "wang")
    commitment = bytes(32)
    signature = signer.sign_entry("record.filed/1", "samr", commitment)
    verify_entry(signer.public_key, signature, "record.filed/1", "samr", commitment)
    for key, kind, authority, committed in (
        (other.public_key, "record.filed/1", "samr", commitment),
        (signer.public_key, "record.filed/2", "samr", commitment),
        (signer.public_key, "record.filed/1", "samrx", commitment),
        (signer.public_key, "record.filed/1s", "amr", commitment),  # the same letters, divided elsewhere
        (signer.public_key, "record.filed/1", "samr", bytes(31) + b"\x01"),
        ("not hex", "record.filed/1", "samr", commitment),
    ):
        with pytest.raises(JournalDamaged):
            verify_entry(key, signature, kind, authority, committed)


@pytest.mark.article(15)
def test_what_says_who_may_act_is_never_erased() -> None:
    """A kind added to one of these families later belongs there too."""
    account = {"register", "officer", "mandate", "edition", "authority", "entries", "look-ups"}
    assert {kind for kind in codec.KIND_OF.values() if kind.partition(".")[0] in account} == KEPT
