"""Registers to operate on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.office import World
from tests.register.desk import desk, make_desk, template

__all__ = ["desk", "make_desk", "template", "world"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A register whose story was told."""
    outside = tmp_path / "sent"
    outside.mkdir()
    made = World(tmp_path / "home")
    made.tell(outside)
    yield made
    made.close()
