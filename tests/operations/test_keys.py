"""The topmost keys: renewed without a moment in which they are lost, kept on a token, and what stands without them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.operations.office import World
from tests.register.desk import MakeDesk
from xinyong.errors import JournalDamaged, OperatorError, Refused
from xinyong.journal import notes
from xinyong.journal.merkle import Frontier, leaf_hash
from xinyong.journal.token import TokenCustody, TokenPlace
from xinyong.journal.witness import Witness
from xinyong.office.archives import back_up, bring_back, bring_back_keys, supply
from xinyong.office.home import Home, read_about
from xinyong.office.renewal import move_to_token, rotate_master, rotate_signing, status
from xinyong.register.rotate_key import RotateRegisterKey, announcement


def note_of(office: Any) -> str:
    """The newest checkpoint."""
    with office.store.reading() as reading:
        return str(reading.newest_checkpoint()[1])


def origin(office: Any) -> str:
    """Name and origin of the register's checkpoints."""
    return notes.origin_of(office.register_id, office.mode)


# --- the signing key -------------------------------------------------------------------------


@pytest.mark.article(15)
def test_a_new_signing_key_is_announced_by_the_old_one_and_verify_follows(make_desk: MakeDesk) -> None:
    desk = make_desk()
    old, before = desk.office.keys.register_key, note_of(desk.office)
    desk.organisation(1)
    seq = rotate_signing(desk.office, desk.signer("operator-1"))
    new = desk.office.keys.register_key
    assert new != old and desk.at(seq).key == new
    both = note_of(desk.office)
    for key in (old, new):
        assert notes.verify(both, origin(desk.office), bytes.fromhex(key)).size == seq + 1
    desk.organisation(2)
    desk.office.seal_if_needed()
    after = note_of(desk.office)
    assert notes.verify(after, origin(desk.office), bytes.fromhex(new)).size == seq + 2
    with pytest.raises(JournalDamaged):
        notes.verify(after, origin(desk.office), bytes.fromhex(old))
    assert notes.verify(before, origin(desk.office), bytes.fromhex(old))
    figures = desk.office.store.verify()
    assert figures["checkpoints"] >= 3
    assert desk.office.keys.next_signer() is None, "the old key is gone, the new one in its place"
    desk.reopen()
    rotate_signing(desk.office, desk.signer("operator-1"))
    assert desk.office.store.verify()["root"] != figures["root"]
    desk.office.store.rebuild()
    assert status(desk.office)["signing_keys"] == 3


@pytest.mark.article(15)
def test_nobody_else_announces_a_key(make_desk: MakeDesk) -> None:
    desk = make_desk()
    fresh, old = desk.office.keys.prepare_signing(), desk.office.keys.signer()
    previous, key = old.public.hex(), fresh.public.hex()
    said = announcement(previous, key)
    right = RotateRegisterKey(
        previous=previous, key=key, announced=old.sign(said).hex(), accepted=fresh.sign(said).hex()
    )
    assert desk.refusal(right, "market-1").article == 1
    for wrong in (
        RotateRegisterKey(previous=previous, key=key, announced=right.accepted, accepted=right.accepted),
        RotateRegisterKey(previous=previous, key=key, announced=right.announced, accepted=right.announced),
        RotateRegisterKey(previous=key, key=previous, announced=right.accepted, accepted=right.announced),
        RotateRegisterKey(previous=previous, key="zz", announced=right.announced, accepted=right.accepted),
    ):
        assert desk.refusal(wrong, "operator-1").article == 15


class Stop(BaseException):
    """Stands for the process that is killed here."""


@pytest.mark.parametrize("where", ["announce", "witness", "commit", "adopt"])
def test_a_change_of_the_signing_key_that_is_killed_is_taken_up_again(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    desk = make_desk()
    old, keys = desk.office.keys.register_key, desk.office.keys

    def killed(*given: Any, **more: Any) -> Any:
        raise Stop

    desk.office.store.seal()
    calls = {
        "announce": (type(desk.office), "decide"), "witness": (Witness, "replace"),
        "adopt": (type(keys), "adopt_signing"),
    }
    with monkeypatch.context() as patch:
        if where == "commit":  # witnessed and adopted, but the register's own transaction is lost
            adopt = type(keys).adopt_signing
            patch.setattr(type(keys), "adopt_signing", lambda self: (adopt(self), killed()))
        else:
            patch.setattr(*calls[where], killed)
        with pytest.raises(Stop):
            rotate_signing(desk.office, desk.signer("operator-1"))
    desk.reopen()
    desk.organisation(1)
    desk.office.store.seal()
    desk.office.store.verify()
    changed = desk.office.keys.register_key != old
    assert changed is (where != "announce")
    rotate_signing(desk.office, desk.signer("operator-1"))
    assert desk.office.keys.register_key != old
    desk.office.store.verify()


def test_a_running_process_follows_a_change_made_by_another(make_desk: MakeDesk) -> None:
    desk = make_desk()
    from xinyong.office import Office

    with Office.open(desk.home, clock=desk.clock) as other:
        rotate_signing(other, desk.signer("operator-1"))
        other.keys.rotate_kek()
        rotate_master(other)
        rotate_signing(other, desk.signer("operator-1"))
        other.keys.rotate_kek()
    desk.organisation(1)
    desk.office.store.seal()
    assert desk.office.store.verify()["checkpoints"]


# --- the master key --------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_change_of_the_master_key_that_is_killed_leaves_a_register_that_opens(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    desk = make_desk()
    desk.organisation(1)
    keys = type(desk.office.keys)
    rotate = keys.rotate_master

    def killed(self: Any, new: Any) -> None:
        if where == "after":
            rotate(self, new)
        raise Stop

    with monkeypatch.context() as patch:
        patch.setattr(keys, "rotate_master", killed)
        with pytest.raises(Stop):
            rotate_master(desk.office)
    desk.reopen()
    assert desk.office.store.verify()["entries"]
    rotate_master(desk.office)
    desk.reopen()
    assert not desk.office.home.master_key.with_suffix(".new").exists()
    assert desk.office.store.verify()["entries"]


# --- on a token ------------------------------------------------------------------------------

Token = Callable[[], tuple[str, str]]


@pytest.fixture(scope="session")
def tokens(require_tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Token]:
    """(library, label) of a fresh SoftHSM token, each time it is called; its PIN is in the environment."""
    library = require_tool("softhsm")
    folder = tmp_path_factory.mktemp("tokens")
    (folder / "store").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'store'}\nobjectstore.backend = file\n", encoding="utf-8")
    before = dict(os.environ)
    os.environ.update(SOFTHSM2_CONF=str(settings), XINYONG_PKCS11_PIN="1234")
    labels = iter([f"register-{number}" for number in range(6)])
    for number in range(6):  # before the library is loaded: it looks for tokens once
        command = ["softhsm2-util", "--init-token", "--free", "--label", f"register-{number}"]
        subprocess.run([*command, "--so-pin", "12345678", "--pin", "1234"], check=True, capture_output=True)
    yield lambda: (library, next(labels))
    os.environ.clear()
    os.environ.update(before)


def test_keys_move_to_a_token_and_never_leave_it(make_desk: MakeDesk, tokens: Token) -> None:
    library, label = tokens()
    desk = make_desk()
    desk.organisation(1)
    old = desk.office.keys.register_key
    move_to_token(desk.office, library, label, desk.signer("operator-1"))
    told = status(desk.office)
    assert (told["custody"], told["signing_on_token"], told["in_force"]) == ("pkcs11", True, True)
    assert told["signing_key"] != old
    assert not desk.office.home.master_key.exists()
    for renew in (rotate_master, lambda office: office.keys.rotate_kek(),
                  lambda office: rotate_signing(office, desk.signer("operator-1"))):
        renew(desk.office)
        desk.reopen()
        desk.do(desk.registration(1, name=f"虚构{renew.__name__[-4:]}有限公司".replace("<", "").replace(">", "")))
        desk.office.store.seal()
    assert desk.office.store.verify()["signatures"]
    import pkcs11

    custody = desk.office.keys.custody
    assert isinstance(custody, TokenCustody)
    objects = list(custody._session().get_objects())
    assert len(objects) == 3, "one master key, one signing pair: what was renewed is destroyed"
    for each in objects:
        if each.object_class != pkcs11.ObjectClass.PUBLIC_KEY:
            assert each[pkcs11.Attribute.SENSITIVE] and not each[pkcs11.Attribute.EXTRACTABLE]
    place = custody.place
    assert isinstance(place, TokenPlace) and "1234" not in desk.office.home.custody.read_text("utf-8")


def test_a_token_that_is_not_there_is_told_in_our_own_terms(
    make_desk: MakeDesk, tokens: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, label = tokens()
    desk = make_desk()
    move_to_token(desk.office, library, label, desk.signer("operator-1"))
    desk.close()
    from xinyong.journal import token
    from xinyong.office import Office

    monkeypatch.setattr(token, "_sessions", {})
    monkeypatch.delenv("XINYONG_PKCS11_PIN")
    with pytest.raises(OperatorError) as missing:
        Office.open(desk.home, clock=desk.clock)
    assert missing.value.code == "token" and missing.value.todo is not None
    with pytest.raises(OperatorError):
        TokenCustody(TokenPlace(library, "no such token"))
    with pytest.raises(OperatorError):
        TokenCustody(TokenPlace("/nowhere/lib.so", label))


# --- lost keys: what is lost, what stands ----------------------------------------------------


def _tables(home: Path) -> Any:
    """A bare connection to the register's tables."""
    about = read_about(Home(home))
    if about.store == "sqlite":
        return closing(sqlite3.connect(home / "register.db"))
    link = psycopg.connect(os.environ["DATABASE_URL"])
    link.execute(f"SET search_path TO {about.schema}")
    return closing(link)


def _root_without_keys(home: Path, key: str, mode: str, register: str) -> int:
    """Anyone's check of the journal with nothing but the file and the public key: the size that was verified."""
    with _tables(home) as db:
        size, note = db.execute("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
        frontier = Frontier()
        for (leaf,) in db.execute(f"SELECT leaf FROM entry WHERE seq < {size} ORDER BY seq"):
            frontier.append(leaf_hash(leaf))
        names = db.execute("SELECT count(*) FROM organisation").fetchone()[0]
    said = notes.verify(note, notes.origin_of(register, mode), bytes.fromhex(key))
    assert said.root == frontier.root() and names
    return int(size)


def test_a_lost_master_key_loses_what_was_said_and_not_that_it_was_said(world: World) -> None:
    office = world.office
    key, mode, register = office.keys.register_key, office.mode, office.register_id
    size = office.store.verify()["size"]
    world.close()
    (world.home / "keys" / "master.key").unlink()
    with pytest.raises(OperatorError) as lost:
        world.reopen()
    assert lost.value.code == "no-master-key"
    assert _root_without_keys(world.home, key, mode, register) == size


def test_a_lost_key_store_comes_back_from_its_backup_up_to_that_day(world: World, tmp_path: Path) -> None:
    out = tmp_path / "backup"
    back_up(world.office, out)
    with world.office.store.reading() as reading:
        held = reading.size()
    world.case()
    size = world.office.store.verify()["size"]
    key, mode, register = world.office.keys.register_key, world.office.mode, world.office.register_id
    world.close()
    for path in (world.home / "keys").glob("keys.db*"):
        path.unlink()
    bring_back_keys(Home(world.home), out.with_name("backup.keys"))
    office = world.reopen()
    with office.store.reading() as reading:
        assert all(reading.entry(seq).event is not None for seq in range(held)), "all that the backup's keys cover"
        assert reading.entry(held).event is None, "what came after is lost"
    with pytest.raises(JournalDamaged) as found:
        office.store.verify()
    assert found.value.where == f"entry {held} key"
    assert _root_without_keys(world.home, key, mode, register) == size


def test_a_lost_signing_key_ends_sealing_and_nothing_else(make_desk: MakeDesk, tokens: Token) -> None:
    library, label = tokens()
    desk = make_desk()
    desk.organisation(1)
    move_to_token(desk.office, library, label, desk.signer("operator-1"))
    keys = desk.office.keys
    keys.custody.destroy_signing(bytes.fromhex(keys.register_key))
    desk.reopen()
    desk.organisation(2)
    with pytest.raises(OperatorError) as lost:
        desk.office.store.seal()
    assert lost.value.code == "no-signing-key"
    assert status(desk.office)["signing_key"]
    with desk.office.store.reading() as reading:
        assert reading.size() == reading.sealed_size() + 1
        assert all(entry.event is not None for entry in reading.entries())
    with pytest.raises(OperatorError):
        rotate_signing(desk.office, desk.signer("operator-1"))
    assert desk.office.store.verify()["checkpoints"]


# --- backup and restore of the whole office --------------------------------------------------


@pytest.mark.article(15)
def test_a_restored_register_gives_no_number_out_twice(world: World, tmp_path: Path) -> None:
    old, newer = tmp_path / "old", tmp_path / "newer"
    rotate_signing(world.office, world.signer("operator-1"))
    back_up(world.office, old)
    world.case()
    rotate_signing(world.office, world.signer("operator-1"))  # the key store knows a key that the backup does not
    with world.office.store.reading() as reading:
        size = reading.size()
    back_up(world.office, newer)
    world.close()
    home = Home(tmp_path / "elsewhere")
    shutil.copytree(world.home / "keys", home.keys_db.parent)
    shutil.copytree(world.home / "credentials", home.credentials)
    world.lose()
    answer = bring_back(home, old)
    assert answer["behind"] == size - answer["entries"] > 0
    from xinyong.office import Office

    with Office.open(home.path, clock=world.clock) as office:
        for act in (office.store.seal, lambda: rotate_signing(office, world.signer("operator-1"))):
            with pytest.raises((OperatorError, Refused)) as refused:
                act()
            assert refused.value.code == "register-behind"
        assert supply(office, newer) == {"supplied": answer["behind"], "behind": 0}
        assert office.store.verify()["entries"] == size
        rotate_signing(office, world.signer("operator-1"))
        with office.store.reading() as reading:
            assert reading.size() == size + 1
        office.store.verify()
