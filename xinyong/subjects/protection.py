"""Who is protected as a person is wherever organisations could be browsed, ranked or exported (SAFEGUARDS, Who)."""

from __future__ import annotations

PROTECTED_KINDS = frozenset({"sole-trader", "person"})
"""Kinds that are never browsed: found by their full code only."""
ONE_PERSON = "one-person"
"""Flag of a firm that is one natural person's: protected like a sole trader."""


def protected(kind: str, flags: str) -> bool:
    """Whether an organisation stands for one natural person. ``flags``: its row's, separated by blanks."""
    return kind in PROTECTED_KINDS or ONE_PERSON in flags.split()
