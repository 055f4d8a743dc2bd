"""COPY without waiting: rows in PostgreSQL's binary form, sent while their writer does other work.

The server takes as long to write a batch's rows as decoding and deciding them takes here. A COPY is therefore a
generator that yields whenever it would have to wait for the server (``select.poll`` events); whoever has something
better to do goes on with that and looks again, ``finish`` waits. One thread, one connection, one transaction: nothing
of the order of commits changes. Until it is finished nothing else may be said on the connection.

The form is PostgreSQL's (documentation, SQL COPY, "Binary Format"); the calls are libpq's asynchronous ones.
"""

from __future__ import annotations

import select
import struct
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from psycopg import Connection, pq
from psycopg.errors import error_from_result
from psycopg.pq.abc import PGconn, PGresult

from xinyong.journal import postgres_names

Steps = Iterator[int]
"""Work on a connection; each item is what ``select.poll`` must wait for before the next step can do more."""

READ, BOTH = select.POLLIN, select.POLLIN | select.POLLOUT
PIECE = 1 << 18  # bytes handed to libpq at a time

_HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
_TRAILER = struct.pack(">h", -1)
_NULL = struct.pack(">i", -1)
_LENGTH = struct.Struct(">i").pack
_COUNT = struct.Struct(">h").pack
_INT = struct.Struct(">iq").pack
_DATE = struct.Struct(">ii").pack
_NUMBERED = struct.Struct(">hiqi").pack
_EPOCH = date(2000, 1, 1).toordinal()


def _int(value: int) -> bytes:
    return _INT(8, value)


def _blob(value: bytes) -> bytes:
    return _LENGTH(len(value)) + value


def _date(value: date) -> bytes:
    return _DATE(4, value.toordinal() - _EPOCH)


def _terms(value: list[str]) -> bytes:
    return _blob(postgres_names.as_tsvector_binary(value))


_ENCODERS: dict[str, Callable[[Any], bytes]] = {"int": _int, "blob": _blob, "date": _date, "terms": _terms}


def encoded(kinds: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as a binary COPY; ``kinds`` are the schema's column types, and ``terms`` a list of search terms."""
    parts = [_HEADER]
    if tuple(kinds) == ("int", "blob"):
        parts += [_NUMBERED(2, 8, number, len(data)) + data for number, data in rows]
    else:
        encoders = [_ENCODERS.get(kind) for kind in kinds]
        count = _COUNT(len(encoders))
        put, length = parts.append, _LENGTH
        for row in rows:
            put(count)
            for encode, value in zip(encoders, row, strict=True):
                if value is None:
                    put(_NULL)
                elif encode is None:  # text, as most columns are: without a call for each
                    data = value.encode()
                    put(length(len(data)))
                    put(data)
                else:
                    put(encode(value))
    parts.append(_TRAILER)
    return b"".join(parts)


def copying(db: Connection[Any], statement: str, data: bytes) -> Steps:
    """Carry out ``COPY … FROM STDIN (FORMAT BINARY)`` with this data. Raises the server's error as psycopg's."""
    server = db.pgconn
    server.send_query(statement.encode())
    result = yield from _answer(server)
    if result.status != pq.ExecStatus.COPY_IN:
        yield from _to_the_end(server)
        raise error_from_result(result)
    view = memoryview(data)
    for start in range(0, len(data), PIECE):
        while not server.put_copy_data(view[start : start + PIECE]):
            yield BOTH
            server.consume_input()
    while not server.put_copy_end():
        yield BOTH
        server.consume_input()
    result = yield from _answer(server)
    yield from _to_the_end(server)
    if result.status != pq.ExecStatus.COMMAND_OK:
        raise error_from_result(result)


def finish(db: Connection[Any], steps: Steps) -> None:
    """Take all the steps, waiting for the server between them."""
    poll = select.poll()
    socket = db.pgconn.socket
    for events in steps:
        poll.register(socket, events)
        poll.poll()


def _answer(server: PGconn) -> Generator[int, None, PGresult]:
    """The next result; there must be one."""
    while server.flush():
        yield BOTH
        server.consume_input()
    while server.is_busy():
        yield READ
        server.consume_input()
    result = server.get_result()
    assert result is not None, "libpq ends a command with no result only after one"
    return result


def _to_the_end(server: PGconn) -> Steps:
    """Take what results remain of the command, so that the connection is free for the next."""
    while True:
        while server.is_busy():
            yield READ
            server.consume_input()
        if server.get_result() is None:
            return
