"""Check a journal against itself: one flipped bit anywhere is found and named.

Every leaf against its tile, every tile against the tree, the tree against every checkpoint; every body against
its commitment, every officer's signature against the key enrolled before it; every key opened, none
without a body; every projection row against a replay. What is missing must have been erased by an entry.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from xinyong.errors import JournalDamaged, RegisterFault, Text
from xinyong.journal import codec, notes
from xinyong.journal.codec import Header
from xinyong.journal.look_ups import Batch
from xinyong.journal.merkle import MOST_LEAVES, root_of
from xinyong.journal.officers import verify_entry
from xinyong.journal.schema import PROJECTIONS, Table
from xinyong.journal.sealer import genesis_of, key_at
from xinyong.journal.sql import SQLITE, Runs, quoted, tables_ddl
from xinyong.journal.tiles import Tile, TileTree, append_tiles
from xinyong.journal.tiles import leaf_hashes as hashes_of
from xinyong.register.events import (
    CredentialReplaced,
    Erased,
    OfficerEnrolled,
    OfficerRevoked,
    RegisterCountersigned,
    RegisterKeyRotated,
    RegisterOpened,
)
from xinyong.register.rotate_key import follows

if TYPE_CHECKING:
    from xinyong.journal.session import JournalReading
    from xinyong.journal.store import JournalStore

CHUNK = 5000


def verify(store: JournalStore) -> dict[str, Any]:
    """Check everything; figures, or JournalDamaged naming the first fault (``port.Store.verify``).

    An erasure that happens meanwhile takes bodies away under the snapshot: then it looks again.
    """
    while True:
        erased_before = store.erased_log.seqs()
        try:
            return _verify(store)
        except JournalDamaged:
            if store.erased_log.seqs() == erased_before:
                raise
        except (sqlite3.Error, ValueError, OverflowError, TypeError, RegisterFault) as error:
            # Whatever keeps the journal from being read is a fault of what was read.
            where = getattr(error, "where", None) or "register.db"
            raise _fault(where, "日志无法读取", f"the journal cannot be read ({error})") from error


def _verify(store: JournalStore) -> dict[str, Any]:
    started = time.perf_counter()
    key_counts = store.keys.verify()
    store.check_file()
    last = store.witness.read()  # before the snapshot, which then holds every entry that it covers
    with store.reading() as reading:
        walk = _Walk(store, reading)
        size = walk.run()
        tree_size, root = walk.tree.finish(reading)
        checkpoints = _checkpoints(store, reading, last, walk.register_keys) if size else 0
        rows = walk.compare()
        walk.keys()
        batches = [Batch(row["first"], row["last"], row["digest"]) for row in reading.rows("look_ups", order="seq")]
        store.keys.verify_batches(batches)
    seconds = time.perf_counter() - started
    return {
        "entries": size, "erased": len(walk.bodiless), "integrated": tree_size, "size": size, "root": root.hex(),
        "checkpoints": checkpoints, "signatures": walk.signed, "rows": rows, **key_counts,
        "seconds": round(seconds, 3), "entries_per_s": round(size / seconds) if seconds else 0,
    }


class _Tree:
    """The tiles that the leaves call for, compared with those kept, a chunk at a time."""

    def __init__(self, tree_size: int) -> None:
        self.target = tree_size
        self.size = 0
        self._edge: dict[tuple[int, int], bytes] = {}  # partial right edge of what was walked
        self.full = 0

    def add(self, reading: JournalReading, leaves: Sequence[bytes]) -> None:
        """Take the next leaves into account, as far as the tree was integrated."""
        part = leaves[: max(0, self.target - self.size)]
        if not part:
            return
        edge = self._edge
        self.size, changed = append_tiles(lambda level, number: edge.get((level, number)), self.size, hashes_of(part))
        for level, number, piece in changed:
            if len(piece) == 8192:
                self._same(reading, (level, number, piece))
                edge.pop((level, number), None)
                self.full += 1
            else:
                edge[level, number] = piece

    def finish(self, reading: JournalReading) -> tuple[int, bytes]:
        """Compare the right edge; (size, root). Raises JournalDamaged also for a tile too many."""
        if self.size != self.target:
            raise _fault("tile", "树比日志大", "the tree is larger than the journal")
        for (level, number), piece in self._edge.items():
            self._same(reading, (level, number, piece))
        count = reading.run("SELECT count(*) FROM tile").fetchone()[0]
        if count != self.full + len(self._edge):
            raise _fault("tile", "分片多余", "there is a tile too many")
        return self.size, TileTree(reading.tile, self.size).root()

    def _same(self, reading: JournalReading, tile: Tile) -> None:
        level, number, piece = tile
        if reading.tile(level, number) != piece:
            raise _fault(f"tile {level}/{number}", "分片与条目不符", "a tile differs from the entries below it")


class _Walk:
    """One pass over all entries: leaves, bodies, signatures, and the replay."""

    def __init__(self, store: JournalStore, reading: JournalReading) -> None:
        self.store = store
        self.reading = reading
        self.tree = _Tree(reading.tree_size())
        self.bodiless: set[int] = set()
        self.erased: set[int] = set()
        self.officers: dict[str, str] = {}
        self.revoked: set[str] = set()
        self.register_keys: list[tuple[int, bytes]] = []
        self.signed = 0
        self._last_at = 0
        self._causes: dict[int, bool] = {}
        self.replayed = sqlite3.connect("", isolation_level=None)  # a private temporary file
        self.replayed.execute("PRAGMA journal_mode = OFF")
        self.replayed.execute("PRAGMA cache_size = -65536")
        for statement in tables_ddl(SQLITE, PROJECTIONS):
            self.replayed.execute(statement)
        self.replayed.execute("BEGIN")

    def run(self) -> int:
        """Walk; the number of entries."""
        size = self.reading.size()
        if size > MOST_LEAVES:
            raise _fault("entry", "编号超出范围", "a number is out of range")
        project, open_body = self.store.project, codec.open_body
        for start in range(0, size, CHUNK):
            stop = min(start + CHUNK, size)
            self.tree.add(self.reading, list(self.reading.leaves(start, stop)))
            runs = Runs(SQLITE)
            for header, sealed, key in self.reading.sealed_entries(start, stop):
                self._header(header)
                if sealed is None:
                    self.bodiless.add(header.seq)
                    continue
                if key is None:
                    self._keyless(header.seq)
                    continue
                event = open_body(header, sealed, key)
                self._governance(header, event)
                runs.add(project(codec.entry_of(header, event)))
            runs.apply(self.replayed.executemany)
        self._accounted()
        return size

    def _header(self, header: Header) -> None:
        seq = header.seq
        if header.recorded_at < self._last_at:
            raise _fault(f"entry {seq}", "记录时间倒退", "its time of recording goes back")
        self._last_at = header.recorded_at
        if header.officer in self.revoked:
            raise _fault(f"entry {seq}", "经办人凭证已被撤销", "its officer's credential was revoked before")
        if not header.signature and not self._signed_cause(header.cause, seq):
            raise _fault(f"entry {seq}", "没有签名也没有已签名的起因", "nobody signed it, and no signed entry is its cause")

    def _signed_cause(self, cause: int, seq: int) -> bool:
        if not 0 < cause < seq:
            return False
        known = self._causes.get(cause)
        if known is None:
            known = bool(self.reading.header(cause).signature)
            self._causes = {cause: known}
        return known

    def _governance(self, header: Header, event: Any) -> None:
        if isinstance(event, RegisterOpened):
            if header.seq:
                raise _fault(f"entry {header.seq}", "登记册被再次创建", "the register is opened a second time")
            self.officers[event.operator] = event.operator_key
            self.register_keys.append((0, bytes.fromhex(event.register_key)))
        elif isinstance(event, RegisterCountersigned):
            self.officers[event.officer] = event.key
        if header.signature:
            self._signature(header)
        if isinstance(event, OfficerEnrolled):
            self.officers[event.officer] = event.key
        elif isinstance(event, CredentialReplaced):
            self.officers[event.officer] = event.key
            self.revoked.discard(event.officer)  # the same person signs again, with the new key alone
        elif isinstance(event, OfficerRevoked):
            self.revoked.add(event.officer)  # what it signs or causes from here on does not hold
        elif isinstance(event, RegisterKeyRotated):
            if not follows(event) or bytes.fromhex(event.previous) != self.register_keys[-1][1]:
                raise _fault(f"entry {header.seq}", "签名密钥的更换不成立", "the signing key before did not announce this one")
            self.register_keys.append((header.seq, bytes.fromhex(event.key)))
        elif isinstance(event, Erased):
            self.erased.update(event.targets)

    def _signature(self, header: Header) -> None:
        key = self.officers.get(header.officer)
        if key is None:
            raise _fault(f"entry {header.seq}", "经办人未登记", "its officer is not enrolled")
        try:
            verify_entry(
                key, bytes.fromhex(header.signature), header.kind, header.authority, bytes.fromhex(header.commitment)
            )
        except (JournalDamaged, ValueError):
            raise _fault(f"entry {header.seq}", "签名不成立", "its officer's signature does not hold") from None
        self.signed += 1

    def _keyless(self, seq: int) -> None:
        """A body that is there but has no key: right only where its subject's key was destroyed."""
        if not self.store.keys.forgotten(seq):
            raise _fault(f"entry {seq} key", "密钥缺失", "its key is missing, and no entry says it was erased")

    def _accounted(self) -> None:
        """Bodies are gone exactly where an entry says so (or, after a restore, the log of erasures)."""
        allowed = self.erased | (self.store.erased_log.seqs() if self.store.behind else set())
        for seq in sorted(self.bodiless - allowed):
            raise _fault(f"entry {seq} body", "内容缺失而无删除记录", "its body is gone, and no entry says it was erased")
        for seq in sorted(self.erased - self.bodiless):
            raise _fault(f"entry {seq} body", "已删除的内容仍在", "its body is still there, though it was erased")
        bodies = self.reading.run("SELECT count(*) FROM body").fetchone()[0]
        if bodies != self.reading.size() - len(self.bodiless):
            raise _fault("body", "内容多于条目", "there are bodies without an entry")

    def keys(self) -> None:
        """Below the journal's end, keys and bodies correspond one to one (those about to be destroyed apart)."""
        pending = set(self.store.keys.doomed())
        size = self.reading.size()
        for seq in self.store.keys.keyed():
            if seq < 0 or (seq < size and seq in self.bodiless and seq not in pending):
                raise _fault(f"keys.db data_key {seq}", "密钥没有对应内容", "a key is kept without a body")

    def compare(self) -> int:
        """Compare each projection table with the replay; the number of rows."""
        self.replayed.execute("COMMIT")
        total = 0
        for table in PROJECTIONS:
            query = f"SELECT {quoted(*(name for name, _ in table.columns))} FROM {quoted(table.name)}"
            query += f" ORDER BY {quoted(*table.key)}"
            kept, replayed = _chunks(self.reading.stream(query)), _chunks(iter(self.replayed.execute(query)))
            for ours, theirs in zip(kept, replayed, strict=True):
                total += len(ours)
                if ours != theirs:
                    raise _fault(_difference(table, ours, theirs), "投影与重放不符", "a projection differs from the replay")
        self.replayed.close()
        return total


def _chunks(rows: Iterator[Sequence[Any]]) -> Iterator[list[tuple[Any, ...]]]:
    """Rows in chunks; a short or empty one at the end."""
    while True:
        chunk = [tuple(row) for row in islice(rows, 2000)]
        yield chunk
        if len(chunk) < 2000:
            return


def _difference(table: Table, ours: Sequence[tuple[Any, ...]], theirs: Sequence[tuple[Any, ...]]) -> str:
    for kept, replayed in zip(ours, theirs, strict=False):
        if kept != replayed:
            columns = [name for (name, _), a, b in zip(table.columns, kept, replayed, strict=True) if a != b]
            return f"{table.name}: {', '.join(columns)}"
    return f"{table.name}: {abs(len(ours) - len(theirs))} rows"


def _checkpoints(
    store: JournalStore, reading: JournalReading, last: str | None, history: Sequence[tuple[int, bytes]]
) -> int:
    """Every checkpoint kept: its signatures, what it says, and the tree at its size; how many."""
    genesis = genesis_of(reading)
    origin = notes.origin_of(genesis.register, genesis.mode)
    _signing_key(store, history)
    said_before = 0
    tree = TileTree(reading.tile, reading.tree_size())
    count = 0
    kept = reading.run("SELECT size, note FROM checkpoint ORDER BY size")
    for size, note in [*kept, *([(None, last)] if last is not None else [])]:
        where = f"checkpoint {size}" if size is not None else "checkpoint.last"
        try:
            said = notes.verify(note, origin, key_at(history, notes.parse(note).size))
            for (_, old), (seq, _) in pairwise(history):
                if said_before <= seq < said.size:  # the first over a change of keys bears the old signature too
                    notes.verify(note, origin, old)
        except JournalDamaged as error:
            error.where = where
            raise
        if said.size > (tree.size if size is not None else reading.size()):
            raise _fault(where, "检查点大于树（缺少条目）", "it covers more entries than there are")
        if size is not None and size != said.size:
            raise _fault(where, "检查点大小不符", "it is kept under another size")
        edition = reading.header(said.size - 1).edition
        if (said.articles, said.mode, said.edition) != (genesis.articles, genesis.mode, edition):
            raise _fault(where, "检查点附加行不符", "its extension lines are not the register's")
        # A seal is witnessed first: its tiles may not be committed yet, or never were if it was cut short.
        root = tree.root(said.size) if said.size <= tree.size else root_of(hashes_of(reading.leaves(0, said.size)))
        if root != said.root:
            raise _fault(where, "检查点的根与树不符", "the tree has another root at its size")
        count += size is not None
        said_before = said.size
    return count


def _signing_key(store: JournalStore, history: Sequence[tuple[int, bytes]]) -> None:
    """The key store signs with the key in force, or with the one before while the change is not sealed yet."""
    key, following = bytes.fromhex(store.keys.register_key), store.keys.next_signer()
    changing = following is not None and following.public == history[-1][1] and key == history[-2][1]
    if key != history[-1][1] and not changing and not store.behind:
        raise _fault("keys.db secret signing", "签名密钥不是本登记册的", "the checkpoint key is another register's")


def _fault(where: str, zh: str, en: str) -> JournalDamaged:
    return JournalDamaged(
        Text(f"日志校验失败：{zh}（{where}）。", f"The journal does not verify: {en} ({where})."), where=where, article=15,
        todo=Text("停止写入，并从备份恢复。", "Stop writing, and restore from the backup."),
    )
