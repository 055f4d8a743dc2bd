"""Fixtures that all tests share: tools of the system, validation data, the browser, seeds."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.databases import _registers_in_postgresql, database_url, founded, postgres_server
from tools.needs import NEEDS

__all__ = ["_registers_in_postgresql", "database_url", "founded", "postgres_server"]

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")

# Two shared cores make wall-clock deadlines a lottery, so there are none. ``print_blob`` prints what reproduces a
# failure; under CI the examples are derived from the test itself, so that a red run is red again at home.
settings.register_profile("dev", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("deep", deadline=None, print_blob=True, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if CI else "dev"))

SEED = int(os.environ.get("XINYONG_TEST_SEED", "20260401"))

BROWSER_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


def pytest_report_header() -> str:
    """The seed and profile of this run stand at its head."""
    profile = settings.get_current_profile_name()
    return f"seed: XINYONG_TEST_SEED={SEED}; hypothesis profile: {profile}; CI: {CI}"


@pytest.fixture
def rng() -> random.Random:
    """A seeded generator; the seed is in the output of a test that fails."""
    print(f"XINYONG_TEST_SEED={SEED}")
    return random.Random(SEED)


def tool_or_skip(name: str) -> str:
    """Path of a tool of ``tools.needs``; skips the test where it is absent, fails it under CI."""
    need = NEEDS[name]
    found = need.find()
    if found:
        return found
    message = f"not tested: {need.untested.en} ({name} is missing; packages: {' '.join(need.packages)})"
    if CI:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def require_tool() -> Callable[[str], str]:
    """``require_tool("strace")`` gives its path, skips where it is absent, and fails under CI."""
    return tool_or_skip


@pytest.fixture(scope="session")
def validation_data() -> Callable[[str], Path]:
    """``validation_data("file.csv")``: real organisations' data, which is never in this repository.

    Looked for in ``XINYONG_VALIDATION_DATA`` (default ``../shared/data`` beside the repository); skips where absent.
    """
    folder = Path(os.environ.get("XINYONG_VALIDATION_DATA") or ROOT.parent / "shared" / "data")

    def find(name: str) -> Path:
        path = folder / name
        if not path.is_file():
            pytest.skip(f"not tested: {name} is not in the validation data (set XINYONG_VALIDATION_DATA)")
        return path

    return find


@pytest.fixture(scope="session")
def browser(require_tool: Callable[[str], str]) -> Iterator[Any]:
    """A real Chromium, headless, driven by Playwright; nothing of it calls out of this machine."""
    from playwright.sync_api import sync_playwright

    chromium = require_tool("chromium")
    require_tool("chinese-font")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, headless=True, args=BROWSER_ARGUMENTS)
        yield running
        running.close()
