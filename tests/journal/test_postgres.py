"""The PostgreSQL store keeps the contract, and what only it must do."""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.journal.contract import StoreContract
from tests.journal.support import EDITION, MASTER, Clock, close, create, erasure, found, organisation, record, subject
from tools.postgres_server import Server
from xinyong.errors import JournalDamaged, OperatorError
from xinyong.journal import postgres
from xinyong.journal.keystore import KeyStore
from xinyong.journal.postgres import WRITER, PostgresStore
from xinyong.register.projection import project


@pytest.fixture
def clock() -> Clock:
    return Clock()


def schema_of(folder: Path) -> str:
    """A schema's name for the register of a folder."""
    return "r" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def open_store(folder: Path, url: str, clock: Clock, *, create: bool = False) -> PostgresStore:
    """The register of ``folder``, its tables in the database of ``url``."""
    keys = (KeyStore.create if create else KeyStore.open)(folder / "keys.db", MASTER)
    schema = schema_of(folder)
    return PostgresStore(folder / "register.db", keys, project, clock, EDITION, url=url, schema=schema, create=create)


@pytest.fixture
def store(tmp_path: Path, clock: Clock, database_url: str) -> Iterator[PostgresStore]:
    made = open_store(tmp_path, database_url, clock, create=True)
    found(made)
    yield made
    close(made)


@pytest.fixture
def again(store: PostgresStore, tmp_path: Path, clock: Clock, database_url: str) -> Iterator[Callable[[], Any]]:
    opened: list[PostgresStore] = []

    def open_again() -> PostgresStore:
        close(store)
        opened.append(open_store(tmp_path, database_url, clock))
        return opened[-1]

    yield open_again
    for each in opened:
        close(each)


class TestPostgres(StoreContract):
    """The contract on PostgreSQL."""


# --- the writer ------------------------------------------------------------------------------------


def test_a_writer_of_another_folder_is_kept_out(store: PostgresStore, database_url: str) -> None:
    with psycopg.connect(database_url) as other:
        other.execute(f"SET search_path TO {store.schema}")
        other.execute(WRITER)
        done = threading.Event()

        def write() -> None:
            with store.writing() as writing:
                writing.append([organisation(1)])
            done.set()

        thread = threading.Thread(target=write)
        thread.start()
        assert not done.wait(0.3)
        other.rollback()
        assert done.wait(10)
        thread.join()


def test_many_rows_replace_those_of_the_same_key(store: PostgresStore) -> None:
    """By COPY where the key is new, by a statement where it is not, the later row where a batch holds it twice."""
    with store.writing() as writing:
        writing.append([organisation(number, f"虚构旧{number}") for number in range(30)])
    again = [organisation(number, f"虚构新{number}") for number in range(10, 60)] + [organisation(59, "虚构末")]
    with store.writing(patient=True) as writing:
        writing.append([*again, *(record(number) for number in range(40))])
    with store.reading() as reading:
        assert reading.count("organisation") == 60
        assert reading.get("organisation", subject(9))["name"] == "虚构旧9"
        assert reading.get("organisation", subject(10))["name"] == "虚构新10"
        assert [row["name"] for row in reading.search_names("虚构末")] == ["虚构末"]
        assert reading.search_names("虚构新59") == []
    assert store.verify()["entries"] == 2 + 30 + 51 + 40


def test_decisions_that_wait_share_a_commit_and_fail_alone(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits: list[int] = []
    finish = PostgresStore._finish
    monkeypatch.setattr(PostgresStore, "_finish", lambda self, g: commits.append(g.members) or finish(self, g))
    monkeypatch.setattr(postgres, "MOST_GROUP_S", 30.0)
    monkeypatch.setattr(postgres, "MOST_MEMBERS", 8)
    receipts: dict[int, int] = {}
    start = threading.Barrier(8)

    def decide(number: int) -> None:
        start.wait()
        for step in range(5):
            with suppress(ZeroDivisionError), store.writing() as writing:
                seq = writing.append([organisation(number * 10 + step)])[0].seq
                if step == 2:
                    raise ZeroDivisionError
            if step != 2:
                receipts[number * 10 + step] = seq

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert sum(commits) == 32, "a decision that failed is no member"
    assert max(commits) > 1, "no commit was shared"
    with store.reading() as reading:
        assert reading.size() == 34
        for number, seq in receipts.items():
            assert reading.entry(seq).event == organisation(number).event
    assert store.verify()["entries"] == 34


def test_a_shared_commit_that_fails_acknowledges_nobody(
    store: PostgresStore, again: Callable[[], PostgresStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "MOST_GROUP_S", 30.0)
    first_is_in = threading.Event()
    outcomes: list[str] = []

    def decide(number: int, last: bool) -> None:
        try:
            with store.writing() as writing:
                writing.append([organisation(number)])
                if last:
                    writing.run("SELECT pg_terminate_backend(pg_backend_pid())")
                else:
                    first_is_in.set()
                    while not store._queued:  # until the other waits to join
                        threading.Event().wait(0.005)
            outcomes.append("acknowledged")
        except OperatorError as error:
            outcomes.append(error.code)

    one = threading.Thread(target=decide, args=(1, False))
    one.start()
    assert first_is_in.wait(10)
    two = threading.Thread(target=decide, args=(2, True))
    two.start()
    for thread in (one, two):
        thread.join(30)
        assert not thread.is_alive()
    assert outcomes == ["write-failed", "write-failed"]
    with store.writing() as writing:
        assert writing.append([organisation(3)])[0].seq == 2
    opened = again()
    assert opened.behind == 0
    assert opened.verify()["entries"] == 3


def test_readers_see_entries_in_their_order_whoever_writes(store: PostgresStore) -> None:
    """Decisions and batches at once: every snapshot holds 0…n−1 with their rows, and no later one holds less."""
    def decide(first: int) -> None:
        for number in range(first, first + 25):
            with store.writing() as writing:
                writing.append([organisation(number)])

    def batch(first: int) -> None:
        for start in range(first, first + 400, 100):
            with store.writing(patient=True) as writing:
                writing.append([organisation(number) for number in range(start, start + 100)])

    works = ((decide, 1000), (decide, 2000), (batch, 3000))
    threads = [threading.Thread(target=work, args=(first,)) for work, first in works]
    for thread in threads:
        thread.start()
    last = looks = 0
    while any(thread.is_alive() for thread in threads):
        with store.reading() as reading:
            rows = reading.db.execute("SELECT seq FROM entry ORDER BY seq").fetchall()
            assert [row[0] for row in rows] == list(range(len(rows)))
            assert reading.count("organisation") == len(rows) - 2
            assert reading.size() == len(rows) >= last
            last, looks = len(rows), looks + 1
    assert looks > 1
    assert store.verify()["entries"] == 2 + 50 + 400


def test_look_ups_use_their_index_on_a_table_without_statistics(store: PostgresStore) -> None:
    """Else a file that fills an empty register reads the whole table for every slice of its rows."""
    with store.writing() as writing:
        writing.append([organisation(number) for number in range(3000)])
    with store.reading() as reading:
        codes = [f"91980000{number:010d}" for number in range(100)]
        plan = reading.db.execute('EXPLAIN SELECT * FROM "organisation" WHERE "code" = ANY(%s)', (codes,)).fetchall()
    assert "organisation_code" in str(plan)
    assert "Seq Scan" not in str(plan)


# --- what a crash leaves ---------------------------------------------------------------------------


def test_orphan_keys_are_deleted_at_the_next_opening(store: PostgresStore, again: Callable[[], PostgresStore]) -> None:
    store.keys.put_data_keys([(2, b"orphan" * 10), (3, b"orphan" * 10)])
    opened = again()
    assert opened.keys.highest() == 1
    assert opened.verify()["entries"] == 2


def test_an_erasure_cut_short_after_the_commit_is_finished(
    store: PostgresStore, again: Callable[[], PostgresStore]
) -> None:
    with store.writing() as writing:
        writing.append([record(1)])
    store._destroy = lambda seqs: None  # type: ignore[method-assign]  # the process dies here
    with store.writing() as writing:
        writing.append([erasure(2)])
        writing.erase([2])
    assert store.keys.data_key(2) is not None
    opened = again()
    assert opened.keys.data_key(2) is None
    assert opened.verify()["erased"] == 1


def test_a_database_older_than_its_keys_is_read_only(store: PostgresStore, again: Callable[[], PostgresStore]) -> None:
    for number in (1, 2):
        with store.writing() as writing:
            writing.append([organisation(number)])
    change(store, "DELETE FROM entry WHERE seq >= 2")
    opened = again()
    assert opened.behind == 1
    with pytest.raises(OperatorError) as caught, opened.writing():
        pytest.fail("a number would be given out twice")
    assert caught.value.code == "register-behind"


def test_connections_that_died_with_their_server_are_made_anew(store: PostgresStore, database_url: str) -> None:
    with store.reading(), store.reading():
        pass
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'xinyong'")
    with store.reading() as reading:
        assert reading.size() == 2
    with store.writing() as writing:
        writing.append([organisation(1)])


# --- what is found ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("statement", "where"), [
    ("UPDATE entry SET leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1) WHERE seq = 3", "entry 3"),
    ("UPDATE body SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE seq = 3", "entry 3"),
    ("UPDATE tile SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)", "tile 0/0"),
    ("UPDATE record SET retain_until = retain_until + 1", "record: retain_until"),
    ("UPDATE organisation SET grams = '''错''' WHERE seq = 2", "DATABASE_URL"),
    ("DROP INDEX record_subject", "DATABASE_URL"),
    ("DELETE FROM body WHERE seq = 3", "entry 3 body"),
    ("ALTER TABLE casefile DROP COLUMN stage", "DATABASE_URL"),
])
def test_a_change_behind_the_registers_back_is_found(store: PostgresStore, statement: str, where: str) -> None:
    with store.writing() as writing:
        writing.append([organisation(1), record(1)])
    store.seal()
    change(store, statement)
    with pytest.raises(JournalDamaged) as caught:
        store.verify()
    assert str(caught.value.where).startswith(where)


def test_rebuild_mends_the_tables_and_leaves_readers_their_snapshot(store: PostgresStore) -> None:
    with store.writing() as writing:
        writing.append([organisation(number) for number in range(40)])
    change(store, "DELETE FROM organisation WHERE seq < 20")
    with store.reading() as before:
        assert before.count("organisation") == 22
        assert store.rebuild() == 42
        assert before.count("organisation") == 22
    assert store.verify()["rows"] > 40
    change(store, "ALTER TABLE casefile DROP COLUMN stage")
    store.rebuild()
    assert store.verify()["entries"] == 42


def test_names_are_found_as_sqlite_finds_them(store: PostgresStore, tmp_path: Path, rng: random.Random) -> None:
    names = {_name(rng) for _ in range(300)}
    drafts = [organisation(number, name) for number, name in enumerate(sorted(names))]
    (tmp_path / "sqlite").mkdir()
    other = create(tmp_path / "sqlite")
    found(other)
    for each in (store, other):
        with each.writing() as writing:
            writing.append(drafts)
    with store.reading() as ours, other.reading() as theirs:
        kept = [row["folded"] for row in theirs.rows("organisation", order="seq") if row["folded"]]
        for _ in range(300):
            folded = rng.choice(kept)
            first = rng.randrange(len(folded))
            text = folded[first : first + rng.randint(1, 6)] if rng.random() < 0.8 else _name(rng)[:3]
            expected = [row["folded"] for row in theirs.search_names(text, 400)]
            assert [row["folded"] for row in ours.search_names(text, 400)] == expected, text
    close(other)


def _name(rng: random.Random) -> str:
    return "".join(rng.choice("甲乙丙公司𠮷のab-7 (.'&:*") for _ in range(rng.randint(2, 9))).strip() or "甲"


# --- connecting ------------------------------------------------------------------------------------


def test_a_password_is_in_no_error(tmp_path: Path, database_url: str) -> None:
    for at in ("u:sec%72et@localhost:1/db", "u:secret@localhost:port/db", "u:secret@["):
        url = f"postgresql://{at}"
        with pytest.raises(OperatorError) as caught:
            PostgresStore(tmp_path / "r.db", _keys(tmp_path), project, Clock(), url=url, schema="s")
        said = f"{caught.value!r} {caught.value} {caught.value.detail} {caught.value.todo} {caught.value.__cause__}"
        assert "secret" not in said and "sec%72et" not in said


def test_a_database_that_cannot_keep_the_promises_is_refused(tmp_path: Path, postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.url(), autocommit=True) as link:
        link.execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(OperatorError) as caught:
        url = postgres_server.url("ascii")
        PostgresStore(tmp_path / "r.db", _keys(tmp_path), project, Clock(), url=url, schema="s", create=True)
    assert caught.value.code == "database-settings"


def test_a_missing_or_present_register_is_told_apart(store: PostgresStore, tmp_path: Path, database_url: str) -> None:
    arguments: Any = (store.path, store.keys, project, store.clock)
    with pytest.raises(OperatorError):
        PostgresStore(*arguments, url=database_url, schema=store.schema, create=True)
    with pytest.raises(OperatorError):
        PostgresStore(*arguments, url=database_url, schema="another")


def _keys(folder: Path) -> KeyStore:
    path = folder / "keys.db"
    return KeyStore.open(path, MASTER) if path.exists() else KeyStore.create(path, MASTER)


def change(store: PostgresStore, statement: str) -> None:
    with store._links.one("BEGIN") as link:
        link.execute(statement)  # type: ignore[call-overload]
        link.execute("COMMIT")
