"""The journal's port: what a store must do, whichever database it stands on.

Three promises, as transparency logs have them. *Recorded*: ``Writing.append`` gave a contiguous
number and its transaction is durable. *Integrated*: the entry is in the Merkle tree. *Sealed*: a
signed checkpoint covers it. One writer at a time hands out numbers; a reader never sees entry
n+1 before n. Every store passes ``tests/journal/contract.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Literal, NamedTuple, Protocol

from xinyong.journal.officers import Signer
from xinyong.register.entries import Delete, Entry, Op, Patch, Put
from xinyong.register.events import Event

__all__ = ["Delete", "Draft", "Entry", "Op", "Patch", "Project", "Put", "Reading", "Receipt", "Row", "Store", "Writing"]

Row = dict[str, Any]
"""A table row by column; ``date`` columns are dates."""


class Draft(NamedTuple):
    """An entry about to be written. The journal adds number, time, commitment and seal."""

    event: Event
    authority: str  # acting authority id; "register" for the register's own acts
    officer: str  # acting officer id; "" only under a ``cause``
    effective_from: date | None = None  # the law's time, where it has one
    person: str = ""  # subject id whose key wraps this body's key; "" = an organisation's
    cause: int = 0  # seq of the signed entry (e.g. file.opened) that this one follows from
    signer: Signer | None = None  # signs the salted commitment; required unless ``cause`` is given


class Receipt(NamedTuple):
    """What the filer gets back: a durable number."""

    seq: int
    recorded_at: int


class Project(Protocol):
    """Turns one entry into table operations: a pure function of that entry alone."""

    def __call__(self, entry: Entry) -> Iterable[Op]: ...


class Reading(Protocol):
    """A consistent snapshot."""

    def size(self) -> int:
        """Number of entries recorded; the next entry gets this number (numbers start at 0)."""

    def sealed_size(self) -> int:
        """Size of the newest signed checkpoint; entries below it are sealed."""

    def entry(self, seq: int) -> Entry:
        """One entry with its body opened; NotFound beyond the end."""

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """Entries in order."""

    def get(self, table: str, *key: Any) -> Row | None:
        """The row with this primary key."""

    def rows(self, table: str, *, order: str = "", limit: int = 0, **equals: Any) -> list[Row]:
        """Rows whose columns equal the given values. ``order``: a column, ``-column`` to descend."""

    def rows_in(self, table: str, column: str, values: Sequence[Any]) -> list[Row]:
        """Rows whose ``column`` is one of ``values`` (any number of them)."""

    def before(self, table: str, column: str, limit_value: Any, limit: int = 1000) -> list[Row]:
        """Rows whose ``column`` is not null and less than ``limit_value``, in its order."""

    def since(self, table: str, column: str, start: Any) -> list[Row]:
        """Rows whose ``column`` is ``start`` or more, in its order."""

    def count(self, table: str, **equals: Any) -> int:
        """Number of such rows."""

    def last_recorded_at(self) -> int:
        """When the newest entry was recorded (ms since 1970 UTC); 0 for none."""

    def search_names(self, folded: str, limit: int = 20) -> list[Row]:
        """``organisation`` rows whose folded name contains the folded text, best first."""

    def inclusion(self, seq: int) -> dict[str, Any]:
        """Proof that entry ``seq`` is in the newest checkpoint: seq, size, leaf, hashes, checkpoint."""


class Writing(Reading, Protocol):
    """A write transaction that holds the writer's lock; sees its own writes; commits on exit."""

    def append(self, drafts: Sequence[Draft]) -> list[Receipt]:
        """Number, seal and store the entries and apply their projections, all or nothing."""

    def erase(self, seqs: Sequence[int]) -> None:
        """Delete bodies and destroy their keys. Only ``register.erase`` asks for it, in the
        transaction that appends the ``entries.erased`` entry."""

    def others_wait(self) -> bool:
        """Whether a decision waits for the lock: a long batch should then commit and come back."""


class Store(Protocol):
    """A journal with its projections."""

    kind: Literal["sqlite", "postgresql"]
    edition: str  # digest of the rulebook edition that goes into every entry

    @property
    def clock_went_back(self) -> bool:
        """Whether the clock stands clearly before the newest entry: then nothing adverse begins."""

    def refuse_behind(self) -> None:
        """OperatorError while the register lacks entries that it once acknowledged (restored from an older copy)."""

    def reading(self) -> AbstractContextManager[Reading]:
        """A snapshot for reading; concurrent with a writer."""

    def writing(self, *, patient: bool = False) -> AbstractContextManager[Writing]:
        """The write transaction, its lock taken at once. ``patient``: a batch, which lets decisions go first."""

    def integrate(self) -> int:
        """Bring the tree up to the recorded entries; the tree's size."""

    def seal(self) -> str:
        """Integrate, then sign a checkpoint over everything recorded (none if nothing is new): the newest note."""

    def rebuild(self) -> int:
        """Drop the projections and replay them from the journal; the number of entries replayed."""

    def verify(self) -> dict[str, Any]:
        """Check every entry, body, tile, checkpoint, key and projection row; raises JournalDamaged
        naming the first fault; else figures: entries, erased, size, root, entries_per_s."""

    def close(self) -> None: ...
