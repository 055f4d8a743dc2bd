"""Where a register lies is decided at founding; the database's address is written nowhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.register.book import make_book
from xinyong.errors import OperatorError
from xinyong.office import Office, found


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_without_a_url_it_is_sqlite_and_stays_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(tmp_path / "home", "synthetic", make_book()).close()
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@localhost:1/nothing")
    with Office.open(tmp_path / "home") as office:
        assert office.store.kind == "sqlite"
        assert office.store.verify()["entries"] > 1


def test_with_a_url_it_is_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("DATABASE_URL", f"{database_url}&password=pa55word")
    found(home, "synthetic", make_book()).close()
    about = json.loads((home / "register.json").read_bytes())
    assert about["store"] == "postgresql"
    assert about["schema"] == f"xinyong_{about['register']}"
    assert not (home / "register.db").exists()
    assert not any(b"pa55word" in path.read_bytes() for path in home.rglob("*") if path.is_file())
    with Office.open(home) as office:
        assert office.store.verify()["entries"] > 1
    monkeypatch.delenv("DATABASE_URL")
    with pytest.raises(OperatorError) as caught:
        Office.open(home)
    assert caught.value.code == "no-database-url"
    assert "DATABASE_URL" in str(caught.value.todo)


def test_another_databases_url_founds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://u:secret@localhost/x")
    with pytest.raises(OperatorError) as caught:
        found(tmp_path / "home", "synthetic", make_book())
    assert "secret" not in str(caught.value)
    assert not (tmp_path / "home").exists()


def test_the_journals_verbs_work_on_postgresql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("DATABASE_URL", database_url)
    found(home, "synthetic", make_book()).close()

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "xinyong", *words, "--home", str(home), "--json"]
        return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))

    entries = json.loads(run("journal", "verify").stdout)["entries"]
    assert json.loads(run("journal", "rebuild").stdout)["entries"] == entries
    assert json.loads(run("journal", "checkpoint").stdout)["size"] == entries
    assert json.loads(run("journal", "proof", "1").stdout)["seq"] == 1
    assert len(json.loads(run("journal", "tail", "-n", "2").stdout)["entries"]) == 2
    assert json.loads(run("backup", str(tmp_path / "archive")).stdout)["entries"] == entries
    refused = run("restore", str(tmp_path / "archive"))
    assert refused.returncode != 0
    assert "DATABASE_URL" in refused.stdout + refused.stderr, "the database holds it: nothing is overwritten"
    assert json.loads(run("journal", "verify").stdout)["entries"] == entries
