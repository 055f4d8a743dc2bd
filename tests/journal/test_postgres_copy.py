"""COPY that does not wait: what arrives is what was given, and a server that is busy holds nobody up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import Connection

from tests.journal.support import Clock, close, found, organisation
from tests.journal.test_postgres import open_store
from xinyong.journal.postgres import PostgresStore
from xinyong.journal.postgres_copy import PIECE, copying, encoded, finish
from xinyong.journal.postgres_names import as_tsvector_binary

KINDS = ("int", "text", "blob", "date")
STATEMENT = "COPY thing FROM STDIN (FORMAT BINARY)"
ROWS = st.lists(
    st.tuples(
        st.integers(-(2**63), 2**63 - 1),
        st.none() | st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")),
        st.none() | st.binary(),
        st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
    )
)


@pytest.fixture(scope="module")
def link(database_url: str) -> Iterator[Connection[tuple[object, ...]]]:
    with psycopg.connect(database_url, autocommit=True) as made:
        made.execute("CREATE TEMPORARY TABLE thing (number BIGINT, words TEXT, bytes BYTEA, day DATE)")
        yield made


@given(rows=ROWS)
def test_rows_arrive_as_they_were_given(link: Connection[tuple[object, ...]], rows: list[tuple[object, ...]]) -> None:
    link.execute("TRUNCATE thing")
    finish(link, copying(link, STATEMENT, encoded(KINDS, rows)))
    assert sorted(link.execute("SELECT * FROM thing", binary=True).fetchall(), key=repr) == sorted(rows, key=repr)


def test_entries_and_bodies_take_the_short_way_to_the_same_bytes() -> None:
    rows = [(1, b"a"), (2, b""), (3, b"ccc")]
    long = encoded((*KINDS[:1], "blob", "int"), [(*row, None) for row in rows])
    assert long.count(b"\xff\xff\xff\xff") == 3
    assert encoded(("int", "blob"), rows) == long.replace(b"\0\3\0\0\0\10", b"\0\2\0\0\0\10").replace(b"\xff" * 4, b"")


def test_search_terms_go_as_a_tsvector(link: Connection[tuple[object, ...]]) -> None:
    link.execute("CREATE TEMPORARY TABLE term (number BIGINT, terms TSVECTOR)")
    terms = ["abc", "公司", "虚构"]
    finish(link, copying(link, STATEMENT.replace("thing", "term"), encoded(("int", "terms"), [(1, terms)])))
    assert link.execute("SELECT tsvector_to_array(terms) FROM term").fetchone() == (terms,)
    assert as_tsvector_binary(terms) in encoded(("int", "terms"), [(1, terms)])


def test_a_busy_server_holds_nobody_up(database_url: str) -> None:
    """More than one piece of data, into a table that somebody else has locked: each step comes back at once."""
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE busy (number BIGINT, bytes BYTEA)")
        try:
            with psycopg.connect(database_url) as holder, psycopg.connect(database_url) as writer:
                holder.execute("LOCK TABLE busy")
                data = encoded(("int", "blob"), [(number, bytes(1000)) for number in range(8 * PIECE // 1000)])
                steps = copying(writer, STATEMENT.replace("thing", "busy"), data)
                assert [next(steps) for _ in range(50)]  # would never return if a step waited for the lock
                holder.rollback()
                finish(writer, steps)
                assert writer.execute("SELECT count(*), sum(length(bytes)) FROM busy").fetchone() == (
                    8 * PIECE // 1000, 8 * PIECE // 1000 * 1000
                )
                writer.rollback()
        finally:
            owner.execute("DROP TABLE busy")


@pytest.mark.parametrize(
    ("statement", "data", "error"),
    [
        ("COPY nowhere FROM STDIN (FORMAT BINARY)", encoded(KINDS, []), psycopg.errors.UndefinedTable),
        (STATEMENT, encoded(("int",), [(1,)]), psycopg.errors.BadCopyFileFormat),
        (STATEMENT, encoded(KINDS, [(1, "\0", None, None)]), psycopg.errors.CharacterNotInRepertoire),
    ],
)
def test_what_the_server_refuses_is_raised_and_the_connection_is_free(
    link: Connection[tuple[object, ...]], statement: str, data: bytes, error: type[psycopg.Error]
) -> None:
    with pytest.raises(error):
        finish(link, copying(link, statement, data))
    assert link.execute("SELECT 1").fetchone() == (1,)


# --- in a batch ------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path, database_url: str) -> Iterator[PostgresStore]:
    made = open_store(tmp_path, database_url, Clock(), create=True)
    found(made)
    yield made
    close(made)


def test_a_batch_travels_while_its_next_rows_are_made(store: PostgresStore) -> None:
    """Rows go on their way at every slice, what is asked in between finds them, and a batch that fails leaves none."""
    sent = 0
    with store.writing(patient=True) as writing:
        for first in range(0, 3000, 50):
            writing.append([organisation(first + n) for n in range(50)])
            writing.others_wait()
            sent = max(sent, first + 50 - len(writing._waiting.leaves)) if first < 1000 else sent
            if first == 1500:
                assert writing.count("organisation") == 1550
                assert writing.entry(1501).event == organisation(1499).event
            if first in (2000, 2050):  # whatever is asked, and however
                found = writing.rows_in("organisation", "seq", range(2, first + 52))
                assert len(found) == first + 50
                assert found[-1]["name"] in [row["name"] for row in writing.search_names(found[-1]["name"])]
                assert len(list(writing.stream('SELECT "seq" FROM "entry"'))) == first + 52
    assert sent, "nothing was on its way before it was asked for"
    with pytest.raises(ZeroDivisionError), store.writing(patient=True) as writing:
        for first in range(3000, 4000, 50):
            writing.append([organisation(first + n) for n in range(50)])
            writing.others_wait()
        raise ZeroDivisionError
    with store.writing() as writing:  # the connection that was left in the midst of a COPY is not used again
        assert writing.append([organisation(9000)])[0].seq == 3002
    assert store.verify()["entries"] == 3003


def test_a_decision_of_many_rows_that_fails_leaves_its_group_whole(store: PostgresStore) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as writing:
        writing.append([organisation(number) for number in range(600)])
        raise ZeroDivisionError
    with store.writing() as writing:
        writing.append([organisation(1)])
    assert store.verify()["entries"] == 3
