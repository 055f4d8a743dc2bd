"""The newest signed checkpoint, read from the journal."""

from __future__ import annotations

import base64
from typing import NamedTuple

from xinyong.journal import notes
from xinyong.journal.port import Store


class CheckpointView(NamedTuple):
    """A signed checkpoint: ``root`` in base64 as the note has it; all empty before the first seal."""

    size: int
    root: str
    note: str
    articles: str
    edition: str


def newest_checkpoint(store: Store) -> CheckpointView:
    """The newest checkpoint's note and what it says."""
    with store.reading() as reading:
        rows = reading.rows("checkpoint", order="-size", limit=1)
    if not rows:
        return CheckpointView(0, "", "", "", "")
    note = rows[0]["note"]
    said = notes.parse(note)
    return CheckpointView(said.size, base64.b64encode(said.root).decode(), note, said.articles, said.edition)
