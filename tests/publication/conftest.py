"""The public views on a real synthetic register."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.publication.world import World, build
from xinyong.office import Office


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The register of ``world.build``."""
    return build(tmp_path_factory.mktemp("publication") / "home")


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    """The register opened on its own clock."""
    with Office.open(world.home, clock=world.clock) as opened:
        yield opened
