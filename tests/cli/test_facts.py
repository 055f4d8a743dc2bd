"""A file of facts that cannot be read is told in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from xinyong.cli.case import read_facts
from xinyong.errors import BadInput


@pytest.mark.parametrize("content", [
    b"overdue: {document: D-1}", b"overdue: \xff", b"- overdue", b"", b"overdue: [",
])  # fmt: skip
def test_what_is_no_list_of_facts_is_told(tmp_path: Path, content: bytes) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_facts(facts)
    assert caught.value.field == "facts" and caught.value.where == "facts.yaml"
