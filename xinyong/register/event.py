"""What every event is: a frozen, tagged struct. The closed set of them stands in ``register.events``."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

# Named here because a field called ``list`` hides the type of that name inside its class body.
Texts = list[str]


@dataclass_transform(frozen_default=True)  # subclasses inherit it; type checkers must be told
class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """Base of all events; the tag is the entry's kind, e.g. ``record.filed/1``."""
