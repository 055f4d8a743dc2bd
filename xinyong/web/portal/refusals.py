"""What the register refuses by construction (``docs/refused.md``), each with the Articles that refuse it."""

from __future__ import annotations

PRACTICES: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("shaming", (11,)),
    ("map", (11, 3)),
    ("score", (9,)),
    ("family", (10,)),
    ("children", (10, 12)),
    ("speech", (3,)),
    ("petty", (3, 4)),
    ("play", (3,)),
    ("files", (12,)),
    ("party", (3,)),
    ("hiring", (12,)),
    ("rewards", (9,)),
    ("bulk", (11,)),
    ("automatic", (6,)),
    ("forever", (7,)),
    ("secret", (5, 13)),
)
"""Key of the practice (``refused.<key>`` in the words) and its Articles."""
