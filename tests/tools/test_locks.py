"""The locks hold every dependency by hash and no address; the development lock holds the other whole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def canonical(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name, maxsplit=1)[0]).lower()


def pins(lock: str) -> dict[str, str]:
    """Package to version and hashes, as the lock states them."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip():
            name, rest = line.split("==", 1)
            found[canonical(name)] = " ".join(rest.split())
    return found


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text and not re.search(r"^\s*-", text.replace("    --hash", ""), re.MULTILINE)
    held = pins(lock)
    assert held
    for name, rest in held.items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", rest), name


def test_every_dependency_is_locked() -> None:
    wanted = {canonical(each) for each in CONFIG["project"]["dependencies"]}
    assert wanted <= set(pins("requirements.lock"))
    dev = {canonical(each) for each in CONFIG["dependency-groups"]["dev"]}
    assert dev <= set(pins("requirements-dev.lock"))


def test_the_development_lock_holds_the_other_whole() -> None:
    ours, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: dev.get(name) for name in ours} == ours


def test_docs_say_what_each_dependency_is_for() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    named = {canonical(name) for name in re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)}
    every = CONFIG["project"]["dependencies"] + CONFIG["dependency-groups"]["dev"]
    assert named == {canonical(each) for each in every}
