"""One register with cases at every stage, shared by the tests of documents, which only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.casework.stories import Stories, tell
from tests.register.desk import desk, make_desk, template

__all__ = ["desk", "make_desk", "template"]


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stories]:
    """The cases, on an open register."""
    told = tell(tmp_path_factory.mktemp("stories") / "home")
    yield told
    told.builder.office.close()
