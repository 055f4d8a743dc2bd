"""The check index: each listed subject's standing, by public code, in LMDB shared by processes.

It holds no law and no payload: for each code the rows of ``standing`` as they are now. It follows
the journal's tail (``follow``) and answers without touching the database. Whether a row has
effect on a day is computed from its dates at the moment of asking.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import lmdb
import msgspec

from xinyong.journal.port import Reading, Store
from xinyong.register.standing import Exemption, Standing

MAP_BYTES = 1 << 36  # address space, not disk: LMDB files are sparse
_META = b"\0meta"
_FILLER = b"\0filler"


class Position(msgspec.Struct, array_like=True, frozen=True):
    """How far the index has read: entries applied, entries sealed, and when (ms since 1970 UTC)."""

    applied: int = 0
    sealed: int = 0
    as_of: int = 0


class Found(NamedTuple):
    """A code's listings and the index's position, from one snapshot."""

    listings: list[Standing]
    position: Position


class _Packed(msgspec.Struct, array_like=True, frozen=True):
    subject: str
    list: str
    case: str
    authority: str
    since: date | None
    until: date | None
    review_by: date | None
    ended_on: date | None
    objection: bool
    variant: str
    seq: int
    suspended: bool = False
    contested: bool = False
    binds: int = 0
    relief_on: date | None = None
    exempt: tuple[Exemption, ...] = ()
    source: str = ""
    restored: int = 0
    lost: int = 0


_encode = msgspec.msgpack.Encoder().encode
_decode_rows = msgspec.msgpack.Decoder(list[_Packed]).decode
_decode_position = msgspec.msgpack.Decoder(Position).decode


class CheckIndex:
    """An LMDB environment in ``folder``. Many processes may read; one follows at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._env = lmdb.open(str(folder), map_size=MAP_BYTES, subdir=True, max_readers=512, metasync=False)

    def look_up(self, code: str) -> Found:
        """The listings of a code (any state) and the index's position; an unlisted code has none."""
        with self._env.begin(buffers=True) as txn:
            packed = txn.get(code.encode())
            position = _decode_position(txn.get(_META) or _encode(Position()))
            rows = _decode_rows(packed) if packed is not None else []
        return Found([Standing(*_fields(row)) for row in rows], position)

    def position(self) -> Position:
        """How far the index has read."""
        with self._env.begin() as txn:
            return _decode_position(txn.get(_META) or _encode(Position()))

    def follow(self, store: Store, now: int) -> Position:
        """Apply what the journal recorded since; the new position. Cheap when nothing is new."""
        position = self.position()
        with store.reading() as reading:
            size, sealed = reading.size(), reading.sealed_size()
            if (size, sealed) == (position.applied, position.sealed):
                return position
            if size < position.applied:
                position = self._start_again()
            changes = reading.since("standing_change", "seq", position.applied)
            subjects = dict.fromkeys(row["subject"] for row in changes)
            rows = [(subject, *self._row_of(reading, subject)) for subject in subjects]
        new = Position(size, sealed, now)
        with self._env.begin(write=True) as txn:
            for _, code, listings in rows:
                if listings:
                    txn.put(code, _encode(listings))
                else:
                    txn.delete(code)
            txn.put(_META, _encode(new))
        return new

    def load(self, rows: dict[str, list[Standing]], position: Position) -> None:
        """Fill an empty index at once (benchmarks, replicas)."""
        with self._env.begin(write=True) as txn:
            for code in sorted(rows):
                txn.put(code.encode(), _encode([_Packed(*row) for row in rows[code]]), append=True)
            txn.put(_META, _encode(position))

    def scrub(self, store: Store, now: int) -> int:
        """Write the index anew and overwrite every page that held something else before; pages overwritten.

        LMDB keeps freed pages as they were until it needs them. All of them are taken for zeros here and given back:
        so the file may grow to twice its size, once. Readers go on meanwhile; a reader that has held its snapshot
        since before keeps the pages it sees from being overwritten.
        """
        with store.reading() as reading:
            size, sealed = reading.size(), reading.sealed_size()
            subjects = dict.fromkeys(row["subject"] for row in reading.rows("standing"))
            rows = [self._row_of(reading, subject) for subject in subjects]
        with self._env.begin(write=True) as txn:  # one transaction: nobody is found unlisted for a moment
            txn.drop(self._env.open_db(txn=txn), delete=False)
            for code, listings in rows:
                txn.put(code, _encode(listings))
            txn.put(_META, _encode(Position(size, sealed, now)))
        room = self._env.stat()["psize"] // 2 - 64  # two such values to a page: none needs pages in a row
        pages = self._env.info()["last_pgno"] + 1
        with self._env.begin(write=True) as txn:
            for number in range(2 * pages):
                txn.put(_FILLER + number.to_bytes(8), bytes(room))
        with self._env.begin(write=True) as txn:
            for number in range(2 * pages):
                txn.delete(_FILLER + number.to_bytes(8))
        self._env.sync(True)
        return int(pages)

    def close(self) -> None:
        """Close the environment."""
        self._env.close()

    def _row_of(self, reading: Reading, subject: str) -> tuple[bytes, list[_Packed]]:
        organisation = reading.get("organisation", subject)
        code = organisation["code"].encode() if organisation else subject.encode()
        rows = reading.rows("standing", subject=subject)
        exemptions = reading.rows("exemption", subject=subject) if rows else []
        return code, [_Packed(*Standing.of(row, exemptions)) for row in sorted(rows, key=lambda row: row["seq"])]

    def _start_again(self) -> Position:
        """The journal is shorter than what was read: a restored register. Read it all anew."""
        with self._env.begin(write=True) as txn:
            database: Any = self._env.open_db(txn=txn)
            txn.drop(database, delete=False)
        return Position()


def _fields(row: _Packed) -> tuple[Any, ...]:
    return (
        row.subject, row.list, row.case, row.authority, row.since, row.until, row.review_by, row.ended_on,
        row.objection, row.variant, row.seq, row.suspended, row.contested, row.binds, row.relief_on, row.exempt,
        row.source, row.restored, row.lost,
    )
