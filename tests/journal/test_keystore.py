"""The key store: what it keeps, hides, rotates and forgets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinyong.errors import JournalDamaged, OperatorError, RegisterFault
from xinyong.journal.keystore import KeyStore
from xinyong.subjects.sealing import NONCE_BYTES

MASTER = bytes(32)
PERSON_CODE = "98000019900101001X"


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyStore]:
    made = KeyStore.create(tmp_path / "keys.db", MASTER)
    yield made
    made.close()


def _put(keys: KeyStore, seq: int, key: bytes, subject: str = "") -> None:
    keys.begin()
    wrapped = keys.wrapper(subject).wrap(key, seq.to_bytes(8), os.urandom(NONCE_BYTES))
    keys.put_data_keys([(seq, subject, wrapped)])
    keys.commit()


def test_data_keys_come_back_and_destroyed_ones_do_not(keys: KeyStore) -> None:
    for seq in range(5):
        _put(keys, seq, bytes([seq]) * 32)
    assert keys.data_keys(range(9)) == {seq: bytes([seq]) * 32 for seq in range(5)}
    assert keys.data_keys_between(1, 3) == {1: bytes([1]) * 32, 2: bytes([2]) * 32}
    keys.destroy([1, 3])
    assert list(keys.keyed()) == [0, 2, 4]
    assert keys.data_key(1) is None
    assert keys.highest() == 4
    assert keys.destroy_from(4) == 1


def test_a_key_does_not_open_in_another_place(keys: KeyStore) -> None:
    _put(keys, 1, bytes(32))
    db = keys._connections.get()
    db.execute("UPDATE data_key SET seq = 2")
    with pytest.raises(JournalDamaged):
        keys.data_key(2)


def test_rotation_keeps_everything_and_changes_every_byte(keys: KeyStore, tmp_path: Path) -> None:
    _put(keys, 1, b"o" * 32)
    _put(keys, 2, b"p" * 32, "SOMEBODY")
    signing, fingerprint = keys.register_key, keys.fingerprint(b"row")
    keys.assign("resident", {PERSON_CODE: "SOMEBODY"})
    other = KeyStore.open(tmp_path / "keys.db", MASTER)  # as another process has it
    before = {row[0]: row[1] for row in keys._connections.get().execute("SELECT name, wrapped FROM secret")}
    keys.rotate_kek()
    keys.rotate_master(b"m" * 32)
    after = {row[0]: row[1] for row in keys._connections.get().execute("SELECT name, wrapped FROM secret")}
    assert all(before[name] != after[name] for name in before)
    with pytest.raises(OperatorError):
        KeyStore.open(tmp_path / "keys.db", MASTER)
    again = KeyStore.open(tmp_path / "keys.db", b"m" * 32)
    assert again.data_keys([1, 2]) == {1: b"o" * 32, 2: b"p" * 32}
    assert (again.register_key, again.fingerprint(b"row")) == (signing, fingerprint)
    assert again.subject_for("resident", PERSON_CODE) == "SOMEBODY"
    assert again.verify() == {"subject_keys": 1, "identifiers": 1, "look_ups": 0}
    with pytest.raises((OperatorError, JournalDamaged)):
        other.data_key(1)  # it still holds the old master key: refused, not misread
    again.close()
    other.close()


def test_another_process_sees_a_new_key_encryption_key(keys: KeyStore, tmp_path: Path) -> None:
    other = KeyStore.open(tmp_path / "keys.db", MASTER)
    keys.rotate_kek()
    _put(other, 5, b"k" * 32)
    assert keys.data_key(5) == b"k" * 32
    other.close()


def test_a_persons_number_stands_nowhere(keys: KeyStore, tmp_path: Path) -> None:
    keys.assign("resident", {PERSON_CODE: "SOMEBODY"})
    keys.assign("uscc", {"91980000MA00000000": "SOMEFIRM"})
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert PERSON_CODE.encode() not in content
    assert b"91980000MA00000000" in content
    assert keys.subjects_for("resident", [PERSON_CODE, "980000199001010028"]) == {PERSON_CODE: "SOMEBODY"}
    assert keys.lookup("never-heard-of", "X1") != "X1", "an unknown class is treated as a person's"


def test_an_identifier_is_assigned_once(keys: KeyStore) -> None:
    keys.assign("uscc", {"91980000MA00000000": "A"})
    with pytest.raises(RegisterFault):
        keys.assign("uscc", {"91980000MA00000001": "B", "91980000MA00000000": "B"})
    assert keys.subject_for("uscc", "91980000MA00000001") is None, "all or nothing"


def test_a_destroyed_subject_stays_destroyed(keys: KeyStore) -> None:
    _put(keys, 1, b"p" * 32, "SOMEBODY")
    assert keys.ensure_subject_key("SOMEBODY") == keys.ensure_subject_key("SOMEBODY")
    keys.destroy([1])
    assert keys.data_key(1) is None
    with pytest.raises(RegisterFault):
        keys.ensure_subject_key("SOMEBODY")


def test_a_foreign_master_key_is_refused(keys: KeyStore, tmp_path: Path) -> None:
    with pytest.raises(OperatorError):
        KeyStore.open(tmp_path / "keys.db", b"x" * 32)
    with pytest.raises(OperatorError):
        KeyStore.open(tmp_path / "nothing.db", MASTER)
    with pytest.raises(OperatorError):
        KeyStore.create(tmp_path / "keys.db", MASTER)


@settings(max_examples=25)
@given(st.binary(max_size=64), st.binary(max_size=64))
def test_fingerprints_tell_contents_apart(tmp_path_factory: pytest.TempPathFactory, one: bytes, other: bytes) -> None:
    folder = tmp_path_factory.mktemp("keys")
    keys = KeyStore.create(folder / "keys.db", MASTER)
    second = KeyStore.create(folder / "second.db", MASTER)
    assert (keys.fingerprint(one) == keys.fingerprint(other)) == (one == other)
    assert keys.fingerprint(one) != second.fingerprint(one), "keyed: another register's says nothing"
    keys.close()
    second.close()


def test_a_persons_key_and_number_go_with_the_last_of_what_they_open(keys: KeyStore) -> None:
    for seq in (1, 2):
        _put(keys, seq, bytes([seq]) * 32, "SOMEBODY")
    _put(keys, 3, b"o" * 32, "OTHER")
    keys.assign("resident", {PERSON_CODE: "SOMEBODY"})
    keys.destroy([1])
    assert keys.anything_left("SOMEBODY")
    assert keys.subject_for("resident", PERSON_CODE) == "SOMEBODY"
    assert keys.data_key(2) == bytes([2]) * 32
    keys.destroy([2])
    assert not keys.anything_left("SOMEBODY")
    assert keys.subject_for("resident", PERSON_CODE) is None
    with pytest.raises(RegisterFault):
        keys.ensure_subject_key("SOMEBODY")
    assert keys.data_key(3) == b"o" * 32


def test_a_person_whose_only_entry_was_never_recorded_is_forgotten(keys: KeyStore) -> None:
    _put(keys, 1, b"p" * 32, "SOMEBODY")
    keys.assign("resident", {PERSON_CODE: "SOMEBODY"})
    assert keys.destroy_from(1) == 1  # the writer died between its keys and its entry
    assert keys.subject_for("resident", PERSON_CODE) is None and not keys.anything_left("SOMEBODY")


def test_a_key_store_of_an_earlier_version_gets_its_indexes(keys: KeyStore, tmp_path: Path) -> None:
    db = keys._connections.get()
    for name in ("data_key_subject", "identifier_subject"):
        db.execute(f"DROP INDEX {name}")
    with pytest.raises(JournalDamaged):
        keys.verify()
    again = KeyStore.open(tmp_path / "keys.db", MASTER)
    again.verify()
    again.close()
