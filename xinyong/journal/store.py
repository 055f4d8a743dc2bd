"""A journal's store as far as the databases agree (``journal.port.Store``): opening, erasing, sealing, replaying.

Keys are committed before entries (``keystore`` says why); what a crash leaves half done is settled at the
next opening, under the writer's lock. ``sqlite`` and ``postgres`` say how a transaction is made.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Literal

from xinyong.errors import OperatorError, RegisterFault, Text
from xinyong.journal import sealer, tiles
from xinyong.journal.keystore import KeyStore
from xinyong.journal.port import Project
from xinyong.journal.session import JournalReading, JournalWriting
from xinyong.journal.turnstile import Turnstile
from xinyong.journal.witness import Witness

CHUNK = 5000  # entries replayed at a time: memory stays flat
INTEGRATE_CHUNK = 4096  # entries integrated in one transaction: a few milliseconds
GRACE_MS = 60_000
RESTORING = ".restoring"  # beside the register from before a restore until it is settled
REMAINS = {
    "readers": Text("尚有读者或旧快照需要已删除的行：空闲时再运行一次", "a reader or an old snapshot still needs deleted rows: run it again"),
    "log": Text("数据库的预写日志尚留有旧段：由超级用户执行 CHECKPOINT，并检查复制槽与 wal_keep_size",
                "the server's write-ahead log still has its old segments: let a superuser run CHECKPOINT; look at "
                "replication slots and wal_keep_size"),
    "log-recycled": Text("数据库循环使用预写日志段，旧内容留到被覆盖为止：设置 wal_recycle = off",
                         "the server uses old segments of its log again, and what they held stays until it is written "
                         "over: set wal_recycle = off"),
    "archive": Text("已归档的预写日志留到其保存期满", "the archived write-ahead log keeps it until the archive lapses"),
    "replicas": Text("副本自己的日志留到其下一个重启点", "replicas' own logs keep it until their next restart point"),
}
"""What may still hold deleted rows after ``scrub``, by code: what, and what to do. What they said is unreadable."""


class JournalStore(ABC):
    """A register's journal and projections. ``path`` is where the register's own files lie, whichever the database."""

    kind: Literal["sqlite", "postgresql"]

    def __init__(
        self, path: Path, keys: KeyStore, project: Project, clock: Callable[[], int], edition: str = ""
    ) -> None:
        """``clock`` gives milliseconds since 1970 UTC, ``edition`` the digest in force."""
        self.path = path
        self.keys = keys
        self.project = project
        self.clock = clock
        self.edition = edition
        self.turnstile = Turnstile(path)
        self.witness = Witness(keys.path.with_name("checkpoint.last"))  # apart, as keys are: no backup holds it
        self.erased_log = keys.erased_log
        self.behind = 0
        self._writing_threads: set[int] = set()

    # --- what each database does in its own way ------------------------------------------------

    @abstractmethod
    def reading(self) -> AbstractContextManager[Any]:
        """A snapshot for reading; concurrent with a writer."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Any]:
        """A write transaction, its lock taken and this thread known to hold it; keys commit first."""

    @abstractmethod
    def rebuild_within(self, writing: Any) -> int:
        """``rebuild`` as part of a transaction; entries replayed."""

    @abstractmethod
    def scrub(self) -> tuple[str, ...]:
        """Leave nothing of what was deleted in the database's files: codes of what may hold it still (``REMAINS``)."""

    @abstractmethod
    def take_in(self, writing: Any, source: Path) -> int:
        """Take a backup's journal in, where it does not lie in ``source`` itself: bodies left out as erased since."""

    @abstractmethod
    def tidy(self) -> None:
        """After each erasure, what of ``scrub`` is cheap."""

    @abstractmethod
    def check_file(self) -> None:
        """The database's own integrity: raises JournalDamaged."""

    @abstractmethod
    def close(self) -> None:
        """Close every connection; the key store is its opener's to close."""

    # --- opening ---------------------------------------------------------------------------

    def look_again(self) -> int:
        """At opening and after mending: how many acknowledged entries are still missing (``behind``).

        Whatever put an older copy of the keys in place, what was erased since is destroyed again first.
        """
        if self.keys.revived():
            with self.turnstile.enter(patient=False):
                self.keys.replay_erasures()
        self.behind = self._missing()
        if not self.behind:
            self._settle()
        return self.behind

    def _missing(self) -> int:
        """How many acknowledged entries this database lacks: it was restored from an older copy."""
        durable = max(self.keys.durable, self.witness.size())  # read before the head, which only grows
        with self.reading() as reading:
            return max(0, durable - int(reading.size()))

    def _settle(self) -> None:
        """Finish what a crash left half done: orphan keys, and erasures whose keys still exist."""
        with self.reading() as reading:
            size = reading.size()
        if self.keys.highest() < size and not self.keys.doomed():
            return
        with self.turnstile.enter(patient=False), self.reading() as reading:
            # Under the writer's lock: a living writer's keys are durable just before its entries are.
            self.keys.destroy_from(reading.size())
            doomed = self.keys.doomed()
            erased = [seq for seq in doomed if not reading.has_body(seq)]
            self.keys.spare(sorted(set(doomed) - set(erased)))
            self._destroy(erased)

    def _destroy(self, seqs: list[int]) -> None:
        """Carry out an erasure that the register has durably recorded."""
        if seqs:
            self.erased_log.add_entries(seqs)
            self.keys.destroy(seqs)
            self.tidy()

    def forget_again(self, writing: JournalWriting) -> tuple[int, int]:
        """On a register restored from an older copy: what was erased since is erased again, the projections replayed.

        Returns bodies erased and entries replayed.
        """
        erased = 0
        for seq in sorted(self.erased_log.seqs()):
            erased += writing.run("DELETE FROM body WHERE seq = ?", (seq,)).rowcount
        return erased, self.rebuild_within(writing)

    @property
    def clock_went_back(self) -> bool:
        """Whether the clock stands more than a minute before the newest entry: then no adverse beginnings."""
        with self.reading() as reading:
            return self.clock() < int(reading.last_recorded_at()) - GRACE_MS

    # --- sessions ----------------------------------------------------------------------------

    @contextmanager
    def writing(self, *, patient: bool = False) -> Iterator[Any]:
        """The write transaction. ``patient``: a batch, which lets waiting decisions go first.

        Raises OperatorError while the register lacks acknowledged entries (``behind``), RegisterFault when this
        thread is writing already.
        """
        self.refuse_behind()
        with self.session(patient=patient) as writing:
            yield writing

    @contextmanager
    def session(self, *, patient: bool = False) -> Iterator[Any]:
        """As ``writing``, also on a register that lacks entries: for mending it (``backup``), never to append."""
        with self.this_thread_writes(), self.turnstile.enter(patient):
            with self.transaction() as writing:
                yield writing
            self._destroy(writing.doomed)

    @contextmanager
    def this_thread_writes(self) -> Iterator[None]:
        """Refuse a write within a write of the same thread, which would wait for itself."""
        thread = threading.get_ident()
        if thread in self._writing_threads:
            raise RegisterFault(
                Text("同一线程不能嵌套写事务。", "A write transaction was opened within another."), code="nested-writing"
            )
        self._writing_threads.add(thread)
        try:
            yield
        finally:
            self._writing_threads.discard(thread)

    def refuse_behind(self) -> None:
        """Raise OperatorError while the register lacks acknowledged entries."""
        if self.behind:
            raise OperatorError(
                Text(
                    f"登记册缺少已确认的条目（至少 {self.behind} 条），只能读取：编号一经确认，不再重发。",
                    f"The register lacks at least {self.behind} acknowledged entries and is read-only: a number once "
                    "acknowledged is never given out again.",
                ),
                code="register-behind", article=15,
                todo=Text("请补交缺失的条目（xinyong restore --tail）。", "Supply the missing entries (xinyong restore --tail)."),
            )

    # --- tree and checkpoints -------------------------------------------------------------------

    def integrate(self) -> int:
        """Bring the tree up to the recorded entries; the tree's size."""
        while True:
            with self.writing(patient=True) as writing:
                size = self.integrate_some(writing, INTEGRATE_CHUNK)
                if size == writing.size():
                    return size

    def integrate_some(self, writing: JournalWriting, most: int) -> int:
        """Integrate at most so many entries within a transaction; the tree's size."""
        size = writing.tree_size()
        leaves = writing.leaves(size, size + most)
        new_size, changed = tiles.append_tiles(writing.tile, size, tiles.leaf_hashes(leaves))
        writing.put_tiles(changed)
        return new_size

    def seal(self) -> str:
        """Integrate, then sign a checkpoint over everything recorded: the newest note.

        Raises JournalDamaged rather than sign a tree that is smaller than, or not an extension of, the last
        one signed (``checkpoint.last``, which no backup ever overwrites).
        """
        self.integrate()
        self.refuse_behind()
        # A session of its own: a note is witnessed before the commit, so it may cover durable entries only.
        with self.session() as writing:
            self.integrate_some(writing, INTEGRATE_CHUNK * 8)
            return sealer.seal(writing, self.keys, self.witness)

    # --- replay -----------------------------------------------------------------------------------

    def rebuild(self) -> int:
        """Drop the projections and replay them from the journal, in one transaction; entries replayed."""
        with self.session() as writing:
            return self.rebuild_within(writing)

    def replay(self, reading: JournalReading, take: Callable[[int, list[Any]], None]) -> int:
        """Hand each entry's table operations to ``take`` (first number of a chunk, operations); entries replayed."""
        size = reading.size()
        for start in range(0, size, CHUNK):
            ops: list[Any] = []
            for entry in reading.entries(start, min(start + CHUNK, size)):
                if entry.event is not None:
                    ops += self.project(entry)
            take(start, ops)
        return size

    def verify(self) -> dict[str, Any]:
        """Check everything (``journal.verify``)."""
        from xinyong.journal.verify import verify

        return verify(self)
