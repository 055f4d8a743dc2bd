"""The test command's own arguments."""

from __future__ import annotations

import pytest

from tools.testing import arguments, store


def test_the_store_is_taken_out_of_pytests_arguments() -> None:
    assert store(["-k", "term"]) == ("", ["-k", "term"])
    assert store(["--store", "postgresql", "-k", "term"]) == ("postgresql", ["-k", "term"])
    assert store(["tests/law", "--store=sqlite"]) == ("sqlite", ["tests/law"])
    for wrong in (["--store"], ["--store", "oracle"], ["--store="]):
        with pytest.raises(SystemExit):
            store(wrong)


def test_two_workers_unless_said_otherwise() -> None:
    assert arguments(["tests/law", "-n", "0"]) == ["tests/law", "-n", "0"]
    assert arguments(["tests/law"])[-1] == "tests/law" and "-n" in arguments(["tests/law"])
